"""The editor of a lookup table: values with their descriptions, indented where codes have levels."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...app.chart.theme import Theme
from ...app.i18n import _
from ...app.project.records import LookupValue
from ...app.project.widths import replace
from ..icons import icon

_VALUE, _DESCRIPTION = 0, 1
_INDENT = "    "


class LookupEditor(QWidget):
    """A table of values, and an empty last line for the next one.

    Signals:
        changed: A line was typed, moved, indented or removed.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LookupValue] = []
        self.table = QTableWidget(0, 2, self)
        self.table.setHorizontalHeaderLabels([_("Value"), _("Description")])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(_("Lookup table"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        columns = self.table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.up = self._button("move-up", _("Move up"), theme)
        self.down = self._button("move-down", _("Move down"), theme)
        self.outdent = self._button("outdent", _("Outdent"), theme)
        self.indent = self._button("indent", _("Indent"), theme)
        self.delete = self._button("delete", _("Remove value"), theme)
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in (self.up, self.down, self.outdent, self.indent, self.delete):
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.outdent.clicked.connect(lambda: self._shift(-1))
        self.indent.clicked.connect(lambda: self._shift(1))
        self.delete.clicked.connect(self._remove)
        self.table.itemChanged.connect(self._on_item_changed)
        self.table.installEventFilter(self)

    def _button(self, sign: str, tip: str, theme: Theme) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(sign, theme))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        return button

    def show_lines(self, lines: Iterable[LookupValue], *, levels: bool) -> None:
        """Show a table; with levels lines can be indented."""
        self._lines = list(lines)
        self.indent.setVisible(levels)
        self.outdent.setVisible(levels)
        self._fill()

    def lines(self) -> tuple[LookupValue, ...]:
        """The lines as they are now."""
        return tuple(self._lines)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.table
        if pressed and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            self._remove()
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._lines) + 1)
        for row, line in enumerate([*self._lines, LookupValue(value="")]):
            self.table.setItem(row, _VALUE, QTableWidgetItem(_INDENT * (line.level - 1) + line.value))
            self.table.setItem(row, _DESCRIPTION, QTableWidgetItem(line.description))
        self.table.blockSignals(False)

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        row, text = item.row(), item.text().strip()
        if row == len(self._lines):
            if not text:
                return
            level = self._lines[-1].level if self._lines else 1
            self._lines.append(LookupValue(value="", level=level))
        name = "value" if item.column() == _VALUE else "description"
        self._lines[row] = replace(self._lines[row], **{name: text})
        self._settle(row)

    def _move(self, by: int) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._lines) and 0 <= row + by < len(self._lines):
            self._lines.insert(row + by, self._lines.pop(row))
            self._settle(row + by)

    def _shift(self, by: int) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._lines):
            self._lines[row] = replace(self._lines[row], level=max(self._lines[row].level + by, 1))
            self._settle(row)

    def _remove(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._lines):
            del self._lines[row]
            self._settle(min(row, len(self._lines)))

    def _settle(self, row: int) -> None:
        """Hold levels within what the line above allows, show the lines and tell."""
        deepest = 1
        for place, line in enumerate(self._lines):
            self._lines[place] = replace(line, level=min(line.level, deepest))
            deepest = self._lines[place].level + 1
        self._fill()
        self.table.setCurrentCell(row, max(self.table.currentColumn(), 0))
        self.changed.emit()
