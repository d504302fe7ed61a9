"""Keeps the dates a plan of other origin gives: where links alone would start a task earlier, a constraint holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ...app.i18n import ngettext
from ...app.project.errors import Severity
from ...app.project.kinds import ConstraintKind
from ...app.project.moments import to_minute
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import Task, TaskUid
from ...app.project.widths import replace
from ...app.schedule.engine import Engine
from .notes import Notes


def keep_dates(project: Project, starts: Mapping[TaskUid, datetime], notes: Notes) -> None:
    """Let tasks start no earlier than the plan says.

    First tasks that follow nothing, then, with those in place, the others; so that a task whose predecessor was held
    is not held for nothing.
    """
    followers = {link.successor for link in project.dependencies.values()}
    engine = Engine(project)
    first = _held(engine, {uid: start for uid, start in starts.items() if uid not in followers})
    project.apply(first)
    engine.update(first)
    then = _held(engine, {uid: start for uid, start in starts.items() if uid in followers})
    project.apply(then)
    held = len(first.touched("tasks")) + len(then.touched("tasks"))
    if held:
        text = ngettext(
            "{count} task got the constraint 'start no earlier than' to keep its date.",
            "{count} tasks got the constraint 'start no earlier than' to keep their dates.",
            held,
        )
        notes.add(Severity.INFO, "excel.held-dates", text.format(count=held), count=held)


def _held(engine: Engine, starts: Mapping[TaskUid, datetime]) -> Patch:
    """Constraints for tasks that would start before these dates."""
    project, schedule = engine.project, engine.schedule
    held: dict[TaskUid, tuple[Task, Task]] = {}
    for uid, start in starts.items():
        task = project.tasks[uid]
        free = not (task.manual or task.blank or task.actual_start or project.is_summary(uid))
        free = free and task.constraint is ConstraintKind.AS_SOON_AS_POSSIBLE
        if free and to_minute(start) > schedule.start[schedule.rows[uid]]:
            constrained = replace(task, constraint=ConstraintKind.START_NO_EARLIER_THAN, constraint_date=start)
            held[uid] = (task, constrained)
    return Patch({"tasks": held})
