"""The resource view stands on the chart's pixels, follows plan and selection, and leads to over-allocations."""

import subprocess
import sys
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gantline.app.chart.theme import DARK
from gantline.app.edits import calendar_days
from gantline.app.project.draft import Draft
from gantline.app.project.kinds import ResourceKind
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.schedule.engine import Engine
from gantline.app.workspace import loads
from gantline.app.workspace.document import Document
from gantline.app.workspace.loads import Loads
from gantline.app.workspace.selection import Selection
from gantline.app.workspace.time_axis import TimeAxis
from gantline.widgets.appearance import Appearance
from gantline.widgets.resource_view import resource_view
from gantline.widgets.resource_view.resource_view import ResourceView

from ..laws import law

MONDAY = to_minute(datetime(2026, 1, 5))
ANNA, BERT, STEEL = ResourceUid(1), ResourceUid(2), ResourceUid(3)
DIG, LAY, PAINT = TaskUid(1), TaskUid(2), TaskUid(3)


def plan() -> Project:
    """Anna digs and lays at once for three days, from a Monday on; Bert paints."""
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[
            Task(uid=DIG, name="Dig", duration=1440),
            Task(uid=LAY, name="Lay <pipes>", duration=1440),
            Task(uid=PAINT, name="Paint", duration=480),
        ],
        resources=[
            Resource(uid=ANNA, name="Anna"),
            Resource(uid=BERT, name="Bert"),
            Resource(uid=STEEL, name="Steel", kind=ResourceKind.MATERIAL),
        ],
        assignments=[
            Assignment(uid=AssignmentUid(1), task=DIG, resource=ANNA),
            Assignment(uid=AssignmentUid(2), task=LAY, resource=ANNA, units=0.5),
            Assignment(uid=AssignmentUid(3), task=PAINT, resource=BERT),
        ],
        calendars=[Calendar(uid=CalendarUid(1))],
    )


class Bench:
    """A view with all it stands on."""

    def __init__(self, qtbot, project: Project) -> None:
        self.document = Document(project)
        self.axis = TimeAxis()
        self.axis.fit(MONDAY, MONDAY + 21 * DAY, 640)
        self.selection = Selection()
        self.appearance = Appearance()
        self.view = ResourceView(self.document, Loads.of(self.document), self.axis, self.selection, self.appearance)
        self.view.resize(1000, 260)
        qtbot.addWidget(self.view)
        self.view.show()
        self.view.set_left_width(300)
        QTest.qWaitForWindowExposed(self.view)
        while self.view.pages.currentIndex() == 0:  # blank until the window was painted once
            QTest.qWait(1)

    @property
    def plot(self):
        """The plot as the next frame shows it."""
        self.settle()
        assert self.view.plot is not None
        return self.view.plot

    def settle(self) -> None:
        """Let the view take over what changed, as it does before the next frame."""
        QCoreApplication.sendPostedEvents(self.view)

    def duration(self, uid: TaskUid, minutes: int) -> None:
        draft = Draft(self.document.project)
        draft.tasks[uid] = Task(uid=uid, name=draft.tasks[uid].name, duration=minutes)
        self.document.push(draft.patch(), "Change")

    def colour(self, x: int, y: int) -> QColor:
        return self.plot.grab().toImage().pixelColor(x, y)

    def middle_of(self, day: int) -> int:
        return self.axis.x(MONDAY + day * DAY + DAY // 2)


@pytest.fixture
def bench(qtbot) -> Bench:
    return Bench(qtbot, plan())


@pytest.fixture(scope="module")
def module_bench(qapp):
    class Keep:
        def addWidget(self, widget: QWidget) -> None:
            self.widget = widget

    keep = Keep()
    yield Bench(keep, plan())
    keep.widget.close()
    keep.widget.deleteLater()


def press(widget: QWidget, at: QPoint, kind: QEvent.Type, held: Qt.MouseButton) -> None:
    place = QPointF(at)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        widget,
        QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier),
    )


def wheel(widget: QWidget, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        widget.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


# -- alignment


@law(60)
@given(
    st.floats(1.0, 4000.0),
    st.integers(-2000, 200_000_000),
    st.integers(0, 60 * 366 * DAY),
    st.integers(500, 1400),
)
def test_a_moment_has_the_same_pixel_in_the_plot_as_on_the_axis(module_bench, zoom, offset, minute, width) -> None:
    module_bench.view.resize(width, 240)
    module_bench.axis.zoom(zoom)
    module_bench.axis.scroll_to(min(offset, 60 * 366 * DAY))

    assert module_bench.plot.x_of(minute) == module_bench.axis.x(minute)


@pytest.mark.parametrize("minutes_per_pixel", [37.3, 60.0, 55.1])
def test_a_bar_is_painted_from_the_pixel_of_its_day_to_the_one_before_the_next(bench, minutes_per_pixel) -> None:
    bench.view.choose(BERT)
    bench.axis.zoom(minutes_per_pixel, 20)
    image = bench.plot.grab().toImage()
    left, right = bench.axis.x(MONDAY), bench.axis.x(MONDAY + DAY)
    load = QColor(bench.appearance.theme.load)

    painted = [x for x in range(image.width()) if image.pixelColor(x, image.height() - 20) == load]

    assert painted == list(range(left, right - 1))


def test_the_window_is_painted_before_the_plot_is_made(qtbot) -> None:
    document = Document(plan())
    view = ResourceView(document, Loads.of(document), TimeAxis(), Selection(), Appearance())
    qtbot.addWidget(view)

    view.show()

    assert view.plot is None
    qtbot.waitUntil(lambda: view.plot is not None)


def test_the_plot_begins_where_the_left_part_and_its_handle_end(bench) -> None:
    bench.view.set_left_width(417)
    QTest.qWait(0)

    assert bench.view.list.width() == 417
    assert bench.plot.mapTo(bench.view, QPoint(0, 0)).x() == 417 + bench.view.splitter.handleWidth()


def test_moving_the_border_tells_the_new_width(bench, qtbot) -> None:
    handle = bench.view.splitter.handle(1)
    with qtbot.waitSignal(bench.view.left_width_changed) as told:
        qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 50))
        qtbot.mouseMove(handle, QPoint(41, 50))
        qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 50))

    assert told.args == [bench.view.list.width()]


# -- what is shown


def test_the_part_above_capacity_has_another_colour_and_is_hatched(bench) -> None:
    theme = bench.appearance.theme
    image = bench.plot.grab().toImage()
    column = [image.pixelColor(bench.middle_of(0), y).name() for y in range(image.height())]

    assert column.count(theme.load) > image.height() * 0.4
    over = {image.pixelColor(x, 60).name() for x in range(bench.axis.x(MONDAY) + 1, bench.axis.x(MONDAY + DAY) - 2)}
    assert theme.overload in over
    assert len(over) > 1


def test_material_is_no_row(bench) -> None:
    assert [bench.view.model.index(row, 0).data() for row in range(bench.view.model.rowCount())] == ["Anna", "Bert"]


def test_the_list_says_how_much_there_is_and_how_much_is_asked(bench) -> None:
    assert [bench.view.model.index(0, column).data() for column in range(3)] == ["Anna", "100 %", "150 %"]


def test_an_edit_shows_at_once(bench) -> None:
    bench.view.choose(BERT)
    assert bench.colour(bench.middle_of(1), 200) == QColor(bench.appearance.theme.base)

    bench.duration(PAINT, 960)

    assert bench.colour(bench.middle_of(1), 200) == QColor(bench.appearance.theme.load)


def test_undoing_the_edit_shows_the_load_as_it_was(bench) -> None:
    before = bench.plot.grab().toImage()
    bench.duration(DIG, 480)
    assert bench.plot.grab().toImage() != before

    bench.document.undo_stack.undo()

    assert bench.plot.grab().toImage() == before


def test_percent_and_hours_are_switched_by_the_buttons(bench, qtbot) -> None:
    qtbot.mouseClick(bench.view.heading.percent, Qt.MouseButton.LeftButton)
    assert bench.plot.item.shown.load[bench.plot.item.shown.load > 0] == pytest.approx([150.0] * 3)

    qtbot.mouseClick(bench.view.heading.hours, Qt.MouseButton.LeftButton)
    assert bench.plot.item.shown.load[bench.plot.item.shown.load > 0] == pytest.approx([12.0] * 3)


def test_the_dark_theme_paints_on_dark(bench) -> None:
    bench.appearance.theme = DARK
    bench.appearance.changed.emit()

    assert bench.colour(bench.middle_of(8), 200) == QColor(DARK.base)


def test_an_arrow_key_in_the_list_shows_the_next_resource(bench, qtbot) -> None:
    qtbot.keyClick(bench.view.list, Qt.Key.Key_Down)

    assert bench.view.chosen == [BERT]


def test_all_resources_are_compared_in_strips_beside_their_rows(bench, qtbot) -> None:
    qtbot.keyClick(bench.view.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(0)

    overview = bench.view.overview
    assert bench.view.pages.currentWidget() is overview
    for row, uid in enumerate((ANNA, BERT)):
        middle = bench.view.list.visualRect(bench.view.model.index(row, 0)).center().y()
        from_list = bench.view.list.viewport().mapTo(bench.view, QPoint(0, middle))
        overview.grab()
        cell = overview.cell_at(QPoint(bench.middle_of(0), overview.mapFrom(bench.view, from_list).y()))
        assert cell == (uid, MONDAY, MONDAY + DAY)


def test_everyone_is_compared_and_one_shown_again_by_the_button(bench, qtbot) -> None:
    bench.view.choose(BERT)
    qtbot.mouseClick(bench.view.heading.compare, Qt.MouseButton.LeftButton)
    assert bench.view.chosen == [ANNA, BERT]

    qtbot.mouseClick(bench.view.heading.compare, Qt.MouseButton.LeftButton)
    assert bench.view.chosen == [BERT]


def test_a_plan_without_people_says_what_to_do(qtbot) -> None:
    bench = Bench(qtbot, Project(ProjectInfo(start=datetime(2026, 1, 5)), calendars=[Calendar(uid=CalendarUid(1))]))
    button = bench.view.pages.currentWidget().findChild(QPushButton)

    with qtbot.waitSignal(bench.view.resources_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_first_person_added_takes_the_place_of_the_hint(qtbot) -> None:
    bench = Bench(qtbot, Project(ProjectInfo(start=datetime(2026, 1, 5)), calendars=[Calendar(uid=CalendarUid(1))]))
    draft = Draft(bench.document.project)
    draft.resources[ANNA] = Resource(uid=ANNA, name="Anna")
    draft.plan["resource_order"] = (ANNA,)

    bench.document.push(draft.patch(), "Add")
    bench.settle()

    assert bench.view.chosen == [ANNA]
    assert bench.view.pages.currentWidget() is bench.view.plot


def test_the_tooltip_explains_the_load_and_spells_names_out(bench) -> None:
    from gantline.widgets.resource_view.words import tooltip

    load = bench.view.loading.of(ANNA)
    text = tooltip(bench.document.project, load, MONDAY, MONDAY + DAY, bench.appearance.theme)

    assert "Anna" in text
    assert "Mon 5 Jan 2026" in text
    assert "12 h" in text
    assert "4 h too much, peak 150 %" in text
    assert "Lay &lt;pipes&gt;" in text


def test_another_plan_takes_the_place_of_the_one_shown(bench) -> None:
    bench.view.choose(BERT)
    other = Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=DIG, name="Dig", duration=480)],
        resources=[Resource(uid=BERT, name="Berta", max_units=0.5)],
        assignments=[Assignment(uid=AssignmentUid(1), task=DIG, resource=BERT)],
        calendars=[Calendar(uid=CalendarUid(1))],
    )

    bench.document.replace(Engine(other))

    assert [bench.view.model.index(0, column).data() for column in range(3)] == ["Berta", "50 %", "100 %"]
    assert bench.view.chosen == [BERT]
    assert bench.plot.item.shown.over.max() == 4.0


def test_a_day_off_for_one_person_takes_their_capacity_away(bench) -> None:
    holiday = date(2026, 1, 8)
    patch = calendar_days.set_days(bench.document.project, CalendarUid(1), holiday, holiday, ())

    bench.document.push(patch, "Day off")

    shown = bench.plot.item.shown
    day = shown.bucket_at(bench.axis.position(MONDAY + 3 * DAY + 60))
    assert shown.capacity[day] == 0
    assert bench.colour(bench.middle_of(3), 200) == QColor(bench.appearance.theme.non_working)


def test_a_double_click_on_a_person_asks_for_that_one_in_the_table_of_resources(bench, qtbot) -> None:
    place = bench.view.list.visualRect(bench.view.model.index(1, 0)).center()
    with qtbot.waitSignal(bench.view.resource_requested) as asked:
        qtbot.mouseClick(bench.view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(bench.view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [BERT]


def test_a_wider_view_shows_more_buckets(bench) -> None:
    bench.view.resize(1400, 260)
    QTest.qWait(0)

    assert bench.plot.item.shown.edges[-1] >= bench.axis.minute(bench.plot.width())


# -- mouse


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_what_changes_is_painted_without_being_asked_for(bench, qtbot) -> None:
    viewport = bench.plot.viewport()
    QTest.qWait(20)
    paints = Paints(viewport)

    press(viewport, QPoint(bench.middle_of(1), 80), QEvent.Type.MouseMove, Qt.MouseButton.NoButton)
    qtbot.waitUntil(lambda: paints.count == 1)
    bench.selection.set([LAY])
    qtbot.waitUntil(lambda: paints.count == 2)


def test_the_wheel_scrolls_the_axis_and_with_control_zooms_it_around_the_mouse(bench) -> None:
    viewport, offset = bench.plot.viewport(), bench.axis.offset
    wheel(viewport, QPoint(200, 50), -1, Qt.KeyboardModifier.NoModifier)
    assert bench.axis.offset > offset

    kept, zoom = bench.axis.minute(200), bench.axis.minutes_per_pixel
    wheel(viewport, QPoint(200, 50), 1, Qt.KeyboardModifier.ControlModifier)
    assert bench.axis.minutes_per_pixel < zoom
    assert abs(bench.axis.minute(200) - kept) <= zoom


def test_dragging_pulls_time_along_and_selects_nothing(bench) -> None:
    viewport, offset = bench.plot.viewport(), bench.axis.offset
    press(viewport, QPoint(300, 80), QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)
    press(viewport, QPoint(240, 80), QEvent.Type.MouseMove, Qt.MouseButton.LeftButton)
    press(viewport, QPoint(240, 80), QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)

    assert bench.axis.offset == offset + 60
    assert bench.selection.uids == ()


def test_a_click_on_an_overloaded_bar_selects_the_tasks_behind_it(bench, qtbot) -> None:
    qtbot.mouseClick(bench.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(bench.middle_of(1), 100))

    assert bench.selection.uids == (DIG, LAY)


def test_a_click_on_a_day_without_work_selects_nothing(bench, qtbot) -> None:
    qtbot.mouseClick(bench.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(bench.middle_of(8), 100))

    assert bench.selection.uids == ()


# -- selection and over-allocations


def test_the_view_shows_who_works_on_the_selected_task(bench) -> None:
    bench.selection.set([PAINT])

    assert bench.view.chosen == [BERT]
    assert bench.view.model.involved == {BERT}


def test_of_few_assignments_nobody_looks_through_all_that_people_do(bench, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(type(bench.document.project), "assignments_to", lambda _project, uid: asked.append(uid) or ())
    bench.selection.set([*bench.document.project.tasks])

    assert bench.view.model.involved == {ANNA, BERT}
    assert not asked


def test_who_works_on_very_much_that_is_selected_is_marked_too(bench, monkeypatch) -> None:
    monkeypatch.setattr(resource_view, "_LOOKED_UP", 0)
    bench.selection.set([PAINT])

    assert bench.view.model.involved == {BERT}


def test_the_part_of_the_selected_task_stands_out(bench) -> None:
    bench.selection.set([LAY])

    assert bench.view.chosen == [ANNA]
    heights = [bench.colour(bench.middle_of(0), y).name() for y in range(bench.plot.height())]
    assert heights.count(bench.appearance.theme.progress) == pytest.approx(bench.plot.height() * 4 / 12 / 1.12, abs=4)
    assert bench.plot.item.shown.chosen.max() == pytest.approx(4.0)


def test_next_goes_to_the_over_allocation_selects_its_tasks_and_brings_it_into_view(bench, qtbot) -> None:
    bench.axis.scroll_to(bench.axis.position(MONDAY + 90 * DAY))
    bench.view.choose(BERT)

    with qtbot.waitSignal(bench.view.overallocation_shown) as told:
        qtbot.mouseClick(bench.view.heading.next, Qt.MouseButton.LeftButton)

    assert told.args[0].resource == ANNA
    assert bench.view.chosen == [ANNA]
    assert bench.selection.uids == (DIG, LAY)
    assert 0 <= bench.axis.x(told.args[0].start) < bench.plot.width()
    assert "12 h too much" in bench.view.heading.detail


def test_where_nobody_has_too_much_next_says_so(bench) -> None:
    draft = Draft(bench.document.project)
    del draft.assignments[AssignmentUid(2)]
    bench.document.push(draft.patch(), "Remove")

    bench.view.next_overallocation()

    assert bench.selection.uids == ()


# -- start-up


def test_importing_and_making_the_view_does_not_import_pyqtgraph() -> None:
    code = (
        "import sys\n"
        "from gantline.widgets.resource_view.resource_view import ResourceView\n"
        "print('pyqtgraph' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_too_much_stays_red_in_the_chosen_row(bench) -> None:
    bench.view.choose(ANNA)
    cells = bench.view.list
    picture = cells.viewport().grab(cells.visualRect(bench.view.model.index(0, 2))).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}

    assert bench.appearance.theme.error in colours


@pytest.mark.parametrize(
    ("direction", "text"),
    [(Qt.LayoutDirection.LeftToRight, "150 %"), (Qt.LayoutDirection.RightToLeft, "\u2066150 %\u2069")],
)
def test_numbers_stand_before_their_units_whichever_way_one_writes(bench, direction, text) -> None:
    assert bench.view.list.itemDelegate().text(bench.view.model.index(0, 2), direction) == text


def test_a_figure_stays_until_it_is_found_anew(bench, monkeypatch) -> None:
    peak = bench.view.model.index(0, 2)
    assert peak.data() == "150 %"
    monkeypatch.setattr(loads, "SMALL", 0)

    bench.duration(DIG, 480)

    assert peak.data() == "150 %"


def test_an_edit_and_the_selection_that_follows_are_drawn_once(bench, monkeypatch) -> None:
    bench.settle()
    drawn, show = [], bench.plot.show_histogram
    monkeypatch.setattr(bench.plot, "show_histogram", lambda shown: (drawn.append(shown), show(shown)))

    bench.duration(DIG, 480)
    bench.selection.set([PAINT])
    bench.settle()

    assert bench.view.chosen == [BERT]
    assert len({id(one) for one in drawn}) == 1
