"""The time scale: which tiers it has at a zoom, where their cells lie, and which labels fit into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import pairwise
from math import ceil, floor, inf
from typing import NamedTuple

from ..project.moments import DAY, Minute, day_number, to_date, to_minute, weekday
from ..project.widths import replace
from .tier_labels import Labels, label
from .tiers import BY_ZOOM, FISCAL, LADDER, USUAL, Align, Tier, TierFormat, TimeFormat, Unit, above, coarser

PADDING = 4
"""Pixels kept free on either side of a label."""

_FIRST_DAY, _LAST_DAY = day_number(date(2, 1, 1)), day_number(date(9990, 1, 1))
_ENDS = (to_minute(datetime(1, 1, 15)), to_minute(datetime(9999, 12, 15)))
"""The first and the last moment that has a label; plans that reach further are damaged, and shown without."""


class Cell(NamedTuple):
    """A cell of a tier in absolute plan pixels; an empty text where no label fits."""

    start: Minute
    left: int
    right: int
    text: str
    text_left: int


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
        return (above(upper), upper, lower)

    def _fixed(self, wanted: tuple[TierFormat, ...]) -> tuple[Tier, ...]:
        """The tiers asked for; coarser ones where their cells would be too narrow, and above those no such again."""
        found: list[Tier] = []
        below = 0
        for one in reversed(wanted):
            tier = asked = _asked(one)
            while not self._legible(tier) or tier.shortest <= below:
                tier = coarser(tier)
            below = max(below, tier.shortest) if tier is not asked else below
            found.append(tier)
        return tuple(reversed(found))

    def _legible(self, tier: Tier) -> bool:
        return int(tier.shortest / self.minutes_per_pixel) >= self._narrowest(tier)

    def _narrowest(self, tier: Tier) -> float:
        """Pixels that the shortest label of a tier needs."""
        return min(self._labels.widest(form, self._fiscal(tier)) for form in tier.forms) + 2 * PADDING

    def legible_from(self, wanted: tuple[TierFormat, ...]) -> float:
        """The widest zoom, in minutes a pixel, at which all tiers asked for can be read, with the labels asked for."""
        zooms: list[float] = []
        for one in wanted:
            tier = _asked(one)
            own = replace(tier, forms=(one.form,)) if one.form else tier
            zooms.append(tier.shortest / ceil(self._narrowest(own)))
        return min(zooms, default=inf)

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
            text, at = self._place(forms, (start, fiscal), (x0, x1), (max(x0, left), min(x1, right)), self._align(tier))
            cells.append(Cell(start, x0, x1, text, at))
        return cells

    def _fits(self, upper: Tier, lower: Tier) -> bool:
        return all(
            int(tier.shortest / self.minutes_per_pixel) >= self._labels.widest(tier.forms[-1]) + 2 * PADDING
            for tier in (upper, lower)
        )

    def _fiscal(self, tier: Tier) -> Unit | None:
        """The unit of a tier that counts by the fiscal year."""
        return tier.unit if self._fiscal_month > 1 and tier.unit in FISCAL else None

    def _align(self, tier: Tier) -> Align:
        """Where the labels of a tier stand in their cells."""
        return tier.align or (Align.CENTRE if tier is self.lower else Align.LEFT)

    def _forms(self, tier: Tier) -> tuple[str, ...]:
        """The forms that fit in whole cells; where cells are cut, shorter ones may follow."""
        room, fiscal = int(tier.shortest / self.minutes_per_pixel) - 2 * PADDING, self._fiscal(tier)
        fitting = (at for at, form in enumerate(tier.forms) if self._labels.widest(form, fiscal) <= room)
        first = next(fitting, len(tier.forms))
        asked = len(tier.forms) > len(USUAL[tier.unit])  # no other label stands beside one that was asked for
        return tier.forms[:1] if asked and not first else tier.forms[first:]

    def _place(
        self,
        forms: tuple[str, ...],
        begins: tuple[Minute, Unit | None],
        cell: tuple[int, int],
        seen: tuple[int, int],
        align: Align,
    ) -> tuple[str, int]:
        """The label and its left end: where the tier has it in its cells, but always within what is seen."""
        for form in forms[: 1 if align is Align.CENTRE else None]:
            text = label(form, *begins, self._fiscal_month)
            width = self._labels.measure(text)
            low, high = seen[0] + PADDING, seen[1] - PADDING - width
            wanted = cell[0] + PADDING
            if align is Align.CENTRE:
                wanted = (cell[0] + cell[1] - width) / 2
            elif align is Align.RIGHT:
                wanted = cell[1] - PADDING - width
            if low <= high:
                return text, round(min(max(wanted, low), high))
        return "", cell[0]


def _asked(wanted: TierFormat) -> Tier:
    """The tier that is asked for, be its cells wide enough or not."""
    forms = (wanted.form, *USUAL[wanted.unit]) if wanted.form else USUAL[wanted.unit]
    return Tier(wanted.unit, max(wanted.count, 1), forms, wanted.align)


def roomy(scale: TimeScale, room: float) -> Tier:
    """The lowest tier of a scale, or the next coarser unit of time whose cells are so many pixels wide."""
    coarser = [lower for _upper, lower in LADDER if lower.shortest > scale.lower.shortest]
    wide = (tier for tier in (scale.lower, *coarser) if tier.shortest / scale.minutes_per_pixel >= room)
    return next(wide, (scale.lower, *coarser)[-1])


def _ticks(tier: Tier, start: Minute, week_start: int, fiscal_month: int = 1) -> Iterator[Minute]:
    """Where cells begin, without end, from the one that holds the moment."""
    number = min(max(start // DAY, _FIRST_DAY), _LAST_DAY)
    if months := tier.months:
        day = to_date(number)
        shift = (fiscal_month - 1) % 12 if tier.unit in FISCAL else 0
        at = (day.year * 12 + day.month - 1 - shift) // months * months + shift
        while at < 9999 * 12:
            yield day_number(date(max(at // 12, 1), at % 12 + 1, 1)) * DAY
            at += months
        return
    step = tier.shortest
    first = start // step * step
    if tier.unit is Unit.WEEK:  # several weeks are the same ones wherever one looks from
        week = (number - (weekday(number) - week_start) % 7) // 7 // tier.count * tier.count
        first = (week * 7 + (week_start - weekday(0)) % 7) * DAY
    while True:
        yield first
        first += step


def snap_step(minutes_per_pixel: float) -> int:
    """Minutes to which dragging snaps at a zoom: a quarter of an hour, an hour or a day, at least four pixels wide."""
    return next((step for step in (15, 60) if step / minutes_per_pixel >= 4), DAY)
