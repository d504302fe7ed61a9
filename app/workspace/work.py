"""What helper processes do for the window: read and write plans. Plans travel as the bytes of the native file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

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


class Parcel(msgspec.Struct, frozen=True):
    """A plan on its way to the helper that writes it.

    Attributes:
        plan: The bytes of its native file.
        originals: What edits changed, as the file had it, for the helper to see what they made untrue; None where the
            bytes are already what is to be kept.
        notes: What the bytes do not hold.
    """

    plan: bytes
    originals: dict[str, dict[Any, Any]] | None
    notes: list[Note]


def pack(project: Project) -> bytes:
    """All records of a plan, as the bytes of a native file that is not to be kept."""
    from ...io.native.writing import copy

    sink = BytesIO()
    copy(project, sink, Ticket())
    return sink.getvalue()


def parcel(project: Project, schedule: Schedule, format_key: str) -> Parcel:
    """A plan to be written in a format; what takes time is left to the helper."""
    if format_key != NATIVE.key or project.stored_dates or project.stored_assignment_dates:
        return Parcel(pack(project), project.originals, [])
    sink = BytesIO()
    assert NATIVE.write is not None
    notes = NATIVE.write(project, schedule, sink, Ticket())
    return Parcel(sink.getvalue(), None, notes)


def unpack(plan: bytes) -> Project:
    """The plan in the bytes of a native file."""
    assert NATIVE.read is not None
    return NATIVE.read(BytesIO(plan), Ticket()).project


def read_plan(ticket: Ticket, path: Path) -> Packed:
    """Read a plan in any format."""
    result, found = read_path(path, ticket)
    return Packed(pack(result.project), list(result.notes), found.key)


def write_rows(ticket: Ticket, plan: bytes, path: Path, rows: Listing, keys: list[str], style: Style) -> None:
    """Write rows as a window shows them, with the columns of these fields, as an Excel sheet."""
    from ...io.excel.listing import write

    engine = Engine(unpack(plan))
    wording = Wording(engine.project.info, style)
    replace_file(path, lambda sink: write(rows, keys, Figures(engine), wording, sink, ticket))


def write_plan(ticket: Ticket, sent: Parcel, path: Path, format_key: str) -> Prepared[list[Note]]:
    """Write a plan in any format with its computed dates, beside the file it is to replace."""
    if sent.originals is None:

        def write(sink: BinaryIO) -> list[Note]:
            sink.write(sent.plan)
            return sent.notes

        return prepare_file(path, write)
    project = unpack(sent.plan)
    project.originals = sent.originals
    return prepare_path(project, Engine(project).schedule, path, for_key(format_key), ticket)
