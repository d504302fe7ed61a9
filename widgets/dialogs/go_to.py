"""Asks for a task by its row or part of its name, or for a day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from ...app.analysis.task_search import find_tasks
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.project import Project
from ...app.project.records import TaskUid

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GoTo(QDialog):
    """A line that completes row numbers and names; ``found`` is the task meant, or ``day`` the day."""

    def __init__(self, project: Project, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Go To"))
        self.found: TaskUid | None = None
        self.day: datetime | None = None
        self._project = project
        self._wording = wording
        self._offered: dict[str, TaskUid] = {}
        self._titles = QStringListModel(self)
        self.line = QLineEdit(self, clearButtonEnabled=True, placeholderText=_("Row, part of a name, or a date"))
        completer = QCompleter(self._titles, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._on_chosen)
        self.line.setCompleter(completer)
        self._list = QListView(self)
        completer.setPopup(self._list)
        self._list.installEventFilter(self)
        self.line.textEdited.connect(self._offer)
        self._message = QLabel(" ", self)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.line, self._message, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(380)

    def _offer(self, text: str) -> None:
        """List the tasks that may be meant, the best first."""
        self._offered = {f"{hit.row}  {hit.name}": hit.uid for hit in find_tasks(self._project, text)}
        self._titles.setStringList(list(self._offered))
        self._message.setText(" ")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter mean what was typed where nothing of the list is chosen; Qt would only close the list."""
        entered = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTERS
        if watched is self._list and entered and not self._list.currentIndex().isValid():
            self._list.hide()
            self.accept()
            return True
        return super().eventFilter(watched, event)

    def _on_chosen(self, title: str) -> None:
        """Go to what was chosen of the list without asking again."""
        self.line.setText(title)
        self.accept()

    def accept(self) -> None:
        text = self.line.text()
        hits = find_tasks(self._project, text, 1)
        self.found = self._offered.get(text) or (hits[0].uid if hits else None)
        if self.found is None:
            try:
                self.day = self._wording.parse_moment(text, 0)
            except EditError:
                self._message.setText(_("No task has that row or name, and it is no date."))
                return
        super().accept()


def ask_where(project: Project, wording: Wording, parent: QWidget) -> TaskUid | datetime | None:
    """The task, or the day, the user asked for; None where the question was given up."""
    dialog = GoTo(project, wording, parent)
    if not dialog.exec():
        return None
    return dialog.found if dialog.day is None else dialog.day
