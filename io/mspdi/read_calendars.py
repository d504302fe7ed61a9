"""Reads calendars: weeks, exceptions in both forms, work weeks."""

from __future__ import annotations

from itertools import chain, islice
from typing import Any

from ...app.i18n import _
from ...app.project.errors import Severity
from ...app.project.records import (
    STANDARD_HOURS,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    Hours,
    Week,
    WorkWeek,
)
from ...app.project.widths import replace
from ..calendar_bases import settle_bases
from ..ledger import Ledger, place
from . import codes, schema
from .exceptions import (
    OldException,
    old_exceptions,
    read_exception,
    read_hours,
    read_old_exception,
)
from .fields import CALENDAR
from .meanings import Attributes
from .record_notes import concerned, note_mended, place_of
from .spare_uids import read_uid, spare_uids
from .spelling import first_day, last_day
from .taking import Taker
from .values import FLAG, INTEGER, Memo
from .xml_text import fragment, leaf

_TELLING = ("Name", "DayType", "FromDate", "ToDate", "FromTime", "ToTime")
"""The elements that tell which working times are meant."""


class CalendarReader:
    """Takes calendar elements one by one.

    Attributes:
        calendars: Those read, in the order of the file; one without a uid of its own has a negative one.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.calendars: list[Calendar] = []
        self._ledger = ledger
        self._uids: set[int] = set()
        self._integer = Memo(INTEGER)
        self._taker = Taker(
            "Calendar",
            CALENDAR,
            schema.CALENDAR,
            ledger,
            raw=("UID", "IsBaseCalendar", "BaseCalendarUID"),
            lists=dict.fromkeys(("WeekDays", "Exceptions", "WorkWeeks"), _keep_element),
        )

    def __call__(self, element: Any) -> None:
        """Take one calendar."""
        attributes, carried, _computed = self._taker.take(element)
        uid = read_uid(attributes.pop("@UID", ""))
        if not 0 <= uid < 2**31 or uid in self._uids:
            uid = -1 - len(self.calendars)
        self._uids.add(uid)
        base = read_uid(base_text := attributes.pop("@BaseCalendarUID", ""))
        is_base = attributes.pop("@IsBaseCalendar", "1").strip() not in ("0", "false")
        if not is_base and base >= 0:
            attributes["base"] = CalendarUid(base)
        if is_base != ("base" not in attributes):
            carried += leaf("IsBaseCalendar", "1" if is_base else "0")
        if "base" not in attributes and base_text != "-1":
            carried += leaf("BaseCalendarUID", base_text)
        carried += self._days(attributes, element)
        self.calendars.append(Calendar(uid=CalendarUid(uid), foreign=carried, **attributes))

    def _days(self, attributes: Attributes, calendar: Any) -> str:
        """Take week, exceptions and work weeks; gives what is carried of them."""
        days = attributes.pop("@WeekDays", None)
        exceptions = attributes.pop("@Exceptions", None)
        work_weeks = attributes.pop("@WorkWeeks", None)
        attributes["week"], old = self._week(days, calendar, derived="base" in attributes)
        if work_weeks is not None:
            attributes["work_weeks"] = self._work_weeks(work_weeks, calendar)
        if exceptions is None or not len(exceptions):
            attributes["exceptions"] = tuple(
                ExceptionPeriod(start=start, finish=finish, hours=hours) for start, finish, hours in old
            )
            return ""
        attributes["exceptions"] = self._exceptions(exceptions, calendar)
        written = chain.from_iterable(map(old_exceptions, attributes["exceptions"]))
        if not old or sorted(old) == sorted(islice(written, len(old) + 1)):
            return ""
        return "".join(fragment(day) for day in days if day.findtext("DayType") == "0")

    def _week(self, days: Any, calendar: Any, *, derived: bool) -> tuple[Week, list[OldException]]:
        """Hours of the weekdays, and the exceptions in the old form."""
        week: list[Hours | None] = [None] * 7
        old: list[OldException] = []
        for day in days if days is not None else ():
            try:
                number = self._integer[day.findtext("DayType") or ""][0]
                if number == 0:
                    period, sound = read_old_exception(day)
                    old.append(period)
                elif 1 <= number <= 7:
                    week[(number - 2) % 7], sound = _hours(day, derived=derived)
                else:
                    raise ValueError(number)
            except ValueError:
                self._damaged(calendar, day)
                continue
            if not sound:
                self._damaged(calendar, day)
        first, second, third, fourth, fifth, sixth, seventh = week
        return (first, second, third, fourth, fifth, sixth, seventh), old

    def _exceptions(self, element: Any, calendar: Any) -> tuple[ExceptionPeriod, ...]:
        exceptions: list[ExceptionPeriod] = []
        for child in element:
            try:
                exception, sound = read_exception(child)
            except (ValueError, OverflowError):
                self._damaged(calendar, child)
                continue
            exceptions.append(exception)
            if codes.ANY_RECURRENCE.flaw(text := child.findtext("Type") or ""):
                where, concerns = place_of("Calendar", calendar), concerned("Calendar", calendar)
                note_mended(self._ledger, codes.ANY_RECURRENCE, "Exception/Type", text, where, concerns)
            if not sound:
                self._damaged(calendar, child)
        return tuple(exceptions)

    def _work_weeks(self, element: Any, calendar: Any) -> tuple[WorkWeek, ...]:
        weeks: list[WorkWeek] = []
        for child in element:
            try:
                start, _exact = first_day(child.findtext("TimePeriod/FromDate") or "")
                finish, _exact = last_day(child.findtext("TimePeriod/ToDate") or "")
            except ValueError:
                self._damaged(calendar, child)
                continue
            week, _old = self._week(child.find("WeekDays"), calendar, derived=True)
            carried = "".join(fragment(part) for part in child if part.tag not in ("TimePeriod", "Name", "WeekDays"))
            name = child.findtext("Name") or ""
            weeks.append(WorkWeek(start=start, finish=finish, name=name, week=week, foreign=carried))
        return tuple(weeks)

    def _damaged(self, calendar: Any, part: Any) -> None:
        """Note that something in a weekday, an exception or a work week makes no sense, with what it says."""
        said = [text[:30] for child in part.iter(*_TELLING) if (text := (child.text or "").strip())]
        self._ledger.add(
            "mspdi.calendar-hours",
            _("Some working times or dates of the calendar make no sense and were left out: {what}.").format(
                what=f"{part.tag} {', '.join(said[:8])}".strip()
            ),
            place=place_of("Calendar", calendar),
            concerns=concerned("Calendar", calendar),
        )


def _hours(day: Any, *, derived: bool) -> tuple[Hours | None, bool]:
    """The hours of a weekday; None for those of the base calendar."""
    try:
        working = FLAG.read(day.findtext("DayWorking") or "0")[0]
    except ValueError:
        working = True
    if not working:
        return (), True
    hours, sound = read_hours(day.find("WorkingTimes"))
    return hours or (None if derived else STANDARD_HOURS), sound


def _keep_element(element: Any, attributes: Attributes) -> str | None:
    attributes[f"@{element.tag}"] = element
    return None


def without_cycles(calendars: list[Calendar], ledger: Ledger) -> dict[CalendarUid, Calendar]:
    """The calendars by uid, each with a uid of its own, those that others are based on with a name, and none based on
    itself, on one that is missing or on too many."""
    table: dict[CalendarUid, Calendar] = {}
    spare = spare_uids((calendar.uid for calendar in calendars), len(calendars))
    for calendar in calendars:
        if calendar.uid < 0:
            calendar = replace(calendar, uid=CalendarUid(next(spare)))
            ledger.add(
                "mspdi.uid-given",
                _("The calendar has no unique id of its own in the file; it was given a new one."),
                place=place("Calendar", calendar.uid, calendar.name),
                calendar=calendar.uid,
            )
        if not calendar.name and calendar.base is None:
            named = f"{_('Calendar')} {calendar.uid}"
            carried = calendar.foreign.replace("<Name/>", "", 1)
            calendar = replace(calendar, name=named, foreign=carried)
            ledger.add(
                "mspdi.name-changed",
                _("The calendar has no name in the file; it was given one."),
                severity=Severity.INFO,
                place=place("Calendar", calendar.uid, named),
                calendar=calendar.uid,
            )
        table[calendar.uid] = calendar
    for uid in settle_bases(table):
        ledger.add(
            "mspdi.calendar-base",
            _("The calendar is based on one that is missing, on itself, or on too many; it now stands alone."),
            place=place("Calendar", uid, table[uid].name),
            calendar=uid,
        )
    return table
