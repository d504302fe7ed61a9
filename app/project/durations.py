"""Durations as planners type and read them: ``3d``, ``4h``, ``2w``, ``1.5d``, ``3ed``, ``5 days?``."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from ..i18n import _
from .errors import EditError, quoted
from .kinds import TimeUnit
from .records import ProjectInfo

LIMIT = 60 * 24 * 366 * 1000
"""No duration is longer than this many minutes: a thousand years of the clock."""


class Duration(msgspec.Struct, frozen=True):
    """A duration as it was typed.

    Attributes:
        minutes: Of working time, or of the clock where the unit is elapsed; a whole percentage where it is percent.
        unit: The unit it was typed in.
        estimated: It was typed with a question mark.
    """

    minutes: int
    unit: TimeUnit
    estimated: bool = False


_WORDS = {
    TimeUnit.MINUTE: ("m", "min", "mins", "minute", "minutes"),
    TimeUnit.HOUR: ("h", "hr", "hrs", "hour", "hours"),
    TimeUnit.DAY: ("d", "dy", "day", "days"),
    TimeUnit.WEEK: ("w", "wk", "wks", "week", "weeks"),
    TimeUnit.MONTH: ("mo", "mon", "mons", "month", "months"),
}
_GERMAN = {
    TimeUnit.MINUTE: ("m", "min", "minute", "minuten"),
    TimeUnit.HOUR: ("h", "std", "stunde", "stunden"),
    TimeUnit.DAY: ("t", "tag", "tage", "tagen"),
    TimeUnit.WEEK: ("w", "wch", "woche", "wochen"),
    TimeUnit.MONTH: ("mon", "monat", "monate", "monaten"),
}
"""What German editions of Microsoft Project write; elapsed ones begin with an f there, not with an e."""


def _both(words: dict[TimeUnit, tuple[str, ...]], elapsed: str) -> dict[str, TimeUnit]:
    working = {word: unit for unit, some in words.items() for word in some}
    return {**working, **{f"{elapsed}{word}": TimeUnit(f"e{unit}") for word, unit in working.items()}}


_UNITS = {
    **_both(_WORDS, "e"),
    **_both(_GERMAN, "f"),
    "%": TimeUnit.PERCENT,
    "e%": TimeUnit.ELAPSED_PERCENT,
}
UNIT_WORDS = tuple(_UNITS)
"""Every word and sign that is understood as a unit."""

_PATTERN = re.compile(r"\s*([+-]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*((?:[a-z]+\.?)?%?)\s*(\??)\s*", re.IGNORECASE)


def minutes_of(unit: TimeUnit, info: ProjectInfo) -> int:
    """How many minutes one of the unit is in this plan; 1 for percentages."""
    match unit:
        case TimeUnit.MINUTE | TimeUnit.ELAPSED_MINUTE:
            return 1
        case TimeUnit.HOUR | TimeUnit.ELAPSED_HOUR:
            return 60
        case TimeUnit.DAY:
            return max(info.minutes_per_day, 1)
        case TimeUnit.WEEK:
            return max(info.minutes_per_week, 1)
        case TimeUnit.MONTH:
            return max(info.minutes_per_day * info.days_per_month, 1)
        case TimeUnit.YEAR:
            return max(info.minutes_per_week * 52, 1)
        case TimeUnit.ELAPSED_DAY:
            return 1440
        case TimeUnit.ELAPSED_WEEK:
            return 1440 * 7
        case TimeUnit.ELAPSED_MONTH:
            return 1440 * 30
        case TimeUnit.PERCENT | TimeUnit.ELAPSED_PERCENT:
            return 1


def parse_duration(text: str, info: ProjectInfo, default: TimeUnit | None = None) -> Duration:
    """The duration a planner typed; a bare number counts in the plan's own unit unless another is given.

    Raises:
        EditError: The text is no duration, or is longer than a thousand years.
    """
    match = _PATTERN.fullmatch(text)
    unit = (
        _UNITS.get(match[3].lower().rstrip("."), None if match[3] else default or info.duration_unit) if match else None
    )
    if match is None or unit is None:
        raise EditError(
            _("'{text}' is not a duration. Type a number and a unit, such as 3d, 4h, 2w or 3ed.").format(
                text=quoted(text)
            )
        )
    minutes = int((Decimal(match[2].replace(",", ".")) * minutes_of(unit, info)).to_integral_value(ROUND_HALF_UP))
    if minutes > LIMIT:
        raise EditError(_("'{text}' is longer than a thousand years.").format(text=quoted(text)))
    return Duration(-minutes if match[1] == "-" else minutes, unit, bool(match[4]))


def format_duration(minutes: int, unit: TimeUnit, info: ProjectInfo, *, estimated: bool = False) -> str:
    """A duration in the unit it was typed in, to two decimals: ``3d``, ``1.5w``, ``2ed?``."""
    amount = (Decimal(minutes) / minutes_of(unit, info)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{_plain(amount)}{unit}{'?' if estimated else ''}"


def _plain(amount: Decimal) -> str:
    return f"{amount:f}".rstrip("0").rstrip(".") or "0"
