"""Earned value: what was planned, earned and spent up to the status date, by the definitions of Microsoft Project."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gantline.app.analysis.earned_value import EarnedValue, EarnedValues, status_moment
from gantline.app.analysis.figures import Figures
from gantline.app.edits import baselines, progress, tasks
from gantline.app.edits.fields import BY_KEY
from gantline.app.edits.plan import set_info
from gantline.app.edits.wording import Wording
from gantline.app.project.draft import Draft
from gantline.app.project.kinds import Accrual
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, AssignmentUid, Rate, ResourceUid, TaskUid, Timephased
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

from ..plan_maker import plan

PHASE, DIG, LAY = TaskUid(1), TaskUid(2), TaskUid(3)
TEXT = """
    Phase
      Dig | 4d | by Ann
      Lay | 5d | after Dig | by Bob 50%
"""


class Bench:
    """A plan of a week and more; Ann costs 10 an hour, Bob 20; its baseline is saved."""

    def __init__(self, text: str = TEXT, *, save: bool = True) -> None:
        self.project: Project = plan(text)
        for uid, rate in ((1, 10), (2, 20)):
            if uid in self.project.resources:
                found = self.project.resources[ResourceUid(uid)]
                self.project.resources[found.uid] = replace(found, standard_rate=Rate(amount=Decimal(rate)))
        self.engine = Engine(self.project)
        if save:
            self.do(baselines.save(self.engine))

    def do(self, patch: Patch) -> None:
        self.project.apply(patch)
        self.engine.update(patch)

    def at(self, uid: TaskUid, day: int, hour: int = 17) -> EarnedValue:
        self.do(set_info(self.project, status_date=datetime(2026, 1, day, hour)))
        return Figures(self.engine).earned(uid)


def test_planned_value_is_the_baselines_cost_up_to_the_status_date():
    bench = Bench()
    assert [bench.at(DIG, day).planned for day in (2, 5, 6, 8, 20)] == [0, 80, 160, 320, 320]
    assert [bench.at(LAY, day).planned for day in (8, 9, 12)] == [0, 80, 160]
    assert bench.at(PHASE, 9).planned == bench.at(ROOT, 9).planned == 400


def test_earned_value_is_the_share_of_the_baseline_that_is_done():
    bench = Bench()
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    found = bench.at(DIG, 7)
    assert (found.planned, found.earned, found.spent) == (240, 160, 160)
    assert (found.schedule_variance, found.cost_variance) == (-80, 0)
    assert found.schedule_performance == pytest.approx(2 / 3)


def test_what_was_done_after_the_status_date_counts_neither_as_earned_nor_as_spent():
    bench = Bench()
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 100))
    found = bench.at(DIG, 5)
    assert (found.planned, found.earned, found.spent) == (80, 80, 80)


def test_cost_that_is_not_even_in_the_baseline_is_earned_as_it_was_spread():
    """Microsoft's own example: four days of 10, 10, 20 and 20; half of the days earns 20."""
    bench = Bench("Dig | 4d | by Ann")
    one = bench.project.assignments[AssignmentUid(1)]
    days = [
        Timephased(kind=5, start=datetime(2026, 1, day, 8), finish=datetime(2026, 1, day, 17), value=str(money * 100))
        for day, money in ((5, 10), (6, 10), (7, 20), (8, 20))
    ]
    draft = Draft(bench.project)
    saved = replace(one.baselines[0], cost=Decimal(60))
    draft.assignments[one.uid] = replace(one, timephased=tuple(days), baselines=(saved,))
    task = bench.project.tasks[TaskUid(1)]
    draft.tasks[task.uid] = replace(task, baselines=(replace(task.baselines[0], cost=Decimal(60)),))
    bench.do(draft.patch())
    assert [bench.at(TaskUid(1), day).planned for day in (5, 6, 7, 8)] == [10, 20, 40, 60]
    for percent, earned in ((50, 20), (75, 40), (100, 60)):
        bench.do(progress.set_percent_complete(bench.engine, [TaskUid(1)], percent))
        assert bench.at(TaskUid(1), 9).earned == earned


def test_physical_per_cent_complete_earns_where_the_task_says_so():
    bench = Bench()
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    bench.do(progress.set_physical_percent_complete(bench.project, [DIG], 25))
    assert bench.at(DIG, 9).earned == 160
    bench.do(tasks.set_earned_by_physical(bench.project, [DIG], True))
    assert bench.at(DIG, 9).earned == 80
    assert bench.at(PHASE, 9).earned == 80


@pytest.mark.parametrize(("accrual", "planned"), [("START", [400, 400, 400]), ("PRORATED", [100, 200, 400]),
                                                  ("END", [0, 0, 400])])  # fmt: skip
def test_fixed_cost_is_planned_when_it_falls_due(accrual, planned):
    bench = Bench("Dig | 4d", save=False)
    task = bench.project.tasks[TaskUid(1)]
    bench.project.tasks[task.uid] = replace(task, fixed_cost=Decimal(400), fixed_cost_accrual=Accrual[accrual])
    bench.do(baselines.save(bench.engine))
    assert [bench.at(task.uid, day).planned for day in (5, 6, 8)] == planned


def test_money_spent_faster_than_earned_shows_in_the_estimate():
    bench = Bench()
    draft = Draft(bench.project)
    ann = bench.project.resources[ResourceUid(1)]
    draft.resources[ann.uid] = replace(ann, standard_rate=Rate(amount=Decimal(20)))
    bench.do(draft.patch())
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    found = bench.at(DIG, 9)
    assert (found.budget, found.earned, found.spent, found.cost_performance) == (320, 160, 320, 0.5)
    assert (found.estimate, found.variance_at_completion, found.to_complete_performance) == (640, -320, None)


def test_before_anything_is_earned_the_estimate_is_the_budget():
    found = Bench().at(DIG, 9)
    assert (found.estimate, found.variance_at_completion, found.cost_performance) == (320, 0, None)


def test_another_baseline_can_be_the_measure():
    bench = Bench()
    bench.do(baselines.save(bench.engine, 3, [DIG]))
    bench.do(baselines.clear(bench.project, 0))
    assert bench.at(DIG, 9).budget == 0
    bench.do(set_info(bench.project, earned_value_baseline=3))
    assert bench.at(DIG, 9).budget == 320


def test_assignments_and_resources_earn_their_part():
    bench = Bench()
    bench.do(progress.set_percent_complete(bench.engine, [DIG], 50))
    values = EarnedValues(bench.engine, status_moment(bench.project.info, date(2026, 1, 9)))
    assert values.of_assignment(AssignmentUid(1)).earned == values.of_resource(ResourceUid(1)).earned == 160
    assert values.of_assignment(AssignmentUid(2)) == values.of_resource(ResourceUid(2))


def test_columns_show_it_and_forget_it_with_the_edit_that_made_it_untrue():
    bench = Bench()
    bench.at(DIG, 7)
    figures, wording = Figures(bench.engine), Wording(bench.project.info)

    def shown(*keys: str) -> list[str]:
        return [BY_KEY[key].text(figures, wording, PHASE) for key in keys]

    assert shown("planned_value", "earned_value", "schedule_performance", "actual_cost", "remaining_cost") == [
        "$240.00", "$0.00", "0.00", "$0.00", "$720.00"]  # fmt: skip
    patch = progress.set_percent_complete(bench.engine, [DIG], 75)
    bench.do(patch)
    figures.forget([DIG], outline=False)
    assert shown("earned_value", "schedule_performance", "cost_to_date", "remaining_cost", "estimate") == [
        "$240.00", "1.00", "$240.00", "$480.00", "$720.00"]  # fmt: skip
    method = BY_KEY["earned_value_method"]
    assert method.edit is not None
    bench.do(method.edit(figures, wording, DIG, "Physical"))
    assert bench.project.tasks[DIG].earned_by_physical
