"""What the Project menu does: dialogs about the plan as a whole."""

from __future__ import annotations

from collections.abc import Callable, Set

from ..app.i18n import _, ngettext
from ..app.project.records import CalendarUid, ResourceUid, TaskUid
from ..app.workspace.document import Document
from ..app.workspace.job import Jobs
from ..app.workspace.selection import Selection
from .appearance import Appearance
from .job_progress import show_progress
from .plan_view import PlanView


class ProjectCommands:
    """Handles the actions about resources, calendars, baselines and the plan's properties."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        plan: PlanView,
        appearance: Appearance,
        jobs: Jobs,
        tell: Callable[[str], None],
    ) -> None:
        self._document = document
        self._selection = selection
        self._plan = plan
        self._appearance = appearance
        self._jobs = jobs
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
        self.show_calendar(None)

    def show_calendar(self, uid: int | None) -> None:
        """Edit the calendars, from one on if there is it."""
        from .dialogs.calendars import CalendarsDialog

        calendar = CalendarUid(uid) if uid is not None and uid in self._document.project.calendars else None
        CalendarsDialog(self._document, self._appearance, self._plan.window(), calendar).exec()

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
        """Ask for a baseline and tasks, and keep their present dates, work and cost."""
        from ..app.edits import baselines
        from .dialogs.baselines import baseline_name
        from .patience import Patience

        chosen = self._ask_baseline(_("Set Baseline"))
        if chosen is None:
            return
        number, uids = chosen
        had_one = bool(baselines.saved(self._document.project)[number])
        name = baseline_name(number)
        with Patience(_("Setting {baseline}…").format(baseline=name), self._plan.window()) as ticket:
            patch = baselines.save(self._document.engine, number, uids, ticket)
            self._document.push(patch, _("Set {baseline}").format(baseline=name))
        if ticket.cancelled:
            self._tell(_("Cancelled; nothing was changed."))
            return
        told = _("{baseline} is set. View > Baseline shows it below the bars.")
        again = _("{baseline} is set anew. Ctrl+Z brings the one before back.")
        self._tell((again if had_one else told).format(baseline=name))

    def clear_baseline(self) -> None:
        """Ask for a baseline and tasks, and forget what was planned of them."""
        from ..app.edits import baselines
        from .dialogs.baselines import baseline_name
        from .patience import Patience

        chosen = self._ask_baseline(_("Clear Baseline"))
        if chosen is None:
            return
        number, uids = chosen
        name = baseline_name(number)
        with Patience(_("Clearing {baseline}…").format(baseline=name), self._plan.window()) as ticket:
            patch = baselines.clear(self._document.project, number, uids, ticket)
            self._document.push(patch, _("Clear {baseline}").format(baseline=name))
            gone, none = _("{baseline} is gone. Ctrl+Z brings it back."), _("There was no {baseline}.")
            self._tell((gone if patch else none).format(baseline=name))
        if ticket.cancelled:
            self._tell(_("Cancelled; nothing was changed."))

    def _ask_baseline(self, title: str) -> tuple[int, list[TaskUid] | None] | None:
        """The number of a baseline and the tasks meant, None for all; nothing where the user changed their mind."""
        from .dialogs.baselines import BaselineDialog

        selected = [uid for uid in self._selection.uids if uid in self._document.project.tasks]
        dialog = BaselineDialog(self._document.project, title, selected, self._plan.window())
        accepted = dialog.exec()
        dialog.deleteLater()
        return (dialog.number, dialog.uids) if accepted else None

    def reschedule(self) -> None:
        """Compute all dates anew."""
        job = self._jobs.run(self._document.rescheduled())
        show_progress(job, _("Computing the dates…"), self._plan.window())
        job.finished.connect(self._on_rescheduled)
        job.cancelled.connect(lambda: self._tell(_("Cancelled; nothing was changed.")))

    def _on_rescheduled(self, moved: Set[TaskUid]) -> None:
        count = len(moved)
        told = ngettext("Scheduled anew: {count} task moved.", "Scheduled anew: {count} tasks moved.", count)
        self._tell(told.format(count=count) if moved else _("Scheduled anew: all dates were up to date."))
