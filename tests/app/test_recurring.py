"""Recurring tasks are made of a pattern, and changing the pattern makes their occurrences anew."""

from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gantline.app.chart.bar_texts import figures_of
from gantline.app.edits import assignments, progress, recurring
from gantline.app.edits.indicators import Sign, indicators
from gantline.app.edits.outline import added_tasks
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import ConstraintKind, Recurrence
from gantline.app.project.project import Project
from gantline.app.project.records import ExceptionPeriod, RecurringPattern, ResourceUid, TaskUid
from gantline.app.project.recurrence import recurs
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT as MSPDI
from gantline.io.native import FORMAT as NATIVE

from ..corpus import FOLDER, needs_corpus
from ..laws import law
from ..plan_maker import plan

MONDAYS = ExceptionPeriod(
    start=date(2026, 1, 5), finish=date(2026, 1, 5), recurrence=Recurrence.WEEKLY, weekdays=1, occurrences=3
)
WEEKLY = RecurringPattern(when=MONDAYS, time=9 * 60)


class Bench:
    """A scheduled plan with a recurring task."""

    def __init__(self, pattern: RecurringPattern = WEEKLY, text: str = "Dig | 2d | by Ann") -> None:
        self.project = plan(text)
        self.engine = Engine(self.project)
        patch = recurring.insert(self.engine, "Jour fixe", pattern)
        self.uid = added_tasks(patch)[0]
        self.do(patch)

    def do(self, patch) -> None:
        self.project.apply(patch)
        self.engine.update(patch)

    def change(self, pattern: RecurringPattern, name: str = "Jour fixe") -> None:
        self.do(recurring.set_pattern(self.engine, self.uid, name, pattern))

    @property
    def names(self) -> list[str]:
        return [self.project.tasks[kid].name for kid in self.project.children[self.uid]]

    @property
    def begins(self) -> list[datetime]:
        return [self.engine.schedule.start_of(kid) for kid in self.project.children[self.uid]]


def test_a_recurring_task_is_a_summary_of_its_occurrences():
    bench = Bench()
    summary = bench.project.tasks[bench.uid]
    assert (summary.recurring, summary.hide_bar, summary.roll_up) == (True, True, True)
    assert bench.names == ["Jour fixe 1", "Jour fixe 2", "Jour fixe 3"]
    assert bench.begins == [datetime(2026, 1, day, 9) for day in (5, 12, 19)]
    first = bench.project.tasks[bench.project.children[bench.uid][0]]
    assert (first.constraint, first.priority, first.level_assignments) == (
        ConstraintKind.START_NO_EARLIER_THAN,
        1000,
        False,
    )
    assert first.duration == 60


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ({"recurrence": Recurrence.DAILY, "period": 2}, [(1, 5), (1, 7), (1, 9)]),
        ({"recurrence": Recurrence.WEEKLY, "period": 2, "weekdays": 0b10001}, [(1, 5), (1, 9), (1, 19)]),
        ({"recurrence": Recurrence.MONTHLY_BY_DAY, "month_day": 31}, [(1, 31), (2, 28), (3, 31)]),
        ({"recurrence": Recurrence.MONTHLY_BY_POSITION, "position": 1, "weekdays": 2}, [(1, 6), (2, 3), (3, 3)]),
        ({"recurrence": Recurrence.YEARLY_BY_DAY, "month": 6, "month_day": 1}, [(6, 1), (6, 1), (6, 1)]),
    ],
)
def test_days_of_a_pattern(when, days):
    pattern = replace(WEEKLY, when=ExceptionPeriod(start=MONDAYS.start, finish=MONDAYS.start, occurrences=3, **when))
    found = recurring.occurrences(Engine(plan("")), pattern)
    assert [(one.month, one.day) for one in found] == days


def test_it_ends_by_a_date_that_counts_itself():
    until = replace(WEEKLY, when=replace(MONDAYS, occurrences=None, finish=date(2026, 1, 19)))
    assert len(recurring.occurrences(Engine(plan("")), until)) == 3


def test_days_off_are_left_out_or_worked_after():
    every = replace(MONDAYS, recurrence=Recurrence.DAILY, weekdays=0, start=date(2026, 1, 9), occurrences=2)
    engine = Engine(plan(""))
    assert [one.day for one in recurring.occurrences(engine, replace(WEEKLY, when=every))] == [9, 10]
    left_out = replace(WEEKLY, when=every, skip_days_off=True)
    assert [one.day for one in recurring.occurrences(engine, left_out)] == [9, 12]
    assert Bench(replace(WEEKLY, when=every)).begins[1] == datetime(2026, 1, 12, 8)


def test_a_new_pattern_keeps_what_stands_where_it_was_and_what_is_begun():
    bench = Bench()
    first, second, third = bench.project.children[bench.uid]
    bench.do(assignments.assign(bench.engine, first, ResourceUid(1), 0.5))
    bench.do(progress.set_percent_complete(bench.engine, [first], 50))
    fridays = replace(MONDAYS, start=date(2026, 1, 12), weekdays=0b10001, occurrences=4)
    bench.change(replace(WEEKLY, when=fridays), "Stand-up")
    kids = bench.project.children[bench.uid]
    assert kids[:2] == (first, second)
    assert third in kids
    assert [one.day for one in bench.begins] == [5, 12, 16, 19, 23]
    assert bench.names == [f"Stand-up {number}" for number in range(1, 6)]
    assert [one.units for one in bench.project.assignments_of(kids[2])] == [0.5]


def test_another_duration_holds_for_all_that_is_not_begun():
    bench = Bench()
    bench.change(replace(WEEKLY, duration=120))
    assert {bench.project.tasks[kid].duration for kid in bench.project.children[bench.uid]} == {120}


def test_undo_brings_everything_back():
    bench = Bench()
    before = bench.project.snapshot()
    patch = recurring.set_pattern(bench.engine, bench.uid, "Other", replace(WEEKLY, when=replace(MONDAYS, weekdays=2)))
    bench.do(patch)
    bench.do(patch.inverted())
    assert bench.project == before


@law(40)
@given(
    st.integers(1, 127), st.integers(1, 4), st.integers(1, 12), st.booleans(), st.integers(1, 127), st.integers(1, 12)
)
def test_changing_a_pattern_gives_what_making_it_gives(weekdays, period, count, skip, again, times):
    assume(again & 31 or not skip)  # weekends are days off
    first = replace(MONDAYS, weekdays=weekdays, period=period, occurrences=count)
    second = replace(MONDAYS, weekdays=again, occurrences=times)
    bench, fresh = Bench(replace(WEEKLY, when=first)), Bench(replace(WEEKLY, when=second, skip_days_off=skip))
    bench.change(replace(WEEKLY, when=second, skip_days_off=skip))
    assert bench.begins == fresh.begins
    assert bench.names == fresh.names


def test_too_many_or_none_are_refused():
    engine = Engine(plan("Dig | 1d"))
    endless = replace(MONDAYS, recurrence=Recurrence.DAILY, occurrences=None, finish=date(2049, 1, 1))
    days_off = replace(MONDAYS, weekdays=32)
    with pytest.raises(EditError):
        recurring.insert(engine, "Jour fixe", replace(WEEKLY, when=days_off, skip_days_off=True))
    never = replace(MONDAYS, occurrences=None, start=date(2026, 1, 6), finish=date(2026, 1, 7))
    for when in (endless, never):
        with pytest.raises(EditError):
            recurring.insert(engine, "Jour fixe", replace(WEEKLY, when=when))
    with pytest.raises(EditError):
        recurring.insert(engine, " ", WEEKLY)
    with pytest.raises(EditError):
        recurring.set_pattern(engine, TaskUid(1), "Dig", WEEKLY)


def through(bench: Bench, form) -> Project:
    stream = BytesIO()
    form.write(bench.project, bench.engine.schedule, stream, Ticket())
    return form.read(BytesIO(stream.getvalue()), Ticket()).project


def test_the_pattern_survives_the_native_file():
    bench = Bench()
    assert through(bench, NATIVE).tasks[bench.uid].recurrence == WEEKLY


def test_microsoft_project_xml_says_that_it_recurs_and_the_pattern_is_guessed_again():
    bench = Bench()
    again = through(bench, MSPDI)
    summary = again.tasks[bench.uid]
    assert (summary.recurring, summary.hide_bar, summary.roll_up) == (True, True, True)
    assert not any(again.tasks[kid].recurring for kid in again.children[bench.uid])
    guessed = replace(WEEKLY, when=replace(MONDAYS, finish=date(2026, 1, 19)))
    assert recurring.pattern_of(Engine(again), bench.uid) == guessed


@needs_corpus
def test_patterns_of_real_recurring_tasks_are_guessed():
    path = FOLDER / "plans" / "mpp12recurring-from14-b5f45bff.xml"
    project = MSPDI.read(BytesIO(path.read_bytes()), Ticket()).project
    engine = Engine(project)
    found = {
        task.name: recurring.pattern_of(engine, uid).when.recurrence
        for uid, task in project.tasks.items()
        if task.recurring
    }
    assert found["Daily Every Day"] is Recurrence.DAILY
    assert Recurrence.WEEKLY in found.values()


def test_writing_microsoft_project_xml_says_that_the_pattern_is_lost():
    bench = Bench()
    notes = MSPDI.write(bench.project, bench.engine.schedule, BytesIO(), Ticket())
    assert [(note.code, note.task) for note in notes] == [("mspdi.recurrence-pattern", bench.uid)]


@needs_corpus
def test_phases_that_real_plans_call_recurring_are_none():
    path = FOLDER / "plans" / "software-00-plan-80d1c826.xml"
    project = MSPDI.read(BytesIO(path.read_bytes()), Ticket()).project
    called = [uid for uid, task in project.tasks.items() if task.recurring]
    engine = Engine(project)
    figures = figures_of(project, engine.schedule, engine.working_times)

    assert len(called) == 70
    assert not [uid for uid in called if recurs(project, uid)]
    assert not [uid for uid in called if Sign.RECURRING in {one.sign for one in indicators(figures, uid)}]


@needs_corpus
def test_recurring_tasks_of_real_plans_are_known_as_such():
    path = FOLDER / "plans" / "testrecurringtask2016-de110793.xml"
    project = MSPDI.read(BytesIO(path.read_bytes()), Ticket()).project

    assert [project.tasks[uid].name for uid in project.tasks if recurs(project, uid)] == [
        "Weeks",
        "Monthly",
        "Yearly",
        "Yearly 2",
    ]
