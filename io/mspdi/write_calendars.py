"""Writes calendars: base calendars first, never more than two levels, exceptions in both forms and in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from ...app.i18n import _
from ...app.project.project import Project
from ...app.project.records import Calendar, ExceptionPeriod, Hours, Week, WorkWeek
from ...app.project.widths import replace
from ..ledger import Ledger, place
from . import codes, schema
from .composing import Composer, Pieces
from .exceptions import old_exceptions, write_exception, write_hours, write_old_exception, write_period
from .fields import CALENDAR
from .names import Names
from .upkeep import Upkeep
from .xml_text import escaped

_MOST_PERIODS = 5
_MOST_OLD = 50_000
"""Periods of exceptions in the old form in a file. Real plans have some hundreds; a small file can ask for millions."""

_LISTS = ("WeekDays", "Exceptions", "WorkWeeks")


class CalendarWriter:
    """Writes the calendar elements of a plan."""

    def __init__(self, project: Project, names: Names, ledger: Ledger, upkeep: Upkeep) -> None:
        self._calendars = {uid: upkeep.calendar(one) for uid, one in project.calendars.items()}
        self._names = names
        self._ledger = ledger
        self._room = _MOST_OLD
        self._composer = Composer(
            Calendar,
            CALENDAR,
            schema.CALENDAR,
            given=("IsBaseCalendar", "IsBaselineCalendar", "BaseCalendarUID", *_LISTS),
            owned=("UID",),
            unsound=names.unsound,
        )

    def __iter__(self) -> Iterator[str]:
        """The elements."""
        for calendar in self._calendars.values():
            if calendar.base is None:
                yield self._calendar(self._at_most_five(calendar))
        for calendar in self._calendars.values():
            if calendar.base is not None:
                yield self._calendar(self._at_most_five(self._flat(calendar)))

    def _flat(self, calendar: Calendar) -> Calendar:
        """The calendar based on a base calendar: what those between say becomes its own."""
        base = self._calendars.get(calendar.base) if calendar.base is not None else None
        if base is None or base.base is None:
            return calendar
        self._ledger.add(
            "mspdi.calendar-flattened",
            _("Microsoft Project knows two levels of calendars; what lay between was written into this one."),
            place=place("Calendar", calendar.uid, calendar.name),
            calendar=calendar.uid,
        )
        while base is not None and base.base is not None:
            first, second, third, fourth, fifth, sixth, seventh = (
                theirs if mine is None else mine for mine, theirs in zip(calendar.week, base.week, strict=True)
            )
            calendar = replace(
                calendar,
                base=base.base,
                week=(first, second, third, fourth, fifth, sixth, seventh),
                exceptions=(*calendar.exceptions, *base.exceptions),
                work_weeks=(*calendar.work_weeks, *base.work_weeks),
            )
            base = self._calendars.get(base.base)
        return calendar

    def _at_most_five(self, calendar: Calendar) -> Calendar:
        """The calendar with no more working periods a day than Microsoft Project takes; the shortest breaks go."""
        weeks = [calendar.week, *(one.week for one in calendar.work_weeks)]
        days = [*(hours for week in weeks for hours in week), *(one.hours for one in calendar.exceptions)]
        if all(hours is None or len(hours) <= _MOST_PERIODS for hours in days):
            return calendar
        self._ledger.add(
            "mspdi.calendar-changed",
            _("Microsoft Project takes five working periods a day; the shortest breaks were left out."),
            place=place("Calendar", calendar.uid, calendar.name),
            calendar=calendar.uid,
        )
        return replace(
            calendar,
            week=_week_of_five(calendar.week),
            exceptions=tuple(replace(one, hours=_five(one.hours)) for one in calendar.exceptions),
            work_weeks=tuple(replace(one, week=_week_of_five(one.week)) for one in calendar.work_weeks),
        )

    def _calendar(self, calendar: Calendar) -> str:
        base = codes.NO_UID if calendar.base is None else calendar.base
        pieces: Pieces = {
            "UID": f"<UID>{calendar.uid}</UID>",
            "IsBaseCalendar": f"<IsBaseCalendar>{1 if calendar.base is None else 0}</IsBaseCalendar>",
            "IsBaselineCalendar": f"<IsBaselineCalendar>{1 if calendar.baseline else 0}</IsBaselineCalendar>",
            "BaseCalendarUID": f"<BaseCalendarUID>{base}</BaseCalendarUID>",
        }
        carried = self._composer.sound(calendar.foreign)
        exceptions = sorted(calendar.exceptions, key=_first_day)
        old = carried.pop("WeekDay", "") or self._old_form(exceptions)
        days = _week(calendar.week) + old
        if days:
            pieces["WeekDays"] = f"<WeekDays>{days}</WeekDays>"
        if exceptions:
            written = "".join(write_exception(one, self._composer.sound(one.foreign, but=())) for one in exceptions)
            pieces["Exceptions"] = f"<Exceptions>{written}</Exceptions>"
        if calendar.work_weeks:
            weeks = "".join(map(self._work_week, sorted(calendar.work_weeks, key=_first_day)))
            pieces["WorkWeeks"] = f"<WorkWeeks>{weeks}</WorkWeeks>"
        pieces |= self._names.of_calendar(calendar)
        return f"<Calendar>{self._composer.text(calendar, pieces, ''.join(carried.values()))}</Calendar>\n"

    def _old_form(self, exceptions: list[ExceptionPeriod]) -> str:
        """The exceptions as programs before 2007 know them, as long as there is room for them."""
        periods = list(islice(chain.from_iterable(map(old_exceptions, exceptions)), self._room))
        self._room -= len(periods)
        return "".join(map(write_old_exception, periods))

    def _work_week(self, week: WorkWeek) -> str:
        name = f"<Name>{escaped(week.name)}</Name>" if week.name else ""
        carried = "".join(self._composer.sound(week.foreign, but=("TimePeriod", "Name", "WeekDays")).values())
        return (
            f"<WorkWeek>{write_period(week.start, week.finish)}{name}"
            f"<WeekDays>{_week(week.week)}</WeekDays>{carried}</WorkWeek>"
        )


def _five(hours: Hours) -> Hours:
    """Working periods of a day with the shortest breaks left out until five remain."""
    periods = list(hours)
    while len(periods) > _MOST_PERIODS:
        shortest = min(range(len(periods) - 1), key=lambda index: periods[index + 1][0] - periods[index][1])
        periods[shortest : shortest + 2] = [(periods[shortest][0], periods[shortest + 1][1])]
    return tuple(periods)


def _week_of_five(week: Week) -> Week:
    first, second, third, fourth, fifth, sixth, seventh = (None if day is None else _five(day) for day in week)
    return first, second, third, fourth, fifth, sixth, seventh


def _first_day(period: ExceptionPeriod | WorkWeek) -> str:
    return period.start.isoformat()


def _week(week: Week) -> str:
    """The days that differ from the base calendar's, Sunday first."""
    days: list[str] = []
    for number, hours in enumerate((week[6], *week[:6]), 1):
        if hours is not None:
            days.append(
                f"<WeekDay><DayType>{number}</DayType><DayWorking>{1 if hours else 0}</DayWorking>"
                f"{write_hours(hours)}</WeekDay>"
            )
    return "".join(days)
