"""What an edit of the open plan would do, found by trying it; the document, its undo stack and its views never know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis.loading import Loading
from ..project.patch import Patch
from .document import Document

if TYPE_CHECKING:
    from ..analysis.ripple import Ripple

AT_ONCE = 500
"""So many tasks are dated anew while a bar is being dragged: a few milliseconds' worth."""

AT_REST = 5000
"""So many when the pointer rests: a hundred milliseconds at most."""


class Preview:
    """Tries edits of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._loads: tuple[int, Loading] | None = None

    def of(self, patch: Patch, *, limit: int = AT_REST, loads: bool = True) -> Ripple:
        """What a patch made for the plan as it is now would do.

        Args:
            limit: Of the tasks looked at; the ripple says where there are more.
            loads: Look for people who would be overloaded, too.
        """
        from ..analysis.ripple import ripple  # few edits of those that are made are tried before

        return ripple(self._document.engine, patch, limit=limit, loads=self._loading() if loads else None)

    def _loading(self) -> Loading:
        """The loads as they are, kept until the plan changes."""
        revision = self._document.revision
        if self._loads is None or self._loads[0] != revision:
            self._loads = (revision, Loading(self._document.engine))
        return self._loads[1]
