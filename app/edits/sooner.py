"""What would have to change for a task to start earlier: edits tried out on a copy of the plan, and what each gains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import islice

import msgspec

from ..analysis.lost_time import Lost
from ..analysis.why import Cause, CauseKind, End, Step, chain, explain
from ..project.durations import Duration
from ..project.errors import EditError
from ..project.kinds import ConstraintKind, TimeUnit
from ..project.moments import Minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, DependencyKey, TaskUid
from ..project.working_time import WorkingTime
from ..schedule.engine import Engine
from .calendars import change as change_calendar
from .dates import set_duration, set_manual
from .links import remove_link, set_link
from .tasks import set_constraint, set_fields

_STEPS = 8
"""So many steps of the chain are asked for what could change in them; what lies further back seldom frees the task."""


class Remedy(StrEnum):
    """What is changed."""

    SHORTEN = "shorten"
    REDUCE_LAG = "reduce lag"
    REMOVE_LINK = "remove link"
    REMOVE_CONSTRAINT = "remove constraint"
    REMOVE_DELAY = "remove levelling delay"
    SCHEDULE = "schedule automatically"
    WORK = "work on the day off"


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """A change after which a task starts earlier.

    Attributes:
        remedy: What is changed.
        task: The task that changes, or whose link, constraint or delay does.
        amount: By how many minutes the duration or lag becomes less: the least that gains all there is to gain.
        dependency: The link that changes.
        lost: The days that would be worked on.
        patch: The edit that does it.
        start: When the task then starts; ``gain`` is how many working minutes earlier.
        then: What holds it then; None where that is the same as before, only earlier.
    """

    remedy: Remedy
    task: TaskUid
    patch: Patch
    start: Minute
    gain: int
    then: Cause | None
    amount: int = 0
    dependency: DependencyKey | None = None
    lost: Lost | None = None


_Make = Callable[[int], Patch]
_Found = Alternative | None


class WhatIf:
    """A copy of a plan on which changes are tried out; of no use any more when the plan itself changes."""

    def __init__(self, engine: Engine) -> None:
        """Take the plan as it is now."""
        self._given = engine  # explains: trying out can change which of two equal links counts as the driver
        self._engine = engine

    def alternatives(self, uid: TaskUid) -> Iterator[Alternative]:
        """Every single change along the chain behind a task that lets it start earlier, nearest first."""
        return (found for found in self.search(uid) if found is not None)

    def search(self, uid: TaskUid) -> Iterator[_Found]:
        """The same, with None after each trial in between, so that a window can do other things meanwhile."""
        if self._begun(uid):
            return
        self._engine = _copy(self._given, uid)
        seen: set[object] = set()
        for number, step in enumerate(list(islice(chain(self._given, uid), _STEPS))):
            for found in self._at(uid, step, first=not number):
                if found is None:
                    yield None
                    continue
                key = (
                    found.remedy,
                    found.task,
                    found.dependency,
                    found.lost and (found.lost.calendar, found.lost.name),
                )
                if key not in seen:
                    seen.add(key)
                    yield found

    def _begun(self, uid: TaskUid) -> bool:
        return self._given.project.tasks[uid].actual_start is not None

    # -- candidates

    def _at(self, uid: TaskUid, step: Step, *, first: bool) -> Iterator[_Found]:
        """What could change in a step of the chain."""
        explanation, cause = explain(self._given, step.uid), step.cause
        through = step.end is not cause.end  # the chain runs through the task's duration
        if through and step.end is End.FINISH:
            yield from self._shortened(uid, step.uid)
        lost = list(cause.lost)
        if through or (first and cause.end is End.FINISH):
            lost += (explanation.finish if cause.end is End.START else explanation.start).lost
        told = cause.behind or cause
        if cause.kind is CauseKind.LEVELLING:
            patch = set_fields(self._given.project, [step.uid], dates=True, levelling_delay=0)
            yield from self._tried(uid, patch, Remedy.REMOVE_DELAY, step.uid)
        yield from self._freed(uid, step.uid, told)
        if told.dependency is not None:
            yield from self._unlinked(uid, told.dependency, remove=first)
        for one in lost:
            yield from self._worked(uid, one, step.uid)

    def _freed(self, uid: TaskUid, holder: TaskUid, cause: Cause) -> Iterator[_Found]:
        """Without the constraint or the dates set by hand."""
        project = self._given.project
        if cause.kind is CauseKind.CONSTRAINT or (cause.kind is CauseKind.LATE and not project.info.from_finish):
            held = holder if cause.task is None or cause.kind is CauseKind.LATE else cause.task
            patch = set_constraint(project, [held], ConstraintKind.AS_SOON_AS_POSSIBLE)
            yield from self._tried(uid, patch, Remedy.REMOVE_CONSTRAINT, held)
        elif cause.kind in (CauseKind.MANUAL, CauseKind.SUMMARY):
            by_hand = holder if cause.task is None else cause.task
            yield from self._tried(uid, set_manual(self._given, [by_hand], False), Remedy.SCHEDULE, by_hand)

    def _shortened(self, uid: TaskUid, longer: TaskUid) -> Iterator[_Found]:
        """With less duration of a task on the chain, down to a day, or to an hour where it takes no more than a day."""
        project, engine = self._given.project, self._given
        task = project.tasks[longer]
        day = max(project.info.minutes_per_day, 1)
        least = next((size for size in (day, 60) if task.duration > size), None)
        if least is None or project.is_summary(longer) or self._begun(longer) or task.duration_text is not None:
            return

        def make(amount: int) -> Patch:
            return set_duration(engine, longer, Duration(task.duration - amount, task.duration_unit, task.estimated))

        yield from self._least(uid, make, task.duration - least, Remedy.SHORTEN, longer)

    def _unlinked(self, uid: TaskUid, key: DependencyKey, *, remove: bool) -> Iterator[_Found]:
        """With less lag, or without the link."""
        project = self._given.project
        link = project.dependencies[key]
        if link.lag > 0:

            def make(amount: int) -> Patch:
                return set_link(project, *key, link.kind, link.lag - amount, link.lag_unit)

            if link.lag_unit.percent:
                patch = set_link(project, *key, link.kind, 0, TimeUnit.DAY)
                yield from self._tried(uid, patch, Remedy.REDUCE_LAG, key[0], dependency=key)
            else:
                yield from self._least(uid, make, link.lag, Remedy.REDUCE_LAG, key[0], dependency=key)
        if remove:
            yield from self._tried(uid, remove_link(project, key), Remedy.REMOVE_LINK, key[0], dependency=key)

    def _worked(self, uid: TaskUid, lost: Lost, task: TaskUid) -> Iterator[_Found]:
        """With work on the days that an exception takes away."""
        if lost.exception is None:
            return
        project = self._given.project
        kept = tuple(one for one in project.calendars[lost.calendar].exceptions if one is not lost.exception)
        patch = change_calendar(project, lost.calendar, exceptions=kept)
        yield from self._tried(uid, patch, Remedy.WORK, task, lost=lost)

    # -- trying them out

    def _tried(
        self,
        uid: TaskUid,
        patch: Patch,
        remedy: Remedy,
        task: TaskUid,
        *,
        amount: int = 0,
        dependency: DependencyKey | None = None,
        lost: Lost | None = None,
    ) -> Iterator[_Found]:
        """The change as an alternative, if it gains anything."""
        before = self._engine.schedule.value("start", uid)
        held = explain(self._given, uid).driving
        start, then = self._with(patch, uid)
        yield None
        if start < before:
            yield Alternative(
                remedy=remedy,
                task=task,
                patch=patch,
                start=start,
                gain=self._yardstick(uid).between(start, before),
                then=None if _alike(held, then) else then,
                amount=amount,
                dependency=dependency,
                lost=lost,
            )

    def _least(
        self,
        uid: TaskUid,
        make: _Make,
        most: int,
        remedy: Remedy,
        task: TaskUid,
        *,
        dependency: DependencyKey | None = None,
    ) -> Iterator[_Found]:
        """The smallest such change that gains as much as the greatest, found by halving."""
        before = self._engine.schedule.value("start", uid)
        try:
            best, _then = self._with(make(most), uid)
        except EditError:
            return
        yield None
        if best >= before:
            return
        low, high = 0, most
        guess = self._yardstick(uid).between(best, before)  # mostly a minute less gains a minute
        while high - low > 1:
            yield None
            middle = guess if low < guess < high else (low + high) // 2
            if self._with(make(middle), uid)[0] <= best:
                high = middle
                guess -= 1
            else:
                low = middle
        yield from self._tried(uid, make(high), remedy, task, amount=high, dependency=dependency)

    def _yardstick(self, uid: TaskUid) -> WorkingTime:
        return self._engine.compiled.activities[self._engine.schedule.rows[uid]].yardstick

    def _with(self, patch: Patch, uid: TaskUid) -> tuple[Minute, Cause]:
        """The start of a task after a change, and what sets it then; the copy is afterwards as it was."""
        engine = self._engine
        here = _within(engine.project, patch)
        engine.project.apply(here)
        engine.update(here)
        told = engine.schedule.value("start", uid), explain(engine, uid).driving
        back = here.inverted()
        engine.project.apply(back)
        engine.update(back)
        return told


def _copy(engine: Engine, uid: TaskUid) -> Engine:
    """A copy of as much of a plan as a task's start can hang on; of all where dates hang on both passes."""
    plan, project = engine.compiled, engine.project
    if not plan.late and not plan.from_finish:
        made = Engine(_upstream(engine, uid))
        if made.schedule.value("start", uid) == engine.schedule.value("start", uid):
            return made
    return Engine(project.snapshot())


def _upstream(engine: Engine, uid: TaskUid) -> Project:
    """The tasks that come before a task in the order of the network, with their links, summaries and assignments."""
    network, project = engine.compiled.network, engine.project
    row = network.rows[uid]
    waiting = [~row if network.is_summary(row) else row]
    steps: set[int] = set()
    while waiting:
        step = waiting.pop()
        if step not in steps:
            steps.add(step)
            waiting.extend(network.before(step))
    rows = {step if step >= 0 else ~step for step in steps}
    uids = {network.uids[row] for row in rows}
    keys = {link.key for row in rows for link in network.incoming[row]}
    return Project(
        project.info,
        tasks=[project.tasks[one] for one in network.uids if one in uids and one != ROOT],
        children={one: tuple(kid for kid in kids if kid in uids) for one, kids in project.children.items()},
        dependencies=[link for key, link in project.dependencies.items() if key in keys and uids.issuperset(key)],
        resources=[project.resources[one] for one in project.resource_order],
        assignments=[one for one in project.assignments.values() if one.task in uids],
        calendars=project.calendars.values(),
        stored_dates={one: dates for one, dates in project.stored_dates.items() if one in uids},
    )


def _within(project: Project, patch: Patch) -> Patch:
    """That part of a patch that concerns records a copy has."""
    return Patch(
        {
            table: {key: pair for key, pair in rows.items() if key in getattr(project, table)}
            for table, rows in patch.changes.items()
        }
    )


def _alike(one: Cause, other: Cause) -> bool:
    """Whether two causes are the same thing, whenever it happens."""
    return (one.kind, one.task, one.dependency) == (other.kind, other.task, other.dependency)
