"""Equal values in the records of a file are kept once: each would take its own bytes in every record otherwise."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress, repeat
from operator import attrgetter
from typing import Any

from msgspec.structs import fields as struct_fields
from msgspec.structs import force_setattr


class Sharing:
    """The values that the records of a file have been found to hold."""

    def __init__(self) -> None:
        self._known = defaultdict[type[Any], dict[Any, Any]](dict)

    def settle(self, records: Sequence[Any], fields: Mapping[str, type[Any]]) -> None:
        """Let records that nobody else has yet hold the value known already in place of an equal one of their own.

        Args:
            fields: Those of which many values are alike, with what these are, for 1 and 1.0 are equal, too.
        """
        defaults = _defaults(type(records[0])) if records else {}
        for name, kind in fields.items():
            values = [*map(attrgetter(name), records)]
            # what a record did not say is not written either, and is known by being the very default
            told = [value is not defaults[name] for value in values]
            own = [*compress(values, told)]
            if own:
                holders = records if len(own) == len(values) else compress(records, told)
                known = map(self._known[kind].setdefault, own, own)
                deque(map(force_setattr, holders, repeat(name), known), 0)


@cache
def _defaults(record: type[Any]) -> dict[str, Any]:
    """What is the value of an attribute where a record says none."""
    return {field.name: field.default for field in struct_fields(record)}
