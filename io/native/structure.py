"""Checks that the lines of a native file fit together: outline, identities, references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from msgspec.structs import replace

from ...app.i18n import _, ngettext
from ...app.project.errors import Note, ReadError, Severity
from ...app.project.records import ROOT, Task, TaskUid

Fault = Callable[[int, str], ReadError]
"""Makes the error for a line of the section (counted from 0) and what is wrong with it."""

_GREATEST_UID = 2**31 - 1


def outline(lines: list[tuple[int, Task]], fault: Fault) -> dict[TaskUid, tuple[TaskUid, ...]]:
    """Parents with their children, from the levels of tasks in order.

    Raises:
        ReadError: A task stands more than one level below the one above it, or its uid is out of range.
    """
    children: dict[TaskUid, list[TaskUid]] = {}
    above = [ROOT]
    for index, (level, task) in enumerate(lines):
        uid = task.uid
        if not 1 <= level <= len(above):
            raise fault(index, _("task {uid} has no summary task above it").format(uid=uid))
        if not 1 <= uid <= _GREATEST_UID:
            raise fault(index, _("{uid} cannot be the number of a task").format(uid=uid))
        del above[level:]
        if above[-1] in children:
            children[above[-1]].append(uid)
        else:
            children[above[-1]] = [uid]
        above.append(uid)
    return {parent: tuple(kids) for parent, kids in children.items()}


def twins(rows: list[Any], key: Callable[[Any], Hashable]) -> tuple[int, str]:
    """The first line of a section whose identity an earlier one has, as after a careless merge; and what to say."""
    seen: set[Hashable] = set()
    for index, row in enumerate(rows):
        if key(row) in seen:
            return index, _("{key} is given twice").format(key=key(row))
        seen.add(key(row))
    return 0, ""


def drop_dangling(lines: dict[str, list[Any]]) -> list[Note]:
    """Remove what refers to records that are not there, and tell."""
    tasks = {task.uid for task in lines["tasks"]}
    resources = {resource.uid for resource in lines["resources"]}
    calendars = {None, *(calendar.uid for calendar in lines["calendars"])}
    lost: Counter[str] = Counter()

    def keep(name: str, kept: list[Any]) -> None:
        lost[f"native.missing-{name}"] += len(lines[name]) - len(kept)
        lines[name] = kept

    keep(
        "dependencies",
        [
            one
            for one in lines["dependencies"]
            if one.predecessor in tasks and one.successor in tasks and one.predecessor != one.successor
        ],
    )
    keep(
        "assignments",
        [one for one in lines["assignments"] if one.task in tasks and (not one.resource or one.resource in resources)],
    )
    for name, field in (("tasks", "calendar"), ("resources", "calendar"), ("calendars", "base")):
        missing = {row.uid for row in lines[name] if getattr(row, field) not in calendars}
        if missing:
            lines[name] = [replace(row, **{field: None}) if row.uid in missing else row for row in lines[name]]
            lost["native.missing-calendar"] += len(missing)
    return _notes(lost)


def _notes(lost: Counter[str]) -> list[Note]:
    texts = {
        "native.missing-dependencies": ngettext(
            "{count} link to a missing task was left out.",
            "{count} links to missing tasks were left out.",
            lost["native.missing-dependencies"],
        ),
        "native.missing-assignments": ngettext(
            "{count} assignment of a missing task or resource was left out.",
            "{count} assignments of missing tasks or resources were left out.",
            lost["native.missing-assignments"],
        ),
        "native.missing-calendar": ngettext(
            "{count} reference to a missing calendar was left out.",
            "{count} references to missing calendars were left out.",
            lost["native.missing-calendar"],
        ),
    }
    return [
        Note(severity=Severity.WARNING, code=code, text=text.format(count=lost[code]), count=lost[code])
        for code, text in texts.items()
        if lost[code]
    ]
