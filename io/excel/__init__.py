"""Excel workbooks with the sheets Tasks, Resources and Assignments. openpyxl is loaded on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from ...app.i18n import N_
from ...app.project.errors import Note
from ...app.project.project import Project
from ...app.project.ticket import Ticket
from ..formats import Format, ReadResult

if TYPE_CHECKING:  # it brings numpy, which reading does without
    from ...app.schedule.schedule import Schedule


def _read(source: BinaryIO, ticket: Ticket) -> ReadResult:
    from .reading import read

    return read(source, ticket)


def _write(project: Project, schedule: Schedule, sink: BinaryIO, ticket: Ticket) -> list[Note]:
    from .writing import write

    return write(project, schedule, sink, ticket)


def _is_workbook(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and any(
        part in head for part in (b"xl/", b"[Content_Types].xml", b"_rels/.rels", b"docProps/")
    )


FORMAT = Format(
    key="excel",
    title=N_("Excel workbook"),
    suffixes=(".xlsx",),
    sniff=_is_workbook,
    read=_read,
    write=_write,
)
