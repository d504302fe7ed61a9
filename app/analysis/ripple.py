"""What an edit would do beyond itself: the tasks it moves, the finish, deadlines it breaks, people it overloads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..project.moments import Minute, to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, ResourceUid, TaskUid
from ..schedule.engine import Engine
from ..schedule.trial import Trial
from .loading import Loading, is_loadable
from .resource_load import EPSILON, Overallocation, ResourceLoad

ASSIGNMENTS = 2000
"""Loads are not looked at where the resources concerned have more assignments than this."""


@dataclass(frozen=True, slots=True)
class Overload:
    """Where somebody would have more to do than now, and more than they can.

    Attributes:
        units: The greatest load; ``capacity`` what there is of them then.
        start: When it begins; ``finish`` when it ends.
    """

    resource: ResourceUid
    units: float
    capacity: float
    start: Minute
    finish: Minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Ripple:
    """What an edit would do.

    Attributes:
        dates: Start and finish that tasks and summaries would have, of those that would move.
        moved: How many tasks that are; summaries are not counted.
        finish: Working minutes by which the plan's finish would come later; negative for earlier.
        missed: The tasks whose deadlines would be missed now.
        overloads: The worst new overload of each resource that would be worse off, in order of time.
        whole: False where more tasks hang on the edit than were looked at: ``moved`` is the least then, and the finish
            is not known.
    """

    dates: Mapping[TaskUid, tuple[Minute, Minute]]
    moved: int
    finish: int
    missed: tuple[TaskUid, ...] = ()
    overloads: tuple[Overload, ...] = ()
    whole: bool = True


def ripple(engine: Engine, patch: Patch, *, limit: int, loads: Loading | None = None) -> Ripple:
    """Try an edit and take it back.

    Args:
        limit: Of the tasks dated anew.
        loads: The loads as they are, if overloads are asked for.
    """
    known, project = engine.schedule, engine.project
    before = known.finish[0]
    with engine.trial(patch, limit) as trial:
        schedule, rows = trial.schedule, trial.schedule.rows
        dates = {uid: (schedule.start[rows[uid]], schedule.finish[rows[uid]]) for uid in trial.moved}
        finish = _later(trial, before)
        broken = [uid for uid in dates if _missed(trial.project, uid, dates[uid][1])]
        concerned = _concerned(trial, patch) if loads is not None and trial.whole else []
    moved = sum(uid != ROOT and uid in known.rows and not project.is_summary(uid) for uid in dates)
    missed = tuple(
        uid for uid in broken if uid in known.rows and not _missed(project, uid, known.finish[known.rows[uid]])
    )
    overloads = ()
    if loads is not None and concerned:
        overloads = _overloads(engine, patch, loads, concerned)
    return Ripple(dates=dates, moved=moved, finish=finish, missed=missed, overloads=overloads, whole=trial.whole)


def _later(trial: Trial, before: Minute) -> int:
    """Working minutes from a moment to the finish of a tried plan."""
    return trial.working_times.project.between(before, trial.schedule.finish[0])


def _missed(project: Project, uid: TaskUid, finish: Minute) -> bool:
    task = project.tasks.get(uid)
    return task is not None and task.deadline is not None and finish > to_minute(task.deadline)


def _concerned(trial: Trial, patch: Patch) -> list[ResourceUid]:
    """The work resources whose load can change; none where looking at them would take long."""
    project = trial.project
    changed = [one for pair in patch.changes.get("assignments", {}).values() for one in pair if one]
    found = {one.resource for uid in trial.moved for one in project.assignments_of(uid)}
    found |= {one.resource for one in changed} | {
        one.resource for uid in patch.touched("tasks") for one in project.assignments_of(uid)
    }
    resources = project.resources
    uids = sorted(uid for uid in found if uid is not None and uid in resources and is_loadable(resources[uid]))
    return uids if sum(1 for uid in uids for _one in project.assignments_to(uid)) <= ASSIGNMENTS else []


def _overloads(
    engine: Engine, patch: Patch, loads: Loading, resources: Collection[ResourceUid]
) -> tuple[Overload, ...]:
    """The worst new overload of each of these resources."""
    now = {uid: loads.of(uid) for uid in resources if uid in engine.project.resources}
    with engine.trial(patch) as trial:
        calendars = "calendars" in patch.changes or "plan" in patch.changes
        would = Loading(trial) if calendars else loads.of_other(trial)
        found = [worst_new(now.get(uid), would.of(uid)) for uid in resources]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.start, one.resource)))


def worst_new(now: ResourceLoad | None, would: ResourceLoad) -> Overload | None:
    """The greatest overload that is not there now; None where a resource would not be worse off."""
    if would.excess <= (now.excess if now is not None else 0.0) + EPSILON:
        return None
    known = now.overallocations if now is not None else list[Overallocation]()
    kept = {(one.start, one.finish, one.units) for one in known}
    new = [one for one in would.overallocations if (one.start, one.finish, one.units) not in kept]
    worst = max(new, key=lambda one: (one.units - one.capacity, -one.start), default=None)
    return worst and Overload(worst.resource, worst.units, worst.capacity, worst.start, worst.finish)
