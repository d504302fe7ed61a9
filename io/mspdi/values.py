"""How Microsoft Project XML spells values: each kind of value read from text and written back.

``read`` gives the value and whether writing it would spell the same thing again; where it would not (seconds, tenths of
minutes, codes that mean nothing here), the reader keeps the text beside the value, and the writer takes that text for
as long as it still means the value. Where the value is another than the text says, not just rounded, ``flaw`` tells
why, to be noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from ...app.i18n import _
from .rtf import is_rtf, plain_text
from .spelling import (
    LIMIT,
    number,
    plain,
    read_date,
    read_duration,
    read_time,
    write_date,
    write_duration,
    write_time,
)
from .xml_text import escaped

T = TypeVar("T")


class Kind(Generic[T]):
    """A kind of value.

    Attributes:
        read: Text to value and whether ``write`` gives the same back.
        write: Value to text, escaped for XML.
        flaw: Of a text that can be read: why its value is another than it says; empty where it is not.
    """

    __slots__ = ("flaw", "read", "write")

    def __init__(
        self, read: Callable[[str], tuple[T, bool]], write: Callable[[T], str], flaw: Callable[[str], str] | None = None
    ) -> None:
        self.read = read
        self.write = write
        self.flaw = flaw or _no_flaw


def _no_flaw(_text: str) -> str:
    return ""


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


def _read_integer(text: str) -> tuple[int, bool]:
    if text.isdecimal() and len(text) < 12:
        return int(text), True
    value = number(text)
    whole = int(value.to_integral_value())
    if abs(whole) > LIMIT:
        raise ValueError(text)
    return whole, whole == value


def _up_to(highest: int) -> Kind[int]:
    """Whole numbers from 0 up to another; those beyond are taken as the nearest."""

    def read(text: str) -> tuple[int, bool]:
        value, exact = _read_integer(text)
        held = min(max(value, 0), highest)
        return held, exact and held == value

    def flaw(text: str) -> str:
        fits = 0 <= _read_integer(text)[0] <= highest
        return "" if fits else _("it is not from 0 to {highest}").format(highest=highest)

    return Kind(read, str, flaw)


def _read_float(text: str) -> tuple[float, bool]:
    return float(number(text)), True


def _read_cents(text: str) -> tuple[Decimal, bool]:
    return number(text) / 100, True


def _read_tenths(text: str) -> tuple[int, bool]:
    value = number(text)
    minutes = int((value / 10).to_integral_value())
    if abs(minutes) > LIMIT:
        raise ValueError(text)
    return minutes, minutes * 10 == value


_ZONE = re.compile(r":\d\d(?:[.,]\d+)?\s*(?:Z|[+-]\d\d:?\d\d)\s*")
_DAYS = re.compile(r"P[^T]*[1-9]")


def _date_flaw(text: str) -> str:
    return _("it has a time zone, which dates of a plan do not") if _ZONE.search(text) else ""


def _duration_flaw(text: str) -> str:
    if _DAYS.search(text):
        return _("its days, weeks, months or years are taken as working time")
    return "" if "P" in text or not number(text or "0") else _("it has no unit")


def _read_length(text: str) -> tuple[int | None, bool]:
    value, exact = read_duration(text)
    return (0, False) if value is not None and value < 0 else (value, exact)


def _length_flaw(text: str) -> str:
    return _("it is less than nothing") if (read_duration(text)[0] or 0) < 0 else _duration_flaw(text)


def _read_flag(text: str) -> tuple[bool, bool]:
    match text.strip().lower():
        case "1" | "true" | "yes" | "-1":
            return True, True
        case "0" | "false" | "no" | "":
            return False, True
        case _:
            raise ValueError(text)


# -- the kinds


def _read_text(text: str) -> tuple[str, bool]:
    if is_rtf(text):
        return plain_text(text), False
    return text, text != ""  # an empty element is kept as what it is


def _read_optional_text(text: str) -> tuple[str | None, bool]:
    return text, True


TEXT = Kind(_read_text, escaped)
OPTIONAL_TEXT: Kind[str | None] = Kind(_read_optional_text, lambda value: escaped(value or ""))
INTEGER = Kind(_read_integer, str)
PERCENT = _up_to(100)
PRIORITY = _up_to(1000)
FLAG = Kind(_read_flag, lambda value: "1" if value else "0")
NOT_FLAG = Kind(
    lambda text: (not _read_flag(text)[0], True),
    lambda value: "0" if value else "1",
)
FLOAT = Kind(_read_float, plain)
UNITS = Kind(_read_float, lambda value: f"{value:.2f}" if value == round(value, 2) else plain(value))
CENTS = Kind(_read_cents, lambda value: plain(value * 100))
TENTHS = Kind(_read_tenths, lambda value: str(value * 10))
DATE: Kind[datetime | None] = Kind(read_date, write_date, _date_flaw)
TIME = Kind(read_time, write_time)
DURATION: Kind[int | None] = Kind(read_duration, write_duration, _duration_flaw)
LENGTH: Kind[int | None] = Kind(_read_length, write_duration, _length_flaw)


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

    def flaw(text: str) -> str:
        if text in texts:
            return ""
        value, whole = _read_integer(text)
        return "" if whole and str(value) in texts else _("there is no such code")

    return Kind(read, lambda value: numbers.get(value) or numbers[default], flaw)


def lenient(kind: Kind[T], default: T) -> Kind[T]:
    """The same kind where a text that is no number is read as the default, too, and an empty one says nothing."""

    def read(text: str) -> tuple[T, bool]:
        try:
            return kind.read(text.strip())
        except ValueError:
            return default, False

    def flaw(text: str) -> str:
        try:
            return kind.flaw(text.strip())
        except ValueError:
            return _("there is no such code") if text.strip() else ""

    return Kind(read, kind.write, flaw)
