"""The layout of the native file: version, header and sections in order. Described in docs/file-format.md."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, Final

import msgspec

from ...app.project.records import (
    Assignment,
    AssignmentUid,
    Calendar,
    CustomField,
    Dependency,
    Resource,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
)
from ...app.project.widths import too_wide, widest
from .structure import unreal_amount

Encoded = bytes | bytearray | memoryview | msgspec.Raw
"""What can be decoded."""

MAJOR: Final = 1
"""Grows when an older program would misunderstand the file; it then refuses it."""

MINOR: Final = 0
"""Grows when something was added that an older program can carry along without understanding it."""

HEADER: Final = "gantline"
INFO: Final = "info"
LAST_UIDS: Final = "last_uids"


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: what the file is.

    Attributes:
        format: ``major.minor`` version of the format.
        program: Version of the program that wrote it, for people who look for the cause of something.
    """

    format: str
    program: str = ""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A list of lines of the same kind.

    Attributes:
        name: The key in the file.
        line: The type of a line.
        narrow: That of most lines, which the type of all of them takes over; None where there is no other.
        key: What identifies a line among those of the section, whatever its place.
        record: Gives the record of a line; None where it is the line.
        shared: The fields of which many records hold equal values, with what those are.
    """

    name: str
    line: Any
    narrow: Any = None
    key: Callable[[Any], Hashable]
    record: Callable[[Any], Any] | None = None
    shared: dict[str, type[Any]] = {}

    def decode(self, data: Encoded) -> list[Any]:
        """Read a list of lines, strictly.

        Raises:
            msgspec.DecodeError: They are damaged, or something else than lines of this section.
        """
        try:
            return _decoder(self.narrow or self.line).decode(data)
        except msgspec.ValidationError:
            if self.narrow is None:
                raise
        return self.fitted(_decoder(self.line).decode(data))

    def fitted(self, lines: list[Any]) -> list[Any]:
        """The same lines with their records as narrow as can be; changes the list.

        Amounts of no money count as usual, but for those that the file is refused for, written with noughts beyond
        counting: lines with one stay as they are.
        """
        if self.narrow is not None and unreal_amount(lines) is None:
            places = too_wide([*map(self.record, lines)] if self.record else lines)
            narrow = msgspec.convert([lines[place] for place in places], list[self.narrow], from_attributes=True)
            for place, line in zip(places, narrow, strict=True):
                lines[place] = line
        return lines


@cache
def _decoder(line: Any) -> msgspec.json.Decoder[list[Any]]:
    return msgspec.json.Decoder(list[line])


SECTIONS: Final = (
    Section(name="custom_fields", line=CustomField, key=attrgetter("key")),
    Section(name="calendars", line=Calendar, key=attrgetter("uid")),
    Section(name="resources", line=Resource, key=attrgetter("uid")),
    Section(
        name="tasks",
        line=tuple[int, widest(Task)],
        narrow=tuple[int, Task],
        key=lambda line: line[1].uid,
        record=itemgetter(1),
    ),
    Section(
        name="dependencies",
        line=widest(Dependency),
        narrow=Dependency,
        key=attrgetter("predecessor", "successor"),
    ),
    Section(
        name="assignments",
        line=widest(Assignment),
        narrow=Assignment,
        key=attrgetter("uid"),
        shared={"units": float},
    ),
    Section(
        name="stored_dates",
        line=tuple[TaskUid, StoredDates],
        key=itemgetter(0),
        record=itemgetter(1),
        shared=dict.fromkeys(("start", "finish", "early_start", "early_finish", "late_start", "late_finish"), datetime),
    ),
    Section(
        name="stored_assignment_dates",
        line=tuple[AssignmentUid, StoredAssignmentDates],
        key=itemgetter(0),
        record=itemgetter(1),
        shared=dict.fromkeys(("start", "finish"), datetime),
    ),
)


@cache
def program_version() -> str:
    """The version of the installed program, empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # takes longer than anything else here

    try:
        return version("gantline")
    except PackageNotFoundError:
        return ""
