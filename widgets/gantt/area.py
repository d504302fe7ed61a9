"""A scroll area over rows and time: row heights down, the shared time axis across, a heading above."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ...app.project.moments import DAY, Minute, to_minute
from ...app.project.records import TaskUid
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ...app.workspace.time_axis import TimeAxis
from ..metrics import HEADER_HEIGHT
from ..scroll_bars import changing
from ..viewports import make_viewport
from .header import ZOOM_STEP
from .source import now

BEFORE, AFTER = 30 * DAY, 120 * DAY
"""Time that can be scrolled to beyond the plan's start and finish."""

EMPTY, SHORT = 56 * DAY, 14 * DAY
"""Time that is shown at least of a plan without tasks, and of one with tasks."""

HOURS = 8 * 60
"""Plans that take fewer minutes are planned by the hour."""

LEFT_MARGIN = 48
"""Pixels left free before a moment that is scrolled to."""

RIGHT_MARGIN = 24
"""Pixels left free at the right where a plan is fitted to the width."""

TEXT_MARGIN = 72
"""Pixels left free besides for texts when a plan is fitted to the width."""


class TimeArea(QAbstractScrollArea):
    """Row ``n`` stands at ``n * rows.row_height`` minus the vertical scroll bar, below a heading; there is room for one
    row more. The horizontal scroll bar and the time axis follow each other.
    """

    def __init__(
        self, document: Document, rows: RowSet, axis: TimeAxis, selection: Selection, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        make_viewport(self)
        self.document = document
        self.rows = rows
        self.axis = axis
        self.selection = selection
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(0, HEADER_HEIGHT, 0, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        document.changed.connect(self._on_document_changed)
        rows.changed.connect(self.fit_scroll_bars)
        axis.changed.connect(self.fit_scroll_bars)
        self.horizontalScrollBar().valueChanged.connect(axis.scroll_to)
        self._take_extent(anew=True)

    def zoom_in(self) -> None:
        """Show less time in more detail, around what of the selected task is in view nearest to the middle."""
        self._zoom(1 / ZOOM_STEP**2, self._pivot())

    def zoom_out(self) -> None:
        """Show more time in less detail, around what of the selected task is in view nearest to the middle."""
        self._zoom(ZOOM_STEP**2, self._pivot())

    def zoom_to(self, minutes_per_pixel: float) -> None:
        """Zoom around what of the selected task is in view nearest to the middle."""
        self.axis.zoom(minutes_per_pixel, self._pivot())

    def _pivot(self) -> float:
        """The pixel that zooming by keys keeps: the middle, or where the selected task is, so that it stays in view."""
        middle, schedule, uid = self.viewport().width() / 2, self.document.schedule, self.selection.current
        if uid is None or uid not in schedule.rows:
            return middle
        left, right = (self.axis.x(ends[schedule.rows[uid]]) for ends in (schedule.start, schedule.finish))
        return min(max(middle, left), right) if left < 2 * middle and right > 0 else middle

    def _zoom(self, factor: float, around: float) -> None:
        self.axis.zoom(self.axis.minutes_per_pixel * factor, around)

    def fit_project(self) -> None:
        """Show the whole plan in the width; of a short one some weeks more, so that it can grow in sight.

        One that takes hours is shown with those of its day.
        """
        start, finish = self.document.schedule.start[0], self.document.schedule.finish[0]
        least = SHORT if self.document.project.tasks else EMPTY
        if 0 < finish - start < HOURS:
            least = DAY
        self._fit(start, max(finish, start + least))

    def fit_selection(self) -> None:
        """Show the selected tasks in the width, and the first of them in the height."""
        schedule = self.document.schedule
        chosen = [schedule.rows[uid] for uid in self.selection.uids if uid in schedule.rows]
        if chosen:
            self._fit(min(schedule.start[row] for row in chosen), max(schedule.finish[row] for row in chosen))
            self.reveal_row(self.selection.uids[0])

    def _fit(self, start: Minute, finish: Minute) -> None:
        """Fill the width with the time between two moments and the texts beside the bars."""
        width = self.viewport().width()
        finish, margin = max(finish, start + DAY), min(self.left_margin(), width // 4)
        room = max(width - margin - RIGHT_MARGIN, 2 * TEXT_MARGIN)
        self.axis.fit(start, self.furthest(start, finish, room), width, margin, RIGHT_MARGIN)

    def furthest(self, start: Minute, finish: Minute, room: int) -> Minute:
        """Up to which moment the time has to be fitted to a room for the texts behind the last bars to fit too."""
        return finish + (finish - start) * TEXT_MARGIN // (room - TEXT_MARGIN)

    def left_margin(self) -> int:
        """Pixels left free before a plan that is fitted to the width."""
        return LEFT_MARGIN

    def scroll_to_task(self, uid: TaskUid) -> None:
        """Bring a task's bar into view, opening the summary tasks above it."""
        schedule = self.document.schedule
        self.rows.reveal(uid)
        if uid not in schedule.rows:
            return
        row = schedule.rows[uid]
        left, right = self.axis.x(schedule.start[row]), self.axis.x(schedule.finish[row])
        if left < 0 or right > self.viewport().width():
            self.scroll_to_date(schedule.start[row])
        self.reveal_row(uid)

    def reveal_row(self, uid: TaskUid) -> None:
        """Bring a task's row into view."""
        row, bar = self.rows.row_of.get(uid), self.verticalScrollBar()
        if row is None:
            return
        top, height = row * self.rows.row_height, self.viewport().height()
        if not bar.value() <= top <= bar.value() + height - self.rows.row_height:
            bar.setValue(top - height // 3)

    def scroll_to_date(self, moment: Minute | datetime) -> None:
        """Bring a moment to the left of the view."""
        minute = to_minute(moment) if isinstance(moment, datetime) else moment
        self.axis.scroll_to(self.axis.position(minute) - LEFT_MARGIN)

    def scroll_to_end(self) -> None:
        """Bring the finish of the plan to the right of the view."""
        finish = self.axis.position(self.document.schedule.finish[0])
        self.axis.scroll_to(finish + TEXT_MARGIN - self.viewport().width())

    def go_to_today(self) -> None:
        """Bring the present moment into the middle of the view."""
        self.axis.scroll_to(self.axis.position(now()) - self.viewport().width() // 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, modifiers = event.angleDelta(), event.modifiers()
        amount = turned.y() or turned.x()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._zoom(ZOOM_STEP ** (-amount / 120), event.position().x())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier or (turned.x() and not turned.y()):
            self.axis.scroll_to(self.axis.offset - amount)
        else:
            pixels = event.pixelDelta().y() or round(turned.y() * 3 * self.rows.row_height / 120)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - pixels)
        event.accept()

    # -- following the others

    def _on_document_changed(self, change: Change) -> None:
        self._take_extent(anew=change.another_plan)

    def _take_extent(self, *, anew: bool) -> None:
        """Let the plan's time and some more be scrolled to; what could be scrolled to stays so."""
        schedule = self.document.schedule
        start, finish = schedule.start[0] - BEFORE, schedule.finish[0] + AFTER
        if not anew:
            start, finish = min(start, self.axis.extent[0]), max(finish, self.axis.extent[1])
        self.axis.set_extent(start, finish)
        if anew:
            self.scroll_to_date(schedule.start[0])
            self.verticalScrollBar().setValue(0)

    def fit_scroll_bars(self) -> None:
        """Let the scroll bars span all rows and the time that can be scrolled to."""
        viewport, axis, height = self.viewport(), self.axis, self.rows.row_height
        upright, level = self.verticalScrollBar(), self.horizontalScrollBar()
        place = upright.value()
        with changing(upright), QSignalBlocker(upright):  # Qt would see whether bars are needed, and paint both
            upright.setRange(0, max((len(self.rows) + 1) * height - viewport.height(), 0))
            upright.setSingleStep(height)
            upright.setPageStep(viewport.height())
        if upright.value() != place:
            upright.valueChanged.emit(upright.value())
        first, last = (axis.position(moment) for moment in axis.extent)
        with changing(level), QSignalBlocker(level):
            level.setRange(min(first, axis.offset), max(last - viewport.width(), first, axis.offset))
            level.setSingleStep(24)
            level.setPageStep(viewport.width())
            level.setValue(axis.offset)
