"""The rows of a view before folding: tasks that pass, in their order, and the headings of groups among them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import msgspec
import numpy as np

from ..project.records import TaskUid
from .buckets import buckets
from .columns import Columns
from .outline import Flags, Ints, Outline, in_order
from .rows import RowOf
from .spec import Arrangement, GroupBy, SortBy

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
    """

    uid: TaskUid
    level: int
    field: str
    title: str
    places: Ints
    has_value: bool = True


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
    ) -> None:
        self.uids = uids
        self.levels = levels
        self.ends = ends
        self.bands = {band.uid: band for band in bands}
        self.natural = natural
        self.in_outline = in_outline
        self.levels_tell = levels_tell
        self._rows: RowOf | None = None

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
        """Uid to row."""
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


def natural(outline: Outline) -> Sheet:
    """All tasks in the plan's order."""
    return Sheet(outline.numbers, outline.levels, outline.ends, natural=True, in_outline=True, levels_tell=True)


def arranged(
    arrangement: Arrangement, hits: Flags | None, columns: Columns, uid_of: Callable[[Path], TaskUid]
) -> Sheet:
    """The rows of an arrangement.

    Args:
        arrangement: The order.
        hits: The tasks that pass, None for all; with highlighting, all as well.
        columns: Their values.
        uid_of: Gives the uid of a group.
    """
    outline = columns.outline
    groups = [one for one in arrangement.groups if one.field in columns.fields]
    sorts = [one for one in arrangement.sorts if one.field in columns.fields]
    if groups:
        return _grouped(groups, sorts, hits, columns, uid_of)
    if sorts and not arrangement.outline:
        return _flat(_places(sorts, hits, columns), outline)
    if hits is not None and not arrangement.summaries:
        return _flat(_in_tree(sorts, columns, hits), outline)
    if not sorts and hits is None:
        return natural(outline)
    kept = np.ones(len(outline), np.bool_) if hits is None else outline.with_summaries(hits)
    return _tree(sorts, kept, columns)


def plan_order(sorts: Sequence[SortBy], columns: Columns) -> list[TaskUid]:
    """All tasks sorted below their summary tasks."""
    known = [one for one in sorts if one.field in columns.fields]
    every = np.ones(len(columns.outline), np.bool_)
    return columns.outline.numbers[_in_tree(known, columns, every)].tolist()


def _ranks(sorts: Sequence[SortBy], columns: Columns) -> list[Ints]:
    """Ranks by each field, the one that decides first before the others."""
    return [_turned(columns.ranks(one.field), columns, one) for one in sorts]


def _turned(ranks: Ints, columns: Columns, by: SortBy | GroupBy) -> Ints:
    """Ranks, turned round for a descending order; what has no value stays last."""
    if not by.descending or not len(ranks):
        return ranks
    most = int(ranks.max())
    return np.where(columns.empty(by.field), most + 1, most - ranks).astype(np.int64)


def _in_tree(sorts: Sequence[SortBy], columns: Columns, kept: Flags) -> Ints:
    """The places kept, in the order of the tree."""
    outline = columns.outline
    if not sorts:
        return np.flatnonzero(kept)
    ranks = np.empty(len(outline), np.int64)
    ranks[in_order(*_ranks(sorts, columns))] = np.arange(len(outline))
    order = outline.sorted(ranks)
    return order[kept[order]]


def _tree(sorts: Sequence[SortBy], kept: Flags, columns: Columns) -> Sheet:
    outline = columns.outline
    order = _in_tree(sorts, columns, kept)
    before = np.concatenate(([0], np.cumsum(kept)))
    sizes = (before[outline.ends] - before[:-1])[order]  # of what is kept below a task, itself included
    ends = np.arange(len(order)) + sizes
    return Sheet(outline.numbers[order], outline.levels[order], ends, in_outline=not sorts, levels_tell=True)


def _places(sorts: Sequence[SortBy], hits: Flags | None, columns: Columns) -> Ints:
    order = in_order(*_ranks(sorts, columns))
    return order if hits is None else order[hits[order]]


def _flat(places: Ints, outline: Outline) -> Sheet:
    rows = np.arange(len(places))
    ones = np.ones(len(places), np.int64)
    return Sheet(outline.numbers[places], ones, rows + 1)


def _grouped(
    groups: Sequence[GroupBy],
    sorts: Sequence[SortBy],
    hits: Flags | None,
    columns: Columns,
    uid_of: Callable[[Path], TaskUid],
) -> Sheet:
    """Tasks without summary tasks below the headings of their groups."""
    outline = columns.outline
    found = [buckets(columns, one.field, one.interval) for one in groups]
    turned = [_turned(one.ranks, columns, by) for one, by in zip(found, groups, strict=True)]
    order = in_order(*turned, *_ranks(sorts, columns))
    wanted = ~outline.summaries & ~columns.blank
    order = order[(wanted if hits is None else wanted & hits)[order]]
    begins, depths = _headings([one.ranks[order] for one in found])
    bands = _bands(columns, groups, [one.title for one in found], order, begins, depths, uid_of)
    uids = np.insert(outline.numbers[order], begins, [band.uid for band in bands])
    levels = np.insert(np.full(len(order), len(groups) + 1), begins, depths + 1)
    ends = np.arange(len(uids)) + 1
    rows = begins + np.arange(len(begins))
    after = begins + np.array([len(band.places) for band in bands], np.int64)
    ends[rows] = after + np.searchsorted(begins, after, side="left")
    return Sheet(uids, levels, ends, bands)


def _headings(ranks: list[Ints]) -> tuple[Ints, Ints]:
    """Before which task a heading stands, and its depth from 0; outer ones first where several begin together."""
    count = len(ranks[0])
    begins, depths = list[Ints](), list[Ints]()
    new = np.zeros(count, np.bool_)
    for depth, one in enumerate(ranks):
        new = new | np.concatenate((np.ones(min(count, 1), np.bool_), one[1:] != one[:-1]))
        here = np.flatnonzero(new)
        begins.append(here)
        depths.append(np.full(len(here), depth))
    where, how_deep = np.concatenate(begins), np.concatenate(depths)
    order = np.lexsort((how_deep, where))
    return where[order], how_deep[order]


def _bands(
    columns: Columns,
    groups: Sequence[GroupBy],
    titles: Sequence[Callable[[int], str]],
    order: Ints,
    begins: Ints,
    depths: Ints,
    uid_of: Callable[[Path], TaskUid],
) -> list[Band]:
    ends = _group_ends(begins, depths, len(order))
    empty = [columns.empty(one.field) for one in groups]
    bands: list[Band] = []
    path: Path = ()
    first: list[int] = begins.tolist()
    how_deep: list[int] = depths.tolist()
    for begin, end, depth in zip(first, ends, how_deep, strict=True):
        title = titles[depth](int(order[begin]))
        path = (*path[:depth], title)
        field = groups[depth].field
        has_value = not empty[depth][order[begin]]
        bands.append(Band(uid_of((field, *path)), depth + 1, field, title, order[begin:end], has_value))
    return bands


def _group_ends(begins: Ints, depths: Ints, count: int) -> list[int]:
    """Behind which task each group ends: where the next one of its depth or an outer one begins."""
    ends = [count] * len(begins)
    next_at = [count] * (int(depths.max()) + 1 if len(depths) else 0)
    for heading in range(len(begins) - 1, -1, -1):
        depth, begin = int(depths[heading]), int(begins[heading])
        ends[heading] = min(next_at[: depth + 1])
        next_at[depth] = begin
    return ends
