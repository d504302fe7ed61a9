"""Where a plan is cut to fit on sheets: between rows, between columns, and at borders of the time scale.

Sheets are measured in points (1/72 inch). Table and chart are laid out in units: at 100 % a unit is a pixel of the
screen, 0.75 points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import Final, NamedTuple

import msgspec

from ..project.moments import DAY, Minute, day_number
from ..project.widths import replace
from .print_setup import POINTS_PER_MM, LegendPlace, PrintSetup, TimeDetail

UNIT: Final = 0.75
"""Points of a unit at 100 %."""

ROW: Final = 20
"""Height of a row in units."""

HEADING: Final = 36
"""Height of the time scale in units, and of the table's heading beside it."""

TITLE_HEIGHT: Final = 34.0
BAND_HEIGHT: Final = 16.0
LEGEND_LINE: Final = 13.0
LEGEND_ENTRY: Final = 118.0
LEGEND_GAP: Final = 8.0
"""Points: height of the title block, of header and footer, of a line of the legend, width of an entry, gap above it."""

LEAST_PERCENT: Final = 10

_LEAST_CHART: Final = 120.0  # units: narrower than this no chart is begun beside the table
_LEAST_SHARE: Final = 0.3  # of a page's width goes to the chart at least when everything is fitted to pages
_LEAST_SHRINK: Final = 0.85  # of the scale is kept when a nearly empty page is saved
_LEAST_BARS: Final = 0.82  # of the chart's width is for bars when labels behind the last ones are long
_FINER: Final = 0.3  # of the zoom, for where the chart begins and ends
_LEAST_LABEL: Final = 60.0  # units that labels get at least
_SHORTEST: Final = DAY // 2  # minutes that a chart covers at least
_LEAD: Final = 14.0  # units between the chart's left edge and the first bar
_MOST_STRETCH: Final = 2.0  # of the time scale, to end at the page's edge; beyond that, time is added at the end
_AUTOMATIC_PAGES: Final = 3  # pages across that the automatic detail keeps to, where one won't do
_ZOOM: Final = {
    TimeDetail.HOURS: 60 / 24,
    TimeDetail.DAYS: DAY / 24,
    TimeDetail.WEEKS: DAY * 7 / 40,
    TimeDetail.MONTHS: DAY * 30.4 / 44,
    TimeDetail.QUARTERS: DAY * 91.3 / 48,
}  # minutes per unit, finest first

Borders = Callable[[Minute, Minute, float], Sequence[Minute]]
"""Borders of the time scale's lower tier from one moment to another at so many minutes per unit, in order."""


class Rect(NamedTuple):
    """A place on a sheet, in points."""

    x: float
    y: float
    width: float
    height: float


class Column(msgspec.Struct, frozen=True):
    """A column of the printed table; its width is in units."""

    key: str
    title: str
    width: float


class Extent(msgspec.Struct, frozen=True):
    """The time the chart covers.

    Attributes:
        start: Where the first bar begins.
        ends: Where bars end, each with the units that its label takes beyond; one at least.
    """

    start: Minute
    ends: Sequence[tuple[Minute, float]]


class Strip(msgspec.Struct, frozen=True):
    """What a sheet shows across: columns, then a stretch of time on so many units, none where the columns fill it."""

    columns: tuple[Column, ...]
    chart_width: float
    start: Minute
    finish: Minute


class Layout:
    """The parts of a sheet, and how many rows and columns have room on it at a scale."""

    def __init__(self, setup: PrintSetup, columns: Sequence[Column], levels: Sequence[int], entries: int) -> None:
        self.setup = setup
        self.width, self.height = (side * POINTS_PER_MM for side in setup.sheet_mm)
        left, top, right, bottom = (side * POINTS_PER_MM for side in msgspec.structs.astuple(setup.margins))
        x, width = left, self.width - left - right
        above, below = BAND_HEIGHT * any(setup.header), BAND_HEIGHT * any(setup.footer)
        self.header = Rect(x, top, width, above) if above else None
        self.footer = Rect(x, self.height - bottom - below, width, below) if below else None
        self.inner = Rect(x, top + above, width, self.height - top - bottom - above - below)
        self.title_height = TITLE_HEIGHT if setup.title or setup.logo else 0.0
        self.legend_height = 0.0 if setup.legend == LegendPlace.NONE else legend_height(entries, width)
        self._columns = tuple(columns)
        self._levels = levels
        names = [number for number, column in enumerate(columns, 1) if column.key == "name"]
        self._repeated = setup.repeated if setup.repeated is not None else (names or [1])[0]

    def units_across(self, percent: int) -> float:
        """Units of a sheet's width."""
        return self.inner.width / (percent / 100 * UNIT)

    def rows(self, percent: int) -> list[tuple[int, int]]:
        """First row and the one after the last of each sheet from the top down.

        A summary task does not stand at the foot of a sheet without its first task.
        """
        every = self.setup.legend == LegendPlace.EVERY
        cuts = [0]
        while cuts[-1] < len(self._levels):
            room = self._room(percent, first=len(cuts) == 1, legend=every)
            cuts.append(self._cut(cuts[-1], min(cuts[-1] + room, len(self._levels))))
        if self.setup.legend == LegendPlace.LAST and len(cuts) > 1:
            room = self._room(percent, first=len(cuts) == 2, legend=True)
            if cuts[-1] - cuts[-2] > room:
                cuts.insert(-1, self._cut(cuts[-2], cuts[-2] + room))
        return list(pairwise(cuts)) or [(0, 0)]

    def tables(self, percent: int) -> list[tuple[Column, ...]]:
        """The columns of each sheet from the left until all are placed; beside the last ones the chart begins."""
        width = self.units_across(percent)
        repeated = self.repeated(percent)
        sheets: list[list[Column]] = [[]]
        for number, column in enumerate(self._narrowed(width)):
            if sheets[-1] and _width(sheets[-1]) + column.width > width:
                sheets.append(list(repeated) if number >= len(repeated) else [])
            sheets[-1].append(column)
        if _width(sheets[-1]) > width - _LEAST_CHART:
            sheets.append(list(repeated))
        return [tuple(sheet) for sheet in sheets]

    def repeated(self, percent: int) -> tuple[Column, ...]:
        """The columns on the sheets that go on with the chart, as many as leave it room."""
        width = self.units_across(percent)
        kept = self._narrowed(width)[: self._repeated]
        while _width(kept) > width - _LEAST_CHART:
            kept.pop()
        return tuple(kept)

    def fits(self, percent: int) -> bool:
        """Whether the rows and columns fit on the pages that were asked for."""
        setup = self.setup
        if setup.down is not None and len(self.rows(percent)) > setup.down:
            return False
        if setup.across is None:
            return True
        tables, width = self.tables(percent), self.units_across(percent)
        more = setup.across - len(tables)
        chart = width - _width(tables[-1]) + more * (width - _width(self.repeated(percent)))
        return more >= 0 and chart >= max(_LEAST_CHART, _LEAST_SHARE * width)

    def largest_percent(self) -> int:
        """The largest scale, up to 100 %, at which everything fits; the least there is where nothing does.

        It is a little smaller where that saves a last page with few rows.
        """
        percents = range(LEAST_PERCENT, 101)
        largest = percents[max(bisect_left(percents, True, key=lambda percent: not self.fits(percent)) - 1, 0)]
        rows = self.rows(largest)
        if self.setup.down is not None or len(rows) == 1 or (rows[-1][1] - rows[-1][0]) * 3 > rows[0][1]:
            return largest
        smaller = range(largest - 1, max(int(largest * _LEAST_SHRINK), LEAST_PERCENT) - 1, -1)
        return next((percent for percent in smaller if len(self.rows(percent)) < len(rows)), largest)

    def _room(self, percent: int, *, first: bool, legend: bool) -> int:
        height = self.inner.height - self.title_height * first - self.legend_height * legend
        return max(int((height / (percent / 100 * UNIT) - HEADING) / ROW + 1e-9), 1)

    def _cut(self, top: int, end: int) -> int:
        levels, cut = self._levels, end
        while top < cut < len(levels) and levels[cut] > levels[cut - 1]:
            cut -= 1
        return cut if cut > top else end

    def _narrowed(self, width: float) -> list[Column]:
        most = width - _LEAST_CHART
        return [column if column.width <= most else replace(column, width=most) for column in self._columns]


def legend_height(entries: int, width: float) -> float:
    """Points that a legend takes on a page so wide, with the gap above it."""
    columns = max(int(width / LEGEND_ENTRY), 1)
    return 2 * LEGEND_GAP + ceil(entries / columns) * LEGEND_LINE if entries else 0.0


def strips(layout: Layout, percent: int, extent: Extent, borders: Borders) -> list[Strip]:
    """What each sheet shows across. The chart fills every sheet up to its edge and is cut at borders only."""
    tables, repeated = layout.tables(percent), layout.repeated(percent)
    first, more = layout.units_across(percent) - _width(tables[-1]), layout.units_across(percent) - _width(repeated)
    span = _Span(layout.setup, extent)
    if layout.setup.percent is None and layout.setup.across is not None:
        added = max(layout.setup.across - len(tables), 0)
        zoom = span.zoom_to_fit(first + added * more)
    else:
        zoom = span.zoom(first, more)
        added = max(ceil((span.units(zoom) - first) / more), 0)
    widths = [first] + [more] * added
    moments = _cut_moments(*span.moments(zoom, sum(widths)), widths, borders, zoom, exact=span.exact)
    charts = [
        Strip(columns, width, start, finish)
        for columns, width, start, finish in zip(
            [tables[-1], *[repeated] * added], widths, moments, moments[1:], strict=False
        )
    ]
    return [Strip(columns, 0.0, moments[0], moments[0]) for columns in tables[:-1]] + charts


class _Span:
    """The time to show, wider the less is shown of it per unit, because labels need their room."""

    def __init__(self, setup: PrintSetup, extent: Extent) -> None:
        self._detail = setup.detail
        self._start = extent.start if setup.start is None else day_number(setup.start) * DAY
        self._end = None if setup.finish is None else max((day_number(setup.finish) + 1) * DAY, self._start + DAY)
        self._lead = _LEAD if setup.start is None else 0.0
        self._ends = [(finish, label) for finish, label in extent.ends if finish >= self._start] or [(self._start, 0.0)]
        self.exact = (setup.start is not None, setup.finish is not None)

    def moments(self, zoom: float, width: float) -> tuple[Minute, Minute]:
        """First and last moment at so many minutes per unit, where the chart is so many units wide in all."""
        start = self._start - ceil(self._lead * zoom)
        if self._end is not None:
            return start, self._end
        most = max(width * (1 - _LEAST_BARS), _LEAST_LABEL)
        finish = max(finish + ceil(min(label, most) * zoom) for finish, label in self._ends)
        return start, max(finish, start + int(width / _MOST_STRETCH * zoom), start + _SHORTEST)

    def units(self, zoom: float) -> float:
        """How wide it is at so many minutes per unit."""
        start, finish = self.moments(zoom, 0.0)
        return (finish - start) / zoom

    def zoom_to_fit(self, width: float) -> float:
        """Minutes per unit at which it is so many units wide; for the sake of labels not much coarser."""
        if self._end is not None:
            return (self._end - self._start) / max(width - self._lead, 1)
        rooms = (max(width - self._lead - label, width * _LEAST_BARS) for _finish, label in self._ends)
        wanted = max((finish - self._start) / room for (finish, _label), room in zip(self._ends, rooms, strict=True))
        return max(wanted, _SHORTEST / width, 1.0)

    def zoom(self, first: float, more: float) -> float:
        """Minutes per unit of the detail asked for; the automatic one gives weeks a page before it adds any."""
        if self._detail != TimeDetail.AUTOMATIC:
            return _ZOOM[self._detail]
        fine, coarse = list(_ZOOM.values())[:3], list(_ZOOM.values())[2:]
        rooms = [(zoom, first) for zoom in fine] + [(zoom, first + (_AUTOMATIC_PAGES - 1) * more) for zoom in coarse]
        return next((zoom for zoom, room in rooms if self.units(zoom) <= room), coarse[-1])


def _cut_moments(
    start: Minute, finish: Minute, widths: list[float], borders: Borders, zoom: float, *, exact: tuple[bool, bool]
) -> list[Minute]:
    """Where each of the stretches begins, and where the last ends: at borders, as the widths of the sheets divide it.

    The outer ends move out to the next border of a finer time scale, lest half a page be white, unless they are exact.
    """
    beyond = int(100 * zoom) + DAY
    fine, marks = (borders(start - beyond, finish + beyond, one) for one in (zoom * _FINER, zoom))
    if not exact[0]:
        start = fine[max(bisect_right(fine, start) - 1, 0)]
    if not exact[1]:
        finish = fine[min(bisect_left(fine, finish), len(fine) - 1)]
    moments, total = [start], sum(widths)
    reach = (finish - start) * min(widths) / total / 2  # a cut moves no further, so that no page is left empty
    for share in list(accumulate(widths))[:-1]:
        wanted = start + round((finish - start) * share / total)
        near = marks[max(bisect_left(marks, wanted) - 1, 0) :][:2]
        between = [mark for mark in near if abs(mark - wanted) < reach]
        moments.append(min(between, key=lambda mark: abs(mark - wanted), default=wanted))
    return [*moments, finish]


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)
