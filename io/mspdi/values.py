"""How Microsoft Project XML spells values: each kind of value read from text and written back.

``read`` gives the value and whether writing it would spell the same thing again; where it would not (seconds, tenths of
minutes, codes that mean nothing here), the reader keeps the text beside the value, and the writer takes that text for
as long as it still means the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from ...app.project.moments import Minute, to_datetime, to_minute
from .xml_text import escaped

T = TypeVar("T")

LIMIT = 10**12
"""No number of minutes, cents or the like in a plan is greater; a file that says so is damaged."""


class Kind(Generic[T]):
    """A kind of value.

    Attributes:
        read: Text to value and whether ``write`` gives the same back.
        write: Value to text, escaped for XML.
    """

    __slots__ = ("read", "write")

    def __init__(self, read: Callable[[str], tuple[T, bool]], write: Callable[[T], str]) -> None:
        self.read = read
        self.write = write


class Memo(dict[str, tuple[Any, bool]]):
    """Readings of a kind, each text read once: a plan has few different dates and durations."""

    __slots__ = ("_read",)

    def __init__(self, kind: Kind[Any]) -> None:
        super().__init__()
        self._read = kind.read

    def __missing__(self, text: str) -> tuple[Any, bool]:
        reading = self._read(text)
        if len(self) < 100_000 and len(text) < 64:
            self[text] = reading
        return reading


# -- numbers


def number(text: str) -> Decimal:
    """A number as programs have written them: with a decimal point, or with a decimal comma.

    Raises:
        ValueError: It is no number, not finite, or greater than any plan needs.
    """
    text = text.strip()
    if "," in text:
        text = text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or not -LIMIT * 1000 < value < LIMIT * 1000:
        raise ValueError(text)
    return value


def plain(value: Decimal | float) -> str:
    """A number without exponent and without zeros at the end."""
    text = f"{value if isinstance(value, Decimal) else Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def _read_integer(text: str) -> tuple[int, bool]:
    if text.isdecimal() and len(text) < 12:
        return int(text), True
    value = number(text)
    whole = int(value.to_integral_value())
    if abs(whole) > LIMIT:
        raise ValueError(text)
    return whole, whole == value


def _read_percent(text: str) -> tuple[int, bool]:
    value, exact = _read_integer(text)
    held = min(max(value, 0), 100)
    return held, exact and held == value


def _read_float(text: str) -> tuple[float, bool]:
    return float(number(text)), True


def _read_decimal(text: str) -> tuple[Decimal, bool]:
    return number(text), True


def _read_cents(text: str) -> tuple[Decimal, bool]:
    return number(text) / 100, True


def _read_tenths(text: str) -> tuple[int, bool]:
    value = number(text)
    minutes = int((value / 10).to_integral_value())
    if abs(minutes) > LIMIT:
        raise ValueError(text)
    return minutes, minutes * 10 == value


def _read_flag(text: str) -> tuple[bool, bool]:
    match text.strip().lower():
        case "1" | "true" | "yes" | "-1":
            return True, True
        case "0" | "false" | "no" | "":
            return False, True
        case _:
            raise ValueError(text)


# -- dates, times, durations

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
        total = sum((number(parts[part] or "0") * size for part, size in _MINUTES.items()), Decimal(0))
        total += number(parts["s"] or "0") / 60
        if match[1] == "-":
            total = -total
    if abs(total) > LIMIT:
        raise ValueError(text)
    return int(total.to_integral_value()), False


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


# -- the kinds


def _read_text(text: str) -> tuple[str, bool]:
    return text, text != ""  # an empty element is kept as what it is


def _read_optional_text(text: str) -> tuple[str | None, bool]:
    return text, True


TEXT = Kind(_read_text, escaped)
OPTIONAL_TEXT: Kind[str | None] = Kind(_read_optional_text, lambda value: escaped(value or ""))
INTEGER = Kind(_read_integer, str)
PERCENT = Kind(_read_percent, str)
FLAG = Kind(_read_flag, lambda value: "1" if value else "0")
NOT_FLAG = Kind(
    lambda text: (not _read_flag(text)[0], True),
    lambda value: "0" if value else "1",
)
FLOAT = Kind(_read_float, plain)
UNITS = Kind(_read_float, lambda value: f"{value:.2f}" if value == round(value, 2) else plain(value))
DECIMAL = Kind(_read_decimal, plain)
CENTS = Kind(_read_cents, lambda value: plain(value * 100))
TENTHS = Kind(_read_tenths, lambda value: str(value * 10))
DATE: Kind[datetime | None] = Kind(read_date, write_date)
MOMENT: Kind[Minute] = Kind(
    lambda text: (to_minute(datetime.fromisoformat(text)), True), lambda minute: write_date(to_datetime(minute))
)
"""A date as schedules hold it."""
TIME = Kind(read_time, write_time)
DURATION: Kind[int | None] = Kind(read_duration, write_duration)


def code(values: dict[int, T], default: T) -> Kind[T]:
    """A kind for a closed list written as numbers; a number not in it is read as the default."""
    texts = {str(one): value for one, value in values.items()}
    numbers: dict[T, str] = {}
    for text, value in texts.items():
        numbers.setdefault(value, text)

    def read(text: str) -> tuple[T, bool]:
        if text in texts:
            value = texts[text]
            return value, numbers[value] == text
        return texts.get(str(_read_integer(text)[0]), default), False

    return Kind(read, lambda value: numbers.get(value) or numbers[default])
