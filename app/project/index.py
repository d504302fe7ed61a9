"""Records found by what owns them, such as the links of a task."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from .steps import PART, Steps, at_once, parts

_NARROW: Final = 2**31 - 1
"""Owners with no greater numbers take half the room."""


class Index:
    """Owners of a table's records to the keys of these records, in the order they were made.

    It is put together when it is first asked for: not every index of a large plan ever is. Then the keys stand in one
    list in the order of their owners, and only those of owners for whom something changed since in lists of their own:
    of 150,000 links a list for each task would take four times the room, and as much longer to make.
    """

    def __init__(self, table: dict[Any, Any], owner: Callable[[Any], int | None]) -> None:
        """Make the index of a table that is changed in place; ``moved`` keeps it true.

        Args:
            table: Keys to records.
            owner: The owner of a record, None where it has none.
        """
        self._table = table
        self._owner = owner
        self._owners: array[int] | None = None
        self._keys: list[Any] = []
        self._edits = 0
        self._changed: dict[int, list[Any]] = {}

    def of(self, owner: int) -> Sequence[Any]:
        """The keys of an owner's records; not to be kept."""
        changed = self._changed.get(owner)
        if changed is not None:
            return changed
        owners = self.make()
        first = bisect_left(owners, owner)
        return self._keys[first : bisect_right(owners, owner, first)]

    def of_many(self, owners: Sequence[int]) -> Iterator[Any]:
        """The keys of the records of many owners, in any order."""
        import numpy as np  # who only reads a plan does without

        from .rows import Ints, numbers_of

        made = self.make()
        known: Ints = np.frombuffer(made, made.typecode).astype(np.int64)
        own = np.fromiter(self._changed, np.int64, len(self._changed))
        numbers = numbers_of(owners)
        for begin in range(0, len(numbers), PART):  # some stop early
            wanted = numbers[begin : begin + PART]
            changed = np.isin(wanted, own)
            yield from chain.from_iterable(map(self._changed.__getitem__, wanted[changed].tolist()))
            wanted = wanted[~changed]
            firsts: Ints = known.searchsorted(wanted)
            ends: Ints = known.searchsorted(wanted, "right")
            counts = ends - firsts
            places: Ints = np.repeat(ends - np.cumsum(counts), counts) + np.arange(int(counts.sum()))
            yield from map(self._keys.__getitem__, places.tolist())

    def make(self) -> array[int]:
        """Put it together; gives the owners in order, each as often as it has records."""
        while self._owners is None:
            at_once(self.made())
        return self._owners

    def made(self) -> Steps[None]:
        """Put it together bit by bit; that is given up where the table changes meanwhile."""
        if self._owners is not None:
            return
        import numpy as np  # who only reads a plan does without

        edits, found, keys = self._edits, array("q"), list[Any]()
        for part in parts([*self._table.values()]):
            found.extend([-1 if owner is None else owner for owner in map(self._owner, part)])
            yield
        owners, table = np.frombuffer(found, np.int64), [*self._table]
        order = owners.argsort(kind="stable")
        for first in range(0, len(order), PART):
            keys += map(table.__getitem__, order[first : first + PART].tolist())
            yield
        if self._owners is None and edits == self._edits:
            code = "i" if owners.max(initial=0) <= _NARROW else "q"
            self._keys, self._owners = keys, array(code, owners[order].astype(code).tobytes())

    def moved(self, key: Any, before: Any | None, after: Any | None) -> None:
        """Take over that the record of a key came, went, or has another owner now."""
        self._edits += 1
        if self._owners is None:
            return
        first, then = (None if one is None else self._owner(one) for one in (before, after))
        if first == then:
            return
        if first is not None:
            self._changing(first).remove(key)
        if then is not None:
            self._changing(then).append(key)

    def _changing(self, owner: int) -> list[Any]:
        """The keys of an owner in a list of their own."""
        if owner not in self._changed:
            self._changed[owner] = list(self.of(owner))
        return self._changed[owner]
