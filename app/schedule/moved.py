"""The tasks that an edit moved, which may be nearly all there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import Final, TypeVar

import numpy as np

from ..project.records import TaskUid
from .schedule import Rows

T = TypeVar("T")

_MANY: Final = 1000
"""So many tasks are not named before somebody asks for their names."""


class Moved(Set[TaskUid]):
    """A set of tasks that are known by their rows, and named when somebody asks for that: most only count them.

    An edit that moves the project's finish changes the late dates of most tasks. To put all of these into a set would
    take as long as to find them.
    """

    def __init__(self, uids: Sequence[TaskUid], rows: Rows) -> None:
        """Take rows, no two of them the same, and the tasks of all rows, in a list that nobody changes."""
        self._uids = uids
        self._rows = rows

    @cached_property
    def _named(self) -> frozenset[TaskUid]:
        return frozenset(map(self._uids.__getitem__, self._rows.tolist()))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[TaskUid]:
        return iter(self._named)

    def __contains__(self, uid: object) -> bool:
        return uid in self._named

    def __or__(self, other: Set[T]) -> frozenset[TaskUid | T]:
        return self._named.union(other)

    def __ror__(self, other: Set[T]) -> frozenset[TaskUid | T]:
        return self | other

    @classmethod
    def _from_iterable(cls, it: Iterable[T]) -> frozenset[T]:
        return frozenset(it)


def moved(uids: Sequence[TaskUid], rows: Rows, others: Collection[int]) -> Set[TaskUid]:
    """The tasks of rows and of some others, which may be among them."""
    if len(rows) < _MANY:
        return frozenset(map(uids.__getitem__, [*rows.tolist(), *others]))
    if others:
        among = np.zeros(len(uids), np.bool_)
        among[rows] = among[[*others]] = True
        rows = np.flatnonzero(among)
    return Moved(uids, rows)
