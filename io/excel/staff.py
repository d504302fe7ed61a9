"""Makes resources and assignments of sheets, or of the column of resource names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from ...app.i18n import _, ngettext
from ...app.project.errors import EditError, Severity
from ...app.project.kinds import Accrual, ResourceKind
from ...app.project.records import (
    ZERO,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    ProjectInfo,
    Rate,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from ...app.project.resource_names import TypedResource, parse_resource_names
from . import words
from .cells import as_hours, as_kind, as_money, as_name, as_number, as_rate, as_share, as_text, as_whole
from .hidden import Hidden
from .links import numbers_of
from .notes import Notes
from .outline import TaskRow
from .table import Table
from .tasks import hundreds

Value = TypeVar("Value")

_MOST_UNITS = 10
"""A column of units with a greater number holds percentages: 50 rather than 0.5."""


class StaffReader:
    """Reads who works on what. Read the resources first."""

    def __init__(self, info: ProjectInfo, calendars: Sequence[Calendar], hidden: Hidden | None, notes: Notes) -> None:
        self._info = info
        self._own = hidden is not None
        self._notes = notes
        self._calendars = {calendar.name.casefold(): calendar.uid for calendar in calendars}
        self._resources: dict[ResourceUid, Resource] = {}
        self._by_name: dict[str, ResourceUid] = {}
        self._by_number: dict[int, ResourceUid] = {}
        self._added = 0

    # -- resources

    def resources(self, table: Table | None) -> dict[ResourceUid, Resource]:
        """The resources of the sheet; assignments add those that are missing in it."""
        if table is not None:
            scale = not self._own and hundreds(table, "max_units", _MOST_UNITS)
            for number, values in table.records():
                if "name" in values or (self._own and "uid" in values):
                    self._add(self._resource(table, number, values, scale), values.get("id"))
        return self._resources

    def _resource(self, table: Table, number: int, values: dict[str, Any], scale: bool) -> Resource:
        def take(key: str, convert: Callable[[Any], Value], default: Value) -> Value:
            return self._notes.take(table, number, key, values, convert, default)

        uid = take("uid", as_whole, 0)
        kind = take("type", lambda value: as_kind(value, words.RESOURCE_KINDS), ResourceKind.WORK)
        usable = 1 <= uid < 2**31 and uid not in self._resources
        return Resource(
            uid=ResourceUid(uid) if usable else self._new_uid(),
            name=take("name", as_name, "").strip(),
            blank="name" not in values,
            kind=kind,
            initials=take("initials", as_text, ""),
            group=take("group", as_text, ""),
            code=take("code", as_text, ""),
            email=take("email", as_text, ""),
            material_label=take("label", as_text, ""),
            max_units=max(take("max_units", lambda value: as_share(value, hundreds=scale), 1.0), 0),
            standard_rate=_rate(take("rate", as_rate, Rate()), kind),
            overtime_rate=_rate(take("overtime_rate", as_rate, Rate()), kind),
            cost_per_use=take("use_cost", as_money, ZERO),
            accrue_at=take("accrual", lambda value: as_kind(value, words.ACCRUALS), Accrual.PRORATED),
            calendar=take("calendar", self._calendar, None),
            notes=take("notes", as_name, ""),
        )

    def _add(self, resource: Resource, number: Any = None) -> None:
        self._resources[resource.uid] = resource
        self._by_name.setdefault(resource.name.casefold(), resource.uid)
        if isinstance(number, (int, float)):
            self._by_number.setdefault(int(number), resource.uid)

    def _new_uid(self) -> ResourceUid:
        return ResourceUid(max(self._resources, default=0) + 1)

    def _calendar(self, value: Any) -> CalendarUid | None:
        name = as_text(value).casefold()
        if name not in self._calendars:
            raise ValueError(name)
        return self._calendars[name]

    # -- assignments

    def assignments(
        self, table: Table | None, tasks: Table, rows: Sequence[TaskRow], made: Mapping[TaskUid, Task]
    ) -> list[Assignment]:
        """The assignments of the sheet, and for tasks it does not name what stands in their own row."""
        found = list(self._from_sheet(table, list(rows), made)) if table is not None else []
        named = {one.task for one in found}
        for row in rows:
            if row.uid not in named and "resources" in row.values and not made[row.uid].blank:
                found += self._from_names(tasks, row, made[row.uid])
        if self._added:
            text = ngettext(
                "{count} resource was added by its name.", "{count} resources were added by their names.", self._added
            )
            self._notes.add(Severity.INFO, "new-resources", text.format(count=self._added), count=self._added)
        used: set[int] = set()
        fresh = max((one.uid for one in found), default=0)
        result: list[Assignment] = []
        for one in found:
            uid = one.uid
            if uid in used or uid < 1:
                fresh += 1
                uid = AssignmentUid(fresh)
            used.add(uid)
            result.append(one if uid == one.uid else _with_uid(one, uid))
        return result

    def _from_sheet(self, table: Table, rows: list[TaskRow], made: Mapping[TaskUid, Task]) -> Iterator[Assignment]:
        numbers, names = numbers_of(rows), _unique_names(made)
        scale = not self._own and hundreds(table, "units", _MOST_UNITS)
        for number, values in table.records():
            task = self._task(table, number, values, numbers, names)
            if task is not None:
                yield self._assignment(table, number, values, made[task], scale)

    def _task(
        self,
        table: Table,
        number: int,
        values: dict[str, Any],
        numbers: Mapping[int, TaskUid],
        names: Mapping[str, TaskUid | None],
    ) -> TaskUid | None:
        """The task an assignment is of, by its number or else by its name where only one has it."""
        if "task_id" in values:
            task = numbers.get(self._notes.take(table, number, "task_id", values, as_whole, 0))
        else:
            task = names.get(as_text(values.get("task", "")).casefold())
        if task is None:
            self._notes.cell(
                table,
                number,
                "task_id" if "task_id" in values else "task",
                _("There is no such task, or there are several."),
            )
        return task

    def _assignment(self, table: Table, number: int, values: dict[str, Any], task: Task, scale: bool) -> Assignment:
        def take(key: str, convert: Callable[[Any], Value], default: Value) -> Value:
            return self._notes.take(table, number, key, values, convert, default)

        resource = self._by_number.get(take("resource_id", as_whole, 0))
        if resource is None and "resource" in values:
            resource = self._named(TypedResource(take("resource", as_text, "")))
        units = take("units", lambda value: as_share(value, hundreds=scale), 1.0)
        units = take("amount", as_number, units)
        work = take("work", lambda value: as_hours(value, self._info), None)
        return Assignment(
            uid=AssignmentUid(take("uid", as_whole, 0)),
            task=task.uid,
            resource=resource,
            units=max(units, 0),
            work=None if work is not None and _follows(work, task, units) else work,
            actual_work=take("actual_work", lambda value: as_hours(value, self._info), 0),
            percent_work_complete=round(
                100 * min(max(take("percent", lambda value: as_share(value, hundreds=False), 0.0), 0), 1)
            ),
            cost=take("cost", as_money, None),
            notes=take("notes", as_name, ""),
        )

    def _from_names(self, table: Table, row: TaskRow, task: Task) -> Iterator[Assignment]:
        """The assignments that a text such as ``Ann[50%], Bob`` stands for."""
        try:
            typed = parse_resource_names(as_text(row.values["resources"]))
        except EditError as error:
            self._notes.cell(table, row.number, "resources", str(error))
            return
        total = sum(float(one.amount or 1) for one in typed)
        for one in typed:
            uid = self._named(one)
            kind = self._resources[uid].kind
            units = 1.0 if one.amount is None or kind is ResourceKind.COST else float(one.amount)
            share = (
                None
                if task.work is None or kind is not ResourceKind.WORK or not total
                else round(task.work * units / total)
            )
            yield Assignment(
                uid=AssignmentUid(0),
                task=row.uid,
                resource=uid,
                units=units,
                work=share,
                cost=one.amount if kind is ResourceKind.COST else None,
            )

    def _named(self, typed: TypedResource) -> ResourceUid:
        """The resource of a name, made if there is none."""
        uid = self._by_name.get(typed.name.casefold())
        if uid is None:
            self._added += 1
            kind = ResourceKind.MATERIAL if typed.label else ResourceKind.WORK
            uid = self._new_uid()
            self._add(Resource(uid=uid, name=typed.name, kind=kind, material_label=typed.label))
        return uid


def _follows(work: int, task: Task, units: float) -> bool:
    """Whether the work is only what duration and units make, so that it need not be fixed."""
    return not task.duration_unit.elapsed and work == round(task.duration * units)


def _rate(rate: Rate, kind: ResourceKind) -> Rate:
    """Material is paid by unit, not by time."""
    return Rate(amount=rate.amount, unit=None) if kind is ResourceKind.MATERIAL and rate.amount else rate


def _unique_names(made: Mapping[TaskUid, Task]) -> dict[str, TaskUid | None]:
    names: dict[str, TaskUid | None] = {}
    for uid, task in made.items():
        name = task.name.casefold()
        names[name] = None if name in names else uid
    return names


def _with_uid(one: Assignment, uid: int) -> Assignment:
    return replace(one, uid=AssignmentUid(uid))
