"""The summary task above each task, in a few bytes a task: a dictionary would take fifty."""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence
from typing import Any, Final

from .records import TaskUid

_NOBODY: Final = -1
_GREATEST: Final = 2**31 - 1
"""What the table can hold."""

_AHEAD: Final = 1000
"""The table is made longer by so much at a time."""

_SPREAD: Final = 8
"""The table has places for no more uids than so many times as many as there are tasks."""


class Parents:
    """Tasks to the summary tasks above them.

    They stand in a table by uid; what has no place in it, for uids can be far apart, in a dictionary.
    """

    __slots__ = ("_others", "_table")

    def __init__(self, uids: Sequence[TaskUid], above: Sequence[TaskUid]) -> None:
        """Take tasks, each once, and beside each the one above it."""
        self._others: dict[TaskUid, TaskUid] = {}
        self._table: MutableSequence[Any]
        if uids == [*range(1, len(uids) + 1)] and max(above, default=0) <= _GREATEST:  # as most plans are
            self._table = array("i", [_NOBODY, *above])
            return
        self._table = _nobody(min(max(uids, default=0), _SPREAD * len(uids)) + 1)
        for uid, parent in zip(uids, above, strict=True):
            self[uid] = parent

    def __getitem__(self, uid: TaskUid) -> TaskUid:
        found = self._table[uid] if 0 <= uid < len(self._table) else _NOBODY
        return self._others[uid] if found == _NOBODY else found

    def get(self, uid: TaskUid) -> TaskUid | None:
        """The one above a task; None for what is no task."""
        found = self._table[uid] if 0 <= uid < len(self._table) else _NOBODY
        return self._others.get(uid) if found == _NOBODY else found

    def __setitem__(self, uid: TaskUid, parent: TaskUid) -> None:
        more = uid - len(self._table) + 1
        if uid < 0 or more > _AHEAD or parent > _GREATEST:
            self._others[uid] = parent
            self._forget(uid)
            return
        if more > 0:
            self._table.extend(_nobody(_AHEAD))
        self._table[uid] = parent
        self._others.pop(uid, None)

    def __delitem__(self, uid: TaskUid) -> None:
        self._others.pop(uid, None)
        self._forget(uid)

    def _forget(self, uid: TaskUid) -> None:
        if 0 <= uid < len(self._table):
            self._table[uid] = _NOBODY

    def copy(self) -> Parents:
        """The same for a plan of its own."""
        twin = Parents.__new__(Parents)
        twin._table, twin._others = self._table[:], self._others.copy()
        return twin


def _nobody(count: int) -> array[int]:
    """A table of so many uids of no task."""
    return array("i", [_NOBODY]) * count
