"""The only code that paints charts: marks onto a widget, a printer, a PDF, an SVG or an image, as vectors throughout.

Coordinates and widths are the marks' own units: scale the painter to make them millimetres or points. Shapes parallel
to the axes are painted without antialiasing and on whole pixels, so they are crisp at every scale factor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from ...app.chart.marks import (
    OUTLINES,
    Batch,
    Brackets,
    Dash,
    Lines,
    Marks,
    Rects,
    Shape,
    Shapes,
    Style,
    Texts,
)
from ...app.chart.theme import Theme
from .arrays import draw_lines, draw_rects

_DASHES = {
    Dash.DASHED: [4.0, 3.0],
    Dash.DOTTED: [1.5, 2.0],
}


class Brushes(msgspec.Struct, frozen=True):
    """Colours and line widths in which marks are painted.

    Attributes:
        theme: Gives every role its colour.
        pen_scale: Factor on all line widths; below 1 for print.
        strokes: Paint straight lines as strokes rather than as filled boxes, as print and viewers of PDF like it.
    """

    theme: Theme
    pen_scale: float = 1.0
    strokes: bool = False

    def colour(self, role: str, opacity: float = 1.0) -> QColor:
        """The colour of a role."""
        colour = QColor(self.theme.colour(role))
        if opacity < 1.0:
            colour.setAlphaF(opacity)
        return colour

    def brush(self, style: Style) -> QBrush:
        """The inside of a style."""
        if not style.fill:
            return QBrush(Qt.BrushStyle.NoBrush)
        return QBrush(self.colour(style.fill, style.opacity))

    def pen(self, style: Style) -> QPen:
        """The outline of a style."""
        if not style.edge:
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(self.colour(style.edge, style.opacity), style.width * self.pen_scale)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if style.dash is not Dash.SOLID:
            pen.setDashPattern([length / style.width for length in _DASHES[style.dash]])
        return pen


def paint(painter: QPainter, marks: Marks, brushes: Brushes) -> None:
    """Paint marks with the painter's font and transform; the ground below them is the caller's."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    font = painter.font()
    for batch in marks.batches:
        _PAINTERS[type(batch)](batch, painter, brushes)
    painter.setFont(font)


def _paint_rects(batch: Rects, painter: QPainter, brushes: Brushes) -> None:
    style = batch.style
    painter.setBrush(brushes.brush(style))
    painter.setPen(brushes.pen(style))
    if not style.edge and not style.radius:
        draw_rects(painter, batch.boxes)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    inset = style.width / 2 if style.edge else 0.0
    for x, y, width, height in batch.boxes.tolist():
        box = QRectF(x + inset, y + inset, width - 2 * inset, height - 2 * inset)
        if batch.open_ends:
            _paint_open(painter, box, batch.open_ends, brushes, style)
        elif width < 2 * style.width + 2:
            painter.fillRect(QRectF(x, y, width, height), brushes.colour(style.edge or style.fill, style.opacity))
        else:
            radius = min(style.radius, width / 4)
            painter.drawRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_open(painter: QPainter, box: QRectF, open_ends: int, brushes: Brushes, style: Style) -> None:
    """A bar without edge at its undecided ends."""
    painter.fillRect(box, brushes.brush(style))
    path = QPainterPath()
    corners = [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()]
    open_right, open_left = bool(open_ends & 2), bool(open_ends & 1)
    path.moveTo(corners[0])
    path.lineTo(corners[1])
    (path.moveTo if open_right else path.lineTo)(corners[2])
    path.lineTo(corners[3])
    if not open_left:
        path.lineTo(corners[0])
    painter.strokePath(path, brushes.pen(style))


def _paint_lines(batch: Lines, painter: QPainter, brushes: Brushes) -> None:
    style, upright = batch.style, _upright(batch)
    if style.dash is Dash.SOLID and not brushes.strokes and upright:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brushes.colour(style.edge, style.opacity))
        draw_rects(painter, _as_boxes(batch, style.width * brushes.pen_scale, painter.deviceTransform().m11()))
        return
    pen = brushes.pen(style)
    if style.dash is Dash.SOLID:
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not upright)
    draw_lines(painter, batch.ends + 0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _upright(batch: Lines) -> bool:
    """Whether all lines are parallel to the axes."""
    x1, y1, x2, y2 = batch.ends.T
    return bool(((x1 == x2) | (y1 == y2)).all())


def _as_boxes(batch: Lines, width: float, scale: float) -> npt.NDArray[Any]:
    """Lines as boxes on whole pixels of the device, so that at 150 % all of them are equally thick."""
    width = max(int(width * scale), 1) / scale
    shift = (width - 1 / scale) // 2
    low = np.minimum(batch.ends[:, :2], batch.ends[:, 2:])
    if scale % 1 == 0 and width % 1 == 0:
        size = np.abs(batch.ends[:, 2:] - batch.ends[:, :2])
        return np.concatenate((low - int(shift), size + int(width)), axis=1)
    high = np.maximum(batch.ends[:, :2], batch.ends[:, 2:]) - shift
    low, high = np.floor((low - shift) * scale) / scale, np.floor(high * scale) / scale
    return np.concatenate((low, high - low + width), axis=1)


def _paint_shapes(batch: Shapes, painter: QPainter, brushes: Brushes) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(brushes.brush(batch.style))
    painter.setPen(brushes.pen(batch.style))
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    size = batch.size
    if batch.shape is Shape.DOT:
        for x, y in batch.points.tolist():
            path.addEllipse(QPointF(x + 0.5, y), size, size)
    else:
        outline = QPolygonF([QPointF(x, y) for x, y in _outline(batch.shape, size)])
        for x, y in batch.points.tolist():
            path.addPolygon(outline.translated(x + 0.5, y))
            path.closeSubpath()
    painter.drawPath(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _outline(shape: Shape, size: float) -> tuple[tuple[float, float], ...]:
    if shape is Shape.DIAMOND:
        return ((0, -size), (size, 0), (0, size), (-size, 0))
    return OUTLINES[shape]


def _paint_brackets(batch: Brackets, painter: QPainter, brushes: Brushes) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(brushes.brush(batch.style))
    painter.setPen(Qt.PenStyle.NoPen)
    path = QPainterPath()
    for x, y, width, height in batch.boxes.tolist():
        beam, tip = (height + 1) // 2, min(height * 0.6, width / 2)
        corners = [(0, 0), (width, 0), (width, height), (width - tip, beam), (tip, beam), (0, height)]
        path.addPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        path.closeSubpath()
    painter.drawPath(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_texts(batch: Texts, painter: QPainter, brushes: Brushes) -> None:
    if not batch.texts:
        return
    font = painter.font()
    if (batch.style.bold, batch.style.struck) != (font.bold(), font.strikeOut()):
        font.setBold(batch.style.bold)
        font.setStrikeOut(batch.style.struck)
        painter.setFont(font)
    metrics = painter.fontMetrics()
    shift = (metrics.ascent() - metrics.descent()) // 2 + 1
    painter.setPen(brushes.colour(batch.style.fill, batch.style.opacity))
    for x, middle, text in batch.texts:
        painter.drawText(x, middle + shift, text)


_PAINTERS: dict[type[Batch], Callable[[Any, QPainter, Brushes], None]] = {
    Rects: _paint_rects,
    Lines: _paint_lines,
    Shapes: _paint_shapes,
    Brackets: _paint_brackets,
    Texts: _paint_texts,
}
