"""Texts are found in the rows shown, one after the other and all at once, and replaced."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gantline.app.edits.find import Search
from gantline.app.schedule.engine import Engine
from tests.plan_maker import plan
from tests.table_hands import CTRL, SHIFT, Key

PLAN = """
Phase one
  Dig trench | 3d | by Ann
  Lay pipe   | 2d | by Bob
Phase two
  Test PIPE  | 1d | by Ann
  Pipe party | 1d | by Pippa
"""


@pytest.fixture
def window(qtbot, open_window):
    window = open_window()
    window.document.replace(Engine(plan(PLAN)))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.plan.table.setFocus()
    return window


def press(window, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def type_text(window, text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def here(window):
    table = window.plan.table
    index = table.currentIndex()
    return index.row(), table.tasks.columns[index.column()].key


def names(window):
    project = window.document.project
    return [project.tasks[uid].name for uid, _level in project.outline()]


@pytest.mark.parametrize(
    ("search", "text", "found", "replaced"),
    [
        (Search(text="pipe"), "Pipe pipe", True, "tube tube"),
        (Search(text="pipe", case=True), "Pipe", False, "Pipe"),
        (Search(text="pipe", whole=True), "Pipe party", False, "tube"),
        (Search(text="PIPE", whole=True), "pipe", True, "tube"),
        (Search(text="a.c"), "abc", False, "abc"),
        (Search(text=""), "abc", False, None),
    ],
)
def test_a_text_is_found_and_replaced_as_it_was_asked(search, text, found, replaced):
    assert search.fits()(text) is found
    if replaced is not None:
        assert search.replaced(text, "tube") == replaced


def test_control_f_finds_the_next_and_the_previous_cell_and_counts_them(qtbot, window):
    bar = window.plan.find_bar
    press(window, Key.Key_F, modifiers=CTRL)
    assert bar.text.hasFocus()
    type_text(window, "pipe")
    qtbot.waitUntil(lambda: bar.count.text() == "3 cells")
    press(window, Key.Key_Return)
    assert here(window) == (2, "name")
    assert bar.count.text() == "1 of 3"
    press(window, Key.Key_Return, Key.Key_Return)
    assert here(window) == (5, "name")
    press(window, Key.Key_Return)
    assert here(window) == (2, "name"), "over the end and on from the start"
    press(window, Key.Key_Return, modifiers=SHIFT)
    assert here(window) == (5, "name")

    press(window, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.plan.table.hasFocus()
    press(window, Key.Key_F4, modifiers=SHIFT)
    qtbot.waitUntil(lambda: here(window) == (2, "name"))


def test_one_field_or_all_that_are_shown_are_looked_through(qtbot, window):
    bar = window.plan.find_bar
    press(window, Key.Key_F, modifiers=CTRL)
    type_text(window, "pip")
    qtbot.waitUntil(lambda: bar.count.text() == "4 cells")
    bar.field.setCurrentIndex(bar.field.findData("resources"))
    qtbot.waitUntil(lambda: bar.count.text() == "1 cell")
    bar.text.setText("nowhere")
    qtbot.waitUntil(lambda: bar.count.text() == "Not found")
    assert not bar.on.isEnabled()


def test_all_places_are_replaced_in_one_step(qtbot, window):
    bar = window.plan.find_bar
    before = window.document.project.snapshot()
    press(window, Key.Key_H, modifiers=CTRL)
    type_text(window, "pipe")
    qtbot.waitUntil(bar.all.isEnabled)
    bar.by.setText("tube")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert names(window) == ["Phase one", "Dig trench", "Lay tube", "Phase two", "Test tube", "tube party"]
    assert window.status.currentMessage() == "3 cells replaced."
    assert window.document.undo_stack.undoText() == "Replace in 3 cells"
    window.document.undo_stack.undo()
    assert window.document.project == before


def test_people_that_a_replacement_makes_are_named(qtbot, window):
    bar = window.plan.find_bar
    press(window, Key.Key_H, modifiers=CTRL)
    bar.field.setCurrentIndex(bar.field.findData("resources"))
    bar.text.setText(next(iter(window.document.project.resources.values())).name)
    qtbot.waitUntil(bar.all.isEnabled)
    bar.by.setText("Zoe")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert window.status.currentMessage().endswith("replaced. Zoe is a new resource.")


def test_one_place_after_the_other_is_replaced_with_enter(qtbot, window):
    bar = window.plan.find_bar
    press(window, Key.Key_H, modifiers=CTRL)
    type_text(window, "pipe")
    qtbot.waitUntil(lambda: bar.count.text() == "3 cells")
    bar.by.setText("tube")
    bar.by.setFocus()
    press(window, Key.Key_Return)
    assert here(window) == (2, "name")
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: here(window) == (4, "name"))
    assert names(window)[2:5] == ["Lay tube", "Phase two", "Test PIPE"]


def test_a_replacement_that_cannot_be_is_told_and_changes_nothing(window):
    bar = window.plan.find_bar
    press(window, Key.Key_H, modifiers=CTRL)
    bar.field.setCurrentIndex(bar.field.findData("duration"))
    bar.text.setText("d")
    bar.by.setText("x")
    bar.replace_all()
    assert window.status.currentMessage().startswith("Row 1, Duration: ")
    assert not window.document.undo_stack.canUndo()


def test_what_is_found_is_marked_in_the_table_while_the_bar_is_open(qtbot, window):
    table = window.plan.table
    before = table.viewport().grab().toImage()
    press(window, Key.Key_F, modifiers=CTRL)
    type_text(window, "Dig")
    qtbot.waitUntil(lambda: window.plan.find_bar.count.text() == "1 cell")
    rect = table.visualRect(table.tasks.index(1, table.tasks.column_of("name")))
    place = rect.right() - 10, rect.center().y()
    assert table.viewport().grab().toImage().pixelColor(*place) != before.pixelColor(*place)
    press(window, Key.Key_Escape)
    assert table.finding.search is None


def test_looking_on_shows_the_bar_again_which_escape_takes_away_with_the_marks(qtbot, window):
    bar, table = window.plan.find_bar, window.plan.table
    press(window, Key.Key_F, modifiers=CTRL)
    type_text(window, "pipe")
    press(window, Key.Key_Escape)
    press(window, Key.Key_F4, modifiers=SHIFT)
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 3")
    assert bar.isVisible()
    assert table.hasFocus(), "somebody goes on in the table"

    press(window, Key.Key_Escape)
    assert not bar.isVisible()
    assert table.finding.search is None
    assert table.hasFocus()
