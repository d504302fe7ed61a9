"""Painting a usage view's figures: a row of amounts a period, the lines between periods, a figure in its cell."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from ...app.chart.theme import Theme
from ...app.i18n import _
from ..charts.arrays import draw_rects
from ..metrics import ROW_HEIGHT
from .nodes import Node, Sort
from .source import Columns, UsageSource
from .words import amount_texts

_PADDING = 4


def paint_row(painter: QPainter, source: UsageSource, node: Node, columns: Columns, room: QRect, theme: Theme) -> None:
    """All amounts of a row, one below the other in its room."""
    top, width, height = room.top(), room.width(), room.height()
    if node.sort is not Sort.ASSIGNMENT:
        painter.fillRect(QRect(0, top, width, height), QColor(theme.alternate))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.non_working))
    draw_rects(painter, source.free(node, width, height) + np.array((0, top, 0, 0)))
    over = source.overloaded(node, columns.edges)
    for line, amount in enumerate(source.shown):
        box = QRect(0, top + line * ROW_HEIGHT, width, ROW_HEIGHT)
        values = source.values(node, amount, columns.edges)
        if values is None:
            painter.setPen(QColor(theme.text_faint))
            painter.drawText(box.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _("adding up…"))
            continue
        red = over if not amount.money else np.zeros_like(over)
        for column in np.flatnonzero(values).tolist():
            left, right = columns.x[column : column + 2].tolist()
            cell = QRect(left, box.top(), right - left, ROW_HEIGHT)
            texts = amount_texts(amount, float(values[column]), source.wording)
            paint_figure(painter, cell, texts, theme, red=bool(red[column]))
        painter.fillRect(QRect(0, box.bottom(), box.width(), 1), QColor(theme.row_line))
    painter.fillRect(QRect(0, top + height - 1, width, 1), QColor(theme.grid))


def paint_lines(painter: QPainter, columns: Columns, bottom: int, theme: Theme) -> None:
    """A line down to a pixel where a period begins."""
    for x in columns.x.tolist():
        painter.fillRect(QRect(x - 1, 0, 1, bottom), QColor(theme.grid))


def paint_figure(painter: QPainter, cell: QRect, texts: tuple[str, ...], theme: Theme, *, red: bool) -> None:
    """A figure at the right end of its cell, in the longest form that fits."""
    font = painter.font()
    if font.bold() != red:
        font.setBold(red)
        painter.setFont(font)
    room = cell.width() - 2 * _PADDING
    measure = painter.fontMetrics().horizontalAdvance
    text = next((text for text in texts if measure(text) <= room), "…" if texts[0] else "")
    painter.setPen(QColor(theme.error if red else theme.text))
    painter.drawText(
        cell.adjusted(_PADDING, 0, -_PADDING, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
    )
