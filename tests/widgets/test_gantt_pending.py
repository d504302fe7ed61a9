"""While something is dragged or typed, chart and status bar tell what it would move; nothing has changed yet."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gantline.app.chart import styles
from gantline.app.chart.marks import Zone
from gantline.app.schedule.engine import Engine

from .gantt_gestures import days, drag, hold, place


def task(window, name):
    return next(uid for uid, one in window.document.project.tasks.items() if one.name == name)


def ripple(window):
    return window.plan.gantt.pending.ripple


def test_a_drag_shows_ghosts_of_what_would_move_and_says_so(window, qtbot):
    view, design = window.plan.gantt, task(window, "Security and compliance review")
    view.scroll_to_task(design)
    before = window.document.project.snapshot()

    hold(view, place(view, design, Zone.FINISH), QPoint(days(view, 21), 0))
    qtbot.waitUntil(lambda: ripple(window) is not None and ripple(window).moved > 1)

    line = window.status.currentMessage()
    assert line.startswith(f"Moves {ripple(window).moved} tasks")
    ghosts = view.pending.ghosts(view.marks())
    assert any(batch.style == styles.RIPPLE and len(batch.boxes) for batch in ghosts)
    assert window.document.project == before
    assert not window.document.modified
    assert window.document.undo_stack.count() == 0


def test_escape_takes_ghosts_and_words_away(window, qtbot):
    view, design = window.plan.gantt, task(window, "Security and compliance review")
    view.scroll_to_task(design)
    hold(view, place(view, design, Zone.FINISH), QPoint(days(view, 21), 0))
    qtbot.waitUntil(lambda: ripple(window) is not None)

    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert ripple(window) is None
    assert view.pending.ghosts(view.marks()) == []
    assert "oves" not in window.status.currentMessage()


def test_what_was_shown_is_what_then_happens(window, qtbot):
    view, design = window.plan.gantt, task(window, "Security and compliance review")
    view.scroll_to_task(design)
    start, by = place(view, design, Zone.FINISH), QPoint(days(view, 21), 0)
    hold(view, start, by)
    qtbot.waitUntil(lambda: ripple(window) is not None)
    expected = ripple(window).dates
    QTest.keyClick(view, Qt.Key.Key_Escape)

    drag(view, start, by)

    schedule = window.document.schedule
    assert {uid: (schedule.value("start", uid), schedule.value("finish", uid)) for uid in expected} == expected
    fresh = Engine(window.document.project).schedule
    assert all(fresh.values(row) == schedule.values(row) for row in range(len(fresh.uids)))


def test_f9_shows_what_a_typed_value_would_move_and_escape_drops_it(window, qtbot):
    table, uid = window.plan.table, task(window, "Security and compliance review")
    row = window.rows.row_of[uid]
    table.setCurrentIndex(table.tasks.index(row, table.tasks.column_of("duration")))
    window.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_2)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_0)

    QTest.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: ripple(window) is not None and ripple(window).moved > 1)
    moved = ripple(window).moved
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: ripple(window) is not None and ripple(window).moved != moved)

    assert not window.document.modified
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ripple(window) is None)
    assert not window.document.modified
