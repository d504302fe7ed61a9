"""The outline of a plan as arrays: every task in the order of the table, its level, and where what is below it ends."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from ..project.project import Project
from ..project.records import ROOT, TaskUid

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


_LARGEST = 2**62
"""Below what an array of numbers can hold."""


class Outline:
    """All tasks of a plan in outline order; a *place* is a position in that order, from 0.

    Attributes:
        uids: The tasks.
        levels: Their outline levels, 1 at the top.
        parents: The place of the summary task above, -1 at the top level.
        ends: The place after the last task below; the next place for tasks with nothing below.
        summaries: Which of them are summary tasks.
    """

    def __init__(self, project: Project) -> None:
        children = project.children
        self.uids: list[TaskUid] = []
        levels: list[int] = []
        parents: list[int] = []
        ends: list[int] = []
        stack = [(iter(children.get(ROOT, ())), -1)]
        while stack:
            siblings, parent = stack[-1]
            level = len(stack)
            for uid in siblings:
                place = len(self.uids)
                self.uids.append(uid)
                levels.append(level)
                parents.append(parent)
                ends.append(place + 1)
                if uid in children:
                    stack.append((iter(children[uid]), place))
                    break
            else:
                stack.pop()
                if parent >= 0:
                    ends[parent] = len(self.uids)
        self.levels: Ints = np.array(levels, np.int64)
        self.parents: Ints = np.array(parents, np.int64)
        self.ends: Ints = np.array(ends, np.int64)
        self.summaries: Flags = self.ends > np.arange(1, len(self.uids) + 1)
        self._places: dict[TaskUid, int] | None = None
        self._numbers: Ints | None = None

    def __len__(self) -> int:
        return len(self.uids)

    @property
    def places(self) -> dict[TaskUid, int]:
        """Task to place."""
        if self._places is None:
            self._places = {uid: place for place, uid in enumerate(self.uids)}
        return self._places

    @property
    def numbers(self) -> Ints:
        """The uids as an array."""
        if self._numbers is None:
            self._numbers = np.array(self.uids, np.int64)
        return self._numbers

    def flags(self, uids: Any) -> Flags:
        """Which places belong to some tasks; uids that are not in the plan do not count."""
        found = np.zeros(len(self), np.bool_)
        places = [place for uid in uids if (place := self.places.get(uid)) is not None]
        found[places] = True
        return found

    def with_summaries(self, flags: Flags) -> Flags:
        """These tasks and every summary task above one of them."""
        before = np.concatenate(([0], np.cumsum(flags)))
        return flags | (before[self.ends] > before[:-1])

    def sorted(self, ranks: Ints) -> Ints:
        """The places in the order of their ranks among siblings, each with all below it; equal ranks stay in order.

        Within a summary task, a task begins after it and after whatever stands below the siblings ranked before, so
        the order follows from one sort of (parent, rank) and a running sum of the sizes of the siblings.
        """
        count = len(self)
        if not count:
            return np.empty(0, np.int64)
        order = in_order(self.parents + 1, ranks)
        sizes = (self.ends - np.arange(count))[order]
        above = self.parents[order]
        before = np.cumsum(sizes) - sizes
        first = np.concatenate(([True], above[1:] != above[:-1]))
        before -= np.repeat(before[first], np.diff(np.append(np.flatnonzero(first), count)))
        begins = np.empty(count, np.int64)
        begins[order] = before
        for level in range(2, int(self.levels.max()) + 1):
            here = np.flatnonzero(self.levels == level)
            begins[here] += begins[self.parents[here]] + 1
        places = np.empty(count, np.int64)
        places[begins] = np.arange(count)
        return places


def in_order(*ranks: Ints) -> Ints:
    """The places in the order of their ranks, all at least 0; the first ranks decide first, equal ones stay in order.

    One sort of the ranks put together as the digits of one number is ten times as quick as a sort by each of them.
    """
    count = len(ranks[0])
    sizes = [int(one.max(initial=0)) + 1 for one in ranks]
    if prod(sizes) * count >= _LARGEST:
        return np.lexsort(ranks[::-1])
    number = np.zeros(count, np.int64)
    for one, size in zip(ranks, sizes, strict=True):
        number = number * size + one
    return np.argsort(number * count + np.arange(count))
