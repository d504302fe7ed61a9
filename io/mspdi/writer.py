"""Writes a plan as Microsoft Project XML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from ...app.project.errors import Note
from ...app.project.project import Project
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from ..collector import without_collector
from ..ledger import Ledger
from .lookup_tables import with_tables
from .losses import note_what_is_lost
from .names import Names
from .upkeep import Upkeep, says_finish
from .write_assignments import AssignmentWriter
from .write_calendars import CalendarWriter
from .write_parts import CustomWriter
from .write_project import write_custom_fields, write_head
from .write_resources import ResourceWriter
from .write_tasks import TaskWriter

_BATCH = 500
"""Records written at a time."""


@without_collector()
def write(project: Project, schedule: Schedule, stream: BinaryIO, ticket: Ticket) -> list[Note]:
    """Write a plan with the dates of a schedule; a record is a line.

    Gives notes on what Microsoft Project would refuse and was therefore written differently.
    """
    ledger = Ledger()
    project = with_tables(project)
    names = Names(project, ledger)
    custom = CustomWriter(project, ledger)
    upkeep = Upkeep(project, schedule, ledger)
    note_what_is_lost(project, ledger)
    out = _Output(stream, ticket, len(project.tasks) + len(project.resources) + len(project.assignments))
    head, placeholder, of_summary = write_head(project, names, _finish(project, schedule))
    out.text(head)
    out.text(write_custom_fields(project))
    out.records("Calendars", CalendarWriter(project, names, ledger, upkeep))
    out.records("Tasks", TaskWriter(project, schedule, names, custom, upkeep))
    out.records("Resources", ResourceWriter(project, names, custom, upkeep), placeholder)
    out.records("Assignments", AssignmentWriter(project, schedule, names, custom, upkeep), of_summary)
    out.text("</Project>\n")
    out.flush()
    return ledger.notes()


class _Output:
    """A stream that takes text and tells how far it is."""

    def __init__(self, stream: BinaryIO, ticket: Ticket, total: int) -> None:
        self._stream = stream
        self._ticket = ticket
        self._total = total
        self._done = 0
        self._parts: list[str] = []

    def text(self, text: str) -> None:
        """Write a text."""
        self._parts.append(text)

    def records(self, name: str, records: Iterable[str], first: str = "") -> None:
        """Write a list of records."""
        self._parts.append(f"<{name}>\n{first}")
        for record in records:
            self._parts.append(record)
            if len(self._parts) >= _BATCH:
                self._done += len(self._parts)
                self.flush()
                self._ticket.step(min(self._done, self._total), self._total)
        self._parts.append(f"</{name}>\n")

    def flush(self) -> None:
        """Hand everything to the stream."""
        self._stream.write("".join(self._parts).encode("utf-8"))
        self._parts.clear()


def _finish(project: Project, schedule: Schedule) -> str | None:
    """The project finish to write; None for what the properties say."""
    return None if says_finish(project, schedule) else schedule.project_finish.isoformat(timespec="seconds")
