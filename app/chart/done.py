"""How far a task is done, on the clock, and whether that is far enough."""

from __future__ import annotations

from ..project.moments import Minute, to_minute
from ..project.records import Task
from ..project.working_time import WorkingTimes


def done_until(
    task: Task, start: Minute, finish: Minute, duration: int, times: WorkingTimes, percent: int | None = None
) -> Minute:
    """The moment up to which a task is done, counted in its working time; of a summary, its percentage is told."""
    percent = task.percent_complete if percent is None else percent
    if percent >= 100:
        return finish
    if task.stop is not None and start < (stop := to_minute(task.stop)) < finish:
        return stop
    worked = duration * percent // 100
    until = start + worked if task.duration_unit.elapsed else times.task(task.uid).add(start, worked)
    return min(max(until, start), finish)


def behind_until(task: Task, done: Minute, finish: Minute, status: Minute | None) -> Minute | None:
    """The moment up to which more should be done by the status date; None where enough is."""
    if status is None or not task.active or task.percent_complete >= 100 or done >= min(status, finish):
        return None
    return min(status, finish)
