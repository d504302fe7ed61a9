"""The outline of a sheet of tasks: by level, by WBS code, or by how far names are pushed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ...app.i18n import _
from ...app.project.records import ROOT, TaskUid
from .cells import as_text, as_whole
from .notes import Cells, Notes
from .table import Table


@dataclass
class TaskRows:
    """The rows of a sheet that are tasks.

    Attributes:
        table: What stands in them.
        uids: The tasks'.
        hundreds: Their percentages are 50 rather than 0.5.
        levels: In the outline, from 1.
        starts: The starts they give; ``finishes`` alike.
    """

    table: Table
    uids: list[TaskUid]
    hundreds: bool
    levels: list[int] = field(default_factory=list)
    starts: list[datetime | None] = field(default_factory=list)
    finishes: list[datetime | None] = field(default_factory=list)


Indents = Callable[[], dict[int, int]]
"""Gives row numbers with how far formatting pushes the name in."""


def find_levels(table: Table, indents: Indents, notes: Notes) -> list[int]:
    """The outline levels of all rows; no row is deeper than one below the one above it."""
    cells = Cells(table, notes)
    if "level" in table.columns:
        asked = cells.read("level", as_whole, 0)
        cells.note()
    elif "wbs" in table.columns:
        asked = cells.read("wbs", _depth, 0)
    else:
        widths = cells.read("name", lambda name: _blanks(str(name)), 0)
        if not any(widths):
            formatted = indents()
            widths = [formatted.get(number, 0) for number in table.numbers]
        asked = _levels_by_width(widths)
    levels: list[int] = []
    above = 0
    for at, level in enumerate(asked):
        taken = min(max(level or above, 1), above + 1)
        if level > taken and "level" in table.columns:
            text = _("Level {level} has no summary task above it; level {taken} was taken.")
            cells.fault(at, "level", text.format(level=level, taken=taken))
        levels.append(above := taken)
    cells.note()
    return levels


def outline_of(rows: TaskRows) -> dict[TaskUid, tuple[TaskUid, ...]]:
    """Parents with their children."""
    children: dict[TaskUid, list[TaskUid]] = {}
    above = [ROOT]
    for uid, level in zip(rows.uids, rows.levels, strict=True):
        del above[level:]
        children.setdefault(above[-1], []).append(uid)
        above.append(uid)
    return {parent: tuple(kids) for parent, kids in children.items()}


def _depth(code: Any) -> int:
    """The level a code such as ``1.2.3`` stands for."""
    return len([part for part in as_text(code).split(".") if part])


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
