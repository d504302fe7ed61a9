"""The periods above a usage view's figures."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from .source import UsageSource

HEADING = 24
"""Height of the heading, which is that of the list's beside it."""


class UsageHeading(QWidget):
    """The periods above the figures."""

    def __init__(self, source: UsageSource, axis: TimeAxis, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._axis = axis
        self._appearance = appearance
        self.setFixedHeight(HEADING)

    def sizeHint(self) -> QSize:
        return QSize(120, HEADING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), QColor(theme.header))
        columns = self._source.columns(self.width())
        for cell in columns.cells:
            painter.fillRect(cell.right - self._axis.offset - 1, 0, 1, HEADING, QColor(theme.border))
            painter.setPen(QColor(theme.text))
            painter.drawText(cell.text_left - self._axis.offset, 16, cell.text)
        painter.fillRect(0, HEADING - 1, self.width(), 1, QColor(theme.border))
        painter.end()
