"""Calendar exceptions in both forms Microsoft Project XML has for them, read and written.

The form since 2007 is an ``Exception`` with a name and a recurrence. The older one is a ``WeekDay`` of day type 0 for
every period on which the exception falls; files carry it beside the new form, for programs that know only that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from ...app.project.kinds import Recurrence
from ...app.project.moments import DAY, day_number, to_date
from ...app.project.records import ExceptionPeriod, Hours
from ...app.project.recurrence import days_of
from ...app.project.widths import replace
from . import codes, schema
from .spelling import first_day, last_day, read_time, write_time
from .values import INTEGER
from .xml_text import fragment, fragments, leaf

OldException = tuple[date, date, Hours]
"""First day, last day, hours."""

_LAST_DAY = day_number(date(2200, 1, 1))
_MOST_PERIODS = 4000
"""An exception is written out in the old form for no more periods than this."""

_MOST_COUNTED = 999
"""So far the times are counted that an exception happens; Microsoft Project takes no more."""

_LEAVES = {
    Recurrence.DAILY: ("Period",),
    Recurrence.WEEKLY: ("Period", "DaysOfWeek"),
    Recurrence.MONTHLY_BY_DAY: ("Period", "MonthDay"),
    Recurrence.MONTHLY_BY_POSITION: ("Period", "MonthItem", "MonthPosition"),
    Recurrence.YEARLY_BY_DAY: ("Month", "MonthDay"),
    Recurrence.YEARLY_BY_POSITION: ("MonthItem", "MonthPosition", "Month"),
    None: (),
}
"""What Microsoft Project writes for each recurrence."""


# -- hours of a day


def read_hours(times: Any) -> tuple[Hours, bool]:
    """The working periods of a ``WorkingTimes`` element, and whether all of them made sense.

    Periods that are empty, end before they begin or overlap an earlier one are left out.
    """
    periods: list[tuple[int, int]] = []
    sound = True
    for time in times if times is not None else ():
        begin, end = time.findtext("FromTime"), time.findtext("ToTime")
        if begin is None or end is None:
            continue
        try:
            period = read_time(begin)[0], read_time(end)[0] or DAY
        except ValueError:
            sound = False
            continue
        if period[0] < period[1]:
            periods.append(period)
        else:
            sound = sound and period[0] == period[1]
    hours: list[tuple[int, int]] = []
    for period in sorted(periods):
        if hours and period[0] < hours[-1][1]:
            sound = False
        else:
            hours.append(period)
    return tuple(hours), sound


def write_hours(hours: Hours) -> str:
    """``WorkingTimes``, nothing for a day off."""
    if not hours:
        return ""
    times = "".join(
        f"<WorkingTime><FromTime>{write_time(begin)}</FromTime><ToTime>{write_time(end)}</ToTime></WorkingTime>"
        for begin, end in hours
    )
    return f"<WorkingTimes>{times}</WorkingTimes>"


def write_period(start: date, finish: date) -> str:
    """``TimePeriod`` from the beginning of a day to the end of another."""
    return (
        f"<TimePeriod><FromDate>{start.isoformat()}T00:00:00</FromDate>"
        f"<ToDate>{finish.isoformat()}T23:59:00</ToDate></TimePeriod>"
    )


# -- the form since 2007


def read_exception(element: Any) -> tuple[ExceptionPeriod, bool]:
    """The exception of an ``Exception`` element, and whether its hours made sense.

    Raises:
        ValueError: Its period is missing or makes no sense.
    """
    texts = {child.tag: child.text or "" for child in element if not len(child)}
    start, start_exact = first_day(element.findtext("TimePeriod/FromDate") or "")
    finish, finish_exact = last_day(element.findtext("TimePeriod/ToDate") or "")
    if finish < start:
        raise ValueError(finish)
    number = {name: INTEGER.read(texts[name])[0] for name in _NUMBERS if texts.get(name, "").strip()}
    hours, sound = read_hours(element.find("WorkingTimes"))
    by_count = texts.get("EnteredByOccurrences", "0").strip() in ("1", "true")
    exception = ExceptionPeriod(
        start=start,
        finish=finish,
        name=texts.get("Name", ""),
        hours=hours,
        recurrence=codes.RECURRENCES.get(texts.get("Type", "1").strip()),
        period=number.get("Period", 1),
        weekdays=_from_sunday(number.get("DaysOfWeek", 0)),
        item=number.get("MonthItem", 0),
        month=number.get("Month", 0) + 1,
        month_day=number.get("MonthDay", 1),
        position=number.get("MonthPosition", 0) + 1,
        occurrences=number.get("Occurrences") if by_count else None,
    )
    written = _leaves(exception)
    carried = [leaf(name, text) for name, text in texts.items() if written.get(name) != text]
    if not (start_exact and finish_exact):
        carried.append(fragment(element.find("TimePeriod")))
    carried += [fragment(child) for child in element if len(child) and child.tag not in ("TimePeriod", "WorkingTimes")]
    return replace(exception, foreign="".join(carried)), sound


_NUMBERS = ("Period", "DaysOfWeek", "MonthItem", "Month", "MonthDay", "MonthPosition", "Occurrences")


def respelled(exception: ExceptionPeriod, known: tuple[ExceptionPeriod, ...]) -> ExceptionPeriod:
    """An exception with no more of the file's spelling than is true of it.

    Args:
        exception: As it is now.
        known: Those that the file had.
    """
    if not exception.foreign or exception in known:
        return exception
    same_days = replace(exception, name="", hours=(), foreign="")
    if any(replace(one, name="", hours=(), foreign="") == same_days for one in known):
        stale: tuple[str, ...] = ("Name", "DayWorking")
    else:
        stale = schema.EXCEPTION
    kept = "".join(piece for name, piece in fragments(exception.foreign) if name not in stale)
    return replace(exception, foreign=kept)


def write_exception(exception: ExceptionPeriod, carried: dict[str, str]) -> str:
    """The ``Exception`` element, with what was carried of it."""
    leaves = _leaves(exception)
    pieces = {name: leaf(name, text) for name, text in leaves.items()}
    pieces["TimePeriod"] = write_period(exception.start, exception.finish)
    pieces["WorkingTimes"] = write_hours(exception.hours)
    pieces.update(carried)
    known = "".join(pieces.pop(name, "") for name in schema.EXCEPTION)
    return f"<Exception>{known}{''.join(pieces.values())}</Exception>"


def _leaves(exception: ExceptionPeriod) -> dict[str, str]:
    """The elements of an exception that hold one text."""
    by_count = exception.occurrences is not None
    count = exception.occurrences if by_count else _count(exception)
    texts = {
        "EnteredByOccurrences": "1" if by_count else "0",
        "Occurrences": str(count),
        "Name": exception.name,
        "Type": codes.RECURRENCE_CODES[exception.recurrence],
        "DayWorking": "1" if exception.hours else "0",
    }
    values = {
        "Period": exception.period,
        "DaysOfWeek": _to_sunday(exception.weekdays),
        "MonthItem": exception.item,
        "MonthPosition": exception.position - 1,
        "Month": exception.month - 1,
        "MonthDay": exception.month_day,
    }
    texts.update({name: str(values[name]) for name in _LEAVES[exception.recurrence]})
    if not exception.name:
        del texts["Name"]
    return texts


def _count(exception: ExceptionPeriod) -> int:
    """How many times an exception happens; 1 at least, as Microsoft Project asks for."""
    if exception.recurrence is None:
        return max(day_number(exception.finish) - day_number(exception.start) + 1, 1)
    return max(sum(1 for _day in islice(days_of(exception, _LAST_DAY), _MOST_COUNTED)), 1)


def _from_sunday(bits: int) -> int:
    """Weekday bits counted from Sunday as bits counted from Monday."""
    return (bits >> 1 | (bits & 1) << 6) & 127


def _to_sunday(bits: int) -> int:
    return (bits << 1 | bits >> 6) & 127


# -- the old form


def read_old_exception(element: Any) -> tuple[OldException, bool]:
    """The period and hours of a ``WeekDay`` of day type 0, and whether the hours made sense.

    Raises:
        ValueError: Its period is missing or makes no sense.
    """
    start, _exact = first_day(element.findtext("TimePeriod/FromDate") or "")
    finish, _exact = last_day(element.findtext("TimePeriod/ToDate") or "")
    hours, sound = read_hours(element.find("WorkingTimes"))
    return (start, finish, hours), sound


def old_exceptions(exception: ExceptionPeriod) -> Iterator[OldException]:
    """The periods of an exception in the old form."""
    if exception.recurrence is None:
        yield exception.start, exception.finish, exception.hours
        return
    for number, day in enumerate(days_of(exception, _LAST_DAY)):
        if number == _MOST_PERIODS:
            return
        yield to_date(day), to_date(day), exception.hours


def write_old_exception(period: OldException) -> str:
    """The ``WeekDay`` of day type 0."""
    start, finish, hours = period
    return (
        f"<WeekDay><DayType>0</DayType><DayWorking>{1 if hours else 0}</DayWorking>"
        f"{write_period(start, finish)}{write_hours(hours)}</WeekDay>"
    )
