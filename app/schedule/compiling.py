"""Compiles the records of a task into its activity: kind, constraint, and what is settled."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import repeat
from operator import attrgetter
from typing import Final

import numpy as np

from ..project.kinds import ConstraintKind, ResourceKind
from ..project.moments import to_minute
from ..project.project import Project
from ..project.records import Assignment, AssignmentUid, CalendarUid, Task, TaskUid
from ..project.steps import Steps, parts
from ..project.working_time import WorkingTimes
from .activity import CLOCK, Activity
from .kernel.columns import Numbers
from .work import compile_finished, compile_work

DEFAULT_DURATION = 480
"""Minutes a manual task without a duration is given."""

Crew = tuple[CalendarUid | None, ...] | None
"""What the assignments of a task say of it where they are ordinary: the one calendar of all resources, None for nobody
yet; empty without any. None where they say more."""

_FEW: Final = 200
"""So many tasks are compiled in one step, for each may have rules of its own."""

_SET: Final = (
    "manual", "external", "actual_start", "actual_finish", "constraint", "constraint_date", "levelling_delay"
)  # fmt: skip
_SETTLED: Final = attrgetter(*_SET)
_USUAL: Final = _SETTLED(Task(uid=TaskUid(1)))
_ASKED: Final = attrgetter(
    "duration", "duration_unit", "calendar", "ignore_resource_calendar", "active", "deadline", *_SET
)
"""What is told of an ordinary task beside its crew and whether it is a summary."""
_SPREAD: Final = attrgetter("delay", "levelling_delay", "timephased")
_EVEN: Final = _SPREAD(Assignment(uid=AssignmentUid(1), task=TaskUid(1)))


def compile_all(
    project: Project, times: WorkingTimes, uids: Sequence[TaskUid]
) -> Steps[tuple[list[Activity], Numbers]]:
    """The activities of tasks, each that differs once, and for every task which of them is its own.

    Most tasks are ordinary: of them a few values tell everything, and those with the same values share an activity.
    """
    found: list[Activity] = []
    which = array("q")
    shared: dict[object, int] = {}
    tasks, children, none = project.tasks, project.children, ()
    crews = yield from _crews(project)
    for part in parts(uids, _FEW):
        asked = map(_ASKED, map(tasks.__getitem__, part))
        kinds = zip(asked, map(crews.get, part, repeat(none)), map(children.__contains__, part), strict=True)
        for uid, kind in zip(part, kinds, strict=True):
            number = shared.get(kind)
            if number is None:
                number = len(found)
                found.append(compiled(project, times, uid))
                if kind[1] is not None and _SETTLED(tasks[uid]) == _USUAL:
                    shared[kind] = number
            which.append(number)
        yield
    return found, np.frombuffer(which, np.int64)


def compile_alike(
    project: Project, times: WorkingTimes, uids: Sequence[TaskUid], classes: Numbers
) -> Steps[tuple[list[Activity], Numbers]]:
    """The same where it is known which tasks share an activity: those of a class."""
    _classes, places, which = np.unique(classes, return_index=True, return_inverse=True)
    found: list[Activity] = []
    firsts: list[int] = places.tolist()
    for part in parts(firsts, _FEW):
        found += [compiled(project, times, uids[first]) for first in part]
        yield
    return found, which


def _crews(project: Project) -> Steps[dict[TaskUid, Crew]]:
    """What assignments say of their tasks; those of material and money say nothing."""
    known, default = project.calendars, project.info.calendar
    hours = {
        uid: (one.calendar if one.calendar in known else default,)
        for uid, one in project.resources.items()
        if one.kind is ResourceKind.WORK
    }
    crews: dict[TaskUid, Crew] = {}
    for part in parts(project.assignments.values()):
        for one in part:
            crew = (None,) if one.resource is None else hours.get(one.resource)
            if crew is not None:
                even = one.work != 0 and _SPREAD(one) == _EVEN and crews.get(one.task, crew) == crew
                crews[one.task] = crew if even else None
        yield
    return crews


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
    if task.external and _fix_as_told(activity, task, project):
        activity.external = True
    elif project.is_summary(uid):
        if task.manual:
            _compile_manual(activity, task)
    elif task.actual_finish is not None:
        finish = to_minute(task.actual_finish)
        start = to_minute(task.actual_start) if task.actual_start else finish
        activity.fixed = (start, max(start, finish))
        activity.finished = activity.started = True
        activity.span = activity.time.between(*activity.fixed)
        compile_finished(activity, task, project, times)
    elif task.manual:
        _compile_manual(activity, task)
    else:
        compile_work(activity, task, project, times)
        activity.plain = (
            activity.fixed is None
            and activity.constraint is ConstraintKind.AS_SOON_AS_POSSIBLE
            and not (activity.delay or activity.workers or activity.loose)
        )
    return activity


def _compile_manual(activity: Activity, task: Task) -> None:
    activity.manual = True
    activity.time = activity.yardstick  # whoever works on it
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


def _fix_as_told(activity: Activity, task: Task, project: Project) -> bool:
    """Take the dates of a task of another file as they were given; False where none were."""
    if task.manual_start is not None or task.manual_finish is not None:
        _fix_by_hand(activity, task)
        return True
    told = project.stored_dates.get(task.uid)
    if told is None or told.start is None or told.finish is None:
        return False
    activity.fixed = (to_minute(told.start), max(to_minute(told.start), to_minute(told.finish)))
    return True


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
