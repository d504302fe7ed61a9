"""The legend below a month: what the colours of its days mean."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...app.analysis.calendar_view import DayView
from ...app.i18n import _
from ...app.project.records import STANDARD_HOURS, ExceptionPeriod
from ..appearance import Appearance
from .month_view import paint_ground

_BOX = 16
_GAP = 14
_EXCEPTION = ExceptionPeriod(start=date.min, finish=date.min)


class MonthLegend(QWidget):
    """One line of boxes with words."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._entries = (
            (_("works"), DayView(STANDARD_HOURS)),
            (_("free"), DayView(())),
            (_("day off"), DayView((), exception=_EXCEPTION)),
            (_("other hours"), DayView(STANDARD_HOURS, exception=_EXCEPTION)),
        )
        self.setAccessibleName(", ".join(text for text, _day in self._entries))

    def sizeHint(self) -> QSize:
        words = sum(self.fontMetrics().horizontalAdvance(text) for text, _day in self._entries)
        return QSize(words + len(self._entries) * (_BOX + 6 + _GAP), max(_BOX, self.fontMetrics().height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        gap = _GAP - max(self.sizeHint().width() - self.width(), 0) // len(self._entries)
        x, y = 0, (self.height() - _BOX) // 2
        for text, day in self._entries:
            box = QRect(x, y, _BOX, _BOX)
            paint_ground(painter, box, day, theme)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.border))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.setPen(QColor(theme.text_faint))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRect(x + _BOX + 6, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += _BOX + 6 + width + gap
        painter.end()
