"""Why a task goes on no later: what its late dates hang on, for tasks that are scheduled as late as possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.records import TaskUid
from ..project.widths import replace
from ..schedule.network import Link
from ..schedule.schedule import DriverKind
from ..schedule.trial import Traced
from .causes import Cause, CauseKind, End, Explanation
from .reasons import Reasons

_PLACING: Final = {
    ConstraintKind.MUST_START_ON: End.START,
    ConstraintKind.START_NO_LATER_THAN: End.START,
    ConstraintKind.MUST_FINISH_ON: End.FINISH,
    ConstraintKind.FINISH_NO_LATER_THAN: End.FINISH,
}
"""The constraints that keep a task from going on later, and the end they hold."""


def goes_on_late(engine: Traced, uid: TaskUid) -> bool:
    """Whether a task is where it is because it goes on as late as possible, and could have been earlier.

    So could one that only a predecessor of that kind holds back.
    """
    plan, schedule = engine.compiled, engine.schedule
    row = schedule.rows[uid]
    while not plan.network.is_summary(row):
        activity = plan.activities[row]
        if activity.constraint is not ConstraintKind.AS_LATE_AS_POSSIBLE or activity.fixed is not None:
            return False
        if plan.from_finish or schedule.start[row] != schedule.early_start[row]:
            return True
        driver = schedule.driver[row]
        if driver is None or driver.kind is not DriverKind.LINK or driver.task is None:
            return False
        row = schedule.rows[driver.task]
    return False


def explain_late(engine: Traced, uid: TaskUid) -> Explanation | None:
    """What keeps a task from going on later; None where it does not go on at its late dates, or they are settled."""
    return _Late(engine, uid).explanation()


class _Late(Reasons):
    """Finds the limit that a task's late dates come from."""

    def explanation(self) -> Explanation | None:
        """The causes of both ends."""
        row, schedule = self.row, self.schedule
        if self.activity.fixed is not None:
            return None
        if self.plan.network.is_summary(row):
            return Explanation(self.uid, self.child(End.START), self.child(End.FINISH))
        placed = next(filter(self._places, self._limits()), None)
        if placed is not None:
            return self.pair(self._at_its_date(placed))
        if schedule.start[row] == schedule.early_start[row] or not goes_on_late(self.given, self.uid):
            return None
        start = self._until(End.START, CauseKind.LATE, schedule.start[row])
        return Explanation(self.uid, start, self._until(End.FINISH, CauseKind.LATE, schedule.finish[row]))

    def _limits(self) -> Iterator[Cause]:
        """All that may limit its late dates, what names another task first."""
        plan = self.plan
        if self.activity.constraint in _PLACING:
            end = _PLACING[self.activity.constraint]
            yield self._until(end, CauseKind.CONSTRAINT, self.activity.date, constraint=self.activity.constraint)
        for link in self.outgoing():
            after = plan.activities[link.successor]
            if after.active and not after.finished:
                yield self._followed(link)
        for row in (self.row, *plan.network.ancestors(self.row)):
            holder = plan.activities[row]
            task = None if row == self.row else plan.network.uids[row]
            if holder.deadline is not None:
                yield self._until(End.FINISH, CauseKind.DEADLINE, holder.deadline, task=task)
            if task is not None and holder.constraint is ConstraintKind.FINISH_NO_LATER_THAN:
                kind = CauseKind.CONSTRAINT
                yield self._until(End.FINISH, kind, holder.date, task=task, constraint=holder.constraint)
        last = plan.anchor if plan.from_finish else self.schedule.finish[0]
        yield self._until(End.FINISH, CauseKind.PROJECT_FINISH, last)

    def _until(
        self,
        end: End,
        kind: CauseKind,
        moment: Minute,
        *,
        task: TaskUid | None = None,
        constraint: ConstraintKind | None = None,
    ) -> Cause:
        """A limit that is a date."""
        return Cause(end=end, kind=kind, base=moment, moment=moment, at=moment, task=task, constraint=constraint)

    def _followed(self, link: Link) -> Cause:
        """The limit that a successor sets."""
        plan, schedule, row = self.plan, self.schedule, link.successor
        after = plan.activities[row]
        base = schedule.late_finish[row] if link.to_finish else schedule.late_start[row]
        resumed = after.going_on(schedule.finish[row])
        if after.started and resumed is not None and not link.to_finish:
            base = resumed
        delay = 0 if after.started else after.delay
        lag = plan.lag(link, schedule.duration[link.predecessor])
        moment = plan.shifted(link, base - delay, -lag)
        return Cause(
            end=End.FINISH if link.from_finish else End.START,
            kind=CauseKind.SUCCESSOR,
            base=schedule.finish[row] if link.to_finish else schedule.start[row],
            moment=moment,
            at=moment,
            task=link.key[1],
            task_end=End.FINISH if link.to_finish else End.START,
            dependency=link.key,
            via=None if link.key[0] == self.uid else link.key[0],
            lag=lag,
            elapsed=link.elapsed,
        )

    def _places(self, cause: Cause) -> bool:
        """Whether the task is where this limit puts it."""
        row, schedule = self.row, self.schedule
        if cause.end is End.START:
            return self.activity.from_start(cause.moment)[0] == schedule.start[row]
        if cause.kind is CauseKind.CONSTRAINT and cause.task is None:
            return cause.moment == schedule.finish[row]
        return self.activity.from_finish(cause.moment)[1] == schedule.finish[row]

    def _at_its_date(self, cause: Cause) -> Cause:
        """The limit with the date that follows, and what lies between."""
        own = self.activity.constraint
        constraint = own if own is ConstraintKind.AS_LATE_AS_POSSIBLE and not cause.constraint else cause.constraint
        if cause.end is End.START:
            return replace(cause, at=self.schedule.start[self.row], constraint=constraint)
        at = self.schedule.finish[self.row]
        lost = self.lost().between(at, cause.moment) if at < cause.moment and not self.activity.elapsed else ()
        return replace(cause, at=at, lost=lost, constraint=constraint)
