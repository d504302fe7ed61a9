"""What stands over the chart for a moment: previews of gestures, what a pending edit would move, what is grabbed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ...app.chart.gantt import handles, lit_link
from ...app.chart.marks import Batch, Marks
from ...app.chart.theme import Theme
from ...app.chart.tier_labels import Measure
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.moments import Minute, to_datetime
from ...app.workspace.document import Document
from .mouse import Mouse
from .pending import Pending

if TYPE_CHECKING:
    from ...app.chart.describe import Facts
    from .gestures import Edit


class Overlay:
    """Tells what is dragged or typed: in marks, in facts beside the pointer, and in the status bar."""

    def __init__(self, document: Document, mouse: Mouse, pending: Pending, wording: Callable[[], Wording]) -> None:
        self._document = document
        self._mouse = mouse
        self._pending = pending
        self._wording = wording

    def batches(self, marks: Marks) -> list[Batch]:
        """What is pending: what it would move, the preview of a gesture; else what the mouse is over."""
        mouse, ghosts = self._mouse, self._pending.ghosts(marks)
        if mouse.gesture is not None:
            return [*ghosts, *mouse.gesture.preview(marks)]
        if ghosts:
            return ghosts
        if mouse.hover.dependency is not None:
            return lit_link(marks, mouse.hover.dependency)
        if mouse.hover.zone is not None and mouse.hover.uid is not None:
            return handles(marks, mouse.hover.uid)
        return []

    def over(self, marks: Marks, measure: Measure) -> Marks:
        """The chart with all of that over it; texts and ghosts make room for each other."""
        extra = self.batches(marks)
        if self._mouse.gesture is None and self._pending.ripple is None:
            return marks.with_batches(*extra)
        from ...app.chart.ghosts import broken_at_texts, clear_of_texts

        cleared = clear_of_texts(marks, extra, measure)
        return cleared.with_batches(*broken_at_texts(extra, cleared, measure))

    def paint_popup(self, painter: QPainter, within: QRect, theme: Theme) -> None:
        """Paint the facts beside the pointer while something is dragged."""
        if self._mouse.gesture is not None:
            from .popup import paint_popup

            paint_popup(painter, self.facts(), self._mouse.at, within, theme)

    def facts(self) -> Facts:
        """What is told beside the pointer: what is dragged, what comes out otherwise, what else it does."""
        gesture, edit = self._mouse.gesture, self._mouse.edit
        if gesture is None:
            return []
        dates = None if edit is None or edit.wish is None else self._pending.dates(edit.wish[0])
        still = "" if edit is None or dates is None else self._still(edit, *dates)
        facts = [*gesture.facts(), ("", still)] if still else [*gesture.facts()]
        return [*facts, *(one for one in self._pending.facts() if one not in facts)]

    def told(self, edit: Edit) -> str:
        """What the status bar says of an edit; of a task that does not start where it was put, also why."""
        if edit.wish is None:
            return edit.text
        uid, schedule = edit.wish[0], self._document.schedule
        row = schedule.rows[uid]
        still = self._still(edit, schedule.start[row], schedule.finish[row])
        if not still:
            return edit.text
        if edit.wish[1] == schedule.start[row]:
            return f"{edit.text}. {still}"
        from ...app.chart.describe import why

        return f"{edit.text}. {still}: {why(self._document.engine, uid, self._wording())}"

    def _still(self, edit: Edit, start: Minute, finish: Minute) -> str:
        """What of the dates that were asked for is not so; empty where all is."""
        if edit.wish is None or edit.wish[1:] == (start, finish):
            return ""
        words = self._wording()
        if edit.wish[1] != start:
            return _("Still it starts {date}").format(date=words.date_time(to_datetime(start)))
        text = _("Still it finishes {date}")
        if self._document.project.assignments_of(edit.wish[0]):
            text = _("By the hours of its resources it finishes {date}")
        return text.format(date=words.date_time(to_datetime(finish)))
