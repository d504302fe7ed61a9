"""Makes a plan of the tables of a workbook."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ...app.i18n import _, ngettext
from ...app.project.errors import Severity
from ...app.project.project import Project
from ...app.project.records import STANDARD_WEEK, Calendar, CalendarUid, ProjectInfo, StoredDates, TaskUid
from .assignments import AssignmentReader
from .cells import as_moment
from .fitting import keep_dates
from .hidden import Hidden
from .links import LinkReader
from .notes import Cells, Notes
from .outline import Indents, TaskRows, find_levels, outline_of
from .resources import ResourceReader
from .table import Table, hundreds
from .tasks import TaskReader

_ZERO = ("0", "0.0")
"""The number and the level of the project summary in workbooks of Microsoft Project."""

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
    info = hidden.info if hidden else _info(tasks, rows.table, notes)
    calendars = (hidden.calendars if hidden else ()) or (_STANDARD,)
    rows.levels = find_levels(rows.table, indents, notes)
    children = outline_of(rows)
    made = TaskReader(rows, info, calendars, hidden, notes).tasks(children)
    people = ResourceReader(calendars, own=hidden is not None, notes=notes)
    if resources is not None:
        people.read(resources)
    work = AssignmentReader(made, people, info, own=hidden is not None, notes=notes)
    assigned = work.assignments(assignments, rows)
    if people.added:
        text = ngettext(
            "{count} resource was added by its name.", "{count} resources were added by their names.", people.added
        )
        notes.add(Severity.INFO, "excel.new-resources", text.format(count=people.added), count=people.added)
    project = Project(
        info,
        tasks=made.values(),
        children=children,
        dependencies=LinkReader(rows, children, info, notes).links(),
        resources=people.by_uid.values(),
        assignments=assigned,
        calendars=calendars,
        stored_dates=_stored(rows),
    )
    if hidden is None:
        keep_dates(project, {uid: start for uid, start in zip(rows.uids, rows.starts, strict=True) if start}, notes)
    return project


def _task_rows(table: Table, notes: Notes) -> TaskRows:
    """The rows that are tasks, with identities that are used once."""
    scale = hundreds(table, "percent", 1)
    table = table.only(_tasks_among(table, notes))
    given = [0 if one is None else _uid(one) for one in table.column("uid")]
    fresh = max(given, default=0)
    used: set[int] = set()
    uids: list[TaskUid] = []
    for uid in given:
        if not uid or uid in used:  # typed in by hand, or a copied row
            fresh = uid = fresh + 1
        used.add(uid)
        uids.append(TaskUid(uid))
    return TaskRows(table, uids, scale)


def _tasks_among(table: Table, notes: Notes) -> list[bool]:
    """Which rows are tasks."""
    keys = ("id", "level", "name", "uid", "duration", "start", "finish")
    ids, levels, names, uids, *more = (table.column(key) for key in keys)
    found = [name is not None or uid is not None for name, uid in zip(names, uids, strict=True)]
    summaries = [str(one) in _ZERO or str(level) in _ZERO for one, level in zip(ids, levels, strict=True)]
    for number, task, summary, *values in zip(table.numbers, found, summaries, *more, strict=True):
        if not (task or summary) and values != [None, None, None]:
            notes.cell(table, number, "", _("A row without a name was left out."), "excel.row")
    return [task and not summary for task, summary in zip(found, summaries, strict=True)]


def _uid(value: Any) -> int:
    """The uid a cell gives; 0 where it gives none that can be used."""
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value < 2**31
    return int(value) if usable else 0


def _info(sheet: Table, tasks: Table, notes: Notes) -> ProjectInfo:
    """Properties of a plan that says nothing of them: it starts with its first task."""
    names = zip(sheet.column("id"), sheet.column("name"), strict=True)
    title = next((str(name) for one, name in names if str(one) == "0" and name is not None), "")
    usual = ProjectInfo(start=datetime(2000, 1, 1))
    cells = Cells(tasks, notes)
    starts = cells.read("start", lambda value: as_moment(value, usual.default_start_time), None)
    cells.note()
    if "start" in tasks.values:  # said once is enough
        told = zip(tasks.values["start"], starts, strict=True)
        tasks.values["start"] = [value if start else None for value, start in told]
    today = datetime.combine(date.today(), datetime.min.time()).replace(hour=usual.default_start_time // 60)
    if not any(starts):
        notes.add(Severity.INFO, "excel.no-start", _("No task has a start date, so the plan starts today."))
    start = min((one for one in starts if one), default=today)
    return ProjectInfo(start=start, title=title, new_tasks_estimated=False)


def _stored(rows: TaskRows) -> dict[TaskUid, StoredDates]:
    """The dates the sheet gives, to compare with the computed ones."""
    dates = zip(rows.uids, rows.starts, rows.finishes, strict=True)
    return {uid: StoredDates(start=start, finish=finish) for uid, start, finish in dates if start or finish}
