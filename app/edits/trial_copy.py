"""A copy of a plan on which changes are tried out."""

from __future__ import annotations

import msgspec

from ..analysis.causes import Cause, End
from ..analysis.why import explain
from ..project.moments import Minute
from ..project.patch import Patch
from ..project.records import TaskUid
from ..project.steps import Steps
from ..schedule.engine import Engine
from ..schedule.trial import Traced


class Tried(msgspec.Struct, frozen=True):
    """One end of a task as it is with a change.

    Attributes:
        date: When it is.
        cause: What sets it.
        gain: How much earlier it is, in the hours in which the task itself goes on with the change; where it takes no
            time or is a summary, in those that it is counted in.
    """

    date: Minute
    cause: Cause
    gain: int


class TrialCopy:
    """A copy made to see how changes move the ends of tasks; of no use any more when the plan itself changes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def in_steps(cls, engine: Engine) -> Steps[TrialCopy]:
        """Copy a plan, and schedule the copy, bit by bit."""
        project = yield from engine.project.snapshot_in_steps()
        return cls((yield from Engine.in_steps(project)))

    def after(self, patch: Patch, uid: TaskUid, end: End) -> Steps[Tried]:
        """An end of a task with a change; then the copy is as it was.

        Most changes are tried at once, and only as far as the task hangs on them; with some the copy is scheduled anew.
        """
        engine = self._engine
        date = engine.schedule.value(end, uid)
        if engine.repairs(patch):
            with engine.trial(patch, until=uid) as trial:
                return _tried(trial, uid, end, date)
        engine.project.apply(patch)
        try:
            return _tried((yield from Engine.in_steps(engine.project)), uid, end, date)
        finally:
            engine.project.apply(patch.inverted())


def placing(plan: Traced, uid: TaskUid, end: End) -> Cause:
    """What places a task; of a summary, what sets the end."""
    explanation = explain(plan, uid)
    return explanation.behind(end) if plan.project.is_summary(uid) else explanation.driving


def _tried(plan: Traced, uid: TaskUid, end: End, before: Minute) -> Tried:
    date, row = plan.schedule.value(end, uid), plan.schedule.rows[uid]
    activity, whole = plan.compiled.activities[row], plan.project.is_summary(uid)
    time = activity.time if activity.span and not whole else activity.yardstick
    return Tried(date, placing(plan, uid, end), time.between(date, before))
