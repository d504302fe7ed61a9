"""What is done about dates that differ from the file's: shown, kept, taken over, or asked about before saving."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ..app.edits.keep_dates import keep_all_file_dates, keep_file_dates, take_our_dates
from ..app.i18n import _, ngettext
from ..app.project.records import TaskUid
from ..app.workspace.document import Document
from .appearance import Appearance
from .dialogs.differences import DifferencesDialog


class DifferenceCommands(QObject):
    """Carries out decisions on dates that differ from the file's; each is one step to undo.

    Signals:
        told: What was done.
        task_chosen: The user wants to see a task.
    """

    told = Signal(str)
    task_chosen = Signal(int)

    def __init__(self, document: Document, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._appearance = appearance
        self._window = window
        self._dialog: DifferencesDialog | None = None

    def differences(self) -> None:
        """Show the tasks that differ."""
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
        engine = self._document.engine
        kept = keep_file_dates(engine, uids) if uids else keep_all_file_dates(engine, self._document.differing)
        self._document.push(kept.patch, _("Keep the file's dates"))
        self.told.emit(kept.told())

    def take(self, uids: Collection[TaskUid] = ()) -> None:
        """Let our dates of these tasks stand; of all that differ unless some are named."""
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
            self.keep()
        if self._document.differing:  # what could not be kept is decided too
            self.take()
        return True

    def _on_dialog_finished(self) -> None:
        self._dialog = None
