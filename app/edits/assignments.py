"""Edits of assignments: who works on a task, with which units and how much."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ResourceKind, TaskType
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Assignment, AssignmentUid, Hyperlink, Resource, ResourceUid, TaskUid
from ..project.resource_names import TypedResource, format_typed, parse_resource_names
from .effort import does_work, fit_to_work, put, spread, work_assignments, work_of
from .tree import change, forget_dates, task_of


def set_resources(project: Project, uid: TaskUid, typed: Iterable[TypedResource]) -> Patch:
    """Let exactly these resources work on a task; unknown names become new resources.

    Where the task is effort driven its work stays and is shared out anew, otherwise everybody brings their own.
    """
    task_of(project, uid)
    draft = Draft(project)
    present = {one.resource: one for one in project.assignments_of(uid)}
    wanted = [(_resource(draft, one), one) for one in typed]
    effort = _Effort(draft, uid)
    for resource, one in present.items():
        if resource is not None and resource not in [uid for uid, _typed in wanted]:
            _remove(draft, one)
    for resource, one in wanted:
        if resource in present:
            _amend(draft, present[resource], one)
        else:
            _assign(draft, uid, resource, one)
    effort.settle()
    return draft.patch()


def known_only(project: Project, text: str) -> str:
    """Typed resources without those that the plan does not have.

    Raises:
        EditError: The text is no list of resources.
    """
    known = {one.name.casefold() for one in project.resources.values()}
    kept = [one for one in parse_resource_names(text) if one.name.casefold() in known]
    return ", ".join(format_typed(one) for one in kept)


def assign(project: Project, uid: TaskUid, resource: ResourceUid, units: float = 1.0) -> Patch:
    """Let a resource work on a task, or change its units there."""
    known = next((one for one in project.assignments_of(uid) if one.resource == resource), None)
    if known is not None:
        return set_units(project, known.uid, units)
    task_of(project, uid)
    draft = Draft(project)
    effort = _Effort(draft, uid)
    _assign(draft, uid, resource, TypedResource("", Decimal(str(units))))
    effort.settle()
    return draft.patch()


def unassign(project: Project, assignment: AssignmentUid) -> Patch:
    """Take a resource off a task."""
    draft = Draft(project)
    one = project.assignments[assignment]
    effort = _Effort(draft, one.task)
    _remove(draft, one)
    effort.settle()
    return draft.patch()


def set_units(project: Project, assignment: AssignmentUid, units: float) -> Patch:
    """Give an assignment other units: the duration follows, or the work where the duration is fixed.

    Raises:
        EditError: The units are negative, or without any, nothing would get done.
    """
    one = project.assignments[assignment]
    draft = Draft(project)
    if units < 0 or (units == 0 and does_work(draft, one)):
        raise EditError(_("Units must be more than 0 %."))
    _change_units(draft, one, units)
    return draft.patch()


def set_work(project: Project, uid: TaskUid, minutes: int) -> Patch:
    """Give a task other work: the duration follows, or the units where the duration is fixed.

    Raises:
        EditError: The work is negative, or the task is a summary task.
    """
    task_of(project, uid)
    if minutes < 0:
        raise EditError(_("Work is not negative."))
    if project.is_summary(uid):
        raise EditError(_("The work of a summary task follows from its tasks."))
    draft = Draft(project)
    if work_assignments(draft, uid):
        spread(draft, uid, minutes)
        change(draft, uid, work=None)
    else:
        change(draft, uid, work=minutes)
    return draft.patch()


def set_assignment_work(project: Project, assignment: AssignmentUid, minutes: int) -> Patch:
    """Give an assignment other work: the duration follows, or its units where the duration is fixed."""
    if minutes < 0:
        raise EditError(_("Work is not negative."))
    one = project.assignments[assignment]
    task = project.tasks[one.task]
    draft = Draft(project)
    if task.task_type is TaskType.FIXED_DURATION and task.duration:
        put(draft, one, work=minutes, units=minutes / task.duration)
    else:
        _fix_work(draft, one.task)
        put(draft, draft.assignments[assignment], work=minutes)
        fit_to_work(draft, one.task)
    return draft.patch()


def set_cost_rate_table(project: Project, assignment: AssignmentUid, table: int) -> Patch:
    """Let an assignment be paid by one of its resource's cost rate tables, 0 to 4 for A to E."""
    draft = Draft(project)
    draft.assignments[assignment] = replace(project.assignments[assignment], cost_rate_table=table)
    return draft.patch()


def set_delay(project: Project, assignment: AssignmentUid, minutes: int) -> Patch:
    """Let an assignment begin so many working minutes after its task.

    Raises:
        EditError: The delay is negative.
    """
    if minutes < 0:
        raise EditError(_("An assignment does not begin before its task."))
    one = project.assignments[assignment]
    draft = Draft(project)
    _fix_work(draft, one.task)
    draft.assignments[assignment] = replace(draft.assignments[assignment], delay=minutes)
    forget_dates(draft, one.task)
    return draft.patch()


def set_notes(project: Project, assignment: AssignmentUid, text: str) -> Patch:
    """Give an assignment other notes."""
    draft = Draft(project)
    draft.assignments[assignment] = replace(project.assignments[assignment], notes=text)
    return draft.patch()


def set_hyperlink(project: Project, assignment: AssignmentUid, link: Hyperlink | None) -> Patch:
    """Link an assignment to an address; None takes the link away."""
    draft = Draft(project)
    draft.assignments[assignment] = replace(project.assignments[assignment], hyperlink=link)
    return draft.patch()


class _Effort:
    """Remembers the work of a task before its resources change, and shares it out after."""

    def __init__(self, draft: Draft, uid: TaskUid) -> None:
        self._draft = draft
        self._uid = uid
        self._had = work_assignments(draft, uid)
        self._before = sum(work_of(draft, one) for one in self._had)

    def settle(self) -> None:
        """Share the work out: what was entered on a task without resources, or what effort-driven ones had."""
        draft, uid = self._draft, self._uid
        task, now = draft.tasks[uid], work_assignments(draft, uid)
        forget_dates(draft, uid)
        if not now:
            return
        same = {one.uid for one in now} == {one.uid for one in self._had}
        if not self._had and task.work is not None:
            spread(draft, uid, task.work)
            change(draft, uid, work=None)
        elif task.effort_driven and self._had and not same:
            for one in now:
                put(draft, one, work=round(task.duration * one.units))
            spread(draft, uid, self._before)


def _resource(draft: Draft, typed: TypedResource) -> ResourceUid:
    """The resource of this name; made where there is none."""
    wanted = typed.name.casefold()
    for uid in draft.resources:
        if draft.resources[uid].name.casefold() == wanted:
            return uid
    info, uid = draft.info, ResourceUid(draft.project.new_uid("resources"))
    resource = Resource(
        uid=uid,
        name=typed.name,
        initials=typed.name[:1],
        kind=ResourceKind.MATERIAL if typed.label else ResourceKind.WORK,
        material_label=typed.label,
        standard_rate=info.default_standard_rate,
        overtime_rate=info.default_overtime_rate,
    )
    draft.resources[uid] = resource
    draft.plan["resource_order"] = (*draft.plan["resource_order"], uid)
    return uid


def _assign(draft: Draft, task: TaskUid, resource: ResourceUid, typed: TypedResource) -> None:
    record = draft.resources[resource]
    fields: dict[str, Any] = {"units": _usual_units(record), **_amounts(record, typed)}
    uid = AssignmentUid(draft.project.new_uid("assignments"))
    one = Assignment(uid=uid, task=task, resource=resource, **fields)
    draft.assignments[uid] = one


def _usual_units(resource: Resource) -> float:
    """The units of somebody of whom nothing else was typed: all there is of them, at most a whole."""
    part = resource.kind is ResourceKind.WORK and 0 < resource.max_units < 1
    return resource.max_units if part else 1.0


def _amend(draft: Draft, one: Assignment, typed: TypedResource) -> None:
    """Give an assignment the amount that was typed; none typed leaves it as it is."""
    assert one.resource is not None
    fields = _amounts(draft.resources[one.resource], typed)
    if "units" in fields and does_work(draft, one):
        _change_units(draft, one, fields["units"])
    elif fields:
        draft.assignments[one.uid] = replace(one, **fields)


def _amounts(resource: Resource, typed: TypedResource) -> dict[str, Any]:
    """The fields of an assignment that say how much of a resource is used; none where nothing was typed."""
    if typed.amount is None:
        return {}
    if resource.kind is ResourceKind.COST:
        return {"cost": typed.amount}
    if resource.kind is ResourceKind.WORK and typed.amount <= 0:
        raise EditError(_("Units must be more than 0 %."))
    return {"units": float(typed.amount)}


def _change_units(draft: Draft, one: Assignment, units: float) -> None:
    task = draft.tasks[one.task]
    if units == one.units:
        return
    if not does_work(draft, one):
        draft.assignments[one.uid] = replace(one, units=units)
    elif task.task_type is TaskType.FIXED_DURATION:
        put(draft, one, units=units, work=None if one.work is None else round(task.duration * units))
    else:
        _fix_work(draft, one.task)
        put(draft, draft.assignments[one.uid], units=units)
        fit_to_work(draft, one.task)


def _fix_work(draft: Draft, uid: TaskUid) -> None:
    """Write the work of assignments down where it followed from the duration, before that changes."""
    for one in work_assignments(draft, uid):
        if one.work is None:
            put(draft, one, work=work_of(draft, one))


def _remove(draft: Draft, one: Assignment) -> None:
    forget_dates(draft, one.task)
    del draft.assignments[one.uid]
