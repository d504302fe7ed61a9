"""Edits of assignments: who works on a task, with which units and how much."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ResourceKind, WorkContour
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Assignment, AssignmentUid, Hyperlink, Resource, ResourceUid, TaskUid
from ..project.resource_names import TypedResource, format_typed, parse_resource_names
from ..project.widths import replace
from ..schedule.assignments import average
from ..schedule.engine import Engine
from ..schedule.splits import REMAINING
from .effort import Effort, does_work
from .tree import change, forget_dates, task_of


def set_resources(engine: Engine, uid: TaskUid, typed: Iterable[TypedResource]) -> Patch:
    """Let exactly these resources work on a task; unknown names become new resources.

    Where the task is effort driven its work stays and is shared out anew, otherwise everybody brings their own.
    """
    task_of(engine.project, uid)
    draft = Draft(engine.project)
    present = {one.resource: one for one in engine.project.assignments_of(uid)}
    wanted = [(_resource(draft, one), one) for one in typed]
    sharing = _Sharing(engine, draft, uid)
    for resource, one in present.items():
        if resource is not None and resource not in [uid for uid, _typed in wanted]:
            sharing.remove(one)
    for resource, one in wanted:
        if resource in present:
            sharing.amend(present[resource], one)
        else:
            sharing.assign(resource, one)
    sharing.settle()
    return draft.patch()


def known_only(project: Project, text: str) -> str:
    """Typed resources without those that the plan does not have.

    Raises:
        EditError: The text is no list of resources.
    """
    known = {one.name.casefold() for one in project.resources.values()}
    kept = [one for one in parse_resource_names(text) if one.name.casefold() in known]
    return ", ".join(format_typed(one) for one in kept)


def assign(engine: Engine, uid: TaskUid, resource: ResourceUid, units: float = 1.0) -> Patch:
    """Let a resource work on a task, or change its units there."""
    known = next((one for one in engine.project.assignments_of(uid) if one.resource == resource), None)
    if known is not None:
        return set_units(engine, known.uid, units)
    task_of(engine.project, uid)
    draft = Draft(engine.project)
    sharing = _Sharing(engine, draft, uid)
    sharing.assign(resource, TypedResource("", Decimal(str(units))))
    sharing.settle()
    return draft.patch()


def unassign(engine: Engine, assignment: AssignmentUid) -> Patch:
    """Take a resource off a task."""
    draft = Draft(engine.project)
    one = engine.project.assignments[assignment]
    sharing = _Sharing(engine, draft, one.task)
    sharing.remove(one)
    sharing.settle()
    return draft.patch()


def set_units(engine: Engine, assignment: AssignmentUid, units: float) -> Patch:
    """Give an assignment other units: the duration follows, or the work where the duration is fixed.

    Raises:
        EditError: The units are negative, or without any, nothing would get done.
    """
    one = engine.project.assignments[assignment]
    draft = Draft(engine.project)
    if units < 0 or (units == 0 and does_work(draft, one)):
        raise EditError(_("Units must be more than 0 %."))
    _change_units(engine, draft, one, units)
    return draft.patch()


def set_work(engine: Engine, uid: TaskUid, minutes: int) -> Patch:
    """Give a task other work: the duration follows, or the units where the duration is fixed.

    Raises:
        EditError: The work is negative, or the task is a summary task.
    """
    task_of(engine.project, uid)
    if minutes < 0:
        raise EditError(_("Work is not negative."))
    if engine.project.is_summary(uid):
        raise EditError(_("The work of a summary task follows from its tasks."))
    draft = Draft(engine.project)
    effort = Effort(engine, draft, uid)
    if effort.workers():
        effort.share_out(minutes)
        change(draft, uid, work=None)
    else:
        change(draft, uid, work=minutes)
    return draft.patch()


def set_assignment_work(engine: Engine, assignment: AssignmentUid, minutes: int) -> Patch:
    """Give an assignment other work: the duration follows, or its units where the duration is fixed."""
    if minutes < 0:
        raise EditError(_("Work is not negative."))
    one = engine.project.assignments[assignment]
    draft = Draft(engine.project)
    effort = Effort(engine, draft, one.task)
    if not effort.fixed:
        effort.fix_work()
    effort.give(draft.assignments[assignment], minutes)
    if not effort.fixed:
        effort.settle()
    return draft.patch()


def set_contour(engine: Engine, uids: Iterable[AssignmentUid], contour: WorkContour) -> Patch:
    """Let the work of assignments be spread by a predefined contour; a spread by hand is dropped.

    The work stays and takes as long as the contour leaves it, or with a fixed duration as many units as it needs.
    """
    draft = Draft(engine.project)
    for uid in uids:
        one = draft.assignments[uid]
        kept = tuple(piece for piece in one.timephased if piece.kind != REMAINING)
        if (one.contour, one.timephased) == (contour, kept):
            continue
        effort, work = Effort(engine, draft, one.task), 0
        if does_work(draft, one):
            effort.fix_work()
            work = effort.work_of(one)
        fixed = effort.fixed
        units = work / draft.tasks[one.task].duration / average(contour) if fixed and work else one.units
        draft.assignments[uid] = replace(draft.assignments[uid], contour=contour, timephased=kept, units=units)
        forget_dates(draft, one.task)
        if work and not fixed:
            effort.settle()
    return draft.patch()


def set_cost_rate_table(project: Project, assignment: AssignmentUid, table: int) -> Patch:
    """Let an assignment be paid by one of its resource's cost rate tables, 0 to 4 for A to E."""
    draft = Draft(project)
    draft.assignments[assignment] = replace(project.assignments[assignment], cost_rate_table=table)
    return draft.patch()


def set_delay(engine: Engine, assignment: AssignmentUid, minutes: int) -> Patch:
    """Let an assignment begin so many working minutes after its task; the duration follows unless it is fixed.

    Raises:
        EditError: The delay is negative.
    """
    if minutes < 0:
        raise EditError(_("An assignment does not begin before its task."))
    one = engine.project.assignments[assignment]
    draft = Draft(engine.project)
    effort = Effort(engine, draft, one.task)
    effort.fix_work()
    draft.assignments[assignment] = replace(draft.assignments[assignment], delay=minutes)
    forget_dates(draft, one.task)
    if does_work(draft, one) and not effort.fixed:
        effort.settle()
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


class _Sharing:
    """Remembers the work of a task before its resources change, and shares it out after."""

    def __init__(self, engine: Engine, draft: Draft, uid: TaskUid) -> None:
        self._engine = engine
        self._draft = draft
        self._uid = uid
        self._effort = Effort(engine, draft, uid)
        self._had = self._effort.workers()
        self._before = sum(map(self._effort.work_of, self._had))

    def assign(self, resource: ResourceUid, typed: TypedResource) -> None:
        """Let a resource work on the task, at the pace of who does; it takes over what was planned for nobody."""
        draft = self._draft
        record = draft.resources[resource]
        fields: dict[str, Any] = {"units": _usual_units(record), **_amounts(record, typed)}
        uid = AssignmentUid(draft.project.new_uid("assignments"))
        one = Assignment(uid=uid, task=self._uid, resource=resource, **fields)
        nobody = next((known for known in self._effort.workers() if known.resource is None), None)
        if nobody is None or not does_work(draft, one):
            draft.assignments[uid] = self._effort.join(one)
            return
        del draft.assignments[nobody.uid]
        draft.assignments[uid] = replace(nobody, uid=uid, resource=resource)
        work = round(self._effort.work_of(nobody) * one.units / nobody.units) if nobody.units else 0
        self._effort.put(draft.assignments[uid], units=one.units, work=work)

    def amend(self, one: Assignment, typed: TypedResource) -> None:
        """Give an assignment the amount that was typed; none typed leaves it as it is."""
        draft = self._draft
        assert one.resource is not None
        fields = _amounts(draft.resources[one.resource], typed)
        if "units" in fields and does_work(draft, one):
            _change_units(self._engine, draft, one, fields["units"])
        elif fields:
            draft.assignments[one.uid] = replace(one, **fields)

    def remove(self, one: Assignment) -> None:
        """Take an assignment off the task; the pauses of a split task that has not begun stay, with nobody on it."""
        draft, effort = self._draft, self._effort
        forget_dates(draft, self._uid)
        del draft.assignments[one.uid]
        if effort.workers() or not does_work(draft, one) or draft.tasks[self._uid].actual_start is not None:
            return
        alone = Assignment(uid=AssignmentUid(draft.project.new_uid("assignments")), task=self._uid)
        joined = effort.join(alone)
        if joined is not alone:
            draft.assignments[joined.uid] = joined

    def settle(self) -> None:
        """Share the work out: what was entered on a task without resources, or what effort-driven ones had."""
        draft, effort = self._draft, self._effort
        task, now = draft.tasks[self._uid], effort.workers()
        forget_dates(draft, self._uid)
        if not now:
            return
        if not self._had and task.work is not None:
            effort.share_out(task.work)
            change(draft, self._uid, work=None)
        elif task.effort_driven and self._had and {one.uid for one in now} != {one.uid for one in self._had}:
            for one in now:
                effort.put(one, work=round(task.duration * one.units * average(one.contour)))
            effort.share_out(self._before)


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


def _usual_units(resource: Resource) -> float:
    """The units of somebody of whom nothing else was typed: all there is of them, at most a whole."""
    part = resource.kind is ResourceKind.WORK and 0 < resource.max_units < 1
    return resource.max_units if part else 1.0


def _amounts(resource: Resource, typed: TypedResource) -> dict[str, Any]:
    """The fields of an assignment that say how much of a resource is used; none where nothing was typed."""
    if typed.amount is None:
        return {}
    if resource.kind is ResourceKind.COST:
        return {"cost": typed.amount}
    if resource.kind is ResourceKind.WORK and typed.amount <= 0:
        raise EditError(_("Units must be more than 0 %."))
    return {"units": float(typed.amount)}


def _change_units(engine: Engine, draft: Draft, one: Assignment, units: float) -> None:
    if units == one.units:
        return
    if not does_work(draft, one):
        draft.assignments[one.uid] = replace(one, units=units)
        return
    effort = Effort(engine, draft, one.task)
    if effort.fixed:
        effort.put(one, units=units, work=None if one.work is None else round(one.work * units / one.units))
    else:
        effort.fix_work()
        effort.put(draft.assignments[one.uid], units=units)
        effort.settle()
