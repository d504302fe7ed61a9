"""Keeps the selected cells of the table and the shared selection of tasks in step."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QTableView

from ...app.project.records import TaskUid
from ...app.project.rows import Ints, Listed
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from .ranges import Range, Ranges, runs_of
from .task_model import Index, TaskModel

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class CellSelection:
    """The selection of one table.

    Attributes:
        chosen: The selected cells.
    """

    def __init__(
        self, view: QTableView, model: TaskModel, document: Document, rows: RowSet, selection: Selection
    ) -> None:
        self._view = view
        self._model = model
        self._document = document
        self._rows = rows
        self._selection = selection
        self.chosen = Ranges()
        self._span: tuple[int, int] | None = None
        self._anchor = QPersistentModelIndex()
        self._extending = False
        self._held = False
        self._emptied: int | None = None
        self._choosing: list[Range] | None = None

    @property
    def ranges(self) -> list[Range]:
        """The selected cells as (first row, last row, first section, last section), from the top."""
        return self.chosen.every

    @property
    def has_whole_rows(self) -> bool:
        """Whether some rows are selected over all columns."""
        return any(high - low + 1 >= len(self._model.columns) for _first, _last, low, high in self.ranges)

    def tasks(self) -> Listed[TaskUid]:
        """The tasks of the selected rows, in order, each once."""
        return self._rows.tasks_in(self.chosen.runs)

    # -- from the table

    def on_cells_changed(self) -> None:
        """Other cells are selected."""
        self._take_ranges()
        self._tell()

    def _take_ranges(self) -> None:
        if self._choosing is not None:  # to ask Qt for thousands of them takes a while
            self.chosen = Ranges(self._choosing)
            return
        ranges: list[QItemSelectionRange] = self._view.selectionModel().selection().toList()
        self.chosen = Ranges((one.top(), one.bottom(), one.left(), one.right()) for one in ranges)

    def on_current_changed(self, current: Index) -> None:
        """The keyboard is in another cell."""
        if not self._extending:
            self._anchor = QPersistentModelIndex(current)
        self._tell()

    def extend_to(self, index: QModelIndex) -> None:
        """Select from where the selection began, whoever began it, to a cell; whole rows where such are selected.

        Qt keeps a beginning of its own, which selections that come from elsewhere leave stale.
        """
        if not index.isValid() or not self._anchor.isValid():
            return
        columns = sorted((self._anchor.column(), index.column()))
        if self.has_whole_rows:
            columns = [0, len(self._model.columns) - 1]
        rows = sorted((self._anchor.row(), index.row()))
        wanted = QItemSelection(self._model.index(rows[0], columns[0]), self._model.index(rows[1], columns[1]))
        self._extending = True
        self._view.selectionModel().setCurrentIndex(index, _KEEP)
        self._view.selectionModel().select(wanted, _SELECT)
        self._extending = False

    def take_whole_rows(self) -> None:
        """Select the rows of the selected cells over all columns."""
        last = len(self._model.columns) - 1
        self._choose((first_row, last_row, 0, last) for first_row, last_row in self.chosen.runs.tolist())

    def take_whole_columns(self) -> None:
        """Select the columns of the selected cells over all rows."""
        last = max(len(self._rows) - 1, 0)
        self._choose((0, last, low, high) for low, high in self.chosen.columns.tolist())

    def _choose(self, ranges: Iterable[Range]) -> None:
        """Select these cells and no others."""
        wanted, at = QItemSelection(), self._model.createIndex  # Qt asks how many rows there are for other indexes
        self._choosing = list(ranges)
        for first, last, low, high in self._choosing:
            wanted.select(at(first, low), at(last, high))
        self._view.selectionModel().select(wanted, _SELECT)
        self._choosing = None

    def _tell(self) -> None:
        """Let everybody know which tasks are selected."""
        if self._held:
            return
        if self.ranges:
            self._span = self.chosen.span
        row = self._view.currentIndex().row()
        self._selection.set(self.tasks(), self._model.uid(row) if self.chosen.holds(row) else None, self)

    # -- to the table

    def _are_gone(self) -> bool:
        """Whether none of the selected tasks is in the plan any more."""
        uids = self._selection.uids
        return bool(uids) and not any(uid in self._document.project.tasks for uid in uids)

    def _is_current_selected(self) -> bool:
        """Whether the keyboard is in a selected row; so it is where nothing is selected."""
        row = self._view.currentIndex().row()
        return not self.ranges or self.chosen.holds(row)

    def hold(self) -> None:
        """Rows are about to come or go: what Qt makes of the selection meanwhile is nobody's wish."""
        self._held = True

    def on_rows_going(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Rows are about to go; where the keyboard is in one of them, Qt puts it into the row above."""
        if first <= self._view.currentIndex().row() <= last:
            self._emptied = first
        self.hold()

    def settle(self) -> None:
        """Rows came, went or moved: select again what is selected, or where that is gone, what took its place."""
        self._held = False
        emptied, self._emptied = self._emptied, None
        self._take_ranges()  # Qt moves what is selected with its rows without a word
        wanted = self._wanted_rows()
        seen = self._is_current_seen()
        shown = np.array_equal(runs_of(wanted), self.chosen.runs)
        if len(wanted) and not shown and not self._shows_some_of_several():
            self._select(wanted)
            if seen:
                self._view.scrollTo(self._view.currentIndex())
        elif emptied is not None and self._are_gone():
            self.go_and_select(min(emptied, max(len(self._rows) - 1, 0)), max(self._view.currentIndex().column(), 0))
        elif not len(wanted) and (self._are_gone() or not self._is_current_selected()):
            self._view.selectionModel().select(self._view.currentIndex(), _SELECT)

    def follow(self, origin: object) -> None:
        """Show what somebody else selected."""
        if origin is self:
            return
        wanted = self._wanted_rows()
        if len(wanted):
            self._select(wanted)
            self._view.scrollTo(self._view.currentIndex())

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard into a cell without selecting anything."""
        self._view.selectionModel().setCurrentIndex(self._model.index(row, column), _KEEP)

    def go_and_select(self, row: int, column: int) -> None:
        """Put the keyboard into a cell and select it alone, whatever keys are held down; it comes into view."""
        index = self._model.index(row, column)
        self._view.selectionModel().setCurrentIndex(index, _SELECT)
        self._view.scrollTo(index)  # Qt does not where the keyboard was there already and somebody scrolled

    def _wanted_rows(self) -> Ints:
        """The rows of what is selected, in order."""
        return self._rows.rows_of(self._selection.uids if self._model.columns else ())

    def _shows_some_of_several(self) -> bool:
        """Whether the selected tasks are selected in some of their rows, which is what somebody wanted."""
        if not self._rows.repeats:
            return False
        shown = self._rows.uids.numbers[self._wanted_rows()]
        return np.array_equal(np.unique(self.tasks().numbers), np.unique(shown))

    def _is_current_seen(self) -> bool:
        top = self._view.currentIndex().row() * self._rows.row_height - self._view.verticalScrollBar().value()
        return -self._rows.row_height < top < self._view.viewport().height()

    def _select(self, rows: Ints) -> None:
        """Select rows, in the columns that were selected last."""
        column = max(self._view.currentIndex().column(), 0)
        last_column = len(self._model.columns) - 1
        low, high = (min(one, last_column) for one in self._span or (column, column))
        current = self._current_among(rows)
        self._held = True
        self.go_to(current, min(max(column, low), high))
        self._choose((first, last, low, high) for first, last in runs_of(rows).tolist())
        self._held = False

    def _current_among(self, rows: Ints) -> int:
        """The row of the current task; of several, the one that is nearest to where the keyboard is."""
        uid = self._selection.current
        places = self._rows.rows_of(() if uid is None else (uid,))
        if not len(places):
            return int(rows[-1])
        return int(places[np.abs(places - self._nearest_seen()).argmin()]) if len(places) > 1 else int(places[0])

    def _nearest_seen(self) -> int:
        """The row in the middle of what is seen."""
        height, top = self._rows.row_height, self._view.verticalScrollBar().value()
        return (top + self._view.viewport().height() // 2) // height
