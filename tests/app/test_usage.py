"""Usage: amounts by period add up to what they are of, and typing into a period changes plan and dates as it should."""

from datetime import datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.cost import assignment_cost, bill_of
from gantline.app.analysis.curves import Places
from gantline.app.analysis.loading import Loading
from gantline.app.analysis.usage import Amount, Usage
from gantline.app.edits import assignments, baselines, dates, progress, usage
from gantline.app.project.draft import Draft
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import Accrual, TaskType, TimeUnit, WorkContour
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import AssignmentUid, Baseline, CostRates, Rate, ResourceUid, TaskUid, Timephased
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.splits import ACTUAL, ACTUAL_OVERTIME

from ..laws import law
from ..plan_maker import plan

MONDAY = to_minute(datetime(2026, 1, 5))
ONE, TWO = AssignmentUid(1), AssignmentUid(2)
DIG, LAY = TaskUid(1), TaskUid(2)


class Bench:
    """A scheduled plan and its usage."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.engine = Engine(project)

    def do(self, patch: Patch) -> None:
        self.project.apply(patch)
        self.engine.update(patch)

    def usage(self) -> Usage:
        return Usage(self.engine, Loading(self.engine))

    def hours(self, task: TaskUid, amount: Amount = Amount.WORK, days: int = 12) -> list[float]:
        return [round(one / 60, 2) for one in self.usage().of_task(amount, task, weekdays(days)).tolist()]

    def finish(self, task: TaskUid) -> datetime:
        return self.engine.schedule.finish_of(task)


def weekdays(days: int = 12) -> Places:
    """Days from the Monday on."""
    return Places(np.arange(MONDAY, MONDAY + (days + 1) * DAY, DAY, dtype=np.int64))


def day(number: int, minutes: float) -> usage.Period:
    return (MONDAY + number * DAY, MONDAY + (number + 1) * DAY, minutes)


def dig(text: str = "Dig | 5d | by Ann\nLay | 2d | after Dig | by Ann", **more) -> Bench:
    return Bench(plan(text, **more))


def overtime(bench: Bench, **fields) -> None:
    """Ann's work on the first task with overtime, and other fields."""
    draft = Draft(bench.project)
    draft.assignments[ONE] = replace(bench.project.assignments[ONE], **fields)
    ann = bench.project.resources[ResourceUid(1)]
    rates = {"standard_rate": Rate(amount=Decimal(10)), "overtime_rate": Rate(amount=Decimal(30))}
    draft.resources[ann.uid] = replace(ann, **rates)
    bench.do(draft.patch())


def test_overtime_is_shown_as_it_was_reported_and_costs_when_it_was_done():
    bench = dig()
    days = [(ACTUAL, 5, "PT8H0M0S"), (ACTUAL, 6, "PT8H0M0S"), (ACTUAL_OVERTIME, 6, "PT2H0M0S")]
    told = tuple(
        Timephased(kind=kind, start=datetime(2026, 1, day, 8), finish=datetime(2026, 1, day, 17), value=value)
        for kind, day, value in days
    )
    done = {"actual_work": 960, "actual_overtime_work": 120, "actual_start": datetime(2026, 1, 5, 8)}
    overtime(bench, work=2400, overtime_work=240, **done, timephased=told)
    assert bench.hours(DIG, Amount.ACTUAL_OVERTIME, 3) == [0, 2, 0]
    assert bench.usage().total(Amount.OVERTIME, "task", DIG) == pytest.approx(240)
    money = bench.usage().of_task(Amount.ACTUAL_COST, DIG, weekdays(3)).tolist()
    assert [round(one, 2) for one in money] == [80, 120, 0]
    bill = bill_of(bench.project, bench.engine.schedule, bench.project.assignments[ONE], bench.engine.working_times)
    assert (bill.whole, bill.spent, bill.overtime, bill.overtime_spent) == (480, 200, 120, 60)


def test_a_minute_of_ten_people_can_be_reported_over():
    """A minute of work of ten takes no whole minute of the clock."""
    bench = dig()
    overtime(bench, work=24000, units=10.0, actual_work=1, actual_start=datetime(2026, 1, 5, 8))
    bench.do(usage.set_actual_work_in(bench.engine, ONE, [day(0, 600)]))
    assert bench.project.assignments[ONE].actual_work == 600


def test_more_progress_does_its_share_of_the_overtime():
    bench = dig()
    overtime(bench, work=2400, overtime_work=240)
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    assert bench.project.assignments[ONE].actual_overtime_work == 120
    bench.do(usage.set_actual_work(bench.engine, ONE, 600))
    assert bench.project.assignments[ONE].actual_overtime_work == 60
    assert bench.usage().total(Amount.ACTUAL_OVERTIME, "task", DIG) == 60


def test_the_cost_of_a_baseline_is_kept_as_it_was_spread():
    bench = dig()
    overtime(bench, work=2400)
    bench.do(usage.set_work_in(bench.engine, ONE, [day(2, 0)]))
    bench.do(baselines.save(bench.engine))
    before = bench.usage().of_task(Amount.BASELINE_COST, DIG, weekdays(6)).tolist()
    assert before == [80, 80, 0, 80, 80, 0]
    bench.do(usage.set_work_in(bench.engine, ONE, [day(0, 60)]))
    overtime(bench)
    assert bench.usage().of_task(Amount.BASELINE_COST, DIG, weekdays(6)).tolist() == before
    bench.do(baselines.clear(bench.project))
    assert not any(bench.usage().of_task(Amount.BASELINE_COST, DIG, weekdays(6)))
    assert not [piece for piece in bench.project.assignments[ONE].timephased if piece.kind in (4, 5)]


def test_fixed_cost_is_spent_as_the_task_is_done_and_kept_in_the_baseline():
    bench = dig("Dig | 4d")
    draft = Draft(bench.project)
    draft.tasks[DIG] = replace(bench.project.tasks[DIG], fixed_cost=Decimal(400))
    bench.do(draft.patch())
    bench.do(baselines.save(bench.engine))
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    for amount, expected in ((Amount.ACTUAL_COST, [100, 100, 0, 0]), (Amount.BASELINE_COST, [100] * 4)):
        assert bench.usage().of_task(amount, DIG, weekdays(4)).tolist() == pytest.approx(expected)


def test_work_is_spread_evenly_over_working_time():
    assert dig().hours(DIG) == [8, 8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0]


def test_typing_nothing_into_a_day_makes_a_gap_and_takes_its_work_away():
    bench = dig()
    bench.do(usage.set_work_in(bench.engine, ONE, [day(2, 0)]))
    assert bench.hours(DIG) == [8, 8, 0, 8, 8, 0, 0, 0, 0, 0, 0, 0]
    assert bench.project.tasks[DIG].duration == 4 * 480
    assert bench.project.assignments[ONE].contour is WorkContour.CONTOURED
    assert bench.finish(DIG) == datetime(2026, 1, 9, 17)
    assert len(bench.engine.schedule.segments[DIG]) == 2


def test_typing_behind_the_end_draws_the_task_out_and_moves_what_follows():
    bench = dig()
    bench.do(usage.set_work_in(bench.engine, ONE, [day(7, 240)]))
    assert bench.hours(DIG) == [8, 8, 8, 8, 8, 0, 0, 4, 0, 0, 0, 0]
    assert bench.finish(DIG) == datetime(2026, 1, 12, 17)
    assert bench.engine.schedule.start_of(LAY) == datetime(2026, 1, 13, 8)


def test_a_spread_by_hand_moves_with_its_task():
    bench = dig("Wait | 1d\nDig | 3d | after Wait | by Ann")
    bench.do(usage.set_work_in(bench.engine, ONE, [day(2, 120)]))
    assert bench.hours(LAY) == [0, 8, 2, 8, 0, 0, 0, 0, 0, 0, 0, 0]
    bench.do(dates.set_duration(bench.engine, DIG, plan_duration("3d")))
    assert bench.hours(LAY) == [0, 0, 0, 8, 2, 0, 0, 8, 0, 0, 0, 0]


def plan_duration(text: str):
    from gantline.app.project.durations import parse_duration

    return parse_duration(text, plan("").info)


def test_a_week_takes_more_than_fits_at_the_units_over_all_its_working_time():
    bench = dig("Dig | 2d | by Ann")
    bench.do(usage.set_work_in(bench.engine, ONE, [(MONDAY, MONDAY + 7 * DAY, 40 * 60)]))
    assert bench.hours(DIG) == [8, 8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0]


def test_actual_work_leaves_the_rest_to_the_end_so_that_the_work_stays():
    bench = dig()
    bench.do(usage.set_actual_work_in(bench.engine, ONE, [day(0, 300)]))
    assert bench.hours(DIG) == [5, 8, 8, 8, 8, 0, 0, 3, 0, 0, 0, 0]
    assert bench.hours(DIG, Amount.ACTUAL_WORK)[:2] == [5, 0]
    task, one = bench.project.tasks[DIG], bench.project.assignments[ONE]
    assert (one.work, one.actual_work, one.remaining_work) == (2400, 300, 2100)
    assert task.actual_start == datetime(2026, 1, 5, 8)
    assert task.percent_complete > 0
    assert task.actual_finish is None
    assert bench.engine.schedule.start_of(LAY) == datetime(2026, 1, 12, 11)


def test_actual_work_on_a_later_day_says_that_nothing_was_done_before():
    bench = dig("Dig | 2d | by Ann")
    bench.do(usage.set_actual_work_in(bench.engine, ONE, [day(2, 480)]))
    assert bench.hours(DIG) == [0, 0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0]
    assert bench.engine.schedule.start_of(DIG) == datetime(2026, 1, 7, 8)


def test_all_work_reported_finishes_the_task_and_clearing_it_begins_anew():
    bench = dig("Dig | 2d | by Ann")
    bench.do(usage.set_actual_work_in(bench.engine, ONE, [day(0, 480), day(1, 600)]))
    assert bench.project.tasks[DIG].actual_finish == datetime(2026, 1, 6, 17)
    assert bench.project.tasks[DIG].percent_complete == 100
    assert bench.hours(DIG, Amount.ACTUAL_WORK)[:3] == [8, 10, 0]
    bench.do(usage.set_actual_work_in(bench.engine, ONE, [day(0, 0), day(1, 0)]))
    assert bench.project.tasks[DIG].actual_start is None
    assert bench.project.assignments[ONE].actual_work == 0
    assert sum(bench.hours(DIG)) == 18


def test_work_typed_on_a_task_is_shared_out_as_it_was():
    bench = dig("Dig | 2d | by Ann, Bob 50%")
    bench.do(usage.set_task_work_in(bench.engine, DIG, [day(0, 720), day(1, 360)]))
    assert bench.hours(DIG)[:3] == [12, 6, 0]
    assert [one.work for one in bench.project.assignments_of(DIG)] == [720, 360]


def test_other_assignments_keep_their_work_when_one_is_drawn_out():
    bench = dig("Dig | 2d | by Ann, Bob")
    bench.do(usage.set_work_in(bench.engine, ONE, [day(3, 480)]))
    of_bob = bench.usage().of_assignment(Amount.WORK, TWO, weekdays()) / 60
    assert of_bob.tolist()[:4] == [8, 8, 0, 0]
    assert bench.finish(DIG) == datetime(2026, 1, 8, 17)


def test_a_task_scheduled_by_hand_ends_where_its_work_does():
    start = {"manual": True, "manual_start": datetime(2026, 1, 5, 8), "manual_finish": datetime(2026, 1, 6, 17)}
    bench = dig("Dig | 2d | by Ann", changes={"Dig": start})
    bench.do(usage.set_work_in(bench.engine, ONE, [day(2, 480)]))
    assert bench.finish(DIG) == datetime(2026, 1, 7, 17)


def test_what_cannot_be_is_refused_in_words():
    bench = dig("Dig | 2d | by Ann\nPhase\n  Lay | 2d | by Ann")
    for edit in (
        lambda: usage.set_work_in(bench.engine, ONE, [day(5, 60)]),
        lambda: usage.set_work_in(bench.engine, ONE, [day(-3, 60)]),
        lambda: usage.set_task_work_in(bench.engine, TaskUid(2), [day(0, 60)]),
    ):
        with pytest.raises(EditError):
            edit()
    bench.do(usage.set_actual_work_in(bench.engine, ONE, [day(0, 480)]))
    with pytest.raises(EditError):
        usage.set_work_in(bench.engine, ONE, [day(0, 60)])


def test_a_predefined_contour_takes_the_place_of_a_spread_by_hand():
    bench = dig("Dig | 5d | by Ann")
    bench.do(usage.set_work_in(bench.engine, ONE, [day(2, 120)]))
    bench.do(assignments.set_contour(bench.engine, [ONE], WorkContour.BELL))
    one = bench.project.assignments[ONE]
    assert (one.contour, one.timephased) == (WorkContour.BELL, ())
    hours = bench.hours(DIG)
    assert hours[2] > hours[0]


@law(60)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 24).map(lambda half: half * 30.0)), min_size=1, max_size=5),
    st.booleans(),
    st.sampled_from(list(TaskType)),
)
def test_what_is_typed_stands_where_it_was_typed_and_undo_brings_all_back(typed, actual, kind):
    bench = dig("Dig | 5d | by Ann, Bob 50%\nLay | 2d | after Dig | by Ann", changes={"Dig": {"task_type": kind}})
    before = bench.project.snapshot()
    patches: list[Patch] = []
    amount = Amount.ACTUAL_WORK if actual else Amount.WORK
    edit = usage.set_actual_work_in if actual else usage.set_work_in
    for number, minutes in typed:
        try:
            patch = edit(bench.engine, ONE, [day(number, minutes)])
        except EditError:
            continue
        bench.do(patch)
        patches.append(patch)
        found = bench.usage().of_assignment(amount, ONE, weekdays(20)).tolist()
        assert found[number] == pytest.approx(minutes, abs=2)
        one = bench.project.assignments[ONE]
        assert sum(bench.usage().of_assignment(Amount.WORK, ONE, weekdays(60))) == pytest.approx(one.work, abs=2)
    for patch in reversed(patches):
        bench.do(patch.inverted())
    assert bench.project == before


# -- cost


def priced(accrual: Accrual = Accrual.PRORATED, table: int = 0) -> Bench:
    """Ann costs 10 an hour, 20 from Wednesday on, and 5 a use; table B always 100."""
    bench = dig("Dig | 5d | by Ann")
    draft = Draft(bench.project)
    lines = (
        CostRates(standard=Rate(amount=Decimal(10)), cost_per_use=Decimal(5)),
        CostRates(start=datetime(2026, 1, 7), standard=Rate(amount=Decimal(20)), cost_per_use=Decimal(5)),
        CostRates(table=1, standard=Rate(amount=Decimal(800), unit=TimeUnit.DAY)),
    )
    draft.resources[ResourceUid(1)] = replace(bench.project.resources[ResourceUid(1)], rates=lines, accrue_at=accrual)
    draft.assignments[ONE] = replace(bench.project.assignments[ONE], cost_rate_table=table)
    bench.do(draft.patch())
    return bench


@pytest.mark.parametrize(
    ("accrual", "expected"),
    [
        (Accrual.PRORATED, [85, 80, 160, 160, 160]),
        (Accrual.START, [645, 0, 0, 0, 0]),
        (Accrual.END, [0, 0, 0, 0, 645]),
    ],
)
def test_cost_falls_due_as_the_resource_is_paid_at_the_rates_of_the_day(accrual, expected):
    bench = priced(accrual)
    cost = bench.usage().of_task(Amount.COST, DIG, weekdays(5))
    assert cost.tolist() == pytest.approx(expected)
    one = bench.project.assignments[ONE]
    assert assignment_cost(bench.project, bench.engine.schedule, one, bench.engine.working_times) == Decimal(645)


def test_an_assignment_is_paid_by_its_own_cost_rate_table():
    assert priced(table=1).usage().of_task(Amount.COST, DIG, weekdays(3)).tolist() == pytest.approx([800, 800, 800])


def test_overtime_costs_its_own_rate():
    bench = dig("Dig | 5d | by Ann")
    draft = Draft(bench.project)
    rates = {"standard_rate": Rate(amount=Decimal(10)), "overtime_rate": Rate(amount=Decimal(30))}
    draft.resources[ResourceUid(1)] = replace(bench.project.resources[ResourceUid(1)], **rates)
    draft.assignments[ONE] = replace(bench.project.assignments[ONE], work=2400, overtime_work=240)
    bench.do(draft.patch())
    one = bench.project.assignments[ONE]
    assert assignment_cost(bench.project, bench.engine.schedule, one) == Decimal(36 * 10 + 4 * 30)
    assert bench.usage().total(Amount.COST, "assignment", ONE) == pytest.approx(480)


# -- sums


def test_a_summary_task_and_a_resource_add_up_their_assignments_but_not_those_of_inactive_tasks():
    bench = dig("Phase\n  Dig | 2d | by Ann\n  Lay | 1d | by Ann", changes={"Lay": {"active": False}})
    assert bench.hours(TaskUid(1))[:2] == [8, 8]
    assert bench.usage().total(Amount.WORK, "task", 1) == 960
    assert (bench.usage().of_resource(Amount.WORK, ResourceUid(1), weekdays(2)) / 60).tolist() == [8, 8]


def test_availability_and_overload_are_what_the_calendar_leaves_and_lacks():
    bench = dig("Dig | 1d | by Ann 50%\nLay | 2d | by Ann")
    usage_of = bench.usage()
    left = usage_of.of_resource(Amount.AVAILABLE, ResourceUid(1), weekdays(3)) / 60
    assert left.tolist() == [0, 0, 8]
    assert (usage_of.of_resource(Amount.OVERLOAD, ResourceUid(1), weekdays(3)) / 60).tolist() == [4, 0, 0]
    assert usage_of.overloaded(ResourceUid(1), weekdays(3)).tolist() == [True, False, False]


def test_the_work_of_the_baseline_is_shown_where_it_was_planned():
    bench = dig("Dig | 2d | by Ann")
    saved = Baseline(number=0, start=datetime(2026, 1, 6, 8), finish=datetime(2026, 1, 7, 17), work=960)
    draft = Draft(bench.project)
    draft.assignments[ONE] = replace(bench.project.assignments[ONE], baselines=(saved,))
    bench.do(draft.patch())
    assert bench.hours(DIG, Amount.BASELINE_WORK)[:4] == [0, 8, 8, 0]


def test_figures_forgotten_after_an_edit_are_told_anew_up_to_the_summary():
    bench = dig("Phase\n  Dig | 2d | by Ann")
    kept = bench.usage()
    assert kept.total(Amount.WORK, "task", 1) == 960
    patch = usage.set_work_in(bench.engine, ONE, [day(2, 60)])
    bench.do(patch)
    kept.forget(patch.touched("tasks") | {TaskUid(2)})
    assert kept.total(Amount.WORK, "task", 1) == 1020


def test_progress_in_per_cent_keeps_a_spread_by_hand_and_the_baseline():
    bench = dig("Dig | 4d | by Ann")
    bench.do(usage.set_work_in(bench.engine, ONE, [day(1, 0), day(2, 240)]))
    bench.do(baselines.save(bench.engine))
    before = bench.hours(DIG)
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    assert bench.hours(DIG) == before
    assert sum(bench.hours(DIG, Amount.ACTUAL_WORK)) == bench.project.assignments[ONE].actual_work / 60
    assert bench.hours(DIG, Amount.BASELINE_WORK) == before
