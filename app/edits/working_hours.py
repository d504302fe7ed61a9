"""Working hours of a day as planners type and read them: ``8:00-12:00, 13:00-17:00``."""

from __future__ import annotations

import re
from itertools import pairwise

from ..i18n import _
from ..project.errors import EditError, quoted
from ..project.moments import DAY
from ..project.records import Hours

_PERIOD = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?\s*(?:-|–|—|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,;]*")
_OFF = ("", "-", "–", "off", "none", "free")


def parse_hours(text: str) -> Hours:
    """The working periods that were typed; none for empty text, ``off`` or a dash.

    Raises:
        EditError: A period is none, ends before it begins, or overlaps another.
    """
    words = text.strip()
    if words.casefold() in (*_OFF, _("day off").casefold()):
        return ()
    periods: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        match = _PERIOD.match(words, at)
        if match is None:
            raise EditError(
                _("'{text}' holds no working hours. Type periods such as 8:00-12:00, 13:00-17:00.").format(
                    text=quoted(words)
                )
            )
        periods.append(_period(match))
        separator = _BETWEEN.match(words, match.end())
        at = separator.end() if separator else match.end()
    return check_hours(tuple(sorted(periods)))


def check_hours(hours: Hours) -> Hours:
    """The same hours, if they are in order, apart and within a day.

    Raises:
        EditError: They are not.
    """
    for start, finish in hours:
        if not 0 <= start < finish <= DAY:
            raise EditError(
                _(
                    "{period} does not end on the day it begins. Give a shift over midnight in two parts: until 24:00,"
                    " and from 0:00 on the next day."
                ).format(period=format_hours(((start, finish),)))
            )
    for (_start, finish), (following, _finish) in pairwise(hours):
        if following < finish:
            raise EditError(_("The working periods {hours} overlap.").format(hours=format_hours(hours)))
    return hours


def format_hours(hours: Hours) -> str:
    """Working periods as they can be typed; a day off is empty."""
    return ", ".join(f"{_clock(start)}-{_clock(finish)}" for start, finish in hours)


def total_minutes(hours: Hours) -> int:
    """The working minutes of a day; a period that ends before it begins reaches over midnight."""
    return sum((finish - start) % DAY or DAY for start, finish in hours)


def _period(match: re.Match[str]) -> tuple[int, int]:
    start = _minutes(match[1], match[2], match[3], match[0])
    finish = _minutes(match[4], match[5], match[6], match[0])
    return start, finish or DAY


def _minutes(hour: str, minute: str | None, half: str | None, typed: str) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if minutes > 59 or hours * 60 + minutes > DAY:
        raise EditError(_("'{text}' holds a time that no clock shows.").format(text=quoted(typed)))
    return hours * 60 + minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
