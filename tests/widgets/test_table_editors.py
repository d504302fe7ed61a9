"""Cells are edited with what fits their kind: lists to complete from, a calendar, choices and boxes to tick."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from gantline.app.edits.completing import Piece, link_choices, piece_at, replaced, resource_choices
from gantline.app.project.records import STANDARD_HOURS, Calendar, CalendarUid, TaskUid
from gantline.widgets.table.suggestions import Suggestions
from tests.plan_maker import plan
from tests.table_hands import CTRL, Key, editor, go, middle, press, shown, task, texts, type_text

LEFT = Qt.MouseButton.LeftButton
PLAN = "Phase\n  Dig | 3d | by Ann\n  Lay pipes | 2d | by Bob\nTest pipes | 1d | by Cleo\nDone | 0d"


@pytest.fixture
def table(qtbot):
    return shown(qtbot, project=plan(PLAN))


def offered(table) -> list[str]:
    found = [one for one in table.window().findChildren(Suggestions) if one.isVisible()]
    return [found[0].item(row).text() for row in range(found[0].count())] if found else []


# -- what may be meant


@pytest.mark.parametrize(
    ("text", "cursor", "piece"),
    [
        ("Ann", 3, Piece("Ann", 0, 3)),
        ("Ann, Bo", 7, Piece("Bo", 5, 7)),
        ("3FS+2d; la, 7", 10, Piece("la", 8, 10)),
        ("Ann, ", 5, Piece("", 5, 5)),
        ("", 0, Piece("", 0, 0)),
    ],
)
def test_the_piece_being_typed_is_found(text, cursor, piece):
    assert piece_at(text, cursor) == piece


def test_a_piece_is_replaced_and_the_rest_stays():
    assert replaced("3, la, 7", piece_at("3, la, 7", 5), "4") == ("3, 4, 7", 4)


def test_tasks_are_offered_by_name_and_number_but_not_the_task_and_its_summary():
    project = plan(PLAN)
    assert [one.shown for one in link_choices(project, TaskUid(2), "pipes")] == ["3  Lay pipes", "4  Test pipes"]
    assert [one.typed for one in link_choices(project, TaskUid(2), "")] == ["3", "4", "5"]
    assert [one.typed for one in link_choices(project, TaskUid(2), "4")] == ["4"]


def test_people_named_already_are_not_offered_and_those_that_begin_with_the_text_come_first():
    project = plan("A | 1d | by Joanna, Anna, Ben")
    choices = resource_choices(project, "ann", piece_at("ann", 3))
    assert [one.shown for one in choices] == ["Anna", "ann  (new resource)", "Joanna"]
    assert [one.shown for one in resource_choices(project, "anna", piece_at("anna", 4))] == ["Anna", "Joanna"]
    assert not resource_choices(project, "Zoe", piece_at("Zoe", 3))
    text = "Anna[50%], "
    assert [one.shown for one in resource_choices(project, text, piece_at(text, len(text)))] == ["Joanna", "Ben"]
    assert not resource_choices(project, "Anna[5", piece_at("Anna[5", 6))


# -- in the table


def test_a_predecessor_is_typed_by_its_name(qtbot, table):
    go(table, 4, "predecessors")
    type_text(qtbot, table, "lay")
    assert offered(table) == ["3  Lay pipes"]
    press(qtbot, table, Key.Key_Return)
    assert editor(table).text() == "3"
    assert not offered(table)
    type_text(qtbot, table, "FS+1d, te")
    press(qtbot, table, Key.Key_Tab)
    press(qtbot, table, Key.Key_Return)
    assert texts(table, "predecessors")[4] == ["3FS+1d, 4"]


def test_people_are_completed_from_the_beginning_of_their_names(qtbot, table):
    go(table, 4, "resources")
    type_text(qtbot, table, "b")
    assert offered(table) == ["Bob", "b  (new resource)"]
    press(qtbot, table, Key.Key_Return)
    type_text(qtbot, table, "[50%], cl")
    press(qtbot, table, Key.Key_Tab, Key.Key_Return)
    assert texts(table, "resources")[4] == ["Bob[50%], Cleo"]


def test_a_new_person_is_chosen_with_the_arrows_where_somebody_has_a_longer_name(qtbot, table):
    go(table, 4, "resources")
    type_text(qtbot, table, "Bo")
    press(qtbot, table, Key.Key_Down, Key.Key_Return, Key.Key_Return)
    assert texts(table, "resources")[4] == ["Bo"]
    go(table, 4, "resources")
    type_text(qtbot, table, "bo")
    press(qtbot, table, Key.Key_Return)
    assert texts(table, "resources")[4] == ["Bo"], "who is called as typed needs no choosing"


def test_a_name_that_nobodys_begins_with_is_left_as_typed(qtbot, table):
    go(table, 4, "resources")
    type_text(qtbot, table, "eo")
    assert offered(table) == ["eo  (new resource)", "Cleo"]
    press(qtbot, table, Key.Key_Return)
    assert texts(table, "resources")[4] == ["eo"]


def test_escape_takes_the_list_away_first_and_then_the_editor(qtbot, table):
    go(table, 4, "resources")
    type_text(qtbot, table, "b")
    press(qtbot, table, Key.Key_Escape)
    assert editor(table).text() == "b"
    assert not offered(table)
    press(qtbot, table, Key.Key_Escape)
    assert editor(table) is None


def test_people_are_chosen_with_the_mouse_alone(qtbot, table):
    viewport = table.viewport()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(viewport, LEFT, pos=middle(table, 4, "resources"))
    line = editor(table)
    assert isinstance(line, QLineEdit)
    line.actions()[-1].trigger()
    assert offered(table) == ["Ann", "Bob", "Cleo"]
    shown_list = next(one for one in table.window().findChildren(Suggestions) if one.isVisible())
    QTest.mouseClick(shown_list.viewport(), LEFT, pos=shown_list.visualItemRect(shown_list.item(2)).center())
    QTest.mouseClick(viewport, LEFT, pos=middle(table, 1, "name"))
    assert texts(table, "resources")[4] == ["Cleo"]


def test_a_refusal_stands_beside_the_cell_until_the_text_is_corrected(qtbot, table):
    go(table, 1, "duration")
    type_text(qtbot, table, "long")
    press(qtbot, table, Key.Key_Return)
    assert table.editing.sentence.startswith("'long' is not a duration")
    assert editor(table).text() == "long"
    assert editor(table).accessibleDescription() == table.editing.sentence
    press(qtbot, table, Key.Key_Backspace)
    assert not table.editing.sentence
    press(qtbot, table, Key.Key_A, modifiers=CTRL)
    type_text(qtbot, table, "4d")
    press(qtbot, table, Key.Key_Return)
    assert task(table, 1).duration == 4 * 480


def test_boxes_are_ticked_with_the_mouse(table):
    table.show_columns(["name", "active", "critical"])
    box = middle(table, 1, "active")
    QTest.mouseClick(table.viewport(), LEFT, pos=box)
    assert not task(table, 1).active
    QTest.mouseClick(table.viewport(), LEFT, pos=box)
    assert task(table, 1).active
    QTest.mouseClick(table.viewport(), LEFT, pos=box + QPoint(30, 0))
    assert task(table, 1).active, "only the box itself is ticked"


def test_a_choice_opens_as_a_list(qtbot, table):
    table.show_columns(["name", "constraint"])
    go(table, 1, "constraint")
    press(qtbot, table, Key.Key_F2)
    assert isinstance(editor(table), QComboBox)
    press(qtbot, table, Key.Key_Escape)


def test_a_duration_that_nobody_could_end_then_is_told_as_it_became(qtbot):
    fridays = Calendar(uid=CalendarUid(2), name="No Fridays", week=(*[STANDARD_HOURS] * 4, (), (), ()))
    project = plan("Dig | 4d | by Ann, Bob", calendars=[fridays], resource_calendars={"Bob": 2})
    table = shown(qtbot, project=project)
    told = []
    table.told.connect(told.append)

    for text in ("3d", "5d"):
        go(table, 0, "duration")
        type_text(qtbot, table, text)
        press(qtbot, table, Key.Key_Return)

    assert texts(table, "duration")[0] == ["6d"]
    assert told == ["By the hours of its resources it takes 6d, not 5d, and finishes Mon 2026-01-12 17:00."]
