"""Keeps texts and links apart: texts make way for links that turn beside a bar, links break where they cross texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..project.records import TaskUid
from .marks import Batch, IntArray, Style, Texts, ints
from .tier_labels import Measure

Ints = npt.NDArray[np.int64]

CLOSE = 14
"""An upright link this near to where a text begins pushes it away."""

HALF = 8
"""Half the height of a text."""

GAP = 3
"""Pixels left free around a text."""


class RowText(Struct, frozen=True, gc=False):
    """The text of a row: its left end, the middle of its height."""

    style: Style
    left: int
    middle: int
    text: str
    uid: TaskUid

    def at(self, left: int, down: int) -> RowText:
        """The same text with its left end here, so many pixels further down."""
        return RowText(self.style, left, self.middle + down, self.text, self.uid)


class RowTexts:
    """The texts of the rows in view, no more than one each."""

    def __init__(
        self,
        texts: Sequence[RowText | None],
        first: int,
        row_height: int,
        middle: int,
        measure: Measure,
        *,
        yields: bool = False,
    ) -> None:
        """Take the texts of rows that follow each other, each with its height in the row.

        Args:
            first: The top of the first row.
            middle: The height in a row of all these texts.
            yields: Whether they make way for links.
        """
        self._yields = yields
        self._texts = texts
        self._any = any(texts)
        self._top = first
        self._first = first + middle
        self._row_height = row_height
        self._left: Ints = np.array([one.left if one else 1 << 30 for one in texts], np.int64)
        self._width: Ints = np.array([round(measure(one.text)) if one else 0 for one in texts], np.int64)

    def make_way(self, segments: IntArray) -> None:
        """Push texts right where links turn, end or pass beside their bars."""
        if not (self._any and self._yields):
            return
        upright = segments[segments[:, 0] == segments[:, 2]].astype(np.int64)
        low, high = upright[:, 1::2].min(axis=1, initial=1 << 30), upright[:, 1::2].max(axis=1, initial=-1)
        heights = self._first + self._row_height * np.arange(len(self._texts))[:, None]
        crossing = (low - HALF < heights) & (high + HALF > heights)
        x, left = upright[:, 0], self._left[:, None]
        close = crossing & (x >= left - GAP) & (x <= left + CLOSE)
        pushed: Ints = np.where(close, x + GAP + 2, -(1 << 30)).max(axis=1, initial=-(1 << 30))
        self._left = np.maximum(self._left, pushed)

    def broken(self, segments: IntArray, owners: Ints) -> tuple[IntArray, Ints]:
        """The segments without what lies behind texts, and which link each belongs to."""
        if not self._any or not len(segments):
            return segments, owners
        segments, owners = self._gapped(self._shortened(segments), owners)
        level = np.flatnonzero(segments[:, 1] == segments[:, 3])
        slots, at = self._slots(segments[level, 1])
        at = level[at]
        low = np.minimum(segments[at, 0], segments[at, 2])
        high = np.maximum(segments[at, 0], segments[at, 2])
        left, right = self._left[slots] - GAP, self._left[slots] + self._width[slots] + GAP
        hidden = (low < right) & (high > left)
        at, low, high, left, right = at[hidden], low[hidden], high[hidden], left[hidden], right[hidden]
        y = segments[at, 1]
        before, after = low < left, high > right
        pieces = np.concatenate(
            (
                np.delete(segments, at, axis=0),
                np.stack((low, y, left, y), axis=1)[before],
                np.stack((right, y, high, y), axis=1)[after],
            )
        )
        return ints(pieces, 4), np.concatenate((np.delete(owners, at), owners[at][before], owners[at][after]))

    def _shortened(self, segments: IntArray) -> IntArray:
        """The segments, of which those that begin or end behind a text only do so beside it."""
        segments = segments.copy()
        upright = np.flatnonzero(segments[:, 0] == segments[:, 2])
        for begin, end in ((1, 3), (3, 1)):
            slots, at = self._slots(segments[upright, begin])
            at = upright[at]
            x = segments[at, 0]
            behind = (x > self._left[slots] - GAP) & (x < self._left[slots] + self._width[slots] + GAP)
            at = at[behind]
            segments[at, begin] += HALF * np.sign(segments[at, end] - segments[at, begin])
        return segments

    def _gapped(self, segments: IntArray, owners: Ints) -> tuple[IntArray, Ints]:
        """The segments, of which those that pass texts from top to bottom have gaps there."""
        upright = np.flatnonzero(segments[:, 0] == segments[:, 2])
        x, low, high = segments[upright, 0], segments[upright, 1::2].min(axis=1), segments[upright, 1::2].max(axis=1)
        heights = self._first + self._row_height * np.arange(len(self._texts))
        passing = (low[:, None] < heights - HALF) & (high[:, None] > heights + HALF)
        passing &= (x[:, None] > self._left - GAP) & (x[:, None] < self._left + self._width + GAP)
        at, slots = np.nonzero(passing)  # by segment, and in it from top to bottom
        if not len(at):
            return segments, owners
        first = np.concatenate(([True], at[1:] != at[:-1]))
        last = np.concatenate((first[1:], [True]))
        upper = np.where(first, low[at], np.roll(heights[slots], 1) + HALF)
        pieces = [(x[at], upper, x[at], heights[slots] - HALF)]
        pieces.append((x[at[last]], heights[slots[last]] + HALF, x[at[last]], high[at[last]]))
        cut, whose = upright[at], owners[upright[at]]
        kept = np.ones(len(segments), np.bool_)
        kept[cut] = False
        gapped = np.concatenate((segments[kept], *(np.stack(piece, axis=1) for piece in pieces)))
        return ints(gapped, 4), np.concatenate((owners[kept], whose, whose[last]))

    def _slots(self, heights: npt.NDArray[np.int32]) -> tuple[Ints, Ints]:
        """The rows whose links run at these heights, and which of the heights have one."""
        slots, rest = np.divmod(heights.astype(np.int64) - self._first, self._row_height)
        at = np.flatnonzero((rest == 0) & (slots >= 0) & (slots < len(self._texts)))
        return slots[at], at

    def batches(self) -> list[Batch]:
        """The texts where they are now."""
        lefts: list[int] = self._left.tolist()
        placed = enumerate(zip(self._texts, lefts, strict=True))
        return texts_as_batches(
            one.at(left, self._top + row * self._row_height) for row, (one, left) in placed if one is not None
        )


def texts_as_batches(texts: Iterable[RowText]) -> list[Batch]:
    """Texts in batches of one style."""
    found: dict[Style, list[tuple[int, int, str]]] = {}
    uids: dict[Style, list[int]] = {}
    for one in texts:
        found.setdefault(one.style, []).append((one.left, one.middle, one.text))
        uids.setdefault(one.style, []).append(one.uid)
    return [Texts(style, tuple(placed), tuple(uids[style])) for style, placed in found.items()]
