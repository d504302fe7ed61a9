"""Ghosts: where bars would be after an edit that nobody has made yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..project.moments import Minute
from ..project.records import TaskUid
from ..project.widths import replace
from . import styles
from .beside import TEXT_GAP
from .clearance import GAP, HALF
from .marks import Bar, BarKind, Batch, Lines, Marks, Rects, Shape, Shapes, Texts, ints
from .tier_labels import Measure

_BEYOND_BAR = 3
"""Pixels that the line at the end of a band of progress reaches beyond its bar."""

NARROWEST = 3
"""No ghost is narrower than this many pixels."""


def ghost(marks: Marks, uid: TaskUid, start: Minute, finish: Minute) -> list[Batch]:
    """The outline a bar would have with other dates: of the bar that is being dragged."""
    bars = marks.bars_of(uid)
    if not bars:
        return []
    if bars[0].kind is BarKind.MILESTONE:
        points = ints([(marks.frame.x(finish), bar.middle) for bar in bars], 2)
        return [Shapes(styles.GHOST_MILESTONE, Shape.DIAMOND, points, (bars[0].bottom - bars[0].top) / 2)]
    boxes = ints([_box(marks, bar, start, finish) for bar in bars], 4)
    return [Rects(styles.GHOST_FILL, boxes), Rects(styles.GHOST, boxes)]


def ghost_pieces(marks: Marks, uid: TaskUid, pieces: Sequence[tuple[Minute, Minute]]) -> list[Batch]:
    """The outline of a bar that would be worked in pieces, with the gaps between them."""
    bars = marks.bars_of(uid)
    boxes = [[_box(marks, bar, *piece) for piece in pieces] for bar in bars]
    gaps = [
        (one[0] + one[2], bar.middle, other[0] - 1, bar.middle)
        for bar, row in zip(bars, boxes, strict=True)
        for one, other in pairwise(row)
    ]
    found = ints([box for row in boxes for box in row], 4)
    return [Rects(styles.GHOST_FILL, found), Rects(styles.GHOST, found), Lines(styles.RIPPLE_WAY, ints(gaps, 4))]


def ghost_progress(marks: Marks, uid: TaskUid, pieces: Sequence[tuple[Minute, Minute]]) -> list[Batch]:
    """How far a bar would be done: a band in it, and a line where it ends; what is done now fades."""
    bars = marks.bars_of(uid)
    faded = [(bar.left + 1, bar.top + 1, max(bar.done - bar.left, 0), bar.bottom - bar.top - 2) for bar in bars]
    boxes = [(bar, _box(marks, bar, *piece)) for bar in bars for piece in pieces]
    bands = [(x, y + height // 4, width, height - 2 * (height // 4)) for _bar, (x, y, width, height) in boxes]
    ends = [
        (x + width, bar.top - _BEYOND_BAR, x + width, bar.bottom + _BEYOND_BAR) for bar, (x, _y, width, _) in boxes[-1:]
    ]
    return [
        Rects(styles.FADED, ints(faded, 4)),
        Rects(styles.GHOST_PROGRESS, ints(bands, 4)),
        Lines(styles.RUBBER, ints(ends, 4)),
    ]


def ripple_ghosts(marks: Marks, dates: Mapping[TaskUid, tuple[Minute, Minute]]) -> list[Batch]:
    """Fainter outlines where other bars in view would be, and a line from where each of them is."""
    boxes: list[tuple[int, int, int, int]] = []
    points: list[tuple[int, int]] = []
    ways: list[tuple[int, int, int, int]] = []
    half = 0.0
    for bar in [bar for uid in marks.bars if uid in dates for bar in marks.bars_of(uid)]:
        uid = bar.uid
        box = _box(marks, bar, *dates[uid])
        if bar.kind is BarKind.MILESTONE:
            x = marks.frame.x(dates[uid][1])
            points.append((x, bar.middle))
            half = (bar.bottom - bar.top) / 2
            box = (x - round(half), bar.top, 2 * round(half), bar.bottom - bar.top)
        else:
            boxes.append(box)
        if box[0] > bar.right:
            ways.append((bar.right, bar.middle, box[0] - 1, bar.middle))
        elif box[0] + box[2] < bar.left:
            ways.append((box[0] + box[2], bar.middle, bar.left - 1, bar.middle))
    batches: list[Batch] = [Rects(styles.RIPPLE_FILL, ints(boxes, 4)), Rects(styles.RIPPLE, ints(boxes, 4))]
    if points:
        batches.append(Shapes(styles.RIPPLE_MILESTONE, Shape.DIAMOND, ints(points, 2), half))
    return [*batches, Lines(styles.RIPPLE_WAY, ints(ways, 4))]


def clear_of_texts(marks: Marks, ghosts: Sequence[Batch], measure: Measure) -> Marks:
    """The same chart, in which texts right of bars make way for the ghosts in their rows."""
    boxes = [box for batch in ghosts for box in _ghost_boxes(batch)]
    batches = (_cleared(marks, one, boxes, measure) if isinstance(one, Texts) else one for one in marks.batches)
    return replace(marks, batches=tuple(batches))


def broken_at_texts(ghosts: Sequence[Batch], marks: Marks, measure: Measure) -> list[Batch]:
    """The same ghosts, with gaps in the lines to them where texts of the chart stand."""
    texts = [
        (x - GAP, x + round(measure(text)) + GAP, y)
        for batch in marks.batches
        if isinstance(batch, Texts) and batch.uids
        for x, y, text in batch.texts
    ]
    return [
        Lines(one.style, ints([piece for way in one.ends.tolist() for piece in _pieces(way, texts)], 4))
        if isinstance(one, Lines) and one.style is styles.RIPPLE_WAY
        else one
        for one in ghosts
    ]


def _pieces(way: Sequence[int], texts: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """What is left of a level line beside a text in its row; no row has more than one behind its bar."""
    begin, middle, end, _same = way
    hidden = [(left, right) for left, right, y in texts if abs(y - middle) < HALF and left < end and right > begin]
    for left, right in hidden[:1]:
        return [(a, middle, b, middle) for a, b in ((begin, left), (right, end)) if b > a]
    return [(begin, middle, end, middle)]


def _ghost_boxes(batch: Batch) -> list[tuple[int, int, int, int]]:
    """Left, right, top and bottom of what stands for a bar in another place."""
    if isinstance(batch, Rects) and batch.style in (styles.GHOST, styles.RIPPLE):
        return [(x, x + width, y, y + height) for x, y, width, height in batch.boxes.tolist()]
    if isinstance(batch, Shapes) and batch.style in (styles.GHOST_MILESTONE, styles.RIPPLE_MILESTONE):
        half = round(batch.size)
        return [(x - half, x + half, y - half, y + half) for x, y in batch.points.tolist()]
    return []


def _cleared(marks: Marks, batch: Texts, boxes: Sequence[tuple[int, int, int, int]], measure: Measure) -> Texts:
    placed: list[tuple[int, int, str]] = []
    for (x, y, text), uid in zip(batch.texts, batch.uids or [0] * len(batch.texts), strict=True):
        bar = marks.bars.get(TaskUid(uid))
        if bar is not None and x >= bar.right:
            beyond = x + measure(text)
            met = [
                right for left, right, top, bottom in boxes if top < y < bottom and left < beyond and right > x - GAP
            ]
            x = max((right + TEXT_GAP for right in met), default=x)
        placed.append((x, y, text))
    return Texts(batch.style, tuple(placed), batch.uids)


def _box(marks: Marks, bar: Bar, start: Minute, finish: Minute) -> tuple[int, int, int, int]:
    x = marks.frame.x
    left, right = max(x(start), -_BEYOND), min(x(finish), marks.frame.width + _BEYOND)
    return (left, bar.top, max(right - left, NARROWEST), bar.bottom - bar.top)


_BEYOND = 40
