"""What a calendar says of each day, and why: for showing months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..project.calendar_rules import rank
from ..project.moments import DAY, day_number
from ..project.project import Project
from ..project.records import STANDARD_WEEK, Calendar, CalendarUid, ExceptionPeriod, Hours, WorkWeek
from ..project.recurrence import days_of
from ..project.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of a calendar.

    Attributes:
        hours: The working periods that fall on it, a shift over midnight cut at midnight.
        exception: What makes it differ from the week; None where nothing does.
        work_week: The work week it lies in, where no exception counts.
        own: Whether the calendar says so itself, rather than one it follows.
    """

    hours: Hours
    exception: ExceptionPeriod | None = None
    work_week: WorkWeek | None = None
    own: bool = True


def days_between(
    project: Project, uid: CalendarUid, working_time: WorkingTime, first: date, last: date
) -> list[DayView]:
    """The days of a calendar from the first to the last, both included.

    Args:
        working_time: The calendar's.
    """
    low, high = day_number(first), day_number(last)
    chain = _chain(project, uid)
    exceptions: dict[int, tuple[ExceptionPeriod, bool]] = {}
    for calendar in chain:
        for one in sorted(calendar.exceptions, key=rank, reverse=True):
            if day_number(one.start) <= high and day_number(one.finish) >= low:
                for day in days_of(one, high):
                    if day >= low:
                        exceptions.setdefault(day, (one, calendar.uid == uid))
    hours: dict[int, list[tuple[int, int]]] = {day: [] for day in range(low, high + 1)}
    for start, finish in working_time.periods(low * DAY, (high + 1) * DAY):
        for day in range(start // DAY, (finish - 1) // DAY + 1):
            hours[day].append((max(start - day * DAY, 0), min(finish - day * DAY, DAY)))
    return [_day(tuple(periods), exceptions.get(day), chain, day) for day, periods in hours.items()]


def usual_week(project: Project, uid: CalendarUid | None) -> list[Hours]:
    """The hours of the weekdays where no exception and no work week counts; None is the week of no calendar at all."""
    chain = [] if uid is None else _chain(project, uid)
    spoken = [[calendar.week[weekday] for calendar in chain] for weekday in range(7)]
    return [
        next((hours for hours in told if hours is not None), STANDARD_WEEK[weekday] or ())
        for weekday, told in enumerate(spoken)
    ]


def _day(hours: Hours, told: tuple[ExceptionPeriod, bool] | None, chain: list[Calendar], day: int) -> DayView:
    if told is not None:
        return DayView(hours, exception=told[0], own=told[1])
    for calendar in chain:
        for week in calendar.work_weeks:
            if day_number(week.start) <= day <= day_number(week.finish) and week.week[(day + 3) % 7] is not None:
                return DayView(hours, work_week=week, own=calendar is chain[0])
    return DayView(hours)


def _chain(project: Project, uid: CalendarUid) -> list[Calendar]:
    """The calendar and those it follows, nearest first."""
    chain: list[Calendar] = []
    at: CalendarUid | None = uid
    while at is not None and at in project.calendars and project.calendars[at] not in chain:
        chain.append(project.calendars[at])
        at = project.calendars[at].base
    return chain
