"""Asks for a task by its row or part of its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...app.i18n import _
from ...app.project.project import Project
from ...app.project.records import TaskUid


class GoTo(QDialog):
    """A line that completes row numbers and names; ``found`` is the task meant."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Go to task"))
        self.found: TaskUid | None = None
        self._titles = {
            f"{row}  {project.tasks[uid].name}": uid for row, (uid, _level) in enumerate(project.outline(), 1)
        }
        self.line = QLineEdit(self, clearButtonEnabled=True, placeholderText=_("Row or part of a name"))
        completer = QCompleter(list(self._titles), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
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

    def accept(self) -> None:
        typed = self.line.text().strip().casefold()
        row = f"{typed}  "
        matches = [uid for title, uid in self._titles.items() if title.casefold() == typed or title.startswith(row)]
        matches = matches or [uid for title, uid in self._titles.items() if typed and typed in title.casefold()]
        if not matches:
            self._message.setText(_("No task has that row or name."))
            return
        self.found = matches[0]
        super().accept()


def ask_task(project: Project, parent: QWidget) -> TaskUid | None:
    """The task the user asked for; None where the question was given up."""
    dialog = GoTo(project, parent)
    return dialog.found if dialog.exec() else None
