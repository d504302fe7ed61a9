"""The backward pass: the latest dates that do not delay the project's finish, deadlines and constraints."""

from __future__ import annotations

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from .activity import Activity
from .compiled import Compiled
from .network import Link
from .schedule import Schedule


class BackwardPass:
    """Places every task as late as possible, against the order of the network."""

    def __init__(self, plan: Compiled, schedule: Schedule, finish: Minute) -> None:
        self._plan = plan
        self._schedule = schedule
        self._project_finish = finish
        count = len(plan.network.uids)
        # what a predecessor has to respect of a row: its latest start and finish, not always those shown
        self._start_by: list[Minute] = [finish] * count
        self._finish_by: list[Minute] = [finish] * count
        self._summary_limits: dict[int, tuple[Minute, Minute | None]] = {}

    def run(self) -> None:
        """Set the late dates of every row."""
        for step in reversed(self._plan.network.order):
            if step < 0:
                self._limit(~step)
            elif self._plan.network.is_summary(step):
                self._close(step)
            else:
                self._place(step)

    def _limits(self, row: int) -> tuple[Minute, Minute | None]:
        """The latest finish and the latest start that links and summaries above leave a row.

        Links from the start hold neither summaries nor manual tasks.
        """
        plan = self._plan
        if not row:
            return self._project_finish, None
        finish, start = self._summary_limits[plan.network.parent[row]]
        summary = plan.network.is_summary(row)
        if plan.several_paths and not summary and not plan.network.outgoing[row]:
            finish = min(finish, self._schedule.early_finish[row])
        holds_start = not plan.activities[row].manual and not summary
        for link in plan.network.outgoing[row]:
            moment = self._bound(link)
            if moment is None:
                continue
            if link.from_finish:
                finish = min(finish, moment)
            elif holds_start:
                start = moment if start is None else min(start, moment)
        return finish, start

    def _bound(self, link: Link) -> Minute | None:
        """The latest moment a link leaves to the end of the predecessor that it hangs on."""
        plan, after = self._plan, link.successor
        activity = plan.activities[after]
        if activity.finished or not activity.active:
            return None
        moment = self._finish_by[after] if link.to_finish else self._start_by[after]
        if activity.delay and not link.to_finish and not activity.started:
            moment = activity.time.previous_working(moment) if False else moment - activity.delay
        if link.lag:
            moment = plan.shifted(link, moment, -plan.lag(link, self._schedule.duration[link.predecessor]))
        return moment

    def _limit(self, row: int) -> None:
        """Hand down what a summary's tasks have to respect."""
        finish, start = self._limits(row)
        activity = self._plan.activities[row]
        if activity.constraint is ConstraintKind.FINISH_NO_LATER_THAN:
            finish = min(finish, activity.date)
        if activity.deadline is not None:
            finish = min(finish, activity.deadline)
        self._summary_limits[row] = (finish, start)

    def _place(self, row: int) -> None:
        activity, schedule = self._plan.activities[row], self._schedule
        finish, start = self._late(activity, *self._limits(row))
        if activity.manual and finish < schedule.finish[row]:  # it can't be moved
            finish, start = schedule.finish[row], schedule.start[row]
        self._start_by[row], self._finish_by[row] = start, finish
        if activity.finished:
            start, finish = schedule.start[row], schedule.finish[row]
        elif activity.started:
            if activity.span:
                self._start_by[row] = _resumed(activity, schedule.start[row])
            if not activity.manual:
                start = schedule.start[row]
        schedule.late_start[row], schedule.late_finish[row] = start, finish

    def _late(self, activity: Activity, finish: Minute, start: Minute | None) -> tuple[Minute, Minute]:
        """The latest finish and start of a task under limits."""
        date = activity.date
        if activity.deadline is not None:
            finish = min(finish, activity.deadline)
        match activity.constraint:
            case ConstraintKind.FINISH_NO_LATER_THAN:
                finish = min(finish, date)
            case ConstraintKind.MUST_FINISH_ON:
                return date, activity.start_for(date)
            case ConstraintKind.START_NO_LATER_THAN:
                start = date if start is None else min(start, date)
            case ConstraintKind.MUST_START_ON:
                return activity.finish_from(date), date
            case _:
                pass
        if activity.span and not activity.manual and not activity.loose:
            finish = activity.time.previous_working(finish)
        latest = activity.start_for(finish)
        if start is not None and start < latest:
            latest = activity.time.next_working(start) if activity.span else start
            finish = activity.finish_from(latest)
        return finish, latest

    def _close(self, row: int) -> None:
        """Give a summary late dates: those of its tasks, where manual ones can't be moved; never before its own."""
        plan, schedule = self._plan, self._schedule
        activity = plan.activities[row]
        rows = [child for child in plan.network.children[row] if plan.activities[child].active]
        if not rows:
            schedule.late_start[row], schedule.late_finish[row] = schedule.start[row], schedule.finish[row]
            return
        late = [self._contributed(child) for child in rows]
        start, finish = schedule.early_start[row], schedule.early_finish[row]
        last = max(finish for _start, finish in late)
        if activity.manual:
            outlasts = finish > max(schedule.early_finish[child] for child in rows)
            first, last = start if outlasts else min(start for start, _finish in late), max(last, finish)
        else:
            first, limit = min(start for start, _finish in late), self._summary_limits[row][0]
            if limit < last:
                last = limit
                first = min(first, activity.time.add(limit, -activity.time.between(start, finish)))
        schedule.late_start[row] = start if activity.started else first
        schedule.late_finish[row] = last
        self._start_by[row], self._finish_by[row] = schedule.late_start[row], last

    def _contributed(self, child: int) -> tuple[Minute, Minute]:
        schedule, network = self._schedule, self._plan.network
        if not self._plan.activities[child].manual:
            return schedule.late_start[child], schedule.late_finish[child]
        finish = schedule.late_finish[child] if network.is_summary(child) else schedule.early_finish[child]
        return schedule.early_start[child], finish


def _resumed(activity: Activity, start: Minute) -> Minute:
    return activity.resumed if activity.resumed is not None else start
