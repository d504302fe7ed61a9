"""Collects the marks of bars, row by row, into batches of one style."""

from __future__ import annotations

from . import styles
from .marks import Batch, Brackets, Lines, Rects, Shape, Shapes, Style, ints

Box = tuple[int, int, int, int]

BEYOND = 40
"""Pixels beyond the frame at which bars are cut: at close zoom they may be a million pixels long."""


class Collector:
    """Boxes, lines and points by style, cut to a little more than the width of the frame."""

    def __init__(self, width: int) -> None:
        self._right = width + BEYOND
        self._boxes: dict[tuple[Style, int], list[Box]] = {}
        self._lines: dict[Style, list[Box]] = {}
        self._shapes: dict[tuple[Style, Shape, float], list[tuple[int, int]]] = {}
        self._brackets: dict[Style, list[Box]] = {}
        self._uids: dict[object, list[int]] = {}

    def box(self, style: Style, box: Box, uid: int, open_ends: int = 0) -> None:
        self._boxes.setdefault((style, open_ends), []).append(self._cut(box))
        self._uids.setdefault((style, open_ends), []).append(uid)

    def line(self, style: Style, ends: Box) -> None:
        x1, y1, x2, y2 = ends
        self._lines.setdefault(style, []).append((max(x1, -BEYOND), y1, min(x2, self._right), y2))

    def shape(self, style: Style, shape: Shape, point: tuple[int, int], uid: int, size: float = 6.0) -> None:
        self._shapes.setdefault((style, shape, size), []).append(point)
        self._uids.setdefault((style, shape, size), []).append(uid)

    def bracket(self, style: Style, box: Box, uid: int) -> None:
        self._brackets.setdefault(style, []).append(self._cut(box))
        self._uids.setdefault(style, []).append(uid)

    def _cut(self, box: Box) -> Box:
        x, y, width, height = box
        left, right = max(x, -BEYOND), min(x + width, self._right)
        return left, y, right - left, height

    def batches(self) -> list[Batch]:
        """Lines below, then boxes with their progress in them, brackets with theirs, and figures."""
        found: list[Batch] = [Lines(style, ints(ends, 4)) for style, ends in self._lines.items()]
        boxes = [
            (_LAYERS.get(key[0], 1), Rects(key[0], ints(boxes, 4), tuple(self._uids[key]), key[1]))
            for key, boxes in self._boxes.items()
        ]
        boxes.sort(key=lambda pair: pair[0])
        found += [rects for layer, rects in boxes if layer < _ABOVE_BRACKETS]
        found += [Brackets(style, ints(boxes, 4), tuple(self._uids[style])) for style, boxes in self._brackets.items()]
        found += [rects for layer, rects in boxes if layer >= _ABOVE_BRACKETS]
        found += [
            Shapes(key[0], key[1], ints(points, 2), key[2], tuple(self._uids[key]))
            for key, points in self._shapes.items()
        ]
        return found


_ABOVE_BRACKETS = 4
_LAYERS = {
    styles.BASELINE: 0,
    styles.PROGRESS: 2,
    styles.CRITICAL_PROGRESS: 2,
    styles.MANUAL_PROGRESS: 2,
    styles.MANUAL_END: 3,
    styles.LATE: 3,
    styles.SUMMARY_PROGRESS: _ABOVE_BRACKETS,
}
"""What lies below and above the bars, which are on layer 1."""
