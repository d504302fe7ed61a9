"""Splitting bars, drawing tasks, moving rows and pulling the chart along, with real mouse events and keys."""

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from gantline.app.chart import styles
from gantline.app.chart.marks import Lines, Zone
from gantline.app.edits.split import split
from gantline.app.edits.wording import Style
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.moments import to_minute
from gantline.app.project.records import ROOT, TaskUid
from gantline.app.project.widths import replace
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.app.workspace.time_axis import TimeAxis
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.split_task import SplitTask
from gantline.widgets.gantt.gantt_view import GanttView

from ..plan_maker import plan, shown
from .gantt_gestures import LEFT, days, drag, hold, mouse, place

TEXT = """
Dig   | 5d
Build | 3d | after Dig
Paint | 2d | by Ann
"""
DIG, BUILD, PAINT = (TaskUid(uid) for uid in (1, 2, 3))
SHIFT, ALT_CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def view(qtbot):
    document = Document(plan(TEXT))
    shown_ = GanttView(document, RowSet(document), TimeAxis(), Selection(), Appearance(), style=Style())
    qtbot.addWidget(shown_)
    shown_.resize(1000, 400)
    shown_.show()
    shown_.scroll_to_date(to_minute(datetime(2026, 1, 1)))
    return shown_


def at(view, day: int, hour: int, row: int) -> QPoint:
    x = view.axis.x(to_minute(datetime(2026, 1, day, hour)))
    return QPoint(x + 1, row * view.rows.row_height + view.rows.row_height // 2)


def pieces(view, uid):
    return [f"{shown(one)} - {shown(two)}" for one, two in view.document.schedule.segments.get(uid, ())]


def test_a_bar_is_split_by_a_drag_once_the_tool_is_taken(view, qtbot):
    view.split_next()
    with qtbot.waitSignal(view.message) as told:
        drag(view, at(view, 7, 0, 0), QPoint(days(view, 2), 0))

    assert told.args == ["Split Dig"]
    assert pieces(view, DIG) == ["5 08:00 - 6 17:00", "9 08:00 - 13 17:00"]
    assert view.document.undo_stack.undoText() == "Split Dig"
    drag(view, place(view, PAINT), QPoint(days(view, 1), 0))  # the tool is put back
    assert not pieces(view, PAINT)


def test_a_later_part_of_a_split_bar_is_moved_by_itself_and_joins_the_one_it_is_dragged_to(view, qtbot):
    view.document.push(
        split(view.document.engine, DIG, *(to_minute(datetime(2026, 1, day, 8)) for day in (7, 9))), "Split"
    )
    assert pieces(view, DIG) == ["5 08:00 - 6 17:00", "9 08:00 - 13 17:00"]
    with qtbot.waitSignal(view.message) as told:
        drag(view, at(view, 9, 12, 0), QPoint(days(view, 4), 0))

    assert told.args == ["Move a part of Dig"]
    assert pieces(view, DIG) == ["5 08:00 - 6 17:00", "13 08:00 - 15 17:00"]
    hold(view, at(view, 13, 12, 0), QPoint(-days(view, 8), 0))
    assert view._mouse.gesture.facts()[-1] == ("", "Joins the parts")
    mouse(view, QEvent.Type.MouseButtonRelease, at(view, 5, 12, 0), Qt.MouseButton.NoButton)
    assert pieces(view, DIG) == []


def test_the_end_of_a_split_bar_is_not_dragged_over_its_pause(view):
    view.document.push(
        split(view.document.engine, DIG, *(to_minute(datetime(2026, 1, day, 8)) for day in (7, 9))), "Split"
    )
    drag(view, at(view, 13, 16, 0), QPoint(-days(view, 7), 0))

    assert pieces(view, DIG)[0] == "5 08:00 - 6 17:00"
    assert len(pieces(view, DIG)) == 2


def test_escape_puts_the_split_tool_back(view):
    view.split_next()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    drag(view, place(view, DIG), QPoint(days(view, 1), 0))

    assert not pieces(view, DIG)


def test_while_a_bar_is_split_both_parts_are_seen(view):
    view.split_next()
    hold(view, at(view, 7, 0, 0), QPoint(days(view, 2), 0))

    preview = view._mouse.gesture.preview(view.marks())
    assert [len(batch.boxes) for batch in preview if batch.style == styles.GHOST] == [2]
    mouse(view, QEvent.Type.MouseButtonRelease, at(view, 9, 0, 0), Qt.MouseButton.NoButton)


def test_the_pause_of_a_split_bar_is_no_progress(view):
    view.document.push(
        split(view.document.engine, DIG, *(to_minute(datetime(2026, 1, day, 8)) for day in (7, 12))), "Split"
    )
    start = place(view, DIG, Zone.PROGRESS)
    hold(view, start, at(view, 9, 12, 0) - start)
    said = dict(view._mouse.gesture.facts())
    mouse(view, QEvent.Type.MouseButtonRelease, at(view, 9, 12, 0), Qt.MouseButton.NoButton)

    assert (said["Complete"], said["Done until"][-16:]) == ("0% → 40%", "2026-01-06 17:00")
    assert view.document.project.tasks[DIG].percent_complete == 40
    assert pieces(view, DIG) == ["5 08:00 - 6 17:00", "12 08:00 - 14 17:00"]


def test_a_split_bar_that_is_done_keeps_its_pause_and_goes_on_as_it_was_when_it_is_not(view):
    view.document.push(
        split(view.document.engine, DIG, *(to_minute(datetime(2026, 1, day, 8)) for day in (7, 12))), "Split"
    )
    before = pieces(view, DIG)
    for until in (30, 12):
        start = place(view, DIG, Zone.PROGRESS)
        drag(view, start, at(view, until, 12, 0) - start)
        assert pieces(view, DIG) == before
        assert shown(view.document.schedule.finish[view.document.schedule.rows[DIG]]) == "14 17:00"
    assert view.document.project.tasks[DIG].percent_complete == 50


def test_what_is_left_of_a_task_that_has_begun_is_split(view):
    from gantline.app.edits.progress import set_percent_complete

    view.document.push(set_percent_complete(view.document.engine, [DIG], 40), "Begin")
    view.split_next()
    drag(view, at(view, 8, 9, 0), QPoint(days(view, 2), 0))

    assert pieces(view, DIG) == ["5 08:00 - 7 17:00", "12 08:00 - 13 17:00"]


def test_a_task_can_be_split_by_the_keyboard(view, qtbot):
    dialog = SplitTask(view.document, DIG, view.wording, view)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.pause.clear()
    QTest.keyClicks(dialog.pause, "8.1.2026")
    dialog.resume.clear()
    QTest.keyClicks(dialog.resume, "1.1.2026")
    QTest.keyClick(dialog.resume, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "between its start and its finish" in dialog.message.text()

    dialog.resume.clear()
    QTest.keyClicks(dialog.resume, "12.1.2026")
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    assert pieces(view, DIG) == ["5 08:00 - 7 17:00", "12 08:00 - 13 17:00"]


def test_a_drag_below_the_last_row_draws_a_task(view, qtbot):
    with qtbot.waitSignal(view.task_drawn) as told:
        drag(view, at(view, 7, 0, 3), QPoint(days(view, 3), 0))

    uid = told.args[0]
    task = view.document.project.tasks[uid]
    assert (task.name, task.duration) == ("New task", 3 * 480)
    assert (task.constraint, task.constraint_date) == (
        ConstraintKind.START_NO_EARLIER_THAN,
        datetime(2026, 1, 7, 8),
    )
    assert view.document.schedule.start_of(uid) == datetime(2026, 1, 7, 8)
    assert view.selection.uids == (uid,)


def test_the_note_says_that_drawing_a_task_sets_a_constraint_and_moves_no_other(view, qtbot):
    hold(view, at(view, 7, 0, 3), QPoint(days(view, 3), 0))
    assert view._mouse.gesture.facts()[-1] == ("", "Sets the constraint: Start no earlier than")
    qtbot.waitUntil(lambda: view.pending.settled)
    assert view.pending.facts() == [("", "Changes no dates")]
    mouse(view, QEvent.Type.MouseButtonRelease, at(view, 10, 0, 3), Qt.MouseButton.NoButton)


def test_a_link_is_drawn_from_a_bar_that_has_been_scrolled_away(view):
    height = view.rows.row_height
    start, end = place(view, DIG, Zone.LINK_FINISH), place(view, PAINT)
    hold(view, start, end - start)
    scrolled = replace(view.frame_in_view(), top=height + height // 2)
    preview = view._mouse.gesture.preview(replace(view.marks(), frame=scrolled, bars={PAINT: view.marks().bars[PAINT]}))
    (line,) = [batch for batch in preview if isinstance(batch, Lines)]
    mouse(view, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)

    finish = view.axis.x(view.document.schedule.finish[view.document.schedule.rows[DIG]])
    assert line.ends.tolist() == [[finish, -height, end.x(), end.y()]]


def test_a_task_is_drawn_from_right_to_left_too_and_over_working_time_only(view, qtbot):
    drag(view, at(view, 9, 0, 3), QPoint(-days(view, 2), 0))
    assert len(view.document.project.tasks) == 4

    with qtbot.waitSignal(view.refused):
        drag(view, at(view, 10, 0, 4), QPoint(days(view, 1), 0))
    assert len(view.document.project.tasks) == 4


def test_a_blank_row_takes_the_task_drawn_in_it(qtbot):
    from gantline.app.project.patch import Patch
    from gantline.app.project.records import Task

    document = Document(plan(TEXT))
    blank = Task(uid=TaskUid(9), blank=True)
    document.push(Patch({"tasks": {9: (None, blank)}, "children": {ROOT: ((1, 2, 3), (1, 9, 2, 3))}}), "Blank")
    view = GanttView(document, RowSet(document), TimeAxis(), Selection(), Appearance(), style=Style())
    qtbot.addWidget(view)
    view.resize(1000, 400)
    view.show()
    view.scroll_to_date(to_minute(datetime(2026, 1, 1)))

    drag(view, at(view, 5, 0, 1), QPoint(days(view, 2), 0))

    task = document.project.tasks[TaskUid(9)]
    assert (task.blank, task.name, task.duration) == (False, "New task", 2 * 480)
    assert task.constraint is ConstraintKind.AS_SOON_AS_POSSIBLE


def test_shift_and_a_drag_down_move_the_row_and_a_line_shows_where_to(view):
    start = place(view, DIG)
    hold(view, start, QPoint(2, view.rows.row_height * 2), SHIFT)

    (line,) = view._mouse.gesture.preview(view.marks())
    assert line.ends.tolist() == [[0, 2 * view.rows.row_height, 1000 - view.verticalScrollBar().width(), 2 * 24]]
    mouse(view, QEvent.Type.MouseButtonRelease, start, Qt.MouseButton.NoButton, SHIFT)

    assert view.document.project.children[ROOT] == (BUILD, DIG, PAINT)
    assert view.document.undo_stack.undoText() == "Move the row of Dig"


def test_shift_and_a_drag_move_all_selected_rows_whichever_was_chosen_last(view):
    view.selection.set((DIG, BUILD), DIG)
    drag(view, place(view, BUILD), QPoint(2, view.rows.row_height * 2), SHIFT)

    assert view.document.project.children[ROOT] == (PAINT, DIG, BUILD)
    assert view.document.undo_stack.undoText() == "Move the rows of 2 tasks"


def test_shift_and_a_drag_of_a_bar_that_is_not_selected_moves_its_row_alone(view):
    view.selection.set((PAINT,), PAINT)
    drag(view, place(view, DIG), QPoint(2, round(view.rows.row_height * 1.5)), SHIFT)

    assert view.document.project.children[ROOT] == (BUILD, DIG, PAINT)
    assert view.selection.uids == (DIG,)


def test_shift_and_a_click_on_a_bar_select_the_rows_up_to_it(view):
    view.selection.set((DIG,), DIG)
    drag(view, place(view, PAINT), QPoint(), SHIFT)

    assert view.selection.uids == (DIG, BUILD, PAINT)


def test_a_row_that_is_moved_says_below_which_task_it_comes(qtbot):
    document = Document(plan("First\n  Dig | 2d\n  Fill | 1d\nSecond\n  Paint | 1d"))
    chart = GanttView(document, RowSet(document), TimeAxis(), Selection(), Appearance(), style=Style())
    qtbot.addWidget(chart)
    chart.resize(1000, 400)
    chart.show()
    chart.scroll_to_date(to_minute(datetime(2026, 1, 1)))
    start = place(chart, TaskUid(2))
    hold(chart, start, QPoint(0, 3 * chart.rows.row_height), SHIFT)
    assert chart._mouse.gesture.facts() == [("", "Dig"), ("Below", "First → Second")]

    mouse(chart, QEvent.Type.MouseMove, start + QPoint(0, 4), LEFT, SHIFT)
    assert chart._mouse.gesture.facts() == [("", "Dig"), ("", "Stays where it is")]
    mouse(chart, QEvent.Type.MouseButtonRelease, start, Qt.MouseButton.NoButton, SHIFT)
    assert not document.undo_stack.count()


def test_the_right_button_gives_up_what_is_dragged_and_opens_no_menu(view, qtbot):
    asked = []
    view.customContextMenuRequested.connect(asked.append)
    start = place(view, DIG)
    hold(view, start, QPoint(days(view, 3), 0))
    with qtbot.waitSignal(view.message) as told:
        QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=start)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, start, view.viewport().mapToGlobal(start))
    QApplication.sendEvent(view.viewport(), menu)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.RightButton, pos=start)
    mouse(view, QEvent.Type.MouseButtonRelease, start, Qt.MouseButton.NoButton)

    assert told.args == ["Nothing was changed."]
    assert not asked
    assert not view.document.undo_stack.count()

    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=start)
    QApplication.sendEvent(view.viewport(), menu)
    assert asked == [start]


def test_a_drag_whose_end_the_chart_never_heard_of_is_given_up_once_the_mouse_comes_back(view):
    hold(view, place(view, DIG), QPoint(days(view, 3), 0))
    mouse(view, QEvent.Type.MouseMove, place(view, PAINT), Qt.MouseButton.NoButton)

    assert view._mouse.gesture is None
    assert not view.document.undo_stack.count()


def test_a_drag_down_without_shift_still_links(view):
    drag(view, place(view, DIG), place(view, PAINT) - place(view, DIG))

    assert (DIG, PAINT) in view.document.project.dependencies


def test_a_drag_on_the_empty_part_of_a_row_pulls_the_chart_along(view):
    offset, before = view.axis.offset, view.document.project.snapshot()
    drag(view, at(view, 20, 0, 0), QPoint(-120, 0))

    assert view.axis.offset == offset + 120
    assert view.document.project == before


def test_alt_and_ctrl_with_up_and_down_set_the_progress(view, qtbot):
    view.selection.set((DIG,), DIG)
    QTest.keyClick(view, Qt.Key.Key_Up, ALT_CTRL)
    QTest.keyClick(view, Qt.Key.Key_Up, ALT_CTRL)
    assert view.document.project.tasks[DIG].percent_complete == 20
    assert view.document.undo_stack.undoText() == "Set Dig to 20% complete"

    QTest.keyClick(view, Qt.Key.Key_Down, ALT_CTRL)
    assert view.document.project.tasks[DIG].percent_complete == 10


def test_every_part_of_a_bar_is_wide_enough_to_be_grabbed_at_any_zoom(view):
    for zoom in (1, 4, 30, 60, 240, 1440, 4000):
        view.axis.zoom(zoom)
        view.scroll_to_date(to_minute(datetime(2026, 1, 4)))
        for bar in view.marks().bars.values():
            assert all(high - low >= 6 for zone, low, high in bar.zones() if zone is not Zone.BODY), zoom


def test_the_pointer_says_what_can_be_done(view):
    def cursor(where: QPoint) -> Qt.CursorShape:
        mouse(view, QEvent.Type.MouseMove, where, Qt.MouseButton.NoButton)
        return view.viewport().cursor().shape()

    assert cursor(place(view, DIG)) is Qt.CursorShape.SizeAllCursor
    assert cursor(place(view, DIG, Zone.FINISH)) is Qt.CursorShape.SizeHorCursor
    assert cursor(place(view, DIG, Zone.PROGRESS)) is Qt.CursorShape.SplitHCursor
    assert cursor(place(view, DIG, Zone.LINK_FINISH)) is Qt.CursorShape.CrossCursor
    assert cursor(at(view, 7, 0, 5)) is Qt.CursorShape.CrossCursor
    assert cursor(at(view, 20, 0, 0)) is Qt.CursorShape.ArrowCursor
    view.split_next()
    assert cursor(place(view, DIG)) is Qt.CursorShape.SplitHCursor


def test_a_task_drawn_in_the_window_waits_for_its_name(window, qtbot):
    window.activateWindow()
    view = window.plan.gantt
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    bottom = len(window.rows) * window.rows.row_height - view.verticalScrollBar().value() + 12
    drag(view, QPoint(200, bottom), QPoint(150, 0))

    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "Handover")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    uid = max(window.document.project.tasks)
    assert window.document.project.tasks[uid].name == "Handover"


def test_a_bar_made_shorter_is_said_to_end_in_the_evening_not_the_next_morning(view):
    start, by = place(view, DIG, Zone.FINISH), QPoint(-days(view, 1), 0)
    hold(view, start, by)
    finish = dict(view.overlay.facts())["Finish"]
    mouse(view, QEvent.Type.MouseButtonRelease, start + by, Qt.MouseButton.NoButton)

    assert finish.endswith(f"→ {view.wording.date_time(view.document.schedule.finish_of(DIG))}")
    assert finish.endswith("17:00")
