"""The format as the registry sees it. Reader and writer are loaded when they are first needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from ...app.i18n import N_
from ...app.project.errors import Note
from ...app.project.project import Project
from ...app.project.ticket import Ticket
from ..formats import Format, ReadResult

if TYPE_CHECKING:  # it brings numpy, which reading does without
    from ...app.schedule.schedule import Schedule

SUFFIX: Final = ".gantline"

_FIRST_KEY: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"gantline"\s*:')


def sniff(head: bytes) -> bool:
    """Whether the first bytes of a file look like a plan of our own."""
    return _FIRST_KEY.match(head) is not None


def read(stream: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a plan; see ``reading.read``."""
    from .reading import read as read_plan

    return read_plan(stream, ticket)


def write(project: Project, schedule: Schedule, sink: BinaryIO, ticket: Ticket) -> list[Note]:
    """Write a plan; see ``writing.write``."""
    from .writing import write as write_plan

    return write_plan(project, schedule, sink, ticket)


FORMAT = Format(
    key="gantline",
    title=N_("Gantline plan"),
    suffixes=(SUFFIX,),
    sniff=sniff,
    read=read,
    write=write,
)
