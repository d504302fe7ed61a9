"""Typing texts into several fields of several tasks: one step to undo, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..edits.batch import batch
from ..edits.field import Field
from ..edits.wording import Wording
from ..i18n import _
from ..project.errors import EditError
from ..project.records import TaskUid
from .document import Document


class Entry(NamedTuple):
    """A text typed into a field of a task."""

    uid: TaskUid
    field: Field
    text: str


def enter(
    document: Document, entries: Iterable[Entry], wording: Wording, step: str, *, origin: object | None = None
) -> None:
    """Carry out what was typed, each entry on top of those before it.

    Args:
        document: The plan.
        entries: In the order in which they are to hold.
        wording: How the texts are read.
        step: What the user did, for the undo menu.
        origin: Who did it; comes back in the ``Change``.

    Raises:
        EditError: An entry is refused; nothing has changed.
    """
    with batch(document.engine) as tried:
        for uid, field, text in entries:
            if field.edit is None:
                raise EditError(_("{title} is worked out and cannot be typed.").format(title=field.caption))
            tried.apply(field.edit(tried.figures, wording, uid, text))
        patch = tried.patch
    document.push(patch, step, origin=origin)
