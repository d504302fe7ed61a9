"""Keys can be changed, taken from one another, given back, and are remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from gantline.app.workspace.settings import KEYS
from gantline.widgets.dialogs.shortcuts import ShortcutSheet


@pytest.fixture
def sheet(window, qtbot):
    sheet = ShortcutSheet(window.actions_made, window.appearance, window)
    sheet.show()
    return sheet


def choose(sheet, title):
    (row,) = (row for row in range(sheet.table.rowCount()) if sheet.table.item(row, 1).text() == title)
    sheet.table.selectRow(row)
    return row


def press(sheet, keys):
    sheet.keys.setKeySequence(QKeySequence(keys))
    QTest.mouseClick(sheet.set_button, Qt.MouseButton.LeftButton)


def test_new_keys_work_at_once(window, qtbot, sheet):
    row = choose(sheet, "Collapse All")
    press(sheet, "Ctrl+Alt+F")
    assert sheet.table.item(row, 2).text() == "Ctrl+Alt+F"
    sheet.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    window.plan.table.setFocus()
    QTest.keyClick(
        window.plan.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )

    assert all(window.document.project.level(uid) == 1 for uid in window.rows.uids)
    assert "Ctrl+Alt+F" in window.actions_made["collapse_all"].toolTip()


def test_keys_in_use_are_named_before_they_are_taken_away(window, sheet):
    choose(sheet, "Collapse All")
    sheet.keys.setKeySequence(QKeySequence("F12"))
    assert "Save As" in sheet.message.text()

    QTest.mouseClick(sheet.set_button, Qt.MouseButton.LeftButton)

    assert window.actions_made.keys_of("collapse_all") == ["F12"]
    assert window.actions_made.keys_of("save_as") == ["Ctrl+Shift+S"]


def test_reset_gives_the_usual_keys_back(window, sheet):
    usual = window.actions_made.keys_of("save")
    choose(sheet, "Save")
    press(sheet, "Ctrl+Alt+S")
    QTest.mouseClick(sheet.reset_button, Qt.MouseButton.LeftButton)
    assert window.actions_made.keys_of("save") == usual
    assert window.actions_made.own_keys() == []


def test_changed_keys_are_there_again_in_the_next_window(open_window):
    window = open_window()
    window.actions_made.give_keys("collapse_all", ["Ctrl+Alt+F", "Ctrl+;"])
    window.settings.put(KEYS, window.actions_made.own_keys())
    window.close()

    assert open_window().actions_made.keys_of("collapse_all") == ["Ctrl+Alt+F", "Ctrl+;"]


def test_what_only_views_answer_to_is_shown_and_not_changed(sheet):
    choose(sheet, "Zoom around the pointer")
    assert not sheet.keys.isEnabled()


def test_the_search_narrows_the_list(sheet):
    QTest.keyClicks(sheet.search, "outdent")
    shown = [row for row in range(sheet.table.rowCount()) if not sheet.table.isRowHidden(row)]
    assert [sheet.table.item(row, 1).text() for row in shown] == ["Outdent"]


def test_the_columns_stay_where_they_are_while_somebody_searches(sheet, qtbot):
    sheet.show()
    qtbot.waitExposed(sheet)
    before = [sheet.table.columnWidth(column) for column in (0, 2)]
    QTest.keyClicks(sheet.search, "collapse")
    assert [sheet.table.columnWidth(column) for column in (0, 2)] == before


@pytest.mark.parametrize("width", [860, 560])
def test_all_keys_are_seen_without_scrolling_sideways(sheet, qtbot, width):
    sheet.resize(width, 500)
    sheet.show()
    qtbot.waitExposed(sheet)

    header = sheet.table.horizontalHeader()
    assert header.length() <= sheet.table.viewport().width()
    assert header.sectionSize(2) >= sheet.table.sizeHintForColumn(2)
    assert sheet.table.item(0, 1).toolTip() == sheet.table.item(0, 1).text()
