"""Rows that look as they did are not painted again after an edit, and those that only went up or down are moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QWidget

Look = object
"""What is seen of a row: rows of equal looks look alike."""

Rows = tuple[int, int]
"""The height of rows in pixels, and how far they are scrolled."""

_CATCH_UP = QEvent.Type(QEvent.registerEventType())
"""Comes before the next frame is painted."""

_LEAST = 3
"""Fewer rows than this are painted rather than moved."""


class PaintedRows(QObject):
    """Knows what the rows in a viewport looked like when they were painted.

    Whatever makes rows look otherwise either updates the viewport, which is always right, or ``ask``s for those that
    do to be found before the next frame. Where Qt would have everything painted on the way it is ``hold`` back.
    """

    def __init__(
        self, viewport: QWidget, looks: Callable[[int, int], Sequence[Look]], rows: Callable[[], Rows], parent: QObject
    ) -> None:
        """Take what tells of rows.

        Args:
            viewport: In which they are.
            looks: What is seen of rows, given by the first and by the last, which may stand behind the end.
            rows: Their height, and how far they are scrolled.
        """
        super().__init__(parent)
        self._viewport = viewport
        self._looks = looks
        self._rows = rows
        self._seen: dict[int, Look] = {}
        self._due = False
        self._held: tuple[Rows, QRect] | None = None

    def note(self, part: QRect) -> None:
        """A part of the viewport is being painted."""
        if self._due:  # it is unknown of which rows there what was seen before
            self._seen.clear()
            return
        height, offset = self._rows()
        first, last = (part.top() + offset) // height, (part.bottom() + offset) // height
        across = part.left() <= 0 and part.right() >= self._viewport.width() - 1
        low, high = max(part.top(), 0), min(part.bottom() + 1, self._viewport.height())
        for row, look in enumerate(self._looks(first, last), first):
            top = row * height - offset
            if across and low <= max(top, 0) and min(top + height, self._viewport.height()) <= high:
                self._seen[row] = look
            elif self._seen.get(row) != look:
                self._seen.pop(row, None)

    def hold(self) -> None:
        """Paint nothing that is not asked for until ``let_go``: rows are being exchanged."""
        if self._held is None:
            self._held = self._rows(), self._viewport.geometry()
            self._viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)

    def let_go(self) -> None:
        """The rows are there."""
        if self._held is not None:
            same, self._held = self._held == (self._rows(), self._viewport.geometry()), None
            self._viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
            if not same:
                self._viewport.update()

    def ask(self) -> None:
        """Some rows may look otherwise now: have them painted."""
        if not self._due:
            self._due = True
            QCoreApplication.postEvent(self, QEvent(_CATCH_UP))

    def customEvent(self, event: QEvent) -> None:
        if event.type() == _CATCH_UP:
            self._due = False
            self._catch_up()

    def _catch_up(self) -> None:
        viewport = self._viewport
        height, offset = self._rows()
        first, last = offset // height, (offset + viewport.height() - 1) // height
        looks = self._looks(first, last)
        seen, self._seen = {row: self._seen[row] for row in range(first, last + 1) if row in self._seen}, {}
        if not seen or viewport.devicePixelRatioF() % 1:  # edges of rows would run through the middle of a pixel
            viewport.update()
            return
        whole = range(-(-offset // height), (offset + viewport.height()) // height)
        moved = moved_rows(seen, dict(enumerate(looks, first)), whole)
        if moved is not None and not self._has_visible_children():
            seen = self._move(seen, *moved)
        self._seen = {row: look for row, look in enumerate(looks, first) if seen.get(row, self) == look}
        others = (row for row in range(first, last + 1) if row not in self._seen)
        for _run, run in groupby(enumerate(others), lambda one: one[1] - one[0]):
            rows = [row for _at, row in run]
            viewport.update(0, rows[0] * height - offset, viewport.width(), len(rows) * height)

    def _move(self, seen: Mapping[int, Look], rows: range, by: int) -> dict[int, Look]:
        """Move the pixels of rows by so many rows down; gives what is seen where then."""
        height, offset = self._rows()
        low, high = min(rows.start, rows.start + by), max(rows.stop, rows.stop + by)
        part = QRect(0, low * height - offset, self._viewport.width(), (high - low) * height)
        self._viewport.scroll(0, by * height, part & self._viewport.rect())
        beyond = {row: look for row, look in seen.items() if not low <= row < high}
        return beyond | {row + by: seen[row] for row in rows}

    def _has_visible_children(self) -> bool:
        """Whether something stands in the viewport whose pixels would be moved, too."""
        return any(isinstance(one, QWidget) and one.isVisible() for one in self._viewport.children())


def moved_rows(before: Mapping[int, Look], after: Mapping[int, Look], whole: range) -> tuple[range, int] | None:
    """The longest run of rows that went so many rows down, or up; None where none did that is worth it.

    Args:
        before: Looks by row.
        after: What they are now.
        whole: The rows that were in view from top to bottom.
    """
    places = {look: row for row, look in before.items() if row in whole}
    shifts: dict[int, list[int]] = {}
    for row, look in after.items():
        place = places.get(look, row)
        if place != row and before.get(row) != look:
            shifts.setdefault(row - place, []).append(place)
    if not shifts:
        return None
    by, found = max(shifts.items(), key=lambda one: len(one[1]))
    run = max(_runs(found), key=len)
    return (run, by) if len(run) >= _LEAST else None


def _runs(rows: Sequence[int]) -> list[range]:
    """Rows in order as runs without gaps."""
    found: list[range] = []
    for row in rows:
        if found and found[-1].stop == row:
            found[-1] = range(found[-1].start, row + 1)
        else:
            found.append(range(row, row + 1))
    return found
