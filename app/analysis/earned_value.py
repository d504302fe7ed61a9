"""Earned value: what was planned, earned and spent up to the status date, and what follows from these.

The definitions are those of Microsoft Project: planned value (BCWS) is the cost of the baseline up to the status date;
earned value (BCWP) that part of it which reported progress stands for; actual cost (ACWP) what was spent until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from ..project.kinds import Accrual, ResourceKind
from ..project.moments import DAY, Minute, day_number, to_minute
from ..project.project import Project
from ..project.records import ROOT, ZERO, Assignment, AssignmentUid, Baseline, ProjectInfo, ResourceUid, Task, TaskUid
from ..project.working_axis import WorkingTime
from ..schedule import splits
from .cost import CENT, Step, accrued, bill_of, cost_over_time, fixed_cost_spent
from .loading import Scheduled
from .spread import Stretch, does_work, share_done, spread_of, total

_CENT = float(CENT)


class EarnedValue(msgspec.Struct, frozen=True, gc=False):
    """Money up to the status date.

    Attributes:
        budget: What the baseline costs in all (BAC).
        planned: What of it should have been done by now (BCWS).
        earned: What of it was done (BCWP).
        spent: What that took (ACWP).
    """

    budget: Decimal = ZERO
    planned: Decimal = ZERO
    earned: Decimal = ZERO
    spent: Decimal = ZERO

    def __add__(self, other: EarnedValue) -> EarnedValue:
        return EarnedValue(
            self.budget + other.budget,
            self.planned + other.planned,
            self.earned + other.earned,
            self.spent + other.spent,
        )

    @property
    def cost_variance(self) -> Decimal:
        """CV: below 0 where more was spent than earned."""
        return self.earned - self.spent

    @property
    def schedule_variance(self) -> Decimal:
        """SV: below 0 where less was earned than planned."""
        return self.earned - self.planned

    @property
    def cost_performance(self) -> float | None:
        """CPI: what one unit of money earned; None where nothing was spent."""
        return float(self.earned / self.spent) if self.spent else None

    @property
    def schedule_performance(self) -> float | None:
        """SPI: how much of what was planned was earned; None where nothing was planned."""
        return float(self.earned / self.planned) if self.planned else None

    @property
    def estimate(self) -> Decimal:
        """EAC: what all will cost if money goes on earning as it did; the budget where nothing was earned yet."""
        if not self.earned or not self.spent:
            return self.budget
        return (self.spent + (self.budget - self.earned) * self.spent / self.earned).quantize(CENT)

    @property
    def variance_at_completion(self) -> Decimal:
        """VAC: below 0 where all will cost more than the budget."""
        return self.budget - self.estimate

    @property
    def to_complete_performance(self) -> float | None:
        """TCPI: what one unit of money must earn from now on to meet the budget; None where none of it is left."""
        left = self.budget - self.spent
        return float((self.budget - self.earned) / left) if left else None


NOTHING = EarnedValue()


def status_moment(info: ProjectInfo, today: date) -> Minute:
    """The status date of a plan, the end of today where it has none."""
    return (day_number(today) + 1) * DAY if info.status_date is None else to_minute(info.status_date)


class EarnedValues:
    """The earned value of tasks, assignments and resources of one plan at one moment, kept until ``forget``.

    Attributes:
        status: The moment up to which it is counted.
        number: That of the baseline it is measured by.
    """

    def __init__(self, plan: Scheduled, status: Minute) -> None:
        self._plan = plan
        self.status = status
        self.number = plan.project.info.earned_value_baseline
        self._tasks: dict[TaskUid, EarnedValue] = {}

    def forget(self, tasks: Iterable[TaskUid]) -> None:
        """Drop what an edit made untrue: of these tasks, and of those above them, which the caller names too."""
        for uid in tasks:
            self._tasks.pop(uid, None)

    def of_task(self, uid: TaskUid) -> EarnedValue:
        """Of a task and of all below it; inactive tasks add nothing to those above them."""
        found, project = self._tasks, self._plan.project
        if uid in found:
            return found[uid]
        order = [uid]
        for one in order:
            order.extend(child for child in project.children.get(one, ()) if child not in found)
        for one in reversed(order):
            below = [found[child] for child in project.children.get(one, ()) if project.tasks[child].active]
            found[one] = self._with_own(one, sum(below, NOTHING))
        return found[uid]

    def of_assignment(self, uid: AssignmentUid) -> EarnedValue:
        """Of an assignment: earned by the share of its work that is done, or as its task earns by hand.

        A baseline counts where its task has one too.
        """
        project = self._plan.project
        one = project.assignments[uid]
        task = project.tasks[one.task]
        saved = None if _saved(task.baselines, self.number) is None else _saved(one.baselines, self.number)
        budget = (saved.cost if saved is not None else None) or ZERO
        purse = Purse() if saved is None else self._purse(one)
        if task.earned_by_physical:
            earned = budget * task.physical_percent_complete / 100
        else:
            work = does_work(project, one) and one.work
            share = one.actual_work / work if work else share_done(task, one)
            time = self._plan.working_times.assignment(one.task, one.resource)
            earned = purse.earned(time, saved, share * self._until(task))
        return EarnedValue(budget, purse.by(self.status), _rounded(earned), self._spent(one))

    def of_resource(self, uid: ResourceUid) -> EarnedValue:
        """Of all that a resource does on active tasks."""
        project = self._plan.project
        mine = (one for one in project.assignments_to(uid) if project.tasks[one.task].active)
        return sum((self.of_assignment(one.uid) for one in mine), NOTHING)

    # -- working it out

    def _with_own(self, uid: TaskUid, below: EarnedValue) -> EarnedValue:
        """Of a task, with what those below it come to."""
        project = self._plan.project
        if uid == ROOT or uid not in self._plan.schedule:
            return below
        task, held = project.tasks[uid], list(project.assignments_of(uid))
        spent = sum(map(self._spent, held), self._fixed_spent(task))
        saved = _saved(task.baselines, self.number)
        if saved is None or not saved.cost:
            return below + EarnedValue(spent=spent)
        purse = Purse()
        for one in held:
            purse.add(self._purse(one))
        own = max(saved.cost - below.budget, ZERO)
        rest = float(own) - purse.total
        time = self._plan.working_times.task(uid)
        if rest >= _CENT and saved.start is not None and saved.finish is not None:
            start, finish = to_minute(saved.start), to_minute(saved.finish)
            purse.fill(time, *accrued(time, task.fixed_cost_accrual, start, finish, rest))
        if task.earned_by_physical:
            earned = own * task.physical_percent_complete / 100
        else:
            share = _share(task) * self._until(task)
            if below.budget:
                share = float(below.earned / below.budget)
            earned = purse.earned(time, saved, share)
        return below + EarnedValue(own, purse.by(self.status), _rounded(earned), spent)

    def _until(self, task: Task) -> float:
        """How much of what was reported of a task lies before the status date."""
        stop = task.stop or task.actual_finish
        if task.actual_start is None or stop is None or self.status >= to_minute(stop):
            return 1.0
        start, time = to_minute(task.actual_start), self._plan.working_times.task(task.uid)
        length = time.between(start, to_minute(stop))
        return time.between(start, max(self.status, start)) / length if length > 0 else 0.0

    def _purse(self, one: Assignment) -> Purse:
        """The baseline's cost of an assignment."""
        purse = Purse()
        if one.baselines or one.timephased:
            time = self._plan.working_times.assignment(one.task, one.resource)
            purse.fill(time, *baseline_cost(self._plan.project, one, time, self.number))
        return purse

    def _spent(self, one: Assignment) -> Decimal:
        """The cost of what was done by the status date."""
        project, plan = self._plan.project, self._plan
        if not one.actual_work and not project.tasks[one.task].percent_complete and not one.percent_work_complete:
            return ZERO
        spread = spread_of(project, plan.schedule, plan.working_times, one)
        if spread is None:
            return ZERO
        if spread.finish <= self.status:
            return _rounded(bill_of(project, plan.schedule, one, plan.working_times).spent)
        purse = Purse()
        purse.fill(spread.time, *cost_over_time(project, one, spread, actual=True))
        return purse.by(self.status)

    def _fixed_spent(self, task: Task) -> Decimal:
        """The fixed cost of a task that was due by the status date."""
        return _rounded(fixed_cost_spent(task) * Decimal(repr(self._until(task)))) if task.fixed_cost else ZERO


class Purse:
    """Money over time: stretches in which it is spent evenly, and moments at which it falls due.

    Attributes:
        total: All of it.
    """

    __slots__ = ("_due", "_stretches", "total")

    def __init__(self) -> None:
        self._stretches: list[tuple[WorkingTime, Stretch]] = []
        self._due: list[tuple[WorkingTime, Step]] = []
        self.total = 0.0

    def fill(self, time: WorkingTime, stretches: Iterable[Stretch], due: Iterable[Step]) -> None:
        """Add what falls due in a working time."""
        self._stretches += [(time, one) for one in stretches]
        self._due += [(time, one) for one in due]
        self._count()

    def add(self, other: Purse) -> None:
        """Add what is in another one."""
        self._stretches += other._stretches
        self._due += other._due
        self._count()

    def by(self, moment: Minute) -> Decimal:
        """What falls due by a moment."""
        return _money(
            sum(_before(one, time.offset(moment)) for time, one in self._stretches)
            + sum(amount for _time, (at, amount) in self._due if at <= moment)
        )

    def earned(self, time: WorkingTime, saved: Baseline | None, share: float) -> Decimal:
        """What falls due in such a share of the time between the dates of a baseline; nothing where it has none."""
        if not self.total or share <= 0 or saved is None or saved.start is None or saved.finish is None:
            return ZERO
        if share >= 1:
            return _money(self.total)
        start, finish = time.offset(to_minute(saved.start)), time.offset(to_minute(saved.finish))
        place = start + (finish - start) * share
        moment = time.finishing(round(place))
        return _money(
            sum(_before(one, place if axis is time else axis.offset(moment)) for axis, one in self._stretches)
            + sum(amount for axis, (at, amount) in self._due if axis.offset(at) <= axis.offset(moment))
        )

    def _count(self) -> None:
        self.total = total(one for _time, one in self._stretches) + sum(one[1] for _time, one in self._due)


def baseline_cost(
    project: Project, one: Assignment, time: WorkingTime, number: int = 0
) -> tuple[Iterable[Stretch], Iterable[Step]]:
    """When the cost of an assignment falls due in a baseline; never where the baseline has no dates.

    As it was saved over time, else with the work of the baseline, or at its start or end where cost falls due then.
    """
    kind = splits.baseline_kind(number)
    if told := splits.costs(one, time, kind + 1):
        return told, ()
    saved = _saved(one.baselines, number)
    resource = None if one.resource is None else project.resources.get(one.resource)
    if saved is None or saved.start is None or saved.finish is None or not saved.cost or resource is None:
        return (), ()
    money = float(saved.cost)
    work = splits.spread(one, time, kind) if resource.kind is ResourceKind.WORK else []
    if work and resource.accrue_at is Accrual.PRORATED:
        whole = total(work)
        return [(first, last, money * minutes / whole) for first, last, minutes in work], ()
    return accrued(time, resource.accrue_at, to_minute(saved.start), to_minute(saved.finish), money)


def fixed_baseline_cost(plan: Scheduled, task: Task, number: int = 0) -> tuple[Iterable[Stretch], Iterable[Step]]:
    """When the cost falls due that a task has in a baseline beside its assignments; none is told of summary tasks."""
    saved, project = _saved(task.baselines, number), plan.project
    if saved is None or not saved.cost or saved.start is None or saved.finish is None or project.is_summary(task.uid):
        return (), ()
    of_assignments = Decimal(0)
    for one in project.assignments_of(task.uid):
        theirs = _saved(one.baselines, number)
        of_assignments += (theirs.cost if theirs is not None else None) or ZERO
    rest = max(saved.cost - of_assignments, ZERO)
    start, finish = to_minute(saved.start), to_minute(saved.finish)
    return accrued(plan.working_times.task(task.uid), task.fixed_cost_accrual, start, finish, float(rest))


def _before(stretch: Stretch, place: float) -> float:
    """What of a stretch lies before a place on its axis."""
    first, last, amount = stretch
    if place >= last:
        return amount
    return amount * (place - first) / (last - first) if place > first else 0.0


def _share(task: Task) -> float:
    """How much of a task's duration is done, exactly where it is known."""
    length = (task.actual_duration or 0) + (task.remaining_duration or 0)
    return (task.actual_duration or 0) / length if length else task.percent_complete / 100


def _saved(baselines: Iterable[Baseline], number: int) -> Baseline | None:
    return next((one for one in baselines if one.number == number), None)


def _money(amount: float) -> Decimal:
    return Decimal(repr(round(amount, 2)))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT)
