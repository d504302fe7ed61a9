"""Edits of the plan as a whole: its properties, its baselines and the fields its planner defines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Baseline, CustomField, ProjectInfo, TaskUid
from ..schedule.engine import Engine

BASELINES = range(11)
"""The numbers a baseline can have."""


def set_info(project: Project, **fields: Any) -> Patch:
    """Give the plan other properties, named as in ``ProjectInfo``.

    Raises:
        EditError: The lengths of day, week and month don't fit each other, or a needed date is missing.
    """
    draft = Draft(project)
    info = replace(project.info, **fields)
    _check(info, project)
    draft.info = info
    changed = {name for name, value in fields.items() if value != getattr(project.info, name)}
    if {"start", "finish", "from_finish", "calendar"} & changed:
        for uid in project.stored_dates:
            del draft.stored_dates[uid]
        for uid in project.stored_assignment_dates:
            del draft.stored_assignment_dates[uid]
    return draft.patch()


def _check(info: ProjectInfo, project: Project) -> None:
    if not 1 <= info.minutes_per_day <= 1440:
        raise EditError(_("A day has more than 0 and at most 24 hours."))
    if not info.minutes_per_day <= info.minutes_per_week <= 7 * 1440:
        raise EditError(_("A week is at least as long as a day and at most 168 hours."))
    if not 1 <= info.days_per_month <= 31:
        raise EditError(_("A month has 1 to 31 days."))
    if info.from_finish and info.finish is None:
        raise EditError(_("A plan scheduled from its finish needs a finish date."))
    if info.calendar not in project.calendars and project.calendars:
        raise EditError(_("There is no such calendar."))


def save_baseline(engine: Engine, number: int = 0, uids: Iterable[TaskUid] | None = None) -> Patch:
    """Keep the present dates, durations and work as a baseline, of all tasks unless some are named."""
    project, schedule = engine.project, engine.schedule
    draft = Draft(project)
    for uid in project.tasks if uids is None else uids:
        task = project.tasks[uid]
        if task.blank:
            continue
        spans = [schedule.spans[one.uid] for one in project.assignments_of(uid) if one.uid in schedule.spans]
        baseline = Baseline(
            number=number,
            start=schedule.start_of(uid),
            finish=schedule.finish_of(uid),
            duration=schedule.duration[schedule.rows[uid]],
            duration_unit=task.duration_unit,
            estimated=task.estimated,
            work=sum(span.work for span in spans) if spans else task.work,
        )
        draft.tasks[uid] = replace(task, baselines=_with(task.baselines, number, baseline))
    return draft.patch()


def clear_baseline(project: Project, number: int = 0, uids: Iterable[TaskUid] | None = None) -> Patch:
    """Forget a baseline, of all tasks unless some are named."""
    draft = Draft(project)
    for uid in project.tasks if uids is None else uids:
        task = project.tasks[uid]
        draft.tasks[uid] = replace(task, baselines=_with(task.baselines, number, None))
    return draft.patch()


def _with(baselines: tuple[Baseline, ...], number: int, baseline: Baseline | None) -> tuple[Baseline, ...]:
    if number not in BASELINES:
        raise EditError(_("Baselines are numbered 0 to 10."))
    others = [one for one in baselines if one.number != number]
    return tuple(sorted([*others, *([baseline] if baseline else [])], key=lambda one: one.number))


def set_custom_field(project: Project, field: CustomField) -> Patch:
    """Define a custom field, or change what is said of it."""
    draft = Draft(project)
    draft.custom_fields[field.key] = field
    return draft.patch()


def rename_plan(project: Project, name: str) -> Patch:
    """Give the project summary another name."""
    return set_info(project, summary_name=" ".join(name.split()))
