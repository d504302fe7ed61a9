"""What helper processes do for the window: read and write plans. Plans travel as the bytes of the native file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import msgspec

from ...io.native import FORMAT as NATIVE
from ...io.registry import for_key
from ...io.storage import read_path, replace_file, write_path
from ..project.errors import Note
from ..project.project import Project
from ..project.ticket import Ticket
from ..schedule.engine import Engine
from ..schedule.schedule import Schedule


class Packed(msgspec.Struct, frozen=True):
    """A plan that was read: the bytes of its native file, the notes, and the key of the format it came in."""

    plan: bytes
    notes: list[Note]
    format_key: str


def pack(project: Project, schedule: Schedule) -> bytes:
    """A plan as the bytes of its native file."""
    sink = BytesIO()
    assert NATIVE.write is not None
    NATIVE.write(project, schedule, sink, Ticket())
    return sink.getvalue()


def unpack(plan: bytes) -> Project:
    """The plan in the bytes of a native file."""
    assert NATIVE.read is not None
    return NATIVE.read(BytesIO(plan), Ticket()).project


def read_plan(ticket: Ticket, path: Path) -> Packed:
    """Read a plan in any format."""
    result, found = read_path(path, ticket)
    silent = Schedule([])  # has no dates that could contradict those the file stored
    return Packed(pack(result.project, silent), list(result.notes), found.key)


def write_plan(ticket: Ticket, plan: bytes, path: Path, format_key: str) -> list[Note]:
    """Write a plan in any format with its computed dates."""
    if format_key == NATIVE.key:
        replace_file(path, lambda sink: sink.write(plan))
        return []
    project = unpack(plan)
    return write_path(project, Engine(project).schedule, path, for_key(format_key), ticket)
