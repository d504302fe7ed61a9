"""Rows as arrays that read like lists and dictionaries, so that listing a hundred thousand takes no Python."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

from .records import TaskUid

Ints = npt.NDArray[np.int64]

_SPARSE = 2_000_000
"""Uids spread over so many more numbers than eight times as many as they are, are looked up in order: a table of them
would take more than a moment.
"""

_PART = 1000
"""So many numbers are made at a time for who goes through them and may stop early."""

N = TypeVar("N", bound=int)


class Listed(Sequence[N], Generic[N]):
    """A number a row: what it shows, how far it is set in. Never changed.

    Attributes:
        numbers: The same as an array.
    """

    __slots__ = ("numbers",)

    def __init__(self, numbers: Ints) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, row: int) -> N: ...

    @overload
    def __getitem__(self, row: slice) -> list[N]: ...

    def __getitem__(self, row: int | slice) -> N | list[N]:
        return self.numbers[row].tolist()

    def __iter__(self) -> Iterator[N]:
        parts = range(0, len(self.numbers), _PART)
        return chain.from_iterable(self.numbers[first : first + _PART].tolist() for first in parts)

    def __reversed__(self) -> Iterator[N]:
        return iter(self.numbers[::-1].tolist())

    def __contains__(self, number: object) -> bool:
        return bool((self.numbers == number).any())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Listed):
            return np.array_equal(self.numbers, other.numbers)
        return isinstance(other, (list, tuple)) and self.numbers.tolist() == [*other]

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Listed({self.numbers.tolist()})"


def numbers_of(things: Collection[int]) -> Ints:
    """Numbers as an array, which of a listing is at hand."""
    return things.numbers if isinstance(things, Listed) else np.fromiter(things, np.int64, len(things))


class RowOf(Mapping[TaskUid, int]):
    """The row of each of some uids."""

    def __init__(self, numbers: Ints) -> None:
        """Take what the rows show; of a uid that comes again, the first one counts."""
        self._numbers = numbers
        self._low = int(numbers.min(initial=0))
        span = int(numbers.max(initial=0)) - self._low + 1
        if span > 8 * len(numbers) + _SPARSE:
            self._order = np.argsort(numbers, kind="stable")
            self._table = None
        else:
            self._table = np.full(span, -1, np.int32)
            self._table[(numbers - self._low)[::-1]] = np.arange(len(numbers) - 1, -1, -1)

    def put_rows(self, uids: Ints, into: npt.NDArray[np.int32]) -> None:
        """The same for an array that is kept: to make room for a hundred thousand takes longer than to look them up."""
        places = uids - self._low if self._low else uids
        if self._table is None or places.min(initial=0) < 0 or places.max(initial=0) >= len(self._table):
            into[:] = self.rows(uids)
        else:
            np.take(self._table, places, out=into, mode="clip")

    def rows(self, uids: Ints) -> Ints:
        """The rows of many uids, -1 for those that are not among them."""
        if not len(self._numbers):
            return np.full(len(uids), -1, np.int64)
        if self._table is None:
            at = np.searchsorted(self._numbers, uids, sorter=self._order)
            found = self._order[np.minimum(at, len(self._order) - 1)]
            return np.where(self._numbers[found] == uids, found, -1)
        places = uids - self._low if self._low else uids
        if places.min(initial=0) >= 0 and places.max(initial=0) < len(self._table):
            return self._table[places].astype(np.int64)
        inside = (places >= 0) & (places < len(self._table))
        return np.where(inside, self._table[np.where(inside, places, 0)], np.int64(-1))

    def __getitem__(self, uid: TaskUid) -> int:
        row = -1
        if self._table is None:
            row = int(self.rows(np.array([uid], np.int64))[0])
        elif 0 <= uid - self._low < len(self._table):
            row = self._table.item(uid - self._low)
        if row < 0:
            raise KeyError(uid)
        return row

    def __contains__(self, uid: object) -> bool:
        if self._table is None or not isinstance(uid, int):
            return super().__contains__(uid)
        return 0 <= uid - self._low < len(self._table) and self._table.item(uid - self._low) >= 0

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[TaskUid]:
        return iter(self._numbers.tolist())
