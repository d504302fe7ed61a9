"""Work in small steps: functions that give way from time to time, so that a window stays alive beside them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from .ticket import Ticket

T = TypeVar("T")

Told = tuple[int, int, str]
"""Units of work done, units in all (0 for unknown), and what is being done."""

Steps = Generator[Told | None, None, T]
"""Work that gives way wherever it yields, after a few milliseconds at most, and may tell there how far it is.

Whoever drives it can go on at any time, or close it: nothing but what it makes is touched before it is over.
"""

PART: Final = 1_000
"""So many records are gone through in one step: of most work a millisecond."""


def at_once(steps: Steps[T], ticket: Ticket | None = None) -> T:
    """Do all of it now; gives what it comes to.

    Raises:
        Cancelled: The ticket, which hears of the progress, said so.
    """
    last: Told = (0, 0, "")
    while True:
        try:
            last = next(steps) or last
        except StopIteration as end:
            return end.value
        if ticket is not None:
            ticket.step(*last)


def parts(items: Iterable[T], size: int = PART) -> Iterator[list[T]]:
    """Things in their order, a part of them at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
