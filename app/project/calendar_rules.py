"""What a calendar says of each day: exceptions, work weeks, weekly hours, and what it takes from its bases."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from .kinds import Recurrence
from .moments import DAY, Minute, day_number, weekday
from .records import STANDARD_WEEK, Calendar, ExceptionPeriod, Hours
from .recurrence import days_of
from .working_axis import FAR, Period, WorkingTime, merged

_DEFAULT: Final = tuple(hours or () for hours in STANDARD_WEEK)

_RANK = {
    Recurrence.DAILY: 0,
    Recurrence.WEEKLY: 1,
    Recurrence.MONTHLY_BY_DAY: 2,
    Recurrence.MONTHLY_BY_POSITION: 2,
    Recurrence.YEARLY_BY_DAY: 3,
    Recurrence.YEARLY_BY_POSITION: 3,
    None: 4,
}
"""Which of two exceptions on a day wins: a single period over a recurring one, the rarer over the more frequent."""


class CalendarRules:
    """A calendar with the bases it takes open days from, nearest first; gives the hours of days.

    The first that speaks wins: an exception of any of them, then each one's work weeks and week in turn, at last
    Microsoft Project's default week.
    """

    def __init__(self, chain: list[Calendar]) -> None:
        self._chain = chain
        self._other_weeks = [
            [
                (day_number(one.start), day_number(one.finish), one.week)
                for one in calendar.work_weeks
                if any(hours is not None for hours in one.week)
            ]
            for calendar in chain
        ]
        self.empty = not any(self._usual(day) for day in range(7)) and not any(
            any(week.week) for calendar in chain for week in calendar.work_weeks
        )
        ends = [day_number(e.finish) for calendar in chain for e in calendar.exceptions if e.hours]
        self._last_word = max(ends, default=-FAR) if self.empty else FAR
        steady = not self.empty and not any(self._other_weeks)
        self._week = tuple(self._usual(day) for day in range(7)) if steady else ()
        self._joined: dict[int, list[Period]] = {}  # by the identity of hours, which the chain keeps alive

    def working_time(self) -> WorkingTime:
        """The calendar's working time."""
        return WorkingTime(self._periods_in)

    def _periods_in(self, first: Minute, last: Minute) -> list[Period]:
        days = range(first // DAY - 1, last // DAY)  # from the day before: a shift can reach over midnight
        exceptions = self._exceptions_in(days.start, days.stop)
        week = self._week
        periods: list[Period] = []
        reached, apart = -FAR, True
        for day in days:
            hours = exceptions.get(day)
            if hours is None:
                hours = week[(day + 3) % 7] if week else self._hours(day)
            midnight = day * DAY
            for start, end in self._joined.get(id(hours)) or self._join(hours):
                apart = apart and midnight + start > reached
                reached = midnight + end
                periods.append((midnight + start, reached))
        return _cut(periods if apart else merged(sorted(periods)), first, last)

    def _join(self, hours: Hours) -> list[Period]:
        """The periods of a day in order and apart, however many are given; one that ends early ends the next day."""
        spans = merged(sorted((start, end if end > start else end + DAY) for start, end in hours))
        self._joined[id(hours)] = spans
        return spans

    def _exceptions_in(self, first: int, last: int) -> dict[int, Hours]:
        found: dict[int, Hours] = {}
        for calendar in self._chain:
            for exception in sorted(calendar.exceptions, key=rank, reverse=True):
                if day_number(exception.start) <= last and day_number(exception.finish) >= first:
                    for day in _days_from(exception, first, last):
                        found.setdefault(day, exception.hours)
                    if len(found) > last - first:  # a later one has no day left
                        return found
        return found

    def _hours(self, day: int) -> Hours:
        """The hours of a day on which no exception falls."""
        column = weekday(day)
        if day > self._last_word:
            return _DEFAULT[column]
        for calendar, weeks in zip(self._chain, self._other_weeks, strict=True):
            for first, last, week in weeks:
                if first <= day <= last and (hours := week[column]) is not None:
                    return hours
            if (hours := calendar.week[column]) is not None:
                return hours
        return _DEFAULT[column]

    def _usual(self, column: int) -> Hours:
        spoken = (hours for calendar in self._chain if (hours := calendar.week[column]) is not None)
        return next(spoken, _DEFAULT[column])


def rank(exception: ExceptionPeriod) -> int:
    """Which of two exceptions on a day wins: the one of higher rank, among equals the first in the calendar's list."""
    return _RANK[exception.recurrence]


def _cut(periods: list[Period], first: Minute, last: Minute) -> list[Period]:
    """What of periods in order lies between two moments."""
    kept = periods[bisect_right(periods, first, key=itemgetter(1)) : bisect_left(periods, last, key=itemgetter(0))]
    if kept:
        kept[0] = (max(kept[0][0], first), kept[0][1])
        kept[-1] = (kept[-1][0], min(kept[-1][1], last))
    return kept


def _days_from(exception: ExceptionPeriod, first: int, last: int) -> Iterator[int]:
    return days_of(exception, last, first)


def adds_nothing(calendar: Calendar) -> bool:
    """Whether a calendar says nothing that its base does not say."""
    return not (calendar.exceptions or calendar.work_weeks or any(hours is not None for hours in calendar.week))
