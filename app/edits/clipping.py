"""Whole tasks taken out of a plan and put into one again, the same or another: with outline, links and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, get_type_hints

import msgspec

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import (
    NO_VALUES,
    ROOT,
    Assignment,
    AssignmentUid,
    CalendarUid,
    CustomField,
    Dependency,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from ..project.steps import PART
from ..project.ticket import Ticket, followed
from ..project.widths import fitted, replace, widest
from .outline import add_tree, topmost

FORMAT = "application/x-gantline-tasks"
"""What the clipboard calls a clipping."""


class Clipping(msgspec.Struct, frozen=True, kw_only=True):
    """Tasks in the order of the outline, and what hangs on them.

    Attributes:
        levels: Where each task stands, 1 for those that have no other one of the clipping above.
        dependencies: The links among the tasks.
        resources: Those that the assignments name.
        calendars: Names of the calendars of tasks.
        custom_fields: The fields that the tasks have values of.
    """

    tasks: Sequence[Task]
    levels: Sequence[int]
    dependencies: Sequence[Dependency] = ()
    assignments: Sequence[Assignment] = ()
    resources: Sequence[Resource] = ()
    calendars: Mapping[CalendarUid, str] = {}
    custom_fields: Sequence[CustomField] = ()


_WIDE: Final = {"tasks": Task, "dependencies": Dependency, "assignments": Assignment}

_Line: Final[type[Any]] = msgspec.defstruct(
    "_Line",
    [
        (name, Sequence[widest(_WIDE[name])] if name in _WIDE else kind)
        for name, kind in get_type_hints(Clipping).items()
    ],
)
"""A line of what the clipboard carries: a clipping whose records say whatever they can."""


def clip(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Clipping:
    """These tasks with all below them.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    tasks: list[Task] = []
    levels: list[int] = []
    for top in topmost(project, uids, ticket):
        base = project.level(top) - 1
        for uid, level in ((top, base + 1), *project.outline(top)):
            ticket.step(0, 0)
            tasks.append(replace(project.tasks[uid], guid=""))
            levels.append(level - base)
    chosen = {task.uid for task in tasks}
    links = [
        link
        for uid in followed(sorted(chosen), ticket)
        for link in sorted(project.successors(uid), key=lambda link: link.successor)
        if link.successor in chosen
    ]
    assignments = [
        replace(one, guid="") for task in followed(tasks, ticket) for one in project.assignments_of(task.uid)
    ]
    people = dict.fromkeys(one.resource for one in followed(assignments, ticket) if one.resource is not None)
    calendars = dict.fromkeys(task.calendar for task in followed(tasks, ticket) if task.calendar is not None)
    fields = dict.fromkeys(key for task in followed(tasks, ticket) for key in task.custom)
    return Clipping(
        tasks=tasks,
        levels=levels,
        dependencies=links,
        assignments=assignments,
        resources=[project.resources[uid] for uid in people if uid in project.resources],
        calendars={uid: project.calendars[uid].name for uid in calendars if uid in project.calendars},
        custom_fields=[project.custom_fields[key] for key in fields if key in project.custom_fields],
    )


def encode(clipping: Clipping, ticket: Ticket | None = None) -> bytes:
    """A clipping as the clipboard carries it: a line for what it has few of, and others for a part of the rest each.

    Raises:
        Cancelled: The ticket said so.
    """
    few = replace(clipping, tasks=(), levels=(), dependencies=(), assignments=())
    many = max(len(clipping.tasks), len(clipping.dependencies), len(clipping.assignments))
    lines = [few, *(_part(clipping, slice(first, first + PART)) for first in range(0, many, PART))]
    return b"\n".join(map(msgspec.json.encode, followed(lines, ticket)))


def _part(clipping: Clipping, part: slice) -> Clipping:
    return Clipping(
        tasks=clipping.tasks[part],
        levels=clipping.levels[part],
        dependencies=clipping.dependencies[part],
        assignments=clipping.assignments[part],
    )


def decode(content: bytes, ticket: Ticket | None = None) -> Clipping:
    """The clipping on the clipboard.

    Raises:
        EditError: It is none that this version understands.
        Cancelled: The ticket said so.
    """
    decoder = msgspec.json.Decoder(_Line)
    try:
        lines = [decoder.decode(line) for line in followed(content.split(b"\n"), ticket)]
        return Clipping(
            tasks=[fitted(one) for line in lines for one in line.tasks],
            levels=[one for line in lines for one in line.levels],
            dependencies=[fitted(one) for line in lines for one in line.dependencies],
            assignments=[fitted(one) for line in lines for one in line.assignments],
            resources=lines[0].resources,
            calendars=lines[0].calendars,
            custom_fields=lines[0].custom_fields,
        )
    except (msgspec.DecodeError, ValueError, ArithmeticError):
        raise EditError(_("The tasks on the clipboard come from another version and cannot be pasted.")) from None


def paste_tasks(
    project: Project,
    clipping: Clipping,
    parent: TaskUid = ROOT,
    index: int | None = None,
    ticket: Ticket | None = None,
) -> Patch:
    """Put a clipping below a summary task, before its child at an index; after the last one unless said.

    Everything becomes new. Resources and calendars are found by their names; resources that are missing are made, a
    calendar that is missing is left out.

    Raises:
        Cancelled: The ticket said so.
    """
    uids = {task.uid: TaskUid(project.new_uid("tasks")) for task in clipping.tasks}
    calendars = _calendars(project, clipping)
    fields = {one.key for one in clipping.custom_fields if _fits(project, one)}
    tasks = [
        replace(
            task,
            uid=uids[task.uid],
            calendar=None if task.calendar is None else calendars.get(task.calendar),
            custom={key: value for key, value in task.custom.items() if key in fields} or NO_VALUES,
        )
        for task in followed(clipping.tasks, ticket)
    ]
    draft = Draft(project)
    _copy_into(draft, add_tree(project, tasks, clipping.levels, parent, index, ticket), ticket)
    for one in clipping.custom_fields:
        if one.key in fields and one.key not in draft.custom_fields:
            draft.custom_fields[one.key] = one
    for link in followed(clipping.dependencies, ticket):
        key = (uids[link.predecessor], uids[link.successor])
        draft.dependencies[key] = replace(link, predecessor=key[0], successor=key[1])
    people = _resources(draft, clipping)
    for one in followed(clipping.assignments, ticket):
        uid = AssignmentUid(project.new_uid("assignments"))
        resource = None if one.resource is None else people.get(one.resource)
        draft.assignments[uid] = replace(one, uid=uid, task=uids[one.task], resource=resource)
    return draft.patch(ticket)


def _copy_into(draft: Draft, patch: Patch, ticket: Ticket | None) -> None:
    for table, rows in patch.changes.items():
        records: Any = getattr(draft, table)
        for key, (_before, after) in followed(rows.items(), ticket):
            if after is None:
                del records[key]
            else:
                records[key] = after


def _calendars(project: Project, clipping: Clipping) -> dict[CalendarUid, CalendarUid]:
    """The clipping's calendars that the plan has, by name."""
    named = {one.name.casefold(): uid for uid, one in project.calendars.items() if one.base is None}
    return {uid: named[name.casefold()] for uid, name in clipping.calendars.items() if name.casefold() in named}


def _fits(project: Project, field: CustomField) -> bool:
    """Whether values of a field mean the same in this plan: it has the field, or none of that key."""
    known = project.custom_fields.get(field.key)
    return known is None or (known.kind, known.alias) == (field.kind, field.alias)


def _resources(draft: Draft, clipping: Clipping) -> dict[ResourceUid, ResourceUid]:
    """The clipping's resources in the plan: those of the same name, or made with the project's calendar."""
    named = {draft.resources[uid].name.casefold(): uid for uid in draft.resources}
    found: dict[ResourceUid, ResourceUid] = {}
    for one in clipping.resources:
        uid = named.get(one.name.casefold())
        if uid is None:
            uid = named[one.name.casefold()] = ResourceUid(draft.project.new_uid("resources"))
            draft.resources[uid] = replace(
                one, uid=uid, guid="", calendar=None, baselines=(), custom=NO_VALUES, foreign=""
            )
            draft.plan["resource_order"] = (*draft.plan["resource_order"], uid)
        found[one.uid] = uid
    return found
