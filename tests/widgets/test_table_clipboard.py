"""Cells and tasks are cut, copied, pasted and filled in the table, with the keys and the mouse of a spreadsheet."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from gantline.app.project.records import TaskUid
from gantline.widgets.dialogs.paste_preview import PastePreview
from tests.plan_maker import plan
from tests.table_hands import CTRL, SHIFT, Key, editor, go, names, press, select, shown, task, texts, type_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def four(qtbot):
    return shown(
        qtbot, project=plan("Phase\n  Dig | 3d | by Ann\n  Lay | 2d | after Dig FS+1d | by Ann, Bob 50%\nTest | 1d")
    )


@pytest.fixture
def empty(qtbot):
    return shown(qtbot)


@pytest.fixture
def agree(monkeypatch):
    """Answers the preview of a list instead of the user, perhaps after changes; keeps the dialogs that were shown."""

    agree = SimpleNamespace(dialogs=[], after=[])

    def answer(dialog):
        agree.dialogs.append(dialog)
        for change in agree.after:
            change(dialog)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(PastePreview, "exec", answer)
    return agree


def clipboard(text: str, html: str = "") -> None:
    content = QMimeData()
    content.setText(text)
    if html:
        content.setHtml(html)
    QGuiApplication.clipboard().setMimeData(content)


def undo_texts(table) -> list[str]:
    stack = table._document.undo_stack
    return [stack.text(place) for place in range(stack.count())]


# -- cells


def test_a_block_from_a_spreadsheet_goes_into_the_cells_from_the_selected_one_on_in_one_step(qtbot, four):
    before = four._document.project.snapshot()
    go(four, 2, "name")
    clipboard("Lay pipes\t4d\nTest all\t2d\nHand over\t1d\r\n")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)

    assert texts(four, "name", "duration")[2:] == [["Lay pipes", "4d"], ["Test all", "2d"], ["Hand over", "1d"]]
    assert undo_texts(four) == ["Paste 3 rows"]
    assert len(four._selection.uids) == 3
    four._document.undo_stack.undo()
    assert four._document.project == before


def test_a_bad_cell_is_named_and_nothing_is_pasted(qtbot, four):
    before = four._document.project.snapshot()
    go(four, 1, "name")
    clipboard("A\t4d\nB\t3d\nC\t2d\nD\tsoonish\nE\t1d\nF\t1d")
    with qtbot.waitSignal(four.refused) as refused:
        press(qtbot, four, Key.Key_V, modifiers=CTRL)

    assert refused.args[0].startswith("Row 5, Duration: 'soonish' is not a duration.")
    assert four._document.project == before
    assert not undo_texts(four)


def test_pasting_while_nothing_was_copied_says_so(qtbot, four):
    QGuiApplication.clipboard().clear()
    go(four, 1, "name")
    with qtbot.waitSignal(four.refused) as refused:
        press(qtbot, four, Key.Key_V, modifiers=CTRL)
    assert refused.args[0] == "There is nothing on the clipboard that can be pasted here."


def test_copied_cells_are_pasted_elsewhere_with_their_time_of_day(qtbot, four):
    select(four, (1, "start"), (1, "start"))
    four.tasks.enter(1, four.tasks.column_of("start"), "7.1.26 13:00")
    press(qtbot, four, Key.Key_C, modifiers=CTRL)
    go(four, 3, "start")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)

    document = four._document
    assert document.schedule.start_of(TaskUid(4)) == document.schedule.start_of(TaskUid(2))
    assert task(four, 3).constraint_date.hour == 13


def test_one_copied_row_fills_all_selected_rows(qtbot, four):
    go(four, 1, "resources")
    press(qtbot, four, Key.Key_C, modifiers=CTRL)
    select(four, (2, "resources"), (3, "resources"))
    press(qtbot, four, Key.Key_V, modifiers=CTRL)
    assert texts(four, "resources")[1:] == [["Ann"], ["Ann"], ["Ann"]]


def test_what_is_copied_is_text_and_a_table_that_is_set_in_for_other_programs(qtbot, four):
    select(four, (0, "name"), (2, "duration"))
    press(qtbot, four, Key.Key_C, modifiers=CTRL)
    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == "Phase\t6d\nDig\t3d\nLay\t2d"
    assert content.html().count("mso-char-indent-count:1") == 2
    assert "<b>Phase</b>" in content.html()


def test_dates_and_money_are_copied_as_spreadsheets_understand_them(qtbot, four):
    four.show_columns(["name", "start", "fixed_cost"])
    four.tasks.enter(1, 2, "1234.5")
    select(four, (1, "name"), (1, "fixed_cost"))
    press(qtbot, four, Key.Key_C, modifiers=CTRL)
    assert QGuiApplication.clipboard().text() == "Dig\t2026-01-05\t1234.5"


def test_cut_cells_are_emptied_and_pasted_elsewhere(qtbot, four):
    go(four, 1, "resources")
    press(qtbot, four, Key.Key_X, modifiers=CTRL)
    go(four, 3, "resources")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)
    assert texts(four, "resources")[1:] == [[""], ["Ann, Bob[50%]"], ["Ann"]]


@pytest.mark.parametrize(
    ("answer", "people"), [("&Create Them", "Zoe, Ann"), ("&Leave Them Out", "Ann"), ("Cancel", "")]
)
def test_unknown_people_are_made_or_left_out_as_the_planner_says(qtbot, four, monkeypatch, answer, people):
    asked = []

    def reply(box):
        asked.append(box.text())
        button = next(one for one in box.buttons() if one.text() == answer)
        monkeypatch.setattr(box, "clickedButton", lambda: button)

    monkeypatch.setattr(QMessageBox, "exec", reply)
    go(four, 3, "resources")
    clipboard("Zoe, Ann")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)
    assert asked == ["The plan has no resource Zoe."]
    assert texts(four, "resources")[3] == [people]


# -- lists of other programs

LIST = (
    "Discover\t05.01.2026\t8d\tAnn Lee\n   Inventory\t05.01.2026\t3d\tBob\n   Interviews\t08.01.2026\t5d\tAnn Lee\n"
    "Build\t15.01.2026\t2w\tCleo\n"
)


def test_a_list_in_another_order_is_shown_before_it_becomes_tasks(qtbot, empty, agree):
    go(empty, 0, "name")
    clipboard(LIST)
    press(qtbot, empty, Key.Key_V, modifiers=CTRL)

    (dialog,) = agree.dialogs
    assert dialog.keys() == ["name", "start", "duration", "resources"]
    assert names(empty) == [(1, "Discover"), (2, "Inventory"), (2, "Interviews"), (1, "Build")]
    assert texts(empty, "start", "duration", "resources")[2] == ["Thu 2026-01-08", "5d", "Ann Lee"]
    assert [one.name for one in empty._document.project.resources.values()] == ["Ann Lee", "Bob", "Cleo"]
    empty._document.undo_stack.undo()
    assert not empty._document.project.tasks
    assert not empty._document.project.resources


def test_the_preview_leaves_out_columns_and_people_and_stays_open_where_a_cell_cannot_be(qtbot, empty, agree):
    def leave_people_out(dialog):
        dialog.make_resources.setChecked(False)
        dialog.columns[1].setCurrentIndex(0)

    agree.after.append(leave_people_out)
    clipboard(LIST)
    press(qtbot, empty, Key.Key_V, modifiers=CTRL)
    assert texts(empty, "start", "resources")[3] == ["Mon 2026-01-05", ""]

    agree.after.clear()
    clipboard("Task\tDuration\nDig\tlong\n")
    press(qtbot, empty, Key.Key_V, modifiers=CTRL)
    assert "Duration: 'long' is not a duration" in agree.dialogs[-1].message.text()
    assert len(empty._document.project.tasks) == 4


def test_a_list_can_be_pasted_over_the_rows_that_are_there(qtbot, four, agree):
    agree.after.append(lambda dialog: dialog.over.setChecked(True))
    go(four, 1, "name")
    clipboard("Duration\tName\n1w\tExcavate\n")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)
    assert texts(four, "name", "duration")[1] == ["Excavate", "1w"]
    assert len(names(four)) == 4


def test_what_loses_its_control_characters_is_shown_before_it_is_pasted(qtbot, four, agree):
    go(four, 1, "name")
    clipboard("Ex\x01ca\x02vate")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)
    (dialog,) = agree.dialogs
    assert "2 control characters" in dialog._summary.text()


# -- whole tasks


def test_whole_rows_are_copied_as_tasks_with_links_and_people(qtbot, four):
    four.selectRow(0)
    press(qtbot, four, Key.Key_C, modifiers=CTRL)
    go(four, 3, "name")
    press(qtbot, four, Key.Key_V, modifiers=CTRL)

    assert names(four) == [(1, "Phase"), (2, "Dig"), (2, "Lay"), (1, "Phase"), (2, "Dig"), (2, "Lay"), (1, "Test")]
    assert texts(four, "predecessors", "resources")[5] == ["5FS+1d", "Ann, Bob[50%]"]
    assert undo_texts(four) == ["Paste 3 tasks"]


def test_cut_tasks_are_pasted_in_another_plan(qtbot, four):
    other = shown(qtbot, ["Start"])
    four.setFocus()
    select(four, (1, "name"), (2, "name"))
    press(qtbot, four, Key.Key_Space, modifiers=SHIFT)
    press(qtbot, four, Key.Key_X, modifiers=CTRL)
    assert names(four) == [(1, "Phase"), (1, "Test")]

    go(other, 1, "name")
    press(qtbot, other, Key.Key_V, modifiers=CTRL)
    assert names(other) == [(1, "Start"), (1, "Dig"), (1, "Lay")]
    assert texts(other, "predecessors", "resources")[2] == ["2FS+1d", "Ann, Bob[50%]"]


# -- filling


def test_fill_down_gives_the_cells_below_what_stands_in_the_first(qtbot, four):
    select(four, (1, "duration"), (3, "duration"))
    press(qtbot, four, Key.Key_D, modifiers=CTRL)
    assert texts(four, "duration")[1:] == [["3d"], ["3d"], ["3d"]]
    assert undo_texts(four) == ["Fill 2 rows"]

    go(four, 3, "resources")
    press(qtbot, four, Key.Key_D, modifiers=CTRL)
    assert texts(four, "resources")[3] == ["Ann, Bob[50%]"], "a single cell takes from the one above"


def test_what_is_typed_with_control_and_enter_goes_into_all_selected_rows(qtbot, four):
    select(four, (1, "duration"), (3, "duration"))
    type_text(qtbot, four, "1w")
    press(qtbot, four, Key.Key_Return, modifiers=CTRL)
    assert editor(four) is None
    assert texts(four, "duration")[1:] == [["1w"], ["1w"], ["1w"]]
    assert undo_texts(four) == ["Change Duration of 3 tasks"]


def test_a_text_that_some_row_refuses_stays_in_the_editor(qtbot, four):
    select(four, (0, "duration"), (3, "duration"))
    type_text(qtbot, four, "1w")
    with qtbot.waitSignal(four.refused) as refused:
        press(qtbot, four, Key.Key_Return, modifiers=CTRL)
    assert refused.args[0].startswith("Row 1, Duration: ")
    assert editor(four).text() == "1w"
    assert not undo_texts(four)
    press(qtbot, four, Key.Key_Escape)


def test_cells_are_filled_by_dragging_the_corner_of_the_selection(qtbot, four):
    go(four, 1, "resources")
    corner = four.visualRect(four.currentIndex()).bottomRight()
    viewport = four.viewport()
    QTest.mousePress(viewport, LEFT, pos=corner)
    QTest.mouseMove(viewport, corner + QPoint(0, 30))
    QTest.mouseMove(viewport, corner + QPoint(0, 45))
    QTest.mouseRelease(viewport, LEFT, pos=corner + QPoint(0, 45))
    assert texts(four, "resources")[1:] == [["Ann"], ["Ann"], ["Ann"]]
    assert undo_texts(four) == ["Fill 2 rows"]


def test_escape_gives_up_a_fill(qtbot, four):
    go(four, 1, "resources")
    corner = four.visualRect(four.currentIndex()).bottomRight()
    viewport = four.viewport()
    QTest.mousePress(viewport, LEFT, pos=corner)
    QTest.mouseMove(viewport, corner + QPoint(0, 45))
    press(qtbot, four, Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, pos=corner + QPoint(0, 45))
    assert not undo_texts(four)


# -- keys


def test_control_and_enter_adds_a_task_below(qtbot, four):
    go(four, 1, "duration")
    press(qtbot, four, Key.Key_Return, modifiers=CTRL)
    type_text(qtbot, four, "Between")
    press(qtbot, four, Key.Key_Return)
    assert names(four)[:4] == [(1, "Phase"), (2, "Dig"), (2, "Between"), (2, "Lay")]


def test_control_and_delete_empties_cells(qtbot, four):
    select(four, (1, "predecessors"), (2, "resources"))
    press(qtbot, four, Key.Key_Delete, modifiers=CTRL)
    assert texts(four, "predecessors", "resources")[1:3] == [["", ""], ["", ""]]
    assert undo_texts(four) == ["Clear 4 cells"]


def place(table):
    index = table.currentIndex()
    return index.row(), table.tasks.columns[index.column()].key


@pytest.mark.parametrize(
    ("key", "modifiers", "there"),
    [
        (Key.Key_Up, CTRL, (0, "duration")),
        (Key.Key_Down, CTRL, (3, "duration")),
        (Key.Key_Left, CTRL, (2, "name")),
        (Key.Key_Right, CTRL, (2, "percent_complete")),
        (Key.Key_Home, CTRL, (0, "name")),
        (Key.Key_End, CTRL, (4, "percent_complete")),
    ],
)
def test_control_leads_to_the_ends(qtbot, four, key, modifiers, there):
    four.show_columns(["name", "duration", "percent_complete"])
    go(four, 2, "duration")
    press(qtbot, four, key, modifiers=modifiers)
    assert place(four) == there


def test_shift_and_control_select_to_the_ends_and_space_takes_columns(qtbot, four):
    go(four, 1, "duration")
    press(qtbot, four, Key.Key_Down, modifiers=CTRL | SHIFT)
    assert four._selection.uids == (2, 3, 4)
    press(qtbot, four, Key.Key_Space, modifiers=CTRL)
    column = four.tasks.column_of("duration")
    assert four.cells.ranges == [(0, 3, column, column)]


def test_space_turns_yes_into_no(qtbot, four):
    four.show_columns(["name", "active"])
    go(four, 1, "active")
    press(qtbot, four, Key.Key_Space)
    assert not task(four, 1).active
    press(qtbot, four, Key.Key_Space)
    assert task(four, 1).active
