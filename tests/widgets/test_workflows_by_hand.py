"""The first hour by keyboard alone and by mouse alone: a plan typed, a list pasted, a change and its effect."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolBar

from gantline.app.edits.indicators import Sign
from gantline.widgets.dialogs.paste_preview import PastePreview
from gantline.widgets.table.column_chooser import ColumnChooser
from tests.table_hands import ALT_SHIFT, CTRL, SHIFT, Key, middle, texts

LEFT = Qt.MouseButton.LeftButton
NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def hands(qtbot, window):
    """Keys go to wherever the keyboard is; clicks to what is seen."""

    class Hands:
        def press(self, *keys, modifiers=NO):
            if not window.isActiveWindow():  # what a window manager does once a dialog is closed
                window.activateWindow()
                qtbot.waitUntil(window.isActiveWindow)
            for key in keys:
                QTest.keyClick(QApplication.focusWidget() or window.plan.table, key, modifiers)

        def type(self, *lines):
            self.press()
            for line in lines:
                for letter in line:
                    QTest.keyClicks(QApplication.focusWidget() or window.plan.table, letter)
                self.press(Key.Key_Return)

        def meanwhile(self, do):
            """Do something in the dialog that the next key or click opens."""

            def look():
                dialog = QApplication.activeModalWidget()
                if dialog is None:
                    QTimer.singleShot(10, look)
                else:
                    do(dialog)

            QTimer.singleShot(0, look)

        def click_tool(self, key):
            bar = window.findChild(QToolBar, "toolbar")
            QTest.mouseClick(bar.widgetForAction(window.actions_made[key]), LEFT)

        def click_menu(self, title, key):
            """Open a menu of the menu bar and choose an entry."""
            bar, action = window.menuBar(), window.actions_made[key]
            menu = window.actions_made.menus[title]
            QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(menu.menuAction()).center())
            qtbot.waitUntil(menu.isVisible)
            QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

        def click(self, row, key, modifiers=NO):
            table = window.plan.table
            table.scrollTo(table.tasks.index(row, table.tasks.column_of(key)))
            QTest.mouseClick(table.viewport(), LEFT, modifiers, middle(table, row, key))

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.plan.table.setFocus()
    return Hands()


def outline(window):
    project = window.document.project
    return [(level, project.tasks[uid].name) for uid, level in project.outline()]


# -- a new plan


def test_a_plan_is_arranged_linked_and_undone_with_the_mouse_once_its_names_are_typed(window, hands):
    hands.click_tool("new")
    hands.click(0, "name")
    hands.type("Prepare", "Inventory", "Design", "Approval")
    hands.click(1, "name")
    hands.click(3, "name", SHIFT)
    hands.click_tool("indent")
    hands.click_tool("link")
    assert outline(window) == [(1, "Prepare"), (2, "Inventory"), (2, "Design"), (2, "Approval")]
    assert texts(window.plan.table, "predecessors") == [[""], [""], ["2"], ["3"]]

    hands.click(1, "duration")
    hands.type("3d")
    hands.click(1, "duration")
    corner = window.plan.table.visualRect(window.plan.table.currentIndex()).bottomRight()
    viewport, height = window.plan.table.viewport(), window.rows.row_height
    QTest.mousePress(viewport, LEFT, pos=corner)
    QTest.mouseMove(viewport, corner + QPoint(0, height))
    QTest.mouseRelease(viewport, LEFT, pos=corner + QPoint(0, height))
    assert texts(window.plan.table, "duration")[1:3] == [["3d"], ["3d"]]

    made = window.document.project.snapshot()
    steps = window.document.undo_stack.count()
    for _step in range(steps):
        hands.click_tool("undo")
    assert not window.document.project.tasks
    for _step in range(steps):
        hands.click_tool("redo")
    assert window.document.project == made


# -- a list from a spreadsheet

PEOPLE = ("Ann Lee", "Bob Ray", "Cleo Fox")
ROWS = [
    f"{'    ' if at % 5 else ''}Step {at}\t{12 + at % 15}.01.2026\t{at % 4 + 1}d\t{PEOPLE[at % 3]}" for at in range(50)
]
LIST = "\r\n".join(["Task\tStart\tDuration\tOwner", *ROWS]) + "\r\n"


def copied_elsewhere() -> None:
    content = QMimeData()
    content.setText(LIST)
    QGuiApplication.clipboard().setMimeData(content)


def assert_pasted(window) -> None:
    project = window.document.project
    assert len(project.tasks) == 50
    assert [level for level, _name in outline(window)] == [1 if number % 5 == 0 else 2 for number in range(50)]
    assert sorted(one.name for one in project.resources.values()) == sorted(PEOPLE)
    assert texts(window.plan.table, "duration", "start", "resources")[1] == ["2d", "Tue 2026-01-13", "Bob Ray"]
    assert window.document.undo_stack.undoText() == "Paste 50 rows"


def test_fifty_rows_of_a_spreadsheet_become_a_plan_by_keyboard(window, hands):
    hands.press(Key.Key_N, modifiers=CTRL)
    copied_elsewhere()
    seen = []

    def agree(dialog: PastePreview):
        seen.append((dialog.keys(), dialog.headed.isChecked()))
        QTest.keyClick(dialog.paste, Key.Key_Return)

    hands.meanwhile(agree)
    hands.press(Key.Key_V, modifiers=CTRL)
    assert seen == [(["name", "start", "duration", "resources"], True)]
    assert_pasted(window)
    hands.press(Key.Key_Z, modifiers=CTRL)
    assert not window.document.project.tasks
    assert not window.document.project.resources


def test_fifty_rows_of_a_spreadsheet_become_a_plan_by_mouse(window, hands):
    hands.click_tool("new")
    copied_elsewhere()
    hands.meanwhile(lambda dialog: QTest.mouseClick(dialog.paste, LEFT))
    hands.click_menu("&Edit", "paste")
    assert_pasted(window)
    hands.click_tool("undo")
    assert not window.document.project.tasks
    assert not window.document.project.resources


# -- a change and its effect


def test_a_change_its_reason_and_a_broken_deadline_are_seen_by_keyboard_and_undone(qtbot, window, hands):
    document, table = window.document, window.plan.table
    before = document.project.snapshot()
    finish = document.schedule.finish_of(next(reversed(window.rows.uids[-1:])))

    def name_it(dialog):
        QTest.keyClicks(dialog.line, "Interview stakeholders")
        QTest.keyClick(dialog.line, Key.Key_Return)

    hands.meanwhile(name_it)
    hands.press(Key.Key_G, modifiers=CTRL)
    uid = window.selection.current
    assert document.project.tasks[uid].name == "Interview stakeholders"
    hands.press(Key.Key_Home)
    while table.tasks.columns[table.currentIndex().column()].key != "duration":
        hands.press(Key.Key_Right)
    hands.type("15d")
    assert document.schedule.duration[document.schedule.rows[uid]] == 15 * 480
    assert document.schedule.finish_of(window.rows.uids[-1]) >= finish

    hands.press(Key.Key_F3, modifiers=Qt.KeyboardModifier.AltModifier)
    chooser = table.findChild(ColumnChooser)
    QTest.keyClicks(chooser.search, "deadl")
    QTest.keyClick(chooser.search, Key.Key_Return)
    qtbot.waitUntil(window.isActiveWindow)
    table.setFocus()
    assert table.tasks.columns[table.currentIndex().column()].key == "deadline"
    table.cells.go_and_select(window.rows.row_of[uid], table.currentIndex().column())
    hands.type("2026-01-15")
    assert Sign.LATE in [one.sign for one in table.tasks.indicators(uid)]

    hands.press(Key.Key_Z, Key.Key_Z, modifiers=CTRL)
    assert document.project == before
    assert not document.modified


def test_control_and_enter_spreads_what_is_typed_though_the_window_has_an_action_with_that_key(window, hands):
    table = window.plan.table
    leaves = [row for row in range(12) if not window.rows.is_foldable(row)][:3]
    table.cells.go_and_select(leaves[0], table.tasks.column_of("resources"))
    hands.press(*[Key.Key_Down] * (leaves[2] - leaves[0]), modifiers=SHIFT)
    count = len(window.document.project.tasks)
    hands.press(Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "Nobody Yet")
    hands.press(Key.Key_Return, modifiers=CTRL)
    assert [texts(table, "resources")[row] for row in leaves] == [["Nobody Yet"]] * 3
    assert len(window.document.project.tasks) == count


def test_rows_are_moved_and_indented_by_keys_and_back(window, hands):
    table = window.plan.table
    before = outline(window)
    table.cells.go_and_select(2, table.tasks.column_of("name"))
    hands.press(Key.Key_Down, modifiers=ALT_SHIFT)
    hands.press(Key.Key_Right, modifiers=ALT_SHIFT)
    assert outline(window) != before
    hands.press(Key.Key_Z, Key.Key_Z, modifiers=CTRL)
    assert outline(window) == before
