"""Tasks below the headings of their groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..edits.tree import titled
from ..project.records import TaskUid
from ..project.steps import PART, Steps
from .buckets import buckets
from .columns import Columns
from .ordering import in_tree, ranks_of, turned
from .outline import Flags, Ints, Outline, in_order
from .sheet import Band, Path, Sheet
from .spec import GroupBy, SortBy


class Grouping:
    """The tasks that pass, without summary tasks, each as often as it is in a group."""

    def __init__(
        self, columns: Columns, groups: Sequence[GroupBy], hits: Flags | None, uid_of: Callable[[Path], TaskUid]
    ) -> None:
        self._columns = columns
        self._groups = groups
        self._uid_of = uid_of
        wanted = ~columns.outline.summaries & ~columns.blank
        self._places: Ints = np.flatnonzero(wanted if hits is None else wanted & hits)
        self._found = [buckets(columns, one.field, one.interval) for one in groups]
        self._indexes: list[Ints] = []
        for one in self._found:
            again, at = one.spread(self._places)
            self._places = self._places[again]
            self._indexes = [*(index[again] for index in self._indexes), at]
        several = any(one.begins is not None for one in self._found)
        self._repeats = several and len(np.unique(self._places)) < len(self._places)

    def sheet(self, sorts: Sequence[SortBy], *, hierarchy: bool) -> Steps[Sheet]:
        """The rows, in groups sorted by some fields, and where wanted below the headings of their summary tasks."""
        ranks = [one.ranks[at] for one, at in zip(self._found, self._indexes, strict=True)]
        self._put_in_order(ranks, sorts, hierarchy=hierarchy)
        yield
        ranks = [one.ranks[at] for one, at in zip(self._found, self._indexes, strict=True)]
        outline, places = self._columns.outline, self._places
        above = _above(outline, places) if hierarchy else []
        begins, depths = _headings([*ranks, *above])
        ends = _group_ends(begins, depths, len(places))
        real = _are_there(above, begins, depths - len(ranks))
        begins, depths, ends = begins[real], depths[real], ends[real]
        bands = yield from self._bands(above, begins, depths, ends)
        yield
        depth = outline.levels[places] - 1 if hierarchy else np.zeros(len(places), np.int64)
        uids = np.insert(outline.numbers[places], begins, [band.uid for band in bands])
        levels = np.insert(depth + len(ranks) + 1, begins, depths + 1)
        rows = np.arange(len(uids)) + 1
        rows[begins + np.arange(len(begins))] = ends + np.searchsorted(begins, ends, side="left")
        yield
        return Sheet(uids, levels, rows, bands, levels_tell=hierarchy, repeats=self._repeats)

    def _put_in_order(self, ranks: list[Ints], sorts: Sequence[SortBy], *, hierarchy: bool) -> None:
        columns, places = self._columns, self._places
        keys = [
            turned(one, columns.empty(by.field)[places]) if by.descending else one
            for one, by in zip(ranks, self._groups, strict=True)
        ]
        if hierarchy:
            position = np.empty(len(columns.outline), np.int64)
            position[in_tree(sorts, columns, np.ones(len(position), np.bool_))] = np.arange(len(position))
            keys.append(position[places])
        else:
            keys += [one[places] for one in ranks_of(sorts, columns)]
        order = in_order(*keys)
        self._places, self._indexes = places[order], [index[order] for index in self._indexes]

    def _bands(self, above: Sequence[Ints], begins: Ints, depths: Ints, ends: Ints) -> Steps[list[Band]]:
        columns, tasks = self._columns, self._columns.facts.figures.project.tasks
        count = len(self._groups)
        empty = [columns.empty(one.field) for one in self._groups]
        each = next((depth for depth, one in enumerate(self._found) if one.begins is not None), len(tasks))
        bands: list[Band] = []
        path: Path = ()
        first: list[int] = begins.tolist()
        last: list[int] = ends.tolist()
        how_deep: list[int] = depths.tolist()
        for begin, end, depth in zip(first, last, how_deep, strict=True):
            if not len(bands) % PART:
                yield
            places = self._places[begin:end]
            if self._repeats and depth < each:
                places = places[np.sort(np.unique(places, return_index=True)[1])]
            if depth < count:
                field, summary, has_value = self._groups[depth].field, None, not empty[depth][places[0]]
                title = self._found[depth].title(int(self._indexes[depth][begin]))
            else:
                summary = columns.outline.uids[int(above[depth - count][begin])]
                field, has_value, title = "name", True, titled(tasks[summary])
            path = (*path[:depth], title if summary is None else str(summary))
            bands.append(
                Band(
                    uid=self._uid_of((field, *path)),
                    level=depth + 1,
                    field=field,
                    title=title,
                    places=places,
                    has_value=has_value,
                    member=path[each] if depth >= each else "",
                    summary=summary,
                )
            )
        return bands


def _above(outline: Outline, places: Ints) -> list[Ints]:
    """The places of the summary tasks above some places, a column a level from the outermost in; -1 for none."""
    deepest = int(outline.levels[places].max(initial=1))
    found = np.full((deepest, len(places)), -1, np.int64)
    entries, at = np.arange(len(places)), outline.parents[places]
    while len(entries):
        entries, at = entries[at >= 0], at[at >= 0]
        found[outline.levels[at] - 1, entries] = at
        at = outline.parents[at]
    return list(found[:-1])


def _are_there(above: Sequence[Ints], begins: Ints, levels: Ints) -> Flags:
    """Which headings there are: all those of groups, whose levels are below 0, and of summary tasks that exist."""
    found = levels < 0
    for level, places in enumerate(above):
        here = levels == level
        found[here] = places[begins[here]] >= 0
    return found


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


def _group_ends(begins: Ints, depths: Ints, count: int) -> Ints:
    """Behind which task each group ends: where the next one of its depth or an outer one begins."""
    ends = np.full(len(begins), count)
    for depth in range(int(depths.max(initial=-1)) + 1):
        outer = np.flatnonzero(depths <= depth)
        following = np.append(begins[outer[1:]], count)
        here = depths[outer] == depth
        ends[outer[here]] = following[here]
    return ends
