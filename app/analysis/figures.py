"""What is worked out from records and dates to be shown: row and outline numbers, work, cost and roll-ups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TypeVar

import msgspec

from ..project.kinds import ResourceKind
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..schedule.engine import Engine
from ..schedule.schedule import Schedule
from .cost import bill_of, fixed_cost_spent, task_cost
from .earned_value import EarnedValue, EarnedValues, status_moment
from .loading import Loading, is_loadable


class Worked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Minutes of work: in all, done, and of both the part done in overtime."""

    whole: int = 0
    actual: int = 0
    overtime: int = 0
    actual_overtime: int = 0

    def __add__(self, other: Worked) -> Worked:
        return Worked(
            whole=self.whole + other.whole,
            actual=self.actual + other.actual,
            overtime=self.overtime + other.overtime,
            actual_overtime=self.actual_overtime + other.actual_overtime,
        )

    @property
    def remaining(self) -> int:
        """What is left."""
        return self.whole - self.actual

    @property
    def regular(self) -> int:
        """What is no overtime."""
        return self.whole - self.overtime

    @property
    def remaining_overtime(self) -> int:
        """What is left of the overtime."""
        return self.overtime - self.actual_overtime


_MANY = 2000
"""Where more tasks than this changed, all figures are dropped."""

T = TypeVar("T", int, Decimal, tuple[int, int], Worked)


class Figures:
    """Figures of one plan, worked out when asked for and kept until ``forget``.

    Attributes:
        engine: Plan, dates and working times.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._rows: Mapping[TaskUid, int] = {}
        self._in_rows: Sequence[TaskUid] = ()
        self._ranks: dict[TaskUid, dict[TaskUid, str]] = {}
        self._numbers: dict[TaskUid, str] = {}
        self._work: dict[TaskUid, int] = {}
        self._cost: dict[TaskUid, Decimal] = {}
        self._spent: dict[TaskUid, Decimal] = {}
        self._progress: dict[TaskUid, tuple[int, int]] = {}
        self._earned: EarnedValues | None = None
        self._worked: dict[TaskUid, Worked] = {}
        self._loading: Loading | None = None

    @property
    def project(self) -> Project:
        """The plan's records."""
        return self.engine.project

    @property
    def schedule(self) -> Schedule:
        """The plan's dates."""
        return self.engine.schedule

    def forget_everything(self) -> None:
        """Drop all figures and numbers."""
        self._forget_places()
        self._forget_figures()

    def _forget_figures(self) -> None:
        self._work, self._cost, self._spent, self._progress = {}, {}, {}, {}
        self._earned = self._loading = None
        self._worked = {}

    def forget(self, tasks: Collection[TaskUid], *, outline: bool) -> None:
        """Drop what an edit made untrue: the figures of these tasks and of their summaries, and numbers if asked.

        Args:
            tasks: Those that changed or moved; where rows came, went or moved, also those right below which they did.
            outline: Rows did.
        """
        if outline:
            self._forget_places()
        if len(tasks) > _MANY:
            self._forget_figures()
            return
        project = self.project
        gone: set[TaskUid] = set()
        for uid in tasks:
            if uid != ROOT and uid in project.tasks:
                gone.add(uid)
                for above in project.ancestors(uid):
                    if above in gone:
                        break
                    gone.add(above)
        gone.add(ROOT)
        self._loading = None
        for figures in (self._work, self._cost, self._spent, self._progress, self._worked):
            for uid in gone:
                figures.pop(uid, None)
        if self._earned is not None:
            self._earned.forget(gone)

    def _forget_places(self) -> None:
        self._rows, self._in_rows, self._ranks, self._numbers = {}, (), {}, {}

    def row_number(self, uid: TaskUid) -> int:
        """The number of a task's row as the user counts, folded and filtered or not; 0 for what is not in the plan."""
        if not self._rows:
            self._rows = {one: row for row, (one, _level) in enumerate(self.project.outline())}
        return self._rows.get(uid, -1) + 1

    def take_rows(self, rows: Mapping[TaskUid, int], in_rows: Sequence[TaskUid]) -> None:
        """Take over rows that somebody else counted already, from 0, of all tasks, and these in the outline's order."""
        self._rows, self._in_rows = rows, in_rows

    def in_rows(self) -> Sequence[TaskUid]:
        """All tasks in the order of the outline: row ``n`` as the user counts is the one at ``n - 1``."""
        if not self._in_rows:
            self._in_rows = tuple(uid for uid, _level in self.project.outline())
        return self._in_rows

    def outline_number(self, uid: TaskUid) -> str:
        """Where a task stands in the outline: ``2.1.3``; blank rows are not counted and have none."""
        number = self._numbers.get(uid)
        if number is None:
            parent = self.project.parent(uid)
            rank = self._ranks_below(parent).get(uid, "")
            above = f"{self.outline_number(parent)}." if parent != ROOT and rank else ""
            number = self._numbers[uid] = above + rank
        return number

    def work(self, uid: TaskUid) -> int:
        """Minutes of work of a task and of all below it."""
        return self._rolled_up(self._work, uid, self._own_work, lambda one, other: one + other)

    def cost(self, uid: TaskUid) -> Decimal:
        """Cost of a task and of all below it."""
        return self._rolled_up(self._cost, uid, self._own_cost, lambda one, other: one + other)

    def spent(self, uid: TaskUid) -> Decimal:
        """What was spent on a task and on all below it."""
        return self._rolled_up(self._spent, uid, self._own_spent, lambda one, other: one + other)

    def worked(self, uid: TaskUid) -> Worked:
        """The work of a task and of all below it, by its sort."""
        return self._rolled_up(self._worked, uid, self._own_worked, Worked.__add__)

    def overallocated(self, uid: TaskUid) -> bool:
        """Whether a task has a part in asking too much of somebody."""
        loading = self._loading = self._loading or Loading(self.engine)
        project = self.project
        people = (one.resource for one in project.assignments_of(uid) if one.resource in project.resources)
        return any(
            uid in one.tasks
            for resource in people
            if resource is not None and is_loadable(project.resources[resource])
            for one in loading.of(resource).overallocations
        )

    def earned(self, uid: TaskUid) -> EarnedValue:
        """The earned value of a task and of all below it at the status date, today where there is none."""
        info = self.project.info
        status = status_moment(info, date.today())
        known = self._earned
        if known is None or (known.status, known.number) != (status, info.earned_value_baseline):
            known = self._earned = EarnedValues(self.engine, status)
        return known.of_task(uid)

    def percent_complete(self, uid: TaskUid) -> int:
        """How much of a task's duration is done; of a summary task, of the durations below it."""
        if not self.project.is_summary(uid):
            return self.project.tasks[uid].percent_complete
        done, whole = self._rolled_up(
            self._progress, uid, self._own_progress, lambda one, other: (one[0] + other[0], one[1] + other[1])
        )
        return done // whole if whole else 0

    def _ranks_below(self, parent: TaskUid) -> dict[TaskUid, str]:
        ranks = self._ranks.get(parent)
        if ranks is None:
            tasks = self.project.tasks
            counted = (uid for uid in self.project.children.get(parent, ()) if not tasks[uid].blank)
            ranks = self._ranks[parent] = {uid: str(rank) for rank, uid in enumerate(counted, 1)}
        return ranks

    def _own_work(self, uid: TaskUid) -> int:
        project, spans, total, found = self.project, self.schedule.spans, 0, False
        for one in project.assignments_of(uid):
            resource = None if one.resource is None else project.resources.get(one.resource)
            if resource is None or resource.kind is ResourceKind.WORK:
                span = spans.get(one.uid)
                total += span.work if span is not None else one.work or 0
                found = True
        return total if found else project.tasks[uid].work or 0

    def _own_worked(self, uid: TaskUid) -> Worked:
        project, spans = self.project, self.schedule.spans
        parts = [
            Worked(
                whole=span.work if span is not None else one.work or 0,
                actual=one.actual_work,
                overtime=one.overtime_work,
                actual_overtime=one.actual_overtime_work,
            )
            for one in project.assignments_of(uid)
            for resource in [None if one.resource is None else project.resources.get(one.resource)]
            for span in [spans.get(one.uid)]
            if resource is None or resource.kind is ResourceKind.WORK
        ]
        if parts:
            return sum(parts[1:], parts[0])
        task = project.tasks.get(uid)
        whole = 0 if task is None else task.work or 0
        return Worked(whole=whole, actual=0 if task is None else whole * task.percent_complete // 100)

    def _own_cost(self, uid: TaskUid) -> Decimal:
        return task_cost(self.project, self.schedule, uid, self.engine.working_times)

    def _own_spent(self, uid: TaskUid) -> Decimal:
        project, schedule, times = self.project, self.schedule, self.engine.working_times
        if uid not in project.tasks:
            return Decimal(0)
        bills = (bill_of(project, schedule, one, times).spent for one in project.assignments_of(uid))
        return sum(bills, fixed_cost_spent(project.tasks[uid]))

    def _own_progress(self, uid: TaskUid) -> tuple[int, int]:
        """Per cent of minutes done, and minutes, of a task that is no summary; a milestone counts as one minute."""
        if self.project.is_summary(uid):
            return (0, 0)
        task = self.project.tasks[uid]
        if task.blank or not task.active:
            return (0, 0)
        minutes = task.duration or 1
        return (minutes * task.percent_complete, minutes)

    def _rolled_up(
        self, known: dict[TaskUid, T], uid: TaskUid, own: Callable[[TaskUid], T], add: Callable[[T, T], T]
    ) -> T:
        """A figure of a task and all below it, kept for every summary task on the way."""
        if uid in known:
            return known[uid]
        children = self.project.children
        order = [uid]
        for one in order:
            order.extend(child for child in children.get(one, ()) if child not in known)
        for one in reversed(order):
            parts = [known[child] for child in children.get(one, ())]
            total = reduce(add, parts) if one == ROOT and parts else reduce(add, parts, own(one))
            known[one] = total
        return known[uid]
