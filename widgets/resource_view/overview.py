"""Many resources at once: a strip a row, darker the fuller, hatched where there is too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...app.analysis.working_curve import Bools, Floats, Ints
from ...app.chart.marks import IntArray, Marks
from ...app.chart.theme import Theme
from ...app.project.records import ResourceUid
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..charts.arrays import draw_rects
from .ground import paint_ground
from .hatch import paint_hatched
from .time_gestures import TimeGestures
from .words import value_text


@dataclass(frozen=True, slots=True)
class Strips:
    """The loads of the resources in view, a row each.

    Attributes:
        edges: Between the buckets, as moments; ``x`` the same in pixels from the left edge.
        load: Minutes of work; ``capacity`` what can be done, ``working`` the working time.
        over: Buckets with a moment of over-allocation.
        chosen: The rows that are not to be faint.
        free: Boxes of every row's free time, in pixels from the left edge and the row's top.
        percent: Say percent of working time rather than hours.
        ground: Grid and dates behind all.
    """

    uids: Sequence[ResourceUid]
    edges: Ints
    x: Ints
    load: Floats
    capacity: Floats
    working: Ints
    over: Bools
    chosen: Bools
    free: Sequence[IntArray]
    percent: bool
    ground: Marks


class Overview(QWidget):
    """Heat strips in line with the rows of the list beside it.

    Signals:
        cell_clicked: A resource's bucket was clicked: uid, start and finish.
        cell_hovered: The mouse is over a resource's bucket; None when it is over none.
    """

    cell_clicked = Signal(int, object, object)
    cell_hovered = Signal(object)

    def __init__(
        self,
        axis: TimeAxis,
        appearance: Appearance,
        strips: Callable[[], tuple[Strips, int]],
        row_height: int,
        parent: QWidget | None = None,
    ) -> None:
        """Take a function that gives the strips in view and the pixel of the first one's top."""
        super().__init__(parent)
        self._appearance = appearance
        self._strips = strips
        self._row_height = row_height
        self._shown: Strips | None = None
        self._top = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.gestures = TimeGestures(axis, self, self, rows_scroll=True)
        self.gestures.clicked.connect(self._on_clicked)
        self.gestures.hovered.connect(lambda at: self.cell_hovered.emit(self.cell_at(at)))

    def cell_at(self, at: QPoint) -> tuple[ResourceUid, int, int] | None:
        """The resource and the start and finish of the bucket at a place."""
        shown = self._shown
        if shown is None or at.x() < 0:
            return None
        row, bucket = (at.y() - self._top) // self._row_height, int(np.searchsorted(shown.x, at.x(), side="right")) - 1
        if 0 <= row < len(shown.uids) and 0 <= bucket < len(shown.edges) - 1:
            return shown.uids[row], int(shown.edges[bucket]), int(shown.edges[bucket + 1])
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._shown, self._top = self._strips()
        painter = QPainter(self)
        theme = self._appearance.theme
        painter.fillRect(self.rect(), QColor(theme.base))
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        paint_overview(painter, self._shown, self._top, self._row_height, theme)
        painter.end()

    def _on_clicked(self, at: QPoint) -> None:
        cell = self.cell_at(at)
        if cell is not None:
            self.cell_clicked.emit(*cell)


def paint_overview(painter: QPainter, shown: Strips, top: int, row_height: int, theme: Theme) -> None:
    """Paint free time, grid, and a strip a resource."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.non_working))
    for row, boxes in enumerate(shown.free):
        draw_rects(painter, boxes + np.array((0, top + row * row_height, 0, 0)))
    paint_ground(painter, shown.ground, theme)
    for row in range(len(shown.uids)):
        room = QRect(0, top + row * row_height, shown.ground.frame.width, row_height)
        _paint_strip(painter, shown, row, room, theme)
        painter.fillRect(QRect(0, room.bottom(), room.width(), 1), QColor(theme.row_line))


def _paint_strip(painter: QPainter, shown: Strips, row: int, room: QRect, theme: Theme) -> None:
    """One resource's strip: how full each bucket is, by depth of colour and, where it fits, in words."""
    painter.save()
    painter.setOpacity(1.0 if shown.chosen[row] else 0.4)
    load, capacity = shown.load[row], shown.capacity[row]
    fullness = np.divide(load, capacity, out=np.where(load > 0, 2.0, 0.0), where=capacity > 0)
    cells = {
        int(bucket): QRect(
            int(shown.x[bucket]), room.top() + 2, int(shown.x[bucket + 1] - shown.x[bucket]) - 1, room.height() - 5
        )
        for bucket in np.flatnonzero(load > 0)
    }
    for bucket, cell in cells.items():
        painter.fillRect(cell, _blend(theme, float(fullness[bucket])))
    over = {bucket: cell for bucket, cell in cells.items() if shown.over[row, bucket]}
    paint_hatched(painter, over.values(), theme.overload, theme.overload_edge, -shown.ground.frame.left)
    for bucket, cell in cells.items():
        text = _words(float(load[bucket]), int(shown.working[row, bucket]), shown.percent)
        _paint_words(painter, cell, text, theme.overload if bucket in over else "", theme)
    painter.restore()


def _words(load: float, working: int, percent: bool) -> str:
    if percent:
        return f"{load / working:.0%}" if working else "!"
    return value_text(load / 60, percent=False)


def _paint_words(painter: QPainter, cell: QRect, text: str, ground: str, theme: Theme) -> None:
    """Words in the middle of a cell if they fit, on a ground that keeps the hatching away from them."""
    box = QRect(0, 0, painter.fontMetrics().horizontalAdvance(text) + 6, painter.fontMetrics().height())
    if box.width() > cell.width():
        return
    box.moveCenter(cell.center())
    if ground:
        painter.fillRect(box, QColor(ground))
    painter.setPen(QColor(theme.text))
    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)


def _blend(theme: Theme, fullness: float) -> QColor:
    """From a hint of the load's colour to all of it at full capacity."""
    ground, full = QColor(theme.base), QColor(theme.load)
    share = 0.15 + 0.85 * min(fullness, 1.0)
    return QColor(
        *(
            round(getattr(ground, part)() * (1 - share) + getattr(full, part)() * share)
            for part in ("red", "green", "blue")
        )
    )
