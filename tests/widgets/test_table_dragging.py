"""Rows are dragged by their numbers to another place and level of the outline."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gantline.widgets.table.task_table import TaskTable
from tests.plan_maker import plan
from tests.table_hands import Key, names, press, shown

LEFT = Qt.MouseButton.LeftButton
OUTLINE = [(1, "A"), (2, "B"), (2, "C"), (1, "D"), (1, "E")]


@pytest.fixture
def table(qtbot):
    return shown(qtbot, project=plan("A\n  B\n  C\nD\nE"))


def drag(table: TaskTable, row: int, level: int | None, *, drop: bool = True) -> QPoint:
    """Drag the selected rows by their first number to before a row, over a level of the names or over the numbers."""
    numbers, height = table._numbers, table._rows.row_height
    start = QPoint(8, numbers.selected.every[0][0] * height + height // 2)
    names_begin = numbers.width() + table.left_of(table.tasks.column_of("name")) + 8
    end = QPoint(8 if level is None else names_begin + (level - 1) * 16, row * height)
    QTest.mousePress(numbers.viewport(), LEFT, pos=start)
    QTest.mouseMove(numbers.viewport(), (start + end) / 2)
    QTest.mouseMove(numbers.viewport(), end)
    if drop:
        QTest.mouseRelease(numbers.viewport(), LEFT, pos=end)
    return end


def select_rows(table: TaskTable, first: int, last: int) -> None:
    table.selectRow(first)
    table.cells.extend_to(table.tasks.index(last, 0))


@pytest.mark.parametrize(
    ("rows", "before", "level", "after"),
    [
        ((4, 4), 1, None, [(1, "A"), (2, "E"), (2, "B"), (2, "C"), (1, "D")]),
        ((4, 4), 3, 1, [(1, "A"), (2, "B"), (2, "C"), (1, "E"), (1, "D")]),
        ((4, 4), 3, 2, [(1, "A"), (2, "B"), (2, "C"), (2, "E"), (1, "D")]),
        ((4, 4), 3, 9, [(1, "A"), (2, "B"), (2, "C"), (3, "E"), (1, "D")]),
        ((3, 4), 1, None, [(1, "A"), (2, "D"), (2, "E"), (2, "B"), (2, "C")]),
        ((0, 0), 5, None, [(1, "D"), (1, "E"), (1, "A"), (2, "B"), (2, "C")]),
        ((1, 1), 0, 1, [(1, "B"), (1, "A"), (2, "C"), (1, "D"), (1, "E")]),
        ((2, 2), 3, 1, [(1, "A"), (2, "B"), (1, "C"), (1, "D"), (1, "E")]),
    ],
)
def test_dragged_rows_take_the_place_and_the_level_over_which_they_are_dropped(table, rows, before, level, after):
    select_rows(table, *rows)
    drag(table, before, level)
    assert names(table) == after
    table._document.undo_stack.undo()
    assert names(table) == OUTLINE


def test_the_line_shows_place_and_level_and_escape_leaves_the_rows(qtbot, table):
    select_rows(table, 4, 4)
    end = drag(table, 3, 2, drop=False)
    assert (table._numbers.drop_row, table._numbers.drop_level) == (3, 2)
    press(qtbot, table, Key.Key_Escape)
    assert table._numbers.drop_row is None
    QTest.mouseRelease(table._numbers.viewport(), LEFT, pos=end)
    assert names(table) == OUTLINE
