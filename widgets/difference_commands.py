"""What is done about dates that differ from the file's: shown, kept, taken over, or asked about before saving."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ..app.i18n import _, ngettext
from ..app.project.errors import GantlineError
from ..app.project.records import TaskUid
from ..app.schedule.engine import Engine
from ..app.workspace.document import Document
from ..app.workspace.job import Jobs
from .appearance import Appearance
from .complaint import complain

if TYPE_CHECKING:
    from ..app.edits.keep_dates import Kept
    from .dialogs.differences import DifferencesDialog

LARGE_PLAN: Final = 4_000
"""How the dates of a plan of more tasks can be kept is found out in a helper process."""


class DifferenceCommands(QObject):
    """Carries out decisions on dates that differ from the file's; each is one step to undo.

    Signals:
        told: What was done.
        task_chosen: The user wants to see a task.
    """

    told = Signal(str)
    task_chosen = Signal(int)

    def __init__(self, document: Document, appearance: Appearance, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._appearance = appearance
        self._jobs = jobs
        self._window = window
        self._dialog: DifferencesDialog | None = None

    def differences(self) -> None:
        """Show the tasks that differ."""
        from .dialogs.differences import DifferencesDialog

        if not self._document.differing:
            self.told.emit(_("All dates are those of the file."))
            return
        if self._dialog is None:
            self._dialog = dialog = DifferencesDialog(self._document, self._appearance, self._window)
            dialog.task_chosen.connect(self.task_chosen)
            dialog.keep_requested.connect(self.keep)
            dialog.take_requested.connect(self.take)
            dialog.finished.connect(self._on_dialog_finished)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def keep(self, uids: Collection[TaskUid] = ()) -> None:
        """Keep the file's dates of these tasks; of all that differ unless some are named."""
        try:
            kept = self._kept(list(uids) or self._document.differing, everything=not uids)
        except GantlineError as error:
            complain(_("The file's dates could not be kept."), str(error), self._window)
            return
        if kept is None:
            self.told.emit(_("Cancelled; nothing was changed."))
            return
        self._document.push(kept.patch(self._document.project), _("Keep the file's dates"))
        self.told.emit(kept.told())

    def _kept(self, uids: list[TaskUid], *, everything: bool) -> Kept | None:
        """What holds the tasks, tried out on a copy of the plan; None where the user cancelled that."""
        from ..app.edits.keep_dates import keep_all_file_dates, keep_file_dates
        from ..app.workspace.keep_work import find_held
        from ..app.workspace.work import pack
        from .job_progress import wait_for

        project = self._document.project
        if len(project.tasks) <= LARGE_PLAN:
            engine = Engine(project.snapshot())
            return keep_all_file_dates(engine, uids) if everything else keep_file_dates(engine, uids)
        job = self._jobs.start(find_held, pack(project), uids, everything)
        return wait_for(job, _("Finding out how to keep the file's dates…"), self._window)

    def take(self, uids: Collection[TaskUid] = ()) -> None:
        """Let our dates of these tasks stand; of all that differ unless some are named."""
        from ..app.edits.keep_dates import take_our_dates

        taken = uids or self._document.differing
        if not taken:
            return
        self._document.push(take_our_dates(self._document.project, taken), _("Take our dates"))
        told = ngettext(
            "The file's dates of {count} task are forgotten.",
            "The file's dates of {count} tasks are forgotten.",
            len(taken),
        )
        self.told.emit(told.format(count=len(taken)))

    def settle(self) -> bool:
        """Have the planner decide before a file is written over with our dates; False where that was given up."""
        count = len(self._document.differing)
        if not count:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Save"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        text = ngettext(
            "{count} task has other dates here than in the file.",
            "{count} tasks have other dates here than in the file.",
            count,
        )
        box.setText(text.format(count=count))
        box.setInformativeText(_("Save the dates computed here, or hold the tasks where the file had them?"))
        ours = box.addButton(_("Save With Our Dates"), QMessageBox.ButtonRole.AcceptRole)
        files = box.addButton(_("Keep the File's Dates"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(ours)
        box.exec()
        if box.clickedButton() not in (ours, files):
            return False
        if box.clickedButton() is files:
            before = self._document.revision
            self.keep()
            if self._document.revision == before:  # cancelled
                return False
        if self._document.differing:  # what could not be kept is decided too
            self.take()
        return True

    def _on_dialog_finished(self) -> None:
        self._dialog = None
