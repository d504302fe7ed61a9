"""The links of a plan as arrays: which of them cross the rows in view is one comparison, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from ..project.kinds import DependencyKind
from ..project.project import Project
from ..project.records import ROOT, Dependency, TaskUid
from ..project.rows import Listed, RowOf
from ..project.steps import Steps, at_once, parts
from ..schedule.schedule import Schedule

Ints = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]

PASSING = 120
"""Links with no end in view are left out when they span more rows than this; they would only hide the others."""

KINDS = list(DependencyKind)
"""A kind is kept as its place in this list."""

_UNKNOWN = -1

_SPARE = 64
"""So many places are made ready for links to come when there is none left."""

_FEW = 8
"""The links of so many tasks are found by comparing one task after the other."""


class LinkTable:
    """The ends of all links as arrays, laid between the rows of a chart.

    Attributes:
        keys: The two tasks of each link; ``ROOT`` twice where a link went.
        kinds: Its kind, by its place among the kinds.
        schedule: Has the dates of the tasks.
    """

    def __init__(self, project: Project, schedule: Schedule, uids: Sequence[TaskUid]) -> None:
        """Take all links of the plan and lay them between the rows of these tasks."""
        at_once(self._made(project, schedule))
        self.place(uids)

    @classmethod
    def in_steps(cls, project: Project, schedule: Schedule) -> Steps[LinkTable]:
        """Take all links of the plan bit by bit; they are still to be placed."""
        table = cls.__new__(cls)
        yield from table._made(project, schedule)
        return table

    def _made(self, project: Project, schedule: Schedule) -> Steps[None]:
        self.keys, self.kinds = yield from _arrays(project.dependencies.values())
        self.schedule = schedule
        self._rows = np.empty((4, 0), np.int32)

    def refresh(self, project: Project, tasks: frozenset[TaskUid]) -> bool:
        """Take the links of these tasks anew, where they are not the same; says so, and ``place`` must follow then."""
        links = {link.key: link for uid in tasks for link in (*project.predecessors(uid), *project.successors(uid))}
        theirs = self._tying(tasks)
        known = zip(self.keys[theirs].tolist(), self.kinds[theirs].tolist(), strict=True)
        if {(*key, kind) for key, kind in known} == {(*key, KINDS.index(link.kind)) for key, link in links.items()}:
            return False
        keys, kinds = at_once(_arrays(links.values()))
        self.keys[theirs], self.kinds[theirs] = ROOT, 0
        free = np.flatnonzero(self.keys[:, 0] == ROOT)[: len(keys)]
        if len(free) < len(keys):
            ready = len(self.keys)
            more = len(keys) - len(free) + _SPARE
            self.keys = np.asfortranarray(np.concatenate((self.keys, np.zeros((more, 2), np.int64))))
            self.kinds = np.concatenate((self.kinds, np.zeros(more, np.int8)))
            free = np.concatenate((free, np.arange(ready, ready + len(keys) - len(free))))
        self.keys[free], self.kinds[free] = keys, kinds
        return True

    def _tying(self, tasks: frozenset[TaskUid]) -> Ints:
        """The links of some tasks."""
        found = np.zeros(len(self.keys), np.bool_)
        wanted = np.fromiter(tasks, np.int64, len(tasks))
        for ends in self.keys.T:
            if len(tasks) > _FEW:
                found |= np.isin(ends, wanted)
            else:
                for uid in wanted:
                    found |= ends == uid
        return np.flatnonzero(found)

    def place(self, uids: Sequence[TaskUid], row_of: RowOf | None = None) -> None:
        """Lay the links between other rows, whose numbers may be at hand."""
        if row_of is None:
            row_of = RowOf(uids.numbers if isinstance(uids, Listed) else np.fromiter(uids, np.int64, len(uids)))
        if self._rows.shape[1] != len(self.keys):
            self._rows = np.empty((4, len(self.keys)), np.int32)
        self._before, self._after, self._first, self._last = self._rows
        # Column by column: over rows of two NumPy takes ten times as long.
        row_of.put_rows(self.keys[:, 0], self._before)
        row_of.put_rows(self.keys[:, 1], self._after)
        np.minimum(self._before, self._after, out=self._first)
        np.maximum(self._before, self._after, out=self._last)

    def ends(self, chosen: Ints) -> Ints:
        """The rows that the tasks of some links have in the schedule, 0 where they have none."""
        rows = self.schedule.rows
        keys: list[list[TaskUid]] = self.keys[chosen].tolist()
        return np.array([(rows.get(before, 0), rows.get(after, 0)) for before, after in keys], np.int64).reshape(-1, 2)

    def rows(self, chosen: Ints) -> Ints:
        """The tasks' rows in the chart of some links, -1 where one is not shown."""
        return np.stack((self._before[chosen], self._after[chosen]), axis=1).astype(np.int64)

    def in_view(self, rows: range) -> Ints:
        """The links that touch or cross some rows, both ends being shown."""
        first, last = self._first, self._last
        crossing = np.flatnonzero((first < rows.stop) & (last >= rows.start))
        first, last = first[crossing], last[crossing]
        passing = (first < rows.start) & (last >= rows.stop) & (last - first > PASSING)
        return crossing[(first >= 0) & ~passing]


def _arrays(links: Collection[Dependency]) -> Steps[tuple[Ints, Kinds]]:
    keys = np.empty((len(links), 2), np.int64, order="F")
    kinds = np.zeros(len(links), np.int8)
    place = 0
    for part in parts(links):
        beyond = place + len(part)
        keys[place:beyond, 0] = [*map(attrgetter("predecessor"), part)]
        keys[place:beyond, 1] = [*map(attrgetter("successor"), part)]
        for link in part:
            if link.kind is not KINDS[0]:
                kinds[place] = KINDS.index(link.kind)
            place += 1
        yield
    return keys, kinds


class Drivers:
    """Which links drive their successors, found when it is first asked for; to be made anew with every schedule."""

    def __init__(self, table: LinkTable, schedule: Schedule) -> None:
        self._table = table
        self._schedule = schedule
        self._known = np.full(len(table.keys), _UNKNOWN, np.int8)

    def among(self, chosen: Ints) -> Mask:
        """Which of some links, given by their places in the table, do."""
        unknown = chosen[self._known[chosen] == _UNKNOWN]
        if len(unknown):
            drivers, table = self._schedule.driver, self._table
            keys: list[list[int]] = table.keys[unknown].tolist()
            rows: list[int] = table.ends(unknown)[:, 1].tolist()
            self._known[unknown] = [
                (driver := drivers[row]) is not None and driver.dependency == (before, after)
                for row, (before, after) in zip(rows, keys, strict=True)
            ]
        return self._known[chosen] == 1
