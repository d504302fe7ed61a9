"""What screen readers are told of the task table."""

import pytest
from PySide6.QtGui import QAccessible

from gantline.app.edits import tasks
from tests.plan_maker import plan
from tests.table_hands import go, shown

Text = QAccessible.Text
PLAN = """
Phase
  Dig  | 3d | by Ann
  Lay  | 2d | after Dig FS+1d | by Ann, Bob 50%
Done   | 0d | after Lay
"""


@pytest.fixture
def table(qtbot):
    return shown(qtbot, project=plan(PLAN))


def cell(table, row: int, key: str):
    """The accessible cell; the table has a row of titles and a column of numbers besides."""
    face = QAccessible.queryAccessibleInterface(table)
    width = len(table.tasks.columns) + 1
    return face, face.child((row + 1) * width + table.tasks.column_of(key) + 1)


def test_a_cell_says_its_text_and_all_that_table_and_chart_show_of_its_row(table):
    face, found = cell(table, 2, "duration")
    assert face.role() == QAccessible.Role.Table
    assert face.text(Text.Name) == "Tasks"
    assert found.role() == QAccessible.Role.Cell
    assert found.text(Text.Name) == "2d"
    assert found.text(Text.Description) == (
        "Duration. Row 3, Lay, level 2, Fri 2026-01-09 to Mon 2026-01-12, 2d, critical, follows 2FS+1d (Dig), "
        "comes before 4 (Done), by Ann, Bob[50%]"
    )


def test_summary_tasks_milestones_and_what_is_remarkable_are_said(table):
    document = table._document
    document.push(tasks.set_notes(document.project, 4, "call the mayor"), "Notes")
    _face, phase = cell(table, 0, "name")
    assert phase.text(Text.Description).startswith("Task name. Row 1, Phase, level 1, summary task, ")
    _face, done = cell(table, 3, "finish")
    assert "milestone" in done.text(Text.Description)
    assert done.text(Text.Description).endswith("Notes: call the mayor")


def test_the_cell_with_the_keyboard_is_the_one_that_is_read(table):
    go(table, 1, "resources")
    focus = QAccessible.queryAccessibleInterface(table).focusChild()
    assert focus.text(Text.Name) == "Ann"
    assert focus.text(Text.Description).startswith("Resource names. Row 2, Dig, ")


def test_the_row_for_a_new_task_and_the_titles_have_names(table):
    _face, new = cell(table, 4, "name")
    assert new.text(Text.Description) == "Task name"
    face = QAccessible.queryAccessibleInterface(table)
    titles = [face.child(place).text(Text.Name) for place in range(1, len(table.tasks.columns) + 1)]
    assert titles == [field.caption for field in table.tasks.columns]
