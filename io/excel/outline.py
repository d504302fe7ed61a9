"""The outline of a sheet of tasks: by level, by WBS code, or by how far names are pushed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ...app.i18n import _
from ...app.project.records import ROOT, TaskUid
from .cells import as_text, as_whole
from .notes import Notes
from .table import Table


@dataclass
class TaskRow:
    """A row of the sheet that is a task.

    Attributes:
        number: Of the row in the sheet, from 1.
        values: What stands in it, by column key.
        uid: The task's.
        level: In the outline, from 1.
        start: The start it gives; ``finish`` alike.
    """

    number: int
    values: dict[str, Any]
    uid: TaskUid
    level: int = field(default=1)
    start: datetime | None = None
    finish: datetime | None = None


Indents = Callable[[], dict[int, int]]
"""Gives row numbers with how far formatting pushes the name in."""


def find_levels(table: Table, rows: list[TaskRow], indents: Indents, notes: Notes) -> None:
    """Work out the outline levels of all rows; no row is deeper than one below the one above it."""
    if "level" in table.columns:
        asked = [notes.take(table, row.number, "level", row.values, as_whole, 0) for row in rows]
    elif "wbs" in table.columns:
        asked = [_depth(row.values.get("wbs")) for row in rows]
    else:
        widths = [_blanks(str(row.values.get("name", ""))) for row in rows]
        if not any(widths):
            formatted = indents()
            widths = [formatted.get(row.number, 0) for row in rows]
        asked = _levels_by_width(widths)
    above = 0
    for row, level in zip(rows, asked, strict=True):
        row.level = min(max(level or above, 1), above + 1)
        if level > row.level and "level" in table.columns:
            text = _("Level {level} has no summary task above it; level {taken} was taken.")
            notes.cell(table, row.number, "level", text.format(level=level, taken=row.level))
        above = row.level


def outline_of(rows: list[TaskRow]) -> dict[TaskUid, tuple[TaskUid, ...]]:
    """Parents with their children."""
    children: dict[TaskUid, list[TaskUid]] = {}
    above = [ROOT]
    for row in rows:
        del above[row.level :]
        children.setdefault(above[-1], []).append(row.uid)
        above.append(row.uid)
    return {parent: tuple(kids) for parent, kids in children.items()}


def _depth(code: Any) -> int:
    """The level a code such as ``1.2.3`` stands for; 0 for none."""
    return 0 if code is None else len([part for part in as_text(code).split(".") if part])


def _blanks(name: str) -> int:
    """How many blanks stand before a name."""
    spread = name.expandtabs(4)
    return len(spread) - len(spread.lstrip())


def _levels_by_width(widths: list[int]) -> list[int]:
    """Levels by how far names are pushed in: further than the one above is below it."""
    levels: list[int] = []
    above: list[int] = []
    for width in widths:
        while above and above[-1] >= width:
            above.pop()
        above.append(width)
        levels.append(len(above))
    return levels
