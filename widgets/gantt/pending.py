"""An edit that is still pending: what it would move, worked out without holding up the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ...app.chart.marks import Batch, Marks
from ...app.edits.wording import Wording
from ...app.project.errors import GantlineError
from ...app.project.moments import Minute
from ...app.project.patch import Patch
from ...app.project.records import TaskUid
from ...app.workspace.document import Change, Document
from ...app.workspace.preview import AT_ONCE, AT_REST, Preview

if TYPE_CHECKING:  # what an edit would do is worked out for the first that is pending
    from ...app.analysis.ripple import Ripple
    from ...app.chart.describe import Facts

REST = 160
"""Milliseconds without a further change after which the edit is looked at closely."""

FRAME = 0.012
"""Seconds: where trying takes longer, it waits until the pointer rests."""

Maker = Callable[[], Patch | None]


class Pending(QObject):
    """The edit that would be made now.

    Attributes:
        ripple: What it would do; None for nothing pending, or as long as that is not known.
        refusal: Why it cannot be made; empty where it can.
        settled: It was looked at closely, and is still the same.

    Signals:
        changed: Something else would be moved.
        told: What it would do in one line; empty once nothing is pending.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, document: Document, wording: Callable[[], Wording], parent: QObject) -> None:
        super().__init__(parent)
        self.ripple: Ripple | None = None
        self.refusal = ""
        self.settled = False
        self._document = document
        self._wording = wording
        self._preview = Preview(document)
        self._make: Maker | None = None
        self._line = ""
        self._slow = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._look_closely)
        document.changed.connect(self._on_changed)

    def consider(self, make: Maker) -> None:
        """Find out what the edit would do that this gives; calls that follow each other quickly count as one."""
        self._make = make
        self.settled = False
        self._rest.start()
        if not self._slow:
            self._soon.start()

    def drop(self) -> None:
        """Nothing is pending any more."""
        self._make, self._slow = None, False
        self.refusal, self.settled = "", False
        self._soon.stop()
        self._rest.stop()
        self._show(None)

    def facts(self) -> Facts:
        """What the edit would do, a sentence a line; none where that is not known."""
        if self.ripple is None:
            return [("", self.refusal)] if self.refusal else []
        from ...app.edits.ripple_words import ripple_parts

        parts = ripple_parts(self.ripple, self._document.project, self._wording())
        return [("", part[:1].upper() + part[1:]) for part in parts]

    def dates(self, uid: TaskUid) -> tuple[Minute, Minute] | None:
        """When a task would be worked on; None as long as that is not known."""
        if self.ripple is None or not self.settled:
            return None
        schedule = self._document.schedule
        row = schedule.rows[uid]
        stays = (schedule.start[row], schedule.finish[row]) if self.ripple.whole else None
        return self.ripple.dates.get(uid, stays)

    def ghosts(self, marks: Marks) -> list[Batch]:
        """What would be moved, of the rows in view."""
        if self.ripple is None:
            return []
        from ...app.chart.ghosts import ripple_ghosts

        return ripple_ghosts(marks, self.ripple.dates)

    def _look(self) -> None:
        began = perf_counter()
        found = self._tried(AT_ONCE, loads=False)
        self._slow = perf_counter() - began > FRAME
        if found is None or found.whole:
            known = self.ripple
            same = found is not None and known is not None and found.dates == known.dates
            self._show(known if same else found)
        else:
            self._slow = True

    def _look_closely(self) -> None:
        found = self._tried()
        self.settled = True
        self.ripple = found
        self._tell()
        self.changed.emit()

    def _tried(self, limit: int = AT_REST, *, loads: bool = True) -> Ripple | None:
        """What the edit would do; None where there is none, or where it is refused."""
        if self._make is None:
            return None
        self.refusal = ""
        try:
            patch = self._make()
        except GantlineError as refusal:
            self.refusal = str(refusal)
            return None
        return None if patch is None else self._preview.of(patch, limit=limit, loads=loads)

    def _show(self, ripple: Ripple | None) -> None:
        known, self.ripple = self.ripple, ripple
        self._tell()
        if ripple is not known:
            self.changed.emit()

    def _tell(self) -> None:
        line = ""
        if self.ripple is not None:
            from ...app.edits.ripple_words import ripple_line

            line = ripple_line(self.ripple, self._document.project, self._wording())
        elif self.settled:
            line = self.refusal
        if line != self._line:
            self._line = line
            self.told.emit(line)

    def _on_changed(self, _change: Change) -> None:
        self.drop()
