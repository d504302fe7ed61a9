"""Predecessors as planners type and read them: ``3``, ``3FS+2d``, ``7SS``, ``5FF-10%``, ``4FS+1ed``."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from ..i18n import _
from .durations import UNIT_WORDS, format_duration, parse_duration
from .errors import EditError, quoted
from .kinds import DependencyKind, TimeUnit
from .records import Dependency, ProjectInfo


class TypedLink(msgspec.Struct, frozen=True):
    """A link as it was typed.

    Attributes:
        row: Number of the predecessor's row as the user counts, from 1.
        kind: Which ends are tied.
        lag: As in ``Dependency``: minutes, or whole percent where the unit is a percentage.
        lag_unit: The unit the lag was typed in.
    """

    row: int
    kind: DependencyKind = DependencyKind.FINISH_START
    lag: int = 0
    lag_unit: TimeUnit = TimeUnit.DAY


_UNIT = "|".join(sorted(map(re.escape, UNIT_WORDS), key=len, reverse=True))
# "3FS+1,5d" holds a decimal comma: a number with a unit of time is never a link of its own.
_SEPARATOR = re.compile(rf"[;\n]|,(?!\d+ ?(?:{_UNIT})\.?\s*(?:[,;\n]|$))", re.IGNORECASE)
_LINK = re.compile(r"(\d{1,9})\s*([a-z]{2})?\s*([+-].+)?", re.IGNORECASE)
_GERMAN = dict(zip(("EA", "AA", "EE", "AE"), DependencyKind, strict=True))
"""What German editions of Microsoft Project call them, by Anfang and Ende."""

_KINDS = {str(kind): kind for kind in DependencyKind} | _GERMAN


def parse_predecessors(text: str, info: ProjectInfo) -> tuple[TypedLink, ...]:
    """The links a planner typed, separated by commas or semicolons; none for empty text.

    Raises:
        EditError: A piece is no link, or a row is named twice.
    """
    links = tuple(_parse_link(piece.strip(), info) for piece in _SEPARATOR.split(text) if piece.strip())
    rows: set[int] = set()
    for link in links:
        if link.row in rows:
            raise EditError(
                _("Row {row} is named twice; a task can follow another one only once.").format(row=link.row)
            )
        rows.add(link.row)
    return links


def renumbered(text: str, row_of: Callable[[int], int]) -> str:
    """Typed links with other row numbers; what is no link stays for ``parse_predecessors`` to refuse."""
    pieces = [piece.strip() for piece in _SEPARATOR.split(text) if piece.strip()]
    found = [(_LINK.fullmatch(piece), piece) for piece in pieces]
    return "; ".join(
        piece if match is None else f"{row_of(int(match[1]))}{piece[match.end(1) :]}" for match, piece in found
    )


def _parse_link(text: str, info: ProjectInfo) -> TypedLink:
    match = _LINK.fullmatch(text)
    kind = _KINDS.get((match[2] or DependencyKind.FINISH_START).upper()) if match else None
    if match is None or kind is None:
        raise EditError(
            _("'{text}' is not a predecessor. Type a row number, such as 3, 3SS or 3FS+2d.").format(text=quoted(text))
        )
    if not match[3]:
        return TypedLink(int(match[1]), kind, 0, info.duration_unit)
    lag = parse_duration(match[3], info)
    return TypedLink(int(match[1]), kind, lag.minutes, lag.unit)


def format_link(link: Dependency, row: int, info: ProjectInfo) -> str:
    """One end of a link as it would be typed, with the row number of the task at the other end."""
    if not link.lag:
        return str(row) if link.kind is DependencyKind.FINISH_START else f"{row}{link.kind}"
    sign = "+" if link.lag > 0 else ""
    return f"{row}{link.kind}{sign}{format_duration(link.lag, link.lag_unit, info)}"
