"""What reading, scheduling and writing a plan had to say, as a list from which tasks can be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...app.i18n import _
from ...app.project.errors import Note, Severity
from ...app.project.records import TaskUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..icons import icon
from .look import fit_to_screen

_ICONS = {Severity.INFO: "notes", Severity.WARNING: "warning", Severity.ERROR: "error"}


class NotesDialog(QDialog):
    """The notes of a plan, and a way to the tasks whose dates differ from the file's.

    Signals:
        task_chosen: The user wants to see a task.
        differences_requested: The user wants to see which dates differ.
    """

    task_chosen = Signal(int)
    differences_requested = Signal()

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Notes on this plan"))
        self._document = document
        self._theme = appearance.theme
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.itemActivated.connect(self._on_activated)
        for note in [*document.notes, *document.schedule.notes]:
            self._add(note)
        if document.written_notes:
            self._add_heading(_("What the file written last does not hold"))
            for note in document.written_notes:
                self._add(note)
        hint = QLabel(_("Double-click a note to go to its task."), self)
        if not self.list.count():
            hint.setText(_("Nothing to note: the file was read and the plan is scheduled without a question."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        if document.differing:
            button = buttons.addButton(_("Dates That Differ from the File…"), QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(self.accept)
            button.clicked.connect(self.differences_requested)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        fit_to_screen(self, 720, 480)

    def _add(self, note: Note) -> None:
        times = _(" ({count} times)").format(count=note.count) if note.count > 1 else ""
        place = f"{note.place}: " if note.place else ""
        item = QListWidgetItem(icon(_ICONS[note.severity], self._theme), f"{place}{note.text}{times}", self.list)
        item.setToolTip(note.code)
        item.setData(Qt.ItemDataRole.UserRole, note.task)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font()
        font.setBold(True)
        item.setFont(font)

    def _on_activated(self, item: QListWidgetItem) -> None:
        uid = item.data(Qt.ItemDataRole.UserRole)
        if uid is not None and TaskUid(uid) in self._document.project.tasks:
            self.task_chosen.emit(uid)
            self.accept()
