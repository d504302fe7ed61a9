"""Tables: sets of columns with a name, those of the trade and the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from ..i18n import N_, _
from .fields import USUAL


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns are seen, in which order.

    Attributes:
        columns: Field keys with their widths in pixels; 0 for the usual width.
        frozen: How many of them, from the first on, stay when the others are scrolled sideways.
    """

    columns: Sequence[tuple[str, int]] = ()
    frozen: int = 0

    @property
    def keys(self) -> list[str]:
        """The fields, in order."""
        return [key for key, _width in self.columns]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A set of columns with a name; those of the trade are marked for translation."""

    name: str
    columns: Columns


def _table(name: str, *keys: str) -> Table:
    return Table(name=name, columns=Columns(columns=[(key, 0) for key in keys]))


ENTRY = N_("Entry")

TABLES: tuple[Table, ...] = (
    _table(ENTRY, *USUAL),
    _table(N_("Schedule"), "indicators", "name", "start", "finish", "late_start", "late_finish", "free_slack",
           "total_slack"),
    _table(N_("Work"), "name", "work", "baseline_work", "work_variance", "percent_complete", "resources"),
    _table(N_("Cost"), "name", "fixed_cost", "cost", "baseline_cost", "cost_variance"),
    _table(N_("Earned value"), "name", "planned_value", "earned_value", "cost_to_date", "earned_schedule_variance",
           "earned_cost_variance", "schedule_performance", "cost_performance", "estimate", "budget",
           "variance_at_completion"),
    _table(N_("Tracking"), "indicators", "name", "actual_start", "actual_finish", "percent_complete",
           "actual_duration", "remaining_duration", "work", "cost"),
    _table(N_("Variance"), "name", "start", "finish", "baseline_start", "baseline_finish", "start_variance",
           "finish_variance", "duration_variance"),
    _table(N_("Baseline"), "name", "baseline_duration", "baseline_start", "baseline_finish", "baseline_work",
           "baseline_cost"),
    _table(N_("Constraints"), "indicators", "name", "duration", "constraint", "constraint_date", "deadline",
           "calendar"),
    _table(N_("Summary"), "name", "duration", "start", "finish", "percent_complete", "cost", "work"),
)  # fmt: skip
"""The tables of the trade, the usual one first."""


def read_columns(state: object) -> Columns | None:
    """Columns from plain data as ``plain`` gives it; None where it is not understood."""
    try:
        return msgspec.convert(state, Columns)
    except msgspec.ValidationError:
        return None


def plain(columns: Columns) -> dict[str, Any]:
    """Columns as dictionaries, lists, texts and numbers."""
    return {"columns": [list(one) for one in columns.columns], "frozen": columns.frozen}


def read_own(lines: Iterable[str]) -> list[Table]:
    """The user's own tables from what the settings keep; lines that are not understood are left out."""
    found: list[Table] = []
    for line in lines:
        try:
            found.append(msgspec.json.decode(line, type=Table))
        except msgspec.DecodeError:
            continue
    return found


def write_own(tables: Iterable[Table]) -> list[str]:
    """The user's own tables as the settings keep them."""
    return [msgspec.json.encode(one).decode() for one in tables]


def title_of(table: Table) -> str:
    """What a table is called in the user's language; the user's own names stay as they are."""
    return _(table.name)


def named(own: Sequence[Table], name: str) -> Table | None:
    """The table of a name, the user's own before those of the trade."""
    return next((one for one in (*own, *TABLES) if one.name == name), None)


def with_own(own: Sequence[Table], table: Table) -> list[Table]:
    """The user's own tables with one more, which takes the place of the one of its name."""
    return [*(one for one in own if one.name != table.name), table]
