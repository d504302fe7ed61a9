"""Looks for a text in the rows shown, bit by bit while the window has nothing else to do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from ..analysis.figures import Figures
from ..edits.field import Field
from ..edits.find import Search, looker
from ..edits.wording import Wording
from ..project.records import TaskUid
from ..project.ticket import Ticket
from .document import Document
from .row_set import RowSet

SLICE = 0.006
"""Seconds of work at a time."""

TELL = 0.1
"""Seconds between two words on how much was found: whoever hears of it paints."""

Hit = tuple[int, int]
"""Row and place of the field among those shown."""


class Finder(QObject):
    """Knows where a text stands in the rows shown.

    Attributes:
        search: What is looked for; None while nothing is.
        hits: Where it was found so far, row by row.
        done: Whether all rows were looked through.

    Signals:
        progressed: More is known, or it all has to be found anew.
        arrived: The hit that was asked for by ``go``; None where there is none.
    """

    progressed = Signal()
    arrived = Signal(object)

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        shown: Callable[[], tuple[Sequence[Field], Figures, Wording]],
        parent: QObject | None = None,
    ) -> None:
        """Look through rows; ``shown`` gives the fields in the order seen and what is needed to write them."""
        super().__init__(parent)
        self._rows = rows
        self._shown = shown
        self.search: Search | None = None
        self.hits: list[Hit] = []
        self.done = True
        self._next_row = 0
        self._look: Callable[[TaskUid], list[int]] | None = None
        self._told = 0.0
        self._asked: tuple[Hit, bool] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._work)
        document.changed.connect(self.again)
        rows.changed.connect(self.again)

    def look_for(self, search: Search | None) -> None:
        """Look for something else; None for nothing any more."""
        self.search = search if search is not None and search.text else None
        self.again()

    def again(self) -> None:
        """Find everything anew: the plan, the rows or the columns changed."""
        self.hits, self._next_row, self._asked, self._look = [], 0, None, None
        self.done = self.search is None
        if self.done:
            self._timer.stop()
        else:
            self._timer.start()
        self.progressed.emit()

    def go(self, place: Hit, *, back: bool) -> None:
        """Find the next hit after a cell, or the last one before it, over the end and on from the other one."""
        self._asked = (place, back)
        self._answer()

    def number_of(self, place: Hit) -> int:
        """The how-manieth hit a cell is, from 1; 0 for none."""
        at = bisect_left(self.hits, place)
        return at + 1 if at < len(self.hits) and self.hits[at] == place else 0

    def finish(self, ticket: Ticket) -> None:
        """Look through all rows that are left, now.

        Raises:
            Cancelled: The ticket said so; looking goes on by and by.
        """
        while not self.done:
            self._work()
            ticket.step(self._next_row, len(self._rows.uids))

    def _work(self) -> None:
        assert self.search is not None
        until = perf_counter() + SLICE
        look = self._look = self._look or looker(self.search, *self._shown())
        while self._next_row < len(self._rows.uids) and perf_counter() < until:
            row, self._next_row = self._next_row, self._next_row + 1
            uid: TaskUid = self._rows.uids[row]
            if uid > 0:
                self.hits += [(row, place) for place in look(uid)]
        self.done = self._next_row >= len(self._rows.uids)
        if not self.done:
            self._timer.start()
        if self.done or perf_counter() - self._told > TELL:
            self._told = perf_counter()
            self.progressed.emit()
        self._answer()

    def _answer(self) -> None:
        """Tell the hit that was asked for as soon as it is certain."""
        if self._asked is None:
            return
        place, back = self._asked
        at = bisect_left(self.hits, place) - 1 if back else bisect_right(self.hits, place)
        inside = 0 <= at < len(self.hits)
        if self.done or (inside and (not back or place[0] < self._next_row)):
            self._asked = None
            wrapped = at % len(self.hits) if self.hits else -1
            self.arrived.emit(self.hits[wrapped] if self.hits else None)
