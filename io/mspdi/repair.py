"""Makes the records of a file fit each other: what points to nothing is taken out, and the ledger says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from ...app.i18n import _
from ...app.project.errors import Severity
from ...app.project.kinds import ConstraintKind, ResourceKind
from ...app.project.records import (
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    Dependency,
    DependencyKey,
    Record,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from ...app.project.widths import replace
from ..ledger import Ledger, place
from .read_assignments import AssignmentReader
from .spare_uids import spare_uids
from .stand_in import stand_in
from .values import CENTS

R = TypeVar("R", bound=Record)
Calendars = dict[CalendarUid, Calendar]
Tasks = dict[TaskUid, Task]
Resources = dict[ResourceUid, Resource]


def tasks(found: Iterable[Task], calendars: Calendars, ledger: Ledger) -> Tasks:
    """The tasks by uid, without calendars that are missing and constraints that say nothing."""
    table: Tasks = {}
    for task in found:
        if task.calendar is not None and task.calendar not in calendars:
            ledger.add(
                "mspdi.missing-calendar",
                _("The task's calendar {calendar} is missing; the task follows the plan's.").format(
                    calendar=task.calendar
                ),
                place=place_of(task),
                task=task.uid,
            )
            task = replace(task, calendar=None)
        if task.constraint.needs_date and task.constraint_date is None:
            ledger.add(
                "mspdi.constraint-without-date",
                _("The task's constraint has no date; the task is as soon as possible."),
                place=place_of(task),
                task=task.uid,
            )
            task = replace(task, constraint=ConstraintKind.AS_SOON_AS_POSSIBLE)
        table[task.uid] = task
    return table


def resources(found: Iterable[Resource], calendars: Calendars, ledger: Ledger) -> Resources:
    """The resources by uid, each with a uid of its own and without calendars that are missing."""
    found = list(found)
    spare = spare_uids((one.uid for one in found), len(found))
    table: Resources = {}
    for one in found:
        if one.uid < 0:
            one = replace(one, uid=ResourceUid(next(spare)))
            ledger.add(
                "mspdi.uid-given",
                _("The resource has no unique id of its own in the file; it was given a new one."),
                place=place_of(one),
                resource=one.uid,
            )
        if one.calendar is not None and one.calendar not in calendars:
            ledger.add(
                "mspdi.missing-calendar",
                _("The resource's calendar {calendar} is missing; it follows the plan's.").format(
                    calendar=one.calendar
                ),
                place=place_of(one),
                resource=one.uid,
            )
            one = replace(one, calendar=None)
        table[one.uid] = one
    return table


def links(found: Iterable[Dependency], tasks: Tasks, ledger: Ledger) -> dict[DependencyKey, Dependency]:
    """The links between two different tasks that exist, the first of each pair."""
    table: dict[DependencyKey, Dependency] = {}
    for link in found:
        reason = _fault(link, tasks, table)
        if reason:
            successor = tasks.get(link.successor)
            ledger.add(
                "mspdi.link-left-out",
                reason,
                place=place_of(successor) if successor else "",
                task=link.successor,
            )
        else:
            table[link.key] = link
    return table


def _fault(link: Dependency, tasks: Tasks, table: dict[DependencyKey, Dependency]) -> str:
    if link.predecessor == link.successor:
        return _("The task is linked to itself; the link was left out.")
    predecessor = tasks.get(link.predecessor)
    if predecessor is None or predecessor.blank:
        return _("The predecessor {uid} is not in the file; the link was left out.").format(uid=link.predecessor)
    if link.key in table:
        return _("The task is linked to {uid} more than once; the first link was kept.").format(uid=link.predecessor)
    return ""


def assignments(
    reader: AssignmentReader, tasks: Tasks, resources: Resources, ledger: Ledger
) -> dict[AssignmentUid, Assignment]:
    """The assignments of tasks that exist to resources that exist, by the uid they had; a negative one is replaced.

    Those to nobody that say nothing are left out; the writer puts them back.
    """
    found = reader.assignments
    counts = Counter(one.task for one in found)
    spare = spare_uids((one.uid for one in found), len(found))
    table: dict[AssignmentUid, Assignment] = {}
    for one in found:
        task = tasks.get(one.task)
        if task is None or task.blank:
            ledger.add(
                "mspdi.assignment-left-out",
                _("An assignment belongs to task {uid}, which is not in the file; it was left out.").format(
                    uid=one.task
                ),
                place=place("Assignment", one.uid),
            )
            continue
        if one.resource is None and counts[one.task] == 1 and _says_nothing(one, task, reader.stored[one.uid].foreign):
            continue
        kept = one
        if one.resource is not None and one.resource not in resources:
            ledger.add(
                "mspdi.missing-resource",
                _("The assignment's resource {uid} is not in the file; the work is left unassigned.").format(
                    uid=one.resource
                ),
                place=place_of(task),
                task=task.uid,
            )
            kept = replace(kept, resource=None)
        elif one.resource is not None and resources[one.resource].kind is ResourceKind.COST:
            kept = replace(kept, cost=_cost(reader.costs.get(one.uid)))
        if kept.uid < 0:
            kept = replace(kept, uid=AssignmentUid(next(spare)))
            ledger.add(
                "mspdi.uid-given",
                _("The assignment has no unique id of its own in the file; it was given a new one."),
                severity=Severity.INFO,
                place=place("Task", task.uid, task.name),
                task=task.uid,
            )
        table[one.uid] = kept
    return table


def _says_nothing(one: Assignment, task: Task, computed: str) -> bool:
    """Whether an assignment is only there because Microsoft Project needs one for every task."""
    return not computed and one == stand_in(task, one.uid, task.duration)


def _cost(text: str | None) -> Decimal | None:
    try:
        return None if text is None else CENTS.read(text)[0]
    except ValueError:
        return None


def place_of(record: Task | Resource) -> str:
    """Where a record is, in words."""
    return place(type(record).__name__, record.uid, record.name)
