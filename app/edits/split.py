"""Splitting a task, moving its parts and joining them: by hand-spread work of everybody on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from ..analysis.spread import Stretch, does_work, spread_of
from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import WorkContour
from ..project.moments import Minute
from ..project.patch import Patch
from ..project.records import Assignment, AssignmentUid, Task, TaskUid
from ..project.widths import replace
from ..project.working_axis import WorkingTime
from ..schedule.engine import Engine
from ..schedule.splits import REMAINING
from .batch import batch
from .spreading import Spreading
from .stretches import parted
from .timephased import amounts_told
from .tree import change, task_of, titled


def split(engine: Engine, uid: TaskUid, pause: Minute, resume: Minute) -> Patch:
    """Interrupt the work on a task at one moment and let it go on at another.

    A task on which nobody works gets work of nobody, which carries the interruption.

    Raises:
        EditError: It is none of the tasks that can be split, or the moments do not lie so.
    """
    project, task = engine.project, task_of(engine.project, uid)
    check_split(engine, uid)
    times, row = engine.working_times, engine.schedule.rows[uid]
    start, finish = engine.schedule.start[row], engine.schedule.finish[row]
    time = times.task(uid)
    if not time.offset(start) < time.offset(pause) < time.offset(finish) or time.offset(resume) <= time.offset(pause):
        raise EditError(_("{name} can be split between its start and its finish only.").format(name=titled(task)))
    workers = [one for one in project.assignments_of(uid) if does_work(project, one)]
    if task.actual_start is not None:
        return _split_begun(engine, task, pause, resume, worked_on=bool(workers))
    draft = Draft(project)
    for one in workers:
        spread = spread_of(project, engine.schedule, times, one)
        if spread is not None:
            draft.assignments[one.uid] = _interrupted(one, spread.time, spread.left, start, (pause, resume))
    if not workers:
        nobody = Assignment(uid=AssignmentUid(project.new_uid("assignments")), task=uid, work=task.duration)
        whole = ((time.offset(start), time.offset(finish), float(task.duration)),)
        draft.assignments[nobody.uid] = _interrupted(nobody, time, whole, start, (pause, resume))
    change(draft, uid, dates=True)
    return draft.patch()


def join(engine: Engine, uid: TaskUid) -> Patch:
    """Let what is left of a split task go on without pauses.

    Raises:
        EditError: It has none.
    """
    spreading = _split(engine, uid)
    parts, end = spreading.parts(), spreading.reached()
    if parts:
        lengths = (last - first for first, last in parts)
        spreading.lay(list(accumulate(lengths, initial=parts[0][0] if end is None else end))[:-1])
    return spreading.patch()


def move_part(engine: Engine, uid: TaskUid, part: Minute, minutes: int) -> Patch:
    """Let a part of a split task begin so many working minutes later, or earlier where that is negative.

    It goes no further than to the parts beside it, with which it is joined then.

    Args:
        part: The moment at which the part begins; the first part is moved with the task.

    Raises:
        EditError: No part begins there, or it is done.
    """
    return _with_part_moved(engine, uid, part, minutes).patch()


def part_moved(engine: Engine, uid: TaskUid, part: Minute, minutes: int) -> Sequence[tuple[Minute, Minute]]:
    """The parts of a task as that edit would leave them.

    Raises:
        EditError: As there.
    """
    return _with_part_moved(engine, uid, part, minutes).placed()


def later_part(engine: Engine, uid: TaskUid, moment: Minute) -> Minute | None:
    """Where the part of a split task begins that goes on at a moment; None for its first part and between parts."""
    later = engine.schedule.segments.get(uid, ())[1:]
    return next((first for first, last in later if first <= moment <= last), None)


def _with_part_moved(engine: Engine, uid: TaskUid, part: Minute, minutes: int) -> Spreading:
    spreading = _split(engine, uid)
    time = engine.working_times.task(uid)
    parts, end = spreading.parts(), spreading.reached()
    place = next((place for place, (first, _last) in enumerate(parts) if first == time.offset(part)), None)
    if place is None or (place == 0 and end is None):
        raise EditError(_("No later part of {name} begins there.").format(name=titled(engine.project.tasks[uid])))
    first, last = parts[place]
    least = (parts[place - 1][1] if place else end or 0) - first
    most = parts[place + 1][0] - last if place + 1 < len(parts) else minutes
    starts = [one for one, _end in parts]
    starts[place] += max(min(minutes, most), least)
    spreading.lay(starts)
    return spreading


def _split(engine: Engine, uid: TaskUid) -> Spreading:
    """What is edited of a split task."""
    if len(engine.schedule.segments.get(uid, ())) < 2:
        raise EditError(_("{name} is not split.").format(name=titled(task_of(engine.project, uid))))
    return Spreading.of_task(engine, uid)


def _split_begun(engine: Engine, task: Task, pause: Minute, resume: Minute, *, worked_on: bool) -> Patch:
    """Interrupt what is left of a task; what is reported stays where it is."""
    if worked_on:
        return _interrupt(engine, task.uid, pause, resume)
    project = engine.project
    with batch(engine) as made:
        draft = Draft(project)
        done = task.actual_duration or task.duration * task.percent_complete // 100
        uid = AssignmentUid(project.new_uid("assignments"))
        draft.assignments[uid] = Assignment(
            uid=uid, task=task.uid, work=task.duration, actual_work=done, actual_start=task.actual_start
        )
        made.apply(draft.patch())
        made.apply(_interrupt(made.dated(), task.uid, pause, resume))
        return made.patch


def _interrupt(engine: Engine, uid: TaskUid, pause: Minute, resume: Minute) -> Patch:
    spreading = Spreading.of_task(engine, uid)
    spreading.interrupt(pause, resume)
    return spreading.patch()


def check_split(engine: Engine, uid: TaskUid) -> None:
    """Refuse a task that cannot be split.

    Raises:
        EditError: Why it cannot.
    """
    task = engine.project.tasks[uid]
    name = titled(task)
    if engine.project.is_summary(uid):
        raise EditError(_("{name} is a summary task; split the tasks in it.").format(name=name))
    if not task.duration or not task.active or uid not in engine.schedule:
        raise EditError(_("{name} holds no work that could be split.").format(name=name))
    if task.manual or task.duration_unit.elapsed or task.external:
        raise EditError(_("Only automatic tasks with a duration in working time can be split.").format(name=name))
    if task.actual_finish is not None or task.percent_complete >= 100:
        raise EditError(_("{name} is done.").format(name=name))


def _interrupted(
    one: Assignment, time: WorkingTime, left: Sequence[Stretch], start: Minute, gap: tuple[Minute, Minute]
) -> Assignment:
    """An assignment whose work from the begin of a gap on comes so much later, with its delay if that is all of it."""
    laid = parted(left, time.offset(gap[0]), time.between(*gap))
    if laid and laid[0][0] > left[0][0]:
        one = replace(one, delay=laid[0][0] - time.offset(start), levelling_delay=0)
    kept = (piece for piece in one.timephased if piece.kind != REMAINING)
    told = (*amounts_told(time, laid, REMAINING), *kept)
    work = round(sum(minutes for _first, _last, minutes in laid))
    return replace(one, work=work, remaining_work=work, contour=WorkContour.CONTOURED, timephased=told)
