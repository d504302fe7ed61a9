"""Edits of links: link a selection, unlink it, draw a link, set the predecessors or successors of a task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import DependencyKind, TimeUnit
from ..project.patch import Patch
from ..project.predecessors import TypedLink
from ..project.project import Project
from ..project.records import Dependency, DependencyKey, TaskUid
from ..project.ticket import Ticket, followed
from ..project.widths import replace
from .tree import Links, Tree, task_of, titled


def link(project: Project, uids: Sequence[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Let each task of a selection follow the one before it; what is linked stays, as do summaries and their tasks.

    Raises:
        EditError: Fewer than two tasks can be linked, or a circle would close.
        Cancelled: The ticket said so.
    """
    draft, unit = Draft(project), project.info.duration_unit
    tree = Tree(draft)
    links = Links(draft, tree)
    tasks = (uid for uid in followed(uids, ticket) if not project.tasks[uid].blank)
    wanted = [
        Dependency(predecessor=before, successor=after, lag_unit=unit)
        for before, after in pairwise(tasks)
        if not _one_in_the_other(tree, before, after)
    ]
    if not wanted:
        raise EditError(_("Select two or more tasks to link, in the order in which they are to be done."))
    links.put_new([one for one in followed(wanted, ticket) if one.key not in draft.dependencies], ticket)
    return draft.patch(ticket)


def _one_in_the_other(tree: Tree, one: TaskUid, other: TaskUid) -> bool:
    """Whether one of two tasks is a summary task above the other."""
    if tree.parent(one) == tree.parent(other):  # as mostly
        return False
    return one in tree.ancestors(other) or other in tree.ancestors(one)


def unlink(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Remove the links among the tasks of a selection; all links of a task that is selected alone.

    Raises:
        EditError: There are none.
        Cancelled: The ticket said so.
    """
    chosen, ticket = set(uids), ticket or Ticket()
    alone = len(chosen) == 1
    draft = Draft(project)
    links = Links(draft, Tree(draft))
    for place, uid in enumerate(chosen):
        ticket.step(place, len(chosen))
        for one in (*project.predecessors(uid), *project.successors(uid)):
            if one.key in draft.dependencies and (alone or chosen.issuperset(one.key)):
                links.remove(one.key)
    patch = draft.patch(ticket)
    if not patch:
        raise EditError(_("There is no link here to remove."))
    return patch


def set_link(
    project: Project,
    predecessor: TaskUid,
    successor: TaskUid,
    kind: DependencyKind = DependencyKind.FINISH_START,
    lag: int = 0,
    lag_unit: TimeUnit | None = None,
) -> Patch:
    """Make a link between two tasks, or change the one there is.

    Args:
        project: The plan.
        predecessor: The task that drives.
        successor: The task that is driven.
        kind: Which ends are tied.
        lag: As in ``Dependency``.
        lag_unit: The unit the lag was typed in; the plan's own unless said.

    Raises:
        EditError: The link would tie a task to itself or its summary, or close a circle.
    """
    draft = Draft(project)
    _put(draft, Links(draft, Tree(draft)), (predecessor, successor), kind, lag, lag_unit or project.info.duration_unit)
    return draft.patch()


def remove_link(project: Project, key: DependencyKey) -> Patch:
    """Remove a link."""
    draft = Draft(project)
    Links(draft, Tree(draft)).remove(key)
    return draft.patch()


def set_predecessors(
    project: Project, uid: TaskUid, typed: Iterable[TypedLink], rows: Sequence[TaskUid] | None = None
) -> Patch:
    """Let a task follow exactly these rows; ``rows`` is the outline's order where it is known already.

    Raises:
        EditError: A row is unknown or empty, or a link cannot stand.
    """
    found = _resolved(project, typed, rows)
    return _set_ends(project, uid, found, lambda other: (other, uid), project.predecessors(uid))


def set_successors(
    project: Project, uid: TaskUid, typed: Iterable[TypedLink], rows: Sequence[TaskUid] | None = None
) -> Patch:
    """Let exactly these rows follow a task; ``rows`` is the outline's order where it is known already.

    Raises:
        EditError: A row is unknown or empty, or a link cannot stand.
    """
    found = _resolved(project, typed, rows)
    return _set_ends(project, uid, found, lambda other: (uid, other), project.successors(uid))


def _set_ends(
    project: Project,
    uid: TaskUid,
    found: Sequence[tuple[TaskUid, TypedLink]],
    key_of: Callable[[TaskUid], DependencyKey],
    present: Iterable[Dependency],
) -> Patch:
    task_of(project, uid)
    wanted = {key_of(other): one for other, one in found}
    draft = Draft(project)
    links = Links(draft, Tree(draft))
    for one in list(present):
        if one.key not in wanted:
            links.remove(one.key)
    for key, one in wanted.items():
        _put(draft, links, key, one.kind, one.lag, one.lag_unit)
    return draft.patch()


def _put(draft: Draft, links: Links, key: DependencyKey, kind: DependencyKind, lag: int, unit: TimeUnit) -> None:
    known = draft.dependencies.get(key)
    if known is None:
        links.put(Dependency(predecessor=key[0], successor=key[1], kind=kind, lag=lag, lag_unit=unit))
    elif (known.kind, known.lag) != (kind, lag) or (lag and known.lag_unit is not unit):
        links.put(replace(known, kind=kind, lag=lag, lag_unit=unit))


def _resolved(
    project: Project, typed: Iterable[TypedLink], rows: Sequence[TaskUid] | None
) -> list[tuple[TaskUid, TypedLink]]:
    """The tasks of typed rows.

    Raises:
        EditError: There is no such row, or nothing in it.
    """
    links = list(typed)
    if not links:
        return []
    uids = [uid for uid, _level in project.outline()] if rows is None else rows
    found: list[tuple[TaskUid, TypedLink]] = []
    for one in links:
        if not 0 < one.row <= len(uids):
            raise EditError(_("There is no row {row}.").format(row=one.row))
        if project.tasks[uids[one.row - 1]].blank:
            raise EditError(_("Row {row} is empty.").format(row=one.row))
        found.append((uids[one.row - 1], one))
    return found


def describe(project: Project, key: DependencyKey) -> str:
    """A link in words, for the undo list: ``Dig → Build``."""
    return f"{titled(project.tasks[key[0]])} → {titled(project.tasks[key[1]])}"
