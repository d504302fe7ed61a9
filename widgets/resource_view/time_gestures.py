"""Mouse over a picture of time: the wheel and dragging move the one time axis, never the picture alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from ...app.workspace.time_axis import TimeAxis
from ..gantt.header import ZOOM_STEP

_NOTCH = 120


class TimeGestures(QObject):
    """Turns mouse events of a widget into scrolls and zooms of the time axis.

    The wheel scrolls (with Shift always through time), with Ctrl it zooms around the mouse; dragging pulls time along.

    Signals:
        clicked: A place was clicked without dragging.
        hovered: The mouse is at this place; at negative ones when it left.
        wheel_turned: The wheel was turned without Shift or Ctrl, by so many notches, and ``rows_scroll`` is set.
    """

    clicked = Signal(QPoint)
    hovered = Signal(QPoint)
    wheel_turned = Signal(float)

    def __init__(self, axis: TimeAxis, watched: QWidget, parent: QObject, *, rows_scroll: bool = False) -> None:
        super().__init__(parent)
        self._axis = axis
        self._watched = watched
        self._rows_scroll = rows_scroll
        self._pressed_at: QPoint | None = None
        self._pressed_offset = 0
        self._dragging = False
        watched.setMouseTracking(True)
        watched.installEventFilter(self)

    @property
    def dragging(self) -> bool:
        """Whether time is being pulled along just now."""
        return self._dragging

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See to wheel and mouse; all other events go their way."""
        if isinstance(event, QWheelEvent):
            self._on_wheel(event)
        elif isinstance(event, QMouseEvent):
            self._on_mouse(event)
        else:
            if event.type() == QEvent.Type.Leave:
                self.hovered.emit(QPoint(-1, -1))
            return super().eventFilter(watched, event)
        event.accept()
        return True

    def _on_wheel(self, event: QWheelEvent) -> None:
        turned, modifiers = event.angleDelta(), event.modifiers()
        amount = turned.y() or turned.x()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._axis.zoom(self._axis.minutes_per_pixel * ZOOM_STEP ** (-amount / _NOTCH), event.position().x())
        elif self._rows_scroll and turned.y() and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.wheel_turned.emit(amount / _NOTCH)
        else:
            self._axis.scroll_to(self._axis.offset - amount)

    def _on_mouse(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        held = event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton)
        match event.type():
            case QEvent.Type.MouseButtonPress if held:
                self._pressed_at, self._pressed_offset = at, self._axis.offset
            case QEvent.Type.MouseMove if self._pressed_at is not None and held:
                self._drag(at)
            case QEvent.Type.MouseMove:
                self.hovered.emit(at)
            case QEvent.Type.MouseButtonRelease if self._pressed_at is not None:
                if not self._dragging and event.button() == Qt.MouseButton.LeftButton:
                    self.clicked.emit(at)
                self._end()
            case _:
                pass

    def _drag(self, at: QPoint) -> None:
        if self._pressed_at is None:
            return
        moved = at.x() - self._pressed_at.x()
        if self._dragging or abs(moved) >= QApplication.startDragDistance():
            self._dragging = True
            self._watched.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._axis.scroll_to(self._pressed_offset - moved)

    def _end(self) -> None:
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            self._watched.unsetCursor()
