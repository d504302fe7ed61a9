"""Lookup tables of custom fields: lines with levels as the codes they stand for, and codes as lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .records import LookupValue
from .widths import replace

SEPARATOR = "."
"""Between the parts of an outline code."""


def codes_of(lines: Iterable[LookupValue]) -> list[str]:
    """The code of every line: its value after those of the lines above it in the outline."""
    path: list[str] = []
    codes: list[str] = []
    for line in lines:
        path = [*path[: line.level - 1], line.value]
        codes.append(SEPARATOR.join(path))
    return codes


def matching(codes: Sequence[str], text: str) -> str | None:
    """The code that a typed text means: one of them whatever its case, or the only one that ends in it."""
    wanted = text.strip().casefold()
    exact = [code for code in codes if code.casefold() == wanted]
    ending = [code for code in codes if code.casefold().rpartition(SEPARATOR)[2] == wanted]
    return exact[0] if exact else ending[0] if len(ending) == 1 else None


def levelled(lines: Iterable[LookupValue]) -> bool:
    """Whether every line stands at most one level below the one before it, the first at the top."""
    deepest = 1
    for line in lines:
        if not 1 <= line.level <= deepest:
            return False
        deepest = line.level + 1
    return True


def numbered(lines: Sequence[LookupValue], taken: set[int]) -> tuple[LookupValue, ...]:
    """The lines, each with a number of its own; the numbers given are added to those that are taken."""
    free = max([0, *taken, *(line.line for line in lines)]) + 1
    made: list[LookupValue] = []
    for line in lines:
        number = line.line
        if not number or number in taken:
            number, free = free, free + 1
        taken.add(number)
        made.append(replace(line, line=number))
    return tuple(made)
