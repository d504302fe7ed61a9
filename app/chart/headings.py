"""What a chart shows of groups and filters: headings with the time their tasks take, and rows that are marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from ..project.moments import Minute
from ..project.records import TaskUid
from . import styles
from .marks import Batch, Brackets, Frame, Rects, ints
from .styles import Sizes

Extent = Callable[[TaskUid], tuple[Minute, Minute] | None]
"""Says from when to when the tasks below a heading take, None for no time at all."""

Row = tuple[int, TaskUid]
"""The top of a row and its uid, below 0 for a heading."""


def seen(frame: Frame, row_height: int, rows: range, uids: Sequence[TaskUid]) -> list[Row]:
    """The rows in view with their tops."""
    return [(row * row_height - frame.top, uid) for row, uid in zip(rows, uids, strict=True)]


def grounds(
    frame: Frame, row_height: int, rows: Sequence[Row], marked: Collection[TaskUid], inner: Collection[TaskUid] = ()
) -> Iterator[Batch]:
    """The ground of headings but the inner ones, and of marked rows."""
    bands = [(0, top, frame.width, row_height - 1) for top, uid in rows if uid < 0 and uid not in inner]
    if bands:
        yield Rects(styles.BAND, ints(bands, 4))
    boxes = [(0, top, frame.width, row_height - 1) for top, uid in rows if uid in marked] if marked else []
    if boxes:
        yield Rects(styles.MARKED, ints(boxes, 4))


def spans(frame: Frame, sizes: Sizes, rows: Sequence[Row], extent: Extent) -> Iterator[Batch]:
    """Brackets over the time of the groups whose headings are in view."""
    begin, height = sizes.summary
    boxes: list[tuple[int, int, int, int]] = []
    for top, uid in rows:
        found = extent(uid) if uid < 0 else None
        if found is None:
            continue
        left, right = frame.x(found[0]), frame.x(found[1])
        if left < frame.width and right > 0:
            boxes.append((left, top + begin, max(right - left, 3), height))
    if boxes:
        yield Brackets(styles.BAND_SPAN, ints(boxes, 4))
