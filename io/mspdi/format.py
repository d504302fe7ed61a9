"""The format as the registry sees it. Reader, writer and lxml are loaded when they are first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from ...app.i18n import N_
from ...app.project.errors import Note
from ...app.project.project import Project
from ...app.project.ticket import Ticket
from ..formats import Format, ReadResult

if TYPE_CHECKING:  # it brings numpy, which reading does without
    from ...app.schedule.schedule import Schedule

_NAMESPACE = "schemas.microsoft.com/project"


def sniff(head: bytes) -> bool:
    """Whether the first bytes of a file look like Microsoft Project XML, in whatever encoding and with any prefix."""
    text = head.replace(b"\x00", b"")
    return _NAMESPACE.encode() in text or (b"<Project" in text and (b"<SaveVersion" in text or b"<Tasks" in text))


def read(stream: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a plan; see ``reader.read``."""
    from .reader import read as read_plan

    return read_plan(stream, ticket)


def write(project: Project, schedule: Schedule, stream: BinaryIO, ticket: Ticket) -> list[Note]:
    """Write a plan; see ``writer.write``."""
    from .writer import write as write_plan

    return write_plan(project, schedule, stream, ticket)


FORMAT = Format(
    key="mspdi",
    title=N_("Microsoft Project XML"),
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
    write=write,
)
