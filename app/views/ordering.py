"""In which order tasks are shown: by the values of fields, below their summary tasks or by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..project.records import TaskUid
from .columns import Columns
from .outline import Flags, Ints, in_order
from .spec import SortBy


def plan_order(sorts: Sequence[SortBy], columns: Columns) -> list[TaskUid]:
    """All tasks sorted below their summary tasks."""
    known = [one for one in sorts if one.field in columns.fields]
    every = np.ones(len(columns.outline), np.bool_)
    return columns.outline.numbers[in_tree(known, columns, every)].tolist()


def ranks_of(sorts: Sequence[SortBy], columns: Columns) -> list[Ints]:
    """Ranks by each field, the one that decides first before the others."""
    return [
        turned(columns.ranks(one.field), columns.empty(one.field)) if one.descending else columns.ranks(one.field)
        for one in sorts
    ]


def turned(ranks: Ints, empty: Flags) -> Ints:
    """Ranks turned round; what has no value stays last."""
    most = int(ranks.max(initial=0))
    return np.where(empty, most + 1, most - ranks).astype(np.int64)


def in_tree(sorts: Sequence[SortBy], columns: Columns, kept: Flags) -> Ints:
    """The places kept, in the order of the tree."""
    outline = columns.outline
    if not sorts:
        return np.flatnonzero(kept)
    ranks = np.empty(len(outline), np.int64)
    ranks[in_order(*ranks_of(sorts, columns))] = np.arange(len(outline))
    order = outline.sorted(ranks)
    return order[kept[order]]
