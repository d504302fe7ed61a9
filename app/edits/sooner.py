"""What would have to change for a task to start or finish earlier: edits tried out on a copy, and what each gains."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from enum import StrEnum
from itertools import islice
from typing import Final, TypeVar

import msgspec

from ..analysis.causes import Cause, CauseKind, End, Step
from ..analysis.lost_time import Lost
from ..analysis.why import chain, explain
from ..project.durations import Duration
from ..project.errors import EditError
from ..project.kinds import ConstraintKind, TimeUnit
from ..project.moments import Minute
from ..project.patch import Patch
from ..project.records import DependencyKey, TaskUid
from ..project.steps import Steps
from ..schedule.engine import Engine
from .calendars import change as change_calendar
from .dates import set_duration, set_manual
from .links import remove_link, set_link
from .split import join
from .tasks import set_constraint, set_fields
from .trial_copy import TrialCopy, Tried, placing

_LATE: Final = frozenset({CauseKind.SUCCESSOR, CauseKind.DEADLINE, CauseKind.PROJECT_FINISH, CauseKind.LATE})
"""Causes of a task that goes on as late as possible."""

_STEPS: Final = 8
"""So many steps of the chain are asked for what could change in them; what lies further back seldom frees the task."""


class Remedy(StrEnum):
    """What is changed."""

    SHORTEN = "shorten"
    REDUCE_LAG = "reduce lag"
    REMOVE_LINK = "remove link"
    REMOVE_CONSTRAINT = "remove constraint"
    REMOVE_DELAY = "remove levelling delay"
    AS_SOON = "go on as soon as possible"
    SCHEDULE = "schedule automatically"
    WORK = "work on the day off"
    JOIN = "join the parts of a split task"


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """A change after which a task starts or finishes earlier.

    Attributes:
        remedy: What is changed.
        task: The task that changes, or whose link, constraint or delay does.
        amount: By how many minutes the duration or lag becomes less: the least that gains all there is to gain.
        dependency: The link that changes.
        lost: The days that would be worked on.
        patch: The edit that does it.
        end: Which end of the task it brings forward.
        date: When that is then; ``now`` is when it is without the change.
        gain: How many minutes earlier that is, of the hours in which the task goes on; by the clock if it does so.
        then: What holds it then; None where that is the same as before, only earlier.
    """

    remedy: Remedy
    task: TaskUid
    patch: Patch
    end: End
    date: Minute
    now: Minute
    gain: int
    by_clock: bool
    then: Cause | None
    amount: int = 0
    dependency: DependencyKey | None = None
    lost: Lost | None = None


_Make = Callable[[int], Patch]
_Found = Alternative | None
_T = TypeVar("_T")


class WhatIf:
    """Tries changes out on a copy of a plan; of no use any more when the plan itself changes."""

    def __init__(self, engine: Engine) -> None:
        """Take the plan as it is now."""
        self._given = engine
        self._copy: TrialCopy | None = None

    def alternatives(self, uid: TaskUid, end: End | None = None) -> Iterator[Alternative]:
        """Every single change along the chain behind a task that brings an end of it forward, nearest first.

        Args:
            end: Which end; where it is not said, ``sought`` says it.
        """
        return (found for found in self.search(uid, end) if found is not None)

    def sought(self, uid: TaskUid) -> End | None:
        """The end that is worth bringing forward: of a summary its finish, of a task its start; None where that has
        been."""
        if self._given.project.is_summary(uid):
            return None if self._given.project.tasks[uid].actual_finish is not None else End.FINISH
        return None if self._begun(uid) else End.START

    def search(self, uid: TaskUid, end: End | None = None) -> Iterator[_Found]:
        """The same, with None after each trial in between, so that a window can do other things meanwhile."""
        end = end or self.sought(uid)
        if end is None or (end is End.START and self._begun(uid)):
            return
        self._end = end
        self._date = self._given.schedule.value(end, uid)
        if self._copy is None:
            self._copy = yield from _untold(TrialCopy.in_steps(self._given))
        seen: set[object] = set()
        steps = chain(self._given, uid, end)
        for number, step in enumerate(list(islice(steps, _STEPS))):
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
        if cause.kind in _LATE:  # what makes room behind it only lets it go on later
            yield from self._hastened(uid, step.uid)
            return
        through = step.end is not cause.end  # the chain runs through the task's duration
        if through and step.end is End.FINISH:
            yield from self._shortened(uid, step.uid)
        if step.pauses or (first and explanation.finish.pauses):
            yield from self._joined(uid, step.uid)
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
        if cause.kind is CauseKind.CONSTRAINT:
            held = holder if cause.task is None else cause.task
            patch = set_constraint(project, [held], ConstraintKind.AS_SOON_AS_POSSIBLE)
            yield from self._tried(uid, patch, Remedy.REMOVE_CONSTRAINT, held)
        elif cause.kind in (CauseKind.MANUAL, CauseKind.SUMMARY):
            by_hand = holder if cause.task is None else cause.task
            yield from self._tried(uid, set_manual(self._given, [by_hand], False), Remedy.SCHEDULE, by_hand)

    def _joined(self, uid: TaskUid, split: TaskUid) -> Iterator[_Found]:
        """With a split task that goes on without pauses."""
        try:
            patch = join(self._given, split)
        except EditError:
            return
        yield from self._tried(uid, patch, Remedy.JOIN, split)

    def _hastened(self, uid: TaskUid, late: TaskUid) -> Iterator[_Found]:
        """With a task as soon as possible that goes on as late as possible."""
        if self._given.project.tasks[late].constraint is ConstraintKind.AS_LATE_AS_POSSIBLE:
            patch = set_constraint(self._given.project, [late], ConstraintKind.AS_SOON_AS_POSSIBLE)
            yield from self._tried(uid, patch, Remedy.AS_SOON, late)

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
        beyond: Cause | None = None,
    ) -> Iterator[_Found]:
        """The change as an alternative, if it gains anything.

        Args:
            beyond: What holds the end even if more is changed: after the least change both may hold it alike.
        """
        found = yield from self._after(patch, uid)
        then = beyond or found.cause
        if found.date < self._date and found.gain:  # the evening before is no earlier
            yield Alternative(
                remedy=remedy,
                task=task,
                patch=patch,
                end=self._end,
                date=found.date,
                now=self._date,
                gain=found.gain,
                by_clock=self._given.project.tasks[uid].duration_unit.elapsed,
                then=None if _alike(placing(self._given, uid, self._end), then) else then,
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
        try:
            most_changed = make(most)
        except EditError:
            return
        best = yield from self._after(most_changed, uid)
        if best.date >= self._date:
            return
        low, high = 0, most
        guess = best.gain  # mostly a minute less gains a minute
        while high - low > 1:
            middle = guess if low < guess < high else (low + high) // 2
            if (yield from self._after(make(middle), uid)).date <= best.date:
                high = middle
                guess -= 1
            else:
                low = middle
        yield from self._tried(uid, make(high), remedy, task, amount=high, dependency=dependency, beyond=best.cause)

    def _after(self, patch: Patch, uid: TaskUid) -> Generator[None, None, Tried]:
        """The end that is sought, with a change."""
        assert self._copy is not None
        tried = yield from _untold(self._copy.after(patch, uid, self._end))
        yield
        return tried


def _untold(steps: Steps[_T]) -> Generator[None, None, _T]:
    """Steps that do not tell how far they are."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        yield


def _alike(one: Cause, other: Cause) -> bool:
    """Whether two causes are the same thing, whenever it happens."""
    return (one.kind, one.task, one.dependency) == (other.kind, other.task, other.dependency)
