"""Finding tasks by what a user remembers of them: the row number, or words of the name."""

from __future__ import annotations

from typing import NamedTuple

from ..project.project import Project
from ..project.records import TaskUid


class Hit(NamedTuple):
    """A task that fits; its row as the user counts, from 1."""

    row: int
    uid: TaskUid
    name: str


def find_tasks(project: Project, text: str, most: int = 50) -> list[Hit]:
    """The tasks that fit a text, best first.

    The row of that number comes first, then names that begin with the text, then names in which a word does, then
    names that hold all its words anywhere; each kind in the order of the plan. Blank rows never fit.

    Args:
        project: The plan.
        text: Typed by the user; large and small letters are alike.
        most: No more than these are given.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    first, *words = wanted.split()
    later = f" {wanted}"
    tasks = project.tasks
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    kinds: tuple[list[Hit], ...] = ([], [], [], [])
    for row, (uid, _level) in enumerate(project.outline(), 1):
        task = tasks[uid]
        name = task.name.casefold()
        if row != number and (first not in name or any(word not in name for word in words)):
            continue
        if task.blank:
            continue
        kind = kinds[0 if row == number else 1 if name.startswith(wanted) else 2 if later in name else 3]
        if len(kind) < most:
            kind.append(Hit(row, uid, task.name))
        if len(kinds[1]) >= most and (number == 0 or row >= number):
            break
    return [hit for kind in kinds for hit in kind][:most]
