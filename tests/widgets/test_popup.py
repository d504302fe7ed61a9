"""The note beside the pointer is painted whole, wherever the pointer is held."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from gantline.widgets.appearance import Appearance
from gantline.widgets.gantt.popup import paint_popup

FACTS = [("Start", "Mon 2026-04-20 08:00"), ("Finish", "Wed 2026-04-29 17:00"), ("", "Moves 30 tasks")]
WITHIN = QRect(100, 100, 400, 200)


def painted(at: QPoint) -> QRect:
    """What of a picture larger than the view the note covers."""
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    paint_popup(painter, FACTS, at, WITHIN, Appearance().theme)
    painter.end()
    empty = image.pixel(0, 0)
    places = [(x, y) for x in range(0, 600, 2) for y in range(0, 400, 2) if image.pixel(x, y) != empty]
    xs, ys = zip(*places, strict=True)
    return QRect(QPoint(min(xs), min(ys)), QPoint(max(xs), max(ys)))


@pytest.mark.parametrize("x", [-300, 99, 110, 300, 490, 900])
@pytest.mark.parametrize("y", [-200, 105, 200, 290, 700])
def test_the_note_beside_a_drag_is_seen_whole_wherever_the_mouse_is_held(qapp, x, y):
    size = painted(QPoint(300, 200)).size()
    box = painted(QPoint(x, y))
    assert WITHIN.adjusted(-4, -4, 8, 8).contains(box)  # its shadow may reach a little further
    assert abs(box.width() - size.width()) <= 2
    assert abs(box.height() - size.height()) <= 2
