"""While something is dragged or typed, chart and status bar tell what it would move; nothing has changed yet."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gantline.app.chart import styles
from gantline.app.chart.marks import Zone
from gantline.app.schedule.engine import Engine
from gantline.widgets.gantt import popup

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


def noted(view):
    """The sentences of the note beside the pointer."""
    return [text for title, text in view.overlay.facts() if not title]


def test_a_task_of_people_with_different_hours_ends_where_it_is_dragged_to(window, qtbot):
    view, review = window.plan.gantt, task(window, "Security and compliance review")
    view.scroll_to_task(review)
    before = window.document.schedule.finish_of(review)

    drag(view, place(view, review, Zone.FINISH), QPoint(days(view, 7), 0))

    assert window.document.schedule.finish_of(review) == before + timedelta(days=7)


def test_the_note_tells_when_a_task_would_finish_that_its_resources_work_on_longer_than_asked(window, qtbot):
    view, review = window.plan.gantt, task(window, "Security and compliance review")
    view.scroll_to_task(review)
    start, by = place(view, review, Zone.FINISH), QPoint(days(view, 17), 0)  # a Friday, when one of them is off
    hold(view, start, by)
    qtbot.waitUntil(lambda: view.pending.settled)
    still = next(text for text in noted(view) if "it finishes" in text)
    QTest.keyClick(view, Qt.Key.Key_Escape)

    with qtbot.waitSignal(view.message) as told:
        drag(view, start, by)

    finish = view.wording.date_time(window.document.schedule.finish_of(review))
    assert still == f"By the hours of its resources it finishes {finish}"
    assert told.args[0].endswith(still)


def test_the_note_tells_why_what_is_dragged_cannot_be(window, qtbot):
    view, begun = window.plan.gantt, task(window, "Infrastructure as code modules")
    view.scroll_to_task(begun)
    before = window.document.project.snapshot()
    hold(view, place(view, begun, Zone.FINISH), QPoint(-days(view, 18), 0))
    qtbot.waitUntil(lambda: view.pending.settled)

    assert noted(view) == ["More of Infrastructure as code modules is done already; reduce what is complete first."]
    assert window.document.project == before


def test_the_note_is_not_struck_out_beside_a_task_that_is_inactive(window, qtbot, monkeypatch):
    view, inactive = window.plan.gantt, task(window, "Lift and shift of old billing")
    view.scroll_to_task(inactive)
    fonts = []
    monkeypatch.setattr(popup, "paint_popup", lambda painter, *_others: fonts.append(painter.font()))

    hold(view, place(view, inactive), QPoint(days(view, 7), 0))
    qtbot.waitUntil(lambda: bool(fonts))

    assert not any(font.strikeOut() or font.bold() for font in fonts)


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
    dates = ripple(window).dates
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: ripple(window) is not None and ripple(window).dates != dates)

    assert not window.document.modified
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ripple(window) is None)
    assert not window.document.modified
