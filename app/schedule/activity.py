"""What scheduling has to know of one task, compiled from its records."""

from __future__ import annotations

import msgspec

from ..project.kinds import ConstraintKind, ResourceKind
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import Assignment, Task, TaskUid
from ..project.working_time import WorkingTime, WorkingTimes, always
from .splits import Pieces, fitted, stretches, united

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
        resumed: Where work under way goes on.
        undecided: Manual with a date or duration left open: never critical.
    """

    time: WorkingTime
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
    resumed: Minute | None = None
    undecided: bool = False

    def finish_from(self, start: Minute) -> Minute:
        """When it ends if it starts at a moment."""
        if self.workers:
            return max(one.time.add(one.time.add(start, one.delay), one.span) for one in self.workers)
        return self.time.add(start, self.span)

    def start_for(self, finish: Minute) -> Minute:
        """When it has to start to end at a moment."""
        if self.workers:
            return min(one.time.add(one.time.add(finish, -one.span), -one.delay) for one in self.workers)
        return self.time.add(finish, -self.span)


def compiled(project: Project, times: WorkingTimes, uid: TaskUid) -> Activity:
    """A task as the passes see it."""
    task = project.tasks[uid]
    elapsed = task.duration_unit.elapsed
    activity = Activity(
        time=CLOCK if elapsed else times.task(uid),
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
    activity.span = activity.time.between(*activity.fixed)


def _compile_work(activity: Activity, task: Task, project: Project, times: WorkingTimes) -> None:
    """What the assignments say: gaps, delays, hours of their own."""
    assignments = [one for one in project.assignments_of(task.uid) if _works(project, one)]
    if task.actual_start is not None:
        _compile_started(activity, task, assignments)
        return
    if not assignments or activity.elapsed:
        return
    own = [times.assignment(task.uid, one.resource) for one in assignments]
    if any(time is not own[0] for time in own) and all(_minutes(one) for one in assignments):
        activity.workers = tuple(
            Worker(time, one.delay, _span(one, time)) for one, time in zip(assignments, own, strict=True)
        )
        return
    if any(one.delay or len(one.timephased) > 1 for one in assignments):
        pieces = united(piece for one in assignments for piece in _pieces(one, activity))
        if len(pieces) > 1 or (pieces and pieces[0][0]):
            activity.pieces = fitted(pieces, activity.duration)
            activity.span = activity.pieces[-1][1] if activity.pieces else activity.duration


def _compile_started(activity: Activity, task: Task, assignments: list[Assignment]) -> None:
    """What is left goes on where it was to be resumed, with its gaps."""
    assert task.actual_start is not None
    activity.started = True
    start = to_minute(task.actual_start)
    done = task.actual_duration or 0
    left = max(task.duration - done if task.remaining_duration is None else task.remaining_duration, 0)
    stopped = to_minute(task.stop) if task.stop else activity.time.add(start, done)
    resumed = max(to_minute(task.resume), stopped) if task.resume else stopped
    pieces = united(piece for one in assignments for piece in stretches(one, activity.time))
    offset = activity.time.offset(start)
    back = activity.time.offset(resumed) - offset
    rest = [(from_ + back, to + back) for from_, to in fitted(pieces, left) or ((0, left),)]
    finish = activity.time.finishing(offset + rest[-1][1]) if left else stopped
    activity.fixed = (start, max(start, finish))
    activity.span = activity.time.between(*activity.fixed)
    activity.resumed = resumed
    all_pieces = united([(0, activity.time.offset(stopped) - offset), *rest])
    activity.pieces = all_pieces if len(all_pieces) > 1 else ()


def _works(project: Project, assignment: Assignment) -> bool:
    """Whether an assignment takes time: of people and machines, or of nobody yet; not of material or money."""
    if assignment.resource is None:
        return True
    resource = project.resources.get(assignment.resource)
    return resource is not None and resource.kind is ResourceKind.WORK


def _minutes(assignment: Assignment) -> int:
    """Working minutes an assignment takes at its units, 0 where that is not known."""
    if assignment.work is None or assignment.units <= 0:
        return 0
    return round((assignment.work - assignment.overtime_work) / assignment.units)


def _span(assignment: Assignment, time: WorkingTime) -> int:
    pieces = stretches(assignment, time)
    return pieces[-1][1] if pieces else _minutes(assignment)


def _pieces(assignment: Assignment, activity: Activity) -> Pieces:
    """The worked stretches of an assignment after the task's start, in the task's working time."""
    pieces = stretches(assignment, activity.time)
    if not pieces:
        length = _minutes(assignment) if assignment.delay else activity.duration
        pieces = ((0, length or max(activity.duration - assignment.delay, 0)),)
    return tuple((start + assignment.delay, finish + assignment.delay) for start, finish in pieces)
