"""Collects the marks of bars: of each row from its top, then those of all rows in view in batches of one style."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .marks import Batch, Brackets, IntArray, Lines, Rects, Shape, Shapes, Style, ints

Box = tuple[int, int, int, int]
Place = Box | tuple[int, int]
Key = tuple[type[Batch], Style, Any]
"""Kind of mark, style, and what else all marks of a batch have in common."""

BELOW, BAR, DONE, OVER, DONE_OF_SUMMARY = 1, 2, 3, 4, 6
"""Layers of boxes; lines lie on layer 0 unless said, brackets on 5, figures on 7."""

BEYOND = 40
"""Pixels beyond the frame at which bars are cut: at close zoom they may be a million pixels long."""


REACH = 30_000
"""Pixels beyond the frame at which figures and slopes are put that are farther away: of ages, at close zoom, there are
more than numbers of 32 bits hold.
"""


class RowMarks:
    """The marks of one row, counted from its top, cut to a little more than the width of the frame.

    Attributes:
        found: Their places and tasks.
    """

    __slots__ = ("_right", "found")

    def __init__(self, width: int) -> None:
        self._right = width + BEYOND
        self.found: dict[Key, tuple[list[Place], list[int]]] = {}

    def box(self, style: Style, box: Box, uid: int, layer: int = BAR, open_ends: int = 0) -> None:
        self._add((Rects, style, (layer, open_ends)), self._cut(box), uid)

    def line(self, style: Style, ends: Box, layer: int = 0) -> None:
        x1, y1, x2, y2 = ends
        if y1 == y2:
            x1, x2 = max(x1, -BEYOND), min(x2, self._right)
        self._add((Lines, style, layer), (self._near(x1), y1, self._near(x2), y2), 0)

    def shape(self, style: Style, shape: Shape, point: tuple[int, int], uid: int, size: float = 6.0) -> None:
        self._add((Shapes, style, (shape, size)), (self._near(point[0]), point[1]), uid)

    def bracket(self, style: Style, box: Box, uid: int) -> None:
        self._add((Brackets, style, None), self._cut(box), uid)

    def _near(self, x: int) -> int:
        return min(max(x, -REACH), self._right + REACH)

    def _add(self, key: Key, place: Place, uid: int) -> None:
        places, uids = self.found.setdefault(key, ([], []))
        places.append(place)
        uids.append(uid)

    def _cut(self, box: Box) -> Box:
        x, y, width, height = box
        left, right = max(x, -BEYOND), min(x + width, self._right)
        return left, y, right - left, height


class Collector:
    """The marks of rows below each other."""

    def __init__(self) -> None:
        self._found: dict[Key, tuple[list[Place], list[int], list[int]]] = {}

    def take(self, row: RowMarks, top: int) -> None:
        """Take the marks of a row whose top is here."""
        for key, (places, uids) in row.found.items():
            gathered = self._found.get(key)
            if gathered is None:
                gathered = self._found[key] = ([], [], [])
            gathered[0].extend(places)
            gathered[1].extend(uids)
            gathered[2].extend([top] * len(places))

    def batches(self) -> list[Batch]:
        """Lines below, then boxes with their progress in them, brackets with theirs, and figures."""
        keys = sorted(self._found, key=_layer)
        return [_MADE[key[0]](key, *self._found[key]) for key in keys]


def _lines(key: Key, places: list[Place], _uids: list[int], tops: list[int]) -> Lines:
    ends = ints(places, 4)
    ends[:, 1::2] += np.array(tops, np.int32)[:, None]
    return Lines(key[1], ends)


def _rects(key: Key, places: list[Place], uids: list[int], tops: list[int]) -> Rects:
    return Rects(key[1], _lowered(places, tops, 4), tuple(uids), key[2][1])


def _brackets(key: Key, places: list[Place], uids: list[int], tops: list[int]) -> Brackets:
    return Brackets(key[1], _lowered(places, tops, 4), tuple(uids))


def _shapes(key: Key, places: list[Place], uids: list[int], tops: list[int]) -> Shapes:
    shape, size = key[2]
    return Shapes(key[1], shape, _lowered(places, tops, 2), size, tuple(uids))


def _lowered(places: list[Place], tops: list[int], columns: int) -> IntArray:
    found = ints(places, columns)
    found[:, 1] += np.array(tops, np.int32)
    return found


_MADE: dict[type[Batch], Callable[[Key, list[Place], list[int], list[int]], Batch]] = {
    Lines: _lines,
    Rects: _rects,
    Brackets: _brackets,
    Shapes: _shapes,
}

_LAYERS: dict[type[Batch], int] = {Brackets: 5, Shapes: 7}


def _layer(key: Key) -> int:
    if key[0] is Rects:
        return key[2][0]
    if key[0] is Lines:
        return key[2]
    return _LAYERS[key[0]] + (key[0] is Shapes and key[2][0] is Shape.DEADLINE)
