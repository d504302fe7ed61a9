"""The rows of a view before folding, the headings of groups among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
import numpy as np

from ..project.records import TaskUid
from ..project.rows import RowOf
from .outline import Ints

Path = tuple[str, ...]
"""A group by the titles of the groups it lies in, its own last."""


class Band(msgspec.Struct, frozen=True, eq=False):
    """The heading of a group: a row of its own.

    Attributes:
        uid: What stands for it where rows are told by uids; below 0, and the same as long as the program runs.
        level: 1 for the outermost groups.
        field: Key of the field grouped by.
        title: The value that its tasks share.
        places: Its tasks by their places in the outline, in the order shown.
        has_value: They have a value in the field.
        member: Who all of them are grouped for, where a task stands in the groups of several.
        summary: The summary task that it stands for; the field is that of the name then.
    """

    uid: TaskUid
    level: int
    field: str
    title: str
    places: Ints
    has_value: bool = True
    member: str = ""
    summary: TaskUid | None = None


class Sheet:
    """Rows with everything unfolded.

    Attributes:
        uids: A uid a row: a task's, or below 0 a band's.
        levels: How far each row is set in, 1 for not at all.
        ends: The row after the last one that folding this one hides.
        bands: The headings by uid.
        natural: All tasks in the plan's order.
        in_outline: Rows stand in the plan's order, below their summary tasks.
        levels_tell: Rows stand below their summary tasks, in whatever order.
        repeats: Some tasks have several rows.
        inner: The headings that stand for summary tasks within groups.
    """

    def __init__(
        self,
        uids: Ints,
        levels: Ints,
        ends: Ints,
        bands: Sequence[Band] = (),
        *,
        natural: bool = False,
        in_outline: bool = False,
        levels_tell: bool = False,
        repeats: bool = False,
        row_of: RowOf | None = None,
    ) -> None:
        self.uids = uids
        self.levels = levels
        self.ends = ends
        self.bands = {band.uid: band for band in bands}
        self.natural = natural
        self.in_outline = in_outline
        self.levels_tell = levels_tell
        self.repeats = repeats
        self.inner = frozenset(band.uid for band in bands if band.summary is not None)
        self._rows = row_of

    def unfolded(self, collapsed: Collection[TaskUid]) -> tuple[Ints, Ints]:
        """The uids and levels of the rows that are shown when some rows are folded."""
        folded = self._folded(collapsed)
        if not folded.size:
            return self.uids, self.levels
        count = len(self.uids)
        hidden = np.bincount(folded + 1, minlength=count + 1) - np.bincount(self.ends[folded], minlength=count + 1)
        shown = np.flatnonzero(np.cumsum(hidden[:count]) == 0)
        return self.uids[shown], self.levels[shown]

    def folders(self, level: int) -> list[TaskUid]:
        """What has to be folded to show the rows down to a level."""
        rows = np.arange(len(self.uids))
        return self.uids[(self.levels >= level) & (self.ends > rows + 1)].tolist()

    def above(self, uid: TaskUid) -> set[TaskUid]:
        """The rows that hide another one when they are folded; none where it is no row."""
        row = self.row_of.get(uid)
        if row is None:
            return set()
        return set(self.uids[:row][self.ends[:row] > row].tolist())

    def equals(self, other: Sheet) -> bool:
        """Whether both have the same rows."""
        return np.array_equal(self.uids, other.uids) and np.array_equal(self.levels, other.levels)

    @property
    def row_of(self) -> RowOf:
        """Uid to row; the first of its rows where a task has several."""
        if self._rows is None:
            self._rows = RowOf(self.uids)
        return self._rows

    def _folded(self, collapsed: Collection[TaskUid]) -> Ints:
        """The rows that are folded and have something to hide."""
        if not collapsed:
            return np.empty(0, np.int64)
        rows = self.row_of.rows(np.fromiter(collapsed, np.int64, len(collapsed)))
        rows = rows[rows >= 0]
        return rows[self.ends[rows] > rows + 1]
