"""Numbers, dates, times and durations as programs have spelled them in Microsoft Project XML."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ...app.project.moments import DAY, to_date

LIMIT = 10**12
"""No number of minutes, cents or the like in a plan is greater; a file that says so is damaged."""


def number(text: str) -> Decimal:
    """A number as programs have written them: with a decimal point, or with a decimal comma.

    Raises:
        ValueError: It is no number, not finite, greater than any plan needs, or of noughts beyond counting.
    """
    text = text.strip()
    if "," in text:
        text = text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or not -LIMIT * 1000 < value < LIMIT * 1000 or not -1000 < value.adjusted() < 30:
        raise ValueError(text)
    return value


def plain(value: Decimal | float) -> str:
    """A number without exponent and without zeros at the end."""
    text = f"{value if isinstance(value, Decimal) else Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


_DATE = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d\d:?\d\d)?\s*"
)
_TIME = re.compile(r"\s*(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*")
_DURATION = re.compile(
    r"\s*([+-]?)P(?:(?P<Y>-?\d+(?:[.,]\d+)?)Y)?(?:(?P<M>-?\d+(?:[.,]\d+)?)M)?(?:(?P<W>-?\d+(?:[.,]\d+)?)W)?"
    r"(?:(?P<D>-?\d+(?:[.,]\d+)?)D)?(?:T(?:(?P<h>-?\d+(?:[.,]\d+)?)H)?(?:(?P<m>-?\d+(?:[.,]\d+)?)M)?"
    r"(?:(?P<s>-?\d+(?:[.,]\d+)?)S)?)?\s*"
)
_PLAIN_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,9})M0S")
_MINUTES = {"Y": 52 * 2400, "M": 9600, "W": 2400, "D": 480, "h": 60, "m": 1}
"""Minutes of working time in the parts of a duration that Microsoft Project itself never writes: a day of eight
hours, a week of five days, a month of twenty."""


def read_date(text: str) -> tuple[datetime | None, bool]:
    """A moment to the minute; None for an empty text or ``NA``. The end of a day may be 24:00.

    Raises:
        ValueError: It is no date, or one that does not exist.
    """
    if len(text) == 19 and text.isascii():
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return (moment, True) if moment.second == 0 else (moment.replace(second=0), False)
    if text.strip() in ("", "NA"):
        return None, False
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, _second = (int(part or 0) for part in match.groups())
    if hour == 24 and minute == 0:
        try:
            return datetime(year, month, day) + timedelta(days=1), False
        except OverflowError:
            raise ValueError(text) from None
    return datetime(year, month, day, hour, minute), False


def write_date(moment: datetime | None) -> str:
    """A moment as Microsoft Project writes it."""
    return "" if moment is None else moment.isoformat(timespec="seconds")


@lru_cache(maxsize=1 << 14)
def _midnight(day: int) -> str:
    return f"{to_date(day).isoformat()}T"


def write_moment(minute: int) -> str:
    """A moment as schedules hold it: a plan has few different days, and fewer times of day."""
    return _midnight(minute // DAY) + write_time(minute % DAY)


def read_time(text: str) -> tuple[int, bool]:
    """A time of day as minutes after midnight, 24:00 being 1440.

    Raises:
        ValueError: It is no time.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    minutes = int(match[1]) * 60 + int(match[2])
    if minutes > 1440 or int(match[2]) > 59:
        raise ValueError(text)
    return minutes, not int(match[3] or 0) and minutes < 1440


@lru_cache(maxsize=1440)
def write_time(minutes: int) -> str:
    """A time of day; the midnight that ends a day is written like the one that begins it."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}:00"


def read_duration(text: str) -> tuple[int | None, bool]:
    """A duration in minutes; None for an empty text.

    Raises:
        ValueError: It is no duration, or longer than any plan.
    """
    match = _PLAIN_DURATION.fullmatch(text)
    if match is not None:
        hours, minutes = int(match[1]), int(match[2])
        return hours * 60 + minutes, minutes < 60
    if not text.strip():
        return None, False
    match = _DURATION.fullmatch(text)
    if match is None:
        total = number(text) * 60  # a bare number; nought is met, others are read as hours
    else:
        parts = match.groupdict()
        if not any(parts.values()):
            raise ValueError(text)
        total = sum((number(parts[part] or "0") * size for part, size in _MINUTES.items()), Decimal(0))
        total += number(parts["s"] or "0") / 60
        if match[1] == "-":
            total = -total
    if abs(total) > LIMIT:
        raise ValueError(text)
    return int(total.to_integral_value()), False


@lru_cache(maxsize=1 << 14)
def write_duration(minutes: int | None) -> str:
    """A duration in the only form Microsoft Project knows; a negative one has its minus inside."""
    if minutes is None:
        return ""
    if minutes < 0:
        hours, rest = divmod(-minutes, 60)
        return f"PT{'-' if hours else ''}{hours}H{'-' if rest else ''}{rest}M0S"
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def first_day(text: str) -> tuple[date, bool]:
    """The day on which a period of a calendar begins.

    Raises:
        ValueError: It is no date.
    """
    moment, exact = read_date(text)
    if moment is None:
        raise ValueError(text)
    return moment.date(), exact and moment.hour == moment.minute == 0


def last_day(text: str) -> tuple[date, bool]:
    """The last day of a period of a calendar, which ends at 23:59; midnight of the next day is understood too.

    Raises:
        ValueError: It is no date.
    """
    moment, _exact = read_date(text)
    if moment is None:
        raise ValueError(text)
    ends_at_midnight = moment.hour == moment.minute == 0 and "24:00" in text
    day = (moment - timedelta(days=1)).date() if ends_at_midnight else moment.date()
    return day, text[11:16] == "23:59"
