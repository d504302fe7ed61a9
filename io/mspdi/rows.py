"""Records as Microsoft Project writes them: simple elements in the order of the schema, all of them found in one match.

This is the quick case of ``taking``, and no more than that: whatever does not match is left to the careful ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import getitem, itemgetter
from typing import Any

_LEAF = re.compile(r"<([^\s<>/]+)>([^<]*)</\1>")


def picker(places: list[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What gives the values at these places as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return (lambda values: (values[places[0]],)) if places else (lambda _values: ())


class Column(dict[str | None, Any]):
    """What the texts of an element mean, each understood once; None stands for a record without the element."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], Any], absent: Any) -> None:
        super().__init__({None: absent})
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self._read(text)
        if len(text) < 64 and len(self) < 100_000:
            self[text] = value
        return value


class Rows:
    """Finds the elements of a record in its text."""

    def __init__(self, columns: Mapping[str, Column | None], lists: frozenset[str]) -> None:
        """Take all elements in their order: those without a column, and the lists that hold others, stay texts."""
        parts = (f"(<{name}>.*</{name}>)" if name in lists else f"<{name}>([^<]*+)</{name}>" for name in columns)
        # Each element is there or not, and never looked at twice.
        self._pattern = re.compile(r"\s*+" + "".join(rf"(?>{part}\s*+|)" for part in parts), re.DOTALL)
        self._columns = [column for column in columns.values() if column is not None]
        self._read = picker([at for at, column in enumerate(columns.values()) if column is not None])
        self._texts = picker([at for at, column in enumerate(columns.values()) if column is None])

    def values(self, text: str) -> tuple[Any, ...] | None:
        """The meanings of the elements that have a column, in order, then the texts of the others (None where there is
        none), with their references. None where the record is more than such a row.

        Raises:
            ValueError: An element's text has no plain meaning.
        """
        match = self._pattern.fullmatch(text)
        if match is None:
            return None
        groups = match.groups()
        return *map(getitem, self._columns, self._read(groups)), *self._texts(groups)


def simple_rows(name: str, text: str) -> Iterator[dict[str, str]]:
    """The texts by element of records that hold nothing else, from their XML one after the other.

    Raises:
        ValueError: They do hold something else.
    """
    *records, last = text.split(f"</{name}>")
    for record in records:
        before, _found, inner = record.partition(f"<{name}>")
        leaves = _LEAF.findall(inner)
        if before.strip() or "&" in inner or inner.count("<") != 2 * len(leaves):
            raise ValueError(name)
        yield dict(leaves)
    if last.strip():
        raise ValueError(name)
