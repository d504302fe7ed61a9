"""Computed values that edits made untrue, worked out anew as far as Gantline can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property

from ...app.analysis.cost import assignment_cost
from ...app.project.kinds import Accrual, ResourceKind
from ...app.project.moments import Minute, to_minute
from ...app.project.project import Project
from ...app.project.records import ROOT, ZERO, Assignment, Baseline, Resource, Task, TaskUid
from ...app.project.working_time import WorkingTime, WorkingTimes
from ...app.schedule.schedule import Schedule
from .spelling import write_moment
from .values import CENTS, DURATION, TENTHS
from .work_totals import NO_TOTALS, NOTHING_BELOW, TOTALS, Totals, assignment_totals, progress_below, work_totals

Money = tuple[Decimal, Decimal | None]
"""Cost in all, and of it what was spent; None where that can't be told."""


class Recomputed:
    """Values of elements by record; None where they can't be worked out and the element goes."""

    def __init__(self, project: Project, schedule: Schedule) -> None:
        self._project = project
        self._schedule = schedule
        self._spent: dict[TaskUid, Money] = {}

    @cached_property
    def _times(self) -> WorkingTimes:
        return WorkingTimes(self._project)

    @cached_property
    def _totals(self) -> dict[TaskUid, Totals]:
        return work_totals(self._project, self._schedule.spans)

    # -- of a task

    def of_task(self, task: Task, element: str) -> str | None:
        """An element of a task."""
        return self._of_row(task.uid, task.baselines, self._times.yardstick(task.uid), element)

    def of_summary(self, element: str) -> str | None:
        """An element of the project summary."""
        if element == "PercentComplete":
            return str(progress_below(self._project, self._schedule).get(ROOT, NOTHING_BELOW).percent)
        return self._of_row(ROOT, self._project.info.summary_baselines, self._times.project, element)

    def _of_row(self, uid: TaskUid, baselines: Iterable[Baseline], time: WorkingTime, element: str) -> str | None:
        row = self._schedule.rows.get(uid)
        if row is None:
            return None
        match element:
            case "StartVariance":
                return _variance(_first(baselines, "start"), self._schedule.start[row], time)
            case "FinishVariance":
                return _variance(_first(baselines, "finish"), self._schedule.finish[row], time)
            case "WorkVariance":
                return str((self._totals.get(uid, NO_TOTALS).work - (_first(baselines, "work") or 0)) * 1000)
            case "Cost" | "ActualCost" | "RemainingCost":
                return _money(element, self._money(uid))
            case "OvertimeCost" | "ActualOvertimeCost" | "RemainingOvertimeCost":
                return None if self._totals.get(uid, NO_TOTALS).overtime else "0"
            case "Summary":
                return "1" if uid == ROOT or self._project.is_summary(uid) else "0"
        return None

    def _money(self, uid: TaskUid) -> Money:
        found = self._spent.get(uid)
        if found is None:
            parts = [self._money(kid) for kid in self._project.children.get(uid, ()) if self._counts(kid)]
            if uid != ROOT:
                parts.append(_fixed(self._project.tasks[uid]))
                parts += map(self._assignment_money, self._project.assignments_of(uid))
            found = self._spent[uid] = _sum(parts)
        return found

    def _counts(self, uid: TaskUid) -> bool:
        return self._project.tasks[uid].active

    # -- of an assignment

    def of_assignment(self, one: Assignment, element: str) -> str | None:
        """An element of an assignment."""
        span = self._schedule.spans.get(one.uid)
        match element:
            case "StartVariance" | "FinishVariance" if span is not None:
                name = "start" if element == "StartVariance" else "finish"
                time = self._times.assignment(one.task, one.resource)
                return _variance(_first(one.baselines, name), getattr(span, name), time)
            case "WorkVariance" if (before := _first(one.baselines, "work")) is not None:
                return str((assignment_totals(one, self._schedule.spans).work - before) * 1000)
            case "CostVariance":
                return CENTS.write(self._assignment_money(one)[0] - (_first(one.baselines, "cost") or 0))
            case "Cost" | "ActualCost" | "RemainingCost":
                return _money(element, self._assignment_money(one))
            case "OvertimeCost" | "ActualOvertimeCost" | "RemainingOvertimeCost":
                return None if one.overtime_work else "0"
            case "Milestone":
                return "1" if self._project.tasks[one.task].milestone else "0"
            case "Summary":
                return "1" if self._project.is_summary(one.task) else "0"
        return None

    def _assignment_money(self, one: Assignment) -> Money:
        cost = assignment_cost(self._project, self._schedule, one, self._times).quantize(Decimal("0.01"))
        totals = assignment_totals(one, self._schedule.spans)
        if not cost or not (totals.actual or one.percent_work_complete or one.actual_start):
            return cost, ZERO
        return cost, cost if totals.actual and not totals.remaining else None

    # -- of a resource

    def of_resource(self, resource: Resource, element: str) -> str | None:
        """An element of a resource."""
        held = list(self._project.assignments_to(resource.uid))
        spans = [self._schedule.spans[one.uid] for one in held if one.uid in self._schedule.spans]
        match element:
            case "Cost" | "ActualCost" | "RemainingCost":
                return _money(element, _sum(map(self._assignment_money, held)))
            case "Start" | "Finish" if spans:
                ends = [span.start for span in spans] if element == "Start" else [span.finish for span in spans]
                return write_moment(min(ends) if element == "Start" else max(ends))
            case "OvertimeCost" | "ActualOvertimeCost" | "RemainingOvertimeCost":
                return None if any(one.overtime_work for one in held) else "0"
        if resource.kind is not ResourceKind.WORK:
            return None
        totals = Totals()
        for one in held:
            totals.add(assignment_totals(one, self._schedule.spans))
        if element in TOTALS:
            return DURATION.write(totals.values()[TOTALS.index(element)])
        if element == "PercentWorkComplete":
            return str((200 * totals.actual + totals.work) // (2 * totals.work)) if totals.work else "0"
        return None


def _first(baselines: Iterable[Baseline], name: str) -> int | None:
    """A value of the plain baseline: minutes, money, or a moment."""
    value = next((getattr(one, name) for one in baselines if one.number == 0), None)
    return to_minute(value) if name in ("start", "finish") and value is not None else value


def _variance(planned: Minute | None, now: Minute, time: WorkingTime) -> str:
    """Working time between the baseline and now, as slack is written; nought where there is no baseline."""
    return "0" if planned is None else TENTHS.write(time.offset(now) - time.offset(planned))


def _fixed(task: Task) -> Money:
    """The fixed cost of a task, and what of it is due."""
    cost, done = task.fixed_cost, task.percent_complete
    match task.fixed_cost_accrual:
        case Accrual.START:
            return cost, cost if done else ZERO
        case Accrual.END:
            return cost, cost if done == 100 else ZERO
        case _:
            return cost, cost * done / 100


def _sum(parts: Iterable[Money]) -> Money:
    cost, spent = ZERO, ZERO
    for one, of_it in parts:
        cost += one
        spent = None if spent is None or of_it is None else spent + of_it
    return cost, spent


def _money(element: str, money: Money) -> str | None:
    cost, spent = money
    if element == "Cost":
        return CENTS.write(cost)
    if spent is None:
        return None
    return CENTS.write(spent if element == "ActualCost" else cost - spent)


Value = Callable[[str], str | None]
"""Element to its value worked out anew."""
