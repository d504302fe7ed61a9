"""What the commands share: reading a plan with its dates."""

from __future__ import annotations

from pathlib import Path

from ...io.formats import Format, ReadResult
from ...io.storage import read_path
from ..project.project import Project
from ..schedule.engine import Engine
from ..schedule.schedule import Schedule
from ..schedule.stored import stored
from .terminal import TerminalTicket


def read(path: Path) -> tuple[ReadResult, Format]:
    """Read a plan, with progress.

    Raises:
        ReadError: It can't be read.
    """
    ticket = TerminalTicket()
    try:
        return read_path(path, ticket)
    finally:
        ticket.clear()


def dates_of(project: Project, *, reschedule: bool) -> Schedule:
    """The dates of a plan: as the file had them, where it had any, or computed anew."""
    schedule = Engine(project).schedule
    return schedule if reschedule else stored(project, schedule)
