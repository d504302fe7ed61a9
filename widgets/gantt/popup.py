"""The note beside the pointer while something is dragged, painted as a part of the chart."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ...app.chart.describe import Facts
from ...app.chart.theme import Theme

_PADDING = 8
_GAP = 12
_AWAY = 18


def paint_popup(painter: QPainter, facts: Facts, at: QPoint, within: QRect, theme: Theme) -> None:
    """Paint titles and values in two columns near a point, all of it within a rectangle."""
    metrics = painter.fontMetrics()
    titles, values = _widths(facts, metrics)
    sentences = max((metrics.horizontalAdvance(value) for title, value in facts if not title), default=0)
    width = max(titles + _GAP + values if titles else 0, sentences) + 2 * _PADDING
    height = metrics.height() * len(facts) + 2 * _PADDING
    box = QRect(at.x() + _AWAY, at.y() - _AWAY - height, width, height)  # what would move is mostly below
    if box.right() > within.right():
        box.moveRight(min(at.x() - _AWAY, within.right()))
    box.moveLeft(max(box.left(), within.left()))
    if box.top() < within.top():
        box.moveTop(at.y() + _AWAY)
    box.moveBottom(min(box.bottom(), within.bottom()))
    box.moveTop(max(box.top(), within.top()))
    _paint_box(painter, box, theme)
    top = box.top() + _PADDING + metrics.ascent()
    for title, value in facts:
        painter.setPen(QColor(theme.text_faint))
        painter.drawText(box.left() + _PADDING, top, title or value)
        if title:
            painter.setPen(QColor(theme.text))
            painter.drawText(box.left() + _PADDING + titles + _GAP, top, value)
        top += metrics.height()


def _widths(facts: Facts, metrics: QFontMetrics) -> tuple[int, int]:
    pairs = [(title, value) for title, value in facts if title]
    return (
        max((metrics.horizontalAdvance(title) for title, _ in pairs), default=0),
        max((metrics.horizontalAdvance(value) for _, value in pairs), default=0),
    )


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
