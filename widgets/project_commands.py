"""What the Project menu does: dialogs about the plan as a whole."""

from __future__ import annotations

from collections.abc import Callable

from ..app.edits import plan as plan_edits
from ..app.i18n import _, ngettext
from ..app.project.records import ResourceUid
from ..app.workspace.document import Document
from .appearance import Appearance
from .plan_view import PlanView


class ProjectCommands:
    """Handles the actions about resources, calendars, baselines and the plan's properties."""

    def __init__(self, document: Document, plan: PlanView, appearance: Appearance, tell: Callable[[str], None]) -> None:
        self._document = document
        self._plan = plan
        self._appearance = appearance
        self._tell = tell

    def project_information(self) -> None:
        """Edit the plan's properties."""
        from .dialogs.project_information import ProjectInformation

        ProjectInformation(self._document, self._plan.window()).exec()

    def resources(self) -> None:
        """Edit the resources."""
        self.show_resource(None)

    def show_resource(self, uid: int | None) -> None:
        """Edit the resources, from one on if there is it."""
        from .dialogs.resources import ResourcesDialog

        dialog = ResourcesDialog(self._document, self._appearance, self._plan.window())
        order = self._document.project.resource_order
        if uid is not None and uid in order:
            dialog.table.go_to(order.index(ResourceUid(uid)), 0)
        dialog.exec()

    def calendars(self) -> None:
        """Edit the calendars."""
        from .dialogs.calendars import CalendarsDialog

        CalendarsDialog(self._document, self._appearance, self._plan.window()).exec()

    def custom_fields(self) -> None:
        """Define custom fields; the table shows new ones of tasks at once."""
        from .dialogs.custom_fields import CustomFieldsDialog

        dialog = CustomFieldsDialog(self._document, self._appearance, self._plan.window())
        if dialog.exec():
            table = self._plan.table
            shown = [field.key for field in table.tasks.columns]
            table.show_columns([*shown, *(f"custom.{key}" for key in dialog.added)])
        dialog.deleteLater()

    def set_baseline(self) -> None:
        """Keep the present dates, work and cost as the baseline."""
        had_one = bool(plan_edits.clear_baseline(self._document.project))
        self._document.push(plan_edits.save_baseline(self._document.engine), _("Set baseline"))
        told = _("The baseline is set. View > Baseline shows it below the bars.")
        self._tell(_("The baseline is set anew. Ctrl+Z brings the one before back.") if had_one else told)

    def clear_baseline(self) -> None:
        """Forget the baseline."""
        patch = plan_edits.clear_baseline(self._document.project)
        self._document.push(patch, _("Clear baseline"))
        self._tell(_("The baseline is gone. Ctrl+Z brings it back.") if patch else _("There is no baseline."))

    def reschedule(self) -> None:
        """Compute all dates anew."""
        moved = self._document.reschedule()
        count = len(moved)
        told = ngettext("Scheduled anew: {count} task moved.", "Scheduled anew: {count} tasks moved.", count)
        self._tell(told.format(count=count) if moved else _("Scheduled anew: all dates were up to date."))
