"""The note beside the pointer while something is dragged, painted as a part of the chart."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ...app.chart.describe import Facts
from ...app.chart.theme import Theme

_PADDING = 8
_GAP = 12
_AWAY = 18

_WIDEST = 400
"""Pixels; longer lines are wrapped."""

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


def paint_popup(painter: QPainter, facts: Facts, at: QPoint, within: QRect, theme: Theme) -> None:
    """Paint titles and values in two columns near a point, all of it within a rectangle."""
    lines = _laid(facts, painter.fontMetrics(), min(_WIDEST, within.width()) - 2 * _PADDING)
    width, height = max(line.right() for line in lines) + 1, lines[-1].bottom() + 1
    box = _placed(QSize(width + 2 * _PADDING, height + 2 * _PADDING), at, within)
    _paint_box(painter, box, theme)
    shift = box.topLeft() + QPoint(_PADDING, _PADDING)
    for (title, value), line in zip(facts, lines, strict=True):
        place = line.translated(shift)
        painter.setPen(QColor(theme.text if title else theme.text_faint))
        painter.drawText(place, _WRAPPED, value)
        if title:
            painter.setPen(QColor(theme.text_faint))
            painter.drawText(shift.x(), place.top() + painter.fontMetrics().ascent(), title)


def _laid(facts: Facts, metrics: QFontMetrics, widest: int) -> list[QRect]:
    """Where the values stand below each other: beside the titles, and sentences that have none at the left."""
    column = max((metrics.horizontalAdvance(title) + _GAP for title, _value in facts if title), default=0)
    found: list[QRect] = []
    top = 0
    for title, value in facts:
        left = column if title else 0
        size = metrics.boundingRect(QRect(0, 0, widest - left, 10_000), int(_WRAPPED), value).size()
        found.append(QRect(QPoint(left, top), size + QSize(1, 0)))
        top += size.height()
    return found


def _placed(size: QSize, at: QPoint, within: QRect) -> QRect:
    """A box right above a point, since what would move is mostly below, or where there is room for it."""
    box = QRect(QPoint(at.x() + _AWAY, at.y() - _AWAY - size.height()), size)
    if box.right() > within.right():
        box.moveRight(min(at.x() - _AWAY, within.right()))
    box.moveLeft(max(box.left(), within.left()))
    if box.top() < within.top():
        box.moveTop(at.y() + _AWAY)
    box.moveBottom(min(box.bottom(), within.bottom()))
    box.moveTop(max(box.top(), within.top()))
    return box


def _paint_box(painter: QPainter, box: QRect, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    for grown, opacity in ((3, 12), (2, 18), (1, 24)):  # a soft shadow
        painter.setBrush(QColor(0, 0, 0, opacity))
        painter.drawRoundedRect(box.adjusted(-grown, 1 - grown, grown, grown + 2), 6 + grown, 6 + grown)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(QColor(theme.base))
    painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
