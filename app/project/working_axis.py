"""Working periods on the axis of minutes, with an axis of working minutes beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import accumulate
from typing import Final

from .moments import DAY, Minute, day_number

Period = tuple[Minute, Minute]
"""From and to."""

HORIZON: Final = (day_number(date(1900, 1, 1)) * DAY, day_number(date(2200, 1, 1)) * DAY)
"""Calendars say something within these moments; before and after, the clock is taken as working, so that every
question has an answer."""

FAR: Final = 10**12
"""A moment beyond all others."""

_CENTRE: Final = day_number(date(2020, 1, 1)) * DAY
_CHUNK: Final = 366 * DAY
_REMEMBERED: Final = 200_000


class Table(dict[int, int]):
    """The answers of a function, each worked out when it is first asked for.

    Most questions come again: the moments of a task are those of its neighbours.
    """

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[int], int]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, asked: int) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        answer = self[asked] = self._answer(asked)
        return answer


class WorkingTime:
    """Working periods on the axis of minutes, and an axis of working minutes beside it.

    A moment between two periods is the same place on the working axis as the end of the one and the start of the
    other; ``starting`` and ``finishing`` are the two readings of such a place. Periods are worked out as far as they
    are asked for.

    Attributes:
        offset_of: Moment to place on the working axis, for loops in which a call counts; so are the next two.
        starting_at: Place to moment, read as the start of work.
        finishing_at: Place to moment, read as the end of work.
    """

    __slots__ = (
        "_ends",
        "_first",
        "_last",
        "_offsets",
        "_periods_in",
        "_starts",
        "finishing_at",
        "offset_of",
        "starting_at",
    )

    def __init__(self, periods_in: Callable[[Minute, Minute], Iterable[Period]]) -> None:
        """Take a function that gives the working periods between two midnights, in order and apart."""
        self._periods_in = periods_in
        self._first = self._last = _CENTRE
        self._starts: list[Minute] = []
        self._ends: list[Minute] = []
        self._offsets: list[int] = []  # working minutes at each start, counted from _CENTRE
        self.offset_of = Table(self._offset)
        self.starting_at = Table(self._starting)
        self.finishing_at = Table(self._finishing)

    # -- the two axes

    def offset(self, minute: Minute) -> int:
        """The place of a moment on the working axis: working minutes since a fixed moment."""
        return self.offset_of[minute]

    def _offset(self, minute: Minute) -> int:
        self._reach(minute)
        row = bisect_right(self._starts, minute) - 1
        if row < 0:
            return self._offsets[0] if self._offsets else 0
        start, end = self._starts[row], self._ends[row]
        return self._offsets[row] + (minute if minute < end else end) - start

    def starting(self, offset: int) -> Minute:
        """The moment of a place on the working axis, read as the start of work: the later one."""
        return self.starting_at[offset]

    def _starting(self, offset: int) -> Minute:
        row = bisect_right(self._offsets, offset) - 1
        if row < 0 or row == len(self._offsets) - 1:
            self._reach_offset(offset)
            row = bisect_right(self._offsets, offset) - 1
        return self._starts[row] + offset - self._offsets[row]

    def finishing(self, offset: int) -> Minute:
        """The moment of a place on the working axis, read as the end of work: the earlier one."""
        return self.finishing_at[offset]

    def _finishing(self, offset: int) -> Minute:
        row = bisect_left(self._offsets, offset) - 1
        if row < 0 or row == len(self._offsets) - 1:
            self._reach_offset(offset)
            row = bisect_left(self._offsets, offset) - 1
        return self._starts[row] + offset - self._offsets[row]

    # -- moments

    def next_working(self, minute: Minute) -> Minute:
        """The moment itself where work can begin at it, else the next one at which it can."""
        return self.starting_at[self.offset_of[minute]]

    def previous_working(self, minute: Minute) -> Minute:
        """The moment itself where work can end at it, else the last one at which it could."""
        return self.finishing_at[self.offset_of[minute]]

    def add(self, minute: Minute, working_minutes: int) -> Minute:
        """The moment when so much working time has passed; going back, the moment from which on so much passes.

        Without working time to pass, the moment itself.
        """
        if working_minutes > 0:
            return self.finishing_at[self.offset_of[minute] + working_minutes]
        return self.starting_at[self.offset_of[minute] + working_minutes] if working_minutes else minute

    def from_start(self, minute: Minute, working_minutes: int) -> Period:
        """When work of so many minutes goes on that can begin at a moment."""
        offset = self.offset_of[minute]
        return self.starting_at[offset], self.finishing_at[offset + working_minutes]

    def from_finish(self, minute: Minute, working_minutes: int) -> Period:
        """When work of so many minutes goes on that has to end by a moment."""
        offset = self.offset_of[minute]
        return self.starting_at[offset - working_minutes], self.finishing_at[offset]

    def between(self, start: Minute, finish: Minute) -> int:
        """Working minutes from one moment to another; negative where the second is the earlier one."""
        return self.offset_of[finish] - self.offset_of[start]

    def periods(self, start: Minute, finish: Minute) -> list[Period]:
        """The working periods between two moments, cut off at them."""
        if finish <= start:
            return []
        self._reach(start)
        self._reach(finish)
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, finish)
        return [(max(self._starts[i], start), min(self._ends[i], finish)) for i in range(first, last)]

    # -- working out periods

    def known(self) -> tuple[list[Minute], list[Minute], list[int], Minute, Minute]:
        """What was worked out so far: starts and ends of periods, the places of the starts, and between which moments.

        After the horizon one endless period follows; before it nothing is told.
        """
        return self._starts, self._ends, self._offsets, max(self._first, HORIZON[0]), self._last

    def _reach(self, minute: Minute) -> None:
        """Work out the periods up to a moment, and some more."""
        while minute >= self._last and self._last < FAR:
            self._extend_right()
        while minute <= self._first and self._first > -FAR:
            self._extend_left()

    def _reach_offset(self, offset: int) -> None:
        while not self._offsets or offset >= self._offsets[-1]:
            if self._last >= FAR:
                break
            self._extend_right()
        while not self._offsets or offset <= self._offsets[0]:
            if self._first <= -FAR:
                break
            self._extend_left()

    def _extend_right(self) -> None:
        """Double what is known after the centre; beyond the horizon one endless period."""
        first = self._last
        last = min(first + max(first - _CENTRE, _CHUNK), HORIZON[1]) if first < HORIZON[1] else FAR
        found = list(self._periods_in(first, last)) if first < HORIZON[1] else [(first, last)]
        if found and self._ends and found[0][0] == self._ends[-1]:
            self._ends[-1] = found.pop(0)[1]
        known = self._offsets[-1] + self._ends[-1] - self._starts[-1] if self._offsets else 0
        self._starts += [start for start, _end in found]
        self._ends += [end for _start, end in found]
        self._offsets += accumulate((end - start for start, end in found[:-1]), initial=known) if found else ()
        self._last = last

    def _extend_left(self) -> None:
        """Double what is known before the centre; beyond the horizon one endless period."""
        last = self._first
        first = max(last - max(_CENTRE - last, _CHUNK), HORIZON[0]) if last > HORIZON[0] else -FAR
        found = list(self._periods_in(first, last)) if last > HORIZON[0] else [(first, last)]
        offset = (self._offsets[0] if self._offsets else 0) - sum(end - start for start, end in found)
        starts: list[Minute] = []
        ends: list[Minute] = []
        offsets: list[int] = []
        for start, end in found:
            starts.append(start)
            ends.append(end)
            offsets.append(offset)
            offset += end - start
        if ends and self._starts and ends[-1] == self._starts[0]:
            ends.pop()
            del self._starts[0], self._offsets[0]
        self._starts, self._ends, self._offsets = starts + self._starts, ends + self._ends, offsets + self._offsets
        self._first = first


def always() -> WorkingTime:
    """The clock: every minute works."""
    return WorkingTime(lambda first, last: [(first, last)])


def either(times: Iterable[WorkingTime]) -> WorkingTime:
    """The time in which at least one of them works."""
    several = tuple(times)
    return WorkingTime(lambda first, last: merged(sorted(p for one in several for p in one.periods(first, last))))


def both(one: WorkingTime, other: WorkingTime) -> WorkingTime:
    """The time in which both work."""
    return WorkingTime(lambda first, last: _common(one.periods(first, last), other.periods(first, last)))


def _common(one: list[Period], other: list[Period]) -> Iterator[Period]:
    left, right = 0, 0
    while left < len(one) and right < len(other):
        start, end = max(one[left][0], other[right][0]), min(one[left][1], other[right][1])
        if start < end:
            yield start, end
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1


def merged(periods: Iterable[Period]) -> list[Period]:
    """Periods in order of their starts, joined where they touch or overlap."""
    joined: list[Period] = []
    for start, end in periods:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined
