"""What is where in the task table: cells, triangles, boxes, and the level over which rows are dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from ...app.edits.field import Kind
from ...app.project.records import TaskUid
from ...app.workspace import commands
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from .boxes import box_in, has_box
from .cell_layout import FOLD, INDENT, CellLayout, Column
from .frozen_view import FrozenTableView
from .row_header import RowHeader
from .task_model import TaskModel
from .title_header import PADDING, TitleHeader

_AROUND_BOX = 4
"""Pixels around a box that count as the box."""


class Places:
    """Answers for places of the viewport of one table."""

    def __init__(
        self,
        view: FrozenTableView,
        model: TaskModel,
        titles: TitleHeader,
        numbers: RowHeader,
        document: Document,
        rows: RowSet,
        selection: Selection,
    ) -> None:
        self._view = view
        self._model = model
        self._titles = titles
        self._numbers = numbers
        self._document = document
        self._rows = rows
        self._selection = selection

    def column(self, section: int) -> Column:
        """A column as it is seen."""
        left, width = self._view.left_of(section), self._titles.sectionSize(section)
        return Column(section, left, width, self._model.columns[section], self._view.isRightToLeft())

    def rect_of(self, first: int, last: int, low: int, high: int) -> QRect:
        """Where a range of cells is: first and last row, first and last section."""
        height = self._rows.row_height
        places = [self._titles.visualIndex(section) for section in range(low, high + 1)]
        ends = [self.column(self._titles.logicalIndex(place)) for place in (min(places), max(places))]
        left = min(one.left for one in ends)
        width = max(one.left + one.width for one in ends) - left
        return QRect(left, first * height - self._numbers.offset(), width, (last - first + 1) * height)

    def row_near(self, y: int) -> int:
        """The row at a height, or the nearest one."""
        row = (y + self._numbers.offset()) // self._rows.row_height
        return min(max(row, 0), max(len(self._rows) - 1, 0))

    def is_box(self, position: QPoint) -> bool:
        """Whether a box to tick is at a place, or nearly."""
        index = self._view.indexAt(position)
        if not index.isValid() or self._model.uid(index.row()) is None:
            return False
        around = box_in(self._view.visualRect(index)).adjusted(-_AROUND_BOX, -_AROUND_BOX, _AROUND_BOX, _AROUND_BOX)
        return has_box(self._model.columns[index.column()]) and around.contains(position)

    def summary_at(self, position: QPoint) -> TaskUid | None:
        """The summary task or group whose triangle is at a place."""
        row, column = self._view.rowAt(position.y()), self._titles.logicalIndexAt(position)
        uid = self._rows.uids[row] if 0 <= row < len(self._rows) else None
        if uid is None or column < 0 or self._model.columns[column].key != "name":
            return None
        if not self._rows.is_foldable(row):
            return None
        start, width = PADDING // 2 + (self._rows.levels[row] - 1) * INDENT, FOLD + PADDING
        left = self.column(column).place(start, width)
        return uid if left <= position.x() < left + width else None

    def hint_at(self, position: QPoint, layout: CellLayout) -> str:
        """What the tooltip says at a place: symbols in words, and texts that are cut off."""
        row, section = self._view.rowAt(position.y()), self._titles.logicalIndexAt(position)
        uid = self._rows.uids[row] if 0 <= row < len(self._rows) else None
        if uid is None or section < 0:
            return ""
        column = self.column(section)
        if uid in self._rows.bands:
            return self._rows.band_hint(uid, column.field.key)
        shown = column.field.kind is Kind.INDICATORS
        if shown or layout.is_cut(uid, column, self._rows.levels[row]):
            return self._model.text(uid, section)
        return ""

    def drop_level(self, row: int, x: int) -> int:
        """The level that dragged rows take before a row, the pointer being over the names; 0 for that of the row."""
        name = self._model.column_of("name")
        if name < 0 or x < 0 or not self._rows.in_outline:
            return 0
        chosen = frozenset(self._selection.uids)
        low, high = commands.drop_levels(self._document.project, self._rows, row, chosen)
        column = self.column(name)
        behind = column.place(0) - x if column.mirrored else x - column.place(0)
        return min(max((behind - PADDING) // INDENT + 1, low), high)
