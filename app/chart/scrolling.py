"""Scrolling a chart up and down: whether what is painted can be moved, and what is to be painted of what comes into
view.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..project.widths import replace
from .marks import Batch, Lines, Marks, Shapes, Texts

REACH = 7
"""Pixels that figures and thick lines reach beyond their points."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def same_when_scrolled(before: Marks, after: Marks, down: int) -> bool:
    """Whether moving the pixels of one frame by so many downwards gives the other, but for what comes into view.

    Bars depend on nothing but their rows. Links do: which of the long ones are shown, and with them where texts make
    way, hangs on what else is in view. Both frames list their links in the same order.
    """
    low, high = max(down, 0), after.frame.height + min(down, 0)
    if low >= high:
        return False
    one, other = (_links(marks, shift, low, high) for marks, shift in ((before, down), (after, 0)))
    return np.array_equal(one, other) and _texts(before, down, low, high) == _texts(after, 0, low, high)


def _texts(marks: Marks, shift: int, low: int, high: int) -> set[tuple[int, int, str]]:
    half = marks.row_height // 2
    first, last = low + half - shift, high - half - shift
    return {
        (x, y + shift, text)
        for batch in marks.batches
        if isinstance(batch, Texts)
        for x, y, text in batch.texts
        if first <= y <= last
    }


def _links(marks: Marks, shift: int, low: int, high: int) -> Numbers:
    """The segments of links between two heights, cut to them, with the tasks that each ties.

    Links stand in the plan's order, so segments that both frames have do so in the same order.
    """
    wires = marks.wires
    x1, y1, x2, y2 = wires.ends.T
    top, bottom = np.minimum(y1, y2) + shift, np.maximum(y1, y2) + shift
    seen = np.flatnonzero((bottom >= low) & (top < high))
    before, after = wires.links[wires.owners[seen]].T
    cut = np.maximum(top[seen], low), np.minimum(bottom[seen], high)
    return np.stack((before, after, x1[seen], x2[seen], *cut))


def strip(marks: Marks, low: int, high: int) -> Marks:
    """What has to be painted of a frame to paint it between two heights."""
    kept = (_part(batch, low, high, marks.row_height) for batch in marks.batches)
    return replace(marks, batches=tuple(batch for batch in kept if batch is not None))


def _part(batch: Batch, low: int, high: int, row_height: int) -> Batch | None:
    """The marks of a batch that may be seen between two heights; None where there are none."""
    if isinstance(batch, Texts):
        texts = tuple(one for one in batch.texts if low - row_height < one[1] < high + row_height)
        return Texts(batch.style, texts) if texts else None
    if isinstance(batch, Lines):
        seen = _reaching(batch.ends[:, 1], batch.ends[:, 3], low, high)
        return batch if seen.all() else replace(batch, ends=batch.ends[seen]) if seen.any() else None
    if isinstance(batch, Shapes):
        reach, y = max(REACH, batch.size), batch.points[:, 1]
        seen = (y > low - reach) & (y < high + reach)
        return batch if seen.all() else replace(batch, points=batch.points[seen]) if seen.any() else None
    top = batch.boxes[:, 1]
    seen = (top < high + REACH) & (top + batch.boxes[:, 3] > low - REACH)
    return batch if seen.all() else replace(batch, boxes=batch.boxes[seen]) if seen.any() else None


def _reaching(one: npt.NDArray[np.int32], other: npt.NDArray[np.int32], low: int, high: int) -> Mask:
    """Which lines between two heights each reach into a strip."""
    return (np.minimum(one, other) < high + REACH) & (np.maximum(one, other) > low - REACH)
