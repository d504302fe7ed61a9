"""Edits of the outline: add and delete tasks, indent and outdent them, move them to another place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ConstraintKind
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Task, TaskUid
from ..project.ticket import Ticket
from .tree import Links, Tree, forget_dates, titled


def added_tasks(patch: Patch) -> tuple[TaskUid, ...]:
    """The tasks that a patch adds, in the order they were made."""
    return tuple(uid for uid, (before, _after) in patch.changes.get("tasks", {}).items() if before is None)


def without_progress(patch: Patch) -> list[Task]:
    """The tasks, as they were, from which a patch of the outline took progress: they became summary tasks."""
    changes = patch.changes.get("tasks", {}).values()
    return [
        before
        for before, after in changes
        if before is not None and after is not None and before.percent_complete and not after.percent_complete
    ]


def new_task(project: Project, name: str = "", **fields: Any) -> Task:
    """A task as this plan wants new ones: one day, estimated, manual or not; it is in no place yet."""
    info = project.info
    usual: dict[str, Any] = {
        "duration": info.minutes_per_day,
        "duration_unit": info.duration_unit,
        "estimated": info.new_tasks_estimated,
        "manual": info.new_tasks_manual,
        "task_type": info.default_task_type,
        "effort_driven": info.new_tasks_effort_driven,
        "fixed_cost_accrual": info.default_fixed_cost_accrual,
    }
    if info.new_tasks_manual:
        usual |= {"start_text": "", "finish_text": "", "duration_text": ""}
    if info.from_finish:
        usual["constraint"] = ConstraintKind.AS_LATE_AS_POSSIBLE
    uid = fields.pop("uid", None) or TaskUid(project.new_uid("tasks"))
    return Task(uid=uid, name=name, **(usual | fields))


def add_tasks(project: Project, tasks: Sequence[Task], parent: TaskUid = ROOT, index: int | None = None) -> Patch:
    """Add tasks below a summary task, before its child at an index; after the last one unless said."""
    draft = Draft(project)
    tree = Tree(draft)
    for task in tasks:
        draft.tasks[task.uid] = task
    forget_dates(draft, parent)
    at = len(tree.children(parent)) if index is None else index
    tree.put(parent, at, [task.uid for task in tasks])
    return draft.patch()


def add_above(project: Project, uid: TaskUid, task: Task) -> Patch:
    """Add a task above another one, at its level."""
    parent = project.parent(uid)
    return add_tasks(project, [task], parent, project.children[parent].index(uid))


def add_below(project: Project, uid: TaskUid, task: Task) -> Patch:
    """Add a task below another one and its own tasks, at its level."""
    parent = project.parent(uid)
    return add_tasks(project, [task], parent, project.children[parent].index(uid) + 1)


def append(project: Project, task: Task) -> Patch:
    """Add a task as the last row, at the level of the row before."""
    return append_tree(project, [task], [1])


def append_tree(project: Project, tasks: Sequence[Task], levels: Sequence[int]) -> Patch:
    """Add tasks as the last rows, those of level 1 at the level of the row before, the others below them."""
    parent = ROOT
    while kids := project.children.get(parent):
        if kids[-1] not in project.children:
            break
        parent = kids[-1]
    return add_tree(project, tasks, levels, parent)


def add_tree(
    project: Project,
    tasks: Sequence[Task],
    levels: Sequence[int],
    parent: TaskUid = ROOT,
    index: int | None = None,
    ticket: Ticket | None = None,
) -> Patch:
    """Add tasks with an outline of their own below a summary task, before its child at an index or after the last one.

    Args:
        levels: Where each task stands among the new ones: 1 for those right below the parent. None is deeper than one
            below the one above; blank rows have nothing below them.
        ticket: Hears of it.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    draft = Draft(project)
    tree = Tree(draft)
    below: dict[TaskUid, list[TaskUid]] = {}
    above = [parent]
    for task, level in zip(tasks, levels, strict=True):
        ticket.step(0, 0)
        draft.tasks[task.uid] = task
        del above[level:]
        below.setdefault(above[-1], []).append(task.uid)
        above.append(above[-1] if task.blank else task.uid)
    forget_dates(draft, parent)
    at = len(tree.children(parent)) if index is None else index
    for one, kids in below.items():
        ticket.step(0, 0)
        tree.put(one, at if one == parent else 0, kids)
    return draft.patch(ticket)


def delete(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Delete tasks with all below them, their links and their assignments.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    draft = Draft(project)
    tree = Tree(draft)
    gone: set[TaskUid] = set()
    for uid in topmost(project, uids, ticket):
        ticket.step(0, 0)
        gone.update(tree.subtree(uid))
    for parent in {project.parent(uid) for uid in gone} - gone:
        tree.set_children(parent, [uid for uid in tree.children(parent) if uid not in gone])
        forget_dates(draft, parent)
    for place, uid in enumerate(gone):
        ticket.step(place, len(gone))
        _delete_task(draft, uid)
    return draft.patch(ticket)


def _delete_task(draft: Draft, uid: TaskUid) -> None:
    project = draft.project
    forget_dates(draft, uid)
    for link in (*project.predecessors(uid), *project.successors(uid)):
        if link.key in draft.dependencies:
            del draft.dependencies[link.key]
            forget_dates(draft, link.successor)
    for one in project.assignments_of(uid):
        del draft.assignments[one.uid]
    if uid in draft.children:
        del draft.children[uid]
    del draft.tasks[uid]


def indent(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Make tasks part of the task above them at their level.

    Raises:
        EditError: None of them has a task above at its level, or its links forbid it.
        Cancelled: The ticket said so.
    """
    return _rearrange(project, uids, _indent_children, _("The first task of a group cannot be indented."), ticket)


def _indent_children(tree: Tree, parent: TaskUid, chosen: set[TaskUid], blank: Callable[[TaskUid], bool]) -> None:
    """Put the chosen children of a task below the one before each; blank rows between go with them."""
    kept: list[TaskUid] = []
    joined: dict[TaskUid, list[TaskUid]] = {}
    anchor: int | None = None  # where in kept the last task that is no blank row stands
    for uid in tree.children(parent):
        if uid in chosen and anchor is not None:
            joined.setdefault(kept[anchor], []).extend((*kept[anchor + 1 :], uid))
            del kept[anchor + 1 :]
        else:
            kept.append(uid)
            anchor = anchor if blank(uid) else len(kept) - 1
    tree.set_children(parent, kept)
    for above, below in joined.items():
        tree.set_children(above, (*tree.children(above), *below))


def outdent(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Raise tasks to the level of their summary task; the tasks after them in the group become theirs.

    Raises:
        EditError: All of them are at the top level, or links forbid it.
        Cancelled: The ticket said so.
    """
    return _rearrange(project, uids, _outdent_children, _("A task at the top level cannot be outdented."), ticket)


def _outdent_children(tree: Tree, parent: TaskUid, chosen: set[TaskUid], blank: Callable[[TaskUid], bool]) -> None:
    """Put the chosen children of a task after it, each taking along those that follow it."""
    if parent == ROOT:
        return
    kept: list[TaskUid] = []
    raised: dict[TaskUid, list[TaskUid]] = {}
    for uid in tree.children(parent):
        if uid in chosen and not blank(uid):
            raised[uid] = []
        elif raised:
            raised[next(reversed(raised))].append(uid)
        else:
            kept.append(uid)
    if not raised:
        return
    lifted = tree.set_children(parent, kept)
    above = tree.parent(parent)
    tree.put(above, tree.children(above).index(parent) + 1 + lifted, raised)
    for uid, followers in raised.items():
        if followers:
            tree.set_children(uid, (*tree.children(uid), *followers))


def _rearrange(
    project: Project,
    uids: Iterable[TaskUid],
    each: Callable[[Tree, TaskUid, set[TaskUid], Callable[[TaskUid], bool]], None],
    refusal: str,
    ticket: Ticket | None,
) -> Patch:
    """Do something to the chosen children of every parent among whose children some are chosen."""
    ticket = ticket or Ticket()
    draft = Draft(project)
    tree = Tree(draft)
    top = topmost(project, uids, ticket)
    chosen = set(top)
    for parent in dict.fromkeys(project.parent(uid) for uid in top):
        ticket.step(0, 0)
        each(tree, parent, chosen, lambda uid: draft.tasks[uid].blank)
    _settle(draft, tree, ticket)
    patch = draft.patch(ticket)
    if not patch:
        raise EditError(refusal)
    return patch


def move_to(project: Project, uids: Iterable[TaskUid], parent: TaskUid, index: int) -> Patch:
    """Move tasks with all below them under a summary task, before the child that stands at an index now.

    Raises:
        EditError: The place is inside what is moved, or links forbid it.
    """
    moved = topmost(project, uids)
    draft = Draft(project)
    tree = Tree(draft)
    if parent in moved or any(above in moved for above in (tree.ancestors(parent) if parent != ROOT else ())):
        raise EditError(_("A task cannot be moved into itself."))
    anchor = next((uid for uid in tree.children(parent)[index:] if uid not in moved), None)
    for old in dict.fromkeys(project.parent(uid) for uid in moved):
        forget_dates(draft, old)
        if old != parent:
            tree.set_children(old, [uid for uid in tree.children(old) if uid not in moved])
    children = [uid for uid in tree.children(parent) if uid not in moved]
    at = len(children) if anchor is None else children.index(anchor)
    tree.set_children(parent, (*children[:at], *moved, *children[at:]))
    _settle(draft, tree)
    return draft.patch()


def move_up(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Move tasks before the one above them, out of their group at its first place.

    Raises:
        EditError: They are the first already, or don't stand together.
    """
    parent, first, _last = _block(project, uids, ticket)
    if first > 0:
        return move_to(project, uids, parent, first - 1)
    if parent == ROOT:
        raise EditError(_("This is the first row already."))
    above = project.parent(parent)
    index = project.children[above].index(parent)
    before = project.children[above][index - 1] if index else None
    if before is not None and project.is_summary(before):
        return move_to(project, uids, before, len(project.children[before]))
    return move_to(project, uids, above, index)


def move_down(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> Patch:
    """Move tasks behind the one below them, out of their group at its last place.

    Raises:
        EditError: They are the last already, or don't stand together.
    """
    parent, _first, last = _block(project, uids, ticket)
    if last + 1 < len(project.children[parent]):
        return move_to(project, uids, parent, last + 2)
    if parent == ROOT:
        raise EditError(_("This is the last row already."))
    above = project.parent(parent)
    index = project.children[above].index(parent)
    after = project.children[above][index + 1] if index + 1 < len(project.children[above]) else None
    if after is not None and project.is_summary(after):
        return move_to(project, uids, after, 0)
    return move_to(project, uids, above, index + 1)


def _block(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None) -> tuple[TaskUid, int, int]:
    """The parent of tasks that stand together, and their first and last index there."""
    moved = topmost(project, uids, ticket)
    if not moved:
        raise EditError(_("Select the tasks to move first."))
    parent = project.parent(moved[0])
    children = project.children[parent]
    first = children.index(moved[0])
    if children[first : first + len(moved)] != moved:
        raise EditError(_("Only tasks that stand together in one group can be moved."))
    return parent, first, first + len(moved) - 1


def topmost(project: Project, uids: Iterable[TaskUid], ticket: Ticket | None = None) -> tuple[TaskUid, ...]:
    """The tasks of a selection that have no other selected one above, in the order of the outline.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    chosen = {uid for uid in uids if uid in project.tasks}
    top: set[TaskUid] = set()
    for uid in chosen:
        ticket.step(0, 0)
        if project.parent(uid) not in chosen and not any(above in chosen for above in project.ancestors(uid)):
            top.add(uid)
    if len(top) < 2:  # as mostly: nothing to count a group of thousands for
        return tuple(top)
    if len(top) <= _SORTED:
        return tuple(sorted(top, key=_places(project)))
    found: list[TaskUid] = []
    for uid, _level in project.outline():
        ticket.step(0, 0)
        if uid in top:
            found.append(uid)
    return tuple(found)


_SORTED = 1000
"""More tasks than this are found in the order of the outline by going through all of it."""


def _places(project: Project) -> Callable[[TaskUid], tuple[int, ...]]:
    """Gives where a task stands among its siblings, and its summaries among theirs, from the top."""
    ranks: dict[TaskUid, dict[TaskUid, int]] = {}

    def place(uid: TaskUid) -> tuple[int, ...]:
        path: list[int] = []
        for one in (uid, *project.ancestors(uid)):
            parent = project.parent(one)
            if parent not in ranks:
                ranks[parent] = {child: rank for rank, child in enumerate(project.children[parent])}
            path.append(ranks[parent][one])
        return tuple(reversed(path))

    return place


def _settle(draft: Draft, tree: Tree, ticket: Ticket | None = None) -> None:
    """Let links follow tasks to their new place: drop those to new summaries, refuse circles.

    Raises:
        EditError: A link of a new summary task would close a circle.
    """
    ticket = ticket or Ticket()
    links = Links(draft, tree)
    new: dict[TaskUid, None] = {}
    joined: dict[TaskUid, list[TaskUid]] = {}
    for uid in tree.moved():
        ticket.step(0, 0)
        before = set(draft.project.ancestors(uid))
        above = [one for one in tree.ancestors(uid) if one not in before]
        new.update(dict.fromkeys(above))
        if above:
            forget_dates(draft, uid)
            if tree.children(uid) or not draft.tasks[uid].blank:
                joined.setdefault(tree.parent(uid), []).append(uid)
            for below in tree.subtree(uid):
                for key in [key for one in above for key in ((one, below), (below, one)) if key in draft.dependencies]:
                    links.remove(key)
    for uid in new:
        ticket.step(0, 0)
        forget_dates(draft, uid)
    refused = links.refused(new, joined, ticket)
    if refused is not None:
        raise EditError(
            _("That would be a circle: {name} is linked with what would become part of it.").format(
                name=titled(draft.tasks[refused])
            )
        )
