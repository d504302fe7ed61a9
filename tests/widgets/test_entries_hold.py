"""A text that was refused holds the window: whatever would take it away waits until it is put right, or left out."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from gantline.app.edits.links import remove_link, set_link
from gantline.app.project.kinds import DependencyKind

Key, Modifier = Qt.Key, Qt.KeyboardModifier
REVIEW = "Security and compliance review"
HINT = "Put it right first, or press Esc to leave it out."


def task(window, name=REVIEW):
    return next(uid for uid, one in window.document.project.tasks.items() if one.name == name)


def cell(window, name=REVIEW):
    table = window.plan.table
    return table.tasks.index(window.rows.row_of[task(window, name)], table.tasks.column_of("duration"))


def go(table, index):
    table.setFocus()
    table.cells.go_and_select(index.row(), index.column())


def typed(table, text):
    """Type a text into the current cell, without Enter."""
    QTest.keyClick(table, Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


@pytest.fixture
def active(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def in_cell(active):
    """A cell of the table in which a text stands that was refused."""
    table = active.plan.table
    go(table, cell(active))
    editor = typed(table, "soon")
    QTest.keyClick(editor, Key.Key_Return)
    return editor


@pytest.fixture
def in_inspector(active):
    """A field of the inspector in which a text stands that was refused."""
    active.selection.set([task(active)])
    active.docks.task_information()
    inspector = active.docks.inspector_dock.widget()
    inspector.refresh()
    field = inspector.sections["general"].editors["duration"].widget
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Key.Key_Return)
    return field


@pytest.fixture(params=["in_cell", "in_inspector"])
def field(request):
    return request.getfixturevalue(request.param)


def assert_held(window, field):
    assert (field.text(), field.isVisible(), field.hasFocus()) == ("soon", True, True)
    assert window.selection.uids == (task(window),)
    assert window.status.currentMessage().startswith("'soon' is not a duration")
    assert window.status.currentMessage().endswith(HINT)
    assert not window.document.modified


KEYS = {
    "find next": (Key.Key_F4, Modifier.ShiftModifier),
    "next over-allocation": (Key.Key_F8, Modifier.NoModifier),
    "insert a task": (Key.Key_Insert, Modifier.NoModifier),
    "next pane": (Key.Key_F6, Modifier.NoModifier),
    "show all tasks": (Key.Key_F3, Modifier.NoModifier),
    "plan order": (Key.Key_F3, Modifier.ShiftModifier),
    "indent": (Key.Key_Right, Modifier.AltModifier | Modifier.ShiftModifier),
    "unlink": (Key.Key_F2, Modifier.ControlModifier | Modifier.ShiftModifier),
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
def test_no_shortcut_takes_a_refused_text_away(window, field, key):
    QTest.keyClick(field, *key)

    assert_held(window, field)


@pytest.mark.parametrize("key", [Key.Key_G, Key.Key_F5], ids=["Ctrl+G", "F5"])
def test_going_to_another_task_waits_for_a_refused_text(window, field, key):
    QTest.keyClick(field, key, Modifier.ControlModifier if key == Key.Key_G else Modifier.NoModifier)

    assert QApplication.activeModalWidget() is None
    assert_held(window, field)


@pytest.mark.parametrize("action", ["undo", "redo", "delete_tasks", "collapse_all", "level_1", "show_critical"])
def test_no_command_of_the_menus_takes_a_refused_text_away(window, field, action):
    made = window.actions_made[action]
    made.setEnabled(True)
    before = made.isChecked()

    made.trigger()

    assert_held(window, field)
    assert made.isChecked() is before


def test_undo_waits_although_it_would_take_the_task_away(window, active):
    window.selection.set([task(window)])
    window.actions_made["insert_task"].trigger()
    window.plan.table.drop_editing()
    name, steps = window.selection.uids[0], window.document.undo_stack.index()
    table = window.plan.table
    go(table, table.tasks.index(window.rows.row_of[name], table.tasks.column_of("duration")))
    editor = typed(table, "soon")

    window.actions_made["undo"].trigger()

    assert (editor.text(), editor.hasFocus()) == ("soon", True)
    assert window.document.undo_stack.index() == steps
    QTest.keyClick(editor, Key.Key_Escape)
    window.actions_made["undo"].trigger()
    assert name not in window.document.project.tasks


def test_no_filter_can_be_typed_while_a_refused_text_stands_open(window, field):
    search = window.arranging.search

    QTest.mouseClick(search, Qt.MouseButton.LeftButton)
    assert_held(window, field)
    search.setFocus()
    QTest.keyClicks(search, "n")

    assert search.text() == ""
    assert_held(window, field)


def test_no_view_table_filter_or_group_is_chosen_while_a_refused_text_stands_open(window, field):
    arrangement, columns = window.rows.arrangement, window.plan.table.columns

    for choose in (window.arranging.choices, window._columns.choices, window._help.named[0]):
        for choice in choose():
            choice.act()
            assert_held(window, field)

    assert (window.rows.arrangement, window.plan.table.columns) == (arrangement, columns)


def test_the_history_goes_back_no_step_while_a_refused_text_stands_open(window, active):
    window.selection.set([task(window, "Identity and access concept")])
    window.actions_made["percent_50"].trigger()
    window.actions_made["show_history"].trigger()
    history = window.docks.history_dock.widget()
    table = window.plan.table
    go(table, cell(window))
    editor = typed(table, "soon")

    QTest.mouseClick(history.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))

    assert (editor.text(), editor.hasFocus()) == ("soon", True)
    assert window.document.undo_stack.index() == 1


def test_enter_in_the_find_bar_goes_nowhere_while_a_refused_text_stands_open(window, active):
    window.actions_made["find_text"].trigger()
    bar = window.plan.find_bar
    QTest.keyClicks(bar.text, "network")
    table = window.plan.table
    go(table, cell(window))
    editor = typed(table, "soon")

    QTest.mouseClick(bar.text, Qt.MouseButton.LeftButton)
    QTest.keyClick(bar.text, Key.Key_Return)

    assert_held(window, editor)


def test_neither_click_nor_key_in_the_table_takes_a_text_away_that_the_inspector_refused(window, in_inspector):
    table = window.plan.table
    place = table.visualRect(cell(window, "Identity and access concept")).center()

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert_held(window, in_inspector)
    table.setFocus()
    QTest.keyClick(table, Key.Key_Down)
    assert_held(window, in_inspector)

    QTest.keyClick(in_inspector, Key.Key_Escape)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.selection.uids == (task(window, "Identity and access concept"),)


def test_a_text_of_the_inspector_stays_when_the_plan_is_changed_elsewhere(window, in_inspector):
    window.document.push(*renamed(window))
    window.docks.inspector_dock.widget().refresh()

    assert in_inspector.text() == "soon"
    assert in_inspector.styleSheet()


def renamed(window):
    from gantline.app.edits.tasks import rename

    return rename(window.document.project, task(window), "Another name"), "Rename"


def test_an_inspector_that_was_closed_comes_back_with_what_it_refused(window, in_inspector, qtbot):
    window.docks.inspector_dock.close()
    table = window.plan.table

    QTest.keyClick(table, Key.Key_Down)

    assert in_inspector.isVisible()
    assert in_inspector.text() == "soon"
    assert window.selection.uids == (task(window),)


def test_an_inspector_behind_the_history_comes_forward_with_what_it_refused(window, in_inspector):
    docks = window.docks
    docks.history_dock.show()
    window.tabifyDockWidget(docks.inspector_dock, docks.history_dock)
    docks.history_dock.raise_()
    QApplication.processEvents()
    assert in_inspector.visibleRegion().isEmpty()

    window.plan.gantt.setFocus()
    QTest.keyClick(window.plan.gantt, Key.Key_Down)
    QApplication.processEvents()

    assert not in_inspector.visibleRegion().isEmpty()
    assert in_inspector.hasFocus()


def test_an_inspector_in_a_window_of_its_own_gets_the_keyboard_back(window, in_inspector, qtbot):
    window.docks.inspector_dock.setFloating(True)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.plan.gantt.setFocus()

    QTest.keyClick(window.plan.gantt, Key.Key_Down)

    qtbot.waitUntil(in_inspector.hasFocus)
    assert QApplication.focusWidget() is in_inspector


def test_a_refused_text_that_was_scrolled_away_comes_back_into_view(window, field):
    inspector, table = window.docks.inspector_dock.widget(), window.plan.table
    bar = inspector.verticalScrollBar() if inspector and inspector.isAncestorOf(field) else table.verticalScrollBar()
    window.resize(1200, 400)
    QApplication.processEvents()
    bar.setValue(0 if bar.value() > bar.maximum() // 2 else bar.maximum())
    QApplication.processEvents()
    assert field.visibleRegion().isEmpty()

    window.plan.gantt.setFocus()
    QTest.keyClick(window.plan.gantt, Key.Key_Down)
    QApplication.processEvents()

    assert not field.visibleRegion().isEmpty()


def test_once_the_text_is_right_the_next_click_takes_it_over_and_goes_on(window, field):
    table = window.plan.table
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    field.selectAll()
    QTest.keyClicks(field, "60d")

    place = table.visualRect(cell(window, "Identity and access concept")).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert cell(window).data() == "60d"
    assert window.selection.uids == (task(window, "Identity and access concept"),)


def test_scroll_bars_stay_free_beside_a_refused_text(window, field):
    bar = window.plan.gantt.verticalScrollBar()
    before = bar.value()

    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() - 4))

    assert field.text() == "soon"
    assert bar.maximum() == 0 or bar.value() > before


@pytest.fixture
def lag(window, active):
    """The inspector, its predecessors, and the editor of a lag in which stands what cannot be."""
    window.selection.set([task(window)])
    window.docks.task_information()
    inspector = window.docks.inspector_dock.widget()
    inspector.refresh()
    grid = inspector.sections["predecessors"].grid
    grid.setFocus()
    grid.setCurrentCell(0, 2)
    QTest.keyClick(grid, Key.Key_F2)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "soon")
    QTest.keyClick(editor, Key.Key_Return)
    return inspector, grid, editor


def test_a_refused_lag_stays_open_and_holds_the_window(window, lag, qtbot):
    _inspector, grid, editor = lag
    assert_refused(window, editor)
    window.actions_made["collapse_all"].trigger()
    assert_held(window, editor)

    editor.selectAll()
    QTest.keyClicks(editor, "2d")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: grid.item(0, 2).text() == "2d")


def test_a_lag_that_was_refused_stays_when_the_plan_is_changed_elsewhere(window, lag):
    inspector, grid, editor = lag

    window.document.push(*renamed(window))
    inspector.refresh()

    assert inspector.unfinished is editor
    assert (editor.text(), editor.isVisible()) == ("soon", True)

    document, key = window.document, grid.key_of(0)
    document.push(remove_link(document.project, key), "Remove the link")
    document.push(set_link(document.project, task(window, "Kick-off"), key[1], DependencyKind.FINISH_START), "Link")
    inspector.refresh()
    assert inspector.unfinished is None


def assert_refused(window, field):
    assert isinstance(field, QLineEdit | QComboBox)
    assert "'soon' is not a duration" in window.status.currentMessage()


def test_a_predecessor_that_is_not_known_stays_in_its_line_and_holds_the_window(window, active, qtbot):
    window.selection.set([task(window)])
    window.docks.task_information()
    inspector = window.docks.inspector_dock.widget()
    inspector.refresh()
    line = inspector.sections["predecessors"].add_line
    line.setFocus()
    QTest.keyClicks(line, "no such task")
    QTest.keyClick(line, Key.Key_Return)

    table = window.plan.table
    place = table.visualRect(cell(window, "Identity and access concept")).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (line.text(), line.hasFocus()) == ("no such task", True)
    assert window.selection.uids == (task(window),)
    assert window.status.currentMessage() == f"No task has that row or name. {HINT}"

    QTest.keyClick(line, Key.Key_Escape)
    assert (line.text(), line.hasFocus(), line.styleSheet()) == ("", True, "")
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.selection.uids == (task(window, "Identity and access concept"),)


@pytest.mark.parametrize("put_right", [False, True])
def test_the_status_line_says_no_longer_what_was_refused_once_that_is_left_out_or_right(
    window, field, qtbot, put_right
):
    assert window.status.currentMessage().startswith("'soon' is not a duration")
    if put_right:
        field.setText("")
        QTest.keyClicks(
            field, window.plan.table.tasks.text(task(window), window.plan.table.tasks.column_of("duration"))
        )
    QTest.keyClick(field, Key.Key_Return if put_right else Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.status.currentMessage().startswith("'soon' is not a duration"))
    assert not window.document.modified


def test_the_status_line_says_no_longer_that_a_cell_cannot_be_typed_once_another_is_current(window, active):
    table = active.plan.table
    indicators = cell(window).siblingAtColumn(table.tasks.column_of("indicators"))
    go(table, indicators)
    QTest.keyClicks(table, "x")
    assert window.status.currentMessage() == table.editing.sentence != ""
    QTest.keyClick(table, Key.Key_Down)
    assert (window.status.currentMessage(), table.editing.sentence) == ("", "")
