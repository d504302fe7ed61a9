"""The links of a plan as arrays: which of them cross the rows in view is one comparison, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from ..project.kinds import DependencyKind
from ..project.project import Project
from ..project.records import Dependency, TaskUid
from ..schedule.schedule import Schedule
from ..views.rows import Listed, RowOf

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

PASSING = 120
"""Links with no end in view are left out when they span more rows than this; they would only hide the others."""

KINDS = list(DependencyKind)
"""A kind is kept as its place in this list."""


class LinkTable:
    """The ends of all links as arrays; rows refer to a schedule and to a list of shown tasks.

    Attributes:
        keys: The two tasks of each link.
        kinds: Its kind, by its place among the kinds.
    """

    def __init__(self, project: Project, schedule: Schedule, uids: Sequence[TaskUid]) -> None:
        """Take all links of the plan."""
        self.keys, self.kinds = _arrays(project.dependencies.values())
        self._ends: Ints | None = None
        self._uids: list[TaskUid] = []
        self.show(schedule, uids)

    def refresh(self, project: Project, tasks: frozenset[TaskUid]) -> bool:
        """Take the links of these tasks anew, where they are not the same; says so, and ``show`` must follow then."""
        links = {link.key: link for uid in tasks for link in (*project.predecessors(uid), *project.successors(uid))}
        theirs = np.isin(self.keys, np.fromiter(tasks, np.int64, len(tasks))).any(axis=1)
        known = zip(self.keys[theirs].tolist(), self.kinds[theirs].tolist(), strict=True)
        if {(*key, kind) for key, kind in known} == {(*key, KINDS.index(link.kind)) for key, link in links.items()}:
            return False
        keys, kinds = _arrays(links.values())
        self.keys, self.kinds = np.concatenate((self.keys[~theirs], keys)), np.concatenate((self.kinds[~theirs], kinds))
        self._ends = None
        return True

    def show(self, schedule: Schedule, uids: Sequence[TaskUid]) -> None:
        """Lay the links between the rows of these tasks."""
        if not self._only_more(schedule):
            rows, count = schedule.rows, len(schedule.rows)
            self._laid_out = RowOf(np.fromiter(rows, np.int64, count), np.fromiter(rows.values(), np.int64, count))
            self._ends = None
        self._uids, self._room = schedule.uids, len(schedule.start)
        if self._ends is None:
            self._ends = np.maximum(self._laid_out.rows(self.keys.ravel()), 0).reshape(-1, 2)
        self.place(uids)

    def _only_more(self, schedule: Schedule) -> bool:
        """Whether all tasks have the rows that they had, and others came at the end; takes those up."""
        count = len(self._uids)
        if not count or schedule.uids[:count] != self._uids:
            return False
        new = schedule.uids[count:]
        if any(uid in self._laid_out for uid in new):
            return False
        self._laid_out = self._laid_out.with_more(new, [schedule.rows.get(uid, 0) for uid in new])
        return True

    @property
    def ends(self) -> Ints:
        """The tasks' rows in the schedule."""
        assert self._ends is not None  # asked for between a refresh and a show
        return self._ends

    def place(self, uids: Sequence[TaskUid]) -> None:
        """Lay the links between other rows of the same schedule."""
        numbers = uids.numbers if isinstance(uids, Listed) else np.fromiter(uids, np.int64, len(uids))
        places = self._laid_out.rows(numbers)
        row_of = np.full(self._room, -1, np.int32)
        row_of[np.maximum(places, 0)] = np.arange(len(numbers), dtype=np.int32)
        row_of[0] = -1
        # Column by column: over rows of two NumPy takes ten times as long.
        ends = self.ends
        self._before, self._after = row_of[ends[:, 0]], row_of[ends[:, 1]]
        self._first: Rows = np.minimum(self._before, self._after)
        self._last: Rows = np.maximum(self._before, self._after)

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


def _arrays(links: Iterable[Dependency]) -> tuple[Ints, Ints]:
    listed = list(links)
    keys = np.empty((len(listed), 2), np.int64)
    keys[:, 0] = np.fromiter(map(attrgetter("predecessor"), listed), np.int64, len(listed))
    keys[:, 1] = np.fromiter(map(attrgetter("successor"), listed), np.int64, len(listed))
    kinds = np.zeros(len(listed), np.int64)
    for place, link in enumerate(listed):
        if link.kind is not KINDS[0]:
            kinds[place] = KINDS.index(link.kind)
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
            rows: list[int] = table.ends[unknown, 1].tolist()
            self._known[unknown] = [
                (driver := drivers[row]) is not None and driver.dependency == (before, after)
                for row, (before, after) in zip(rows, keys, strict=True)
            ]
        return self._known[chosen] == 1


_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """What links need of all tasks, in the order of the schedule's rows."""

    start: Ints
    finish: Ints
    critical: Ints

    @classmethod
    def of(cls, schedule: Schedule) -> Columns:
        """Copy the columns; their values change with the next edit."""
        return cls(*(np.array(column, np.int64) for column in (schedule.start, schedule.finish, schedule.critical)))
