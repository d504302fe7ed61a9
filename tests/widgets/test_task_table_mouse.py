"""The task table follows the mouse, the shared selection, the plan and the theme."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableView

from gantline.app.edits import assignments, links, outline, tasks
from gantline.app.edits.fields import USUAL
from gantline.app.edits.wording import Style
from gantline.app.project.kinds import Entity, FieldKind
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, CustomField, CustomValue, ProjectInfo, Task, TaskUid
from gantline.app.project.resource_names import parse_resource_names
from gantline.app.schedule.engine import Engine
from gantline.app.views.spec import AS_PLANNED, GroupBy
from gantline.app.workspace import commands
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.widgets.appearance import Appearance
from gantline.widgets.metrics import HEADER_HEIGHT
from gantline.widgets.table.date_edit import DateEdit
from gantline.widgets.table.task_table import TaskTable

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
START = datetime(2026, 1, 5, 8)
CODE = CustomField(key="188743731", entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", alias="Cost centre")


def plan() -> Project:
    """One (Two (Three, Four), Five), Six; the last with everything that is worth a symbol."""
    six = Task(
        uid=TaskUid(6),
        name="Six",
        notes="See the contract.\nPage 4.",
        deadline=START,
        manual=True,
        manual_start=START,
        manual_finish=START + timedelta(days=3),
        custom={CODE.key: CustomValue(value="4711")},
    )
    named = [Task(uid=TaskUid(uid), name=name) for uid, name in enumerate(["One", "Two", "Three", "Four", "Five"], 1)]
    children = {
        ROOT: (TaskUid(1), TaskUid(6)),
        TaskUid(1): (TaskUid(2), TaskUid(5)),
        TaskUid(2): (TaskUid(3), TaskUid(4)),
    }
    return Project(ProjectInfo(start=START), tasks=[*named, six], children=children, custom_fields=[CODE])


@pytest.fixture
def table(qtbot) -> TaskTable:
    document = Document(plan())
    table = TaskTable(document, RowSet(document, document), Selection(document), Appearance(document), style=Style())
    document.setParent(table)
    qtbot.addWidget(table)
    table.resize(1200, 500)
    with qtbot.waitExposed(table):
        table.show()
    return table


def cell(table: TaskTable, row: int, key: str) -> QPoint:
    return table.visualRect(table.tasks.index(row, table.tasks.column_of(key))).center()


def click(qtbot, table: TaskTable, row: int, key: str, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mouseClick(table.viewport(), LEFT, modifiers, cell(table, row, key))


def triangle(table: TaskTable, row: int) -> QPoint:
    rect = table.visualRect(table.tasks.index(row, table.tasks.column_of("name")))
    level = table._rows.levels[row]
    return QPoint(rect.left() + 6 + (level - 1) * 16 + 8, rect.center().y())


def test_a_click_on_the_triangle_folds_and_opens_without_selecting(qtbot, table):
    table._selection.set([TaskUid(6)])
    qtbot.mouseClick(table.viewport(), LEFT, pos=triangle(table, 1))
    assert table._rows.uids == [1, 2, 5, 6]
    assert table._selection.uids == (6,)
    qtbot.mouseClick(table.viewport(), LEFT, pos=triangle(table, 1))
    assert table._rows.uids == [1, 2, 3, 4, 5, 6]


def test_the_triangle_can_be_hit_on_sixteen_pixels(table):
    middle = triangle(table, 1)
    hits = [dx for dx in range(-30, 31) if table.summary_at(middle + QPoint(dx, 0)) is not None]
    assert len(hits) >= 16
    assert all(table.summary_at(triangle(table, row)) is None for row in (2, 5))


def test_folding_keeps_the_selected_task_selected(qtbot, table):
    click(qtbot, table, 5, "name")
    qtbot.mouseClick(table.viewport(), LEFT, pos=triangle(table, 1))

    assert table._selection.uids == (6,)
    assert table.tasks.uid(table.currentIndex().row()) == 6


def test_clicks_select_tasks_with_shift_and_control(qtbot, table):
    click(qtbot, table, 1, "name")
    click(qtbot, table, 3, "name", SHIFT)
    assert table._selection.uids == (2, 3, 4)
    click(qtbot, table, 5, "name", CONTROL)
    assert table._selection.uids == (2, 3, 4, 6)
    assert table._selection.current == 6


def test_a_click_on_a_row_number_selects_the_whole_row(qtbot, table):
    header = table.verticalHeader()
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(5, 2 * 24 + 10))

    assert table._selection.uids == (3,)
    table.edits.delete()
    assert TaskUid(3) not in table._document.project.tasks


def drag_row(qtbot, table: TaskTable, row: int, y: int, release: bool = True) -> None:
    """Press on a row number, move it to a height, let go."""
    numbers = table.verticalHeader().viewport()
    qtbot.mousePress(numbers, LEFT, pos=QPoint(10, row * 24 + 12))
    qtbot.mouseMove(numbers, QPoint(10, y - 20))
    qtbot.mouseMove(numbers, QPoint(10, y))
    if release:
        qtbot.mouseRelease(numbers, LEFT, pos=QPoint(10, y))


def test_selected_rows_are_dragged_to_another_place_in_one_step(qtbot, table):
    table.selectRow(5)
    drag_row(qtbot, table, 5, 3 * 24 + 2)
    assert table._rows.uids == [1, 2, 3, 6, 4, 5]
    assert table._document.project.parent(TaskUid(6)) == 2
    assert table._selection.uids == (6,)
    table._document.undo_stack.undo()
    assert table._rows.uids == [1, 2, 3, 4, 5, 6]


def test_rows_dropped_below_the_last_one_stand_there(qtbot, table):
    table.selectRow(1)
    drag_row(qtbot, table, 1, 6 * 24)
    assert table._rows.uids == [1, 5, 6, 2, 3, 4]


def test_escape_leaves_dragged_rows_where_they_were(qtbot, table):
    table.selectRow(5)
    drag_row(qtbot, table, 5, 30, release=False)
    assert table.verticalHeader().drop_row == 1
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    qtbot.mouseRelease(table.verticalHeader().viewport(), LEFT, pos=QPoint(10, 30))
    assert table._rows.uids == [1, 2, 3, 4, 5, 6]


def test_a_task_dropped_into_itself_is_refused(qtbot, table):
    table.selectRow(0)
    with qtbot.waitSignal(table.refused):
        drag_row(qtbot, table, 0, 3 * 24)
    assert table._rows.uids == [1, 2, 3, 4, 5, 6]


def test_a_selection_made_elsewhere_is_followed_and_can_be_extended(qtbot, table):
    table._selection.set([TaskUid(3)])
    assert table.tasks.uid(table.currentIndex().row()) == 3
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert table._selection.uids == (3, 4)


def test_the_highlight_goes_with_a_task_that_moves(qtbot, table):
    click(qtbot, table, 5, "name")
    table.edits.run(commands.move_up)
    assert table._rows.uids[0] == 6
    assert [index.row() for index in table.selectedIndexes()] == [0]
    assert table.currentIndex().row() == 0


def test_folding_far_from_the_current_row_does_not_scroll(qtbot, table):
    document = table._document
    document.push(outline.add_tasks(document.project, [outline.new_task(document.project) for _ in range(80)]), "Add")
    click(qtbot, table, 0, "name")
    table.verticalScrollBar().setValue(1000)
    table._rows.toggle(TaskUid(2))
    assert table.verticalScrollBar().value() == 1000


def test_select_all_takes_every_task_at_once(table):
    table.selectAll()
    assert table._selection.uids == tuple(table._rows.uids)


def test_undo_of_an_added_task_leaves_a_task_selected(table):
    commands.add_task(table._document, table._selection, table._rows, "Seven")
    table._document.undo_stack.undo()
    assert table._selection.uids == (table.tasks.uid(table.currentIndex().row()),) == (6,)


def test_undo_of_an_inserted_task_selects_the_one_that_takes_its_row_again(table):
    table._selection.set([3])
    row = table.currentIndex().row()
    commands.insert_task(table._document, table._selection, table._rows)
    assert table.currentIndex().row() == row

    table._document.undo_stack.undo()

    assert table._selection.uids == (3,)
    assert table.currentIndex().row() == row


def test_symbols_say_in_words_what_they_mean(table):
    words = table.hint_at(cell(table, 5, "indicators"))
    assert "Misses its deadline of Mon 2026-01-05 08:00." in words
    assert "Scheduled manually." in words
    assert "Notes: See the contract. Page 4." in words


def test_tasks_that_ask_too_much_of_somebody_say_so_as_soon_as_it_is_known(qtbot, table):
    document = table._document
    for uid in (3, 4):
        names = parse_resource_names("Ann")
        document.push(assignments.set_resources(document.engine, TaskUid(uid), names), "Assign")
    place = cell(table, 2, "indicators")

    qtbot.waitUntil(lambda: table.hint_at(place) == "Asks too much of Ann.")
    document.push(links.link(document.project, [TaskUid(3), TaskUid(4)]), "Link")
    qtbot.waitUntil(lambda: table.hint_at(place) == "")


def test_only_texts_that_are_cut_off_have_a_hint(table):
    table._document.push(tasks.rename(table._document.project, TaskUid(5), "A very long name " * 10), "Rename")
    assert table.hint_at(cell(table, 4, "name")).startswith("A very long name A very")
    assert table.hint_at(cell(table, 5, "name")) == ""


def test_a_double_click_on_a_border_fits_the_column_to_its_texts(qtbot, table):
    table._document.push(tasks.rename(table._document.project, TaskUid(4), "A name too long for it " * 3), "Rename")
    column = table.tasks.column_of("name")
    table.resizeColumnToContents(column)
    assert table.hint_at(cell(table, 3, "name")) == ""
    wide = table.columnWidth(column)
    table.setColumnWidth(column, wide - 2)
    assert table.hint_at(cell(table, 3, "name")) != ""


def test_a_double_click_opens_the_cell(qtbot, table):
    qtbot.mouseClick(table.viewport(), LEFT, pos=cell(table, 2, "name"))
    qtbot.mouseDClick(table.viewport(), LEFT, pos=cell(table, 2, "name"))
    assert table.isPersistentEditorOpen(table.currentIndex()) or table.state() == table.State.EditingState


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_a_day_is_picked_from_a_calendar(qtbot, table):
    index = table.tasks.index(2, table.tasks.column_of("start"))
    table.setCurrentIndex(index)
    table.edit(index)
    (edit,) = table.findChildren(DateEdit)
    calendar = edit.open_calendar()
    assert calendar.selectedDate() == QDate(2026, 1, 5)
    calendar.clicked.emit(QDate(2026, 1, 14))

    assert table._document.project.tasks[TaskUid(3)].constraint_date == datetime(2026, 1, 14, 8)
    assert index.data() == "Wed 2026-01-14"
    assert table.state() != table.State.EditingState


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_the_days_of_a_calendar_are_large_enough_to_hit_and_stand_in_a_frame(qtbot, table):
    index = table.tasks.index(2, table.tasks.column_of("start"))
    table.setCurrentIndex(index)
    table.edit(index)
    (edit,) = table.findChildren(DateEdit)
    calendar = edit.open_calendar()
    (days,) = calendar.findChildren(QTableView)
    assert min(days.rowHeight(row) for row in range(1, 7)) >= 24
    assert min(days.columnWidth(column) for column in range(1, 8)) >= 24
    picture, frame = calendar.grab().toImage(), calendar.palette().color(QPalette.ColorRole.Highlight)
    corners = ((0, 0), (picture.width() - 1, 0), (0, picture.height() - 1), (picture.width() - 1, picture.height() - 1))
    assert {picture.pixelColor(*corner).name() for corner in corners} == {frame.name()}
    calendar.close()


def test_the_button_of_a_date_is_seen_where_its_column_ends_at_the_edge_of_the_table(qtbot, table):
    column = table.tasks.column_of("finish")
    table.setFixedWidth(table.columnViewportPosition(column) + table.columnWidth(column) + table.viewport().x())
    table.horizontalScrollBar().setValue(0)
    index = table.tasks.index(2, column)
    table.setCurrentIndex(index)
    table.edit(index)
    (edit,) = table.findChildren(DateEdit)

    assert table.viewport().rect().contains(edit.geometry())
    assert edit.geometry().contains(table.visualRect(index))


def test_rows_stand_where_the_chart_puts_them(table):
    table.verticalScrollBar().setValue(0)
    assert table.horizontalHeader().height() == HEADER_HEIGHT
    assert [table.rowViewportPosition(row) for row in range(4)] == [0, 24, 48, 72]
    table._rows.set_row_height(30)
    assert [table.rowViewportPosition(row) for row in range(4)] == [0, 30, 60, 90]


def test_columns_are_chosen_from_the_header_and_remembered(qtbot, table):
    menu = table.titles.menu_at(QPoint(table.columnViewportPosition(2) + 4, 4))
    titles = {action.text(): action for group in menu.actions() if group.menu() for action in group.menu().actions()}
    assert titles["Duration"].isChecked()
    with qtbot.waitSignal(table.titles.columns_chosen):
        titles["Cost centre"].trigger()
    assert [field.caption for field in table.tasks.columns][2:4] == ["Duration", "Cost centre"]
    table.titles.menu_at(QPoint(table.columnViewportPosition(2) + 4, 4)).actions()[0].trigger()
    assert table.tasks.column_of("duration") == -1
    table.titles.menu_at(QPoint(0, 0)).actions()[-1].trigger()
    assert [field.key for field in table.tasks.columns] == list(USUAL)
    table.show_columns(["name", "custom.188743731", "work"])
    table.horizontalHeader().resizeSection(0, 333)
    state = table.save_state()

    table.show_columns(["name", "start"])
    table.restore_state(state)

    assert [field.key for field in table.tasks.columns] == ["name", "custom.188743731", "work"]
    assert table.columnWidth(0) == 333
    assert table.tasks.index(5, 1).data() == "4711"
    table.restore_state("nonsense")
    assert table.columnWidth(0) == 333


def test_the_selection_survives_another_choice_of_columns(qtbot, table):
    click(qtbot, table, 2, "duration")
    table.show_columns(["name", "work"])
    assert table._selection.uids == (3,)
    click(qtbot, table, 4, "work")
    assert table._selection.uids == (5,)


def test_moved_columns_keep_their_new_order_in_what_is_remembered(table):
    table.horizontalHeader().moveSection(1, 3)
    keys = table.titles.shown_keys()
    assert keys[:4] == ["indicators", "duration", "start", "name"]
    table.show_columns(keys)
    assert [field.key for field in table.tasks.columns] == keys


def test_another_plan_takes_the_place_of_the_first_and_its_first_task_is_selected(table):
    table.show_columns(["name", "custom.188743731"])
    project = Project(ProjectInfo(start=START), tasks=[Task(uid=TaskUid(9), name="Nine")])
    table._selection.set([TaskUid(6)])
    table._document.replace(Engine(project))
    assert (table._selection.uids, table._selection.current) == ((9,), 9)
    assert table.state() != QAbstractItemView.State.EditingState
    assert table.tasks.rowCount() == 2
    assert [field.key for field in table.tasks.columns] == ["name"]
    assert table.tasks.index(0, 0).data() == "Nine"


def test_the_model_behaves_while_rows_come_go_and_move(qtmodeltester, table):
    qtmodeltester.check(table.tasks)
    document, rows = table._document, table._rows
    rows.toggle(TaskUid(1))
    rows.toggle(TaskUid(1))
    document.push(outline.add_above(document.project, TaskUid(3), outline.new_task(document.project, "New")), "Add")
    document.push(outline.move_up(document.project, [TaskUid(6)]), "Move")
    document.push(outline.delete(document.project, [TaskUid(2)]), "Delete")
    rows.change(text="x")
    rows.change(groups=(GroupBy(field="duration"),))
    rows.arrange(AS_PLANNED)
    document.undo_stack.setIndex(0)
    assert [table.tasks.uid(row) for row in range(table.tasks.rowCount())] == [*rows.uids, None]


def test_the_theme_in_force_colours_the_table(table):
    table._appearance.choose("dark")
    image = table.viewport().grab().toImage()
    assert image.pixelColor(image.width() - 5, image.height() - 5) == QColor(table._appearance.theme.base)
    table._appearance.choose("light")
