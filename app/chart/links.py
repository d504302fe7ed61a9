"""Links: the way each of those in view takes between its bars, as lines and arrow heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from ..project.kinds import DependencyKind
from ..project.moments import DAY
from .clearance import RowTexts
from .drawing import NARROWEST
from .link_table import KINDS, Drivers, Ints, Kinds, LinkTable, Mask
from .marks import Bar, Batch, Frame, IntArray, Lines, Shape, Shapes, Style, Wires, ints
from .styles import CRITICAL_DRIVING_LINK, CRITICAL_LINK, DRIVING_LINK, LINK, NARROW_DRIVING_LINK, Sizes

STUB = 8
"""Pixels a link goes straight on before it turns."""

TUCK = 4
"""Pixels that a successor may begin too early for a link to come straight down on it."""

LANE = 4
"""Pixels between the lanes of the plan in which upright lines of links run: they share one or are apart.

Lanes hang on nothing but dates and zoom, so that no link steps aside when others scroll into view.
"""

THICK = DAY / 6
"""Minutes a pixel up to which driving links are thick; beyond, links lie so close that colour alone has to tell."""

MARGIN = 50
"""Pixels beyond the frame to which links are cut."""

Scalar = TypeVar("Scalar", np.int64, np.bool_)

_FS, _SS, _FF, _SF = (KINDS.index(DependencyKind(kind)) for kind in ("FS", "SS", "FF", "SF"))


class Placed(msgspec.Struct, frozen=True):
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


class Ends(msgspec.Struct, frozen=True):
    """Where the links in view begin and end, a link a row: first the predecessor's, then the successor's.

    ``points`` is which of them are milestones.
    """

    left: Ints
    right: Ints
    rows: Ints
    kinds: Kinds
    points: Mask

    @classmethod
    def of(cls, table: LinkTable, chosen: Ints, at: Ints, placed: Placed) -> Ends:
        """The ends of some links, which stand at these rows of the schedule; bars in view know best where they end."""
        rows, schedule = table.rows(chosen), table.schedule
        frame, size = placed.frame, placed.sizes.diamond
        start, finish = _taken(schedule.start, at), _taken(schedule.finish, at)
        left = np.floor(start / frame.minutes_per_pixel).astype(np.int64) - frame.left
        right = np.floor(finish / frame.minutes_per_pixel).astype(np.int64) - frame.left
        point: Ints = np.where(start == finish, size, 0)
        past: Ints = point + (point > 0)
        known, slots = placed.known(rows)
        from_left: Ints = np.where(known, placed.boxes[slots, 0], left - point)
        to_right: Ints = np.where(known, placed.boxes[slots, 1], np.maximum(right + past, left + NARROWEST))
        return cls(from_left, to_right, rows, table.kinds[chosen], point > 0)

    def only(self, mask: Mask) -> Ends:
        """Some of them."""
        return Ends(self.left[mask], self.right[mask], self.rows[mask], self.kinds[mask], self.points[mask])


def routed(
    table: LinkTable,
    placed: Placed,
    drivers: Drivers,
    texts: Sequence[RowTexts],
    hidden: Callable[[int], bool] = lambda _uid: False,
) -> tuple[list[Batch], Wires]:
    """The links in view as lines and arrow heads, and where they are.

    They are broken where they cross texts, some of which also make way for them.

    Args:
        hidden: Says whether the bar of a task is hidden, and with it the links to it.
    """
    chosen = table.in_view(placed.rows)
    bare = [hidden(before) or hidden(after) for before, after in table.keys[chosen].tolist()]
    chosen = chosen[~np.array(bare, np.bool_)]
    at = table.ends(chosen)
    dated = at.all(axis=1)
    chosen, at = chosen[dated], at[dated]
    ends = Ends.of(table, chosen, at, placed)
    reach = 2 * STUB
    seen = (np.maximum(*_both(ends.right)) >= -reach) & (np.minimum(*_both(ends.left)) <= placed.frame.width + reach)
    chosen, at, ends = chosen[seen], at[seen], ends.only(seen)
    segments, owners, heads = _routes(ends, placed)
    critical: Mask = np.logical_and(*_both(_taken(table.schedule.critical, at)))
    driving = drivers.among(chosen)
    painted, whose = segments, owners
    for row_texts in texts:
        row_texts.make_way(segments)
        painted, whose = row_texts.broken(painted, whose)
    batches: list[Batch] = []
    thick = placed.frame.minutes_per_pixel <= THICK
    for style, mask in (
        (LINK, ~critical & ~driving),
        (DRIVING_LINK if thick else NARROW_DRIVING_LINK, ~critical & driving),
        (CRITICAL_LINK, critical & ~driving),
        (CRITICAL_DRIVING_LINK if thick else CRITICAL_LINK, critical & driving),
    ):
        batches += _batches(style, painted[mask[whose]], heads.only(mask))
    return batches, Wires(segments, owners, table.keys[chosen], (painted, whose))


def _taken(column: Sequence[int], rows: Ints) -> Ints:
    """The values of a column of the schedule in some rows."""
    return np.array([column[row] for row in rows.ravel().tolist()], np.int64).reshape(rows.shape)


def _batches(style: Style, segments: IntArray, heads: Heads) -> list[Batch]:
    batches: list[Batch] = []
    if len(segments):
        batches.append(Lines(style, _distinct(segments)))
    fill = Style(fill=style.edge)
    for at, shape in enumerate(_HEADS):
        points = heads.points[heads.shapes == at]
        if len(points):
            batches.append(Shapes(fill, shape, points))
    return batches


def _distinct(segments: IntArray) -> IntArray:
    """Every segment once; where a plan is fitted to the width most of them coincide."""
    if len(segments) < 500 or segments.max() > 0x7FFF:
        return segments
    wide = segments.astype(np.int64) + MARGIN
    packed = wide[:, 0] << 48 | wide[:, 1] << 32 | wide[:, 2] << 16 | wide[:, 3]
    return segments[np.unique(packed, return_index=True)[1]]


_HEADS = (Shape.DOWN, Shape.UP, Shape.RIGHT, Shape.LEFT)
_DOWN, _UP, _RIGHT, _LEFT = range(4)


class Heads(msgspec.Struct, frozen=True):
    """Arrow heads: where their tips are, their shapes by number, and which link each belongs to."""

    points: IntArray
    shapes: Ints
    owners: Ints

    def only(self, links: Mask) -> Heads:
        """Those of some links."""
        kept = links[self.owners]
        return Heads(self.points[kept], self.shapes[kept], self.owners[kept])


def _routes(ends: Ends, placed: Placed) -> tuple[IntArray, Ints, Heads]:
    """All segments, which link each belongs to, and the arrow heads.

    A finish-to-start link goes right and straight down into its successor where there is room, else around in a loop
    that passes between the rows; start-to-finish is its mirror image. Links between like ends go around the outer side.
    A milestone is left from its lower or upper half by what begins at its moment, which stands straight below it.
    """
    kinds, (pred_rows, rows) = ends.kinds, _both(ends.rows)
    pred_point, point = _both(ends.points)
    pred_left, succ_left, pred_right, succ_right = *_both(ends.left), *_both(ends.right)
    middle = placed.top(ends.rows) + placed.sizes.middle
    y1, y2 = _both(middle)
    down = rows > pred_rows
    rightward = kinds == _FS
    ahead: Ints = np.where(rightward, 1, -1)
    out: Ints = np.where(rightward, pred_right, pred_left)
    target: Ints = np.where(rightward, succ_left, succ_right)
    half = (succ_right - succ_left) // 2
    near: Ints = target + ahead * np.where(point, half, np.minimum(TUCK, half))
    moment: Ints = np.where(pred_point, (pred_left + pred_right) // 2, out)
    across: Mask = (kinds == _FS) | (kinds == _SF)
    room: Mask = across & ((near - moment) * ahead >= -TUCK)
    drop: Ints = np.where(point, near, _lane(target, ahead, placed.frame))
    within: Ints = np.where(pred_point, np.maximum((out - drop) * ahead, 0), 0)
    beside = y1 + np.where(down, 1, -1) * np.minimum(within, placed.sizes.diamond)
    loop = across & ~room
    edge = _edge(rows, down, placed)
    between = placed.top(rows + ~down)
    turn = _lane(out + ahead * STUB, ahead, placed.frame)
    back = _lane(target - ahead * (STUB + 2), -ahead, placed.frame)
    starts = kinds == _SS
    outermost: Ints = np.where(
        starts, np.minimum(pred_left, succ_left) - STUB - 1, np.maximum(pred_right, succ_right) + STUB
    )
    side = _lane(outermost, np.where(starts, -1, 1), placed.frame)
    from_x: Ints = np.where(starts, pred_left, pred_right)
    to_x: Ints = np.where(starts, succ_left, succ_right)
    segments, owners = _segments(
        (
            (room, ((out - ahead * within, beside), (drop, beside), (drop, edge))),
            (loop, ((out, y1), (turn, y1), (turn, between), (back, between), (back, y2), (target, y2))),
            (~across, ((from_x, y1), (side, y1), (side, y2), (to_x, y2))),
        ),
        placed.frame,
    )
    rightwards: Ints = np.where(starts | loop & rightward, _RIGHT, _LEFT)
    x = np.where(room, drop, np.where(loop, target, to_x))
    y = np.where(room, edge, y2)
    return segments, owners, _heads(x, y, np.where(room, np.where(down, _DOWN, _UP), rightwards), placed.frame)


def _lane(x: Ints, ahead: Ints, frame: Frame) -> Ints:
    """The lanes at these places or next to them, to the right where ``ahead`` is 1, to the left where it is -1."""
    return x + ahead * (-ahead * (x + frame.left) % LANE)


def _both(columns: npt.NDArray[Scalar]) -> tuple[npt.NDArray[Scalar], npt.NDArray[Scalar]]:
    return columns[:, 0], columns[:, 1]


def _edge(rows: Ints, down: Mask, placed: Placed) -> Ints:
    """Where links come down or up on their successors' bars: the upper or the lower edge."""
    top = placed.top(rows) + placed.sizes.bar[0]
    known, slots = placed.known(rows)
    upper = np.where(known, placed.boxes[slots, 2], top)
    lower = np.where(known, placed.boxes[slots, 3], top + placed.sizes.bar[1])
    return np.where(down, upper, lower)


def _heads(x: Ints, y: Ints, shapes: Ints, frame: Frame) -> Heads:
    seen = np.flatnonzero((x > -MARGIN) & (x < frame.width + MARGIN) & (y > -MARGIN) & (y < frame.height + MARGIN))
    return Heads(ints(np.stack((x[seen], y[seen]), axis=1), 2), shapes[seen], seen)


Path = tuple[tuple[Ints, Ints], ...]


def _segments(paths: tuple[tuple[Mask, Path], ...], frame: Frame) -> tuple[IntArray, Ints]:
    """The segments of all paths, cut to the frame and a margin, without those that lie beyond it."""
    pieces: list[Ints] = []
    owners: list[Ints] = []
    for mask, points in paths:
        of = np.flatnonzero(mask)
        if len(of):
            corners = np.array([one for point in points for one in point])[:, of]
            pieces += [corners[at : at + 4] for at in range(0, len(corners) - 2, 2)]
            owners += [of] * (len(points) - 1)
    if not pieces:
        return ints([], 4), np.empty(0, np.int64)
    ends = np.concatenate(pieces, axis=1)
    np.clip(ends[0::2], -MARGIN, frame.width + MARGIN, out=ends[0::2])
    np.clip(ends[1::2], -MARGIN, frame.height + MARGIN, out=ends[1::2])
    seen = (ends[0] != ends[2]) | (ends[1] != ends[3])
    return ints(ends[:, seen].T, 4), np.concatenate(owners)[seen]
