"""The file formats Gantline reads and writes, and how the right one is found: by content first, by suffix second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ..app.project.errors import Note
from ..app.project.project import Project
from ..app.project.ticket import Ticket

if TYPE_CHECKING:  # it brings numpy, which reading does without
    from ..app.schedule.schedule import Schedule


class ReadResult(msgspec.Struct, frozen=True, kw_only=True):
    """A plan read from a file, and what is worth telling about the reading."""

    project: Project
    notes: Sequence[Note] = ()


Reader = Callable[[BinaryIO, Ticket], ReadResult]
"""Reads a plan from a stream; raises ``ReadError``."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of file.

    Attributes:
        key: Stable short name, as the command line takes it (``mspdi``).
        title: What the open and save dialogs call it, marked for translation.
        suffixes: File name endings with the dot, the usual one first.
        sniff: Whether the first bytes of a file (up to 4096) look like this format.
        read: Reads a plan from a stream; raises ``ReadError``. None where the format can only be written.
        write: Writes a plan with its dates to a stream, gives notes on what the format can't hold. None where it can
            only be read.
        outside: Another program does the reading, which takes its time whatever the size of the file.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Reader | None = None
    write: Callable[[Project, Schedule, BinaryIO, Ticket], list[Note]] | None = None
    outside: bool = False
