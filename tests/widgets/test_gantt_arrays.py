import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gantline.widgets.charts.arrays import draw_lines, draw_rects


class OlderPainter:
    """A painter whose binding knows lists only."""

    def __init__(self, painter):
        self._painter = painter

    def deviceTransform(self):
        return self._painter.deviceTransform()

    def drawRects(self, boxes):
        self._painter.drawRects(boxes)

    def drawLines(self, ends):
        self._painter.drawLines(ends)


def painted(draw, rows, wrap=lambda painter: painter):
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setBrush(QColor("black"))
    if draw is draw_rects:
        painter.setPen(Qt.PenStyle.NoPen)
    draw(wrap(painter), rows)
    painter.end()
    return image


ROWS = np.array([[1, 2, 10, 4], [20, 20, 30, 1], [5, 40, 50, 45]], np.int32)


@pytest.mark.parametrize("draw", [draw_rects, draw_lines])
def test_arrays_are_painted_as_lists_are(draw):
    assert painted(draw, ROWS) == painted(draw, ROWS, OlderPainter)
    assert painted(draw, ROWS) != painted(draw, ROWS[:0])


@pytest.mark.parametrize("rows", [ROWS[::2], ROWS.astype(np.float32), np.asfortranarray(ROWS)])
def test_any_layout_and_type_of_array_will_do(rows):
    assert painted(draw_rects, rows) == painted(draw_rects, np.array(rows.tolist()))
