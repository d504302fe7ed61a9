"""Cut, copy, paste and select all of the Edit menu belong to the field that has the keyboard, as their keys do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

Key = Qt.Key


@pytest.fixture
def in_inspector(window):
    inspector = window.docks.inspector_dock
    window.docks.task_information()  # shows the task at once
    field = inspector.widget().sections["general"].editors["name"].widget
    field.setFocus()
    return field


@pytest.fixture
def in_cell(window):
    table = window.plan.table
    table.setFocus()
    table.cells.go_and_select(2, table.tasks.column_of("name"))
    QTest.keyClick(table, Key.Key_F2)
    return QApplication.focusWidget()


@pytest.fixture
def in_search(window):
    field = window.arranging.search
    field.setFocus()
    QTest.keyClicks(field, "it")
    return field


@pytest.fixture(params=["in_inspector", "in_cell", "in_search"])
def field(window, qtbot, request):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table = window.plan.table
    table.setFocus()
    table.cells.go_and_select(2, table.tasks.column_of("name"))
    return request.getfixturevalue(request.param)


def choose(window, key):
    """Choose a command in the Edit menu with the mouse."""
    menu = window.actions_made.menus["&Edit"]
    menu.popup(window.mapToGlobal(window.rect().topLeft()))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(window.actions_made[key]).center())


def names_but_the_selected(window):
    tasks = window.document.project.tasks.values()
    return [task.name for task in tasks if task.uid not in window.selection.uids]


def test_the_edit_menu_serves_the_field_that_has_the_keyboard(window, field):
    text, others = field.text(), names_but_the_selected(window)
    choose(window, "select_all")
    assert field.selectedText() == text
    choose(window, "copy")
    assert QGuiApplication.clipboard().text() == text
    choose(window, "cut")
    assert field.text() == ""
    choose(window, "paste")
    choose(window, "paste")
    assert field.text() == text + text
    assert field.hasFocus()
    assert names_but_the_selected(window) == others
