"""What the tiers of a time scale count, and the label patterns their cells can have."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..i18n import N_
from ..project.moments import DAY


class Unit(StrEnum):
    """What a tier counts."""

    YEAR = "year"
    HALF = "half year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"


_MONTHS_IN = {Unit.YEAR: 12, Unit.HALF: 6, Unit.QUARTER: 3, Unit.MONTH: 1}
_SHORTEST = {
    Unit.YEAR: 365 * DAY,
    Unit.HALF: 181 * DAY,
    Unit.QUARTER: 90 * DAY,
    Unit.MONTH: 28 * DAY,
    Unit.WEEK: 7 * DAY,
    Unit.DAY: DAY,
    Unit.HOUR: 60,
}


class Align(StrEnum):
    """Where labels stand in their cells."""

    USUAL = ""
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Tier(msgspec.Struct, frozen=True):
    """One line of the time scale: every ``count`` units a cell. Forms are label patterns, the longest first.

    Labels stand in the middle of the lowest tier and at the left of the others, unless ``align`` says so.
    """

    unit: Unit
    count: int
    forms: tuple[str, ...]
    align: Align = Align.USUAL

    @property
    def shortest(self) -> int:
        """Minutes of the shortest cell."""
        return _SHORTEST[self.unit] * self.count

    @property
    def months(self) -> int:
        """Months of a cell; 0 where it is shorter than a month."""
        return _MONTHS_IN.get(self.unit, 0) * self.count


class TierFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A tier as the planner wants it.

    Attributes:
        unit: What it counts, ``count`` at a time.
        form: The label pattern; empty for the longest usual one that fits.
        align: Where labels stand in their cells.
    """

    unit: Unit
    count: int = 1
    form: str = ""
    align: Align = Align.USUAL


class TimeFormat(msgspec.Struct, frozen=True, kw_only=True):
    """How the time scale is divided.

    Attributes:
        tiers: How many tiers there are, 1 to 3, where they follow the zoom.
        fixed: The tiers from top to bottom that do not follow the zoom, until their cells would get too narrow to be
            read; empty for none.
        fiscal: Years, halves and quarters are those of the fiscal year.
    """

    tiers: int = 2
    fixed: tuple[TierFormat, ...] = ()
    fiscal: bool = False


BY_ZOOM = TimeFormat()
"""Two tiers that follow the zoom."""

_DECADES = Tier(Unit.YEAR, 10, (N_("{year} to {last_year}"), "{year}"))
_YEARS = Tier(Unit.YEAR, 1, ("{year}",))
_HALVES = Tier(Unit.HALF, 1, (N_("Half {half}"), N_("H{half}")))
_QUARTERS = Tier(Unit.QUARTER, 1, (N_("Quarter {quarter}"), N_("Q{quarter}")))
_MONTHS = Tier(Unit.MONTH, 1, ("{month}", "{mon}"))
_WEEKS = Tier(Unit.WEEK, 1, (N_("W{week} · {day} {mon}"), N_("{day} {mon}"), "{day}"))
_DAYS = Tier(Unit.DAY, 1, (N_("{weekday} {day}"), N_("{wday} {day}"), "{day}"))

_OVER_MONTHS = Tier(Unit.QUARTER, 1, (N_("Quarter {quarter}, {year}"), N_("Q{quarter} {year}")))

_OVER_WEEKS = Tier(Unit.MONTH, 1, (N_("{month} {year}"), N_("{mon} {year}"), "{mon}"))

_OVER_DAYS = Tier(
    Unit.WEEK,
    1,
    (
        N_("Week {week} · {day} {month} {year}"),
        N_("W{week} · {day} {mon} {year}"),
        N_("{day} {mon} {year}"),
        N_("{day} {mon}"),
    ),
)

_OVER_HOURS = Tier(
    Unit.DAY,
    1,
    (N_("{weekday} {day} {month} {year}"), N_("{wday} {day} {mon} {year}"), N_("{wday} {day} {mon}"), "{day}"),
)


def _hours(count: int) -> Tier:
    return Tier(Unit.HOUR, count, ("{hour}:00", "{hour}"))


LADDER: tuple[tuple[Tier, Tier], ...] = (
    (_OVER_HOURS, _hours(1)),
    (_OVER_HOURS, _hours(2)),
    (_OVER_HOURS, _hours(6)),
    (_OVER_DAYS, _DAYS),
    (_OVER_WEEKS, _WEEKS),
    (_OVER_MONTHS, _MONTHS),
    (_YEARS, _MONTHS),
    (_YEARS, _QUARTERS),
    (_YEARS, _HALVES),
    (_DECADES, _YEARS),
)
"""Pairs of upper and lower tier, the closest zoom first."""

_ABOVE = {Unit.DAY: _OVER_DAYS, Unit.WEEK: _OVER_WEEKS, Unit.MONTH: _OVER_MONTHS, Unit.QUARTER: _YEARS}
_CENTURIES = Tier(Unit.YEAR, 100, ("{year}",))

USUAL: dict[Unit, tuple[str, ...]] = {
    Unit.YEAR: ("{year}", "{yy}"),
    Unit.HALF: (N_("Half {half}, {year}"), N_("Half {half}"), N_("H{half}")),
    Unit.QUARTER: (N_("Quarter {quarter}, {year}"), N_("Q{quarter} {year}"), N_("Quarter {quarter}"), N_("Q{quarter}")),
    Unit.MONTH: (N_("{month} {year}"), N_("{mon} {year}"), "{month}", "{mon}", "{mm}"),
    Unit.WEEK: (
        N_("Week {week} · {day} {month} {year}"),
        N_("W{week} · {day} {mon} {year}"),
        N_("W{week} · {day} {mon}"),
        N_("{day} {mon}"),
        N_("W{week}"),
        "{day}",
    ),
    Unit.DAY: (
        N_("{weekday} {day} {month} {year}"),
        N_("{wday} {day} {mon} {year}"),
        N_("{wday} {day} {mon}"),
        N_("{wday} {day}"),
        "{day}",
        "{wday}",
    ),
    Unit.HOUR: ("{hour}:00", "{hour}"),
}
"""The label patterns offered for a unit, the longest first, marked for translation."""

COARSER = {
    Unit.HOUR: Unit.DAY,
    Unit.DAY: Unit.WEEK,
    Unit.WEEK: Unit.MONTH,
    Unit.MONTH: Unit.QUARTER,
    Unit.QUARTER: Unit.HALF,
    Unit.HALF: Unit.YEAR,
}

FISCAL = frozenset((Unit.YEAR, Unit.HALF, Unit.QUARTER))
"""What can be counted by the fiscal year."""


def above(upper: Tier) -> Tier:
    """What a third tier counts above the upper one of a pair."""
    return _DECADES if upper == _YEARS else _ABOVE.get(upper.unit, _CENTURIES)


def coarser(tier: Tier) -> Tier:
    """What a tier counts instead whose cells would be too narrow."""
    if tier.unit is Unit.YEAR:
        return Tier(Unit.YEAR, tier.count * 10 if tier.count < 100 else tier.count * 2, USUAL[Unit.YEAR], tier.align)
    return Tier(COARSER[tier.unit], 1, USUAL[COARSER[tier.unit]], tier.align)
