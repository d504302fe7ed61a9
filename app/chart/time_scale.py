"""The time scale: which units its tiers count at a zoom, where their cells lie, and what is written in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from math import floor
from typing import NamedTuple

import msgspec

from ..i18n import N_, _
from ..project.day_names import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from ..project.moments import DAY, Minute, day_number, to_date, to_minute, weekday

Measure = Callable[[str], float]
"""Gives the width of a text in pixels."""

PADDING = 4
"""Pixels kept free on either side of a label."""

FIRST_DAY, LAST_DAY = day_number(date(2, 1, 1)), day_number(date(9990, 1, 1))


_ENDS = (to_minute(datetime(1, 1, 15)), to_minute(datetime(9999, 12, 15)))
"""The first and the last moment that has a label; plans that reach further are damaged, and shown without."""


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


class Tier(msgspec.Struct, frozen=True):
    """One line of the time scale: every ``count`` units a cell. Forms are label patterns, the longest first."""

    unit: Unit
    count: int
    forms: tuple[str, ...]

    @property
    def shortest(self) -> int:
        """Minutes of the shortest cell."""
        return _SHORTEST[self.unit] * self.count


class TierFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A tier as the planner wants it.

    Attributes:
        unit: What it counts, ``count`` at a time.
        form: The label pattern; empty for the longest usual one that fits.
    """

    unit: Unit
    count: int = 1
    form: str = ""


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


class Cell(NamedTuple):
    """A cell of a tier in absolute plan pixels; an empty text where no label fits."""

    start: Minute
    left: int
    right: int
    text: str
    text_left: int


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
"""What a third tier counts above these."""

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
"""What a tier counts whose cells would be too narrow."""

_FISCAL = (Unit.YEAR, Unit.HALF, Unit.QUARTER)


class Labels:
    """Label texts and how wide they get, remembered for one font."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self._widest: dict[tuple[str, Unit | None], float] = {}

    def widest(self, form: str, fiscal: Unit | None = None) -> float:
        """Pixels of the widest label this form can give, so that the choice of form does not change while scrolling."""
        if (form, fiscal) not in self._widest:
            month = 1 if fiscal is None else 7
            widths = (self.measure(label(form, day * DAY, fiscal, month)) for day in _SAMPLE)
            self._widest[form, fiscal] = max(widths)
        return self._widest[form, fiscal]


_SAMPLE = tuple(day_number(date(2028, 1 + at % 12, 20 + at % 7)) for at in range(84))


class TimeScale:
    """The tiers of a zoom.

    Attributes:
        tiers: From top to bottom; the last is the finest thing shown.
        measure: How wide texts get.
    """

    def __init__(
        self,
        minutes_per_pixel: float,
        labels: Labels,
        week_start: int = 0,
        wanted: TimeFormat = BY_ZOOM,
        fiscal_month: int = 1,
    ) -> None:
        """Choose the tiers.

        Args:
            week_start: 0 for weeks that begin on Monday.
            wanted: How time is divided; unless said by the closest two tiers whose shortest labels fit.
            fiscal_month: In which the fiscal year begins, 1 to 12; it counts where the format says so.
        """
        self.minutes_per_pixel = minutes_per_pixel
        self.week_start = week_start
        self._labels = labels
        self.measure = labels.measure
        self._fiscal_month = fiscal_month if wanted.fiscal and 1 <= fiscal_month <= 12 else 1
        self.tiers = self._fixed(wanted.fixed) if wanted.fixed else self._zoomed(wanted.tiers)

    @property
    def lower(self) -> Tier:
        """The lowest tier."""
        return self.tiers[-1]

    @property
    def upper(self) -> Tier:
        """The tier above the lowest, if there is one."""
        return self.tiers[-2:][0]

    def _zoomed(self, count: int) -> tuple[Tier, ...]:
        """The closest tiers whose shortest labels fit."""
        upper, lower = next((pair for pair in LADDER if self._fits(*pair)), LADDER[-1])
        if count == 1:
            return (Tier(lower.unit, lower.count, USUAL[lower.unit]),)
        if count == 2:
            return (upper, lower)
        above = _DECADES if upper == _YEARS else _ABOVE.get(upper.unit, _CENTURIES)
        return (above, upper, lower)

    def _fixed(self, wanted: tuple[TierFormat, ...]) -> tuple[Tier, ...]:
        """The tiers asked for; coarser ones where their cells would be too narrow."""
        return tuple(self._readable(one) for one in wanted)

    def _readable(self, wanted: TierFormat) -> Tier:
        unit, count = wanted.unit, max(wanted.count, 1)
        forms = (wanted.form, *USUAL[unit]) if wanted.form else USUAL[unit]
        tier = Tier(unit, count, forms)
        while not self._legible(tier):
            if tier.unit is Unit.YEAR:
                tier = Tier(Unit.YEAR, tier.count * 10 if tier.count < 100 else tier.count * 2, USUAL[Unit.YEAR])
            else:
                tier = Tier(COARSER[tier.unit], 1, USUAL[COARSER[tier.unit]])
        return tier

    def _legible(self, tier: Tier) -> bool:
        narrowest = min(self._labels.widest(form, self._fiscal(tier)) for form in tier.forms)
        return int(tier.shortest / self.minutes_per_pixel) >= narrowest + 2 * PADDING

    def ticks(self, tier: Tier, start: Minute, finish: Minute) -> list[Minute]:
        """Where the cells that touch the time between two moments begin, and where the last of them ends."""
        found: list[Minute] = []
        first, last = _ENDS
        with suppress(ValueError, OverflowError):  # no year comes after 9999
            for tick in _ticks(tier, min(max(start, first), last), self.week_start, self._fiscal_month):
                if tick > last:
                    break
                found.append(tick)
                if tick >= finish:
                    break
        return found

    def cells(self, tier: Tier, left: int, right: int) -> list[Cell]:
        """The cells between two absolute plan pixels, labelled within what is seen of them."""
        scale = self.minutes_per_pixel
        ticks = self.ticks(tier, floor(left * scale), floor(right * scale) + 1)
        forms, fiscal = self._forms(tier), self._fiscal(tier)
        cells: list[Cell] = []
        for start, finish in pairwise(ticks):
            x0, x1 = floor(start / scale), floor(finish / scale)
            text, at = self._place(
                forms, (start, fiscal), (x0, x1), (max(x0, left), min(x1, right)), tier is self.lower
            )
            cells.append(Cell(start, x0, x1, text, at))
        return cells

    def _fits(self, upper: Tier, lower: Tier) -> bool:
        return all(
            int(tier.shortest / self.minutes_per_pixel) >= self._labels.widest(tier.forms[-1]) + 2 * PADDING
            for tier in (upper, lower)
        )

    def _fiscal(self, tier: Tier) -> Unit | None:
        """The unit of a tier that counts by the fiscal year."""
        return tier.unit if self._fiscal_month > 1 and tier.unit in _FISCAL else None

    def _forms(self, tier: Tier) -> tuple[str, ...]:
        """The forms that fit in whole cells; where cells are cut, shorter ones may follow."""
        room, fiscal = int(tier.shortest / self.minutes_per_pixel) - 2 * PADDING, self._fiscal(tier)
        fitting = (at for at, form in enumerate(tier.forms) if self._labels.widest(form, fiscal) <= room)
        return tier.forms[next(fitting, len(tier.forms)) :]

    def _place(
        self,
        forms: tuple[str, ...],
        begins: tuple[Minute, Unit | None],
        cell: tuple[int, int],
        seen: tuple[int, int],
        centred: bool,
    ) -> tuple[str, int]:
        """The label and its left end: in the middle of the cell or at its left, but always within what is seen."""
        for form in forms[: 1 if centred else None]:
            text = label(form, *begins, self._fiscal_month)
            width = self._labels.measure(text)
            low, high = seen[0] + PADDING, seen[1] - PADDING - width
            wanted = (cell[0] + cell[1] - width) / 2 if centred else cell[0] + PADDING
            if low <= high:
                return text, round(min(max(wanted, low), high))
        return "", cell[0]


def roomy(scale: TimeScale, room: float) -> Tier:
    """The lowest tier of a scale, or the next coarser unit of time whose cells are so many pixels wide."""
    coarser = [lower for _upper, lower in LADDER if lower.shortest > scale.lower.shortest]
    wide = (tier for tier in (scale.lower, *coarser) if tier.shortest / scale.minutes_per_pixel >= room)
    return next(wide, (scale.lower, *coarser)[-1])


def label(form: str, start: Minute, fiscal: Unit | None = None, fiscal_month: int = 1) -> str:
    """A label in one of the forms for the cell that begins at a moment.

    Args:
        fiscal: What the cell is where it counts by the fiscal year, which is named after the year in which it ends.
        fiscal_month: In which that begins.
    """
    number, minutes = divmod(start, DAY)
    day = to_date(number)
    thursday = to_date(number + (3 - weekday(number)) % 7)
    month, year, short = day.month, f"{day.year:04}", f"{day.year % 100:02}"
    if fiscal is not None:
        ends = day.year + (month >= fiscal_month)
        year, short = (_("FY{year}").format(year=text) for text in (f"{ends:04}", f"{ends % 100:02}"))
        month = (month - fiscal_month) % 12 + 1
    return _(form).format(
        year=year,
        yy=short,
        last_year=f"{day.year + 9:04}",
        half=(month + 5) // 6,
        quarter=(month + 2) // 3,
        month=_(MONTHS[day.month - 1]),
        mon=_(SHORT_MONTHS[day.month - 1]),
        mm=f"{day.month:02}",
        week=thursday.isocalendar().week,
        weekday=_(WEEKDAYS[day.weekday()]),
        wday=_(SHORT_WEEKDAYS[day.weekday()]),
        day=day.day,
        hour=f"{minutes // 60:02}",
    )


def is_form(form: str) -> bool:
    """Whether a text is a label pattern: whether every name in braces is known."""
    try:
        return bool(label(form, 0).strip()) if form else False
    except (KeyError, ValueError, IndexError, AttributeError):
        return False


def _ticks(tier: Tier, start: Minute, week_start: int, fiscal_month: int = 1) -> Iterator[Minute]:
    """Where cells begin, without end, from the one that holds the moment."""
    number = min(max(start // DAY, FIRST_DAY), LAST_DAY)
    if months := _MONTHS_IN.get(tier.unit, 0) * tier.count:
        day = to_date(number)
        shift = (fiscal_month - 1) % 12 if tier.unit in _FISCAL else 0
        at = (day.year * 12 + day.month - 1 - shift) // months * months + shift
        while at < 9999 * 12:
            yield day_number(date(max(at // 12, 1), at % 12 + 1, 1)) * DAY
            at += months
        return
    step = tier.shortest
    first = start // step * step
    if tier.unit is Unit.WEEK:
        first = (number - (weekday(number) - week_start) % 7) * DAY
    while True:
        yield first
        first += step


def snap_step(minutes_per_pixel: float) -> int:
    """Minutes to which dragging snaps at a zoom: a quarter of an hour, an hour or a day, at least four pixels wide."""
    return next((step for step in (15, 60) if step / minutes_per_pixel >= 4), DAY)
