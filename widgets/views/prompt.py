"""Asks for the values that a filter leaves open."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.views.columns import Columns
from ...app.views.match import PROMPT, answered, prompts
from ...app.views.spec import Filter, Test
from .value_edit import ValueEdit


class Prompt(QDialog):
    """A line a question; ``answers`` are the values by question once it was accepted."""

    def __init__(self, found: Filter, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(found.name).rstrip("…"))
        self.answers: dict[str, str] = {}
        self.edits: dict[str, ValueEdit] = {}
        form = QFormLayout()
        for condition, place in prompts(found.test):
            question = condition.values[place]
            if question in self.edits or condition.field not in columns.fields:
                continue
            edit = self.edits[question] = ValueEdit(self)
            edit.take_field(columns.fields[condition.field], columns)
            edit.setEditText("")
            edit.setMinimumContentsLength(24)
            form.addRow(_(question).removeprefix(PROMPT), edit)
        self.message = QLabel(" ", self)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.message)
        layout.addWidget(buttons)

    def accept(self) -> None:
        try:
            self.answers = {question: edit.code() for question, edit in self.edits.items()}
        except EditError as refusal:
            self.message.setText(str(refusal))
            return
        super().accept()


def ask(found: Filter, columns: Columns, parent: QWidget) -> Filter | None:
    """A filter with its questions answered; None where the user gave up."""
    if not prompts(found.test):
        return found
    dialog = Prompt(found, columns, parent)
    if not dialog.exec():
        return None
    test: Test = answered(found.test, dialog.answers)
    return Filter(name="" if prompts(found.test) else found.name, test=test)
