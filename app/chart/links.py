"""Links: the way each of those in view takes between its bars, as lines and arrow heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..project.kinds import DependencyKind
from ..project.records import TaskUid
from ..schedule.schedule import Schedule
from .clearance import RowTexts
from .link_table import KINDS, Columns, Ints, LinkTable
from .marks import Bar, Batch, Frame, IntArray, Lines, Shape, Shapes, Style, Wires, ints
from .styles import CRITICAL_LINK, DRIVING_LINK, LINK, Sizes

Mask = npt.NDArray[np.bool_]

STUB = 8
"""Pixels a link goes straight on before it turns."""

TUCK = 4
"""Pixels inside the bar at which a link comes down on it, and that a successor may begin too early for it."""

MARGIN = 50
"""Pixels beyond the frame to which links are cut."""

_FS, _SS, _FF, _SF = (KINDS.index(DependencyKind(kind)) for kind in ("FS", "SS", "FF", "SF"))


@dataclass(frozen=True, slots=True)
class Placed:
    """The bars in view as arrays, one row each; ``drawn`` where there is one."""

    frame: Frame
    row_height: int
    sizes: Sizes
    rows: range
    boxes: Ints
    drawn: Mask

    @classmethod
    def of(cls, frame: Frame, row_height: int, sizes: Sizes, rows: range, bars: Sequence[Bar | None]) -> Placed:
        """Take the bars of these rows."""
        boxes = [(bar.left, bar.right, bar.top, bar.bottom) if bar else (0, 0, 0, 0) for bar in bars]
        drawn = np.array([bar is not None for bar in bars], np.bool_)
        return cls(frame, row_height, sizes, rows, np.array(boxes, np.int64).reshape(-1, 4), drawn)

    def known(self, rows: Ints) -> tuple[Mask, Ints]:
        """For rows of the chart, whether a bar is drawn there, and which box is its."""
        seen = (rows >= self.rows.start) & (rows < self.rows.stop)
        slots = np.where(seen, rows - self.rows.start, 0)
        return seen & self.drawn[slots], slots

    def top(self, rows: Ints) -> Ints:
        """Upper edge of rows."""
        return rows * self.row_height - self.frame.top


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the links in view begin and end, a link a row: first the predecessor's, then the successor's.

    ``points`` is where the successor is a milestone.
    """

    left: Ints
    right: Ints
    rows: Ints
    kinds: Ints
    points: Mask

    @classmethod
    def of(cls, table: LinkTable, chosen: Ints, placed: Placed, columns: Columns) -> Ends:
        """The ends of some links; bars in view know best where they end."""
        at, rows = table.ends[chosen], table.rows[chosen]
        frame, size = placed.frame, placed.sizes.diamond
        start, finish = columns.start[at], columns.finish[at]
        left = np.floor(start / frame.minutes_per_pixel).astype(np.int64) - frame.left
        right = np.floor(finish / frame.minutes_per_pixel).astype(np.int64) - frame.left
        point: Ints = np.where(start == finish, size, 0)
        past: Ints = point + (point > 0)
        known, slots = placed.known(rows)
        from_left: Ints = np.where(known, placed.boxes[slots, 0], left - point)
        to_right: Ints = np.where(known, placed.boxes[slots, 1], right + past)
        return cls(from_left, to_right, rows, table.kinds[chosen], point[:, 1] > 0)

    def only(self, mask: Mask) -> Ends:
        """Some of them."""
        return Ends(self.left[mask], self.right[mask], self.rows[mask], self.kinds[mask], self.points[mask])


def routed(
    table: LinkTable, placed: Placed, schedule: Schedule, columns: Columns, texts: Sequence[RowTexts]
) -> tuple[list[Batch], Wires]:
    """The links in view as lines and arrow heads, and where they are.

    They are broken where they cross texts; the first of these, right of the bars, also make way for them.
    """
    chosen = table.in_view(placed.rows)
    ends = Ends.of(table, chosen, placed, columns)
    reach = 2 * STUB
    seen = (ends.right.max(axis=1, initial=-reach) >= -reach) & (
        ends.left.min(axis=1, initial=1 << 40) <= placed.frame.width + reach
    )
    chosen, ends = chosen[seen], ends.only(seen)
    segments, owners, heads = _routes(ends, placed)
    keys = tuple((TaskUid(a), TaskUid(b)) for a, b in table.keys[chosen].tolist())
    at = table.ends[chosen]
    critical: Mask = (columns.critical[at] != 0).all(axis=1)
    successors: list[int] = at[:, 1].tolist()
    drivers = [schedule.driver[row] for row in successors]
    driving = np.array(
        [driver is not None and driver.dependency == key for driver, key in zip(drivers, keys, strict=True)], np.bool_
    )
    painted, whose = segments, owners
    for at, row_texts in enumerate(texts):
        if not at:
            row_texts.make_way(segments)
        painted, whose = row_texts.broken(painted, whose)
    batches: list[Batch] = []
    for style, mask in (
        (LINK, ~critical & ~driving),
        (DRIVING_LINK, ~critical & driving),
        (CRITICAL_LINK, critical),
    ):
        batches += _batches(
            style, painted[mask[whose]], [(head.shape, head.points[mask[head.owners]]) for head in heads]
        )
    return batches, Wires(segments, owners, keys)


def _batches(style: Style, segments: IntArray, heads: list[tuple[Shape, IntArray]]) -> list[Batch]:
    batches: list[Batch] = []
    if len(segments):
        batches.append(Lines(style, _distinct(segments)))
    fill = Style(fill=style.edge)
    batches += [Shapes(fill, shape, ints(points, 2)) for shape, points in heads if len(points)]
    return batches


def _distinct(segments: IntArray) -> IntArray:
    """Every segment once; where a plan is fitted to the width most of them coincide."""
    if len(segments) < 500 or segments.max() > 0x7FFF:
        return segments
    wide = segments.astype(np.int64) + MARGIN
    packed = wide[:, 0] << 48 | wide[:, 1] << 32 | wide[:, 2] << 16 | wide[:, 3]
    return segments[np.unique(packed, return_index=True)[1]]


@dataclass(frozen=True, slots=True)
class Heads:
    """Arrow heads of one direction, and which link each belongs to."""

    shape: Shape
    points: IntArray
    owners: Ints


def _routes(ends: Ends, placed: Placed) -> tuple[IntArray, Ints, list[Heads]]:
    """All segments, which link each belongs to, and the arrow heads.

    A finish-to-start link goes right and straight down into its successor where there is room, else around in a loop
    that passes between the rows; start-to-finish is its mirror image. Links between like ends go around the outer side.
    """
    kinds, (pred_rows, rows) = ends.kinds, _both(ends.rows)
    pred_left, succ_left, pred_right, succ_right = *_both(ends.left), *_both(ends.right)
    middle = placed.top(ends.rows) + placed.sizes.middle
    y1, y2 = _both(middle)
    down = rows > pred_rows
    rightward = kinds == _FS
    ahead: Ints = np.where(rightward, 1, -1)
    out: Ints = np.where(rightward, pred_right, pred_left)
    target: Ints = np.where(rightward, succ_left, succ_right)
    half = (succ_right - succ_left) // 2
    drop: Ints = target + ahead * np.where(ends.points, half, np.minimum(TUCK, half))
    across: Mask = (kinds == _FS) | (kinds == _SF)
    room: Mask = across & ((drop - out) * ahead >= -TUCK)
    loop = across & ~room
    edge = _edge(rows, down, placed)
    between = placed.top(rows + ~down)
    turn, back = out + ahead * STUB, target - ahead * (STUB + 2)
    starts = kinds == _SS
    side: Ints = np.where(
        starts, np.minimum(pred_left, succ_left) - STUB - 1, np.maximum(pred_right, succ_right) + STUB
    )
    from_x: Ints = np.where(starts, pred_left, pred_right)
    to_x: Ints = np.where(starts, succ_left, succ_right)
    segments, owners = _segments(
        (
            (room, ((out, y1), (drop, y1), (drop, edge))),
            (loop, ((out, y1), (turn, y1), (turn, between), (back, between), (back, y2), (target, y2))),
            (~across, ((from_x, y1), (side, y1), (side, y2), (to_x, y2))),
        ),
        placed.frame,
    )
    heads = [
        _heads(shape, mask, x, y, placed.frame)
        for shape, mask, x, y in (
            (Shape.DOWN, room & down, drop, edge),
            (Shape.UP, room & ~down, drop, edge),
            (Shape.RIGHT, loop & rightward, target, y2),
            (Shape.LEFT, loop & ~rightward, target, y2),
            (Shape.RIGHT, starts, to_x, y2),
            (Shape.LEFT, kinds == _FF, to_x, y2),
        )
    ]
    return segments, owners, heads


def _both(columns: Ints) -> tuple[Ints, Ints]:
    return columns[:, 0], columns[:, 1]


def _edge(rows: Ints, down: Mask, placed: Placed) -> Ints:
    """Where links come down or up on their successors' bars: the upper or the lower edge."""
    top = placed.top(rows) + placed.sizes.bar[0]
    known, slots = placed.known(rows)
    upper = np.where(known, placed.boxes[slots, 2], top)
    lower = np.where(known, placed.boxes[slots, 3], top + placed.sizes.bar[1])
    return np.where(down, upper, lower)


def _heads(shape: Shape, mask: Mask, x: Ints, y: Ints, frame: Frame) -> Heads:
    seen = np.flatnonzero(
        mask & (x > -MARGIN) & (x < frame.width + MARGIN) & (y > -MARGIN) & (y < frame.height + MARGIN)
    )
    return Heads(shape, ints(np.stack((x[seen], y[seen]), axis=1), 2), seen)


Path = tuple[tuple[Ints, Ints], ...]


def _segments(paths: tuple[tuple[Mask, Path], ...], frame: Frame) -> tuple[IntArray, Ints]:
    """The segments of all paths, cut to the frame and a margin, without those that lie beyond it."""
    pieces: list[Ints] = [np.empty((0, 4), np.int64)]
    owners: list[Ints] = [np.empty(0, np.int64)]
    for mask, points in paths:
        of = np.flatnonzero(mask)
        for (x1, y1), (x2, y2) in pairwise(points):
            pieces.append(np.stack((x1[of], y1[of], x2[of], y2[of]), axis=1))
            owners.append(of)
    ends, whose = np.concatenate(pieces), np.concatenate(owners)
    ends[:, 0::2] = np.clip(ends[:, 0::2], -MARGIN, frame.width + MARGIN)
    ends[:, 1::2] = np.clip(ends[:, 1::2], -MARGIN, frame.height + MARGIN)
    seen = (ends[:, 0] != ends[:, 2]) | (ends[:, 1] != ends[:, 3])
    return ints(ends[seen], 4), whose[seen]
