import sys
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gantline.app.chart.marks import Zone
from gantline.app.chart.theme import DARK, LIGHT
from gantline.app.edits.links import set_link
from gantline.app.edits.progress import set_percent_complete
from gantline.app.edits.wording import Style
from gantline.app.project.kinds import ConstraintKind, DependencyKind, TimeUnit
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_WEEK,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    Task,
    TaskUid,
)
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.app.workspace.time_axis import TimeAxis
from gantline.widgets.appearance import Appearance
from gantline.widgets.charts.paint import Brushes, paint
from gantline.widgets.gantt.gantt_view import GanttView
from gantline.widgets.metrics import HEADER_HEIGHT
from tests.plan_maker import plan as plan_of

DIG, BUILD, PHASE, PAINT, OPEN, HAND = (TaskUid(uid) for uid in range(1, 7))
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def plan() -> Project:
    """Dig, build after it, a phase of painting, an opening, and a task set by hand; from Monday, 5 January 2026."""
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[
            Task(uid=DIG, name="Dig", duration=5 * 480),
            Task(uid=BUILD, name="Build", duration=3 * 480),
            Task(uid=PHASE, name="Phase"),
            Task(uid=PAINT, name="Paint", duration=4 * 480),
            Task(uid=OPEN, name="Open", duration=0),
            Task(
                uid=HAND,
                name="Hand",
                duration=960,
                manual=True,
                manual_start=datetime(2026, 1, 7, 8),
                manual_finish=datetime(2026, 1, 8, 17),
                manual_duration=960,
            ),
        ],
        children={ROOT: (DIG, BUILD, PHASE, HAND), PHASE: (PAINT, OPEN)},
        dependencies=[
            Dependency(predecessor=DIG, successor=BUILD),
            Dependency(predecessor=PAINT, successor=OPEN),
        ],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)],
    )


@pytest.fixture
def view(qtbot):
    document = Document(plan())
    shown = GanttView(document, RowSet(document), TimeAxis(), Selection(), Appearance(), style=Style())
    qtbot.addWidget(shown)
    shown.resize(1000, 400)
    shown.show()
    shown.scroll_to_date(to_minute(datetime(2026, 1, 1)))
    return shown


def place(view: GanttView, uid: TaskUid, zone: Zone = Zone.BODY) -> QPoint:
    """The middle of a part of a bar."""
    bar = view.marks().bars[uid]
    low, high = next((low, high) for which, low, high in bar.zones() if which is zone)
    return QPoint((low + high) // 2, bar.middle)


def drag(view: GanttView, start: QPoint, by: QPoint, *, release: bool = True, modifier=NONE) -> None:
    """Press, move in steps, release; with real events."""
    target = view.viewport()
    QTest.mouseMove(target, start)
    QTest.mousePress(target, LEFT, modifier, start)
    for step in range(1, 5):
        _move(view, start + by * step / 4, modifier)
    if release:
        QTest.mouseRelease(target, LEFT, modifier, start + by)


def _move(view: GanttView, at: QPoint, modifier=NONE) -> None:
    target = view.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(target.mapToGlobal(at)), Qt.MouseButton.NoButton, LEFT, modifier
    )
    QApplication.sendEvent(target, event)


def wheel(view: GanttView, at: QPoint, notches: int, modifier=NONE) -> None:
    target = view.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(target.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def days(view: GanttView, count: float) -> int:
    return round(count * DAY / view.axis.minutes_per_pixel)


def start_of(view: GanttView, uid: TaskUid) -> datetime:
    return view.document.schedule.start_of(uid)


# -- gestures


def test_dragging_an_automatic_task_sets_a_constraint_and_says_so(view, qtbot):
    with qtbot.waitSignal(view.message) as told:
        drag(view, place(view, DIG), QPoint(days(view, 2), 0))

    task = view.document.project.tasks[DIG]
    assert (task.constraint, task.constraint_date) == (
        ConstraintKind.START_NO_EARLIER_THAN,
        datetime(2026, 1, 7, 8),
    )
    assert start_of(view, DIG) == datetime(2026, 1, 7, 8)
    assert told.args == ["Move Dig: Start no earlier than Wed 2026-01-07 08:00"]
    assert view.document.undo_stack.undoText() == told.args[0]


def test_a_task_that_its_predecessor_holds_says_why_it_stays(view, qtbot):
    with qtbot.waitSignal(view.message) as told:
        drag(view, place(view, BUILD), QPoint(-days(view, 4), 0))

    assert start_of(view, BUILD) == datetime(2026, 1, 12, 8)
    assert told.args[0].endswith("Still it starts Mon 2026-01-12 08:00: As soon as 'Dig' finishes")


def test_a_drag_is_one_step_to_undo(view):
    drag(view, place(view, DIG), QPoint(days(view, 3), 0))

    view.document.undo_stack.undo()

    assert start_of(view, DIG) == datetime(2026, 1, 5, 8)
    assert not view.document.undo_stack.canUndo()


def test_a_move_snaps_to_days_and_lands_on_working_time(view):
    drag(view, place(view, DIG), QPoint(days(view, 5.3), 2))  # Saturday

    assert start_of(view, DIG) == datetime(2026, 1, 12, 8)


def test_alt_moves_freely(view):
    drag(view, place(view, DIG), QPoint(days(view, 1) + 3, 0), modifier=Qt.KeyboardModifier.AltModifier)

    moved = start_of(view, DIG)
    assert moved.date() == datetime(2026, 1, 6).date()
    assert moved.hour > 8


def test_dragging_a_manual_task_sets_its_dates(view):
    drag(view, place(view, HAND), QPoint(days(view, 1), 0))

    task = view.document.project.tasks[HAND]
    assert (task.manual_start, task.manual_finish) == (datetime(2026, 1, 8, 8), datetime(2026, 1, 9, 17))
    assert task.constraint is ConstraintKind.AS_SOON_AS_POSSIBLE


def test_dragging_a_summary_moves_its_group(view):
    drag(view, place(view, PHASE), QPoint(days(view, 7), 0))

    assert start_of(view, PAINT) == datetime(2026, 1, 12, 8)
    assert start_of(view, PHASE) == datetime(2026, 1, 12, 8)
    assert view.document.project.tasks[OPEN].constraint is ConstraintKind.AS_SOON_AS_POSSIBLE
    assert start_of(view, DIG) == datetime(2026, 1, 5, 8)


def test_the_note_tells_of_a_summary_that_what_has_begun_in_it_stays(view):
    start, by = place(view, PHASE), QPoint(days(view, 2), 0)
    drag(view, start, by, release=False)
    assert view._mouse.gesture.facts()[-1] == ("", "Moves all its tasks")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.document.push(set_percent_complete(view.document.engine, [PAINT], 25), "Begin")
    drag(view, start, by, release=False)
    assert view._mouse.gesture.facts()[-1] == ("", "Moves those of its tasks that have not begun")
    QTest.keyClick(view, Qt.Key.Key_Escape)


def test_dragging_the_right_edge_changes_the_duration(view):
    drag(view, place(view, BUILD, Zone.FINISH), QPoint(days(view, 2), 0))

    assert view.document.project.tasks[BUILD].duration == 5 * 480
    assert view.document.undo_stack.undoText() == "Change the duration of Build to 5d"


def test_a_duration_never_gets_shorter_than_a_step(view):
    drag(view, place(view, BUILD, Zone.FINISH), QPoint(-days(view, 60), 0))

    assert view.document.project.tasks[BUILD].duration == 480


def test_dragging_from_the_left_inside_sets_progress_in_working_time(view):
    start = place(view, DIG, Zone.PROGRESS)
    drag(view, start, QPoint(view.axis.x(to_minute(datetime(2026, 1, 7, 12))) - start.x(), 0))

    assert view.document.project.tasks[DIG].percent_complete == 50


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        (Zone.LINK_FINISH, Zone.BODY, DependencyKind.FINISH_START),
        (Zone.LINK_START, Zone.BODY, DependencyKind.START_START),
        (Zone.LINK_FINISH, Zone.LINK_FINISH, DependencyKind.FINISH_FINISH),
        (Zone.LINK_START, Zone.LINK_FINISH, DependencyKind.START_FINISH),
    ],
)
def test_a_link_is_drawn_between_the_ends_that_are_used(view, source, target, kind):
    start = place(view, DIG, source)

    drag(view, start, place(view, HAND, target) - start)

    assert view.document.project.dependencies[DIG, HAND].kind is kind


def test_dragging_a_bar_down_onto_another_links_them(view):
    start = place(view, DIG)

    drag(view, start, place(view, HAND) - start)

    assert view.document.project.dependencies[DIG, HAND].kind is DependencyKind.FINISH_START


def test_drawing_a_link_again_keeps_its_lag_and_says_what_is_so_already(view, qtbot):
    link = view.document.project.dependencies[DIG, BUILD]
    view.document.push(set_link(view.document.project, DIG, BUILD, link.kind, 480, TimeUnit.DAY), "Wait")
    before = view.document.project.dependencies[DIG, BUILD]
    start = place(view, DIG, Zone.LINK_FINISH)
    with qtbot.waitSignal(view.refused) as told:
        drag(view, start, place(view, BUILD) - start)

    assert told.args == ["Dig and Build are linked so already: Finish-to-start +1d."]
    assert view.document.project.dependencies[DIG, BUILD] == before


def test_drawing_another_kind_of_link_changes_the_one_there_is_and_keeps_its_lag(view):
    view.document.push(
        set_link(view.document.project, DIG, BUILD, DependencyKind.FINISH_START, 480, TimeUnit.DAY), "Wait"
    )
    start, end = place(view, DIG, Zone.LINK_START), place(view, BUILD)
    drag(view, start, end - start, release=False)
    assert dict(view._mouse.gesture.facts())["Link"] == "Finish-to-start +1d → Start-to-start +1d"
    QTest.mouseRelease(view.viewport(), LEFT, NONE, end)

    link = view.document.project.dependencies[DIG, BUILD]
    assert (link.kind, link.lag) == (DependencyKind.START_START, 480)
    assert view.document.undo_stack.undoText() == "Change the link from Dig to Build: Start-to-start"


def test_a_link_that_closes_a_circle_is_refused_in_words(view, qtbot):
    start = place(view, BUILD, Zone.LINK_FINISH)

    with qtbot.waitSignal(view.refused) as refused:
        drag(view, start, place(view, DIG) - start)

    assert "Dig" in refused.args[0] or "circle" in refused.args[0]
    assert (BUILD, DIG) not in view.document.project.dependencies
    assert not view.document.undo_stack.canUndo()


def test_escape_half_way_leaves_everything_as_it_was(view):
    before = view.document.project.snapshot()
    drag(view, place(view, DIG), QPoint(days(view, 3), 0), release=False)
    assert view._mouse.gesture is not None

    QTest.keyClick(view, Qt.Key.Key_Escape)
    _move(view, place(view, DIG) + QPoint(200, 0))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, place(view, DIG) + QPoint(200, 0))

    assert view.document.project == before
    assert not view.document.undo_stack.canUndo()


def test_nothing_changes_before_the_release(view):
    drag(view, place(view, DIG), QPoint(days(view, 3), 0), release=False)

    assert start_of(view, DIG) == datetime(2026, 1, 5, 8)
    facts = dict(view._mouse.gesture.facts())
    assert facts["Start"] == "Mon 2026-01-05 08:00 → Thu 2026-01-08 08:00"
    assert facts["Moved"] == "+3d"
    assert facts[""] == "Sets the constraint: Start no earlier than"


def test_the_preview_lies_where_the_bar_would_be(view):
    drag(view, place(view, DIG), QPoint(days(view, 1), 0), release=False)

    ghosts = view._mouse.gesture.preview(view.marks())

    assert ghosts[0].boxes[0][0] == view.axis.x(to_minute(datetime(2026, 1, 6, 8)))


def test_holding_a_bar_beyond_the_edge_scrolls_on_and_escape_goes_back(view, qtbot):
    offset, start = view.axis.offset, place(view, DIG)
    drag(view, start, QPoint(view.viewport().width() + 30 - start.x(), 0), release=False)

    qtbot.waitUntil(lambda: view.axis.offset > offset + 100)
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert view.axis.offset == offset
    assert not view.document.undo_stack.canUndo()


def test_a_small_move_is_a_click_and_no_drag(view):
    drag(view, place(view, DIG), QPoint(2, 1))

    assert not view.document.undo_stack.canUndo()
    assert view.selection.uids == (DIG,)


def test_an_edit_elsewhere_ends_the_gesture(view):
    drag(view, place(view, DIG), QPoint(days(view, 3), 0), release=False)

    view.document.replace(Engine(plan()))

    assert view._mouse.gesture is None


def test_the_keyboard_moves_and_resizes_the_current_bar(view):
    view.selection.set((DIG,))
    alt = Qt.KeyboardModifier.AltModifier

    QTest.keyClick(view, Qt.Key.Key_Right, alt)
    QTest.keyClick(view, Qt.Key.Key_Left, alt | Qt.KeyboardModifier.ControlModifier)

    assert start_of(view, DIG) == datetime(2026, 1, 6, 8)
    assert view.document.project.tasks[DIG].duration == 4 * 480


# -- choosing, hints and signals


def test_clicking_a_row_selects_its_task(view):
    row = QPoint(900, view.rows.row_of[BUILD] * view.rows.row_height + 4)
    QTest.mouseClick(view.viewport(), LEFT, NONE, row)
    assert view.selection.uids == (BUILD,)

    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, row + QPoint(0, 48))
    assert view.selection.uids == (BUILD, PHASE, PAINT)

    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, row)
    assert view.selection.uids == (PHASE, PAINT)

    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.selection.uids == (DIG,)


def test_double_clicks_ask_for_the_task_or_the_link(view, qtbot):
    with qtbot.waitSignal(view.task_activated) as task:
        QTest.mouseDClick(view.viewport(), LEFT, NONE, place(view, DIG))
    assert task.args == [DIG]

    x1, y1, x2, y2 = view.marks().wires.ends[view.marks().wires.owners == 0][1].tolist()
    with qtbot.waitSignal(view.dependency_activated) as link:
        QTest.mouseDClick(view.viewport(), LEFT, NONE, QPoint((x1 + x2) // 2, (y1 + y2) // 2 - 2))
    assert link.args == [(DIG, BUILD)]


def test_the_hint_tells_dates_progress_and_the_reason(view):
    hint = view.hint_at(place(view, BUILD))

    for words in ("Build", "Mon 2026-01-12 08:00", "Wed 2026-01-14 17:00", "3d", "0%", "critical", "As soon as"):
        assert words in hint
    assert view.hint_at(QPoint(900, 300)) == ""


def test_hovering_a_link_lights_both_ends(view):
    x1, y1, x2, y2 = view.marks().wires.ends[view.marks().wires.owners == 0][1].tolist()

    QTest.mouseMove(view.viewport(), QPoint((x1 + x2) // 2, (y1 + y2) // 2 - 2))

    assert view._mouse.hover.dependency == (DIG, BUILD)
    assert len(view.overlay.batches(view.marks())) == 3


# -- looking around


@pytest.mark.parametrize("x", [0, 333, 800])
def test_the_wheel_zooms_around_the_pointer(view, x):
    before, zoom = view.axis.minute(x), view.axis.minutes_per_pixel

    wheel(view, QPoint(x, 50), 1, Qt.KeyboardModifier.ControlModifier)
    wheel(view, QPoint(x, 50), 2, Qt.KeyboardModifier.ControlModifier)

    assert view.axis.minutes_per_pixel < zoom
    assert abs(view.axis.minute(x) - before) <= 2 * zoom


def test_shift_and_wheel_goes_sideways_and_the_scroll_bar_follows(view):
    offset = view.axis.offset

    wheel(view, QPoint(10, 10), -1, Qt.KeyboardModifier.ShiftModifier)

    assert view.axis.offset == offset + 120
    assert view.horizontalScrollBar().value() == view.axis.offset


def test_what_is_dragged_follows_the_pointer_while_the_wheel_turns(view):
    start, by = place(view, PAINT), QPoint(days(view, 2), 0)
    drag(view, start, by, release=False)
    wheel(view, start + by, -1, Qt.KeyboardModifier.ShiftModifier)

    assert round(120 * view.axis.minutes_per_pixel / DAY) == 5
    assert dict(view._mouse.gesture.facts())["Moved"] == "+5d"  # a week: five of its days are worked


def test_the_wheel_scrolls_three_rows(view, qtbot):
    view.resize(600, 150)
    wheel(view, QPoint(10, 10), -1)

    assert view.verticalScrollBar().value() == min(72, view.verticalScrollBar().maximum())
    assert view.marks().frame.top == view.verticalScrollBar().value()


def test_there_is_room_for_one_row_more_than_tasks(view):
    view.resize(600, 150)

    bar = view.verticalScrollBar()
    assert bar.maximum() + view.viewport().height() == 7 * view.rows.row_height
    assert view.viewport().y() == HEADER_HEIGHT


def test_the_whole_plan_fits(view):
    view.fit_project()

    schedule = view.document.schedule
    assert 0 <= view.axis.x(schedule.start[0]) < view.axis.x(schedule.finish[0]) <= view.viewport().width()


def test_a_plan_of_hours_is_fitted_with_the_hours_of_its_day(view):
    view.document.replace(Engine(plan_of("Stop | 1h\nCopy | 3h | after Stop\nStart | 2h | after Copy")))
    view.fit_project()

    schedule = view.document.schedule
    assert DAY / view.viewport().width() < view.axis.minutes_per_pixel < 2 * DAY / view.viewport().width()
    assert view.axis.x(schedule.finish[0]) - view.axis.x(schedule.start[0]) > view.viewport().width() / 8


def test_a_task_that_is_folded_away_is_opened_and_shown(view):
    view.rows.toggle(PHASE)
    view.axis.scroll_to(view.axis.offset + 5000)

    view.scroll_to_task(PAINT)

    assert PAINT in view.marks().bars
    assert 0 <= view.marks().bars[PAINT].left < view.viewport().width()


def test_the_middle_button_pulls_the_chart_along(view):
    target, offset = view.viewport(), view.axis.offset
    QTest.mousePress(target, Qt.MouseButton.MiddleButton, NONE, QPoint(300, 100))
    _move(view, QPoint(250, 100))
    QTest.mouseRelease(target, Qt.MouseButton.MiddleButton, NONE, QPoint(250, 100))

    assert view.axis.offset == offset + 50


def test_another_plan_shows_from_its_start(view):
    view.axis.scroll_to(view.axis.offset + 9000)

    view.document.replace(Engine(plan()))

    assert 0 <= view.axis.x(view.document.schedule.start[0]) < 100


def test_folding_and_new_links_show_at_once(view):
    assert set(view.marks().wires.keys) == {(DIG, BUILD), (PAINT, OPEN)}

    view.rows.toggle(PHASE)
    assert set(view.marks().wires.keys) == {(DIG, BUILD)}

    drag(view, place(view, DIG, Zone.LINK_FINISH), place(view, HAND) - place(view, DIG, Zone.LINK_FINISH))
    assert set(view.marks().wires.keys) == {(DIG, BUILD), (DIG, HAND)}


# -- painting


def test_painting_keeps_every_reference_to_none(view):
    marks, brushes = view.marks(), Brushes(LIGHT)
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    before = sys.getrefcount(None)
    for _ in range(300):  # each of them far more than thirty calls
        painter = QPainter(image)
        paint(painter, marks, brushes)
        painter.end()

    assert abs(sys.getrefcount(None) - before) < 300


def test_marks_are_painted_in_the_colours_of_the_theme(view):
    marks = view.marks()
    for theme in (LIGHT, DARK):
        image = QImage(1000, 300, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.base))
        painter = QPainter(image)
        paint(painter, marks, Brushes(theme))
        painter.end()

        bar = marks.bars[HAND]
        assert image.pixelColor(bar.left + 12, bar.middle) == QColor(theme.manual)
        assert image.pixelColor(bar.left - 30, bar.middle) == QColor(theme.base)


@pytest.mark.parametrize("scale", [1, 2])
def test_lines_are_crisp_at_every_scale(view, scale):
    image = QImage(1000 * scale, 200 * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(LIGHT.base))
    painter = QPainter(image)
    paint(painter, view.marks(), Brushes(LIGHT))
    painter.end()

    y = view.rows.row_height * scale - scale
    colours = {image.pixelColor(900 * scale, y + line).name() for line in range(-scale, 0)}
    assert colours == {LIGHT.base} or colours == {LIGHT.non_working}
    assert {image.pixelColor(900 * scale, y + line).name() for line in range(scale)} == {LIGHT.row_line}


@pytest.mark.parametrize("scale", [1.25, 1.5, 1.75])
def test_all_lines_are_equally_thick_at_fractional_scales(view, scale):
    image = QImage(round(1000 * scale), round(200 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(LIGHT.base))
    painter = QPainter(image)
    paint(painter, view.marks(), Brushes(LIGHT))
    painter.end()

    x = round(view.axis.x(to_minute(datetime(2026, 1, 29, 12))) * scale)  # noon of a working day: no upright line
    column = [image.pixelColor(x, y).name() for y in range(round(6 * 24 * scale))]
    assert column.count(LIGHT.row_line) == 6
