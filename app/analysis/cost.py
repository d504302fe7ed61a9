"""Cost: what assignments, tasks and resources cost at the standard rates."""

from __future__ import annotations

from decimal import Decimal

from ..project.durations import minutes_of
from ..project.kinds import ResourceKind, TimeUnit
from ..project.project import Project
from ..project.records import ZERO, Assignment, Rate, Resource, TaskUid
from ..schedule.schedule import Schedule


def assignment_cost(project: Project, schedule: Schedule, one: Assignment) -> Decimal:
    """What an assignment costs: its work or amount at the standard rate, and the cost of each use."""
    resource = None if one.resource is None else project.resources.get(one.resource)
    if resource is None:
        return ZERO
    rate, per_use = _rates(resource, one.cost_rate_table)
    match resource.kind:
        case ResourceKind.COST:
            return one.cost or ZERO
        case ResourceKind.MATERIAL:
            return Decimal(str(one.units)) * rate.amount + per_use
        case ResourceKind.WORK:
            span = schedule.spans.get(one.uid)
            work = span.work if span is not None else one.work or 0
            unit = minutes_of(rate.unit or TimeUnit.HOUR, project.info)
            return Decimal(work) / unit * rate.amount + per_use


def task_cost(project: Project, schedule: Schedule, uid: TaskUid) -> Decimal:
    """What a task costs by itself: its fixed cost and its assignments', without the tasks below."""
    own = (assignment_cost(project, schedule, one) for one in project.assignments_of(uid))
    return sum(own, project.tasks[uid].fixed_cost)


def _rates(resource: Resource, table: int) -> tuple[Rate, Decimal]:
    """Standard rate and cost per use of a cost rate table, as they are at the start."""
    if table == 0:
        return resource.standard_rate, resource.cost_per_use
    rates = next((one for one in resource.rates if one.table == table), None)
    return (rates.standard, rates.cost_per_use) if rates is not None else (Rate(), ZERO)
