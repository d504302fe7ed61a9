"""Records that take no room for what is rarely said of them.

An attribute takes eight bytes in every record that has it. Of most tasks hardly half of the attributes are ever said:
such a record is ``narrow``, and has the others from its class, as they are where nobody said otherwise. One of which
any of those is said is of the ``wide`` class below it. Nobody needs to know which of the two a record is but who asks
for the names of all its attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

import msgspec
from msgspec import StructMeta, structs

R = TypeVar("R", bound=msgspec.Struct)


class _Widths(msgspec.Struct, frozen=True):
    """The two classes of a kind of record.

    Attributes:
        rare: What only the wide one has, and what it is where nobody said otherwise.
    """

    narrow: type[Any]
    wide: type[Any]
    rare: dict[str, Any]
    rarely: Callable[[Any], tuple[Any, ...]]

    def are_needed(self, record: Any) -> bool:
        """Whether a record says anything that only a wide one has room for."""
        return self.rarely(record) != tuple(self.rare.values())


_KNOWN: Final = dict[type[Any], _Widths]()
"""Narrow and wide classes alike."""


_make: Final = StructMeta.__call__


class _Fitting(StructMeta):
    """Makes a record of the narrow class where that has room for what is said."""

    def __call__(self, **said: Any) -> Any:
        return _make(_room(self, said), **said)


def made(record: type[R], said: dict[str, Any]) -> R:
    """A record with these attributes; quicker than to call its class with them. They are taken over."""
    return _make(_room(record, said), **said)


def alike(record: type[R], /, **said: Any) -> Callable[..., R]:
    """What makes records that have these attributes alike; whoever calls it says nothing else that is rare."""
    return partial(_make, _room(record, said), **said)


def _room(record: type[Any], said: dict[str, Any]) -> type[Any]:
    """The class that has room for what is said of a record; what goes without saying is dropped."""
    widths = _KNOWN[record]
    rare = widths.rare
    if rare.keys().isdisjoint(said):
        return widths.narrow
    for name in rare.keys() & said.keys():
        if said[name] == rare[name]:
            del said[name]
    return widths.narrow if rare.keys().isdisjoint(said) else widths.wide


def rarely_said(*names: str) -> Callable[[type[R]], type[R]]:
    """Make two classes of one that declares all attributes: one without these, and one below it with all of them."""

    def part(record: type[R]) -> type[R]:
        every, defaults = record.__struct_fields__, record.__struct_defaults__
        usual = dict(zip(every[-len(defaults) :], defaults, strict=True))
        rare = {name: usual.pop(name) for name in names}
        plain = {"__module__": record.__module__, "__qualname__": record.__qualname__, "__doc__": record.__doc__}
        hints = record.__annotations__
        others = {name: one for name, one in vars(record).items() if name not in every and not name.startswith("__")}

        def made(base: type[Any], fields: list[str], said: dict[str, Any]) -> type[Any]:
            space = {**plain, **said, "__annotations__": {name: hints[name] for name in fields}}
            return _Fitting(record.__name__, (base,), space, frozen=True, kw_only=True)

        common = [name for name in every if name not in rare]
        narrow = made(record.__bases__[0], common, {**others, **rare, **usual, "__reduce__": _reduce})
        wide = made(narrow, [*rare], rare)
        _KNOWN[narrow] = _KNOWN[wide] = _Widths(narrow, wide, rare, attrgetter(*rare))
        return narrow

    return part


def widest(record: type[R]) -> type[R]:
    """The class of a kind of record that has all its attributes."""
    return cast("type[R]", _KNOWN[record].wide) if record in _KNOWN else record


def rarely_needed(record: type[msgspec.Struct]) -> Mapping[str, Any]:
    """What a kind of record mostly has no room for, and what that is where nobody said otherwise."""
    return _KNOWN[record].rare


def replace(record: R, /, **changes: Any) -> R:
    """A record like another one but for these attributes."""
    widths = _KNOWN.get(type(record))
    if widths is None or widths.rare.keys().isdisjoint(changes):
        return structs.replace(record, **changes)
    if type(record) is widths.wide:
        return fitted(structs.replace(record, **changes))
    return made(widths.narrow, structs.asdict(record) | changes)


def fitted(record: R) -> R:
    """The same record, as narrow as can be."""
    widths = _KNOWN.get(type(record))
    if widths is None or type(record) is widths.narrow or widths.are_needed(record):
        return record
    return widths.narrow(**{name: getattr(record, name) for name in widths.narrow.__struct_fields__})


def too_wide(records: Sequence[msgspec.Struct]) -> list[int]:
    """Which of some wide records of a kind could be narrow."""
    if not records:
        return []
    widths = _KNOWN[type(records[0])]
    usual = tuple(widths.rare.values())
    return [place for place, said in enumerate(map(widths.rarely, records)) if said == usual]


def _reduce(record: msgspec.Struct) -> tuple[Any, ...]:
    """How to make it in another process."""
    return _unpacked, (_KNOWN[type(record)].narrow, structs.asdict(record))


def _unpacked(kind: type[R], said: dict[str, Any]) -> R:
    return kind(**said)
