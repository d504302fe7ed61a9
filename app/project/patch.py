"""Patches: what an edit changes, as records before and after. The inverse of a patch is its undo."""

from __future__ import annotations

from typing import Any

from .steps import parts
from .ticket import Ticket

TABLES = (
    "plan",
    "tasks",
    "children",
    "dependencies",
    "resources",
    "assignments",
    "calendars",
    "custom_fields",
    "stored_dates",
    "stored_assignment_dates",
)
"""The tables of a project. ``plan`` holds the single things under their names: ``info`` and ``resource_order``."""

Changes = dict[str, dict[Any, tuple[Any, Any]]]
"""Table to key to value before and after; None stands for absent."""


class Patch:
    """A change of a project: for every record touched, what it was and what it becomes."""

    __slots__ = ("changes",)

    def __init__(self, changes: Changes | None = None) -> None:
        self.changes: Changes = {}
        for table, rows in (changes or {}).items():
            told = {key: pair for key, pair in rows.items() if pair[0] is not pair[1] and pair[0] != pair[1]}
            if told:
                self.changes[table] = told

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Patch) and self.changes == other.changes

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Patch({', '.join(f'{table}: {len(rows)}' for table, rows in self.changes.items())})"

    def touched(self, table: str) -> frozenset[Any]:
        """The keys of the table's records that the patch changes."""
        return frozenset(self.changes.get(table, ()))

    def inverted(self, ticket: Ticket | None = None) -> Patch:
        """The patch that takes this one back; a ticket hears of it meanwhile."""
        ticket, inverse = ticket or Ticket(), Patch()
        for table, rows in self.changes.items():  # what changed is known: to compare it again takes as long again
            turned = inverse.changes[table] = {}
            for part in parts(rows.items()):
                ticket.step(0, 0)
                turned.update([(key, (after, before)) for key, (before, after) in part])
        return inverse

    def then(self, later: Patch) -> Patch:
        """This patch and a later one as a single one."""
        joined: Changes = {table: dict(rows) for table, rows in self.changes.items()}
        for table, rows in later.changes.items():
            mine = joined.setdefault(table, {})
            for key, (before, after) in rows.items():
                mine[key] = (mine[key][0] if key in mine else before, after)
        return Patch(joined)
