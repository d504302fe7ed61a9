"""Records found by what owns them, such as the links of a task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from .steps import Steps, at_once, parts


class Index:
    """Owners of a table's records to the keys of these records, in the order they were made.

    It is put together when it is first asked for: not every index of a large plan ever is.
    """

    def __init__(self, table: dict[Any, Any], owner: Callable[[Any], Any]) -> None:
        """Make the index of a table that is changed in place; ``moved`` keeps it true.

        Args:
            table: Keys to records.
            owner: The owner of a record, None where it has none.
        """
        self._table = table
        self._owner = owner
        self._keys: defaultdict[Any, list[Any]] | None = None

    def of(self, owner: Any) -> Sequence[Any]:
        """The keys of an owner's records; not to be kept."""
        keys = self._keys
        if keys is None:
            keys = at_once(self.made())
        return keys.get(owner, ())

    def made(self) -> Steps[dict[Any, list[Any]]]:
        """Put it together; the table must not change meanwhile."""
        if self._keys is None:
            keys: defaultdict[Any, list[Any]] = defaultdict(list)
            for part in parts(self._table.items()):
                for key, record in part:
                    keys[self._owner(record)].append(key)
                yield
            keys.pop(None, None)
            self._keys = keys
        return self._keys

    def moved(self, key: Any, before: Any | None, after: Any | None) -> None:
        """Take over that the record of a key came, went, or has another owner now."""
        keys = self._keys
        if keys is None:
            return
        first, then = (None if one is None else self._owner(one) for one in (before, after))
        if first == then:
            return
        if first is not None:
            keys[first].remove(key)
            if not keys[first]:
                del keys[first]
        if then is not None:
            keys[then].append(key)
