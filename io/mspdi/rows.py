"""Records as Microsoft Project writes them: simple elements in the order of the schema, all of them found in one match.

This is the quick case of ``taking``, and no more than that: whatever does not match is left to the careful ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from operator import getitem
from typing import Any

_LEAF = re.compile(r"<([^\s<>/]+)>([^<]*)</\1>")


class Column(dict[str | None, Any]):
    """What the texts of an element mean, each understood once; None stands for a record without the element."""

    __slots__ = ("_keep", "_read")

    def __init__(self, read: Callable[[str], Any], absent: Any, *, keep: bool = True) -> None:
        """Take what reads a text, and whether texts come often enough to be worth keeping."""
        super().__init__({None: absent})
        self._read = read
        self._keep = keep

    def __missing__(self, text: str) -> Any:
        value = self._read(text)
        if self._keep and len(text) < 64 and len(self) < 100_000:
            self[text] = value
        return value


class Rows:
    """Finds the elements of a record in its text."""

    def __init__(self, columns: Mapping[str, Column | None]) -> None:
        """Take all elements in their order, None for those that hold others: these are given as the text they are."""
        parts = (
            f"<{name}>([^<]*+)</{name}>" if column is not None else f"(<{name}>.*</{name}>)"
            for name, column in columns.items()
        )
        # Each element is there or not, and never looked at twice.
        self._pattern = re.compile(r"\s*+" + "".join(rf"(?>{part}\s*+|)" for part in parts), re.DOTALL)
        self._columns = [Column(str, "", keep=False) if one is None else one for one in columns.values()]

    def values(self, text: str) -> list[Any] | None:
        """The meanings of the elements, in order; None where the record is more than such a row.

        Raises:
            ValueError: An element's text has no plain meaning.
        """
        match = self._pattern.fullmatch(text)
        return None if match is None else list(map(getitem, self._columns, match.groups()))


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
