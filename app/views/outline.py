"""The outline of a plan as arrays: every task in the order of the table, its level, and where what is below it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..project.rows import Ints, RowOf, common
from ..project.steps import Steps, at_once
from ..project.walk import Walk, walked

Flags = npt.NDArray[np.bool_]


_LARGEST = 2**62
"""Below what an array of numbers can hold."""


_LITTLE = 200
"""So many tasks are listed in less time than a hundred thousand are moved."""


SPLICED = 30
"""Where children of more tasks than this changed, the outline is made anew."""


class Outline:
    """All tasks of a plan in outline order; a *place* is a position in that order, from 0.

    Attributes:
        numbers: The uids of the tasks.
        levels: Their outline levels, 1 at the top.
        parents: The place of the summary task above, -1 at the top level.
        ends: The place after the last task below; the next place for tasks with nothing below.
    """

    def __init__(self, project: Project) -> None:
        at_once(self._made(project))

    @classmethod
    def in_steps(cls, project: Project) -> Steps[Outline]:
        """The outline of a plan, made bit by bit."""
        outline = cls.__new__(cls)
        yield from outline._made(project)
        return outline

    def _made(self, project: Project) -> Steps[None]:
        walk = yield from project.walk()
        self._take(_block(walk))
        self._uids = walk.uids

    def _take(self, columns: Block) -> None:
        self.numbers, self.levels, self.parents, self.ends = columns
        self._uids: list[TaskUid] | None = None
        self._places: RowOf | None = None

    def after(self, project: Project, parents: Collection[TaskUid]) -> Outline:
        """The outline of the same plan after rows came, went or moved right below some tasks, or ``ROOT``."""
        if len(parents) > SPLICED:
            return Outline(project)
        columns: Block = (self.numbers, self.levels, self.parents, self.ends)
        above = self._above_all(project, parents) if len(parents) > 1 else None
        if above is not None:
            walk = at_once(walked(project.children, project.children.get(TaskUid(int(self.numbers[above])), ())))
            columns = _spliced(columns, above, above + 1, int(self.ends[above]), _block(walk))
            parents = ()
        for parent in parents if len(parents) > 1 else ():  # what moved goes before it comes
            columns = _without_gone(columns, parent, self.places, project.children)
        for parent in parents:
            columns = _with_new(columns, parent, self.places, project.children)
        found = Outline.__new__(Outline)
        found._take(columns)
        found._places = self.places.after(found.numbers)
        return found

    def _above_all(self, project: Project, parents: Collection[TaskUid]) -> int | None:
        """The place of a summary task with little below it, in which all these tasks were and are; None for none."""
        lines = [[uid, *project.ancestors(uid)] for uid in parents if uid in project.tasks]
        if len(lines) < len(parents):
            return None
        common = next((uid for uid in lines[0] if all(uid in line for line in lines)), ROOT)
        at = self.places.get(common, -1)
        if at < 0 or self.ends[at] - at > _LITTLE:
            return None
        before = (self.places.get(uid, at) for uid in parents)
        return at if all(at <= place < self.ends[at] for place in before) else None

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def uids(self) -> list[TaskUid]:
        """The tasks."""
        found = self._uids
        if found is None:
            found = self._uids = self.numbers.tolist()
        return found

    @property
    def summaries(self) -> Flags:
        """Which of them are summary tasks."""
        return self.ends > np.arange(1, len(self) + 1)

    @property
    def places(self) -> RowOf:
        """Task to place."""
        if self._places is None:
            self._places = RowOf(self.numbers)
        return self._places

    def flags(self, uids: Ints) -> Flags:
        """Which places belong to some tasks; uids that are not in the plan do not count."""
        found = np.zeros(len(self), np.bool_)
        places = self.places.rows(uids)
        found[places[places >= 0]] = True
        return found

    def and_above(self, places: Ints) -> Ints:
        """Some places and those of the summary tasks above them, each once."""
        found, at = [places], self.parents[places]
        while len(at := np.unique(at[at >= 0])):
            found.append(at)
            at = self.parents[at]
        return np.unique(np.concatenate(found))

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


Block = tuple[Ints, Ints, Ints, Ints]
"""The columns of an outline, or of a part of one: uids, levels, parents and ends."""


def _block(walk: Walk) -> Block:
    """With their levels and ends, found in as many steps as the deepest level has digits in binary."""
    numbers, parents = np.array(walk.uids, np.int64), walk.parents
    above = np.append(parents, -1)  # so that -1, the place above the top level, has itself above
    depths = (above >= 0).astype(np.int64)
    while above.max() >= 0:
        depths += depths[above]
        above = above[above]
    last = np.arange(len(numbers))
    inner = np.flatnonzero(parents >= 0)
    np.maximum.at(last, parents[inner], inner)
    while not np.array_equal(further := last[last], last):
        last = further
    return numbers, depths[:-1] + 1, parents, last + 1


def _compared(
    columns: Block, parent: TaskUid, known: RowOf, children: Mapping[TaskUid, Sequence[TaskUid]]
) -> tuple[int, Ints, Ints, int, int] | None:
    """The place of a task, the places of what stands right below it, what shall, and how much of both is the same from
    the first on and from the last back; None where it is not in the outline.

    Args:
        known: Places before the edit, which are those of most tasks still.
    """
    numbers, _levels, parents, ends = columns
    at = -1 if parent == ROOT else known.get(parent, len(numbers))
    if at >= 0 and (at >= len(numbers) or numbers[at] != parent):
        at = next(iter(np.flatnonzero(numbers == parent).tolist()), None)
    if at is None:
        return None
    kids = at + 1 + np.flatnonzero(parents[at + 1 : len(numbers) if at < 0 else int(ends[at])] == at)
    wanted = np.array(children.get(parent, ()), np.int64)
    head = common(numbers[kids], wanted)
    return at, kids, wanted, head, common(numbers[kids[head:]][::-1], wanted[head:][::-1])


def _without_gone(
    columns: Block, parent: TaskUid, known: RowOf, children: Mapping[TaskUid, Sequence[TaskUid]]
) -> Block:
    """Without what no longer stands right below a task, or elsewhere there."""
    compared = _compared(columns, parent, known, children)
    if compared is None:
        return columns
    above, kids, _wanted, head, tail = compared
    if len(kids) == head + tail:
        return columns
    first, last = int(kids[head]), int(columns[3][kids[len(kids) - tail - 1]])
    return _spliced(columns, above, first, last, _block(at_once(walked(children, ()))))


def _with_new(columns: Block, parent: TaskUid, known: RowOf, children: Mapping[TaskUid, Sequence[TaskUid]]) -> Block:
    """With what newly stands right below a task, and all below it, in place of what no longer does."""
    compared = _compared(columns, parent, known, children)
    if compared is None:
        return columns
    above, kids, wanted, head, tail = compared
    if max(len(kids), len(wanted)) == head + tail:
        return columns
    ends = columns[3]
    first = int(ends[kids[head - 1]]) if head else above + 1
    last = int(ends[kids[len(kids) - tail - 1]]) if len(kids) > head + tail else first
    block = _block(at_once(walked(children, wanted[head : len(wanted) - tail].tolist())))
    return _spliced(columns, above, first, last, block)


def _spliced(columns: Block, above: int, first: int, last: int, block: Block) -> Block:
    """With a part of an outline, right below a task, in place of what stands there from one place to another.

    Of what comes before, only the summary tasks above end behind it; of what comes behind, they alone are the parents
    that stand before.
    """
    numbers, levels, parents, ends = columns
    uids, depths, inner, stops = block
    by = len(uids) - (last - first)
    if not by:
        return _exchanged(columns, above, first, last, block)
    level = int(levels[above]) if above >= 0 else 0
    later = parents[last:]
    moved = np.concatenate((ends[:first], stops + first, ends[last:] + by))
    place = above
    while place >= 0:
        moved[place] += by
        place = int(parents[place])
    return (
        np.concatenate((numbers[:first], uids, numbers[last:])),
        np.concatenate((levels[:first], depths + level, levels[last:])),
        np.concatenate((parents[:first], np.where(inner < 0, above, inner + first), later + by * (later >= last))),
        moved,
    )


def _exchanged(columns: Block, above: int, first: int, last: int, block: Block) -> Block:
    """The same where what comes is as much as what goes: nothing behind it moves."""
    uids, depths, inner, stops = block
    level = int(columns[1][above]) if above >= 0 else 0
    parts = uids, depths + level, np.where(inner < 0, above, inner + first), stops + first
    found = columns[0].copy(), columns[1].copy(), columns[2].copy(), columns[3].copy()
    for column, part in zip(found, parts, strict=True):
        column[first:last] = part
    return found


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
