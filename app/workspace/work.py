"""What helper processes do for the window: read and write plans. Plans travel as the bytes of the native file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from ...io.native import FORMAT as NATIVE
from ...io.registry import for_key
from ...io.storage import Prepared, prepare_file, prepare_path, read_path, replace_file
from ..analysis.figures import Figures
from ..edits.wording import Style, Wording
from ..project.errors import Note
from ..project.project import Project
from ..project.ticket import Ticket
from ..schedule.engine import Engine
from ..schedule.schedule import Schedule
from ..views.listing import Listing


class Packed(msgspec.Struct, frozen=True):
    """A plan that was read: the bytes of its native file, the notes, and the key of the format it came in."""

    plan: bytes
    notes: list[Note]
    format_key: str


def pack(project: Project, schedule: Schedule) -> bytes:
    """A plan as the bytes of its native file."""
    return pack_with_notes(project, schedule)[0]


def pack_with_notes(project: Project, schedule: Schedule) -> tuple[bytes, list[Note]]:
    """A plan as the bytes of its native file, and what these do not hold."""
    sink = BytesIO()
    assert NATIVE.write is not None
    notes = NATIVE.write(project, schedule, sink, Ticket())
    return sink.getvalue(), notes


def unpack(plan: bytes) -> Project:
    """The plan in the bytes of a native file."""
    assert NATIVE.read is not None
    return NATIVE.read(BytesIO(plan), Ticket()).project


def read_plan(ticket: Ticket, path: Path) -> Packed:
    """Read a plan in any format."""
    result, found = read_path(path, ticket)
    silent = Schedule([])  # has no dates that could contradict those the file stored
    return Packed(pack(result.project, silent), list(result.notes), found.key)


def write_rows(ticket: Ticket, plan: bytes, path: Path, rows: Listing, keys: list[str], style: Style) -> None:
    """Write rows as a window shows them, with the columns of these fields, as an Excel sheet."""
    from ...io.excel.listing import write

    engine = Engine(unpack(plan))
    wording = Wording(engine.project.info, style)
    replace_file(path, lambda sink: write(rows, keys, Figures(engine), wording, sink, ticket))


def write_plan(ticket: Ticket, plan: bytes, notes: list[Note], path: Path, format_key: str) -> Prepared[list[Note]]:
    """Write a plan in any format with its computed dates, beside the file it is to replace."""
    if format_key == NATIVE.key:

        def write(sink: BinaryIO) -> list[Note]:
            sink.write(plan)
            return notes

        return prepare_file(path, write)
    project = unpack(plan)
    prepared = prepare_path(project, Engine(project).schedule, path, for_key(format_key), ticket)
    return replace(prepared, written=[*notes, *prepared.written])
