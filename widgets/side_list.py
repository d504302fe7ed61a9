"""What stands beside a time axis in the pane below the chart: a list of rows, and the border to what they show."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSplitter, QTableView, QWidget

_HANDLE = 5
"""Width of the border: that of the one above, so that what is beside both begins at the same pixel."""


class SideList(QTableView):
    """Rows without a grid; the first column takes the width that the others leave."""

    def __init__(self, model: QAbstractItemModel, widths: Mapping[int, int], parent: QWidget | None = None) -> None:
        """Show a model.

        Args:
            widths: Those of all columns but the first, in pixels.
        """
        super().__init__(parent)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)


class SideSplitter(QSplitter):
    """A list and what stands beside it, which takes the width that is left."""

    def __init__(self, rows: QWidget, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        beside.setMinimumWidth(120)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_HANDLE)
        self.addWidget(rows)
        self.addWidget(beside)
        self.setStretchFactor(1, 1)

    def set_left_width(self, pixels: int) -> None:
        """Make the list so wide that what is beside it begins where the chart above does."""
        self.setSizes([pixels, max(self.width() - pixels - self.handleWidth(), 1)])
