"""A small table of lines with dates or amounts that are typed, and an empty last line for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ...app.chart.theme import Theme


class LineTable(QTableWidget):
    """Lines of texts.

    Typing in the last line makes another one below it; Delete removes the lines of the selected cells.
    """

    def __init__(self, titles: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(titles), parent)
        self._theme = theme
        self._fixed: str | None = None
        self.setHorizontalHeaderLabels(list(titles))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._on_item_changed)

    def show_lines(self, lines: Iterable[Sequence[str]], *, first: str | None = None) -> None:
        """Show lines; ``first`` stands in the first cell of the first line, which can't be typed into then."""
        self._fixed = first
        self.blockSignals(True)
        self.setRowCount(0)
        for line in lines:
            self._add(line)
        self._add([])
        self.blockSignals(False)

    def lines(self) -> list[tuple[int, list[str]]]:
        """What was typed: the row and the texts of every line that is not empty; a fixed first cell is empty."""
        found: list[tuple[int, list[str]]] = []
        for row in range(self.rowCount()):
            texts = [self._text(row, column) for column in range(self.columnCount())]
            if row == 0 and self._fixed is not None:
                texts[0] = ""
            if any(texts):
                found.append((row, texts))
        return found

    def point_at(self, row: int) -> None:
        """Lead the eye and the keyboard to a line that was refused."""
        self.setCurrentCell(row, 0)
        self.selectRow(row)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.state() != self.State.EditingState:
            for row in sorted({index.row() for index in self.selectedIndexes()}, reverse=True):
                if row < self.rowCount() - 1 and not (row == 0 and self._fixed is not None):
                    self.removeRow(row)
            return
        super().keyPressEvent(event)

    def _add(self, texts: Sequence[str]) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column in range(self.columnCount()):
            item = QTableWidgetItem(texts[column] if column < len(texts) else "")
            if row == 0 and column == 0 and self._fixed is not None:
                item.setText(self._fixed)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setForeground(QColor(self._theme.text_faint))
            self.setItem(row, column, item)

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if item.text().strip() and item.row() == self.rowCount() - 1:
            self.blockSignals(True)
            self._add([])
            self.blockSignals(False)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""
