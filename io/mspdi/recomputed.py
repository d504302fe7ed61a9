"""Computed values that edits made untrue, worked out anew as far as Gantline can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...app.analysis.cost import Bill, bill_of, fixed_cost_spent
from ...app.analysis.earned_value import EarnedValue, EarnedValues, status_moment
from ...app.project.kinds import ResourceKind
from ...app.project.moments import DAY, Minute, to_datetime, to_minute
from ...app.project.project import Project
from ...app.project.records import (
    ROOT,
    Assignment,
    Baseline,
    ProjectInfo,
    Resource,
    Task,
    TaskUid,
    Timephased,
)
from ...app.project.working_time import WorkingTime, WorkingTimes
from ...app.schedule.schedule import Schedule
from .codes import PERCENT_DONE
from .overloads import Overloads, peak_of
from .spelling import plain, read_date, write_moment
from .values import CENTS, DURATION, TENTHS, UNITS
from .work_totals import NO_TOTALS, NOTHING_BELOW, TOTALS, Totals, assignment_totals, progress_below, work_totals
from .write_parts import duration_format
from .xml_text import content, fragments

_NOTHING_DONE = "32768"
"""What Microsoft Project says for a period in which nothing was done."""

_LONGEST = 4000 * DAY
_EARNED = ("BCWS", "BCWP", "ACWP", "CV", "SV", "VAC")
_COSTS = ("Cost", "ActualCost", "RemainingCost", "OvertimeCost", "ActualOvertimeCost", "RemainingOvertimeCost")


class Recomputed:
    """Values of elements by record; None where they can't be worked out and the element goes."""

    def __init__(self, project: Project, schedule: Schedule) -> None:
        self._project = project
        self._schedule = schedule
        self._bills: dict[TaskUid, Bill] = {}

    @cached_property
    def times(self) -> WorkingTimes:
        return WorkingTimes(self._project)

    @cached_property
    def _totals(self) -> dict[TaskUid, Totals]:
        return work_totals(self._project, self._schedule.spans)

    @cached_property
    def _earned(self) -> EarnedValues:
        return EarnedValues(self._plan, _status(self._project.info))

    @cached_property
    def _overloads(self) -> Overloads:
        return Overloads(self._plan)

    @cached_property
    def _plan(self) -> _Plan:
        return _Plan(self._project, self._schedule, self.times)

    # -- of a task

    def of_task(self, task: Task, element: str) -> str | None:
        """An element of a task."""
        if element == "FreeformDurationFormat" and task.manual:  # of others nobody knows what it says
            return duration_format(task.duration_unit, task.estimated)
        return self._of_row(task.uid, task.baselines, self.times.yardstick(task.uid), element)

    def of_summary(self, element: str) -> str | None:
        """An element of the project summary."""
        if element == "PercentComplete":
            return str(progress_below(self._project, self._schedule).get(ROOT, NOTHING_BELOW).percent)
        return self._of_row(ROOT, self._project.info.summary_baselines, self.times.project, element)

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
            case "Summary":
                return "1" if uid == ROOT or self._project.is_summary(uid) else "0"
            case "OverAllocated":
                return "1" if any(map(self._overloads.on, self._project.assignments_of(uid))) else "0"
        if element in _EARNED:
            return _earned(element, self._earned.of_task(uid))
        return _cost(element, self._bill(uid)) if element in _COSTS else None

    def _bill(self, uid: TaskUid) -> Bill:
        """The bill of a task and of all below it; inactive tasks add nothing to those above them."""
        known, project = self._bills, self._project
        order = [uid] if uid not in known else []
        for one in order:
            order.extend(kid for kid in project.children.get(one, ()) if kid not in known)
        for one in reversed(order):
            kids = project.children.get(one, ())
            found = sum((known[kid] for kid in kids if project.tasks[kid].active), Bill())
            if one != ROOT:
                task = project.tasks[one]
                found += Bill(task.fixed_cost, fixed_cost_spent(task)).in_cents
                found = sum(map(self._assignment_bill, project.assignments_of(one)), found)
            known[one] = found
        return known[uid]

    def done_over_time(self, task: Task) -> tuple[Timephased, ...] | None:
        """How much of a task was done on each day from its start, in per cent; None where that can't be told."""
        stop, duration = task.stop, (task.actual_duration or 0) + (task.remaining_duration or 0)
        if not task.percent_complete:
            return ()
        if task.actual_start is None or stop is None or not duration or task.duration_unit.elapsed:
            return None
        time = self.times.task(task.uid)
        at, end = to_minute(task.actual_start), to_minute(stop)
        if time.between(at, end) != task.actual_duration or end - at > _LONGEST:
            return None  # it was interrupted, and when is not known here
        found: list[Timephased] = []
        while at < end:
            until = min(at + DAY, end)
            done = round(100 * time.between(at, until) / duration, 2)
            value = plain(done) if done else _NOTHING_DONE
            start, finish = to_datetime(at), to_datetime(until)
            found.append(Timephased(kind=PERCENT_DONE, start=start, finish=finish, value=value))
            at = until
        return tuple(found)

    # -- of an assignment

    def of_assignment(self, one: Assignment, element: str) -> str | None:
        """An element of an assignment."""
        span = self._schedule.spans.get(one.uid)
        match element:
            case "StartVariance" | "FinishVariance" if span is not None:
                name = "start" if element == "StartVariance" else "finish"
                time = self.times.yardstick(one.task)
                return _variance(_first(one.baselines, name), getattr(span, name), time)
            case "WorkVariance" if (before := _first(one.baselines, "work")) is not None:
                return str((assignment_totals(one, self._schedule.spans.get(one.uid)).work - before) * 1000)
            case "CostVariance":
                return CENTS.write(self._assignment_bill(one).whole - (_first(one.baselines, "cost") or 0))
            case "Overallocated":
                return "1" if self._overloads.on(one) else "0"
            case "PeakUnits" if span is not None:
                return UNITS.write(peak_of(one, span))
            case "Milestone":
                return "1" if self._project.tasks[one.task].milestone else "0"
            case "Summary":
                return "1" if self._project.is_summary(one.task) else "0"
        if element in _EARNED:
            return _earned(element, self._earned.of_assignment(one.uid))
        return _cost(element, self._assignment_bill(one)) if element in _COSTS else None

    def _assignment_bill(self, one: Assignment) -> Bill:
        return bill_of(self._project, self._schedule, one, self.times).in_cents

    # -- of a resource

    def of_resource(self, resource: Resource, element: str) -> str | None:
        """An element of a resource."""
        held = list(self._project.assignments_to(resource.uid))
        spans = [self._schedule.spans[one.uid] for one in held if one.uid in self._schedule.spans]
        match element:
            case "CostVariance":
                cost = sum(map(self._assignment_bill, held), Bill()).whole
                return CENTS.write(cost - (_first(resource.baselines, "cost") or 0))
            case "Start" | "Finish" if spans:
                ends = [span.start for span in spans] if element == "Start" else [span.finish for span in spans]
                return write_moment(min(ends) if element == "Start" else max(ends))
            case "OverAllocated":
                return "1" if self._overloads.tasks(resource.uid) else "0"
            case "PeakUnits":
                peak = self._overloads.peak(resource)
                return None if peak is None else UNITS.write(peak)
        if element in _EARNED:
            return _earned(element, self._earned.of_resource(resource.uid))
        if element in _COSTS:
            return _cost(element, sum(map(self._assignment_bill, held), Bill()))
        if resource.kind is not ResourceKind.WORK:
            return None
        totals = Totals()
        for one in held:
            totals.add(assignment_totals(one, self._schedule.spans.get(one.uid)))
        if element == "WorkVariance":
            return str((totals.work - (_first(resource.baselines, "work") or 0)) * 1000)
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


def _cost(element: str, bill: Bill) -> str:
    """One of ``_COSTS``."""
    whole, spent = (bill.overtime, bill.overtime_spent) if "Overtime" in element else (bill.whole, bill.spent)
    return CENTS.write(spent if "Actual" in element else whole - spent if "Remaining" in element else whole)


def _earned(element: str, value: EarnedValue) -> str:
    """One of ``_EARNED``."""
    match element:
        case "BCWS":
            amount = value.planned
        case "BCWP":
            amount = value.earned
        case "ACWP":
            amount = value.spent
        case "CV":
            amount = value.cost_variance
        case "SV":
            amount = value.schedule_variance
        case _:
            amount = value.variance_at_completion
    return CENTS.write(amount)


def _status(info: ProjectInfo) -> Minute:
    """The moment up to which the file's earned value is counted: the status date, or the day it was written.

    What edits leave true was counted up to that day, so what they made untrue is too.
    """
    written = next((content(piece) for name, piece in fragments(info.foreign) if name == "CurrentDate"), "")
    try:
        day, _exact = read_date(written)
    except ValueError:
        day = None
    return status_moment(info, date.today()) if info.status_date or day is None else to_minute(day)


@dataclass(frozen=True)
class _Plan:
    """A plan with dates, which is all that earned value and loads need."""

    project: Project
    schedule: Schedule
    working_times: WorkingTimes


Value = Callable[[str], str | None]
"""Element to its value worked out anew."""
