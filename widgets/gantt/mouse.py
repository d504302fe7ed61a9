"""The mouse over the chart: chooses rows, shows what can be grabbed, and runs one gesture from press to release."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ...app.chart.marks import Hit, Zone
from ...app.chart.time_scale import snap_step
from ...app.project.records import TaskUid

if TYPE_CHECKING:  # the gestures are loaded for the first of them
    from ...app.project.patch import Patch
    from .gantt_view import GanttView
    from .gestures import Edit, Gesture

NOTHING = Hit()

CREEP, CREEP_INTERVAL = 40, 40
"""Pixels and milliseconds of a step of scrolling while something is held beyond the edge."""

_CURSORS = {
    Zone.BODY: Qt.CursorShape.SizeAllCursor,
    Zone.FINISH: Qt.CursorShape.SizeHorCursor,
    Zone.PROGRESS: Qt.CursorShape.SplitHCursor,
    Zone.LINK_START: Qt.CursorShape.CrossCursor,
    Zone.LINK_FINISH: Qt.CursorShape.CrossCursor,
}


_SPLIT = (Zone.BODY, Zone.PROGRESS)
"""The parts of a bar at which it can be split."""


class Mouse:
    """What the mouse is about, over a chart.

    Attributes:
        hover: What is under it.
        gesture: What is being dragged, None for nothing.
        at: Where it is while something is dragged.
        edit: What would be done, as soon as that was tried.
        splitting: The next bar that is dragged is split.
        gave_up: The right button was pressed last to give up what was dragged, not to ask for a menu.
    """

    def __init__(self, view: GanttView) -> None:
        self._view = view
        self.hover = NOTHING
        self.gesture: Gesture | None = None
        self.edit: Edit | None = None
        self.at = QPoint()
        self._pressed: tuple[QPoint, Hit] | None = None
        self._to_choose: tuple[TaskUid | None, Qt.KeyboardModifier] | None = None  # by a click, if it becomes no drag
        self._pan: tuple[QPoint, int, int] | None = None
        self._seen = (0.0, 0, 0)  # the zoom and what was in view where the mouse was pressed
        self._held = (QPointF(), Qt.KeyboardModifier.NoModifier)
        self.splitting = False
        self.gave_up = False
        self._creeping = QTimer(view, interval=CREEP_INTERVAL)
        self._creeping.timeout.connect(self._creep)

    # -- events

    def press(self, event: QMouseEvent) -> None:
        """Choose the row, and get ready to drag what is there."""
        at = event.position().toPoint()
        axis = self._view.axis
        self.gave_up = event.button() == Qt.MouseButton.RightButton and self.moving
        if not self.moving:
            self._seen = (axis.minutes_per_pixel, axis.offset, self._view.verticalScrollBar().value())
        if event.button() == Qt.MouseButton.MiddleButton and self.gesture is None:
            self._pan = (at, self._view.axis.offset, self._view.verticalScrollBar().value())
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton and self.gesture is None:
            hit = self._view.hit(at)
            self._pressed, self._to_choose = (at, hit), (hit.uid, event.modifiers())
            if hit.zone is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._choose_pressed()
        elif self.gave_up:
            self._view.give_up()
        elif event.button() == Qt.MouseButton.RightButton:
            hit = self._view.hit(at)
            over_link = hit.zone is None and hit.dependency is not None
            if hit.uid not in self._view.selection.uids and not over_link:
                self._choose(hit.uid, Qt.KeyboardModifier.NoModifier)

    def move(self, event: QMouseEvent) -> None:
        """Drag, or show what is under the pointer."""
        at = event.position().toPoint()
        held = self.gesture is not None or self._pressed is not None
        if held and not event.buttons() & Qt.MouseButton.LeftButton:
            self._view.give_up()  # it was released where nobody told the chart, as over a menu
        if self._pan is not None:
            begun, offset, top = self._pan
            self._view.axis.scroll_to(offset - (at.x() - begun.x()))
            self._view.verticalScrollBar().setValue(top - (at.y() - begun.y()))
        elif self.gesture is not None:
            self._drag(event.position(), event.modifiers())
        elif self._pressed is not None:
            self._begin(at, event.modifiers())
            if self.gesture is not None:
                self._drag(event.position(), event.modifiers())
        else:
            self.point(at)

    def release(self, event: QMouseEvent) -> None:
        """Carry out what was dragged."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = None
        elif event.button() == Qt.MouseButton.LeftButton:
            if self.gesture is None and self._pan is None and self._pressed is not None:
                self._choose_pressed()
            self._pressed, self._to_choose, self._pan = None, None, None
            gesture, self.gesture = self.gesture, None
            self._view.pending.drop()
            if gesture is not None:
                self.splitting = False
                self._view.carry_out(gesture)
        self.point(event.position().toPoint())

    def cancel(self) -> bool:
        """Drop what is being dragged and go back to what was in view; says whether there was anything."""
        dragging, moved = self.gesture is not None or self.splitting or self._pan is not None, self.moving
        self.gesture, self._pressed, self._to_choose, self._pan = None, None, None, None
        self.splitting = False
        if moved:
            self._go_back()
        if dragging:
            self._view.pending.drop()
            self._view.viewport().unsetCursor()
            self._view.viewport().update()
        return dragging

    @property
    def moving(self) -> bool:
        """Whether a bar, a row or the view is being dragged."""
        return self.gesture is not None or self._pan is not None

    def _go_back(self) -> None:
        """See what was seen before the drag, which may have scrolled far beyond."""
        zoom, offset, top = self._seen
        if zoom == self._view.axis.minutes_per_pixel:
            self._view.axis.scroll_to(offset)
            self._view.verticalScrollBar().setValue(top)

    def forget(self) -> None:
        """The plan changed: what was grabbed or pointed at may be gone."""
        self.gesture, self._pressed, self._to_choose, self.hover = None, None, None, NOTHING

    def leave(self) -> None:
        """The mouse went elsewhere."""
        if self.gesture is None:
            self._show(NOTHING)

    def point(self, at: QPoint) -> None:
        """Show what is under the pointer: its cursor, its handles, the ends of a link."""
        self._show(self._view.hit(at))

    # -- choosing and dragging

    def _show(self, hit: Hit) -> None:
        viewport = self._view.viewport()
        link = Qt.CursorShape.PointingHandCursor if hit.dependency is not None else Qt.CursorShape.ArrowCursor
        cursor = _CURSORS.get(hit.zone, link) if hit.zone is not None else link
        if self._is_empty(hit):
            cursor = Qt.CursorShape.CrossCursor
        elif self.splitting and hit.zone in _SPLIT:
            cursor = Qt.CursorShape.SplitHCursor
        if viewport.cursor().shape() != cursor:
            viewport.setCursor(cursor)
        if hit != self.hover:
            self.hover = hit
            viewport.update()

    def _choose_pressed(self) -> None:
        """Choose the row that was pressed, as the keys held with it say, unless that was done."""
        if self._to_choose is not None:
            self._choose(*self._to_choose)
            self._to_choose = None

    def _choose(self, uid: TaskUid | None, modifiers: Qt.KeyboardModifier) -> None:
        selection, rows = self._view.selection, self._view.rows
        if uid is None:
            selection.set((), None, self._view)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            kept = tuple(one for one in selection.uids if one != uid)
            selection.set(kept if uid in selection.uids else (*kept, uid), uid, self._view)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and selection.current and selection.current in rows.row_of:
            first, last = sorted((rows.row_of[selection.current], rows.row_of[uid]))
            selection.set(rows.tasks(first, last), selection.current, self._view)
        else:
            selection.set((uid,), uid, self._view)

    def _begin(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Start a gesture once the mouse went far enough; which one says the part of the bar that was pressed."""
        if self._pressed is None:
            return
        begun, hit = self._pressed
        if (at - begun).manhattanLength() < QApplication.startDragDistance():
            return
        view, self._to_choose = self._view, None
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._is_empty(hit):
            self.gesture = self._draw(hit.uid, begun)
        elif hit.zone is None or hit.uid is None:
            self._pan = (begun, view.axis.offset, view.verticalScrollBar().value())
            view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.gesture = self._gesture(hit.uid, hit.zone, begun, at, modifiers)

    def _is_empty(self, hit: Hit) -> bool:
        """Whether there is no task in the row, so that one can be drawn there."""
        task = self._view.document.project.tasks.get(hit.uid) if hit.uid is not None else None
        return hit.dependency is None and (hit.uid is None or (task is not None and task.blank))

    def _draw(self, blank: TaskUid | None, begun: QPoint) -> Gesture:
        from .row_gestures import DrawTask

        view = self._view
        step = snap_step(view.axis.minutes_per_pixel)
        row = view.rows.row_of[blank] if blank is not None else len(view.rows)
        pressed = (view.axis.minute(begun.x()), row * view.rows.row_height)
        return DrawTask(view.document.engine, view.wording, blank, pressed, step)

    def _move_rows(self, uid: TaskUid) -> Gesture:
        """Move the selected rows if the one that was pressed is among them, else that one."""
        from ...app.workspace.commands import moved_before
        from .row_gestures import MoveRows

        view = self._view
        rows, project = view.rows, view.document.project
        if uid not in view.selection.uids:
            self._choose(uid, Qt.KeyboardModifier.NoModifier)
        uids = [one for one in view.selection.uids if one in project.tasks]

        def place(y: float) -> tuple[int, TaskUid | None]:
            row = round((y + view.verticalScrollBar().value()) / rows.row_height)
            row = min(max(row, 0), len(rows))
            return row, next((one for one in rows.uids[row:] if one in project.tasks), None)

        return MoveRows(project, uids, place, lambda chosen, to: moved_before(project, rows, chosen, to))

    def _gesture(
        self, uid: TaskUid, zone: Zone, begun: QPoint, at: QPoint, modifiers: Qt.KeyboardModifier
    ) -> Gesture | None:
        from ...app.edits.split import later_part
        from .gestures import DrawLink, MoveBar, ResizeBar, SetProgress
        from .row_gestures import MovePart, SplitBar

        view = self._view
        engine, wording = view.document.engine, view.wording
        step = snap_step(view.axis.minutes_per_pixel)
        ends = (uid, view.rows.row_of[uid])
        upright = abs(at.y() - begun.y()) > abs(at.x() - begun.x())
        makers: dict[Zone, Callable[[], Gesture]] = {
            Zone.FINISH: lambda: ResizeBar(engine, wording, uid, step),
            Zone.PROGRESS: lambda: SetProgress(engine, wording, uid),
            Zone.LINK_START: lambda: DrawLink(engine, wording, *ends, from_start=True),
            Zone.LINK_FINISH: lambda: DrawLink(engine, wording, *ends, from_start=False),
            Zone.BODY: lambda: MoveBar(engine, wording, uid, view.axis.minute(begun.x()), step),
        }
        part = later_part(engine, uid, view.axis.minute(begun.x()))
        if part is not None:
            makers[Zone.BODY] = lambda: MovePart(engine, wording, uid, part, view.axis.minute(begun.x()), step)
        if self.splitting and zone in _SPLIT:
            return SplitBar(engine, wording, uid, view.axis.minute(begun.x()), step)
        if upright and modifiers & Qt.KeyboardModifier.ShiftModifier:
            return self._move_rows(uid)
        if uid not in view.selection.uids:
            self._choose(uid, Qt.KeyboardModifier.NoModifier)
        if zone is Zone.BODY and upright:
            zone = Zone.LINK_FINISH
        return makers[zone]()

    def _drag(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        from .gestures import Pointer

        gesture, view = self.gesture, self._view
        if gesture is None:
            return
        self.at = position.toPoint()
        self._held = (position, modifiers)
        if self._beyond() == (0, 0):
            self._creeping.stop()
        elif not self._creeping.isActive():
            self._creeping.start()
        free = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        minute = view.axis.minute(position.x())
        gesture.move(Pointer(minute, position.x(), position.y(), view.hit(self.at), free))

        def tried() -> Patch | None:
            self.edit = gesture.finish()
            return None if self.edit is None else self.edit.patch

        self.edit = None
        view.pending.consider(tried)
        view.viewport().update()

    def follow(self) -> None:
        """The view was scrolled or zoomed: what is dragged is over something else now."""
        if self.gesture is not None:
            self._drag(*self._held)

    def _beyond(self) -> tuple[int, int]:
        """How far outside the view the mouse is held, no more than a creep."""
        within, x, y = self._view.viewport().rect(), self.at.x(), self.at.y()
        across = min(x, 0) + max(x - within.right(), 0)
        down = min(y, 0) + max(y - within.bottom(), 0)
        return max(min(across, CREEP), -CREEP), max(min(down, CREEP), -CREEP)

    def _creep(self) -> None:
        """Scroll on while something is held beyond the edge of the view."""
        across, down = self._beyond()
        if self.gesture is None or (across, down) == (0, 0):
            self._creeping.stop()
            return
        self._view.axis.scroll_to(self._view.axis.offset + across)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + down)
        self._drag(*self._held)
