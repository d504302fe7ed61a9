"""The time scale above the chart; dragging it pulls time along, the wheel zooms, a double click chooses tiers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ...app.chart.ground import time_scale_marks
from ...app.chart.time_scale import TimeScale
from ...app.project.moments import Minute
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..charts.paint import Brushes, paint
from ..metrics import HEADER_HEIGHT

ZOOM_STEP = 1.25


class TimeScaleHeader(QWidget):
    """Shows the tiers of the zoom over the time that is seen.

    Signals:
        tiers_requested: It was double-clicked: let its tiers be chosen.
        menu_requested: What can be done with it is to be offered, at a place of the screen.
    """

    tiers_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(
        self,
        axis: TimeAxis,
        appearance: Appearance,
        scale: Callable[[], TimeScale],
        today: Callable[[], Minute],
        parent: QWidget,
    ) -> None:
        """Show the time of an axis; ``scale`` gives its tiers, ``today`` the moment marked in it."""
        super().__init__(parent)
        self._axis = axis
        self._appearance = appearance
        self._scale = scale
        self._today = today
        self._grabbed: tuple[float, int] | None = None
        self.setFixedHeight(HEADER_HEIGHT)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        axis.changed.connect(self.update)
        appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        marks = time_scale_marks(self._scale(), self._axis.offset, self.width(), HEADER_HEIGHT, today=self._today())
        paint(painter, marks, Brushes(self._appearance.theme))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = (event.position().x(), self._axis.offset)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            x, offset = self._grabbed
            self._axis.scroll_to(offset + round(x - event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.tiers_requested.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if turned.y():
            self._axis.zoom(self._axis.minutes_per_pixel * ZOOM_STEP ** (-turned.y() / 120), event.position().x())
        else:
            self._axis.scroll_to(self._axis.offset - turned.x())
        event.accept()
