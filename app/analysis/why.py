"""Why a task starts and finishes when it does, as data: what set each end, and the chain back to the project start."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.records import ROOT, DependencyKey, TaskUid
from ..schedule.activity import Activity
from ..schedule.engine import Engine
from ..schedule.schedule import Driver, DriverKind
from .lost_time import Lost, LostTime


class End(StrEnum):
    """An end of a task."""

    START = "start"
    FINISH = "finish"

    @property
    def other(self) -> End:
        """The opposite one."""
        return End.FINISH if self is End.START else End.START


class CauseKind(StrEnum):
    """What an end of a task hangs on."""

    PROJECT_START = "project start"
    LINK = "link"
    CONSTRAINT = "constraint"
    MANUAL = "manual"
    ACTUAL = "actual"
    REMAINING = "remaining"  # of a finish: what is left to do, from where it goes on
    SUMMARY = "summary"  # a manual summary above holds it back
    LEVELLING = "levelling"
    EXTERNAL = "external"
    CHILD = "child"  # of a summary: the first or last of its tasks
    LATE = "as late as possible"
    DURATION = "duration"  # counted from the task's other end


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What set an end of a task, with the arithmetic that leads to its date.

    Attributes:
        end: The end that it set.
        base: The moment it is counted from: of a link the predecessor's end, of a constraint its date.
        moment: That moment with the lag or delay: no earlier than this.
        at: The date that follows, in the task's working time; always the scheduled one.
        task: The predecessor, the child, or the summary whose link, constraint or start it is.
        task_end: The end of ``task`` that counts.
        dependency: The link.
        via: The summary above whose link it is, which counts for all of its tasks.
        lag: Minutes between ``base`` and ``moment``: a link's lag or a levelling delay; ``elapsed`` ones of the clock.
        constraint: Which, where it is one.
        behind: Of a levelling delay, what would set the start without it.
        lost: What lies between ``moment`` and ``at``; where ``kind`` is a duration, what lengthens it.
    """

    end: End
    kind: CauseKind
    base: Minute
    moment: Minute
    at: Minute
    task: TaskUid | None = None
    task_end: End | None = None
    dependency: DependencyKey | None = None
    via: TaskUid | None = None
    lag: int = 0
    elapsed: bool = False
    constraint: ConstraintKind | None = None
    behind: Cause | None = None
    lost: tuple[Lost, ...] = ()


class Explanation(msgspec.Struct, frozen=True):
    """What set the start and the finish of a task; one of them may follow from the other by the duration."""

    uid: TaskUid
    start: Cause
    finish: Cause

    @property
    def driving(self) -> Cause:
        """What places the task: the cause of its start, or of its finish where the start is counted back from that."""
        return self.finish if self.start.kind is CauseKind.DURATION else self.start

    def behind(self, end: End) -> Cause:
        """What an end hangs on in the end: what places the task where it follows from the duration."""
        cause = self.start if end is End.START else self.finish
        return self.driving if cause.kind is CauseKind.DURATION else cause


class Step(msgspec.Struct, frozen=True):
    """A link of the chain back to the project start: an end of a task and what set it."""

    uid: TaskUid
    end: End
    cause: Cause


def explain(engine: Engine, uid: TaskUid) -> Explanation:
    """What sets the start and the finish of a task.

    Raises:
        KeyError: The row is empty or the task unknown.
    """
    return _Explainer(engine, uid).explanation()


def chain(engine: Engine, uid: TaskUid) -> Iterator[Step]:
    """From what places a task back to what nothing else drives; each step is about the task the last one named."""
    explanation = explain(engine, uid)
    end = explanation.driving.end
    seen: set[tuple[TaskUid, End]] = set()
    while (uid, end) not in seen:
        seen.add((uid, end))
        cause = explanation.behind(end)
        yield Step(uid, end, cause)
        told = cause.behind or cause
        if told.task is None or told.task_end is None:
            return
        uid, end = told.task, told.task_end
        explanation = explain(engine, uid)


class _Explainer:
    """Follows the engine's trace for one task."""

    def __init__(self, engine: Engine, uid: TaskUid) -> None:
        self._engine = engine
        self._plan = engine.compiled
        self._schedule = engine.schedule
        self._uid = uid
        self._row = engine.schedule.rows[uid]
        self._activity: Activity = self._plan.activities[self._row]

    def explanation(self) -> Explanation:
        """The causes of both ends."""
        row, schedule, activity = self._row, self._schedule, self._activity
        if self._plan.network.is_summary(row) and activity.fixed is None:
            return Explanation(self._uid, self._child(End.START), self._child(End.FINISH))
        if activity.fixed is not None:
            return Explanation(self._uid, self._settled(End.START), self._settled(End.FINISH))
        if schedule.start[row] != schedule.early_start[row] or schedule.finish[row] != schedule.early_finish[row]:
            return Explanation(self._uid, self._late(End.START), self._late(End.FINISH))
        driving = self._driven(schedule.driver[row])
        other = self._by_duration(driving)
        pair = (driving, other) if driving.end is End.START else (other, driving)
        return Explanation(self._uid, *pair)

    def _lost(self) -> LostTime:
        return LostTime(self._engine.project, self._engine.working_times, self._uid, self._activity.time)

    # -- what places a task

    def _driven(self, driver: Driver | None) -> Cause:
        """The cause a driver stands for."""
        if driver is None or driver.kind is DriverKind.PROJECT_START:
            schedule, plan = self._schedule, self._plan
            start = min(schedule.late_start[1:], default=plan.anchor) if plan.from_finish else plan.anchor
            return self._placed(Cause(end=End.START, kind=CauseKind.PROJECT_START, base=start, moment=start, at=start))
        if driver.kind is DriverKind.LINK:
            return self._placed(self._linked(driver))
        if driver.kind is DriverKind.CONSTRAINT:
            return self._placed(self._constrained(driver))
        if driver.kind is DriverKind.SUMMARY:
            assert driver.task is not None
            start = self._schedule.start[self._schedule.rows[driver.task]]
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

    def _linked(self, driver: Driver) -> Cause:
        plan, schedule = self._plan, self._schedule
        assert driver.dependency is not None
        incoming = plan.network.incoming[plan.network.rows[driver.dependency[1]]]
        link = next(one for one in incoming if one.key == driver.dependency)
        before = link.predecessor
        base = schedule.finish[before] if link.from_finish else schedule.start[before]
        lag = plan.lag(link, schedule.duration[before])
        moment = plan.shifted(link, base, lag)
        return Cause(
            end=End.FINISH if link.to_finish else End.START,
            kind=CauseKind.LINK,
            base=base,
            moment=moment,
            at=moment,
            task=link.key[0],
            task_end=End.FINISH if link.from_finish else End.START,
            dependency=link.key,
            via=None if link.key[1] == self._uid else link.key[1],
            lag=lag,
            elapsed=link.elapsed,
        )

    def _constrained(self, driver: Driver) -> Cause:
        """The task's own constraint, or that of a summary above, which holds back its start."""
        holder = self._activity if driver.task is None else self._plan.activities[self._schedule.rows[driver.task]]
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
        base = self._activity.time.next_working(behind.moment)
        moment = base + self._activity.delay
        return self._placed(
            Cause(
                end=End.START,
                kind=CauseKind.LEVELLING,
                base=base,
                moment=moment,
                at=moment,
                lag=self._activity.delay,
                elapsed=True,
                behind=behind,
            )
        )

    def _placed(self, cause: Cause) -> Cause:
        """The cause with the date that follows from its moment: a finish is the moment itself, a start the next working
        one."""
        if cause.end is End.FINISH:
            return cause
        at = self._activity.from_start(cause.moment)[0]
        lost = self._lost().until(cause.moment, at) if at > cause.moment and not self._activity.elapsed else ()
        return msgspec.structs.replace(cause, at=at, lost=lost)

    def _by_duration(self, driving: Cause) -> Cause:
        """The other end of the task, counted from the one that was set."""
        end, activity = driving.end.other, self._activity
        at = activity.finish_from(driving.at) if end is End.FINISH else activity.start_for(driving.at)
        first, last = min(at, driving.at), max(at, driving.at)
        lost = () if activity.elapsed or not activity.span else self._lost().between(first, last)
        return Cause(end=end, kind=CauseKind.DURATION, base=driving.at, moment=at, at=at, lag=activity.span, lost=lost)

    # -- what is settled, and what follows from others

    def _settled(self, end: End) -> Cause:
        """An end of a task with fixed dates: external, set by hand, or done and under way."""
        activity, task = self._activity, self._engine.project.tasks[self._uid]
        assert activity.fixed is not None
        at = activity.fixed[0] if end is End.START else activity.fixed[1]
        kind, base = CauseKind.ACTUAL, at
        if activity.external:
            kind = CauseKind.EXTERNAL
        elif activity.manual:
            given = task.manual_start if end is End.START else task.manual_finish
            kind = CauseKind.DURATION if given is None else CauseKind.MANUAL
            base = activity.fixed[1] if given is None and end is End.START else base
            base = activity.fixed[0] if given is None and end is End.FINISH else base
        elif end is End.FINISH and task.actual_finish is None:
            kind = CauseKind.REMAINING
            base = at if activity.resumed is None else activity.resumed
        lag = activity.span if kind is CauseKind.DURATION else 0
        return Cause(end=end, kind=kind, base=base, moment=at, at=at, lag=lag)

    def _child(self, end: End) -> Cause:
        """The first or last task of a summary; where all are inactive, the project start."""
        plan, schedule = self._plan, self._schedule
        rows = [row for row in plan.network.children[self._row] if plan.activities[row].active]
        if not rows:
            at = schedule.start[self._row]
            return Cause(end=end, kind=CauseKind.PROJECT_START, base=at, moment=at, at=at)
        column = schedule.start if end is End.START else schedule.finish
        row = (min if end is End.START else max)(rows, key=column.__getitem__)
        at = column[row]
        child = plan.network.uids[row]
        return Cause(end=end, kind=CauseKind.CHILD, base=at, moment=at, at=at, task=child, task_end=end)

    def _late(self, end: End) -> Cause:
        """A task that goes on as late as possible; with the successor that allows no later, where it is plain."""
        plan, schedule, row = self._plan, self._schedule, self._row
        at = schedule.start[row] if end is End.START else schedule.finish[row]
        holders = (
            link.key[1]
            for link in plan.network.outgoing[row]
            if link.from_finish
            and not link.to_finish
            and not link.lag
            and self._activity.time.previous_working(schedule.late_start[link.successor]) == schedule.finish[row]
        )
        return Cause(end=end, kind=CauseKind.LATE, base=at, moment=at, at=at, task=next(holders, None))


def is_explained(engine: Engine, uid: TaskUid) -> bool:
    """Whether there is anything to explain: the row is a task with dates."""
    return uid in engine.schedule.rows and uid != ROOT


_TO_FINISH = frozenset(
    {ConstraintKind.FINISH_NO_EARLIER_THAN, ConstraintKind.FINISH_NO_LATER_THAN, ConstraintKind.MUST_FINISH_ON}
)
