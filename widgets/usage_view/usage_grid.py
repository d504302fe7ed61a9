"""The right side of a usage view: figures by period on the pixels of the chart's time axis, and a cursor among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollBar, QWidget

from ...app.i18n import _
from ...app.project.moments import Minute
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..metrics import ROW_HEIGHT
from ..resource_view.time_gestures import TimeGestures
from .nodes import Nodes
from .painting import paint_lines, paint_row
from .source import Columns, UsageSource
from .words import amount_texts

_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_OWN_KEYS = (
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert, Qt.Key.Key_F2, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
)


Period = tuple[Minute, Minute]


class Place(NamedTuple):
    """A cell: the line, counted through all rows and their amounts, and a moment in its period."""

    line: int
    minute: Minute


class UsageGrid(QWidget):
    """Paints the figures in view; keys move a cursor, typing opens its cell.

    Attributes:
        takes: Takes over what was typed, from the line, the period and the text; says whether it could be.

    Signals:
        cleared: The selected cells are to hold nothing.
        copied: The selected cells are to be copied; ``pasted``: what was copied is to be put here.
        moved: The cursor is in another row.
        menu_requested: The menu of a row is wanted, at a place of the screen.
        unfinished: Figures of a large summary were painted as being added up still.
    """

    cleared = Signal()
    copied = Signal()
    pasted = Signal()
    moved = Signal(int)
    menu_requested = Signal(QPoint)
    unfinished = Signal()

    def __init__(
        self,
        source: UsageSource,
        nodes: Nodes,
        axis: TimeAxis,
        scroll: QScrollBar,
        appearance: Appearance,
        current_row: Callable[[], int],
        parent: QWidget,
    ) -> None:
        """Show the rows of a list from where a scroll bar stands; ``current_row`` is the list's, negative for none."""
        super().__init__(parent)
        self._source = source
        self._nodes = nodes
        self._axis = axis
        self._scroll = scroll
        self._appearance = appearance
        self._current_row = current_row
        self.current: Place | None = None
        self.anchor: Place | None = None
        self._editor: QLineEdit | None = None
        self._opened: tuple[int, Period] = (0, (0, 0))
        self.takes: Callable[[int, Period, str], bool] = lambda _line, _period, _text: True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Usage"))
        self.gestures = TimeGestures(axis, self, self, rows_scroll=True)
        self.gestures.clicked.connect(self._on_clicked)
        self.gestures.wheel_turned.connect(self._on_wheel)
        self.installEventFilter(self)  # before the gestures', which take the second click for a first one

    # -- places

    @property
    def lines(self) -> int:
        """How many lines there are: every row has one for each amount shown."""
        return len(self._nodes) * len(self._source.shown)

    def columns(self) -> Columns:
        """The periods in view."""
        return self._source.columns(self.width())

    def place_at(self, at: QPoint) -> Place | None:
        """The cell at a place of the widget."""
        line = (at.y() + self._scroll.value()) // ROW_HEIGHT
        return Place(line, self._axis.minute(at.x())) if 0 <= line < self.lines else None

    def rect_of(self, place: Place) -> QRect:
        """Where a cell is."""
        return self._rect(place.line, self._source.period(place.minute))

    def _rect(self, line: int, period: Period) -> QRect:
        left, right = map(self._axis.x, period)
        return QRect(left, line * ROW_HEIGHT - self._scroll.value(), right - left, ROW_HEIGHT)

    def chosen(self) -> tuple[range, list[tuple[Minute, Minute]]]:
        """The selected lines, and the selected periods in order."""
        if self.current is None:
            return range(0), []
        anchor = self.anchor or self.current
        lines = sorted((anchor.line, self.current.line))
        first, last = sorted((anchor.minute, self.current.minute))
        periods = [self._source.period(first)]
        while periods[-1][1] <= last:
            periods.append(self._source.period(periods[-1][1]))
        return range(lines[0], lines[1] + 1), periods

    def move_to(self, place: Place, *, extend: bool = False) -> None:
        """Put the cursor into a cell and bring it into view."""
        row = place.line // len(self._source.shown)
        other = self.current is None or row != self.current.line // len(self._source.shown)
        self.current = place
        if not extend:
            self.anchor = place
        self._bring_into_view(self.rect_of(place))
        self.update()
        if other:
            self.moved.emit(row)

    def forget_cursor(self) -> None:
        """Have no cursor, because other rows are shown."""
        self.close_editor()
        self.current = self.anchor = None
        self.update()

    def _bring_into_view(self, rect: QRect) -> None:
        if rect.top() < 0:
            self._scroll.setValue(self._scroll.value() + rect.top())
        elif rect.bottom() >= self.height():
            self._scroll.setValue(self._scroll.value() + rect.bottom() + 1 - self.height())
        if rect.left() < 0:
            self._axis.scroll_to(self._axis.offset + rect.left())
        elif rect.right() >= self.width():
            self._axis.scroll_to(self._axis.offset + min(rect.right() + 1 - self.width(), rect.left()))

    # -- keys and mouse

    def event(self, event: QEvent) -> bool:
        # Keys that actions of the window have too: here they belong to the cells.
        if isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            mine = event.key() in _OWN_KEYS or (control and event.key() in (Qt.Key.Key_C, Qt.Key.Key_V))
            if event.type() == QEvent.Type.ShortcutOverride and (mine or event.text().isdigit()):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                if self.current is None:
                    return super().event(event)
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) and key != Qt.Key.Key_Backtab
        if control and key == Qt.Key.Key_C:
            self.copied.emit()
        elif control and key == Qt.Key.Key_V:
            self.pasted.emit()
        elif self.current is None:
            super().keyPressEvent(event)
        elif key in _MOVES:
            self._step(*_MOVES[Qt.Key(key)], extend=extend)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            lines = max(self.height() // ROW_HEIGHT - 1, 1)
            self._step(lines if key == Qt.Key.Key_PageDown else -lines, 0, extend=extend)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            start, finish = self._source.extent(self._nodes[self.current.line // len(self._source.shown)])
            self.move_to(Place(self.current.line, start if key == Qt.Key.Key_Home else finish - 1), extend=extend)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(1, 0, extend=False)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif key == Qt.Key.Key_F2:
            self.open_editor(self._present_text())
        elif event.text().strip() and event.text().isprintable() and not control:
            self.open_editor(event.text(), replaced=True)
        else:
            super().keyPressEvent(event)

    def _step(self, lines: int, periods: int, *, extend: bool) -> None:
        if self.current is None:
            return
        line = min(max(self.current.line + lines, 0), self.lines - 1)
        self.move_to(Place(line, self._source.period(self.current.minute, periods)[0]), extend=extend)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and self.lines:
            row = self._current_row()
            line = row * len(self._source.shown) if row >= 0 else self._scroll.value() // ROW_HEIGHT
            self.move_to(Place(line, self._source.period(self._axis.minute(0), 1)[0]))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_clicked(self, at: QPoint) -> None:
        place = self.place_at(at)
        self.close_editor()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if place is not None:
            extend = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            self.move_to(place, extend=bool(extend) and self.current is not None)

    def _on_double_clicked(self, at: QPoint) -> None:
        if (place := self.place_at(at)) is not None:
            self.move_to(place)
            self.open_editor(self._present_text())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._on_clicked(event.pos())
        self.menu_requested.emit(event.globalPos())

    def _on_wheel(self, notches: float) -> None:
        self._scroll.setValue(self._scroll.value() - round(notches * 3 * ROW_HEIGHT))

    # -- typing

    def open_editor(self, text: str, *, replaced: bool = False) -> None:
        """Open the cell under the cursor; what is typed replaces what stood there, or changes it."""
        if self.current is None:
            return
        self._bring_into_view(self.rect_of(self.current))
        editor = self._editor = QLineEdit(text, self)
        editor.setFrame(False)
        editor.setAccessibleName(_("Work in this period"))
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._opened = self.current.line, self._source.period(self.current.minute)
        self.follow()
        editor.installEventFilter(self)
        editor.editingFinished.connect(self.finish_editing)
        editor.textEdited.connect(lambda: editor.setStyleSheet(""))
        editor.show()
        editor.setFocus()
        editor.end(False) if replaced else editor.selectAll()

    def follow(self) -> None:
        """Time or rows were scrolled: a cell that is open goes along, and stands over its period at every zoom."""
        if self._editor is not None:
            rect = self._rect(*self._opened)
            self._editor.setGeometry(rect.adjusted(min(rect.width() - 56, 0), 0, 0, 0))
        self.update()

    @property
    def editor(self) -> QLineEdit | None:
        """The field that is open on a cell."""
        return self._editor

    def close_editor(self) -> None:
        """Close an open cell without taking what stands in it."""
        editor, self._editor = self._editor, None
        if editor is not None:
            had = editor.hasFocus()
            editor.blockSignals(True)
            editor.hide()
            editor.deleteLater()
            if had:
                self.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """In an open cell Escape gives up; Return, Tab and the upright arrows take it and go on."""
        if watched is self and isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonDblClick:
            self._on_double_clicked(event.position().toPoint())
            return True
        if watched is not self._editor or self._editor is None:
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._bring_into_view(self._rect(*self._opened))
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_editor()
            return True
        steps = {**_MOVES, Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0)}
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) or key not in steps:
            return False
        self.finish_editing()
        if self._editor is None:
            self._step(*steps[Qt.Key(key)], extend=False)
        return True

    def finish_editing(self) -> None:
        """Take what stands in an open cell, and close it; what cannot be stays open."""
        editor = self._editor
        if editor is None:
            return
        editor.blockSignals(True)  # a dialog that shows progress takes the keyboard, which is no second end of it
        if self.takes(*self._opened, editor.text()):
            self.close_editor()
            return
        editor.blockSignals(False)
        editor.setStyleSheet(f"border: 2px solid {self._appearance.theme.error};")
        editor.selectAll()

    def _present_text(self) -> str:
        if self.current is None:
            return ""
        start, finish = self._source.period(self.current.minute)
        row, which = divmod(self.current.line, len(self._source.shown))
        amount = self._source.shown[which]
        values = self._source.values(self._nodes[row], amount, np.array((start, finish), dtype=np.int64))
        return "" if values is None else amount_texts(amount, float(values[0]), self._source.wording)[0]

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._appearance.theme
        painter.fillRect(self.rect(), QColor(theme.base))
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        columns = self.columns()
        shown = len(self._source.shown)
        first = self._scroll.value() // ROW_HEIGHT // shown
        last = min(first + self.height() // (ROW_HEIGHT * shown) + 2, len(self._nodes))
        for row in range(first, last):
            top = row * shown * ROW_HEIGHT - self._scroll.value()
            paint_row(
                painter, self._source, self._nodes[row], columns, QRect(0, top, self.width(), shown * ROW_HEIGHT), theme
            )
        bottom = min(self.lines * ROW_HEIGHT - self._scroll.value(), self.height())
        paint_lines(painter, columns, bottom, theme)
        self._paint_cursor(painter)
        painter.end()
        if self._source.waiting:
            self.unfinished.emit()

    def _paint_cursor(self, painter: QPainter) -> None:
        """The selected cells, and the frame of the one that is typed into."""
        if self.current is None:
            return
        theme = self._appearance.theme
        lines, periods = self.chosen()
        if len(lines) * len(periods) > 1:
            top = lines[0] * ROW_HEIGHT - self._scroll.value()
            left, right = self._axis.x(periods[0][0]), self._axis.x(periods[-1][1])
            shade = QColor(theme.accent)
            shade.setAlphaF(0.16)
            painter.fillRect(QRect(left, top, right - left, len(lines) * ROW_HEIGHT), shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = QColor(theme.accent if self.hasFocus() or self._editor is not None else theme.text_faint)
        rect = self.rect_of(self.current).adjusted(-1, -1, -1, -1)
        for frame in (rect, rect.adjusted(1, 1, -1, -1)):
            painter.setPen(colour)
            painter.drawRect(frame)
