"""Edits of tasks that need no dates: name, notes, constraint, deadline, calendar, type, milestone and others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ConstraintKind, FieldKind, TaskType
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import NO_VALUES, CalendarUid, CustomValue, Hyperlink, TaskUid
from ..project.ticket import Ticket, followed
from ..project.widths import replace
from .outline import new_task
from .tree import SUMMARY_CONSTRAINTS, change, task_of, titled

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def set_fields(
    project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None, /, *, dates: bool = False, **fields: Any
) -> Patch:
    """Give tasks the same values; ``dates`` says that their dates in the file they came from are no longer true.

    Raises:
        EditError: One of them is a blank row.
        Cancelled: The ticket said so.
    """
    draft = Draft(project)
    for uid in followed(list(uids), ticket):
        task_of(project, uid)
        change(draft, uid, dates=dates, **fields)
    return draft.patch(ticket)


def rename(project: Project, uid: TaskUid, name: str) -> Patch:
    """Give a task another name; a blank row becomes a task by it."""
    draft = Draft(project)
    task = project.tasks[uid]
    name = " ".join(name.split())
    if task.blank:
        if not name:
            return Patch()
        draft.tasks[uid] = new_task(project, name, uid=uid, foreign=task.foreign)
    else:
        change(draft, uid, name=name)
    return draft.patch()


def set_notes(project: Project, uid: TaskUid, notes: str) -> Patch:
    """Give a task other notes."""
    return set_fields(project, [uid], notes=notes)


def set_priority(project: Project, uids: Iterable[TaskUid], priority: int) -> Patch:
    """Give tasks a priority for levelling, 0 to 1000."""
    if not 0 <= priority <= 1000:
        raise EditError(_("A priority is a number from 0 to 1000."))
    return set_fields(project, uids, priority=priority)


def set_bar_colour(project: Project, uids: Iterable[TaskUid], colour: str, ticket: Ticket | None = None) -> Patch:
    """Give the bars of tasks a colour as ``#rrggbb``; empty for that of their kind.

    Raises:
        EditError: It is no colour.
        Cancelled: The ticket said so.
    """
    if colour and not _COLOUR.fullmatch(colour):
        raise EditError(_("'{colour}' is not a colour; write one like #0072b2.").format(colour=colour))
    return set_fields(project, uids, ticket, bar_colour=colour.lower())


def set_wbs(project: Project, uid: TaskUid, code: str) -> Patch:
    """Give a task a code of the planner's own; an empty one is the outline number again."""
    return set_fields(project, [uid], wbs=code.strip())


def set_active(project: Project, uids: Iterable[TaskUid], active: bool, ticket: Ticket | None = None) -> Patch:
    """Take tasks with all below them out of the schedule, or into it again.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    chosen: set[TaskUid] = set()
    for uid in uids:
        ticket.step(0, 0)
        chosen.add(uid)
        if project.is_summary(uid):
            chosen.update(one for one, _level in project.outline(uid))
    shown = [uid for uid in chosen if not project.tasks[uid].blank]
    return set_fields(project, shown, ticket, dates=True, active=active)


def set_milestone(project: Project, uids: Iterable[TaskUid], milestone: bool) -> Patch:
    """Show tasks as milestones, whatever their duration, or no longer."""
    return set_fields(project, uids, milestone=milestone)


def set_deadline(project: Project, uids: Iterable[TaskUid], deadline: datetime | None) -> Patch:
    """Say until when tasks ought to be done; None for no deadline."""
    return set_fields(project, uids, dates=True, deadline=deadline)


def set_calendar(project: Project, uids: Iterable[TaskUid], calendar: CalendarUid | None) -> Patch:
    """Give tasks a calendar of their own; None for none."""
    return set_fields(project, uids, dates=True, calendar=calendar)


def set_task_type(project: Project, uids: Iterable[TaskUid], task_type: TaskType) -> Patch:
    """Say which of units, duration and work of tasks stays when another one changes."""
    tasks = list(uids)
    for uid in tasks:
        if project.is_summary(uid):
            raise EditError(
                _("{name} is a summary task, which has no task type.").format(name=titled(project.tasks[uid]))
            )
    effort = {"effort_driven": True} if task_type is TaskType.FIXED_WORK else {}
    return set_fields(project, tasks, task_type=task_type, **effort)


def set_effort_driven(project: Project, uids: Iterable[TaskUid], effort_driven: bool) -> Patch:
    """Say whether the work of tasks stays when resources come or go."""
    tasks = list(uids)
    for uid in tasks:
        if not effort_driven and project.tasks[uid].task_type is TaskType.FIXED_WORK:
            raise EditError(
                _("The work of {name} is fixed, so it is always effort driven.").format(name=titled(project.tasks[uid]))
            )
    return set_fields(project, tasks, effort_driven=effort_driven)


def set_earned_by_physical(project: Project, uids: Iterable[TaskUid], physical: bool) -> Patch:
    """Say whether tasks earn value by their physical per cent complete, or by that of their duration."""
    return set_fields(project, uids, earned_by_physical=physical)


def set_fixed_cost(project: Project, uids: Iterable[TaskUid], cost: Decimal) -> Patch:
    """Give tasks a cost beside those of their resources."""
    return set_fields(project, uids, fixed_cost=cost)


def set_constraint(
    project: Project, uids: Iterable[TaskUid], kind: ConstraintKind, date: datetime | None = None
) -> Patch:
    """Say what the dates of tasks have to respect besides their links.

    Raises:
        EditError: The constraint needs a date and there is none, or a summary task can't have it.
    """
    draft = Draft(project)
    for uid in uids:
        task = task_of(project, uid)
        if project.is_summary(uid) and kind not in SUMMARY_CONSTRAINTS:
            raise EditError(
                _("Summary task {name} can only start no earlier or finish no later than a date.").format(
                    name=titled(task)
                )
            )
        when = (date or task.constraint_date) if kind.needs_date else None
        if kind.needs_date and when is None:
            raise EditError(_("This constraint needs a date."))
        change(draft, uid, dates=True, constraint=kind, constraint_date=when)
    return draft.patch()


def set_hyperlink(project: Project, uid: TaskUid, link: Hyperlink | None) -> Patch:
    """Give a task a link out of the plan, or none."""
    task_of(project, uid)
    draft = Draft(project)
    change(draft, uid, hyperlink=link)
    return draft.patch()


def set_custom(project: Project, uids: Iterable[TaskUid], key: str, value: str) -> Patch:
    """Give tasks a value of a custom field, in the form ``CustomValue`` keeps; an empty one takes it away."""
    draft = Draft(project)
    for uid in uids:
        custom = dict(task_of(project, uid).custom)
        before = custom.pop(key, None)
        if value:
            field = draft.custom_fields.get(key)
            listed = field is not None and (field.lookup or field.kind is FieldKind.OUTLINE_CODE)
            # what the file said of a line of the lookup table is not true of another line
            custom[key] = CustomValue(value=value) if before is None or listed else replace(before, value=value)
        change(draft, uid, custom=custom or NO_VALUES)
    return draft.patch()
