"""What a file holds beyond this version's records: taken off when reading, put back when writing."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import msgspec
from msgspec import inspect


class Unknown(msgspec.Struct):
    """Keys of a record, and of what it contains, that this version does not know.

    Attributes:
        keys: The unknown keys with their values.
        inside: The same for what stands under a known key or at a position of a list.
    """

    keys: dict[str, Any] = {}
    inside: dict[str | int, Unknown] = {}

    def __bool__(self) -> bool:
        return bool(self.keys or self.inside)

    def names(self) -> Iterator[str]:
        """The unknown keys."""
        yield from self.keys
        for inner in self.inside.values():
            yield from inner.names()


class Carried(msgspec.Struct):
    """Everything a file held that this version does not know; travels in ``Project.carried`` under ``KEY``.

    Attributes:
        sections: Whole sections by name.
        records: Section name to a record's key to what is unknown of it.
    """

    sections: dict[str, Any] = {}
    records: dict[str, dict[Hashable, Unknown]] = {}

    def __bool__(self) -> bool:
        return bool(self.sections or self.records)

    def names(self) -> list[str]:
        """What is unknown by its name, each once."""
        keys = (key for rows in self.records.values() for unknown in rows.values() for key in unknown.names())
        return list(dict.fromkeys((*self.sections, *keys)))


KEY = "gantline"


def split(value: Any, kind: inspect.Type) -> tuple[Any, Unknown]:
    """Part a decoded value into what the type knows and what it does not."""
    unknown = Unknown()

    def below(key: str | int, inner: Any, inner_kind: inspect.Type) -> Any:
        known, rest = split(inner, inner_kind)
        if rest:
            unknown.inside[key] = rest
        return known

    match kind, value:
        case inspect.StructType(fields=fields), dict():
            kinds = {field.encode_name: field.type for field in fields}
            unknown.keys = {key: inner for key, inner in value.items() if key not in kinds}
            value = {key: below(key, inner, kinds[key]) for key, inner in value.items() if key in kinds}
        case inspect.DictType(value_type=inner_kind), dict():
            value = {key: below(key, inner, inner_kind) for key, inner in value.items()}
        case inspect.TupleType(item_types=kinds), list() if len(kinds) == len(value):
            value = [below(index, inner, kinds[index]) for index, inner in enumerate(value)]
        case ((inspect.VarTupleType(item_type=inner_kind) | inspect.ListType(item_type=inner_kind)), list()):
            value = [below(index, inner, inner_kind) for index, inner in enumerate(value)]
        case inspect.UnionType(types=kinds), _ if value is not None:
            return split(value, next(one for one in kinds if not isinstance(one, inspect.NoneType)))
        case _:
            pass
    return value, unknown


def merge(value: Any, unknown: Unknown) -> Any:
    """Put back what ``split`` took off, as far as its place still exists."""
    if isinstance(value, dict):
        for key, inner in unknown.inside.items():
            if key in value:
                merge(value[key], inner)
        value.update((key, inner) for key, inner in unknown.keys.items() if key not in value)
    elif isinstance(value, list):
        for key, inner in unknown.inside.items():
            if isinstance(key, int) and key < len(value):
                merge(value[key], inner)
    return value
