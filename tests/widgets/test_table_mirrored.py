"""Where one writes from right to left the cells are mirrored: outline, triangles, symbols, texts, fill handle."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.plan_maker import plan
from tests.table_hands import go, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(qtbot):
    table = shown(qtbot, project=plan("Phase\n  Dig | 3d\n  Lay pipes | 2d\nTest | 1d"))
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.show_columns(["name", "duration", "start"])
    return table


def cell(table, row, key):
    return table.visualRect(table.tasks.index(row, table.tasks.column_of(key)))


def inked(table, rect):
    """Whether anything but ground is painted in a rectangle."""
    picture = table.viewport().grab(rect.adjusted(3, 3, -3, -3)).toImage()
    ground = QColor(table._appearance.theme.base)
    return any(picture.pixelColor(x, y) != ground for x in range(picture.width()) for y in range(picture.height()))


def pointer(table, place):
    """What the pointer looks like at a place."""
    QTest.mouseMove(table.viewport(), place)
    return table.viewport().cursor().shape()


def test_columns_run_from_the_right(table):
    assert cell(table, 0, "name").left() > cell(table, 0, "duration").left() > cell(table, 0, "start").left()


@pytest.mark.parametrize("key", ["name", "duration"])
def test_texts_stand_at_the_other_side_of_their_cells(table, key):
    go(table, 0, "start")
    rect = cell(table, 1, key)
    half = rect.width() // 2
    right, left = rect.adjusted(half + 20, 0, 0, 0), rect.adjusted(0, 0, -half - 20, 0)

    assert inked(table, right) == (key == "name")
    assert inked(table, left) == (key == "duration")


def test_a_click_on_the_triangle_at_the_right_folds(table):
    corner = cell(table, 0, "name").topRight()

    QTest.mouseClick(table.viewport(), LEFT, pos=corner + QPoint(-14, 12))

    assert len(table._rows) == 2


def test_the_fill_handle_is_at_the_left_corner(table):
    go(table, 1, "duration")
    table.viewport().grab()
    rect = cell(table, 1, "duration")

    assert pointer(table, rect.bottomLeft()) is Qt.CursorShape.CrossCursor
    assert pointer(table, rect.bottomRight()) is Qt.CursorShape.ArrowCursor
