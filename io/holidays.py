"""Days off from an iCalendar file (.ics): public holidays as authorities and calendar programs give them.

Source of the format: RFC 5545, sections 3.1 (lines), 3.3.4 (dates), 3.3.10 (rules), 3.6.1 (events).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from ..app.i18n import _
from ..app.project.errors import ReadError
from ..app.project.kinds import Recurrence
from ..app.project.records import ExceptionPeriod

LARGEST: Final = 20_000_000
"""Bytes of the largest file that is read."""

_YEARS: Final = 20
"""For so long an event without an end is repeated."""

_LONGEST: Final = 31
"""Days of the longest yearly event: each of its days becomes an exception of its own."""

_MOST: Final = 10_000
"""Days off of a calendar; a file with more is none of holidays."""

_LINE = re.compile(r'([\w-]+)((?:;[\w-]++=(?:"[^"]*"|[^":;]++)*+)*+):(.*)', re.DOTALL)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(T000000Z?)?$")
_PLACED = re.compile(r"([+-]?\d)(MO|TU|WE|TH|FR|SA|SU)$")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

Event = dict[str, str]


class Holidays(msgspec.Struct, frozen=True):
    """Days off that a file names.

    Attributes:
        days: Each with its name, in order of time.
        left_out: How many events are none: they have hours, or repeat otherwise than yearly.
    """

    days: tuple[ExceptionPeriod, ...]
    left_out: int


def read_holidays(path: Path) -> Holidays:
    """Read the whole days of an iCalendar file.

    Raises:
        ReadError: It cannot be read, or is none.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(_("{name} is too large for a calendar of holidays.").format(name=path.name))
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError as error:
        raise ReadError(_("{name} can't be read: {cause}.").format(name=path.name, cause=error.strerror)) from error
    if "BEGIN:VCALENDAR" not in text.upper():
        raise ReadError(_("{name} is no iCalendar file.").format(name=path.name))
    days, left_out = list[ExceptionPeriod](), 0
    for event in _events(text):
        if event.get("STATUS", "").upper() == "CANCELLED":
            continue
        try:
            found = _days_off(event)
        except OverflowError:  # before the first year there is, or after the last one
            found = []
        days += found
        if len(days) > _MOST:
            raise ReadError(_("{name} is too large for a calendar of holidays.").format(name=path.name))
        left_out += not found
    return Holidays(tuple(sorted(days, key=lambda one: (one.start, one.finish, one.name))), left_out)


def _events(text: str) -> Iterator[Event]:
    """The properties of each event, without those of alarms in it; a property given twice has its first value."""
    within: list[str] = []
    event: Event = {}
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        name, value = found[1].upper(), found[3].strip()
        if name == "BEGIN":
            within.append(value.upper())
            event = {} if value.upper() == "VEVENT" else event
        elif name == "END":
            if within and within.pop() == "VEVENT":
                yield event
        elif within and within[-1] == "VEVENT":
            event.setdefault(name, value)


def _days_off(event: Event) -> list[ExceptionPeriod]:
    """The days off that an event stands for; none where it does not take whole days."""
    start, end = _day(event.get("DTSTART", "")), _day(event.get("DTEND", ""))
    if start is None or (end is None and "DTEND" in event):
        return []
    length = re.fullmatch(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?", event.get("DURATION", ""))
    count = int(length[1] or 0) * 7 + int(length[2] or 0) if length else 1
    last = end - timedelta(days=1) if end is not None else start + timedelta(days=count - 1)  # the end is exclusive
    last, name = max(start, last), _ESCAPED.sub(_meant, event.get("SUMMARY", "")).strip()
    if "RRULE" not in event:
        return [ExceptionPeriod(start=start, finish=last, name=name)]
    if (last - start).days >= _LONGEST:
        return []
    days = [start + timedelta(days=day) for day in range((last - start).days + 1)]
    return [one for day in days if (one := _yearly(day, name, event["RRULE"], only=len(days) == 1)) is not None]


def _yearly(day: date, name: str, rule: str, *, only: bool) -> ExceptionPeriod | None:
    """A day that comes back every year, from its first on; None for other rules.

    Args:
        only: The event is one day long: a weekday of a month says nothing of the days after it.
    """
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}
    placed = _PLACED.match(parts.get("BYDAY", ""))
    if parts.get("FREQ") != "YEARLY" or parts.get("INTERVAL", "1") != "1" or parts.keys() - known:
        return None
    if ("BYDAY" in parts and (placed is None or not only)) or parts.get("BYMONTH", str(day.month)) != str(day.month):
        return None
    if parts.get("BYMONTHDAY", str(day.day)) != str(day.day):
        return None
    count = int(parts["COUNT"][:5]) if parts.get("COUNT", "").isdecimal() else None  # more than there are years
    until = _day(parts.get("UNTIL", "")[:8]) or date(min(day.year + (count or _YEARS), 9999), 12, 31)
    when: dict[str, Any] = {"recurrence": Recurrence.YEARLY_BY_DAY, "month": day.month, "month_day": day.day}
    if placed is not None:
        weekday, position = _WEEKDAYS.index(placed[2]), int(placed[1])
        when = {
            "recurrence": Recurrence.YEARLY_BY_POSITION,
            "month": day.month,
            "position": 5 if position == -1 else position,
            "weekdays": 1 << weekday,
            "item": 3 + (weekday + 1) % 7,  # as Microsoft Project counts: from Sunday 3 to Saturday 9
        }
        if not 1 <= when["position"] <= 5:
            return None
    return ExceptionPeriod(start=day, finish=max(day, until), name=name, occurrences=count, **when)


def _day(text: str) -> date | None:
    """A date, or the midnight it begins with; None for anything else."""
    found = _DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _meant(escaped: re.Match[str]) -> str:
    return " " if escaped[1] in "nN" else escaped[1]
