"""What explanations of early and of late dates have in common: settled dates, summaries, and the task's duration."""

from __future__ import annotations

from collections.abc import Iterator

from ..project.moments import Minute
from ..project.records import TaskUid
from ..schedule.activity import Activity
from ..schedule.codes import NEVER
from ..schedule.network import Link
from ..schedule.trial import Traced
from .causes import Cause, CauseKind, End, Explanation, Share
from .lost_time import LostTime


class Reasons:
    """A task, with what the engine knows of it.

    Attributes:
        row: Of the task in the network.
        activity: The task as the passes see it.
    """

    def __init__(self, engine: Traced, uid: TaskUid) -> None:
        """Take a task.

        Raises:
            KeyError: The row is empty or the task unknown.
        """
        self.given = engine
        self.plan = engine.compiled
        self.schedule = engine.schedule
        self.uid = uid
        self.row = engine.schedule.rows[uid]
        self.activity: Activity = self.plan.activities[self.row]

    def lost(self) -> LostTime:
        """What looks for days that were lost."""
        return LostTime(self.given.project, self.given.working_times, self.uid, self.activity.time)

    def pair(self, driving: Cause) -> Explanation:
        """What sets one end, and the duration that leads from it to the other."""
        other = self._by_duration(driving)
        start, finish = (driving, other) if driving.end is End.START else (other, driving)
        return Explanation(self.uid, start, finish)

    def _by_duration(self, driving: Cause) -> Cause:
        end, activity = driving.end.other, self.activity
        at = activity.finish_from(driving.at) if end is End.FINISH else activity.start_for(driving.at)
        first, last = min(at, driving.at), max(at, driving.at)
        lasting = activity.time.between(first, last) if activity.workers else activity.span
        counted = None if activity.elapsed or not activity.span else self.lost()
        return Cause(
            end=end,
            kind=CauseKind.DURATION,
            base=driving.at,
            moment=at,
            at=at,
            lag=lasting,
            lost=counted.between(first, last) if counted else (),
            pauses=self.pauses(first),
            worked=activity.duration,
            share=self._share(driving, lasting),
            day=counted.day_length(lasting) if counted else None,
        )

    def _share(self, driving: Cause, lasting: int) -> Share | None:
        """What of a duration that counts whenever anybody works is done by whom the other end hangs on."""
        workers, at = self.activity.workers, driving.at
        if not workers:
            return None
        if driving.end is End.START:
            one = max(workers, key=lambda worker: worker.finish_from(at))
        else:
            one = min(workers, key=lambda worker: worker.start_for(at))
        if one.resource is None or one.span >= lasting:
            return None
        return Share(one.resource, one.span)

    def pauses(self, since: Minute) -> tuple[tuple[Minute, Minute], ...]:
        """When the task rests after a moment, where it is split."""
        pauses: list[tuple[Minute, Minute]] = []
        for start, finish in self.schedule.segments.get(self.uid, ()):
            if start > since and self.activity.time.between(since, start):
                pauses.append((since, start))
            since = max(since, finish)
        return tuple(pauses)

    def settled(self, end: End) -> Cause:
        """An end of a task with fixed dates: external, set by hand, or done and under way."""
        activity, task = self.activity, self.given.project.tasks[self.uid]
        assert activity.fixed is not None
        at = activity.fixed[0] if end is End.START else activity.fixed[1]
        kind, base, behind = CauseKind.ACTUAL, at, None
        if activity.external:
            kind = CauseKind.EXTERNAL
        elif activity.manual:
            given = task.manual_start if end is End.START else task.manual_finish
            kind = CauseKind.DURATION if given is None else CauseKind.MANUAL
            base = activity.fixed[1] if given is None and end is End.START else base
            base = activity.fixed[0] if given is None and end is End.FINISH else base
        elif end is End.FINISH and task.actual_finish is None:
            kind, at = CauseKind.REMAINING, self.schedule.early_finish[self.row]
            resumed = activity.going_on(at)
            base = at if resumed is None else min(activity.time.next_working(resumed), at)
            behind = self._pushing() if activity.pushed_by(at) else None
        lag = activity.span if kind is CauseKind.DURATION else 0
        pauses = self.pauses(base) if kind is CauseKind.REMAINING else ()
        return Cause(end=end, kind=kind, base=base, moment=at, at=at, lag=lag, behind=behind, pauses=pauses)

    def _pushing(self) -> Cause | None:
        """The link that what is left of a task under way waits for longest."""

        def finish(cause: Cause) -> Minute:
            start, end = (NEVER, cause.moment) if cause.end is End.FINISH else (cause.moment, NEVER)
            return self.activity.pushed(start, end)

        return max(map(self.linked, self.incoming()), key=finish, default=None)

    def child(self, end: End) -> Cause:
        """The first or last task of a summary; where all are inactive, the project start."""
        plan, schedule = self.plan, self.schedule
        rows = [row for row in plan.network.children[self.row] if plan.activities[row].active]
        if not rows:
            at = schedule.start[self.row]
            return Cause(end=end, kind=CauseKind.PROJECT_START, base=at, moment=at, at=at)
        column = schedule.start if end is End.START else schedule.finish
        row = (min if end is End.START else max)(rows, key=column.__getitem__)
        at = column[row]
        child = plan.network.uids[row]
        return Cause(end=end, kind=CauseKind.CHILD, base=at, moment=at, at=at, task=child, task_end=end)

    def incoming(self) -> Iterator[Link]:
        """The links that drive it, its own and those of the summaries above."""
        network = self.plan.network
        for row in (self.row, *network.ancestors(self.row)):
            yield from network.incoming[row]

    def outgoing(self) -> Iterator[Link]:
        """The links through which it or a summary above drives others."""
        network = self.plan.network
        for row in (self.row, *network.ancestors(self.row)):
            yield from network.outgoing[row]

    def linked(self, link: Link) -> Cause:
        """What a link asks of the task."""
        plan, schedule, before = self.plan, self.schedule, link.predecessor
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
            via=None if link.key[1] == self.uid else link.key[1],
            lag=lag,
            elapsed=link.elapsed,
        )
