"""Why a task starts and finishes when it does: what set each end, and the chain back to what nothing else drives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..project.kinds import ConstraintKind
from ..project.records import ROOT, TaskUid
from ..project.widths import replace
from ..schedule.schedule import Driver, DriverKind
from ..schedule.trial import Traced
from .causes import Cause, CauseKind, End, Explanation, Step
from .late import explain_late, goes_on_late
from .reasons import Reasons

_TO_FINISH: Final = frozenset(
    {ConstraintKind.FINISH_NO_EARLIER_THAN, ConstraintKind.FINISH_NO_LATER_THAN, ConstraintKind.MUST_FINISH_ON}
)


def is_explained(engine: Traced, uid: TaskUid) -> bool:
    """Whether there is anything to explain: the row is a task with dates."""
    return uid in engine.schedule.rows and uid != ROOT


def explain(engine: Traced, uid: TaskUid) -> Explanation:
    """What sets the start and the finish of a task.

    Raises:
        KeyError: The row is empty or the task unknown.
    """
    return _explained(engine, uid, late=False)


def chain(engine: Traced, uid: TaskUid, end: End | None = None) -> Iterator[Step]:
    """From what places a task back to what nothing else drives; each step is about the task the last one named.

    Behind a task that goes on as late as possible it leads forward, to what may not go on later.

    Args:
        end: Of a summary, the one to begin with: its start unless said. A task begins with what places it.
    """
    late = False
    explanation = _explained(engine, uid, late=late)
    if end is None or not engine.project.is_summary(uid):
        end = explanation.driving.end
    seen: set[tuple[TaskUid, End, bool]] = set()
    while (uid, end, late) not in seen:
        seen.add((uid, end, late))
        cause = explanation.behind(end)
        through = explanation.finish if end is End.FINISH and cause.end is End.START else None
        pauses = through.pauses if through is not None else ()
        yield Step(uid, end, cause, engine.schedule.value("duration", uid), pauses)
        told = cause.behind or cause
        if told.task is None or told.task_end is None:
            return
        late = late or cause.kind is CauseKind.SUCCESSOR
        uid, end = told.task, told.task_end
        explanation = _explained(engine, uid, late=late)


def _explained(engine: Traced, uid: TaskUid, *, late: bool) -> Explanation:
    """What sets the dates of a task; ``late`` asks why it goes on no later."""
    if late or goes_on_late(engine, uid):
        explanation = explain_late(engine, uid)
        if explanation is not None:
            return explanation
    return _Early(engine, uid).explanation()


class _Early(Reasons):
    """Follows the engine's trace for a task that goes on as early as it can."""

    def explanation(self) -> Explanation:
        """The causes of both ends, and the link that they do not keep."""
        row, activity = self.row, self.activity
        if self.plan.network.is_summary(row) and activity.fixed is None:
            return Explanation(self.uid, self.child(End.START), self.child(End.FINISH))
        if activity.fixed is not None:
            explanation = Explanation(self.uid, self.settled(End.START), self.settled(End.FINISH))
        else:
            explanation = self.pair(self._driven(self.schedule.driver[row]))
        return replace(explanation, unkept=self._unkept(explanation))

    def _unkept(self, explanation: Explanation) -> Cause | None:
        """The link from a finish or start to the task's start that asks for more than its dates give."""
        if explanation.finish.kind is CauseKind.REMAINING and explanation.finish.behind is not None:
            return None  # what is left of it waits for the link
        settled = explanation.driving.kind in (CauseKind.MANUAL, CauseKind.ACTUAL, CauseKind.CONSTRAINT)
        if not settled or self.activity.finished or not self.activity.active:
            return None
        asking = [self.linked(link) for link in self.incoming() if not link.to_finish]
        latest = max(asking, key=lambda cause: cause.moment, default=None)
        time, start = self.activity.time, explanation.start.at
        if latest is None or latest.moment <= start or time.next_working(start) >= time.next_working(latest.moment):
            return None
        return replace(latest, at=self.activity.from_start(latest.moment)[0])

    def _driven(self, driver: Driver | None) -> Cause:
        """The cause a driver stands for."""
        if driver is None or driver.kind is DriverKind.PROJECT_START:
            schedule, plan = self.schedule, self.plan
            start = schedule.earliest_late_start(plan.anchor) if plan.from_finish else plan.anchor
            return self._placed(Cause(end=End.START, kind=CauseKind.PROJECT_START, base=start, moment=start, at=start))
        if driver.kind is DriverKind.LINK:
            link = next(one for one in self.incoming() if one.key == driver.dependency)
            return self._placed(self.linked(link))
        if driver.kind is DriverKind.CONSTRAINT:
            return self._placed(self._constrained(driver))
        if driver.kind is DriverKind.SUMMARY:
            assert driver.task is not None
            start = self.schedule.start[self.schedule.rows[driver.task]]
            return self._placed(
                Cause(
                    end=End.START,
                    kind=CauseKind.SUMMARY,
                    base=start,
                    moment=start,
                    at=start,
                    task=driver.task,
                    task_end=End.START,
                )
            )
        return self._levelled(driver)

    def _constrained(self, driver: Driver) -> Cause:
        """The task's own constraint, or that of a summary above, which holds back its start."""
        holder = self.activity if driver.task is None else self.plan.activities[self.schedule.rows[driver.task]]
        to_finish = driver.task is None and holder.constraint in _TO_FINISH
        return Cause(
            end=End.FINISH if to_finish else End.START,
            kind=CauseKind.CONSTRAINT,
            base=holder.date,
            moment=holder.date,
            at=holder.date,
            task=driver.task,
            constraint=holder.constraint,
        )

    def _levelled(self, driver: Driver) -> Cause:
        """A levelling delay, counted by the clock from the first working moment of what stands behind it."""
        behind = self._driven(driver.behind)
        base = self.activity.time.next_working(behind.moment)
        moment = base + self.activity.delay
        return self._placed(
            Cause(
                end=End.START,
                kind=CauseKind.LEVELLING,
                base=base,
                moment=moment,
                at=moment,
                lag=self.activity.delay,
                elapsed=True,
                behind=behind,
            )
        )

    def _placed(self, cause: Cause) -> Cause:
        """The cause with the date that follows from its moment: a finish is the moment itself, a start the next working
        one."""
        if cause.end is End.FINISH:
            return cause
        at = self.activity.from_start(cause.moment)[0]
        lost = self.lost().until(cause.moment, at) if at > cause.moment and not self.activity.elapsed else ()
        return replace(cause, at=at, lost=lost)
