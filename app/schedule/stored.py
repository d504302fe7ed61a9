"""The schedule a file came with: its stored dates in place of the computed ones, to write it back untouched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..project.moments import to_minute
from ..project.project import Project
from ..project.records import ROOT, StoredAssignmentDates, StoredDates, TaskUid
from ..project.steps import Steps, parts
from .schedule import Schedule, Span

_FIELDS = tuple(column for column in Schedule.COLUMNS if column in StoredDates.__struct_fields__)


def stored(project: Project, schedule: Schedule) -> Schedule:
    """A schedule in which the dates, slacks and marks the file stored stand for the computed ones.

    What the file did not store stays as computed.
    """
    kept = schedule.twin()
    for uid, dates in project.stored_dates.items():
        if uid in kept.rows:
            for name in _FIELDS:
                value = getattr(dates, name)
                if value is not None:
                    getattr(kept, name)[kept.rows[uid]] = _number(value)
    if project.stored_dates and ROOT not in project.stored_dates:
        _span_plan(project, kept)
    for key, found in project.stored_assignment_dates.items():
        if key in kept.spans:
            kept.spans[key] = _span(kept.spans[key], found)
    return kept


def _span_plan(project: Project, kept: Schedule) -> None:
    """Let the plan itself last from its first task to its last, where the file did not tell its dates."""
    tops = [kept.rows[uid] for uid in project.children.get(ROOT, ()) if uid in kept.rows and project.tasks[uid].active]
    if tops and ROOT in kept.rows:
        row = kept.rows[ROOT]
        kept.start[row] = min(kept.start[top] for top in tops)
        kept.finish[row] = max(kept.finish[top] for top in tops)


def _number(value: datetime | int) -> int:
    """A stored value as schedules hold it."""
    return to_minute(value) if isinstance(value, datetime) else int(value)


def _span(computed: Span, found: StoredAssignmentDates) -> Span:
    """A computed span with the dates a file stored; its load is only known where they are the same."""
    start = computed.start if found.start is None else to_minute(found.start)
    finish = computed.finish if found.finish is None else to_minute(found.finish)
    same = (start, finish) == (computed.start, computed.finish)
    return Span(start, finish, computed.work, computed.pieces if same else ())


def moved_in_steps(project: Project, schedule: Schedule) -> Steps[list[TaskUid]]:
    """As ``moved_tasks`` of all tasks, bit by bit."""
    found = list[TaskUid]()
    for part in parts(project.stored_dates):
        found += moved_tasks(project, schedule, part)
        yield
    return found


def moved_tasks(project: Project, schedule: Schedule, among: Iterable[TaskUid] | None = None) -> list[TaskUid]:
    """The tasks whose computed dates differ from those the file holds; of all tasks unless some are named."""

    def moved(uid: TaskUid) -> bool:
        dates, row = project.stored_dates.get(uid), schedule.rows.get(uid)
        return (dates is not None and row is not None) and (
            (dates.start is not None and to_minute(dates.start) != schedule.start[row])
            or (dates.finish is not None and to_minute(dates.finish) != schedule.finish[row])
        )

    return [uid for uid in (project.stored_dates if among is None else among) if moved(uid)]
