"""Hatching drawn as lines of its own: sharp at any scale, as a brush pattern is not, and one pattern over all areas."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

STEP = 6


def paint_hatched(painter: QPainter, rects: Iterable[QRect], fill: str, lines: str, shift: int = 0) -> None:
    """Fill rectangles and hatch them.

    Args:
        shift: What the picture is scrolled by, so that the lines stand still on it.
    """
    region = QRegion()
    for rect in rects:
        painter.fillRect(rect, QColor(fill))
        region += rect
    if region.isEmpty():
        return
    box = region.boundingRect()
    top, bottom = box.top(), box.bottom() + 1
    first = (box.left() + top - shift) // STEP * STEP + shift
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(lines), 1.4))
    sums = range(first, box.right() + bottom + STEP, STEP)  # along a line the sum of x and y is the same
    painter.drawLines([QLineF(both - bottom, bottom, both - top, top) for both in sums])
    painter.restore()
