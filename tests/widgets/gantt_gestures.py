"""What tests of the chart do with the mouse: real events on the viewport, a part of a bar at a time."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from gantline.app.chart.marks import Zone
from gantline.app.project.moments import DAY
from gantline.app.project.records import TaskUid
from gantline.widgets.gantt.gantt_view import GanttView

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def place(view: GanttView, uid: TaskUid, zone: Zone = Zone.BODY) -> QPoint:
    """The middle of a part of a bar."""
    bar = view.marks().bars[uid]
    low, high = next((low, high) for which, low, high in bar.zones() if which is zone)
    return QPoint((low + high) // 2, bar.middle)


def days(view: GanttView, count: float) -> int:
    """Pixels of so many days."""
    return round(count * DAY / view.axis.minutes_per_pixel)


def mouse(view: GanttView, kind: QEvent.Type, at: QPoint, held: Qt.MouseButton, modifier=NONE) -> None:
    """One mouse event; a move has no button of its own."""
    target = view.viewport()
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, QPointF(at), QPointF(target.mapToGlobal(at)), button, held, modifier)
    QApplication.sendEvent(target, event)


def hold(view: GanttView, start: QPoint, by: QPoint, modifier=NONE) -> None:
    """Press and move in steps."""
    mouse(view, QEvent.Type.MouseButtonPress, start, LEFT, modifier)
    for step in range(1, 5):
        mouse(view, QEvent.Type.MouseMove, start + by * step / 4, LEFT, modifier)


def drag(view: GanttView, start: QPoint, by: QPoint, modifier=NONE) -> None:
    """Press, move in steps, release."""
    hold(view, start, by, modifier)
    mouse(view, QEvent.Type.MouseButtonRelease, start + by, Qt.MouseButton.NoButton, modifier)
