"""What helper processes do for the window: read and write plans. Plans travel as the bytes of the native file."""

from __future__ import annotations

import pickle
from collections.abc import Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from ...io.native import FORMAT as NATIVE
from ...io.registry import for_key
from ...io.storage import Prepared, prepare_file, prepare_path, read_path, replace_file
from ..analysis.figures import Figures
from ..edits.wording import Style, Wording
from ..project.errors import Note
from ..project.project import Project
from ..project.steps import Steps, parts
from ..project.ticket import Ticket
from ..schedule.engine import Engine
from ..views.listing import Listing
from .streams import Stream

Read = tuple[bytearray, tuple[list[Note], str]]
"""A plan that was read: the bytes of its native file; the notes, and the key of the format it came in."""


def pack(project: Project) -> Stream:
    """All records of a plan as it is now, as the bytes of a native file that is not to be kept."""
    from ...io.native.writing import copied

    return Stream(copied(project.snapshot()))


def parcel(project: Project, format_key: str) -> tuple[Stream, Stream | None]:
    """A plan as it is now, to be written in a format by ``write_plan``; what takes time is left to the helper.

    Gives the bytes of its native file, and what edits changed as the file had it, for the helper to see what they made
    untrue; None where the bytes are already what is to be kept.
    """
    told = project.stored_dates or project.stored_assignment_dates or project.originals
    kept = format_key == NATIVE.key and not told
    originals = {table: dict(rows) for table, rows in project.originals.items()}
    return pack(project), None if kept else Stream(_pickled(originals))


def _pickled(originals: dict[str, dict[Any, Any]]) -> Iterator[bytes]:
    for table, rows in originals.items():
        for part in parts(rows.items()):
            yield pickle.dumps((table, dict(part)))


def _unpickled(data: bytes) -> dict[str, dict[Any, Any]]:
    found, source = dict[str, dict[Any, Any]](), BytesIO(data)
    while source.tell() < len(data):
        table, rows = pickle.load(source)
        found.setdefault(table, {}).update(rows)
    return found


def unpack(plan: bytes) -> Project:
    """The plan in the bytes of a native file."""
    assert NATIVE.read is not None
    return NATIVE.read(BytesIO(plan), Ticket()).project


def unpacked(plan: bytes | bytearray) -> Steps[Project]:
    """The plan in the bytes of a native file, unpacked bit by bit."""
    from ...io.native.reading import in_steps

    return (yield from in_steps(plan)).project


def read_plan(ticket: Ticket, path: Path) -> Generator[bytes, None, tuple[list[Note], str]]:
    """Read a plan in any format; comes to a ``Read``."""
    from ...io.native.writing import copied

    result, found = read_path(path, ticket)
    yield from copied(result.project)
    return list(result.notes), found.key


def write_rows(ticket: Ticket, plan: bytes, path: Path, rows: Listing, keys: list[str], style: Style) -> None:
    """Write rows as a window shows them, with the columns of these fields, as an Excel sheet."""
    from ...io.excel.listing import write

    engine = Engine(unpack(plan))
    wording = Wording(engine.project.info, style)
    replace_file(path, lambda sink: write(rows, keys, Figures(engine), wording, sink, ticket))


def write_plan(
    ticket: Ticket, plan: bytes, originals: bytes | None, path: Path, format_key: str
) -> Prepared[list[Note]]:
    """Write a plan, sent as a ``parcel``, in any format with its computed dates, beside the file it is to replace."""
    if originals is None:

        def write(sink: BinaryIO) -> list[Note]:
            sink.write(plan)
            return []

        return prepare_file(path, write)
    project = unpack(plan)
    project.originals = _unpickled(originals)
    return prepare_path(project, Engine(project).schedule, path, for_key(format_key), ticket)


def put_file(_ticket: Ticket, prepared: Prepared[list[Note]]) -> list[Note]:
    """Put what was written in the place of the file: the disk may take a few frames for that."""
    return prepared.put()
