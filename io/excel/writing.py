"""Writes a plan as a workbook: tasks, resources and assignments, and a hidden sheet with what these do not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ...app.analysis.cost import task_cost
from ...app.i18n import _
from ...app.project.durations import minutes_of
from ...app.project.errors import Note, Severity
from ...app.project.kinds import DependencyKind, ResourceKind, TimeUnit
from ...app.project.moments import to_datetime
from ...app.project.project import Project
from ...app.project.records import Assignment, Dependency, ProjectInfo, Rate, Resource, Task, TaskUid
from ...app.project.resource_names import format_resource_names
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from . import words
from .columns import ASSIGNMENT_COLUMNS, ASSIGNMENTS, HIDDEN_SHEET, RESOURCE_COLUMNS, RESOURCES, TASK_COLUMNS, TASKS
from .hidden import rows_of
from .sheets import Row, SheetWriter, fill


def write(project: Project, schedule: Schedule, sink: BinaryIO, ticket: Ticket) -> list[Note]:
    """Write a plan; gives notes on what a workbook does not hold."""
    book = Workbook(write_only=True)
    book.properties.title = _printable(project.info.title or project.info.name)
    book.properties.creator = _printable(project.info.author) or "Gantline"
    plan = _Plan(project, schedule, ticket)
    sheets = SheetWriter(book, times=plan.shows_times(), digits=project.info.currency_digits)
    sheets.sheet(_(TASKS), TASK_COLUMNS, plan.task_rows(), len(plan.numbers), "name")
    sheets.sheet(_(RESOURCES), RESOURCE_COLUMNS, plan.resource_rows(), len(project.resources), "name")
    sheets.sheet(_(ASSIGNMENTS), ASSIGNMENT_COLUMNS, plan.assignment_rows(), len(project.assignments), "resource")
    _write_hidden(book, project, sheets.midnights)
    book.save(sink)
    return _losses(project, sheets.cut)


def _write_hidden(book: Workbook, project: Project, midnights: bool) -> None:
    sheet = book.create_sheet(HIDDEN_SHEET)
    sheet.sheet_state = "hidden"
    for name, *values in rows_of(project, midnights):
        cells = [WriteOnlyCell(sheet) for _value in values]
        for cell, value in zip(cells, values, strict=True):
            fill(cell, value)
        sheet.append([name, *cells])


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


class _Plan:
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


def duration_text(minutes: int, unit: TimeUnit, info: ProjectInfo, *, estimated: bool = False) -> str:
    """A duration with as many decimals as it takes to be read back to the minute."""
    if unit is TimeUnit.YEAR:  # nobody types years
        unit = TimeUnit.DAY
    length = minutes_of(unit, info)
    amount = Decimal(minutes) / length
    places = next((one for one in range(2, 9) if _whole(round(amount, one) * length) == minutes), 9)
    return f"{_plain(round(amount, places))}{unit}{'?' if estimated else ''}"


def link_text(link: Dependency, number: int, info: ProjectInfo) -> str:
    """A predecessor as it is typed, ``3SS+2d``, with a lag that can be read back to the minute."""
    if not link.lag:
        return str(number) if link.kind is DependencyKind.FINISH_START else f"{number}{link.kind}"
    sign = "-" if link.lag < 0 else "+"
    return f"{number}{link.kind}{sign}{duration_text(abs(link.lag), link.lag_unit, info)}"


def rate_text(rate: Rate) -> str:
    """Money per time: ``85/h``; without a unit, as for material, the amount alone."""
    if not rate.amount:
        return ""
    return f"{_plain(rate.amount)}/{rate.unit}" if rate.unit else _plain(rate.amount)


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _whole(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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
    yield TaskUid(0), project.children.get(TaskUid(0), ())
    for uid, _level in project.outline():
        if uid in project.children:
            yield uid, project.children[uid]


def _losses(project: Project, cut: int) -> list[Note]:
    """What the workbook does not hold of this plan."""
    custom = sum(bool(record.custom) for record in (*project.tasks.values(), *project.resources.values()))
    spread = sum(bool(one.timephased) or one.contour != "flat" for one in project.assignments.values())
    baselines = sum(any(one.number for one in task.baselines) for task in project.tasks.values())
    lost = {
        "custom-fields": (custom, _("Custom fields are not in the workbook.")),
        "spread-work": (spread, _("How work is spread over time is not in the workbook.")),
        "baselines": (baselines, _("Baselines beside the first one are not in the workbook.")),
        "long-text": (cut, _("A text was too long for a cell and was cut.")),
    }
    return [
        Note(severity=Severity.WARNING, code=f"excel.{code}", text=text, count=count)
        for code, (count, text) in lost.items()
        if count
    ]
