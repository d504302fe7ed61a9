"""Makes assignments of a sheet, or of the column of resource names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import Any, TypeVar

from ...app.i18n import _
from ...app.project.kinds import ResourceKind
from ...app.project.records import Assignment, AssignmentUid, ProjectInfo, ResourceUid, Task, TaskUid
from ...app.project.resource_names import TypedResource, parse_resource_names
from ...app.project.widths import replace
from ..usual import records
from .cells import as_hours, as_money, as_name, as_number, as_share, as_text, as_whole
from .links import numbers_of
from .notes import Cells, Notes
from .outline import TaskRows
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

    def assignments(self, table: Table | None, rows: TaskRows) -> list[Assignment]:
        """The assignments of the sheet, and for tasks it does not name what stands in their own row."""
        found = self._from_sheet(table, rows) if table is not None else []
        named = {one.task for one in found}
        cells = Cells(rows.table, self._notes)
        unsaid = [uid not in named and not self._tasks[uid].blank for uid in rows.uids]
        typed = cells.read("resources", lambda value: parse_resource_names(as_text(value)), (), unsaid)
        cells.note()
        for uid, names in zip(rows.uids, typed, strict=True):
            if names:
                found += self._from_names(uid, names)
        return _numbered(found)

    def _from_sheet(self, table: Table, rows: TaskRows) -> list[Assignment]:
        cells = Cells(table, self._notes)
        tasks = self._tasks_of(table, rows, cells)
        there = [task is not None for task in tasks]
        scale = not self._own and hundreds(table, "units", MOST_UNITS)

        def read(key: str, convert: Callable[[Any], Value], default: Value) -> list[Value]:
            return cells.read(key, convert, default, there)

        numbers = read("resource_id", as_whole, 0)
        names = read("resource", as_text, None)
        units = read("units", lambda value: as_share(value, hundreds=scale), 1.0)
        amounts = read("amount", as_number, None)
        work = read("work", lambda value: as_hours(value, self._info), None)
        columns: dict[str, list[Any]] = {
            "percent_work_complete": read("percent", _percent, 0),
            "uid": read("uid", as_whole, 0),
            "actual_work": read("actual_work", lambda value: as_hours(value, self._info), 0),
            "cost": read("cost", as_money, None),
            "notes": read("notes", as_name, ""),
            "units": [
                max(share if amount is None else amount, 0.0) for share, amount in zip(units, amounts, strict=True)
            ],
        }
        cells.note()
        columns |= {
            "resource": [*map(self._resource, numbers, names)],
            "task": [task and task.uid for task in tasks],
            "work": [
                None if minutes is None or task is None or _follows(minutes, task, used) else minutes
                for minutes, task, used in zip(work, tasks, columns["units"], strict=True)
            ],
        }
        return records(Assignment, {name: [*compress(column, there)] for name, column in columns.items()})

    def _tasks_of(self, table: Table, rows: TaskRows, cells: Cells) -> list[Task | None]:
        """The tasks that the rows name, by number or else by name; None for none."""
        given = table.column("task_id")
        unnumbered = [cell is None for cell in given]
        by_number, by_name = numbers_of(rows), self._unique_names() if any(unnumbered) else {}
        numbers = cells.read("task_id", as_whole, 0)
        names = cells.read("task", lambda value: as_text(value).casefold(), "", unnumbered)
        found: list[Task | None] = []
        for at, (cell, number, name) in enumerate(zip(given, numbers, names, strict=True)):
            uid = by_name.get(name) if cell is None else by_number.get(number)
            if uid is None:
                key = "task" if cell is None else "task_id"
                cells.fault(at, key, _("There is no such task, or there are several."))
            found.append(None if uid is None else self._tasks[uid])
        return found

    def _resource(self, number: int, name: str | None) -> ResourceUid | None:
        """The resource of a number, or else of a name."""
        uid = self._resources.by_number.get(number)
        return self._resources.named(TypedResource(name)).uid if uid is None and name is not None else uid

    def _from_names(self, uid: TaskUid, typed: Sequence[TypedResource]) -> list[Assignment]:
        """The assignments that a text such as ``Ann[50%], Bob`` stands for; work said of the task is shared out."""
        made = [(one, self._resources.named(one)) for one in typed]
        workers = [float(one.amount or 1) for one, resource in made if resource.kind is ResourceKind.WORK]
        work = self._tasks[uid].work
        found: list[Assignment] = []
        for one, resource in made:
            priced = resource.kind is ResourceKind.COST
            units = 1.0 if one.amount is None or priced else float(one.amount)
            shared = work is not None and resource.kind is ResourceKind.WORK and sum(workers) > 0
            found.append(
                Assignment(
                    uid=AssignmentUid(0),
                    task=uid,
                    resource=resource.uid,
                    units=units,
                    work=round((work or 0) * units / sum(workers)) if shared else None,
                    cost=one.amount if priced else None,
                )
            )
        return found

    def _unique_names(self) -> dict[str, TaskUid | None]:
        """Tasks by name; None where several have it."""
        names: dict[str, TaskUid | None] = {}
        for uid, task in self._tasks.items():
            name = task.name.casefold()
            names[name] = None if name in names else uid
        return names


def _percent(value: Any) -> int:
    return round(100 * min(max(as_share(value, hundreds=False), 0), 1))


def _follows(work: int, task: Task, units: float) -> bool:
    """Whether the work is only what duration and units make, so that it need not be fixed."""
    return work == round(task.duration * units) and not task.duration_unit.elapsed


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
