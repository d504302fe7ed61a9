"""Where work on a task pauses: worked stretches from the timephased data of its assignments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..project.moments import Minute, to_minute
from ..project.records import Assignment, Timephased
from ..project.working_time import WorkingTime

Pieces = tuple[tuple[int, int], ...]
"""Worked stretches, from and to, in minutes of a task's working time after its start; in order and apart."""

REMAINING, ACTUAL = 1, 2
"""Kinds of timephased work, as MS Project XML numbers them."""

_NOTHING = re.compile(r"P(T)?(0+[HMSD.])*")


def worked(amounts: Iterable[Timephased], *kinds: int) -> list[tuple[Minute, Minute]]:
    """The stretches in which there is work of these kinds, in order."""
    found = [
        (to_minute(one.start), to_minute(one.finish))
        for one in amounts
        if one.kind in kinds and one.value is not None and not _NOTHING.fullmatch(one.value)
    ]
    return sorted(found)


def stretches(assignment: Assignment, time: WorkingTime) -> Pieces:
    """The worked stretches of what remains of an assignment, after the first moment of that work.

    Empty where the work has no gap.
    """
    if len(assignment.timephased) < 2:
        return ()
    found = worked(assignment.timephased, REMAINING)
    if len(found) < 2:
        return ()
    offsets = [(time.offset(start), time.offset(finish)) for start, finish in found]
    pieces = united([(start - offsets[0][0], finish - offsets[0][0]) for start, finish in offsets])
    return pieces if len(pieces) > 1 else ()


def united(pieces: Iterable[tuple[int, int]]) -> Pieces:
    """The stretches in which at least one of them is worked."""
    joined: list[tuple[int, int]] = []
    for start, finish in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        elif finish > start:
            joined.append((start, finish))
    return tuple(joined)


def fitted(pieces: Pieces, minutes: int) -> Pieces:
    """The stretches, cut or drawn out at their end to hold so many minutes of work."""
    kept: list[tuple[int, int]] = []
    for start, finish in pieces:
        if minutes <= 0:
            break
        kept.append((start, start + min(finish - start, minutes)))
        minutes -= finish - start
    if minutes > 0 and kept:
        kept[-1] = (kept[-1][0], kept[-1][1] + minutes)
    return tuple(kept)
