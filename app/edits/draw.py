"""A task drawn in the chart: from one moment to another, in a row that holds none yet."""

from __future__ import annotations

from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_datetime, to_minute
from ..project.patch import Patch
from ..project.records import Task, TaskUid
from ..schedule.engine import Engine
from .outline import append, new_task


def draw(engine: Engine, start: Minute, finish: Minute, blank: TaskUid | None = None) -> Patch:
    """Add a task between two moments: in place of a blank row, or behind the last row.

    An automatic task is asked to start no earlier where the plan would let it.

    Raises:
        EditError: There is no working time between the moments.
    """
    project, task = engine.project, drawn(engine, start, finish, blank)
    if blank is None:
        return append(project, task)
    draft = Draft(project)
    draft.tasks[blank] = task
    return draft.patch()


def drawn(engine: Engine, start: Minute, finish: Minute, blank: TaskUid | None = None) -> Task:
    """The task that is drawn between two moments: a new one, or what becomes of a blank row.

    Raises:
        EditError: There is no working time between the moments.
    """
    project, info, time = engine.project, engine.project.info, engine.working_times.project
    begin, length = time.next_working(start), time.between(start, finish)
    if not length:
        raise EditError(_("Nobody works between these moments; draw over working time."))
    fields: dict[str, Any] = {"duration": length, "estimated": False}
    first, last = to_datetime(begin), to_datetime(time.add(begin, length))
    if info.new_tasks_manual:
        fields |= {"manual_start": first, "manual_finish": last, "manual_duration": length}
    elif info.from_finish:
        fields |= {"constraint": ConstraintKind.FINISH_NO_LATER_THAN, "constraint_date": last}
    elif begin > to_minute(info.start):
        fields |= {"constraint": ConstraintKind.START_NO_EARLIER_THAN, "constraint_date": first}
    if blank is not None:
        fields |= {"uid": blank, "foreign": project.tasks[blank].foreign}
    return new_task(project, _("New task"), **fields)
