"""What changed with one edit, told to all views at once."""

from __future__ import annotations

from collections.abc import Collection, Set
from itertools import chain
from typing import Final

import msgspec

from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Assignment, CalendarUid, ResourceUid, TaskUid
from ..project.steps import parts
from ..project.ticket import Ticket
from ..schedule.engine import worded
from .redated import Redated

MANY: Final = 4000
"""More tasks than this are not followed one by one."""


class Change(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What changed with one edit, for views to repaint no more than they must.

    Attributes:
        tasks: Tasks whose records, links or assignments changed, or resources at work on them.
        worded: Those of them of which nothing but words changed, such as the name.
        links: Tasks at whose ends links came, went or changed.
        resources: Resources whose records or assignments changed.
        calendars: Calendars that changed.
        outline: Rows came, went or moved.
        parents: Right below which tasks, or ``ROOT``, they did.
        moved: Tasks whose schedule changed.
        redated: Those of them that start or finish at another time; None where another plan was opened.
        everything: Another plan was opened, or what holds for all of it changed; nothing that was known still holds.
        origin: Who caused it, so that a view can tell its own doing; None after undo and redo.
    """

    tasks: frozenset[TaskUid] = frozenset()
    worded: frozenset[TaskUid] = frozenset()
    links: frozenset[TaskUid] = frozenset()
    resources: frozenset[ResourceUid] = frozenset()
    calendars: frozenset[CalendarUid] = frozenset()
    outline: bool = False
    parents: frozenset[TaskUid] = frozenset()
    moved: Set[TaskUid] = frozenset()
    redated: Redated | None = None
    everything: bool = False
    origin: object | None = None

    @property
    def another_plan(self) -> bool:
        """Whether another plan was opened, in which the same uids are other tasks."""
        return self.everything and self.redated is None

    @property
    def touched(self) -> Set[TaskUid]:
        """The tasks that changed or moved, and those right below which rows did; where most of a large plan moved, only
        these: nobody goes through so many one by one.
        """
        return self.moved if len(self.moved) > MANY else self.tasks.union(self.moved, self.parents)

    @property
    def worked(self) -> Set[TaskUid]:
        """The tasks on which work may be another, or at another time."""
        return self.touched - self.worded if self.worded else self.touched


def change_of(
    patch: Patch,
    project: Project,
    moved: Set[TaskUid],
    redated: Redated,
    origin: object | None,
    ticket: Ticket | None = None,
) -> Change:
    """What a patch, now applied, changed with the schedule; a ticket hears of it meanwhile."""
    ticket = ticket or Ticket()
    staffed: set[TaskUid] = set()
    busy: set[ResourceUid] = set()
    pairs: Collection[tuple[Assignment | None, Assignment | None]] = patch.changes.get("assignments", {}).values()
    for part in parts(pairs):
        ticket.step(0, 0)
        for one in chain.from_iterable(part):
            if one is not None:
                staffed.add(one.task)
                if one.resource is not None:
                    busy.add(one.resource)
    for uid in patch.touched("resources"):
        ticket.step(0, 0)
        staffed.update(one.task for one in project.assignments_to(uid))
    links = frozenset(chain.from_iterable(patch.changes.get("dependencies", ())))
    beside = links | staffed
    return Change(
        tasks=patch.touched("tasks") | beside,
        worded=frozenset() if len(moved) > MANY else worded(patch) - beside - moved,
        links=links,
        resources=patch.touched("resources").union(busy),
        calendars=patch.touched("calendars"),
        outline="children" in patch.changes,
        parents=patch.touched("children"),
        moved=moved,
        redated=redated,
        everything="plan" in patch.changes or "custom_fields" in patch.changes,
        origin=origin,
    )
