"""Usage: work, actual work and cost of assignments, tasks and resources in the periods of a time scale."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

import numpy as np

from ..project.moments import to_minute
from ..project.records import Assignment, AssignmentUid, ResourceUid, Task, TaskUid
from ..project.working_axis import WorkingTime
from ..schedule import splits
from .cost import Step, accrued, cost_over_time, fixed_cost_spent
from .curves import Curve, Places
from .earned_value import baseline_cost, fixed_baseline_cost
from .loading import Loading, Scheduled, is_loadable
from .spread import Spread, Stretch, does_work, overtime_of, own_work, spread_of
from .working_curve import Bools, Floats

SMALL = 300
"""Tasks below a summary that are summed up while somebody waits."""

_MANY = 1000
"""Of more tasks than this nobody asks what each had a part in."""


class Amount(StrEnum):
    """What a row of a usage view shows of an assignment, task or resource."""

    WORK = "work"
    ACTUAL_WORK = "actual work"
    OVERTIME = "overtime work"
    ACTUAL_OVERTIME = "actual overtime work"
    BASELINE_WORK = "baseline work"
    COST = "cost"
    ACTUAL_COST = "actual cost"
    BASELINE_COST = "baseline cost"
    AVAILABLE = "remaining availability"
    OVERLOAD = "overallocation"

    @property
    def money(self) -> bool:
        """Whether it is money; all others are minutes."""
        return self in (Amount.COST, Amount.ACTUAL_COST, Amount.BASELINE_COST)

    @property
    def of_resource(self) -> bool:
        """Whether it is told of resources, and of an assignment what holds for its resource."""
        return self in (Amount.AVAILABLE, Amount.OVERLOAD)


Key = tuple[Amount, str, int]
Shares = tuple[list[tuple[WorkingTime, tuple[Stretch, ...]]], list[Step]]


class Usage:
    """Amounts over time of one plan, worked out when asked for and kept until ``forget``.

    Attributes:
        loading: The loads of the same plan, for what concerns resources.
    """

    def __init__(self, plan: Scheduled, loading: Loading) -> None:
        self._plan = plan
        self.loading = loading
        self._spreads: dict[AssignmentUid, Spread | None] = {}
        self._curves: dict[Key, Curve] = {}
        self._summed: set[TaskUid] = set()

    def forget(self, tasks: Collection[TaskUid], resources: Iterable[ResourceUid] = ()) -> None:
        """Drop what these tasks had a part in, and the sums of these resources.

        The loading is told by its own owner.
        """
        if len(tasks) > _MANY:
            self.forget_all(self._plan)
            return
        project = self._plan.project
        for task in tasks:
            if task not in project.tasks:
                continue
            owners: list[tuple[str, int]] = [("task", task), *(("task", above) for above in project.ancestors(task))]
            for one in project.assignments_of(task):
                self._spreads.pop(one.uid, None)
                owners += [("assignment", one.uid), ("resource", one.resource or 0)]
            self._drop(owners)
        self._drop(("resource", uid) for uid in resources)

    def forget_all(self, plan: Scheduled) -> None:
        """Drop everything, because calendars or prices changed or another plan takes this one's place."""
        self._plan = plan
        self._spreads.clear()
        self._curves.clear()
        self._summed.clear()

    # -- asking

    def spread(self, uid: AssignmentUid) -> Spread | None:
        """How an assignment is spread."""
        if uid not in self._spreads:
            plan = self._plan
            one = plan.project.assignments[uid]
            self._spreads[uid] = spread_of(plan.project, plan.schedule, plan.working_times, one)
        return self._spreads[uid]

    def of_assignment(self, amount: Amount, uid: AssignmentUid, places: Places) -> Floats:
        """An assignment's amounts between edges."""
        if amount.of_resource:
            resource = self._plan.project.assignments[uid].resource
            return _nothing(places) if resource is None else self.of_resource(amount, resource, places)
        return self._curve((amount, "assignment", uid)).between(places)

    def of_task(self, amount: Amount, uid: TaskUid, places: Places) -> Floats:
        """The amounts between edges of a task and of all below it."""
        return _nothing(places) if amount.of_resource else self._curve((amount, "task", uid)).between(places)

    def of_resource(self, amount: Amount, uid: ResourceUid, places: Places) -> Floats:
        """A resource's amounts between edges; 0 stands for work that nobody was given."""
        if not amount.of_resource:
            return self._curve((amount, "resource", uid)).between(places)
        if uid not in self._plan.project.resources or not is_loadable(self._plan.project.resources[uid]):
            return _nothing(places)
        buckets = self.loading.buckets(uid, places.edges)
        return buckets.over if amount is Amount.OVERLOAD else np.maximum(buckets.capacity - buckets.load, 0.0)

    def overloaded(self, uid: ResourceUid | None, places: Places) -> Bools:
        """In which periods a resource has too much to do at some moment."""
        if uid is None or not is_loadable(self._plan.project.resources[uid]):
            return np.zeros(len(places.edges) - 1, dtype=np.bool_)
        return self.loading.buckets(uid, places.edges).overloaded

    def total(self, amount: Amount, kind: str, uid: int) -> float:
        """All of an amount: of an ``assignment``, ``task`` or ``resource``; nothing of what has no total."""
        return 0.0 if amount.of_resource else self._curve((amount, kind, uid)).total

    def is_ready(self, uid: TaskUid) -> bool:
        """Whether a task's amounts can be told at once, without going through too many tasks below it."""
        if uid in self._summed or not self._plan.project.is_summary(uid):
            return True
        below = self._plan.project.outline(uid)
        if all(next(below, None) is not None for _place in range(SMALL)):
            return False
        self._summed.add(uid)
        return True

    def prepare(self, uid: TaskUid) -> Iterator[None]:
        """Make a summary task ready, a little with each step."""
        for place, (below, _level) in enumerate(self._plan.project.outline(uid)):
            for one in self._plan.project.assignments_of(below):
                self.spread(one.uid)
            if place % 50 == 0:
                yield
        self._summed.add(uid)

    # -- working it out

    def _drop(self, owners: Iterable[tuple[str, int]]) -> None:
        for kind, uid in owners:
            for amount in Amount:
                self._curves.pop((amount, kind, uid), None)

    def _curve(self, key: Key) -> Curve:
        found = self._curves.get(key)
        if found is None:
            amount, kind, uid = key
            shares: Shares = ([], [])
            if kind == "assignment":
                self._add_assignment(shares, amount, self._plan.project.assignments[AssignmentUid(uid)])
            elif kind == "task":
                self._add_task(shares, amount, TaskUid(uid))
            else:
                self._add_resource(shares, amount, ResourceUid(uid))
            found = self._curves[key] = Curve(*shares)
        return found

    def _add_task(self, shares: Shares, amount: Amount, uid: TaskUid) -> None:
        """Add a task and all below it; inactive tasks add nothing to those above them."""
        project = self._plan.project
        for task in (uid, *(below for below, _level in project.outline(uid))):
            if task != uid and not project.tasks[task].active:
                continue
            for one in project.assignments_of(task):
                self._add_assignment(shares, amount, one)
            self._add_own(shares, amount, task)

    def _add_own(self, shares: Shares, amount: Amount, uid: TaskUid) -> None:
        """What a task has beside its assignments: work that nobody was given, and its fixed cost."""
        plan = self._plan
        task = plan.project.tasks[uid]
        if uid not in plan.schedule:
            return
        if amount in (Amount.WORK, Amount.ACTUAL_WORK) and task.work:
            own = own_work(plan.project, plan.schedule, plan.working_times, task)
            if own is not None:
                shares[0].append((own.time, own.done if amount is Amount.ACTUAL_WORK else own.whole))
        if amount is Amount.BASELINE_COST:
            stretches, steps = fixed_baseline_cost(plan, task)
        elif amount.money and task.fixed_cost:
            stretches, steps = self._fixed_cost(task, actual=amount is Amount.ACTUAL_COST)
        else:
            return
        shares[0].append((plan.working_times.task(uid), tuple(stretches)))
        shares[1].extend(steps)

    def _fixed_cost(self, task: Task, *, actual: bool) -> tuple[Iterable[Stretch], Iterable[Step]]:
        """When the fixed cost of a task falls due; of what is spent, up to where progress was reported."""
        plan = self._plan
        row = plan.schedule.rows[task.uid]
        start, finish = plan.schedule.start[row], plan.schedule.finish[row]
        cost = fixed_cost_spent(task) if actual else task.fixed_cost
        if actual and task.stop is not None:
            finish = min(finish, max(start, to_minute(task.stop)))
        return accrued(plan.working_times.task(task.uid), task.fixed_cost_accrual, start, finish, float(cost))

    def _add_resource(self, shares: Shares, amount: Amount, uid: ResourceUid) -> None:
        project = self._plan.project
        if uid:
            mine: Iterable[Assignment] = project.assignments_to(uid)
        else:
            mine = (one for one in project.assignments.values() if one.resource is None)
        for one in mine:
            if project.tasks[one.task].active:
                self._add_assignment(shares, amount, one)

    def _add_assignment(self, shares: Shares, amount: Amount, one: Assignment) -> None:
        plan = self._plan
        spread = self.spread(one.uid)
        if spread is None or not (amount.money or does_work(plan.project, one)):
            return
        match amount:
            case Amount.WORK:
                shares[0].append((spread.time, spread.whole))
            case Amount.ACTUAL_WORK:
                shares[0].append((spread.time, spread.done))
            case Amount.OVERTIME | Amount.ACTUAL_OVERTIME:
                done, left = overtime_of(one, spread)
                shares[0].append((spread.time, done if amount is Amount.ACTUAL_OVERTIME else (*done, *left)))
            case Amount.BASELINE_COST:
                stretches, steps = baseline_cost(plan.project, one, spread.time)
                shares[0].append((spread.time, tuple(stretches)))
                shares[1].extend(steps)
            case Amount.BASELINE_WORK:
                shares[0].append((spread.time, tuple(_baseline(one, spread.time))))
            case Amount.COST | Amount.ACTUAL_COST:
                priced, due = cost_over_time(plan.project, one, spread, actual=amount is Amount.ACTUAL_COST)
                shares[0].append((spread.time, tuple(priced)))
                shares[1].extend(due)
            case _:
                pass


def _baseline(one: Assignment, time: WorkingTime) -> Iterable[Stretch]:
    """The work of the first baseline: as it was spread, or evenly over its dates."""
    if kept := splits.spread(one, time, splits.BASELINE):
        return kept
    saved = next((baseline for baseline in one.baselines if baseline.number == 0), None)
    if saved is None or saved.start is None or saved.finish is None or not saved.work:
        return ()
    return ((time.offset(to_minute(saved.start)), time.offset(to_minute(saved.finish)), float(saved.work)),)


def _nothing(places: Places) -> Floats:
    return np.zeros(len(places.edges) - 1)
