"""The rows of a usage view: tasks with their assignments below them, or resources with theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from ...app.analysis.working_curve import Ints
from ...app.project.project import Project
from ...app.project.records import AssignmentUid, ResourceUid, TaskUid
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet

NOBODY = ResourceUid(0)
"""Stands for the resource of work that nobody was given yet."""


class Sort(StrEnum):
    """What a row is; the words are those ``Usage`` knows them by."""

    TASK = "task"
    RESOURCE = "resource"
    ASSIGNMENT = "assignment"


class Node(NamedTuple):
    """A row.

    Attributes:
        uid: Of the task, resource or assignment.
        level: How far it is indented.
    """

    sort: Sort
    uid: int
    level: int = 0


class Nodes:
    """All rows of a usage view in order; the assignments of an owner follow it unless it is folded.

    Nothing is kept per row but a number per owner, so that plans of any size are listed at once.

    Attributes:
        by_resource: Owners are resources rather than tasks.
        folded: Owners whose assignments are not shown.
    """

    def __init__(self, document: Document, rows: RowSet) -> None:
        self._document = document
        self._rows = rows
        self.by_resource = False
        self.folded: set[int] = set()
        self._owners: list[int] = []
        self._first: Ints = np.zeros(1, dtype=np.int64)
        self._place: dict[int, int] = {}
        self._asked: tuple[int, list[AssignmentUid]] | None = None

    @property
    def _project(self) -> Project:
        return self._document.project

    def __len__(self) -> int:
        return int(self._first[-1])

    def outdated(self, owners: Iterable[int]) -> bool:
        """Whether one of these owners has other assignments, or came or went, since the rows were listed."""
        self._asked = None
        records = self._project.resources if self.by_resource else self._project.tasks
        for owner in owners:
            place = self._place.get(owner)
            if (place is None and self.by_resource) or owner not in records:
                return True
            if place is None or owner in self.folded:
                continue
            if len(self.members(owner)) != self._first[place + 1] - self._first[place] - 1:
                return True
        return False

    def rebuild(self) -> None:
        """List the rows anew."""
        self._asked = None
        owners = self._resources() if self.by_resource else self._tasks()
        owner_of = attrgetter("resource" if self.by_resource else "task")
        sizes = Counter(map(owner_of, self._project.assignments.values()))
        sizes[NOBODY] = sizes[None]
        counts = [0 if owner in self.folded else sizes[owner] for owner in owners]
        first: Ints = np.concatenate(([0], np.cumsum(np.array(counts, dtype=np.int64) + 1)))
        self._owners, self._first = owners, first
        self._place = dict(zip(owners, range(len(owners)), strict=True))

    def __iter__(self) -> Iterator[Node]:
        sort, levels, row_of = Sort.RESOURCE if self.by_resource else Sort.TASK, self._rows.levels, self._rows.row_of
        for owner, inside in zip(self._owners, np.diff(self._first).tolist(), strict=True):
            level = 0 if self.by_resource else levels[row_of[TaskUid(owner)]] - 1
            yield Node(sort, owner, level)
            if inside > 1:
                yield from (Node(Sort.ASSIGNMENT, uid, level + 1) for uid in self.members(owner))

    def __getitem__(self, row: int) -> Node:
        place = int(np.searchsorted(self._first, row, side="right")) - 1
        owner, within = self._owners[place], row - int(self._first[place])
        if self.by_resource:
            return Node(Sort.ASSIGNMENT, self.members(owner)[within - 1], 1) if within else Node(Sort.RESOURCE, owner)
        level = self._rows.levels[self._rows.row_of[TaskUid(owner)]] - 1
        if within:
            return Node(Sort.ASSIGNMENT, self.members(owner)[within - 1], level + 1)
        return Node(Sort.TASK, owner, level)

    def row_of_owner(self, owner: int) -> int | None:
        """The row of a task, or of a resource."""
        place = self._place.get(owner)
        return None if place is None else int(self._first[place])

    def members(self, owner: int) -> list[AssignmentUid]:
        """The assignments of a task or resource."""
        if not self.by_resource:
            return list(self._project.assignment_uids(TaskUid(owner)))
        if self._asked is None or self._asked[0] != owner:
            mine = self._project.assignments_to(ResourceUid(owner))
            alone = (one for one in self._project.assignments.values() if one.resource is None)
            self._asked = (owner, [one.uid for one in (mine if owner != NOBODY else alone)])
        return self._asked[1]

    def fold(self, owner: int, folded: bool) -> None:
        """Hide or show the assignments of an owner; ``rebuild`` makes it true."""
        self.folded = self.folded | {owner} if folded else self.folded - {owner}

    def _tasks(self) -> list[int]:
        tasks = self._project.tasks
        shown = dict.fromkeys(self._rows.uids.numbers.tolist())
        return [uid for uid in shown if (task := tasks.get(uid)) is not None and not task.blank]

    def _resources(self) -> list[int]:
        records = self._project.resources
        named: Iterable[int] = (uid for uid in self._project.resource_order if not records[uid].blank)
        alone = any(one.resource is None for one in self._project.assignments.values())
        return [*([NOBODY] if alone else []), *named]
