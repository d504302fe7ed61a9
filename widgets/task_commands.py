"""What the Task and Edit menus do with the selection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ..app.edits.outline import added_tasks
from ..app.edits.tasks import set_hyperlink
from ..app.i18n import _
from ..app.project.errors import EditError
from ..app.project.recurrence import recurs
from ..app.workspace import commands
from ..app.workspace.document import Document
from ..app.workspace.row_set import RowSet
from ..app.workspace.selection import Selection
from .appearance import Appearance
from .plan_view import PlanView

if TYPE_CHECKING:  # loaded when first asked for, so that the window opens sooner
    from .dialogs.why import WhyDialog


class TaskCommands:
    """Handles the actions that edit tasks. Refusals are told by the table."""

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        selection: Selection,
        plan: PlanView,
        appearance: Appearance,
        tell: Callable[[str], None],
    ) -> None:
        self._document = document
        self._tell = tell
        self._rows = rows
        self._selection = selection
        self._plan = plan
        self._appearance = appearance
        self._why: WhyDialog | None = None

    def undo(self) -> None:
        """Take the last step back."""
        step = self._document.undo_stack.undoText()
        self._document.undo_stack.undo()
        self._tell(_("Undone: {step}").format(step=step))

    def redo(self) -> None:
        """Do again what was taken back."""
        step = self._document.undo_stack.redoText()
        self._document.undo_stack.redo()
        self._tell(_("Redone: {step}").format(step=step))

    def cut(self) -> None:
        """Cut the selected cells, or the tasks of whole rows."""
        self._plan.table.edits.cut()

    def copy(self) -> None:
        """Copy the selected cells, or the tasks of whole rows."""
        self._plan.table.edits.copy()

    def paste(self) -> None:
        """Paste what is on the clipboard."""
        self._plan.table.edits.paste()

    def fill_down(self) -> None:
        """Give the selected cells what stands in the first of them."""
        self._plan.table.edits.fill_down()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._plan.table.edits.clear_cells()

    def find_text(self) -> None:
        """Ask for a text and go where it stands."""
        self._plan.find_bar.open(replacing=False)

    def replace_text(self) -> None:
        """Ask for a text and what it is replaced by."""
        self._plan.find_bar.open(replacing=True)

    def find_next(self) -> None:
        """Go to the next place of the text looked for last."""
        self._find_again(back=False)

    def find_previous(self) -> None:
        """Go to the previous place of the text looked for last."""
        self._find_again(back=True)

    def _find_again(self, *, back: bool) -> None:
        bar = self._plan.find_bar
        if bar.text.text():
            bar.again(back=back)
        else:
            bar.open(replacing=False)

    def insert_below(self) -> None:
        """Add a task below the current one and open its name."""
        self._plan.table.edits.insert_below()

    def select_all(self) -> None:
        """Select all rows."""
        self._plan.table.selectAll()

    def insert_task(self) -> None:
        """Add a task and open its name."""
        self._plan.table.edits.insert_task()

    def insert_milestone(self) -> None:
        """Add a milestone and open its name."""
        self._plan.table.edits.run(commands.add_milestone)
        self._plan.table.edits.edit_name()

    def insert_recurring(self) -> None:
        """Ask for a recurring task and add it above the current one."""
        from .dialogs.recurring_task import RecurringTaskDialog

        dialog = RecurringTaskDialog(self._document, self._appearance, self._window, above=self._selection.current)
        if dialog.exec():
            name = dialog.name.text().strip()
            self._document.push(dialog.patch, _("Insert recurring task {name}").format(name=name))
            self._plan.go_to(added_tasks(dialog.patch)[0])
        dialog.deleteLater()

    def recurring_information(self) -> None:
        """Change when the current recurring task, or that of the current occurrence, is done."""
        from .dialogs.recurring_task import RecurringTaskDialog

        project, uid = self._document.project, self._selection.current
        if uid is not None and uid in project.tasks and not recurs(project, uid):
            uid = project.parent(uid)
        if uid is None or not recurs(project, uid):
            self._plan.table.refused.emit(_("Select a recurring task first."))
            return
        dialog = RecurringTaskDialog(self._document, self._appearance, self._window, uid=uid)
        if dialog.exec():
            name = dialog.name.text().strip()
            self._document.push(dialog.patch, _("Change recurring task {name}").format(name=name))
        dialog.deleteLater()

    def delete_tasks(self) -> None:
        """Delete the selected tasks."""
        self._plan.table.edits.run(commands.delete_tasks)

    def indent(self) -> None:
        """Make the selected tasks part of the task above."""
        self._plan.table.edits.run(commands.indent)

    def outdent(self) -> None:
        """Raise the selected tasks one level."""
        self._plan.table.edits.run(commands.outdent)

    def move_up(self) -> None:
        """Move the selected tasks before the one above."""
        self._plan.table.edits.run(commands.move_up)

    def move_down(self) -> None:
        """Move the selected tasks behind the one below."""
        self._plan.table.edits.run(commands.move_down)

    def link(self) -> None:
        """Link the selected tasks in a chain."""
        self._plan.table.edits.run(commands.link)

    def unlink(self) -> None:
        """Remove the links of the selected tasks."""
        self._plan.table.edits.run(commands.unlink)

    def percent(self, percent: int) -> None:
        """Say how much of the selected tasks is done."""
        self._plan.table.edits.run(
            lambda document, selection, rows: commands.set_percent(document, selection, rows, percent)
        )

    def toggle_manual(self) -> None:
        """Set dates by hand, or let them be computed."""
        self._plan.table.edits.run(commands.toggle_manual)

    def toggle_active(self) -> None:
        """Take tasks out of the schedule, or into it."""
        self._plan.table.edits.run(commands.toggle_active)

    def hyperlink(self) -> None:
        """Ask where the link of the current task leads."""
        from .dialogs.hyperlink import HyperlinkDialog

        uid = self._selection.current
        task = self._document.project.tasks.get(uid) if uid is not None else None
        if task is None or task.blank:
            return
        dialog = HyperlinkDialog(task.hyperlink, self._folder, self._window)
        if dialog.exec():
            patch = set_hyperlink(self._document.project, task.uid, dialog.link)
            self._document.push(patch, _("Change hyperlink of {name}").format(name=task.name))
        dialog.deleteLater()

    def open_hyperlink(self) -> None:
        """Open the link of the current task."""
        from .hyperlinks import open_hyperlink

        uid = self._selection.current
        task = self._document.project.tasks.get(uid) if uid is not None else None
        try:
            if task is None or task.hyperlink is None:
                raise EditError(_("The selected task has no hyperlink."))
            open_hyperlink(task.hyperlink, self._folder, self._window)
        except EditError as refusal:
            self._plan.table.refused.emit(str(refusal))

    @property
    def _folder(self) -> Path | None:
        return self._document.path.parent if self._document.path else None

    def go_to(self) -> None:
        """Ask for a task by row or name, or for a day, and go there."""
        from .dialogs.go_to import ask_where

        where = ask_where(self._document.project, self._plan.table.tasks.wording, self._window)
        if isinstance(where, datetime):
            self._plan.gantt.scroll_to_date(where)
        elif where is not None:
            self._plan.go_to(where)

    def why(self) -> None:
        """Show, beside the plan, what sets the dates of the current task."""
        from .dialogs.why import WhyDialog

        if self._why is None:
            self._why = WhyDialog(self._document, self._selection, self._appearance, self._window)
            self._why.task_chosen.connect(self._plan.go_to)
            self._why.finished.connect(self._on_why_closed)
        self._why.show()
        self._why.raise_()
        self._why.activateWindow()

    def _on_why_closed(self) -> None:
        self._why = None

    @property
    def _window(self) -> QWidget:
        return self._plan.window()

    @property
    def undo_text(self) -> str:
        """The menu's words for undo, with the step's name."""
        step = self._document.undo_stack.undoText()
        return _("&Undo {step}").format(step=step) if step else _("&Undo")

    @property
    def redo_text(self) -> str:
        """The menu's words for redo, with the step's name."""
        step = self._document.undo_stack.redoText()
        return _("&Redo {step}").format(step=step) if step else _("&Redo")
