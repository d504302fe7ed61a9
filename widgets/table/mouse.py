"""What the mouse does in the task table besides what Qt does: ticks, folds, extends the selection, drags the corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter

from ...app.chart.theme import Theme
from ...app.workspace.row_set import RowSet
from .fill_handle import FillHandle, Range
from .places import Places

if TYPE_CHECKING:
    from .task_table import TaskTable


class TableMouse:
    """The mouse over one table. Its answers say whether an event is done with; else it is for Qt."""

    def __init__(self, table: TaskTable, rows: RowSet, places: Places) -> None:
        self._table = table
        self._rows = rows
        self._places = places
        self._handle = FillHandle(places.rect_of, places.row_near)

    def press(self, event: QMouseEvent) -> bool:
        """A button went down."""
        table, place = self._table, event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if self._handle.press(place):
            return True
        if not event.modifiers() and self._places.is_box(place):
            table.cells.go_and_select(table.rowAt(place.y()), table.titles.logicalIndexAt(place))
            table.edits.toggle_flag()
        elif (uid := self._places.summary_at(place)) is not None:
            self._rows.toggle(uid)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            table.cells.extend_to(table.indexAt(place))
        else:
            return False
        return True

    def is_quick(self, event: QMouseEvent) -> bool:
        """Whether a double click counts as two, for there is a triangle or a box."""
        place = event.position().toPoint()
        return self._places.summary_at(place) is not None or self._places.is_box(place)

    def move(self, event: QMouseEvent) -> bool:
        """The mouse was moved."""
        place = event.position().toPoint()
        if self._handle.dragging:
            self._handle.move(place)
            self._table.creep(place.y())
            self._table.viewport().update()
            return True
        held = self._handle.holds(place)
        self._table.viewport().setCursor(Qt.CursorShape.CrossCursor if held else Qt.CursorShape.ArrowCursor)
        return False

    def release(self) -> bool:
        """The button was let go."""
        if not self._handle.dragging:
            return False
        wanted = self._handle.release()
        self._table.viewport().update()
        if wanted is not None:
            self._table.editing.attempt(lambda: self._table.edits.filling.drag(*wanted[0], wanted[1]))
        return True

    def cancel(self) -> bool:
        """Give up what is being dragged; says whether something was."""
        return self._handle.cancel()

    # -- the corner of the selected cells

    def follow_cells(self) -> None:
        """Let the corner stand where other cells are selected."""
        self._handle.show_at(self._source())

    def looks(self, first: int, last: int) -> list[object]:
        """What is seen in some rows of the corner, which reaches over the lower edge of its own."""
        self.follow_cells()
        source = self._handle.source
        looks: list[object] = [None] * (last - first + 1)
        if source is not None:
            for row in range(max(source[1], first), min(source[1] + 1, last) + 1):
                looks[row - first] = row - source[1], source[2:]
        return looks

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the corner."""
        self._handle.mirrored = self._table.isRightToLeft()
        self.follow_cells()
        self._handle.paint(painter, theme)

    def _source(self) -> Range | None:
        """The cells whose corner can be dragged: one range that is no whole rows and no row for a new task."""
        cells = self._table.cells
        if len(cells.ranges) != 1 or cells.has_whole_rows or cells.ranges[0][1] >= len(self._rows):
            return None
        fields = self._table.tasks.columns[cells.ranges[0][2] : cells.ranges[0][3] + 1]
        return cells.ranges[0] if any(field.edit is not None for field in fields) else None
