"""Cost: what assignments, tasks and resources cost, by the cost rate tables in force when the work is done."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from ..project.durations import minutes_of
from ..project.kinds import Accrual, ResourceKind, TimeUnit
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import ZERO, Assignment, CostRates, ProjectInfo, Rate, Resource, Task, TaskUid
from ..project.working_time import WorkingTimes
from ..schedule.schedule import Schedule
from .spread import Spread, Stretch, spread_of, total

Step = tuple[Minute, float]
"""Money that falls due at a moment."""


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


def assignment_cost(
    project: Project, schedule: Schedule, one: Assignment, times: WorkingTimes | None = None
) -> Decimal:
    """What an assignment costs: its work or amount at the rates of its table, overtime at theirs, and each use.

    Rates that change with time need the working times; without them those at the start count for all.
    """
    resource = None if one.resource is None else project.resources.get(one.resource)
    if resource is None:
        return ZERO
    if resource.kind is ResourceKind.COST:
        return one.cost or ZERO
    span = schedule.spans.get(one.uid)
    lines = rates_of(resource, one.cost_rate_table)
    if len(lines) > 1 and times is not None and (spread := spread_of(project, schedule, times, one)) is not None:
        stretches, steps = cost_over_time(project, one, spread)
        money = total(stretches) + sum(amount for _moment, amount in steps)
        return Decimal(repr(money)).quantize(Decimal("0.01"))
    line = rates_at(resource, one.cost_rate_table, 0 if span is None else span.start)
    if resource.kind is ResourceKind.MATERIAL:
        return Decimal(str(one.units)) * line.standard.amount + line.cost_per_use
    work = span.work if span is not None else one.work or 0
    overtime = min(one.overtime_work, work)
    return (
        _minutes_cost(line.standard, work - overtime, project.info)
        + _minutes_cost(line.overtime, overtime, project.info)
        + line.cost_per_use
    )


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
    worked = spread.done if actual and resource.accrue_at is Accrual.PRORATED else spread.whole
    priced = [piece for stretch in worked for piece in _priced(project, resource, one, spread, stretch)]
    begun, ended = (bool(spread.done), not spread.left) if actual else (True, True)
    use = float(rates_at(resource, one.cost_rate_table, spread.start).cost_per_use)
    steps: list[Step] = []
    if resource.kind is not ResourceKind.COST and use:
        late = resource.accrue_at is Accrual.END
        steps.append((spread.finish if late else spread.start, use if (ended if late else begun) else 0.0))
    return _accrued(resource.accrue_at, priced, steps, spread, begun=begun, ended=ended)


def fixed_cost_over_time(
    task: Task, start: Minute, finish: Minute, times: WorkingTimes
) -> tuple[Stretch | None, Step | None]:
    """When the fixed cost of a task falls due: over its duration, or at a moment."""
    money = float(task.fixed_cost)
    if task.fixed_cost_accrual is Accrual.PRORATED and finish > start:
        time = times.task(task.uid)
        return (time.offset(start), time.offset(finish), money), None
    return None, (finish if task.fixed_cost_accrual is Accrual.END else start, money)


def _accrued(
    accrual: Accrual, priced: list[Stretch], steps: list[Step], spread: Spread, *, begun: bool, ended: bool
) -> tuple[list[Stretch], list[Step]]:
    """Put the cost of work where it falls due."""
    if accrual is Accrual.PRORATED:
        return priced, steps
    money = total(priced)
    if accrual is Accrual.START:
        return [], [*steps, (spread.start, money)] if begun else steps
    return [], [*steps, (spread.finish, money)] if ended else steps


def _priced(
    project: Project, resource: Resource, one: Assignment, spread: Spread, stretch: Stretch
) -> Iterable[Stretch]:
    """The money a stretch costs, cut where the rates change."""
    start, finish, size = stretch
    if resource.kind is ResourceKind.COST:
        yield stretch
        return
    lines = rates_of(resource, one.cost_rate_table)
    places = [spread.time.offset(to_minute(line.start)) for line in lines[1:] if line.start is not None]
    edges = [start, *(place for place in places if start < place < finish), finish]
    work = total(spread.whole)
    share = min(one.overtime_work / work, 1.0) if work and resource.kind is ResourceKind.WORK else 0.0
    for first, last in pairwise(edges):
        line = rates_at(resource, one.cost_rate_table, spread.time.starting(first))
        part = size * (last - first) / (finish - start) if finish > start else size
        rate = _per_unit(line.standard, project.info) * (1 - share) + _per_unit(line.overtime, project.info) * share
        yield first, last, part * rate


def _per_unit(rate: Rate, info: ProjectInfo) -> float:
    """Money per minute of work, or per unit of material."""
    return float(rate.amount) / (1 if rate.unit is None else minutes_of(rate.unit, info))


def _minutes_cost(rate: Rate, minutes: int, info: ProjectInfo) -> Decimal:
    return Decimal(minutes) / minutes_of(rate.unit or TimeUnit.HOUR, info) * rate.amount if minutes else ZERO
