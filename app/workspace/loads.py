"""The loads of the open plan: kept true while it is edited, and worked out while the window has nothing else to do."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ..analysis.loading import Loading
from ..analysis.resource_load import ResourceLoad
from ..project.records import ResourceUid
from .document import Change, Document

SMALL: Final = 2_000
"""The loads of a plan with no more assignments are worked out when they are asked for: nobody has to wait."""

FEW: Final = 20
"""The loads of more people are worked out bit by bit even in a small plan."""

SLICE: Final = 0.004
"""Seconds of work at a time, so that no frame is late."""

PAUSE: Final = 10
"""Milliseconds between two pieces of work."""


class Loads(QObject):
    """The loads of a document, for all who show them.

    Attributes:
        loading: The loads themselves, worked out when asked for.

    Signals:
        found: More is known; carries the resources whose loads were worked out, each with whether it has too much.
    """

    found = Signal(object)

    @classmethod
    def of(cls, document: Document) -> Loads:
        """The one of a document. Whoever asks hears later than this of what changes from then on."""
        return document.findChild(cls) or cls(document)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self.loading = Loading(document.engine)
        self._wanted: dict[ResourceUid, None] = {}
        self._fresh, self._indexing = True, document.project.index_workers()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._work)
        document.changed.connect(self._on_changed)

    def now(self, uid: ResourceUid) -> ResourceLoad | None:
        """The load of a resource, or None if that takes a while; then it is found soon."""
        if self.loading.knows(uid) or len(self._document.project.assignments) <= SMALL:
            return self.loading.of(uid)
        self._want([uid])
        return None

    def begun(self, uid: ResourceUid) -> bool:
        """Whether what all loads need was worked out since another plan came; else the load of this one is found soon.

        With that a single load is found within a frame.
        """
        if self._fresh and not self.loading.knows(uid) and len(self._document.project.assignments) > SMALL:
            self._want([uid])
            return False
        return True

    def overloaded(self) -> int | None:
        """How many resources are over-allocated at any time; None until the load of each was found, which is soon."""
        uids = self.loading.resources()
        unknown = [uid for uid in uids if not self.loading.knows(uid)]
        if len(unknown) > FEW:
            self._want(unknown)
            return None
        loads = [(uid, self.now(uid)) for uid in uids]
        known = [load for _uid, load in loads if load is not None]
        return sum(1 for load in known if load.overload_count) if len(known) == len(loads) else None

    def _want(self, uids: list[ResourceUid]) -> None:
        self._wanted.update(dict.fromkeys(uids))
        if not self._timer.isActive():
            self._timer.start()

    def _work(self) -> None:
        until, found = perf_counter() + SLICE, dict[ResourceUid, bool]()
        for _step in self._indexing:  # to find out who works on what takes slices of its own
            if perf_counter() > until:
                self._timer.start()
                return
        while self._wanted and (not found or perf_counter() < until):
            uid = next(iter(self._wanted))
            del self._wanted[uid]
            if uid in self._document.project.resources:
                found[uid] = bool(self.loading.of(uid).overload_count)
        self._fresh = False
        if self._wanted:
            self._timer.start()
        self.found.emit(found)

    def _on_changed(self, change: Change) -> None:
        """Drop what a change of the plan has made untrue."""
        if change.everything or change.calendars:
            self.loading.forget_all(self._document.engine)
            self._fresh, self._indexing = True, self._document.project.index_workers()
        else:
            self.loading.forget(change.worked, change.resources)
