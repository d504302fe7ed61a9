"""Working periods on the axis of minutes, with an axis of working minutes beside it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, repeat
from operator import itemgetter
from typing import Final, NamedTuple

from .moments import DAY, Minute, day_number

Period = tuple[Minute, Minute]
"""From and to."""

WEEK: Final = 7 * DAY
"""Minutes of a week. Weeks have numbers and begin on Mondays at midnight; number 0 is that of the epoch."""

_MONDAY: Final = -3 * DAY  # the epoch was a Thursday


def week_of(minute: Minute) -> int:
    """The number of the week of a moment."""
    return (minute - _MONDAY) // WEEK


def begin_of(week: int) -> Minute:
    """The midnight a week begins at."""
    return week * WEEK + _MONDAY


HORIZON: Final = (day_number(date(1900, 1, 1)) * DAY, day_number(date(2200, 1, 1)) * DAY)
"""Calendars say something within these moments; before and after, the clock is taken as working, so that every
question has an answer."""

_FIRST_WEEK: Final = week_of(HORIZON[0])  # which begins at that moment
_LAST_WEEK: Final = week_of(HORIZON[1])
_CENTRE: Final = week_of(day_number(date(2020, 1, 1)) * DAY)
_CHUNK: Final = 53
_REMEMBERED: Final = 200_000
_START, _END = itemgetter(0), itemgetter(1)


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


class Week:
    """The working periods of a week; the weeks of a calendar are few different ones, and those alike are one object.

    Attributes:
        periods: In minutes since its beginning, in order and apart.
        starts: Those of the periods; ``places`` the working minutes before each.
        length: Working minutes in all.
    """

    __slots__ = ("length", "periods", "places", "starts")

    def __init__(self, periods: tuple[Period, ...]) -> None:
        self.periods = periods
        self.starts = [start for start, _end in periods]
        *self.places, self.length = accumulate((end - start for start, end in periods), initial=0)

    def place(self, minute: int) -> int:
        """Working minutes before a minute of the week."""
        row = bisect_right(self.starts, minute) - 1
        if row < 0:
            return 0
        start, end = self.periods[row]
        return self.places[row] + (minute if minute < end else end) - start

    def minute(self, place: int) -> int:
        """When the minute of work begins before which there are so many."""
        row = bisect_right(self.places, place) - 1
        return self.starts[row] + place - self.places[row]


class Tables(NamedTuple):
    """What is to be known of each minute of a week, in arrays.

    Attributes:
        before: Working minutes before it.
        wait: Minutes until the next one of work, 0 in working time; -1 where none comes in this week.
        since: Minutes since work ended last, 0 where it does just then or goes on; -1 where none was in this week.
        minutes: For each minute of work, filled up, which one of the week it is.
    """

    before: array[int]
    wait: array[int]
    since: array[int]
    minutes: array[int]


@lru_cache(maxsize=256)
def tables_of(week: Week) -> Tables:
    """The tables of a week."""
    before, wait, since, minutes = array("h"), array("h"), array("h"), array("h")
    done = ended = 0
    for start, end in week.periods:
        before.extend(repeat(done, start - ended))
        before.extend(range(done, done + end - start))
        wait.extend(range(start - ended, 0, -1))
        wait.extend(repeat(0, end - start))
        since.extend(range(1, start - ended + 1) if done else repeat(-1, start + 1))
        since.extend(repeat(0, end - start))
        minutes.extend(range(start, end))
        done, ended = done + end - start, end
    before.extend(repeat(done, WEEK - ended))
    wait.extend(repeat(-1, WEEK - ended))
    since.extend(range(1, WEEK - ended) if done else repeat(-1, WEEK))
    minutes.extend(repeat(0, WEEK - done))
    return Tables(before, wait, since[:WEEK], minutes)


@lru_cache(maxsize=1 << 12)
def week_with(*periods: Period) -> Week:
    """The week with these periods, in minutes since its beginning, in order and apart."""
    return Week(periods)


class WorkingTime:
    """Working periods on the axis of minutes, and an axis of working minutes beside it.

    A moment between two periods is the same place on the working axis as the end of the one and the start of the
    other; ``starting`` and ``finishing`` are the two readings of such a place. Weeks are worked out as far as they are
    asked for.

    Attributes:
        offset_of: Moment to place on the working axis, for loops in which a call counts; so are the next two.
        starting_at: Place to moment, read as the start of work.
        finishing_at: Place to moment, read as the end of work.
    """

    __slots__ = ("_first", "_places", "_weeks", "_weeks_in", "finishing_at", "offset_of", "starting_at")

    def __init__(self, weeks_in: Callable[[int, int], Iterable[Week]]) -> None:
        """Take a function that gives the weeks from one number up to, but without, another."""
        self._weeks_in = weeks_in
        self._first = _CENTRE
        self._weeks: list[Week] = []
        self._places: list[int] = [0]  # at the beginning of each week, and at the end of the last one
        self.offset_of = Table(self._offset)
        self.starting_at = Table(self._starting)
        self.finishing_at = Table(self._finishing)

    # -- the two axes

    def offset(self, minute: Minute) -> int:
        """The place of a moment on the working axis: working minutes since a fixed moment."""
        return self.offset_of[minute]

    def _offset(self, minute: Minute) -> int:
        week = week_of(minute)
        self._reach(week)
        row = week - self._first
        if row < 0:
            return self._places[0] + minute - begin_of(self._first)
        if row >= len(self._weeks):
            return self._places[-1] + minute - self._end
        return self._places[row] + self._weeks[row].place(minute - begin_of(week))

    def starting(self, offset: int) -> Minute:
        """The moment of a place on the working axis, read as the start of work: the later one."""
        return self.starting_at[offset]

    def _starting(self, offset: int) -> Minute:
        while offset >= self._places[-1] and self._extend_right():
            pass
        while offset < self._places[0] and self._extend_left():
            pass
        if offset < self._places[0]:
            return begin_of(self._first) + offset - self._places[0]
        if offset >= self._places[-1]:
            return self._end + offset - self._places[-1]
        row = bisect_right(self._places, offset) - 1
        return begin_of(self._first + row) + self._weeks[row].minute(offset - self._places[row])

    def finishing(self, offset: int) -> Minute:
        """The moment of a place on the working axis, read as the end of work: the earlier one."""
        return self.finishing_at[offset]

    def _finishing(self, offset: int) -> Minute:
        return self._starting(offset - 1) + 1  # the end of the minute of work before it

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
        found: list[Period] = []
        for begin, periods in self._periods_by_week(start, finish):
            added = [(begin + one, begin + other) for one, other in periods]
            if found and added and found[-1][1] == added[0][0]:
                added[0] = (found.pop()[0], added[0][1])
            found += added
        found = found[bisect_right(found, start, key=_END) : bisect_left(found, finish, key=_START)]
        if found:
            found[0] = (max(found[0][0], start), found[0][1])
            found[-1] = (found[-1][0], min(found[-1][1], finish))
        return found

    def _periods_by_week(self, start: Minute, finish: Minute) -> Iterator[tuple[Minute, Iterable[Period]]]:
        """Moments and the periods counted from them, from a moment on until another; what is cut off may be given."""
        low, high = week_of(start), week_of(finish - 1)
        self._reach(low)
        self._reach(high)
        first, end = self._first, self._end
        if low < first:
            yield start, ((0, begin_of(first) - start),)
        for number in range(max(low, first), min(high + 1, first + len(self._weeks))):
            yield begin_of(number), self._weeks[number - first].periods
        if finish > end:
            yield end, ((0, finish - end),)

    # -- working out weeks

    def weeks(self, first: int, last: int) -> list[Week]:
        """The weeks from one number up to, but without, another, within the horizon."""
        self._reach(first)
        self._reach(last - 1)
        return self._weeks[first - self._first : last - self._first]

    def known(self) -> tuple[int, list[Week], list[int], bool]:
        """What was worked out so far: the number of the first week, the weeks, the place where each begins.

        One place more is the end of the last week. At last, whether nothing but the clock comes after that.
        """
        return self._first, self._weeks, self._places, self._first + len(self._weeks) > _LAST_WEEK

    @property
    def _end(self) -> Minute:
        return begin_of(self._first + len(self._weeks))

    def _reach(self, week: int) -> None:
        """Work out weeks up to one, and some more; none beyond the horizon."""
        while week >= self._first + len(self._weeks) and self._extend_right():
            pass
        while week < self._first and self._extend_left():
            pass

    def _extend_right(self) -> bool:
        """Double what is known after the centre; False where the horizon is reached."""
        first = self._first + len(self._weeks)
        if first > _LAST_WEEK:
            return False
        last = min(first + max(first - _CENTRE, _CHUNK), _LAST_WEEK + 1)
        found = list(self._weeks_in(first, last))
        if last > _LAST_WEEK:
            found[-1] = _clock_from(found[-1], HORIZON[1] - begin_of(_LAST_WEEK))
        self._weeks += found
        self._places[-1:] = accumulate((one.length for one in found), initial=self._places[-1])
        return True

    def _extend_left(self) -> bool:
        """Double what is known before the centre; False where the horizon is reached."""
        last = self._first
        if last <= _FIRST_WEEK:
            return False
        self._first = max(last - max(_CENTRE - last, _CHUNK), _FIRST_WEEK)
        found = list(self._weeks_in(self._first, last))
        self._weeks[:0] = found
        start = self._places[0] - sum(one.length for one in found)
        self._places[:1] = accumulate((one.length for one in found), initial=start)
        return True


def _clock_from(week: Week, minute: int) -> Week:
    """A week of which every minute works from one on."""
    return week_with(*merged([*_common(week.periods, [(0, minute)]), (minute, WEEK)]))


def always() -> WorkingTime:
    """The clock: every minute works."""
    return WorkingTime(lambda first, last: [week_with((0, WEEK))] * (last - first))


def either(times: Iterable[WorkingTime]) -> WorkingTime:
    """The time in which at least one of them works."""
    several = tuple(times)
    return WorkingTime(lambda first, last: map(_either, *(one.weeks(first, last) for one in several)))


def both(one: WorkingTime, other: WorkingTime) -> WorkingTime:
    """The time in which both work."""
    return WorkingTime(lambda first, last: map(_both, one.weeks(first, last), other.weeks(first, last)))


@lru_cache(maxsize=1 << 12)
def _either(*weeks: Week) -> Week:
    return week_with(*merged(sorted(period for one in weeks for period in one.periods)))


@lru_cache(maxsize=1 << 12)
def _both(one: Week, other: Week) -> Week:
    return week_with(*_common(one.periods, other.periods))


def _common(one: Sequence[Period], other: Sequence[Period]) -> Iterator[Period]:
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
