"""The rows of an arrangement: tasks that pass, in their order, and the headings of groups among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..project.records import TaskUid
from ..project.steps import Steps, at_once
from .columns import Columns
from .grouping import Grouping
from .ordering import in_tree, ranks_of
from .outline import Flags, Ints, Outline, in_order
from .sheet import Path, Sheet
from .spec import Arrangement, SortBy


def natural(outline: Outline) -> Sheet:
    """All tasks in the plan's order."""
    return Sheet(
        outline.numbers,
        outline.levels,
        outline.ends,
        natural=True,
        in_outline=True,
        levels_tell=True,
        row_of=outline.places,
    )


def arranged(
    arrangement: Arrangement, hits: Flags | None, columns: Columns, uid_of: Callable[[Path], TaskUid]
) -> Sheet:
    """The rows of an arrangement; see ``arranging``."""
    return at_once(arranging(arrangement, hits, columns, uid_of))


def arranging(
    arrangement: Arrangement, hits: Flags | None, columns: Columns, uid_of: Callable[[Path], TaskUid]
) -> Steps[Sheet]:
    """The rows of an arrangement, put together bit by bit.

    Args:
        arrangement: The order.
        hits: The tasks that pass, None for all; with highlighting, all as well.
        columns: Their values.
        uid_of: Gives the uid of a group.
    """
    outline = columns.outline
    groups = [one for one in arrangement.groups if one.field in columns.fields]
    sorts = [one for one in arrangement.sorts if one.field in columns.fields]
    yield from columns.ranking(one.field for one in (*groups, *sorts))
    if groups:
        yield
        grouping = Grouping(columns, groups, hits, uid_of)
        yield
        return (yield from grouping.sheet(sorts, hierarchy=arrangement.hierarchy))
    if sorts and not arrangement.outline:
        return _flat(_places(sorts, hits, columns), outline)
    if hits is not None and not arrangement.summaries:
        return _flat(in_tree(sorts, columns, hits), outline)
    if not sorts and hits is None:
        return natural(outline)
    kept = np.ones(len(outline), np.bool_) if hits is None else outline.with_summaries(hits)
    return _tree(sorts, kept, columns)


def _tree(sorts: Sequence[SortBy], kept: Flags, columns: Columns) -> Sheet:
    outline = columns.outline
    order = in_tree(sorts, columns, kept)
    before = np.concatenate(([0], np.cumsum(kept)))
    sizes = (before[outline.ends] - before[:-1])[order]  # of what is kept below a task, itself included
    ends = np.arange(len(order)) + sizes
    return Sheet(outline.numbers[order], outline.levels[order], ends, in_outline=not sorts, levels_tell=True)


def _places(sorts: Sequence[SortBy], hits: Flags | None, columns: Columns) -> Ints:
    order = in_order(*ranks_of(sorts, columns))
    return order if hits is None else order[hits[order]]


def _flat(places: Ints, outline: Outline) -> Sheet:
    rows = np.arange(len(places))
    ones = np.ones(len(places), np.int64)
    return Sheet(outline.numbers[places], ones, rows + 1)
