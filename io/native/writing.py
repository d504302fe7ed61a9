"""Writes the native format."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from ...app.i18n import _
from ...app.project.errors import Note
from ...app.project.moments import to_minute
from ...app.project.project import Project
from ...app.project.records import AssignmentUid, StoredAssignmentDates, StoredDates, TaskUid
from ...app.project.steps import PART, parts
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from ..ledger import Ledger
from ..mspdi.settled import settled
from .layout import HEADER, INFO, LAST_UIDS, MAJOR, MINOR, SECTIONS, Header, Section, program_version
from .unknown import KEY, Carried, Unknown, merge

_ENCODER = msgspec.json.Encoder()


def write(project: Project, schedule: Schedule, sink: BinaryIO, ticket: Ticket) -> list[Note]:
    """Write a plan. Everything in it is kept; the notes say what of another program's computed values is untrue now.

    Stored dates that the schedule contradicts are left out: they are what another program computed before the plan was
    edited. So is what else edits made untrue, or it is computed anew: what the file holds is true when it is read.
    """
    ledger = Ledger()
    project = settled(project, schedule, ledger)
    dates = _dates_in_force(project, schedule)
    found = _pieces(project, dates, _assignment_dates_in_force(project, dates))
    total = sum(map(len, (project.tasks, project.dependencies, project.assignments, dates)))
    for done, piece in enumerate(found):
        sink.write(piece)
        ticket.step(min(done * PART, total), total, _("Saving the plan"))
    return ledger.notes()


def copied(project: Project) -> Iterator[bytes]:
    """The bytes of a file with all records as they are, also what edits have made untrue: not a file to be kept.

    They come in pieces that take a millisecond or two each; the plan must not change meanwhile.
    """
    return _pieces(project, project.stored_dates, project.stored_assignment_dates)


def _pieces(
    project: Project,
    dates: Mapping[TaskUid, StoredDates],
    assignment_dates: Mapping[AssignmentUid, StoredAssignmentDates],
) -> Iterator[bytes]:
    carried: Carried = project.carried.get(KEY) or Carried()
    header = Header(format=f"{MAJOR}.{MINOR}", program=program_version())
    yield b'{"%s":%s,\n' % (HEADER.encode(), _ENCODER.encode(header))
    yield b'"%s":%s,\n' % (INFO.encode(), _line(project.info, carried.records.get(INFO, {}).get(INFO)))
    lines = _lines(project, dates, assignment_dates)
    for section in SECTIONS:
        yield from _section(section, lines[section.name], carried.records.get(section.name, {}))
    for name, value in carried.sections.items():
        yield b"%s:%s,\n" % (_ENCODER.encode(name), _ENCODER.encode(value))
    yield b'"%s":%s\n}\n' % (LAST_UIDS.encode(), _ENCODER.encode(project.last_uids))


def _lines(
    project: Project,
    dates: Mapping[TaskUid, StoredDates],
    assignment_dates: Mapping[AssignmentUid, StoredAssignmentDates],
) -> dict[str, Iterable[Any]]:
    """What the lines of each section hold."""
    return {
        "custom_fields": project.custom_fields.values(),
        "calendars": project.calendars.values(),
        "resources": (project.resources[uid] for uid in project.resource_order),
        "tasks": ((level, project.tasks[uid]) for uid, level in project.outline()),
        "dependencies": project.dependencies.values(),
        "assignments": project.assignments.values(),
        "stored_dates": dates.items(),
        "stored_assignment_dates": assignment_dates.items(),
    }


def _section(section: Section, rows: Iterable[Any], unknown: Mapping[Hashable, Unknown]) -> Iterator[bytes]:
    """The section's bytes in pieces; nothing for an empty one."""
    before = b'"%s":[\n' % section.name.encode()
    for part in parts(rows):
        encoded: Iterable[bytes] = (
            [_line(row, unknown.get(section.key(row))) for row in part] if unknown else map(_ENCODER.encode, part)
        )
        yield before + b",\n".join(encoded)
        before = b",\n"
    if before == b",\n":
        yield b"\n],\n"


def _line(row: Any, unknown: Unknown | None) -> bytes:
    line = _ENCODER.encode(row)
    return _ENCODER.encode(merge(msgspec.json.decode(line), unknown)) if unknown else line


def _dates_in_force(project: Project, schedule: Schedule) -> dict[TaskUid, StoredDates]:
    """The stored dates that the schedule agrees with; of others, what else the file said of the task."""

    def agrees(uid: TaskUid, dates: StoredDates) -> bool:
        row = schedule.rows.get(uid)
        return row is None or (
            (dates.start is None or to_minute(dates.start) == schedule.start[row])
            and (dates.finish is None or to_minute(dates.finish) == schedule.finish[row])
        )

    found: dict[TaskUid, StoredDates] = {}
    for uid, dates in project.stored_dates.items():
        if agrees(uid, dates):
            found[uid] = dates
        elif dates.foreign:
            found[uid] = StoredDates(foreign=dates.foreign)
    return found


def _assignment_dates_in_force(
    project: Project, dates: Mapping[TaskUid, StoredDates]
) -> dict[AssignmentUid, StoredAssignmentDates]:
    """The stored dates of assignments whose task kept its own."""
    outdated = {uid for uid, told in project.stored_dates.items() if dates.get(uid) is not told}
    assignments = project.assignments
    found: dict[AssignmentUid, StoredAssignmentDates] = {}
    for uid, stored in project.stored_assignment_dates.items():
        if uid not in assignments or assignments[uid].task not in outdated:
            found[uid] = stored
        elif stored.foreign:
            found[uid] = StoredAssignmentDates(foreign=stored.foreign)
    return found
