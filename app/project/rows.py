"""Rows as arrays that read like lists and dictionaries, so that listing a hundred thousand takes no Python."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar, overload

import numpy as np
import numpy.typing as npt

from .records import TaskUid

Ints = npt.NDArray[np.int64]

_SPARSE = 2_000_000
"""Uids spread over so many more numbers than eight times as many as they are, are looked up in order: a table of them
would take more than a moment.
"""

_AHEAD = 1000
"""A table of uids is made longer by so many at a time."""

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


def common(one: Ints, other: Ints) -> int:
    """How many numbers two arrays have in common from their start."""
    count = min(len(one), len(other))
    differing = one[:count] != other[:count]
    return int(differing.argmax()) if differing.any() else count


class Splice(NamedTuple):
    """What makes one list of rows of another: some rows came in place of others, and all behind them moved.

    Attributes:
        first: Where rows went and came.
        last: Where those that went ended; ``end`` where those that came do.
    """

    first: int
    last: int
    end: int

    @classmethod
    def between(cls, before: Ints, after: Ints) -> Splice:
        """The shortest one that makes a list of another."""
        head = common(before, after)
        tail = common(before[head:][::-1], after[head:][::-1])
        return cls(head, len(before) - tail, len(after) - tail)

    @property
    def by(self) -> int:
        """How far the rows behind moved down."""
        return self.end - self.last

    def renumber(self, rows: npt.NDArray[np.int32]) -> None:
        """Give rows behind the numbers they have now, in place."""
        if self.by:
            rows += (rows >= self.last) * np.int32(self.by)


class RowOf(Mapping[TaskUid, int]):
    """The row of each of some uids."""

    def __init__(self, numbers: Ints) -> None:
        """Take what the rows show; of a uid that comes again, the first one counts."""
        self._numbers = numbers
        low = int(numbers.min(initial=1))
        self._low = low - 1 if low < 1 else 0
        span = int(numbers.max(initial=0)) - self._low + 2  # the first and the last place are nobody's, see _at
        if span > 8 * len(numbers) + _SPARSE:
            self._order = np.argsort(numbers, kind="stable")
            self._table = None
        else:
            self._table = np.full(span, -1, np.int32)
            self._table[self._at(numbers)[::-1]] = np.arange(len(numbers) - 1, -1, -1, dtype=np.int32)

    def after(self, numbers: Ints) -> RowOf:
        """The same of rows of which few came, went or moved; no uid comes twice, neither here nor there."""
        splice = Splice.between(self._numbers, numbers)
        came = self._at(numbers[splice.first : splice.end])
        most = int(came.max(initial=0))
        if self._table is None or came.min(initial=1) < 1 or most > len(self._table) - 2 + _AHEAD:
            return RowOf(numbers)
        found = RowOf.__new__(RowOf)
        found._numbers, found._low = numbers, self._low
        more = _AHEAD if most > len(self._table) - 2 else 0
        found._table = np.concatenate((self._table, np.full(more, -1, np.int32)))
        splice.renumber(found._table)
        found._table[self._at(self._numbers[splice.first : splice.last])] = -1
        found._table[came] = np.arange(splice.first, splice.end, dtype=np.int32)
        return found

    def put_rows(self, uids: Ints, into: npt.NDArray[np.int32]) -> None:
        """The same for an array that is kept: to make room for a hundred thousand takes longer than to look them up."""
        if self._table is None:
            into[:] = self.rows(uids)
        else:
            np.take(self._table, self._at(uids), out=into, mode="clip")

    def rows(self, uids: Ints) -> Ints:
        """The rows of many uids, -1 for those that are not among them."""
        if self._table is None:
            at = np.searchsorted(self._numbers, uids, sorter=self._order)
            found = self._order[np.minimum(at, len(self._order) - 1)]
            return np.where(self._numbers[found] == uids, found, -1)
        return self._table.take(self._at(uids), mode="clip").astype(np.int64)

    def _at(self, uids: Ints) -> Ints:
        """The places of uids in the table; those beyond it are looked up at its ends."""
        return uids - self._low if self._low else uids

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
