"""What the assignments and the progress of a task say of its time: gaps, delays, hours of their own, what is left."""

from __future__ import annotations

from ..project.kinds import ResourceKind, TaskType, WorkContour
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import Assignment, Task
from ..project.working_time import WorkingTime, WorkingTimes
from .activity import CLOCK, Activity, Worker
from .splits import Pieces, fitted, left_of, moved, remaining, reported, united


def compile_work(activity: Activity, task: Task, project: Project, times: WorkingTimes) -> None:
    """What progress and assignments say: gaps, delays, hours of their own."""
    assignments = [(one, _time(one, activity, project, times)) for one in project.assignments_of(task.uid)]
    if task.actual_start is not None:
        _compile_started(activity, task, assignments, project.info.split_in_progress_tasks)
        return
    workers = [(one, time) for one, time in assignments if time is not None]
    if not workers or activity.elapsed:
        return
    activity.loose = len(workers) > 1 and any(one.work == 0 for one, _time in workers)
    if _at_different_hours(workers) and all(one.units > 0 for one, _time in workers):
        activity.workers = tuple(
            Worker(
                time, one.delay, one.levelling_delay, _span(one, time, activity), one.resource, _stretches(one, time)
            )
            for one, time in workers
        )
    elif any(one.delay or len(one.timephased) > 1 for one, _time in workers):
        pieces = united(piece for one, _time in workers for piece in _pieces(one, activity))
        if len(pieces) > 1 or (pieces and pieces[0][0]):
            activity.pieces = fitted(pieces, activity.duration - (pieces[0][0] if _fixed_duration(task) else 0))
            activity.span = activity.pieces[-1][1] if activity.pieces else activity.duration


def compile_finished(activity: Activity, task: Task, project: Project, times: WorkingTimes) -> None:
    """When work that is done paused, as it was reported."""
    assert activity.fixed is not None
    begin, end = (activity.time.offset(moment) for moment in activity.fixed)
    assignments = [one for one in project.assignments_of(task.uid) if len(one.timephased) > 1]
    workers = [one for one in assignments if _time(one, activity, project, times) is not None]
    if workers and not activity.elapsed:
        pieces = moved(reported(workers, activity.time, begin, end), -begin)
        activity.pieces = pieces if len(pieces) > 1 else ()


def _at_different_hours(workers: list[tuple[Assignment, WorkingTime]]) -> bool:
    """Whether the assignments decide when the task ends, each in the hours of its own resource."""
    return any(time is not workers[0][1] or one.levelling_delay for one, time in workers)


def _fixed_duration(task: Task) -> bool:
    return task.task_type is TaskType.FIXED_DURATION


def _compile_started(
    activity: Activity, task: Task, assignments: list[tuple[Assignment, WorkingTime | None]], splits: bool
) -> None:
    """What is done stays; what is left goes on where it is to be resumed, with its gaps.

    Args:
        splits: What is left waits for links that ask for more.
    """
    assert task.actual_start is not None
    time, start = activity.time, to_minute(task.actual_start)
    stopped, resumed, left = _progress(task, time, start)
    begin, pause = time.offset(start), time.offset(resumed)
    workers = [(one, own) for one, own in assignments if own is not None]
    planned = united(piece for one, _own in workers for piece in moved(remaining(one, time), -pause))
    if _fixed_duration(task) or all(one.resource is None for one, _own in workers):
        planned = fitted(planned, left)
    rest = moved(planned or ((0, left),), pause - begin)
    finish = time.finishing(begin + rest[-1][1]) if left and rest else stopped
    if left and _at_different_hours(workers):
        finish = max(_end(one, own, resumed, left) for one, own in workers)
    for one, own in assignments:  # material that is used up by hand-spread amounts can outlast the people
        if own is None and (pieces := remaining(one, time)):
            finish = max(finish, time.finishing(pieces[-1][1]))
    activity.started = True
    activity.fixed = (start, max(start, finish))
    activity.span = time.between(*activity.fixed)
    activity.resumed = resumed
    activity.pushable = splits and resumed < activity.fixed[1]
    done = reported((one for one, _own in workers), time, begin, time.offset(stopped))
    pieces = united([*moved(done, -begin), *rest])
    activity.pieces = pieces if len(pieces) > 1 else ()


def _progress(task: Task, time: WorkingTime, start: Minute) -> tuple[Minute, Minute, int]:
    """Where the work that is done ends, where the rest goes on, and how many minutes are left.

    Stop, resume and the remaining duration count where they differ by more than rounding from what follows without.
    """
    done = task.actual_duration or 0
    left = max(task.duration - done, 0)
    if task.remaining_duration is not None and abs(task.remaining_duration - left) > 1:
        left = task.remaining_duration
    stopped = time.add(start, done)
    late = time.between(stopped, to_minute(task.stop)) if task.stop is not None else 0
    if task.stop is not None and (late > 1 or (late < -1 and left)):  # material that is left stops before all is done
        stopped = to_minute(task.stop)
    resumed = stopped
    if task.resume is not None and time.between(stopped, to_minute(task.resume)) > 1:
        resumed = to_minute(task.resume)
    return stopped, resumed, left


def _time(assignment: Assignment, activity: Activity, project: Project, times: WorkingTimes) -> WorkingTime | None:
    """The working time of people and machines, or of nobody yet; None for material and money, which take none."""
    if assignment.resource is not None:
        resource = project.resources.get(assignment.resource)
        if resource is None or resource.kind is not ResourceKind.WORK:
            return None
    return CLOCK if activity.elapsed else times.assignment(assignment.task, assignment.resource)


def _end(assignment: Assignment, time: WorkingTime, resumed: Minute, duration: int) -> Minute:
    """When an assignment under way ends; ``duration`` is what is left of its task's."""
    if assignment.actual_finish is not None:
        return to_minute(assignment.actual_finish)
    if pieces := remaining(assignment, time):
        return time.finishing(pieces[-1][1])
    if assignment.resume is not None:
        resumed = max(resumed, to_minute(assignment.resume))
    left = left_of(assignment)
    if left is None:
        return time.add(resumed, duration)
    return time.add(resumed, round(left / assignment.units) if assignment.units > 0 else 0)


def _span(assignment: Assignment, time: WorkingTime, activity: Activity) -> int:
    """Working minutes from the first to the last moment of an assignment."""
    pieces = remaining(assignment, time)
    if len(pieces) > 1 or (pieces and assignment.contour is not WorkContour.FLAT):
        return pieces[-1][1] - pieces[0][0]
    if assignment.contour is not WorkContour.FLAT:
        return activity.duration
    return _minutes(assignment, activity.duration)


def _stretches(assignment: Assignment, time: WorkingTime) -> Pieces:
    """The worked stretches of an assignment after its first moment, where it pauses."""
    pieces = remaining(assignment, time)
    return moved(pieces, -pieces[0][0]) if len(pieces) > 1 else ()


def _minutes(assignment: Assignment, duration: int) -> int:
    """Working minutes an assignment takes at its units; the task's duration where that differs by mere rounding.

    Work that nobody entered follows from the task's duration.
    """
    if assignment.work is None:
        return duration
    minutes = (assignment.work - assignment.overtime_work) / assignment.units
    return duration if abs(minutes - duration) <= 1 + 1 / assignment.units else round(minutes)


def _pieces(assignment: Assignment, activity: Activity) -> Pieces:
    """The worked stretches of an assignment after the task's start, in the task's working time."""
    pieces = remaining(assignment, activity.time)
    if pieces:
        return moved(pieces, assignment.delay - pieces[0][0])
    length = activity.duration
    if assignment.delay and assignment.work is not None and assignment.units > 0:
        length = _minutes(assignment, activity.duration)
    return ((assignment.delay, assignment.delay + length),)
