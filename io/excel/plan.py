"""Makes a plan of the tables of a workbook."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ...app.i18n import _, ngettext
from ...app.project.errors import Severity
from ...app.project.project import Project
from ...app.project.records import STANDARD_WEEK, Calendar, CalendarUid, ProjectInfo, StoredDates, Task, TaskUid
from .assignments import AssignmentReader
from .cells import as_moment
from .fitting import keep_dates
from .hidden import Hidden
from .links import LinkReader
from .notes import Notes
from .outline import Indents, TaskRow, find_levels, outline_of
from .resources import ResourceReader
from .table import Table
from .tasks import TaskReader

_STANDARD = Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)


def make_project(
    tasks: Table,
    resources: Table | None,
    assignments: Table | None,
    hidden: Hidden | None,
    indents: Indents,
    notes: Notes,
) -> Project:
    """The plan the tables describe.

    Args:
        tasks: The sheet of tasks.
        resources: The sheet of resources, if there is one.
        assignments: The sheet of assignments, if there is one; else the tasks say who works on them.
        hidden: What the hidden sheet of our own workbooks tells; None for a workbook of other origin, whose dates
            are taken as wishes.
        indents: Looks up how far names are pushed in by formatting, if nothing else tells the outline.
        notes: Hears what could not be understood.
    """
    rows = _task_rows(tasks, notes)
    info = hidden.info if hidden else _info(tasks, rows, notes)
    calendars = (hidden.calendars if hidden else ()) or (_STANDARD,)
    find_levels(tasks, rows, indents, notes)
    children = outline_of(rows)
    reader = TaskReader(tasks, info, calendars, hidden, notes)
    made = {row.uid: reader.task(row, summary=row.uid in children) for row in rows}
    people = ResourceReader(calendars, own=hidden is not None, notes=notes)
    if resources is not None:
        people.read(resources)
    work = AssignmentReader(made, people, info, own=hidden is not None, notes=notes)
    assigned = work.assignments(assignments, tasks, rows)
    if people.added:
        text = ngettext(
            "{count} resource was added by its name.", "{count} resources were added by their names.", people.added
        )
        notes.add(Severity.INFO, "excel.new-resources", text.format(count=people.added), count=people.added)
    project = Project(
        info,
        tasks=made.values(),
        children=children,
        dependencies=LinkReader(tasks, rows, children, info, notes).links(),
        resources=people.by_uid.values(),
        assignments=assigned,
        calendars=calendars,
        stored_dates={row.uid: dates for row in rows if (dates := _stored(made[row.uid], row))},
    )
    if hidden is None:
        keep_dates(project, {row.uid: row.start for row in rows if row.start}, notes)
    return project


def _task_rows(table: Table, notes: Notes) -> list[TaskRow]:
    """The rows that are tasks, with identities that are used once."""
    records = [(number, values) for number, values in table.records() if _is_task(table, number, values, notes)]
    given = [_uid(values) for _number, values in records]
    fresh = max((uid for uid in given if uid), default=0)
    used: set[int] = set()
    rows: list[TaskRow] = []
    for (number, values), uid in zip(records, given, strict=True):
        if not uid or uid in used:  # typed in by hand, or a copied row
            fresh = uid = fresh + 1
        used.add(uid)
        rows.append(TaskRow(number, values, TaskUid(uid)))
    return rows


def _is_task(table: Table, number: int, values: dict[str, Any], notes: Notes) -> bool:
    if str(values.get("id")) in ("0", "0.0") or str(values.get("level")) in ("0", "0.0"):
        return False  # the project summary in workbooks of Microsoft Project
    if "name" in values or "uid" in values:
        return True
    if {"duration", "start", "finish"} & values.keys():
        notes.cell(table, number, "", _("A row without a name was left out."), "excel.row")
    return False


def _uid(values: dict[str, Any]) -> int:
    """The uid a row gives; 0 where it gives none that can be used."""
    value = values.get("uid")
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value < 2**31
    return int(value) if usable and value is not None else 0


def _info(table: Table, rows: list[TaskRow], notes: Notes) -> ProjectInfo:
    """Properties of a plan that says nothing of them: it starts with its first task."""
    title = next((str(values["name"]) for _n, values in table.records() if str(values.get("id")) == "0"), "")
    usual = ProjectInfo(start=datetime(2000, 1, 1))
    starts: list[datetime] = []
    for row in rows:
        start = notes.take(
            table, row.number, "start", row.values, lambda value: as_moment(value, usual.default_start_time), None
        )
        if start:
            starts.append(start)
        elif "start" in row.values:
            del row.values["start"]  # said once is enough
    today = datetime.combine(date.today(), datetime.min.time()).replace(hour=usual.default_start_time // 60)
    if not starts:
        notes.add(Severity.INFO, "excel.no-start", _("No task has a start date, so the plan starts today."))
    return ProjectInfo(start=min(starts, default=today), title=title, new_tasks_estimated=False)


def _stored(task: Task, row: TaskRow) -> StoredDates | None:
    """The dates the sheet gives, to compare with the computed ones."""
    if task.blank or not (row.start or row.finish):
        return None
    return StoredDates(start=row.start, finish=row.finish)
