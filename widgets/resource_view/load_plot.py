"""The pyqtgraph plot of one resource's load, on the same pixels as the chart above; to be imported when first shown."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QStyleOptionGraphicsItem, QWidget

from ...app.chart.theme import Theme
from ...app.project.moments import Minute
from ...app.workspace.time_axis import TimeAxis
from .histogram import Histogram, Placement, paint_histogram
from .time_gestures import TimeGestures

_EVERYWHERE = QRectF(-1e9, -1e9, 2e9, 2e9)


class LoadItem(pg.GraphicsObject):
    """The histogram as an item of a plot; its own x is absolute plan pixels, its y the value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.shown: Histogram | None = None
        self.hovered: int | None = None
        self.stepped_to: tuple[int, int] | None = None

    def boundingRect(self) -> QRectF:
        """So large that no view leaves it out; too large for ``update()``, so the viewport is updated instead."""
        return _EVERYWHERE

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.shown is None or widget is None:
            return
        to_device = painter.worldTransform()
        painter.resetTransform()
        painter.setFont(QFont(widget.font()))
        placed = placement(to_device, widget.width(), widget.height())
        paint_histogram(painter, self.shown, placed, self.theme, hovered=self.hovered, stepped_to=self.stepped_to)


class LoadPlot(pg.GraphicsView):
    """A plot whose x axis is the time axis itself: a moment has the pixel that it has in the chart.

    Signals:
        bucket_clicked: A bucket was clicked; its start and finish.
        bucket_hovered: The mouse stands on another bucket, by number; None when it left.
        resized: There is room for more or fewer buckets.
    """

    bucket_clicked = Signal(object, object)
    bucket_hovered = Signal(object)
    resized = Signal()

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = axis
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAntialiasing(False)
        # What is shown is told by show_histogram; the scene would tell after the next frame, and it were painted twice.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self.view_box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.view_box.setMouseEnabled(x=False, y=False)
        self.view_box.disableAutoRange()
        self.setCentralItem(self.view_box)
        self.item = LoadItem(theme)
        self.view_box.addItem(self.item, ignoreBounds=True)
        self.gestures = TimeGestures(axis, self.viewport(), self)
        self.gestures.clicked.connect(self._on_clicked)
        self.gestures.hovered.connect(self._on_hovered)
        self.set_theme(theme)

    def show_histogram(self, shown: Histogram | None) -> None:
        """Show this one, at the place where the time axis stands now; None shows nothing."""
        before, self.item.shown = self.item.shown, shown
        if shown is before and shown is not None:
            return
        if before is None or shown is None or not np.array_equal(before.edges, shown.edges):
            self.item.hovered = None  # the number meant another bucket
        self.align()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.item.theme = theme
        self.setBackground(theme.base)
        self.viewport().update()

    def set_stepped_to(self, place: tuple[int, int] | None) -> None:
        """Mark the over-allocation that was jumped to, given in absolute plan pixels."""
        if place != self.item.stepped_to:
            self.item.stepped_to = place
            self.viewport().update()

    def align(self) -> None:
        """Give the view box the range of the time axis: from the left edge as many pixels as it is wide.

        The range is made of the view box's own width, with no padding; then a unit of x is a pixel.
        """
        left, top = self._axis.offset, self.item.shown.top if self.item.shown else 1.0
        self.view_box.setRange(
            xRange=(left, left + self.view_box.width()), yRange=(0, top), padding=0, disableAutoRange=True
        )
        self.view_box.prepareForPaint()  # or it does so while it is painted, and is painted again

    def x_of(self, minute: Minute) -> float:
        """The pixel at which a moment is painted, from the left edge of the viewport."""
        place = self.view_box.mapViewToScene(QPointF(self._axis.position(minute), 0))
        return self.viewportTransform().map(place).x()

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        super().resizeEvent(ev)
        if hasattr(self, "item"):
            self.align()
            self.resized.emit()

    def _on_clicked(self, at: QPoint) -> None:
        shown = self.item.shown
        bucket = shown.bucket_at(at.x() + self._axis.offset) if shown else None
        if shown is not None and bucket is not None:
            self.bucket_clicked.emit(int(shown.edges[bucket]), int(shown.edges[bucket + 1]))

    def _on_hovered(self, at: QPoint) -> None:
        shown = self.item.shown
        bucket = shown.bucket_at(at.x() + self._axis.offset) if shown and at.x() >= 0 else None
        if bucket != self.item.hovered:
            self.item.hovered = bucket
            self.viewport().update()
            self.bucket_hovered.emit(bucket)


def placement(to_device: QTransform, width: int, height: int) -> Placement:
    """Where a transform of a plot puts positions and values."""
    return Placement(to_device.m11(), to_device.dx(), to_device.m22(), to_device.dy(), width, height)
