"""The loads of the open plan, kept true while it is edited."""

from __future__ import annotations

from ..analysis.loading import Loading
from .document import Change, Document


def loads_of(document: Document) -> Loading:
    """The loads of a document for all who show them; they must connect to its changes later than this."""
    loading = Loading(document.engine)

    def forget(change: Change) -> None:
        """Drop what a change of the plan has made untrue."""
        if change.everything or change.calendars:
            loading.forget_all(document.engine)
        else:
            loading.forget(change.tasks | change.moved, change.resources)

    document.changed.connect(forget)
    return loading
