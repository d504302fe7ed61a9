"""What scheduling has to know of one task, compiled from its records."""

from __future__ import annotations

import msgspec

from ..project.kinds import ConstraintKind, ResourceKind, TaskType, WorkContour
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import Assignment, Task, TaskUid
from ..project.working_time import WorkingTime, WorkingTimes, always
from .splits import Pieces, fitted, moved, remaining, united

CLOCK = always()
"""The axis of tasks with elapsed durations."""

DEFAULT_DURATION = 480
"""Minutes a manual task without a duration is given."""


class Worker(msgspec.Struct, frozen=True, gc=False):
    """An assignment with a calendar of its own on a task that others work on at other hours.

    Attributes:
        delay: Working minutes after the task's start.
        span: Working minutes from its first to its last moment.
    """

    time: WorkingTime
    delay: int
    span: int


class Activity(msgspec.Struct, gc=False, kw_only=True):
    """A task as the passes see it.

    Attributes:
        time: The working time it goes on in; the clock for an elapsed duration.
        yardstick: The working time slack is counted in: its own calendar's or the project's, whoever works on it.
        span: Minutes of that time from start to finish, gaps included.
        duration: Minutes worked: the span without its gaps.
        pieces: Of a split task, the worked stretches as minutes of ``time`` after the start; else empty.
        workers: Where assignments work at different hours; the last of them ends the task.
        fixed: Start and finish that nothing moves: of finished, started, manual and external tasks.
        manual: Dates set by hand.
        finished: Nothing is left to do.
        started: Under way, so its start is settled.
        constraint: What it has to respect besides links; ``date`` belongs to it.
        delay: Levelling delay in minutes of the clock.
        loose: It can begin outside working hours: somebody is assigned who has nothing to do.
        resumed: Where work under way goes on.
        undecided: Manual with a date or duration left open: never critical.
    """

    time: WorkingTime
    yardstick: WorkingTime
    span: int
    duration: int
    elapsed: bool = False
    pieces: Pieces = ()
    workers: tuple[Worker, ...] = ()
    fixed: tuple[Minute, Minute] | None = None
    manual: bool = False
    finished: bool = False
    started: bool = False
    external: bool = False
    active: bool = True
    constraint: ConstraintKind = ConstraintKind.AS_SOON_AS_POSSIBLE
    date: Minute = 0
    deadline: Minute | None = None
    delay: int = 0
    loose: bool = False
    resumed: Minute | None = None
    undecided: bool = False

    def finish_from(self, start: Minute) -> Minute:
        """When it ends if it starts at a moment."""
        if self.workers:
            return max([one.time.add(one.time.add(start, one.delay), one.span) for one in self.workers])
        return self.time.add(start, self.span)

    def start_for(self, finish: Minute) -> Minute:
        """When it has to start to end at a moment."""
        if self.workers:
            return min([one.time.add(one.time.add(finish, -one.span), -one.delay) for one in self.workers])
        return self.time.add(finish, -self.span)

    def from_start(self, moment: Minute) -> tuple[Minute, Minute]:
        """Start and finish if it can start at a moment; milestones take the moment as it is."""
        if self.workers or self.loose:
            start = moment if self.loose else self.time.next_working(moment)
            return start, self.finish_from(start)
        if not self.span:
            start = self.time.next_working(moment) if self.delay else moment
            return start, start
        return self.time.from_start(moment, self.span)

    def from_finish(self, moment: Minute) -> tuple[Minute, Minute]:
        """Start and finish if it has to end by a moment; milestones and manual tasks take the moment as it is."""
        if self.workers:
            finish = moment if self.loose else self.time.previous_working(moment)
            return self.start_for(finish), finish
        if not self.span:
            return moment, moment
        start, finish = self.time.from_finish(moment, self.span)
        return start, moment if self.manual or self.loose else finish


def compiled(project: Project, times: WorkingTimes, uid: TaskUid) -> Activity:
    """A task as the passes see it."""
    task = project.tasks[uid]
    elapsed = task.duration_unit.elapsed
    activity = Activity(
        time=CLOCK if elapsed else times.task(uid),
        yardstick=CLOCK if elapsed else times.yardstick(uid),
        span=task.duration,
        duration=task.duration,
        elapsed=elapsed,
        active=task.active,
        constraint=task.constraint,
        delay=task.levelling_delay,
    )
    if task.constraint_date is not None:
        activity.date = to_minute(task.constraint_date)
    elif task.constraint.needs_date:
        activity.constraint = ConstraintKind.AS_SOON_AS_POSSIBLE
    if task.deadline is not None:
        activity.deadline = to_minute(task.deadline)
    if task.external and task.manual_start is not None:
        _fix_by_hand(activity, task)
        activity.external = True
    elif project.is_summary(uid):
        _compile_summary(activity, task)
    elif task.actual_finish is not None:
        finish = to_minute(task.actual_finish)
        activity.fixed = (to_minute(task.actual_start) if task.actual_start else finish, finish)
        activity.finished = activity.started = True
        activity.span = activity.time.between(*activity.fixed)
    elif task.manual:
        _compile_manual(activity, task)
    else:
        _compile_work(activity, task, project, times)
    return activity


def _compile_summary(activity: Activity, task: Task) -> None:
    activity.finished = task.actual_finish is not None
    activity.started = task.actual_start is not None
    if task.manual:
        _compile_manual(activity, task)


def _compile_manual(activity: Activity, task: Task) -> None:
    activity.manual = True
    activity.started = task.actual_start is not None
    activity.undecided = any(text is not None for text in (task.start_text, task.finish_text, task.duration_text))
    if task.manual_duration is not None:
        activity.span = activity.duration = task.manual_duration
    elif task.duration_text is not None:
        activity.span = activity.duration = DEFAULT_DURATION
    if task.manual_start is not None or task.manual_finish is not None:
        _fix_by_hand(activity, task)
    if task.actual_start is not None and activity.fixed is not None:
        done = activity.time.add(activity.fixed[0], task.actual_duration or 0)
        activity.resumed = max(done, to_minute(task.resume)) if task.resume is not None else done


def _fix_by_hand(activity: Activity, task: Task) -> None:
    """Take the dates of the planner; what is missing follows from the duration."""
    start = to_minute(task.manual_start) if task.manual_start else None
    finish = to_minute(task.manual_finish) if task.manual_finish else None
    if start is None:
        start = activity.time.add(finish or 0, -activity.span)
    if finish is None:
        finish = activity.time.add(start, activity.span)
    activity.fixed = (start, max(start, finish))
    activity.span = max(activity.time.between(*activity.fixed), activity.span)


def _compile_work(activity: Activity, task: Task, project: Project, times: WorkingTimes) -> None:
    """What progress and assignments say: gaps, delays, hours of their own."""
    assignments = [(one, _time(one, activity, project, times)) for one in project.assignments_of(task.uid)]
    if task.actual_start is not None:
        _compile_started(activity, task, assignments)
        return
    workers = [(one, time) for one, time in assignments if time is not None]
    if not workers or activity.elapsed:
        return
    activity.loose = len(workers) > 1 and any(one.work == 0 for one, _time in workers)
    if _at_different_hours(workers) and all(one.work is not None and one.units > 0 for one, _time in workers):
        activity.workers = tuple(Worker(time, one.delay, _span(one, time, activity)) for one, time in workers)
    elif any(one.delay or len(one.timephased) > 1 for one, _time in workers):
        pieces = united(piece for one, _time in workers for piece in _pieces(one, activity))
        if len(pieces) > 1 or (pieces and pieces[0][0]):
            activity.pieces = fitted(pieces, activity.duration - (pieces[0][0] if _fixed_duration(task) else 0))
            activity.span = activity.pieces[-1][1] if activity.pieces else activity.duration


def _at_different_hours(workers: list[tuple[Assignment, WorkingTime]]) -> bool:
    """Whether the assignments decide when the task ends, each in the hours of its own resource."""
    return any(time is not workers[0][1] for _one, time in workers)


def _fixed_duration(task: Task) -> bool:
    return task.task_type is TaskType.FIXED_DURATION


def _compile_started(activity: Activity, task: Task, assignments: list[tuple[Assignment, WorkingTime | None]]) -> None:
    """What is left goes on where it is to be resumed, with its gaps."""
    assert task.actual_start is not None
    time, start = activity.time, to_minute(task.actual_start)
    activity.started = True
    done = task.actual_duration or 0
    left = max(task.duration - done, 0)
    if task.remaining_duration is not None and abs(task.remaining_duration - left) > 1:  # one is mere rounding
        left = task.remaining_duration
    stopped = time.add(start, done)
    if task.stop is not None and abs(time.between(stopped, to_minute(task.stop))) > 1:
        stopped = to_minute(task.stop)
    resumed = stopped
    if task.resume is not None and time.between(stopped, to_minute(task.resume)) > 1:
        resumed = to_minute(task.resume)
    begin, pause = time.offset(start), time.offset(resumed)
    workers = [(one, own) for one, own in assignments if own is not None]
    planned = united(piece for one, _own in workers for piece in moved(remaining(one, time), -pause))
    rest = moved(fitted(planned, left) or ((0, left),), pause - begin)
    finish = time.finishing(begin + rest[-1][1]) if left and rest else stopped
    if left and _at_different_hours(workers):
        finish = max(_end(one, own, resumed) for one, own in workers)
    for one, own in assignments:
        if own is None and (pieces := remaining(one, time)):
            finish = max(finish, time.finishing(pieces[-1][1]))
    activity.fixed = (start, max(start, finish))
    activity.span = time.between(*activity.fixed)
    activity.resumed = resumed
    pieces = united([(0, time.offset(stopped) - begin), *rest])
    activity.pieces = pieces if len(pieces) > 1 else ()


def _time(assignment: Assignment, activity: Activity, project: Project, times: WorkingTimes) -> WorkingTime | None:
    """The working time of people and machines, or of nobody yet; None for material and money, which take none."""
    if assignment.resource is not None:
        resource = project.resources.get(assignment.resource)
        if resource is None or resource.kind is not ResourceKind.WORK:
            return None
    return CLOCK if activity.elapsed else times.assignment(assignment.task, assignment.resource)


def _end(assignment: Assignment, time: WorkingTime, resumed: Minute) -> Minute:
    """When an assignment under way ends."""
    if assignment.actual_finish is not None:
        return to_minute(assignment.actual_finish)
    if pieces := remaining(assignment, time):
        return time.finishing(pieces[-1][1])
    if assignment.resume is not None:
        resumed = max(resumed, to_minute(assignment.resume))
    left = assignment.work if assignment.remaining_work is None else assignment.remaining_work
    return time.add(resumed, round((left or 0) / assignment.units) if assignment.units > 0 else 0)


def _span(assignment: Assignment, time: WorkingTime, activity: Activity) -> int:
    """Working minutes from the first to the last moment of an assignment."""
    pieces = remaining(assignment, time)
    if len(pieces) > 1 or (pieces and assignment.contour is not WorkContour.FLAT):
        return pieces[-1][1] - pieces[0][0]
    if assignment.contour is not WorkContour.FLAT:
        return activity.duration
    return _minutes(assignment, activity.duration)


def _minutes(assignment: Assignment, duration: int) -> int:
    """Working minutes an assignment takes at its units; the task's duration where that differs by mere rounding."""
    minutes = ((assignment.work or 0) - assignment.overtime_work) / assignment.units
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
