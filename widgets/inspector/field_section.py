"""Fields of the selected tasks as a form: what they share is shown, what is typed holds for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...app.edits.field import Field
from ...app.edits.field_edits import otherwise
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import TaskUid
from ...app.project.ticket import followed
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.date_edit import DateEdit, day_near
from .section import MOST_COMPARED, Section, Subject
from .value_editors import VARIOUS, ValueEditor, editor_for

_NOTES_HEIGHT = 110

FieldsOf = Callable[[Project], Sequence[Field]]


class FieldSection(Section):
    """Shows fields; those that can be typed are edited in place.

    Attributes:
        editors: The editors by the key of their field.
    """

    def __init__(
        self, key: str, title: str, fields: FieldsOf, document: Document, appearance: Appearance, parent: QWidget
    ) -> None:
        """Make the form; ``fields`` gives those a plan has here, and none hides the section."""
        super().__init__(key, title, appearance, parent)
        self._document = document
        self._fields_of = fields
        self._fields: Sequence[Field] = ()
        self._filled: Subject | None = None
        self.editors: dict[str, ValueEditor] = {}
        self._labels: dict[str, QLabel] = {}
        self._message = QLabel(self.body)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(8, 6, 8, 8)
        self._form = QFormLayout()
        column.addLayout(self._form)
        column.addWidget(self._message)
        self._form.setVerticalSpacing(4)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def take(self, subject: Subject | None) -> None:
        if subject is not None:
            self.setVisible(bool(self._fields_of(subject.project)))
        super().take(subject)

    def fill(self, subject: Subject) -> None:
        fields = self._fields_of(subject.project)
        if [(one.key, one.title) for one in fields] != [(one.key, one.title) for one in self._fields]:
            self._build(fields, subject)
        before, self._filled = self._filled, subject
        stays = before is not None and (before.project, before.uids) == (subject.project, subject.uids)
        if not (stays and self.unfinished):
            self._message.hide()
        for field in fields:
            text = _shared(field, subject)
            if field.key in self.editors:
                editor = self.editors[field.key]
                if stays and editor.unfinished:
                    continue  # nobody's text goes because something else was changed
                if not (editor.touched and editor.widget.hasFocus()):
                    editor.show(text)
                if isinstance(editor.widget, DateEdit):
                    editor.widget.day = day_near(field, subject.figures, subject.uids[0])
                editor.widget.setStyleSheet("")
            else:
                self._labels[field.key].setText(VARIOUS if text is None else text or "\N{EN DASH}")

    def _build(self, fields: Sequence[Field], subject: Subject) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = fields
        self.editors, self._labels = {}, {}
        for field in fields:
            if field.edit is None:
                label = QLabel(self.body)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setMinimumHeight(QLineEdit(self.body).sizeHint().height())  # rows stand as far apart as others
                self._labels[field.key] = label
                self._form.addRow(f"{field.caption}:", label)
                continue
            editor = editor_for(field, subject.project, subject.wording, self.appearance, self.body)
            editor.entered.connect(lambda text, field=field: self._enter(field, text))
            editor.given_up.connect(lambda editor=editor: self._forgive(editor))
            self.editors[field.key] = editor
            if isinstance(editor.widget, QPlainTextEdit):
                editor.widget.setFixedHeight(_NOTES_HEIGHT)
                self._form.addRow(editor.widget)  # the heading says what it is
            else:
                self._form.addRow(f"{field.caption}:", editor.widget)

    @property
    def unfinished(self) -> QWidget | None:
        return next((editor.widget for editor in self.editors.values() if editor.unfinished), None)

    def finish_editing(self) -> None:
        for editor in self.editors.values():
            editor.finish(again=True)

    def drop_editing(self) -> None:
        for editor in self.editors.values():
            editor.give_up()

    def pending_patch(self, editor: QWidget, text: str) -> Patch | None:
        """What a text would change if it were typed into one of the fields; None where that is nothing.

        Raises:
            EditError: It cannot be.
        """
        key = next((key for key, one in self.editors.items() if one.widget is editor), None)
        subject, field = self._subject, next((one for one in self._fields if one.key == key), None)
        if subject is None or field is None:
            return None
        from ...app.edits.paste import set_cells

        same = text == (_shared(field, subject) or "")
        cells = [] if same else [(uid, field, text) for uid in subject.uids[:MOST_COMPARED]]
        return set_cells(self._document.engine, subject.wording, cells)

    def _forgive(self, editor: ValueEditor) -> None:
        """Take back that something was refused in an editor."""
        editor.refused = False
        editor.widget.setStyleSheet("")
        self._message.hide()

    def _enter(self, field: Field, text: str) -> None:
        subject = self._subject
        if subject is None:
            return
        from ...app.workspace.cell_commands import enter_cells  # with all it takes to read a clipboard

        editor, entered = self.editors[field.key], False
        self._forgive(editor)
        try:
            with self._document.patience(_("Changing tasks…"), True) as ticket:
                cells = [(uid, field, text) for uid in followed(subject.uids, ticket)]
                enter_cells(self._document, subject.wording, cells, ticket=ticket)
                entered = True
        except EditError as refusal:
            chosen = isinstance(editor.widget, QComboBox) and not editor.widget.isEditable()
            if chosen:  # there is nothing in it to be put right
                editor.show(_shared(field, subject))
            editor.refused = not chosen
            editor.widget.setStyleSheet("" if chosen else f"border: 2px solid {self.appearance.theme.error};")
            self._message.setStyleSheet(f"color: {self.appearance.theme.error};")
            self._message.setText(str(refusal))
            self._message.show()
            if isinstance(editor.widget, QLineEdit):
                editor.widget.selectAll()
            self.refused.emit(str(refusal))
            return
        if not entered:  # given up
            editor.show(_shared(field, subject))
            return
        uids = subject.uids[:MOST_COMPARED]
        sentences = (otherwise(subject.figures, subject.wording, uid, field.key, text) for uid in uids)
        if sentence := next(filter(None, sentences), ""):
            self.told.emit(sentence)


def _shared(field: Field, subject: Subject) -> str | None:
    """The text all selected tasks have in a field; None where they have various ones."""
    if len(subject.uids) > MOST_COMPARED:
        return None
    texts = (_text(field, subject, uid) for uid in subject.uids)
    first = next(texts)
    return first if all(text == first for text in texts) else None


def _text(field: Field, subject: Subject, uid: TaskUid) -> str:
    if field.key == "notes":  # the column shows one line of them
        return subject.project.tasks[uid].notes
    return field.text(subject.figures, subject.wording, uid)
