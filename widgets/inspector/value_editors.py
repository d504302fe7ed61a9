"""The editors of a form: a line, a date with a calendar, a list of choices or a text of several lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ...app.edits.field import Field, Kind
from ...app.edits.indicators import Sign
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.project import Project
from ..appearance import Appearance
from ..table.date_edit import DateEdit
from ..table.signs import Signs
from ..text_keys import deletes_word

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

VARIOUS = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for values that are not the same in all selected tasks."""


class ValueEditor(QObject):
    """An editor and the value it shows; tells of what was typed once that is finished.

    Attributes:
        widget: What stands in the form.
        refused: What stands in it was told of and could not be.

    Signals:
        entered: Another text was typed or chosen.
        given_up: What was typed is gone, and the value is back.
    """

    entered = Signal(str)
    given_up = Signal()

    def __init__(self, widget: QWidget, name: str) -> None:
        super().__init__(widget)
        self.widget = widget
        self._value: str | None = ""
        self.refused = False
        self._standing = self.text
        widget.setAccessibleName(name)
        widget.installEventFilter(self)
        if isinstance(widget, QComboBox):
            widget.activated.connect(lambda: self.finish())
            for part in (widget, widget.lineEdit()):
                if part is not None:  # the wheel gives it no keyboard
                    part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        elif isinstance(widget, QLineEdit):
            widget.editingFinished.connect(self.finish)
        if isinstance(widget, DateEdit):
            widget.picked.connect(self.finish)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        widget = self.widget
        if isinstance(widget, QComboBox):
            return widget.currentText()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        assert isinstance(widget, QLineEdit)
        return widget.text()

    @property
    def touched(self) -> bool:
        """Whether something was typed that nobody was told of."""
        return self.text != self._standing

    @property
    def differs(self) -> bool:
        """Whether it holds another text than the value it shows: one that was not taken over yet, or refused."""
        return self.text != (self._value or "")

    @property
    def unfinished(self) -> bool:
        """Whether something stands in it that cannot be."""
        return self.refused and self.differs

    def give_up(self) -> None:
        """Bring the value back in place of what was typed."""
        if self.differs:
            self.show(self._value)
            self.given_up.emit()

    def show(self, text: str | None) -> None:
        """Show a value; None where the selected tasks have various ones."""
        self._value = text
        widget = self.widget
        if isinstance(widget, QComboBox):
            if text is not None and widget.findText(text) < 0:
                widget.insertItem(0, text)
            widget.setCurrentIndex(-1 if text is None else widget.findText(text))
            widget.setPlaceholderText(VARIOUS)
        elif isinstance(widget, QPlainTextEdit):
            if widget.toPlainText() != (text or ""):
                widget.setPlainText(text or "")
            widget.setPlaceholderText(_("Various notes") if text is None else "")
        else:
            assert isinstance(widget, QLineEdit)
            if widget.text() != (text or ""):  # else what is selected in it stays selected
                widget.setText(text or "")
                widget.setCursorPosition(0)
            widget.setPlaceholderText(VARIOUS if text is None else "")
            widget.setToolTip(_("Various values; Ctrl+Del empties them all") if text is None else "")
        self._standing = self.text

    def finish(self, *, again: bool = False) -> None:
        """Tell of what was typed, if anything was; ``again`` also where that was refused."""
        if self.touched or (again and self.unfinished):
            self._standing, self.refused = self.text, False
            self.entered.emit(self.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        widget = self.widget
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.differs:
                event.accept()  # else the inspector is left, which takes over what is typed
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._value is None and deletes_word(event) and not self.text:
                self.entered.emit("")  # of all tasks, though the field looks empty already
                return True
            if event.key() == Qt.Key.Key_Escape and self.differs:
                self.give_up()
                return True
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in _ENTER and isinstance(widget, QPlainTextEdit):
                self.finish()
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if isinstance(widget, QPlainTextEdit) and event.reason() != Qt.FocusReason.PopupFocusReason:
                self.finish()
        elif event.type() == QEvent.Type.Wheel and isinstance(widget, QComboBox):
            event.ignore()  # the wheel is for scrolling past, not for changing a plan
            return True
        return super().eventFilter(watched, event)


def editor_for(
    field: Field, project: Project, wording: Wording, appearance: Appearance, parent: QWidget
) -> ValueEditor:
    """The editor that fits a field."""
    if field.key == "notes":
        notes = QPlainTextEdit(parent)
        notes.setTabChangesFocus(True)
        return ValueEditor(notes, field.caption)
    if field.choices is not None:
        box = choice(field.choices(project), parent)
        box.setEditable(field.free)
        return ValueEditor(box, field.caption)
    if field.kind is Kind.DATE:
        return ValueEditor(_date_edit(wording, appearance, parent), field.caption)
    return ValueEditor(QLineEdit(parent), field.caption)


def choice(texts: Sequence[str], parent: QWidget) -> QComboBox:
    """A list to choose from that does not force the form to be as wide as its longest text."""
    box = QComboBox(parent)
    box.addItems(list(texts))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _date_edit(wording: Wording, appearance: Appearance, parent: QWidget) -> DateEdit:
    picture = Signs().picture(Sign.CALENDAR, appearance.theme, parent.devicePixelRatioF())
    written: Callable[[date], str] = lambda day: wording.day(day, day.weekday())  # noqa: E731 - a short callback
    return DateEdit(QIcon(picture), wording.info.start.date(), wording.info.week_start, written, parent)
