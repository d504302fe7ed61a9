"""A line on top of the pane that has the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from .appearance import Appearance

_HEIGHT: Final = 2
_Event = QEvent.Type
_CHANGES: Final = {_Event.FocusIn, _Event.FocusOut, _Event.Resize, _Event.Move, _Event.Show}


class FocusMark(QWidget):
    """Lies over its parent and marks which of some panes in it keys go to; a chart has no cell to frame."""

    def __init__(self, panes: Sequence[QWidget], appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        appearance.changed.connect(self.update)
        self._lies_on = parent
        self._panes: list[QWidget] = []
        for pane in panes:
            self.add(pane)

    def add(self, pane: QWidget) -> None:
        """Mark one more pane when it has the keyboard."""
        self._panes.append(pane)
        above: QWidget | None = pane
        while above is not None and above is not self._lies_on:  # a pane moves with what it stands in, too
            above.installEventFilter(self)
            above = above.parentWidget()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            pane = next((pane for pane in self._panes if pane.hasFocus()), None)
            self.setVisible(pane is not None)
            if pane is not None:
                self.setGeometry(QRect(pane.mapTo(self._lies_on, QPoint(0, 0)), QSize(pane.width(), _HEIGHT)))
                self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(self._appearance.theme.accent))
