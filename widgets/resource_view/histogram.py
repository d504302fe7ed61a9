"""The load of one resource as a histogram: what stands in every bucket, and how it is painted on any device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, log10

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ...app.analysis.resource_load import Buckets, ResourceLoad
from ...app.analysis.working_curve import Bools, Floats, Ints
from ...app.chart.marks import Marks
from ...app.chart.theme import Theme
from ..charts.arrays import draw_rects
from .ground import paint_ground
from .hatch import paint_hatched
from .words import value_text

HEADROOM = 0.12
"""Free space above the highest bar, as a fraction of it."""

_MOST_MARKS = 4.5
_PERCENT_STEPS = (25, 50, 100, 200, 250, 500, 1000)
_HOUR_STEPS = (1, 2, 4, 8, 20, 40, 80, 200, 400, 800, 2000)
_SEPARATED = 9
_LEAST_LAYER = 3
_RIBBON = 3


@dataclass(frozen=True, slots=True)
class Histogram:
    """One resource's load in the buckets that are seen.

    Values are hours, or percent of a full working time where ``percent``.

    Attributes:
        edges: Between the buckets, as moments; ``x`` the same in absolute plan pixels.
        load: All work; ``over`` the part of it above capacity; ``chosen`` the part of the selected tasks.
        idle: Buckets without working time.
        layers: Cumulated work of the tasks, the selected ones first, then in the order of their starts: where one ends
            on the other.
        overloads: Exactly where there is too much, in absolute plan pixels from and to.
        top: The value at the upper edge; ``marks`` the values with a line.
        per: Minutes of work that make a value of 1, by bucket.
        ground: What stands behind the bars.
    """

    edges: Ints
    x: Ints
    load: Floats
    over: Floats
    chosen: Floats
    capacity: Floats
    idle: Bools
    layers: Floats
    overloads: tuple[tuple[int, int], ...]
    top: float
    marks: tuple[float, ...]
    percent: bool
    per: Floats
    ground: Marks

    def bucket_at(self, x: float) -> int | None:
        """The bucket at an absolute plan pixel."""
        bucket = int(np.searchsorted(self.x, x, side="right")) - 1
        return bucket if 0 <= bucket < len(self.load) else None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a histogram is painted: absolute plan pixels and values to pixels of the device."""

    x_scale: float
    x_shift: float
    y_scale: float
    y_shift: float
    width: int
    height: int

    def x(self, positions: Ints) -> Ints:
        """Device pixels of absolute plan pixels."""
        return np.rint(positions * self.x_scale + self.x_shift).astype(np.int64)

    def y(self, values: Floats) -> Ints:
        """Device pixels of values."""
        return np.rint(values * self.y_scale + self.y_shift).astype(np.int64)


def histogram(
    load: ResourceLoad, edges: Ints, ground: Marks, *, highest: float, picked: Bools, percent: bool
) -> Histogram:
    """The histogram of a resource in the buckets between edges.

    Args:
        ground: What stands behind the bars; its frame gives the zoom.
        highest: The greatest value of the whole plan in such buckets, so that the scale stays while scrolling.
        picked: The pieces of the load that are to stand out.
    """
    buckets = load.buckets(edges)
    per = _divisors(buckets, percent)
    minutes_per_pixel = ground.frame.minutes_per_pixel
    chosen, layers = _layered(load, edges, per, picked)
    top, marks = _scale(highest, percent)
    return Histogram(
        edges=edges,
        x=np.floor(edges / minutes_per_pixel).astype(np.int64),
        load=buckets.load / per,
        over=buckets.over / per,
        chosen=chosen,
        capacity=capacity_values(load, buckets, percent),
        idle=buckets.working == 0,
        layers=layers,
        overloads=tuple(
            (int(start // minutes_per_pixel), int(finish // minutes_per_pixel))
            for start, finish in load.overloads_between(int(edges[0]), int(edges[-1]))
        ),
        top=top,
        marks=marks,
        percent=percent,
        per=per,
        ground=ground,
    )


def picked_otherwise(shown: Histogram, load: ResourceLoad, picked: Bools) -> Histogram:
    """The same histogram of the same load where other pieces of it are to stand out."""
    chosen, layers = _layered(load, shown.edges, shown.per, picked)
    return replace(shown, chosen=chosen, layers=layers)


def _layered(load: ResourceLoad, edges: Ints, per: Floats, picked: Bools) -> tuple[Floats, Floats]:
    """The part of what is picked, and where the work of one task ends on that of another."""
    seen = np.flatnonzero((load.starts < edges[-1]) & (load.finishes > edges[0]))
    shown = picked[seen]
    order = np.lexsort((load.starts[seen], ~shown))
    shares = load.share_matrix(edges, seen[order]) / per
    return shares[: shown.sum()].sum(axis=0), np.cumsum(shares, axis=0)


def highest_value(load: ResourceLoad, edges: Ints, percent: bool) -> float:
    """The greatest load or capacity in the buckets between edges, in hours or percent."""
    buckets = load.buckets(edges)
    per = _divisors(buckets, percent)
    return max(float((buckets.load / per).max()), float(capacity_values(load, buckets, percent).max()))


def capacity_values(load: ResourceLoad, buckets: Buckets, percent: bool) -> Floats:
    """The capacity of the buckets; in percent it runs on through free time, where a bar could not tell it anyway."""
    if percent:
        average = buckets.capacity / np.maximum(buckets.working, 1) * 100
        return np.where(buckets.working > 0, average, load.capacity_at(buckets.edges[:-1]) * 100)
    return buckets.capacity / 60


def _divisors(buckets: Buckets, percent: bool) -> Floats:
    """Minutes of work that make one hour, or one percent of the bucket's working time."""
    if not percent:
        return np.full(len(buckets.load), 60.0)
    length = np.diff(buckets.edges)
    return np.where(buckets.working > 0, buckets.working, length) / 100


def _scale(highest: float, percent: bool) -> tuple[float, tuple[float, ...]]:
    """The value at the top, and round values below it to draw a line at."""
    steps = _PERCENT_STEPS if percent else _HOUR_STEPS
    highest = max(highest, 100.0 if percent else 1.0)
    step = next((step for step in steps if highest / step <= _MOST_MARKS), 10 ** ceil(log10(highest / _MOST_MARKS)))
    count = int(highest * (1 + HEADROOM) / step)
    return highest * (1 + HEADROOM), tuple(float(step * number) for number in range(1, count + 1))


# -- painting


def paint_histogram(
    painter: QPainter,
    shown: Histogram,
    placed: Placement,
    theme: Theme,
    *,
    hovered: int | None = None,
    stepped_to: tuple[int, int] | None = None,
) -> None:
    """Paint ground, bars, capacity and values.

    Args:
        hovered: The bucket under the mouse.
        stepped_to: The over-allocation that was jumped to, in absolute plan pixels.
    """
    x, floor = placed.x(shown.x), int(placed.y(np.zeros(1))[0])
    paint_ground(painter, shown.ground, theme, int(placed.x(np.array([shown.ground.frame.left]))[0]))
    for y in placed.y(np.array(shown.marks)).tolist():
        painter.fillRect(QRect(0, y, placed.width, 1), QColor(theme.grid))
    if hovered is not None and hovered < len(shown.load):
        column = QRect(int(x[hovered]), 0, int(x[hovered + 1] - x[hovered]), placed.height)
        painter.fillRect(column, _faint(theme.accent, 0.10))
    bars = _Bars(shown, placed, x, floor)
    bars.paint(painter, theme)
    _paint_capacity(painter, placed.y(shown.capacity), shown.idle, theme, x)
    painter.fillRect(QRect(0, floor - 1, placed.width, 1), QColor(theme.border))
    _paint_ribbon(painter, shown, placed, theme, stepped_to)
    _paint_values(painter, shown, placed, theme)


class _Bars:
    """The bars as boxes on whole pixels; each leaves the last pixel of its bucket to the grid line there."""

    def __init__(self, shown: Histogram, placed: Placement, x: Ints, floor: int) -> None:
        self._shown = shown
        self._placed = placed
        self._floor = floor
        self._busy = np.flatnonzero(shown.load > 0)
        self._lefts = x[:-1]
        self._widths = np.maximum(np.diff(x) - 1, 1)
        self._rims = placed.y(shown.load - shown.over)
        self._tops = np.minimum(placed.y(shown.load), np.where(shown.over > 0, self._rims - 2, self._rims))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Load, part of the selected tasks, borders between tasks, and what is too much."""
        shown, busy, rims = self._shown, self._busy, self._rims
        floors = np.full(len(rims), self._floor)
        picked = np.maximum(self._placed.y(shown.chosen), rims)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        for tops, bottoms, colour in (
            (rims, floors, theme.load),
            (picked, floors, theme.progress),
            (rims, np.minimum(rims + 1, floors), theme.load_edge),
        ):
            painter.setBrush(QColor(colour))
            draw_rects(painter, self._boxes(busy, tops, bottoms))
        if len(busy) and self._widths.min() >= _SEPARATED:
            painter.setBrush(_faint(theme.base, 0.75))
            draw_rects(painter, self._joints())
        painter.restore()
        self._paint_excess(painter, theme)

    def _boxes(self, buckets: Ints, tops: Ints, bottoms: Ints) -> Ints:
        heights = np.maximum(bottoms - tops, 0)
        return np.stack((self._lefts, tops, self._widths, heights), axis=1)[buckets]

    def _joints(self) -> Ints:
        """Hairlines where the work of one task ends on that of another, where they are not too close."""
        ends = self._placed.y(self._shown.layers)
        below = np.vstack((np.full(ends.shape[1], self._floor), ends))[:-1]
        apart = (below - ends >= _LEAST_LAYER) & (ends - self._rims >= _LEAST_LAYER)
        layer, bucket = np.nonzero(apart)
        y = ends[layer, bucket]
        return np.stack((self._lefts[bucket], y, self._widths[bucket], np.ones_like(y)), axis=1)

    def _paint_excess(self, painter: QPainter, theme: Theme) -> None:
        over = np.flatnonzero(self._shown.over > 0)
        rects = [QRect(*box) for box in self._boxes(over, self._tops, self._rims).tolist()]
        paint_hatched(painter, rects, theme.overload, theme.overload_edge, round(self._placed.x_shift))
        painter.save()
        painter.setPen(QPen(QColor(theme.overload_edge), 1))
        painter.drawRects([rect.adjusted(0, 0, -1, -1) for rect in rects if rect.width() > 2 and rect.height() > 2])
        painter.restore()


def _paint_capacity(painter: QPainter, y: Ints, idle: Bools, theme: Theme, x: Ints) -> None:
    """The capacity as a line in steps, which leaves out free time."""
    line = QColor(theme.capacity)
    for bucket, at in enumerate(y.tolist()):
        if idle[bucket]:
            continue
        painter.fillRect(QRect(int(x[bucket]), at - 1, int(x[bucket + 1] - x[bucket]), 2), line)
        if bucket and not idle[bucket - 1] and y[bucket - 1] != at:
            low, high = sorted((int(y[bucket - 1]), at))
            painter.fillRect(QRect(int(x[bucket]) - 1, low - 1, 1, high - low + 2), line)


def _paint_ribbon(
    painter: QPainter, shown: Histogram, placed: Placement, theme: Theme, stepped_to: tuple[int, int] | None
) -> None:
    """A ribbon along the top that says from when to when there is too much, whatever the buckets."""
    if not shown.overloads:
        return
    ends = placed.x(np.array(shown.overloads, dtype=np.int64))
    for (left, right), place in zip(ends.tolist(), shown.overloads, strict=True):
        height = 2 * _RIBBON if place == stepped_to else _RIBBON
        painter.fillRect(QRect(left, 0, max(right - left, 2), height), QColor(theme.overload_edge))


def _paint_values(painter: QPainter, shown: Histogram, placed: Placement, theme: Theme) -> None:
    """The values of the lines, at the left within the plot so that nothing is moved."""
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    for value, y in zip(shown.marks, placed.y(np.array(shown.marks)).tolist(), strict=True):
        text = value_text(value, shown.percent)
        box = QRectF(4, y - metrics.height() / 2, metrics.horizontalAdvance(text) + 8, metrics.height())
        if box.top() < 1:
            continue
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(theme.base, 0.85))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(theme.text_faint))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a number stands before its unit
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _faint(colour: str, opacity: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made
