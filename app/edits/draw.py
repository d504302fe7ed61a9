"""A task drawn in the chart: from one moment to another, in a row that holds none yet."""

from __future__ import annotations

from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_datetime, to_minute
from ..project.patch import Patch
from ..project.records import TaskUid
from ..schedule.engine import Engine
from .outline import append, new_task


def draw(engine: Engine, start: Minute, finish: Minute, blank: TaskUid | None = None) -> Patch:
    """Add a task between two moments: in place of a blank row, or behind the last row.

    An automatic task is asked to start no earlier where the plan would let it.

    Raises:
        EditError: There is no working time between the moments.
    """
    project = engine.project
    info, time = project.info, engine.working_times.project
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
    if blank is None:
        return append(project, new_task(project, _("New task"), **fields))
    draft = Draft(project)
    row = project.tasks[blank]
    draft.tasks[blank] = new_task(project, _("New task"), uid=blank, foreign=row.foreign, **fields)
    return draft.patch()
