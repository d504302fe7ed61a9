"""Unique ids as files have them, and for records that have none of their own in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, filterfalse
from typing import Final

from .codes import NO_UID
from .values import INTEGER

GREATEST: Final = 2**31 - 1
"""No record has a greater one."""


def spare_uids(taken: Iterable[int], wanted: int) -> Iterator[int]:
    """Numbers that no other record has: those after the greatest, or, where they would not reach, those left free.

    Args:
        taken: What other records have; negative ones don't count.
        wanted: How many will be asked for.
    """
    held = set(taken)
    first = max(held | {0}) + 1
    return filterfalse(held.__contains__, count(first if first + wanted <= GREATEST else 1))


def read_uid(text: str) -> int:
    """The unique id that a text is; ``NO_UID`` where it is none."""
    if plain_uid(text):
        return int(text)
    try:
        value, whole = INTEGER.read(text)
    except ValueError:
        return NO_UID
    return value if whole else NO_UID


def plain_uid(text: str) -> bool:
    """Whether a text is a number as programs write unique ids."""
    return len(text) < 10 and text.isascii() and text.isdecimal()
