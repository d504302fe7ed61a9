"""What is done with blocks of cells and with whole tasks on the clipboard: edits pushed as one step to undo each.

All of them raise ``EditError`` with a sentence for the user where the edit is refused, and ``Cancelled`` where the
ticket of a long one says so; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..edits import outline
from ..edits.clipping import Clipping, clip, paste_tasks
from ..edits.field import Field
from ..edits.fields import fields_of
from ..edits.paste import Cell, Paste, is_lasting, paste, set_cells
from ..edits.wording import Wording
from ..i18n import _, ngettext
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..project.ticket import Ticket
from .commands import changed_one
from .document import Document
from .row_set import RowSet
from .selection import Selection


def enter_cells(
    document: Document, wording: Wording, cells: Sequence[Cell], step: str = "", ticket: Ticket | None = None
) -> None:
    """Type texts into cells.

    Args:
        document: The plan.
        wording: How the texts are read.
        cells: What is typed where, in this order.
        step: What the user did, for the undo menu; "Change Duration of 3 tasks" unless said.
        ticket: Hears how far it is.
    """
    patch = set_cells(document.engine, wording, cells, ticket)
    document.push(patch, step or _changed(document.project, cells))


def _changed(project: Project, cells: Sequence[Cell]) -> str:
    """The step to undo of typing into cells, in the user's words."""
    tasks = {uid for uid, _field, _text in cells}
    titles = {field.caption for _uid, field, _text in cells}
    if len(titles) != 1:
        return ngettext("Change {count} cell", "Change {count} cells", len(cells)).format(count=len(cells))
    if len(tasks) == 1:
        uid, field, text = cells[-1]
        return changed_one(project, uid, field, text)
    text = ngettext("Change {title} of {count} task", "Change {title} of {count} tasks", len(tasks))
    return text.format(title=titles.pop(), count=len(tasks))


def clear_cells(
    document: Document,
    wording: Wording,
    cells: Sequence[tuple[TaskUid, Field]],
    *,
    cut: bool = False,
    ticket: Ticket | None = None,
) -> None:
    """Empty cells; those whose fields always hold something stay as they are. ``cut`` names the step so.

    Raises:
        EditError: None of them can be empty.
    """
    project = document.project
    can = [(uid, field, "") for uid, field in cells if not is_lasting(field) and not project.tasks[uid].blank]
    if cells and not can:
        raise EditError(_("That is never empty. Del on the name or the row number deletes the task."))
    count = len(can)
    text = ngettext("Cut {count} cell", "Cut {count} cells", count) if cut else ""
    text = text or ngettext("Clear {count} cell", "Clear {count} cells", count)
    document.push(set_cells(document.engine, wording, can, ticket), text.format(count=count))


def fill(document: Document, wording: Wording, cells: Sequence[Cell], ticket: Ticket | None = None) -> None:
    """Give cells the texts of others, in one step."""
    tasks = len({uid for uid, _field, _text in cells})
    text = ngettext("Fill {count} row", "Fill {count} rows", tasks).format(count=tasks)
    document.push(set_cells(document.engine, wording, cells, ticket), text)


def paste_block(
    document: Document,
    selection: Selection,
    rows: RowSet,
    wording: Wording,
    what: Paste,
    ticket: Ticket | None = None,
) -> None:
    """Paste a block over rows and as new tasks at the end, all in one step; what was pasted is selected."""
    patch = paste(document.engine, wording, fields_of(document.project), what, ticket)
    count = len(what.block.rows)
    text = ngettext("Paste {count} row", "Paste {count} rows", count).format(count=count)
    new = outline.added_tasks(patch)
    document.push(patch, text)
    _show(selection, rows, document.project, [*what.targets[:count], *new])


def copied_tasks(document: Document, uids: Sequence[TaskUid], ticket: Ticket | None = None) -> Clipping:
    """These tasks with all below them, as they are copied."""
    return clip(document.project, uids, ticket)


def paste_copied(
    document: Document, selection: Selection, rows: RowSet, clipping: Clipping, ticket: Ticket | None = None
) -> None:
    """Put copied tasks above the selected ones, or at the end where there are none; they are selected then."""
    project = document.project
    shown = [uid for uid in selection.uids if uid in project.tasks and uid in rows.row_of]
    before = min(shown, key=lambda uid: rows.row_of[uid], default=None)
    patch = paste_tasks(project, clipping, *_place(project, before), ticket)
    count = len(clipping.tasks)
    text = ngettext("Paste {count} task", "Paste {count} tasks", count).format(count=count)
    _push_new(document, selection, rows, patch, text)


def cut_tasks(document: Document, selection: Selection, rows: RowSet, ticket: Ticket | None = None) -> Clipping:
    """Take the selected tasks out of the plan; the task after them becomes the selected one."""
    project = document.project
    chosen = [uid for uid in selection.uids if uid in project.tasks]
    if not chosen:
        raise EditError(_("Select a task first."))
    clipping = clip(project, chosen, ticket)
    patch = outline.delete(project, chosen, ticket)
    gone = patch.touched("tasks")
    last = max((rows.row_of[uid] for uid in gone if uid in rows.row_of), default=-1)
    following = next((uid for uid in rows.uids[last + 1 :] if uid > 0 and uid not in gone), None)
    text = ngettext("Cut {count} task", "Cut {count} tasks", len(gone)).format(count=len(gone))
    document.push(patch, text)
    selection.set([] if following is None else [following])
    return clipping


def _place(project: Project, before: TaskUid | None) -> tuple[TaskUid, int | None]:
    if before is None:
        return ROOT, None
    parent = project.parent(before)
    return parent, project.children[parent].index(before)


def _push_new(document: Document, selection: Selection, rows: RowSet, patch: Patch, text: str) -> None:
    new = outline.added_tasks(patch)
    document.push(patch, text)
    _show(selection, rows, document.project, new)


def _show(selection: Selection, rows: RowSet, project: Project, uids: Sequence[TaskUid]) -> None:
    """Select tasks and open what they are folded into."""
    for uid in {project.parent(uid): uid for uid in uids}.values():
        rows.reveal(uid)
    if uids:
        selection.set(uids, uids[0])
