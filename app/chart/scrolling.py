"""Whether what is seen of a chart before and after a scroll is the same where both overlap, so that it can be moved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .marks import IntArray, Lines, Marks, Shapes, Style, Texts

REACH = 7
"""Pixels that figures reach beyond their point."""

Rows = npt.NDArray[np.int32]


def same_when_scrolled(before: Marks, after: Marks, down: int) -> bool:
    """Whether moving the pixels of one frame by so many downwards gives the other, but for what comes into view.

    Bars depend on nothing but their rows. Links do: which of the long ones are shown, and with them where texts make
    way, hangs on what else is in view.
    """
    low, high = max(down, 0), after.frame.height + min(down, 0)
    if low >= high:
        return False
    one, other = (_links(marks, shift, low, high) for marks, shift in ((before, down), (after, 0)))
    return one == other and _texts(before, down, low, high) == _texts(after, 0, low, high)


def _texts(marks: Marks, shift: int, low: int, high: int) -> set[tuple[int, int, str]]:
    return {
        (x, y + shift, text)
        for batch in marks.batches
        if isinstance(batch, Texts)
        for x, y, text in batch.texts
        if low - marks.row_height < y + shift < high + marks.row_height
        and low <= y + shift - marks.row_height // 2
        and y + shift + marks.row_height // 2 <= high
    }


def _links(marks: Marks, shift: int, low: int, high: int) -> dict[tuple[Style, str], set[bytes]]:
    """Lines and figures by style, as far as they are seen between two heights."""
    found: dict[tuple[Style, str], list[Rows]] = {}
    for batch in marks.batches:
        if isinstance(batch, Lines):
            ends = _cut(batch.ends, shift, low, high)
            if len(ends):
                found.setdefault((batch.style, ""), []).append(ends)
        elif isinstance(batch, Shapes):
            points = batch.points + np.array((0, shift), np.int32)
            points = points[(points[:, 1] > low - REACH) & (points[:, 1] < high + REACH)]
            if len(points):
                found.setdefault((batch.style, batch.shape), []).append(points)
    return {key: _as_set(np.concatenate(parts)) for key, parts in found.items()}


def _as_set(rows: Rows) -> set[bytes]:
    """Rows of numbers as things that can be compared whatever their order; far quicker than ``np.unique`` by rows."""
    packed = np.ascontiguousarray(rows, np.int32)
    found: list[bytes] = packed.view(f"V{4 * packed.shape[1]}").ravel().tolist()
    return set(found)


def _cut(ends: IntArray, shift: int, low: int, high: int) -> Rows:
    """Lines with their lower end first, cut to two heights; level lines outside are left out."""
    y = ends[:, 1::2] + shift
    top, bottom = y.min(axis=1), y.max(axis=1)
    seen = (bottom >= low) & (top < high)
    x = ends[seen][:, 0::2]
    left, right = x.min(axis=1), x.max(axis=1)
    return np.stack((left, np.maximum(top[seen], low), right, np.minimum(bottom[seen], high)), axis=1)
