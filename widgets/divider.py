"""Table and chart side by side, and how the width is shared between them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from .gantt.gantt_view import GanttView
from .table.task_table import TaskTable

_TABLE_SHARE: Final = 0.46
_CHART_LEAST: Final = 0.38
"""The share of the width below which the table gives way for the chart, unless the user wants it so."""

_NEAR = 80
"""Pixels that the divider gives way by for the table to end with a whole column."""

_LEFT_TO_CHART = 4
"""Columns that get wider take at most one part in so many of the chart."""


class Divider(QSplitter):
    """Keeps the table as wide as it was made, and ends it where a column ends. Where there is too little room for that
    beside the chart, the table is narrower for as long.

    Signals:
        divided: The table is as wide now.
    """

    divided = Signal(int)

    def __init__(self, table: TaskTable, chart: GanttView, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self._wanted = 0  # pixels of the table; 0 until it is known
        self._least = _CHART_LEAST
        self.addWidget(table)
        self.addWidget(chart)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(lambda _pixels, _index: self._keep())
        table.dates_refitted.connect(self._keep_column)

    def share_out(self, room: int) -> None:
        """Give the table about its share of a width, ending where a column does."""
        table = self._edge_near(round(room * _TABLE_SHARE))
        self.setSizes([table, room - table])
        self._keep()

    def divide(self, table: int) -> None:
        """Make the table as wide as that, or as near to it as can be."""
        self.setSizes([table, sum(self.sizes()) - table])
        self._keep()

    def settle(self) -> None:
        """Put the end of the table where a column ends that is near."""
        width = self.sizes()[0]
        edge = self._edge_near(width)
        if self._wanted and edge != width and abs(edge - width) <= _NEAR:
            self.divide(edge)

    def restore(self, state: QByteArray) -> None:
        """Put it where it was."""
        self.restoreState(state)
        self._wanted = 0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._wanted:
            self._keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._wanted:
            return
        width, chart = self.sizes()
        most = round((width + chart) * (1 - self._least))
        edge = self._edge_near(most, most)
        table = self._wanted if self._wanted <= most else edge if most - edge <= _NEAR else most
        if table != width:
            self.setSizes([table, width + chart - table])
        self.divided.emit(self.sizes()[0])

    def _keep(self) -> None:
        """Remember how wide the table was made, and that the chart may be as narrow as it is."""
        width, chart = self.sizes()
        self._wanted, self._least = width, min(_CHART_LEAST, chart / max(width + chart, 1))
        self.divided.emit(width)

    def _keep_column(self, ends_before: list[int]) -> None:
        """End the table where the column ends now that ended there before columns were made wider or narrower."""
        before, (width, chart) = self._edges(ends_before), self.sizes()
        if width in before and self._wanted:
            edge = self._edges(self._table.edges())[before.index(width)]
            if edge - width <= chart // _LEFT_TO_CHART:
                self.divide(edge)

    def _edge_near(self, wanted: int, most: int | None = None) -> int:
        """Where the column ends that ends nearest to a place, and not beyond another one."""
        edges = self._edges(self._table.edges())
        return min(
            (edge for edge in edges if most is None or edge <= most), key=lambda edge: abs(edge - wanted), default=0
        )

    def _edges(self, ends: list[int]) -> list[int]:
        numbers = self._table.verticalHeader().width()
        return [numbers + end for end in ends]
