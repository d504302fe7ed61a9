"""The task table is worked by keyboard: a plan is typed, arranged, linked, undone and redone."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication

from gantline.app.edits import outline as outline_edits
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.records import ROOT, Task, TaskUid
from gantline.app.workspace import commands
from gantline.widgets.table.task_table import TaskTable
from tests.table_hands import ALT_SHIFT, CTRL, NO, SHIFT, Key, editor, go, names, press, shown, task, type_text

NAMES = (
    "Prepare",
    "Inventory",
    "Target design",
    "Build",
    "Landing zone",
    "Network",
    "Move",
    "Pilot",
    "Wave one",
    "Wave two",
    "Close",
    "Hand over",
)


@pytest.fixture
def table(qtbot) -> TaskTable:
    return shown(qtbot)


@pytest.fixture
def five(qtbot) -> TaskTable:
    return shown(qtbot, ["One", "Two", "Three", "Four", "Five"])


def test_a_plan_is_typed_arranged_linked_undone_and_redone_by_keyboard_alone(qtbot, table):
    stack = table._document.undo_stack
    for name in NAMES:
        type_text(qtbot, table, name)
        press(qtbot, table, Key.Key_Return)
    assert names(table) == [(1, name) for name in NAMES]
    assert table.currentIndex().row() == len(NAMES)

    for first, last in ((1, 2), (4, 5), (7, 9)):
        go(table, first, "name")
        press(qtbot, table, *[Key.Key_Down] * (last - first), modifiers=SHIFT)
        press(qtbot, table, Key.Key_Right, modifiers=ALT_SHIFT)
    assert [level for level, _name in names(table)] == [1, 2, 2, 1, 2, 2, 1, 2, 2, 2, 1, 1]

    go(table, 10, "name")
    press(qtbot, table, Key.Key_F2, Key.Key_End)
    type_text(qtbot, table, " down")
    press(qtbot, table, Key.Key_Return)
    assert task(table, 10).name == "Close down"

    go(table, 1, "duration")
    for typed in ("3d", "4h"):
        type_text(qtbot, table, typed)
        press(qtbot, table, Key.Key_Return)
    go(table, 4, "duration")
    type_text(qtbot, table, "2w")
    press(qtbot, table, Key.Key_Return)
    assert [task(table, row).duration for row in (1, 2, 4)] == [1440, 240, 4800]

    go(table, 7, "name")
    press(qtbot, table, Key.Key_Down, Key.Key_Down, modifiers=SHIFT)
    table.edits.run(commands.link)
    assert [table.tasks.index(row, table.tasks.column_of("predecessors")).data() for row in (7, 8, 9)] == ["", "8", "9"]

    go(table, 11, "duration")
    type_text(qtbot, table, "0d")
    press(qtbot, table, Key.Key_Return)
    assert task(table, 11).milestone

    after = table._document.project.snapshot()
    steps = stack.count()
    assert [stack.text(0), stack.text(12)] == ["Add task Prepare", "Indent"]
    while stack.canUndo():
        stack.undo()
    assert not table._document.project.tasks
    while stack.canRedo():
        stack.redo()
    assert table._document.project == after
    assert stack.count() == steps == 12 + 3 + 1 + 3 + 1 + 1


def test_a_refused_edit_says_why_and_leaves_the_editor_open(qtbot, five):
    go(five, 2, "duration")
    type_text(qtbot, five, "soon")

    with qtbot.waitSignal(five.refused) as refused:
        press(qtbot, five, Key.Key_Return)

    assert "'soon' is not a duration" in refused.args[0]
    assert editor(five).text() == "soon"
    assert five._document.undo_stack.count() == 0
    press(qtbot, five, Key.Key_Escape)
    assert editor(five) is None
    assert five.tasks.index(2, five.tasks.column_of("duration")).data() == "1d"


def test_escape_leaves_the_cell_as_it_was(qtbot, five):
    go(five, 0, "name")
    type_text(qtbot, five, "Other")
    press(qtbot, five, Key.Key_Escape)

    assert task(five, 0).name == "One"
    assert not five._document.undo_stack.canUndo()


def test_tab_goes_to_the_next_cell_and_shift_tab_back_and_enter_down(qtbot, five):
    go(five, 0, "name")
    type_text(qtbot, five, "First")
    press(qtbot, five, Key.Key_Tab)
    assert (five.currentIndex().row(), five.tasks.columns[five.currentIndex().column()].key) == (0, "duration")
    press(qtbot, five, Key.Key_Backtab, modifiers=SHIFT)
    assert five.tasks.columns[five.currentIndex().column()].key == "name"
    press(qtbot, five, Key.Key_Return)
    assert five.currentIndex().row() == 1
    press(qtbot, five, Key.Key_Return, modifiers=SHIFT)
    assert five.currentIndex().row() == 0
    assert task(five, 0).name == "First"


def test_insert_puts_a_task_above_and_opens_its_name(qtbot, five):
    go(five, 2, "name")
    press(qtbot, five, Key.Key_Insert)
    type_text(qtbot, five, "Between")
    press(qtbot, five, Key.Key_Return)

    assert [name for _level, name in names(five)] == ["One", "Two", "Between", "Three", "Four", "Five"]


def test_typing_anywhere_in_the_last_row_begins_a_new_task(qtbot, five):
    go(five, 5, "finish")
    type_text(qtbot, five, "Six")
    press(qtbot, five, Key.Key_Return)
    assert names(five)[-1] == (1, "Six")


def test_typing_into_a_computed_cell_says_why_not(qtbot, five):
    five.show_columns(["name", "total_slack"])
    go(five, 1, "total_slack")
    with qtbot.waitSignal(five.refused) as refused:
        type_text(qtbot, five, "3")
    assert refused.args == ["“Total slack” is worked out and cannot be typed."]


def test_several_cells_are_emptied_in_one_step(qtbot, five):
    five.selectAll()
    five.edits.run(lambda *parts: commands.set_percent(*parts, 50))
    go(five, 1, "percent_complete")
    press(qtbot, five, Key.Key_Down, modifiers=SHIFT)
    press(qtbot, five, Key.Key_Delete)
    assert [task(five, row).percent_complete for row in range(5)] == [50, 0, 0, 50, 50]
    five._document.undo_stack.undo()
    assert [task(five, row).percent_complete for row in range(5)] == [50] * 5


def test_delete_deletes_tasks_where_rows_are_selected_and_empties_cells_elsewhere(qtbot, five):
    five._document.push(commands.links.link(five._document.project, five._rows.uids[:2]), "Link")
    go(five, 1, "predecessors")
    press(qtbot, five, Key.Key_Delete)
    assert not five._document.project.dependencies
    assert len(five._document.project.tasks) == 5

    five.selectRow(1)
    press(qtbot, five, Key.Key_Delete)
    assert [name for _level, name in names(five)] == ["One", "Three", "Four", "Five"]
    assert five._selection.uids == (TaskUid(3),)


def test_delete_on_names_deletes_tasks_and_says_so_of_cells_that_are_never_empty(qtbot, five):
    go(five, 1, "duration")
    with qtbot.waitSignal(five.refused) as refused:
        press(qtbot, five, Key.Key_Delete)
    assert refused.args == ["That is never empty. Del on the name or the row number deletes the task."]
    assert five._document.undo_stack.count() == 0

    go(five, 1, "name")
    press(qtbot, five, Key.Key_Down, modifiers=SHIFT)
    press(qtbot, five, Key.Key_Delete)
    assert [name for _level, name in names(five)] == ["One", "Four", "Five"]


def test_an_empty_row_refuses_all_but_a_name_and_becomes_a_task_with_one(qtbot, five):
    blank = outline_edits.add_above(five._document.project, TaskUid(2), Task(uid=TaskUid(9), blank=True))
    five._document.push(blank, "Insert an empty row")
    for key in ("duration", "start", "predecessors"):
        go(five, 1, key)
        type_text(qtbot, five, "1")
        press(qtbot, five, Key.Key_Return)
        assert editor(five) is not None, key
        press(qtbot, five, Key.Key_Escape)
    assert five._document.undo_stack.count() == 1

    go(five, 1, "name")
    type_text(qtbot, five, "Named")
    press(qtbot, five, Key.Key_Return)
    assert not task(five, 1).blank


def test_tab_after_a_new_name_leads_to_its_duration_wherever_the_keyboard_was_before(qtbot, five):
    press(qtbot, five, Key.Key_End, modifiers=Qt.KeyboardModifier.ControlModifier)
    type_text(qtbot, five, "Six")
    press(qtbot, five, Key.Key_Tab)
    type_text(qtbot, five, "3d")
    press(qtbot, five, Key.Key_Return)
    assert task(five, 5).name == "Six"
    assert task(five, 5).duration == 3 * 480


def test_shift_and_space_takes_whole_rows(qtbot, five):
    go(five, 1, "duration")
    press(qtbot, five, Key.Key_Down, modifiers=SHIFT)
    press(qtbot, five, Key.Key_Space, modifiers=SHIFT)
    press(qtbot, five, Key.Key_Delete)
    assert [name for _level, name in names(five)] == ["One", "Four", "Five"]


def test_delete_empties_a_cell_even_where_the_window_has_an_action_with_that_key(qtbot, five):
    triggered = []
    action = QAction("Delete task", five)
    action.setShortcut("Del")
    action.triggered.connect(lambda: triggered.append(1))
    five.addAction(action)
    go(five, 1, "percent_complete")
    type_text(qtbot, five, "30")
    press(qtbot, five, Key.Key_Return)
    go(five, 1, "percent_complete")
    press(qtbot, five, Key.Key_Delete)

    assert task(five, 1).percent_complete == 0
    assert triggered == []


def test_rows_are_moved_and_outdented_by_keys(qtbot, five):
    go(five, 3, "name")
    press(qtbot, five, Key.Key_Up, modifiers=ALT_SHIFT)
    assert [name for _level, name in names(five)] == ["One", "Two", "Four", "Three", "Five"]
    press(qtbot, five, Key.Key_Down, modifiers=ALT_SHIFT)
    press(qtbot, five, Key.Key_Right, modifiers=ALT_SHIFT)
    assert names(five)[3] == (2, "Four")
    press(qtbot, five, Key.Key_Left, modifiers=ALT_SHIFT)
    assert names(five)[3] == (1, "Four")


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("name", "Anew", "Anew"),
        ("duration", "2w?", "2w?"),
        ("start", "12.1.26", "Mon 2026-01-12"),
        ("finish", "2026-01-16", "Fri 2026-01-16"),
        ("predecessors", "1FS+2d; 3SS", "1FS+2d, 3SS"),
        ("successors", "4", "4"),
        ("resources", "Ann[50%], Bob", "Ann[50%], Bob"),
        ("percent_complete", "50", "50%"),
        ("work", "20h", "20h"),
        ("fixed_cost", "120", "$120.00"),
        ("deadline", "Jan 9", "Fri 2026-01-09"),
        ("constraint_date", "8.1.2026", "Thu 2026-01-08"),
        ("priority", "700", "700"),
        ("wbs", "A.7", "A.7"),
        ("notes", "mind the gap", "mind the gap"),
        ("actual_start", "6.1.26", "Tue 2026-01-06"),
        ("actual_finish", "6.1.26", "Tue 2026-01-06"),
    ],
)
def test_every_field_that_can_be_typed_takes_what_is_typed_in_one_step(qtbot, five, key, typed, told):
    before = five._document.project.snapshot()
    five.show_columns(["name", key])
    go(five, 1, key)
    type_text(qtbot, five, typed)
    press(qtbot, five, Key.Key_Return)

    assert five.tasks.index(1, five.tasks.column_of(key)).data() == told
    assert five._document.undo_stack.count() == 1
    five._document.undo_stack.undo()
    assert five._document.project == before


@pytest.mark.parametrize(
    ("key", "steps", "told"),
    [
        ("mode", 1, "Manual"),
        ("constraint", 1, "As late as possible"),
        ("milestone", -1, "Yes"),
        ("active", 1, "No"),
        ("task_type", 1, "Fixed duration"),
        ("effort_driven", -1, "Yes"),
    ],
)
def test_choices_are_taken_from_a_list(qtbot, five, key, steps, told):
    five.show_columns(["name", key])
    go(five, 1, key)
    press(qtbot, five, Key.Key_F2)
    press(qtbot, five, *[Key.Key_Down if steps > 0 else Key.Key_Up] * abs(steps))
    press(qtbot, five, Key.Key_Return)

    assert five.tasks.index(1, five.tasks.column_of(key)).data() == told


def test_a_typed_start_becomes_a_constraint(qtbot, five):
    go(five, 1, "start")
    type_text(qtbot, five, "12.1.26")
    press(qtbot, five, Key.Key_Return)

    assert task(five, 1).constraint is ConstraintKind.START_NO_EARLIER_THAN
    assert task(five, 1).constraint_date == datetime(2026, 1, 12, 8)


def test_copy_puts_cells_with_tabs_on_the_clipboard(qtbot, five):
    go(five, 0, "name")
    press(qtbot, five, Key.Key_Down, modifiers=SHIFT)
    press(qtbot, five, Key.Key_Right, modifiers=SHIFT)
    press(qtbot, five, Key.Key_C, modifiers=Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "One\t1d\nTwo\t1d"


def test_copied_rows_stay_lines_and_leave_out_the_indicators(qtbot, five):
    five.selectAll()
    five.edits.run(lambda *parts: commands.set_percent(*parts, 100))
    press(qtbot, five, Key.Key_C, modifiers=Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["One", "Two", "Three", "Four", "Five"]


def test_folding_by_keys_hides_the_tasks_below(qtbot, five):
    five._document.push(commands.outline.indent(five._document.project, five._rows.uids[1:3]), "Indent")
    go(five, 0, "name")
    press(qtbot, five, Key.Key_Minus, modifiers=ALT_SHIFT)
    assert len(five._rows) == 3
    press(qtbot, five, Key.Key_Plus, modifiers=ALT_SHIFT)
    assert len(five._rows) == 5
    assert five._document.project.parent(five._rows.uids[1]) != ROOT


def test_the_cell_with_the_keyboard_is_the_selected_one_after_all_is_undone_and_redone(qtbot, table):
    for name in NAMES[:3]:
        type_text(qtbot, table, name)
        press(qtbot, table, Key.Key_Return)
    table.go_to_end(down=False, right=False, extend=False)
    stack = table._document.undo_stack
    for step in (stack.undo, stack.undo, stack.undo, stack.redo, stack.redo, stack.redo):
        step()
        row = table.currentIndex().row()
        assert table.cells.chosen.runs.tolist() == [[row, row]]
        assert table._selection.current == table.tasks.uid(row)


def test_progress_is_typed_as_what_is_done_and_what_remains(qtbot, five):
    five.show_columns(["name", "duration", "percent_complete", "actual_duration", "remaining_duration"])
    go(five, 2, "duration")
    type_text(qtbot, five, "1 wk")
    press(qtbot, five, Key.Key_Return)
    go(five, 2, "actual_duration")
    type_text(qtbot, five, "2 days")
    press(qtbot, five, Key.Key_Tab)
    type_text(qtbot, five, "6 days")
    press(qtbot, five, Key.Key_Return)

    told = [five.tasks.index(2, column).data() for column in range(1, 5)]
    assert told == ["1.6w", "25%", "2d", "6d"]


def test_resources_that_come_with_what_is_typed_are_named(qtbot, five):
    five.show_columns(["name", "resources"])
    go(five, 2, "resources")
    told = []
    five.told.connect(told.append)
    for typed in ("Ann[50%],Bob", "Ann", "Anm"):
        type_text(qtbot, five, typed)
        press(qtbot, five, Key.Key_Return)
    assert told == ["New resources: Ann, Bob", "New resources: Anm"]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Key.Key_F2, NO), (Key.Key_Home, CTRL)],
)
def test_the_cell_that_has_the_keyboard_comes_back_into_view_where_somebody_scrolled_away(qtbot, key, modifier):
    table = shown(qtbot, [f"Task {number}" for number in range(1, 101)])
    go(table, 0, table.tasks.columns[table.titles.logicalIndex(0)].key)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert not table.viewport().rect().contains(table.visualRect(table.currentIndex()))

    press(qtbot, table, key, modifiers=modifier)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_what_is_typed_is_seen_where_somebody_scrolled_away(qtbot):
    table = shown(qtbot, [f"Task {number}" for number in range(1, 101)])
    go(table, 0, "name")
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())

    type_text(qtbot, table, "x")
    assert editor(table).text() == "x"
    assert table.viewport().rect().contains(editor(table).geometry())
