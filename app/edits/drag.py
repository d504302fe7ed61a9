"""Edits that the mouse makes: moving a task or a whole group through time."""

from __future__ import annotations

from ..i18n import _
from ..project.errors import EditError
from ..project.moments import Minute, to_datetime
from ..project.patch import Patch
from ..project.records import TaskUid
from ..schedule.engine import Engine
from .dates import set_start
from .progress import later, move_finished
from .tree import titled


def moved(engine: Engine, uid: TaskUid, minutes: int) -> tuple[Minute, Minute]:
    """Start and finish of a task moved by so many minutes of the clock, brought to working time and keeping its length.

    Of a summary task, those of the whole group moved by the same amount.
    """
    schedule, row = engine.schedule, engine.schedule.rows[uid]
    start, finish = schedule.start[row], schedule.finish[row]
    task = engine.project.tasks[uid]
    length = schedule.duration[row]
    if not minutes or engine.project.is_summary(uid):
        return start + minutes, finish + minutes
    times = engine.working_times.task(uid)
    begin = start + minutes if task.duration_unit.elapsed or not length else times.next_working(start + minutes)
    if len(schedule.segments.get(uid, ())) > 1:
        return begin, finish + begin - start
    return begin, later(times, begin, length, task.duration_unit)


def move(engine: Engine, uid: TaskUid, minutes: int) -> Patch:
    """Move a task by so many minutes of the clock; of a summary task, all its tasks that nothing in the group drives.

    Automatic tasks get a wish for their start, manual ones another start; of one that is done, both actual dates move.

    Raises:
        EditError: Nothing in the group can be moved.
    """
    project = engine.project
    if not project.is_summary(uid):
        start, finish = map(to_datetime, moved(engine, uid, minutes))
        task = project.tasks[uid]
        if task.actual_finish is not None and not task.manual:
            return move_finished(engine, uid, start, finish)
        return set_start(engine, uid, start)
    group = [one for one, _level in project.outline(uid) if not project.is_summary(one)]
    inside = {uid, *(one for one, _level in project.outline(uid))}
    heads = [
        one
        for one in group
        if (task := project.tasks[one]).active
        and not task.blank
        and task.actual_start is None
        and (task.manual or not _driven(engine, one, inside))
    ]
    if not heads:
        raise EditError(
            _("All tasks of {name} have begun or have no dates; none can be moved.").format(
                name=titled(project.tasks[uid])
            )
        )
    patch = Patch()
    for one in heads:
        patch = patch.then(set_start(engine, one, to_datetime(moved(engine, one, minutes)[0])))
    if project.tasks[uid].manual:
        patch = patch.then(set_start(engine, uid, to_datetime(moved(engine, uid, minutes)[0])))
    return patch


def _driven(engine: Engine, uid: TaskUid, group: set[TaskUid]) -> bool:
    """Whether a task follows another of the group, itself or through a summary task in it."""
    project = engine.project
    owners = [uid, *(one for one in project.ancestors(uid) if one in group)]
    return any(link.predecessor in group for owner in owners for link in project.predecessors(owner))
