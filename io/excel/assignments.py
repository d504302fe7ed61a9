"""Makes assignments of a sheet, or of the column of resource names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.kinds import ResourceKind
from ...app.project.records import Assignment, AssignmentUid, ProjectInfo, Task, TaskUid
from ...app.project.resource_names import TypedResource, parse_resource_names
from .cells import as_hours, as_money, as_name, as_number, as_share, as_text, as_whole
from .links import numbers_of
from .notes import Notes
from .outline import TaskRow
from .resources import MOST_UNITS, ResourceReader
from .table import Table, hundreds

Value = TypeVar("Value")


class AssignmentReader:
    """Reads who works on what."""

    def __init__(
        self, tasks: Mapping[TaskUid, Task], resources: ResourceReader, info: ProjectInfo, *, own: bool, notes: Notes
    ) -> None:
        self._tasks = tasks
        self._resources = resources
        self._info = info
        self._own = own
        self._notes = notes

    def assignments(self, table: Table | None, task_table: Table, rows: Sequence[TaskRow]) -> list[Assignment]:
        """The assignments of the sheet, and for tasks it does not name what stands in their own row."""
        found = list(self._from_sheet(table, list(rows))) if table is not None else []
        named = {one.task for one in found}
        for row in rows:
            if row.uid not in named and "resources" in row.values and not self._tasks[row.uid].blank:
                found += self._from_names(task_table, row)
        return _numbered(found)

    def _from_sheet(self, table: Table, rows: list[TaskRow]) -> Iterator[Assignment]:
        numbers, names = numbers_of(rows), self._unique_names()
        scale = not self._own and hundreds(table, "units", MOST_UNITS)
        for number, values in table.records():
            key = "task_id" if "task_id" in values else "task"
            if key == "task_id":
                task = numbers.get(self._notes.take(table, number, key, values, as_whole, 0))
            else:
                task = names.get(as_text(values.get(key, "")).casefold())
            if task is None:
                self._notes.cell(table, number, key, _("There is no such task, or there are several."))
            else:
                yield self._assignment(table, number, values, self._tasks[task], scale)

    def _assignment(self, table: Table, number: int, values: dict[str, Any], task: Task, scale: bool) -> Assignment:
        def take(key: str, convert: Callable[[Any], Value], default: Value) -> Value:
            return self._notes.take(table, number, key, values, convert, default) if key in values else default

        resource = self._resources.by_number.get(take("resource_id", as_whole, 0))
        if resource is None and "resource" in values:
            resource = self._resources.named(TypedResource(take("resource", as_text, ""))).uid
        units = take("units", lambda value: as_share(value, hundreds=scale), 1.0)
        units = max(take("amount", as_number, units), 0.0)
        work = take("work", lambda value: as_hours(value, self._info), None)
        percent = take("percent", lambda value: as_share(value, hundreds=False), 0.0)
        return Assignment(
            uid=AssignmentUid(take("uid", as_whole, 0)),
            task=task.uid,
            resource=resource,
            units=units,
            work=None if work is not None and _follows(work, task, units) else work,
            actual_work=take("actual_work", lambda value: as_hours(value, self._info), 0),
            percent_work_complete=round(100 * min(max(percent, 0), 1)),
            cost=take("cost", as_money, None),
            notes=take("notes", as_name, ""),
        )

    def _from_names(self, table: Table, row: TaskRow) -> Iterator[Assignment]:
        """The assignments that a text such as ``Ann[50%], Bob`` stands for; work said of the task is shared out."""
        try:
            typed = parse_resource_names(as_text(row.values["resources"]))
        except EditError as error:
            self._notes.cell(table, row.number, "resources", str(error))
            return
        made = [(one, self._resources.named(one)) for one in typed]
        workers = [float(one.amount or 1) for one, resource in made if resource.kind is ResourceKind.WORK]
        work = self._tasks[row.uid].work
        for one, resource in made:
            priced = resource.kind is ResourceKind.COST
            units = 1.0 if one.amount is None or priced else float(one.amount)
            shared = work is not None and resource.kind is ResourceKind.WORK and sum(workers) > 0
            yield Assignment(
                uid=AssignmentUid(0),
                task=row.uid,
                resource=resource.uid,
                units=units,
                work=round((work or 0) * units / sum(workers)) if shared else None,
                cost=one.amount if priced else None,
            )

    def _unique_names(self) -> dict[str, TaskUid | None]:
        """Tasks by name; None where several have it."""
        names: dict[str, TaskUid | None] = {}
        for uid, task in self._tasks.items():
            name = task.name.casefold()
            names[name] = None if name in names else uid
        return names


def _follows(work: int, task: Task, units: float) -> bool:
    """Whether the work is only what duration and units make, so that it need not be fixed."""
    return not task.duration_unit.elapsed and work == round(task.duration * units)


def _numbered(found: list[Assignment]) -> list[Assignment]:
    """The assignments with identities that are used once: their own where they have one."""
    used: set[AssignmentUid] = set()
    fresh = max((one.uid for one in found), default=0)
    result: list[Assignment] = []
    for one in found:
        if one.uid in used or one.uid < 1:
            fresh += 1
            one = replace(one, uid=AssignmentUid(fresh))
        used.add(one.uid)
        result.append(one)
    return result
