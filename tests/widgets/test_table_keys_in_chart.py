"""With the keyboard in the chart, as after a drag, the keys of the table go on moving and selecting rows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .gantt_gestures import days, drag, place

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REVIEW = "Security and compliance review"


@pytest.fixture
def dragged(window, qtbot):
    """A window after a bar was dragged: the keyboard is in the chart."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = window.plan.gantt
    uid = next(uid for uid, one in window.document.project.tasks.items() if one.name == REVIEW)
    view.scroll_to_task(uid)
    view.setFocus()
    drag(view, place(view, uid), QPoint(days(view, 7), 0))
    assert window.document.modified
    assert window.selection.current == uid
    assert view.hasFocus()
    return window


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.plan.gantt, key, modifiers)


def current(window):
    index = window.plan.table.currentIndex()
    return index.row(), window.plan.table.tasks.columns[index.column()].key


def test_control_home_and_end_go_to_the_first_and_last_row(dragged):
    press(dragged, Key.Key_Home, CTRL)
    assert current(dragged)[0] == 0
    assert dragged.selection.current == dragged.rows.uids[0]

    press(dragged, Key.Key_End, CTRL)
    assert current(dragged)[0] == dragged.plan.table.tasks.rowCount() - 1
    assert dragged.plan.gantt.verticalScrollBar().value() == dragged.plan.gantt.verticalScrollBar().maximum()


def test_arrows_and_pages_move_in_the_table(dragged):
    table = dragged.plan.table
    table.setCurrentIndex(table.tasks.index(5, table.tasks.column_of("duration")))
    press(dragged, Key.Key_Right)
    assert current(dragged) == (5, "start")
    press(dragged, Key.Key_Left)
    assert current(dragged) == (5, "duration")
    press(dragged, Key.Key_Down)
    assert current(dragged)[0] == 6
    press(dragged, Key.Key_PageDown)
    assert current(dragged)[0] > 10


def test_shift_and_arrows_select_several_rows(dragged):
    table = dragged.plan.table
    table.setCurrentIndex(table.tasks.index(6, table.tasks.column_of("name")))

    press(dragged, Key.Key_Down, SHIFT)
    press(dragged, Key.Key_Down, SHIFT)

    assert list(dragged.selection.uids) == list(dragged.rows.uids[6:9])
    assert dragged.plan.gantt.hasFocus()


def test_f2_opens_the_cell_and_letters_open_none(dragged):
    press(dragged, Key.Key_X)
    assert dragged.plan.gantt.hasFocus()

    press(dragged, Key.Key_F2)

    assert dragged.plan.table.isAncestorOf(QApplication.focusWidget())


def test_the_keys_of_the_chart_stay_its_own(dragged):
    before, zoom = dragged.document.schedule.start_of(dragged.selection.current), dragged.axis.minutes_per_pixel

    press(dragged, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    press(dragged, Key.Key_Plus)

    assert dragged.document.schedule.start_of(dragged.selection.current) > before
    assert dragged.axis.minutes_per_pixel < zoom
