"""Editing in cells: the field that opens on a cell, and the keys that finish it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...app.edits.field import Field, Kind
from ...app.edits.indicators import Sign
from ...app.i18n import _
from ...app.project.records import TaskUid
from ..appearance import Appearance
from ..icons import icon
from .keys import opens_list
from .signs import Signs
from .task_model import Index, TaskModel

if TYPE_CHECKING:  # loaded for the first cell that needs them
    from ...app.edits.completing import Choice
    from .date_edit import DateEdit
    from .suggestions import Suggestions

Step = tuple[int, int]
"""Rows down and columns to the right."""

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: dict[Qt.Key, Step] = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}

_HINTS = {
    Kind.DURATION: "3d, 4h, 2w",
    Kind.WORK: "16h",
    Kind.PREDECESSORS: "3, 5SS, 7FS+2d",
    Kind.SUCCESSORS: "3, 5SS, 7FS+2d",
    Kind.RESOURCES: "Ann[50%], Bob",
}


class CellDelegate(QStyledItemDelegate):
    """Opens a text field or a list of choices on a cell.

    Attributes:
        refuses: Says whether what stands in an editor cannot be, and tells why; then the editor stays open.

    Signals:
        finished: The user is done with a cell and wants to go on: the editor and the step to the next cell.
        spread: What stands in the editor shall go into all selected rows.
        edited: What stands in an editor was changed by typing.
    """

    finished = Signal(QWidget, tuple)
    spread = Signal(QWidget)
    edited = Signal()

    def __init__(self, model: TaskModel, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance
        self._signs = Signs()
        self._suggestions: Suggestions | None = None
        self.refuses: Callable[[QWidget], bool] = lambda _editor: False

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.columns[index.column()]
        self._suggestions = None
        if field.choices is not None:
            box = self._choice(field.choices(self._model.figures.project), parent)
            box.setEditable(field.free)
            editor: QWidget = box
        else:
            editor = self._text_field(field, index, parent)
        editor.setAccessibleName(field.caption)
        return editor

    def _choice(self, texts: Sequence[str], parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.addItems(list(texts))
        box.activated.connect(lambda: self.finished.emit(box, (0, 0)))
        return box

    def _text_field(self, field: Field, index: Index, parent: QWidget) -> QLineEdit:
        edit = self._date_field(index, parent) if field.kind is Kind.DATE else QLineEdit(parent)
        if field.kind in (Kind.PREDECESSORS, Kind.SUCCESSORS, Kind.RESOURCES):
            self._complete(edit, field.kind, self._model.uid(index.row()))
        edit.setFrame(False)
        edit.setPlaceholderText(_HINTS.get(field.kind, ""))
        edit.setStyleSheet(self._look(refused=False))
        edit.textEdited.connect(lambda: self._on_edited(edit))
        if field.right:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        return edit

    def _complete(self, edit: QLineEdit, kind: Kind, uid: TaskUid | None) -> None:
        """Offer tasks or people while somebody types; a button, or Alt+Down, offers all."""
        from ...app.edits.completing import link_choices, piece_at, resource_choices
        from .suggestions import Suggestions

        project = self._model.figures.project

        def source(text: str, cursor: int) -> Sequence[Choice]:
            piece = piece_at(text, cursor)
            if kind is Kind.RESOURCES:
                return resource_choices(project, text, piece)
            return link_choices(project, uid, piece.text)

        self._suggestions = Suggestions(edit, source, self._appearance)
        show = edit.addAction(icon("expand", self._appearance.theme), QLineEdit.ActionPosition.TrailingPosition)
        show.setToolTip(_("Choose from a list"))
        show.triggered.connect(self._offer_all)

    def _offer_all(self) -> None:
        if self._suggestions is not None:
            self._suggestions.offer(everything=True)

    def _date_field(self, index: Index, parent: QWidget) -> DateEdit:
        from .date_edit import DateEdit, day_near

        uid, wording = self._model.uid(index.row()), self._model.wording
        near = day_near(self._model.columns[index.column()], self._model.figures, uid)
        picture = self._signs.picture(Sign.CALENDAR, self._appearance.theme, parent.devicePixelRatioF())
        edit = DateEdit(
            QIcon(picture), near, wording.info.week_start, lambda day: wording.day(day, day.weekday()), parent
        )
        edit.picked.connect(lambda: self.finished.emit(edit, (0, 0)))
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = self.present_text(index)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text))
            if editor.isEditable():
                editor.setEditText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def present_text(self, index: Index) -> str:
        """What the cell holds now, as it can be typed."""
        uid = self._model.uid(index.row())
        field = self._model.columns[index.column()]
        if uid is not None and field.key == "notes":
            return self._model.figures.project.tasks[uid].notes
        return str(self._model.data(index, Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        text = text_of(editor)
        if text != self.present_text(index):
            self._model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect  # type: ignore[attr-defined]
        dated = self._model.columns[index.column()].kind is Kind.DATE
        least = editor.sizeHint().width() if isinstance(editor, QComboBox) else 156 if dated else 96
        box, viewport = rect.adjusted(0, 0, max(least - rect.width(), 0), 0), editor.parentWidget()
        if viewport is not None and box.width() > rect.width() and box.right() >= viewport.width():
            box.moveRight(max(viewport.width(), least) - 1)  # its button is to be seen, too
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            choosing = self._suggestions is not None or isinstance(editor, QComboBox)
            if _spreads(event) or (opens_list(event) and choosing):
                event.accept()  # whatever an action of the window with the same key would do
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and _untouched(editor):
                event.ignore()  # the field has nothing to take back, so the plan does
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, QLineEdit) and self.refuses(editor):
            return False  # it is not left: nobody's text goes without a word
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_F2 and isinstance(editor, QLineEdit):
                editor.end(False)  # from replacing the text to changing it
                return True
            if opens_list(event):
                self._offer_all()
                return super().eventFilter(editor, event) if self._suggestions is None else True
            if self._suggestions is not None and self._suggestions.take_key(key):
                return True
            if _spreads(event):
                self.spread.emit(editor)
                return True
            arrow = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if key in _STEPS and not (arrow and isinstance(editor, QComboBox)):
                down, right = _STEPS[key]
                back = key in _ENTERS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.finished.emit(editor, (-1 if back else down, right))
                return True
        return super().eventFilter(editor, event)

    def _on_edited(self, edit: QLineEdit) -> None:
        edit.setStyleSheet(self._look(refused=False))
        edit.setAccessibleDescription("")
        self.edited.emit()

    def mark(self, editor: QWidget, why: str) -> None:
        """Show that what stands in the editor was refused."""
        editor.setStyleSheet(self._look(refused=True))
        editor.setAccessibleDescription(why)
        if isinstance(editor, QLineEdit):
            editor.selectAll()  # what is typed next takes its place; F2 and arrows go on changing it

    def _look(self, *, refused: bool) -> str:
        theme = self._appearance.theme
        edge = theme.error if refused else theme.accent
        return (
            f"QLineEdit {{ border: 2px solid {edge}; padding: 0 2px; background: {theme.base}; color: {theme.text};"
            f" selection-background-color: {theme.accent}; selection-color: {theme.accent_text}; }}"
        )


def _untouched(editor: QObject) -> bool:
    """Whether an editor holds what it was opened with."""
    return isinstance(editor, QLineEdit) and not editor.isUndoAvailable()


def _spreads(event: QKeyEvent) -> bool:
    """Whether a key puts what is typed into all selected rows."""
    return event.key() in _ENTERS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def text_of(editor: QWidget) -> str:
    """What stands in an editor."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    assert isinstance(editor, QLineEdit)
    return editor.text()
