"""The first hour by keyboard alone and by mouse alone: a plan typed, a list pasted, a change and its effect."""

import os
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QEvent, QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QTableView,
    QToolBar,
    QToolButton,
)

from gantline.app.edits.indicators import Sign
from gantline.app.project.moments import to_datetime
from gantline.widgets.appearance import THEMES
from gantline.widgets.dialogs.paste_preview import PastePreview
from gantline.widgets.dialogs.why import WhyDialog
from gantline.widgets.table.column_chooser import ColumnChooser
from gantline.widgets.table.date_edit import DateEdit
from tests.table_hands import ALT_SHIFT, CTRL, SHIFT, Key, middle, texts

from .conftest import THEME
from .gantt_gestures import days, hold, mouse, place

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


def test_the_window_is_as_large_and_dark_as_the_surroundings_ask(window):
    assert window.devicePixelRatio() == float(os.environ.get("QT_SCALE_FACTOR", "1"))
    assert THEME is None or window.appearance.theme is THEMES[THEME]


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


def test_a_plan_is_typed_arranged_linked_and_undone_without_touching_the_mouse(window, hands):
    table = window.plan.table

    def to(row, key):
        hands.press(Key.Key_Home, modifiers=CTRL)
        hands.press(*[Key.Key_Down] * row)
        while table.tasks.columns[table.currentIndex().column()].key != key:
            hands.press(Key.Key_Right)

    hands.press(Key.Key_N, modifiers=CTRL)
    hands.type("Prepare", "Inventory", "Design", "Approval", "Build", "Network", "Identity")
    for first, more in ((1, 2), (5, 1)):
        to(first, "name")
        hands.press(*[Key.Key_Down] * more, modifiers=SHIFT)
        hands.press(Key.Key_Right, modifiers=ALT_SHIFT)
        hands.press(Key.Key_F2, modifiers=CTRL)
    assert [level for level, _name in outline(window)] == [1, 2, 2, 2, 1, 2, 2]
    assert texts(table, "predecessors") == [[""], [""], ["2"], ["3"], [""], [""], ["6"]]

    to(1, "duration")
    hands.type("3d", "4h", "0d")
    to(5, "duration")
    hands.type("2w")
    hands.press(Key.Key_Up)
    hands.press(Key.Key_Down, modifiers=SHIFT)
    hands.press(Key.Key_D, modifiers=CTRL)
    to(6, "name")
    hands.press(Key.Key_F2, Key.Key_End)
    hands.type(" and access")
    assert texts(table, "name", "duration")[1:4] == [["Inventory", "3d"], ["Design", "4h"], ["Approval", "0d"]]
    assert texts(table, "name", "duration")[5:7] == [["Network", "2w"], ["Identity and access", "2w"]]

    made, steps = window.document.project.snapshot(), window.document.undo_stack.count()
    hands.press(*[Key.Key_Z] * steps, modifiers=CTRL)
    assert not window.document.project.tasks
    hands.press(*[Key.Key_Y] * steps, modifiers=CTRL)
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


def named(window, name):
    return next(uid for uid, task in window.document.project.tasks.items() if task.name == name)


def test_a_bar_is_moved_made_longer_and_explained_with_the_keys_of_the_chart(qtbot, window, hands):
    document, before = window.document, window.document.project.snapshot()
    schedule, hypercare = document.schedule, named(window, "Hypercare")

    def name_it(dialog):
        QTest.keyClicks(dialog.line, "Hypercare")
        QTest.keyClick(dialog.line, Key.Key_Return)

    hands.meanwhile(name_it)
    hands.press(Key.Key_G, modifiers=CTRL)
    hands.press(Key.Key_F6)
    assert QApplication.focusWidget() is window.plan.gantt
    while window.axis.minutes_per_pixel > 60:
        hands.press(Key.Key_Plus)
    start, finish = schedule.start_of(hypercare), schedule.finish_of(window.rows.uids[-1])
    hands.press(*[Key.Key_Right] * 3, modifiers=Qt.KeyboardModifier.AltModifier)
    assert schedule.start_of(hypercare) > start
    hands.press(Key.Key_Right, modifiers=CTRL | Qt.KeyboardModifier.AltModifier)
    hands.press(Key.Key_Up, modifiers=CTRL | Qt.KeyboardModifier.AltModifier)
    assert document.project.tasks[hypercare].percent_complete == 10
    assert schedule.finish_of(window.rows.uids[-1]) > finish

    hands.press(Key.Key_W, modifiers=CTRL | SHIFT)
    dialog = window.findChild(WhyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.title.text() == "Hypercare"
    hands_on = QApplication.focusWidget()
    QTest.keyClick(hands_on, Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())

    steps = document.undo_stack.count()
    hands.press(*[Key.Key_Z] * steps, modifiers=CTRL)
    assert document.project == before


def pick_in_calendar(qtbot, editor: DateEdit, day: date) -> None:
    """Click the button of a date field and a day of the month that its calendar shows."""
    QTest.mouseClick(editor.findChild(QToolButton), LEFT)
    (calendar,) = editor.findChildren(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    assert editor.screen().availableGeometry().contains(calendar.geometry())
    assert (calendar.yearShown(), calendar.monthShown()) == (day.year, day.month)
    view = calendar.findChild(QTableView)
    first = date(day.year, day.month, 1)
    before = (first.weekday() - (calendar.firstDayOfWeek().value - 1)) % 7 or 7  # a week before where it begins one
    row, column = divmod(before + day.day - 1, 7)
    index = view.model().index(row + 1, column + 1)  # beside the numbers of weeks, below the names of days
    assert index.data() == day.day
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


@pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
def test_a_drag_its_reason_and_a_broken_deadline_are_seen_by_mouse_and_undone(qtbot, window, hands):
    document, gantt, table = window.document, window.plan.gantt, window.plan.table
    before = document.project.snapshot()
    review, hypercare = named(window, "Security and compliance review"), named(window, "Hypercare")

    window.axis.zoom(60)
    gantt.scroll_to_task(review)
    began, pressed, by = document.schedule.start_of(review), place(gantt, review), QPoint(days(gantt, 7), 0)
    hold(gantt, pressed, by)
    qtbot.waitUntil(lambda: gantt.pending.settled)
    assert window.status.currentMessage().startswith("Moves ")
    assert not document.modified
    mouse(gantt, QEvent.Type.MouseButtonRelease, pressed + by, Qt.MouseButton.NoButton)
    assert document.schedule.start_of(review) == began + timedelta(days=7)

    row = window.rows.row_of[hypercare]
    hands.click(row, "name")
    hands.click_menu("&Task", "why")
    dialog = window.findChild(WhyDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.title.text() == "Hypercare"
    buttons = dialog.findChild(QDialogButtonBox)
    QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Close), LEFT)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    hands.click_tool("show_critical")
    hands.click_menu("&View", "show_slack")
    assert (gantt.options.critical, gantt.options.slack) == (False, True)

    hands.click_tool("show_inspector")
    inspector = window.docks.inspector_dock.widget()
    inspector.unfold_only(["advanced"])
    deadline = next(one for one in inspector.findChildren(DateEdit) if one.accessibleName() == "Deadline")
    inspector.ensureWidgetVisible(deadline)
    finish = document.schedule.finish_of(hypercare).date()
    pick_in_calendar(qtbot, deadline, finish - timedelta(days=1))
    assert document.project.tasks[hypercare].deadline.date() == finish - timedelta(days=1)
    assert Sign.LATE in [one.sign for one in table.tasks.indicators(hypercare)]

    hands.click_tool("undo")
    hands.click_tool("undo")
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


def test_alt_and_down_opens_the_calendar_of_a_date_and_the_list_of_people_while_a_cell_is_edited(window, hands):
    table, row = window.plan.table, window.rows.row_of[named(window, "Go-live")]
    before = window.document.project.snapshot()
    for key in ("finish", "resources", "start"):
        table.cells.go_and_select(row, table.tasks.column_of(key))
        hands.press(Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        hands.press(Key.Key_Down, modifiers=Qt.KeyboardModifier.AltModifier)
        if isinstance(editor, DateEdit):
            (calendar,) = editor.findChildren(QCalendarWidget)
            assert calendar.isVisible()
            shown = window.document.schedule.value(key, table.tasks.uid(row))
            assert calendar.selectedDate() == QDate(to_datetime(shown).date())
            calendar.close()
        else:
            assert "Elena Rossi" in offered(window)
            QTest.keyClick(editor, Key.Key_Escape)
        assert editor.isVisible()
        hands.press(Key.Key_Escape)
    assert window.document.project == before


def offered(window) -> list[str]:
    """What lists stand open over the table."""
    views = [one for one in window.findChildren(QListView) if one.isVisible()]
    return [one.model().index(row, 0).data() for one in views for row in range(one.model().rowCount())]


def test_rows_are_moved_and_indented_by_keys_and_back(window, hands):
    table = window.plan.table
    before = outline(window)
    table.cells.go_and_select(2, table.tasks.column_of("name"))
    hands.press(Key.Key_Down, modifiers=ALT_SHIFT)
    hands.press(Key.Key_Right, modifiers=ALT_SHIFT)
    assert outline(window) != before
    hands.press(Key.Key_Z, Key.Key_Z, modifiers=CTRL)
    assert outline(window) == before
