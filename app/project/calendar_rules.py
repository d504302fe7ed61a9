"""What a calendar says of each day: exceptions, work weeks, weekly hours, and what it takes from its bases."""

from __future__ import annotations

from typing import Final

from .kinds import Recurrence
from .moments import DAY, day_number, weekday
from .records import STANDARD_WEEK, Calendar, ExceptionPeriod, Hours
from .recurrence import days_of
from .working_axis import WEEK, Week, WorkingTime, begin_of, merged, week_of, week_with

_NEVER: Final = -(10**9)  # a day before all others
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
        self._last_word = max(ends, default=_NEVER) if self.empty else -_NEVER
        self._known: dict[tuple[int, ...], Week] = {}  # by the identity of hours, which the chain keeps alive
        self._usual_week = self._week([self._usual(day % 7) for day in range(-1, 7)])
        self._default_week = self._week([_DEFAULT[day % 7] for day in range(-1, 7)])

    def working_time(self) -> WorkingTime:
        """The calendar's working time."""
        return WorkingTime(self._weeks_in)

    def _weeks_in(self, first: int, last: int) -> list[Week]:
        """The weeks from one number up to, but without, another."""
        monday, end = begin_of(first) // DAY, begin_of(last) // DAY
        exceptions = self._exceptions_in(monday - 1, end)
        unusual = {number for day in (*exceptions, self._last_word) for number in _weeks_of(day)}
        for spans in self._other_weeks:
            for start, finish, _week_then in spans:
                days = range(max(start, monday - 1), min(finish + 1, end))
                unusual.update(*map(_weeks_of, days[::7]), *map(_weeks_of, days[-1:]))
        weeks: list[Week] = []
        for number in range(first, last):
            day = begin_of(number) // DAY
            if number in unusual:
                days = range(day - 1, day + 7)
                weeks.append(self._week([exceptions[one] if one in exceptions else self._hours(one) for one in days]))
            else:
                weeks.append(self._usual_week if day <= self._last_word else self._default_week)
        return weeks

    def _week(self, days: list[Hours]) -> Week:
        """The week with the hours of a Sunday and the seven days after it; few differ, however many are asked for."""
        key = tuple(map(id, days))
        week = self._known.get(key)
        if week is None:
            spans = [
                (day * DAY + start, day * DAY + (end if end > start else end + DAY))
                for day, hours in enumerate(days, -1)
                for start, end in hours
            ]
            inside = [
                (max(start, 0), min(end, WEEK)) for start, end in merged(sorted(spans)) if end > 0 and start < WEEK
            ]
            week = self._known[key] = week_with(*inside)
        return week

    def _exceptions_in(self, first: int, last: int) -> dict[int, Hours]:
        found: dict[int, Hours] = {}
        for calendar in self._chain:
            for exception in sorted(calendar.exceptions, key=rank, reverse=True):
                if day_number(exception.start) <= last and day_number(exception.finish) >= first:
                    for day in days_of(exception, last, first):
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


def _weeks_of(day: int) -> tuple[int, int]:
    """The numbers of the weeks that hours of a day can lie in: a shift can reach over midnight."""
    return week_of(day * DAY), week_of((day + 1) * DAY)


def adds_nothing(calendar: Calendar) -> bool:
    """Whether a calendar says nothing that its base does not say."""
    return not (calendar.exceptions or calendar.work_weeks or any(hours is not None for hours in calendar.week))
