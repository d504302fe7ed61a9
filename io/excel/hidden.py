"""The hidden sheet: the plan's own properties and calendars, which the visible sheets have no place for.

One row each: a name, then JSON cut into cells, because a cell holds at most 32,767 characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from ...app.project.project import Project
from ...app.project.records import Calendar, ProjectInfo

VERSION: Final = 1
_PIECE = 30_000


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    """What the hidden sheet tells.

    Attributes:
        midnights: A date without a time of day means midnight.
    """

    info: ProjectInfo
    calendars: tuple[Calendar, ...] = ()
    midnights: bool = False


def rows_of(project: Project, midnights: bool) -> Iterator[list[Any]]:
    """The rows of the hidden sheet."""
    yield ["version", VERSION]
    yield ["midnights", int(midnights)]
    yield ["info", *_pieces(project.info)]
    for calendar in project.calendars.values():
        yield ["calendar", *_pieces(calendar)]


def read_rows(rows: Iterable[tuple[Any, ...]]) -> Hidden | None:
    """What the rows tell; None where they are not ours or somebody changed them."""
    found: dict[str, list[str]] = {"version": [], "midnights": [], "info": [], "calendar": []}
    for name, *pieces in rows:
        if name in found:
            found[name].append("".join(str(piece) for piece in pieces if piece is not None))
    try:
        if int(found["version"][0]) != VERSION:
            return None
        return Hidden(
            info=msgspec.json.decode(found["info"][0], type=ProjectInfo),
            calendars=tuple(msgspec.json.decode(text, type=Calendar) for text in found["calendar"]),
            midnights=found["midnights"] == ["1"],
        )
    except (IndexError, ValueError, RecursionError):
        return None


def _pieces(record: Any) -> Iterator[str]:
    text = msgspec.json.encode(record).decode()
    return (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
