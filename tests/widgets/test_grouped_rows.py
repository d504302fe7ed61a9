"""Tasks that stand in the groups of several people: their rows are selected and edited as one task."""

import pytest
from PySide6.QtCore import Qt

from gantline.app.views.spec import GroupBy
from gantline.widgets.views.order_dialog import OrderDialog
from tests.plan_maker import plan
from tests.table_hands import editor, go, press, shown, task, type_text

PLAN = """
Build
  Walls | 5d | by Ann, Bob
  Roof  | 2d | after Walls | by Bob
"""


@pytest.fixture
def table(qtbot):
    table = shown(qtbot, project=plan(PLAN))
    table._rows.change(groups=(GroupBy(field="resources", interval="each"),))  # Ann: Walls; Bob: Walls, Roof
    return table


def test_typing_into_the_second_row_of_a_task_changes_it_and_stays_there(qtbot, table):
    go(table, 3, "duration")
    type_text(qtbot, table, "4d")
    press(qtbot, table, Qt.Key.Key_Return)

    assert editor(table) is None
    assert task(table, 1).duration == task(table, 3).duration == 4 * 480
    assert table.currentIndex().row() == 4
    press(qtbot, table, Qt.Key.Key_Up)
    assert table.cells.ranges == [(3, 3, table.currentIndex().column(), table.currentIndex().column())]


def test_a_task_selected_elsewhere_is_selected_in_all_its_rows(table):
    walls = table.tasks.uid(1)
    table._selection.set([walls])

    assert table.cells.chosen.runs.tolist() == [[1, 1], [3, 3]]
    assert table._selection.uids == (walls,)


def test_a_task_copied_with_all_its_rows_is_one_task(table):
    table.selectAll()
    assert table._selection.uids == (2, 3)


def test_the_dialog_asks_whether_people_are_taken_by_themselves_and_the_outline_is_kept(qtbot, table):
    present = table._rows.arrangement
    dialog = OrderDialog(table._rows.columns, present.groups, table, grouping=True, hierarchy=present.hierarchy)
    qtbot.addWidget(dialog)

    assert dialog.intervals[0].currentText() == "Each by itself"
    assert not dialog.keep.isChecked()
    assert dialog.groups() == present.groups
    dialog.intervals[0].setCurrentIndex(0)
    assert dialog.groups() == (GroupBy(field="resources"),)
