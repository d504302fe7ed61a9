"""Reads the values of cells, which are as people typed them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ...app.i18n import _
from ...app.project.durations import Duration, parse_duration
from ...app.project.errors import EditError, quoted
from ...app.project.kinds import TimeUnit
from ...app.project.records import CalendarUid, ProjectInfo, Rate
from . import words

_FORMATS: Final = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%Y/%m/%d",
)
_TIME = re.compile(r"[\sT]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^[^\W\d]{2,9}\.?,?\s+(?=\d)")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NOTHING: Final = {"", "-", "na", "n/a", "nv"}

_SERIALS: Final = range(20_000, 80_000)
"""Days since 1899-12-30 that are dates of our time: the number in a cell that lost its date format."""

_GREATEST: Final = 10**12
"""No amount in a plan is greater; what a sheet says beyond is damage."""

_LEAST: Final = -1000
"""The power of ten of the first digit that is not nought of what is hardly more than nothing."""

_POWER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_LETTERS_WITHIN: Final = re.compile(r"\d[\W_]*[^\W\d_]\D*\d")

_NO_AMOUNT: Final = re.compile(r"[^\W\d_]+[./]+|[^\d.,+-]")
"""Signs and names of currencies, with the point of those that are cut, such as Fr. and Rs."""

_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(?:\1\d{3})+")
"""A sign that stands twice parts thousands, not cents."""


def as_text(value: Any) -> str:
    """The cell as text; a whole number without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def as_name(value: Any) -> str:
    """The cell as a name, which has one line."""
    return value if isinstance(value, str) else as_text(value)


def as_whole(value: Any) -> int:
    """A whole number."""
    if type(value) is int and abs(value) <= _GREATEST:
        return value
    number = as_number(value)
    if number != int(number):
        raise _refusal(_("'{text}' is not a whole number."), value)
    return int(number)


def as_number(value: Any) -> float:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _refusal(_("'{text}' is not a number."), value)
    if isinstance(value, str):
        return float(as_money(value))
    if not abs(value) <= _GREATEST:  # nor is what is no number
        raise _refusal(_("'{text}' is not a number."), value)
    return float(value)


def as_money(value: Any) -> Decimal:
    """An amount, whatever currency sign stands by it."""
    said = as_text(value)
    text = said.replace(",", ".")
    if not _POWER.fullmatch(text):
        text = "" if _LETTERS_WITHIN.search(said) else _NO_AMOUNT.sub("", said)
        if _THOUSANDS.fullmatch(text):
            text = re.sub("[.,]", "", text)
        elif (decimal := max(text.rfind("."), text.rfind(","))) >= 0:
            text = re.sub("[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise _refusal(_("'{text}' is not a number."), value) from None
    if not -_GREATEST <= amount <= _GREATEST or amount.adjusted() < _LEAST:
        raise _refusal(_("'{text}' is not a number."), value)
    return amount + 0  # written out, where it has a power of ten


def as_rate(value: Any) -> Rate:
    """Money per time, such as ``85/h``; per hour where no unit is said."""
    amount, _slash, unit = as_text(value).partition("/")
    units = {"": TimeUnit.HOUR, **{str(one): one for one in TimeUnit}, "hr": TimeUnit.HOUR, "std": TimeUnit.HOUR}
    units |= {"day": TimeUnit.DAY, "wk": TimeUnit.WEEK, "mon": TimeUnit.MONTH, "yr": TimeUnit.YEAR, "t": TimeUnit.DAY}
    found = units.get(unit.strip().casefold())
    if found is None:
        raise _refusal(_("'{text}' is not a rate. It should be like 85/h."), value)
    return Rate(amount=as_money(amount), unit=found)


def as_truth(value: Any) -> bool:
    """Yes or no."""
    found = bool(value) if isinstance(value, (bool, int, float)) else words.truth(str(value))
    if found is None:
        raise _refusal(_("'{text}' is neither yes nor no."), value)
    return found


def as_calendar(value: Any, calendars: Mapping[str, CalendarUid]) -> CalendarUid | None:
    """The calendar of a name, given by names in lower case; None where the cell says there is none."""
    name = as_text(value).casefold()
    if name in ("none", "-", "keine", "keiner"):
        return None
    if name not in calendars:
        raise _refusal(_("There is no calendar '{text}' here."), value)
    return calendars[name]


def as_kind(value: Any, kinds: dict[words.Kind, str]) -> words.Kind:
    """One of a closed list."""
    found = words.find(kinds, as_text(value))
    if found is None:
        raise _refusal(_("'{text}' is not known here."), value)
    return found


def as_share(value: Any, *, hundreds: bool) -> float:
    """A percentage as a fraction: 0.5 for 50 %.

    Args:
        value: The cell.
        hundreds: A plain 50 means 50 % in this column, rather than 5000 %.
    """
    written_out = hundreds or (isinstance(value, str) and "%" in value)
    return as_number(value) / (100 if written_out else 1)


def as_hours(value: Any, info: ProjectInfo) -> int:
    """Minutes of work; a plain number counts hours."""
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, str):
        return as_duration(value, info, TimeUnit.HOUR).minutes
    return round(as_number(value) * 60)


def as_duration(value: Any, info: ProjectInfo, default: TimeUnit | None = None) -> Duration:
    """A duration; a plain number counts the plan's own unit, a time of day is hours and minutes."""
    if isinstance(value, timedelta):
        return Duration(round(value.total_seconds() / 60), TimeUnit.HOUR)
    if isinstance(value, time):
        return Duration(value.hour * 60 + value.minute, TimeUnit.HOUR)
    if isinstance(value, (datetime, date)):
        raise _refusal(_("'{text}' is a date, not a duration."), value)
    duration = parse_duration(as_text(value), info, default)
    if duration.minutes < 0 or duration.unit.percent:
        raise _refusal(_("'{text}' is not a duration."), value)
    return duration


def as_moment(value: Any, minutes: int) -> datetime | None:
    """A moment; None where the cell says in some way that there is none.

    Args:
        value: The cell.
        minutes: Time of day, after midnight, where none is said.
    """
    if isinstance(value, datetime):
        found = value
        if value.second or value.microsecond or value.tzinfo:
            found = value.replace(second=0, microsecond=0, tzinfo=None)
            if value.second >= 30:  # 08:00 minus the rounding of a binary fraction
                found += timedelta(minutes=1)
        return found if found.hour or found.minute else _at(found, minutes)
    if isinstance(value, date):
        return _at(value, minutes)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and int(value) in _SERIALS:
        days = datetime(1899, 12, 30) + timedelta(days=int(value))
        return as_moment(days + timedelta(minutes=round((value % 1) * 1440)), minutes)
    text = str(value).strip()
    if text.casefold() in _NOTHING:
        return None
    clock = _TIME.search(text)
    words_of_day = text[: clock.start()] if clock else text
    day = _day(words_of_day) or _day(_WEEKDAY.sub("", words_of_day))
    if day is None:
        raise _refusal(_("'{text}' is not a date that can be understood without doubt."), value)
    if clock is None:
        return _at(day, minutes)
    hour = int(clock[1]) % 12 + 12 * (clock[3].lower() == "pm") if clock[3] else int(clock[1])
    if hour > 23 or int(clock[2]) > 59:
        raise _refusal(_("'{text}' is not a date that can be understood without doubt."), value)
    return datetime(day.year, day.month, day.day, hour, int(clock[2]))


def as_links(value: Any) -> str:
    """The text of predecessors."""
    if isinstance(value, (datetime, date)) or (isinstance(value, float) and not value.is_integer()):
        raise _refusal(_("'{text}' is a date or a fraction; Excel may have changed what was typed."), value)
    return as_text(value)


def _day(text: str) -> date | None:
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    slashes = _SLASHES.fullmatch(text)
    if slashes is None:
        return None
    first, second, year = map(int, slashes.groups())
    if first == second or first > 12 or second > 12:  # otherwise day and month cannot be told apart
        month, day = (second, first) if first > 12 else (first, second)
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None


def _at(day: date, minutes: int) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)


def _refusal(text: str, value: Any) -> EditError:
    return EditError(text.format(text=quoted(as_text(value))))
