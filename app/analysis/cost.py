"""Cost: what assignments, tasks and resources cost, by the cost rate tables in force when the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise

import msgspec

from ..project.durations import minutes_of
from ..project.kinds import Accrual, ResourceKind, TimeUnit
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import ZERO, Assignment, CostRates, ProjectInfo, Rate, Resource, Task, TaskUid
from ..project.working_axis import WorkingTime
from ..project.working_time import WorkingTimes
from ..schedule.schedule import Schedule
from .spread import Spread, Stretch, overtime_of, share_done, spread_of, total

Step = tuple[Minute, float]
"""Money that falls due at a moment."""

Price = Callable[[CostRates, ProjectInfo], float]
"""Money per minute of work, or per unit of material, by a line of a cost rate table."""

CENT = Decimal("0.01")


def rates_of(resource: Resource, table: int) -> tuple[CostRates, ...]:
    """The lines of a cost rate table in order of time; the plain rates where table A has no lines of its own."""
    lines = [one for one in resource.rates if one.table == table]
    if not lines and table == 0:
        return (
            CostRates(
                standard=resource.standard_rate, overtime=resource.overtime_rate, cost_per_use=resource.cost_per_use
            ),
        )
    return tuple(sorted(lines, key=lambda one: one.start is not None and to_minute(one.start)))


def rates_at(resource: Resource, table: int, moment: Minute) -> CostRates:
    """The line of a cost rate table in force at a moment; the first one before all, nothing where there is none."""
    found = CostRates(table=table)
    for place, line in enumerate(rates_of(resource, table)):
        if not place or line.start is None or to_minute(line.start) <= moment:
            found = line
    return found


class Bill(msgspec.Struct, frozen=True, gc=False):
    """What an assignment costs.

    Attributes:
        whole: In all, and of it ``overtime``.
        spent: For what is done, and of it ``overtime_spent``.
    """

    whole: Decimal = ZERO
    spent: Decimal = ZERO
    overtime: Decimal = ZERO
    overtime_spent: Decimal = ZERO

    def __add__(self, other: Bill) -> Bill:
        return Bill(
            self.whole + other.whole,
            self.spent + other.spent,
            self.overtime + other.overtime,
            self.overtime_spent + other.overtime_spent,
        )

    @property
    def in_cents(self) -> Bill:
        """Each amount to the cent."""
        return Bill(
            self.whole.quantize(CENT),
            self.spent.quantize(CENT),
            self.overtime.quantize(CENT),
            self.overtime_spent.quantize(CENT),
        )


def bill_of(project: Project, schedule: Schedule, one: Assignment, times: WorkingTimes | None = None) -> Bill:
    """What an assignment costs: its work or amount at the rates of its table, overtime at theirs, and each use.

    Rates that change with time need the working times; without them those at the start count for all. A use costs by
    the units of people and machines: of half a person half of it.
    """
    resource = None if one.resource is None else project.resources.get(one.resource)
    if resource is None:
        return Bill()
    span = schedule.spans.get(one.uid)
    lines = rates_of(resource, one.cost_rate_table)
    if len(lines) > 1 and times is not None and (spread := spread_of(project, schedule, times, one)) is not None:
        return _changing_bill(project, one, spread)
    line = rates_at(resource, one.cost_rate_table, 0 if span is None else span.start)
    use = _use_cost(resource, one, line)
    if resource.kind is not ResourceKind.WORK:
        amount = one.cost or ZERO if resource.kind is ResourceKind.COST else _units(one) * line.standard.amount
        share = share_done(project.tasks[one.task], one)
        part = amount * Decimal(repr(share)) + (use if share else ZERO)
        return Bill(amount + use, _due(resource.accrue_at, amount + use, part, begun=share > 0, ended=share >= 1))
    work = span.work if span is not None else one.work or 0
    overtime, done = min(one.overtime_work, work), min(one.actual_work, work)
    in_overtime = min(one.actual_overtime_work, overtime, done)
    info = project.info
    extra = _minutes_cost(line.overtime, overtime, info)
    extra_spent = _minutes_cost(line.overtime, in_overtime, info)
    whole = _minutes_cost(line.standard, work - overtime, info) + extra + use
    begun = done > 0 or one.actual_start is not None
    part = _minutes_cost(line.standard, done - in_overtime, info) + extra_spent + (use if begun else 0)
    ended = done >= work if work else one.percent_work_complete >= 100
    return Bill(whole, _due(resource.accrue_at, whole, part, begun=begun, ended=ended), extra, extra_spent)


def _changing_bill(project: Project, one: Assignment, spread: Spread) -> Bill:
    """The bill by rates that change while the work is done."""
    sums = [
        total(stretches) + sum(amount for _moment, amount in steps)
        for stretches, steps in (cost_over_time(project, one, spread, actual=actual) for actual in (False, True))
    ]
    sums += [total(overtime_cost(project, one, spread, actual=actual)) for actual in (False, True)]
    whole, spent, overtime, overtime_spent = (Decimal(repr(money)).quantize(CENT) for money in sums)
    return Bill(whole, spent, overtime, overtime_spent)


def _due(accrual: Accrual, whole: Decimal, part: Decimal, *, begun: bool, ended: bool) -> Decimal:
    """What is spent when so much is for what is done."""
    match accrual:
        case Accrual.START:
            return whole if begun else ZERO
        case Accrual.END:
            return whole if ended else ZERO
        case _:
            return part


def assignment_cost(
    project: Project, schedule: Schedule, one: Assignment, times: WorkingTimes | None = None
) -> Decimal:
    """What an assignment costs in all; see ``bill_of``."""
    return bill_of(project, schedule, one, times).whole


def task_cost(project: Project, schedule: Schedule, uid: TaskUid, times: WorkingTimes | None = None) -> Decimal:
    """What a task costs by itself: its fixed cost and its assignments', without the tasks below."""
    own = (assignment_cost(project, schedule, one, times) for one in project.assignments_of(uid))
    return sum(own, project.tasks[uid].fixed_cost)


def cost_over_time(
    project: Project, one: Assignment, spread: Spread, *, actual: bool = False
) -> tuple[list[Stretch], list[Step]]:
    """When the cost of an assignment falls due: with the work, and at moments.

    Args:
        project: The plan.
        one: The assignment.
        spread: How it is worked.
        actual: Only the cost of what is done.
    """
    resource = None if one.resource is None else project.resources.get(one.resource)
    if resource is None:
        return [], []
    only_done = actual and resource.accrue_at is Accrual.PRORATED
    worked = spread.done if only_done else spread.whole
    priced = [piece for stretch in worked for piece in _priced(project, resource, one, spread, stretch, _standard)]
    if one.overtime_work:
        late = _overtime(one, spread, actual=only_done)
        priced += [piece for stretch in late for piece in _priced(project, resource, one, spread, stretch, _extra)]
    begun, ended = (bool(spread.done), not spread.left) if actual else (True, True)
    use = float(_use_cost(resource, one, rates_at(resource, one.cost_rate_table, spread.start)))
    steps: list[Step] = []
    if use:
        late = resource.accrue_at is Accrual.END
        steps.append((spread.finish if late else spread.start, use if (ended if late else begun) else 0.0))
    return _put_where_due(resource.accrue_at, priced, steps, spread, begun=begun, ended=ended)


def accrued(
    time: WorkingTime, accrual: Accrual, start: Minute, finish: Minute, money: float
) -> tuple[Iterable[Stretch], Iterable[Step]]:
    """When an amount falls due: evenly between two moments, or at one of them."""
    if not money:
        return (), ()
    if accrual is Accrual.PRORATED and time.between(start, finish) > 0:
        return [(time.offset(start), time.offset(finish), money)], ()
    return (), [(finish if accrual is Accrual.END else start, money)]


def fixed_cost_spent(task: Task) -> Decimal:
    """The fixed cost of a task that is due: at its start, at its end, or by how much of it is complete."""
    begun = task.percent_complete > 0 or task.actual_start is not None
    part = task.fixed_cost * task.percent_complete / 100
    return _due(task.fixed_cost_accrual, task.fixed_cost, part, begun=begun, ended=task.percent_complete >= 100)


def _put_where_due(
    accrual: Accrual, priced: list[Stretch], steps: list[Step], spread: Spread, *, begun: bool, ended: bool
) -> tuple[list[Stretch], list[Step]]:
    """Put the cost of work where it falls due."""
    if accrual is Accrual.PRORATED:
        return priced, steps
    money = total(priced)
    if accrual is Accrual.START:
        return [], [*steps, (spread.start, money)] if begun else steps
    return [], [*steps, (spread.finish, money)] if ended else steps


def _use_cost(resource: Resource, one: Assignment, line: CostRates) -> Decimal:
    """What a use costs: of people and machines by their units, of stuff once; money is not used."""
    if not line.cost_per_use or resource.kind is ResourceKind.COST:
        return ZERO
    return line.cost_per_use * _units(one) if resource.kind is ResourceKind.WORK else line.cost_per_use


def _units(one: Assignment) -> Decimal:
    return Decimal(str(one.units))


def overtime_cost(project: Project, one: Assignment, spread: Spread, *, actual: bool = False) -> list[Stretch]:
    """What the overtime of an assignment costs, at its own rate; only that of what is done if asked."""
    resource = None if one.resource is None else project.resources.get(one.resource)
    if resource is None or resource.kind is not ResourceKind.WORK or not one.overtime_work:
        return []
    late = _overtime(one, spread, actual=actual)
    return [piece for stretch in late for piece in _priced(project, resource, one, spread, stretch, _late)]


def _overtime(one: Assignment, spread: Spread, *, actual: bool) -> tuple[Stretch, ...]:
    done, left = overtime_of(one, spread)
    return done if actual else (*done, *left)


def _priced(
    project: Project, resource: Resource, one: Assignment, spread: Spread, stretch: Stretch, price: Price
) -> Iterable[Stretch]:
    """The money a stretch costs, cut where the rates change."""
    start, finish, size = stretch
    if resource.kind is ResourceKind.COST:
        yield stretch
        return
    lines = rates_of(resource, one.cost_rate_table)
    places = [spread.time.offset(to_minute(line.start)) for line in lines[1:] if line.start is not None]
    edges = [start, *(place for place in places if start < place < finish), finish]
    for first, last in pairwise(edges):
        line = rates_at(resource, one.cost_rate_table, spread.time.starting(first))
        part = size * (last - first) / (finish - start) if finish > start else size
        yield first, last, part * price(line, project.info)


def _per_unit(rate: Rate, info: ProjectInfo) -> float:
    """Money per minute of work, or per unit of material."""
    return float(rate.amount) / (1 if rate.unit is None else minutes_of(rate.unit, info))


def _minutes_cost(rate: Rate, minutes: int, info: ProjectInfo) -> Decimal:
    return Decimal(minutes) / minutes_of(rate.unit or TimeUnit.HOUR, info) * rate.amount if minutes else ZERO


def _standard(line: CostRates, info: ProjectInfo) -> float:
    return _per_unit(line.standard, info)


def _late(line: CostRates, info: ProjectInfo) -> float:
    return _per_unit(line.overtime, info)


def _extra(line: CostRates, info: ProjectInfo) -> float:
    """What overtime costs beyond the same work in usual hours."""
    return _late(line, info) - _standard(line, info)
