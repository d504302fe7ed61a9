"""The arithmetic of duration, work and units: which of them follows when another one changes, by the task's type.

``work = duration * units`` holds for every assignment of people or machines; where an assignment's work is None it
follows by itself.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from msgspec.structs import replace

from ..project.draft import Draft
from ..project.kinds import ResourceKind, TaskType, WorkContour
from ..project.records import Assignment, TaskUid
from .progress import resized
from .tree import change, forget_dates

REMAINING_WORK = 1
"""The kind of ``Timephased`` that a new spread of work makes untrue."""


def work_assignments(draft: Draft, uid: TaskUid) -> list[Assignment]:
    """The assignments of a task whose resources do work, as they are in the draft."""
    known = [draft.assignments.get(one.uid) for one in draft.project.assignments_of(uid)]
    new = [after for before, after in draft.assignments.rows().values() if before is None and after is not None]
    return [one for one in (*known, *new) if one is not None and one.task == uid and does_work(draft, one)]


def does_work(draft: Draft, one: Assignment) -> bool:
    """Whether an assignment adds work: of people and machines, or of nobody yet."""
    resource = None if one.resource is None else draft.resources.get(one.resource)
    return resource is None or resource.kind is ResourceKind.WORK


def work_of(draft: Draft, one: Assignment) -> int:
    """Minutes of work of an assignment."""
    return round(draft.tasks[one.task].duration * one.units) if one.work is None else one.work


def fit_to_duration(draft: Draft, uid: TaskUid, minutes: int) -> None:
    """Let work or units follow a new duration, before the task itself gets it."""
    task = draft.tasks[uid]
    if minutes == task.duration:
        return
    for one in work_assignments(draft, uid):
        if task.task_type is TaskType.FIXED_WORK and minutes:
            work = work_of(draft, one)
            put(draft, one, work=work, units=work / minutes)
        elif one.work is not None:
            scaled = round(one.work * minutes / task.duration) if task.duration else round(minutes * one.units)
            put(draft, one, work=scaled)


def fit_to_work(draft: Draft, uid: TaskUid) -> None:
    """Let the duration follow the work and units of a task's assignments; the longest one counts."""
    task = draft.tasks[uid]
    lengths = [ceil(work_of(draft, one) / one.units) for one in work_assignments(draft, uid) if one.units > 0]
    if lengths:
        change(draft, uid, dates=True, **resized(task, max(lengths), task.duration_unit, False))


def spread(draft: Draft, uid: TaskUid, total: int) -> None:
    """Share a task's work out among its assignments as it was shared before; units or duration follow."""
    task = draft.tasks[uid]
    present = work_assignments(draft, uid)
    shares = [work_of(draft, one) for one in present]
    if not any(shares):
        shares = [max(one.units, 0.0) for one in present]
    whole = sum(shares) or 1
    given = 0
    for place, (one, share) in enumerate(zip(present, shares, strict=True)):
        part = total - given if place + 1 == len(present) else round(total * share / whole)
        given += part
        if task.task_type is TaskType.FIXED_DURATION and task.duration:
            put(draft, one, work=part, units=part / task.duration)
        else:
            put(draft, one, work=part)
    if task.task_type is not TaskType.FIXED_DURATION or not task.duration:
        fit_to_work(draft, uid)


def put(draft: Draft, one: Assignment, **fields: Any) -> None:
    """Write an assignment with other work or units; a spread by hand no longer holds."""
    after = replace(one, **fields)
    if after == one:
        return
    contour = WorkContour.FLAT if after.contour is WorkContour.CONTOURED else after.contour
    remaining = after.remaining_work
    if remaining is not None:
        remaining = max(work_of(draft, after) - after.actual_work, 0)
    draft.assignments[one.uid] = replace(
        after,
        contour=contour,
        remaining_work=remaining,
        timephased=tuple(piece for piece in after.timephased if piece.kind != REMAINING_WORK),
    )
    forget_dates(draft, one.task)
