"""When each assignment is worked, and the segments of split tasks."""

from __future__ import annotations

from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import Assignment
from ..project.working_time import WorkingTimes
from .activity import Activity
from .compiled import Compiled
from .schedule import Schedule, Span
from .splits import remaining


def set_spans(plan: Compiled, schedule: Schedule, project: Project, times: WorkingTimes) -> None:
    """Set the spans of all assignments and the segments of all split tasks."""
    for row, activity in enumerate(plan.activities):
        if activity.pieces:
            schedule.segments[plan.network.uids[row]] = _segments(activity, schedule.start[row])
    for assignment in project.assignments.values():
        row = schedule.rows.get(assignment.task)
        if row is not None:
            schedule.spans[assignment.uid] = _span(assignment, plan.activities[row], schedule, row, times)


def _segments(activity: Activity, start: Minute) -> tuple[tuple[Minute, Minute], ...]:
    offset = activity.time.offset(start)
    return tuple(
        (activity.time.starting(offset + first), activity.time.finishing(offset + last))
        for first, last in activity.pieces
    )


def _span(assignment: Assignment, activity: Activity, schedule: Schedule, row: int, times: WorkingTimes) -> Span:
    """When an assignment is worked: within its task, after its delay, in the hours of its resource."""
    start, finish = schedule.start[row], schedule.finish[row]
    work = assignment.work
    if work is None:
        work = round(activity.duration * assignment.units)
    if assignment.actual_start is not None and assignment.actual_finish is not None:
        return Span(to_minute(assignment.actual_start), to_minute(assignment.actual_finish), work)
    if not assignment.delay and not activity.workers and len(assignment.timephased) < 2:
        return Span(start, finish, work)
    time = activity.time if activity.elapsed else times.assignment(assignment.task, assignment.resource)
    begin = max(start, time.next_working(time.add(start, assignment.delay)))
    pieces = remaining(assignment, time)
    if pieces:
        end = time.add(begin, pieces[-1][1] - pieces[0][0])
    elif assignment.units > 0 and (activity.workers or assignment.delay):
        end = time.add(begin, round(work / assignment.units))
    else:
        end = finish
    return Span(min(begin, finish), max(min(end, finish), min(begin, finish)), work)
