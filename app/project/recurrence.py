"""On which days a calendar exception falls, and which tasks are done again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import count, dropwhile, islice, takewhile

from .kinds import Recurrence
from .moments import day_number, to_date, weekday
from .project import Project
from .records import ExceptionPeriod, TaskUid

_SUNDAY = 6
_LAST_DAY = day_number(date.max)


def recurs(project: Project, uid: TaskUid) -> bool:
    """Whether a task is a recurring task: a summary of nothing but occurrences, each of which is bound to its day.

    What a file says is not enough: files of Microsoft Project call ordinary tasks recurring, phases of linked tasks
    among them. Of 60 such summaries in 17 real plans, 17 have occurrences that are all bound to a day, and those are
    numbered; the other 43 are phases.
    """
    task = project.tasks.get(uid)
    if task is None or not task.recurring:
        return False
    below = project.children.get(uid, ())
    bound = all(project.tasks[kid].constraint_date is not None and not project.is_summary(kid) for kid in below)
    return task.recurrence is not None or (bool(below) and bound)


def days_of(exception: ExceptionPeriod, last: int, since: int | None = None) -> Iterator[int]:
    """The day numbers of an exception in order, from ``since`` on and up to and including ``last`` at most."""
    if exception.finish < exception.start:
        return iter(())
    first, last = day_number(exception.start), min(day_number(exception.finish), last)
    wanted = first if since is None else max(first, since)
    if exception.recurrence is None:
        return iter(range(wanted, last + 1))
    if exception.occurrences is not None:
        last = min(last, _last_time(exception, first))
    days = dropwhile(lambda day: day < wanted, _recurring(exception, first, wanted))
    return takewhile(lambda day: day <= last, days)


@lru_cache(maxsize=1 << 12)
def _last_time(exception: ExceptionPeriod, first: int) -> int:
    """The day on which a counted exception falls for the last time; one before the first where it never does."""
    times, period = exception.occurrences or 0, max(exception.period, 1)
    if times <= 0:
        return first - 1
    match exception.recurrence:
        case Recurrence.WEEKLY:
            sunday, offsets = _week_of(first), _offsets(exception.weekdays)
            if not offsets:
                return first - 1
            weeks, at = divmod(times - 1 + sum(sunday + offset < first for offset in offsets), len(offsets))
            return sunday + 7 * period * weeks + offsets[at]
        case Recurrence.DAILY:
            return first + (times - 1) * period
        case _:
            few = takewhile(lambda day: day <= _LAST_DAY, islice(_recurring(exception, first, first), times))
            return max(few, default=first - 1)


def _recurring(exception: ExceptionPeriod, first: int, wanted: int) -> Iterator[int]:
    """The days from the first on; those before the wanted one may be passed over."""
    period = max(exception.period, 1)
    start = exception.start
    match exception.recurrence:
        case Recurrence.WEEKLY:
            return _weekly(first, wanted, period, exception.weekdays)
        case Recurrence.MONTHLY_BY_DAY:
            return _monthly(start, to_date(wanted), period, _by_day(exception))
        case Recurrence.MONTHLY_BY_POSITION:
            return _monthly(start, to_date(wanted), period, _by_position(exception))
        case Recurrence.YEARLY_BY_DAY:
            return _yearly(start, to_date(wanted), exception.month, _by_day(exception))
        case Recurrence.YEARLY_BY_POSITION:
            return _yearly(start, to_date(wanted), exception.month, _by_position(exception))
        case _:
            return count(wanted + (first - wanted) % period, period)


def _weekly(first: int, wanted: int, period: int, weekdays: int) -> Iterator[int]:
    """Every so many weeks on some weekdays; Microsoft Project's weeks begin on Sunday here."""
    sunday, offsets = _week_of(first), _offsets(weekdays)
    if not offsets:
        return
    passed = (wanted - sunday) // (7 * period)
    for week in count(sunday + 7 * period * passed, 7 * period):
        yield from (day for offset in offsets if (day := week + offset) >= first)


def _week_of(day: int) -> int:
    return day - (weekday(day) + 1) % 7


def _offsets(weekdays: int) -> list[int]:
    """Days after Sunday."""
    return [offset for offset in range(7) if weekdays >> (offset + _SUNDAY) % 7 & 1]


DayOfMonth = Callable[[int, int], int]
"""Gives the day number in a year and month."""


def _monthly(start: date, wanted: date, period: int, day_in: DayOfMonth) -> Iterator[int]:
    first = start.year * 12 + start.month - 1
    passed = (wanted.year * 12 + wanted.month - 1 - first) // period
    for month in count(first + period * passed, period):
        if month >= 10_000 * 12:
            return
        if (day := day_in(month // 12, month % 12 + 1)) >= day_number(start):
            yield day


def _yearly(start: date, wanted: date, month: int, day_in: DayOfMonth) -> Iterator[int]:
    for year in range(wanted.year, 10_000):
        if (day := day_in(year, min(max(month, 1), 12))) >= day_number(start):
            yield day


def _by_day(exception: ExceptionPeriod) -> DayOfMonth:
    """A day of the month; the last one where the month is shorter."""
    wanted = max(exception.month_day, 1)
    return lambda year, month: day_number(date(year, month, min(wanted, _length(year, month))))


def _by_position(exception: ExceptionPeriod) -> DayOfMonth:
    """The first to fourth or last of the days that count."""
    counts = _counted(exception)

    def day_in(year: int, month: int) -> int:
        first = day_number(date(year, month, 1))
        days = [day for day in range(first, first + _length(year, month)) if counts(day)]
        return days[-1] if exception.position > 4 else days[max(exception.position, 1) - 1]

    return day_in


def _counted(exception: ExceptionPeriod) -> Callable[[int], bool]:
    """Whether a day is of the sort a position counts: any day, a weekday, a weekend day, or one day of the week.

    ``MonthItem`` of MS Project XML: 0 day, 1 weekday, 2 weekend day, 3 Sunday to 9 Saturday.
    """
    if bits := exception.weekdays & 0b111_1111:
        return lambda day: bool(bits >> weekday(day) & 1)
    match exception.item:
        case 1:
            return lambda day: weekday(day) < 5
        case 2:
            return lambda day: weekday(day) >= 5
        case item if 3 <= item <= 9:
            return lambda day: weekday(day) == (item + 3) % 7
        case _:
            return lambda _day: True


def _length(year: int, month: int) -> int:
    """The days of a month; the standard library's own answer brings locales along, which delay every start."""
    return 31 if month == 12 else date(year, month + 1, 1).toordinal() - date(year, month, 1).toordinal()
