"""The backward pass: the latest dates that do not delay the project's finish, deadlines and constraints."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from .activity import Activity
from .compiled import Compiled
from .front import Front
from .network import Link
from .schedule import Schedule, Values

Limits = tuple[Minute, Minute | None]
"""The latest finish, and the latest start where something limits that too."""


class Below(msgspec.Struct, frozen=True, gc=False):
    """What a summary hands down to its tasks.

    Attributes:
        manual: What the tasks in it that are scheduled by hand have to respect.
        automatic: The same of the others: links of a summary scheduled by hand do not count for them.
        within: The nearest summary scheduled by hand, that row or one above; 0 where there is none.
    """

    manual: Limits
    automatic: Limits
    within: int


class BackwardPass:
    """Places every task as late as possible, against the order of the network.

    Attributes:
        finish: The project finish it begins from.
        due: Row to the late finish of a task under way that is late already; shown is its own finish.
    """

    def __init__(self, plan: Compiled, schedule: Schedule, finish: Minute) -> None:
        """Prepare a pass back from the project finish."""
        self._plan = plan
        self._schedule = schedule
        self.finish = finish
        self.due: dict[int, Minute] = {}
        count = len(plan.network.uids)
        # what predecessors have to respect of a row: not always the late dates that are shown of it
        self._start_by: list[Minute] = [finish] * count
        self._finish_by: list[Minute] = [finish] * count
        self._below: dict[int, Below] = {}

    def run(self) -> None:
        """Set the late dates of every row, back from the project finish as it is now."""
        for step in reversed(self._plan.network.order):
            self._take(step)

    def _take(self, step: int) -> None:
        if step < 0:
            self._below[~step] = self._limits_below(~step)
        elif not step or self._plan.network.children[step]:
            self._close(step)
        else:
            self._place(step)

    def repair(self, edited: Iterable[int], placed: Iterable[int], before: dict[int, Values]) -> set[int]:
        """Make late dates true again, as long as the project finish has not moved; gives the rows that moved.

        Args:
            edited: Rows of which activities or links changed.
            placed: Rows that the forward pass placed anew, those among them.
            before: Takes what the rows were before they moved.
        """
        network, activities, schedule = self._plan.network, self._plan.activities, self._schedule
        front, moved = Front(network.rank, backward=True), set[int]()
        for row in placed:
            steps = (row, ~row) if network.is_summary(row) else (row,)
            front.add(steps)
            above = network.parent[row]
            for step in steps:
                front.add([one for one in network.before(step) if one != above])
            if activities[row].manual or activities[above].manual:  # their early dates count for the late ones
                front.add((above,))
        front.add(network.parent[row] for row in edited)
        while front:
            step = front.next()
            row = step if step >= 0 else ~step
            if row not in before:
                before[row] = schedule.values(row)
            if step < 0:
                limits = self._below[row]
                self._take(step)
                if limits != self._below[row]:
                    front.add(network.before(step))
                front.add((row,))  # its own links limit it too
                continue
            was = self._latest(row)
            self._take(step)
            now = self._latest(row)
            if was != now:
                above = network.parent[row]
                front.add([one for one in network.before(step) if one != above or self._matters(above, was, now)])
                moved.add(row)
        return moved

    def _matters(self, summary: int, was: tuple[Minute, ...], now: tuple[Minute, ...]) -> bool:
        """Whether a summary can change when the late dates of a task in it do."""
        schedule = self._schedule
        return (
            min(was[0], now[0]) <= schedule.late_start[summary]
            or max(was[1], now[1]) >= schedule.late_finish[summary]
            or min(was[2], now[2]) <= self._start_by[summary]
        )

    def _latest(self, row: int) -> tuple[Minute, ...]:
        """All that the rows before and above take from one."""
        late = (self._schedule.late_start[row], self._schedule.late_finish[row])
        return (*late, self._start_by[row], self._finish_by[row])

    # -- what limits a row

    def _limits(self, row: int) -> Limits:
        """What links and the summaries above leave a row.

        Links from the start limit neither summaries nor manual tasks, nor tasks that have started.
        """
        plan = self._plan
        if not row:
            return self.finish, None
        below, manual = self._below[plan.network.parent[row]], plan.activities[row].manual
        finish, start = below.manual if manual else below.automatic
        if plan.several_paths and self._ends_a_path(row):
            finish = min(finish, self._schedule.early_finish[row])
        for link in plan.network.outgoing[row]:
            moment = self._bound(link)
            if moment is None:
                continue
            if link.from_finish:
                if below.within and not manual and below.within not in plan.network.ancestors(link.successor):
                    moment = min(moment, self._schedule.early_finish[row])
                if moment < finish:
                    finish = moment
            elif (start is None or moment < start) and self._movable(row):
                start = moment
        return finish, start

    def _ends_a_path(self, row: int) -> bool:
        """Whether it is a task that nothing waits for, neither for it nor for a summary above."""
        network = self._plan.network
        return not network.children[row] and not any(
            self._bound(link) is not None for one in (row, *network.ancestors(row)) for link in network.outgoing[one]
        )

    def _movable(self, row: int) -> bool:
        """Whether links from the start of a row limit it."""
        activity = self._plan.activities[row]
        return not (self._plan.network.children[row] or activity.manual or activity.started)

    def _limits_below(self, row: int) -> Below:
        """What a summary's tasks have to respect."""
        finish, start = self._limits(row)
        activity = self._plan.activities[row]
        if activity.constraint is ConstraintKind.FINISH_NO_LATER_THAN:
            finish = min(finish, activity.date)
        if activity.deadline is not None:
            finish = min(finish, activity.deadline)
        above = self._below[self._plan.network.parent[row]] if row else None
        if above is None or not activity.manual:
            return Below((finish, start), (finish, start), above.within if above is not None else 0)
        return Below((finish, start), above.automatic, row)

    def _bound(self, link: Link, late: Minute | None = None) -> Minute | None:
        """The latest moment a link leaves to the end of the predecessor that it hangs on; None where it leaves all.

        Args:
            late: What the successor leaves; else what its predecessors have to respect of it.
        """
        plan, after = self._plan, link.successor
        activity = plan.activities[after]
        if activity.finished or not activity.active:
            return None
        moment = late if late is not None else self._finish_by[after] if link.to_finish else self._start_by[after]
        if activity.delay and not link.to_finish and not activity.started:
            moment -= activity.delay
        if link.lag:
            moment = plan.shifted(link, moment, -plan.lag(link, self._schedule.duration[link.predecessor]))
        return moment

    # -- tasks

    def _place(self, row: int) -> None:
        activity, schedule = self._plan.activities[row], self._schedule
        self.due.pop(row, None)
        latest, earliest = self._limits(row)
        if activity.plain and earliest is None and activity.span:
            if activity.deadline is not None and activity.deadline < latest:
                latest = activity.deadline
            time = activity.time
            offset = time.offset_of[latest]
            start, finish = time.starting_at[offset - activity.span], time.finishing_at[offset]
            self._start_by[row] = schedule.late_start[row] = start
            self._finish_by[row] = schedule.late_finish[row] = finish
            return
        start, finish = self._late(activity, latest, earliest)
        if activity.manual and finish < schedule.finish[row]:  # it can't be moved
            start, finish = schedule.start[row], schedule.finish[row]
        self._start_by[row], self._finish_by[row] = start, finish
        if activity.finished:
            start, finish = schedule.start[row], schedule.finish[row]
        elif activity.started:
            if activity.span and activity.resumed is not None:  # what is done can't be moved, only what is left
                self._start_by[row] = activity.resumed
            if not activity.manual:
                start = schedule.start[row]
                if finish < schedule.finish[row]:
                    self.due[row] = finish
                    finish = schedule.finish[row]
        schedule.late_start[row], schedule.late_finish[row] = start, finish

    def _late(self, activity: Activity, finish: Minute, start: Minute | None) -> tuple[Minute, Minute]:
        """The latest start and finish of a task within limits."""
        if activity.deadline is not None and activity.deadline < finish:
            finish = activity.deadline
        kind, date = activity.constraint, activity.date
        if kind is ConstraintKind.MUST_FINISH_ON:
            return activity.start_for(date), date
        if kind is ConstraintKind.MUST_START_ON:
            return date, activity.finish_from(date)
        if kind is ConstraintKind.FINISH_NO_LATER_THAN and date < finish:
            finish = date
        elif kind is ConstraintKind.START_NO_LATER_THAN and (start is None or date < start):
            start = date
        latest, finish = activity.from_finish(finish)
        if start is not None and start < latest:
            return activity.from_start(start)
        return latest, finish

    # -- summaries

    def _close(self, row: int) -> None:
        """Give a summary the late dates of its tasks, within its own limits."""
        plan, schedule, activity = self._plan, self._schedule, self._plan.activities[row]
        rows = [child for child in plan.network.children[row] if plan.activities[child].active]
        early_start, early_finish = schedule.early_start[row], schedule.early_finish[row]
        if not rows:
            start, finish = schedule.start[row], schedule.finish[row]
        elif activity.manual:
            outlasts = early_finish > max([schedule.early_finish[child] for child in rows])
            start = early_start if outlasts else min([self._first(child) for child in rows])
            finish = max(early_finish, max([self._last(child) for child in rows]))
        else:
            start, finish = min([self._first(child) for child in rows]), max([self._last(child) for child in rows])
            limit = self._own_limit(row)
            if limit < finish and not activity.started:
                start, finish = activity.yardstick.add(start, -activity.yardstick.between(limit, finish)), limit
        schedule.late_start[row], schedule.late_finish[row] = start, finish
        self._start_by[row], self._finish_by[row] = self._handed_on(rows, start), finish

    def _own_limit(self, row: int) -> Minute:
        """The latest finish of a summary itself: for it, unlike for its tasks, levelled tasks after it count too."""
        network, limit = self._plan.network, self._below[row].manual[0]
        for link in network.outgoing[row]:
            if network.children[link.successor] and link.from_finish and not link.to_finish:
                moment = self._bound(link, self._schedule.late_start[link.successor])
                if moment is not None and moment < limit:
                    limit = moment
        return limit

    def _handed_on(self, rows: list[int], start: Minute) -> Minute:
        """The latest start of a summary for its predecessors: tasks that levelling holds back do not count."""
        activities = self._plan.activities
        prompt = [row for row in rows if not activities[row].delay]
        if not prompt or len(prompt) == len(rows):
            return start
        return min(
            [self._schedule.early_start[row] if activities[row].manual else self._start_by[row] for row in prompt]
        )

    def _first(self, child: int) -> Minute:
        """What a task contributes to its summary's late start; a manual one stays where it is."""
        schedule = self._schedule
        return schedule.early_start[child] if self._plan.activities[child].manual else schedule.late_start[child]

    def _last(self, child: int) -> Minute:
        """What a task contributes to its summary's late finish."""
        stays = self._plan.activities[child].manual and not self._plan.network.children[child]
        return self._schedule.early_finish[child] if stays else self._schedule.late_finish[child]
