"""Reads a plan from Microsoft Project XML."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from ...app.i18n import _
from ...app.project.errors import Severity, quoted
from ...app.project.project import Project
from ...app.project.records import STANDARD_WEEK, Calendar, CalendarUid, ProjectInfo
from ...app.project.ticket import Ticket
from ...app.project.widths import replace
from ..collector import without_collector
from ..formats import ReadResult
from ..ledger import Ledger
from . import outline, repair
from .kept import kept
from .lookup_tables import with_lookups
from .meanings import Attributes
from .outline_codes import OutlineCodes
from .read_assignments import AssignmentReader
from .read_calendars import CalendarReader, without_cycles
from .read_project import entity_of, read_custom_fields, read_info
from .read_resources import ResourceReader
from .read_tasks import TaskReader
from .source import LISTS, Handler, NotPlainError, take_conforming, take_plain

_RECORDS = {**LISTS, "Resources": "Resource", "Calendars": "Calendar"}
_NOMINAL_START = datetime(2000, 1, 3, 8, 0)


def read(stream: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a project from Microsoft Project XML.

    Durations become minutes (``PT8H0M0S`` is 480), dates stay wall-clock time. What the file had computed goes to the
    stored dates; what the model has no place for is carried in ``foreign`` and written back. Repairs are noted.

    Raises:
        ReadError: The file is not Microsoft Project XML, damaged beyond repair, or not safe to read.
        Cancelled: The user stopped it.
    """
    start = stream.tell()
    with without_collector():
        try:
            return _read(stream, ticket, plain=True)
        except NotPlainError:
            stream.seek(start)
            return _read(stream, ticket, plain=False)


def _read(stream: BinaryIO, ticket: Ticket, *, plain: bool) -> ReadResult:
    ledger = Ledger()
    tasks, assignments = TaskReader(ledger), AssignmentReader(ledger)
    handlers: dict[str, Handler] = {"Task": tasks, "Assignment": assignments}
    mended = False
    if plain:
        root = take_plain(stream, ticket, handlers)
    else:
        root, mended = take_conforming(stream, ticket, handlers)
    if mended:
        ledger.add(
            "mspdi.forbidden-characters",
            _("The file holds control characters that XML forbids; they were left out."),
        )
    _note_strangers(root, ledger)
    tasks.finish()
    calendars = CalendarReader(ledger)
    for element in root.findall("Calendars/Calendar"):
        calendars(element)
    table = without_cycles(calendars.calendars, ledger)
    info = _info(read_info(root, ledger), tasks, table, ledger)
    resources = ResourceReader(info, ledger)
    for element in root.findall("Resources/Resource"):
        resources(element)
    info = replace(info, foreign=info.foreign + resources.placeholder + assignments.of_summary)
    people = repair.resources(resources.resources, table, ledger)
    children = outline.build(tasks.rows, ledger)
    works = repair.tasks([row.task for row in tasks.rows], table, ledger)
    held = repair.assignments(assignments, works, people, ledger)
    codes = OutlineCodes(root)
    codes.settled(works)
    codes.settled(people)
    used = {key for one in held.values() for key in one.custom}
    project = Project(
        info,
        tasks=works.values(),
        children=children,
        dependencies=repair.links(tasks.links, works, ledger).values(),
        resources=people.values(),
        assignments=held.values(),
        calendars=table.values(),
        custom_fields=with_lookups([*read_custom_fields(root, used, ledger), *codes.fields(entity_of)], root),
        stored_dates=tasks.stored,
        stored_assignment_dates={one.uid: assignments.stored[uid] for uid, one in held.items()},
    )
    tasks.settle_work(project)
    return ReadResult(project=project, notes=[*ledger.notes(), *kept(project)])


def _note_strangers(root: Any, ledger: Ledger) -> None:
    """Note what stands among the records of a list and is none of them; nobody takes it."""
    for holder, record in _RECORDS.items():
        for list_ in root.findall(holder):
            for text in filter(None, ((one or "").strip() for one in (list_.text, *(child.tail for child in list_)))):
                ledger.add(
                    "mspdi.unreadable-value",
                    _("The text '{text}' in {list} is no {record}; it was left out.").format(
                        text=quoted(text), list=holder, record=record
                    ),
                    element=holder,
                )
        for element in root.findall(f"{holder}/*"):
            if element.tag != record:
                ledger.add(
                    "mspdi.unreadable-value",
                    _("The element {name} in {list} is no {record}; it was left out.").format(
                        name=quoted(element.tag), list=holder, record=record
                    ),
                    element=holder,
                )


def _info(
    attributes: Attributes, tasks: TaskReader, calendars: dict[CalendarUid, Calendar], ledger: Ledger
) -> ProjectInfo:
    """The plan's properties, with those that a plan can't be without."""
    if "start" not in attributes:
        starts = [stored.start for stored in tasks.stored.values() if stored.start is not None]
        attributes["start"] = min(starts, default=attributes.get("finish") or _NOMINAL_START)
        if not attributes.get("from_finish"):
            text = _("The file gives no project start; the start of its first task is taken.")
            if not starts:
                text = _("The file gives no project start, and no task has one; {date} is taken.")
            ledger.add("mspdi.no-start", text.format(date=f"{attributes['start']:%Y-%m-%d}"), severity=Severity.INFO)
    attributes.setdefault("currency_code", "")
    if attributes.get("calendar") not in calendars:
        attributes["calendar"] = _project_calendar(calendars, ledger)
    return ProjectInfo(**attributes, **tasks.summary)


def _project_calendar(calendars: dict[CalendarUid, Calendar], ledger: Ledger) -> CalendarUid:
    """A calendar for a plan that names none, or one that is missing: the first base calendar, or a standard one."""
    found = next((uid for uid, calendar in calendars.items() if calendar.base is None), None)
    if found is None:
        found = CalendarUid(max(calendars, default=0) + 1)
        calendars[found] = Calendar(uid=found, name="Standard", week=STANDARD_WEEK)
    ledger.add(
        "mspdi.project-calendar",
        _("The plan's calendar is missing in the file; it now follows '{name}'.").format(
            name=quoted(calendars[found].name)
        ),
    )
    return found
