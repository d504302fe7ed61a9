"""All about one task: its fields on tabs, carried out together as one step to undo."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.figures import Figures
from ...app.edits.field import Field, Kind
from ...app.edits.fields import fields_of
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.errors import EditError
from ...app.project.records import TaskUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .look import fit_to_screen

TABS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("General"), ("name", "duration", "start", "finish", "percent_complete", "priority", "mode", "active")),
    (N_("Links and people"), ("predecessors", "successors", "resources", "work", "cost")),
    (N_("Advanced"), ("constraint", "constraint_date", "deadline", "calendar", "task_type", "milestone", "wbs")),
    (N_("Dates"), ("early_start", "early_finish", "late_start", "late_finish", "total_slack", "free_slack",
                   "baseline_start", "baseline_finish")),
)  # fmt: skip
"""Which fields stand on which tab; the notes have a tab of their own."""

Editor = QLineEdit | QComboBox | QPlainTextEdit


class TaskInformation(QDialog):
    """Shows the fields of a task and edits those that can be typed."""

    def __init__(self, document: Document, uid: TaskUid, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._uid = uid
        self._wording = Wording(document.project.info, style_of(QLocale()))
        self._fields = fields_of(document.project)
        self.editors: dict[str, Editor] = {}
        self._shown: dict[str, str] = {}
        self.setWindowTitle(_("Task information – {name}").format(name=document.project.tasks[uid].name))
        self.tabs = QTabWidget(self)
        figures = Figures(document.engine)
        for title, keys in TABS:
            self.tabs.addTab(self._page([self._fields[key] for key in keys if key in self._fields], figures), _(title))
        self._add_custom_fields(figures)
        self._add_notes()
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setStyleSheet(f"color: {appearance.theme.error};")
        self._message.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.tabs, self._message, buttons):
            layout.addWidget(widget)
        fit_to_screen(self, 560, 460)
        self.editors["name"].setFocus()

    def _page(self, fields: list[Field], figures: Figures) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            text = field.text(figures, self._wording, self._uid)
            if field.edit is None:
                label = QLabel(text or "–", page)
                label.setTextFormat(label.textFormat().PlainText)
                form.addRow(f"{field.caption}:", label)
                continue
            editor: Editor
            if field.choices is not None and field.kind in (Kind.CHOICE, Kind.FLAG):
                editor = QComboBox(page)
                editor.addItems(list(field.choices(self._document.project)))
                if editor.findText(text) < 0:
                    editor.insertItem(0, text)
                editor.setCurrentText(text)
            else:
                editor = QLineEdit(text, page)
            self._keep(field, editor, text)
            form.addRow(f"{field.caption}:", editor)
        return page

    def _add_custom_fields(self, figures: Figures) -> None:
        own = [self._fields[key] for key in self._fields if key in self._document.project.custom_fields]
        if own:
            self.tabs.addTab(self._page(own, figures), _("Custom fields"))

    def _add_notes(self) -> None:
        notes = self._document.project.tasks[self._uid].notes
        editor = QPlainTextEdit(notes, self)
        editor.setTabChangesFocus(True)
        self._keep(self._fields["notes"], editor, notes)
        self.tabs.addTab(editor, _("Notes"))

    def _keep(self, field: Field, editor: Editor, text: str) -> None:
        editor.setAccessibleName(field.caption)
        self.editors[field.key] = editor
        self._shown[field.key] = text

    def accept(self) -> None:
        """Carry out what was changed, as one step; a refusal takes all of it back and is told."""
        document = self._document
        changed = [key for key, editor in self.editors.items() if _text(editor) != self._shown[key]]
        merge_key = f"task information {document.revision}"
        done = 0
        for key in changed:
            edit = self._fields[key].edit
            assert edit is not None
            try:
                patch = edit(Figures(document.engine), self._wording, self._uid, _text(self.editors[key]))
            except EditError as refusal:
                if done:
                    document.withdraw()
                self._refuse(key, str(refusal))
                return
            if patch:
                name = document.project.tasks[self._uid].name
                document.push(patch, _("Change task {name}").format(name=name), merge_key=merge_key)
                done += 1
        super().accept()

    def _refuse(self, key: str, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.show()
        editor = self.editors[key]
        page = editor if self.tabs.indexOf(editor) >= 0 else editor.parentWidget()
        if page is not None:
            self.tabs.setCurrentWidget(page)
        editor.setFocus()


def _text(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
