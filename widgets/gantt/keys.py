"""The keys of the chart: for every drag of the mouse one that does the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ...app.chart.marks import Hit
from ...app.chart.time_scale import snap_step
from ...app.edits.tree import titled
from ...app.i18n import _
from ...app.project.errors import GantlineError

if TYPE_CHECKING:  # the gestures are loaded for the first of them
    from .gantt_view import GanttView
    from .gestures import Gesture

_SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier

PERCENT = 10
"""A step of progress."""


class Keys:
    """What keys do in a chart."""

    def __init__(self, view: GanttView) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False for one that means nothing here."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._view.zoom_in()
            case Qt.Key.Key_Minus:
                self._view.zoom_out()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if alt and control:
                self._progress(PERCENT if event.key() == Qt.Key.Key_Up else -PERCENT)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not event.modifiers() & _SELECTING:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if alt:
                self._nudge(1 if event.key() == Qt.Key.Key_Right else -1, resize=control)
            case _:
                return False
        return True

    def _step(self, down: int) -> None:
        """Choose the row above or below the current one."""
        view = self._view
        uid = view.rows.neighbour(view.selection.current, down)
        if uid is not None:
            view.selection.set((uid,), uid, view)
            view.reveal_row(uid)

    def _nudge(self, later: int, *, resize: bool) -> None:
        """Move the current bar, or its right edge, by one step of the zoom."""
        from .gestures import MoveBar, Pointer, ResizeBar

        view = self._view
        uid, schedule, engine = view.selection.current, view.document.schedule, view.document.engine
        if uid is None or uid not in schedule.rows:
            return
        step = snap_step(view.axis.minutes_per_pixel)
        finish = schedule.finish[schedule.rows[uid]]
        gesture: Gesture = (
            ResizeBar(engine, view.wording, uid, step) if resize else MoveBar(engine, view.wording, uid, finish, step)
        )
        gesture.move(Pointer(finish + later * step, 0, 0, Hit(uid), free=False))
        view.carry_out(gesture)

    def _progress(self, more: int) -> None:
        """Say that more or less of the current task is done."""
        from ...app.edits.progress import set_percent_complete

        view = self._view
        uid = view.selection.current
        task = view.document.project.tasks.get(uid) if uid is not None else None
        if uid is None or task is None or task.blank:
            return
        percent = min(max(task.percent_complete + more, 0), 100)
        try:
            patch = set_percent_complete(view.document.engine, [uid], percent)
        except GantlineError as refusal:
            view.refused.emit(str(refusal))
            return
        text = _("Set {name} to {percent} complete").format(name=titled(task), percent=view.wording.percent(percent))
        view.document.push(patch, text, origin=view)
        view.message.emit(text)
