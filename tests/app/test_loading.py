"""Loads of resources agree with counting minute by minute, and over-allocations hidden in a total still show."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.loading import Loading
from gantline.app.analysis.resource_load import EPSILON
from gantline.app.project.kinds import ResourceKind
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    INHERITED_WEEK,
    ROOT,
    Assignment,
    AssignmentUid,
    Availability,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Ticket
from gantline.app.project.working_time import WorkingTimes
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule, Span
from gantline.io.mspdi.reader import read
from tests.corpus import needs_corpus
from tests.corpus import plans as plans_of_corpus

from ..laws import law

MONDAY = to_minute(datetime(2026, 1, 5))
STANDARD, NIGHTS, HOLIDAYS, ALL_DAY = CalendarUid(1), CalendarUid(2), CalendarUid(3), CalendarUid(4)
ANNA = ResourceUid(1)
NIGHT = ((0, 300), (1320, 1440))
CALENDARS = (
    Calendar(uid=STANDARD),
    Calendar(uid=NIGHTS, week=(NIGHT, NIGHT, NIGHT, NIGHT, NIGHT, (), ())),
    Calendar(uid=ALL_DAY, week=(((0, 1440),),) * 7),
    Calendar(
        uid=HOLIDAYS,
        base=STANDARD,
        week=INHERITED_WEEK,
        exceptions=(ExceptionPeriod(start=date(2026, 1, 7), finish=date(2026, 1, 8)),),
    ),
)


@dataclass
class Plan:
    """A plan whose schedule was made by hand."""

    project: Project
    schedule: Schedule
    working_times: WorkingTimes


def at(day: int, hour: int, minute: int = 0) -> int:
    """A moment of the first two weeks; day 0 is a Monday."""
    return MONDAY + day * DAY + hour * 60 + minute


def plan(resources: list[Resource], work: list[tuple[Assignment, Span]], **tasks: Task) -> Plan:
    told = {task.uid: task for task in tasks.values()}
    uids = sorted({one.task for one, _ in work})
    project = Project(
        ProjectInfo(start=datetime(2026, 1, 5)),
        tasks=[told.get(uid, Task(uid=uid)) for uid in uids],
        resources=resources,
        assignments=[one for one, _ in work],
        calendars=CALENDARS,
    )
    schedule = Schedule([ROOT, *project.tasks])
    schedule.start[0], schedule.finish[0] = MONDAY, MONDAY + 14 * DAY
    schedule.spans.update({one.uid: span for one, span in work})
    return Plan(project, schedule, WorkingTimes(project))


def work(number: int, span: Span, units: float = 1.0, resource: ResourceUid = ANNA) -> tuple[Assignment, Span]:
    return Assignment(uid=AssignmentUid(number), task=TaskUid(number), resource=resource, units=units), span


def days(count: int) -> np.ndarray:
    return MONDAY + DAY * np.arange(count + 1)


# -- the law


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, float]:
    start = at(draw(st.integers(0, 9)), draw(st.integers(0, 23)), draw(st.sampled_from((0, 7, 30))))
    finish = start + draw(st.integers(1, 5 * DAY))
    units = draw(st.sampled_from((0.25, 0.5, 1.0, 2.0)))
    if draw(st.booleans()):
        middle = (start + finish) // 2
        return Span(start, finish, 0, ((start, middle, units), (middle, finish, 1.5))), units
    return Span(start, finish, draw(st.integers(1, 2400))), units


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    resources = [
        Resource(
            uid=ResourceUid(1 + number),
            max_units=draw(st.sampled_from((0.5, 1.0, 3.0))),
            calendar=draw(st.sampled_from((None, NIGHTS, HOLIDAYS))),
            availability=draw(
                st.sampled_from(
                    (
                        (),
                        (
                            Availability(finish=datetime(2026, 1, 6, 23, 59), units=0.5),
                            Availability(start=datetime(2026, 1, 8, 10), units=2.0),
                        ),
                    )
                )
            ),
        )
        for number in range(3)
    ]
    given_work = [
        work(1 + number, span, units, ResourceUid(draw(st.integers(1, 3))))
        for number, (span, units) in enumerate(draw(st.lists(spans(), min_size=1, max_size=6)))
    ]
    return plan(resources, given_work)


def brute(made: Plan, uid: ResourceUid, edges: np.ndarray) -> tuple[list[float], list[float], list[float], list[float]]:
    """Load, load above capacity, capacity and peak of every bucket, a minute at a time."""
    first, size = int(edges[0]), int(edges[-1] - edges[0])
    low, high = first - 30 * DAY, first + 60 * DAY
    working = set()
    for start, finish in made.working_times.resource(uid).periods(low, high):
        working.update(range(start, finish))
    units = [0.0] * size
    for one in made.project.assignments_to(uid):
        span = made.schedule.spans[one.uid]
        if span.pieces:
            stretches = [(start, finish, rate) for start, finish, rate in span.pieces if finish > start]
        else:
            busy = sum(minute in working for minute in range(span.start, span.finish))
            rate = span.work / (busy or span.finish - span.start)
            rate = one.units if busy and abs(one.units * busy - span.work) <= 1 else rate
            stretches = [(span.start, span.finish, rate)]
        for start, finish, rate in stretches:
            idle = not any(minute in working for minute in range(start, finish))
            for minute in range(max(start, first), min(finish, first + size)):
                units[minute - first] += rate if idle or minute in working else 0.0
    resource = made.project.resources[uid]
    load, over, capacity, peak = [], [], [], []
    for begin, end in pairwise(edges):
        minutes = range(int(begin), int(end))
        there = [capacity_at(resource, minute) if minute in working else 0.0 for minute in minutes]
        wanted = [units[minute - first] for minute in minutes]
        load.append(sum(wanted))
        over.append(sum(max(w - t, 0.0) for w, t in zip(wanted, there, strict=True) if w > t + EPSILON))
        capacity.append(sum(there))
        peak.append(max(wanted))
    return load, over, capacity, peak


def capacity_at(resource: Resource, minute: int) -> float:
    if not resource.availability:
        return resource.max_units
    if minute < to_minute(datetime(2026, 1, 7)):
        return 0.5
    return 2.0 if minute >= to_minute(datetime(2026, 1, 8, 10)) else 0.0


EDGES = st.sampled_from(
    (
        days(14),
        MONDAY + 60 * np.arange(0, 24 * 4, 5),
        np.array((at(-3, 0), at(0, 10, 13), at(1, 0), at(6, 12), at(9, 9))),
    )
)


@law(60)
@given(plans(), EDGES)
def test_buckets_hold_what_counting_every_minute_gives(made: Plan, edges: np.ndarray) -> None:
    loading = Loading(made)
    for uid in loading.resources():
        load, over, capacity, peak = brute(made, uid, edges)
        buckets = loading.buckets(uid, edges)

        assert buckets.load == pytest.approx(load, abs=1e-6)
        assert buckets.over == pytest.approx(over, abs=1e-6)
        assert buckets.capacity == pytest.approx(capacity, abs=1e-6)
        assert buckets.peak == pytest.approx(peak, abs=1e-6)


@law(60)
@given(plans(), EDGES)
def test_the_matrix_of_all_holds_the_buckets_of_each(made: Plan, edges: np.ndarray) -> None:
    loading = Loading(made)
    uids = loading.resources()

    matrix = loading.matrix(uids, edges)

    for row, uid in enumerate(uids):
        assert matrix[row] == pytest.approx(loading.buckets(uid, edges).load, abs=1e-6)


@law(60)
@given(plans(), EDGES)
def test_the_shares_of_the_tasks_add_up_to_the_load(made: Plan, edges: np.ndarray) -> None:
    loading = Loading(made)
    for uid in loading.resources():
        load = loading.of(uid)
        for bucket, (begin, end) in enumerate(pairwise(edges)):
            total = sum(minutes for _, minutes in load.shares(int(begin), int(end)))
            assert total == pytest.approx(load.buckets(edges).load[bucket], abs=1e-3)


@law(60)
@given(plans())
def test_the_listed_over_allocations_hold_all_the_excess(made: Plan) -> None:
    loading = Loading(made)
    edges = np.array((at(-40, 0), at(60, 0)))
    loading.cover(int(edges[0]), int(edges[1]))
    for uid in loading.resources():
        load = loading.of(uid)
        listed = sum(one.excess for one in load.overallocations)
        assert listed == pytest.approx(load.buckets(edges).over[0], abs=1e-6)
        assert all(one.start < one.finish and one.tasks for one in load.overallocations)


# -- by example


@law(150)
@given(plans())
def test_the_tasks_behind_over_allocations_are_those_of_each_of_them(made: Plan) -> None:
    loading = Loading(made)

    assert loading.overloading() == {task for one in loading.overallocations() for task in one.tasks}


def test_a_day_too_full_shows_in_a_week_whose_total_fits() -> None:
    monday = Span(at(0, 8), at(0, 17), 480)
    loading = Loading(plan([Resource(uid=ANNA)], [work(1, monday), work(2, monday)]))

    week = loading.buckets(ANNA, np.array((at(0, 0), at(7, 0))))

    assert week.load.tolist() == [960.0]
    assert week.capacity.tolist() == [2400.0]
    assert week.over.tolist() == [480.0]
    assert week.peak.tolist() == [2.0]
    assert week.overloaded.tolist() == [True]


def test_an_over_allocation_says_from_when_to_when_how_much_and_through_what() -> None:
    loading = Loading(
        plan(
            [Resource(uid=ANNA)],
            [work(1, Span(at(0, 8), at(4, 17), 2400)), work(2, Span(at(1, 8), at(2, 17), 480), 0.5)],
        )
    )

    [found] = loading.overallocations()

    assert (found.start, found.finish) == (at(1, 8), at(2, 17))
    assert (found.units, found.capacity, found.excess) == (1.5, 1.0, 480.0)
    assert found.tasks == (TaskUid(1), TaskUid(2))


def test_a_weekend_does_not_part_an_over_allocation_but_a_calm_day_does() -> None:
    over_weekend = [work(1, Span(at(4, 8), at(7, 17), 960)), work(2, Span(at(4, 8), at(7, 17), 960))]
    two_days = [work(3, Span(at(8, 8), at(10, 17), 1440)), work(4, Span(at(8, 8), at(8, 17), 480))]
    loading = Loading(plan([Resource(uid=ANNA)], [*over_weekend, *two_days, work(5, Span(at(10, 8), at(10, 17), 480))]))

    assert [(one.start, one.finish) for one in loading.overallocations()] == [
        (at(4, 8), at(8, 17)),
        (at(10, 8), at(10, 17)),
    ]


def test_half_a_person_is_full_with_half_a_task() -> None:
    span = Span(at(0, 8), at(0, 17), 240)
    half = Loading(plan([Resource(uid=ANNA, max_units=0.5)], [work(1, span, 0.5)])).of(ANNA)

    assert half.peak == 0.5
    assert half.overallocations == []


def test_two_halves_of_a_span_too_short_to_halve_are_not_too_much() -> None:
    span = Span(at(0, 8), at(0, 8, 7), 4)
    loading = Loading(plan([Resource(uid=ANNA)], [work(1, span, 0.5), work(2, span, 0.5)]))

    assert loading.overallocations() == []


def test_work_that_no_piece_speaks_of_is_spread_after_the_last_one() -> None:
    span = Span(at(0, 8), at(3, 17), 960, ((at(0, 8), at(0, 17), 1.0),))
    loading = Loading(plan([Resource(uid=ANNA)], [work(1, span)]))

    assert loading.buckets(ANNA, days(5)).load == pytest.approx([480, 160, 160, 160, 0])


def test_work_on_a_day_off_is_over_capacity() -> None:
    saturday = Span(at(5, 8), at(5, 12), 240)
    load = Loading(plan([Resource(uid=ANNA)], [work(1, saturday)])).of(ANNA)

    assert load.buckets(days(7)).over.tolist() == [0, 0, 0, 0, 0, 240, 0]
    assert [(one.start, one.finish, one.capacity) for one in load.overallocations] == [(at(5, 8), at(5, 12), 0.0)]


def test_a_task_with_a_night_calendar_loads_the_night_of_who_ignores_the_day() -> None:
    task = Task(uid=TaskUid(1), calendar=NIGHTS, ignore_resource_calendar=True)
    span = Span(at(0, 22), at(1, 5), 420)
    load = Loading(plan([Resource(uid=ANNA)], [work(1, span)], task=task)).of(ANNA)

    assert load.buckets(np.array((at(0, 20), at(0, 22), at(1, 0), at(1, 5), at(1, 8)))).load.tolist() == [
        0,
        120,
        300,
        0,
    ]


def weekend_work(number: int) -> tuple[Task, tuple[Assignment, Span]]:
    """A Saturday's work that lets the resource's calendar be ignored."""
    saturday = Span(at(5, 8), at(5, 16), 480)
    return Task(uid=TaskUid(number), calendar=ALL_DAY, ignore_resource_calendar=True), work(number, saturday)


def test_time_off_that_a_task_was_let_ignore_counts_as_capacity() -> None:
    task, saturday = weekend_work(1)
    load = Loading(plan([Resource(uid=ANNA)], [saturday], task=task)).of(ANNA)

    buckets = load.buckets(days(7))
    assert buckets.load.tolist() == [0, 0, 0, 0, 0, 480, 0]
    assert buckets.capacity[5] == 480
    assert load.overallocations == []


def test_two_tasks_at_once_are_too_much_on_a_day_off_too() -> None:
    (one, first), (other, second) = weekend_work(1), weekend_work(2)
    load = Loading(plan([Resource(uid=ANNA)], [first, second], one=one, other=other)).of(ANNA)

    [found] = load.overallocations
    assert (found.start, found.finish, found.units, found.capacity) == (at(5, 8), at(5, 16), 2.0, 1.0)
    assert found.excess == 480.0


@pytest.mark.parametrize(
    "resource",
    [
        Resource(uid=ANNA, kind=ResourceKind.MATERIAL),
        Resource(uid=ANNA, kind=ResourceKind.COST),
        Resource(uid=ANNA, budget=True),
        Resource(uid=ANNA, blank=True),
    ],
)
def test_what_has_no_time_of_its_own_is_not_loaded(resource: Resource) -> None:
    loading = Loading(plan([resource], [work(1, Span(at(0, 8), at(0, 17), 480))]))

    assert loading.resources() == []


def test_an_inactive_task_loads_nobody() -> None:
    made = plan(
        [Resource(uid=ANNA)], [work(1, Span(at(0, 8), at(0, 17), 480))], task=Task(uid=TaskUid(1), active=False)
    )

    assert Loading(made).of(ANNA).peak == 0.0


def test_an_edit_drops_only_the_loads_it_touches() -> None:
    bert = ResourceUid(2)
    span = Span(at(0, 8), at(0, 17), 480)
    made = plan([Resource(uid=ANNA), Resource(uid=bert)], [work(1, span), work(2, span, resource=bert)])
    loading = Loading(made)
    anna, berts = loading.of(ANNA), loading.of(bert)
    made.schedule.spans[AssignmentUid(1)] = Span(at(1, 8), at(1, 17), 480)

    loading.forget([TaskUid(1)])

    assert loading.of(bert) is berts
    assert loading.of(ANNA) is not anna
    assert loading.buckets(ANNA, days(2)).load.tolist() == [0.0, 480.0]


def test_the_engine_is_a_plan_that_can_be_loaded() -> None:
    project = Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=TaskUid(1), duration=960)],
        resources=[Resource(uid=ANNA)],
        assignments=[Assignment(uid=AssignmentUid(1), task=TaskUid(1), resource=ANNA)],
        calendars=CALENDARS,
    )

    assert Loading(Engine(project)).of(ANNA).buckets(days(3)).load.tolist() == [480.0, 480.0, 0.0]


@pytest.mark.corpus
@needs_corpus
def test_the_work_of_real_plans_is_all_in_the_loads() -> None:
    """To a minute an assignment, which rounding takes, and but for what files contour by hand."""
    for path in plans_of_corpus("plans"):
        with path.open("rb") as stream:
            engine = Engine(read(stream, Ticket()).project)
        loading, project = Loading(engine), engine.project
        spans = engine.schedule.spans
        for uid in loading.resources():
            load = loading.of(uid)
            worked = [spans[one.uid] for one in project.assignments_to(uid) if one.uid in spans]
            edges = np.array([engine.schedule.start[0] - DAY * 366, engine.schedule.finish[0] + DAY * 366])
            plain = sum(span.work for span in worked if span.finish > span.start and not span.pieces)
            pieced = sum(span.work for span in worked if span.finish > span.start and span.pieces)
            assert float(loading.buckets(uid, edges).load[0]) == pytest.approx(
                plain + pieced, abs=len(worked) + 0.2 * pieced
            ), (path.name, load.uid)
            assert loading.matrix([uid], edges)[0, 0] == pytest.approx(loading.buckets(uid, edges).load[0])
