"""The outline of a plan from the levels of its rows."""

from __future__ import annotations

from typing import Final

from ...app.i18n import _
from ...app.project.records import ROOT, TaskUid
from ...app.project.widths import replace
from ..ledger import Ledger, place
from .read_tasks import Row

DEEPEST: Final = 100
"""Of a file with thousands of levels, which its outline numbers would make gigabytes, so many are kept."""

Outline = dict[TaskUid, tuple[TaskUid, ...]]


def build(rows: list[Row], ledger: Ledger) -> Outline:
    """Parent to children, so that the order of the rows stays; a level that jumps or is too deep is brought back.

    A task whose code is not just its outline number gets it.
    """
    children: dict[TaskUid, list[TaskUid]] = {}
    parents = [ROOT]  # the last task of each level so far
    numbers = [0]
    above = ""
    for row, level in zip(rows, _levels(rows), strict=True):
        if (there := min(max(level, 1), len(parents), DEEPEST)) != level:
            ledger.add(
                "mspdi.outline-jump",
                _fault(level, len(parents) - 1).format(before=len(parents) - 1, level=level, new=there),
                place=place("Task", row.task.uid, row.task.name),
                task=row.task.uid,
            )
            level = there
        del parents[level:]
        children.setdefault(parents[-1], []).append(row.task.uid)
        if not row.task.blank:
            parents.append(row.task.uid)
            if level != len(numbers):
                del numbers[level:]
                numbers += [0] * (level - len(numbers))
                above = "".join([f"{number}." for number in numbers[:-1]])
            numbers[-1] += 1
            if row.wbs and row.wbs != f"{above}{numbers[-1]}":
                row.task = replace(row.task, wbs=row.wbs)
    return {parent: tuple(kids) for parent, kids in children.items()}


def _fault(level: int, before: int) -> str:
    """What is wrong with a level after another one."""
    if level < 1:
        return _("There is no outline level {level}; the task was put at level {new}.")
    if before < DEEPEST:
        return _("The outline level jumps from {before} to {level}; the task was put at level {new}.")
    return _("No outline goes down to level {level}; the task was put at level {new}.")


def _levels(rows: list[Row]) -> list[int]:
    """The level of each row, 1 at the top; a blank row stands at the level of the next task."""
    levels = [0] * len(rows)
    following = 1
    for index in range(len(rows) - 1, -1, -1):
        if not rows[index].task.blank:
            following = rows[index].level
        levels[index] = following
    return levels
