"""Marks: what a chart shows, as plain arrays in batches of one style, ready to be painted anywhere.

Coordinates are whole units (pixels on the screen) from the top left corner of the frame. The order of the batches is
the order of painting.
"""

from __future__ import annotations

from enum import StrEnum
from math import floor
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from ..project.moments import Minute
from ..project.records import DependencyKey, TaskUid
from ..project.widths import replace

IntArray = npt.NDArray[np.int32]

ZONE = 6
"""No handle is narrower than this many pixels, at any zoom."""


class Frame(Struct, frozen=True, kw_only=True):
    """The part of a plan's sheet that is seen: ``left`` and ``top`` are absolute plan pixels."""

    minutes_per_pixel: float
    left: int
    top: int
    width: int
    height: int

    def x(self, minute: float) -> int:
        """The pixel of a moment from the left edge, floored in absolute plan pixels."""
        return floor(minute / self.minutes_per_pixel) - self.left

    def minute(self, x: float) -> Minute:
        """The moment at a pixel from the left edge."""
        return floor((x + self.left) * self.minutes_per_pixel)

    def rows(self, row_height: int, count: int) -> range:
        """The rows that are seen at least in part."""
        return range(max(self.top // row_height, 0), min(-(-(self.top + self.height) // row_height), count))


class Dash(StrEnum):
    """How a line or outline is broken."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Style(Struct, frozen=True, kw_only=True, cache_hash=True):
    """How the marks of a batch look; colours are names of roles in the theme.

    Attributes:
        fill: Role of the inside, or of a text; empty for none.
        edge: Role of outline or line; empty for none.
        width: Of outline or line, in pixels; print may thin all of them together.
        radius: Of the corners.
        opacity: 0 to 1.
        bold: Of a text; ``struck`` likewise.
    """

    fill: str = ""
    edge: str = ""
    width: float = 1.0
    dash: Dash = Dash.SOLID
    radius: float = 0.0
    opacity: float = 1.0
    bold: bool = False
    struck: bool = False


class Shape(StrEnum):
    """Small figures placed at a point; see ``OUTLINES``."""

    DIAMOND = "diamond"
    DOWN = "down"
    UP = "up"
    LEFT = "left"
    RIGHT = "right"
    DEADLINE = "deadline"
    DOT = "dot"


OUTLINES: dict[Shape, tuple[tuple[float, float], ...]] = {
    Shape.DOWN: ((-3.5, -6), (3.5, -6), (0, 0)),
    Shape.UP: ((-3.5, 6), (3.5, 6), (0, 0)),
    Shape.LEFT: ((6, -3.5), (6, 3.5), (0, 0)),
    Shape.RIGHT: ((-6, -3.5), (-6, 3.5), (0, 0)),
    Shape.DEADLINE: ((-1.75, -7), (1.75, -7), (1.75, 0), (5.5, 0), (0, 7), (-5.5, 0), (-1.75, 0)),
}
"""Corners relative to the point; arrow heads have their tip in it. Diamonds and dots take their size from the batch."""


class Rects(Struct, frozen=True):
    """Rectangles, plain or rounded: x, y, width, height a row. ``open_ends``: 1 left, 2 right, 3 both without edge."""

    style: Style
    boxes: IntArray
    uids: tuple[int, ...] = ()
    open_ends: int = 0


class Lines(Struct, frozen=True):
    """Straight lines: x1, y1, x2, y2 a row."""

    style: Style
    ends: IntArray


class Shapes(Struct, frozen=True):
    """Figures of one shape: x, y a row, where a pixel's middle is meant; ``size`` is half their height."""

    style: Style
    shape: Shape
    points: IntArray
    size: float = 6.0
    uids: tuple[int, ...] = ()


class Brackets(Struct, frozen=True):
    """Summary brackets: x, y, width, height a row; the ends point down."""

    style: Style
    boxes: IntArray
    uids: tuple[int, ...] = ()


class Texts(Struct, frozen=True):
    """Texts, each at its left end and the middle of its height."""

    style: Style
    texts: tuple[tuple[int, int, str], ...]
    uids: tuple[int, ...] = ()


Batch = Rects | Lines | Shapes | Brackets | Texts


class Zone(StrEnum):
    """Which part of a bar the pointer is on."""

    BODY = "body"
    PROGRESS = "progress"
    FINISH = "finish"
    LINK_START = "link start"
    LINK_FINISH = "link finish"


class Hit(Struct, frozen=True):
    """What is under the pointer: a task's bar and the part of it, a link, or, of a row beside its bar, the task."""

    uid: TaskUid | None = None
    zone: Zone | None = None
    dependency: DependencyKey | None = None


class BarKind(StrEnum):
    """What a row shows."""

    TASK = "task"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class Bar(Struct, frozen=True, gc=False):
    """Where a task's bar lies: the pixels from ``left`` to before ``right``; ``done`` is where its progress ends."""

    uid: TaskUid
    kind: BarKind
    left: int
    right: int
    top: int
    bottom: int
    done: int

    def lower(self, down: int) -> Bar:
        """The same bar so many pixels further down."""
        return Bar(self.uid, self.kind, self.left, self.right, self.top + down, self.bottom + down, self.done)

    @property
    def middle(self) -> int:
        """Half way down."""
        return (self.top + self.bottom) // 2

    def zone(self, x: float, *, handles: bool = True) -> Zone | None:
        """The part of the bar at a pixel; narrow bars spread their parts beside themselves, so none gets too small."""
        return next((zone for zone, low, high in self.zones(handles=handles) if low <= x < high), None)

    def zones(self, *, handles: bool = True) -> list[tuple[Zone, int, int]]:
        """The parts from left to right as (zone, from, to); ``handles`` are the ends that links are drawn from."""
        if self.kind is not BarKind.TASK:
            low, high = _at_least(self.left, self.right)
            parts = [(Zone.BODY, low, high)]
        else:
            parts = self._task_zones()
        if handles:
            low, high = parts[0][1], parts[-1][2]
            parts = [(Zone.LINK_START, low - 10, low), *parts, (Zone.LINK_FINISH, high, high + 10)]
        return parts

    def _task_zones(self) -> list[tuple[Zone, int, int]]:
        finish = max(self.right - 4, self.left + ZONE)
        edge = (Zone.FINISH, finish, finish + 8)
        if self.right - self.left < 4 * ZONE:
            return [(Zone.PROGRESS, self.left - ZONE, self.left), (Zone.BODY, self.left, finish), edge]
        low = min(max(self.done - ZONE // 2, self.left), finish - ZONE)
        high = low + ZONE
        if low - self.left < ZONE:
            low = self.left
        if finish - high < ZONE:
            high = finish
        parts = [(Zone.BODY, self.left, low), (Zone.PROGRESS, low, high), (Zone.BODY, high, finish), edge]
        return [part for part in parts if part[1] < part[2]]


def _at_least(left: int, right: int) -> tuple[int, int]:
    lacking = max(ZONE - (right - left), 0)
    return left - lacking // 2, right + lacking - lacking // 2


class Wires(Struct, frozen=True):
    """The links' segments, for hit testing: x1, y1, x2, y2 a row, and which link each belongs to.

    Attributes:
        links: The predecessor and the successor of each link.
        painted: What is painted of the segments, which break where they cross texts, and which link each belongs to.
    """

    ends: IntArray
    owners: npt.NDArray[np.int64]
    links: npt.NDArray[np.int64]
    painted: tuple[IntArray, npt.NDArray[np.int64]]

    @property
    def keys(self) -> tuple[DependencyKey, ...]:
        """The links."""
        return tuple((TaskUid(a), TaskUid(b)) for a, b in self.links.tolist())

    def painted_of(self, key: DependencyKey) -> IntArray:
        """The segments of a link that are painted."""
        ends, owners = self.painted
        return ends[owners == self.keys.index(key)]

    def at(self, x: float, y: float, reach: float = 4.0) -> DependencyKey | None:
        """The link nearest to a point, None where none is within reach."""
        if not len(self.ends):
            return None
        low = np.minimum(self.ends[:, :2], self.ends[:, 2:])
        high = np.maximum(self.ends[:, :2], self.ends[:, 2:])
        point = np.array((x, y))
        distance = np.abs(point - np.clip(point, low, high)).sum(axis=1)
        nearest = int(distance.argmin())
        if distance[nearest] > reach:
            return None
        predecessor, successor = self.links[self.owners[nearest]].tolist()
        return TaskUid(predecessor), TaskUid(successor)


_NO_ENDS, _NO_OWNERS = np.empty((0, 4), np.int32), np.empty(0, np.int64)
NO_WIRES = Wires(_NO_ENDS, _NO_OWNERS, np.empty((0, 2), np.int64), (_NO_ENDS, _NO_OWNERS))


class Marks(Struct, frozen=True, kw_only=True):
    """A chart, or the seen part of one.

    Attributes:
        frame: What is seen.
        row_height: Height of a row.
        batches: What to paint, in this order.
        bars: Where the bars in view are, by task.
        wires: Where the links in view are.
        tasks: The tasks of the rows in view, from the first; below 0 stand headings of groups.
    """

    frame: Frame
    row_height: int
    batches: tuple[Batch, ...]
    bars: dict[TaskUid, Bar] = field(default_factory=dict[TaskUid, Bar])
    wires: Wires = NO_WIRES
    tasks: tuple[TaskUid, ...] = ()

    def hit(self, x: float, y: float) -> Hit:
        """What is under a point of the frame: bars first, then links, then the row."""
        uid = self.task_at(y)
        bar = self.bars.get(uid) if uid is not None else None
        if bar is not None and (zone := bar.zone(x)):
            return Hit(bar.uid, zone)
        key = self.wires.at(x, y)
        return Hit(uid, None, key)

    def bars_of(self, uid: TaskUid) -> list[Bar]:
        """The bars of a task, one in each of its rows in view."""
        bar = self.bars.get(uid)
        if bar is None:
            return []
        rows = [row for row, one in enumerate(self.tasks) if one == uid]
        return [bar.lower((row - rows[-1]) * self.row_height) for row in rows] or [bar]

    def task_at(self, y: float) -> TaskUid | None:
        """The task whose row is at a height, None below the last and on the heading of a group."""
        first = max(self.frame.top // self.row_height, 0)
        row = floor((y + self.frame.top) / self.row_height) - first
        return self.tasks[row] if 0 <= row < len(self.tasks) and self.tasks[row] > 0 else None

    def with_batches(self, *more: Batch) -> Marks:
        """These marks with others painted over them."""
        return replace(self, batches=(*self.batches, *more))


def ints(values: Any, columns: int) -> IntArray:
    """Rows of whole numbers as an array that can be handed to a painter."""
    return np.ascontiguousarray(np.asarray(values, dtype=np.int32).reshape(-1, columns))
