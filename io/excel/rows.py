"""The rows of the sheets: what each task, resource and assignment of a plan has in which column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ...app.analysis.cost import task_cost
from ...app.i18n import _
from ...app.project.durations import minutes_of
from ...app.project.kinds import ResourceKind, TimeUnit
from ...app.project.moments import to_datetime
from ...app.project.project import Project
from ...app.project.records import ROOT, Assignment, Resource, Task, TaskUid
from ...app.project.resource_names import format_resource_names
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from . import words
from .sheets import Row
from .texts import duration_text, link_text, rate_text


@dataclass
class _Total:
    """What a task and all below it come to: working minutes, money, and minutes times per cent done of all minutes."""

    work: int
    cost: Decimal
    done: int = 0
    minutes: int = 0

    def add(self, other: _Total) -> None:
        self.work += other.work
        self.cost += other.cost
        self.done += other.done
        self.minutes += other.minutes

    @property
    def percent(self) -> int:
        return self.done // self.minutes if self.minutes else 0


class PlanRows:
    """The rows of a plan's sheets."""

    def __init__(self, project: Project, schedule: Schedule, ticket: Ticket) -> None:
        self._project = project
        self._schedule = schedule
        self._ticket = ticket
        self._info = project.info
        self.numbers = {uid: number for number, (uid, _level) in enumerate(project.outline(), 1)}
        self.resource_numbers = {uid: number for number, uid in enumerate(project.resource_order, 1)}
        self._calendars = {uid: calendar.name for uid, calendar in project.calendars.items()}
        self._totals = self._summed()
        self._total = len(project.tasks) + len(project.assignments)

    def shows_times(self) -> bool:
        """Whether some date is not at the usual start or finish of a day."""
        usual = {0, self._info.default_start_time, self._info.default_finish_time}
        return any(minute % 1440 not in usual for minute in (*self._schedule.start, *self._schedule.finish))

    def _summed(self) -> dict[TaskUid, _Total]:
        """Progress, work and cost of every task with all below it."""
        project = self._project
        totals: dict[TaskUid, _Total] = {}
        for uid, _level in reversed(list(project.outline())):
            task, kids = project.tasks[uid], project.children.get(uid, ())
            total = _Total(
                work=sum(map(self._work, project.assignments_of(uid))), cost=task_cost(project, self._schedule, uid)
            )
            if not kids and task.active and not task.blank:
                total.minutes = task.duration or 1
                total.done = total.minutes * task.percent_complete
            for kid in kids:
                total.add(totals[kid])
            totals[uid] = total
        return totals

    def task_rows(self) -> Iterator[Row]:
        """One row for each row of the table."""
        outline = _outline_numbers(self._project)
        for number, (uid, level) in enumerate(self._project.outline(), 1):
            task = self._project.tasks[uid]
            self._step(number)
            place = {"uid": uid, "id": number, "level": level}
            if task.blank:
                yield place, level
                continue
            summary = self._project.is_summary(uid)
            wbs = task.wbs or outline[uid]
            yield {**place, "summary": summary, "wbs": wbs, **self._entered(task), **self._dates(task, summary)}, level

    def _entered(self, task: Task) -> dict[str, Any]:
        """What the planner entered for a task."""
        project, info = self._project, self._info
        baseline = next((one for one in task.baselines if one.number == 0), None)
        pairs = [(project.resources.get(one.resource), one) for one in project.assignments_of(task.uid) if one.resource]
        return {
            "active": _(words.YES if task.active else words.NO),
            "mode": _(words.MANUAL if task.manual else words.AUTOMATIC),
            "name": task.name,
            "predecessors": ", ".join(
                link_text(link, self.numbers[link.predecessor], info) for link in project.predecessors(task.uid)
            ),
            "resources": format_resource_names(pairs),
            "constraint": _(words.CONSTRAINTS[task.constraint]),
            "constraint_date": task.constraint_date,
            "deadline": task.deadline,
            "calendar": self._calendars.get(task.calendar) if task.calendar else None,
            "type": _(words.TASK_TYPES[task.task_type]),
            "effort": _yes(task.effort_driven),
            "priority": task.priority,
            "milestone": _yes(task.milestone),
            "fixed_cost": _money(task.fixed_cost),
            "actual_start": task.actual_start,
            "actual_finish": task.actual_finish,
            "baseline_start": baseline and baseline.start,
            "baseline_finish": baseline and baseline.finish,
            "notes": task.notes,
        }

    def _dates(self, task: Task, summary: bool) -> dict[str, Any]:
        """What follows from the schedule and the tasks below."""
        total = self._totals[task.uid]
        summed = {
            "percent": (total.percent if summary else task.percent_complete) / 100,
            "work": total.work / 60 if total.work else None,
            "cost": _money(total.cost),
        }
        row = self._schedule.rows.get(task.uid)
        unit = self._info.duration_unit if summary else task.duration_unit
        if row is None:
            return summed | {"duration": duration_text(task.duration, unit, self._info, estimated=task.estimated)}
        minutes = self._schedule.duration[row] if summary else task.duration
        return summed | {
            "duration": duration_text(minutes, unit, self._info, estimated=task.estimated and not summary),
            "start": to_datetime(self._schedule.start[row]),
            "finish": to_datetime(self._schedule.finish[row]),
            "slack": self._schedule.total_slack[row] / minutes_of(TimeUnit.DAY, self._info),
            "critical": _yes(bool(self._schedule.critical[row])),
        }

    def _work(self, one: Assignment) -> int:
        """Minutes of a person's or machine's work on an assignment."""
        resource = self._project.resources.get(one.resource) if one.resource else None
        if resource is not None and resource.kind is not ResourceKind.WORK:
            return 0
        span = self._schedule.spans.get(one.uid)
        return span.work if span else one.work or 0

    def resource_rows(self) -> Iterator[Row]:
        """One row for each resource."""
        for uid, number in self.resource_numbers.items():
            yield self._resource(number, self._project.resources[uid]), 0

    def _resource(self, number: int, one: Resource) -> dict[str, Any]:
        return {
            "uid": one.uid,
            "id": number,
            "name": one.name,
            "type": _(words.RESOURCE_KINDS[one.kind]),
            "initials": one.initials,
            "group": one.group,
            "code": one.code,
            "email": one.email,
            "label": one.material_label,
            "max_units": one.max_units if one.kind is ResourceKind.WORK else None,
            "rate": rate_text(one.standard_rate),
            "overtime_rate": rate_text(one.overtime_rate),
            "use_cost": _money(one.cost_per_use),
            "accrual": _(words.ACCRUALS[one.accrue_at]),
            "calendar": self._calendars.get(one.calendar) if one.calendar else None,
            "notes": one.notes,
        }

    def assignment_rows(self) -> Iterator[Row]:
        """One row for each assignment, in the order of the tasks."""
        done = len(self._project.tasks)
        for uid in self.numbers:
            for one in self._project.assignments_of(uid):
                done += 1
                self._step(done)
                yield self._assignment(one, self._project.tasks[uid]), 0

    def _assignment(self, one: Assignment, task: Task) -> dict[str, Any]:
        resource = self._project.resources.get(one.resource) if one.resource else None
        span = self._schedule.spans.get(one.uid)
        working = resource is None or resource.kind is ResourceKind.WORK
        material = resource is not None and resource.kind is ResourceKind.MATERIAL
        return {
            "uid": one.uid,
            "task_id": self.numbers[one.task],
            "task": task.name,
            "resource_id": self.resource_numbers[resource.uid] if resource else None,
            "resource": resource.name if resource else None,
            "amount": one.units if material else None,
            "units": None if material else one.units,
            "work": self._work(one) / 60 if working else None,
            "actual_work": one.actual_work / 60 if working and one.actual_work else None,
            "percent": one.percent_work_complete / 100,
            "cost": None if one.cost is None else _money(one.cost),
            "start": to_datetime(span.start) if span else None,
            "finish": to_datetime(span.finish) if span else None,
            "notes": one.notes,
        }

    def _step(self, done: int) -> None:
        if done % 200 == 0:
            self._ticket.step(done, self._total, _("Writing the workbook"))


def _money(amount: Decimal) -> float | None:
    return float(amount) if amount else None


def _yes(value: bool) -> str | None:
    return _(words.YES) if value else None


def _outline_numbers(project: Project) -> dict[TaskUid, str]:
    """``1.2.3`` of each task, as its place in the outline says."""
    numbers: dict[TaskUid, str] = {}
    for parent, kids in _parents_first(project):
        before = f"{numbers[parent]}." if parent in numbers else ""
        real = (uid for uid in kids if not project.tasks[uid].blank)
        numbers.update((uid, f"{before}{index}") for index, uid in enumerate(real, 1))
    return numbers


def _parents_first(project: Project) -> Iterator[tuple[TaskUid, tuple[TaskUid, ...]]]:
    yield ROOT, project.children.get(ROOT, ())
    for uid, _level in project.outline():
        if uid in project.children:
            yield uid, project.children[uid]
