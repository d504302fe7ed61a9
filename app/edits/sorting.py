"""Sorting for good: the plan's own order of tasks becomes another one, below the same summary tasks."""

from __future__ import annotations

from collections.abc import Sequence

from ..project.draft import Draft
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import TaskUid
from ..project.ticket import Ticket, followed
from .tree import Tree


def put_in_order(project: Project, order: Sequence[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Let the tasks of every summary task, and of the top level, follow each other as in an order of all tasks.

    Raises:
        Cancelled: The ticket said so.
    """
    places = {uid: place for place, uid in enumerate(order)}
    draft = Draft(project)
    tree = Tree(draft)
    for parent, children in followed(project.children.items(), ticket):
        wanted = sorted(children, key=lambda uid: places.get(uid, len(places)))
        if tuple(wanted) != children:
            tree.set_children(parent, wanted)
    return draft.patch(ticket)
