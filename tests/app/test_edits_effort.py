"""Work that is spread by hand, split tasks, delays and contours keep to what is typed as duration, work and units."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import assignments, dates, progress
from gantline.app.edits.split import split
from gantline.app.project.draft import Draft
from gantline.app.project.durations import Duration
from gantline.app.project.kinds import TaskType, TimeUnit, WorkContour
from gantline.app.project.moments import Minute, to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.records import TaskUid
from gantline.app.project.resource_names import parse_resource_names
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from tests.plan_maker import plan, shown

from ..laws import law

DIG = TaskUid(1)
DAY = 480


class Bench:
    """A plan whose first task is edited."""

    def __init__(self, text: str, kind: TaskType = TaskType.FIXED_UNITS) -> None:
        self.project = plan(text, changes={"Dig": {"task_type": kind}})
        self.engine = Engine(self.project)

    def do(self, patch: Patch) -> Bench:
        self.project.apply(patch)
        self.engine.update(patch)
        return self

    def split(self) -> Bench:
        """Pause it from Tuesday noon until Friday morning."""
        return self.do(split(self.engine, DIG, moment(6, 12), moment(9, 8)))

    def last(self, days: float) -> Bench:
        return self.do(dates.set_duration(self.engine, DIG, Duration(round(days * DAY), TimeUnit.DAY)))

    def resources(self, typed: str) -> Bench:
        return self.do(assignments.set_resources(self.engine, DIG, parse_resource_names(typed)))

    @property
    def pieces(self) -> list[str]:
        """When it is worked on, as a chart shows it."""
        row = self.engine.schedule.rows[DIG]
        whole = ((self.engine.schedule.start[row], self.engine.schedule.finish[row]),)
        return [f"{shown(a)} - {shown(b)}" for a, b in self.engine.schedule.segments.get(DIG) or whole]

    @property
    def days(self) -> float:
        """How long it takes, which the record and the schedule agree on."""
        length = self.engine.schedule.duration[self.engine.schedule.rows[DIG]]
        assert length == self.project.tasks[DIG].duration
        return length / DAY

    @property
    def hours(self) -> dict[str, float]:
        """Work of everybody."""
        return {self._name(one.resource): (one.work or 0) / 60 for one in self.project.assignments_of(DIG)}

    def spans(self) -> dict[str, str]:
        """When everybody is at work."""
        spans = self.engine.schedule.spans
        return {
            self._name(one.resource): f"{shown(spans[one.uid].start)} - {shown(spans[one.uid].finish)}"
            for one in self.project.assignments_of(DIG)
        }

    def _name(self, resource: object) -> str:
        return next((one.name for uid, one in self.project.resources.items() if uid == resource), "nobody")


def moment(day: int, hour: int) -> Minute:
    return to_minute(datetime(2026, 1, day, hour))


def test_a_split_task_given_another_duration_is_drawn_out_or_cut_at_its_end_and_stays_split():
    bench = Bench("Dig | 4d | by Ann").split()
    assert bench.pieces == ["5 08:00 - 6 12:00", "9 08:00 - 13 12:00"]
    assert bench.last(6).pieces == ["5 08:00 - 6 12:00", "9 08:00 - 15 12:00"]
    assert bench.last(3).pieces == ["5 08:00 - 6 12:00", "9 08:00 - 12 12:00"]
    assert (bench.days, bench.hours) == (3, {"Ann": 24})
    assert bench.last(1).pieces == ["5 08:00 - 5 17:00"]


def test_a_split_task_is_split_for_whoever_works_on_it():
    bench = Bench("Dig | 4d").split()
    pieces = bench.pieces
    assert bench.hours == {"nobody": 32}
    assert (bench.resources("Ann").pieces, bench.hours) == (pieces, {"Ann": 32})
    assert (bench.resources("Ann, Bob[50%]").pieces, bench.hours) == (pieces, {"Ann": 32, "Bob": 16})
    assert (bench.resources("Bob[50%]").pieces, bench.hours) == (pieces, {"Bob": 16})
    assert (bench.resources("").pieces, bench.hours) == (pieces, {"nobody": 32})
    assert bench.days == 4


def test_more_work_on_a_split_task_comes_at_its_end_and_fewer_units_take_longer():
    bench = Bench("Dig | 4d | by Ann, Bob").split()
    ann, bob = (one.uid for one in bench.project.assignments_of(DIG))
    bench.do(assignments.set_assignment_work(bench.engine, ann, 40 * 60))
    assert (bench.days, bench.pieces) == (5, ["5 08:00 - 6 12:00", "9 08:00 - 14 12:00"])
    bench.do(assignments.set_units(bench.engine, bob, 0.5))
    assert (bench.days, bench.pieces) == (8, ["5 08:00 - 6 12:00", "9 08:00 - 19 12:00"])
    assert bench.spans() == {"Ann": "5 08:00 - 14 12:00", "Bob": "5 08:00 - 19 12:00"}
    bench.do(assignments.set_work(bench.engine, DIG, 36 * 60))
    assert (bench.days, bench.hours) == (4, {"Ann": 20, "Bob": 16})


@pytest.mark.parametrize(
    ("kind", "hours", "units"), [(TaskType.FIXED_WORK, 32, 32 / 48), (TaskType.FIXED_DURATION, 48, 1.0)]
)
def test_the_type_of_a_split_task_says_whether_work_or_units_follow_its_duration(
    kind: TaskType, hours: float, units: float
):
    bench = Bench("Dig | 4d | by Ann", kind).split().last(6)
    assert (bench.pieces, bench.hours) == (["5 08:00 - 6 12:00", "9 08:00 - 15 12:00"], {"Ann": hours})
    assert [one.units for one in bench.project.assignments_of(DIG)] == [pytest.approx(units)]


def test_a_begun_split_task_keeps_what_is_done_and_its_pause_when_its_duration_changes():
    bench = Bench("Dig | 4d | by Ann").split()
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50)).last(6)
    assert bench.pieces == ["5 08:00 - 6 12:00", "9 08:00 - 15 12:00"]
    assert bench.project.tasks[DIG].stop == datetime(2026, 1, 9, 12)
    assert (bench.days, bench.hours, bench.project.tasks[DIG].actual_duration) == (6, {"Ann": 48}, 2 * DAY)


def test_somebody_who_begins_later_makes_the_task_longer_and_who_has_less_to_do_is_done_before():
    bench = Bench("Dig | 1d | by Ann, Bob")
    _ann, bob = (one.uid for one in bench.project.assignments_of(DIG))
    bench.do(assignments.set_delay(bench.engine, bob, DAY))
    assert (bench.days, bench.spans()) == (2, {"Ann": "5 08:00 - 5 17:00", "Bob": "6 08:00 - 6 17:00"})
    assert bench.last(4).spans() == {"Ann": "5 08:00 - 6 17:00", "Bob": "7 08:00 - 8 17:00"}
    bench.do(assignments.set_delay(bench.engine, bob, 0))
    assert bench.days == 2


def test_a_predefined_contour_takes_as_long_as_it_leaves_the_work():
    bench = Bench("Dig | 4d | by Ann")
    (one,) = bench.project.assignments_of(DIG)
    bench.do(assignments.set_contour(bench.engine, [one.uid], WorkContour.BELL))
    assert (bench.days, bench.hours) == (8, {"Ann": 32})
    bench.do(assignments.set_work(bench.engine, DIG, 40 * 60))
    assert bench.days == 10
    assert bench.last(5).hours == {"Ann": 20}
    bench.do(assignments.set_contour(bench.engine, [one.uid], WorkContour.FLAT))
    assert (bench.days, bench.hours) == (2.5, {"Ann": 20})


def test_a_predefined_contour_takes_more_units_where_the_duration_is_fixed():
    bench = Bench("Dig | 4d | by Ann", TaskType.FIXED_DURATION)
    (one,) = bench.project.assignments_of(DIG)
    bench.do(assignments.set_contour(bench.engine, [one.uid], WorkContour.BELL))
    assert (bench.days, bench.hours) == (4, {"Ann": 32})
    assert bench.project.assignments[one.uid].units == pytest.approx(2)


@law(60)
@given(
    people=st.sampled_from(["", " | by Ann", " | by Ann, Bob 50%", " | by Ann 30%"]),
    kind=st.sampled_from(TaskType),
    pause=st.integers(1, 30),
    gap=st.integers(1, 80),
    lengths=st.lists(st.integers(1, 120), min_size=1, max_size=4),
)
def test_a_split_task_lasts_as_long_as_was_typed_last(
    people: str, kind: TaskType, pause: int, gap: int, lengths: list[int]
):
    bench = Bench(f"Dig | 4d{people}", kind)
    time = bench.engine.working_times.task(DIG)
    start = bench.engine.schedule.start[bench.engine.schedule.rows[DIG]]
    bench.do(split(bench.engine, DIG, time.add(start, pause * 60), time.add(start, (pause + gap) * 60)))
    for hours in lengths:
        bench.last(hours / 8)
        assert bench.days == hours / 8
        if min(lengths) > pause:  # never cut back to before the pause
            row = bench.engine.schedule.rows[DIG]
            span = time.between(bench.engine.schedule.start[row], bench.engine.schedule.finish[row])
            assert span == (hours + gap) * 60


def test_a_task_that_pauses_without_any_work_of_nobody_stays_split_when_its_duration_changes():
    bench = Bench("Dig | 4d").split()
    (one,) = bench.project.assignments_of(DIG)
    idle = Draft(bench.project)
    idle.assignments[one.uid] = replace(one, work=0, remaining_work=0)
    assert bench.do(idle.patch()).last(6).pieces == ["5 08:00 - 6 12:00", "9 08:00 - 15 12:00"]
    assert bench.hours == {"nobody": 0}
