"""How a task stands: complete, on schedule, late or still to come, as Microsoft Project's Status field says it."""

from __future__ import annotations

from ..analysis.figures import Figures
from ..i18n import N_
from ..project.moments import DAY, Minute
from ..project.records import TaskUid

COMPLETE, ON_SCHEDULE, LATE, FUTURE = N_("Complete"), N_("On schedule"), N_("Late"), N_("Future task")
STATES = (COMPLETE, ON_SCHEDULE, LATE, FUTURE)


def status(figures: Figures, uid: TaskUid, until: Minute) -> str:
    """How a task stands at a moment, as Microsoft Project's Status field says it.

    Late is what should be done further by then: the duration done, counted from the start, ends before the moment's
    day.
    """
    schedule, task = figures.schedule, figures.project.tasks[uid]
    row = schedule.rows.get(uid)
    if row is None:
        return FUTURE
    start, finish = schedule.start[row], schedule.finish[row]
    done = figures.percent_complete(uid)
    if done >= 100 or task.actual_finish is not None:
        return COMPLETE
    if start >= until:
        return FUTURE
    if finish <= until:
        return LATE
    times, worked = figures.engine.working_times.task(uid), schedule.duration[row] * done // 100
    reached = start + worked if task.duration_unit.elapsed else times.add(start, worked)
    # The last day counts as done: progress is reported once a day.
    lacking = times.between(reached, (until - 1) // DAY * DAY)
    return LATE if lacking > 0 else ON_SCHEDULE
