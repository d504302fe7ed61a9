"""Where work on a task pauses: worked stretches from the timephased data of its assignments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite

from ..project.kinds import WorkContour
from ..project.moments import to_minute
from ..project.records import Assignment
from ..project.working_time import WorkingTime

Pieces = tuple[tuple[int, int], ...]
"""Worked stretches, from and to, in minutes of a task's working time after its start; in order and apart."""

REMAINING, ACTUAL, ACTUAL_OVERTIME, BASELINE = 1, 2, 3, 4
"""Kinds of timephased work, as MS Project XML numbers them.

Still to do, done, done in overtime (which is part of what is done), as in the first baseline.
"""

_SLIVER = 2  # minutes: spreading a contour leaves gaps of less than a minute between its steps
_AMOUNT = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?)S)?")


def spread(assignment: Assignment, time: WorkingTime, *kinds: int) -> list[tuple[int, int, float]]:
    """How work of these kinds was spread: from, to (on the axis of working minutes) and minutes of work."""
    return sorted(
        (time.offset(to_minute(one.start)), time.offset(to_minute(one.finish)), minutes)
        for one in assignment.timephased
        if one.kind in kinds and one.value and (minutes := _minutes(one.value))
    )


def baseline_kind(number: int) -> int:
    """The number MS Project XML has for the timephased work of assignments in a baseline; that of its cost follows."""
    return BASELINE if number == 0 else 10 + 6 * number


def costs(assignment: Assignment, time: WorkingTime, kind: int) -> list[tuple[int, int, float]]:
    """How cost of a kind was spread: from, to (on the axis of working minutes) and money."""
    return sorted(
        (time.offset(to_minute(one.start)), time.offset(to_minute(one.finish)), money)
        for one in assignment.timephased
        if one.kind == kind and one.value and (money := _money(one.value))
    )


def remaining(assignment: Assignment, time: WorkingTime) -> Pieces:
    """The stretches in which the rest of an assignment was planned to be worked, on the axis of working minutes.

    Empty where nothing was spread by hand, or where the spread amounts are not those of the assignment any more.
    Those of nobody without work have none to compare with: so Project up to 2007 tells where such a task pauses.
    """
    if not assignment.timephased:
        return ()
    amounts = spread(assignment, time, REMAINING)
    total = sum(minutes for _start, _finish, minutes in amounts)
    work = left_of(assignment)
    nobodys = assignment.resource is None and not work
    if work is not None and not nobodys and abs(total - work) > 2 + work / 50:
        return ()
    return united([(start, finish) for start, finish, _minutes in amounts], _SLIVER)


def left_of(assignment: Assignment) -> int | None:
    """Minutes of work that are left of an assignment; None where its work follows from its task."""
    if assignment.remaining_work is not None or assignment.work is None:
        return assignment.remaining_work
    return max(assignment.work - assignment.actual_work, 0)


def reported(assignments: Iterable[Assignment], time: WorkingTime, first: int, last: int) -> Pieces:
    """The stretches between two places of the axis in which work was reported, from the first; the whole where no
    report reaches the last.
    """
    amounts = [one for assignment in assignments for one in spread(assignment, time, ACTUAL)]
    pieces = united(((max(start, first), min(finish, last)) for start, finish, _minutes in amounts), _SLIVER)
    fits = bool(pieces) and pieces[0][0] == first and abs(pieces[-1][1] - last) <= _SLIVER
    return pieces if fits else ((first, last),)


def by_hand(assignment: Assignment, time: WorkingTime) -> bool:
    """Whether the rest of an assignment was spread by hand, or has pauses as on a split task."""
    pieces = remaining(assignment, time)
    return len(pieces) > 1 or (bool(pieces) and assignment.contour is WorkContour.CONTOURED)


def paused(assignment: Assignment, time: WorkingTime) -> bool:
    """Whether work that was reported of an assignment paused."""
    return len(united([(start, finish) for start, finish, _minutes in spread(assignment, time, ACTUAL)], _SLIVER)) > 1


def united(pieces: Iterable[tuple[int, int]], sliver: int = 0) -> Pieces:
    """The stretches in which at least one of them is worked; gaps no longer than a sliver are closed."""
    joined: list[tuple[int, int]] = []
    for start, finish in sorted(pieces):
        if joined and start <= joined[-1][1] + sliver:
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        elif finish > start:
            joined.append((start, finish))
    return tuple(joined)


def moved(pieces: Iterable[tuple[int, int]], minutes: int) -> Pieces:
    """The stretches so much later, none before 0."""
    return tuple((max(start + minutes, 0), finish + minutes) for start, finish in pieces if finish + minutes > 0)


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


def _minutes(amount: str) -> float:
    """Minutes of an ISO duration of work, 0 where it is none."""
    match = _AMOUNT.fullmatch(amount)
    if match is None:
        return 0.0
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 60 + int(minutes or 0) + float(seconds or 0) / 60


def _money(amount: str) -> float:
    """Money told as a file does, in hundredths; 0 where it is none."""
    try:
        money = float(amount) / 100
    except ValueError:
        return 0.0
    return money if isfinite(money) else 0.0
