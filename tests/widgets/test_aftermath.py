"""After an edit the status bar says what it moved: the sentence that a drag says before it is dropped."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gantline.app.chart.marks import Zone
from gantline.app.edits.links import link
from gantline.app.edits.outline import append, new_task

from .gantt_gestures import days, drag, place

REVIEW = "Security and compliance review"


def task(window, name):
    return next(uid for uid, one in window.document.project.tasks.items() if one.name == name)


def type_into(window, uid, key, text):
    """Type a text into a cell, as far as Enter."""
    table = window.plan.table
    table.setCurrentIndex(table.tasks.index(window.rows.row_of[uid], table.tasks.column_of(key)))
    window.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


def said(window):
    return window.status.currentMessage()


def test_a_typed_value_tells_afterwards_what_f9_told_before(window, qtbot):
    editor = type_into(window, task(window, REVIEW), "duration", "60d")
    QTest.keyClick(editor, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.plan.gantt.pending.settled)
    expected = said(window)

    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: said(window).startswith("Moved "))
    assert expected.startswith("Moves ")
    assert "finish +" in expected
    assert " at " in expected
    assert said(window) == expected.replace("Moves", "Moved")


def test_a_drag_says_what_it_did_and_then_what_it_moved(window, qtbot):
    view, review = window.plan.gantt, task(window, REVIEW)
    view.scroll_to_task(review)

    drag(view, place(view, review, Zone.FINISH), QPoint(days(view, 21), 0))

    qtbot.waitUntil(lambda: "Moved " in said(window))
    assert REVIEW in said(window).split("Moved ")[0]


def test_undo_and_redo_say_what_they_move_back_and_forth(window, qtbot):
    editor = type_into(window, task(window, REVIEW), "duration", "60d")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(window).startswith("Moved "))
    moved = said(window).split(", ")[:2]

    window.actions_made["undo"].trigger()
    qtbot.waitUntil(lambda: "Moved " in said(window))

    assert said(window).startswith("Undone: ")
    assert said(window).split(". ")[1].split(", ") == [moved[0], moved[1].replace("+", "-")]
    window.actions_made["redo"].trigger()
    qtbot.waitUntil(lambda: "Redone: " in said(window) and "Moved " in said(window))
    assert said(window).split(". ")[1].split(", ")[:2] == moved


def test_an_edit_that_moves_nothing_else_leaves_the_status_bar_alone(window, qtbot):
    window.status.tell("Something was done.")
    editor = type_into(window, task(window, REVIEW), "name", "Review")

    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.wait(150)

    assert window.document.modified
    assert said(window) == "Something was done."


def test_what_an_edit_moved_is_not_said_any_more_after_the_next_one(window, qtbot):
    editor = type_into(window, task(window, REVIEW), "duration", "60d")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(window).startswith("Moved "))

    QTest.keyClick(type_into(window, task(window, REVIEW), "name", "Review"), Qt.Key.Key_Return)

    assert said(window) == ""


def test_what_was_said_after_an_edit_is_not_said_over(window, qtbot):
    editor = type_into(window, task(window, REVIEW), "duration", "60d")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    window.status.refuse("That cannot be.")

    qtbot.wait(150)

    assert said(window) == "That cannot be."


def test_missed_deadlines_are_told_of_a_typed_date(window, qtbot):
    project, schedule = window.document.project, window.document.schedule
    due = next(
        uid
        for uid, one in project.tasks.items()
        if one.deadline is not None and not project.is_summary(uid) and schedule.finish_of(uid) <= one.deadline
    )
    later = project.tasks[due].deadline.replace(year=project.tasks[due].deadline.year + 1)
    editor = type_into(window, due, "start", f"{later:%Y-%m-%d}")

    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "2 deadlines missed" in said(window))


@pytest.fixture
def inspector(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.selection.set([task(window, REVIEW)])
    window.docks.task_information()
    found = window.docks.inspector_dock.widget()
    found.refresh()
    return found


def test_f9_in_a_field_of_the_inspector_shows_what_the_value_would_move(window, inspector, qtbot):
    field = inspector.sections["general"].editors["duration"].widget
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "60d")
    before = window.document.project.snapshot()

    QTest.keyClick(field, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.plan.gantt.pending.settled)

    assert said(window).startswith("Moves ")
    assert window.document.project == before
    assert window.plan.gantt.pending.ghosts(window.plan.gantt.marks())
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.plan.gantt.pending.ripple is None
    assert said(window) == ""
    QTest.keyClicks(field, "5d")  # not asked for again
    qtbot.wait(200)
    assert window.plan.gantt.pending.ripple is None


def test_f9_on_the_lag_of_a_link_shows_what_it_would_move(window, inspector, qtbot):
    grid = inspector.sections["predecessors"].grid
    grid.setFocus()
    grid.setCurrentCell(0, 2)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "90d")

    QTest.keyClick(editor, Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: said(window).startswith("Moves "))


@pytest.mark.parametrize(("text", "told"), [("soon", "not a duration"), ("", "Changes no dates")])
def test_f9_says_why_a_value_cannot_be_and_when_it_moves_nothing(window, qtbot, text, told):
    editor = type_into(window, task(window, REVIEW), "duration", text)
    if not text:
        editor.setText(window.plan.table.itemDelegate().present_text(window.plan.table.currentIndex()))

    QTest.keyClick(editor, Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: told in said(window))
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert said(window) == ""


def test_the_first_tasks_of_a_plan_put_off_no_finish(open_window, qtbot):
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.clipboard().setText("Dig\t3d\nLay\t5d")
    table = window.plan.table
    table.setFocus()
    table.show_columns(["name", "duration"])

    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert len(window.document.project.tasks) == 2
    qtbot.waitUntil(lambda: window.status._aftermath._change is None)
    assert not said(window)


def test_a_plan_of_which_the_first_of_two_tasks_is_deleted_finishes_earlier(open_window, qtbot):
    document = (window := open_window()).document
    for name in ("Dig", "Lay"):
        document.push(append(document.project, new_task(document.project, name, duration=2400)), name)
    dig, lay = document.project.tasks
    document.push(link(document.project, [dig, lay]), "Link")
    window.selection.set([dig])

    window.actions_made["delete_tasks"].trigger()

    qtbot.waitUntil(lambda: "finish -5" in said(window).replace("\N{MINUS SIGN}", "-"))
