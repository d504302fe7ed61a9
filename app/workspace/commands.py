"""What menus, keys and the views do with the selected tasks: edits pushed as one step to undo each.

All of them raise ``EditError`` with a sentence for the user where the edit is refused; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial

import numpy as np

from ..edits import dates, links, outline, progress, tasks
from ..edits.field import Field
from ..edits.tree import titled
from ..i18n import N_, _, ngettext
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Task, TaskUid
from ..project.rows import Listed, numbers_of
from ..project.ticket import Ticket
from .document import Document
from .row_set import RowSet
from .selection import Selection

NEW_TASK = N_("New task")
NEW_MILESTONE = N_("New milestone")


def insert_task(document: Document, selection: Selection, rows: RowSet) -> TaskUid:
    """Add a task above the current one, or at the end where there is none; it becomes the selected one."""
    return _insert(document, selection, rows, NEW_TASK, _("Insert task"))


def insert_below(document: Document, selection: Selection, rows: RowSet) -> TaskUid:
    """Add a task below the current one, at its level, or at the end where there is none; it becomes the selected one.

    Below a summary task that is open it becomes the first of its tasks.
    """
    project, uid = document.project, selection.current
    if uid is None or uid not in project.tasks:
        return insert_task(document, selection, rows)
    task = outline.new_task(project, _(NEW_TASK))
    if project.is_summary(uid) and uid not in rows.collapsed:
        patch = outline.add_tasks(project, [task], uid, 0)
    else:
        patch = outline.add_below(project, uid, task)
    return _push_new(document, selection, rows, patch, _("Insert task"))


def add_milestone(document: Document, selection: Selection, rows: RowSet) -> TaskUid:
    """Add a milestone above the current task, or at the end; it becomes the selected one."""
    fields = {"duration": 0, "estimated": False, "milestone": True}
    return _insert(document, selection, rows, NEW_MILESTONE, _("Insert milestone"), **fields)


def add_task(document: Document, selection: Selection, rows: RowSet, name: str) -> TaskUid:
    """Add a named task as the last row."""
    patch = outline.append(document.project, outline.new_task(document.project, name))
    return _push_new(document, selection, rows, patch, _("Add task {name}").format(name=name))


def delete_tasks(document: Document, selection: Selection, rows: RowSet) -> None:
    """Delete the selected tasks with all below them; the task after them becomes the selected one."""
    chosen = _chosen(document, selection)
    patch = document.worked_out(_("Deleting tasks…"), partial(outline.delete, document.project, chosen))
    if not patch:
        return
    gone = patch.touched("tasks")
    last = int(rows.row_of.rows(numbers_of(gone)).max())
    text = ngettext("Delete {count} task", "Delete {count} tasks", len(gone)).format(count=len(gone))
    below = Listed(rows.uids.numbers[last + 1 :])
    following = next((uid for uid in below if uid > 0 and uid not in gone), None)
    selection.set([] if following is None else [following])  # first, or views follow a selection that goes as well
    document.push(patch, text)


def indent(document: Document, selection: Selection, rows: RowSet) -> str:
    """Make the selected tasks part of the task above them; gives what to say of progress that went with it."""
    was = outline.without_progress(_arrange(document, selection, rows, outline.indent, _("Indent")))
    if not was:
        return ""
    told = _("{name} was {percent} % complete. ").format(name=titled(was[0]), percent=was[0].percent_complete)
    if len(was) > 1:
        told = ngettext("{count} task was begun. ", "{count} tasks were begun. ", len(was)).format(count=len(was))
    return told + _("A summary task is as far as the tasks below it; undo brings back what was reported.")


def outdent(document: Document, selection: Selection, rows: RowSet) -> None:
    """Raise the selected tasks to the level of their summary task."""
    _arrange(document, selection, rows, outline.outdent, _("Outdent"))


def move_up(document: Document, selection: Selection, rows: RowSet) -> None:
    """Move the selected tasks before the one above."""
    _arrange(document, selection, rows, outline.move_up, _("Move up"))


def move_down(document: Document, selection: Selection, rows: RowSet) -> None:
    """Move the selected tasks behind the one below."""
    _arrange(document, selection, rows, outline.move_down, _("Move down"))


def move_before(document: Document, selection: Selection, rows: RowSet, before: TaskUid | None, level: int = 0) -> None:
    """Move the selected tasks to the place of another one, or behind the last row.

    Args:
        document: The plan.
        selection: The tasks.
        rows: The rows shown.
        before: The task in whose row they shall stand; None for behind the last one.
        level: Their level in the outline, one of ``drop_levels``; 0 takes that of the row.
    """
    chosen = frozenset(_chosen(document, selection))
    if before not in chosen or level:
        document.push(moved_before(document.project, rows, chosen, before, level), _("Move tasks"))


def moved_before(
    project: Project, rows: RowSet, chosen: Collection[TaskUid], before: TaskUid | None, level: int = 0
) -> Patch:
    """What moves tasks to the place of another one, or behind the last row.

    Raises:
        EditError: Rows do not stand in the plan's order, or the place lies in one of the tasks.
    """
    if not rows.in_outline:
        raise EditError(_("Rows that are sorted or grouped stay where they are; show them in the plan's order first."))
    if before is not None and any(above in chosen for above in project.ancestors(before)):
        raise EditError(_("A task cannot be moved into itself."))
    row = len(rows.uids) if before is None else rows.row_of[before]
    low, high = drop_levels(project, rows, row, chosen)
    usual = project.level(before) if before is not None else _level_of_last(project, rows)
    parent, index = _drop_place(project, rows, row, chosen, min(max(level or usual, low), high))
    return outline.move_to(project, chosen, parent, index)


def drop_levels(project: Project, rows: RowSet, row: int, moved: Collection[TaskUid]) -> tuple[int, int]:
    """The least and the greatest level that tasks can take when they are moved before a row."""
    above = _row_above(project, rows, row, moved)
    uid = rows.uids[row] if row < len(rows.uids) else None
    low = project.level(uid) if uid is not None and uid > 0 and uid not in moved else 1
    if above is None:
        return 1, 1
    inside = not project.tasks[above].blank and above not in rows.collapsed
    return low, max(project.level(above) + inside, low)


def _level_of_last(project: Project, rows: RowSet) -> int:
    last = _row_above(project, rows, len(rows.uids), ())
    return 1 if last is None else project.level(last)


def _row_above(project: Project, rows: RowSet, row: int, moved: Collection[TaskUid]) -> TaskUid | None:
    """The nearest task above a row that stays where it is."""
    for uid in reversed(rows.uids[:row]):
        if uid > 0 and uid not in moved and not any(one in moved for one in project.ancestors(uid)):
            return uid
    return None


def _drop_place(
    project: Project, rows: RowSet, row: int, moved: Collection[TaskUid], level: int
) -> tuple[TaskUid, int]:
    """Parent and index of tasks that are moved before a row and take a level."""
    above = _row_above(project, rows, row, moved)
    if above is None:
        return ROOT, 0
    if level > project.level(above):
        return above, 0
    line = [above, *project.ancestors(above)]
    sibling = line[project.level(above) - level]
    parent = project.parent(sibling)
    return parent, project.children[parent].index(sibling) + 1


def link(document: Document, selection: Selection, rows: RowSet) -> None:
    """Let each selected task follow the one selected above it."""
    uids = numbers_of(_chosen(document, selection))
    chosen: Listed[TaskUid] = Listed(uids[np.argsort(rows.row_of.rows(uids), kind="stable")])
    patch = document.worked_out(_("Linking tasks…"), partial(links.link, document.project, chosen))
    document.push(patch, _("Link tasks"))


def unlink(document: Document, selection: Selection, _rows: RowSet) -> None:
    """Remove the links among the selected tasks, or all of a single one."""
    chosen = _chosen(document, selection)
    patch = document.worked_out(_("Removing links…"), partial(links.unlink, document.project, chosen))
    document.push(patch, _("Unlink tasks"))


def set_percent(document: Document, selection: Selection, _rows: RowSet, percent: int) -> None:
    """Say how much of the selected tasks is done."""
    chosen, engine = _chosen(document, selection), document.engine
    patch = document.worked_out(_("Changing tasks…"), partial(progress.set_percent_complete, engine, chosen, percent))
    document.push(patch, _("Set {percent} % complete").format(percent=percent))


def toggle_manual(document: Document, selection: Selection, _rows: RowSet) -> None:
    """Schedule the selected tasks manually, or automatically where the current one is manual."""
    chosen = _chosen(document, selection)
    manual = not _current(document, selection, chosen).manual
    text = _("Schedule manually") if manual else _("Schedule automatically")
    edit = partial(dates.set_manual, document.engine, chosen, manual)
    document.push(document.worked_out(_("Changing tasks…"), edit), text)


def toggle_active(document: Document, selection: Selection, _rows: RowSet) -> None:
    """Take the selected tasks out of the schedule, or into it again where the current one is inactive."""
    chosen = _chosen(document, selection)
    active = not _current(document, selection, chosen).active
    text = _("Activate tasks") if active else _("Inactivate tasks")
    edit = partial(tasks.set_active, document.project, chosen, active)
    document.push(document.worked_out(_("Changing tasks…"), edit), text)


def changed_one(project: Project, uid: TaskUid, field: Field, text: str) -> str:
    """The step to undo of typing into one cell, in the user's words."""
    before, after = project.tasks[uid].name, " ".join(text.split())
    if field.key != "name" or not after:
        return _("Change {title} of {name}").format(title=field.caption, name=before or after)
    if before in ("", _(NEW_TASK), _(NEW_MILESTONE)):
        return _("Name task {name}").format(name=after)
    return _("Rename {name} to {after}").format(name=before, after=after)


def _chosen(document: Document, selection: Selection) -> list[TaskUid]:
    """The selected tasks that are in the plan; blank rows count only for edits of the outline.

    Raises:
        EditError: There are none.
    """
    chosen = [uid for uid in selection.uids if uid in document.project.tasks]
    if not chosen:
        raise EditError(_("Select a task first."))
    return chosen


def _current(document: Document, selection: Selection, chosen: list[TaskUid]) -> Task:
    """The task whose state decides which way a toggle goes."""
    current = selection.current
    return document.project.tasks[current if current is not None and current in chosen else chosen[-1]]


def _insert(document: Document, selection: Selection, rows: RowSet, name: str, text: str, **fields: object) -> TaskUid:
    project = document.project
    task = outline.new_task(project, _(name), **fields)
    shown = [uid for uid in selection.uids if uid in rows.row_of]
    first = min(shown, key=lambda uid: rows.row_of[uid], default=None)
    patch = outline.append(project, task) if first is None else outline.add_above(project, first, task)
    return _push_new(document, selection, rows, patch, text)


def _push_new(document: Document, selection: Selection, rows: RowSet, patch: Patch, text: str) -> TaskUid:
    (uid,) = outline.added_tasks(patch)
    document.push(patch, text)
    rows.reveal(uid)
    selection.set([uid])
    return uid


def _arrange(
    document: Document,
    selection: Selection,
    rows: RowSet,
    edit: Callable[[Project, Iterable[TaskUid], Ticket], Patch],
    text: str,
) -> Patch:
    chosen = _chosen(document, selection)
    _need_outline(rows)
    patch = document.worked_out(_("{step}…").format(step=text), partial(edit, document.project, chosen))
    document.push(patch, text)
    for uid in {document.project.parent(uid): uid for uid in chosen}.values():
        rows.reveal(uid)
    return patch


def _need_outline(rows: RowSet) -> None:
    """Refuse to move rows that do not stand where the plan has them.

    Raises:
        EditError: They are sorted or grouped, or stand without their summary tasks.
    """
    if not rows.in_outline:
        raise EditError(_("The rows are sorted or grouped. Show them in the plan's order first (Shift+F3)."))
