"""What a usage view says: names of rows and amounts, hours and money, in cells of any width."""

from __future__ import annotations

from decimal import Decimal

from ...app.analysis.usage import Amount
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.project import Project
from ...app.project.records import AssignmentUid, ResourceUid, TaskUid
from .nodes import NOBODY, Node, Sort

TITLES = {
    Amount.WORK: N_("Work"),
    Amount.ACTUAL_WORK: N_("Actual Work"),
    Amount.OVERTIME: N_("Overtime Work"),
    Amount.ACTUAL_OVERTIME: N_("Actual Overtime Work"),
    Amount.BASELINE_WORK: N_("Baseline Work"),
    Amount.COST: N_("Cost"),
    Amount.ACTUAL_COST: N_("Actual Cost"),
    Amount.BASELINE_COST: N_("Baseline Cost"),
    Amount.AVAILABLE: N_("Remaining Availability"),
    Amount.OVERLOAD: N_("Overallocation"),
}
SHORT = {
    **TITLES,
    Amount.ACTUAL_WORK: N_("Act. Work"),
    Amount.OVERTIME: N_("Overtime"),
    Amount.ACTUAL_OVERTIME: N_("Act. Overtime"),
    Amount.BASELINE_WORK: N_("Base. Work"),
    Amount.ACTUAL_COST: N_("Act. Cost"),
    Amount.BASELINE_COST: N_("Base. Cost"),
    Amount.AVAILABLE: N_("Rem. Avail."),
    Amount.OVERLOAD: N_("Overalloc."),
}
"""Titles for the narrow column beside the rows."""


def node_name(project: Project, node: Node, by_resource: bool) -> str:
    """What a row is called: the task, the resource, or of an assignment the other one of both."""
    if node.sort is Sort.ASSIGNMENT:
        one = project.assignments[AssignmentUid(node.uid)]
        if by_resource:
            return _task_name(project, one.task)
        return _("Unassigned") if one.resource is None else _resource_name(project, one.resource)
    if node.sort is Sort.TASK:
        return _task_name(project, TaskUid(node.uid))
    return _("Unassigned") if node.uid == NOBODY else _resource_name(project, ResourceUid(node.uid))


def _task_name(project: Project, uid: TaskUid) -> str:
    return project.tasks[uid].name or _("(no name)")


def _resource_name(project: Project, uid: ResourceUid) -> str:
    return project.resources[uid].name or _("(no name)")


def amount_texts(amount: Amount, value: float, wording: Wording) -> tuple[str, ...]:
    """An amount in words, the longest form first; empty for nothing."""
    if amount.money:
        if abs(value) < 0.005:
            return ("",)
        exact = wording.money(_decimal(value, 2))
        whole = wording.number(_decimal(value, 0))
        return (exact, whole)
    hours = _decimal(value / 60, 2)
    if not hours:
        return ("",)
    number = wording.number(hours)
    return (_("{number}h").format(number=number), number, wording.number(_decimal(value / 60, 0)))


def _decimal(value: float, digits: int) -> Decimal:
    return Decimal(repr(round(float(value), digits))).quantize(Decimal(1).scaleb(-digits))
