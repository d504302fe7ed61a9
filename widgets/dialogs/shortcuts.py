"""All keys on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.i18n import N_, _
from ..actions import shortcut_rows
from .look import fit_to_screen

_TABLE, _CHART = N_("In the table"), N_("In the chart")
IN_VIEWS = (
    (_TABLE, N_("Edit the cell"), N_("F2, or just type")),
    (_TABLE, N_("Next cell, cell below"), N_("Tab, Enter")),
    (_TABLE, N_("Fold and open a summary task"), "Alt+Shift+-, Alt+Shift+="),
    (_TABLE, N_("Select several"), N_("Shift or Ctrl with arrows or mouse")),
    (_TABLE, N_("Select whole rows"), N_("Shift+Space, or click the row number")),
    (_TABLE, N_("Empty cells; on names, delete the tasks"), N_("Del")),
    (_CHART, N_("Zoom around the pointer"), N_("Ctrl+wheel")),
    (_CHART, N_("Scroll sideways"), N_("Shift+wheel, or drag with the middle button")),
    (_CHART, N_("Move the bar, change its duration"), N_("Alt+Left/Right, Ctrl+Alt+Left/Right, or drag")),
    (_CHART, N_("Draw a link"), N_("Drag from the handle at an end of a bar to another bar")),
    (_CHART, N_("Give up a drag"), N_("Esc")),
)
"""Keys and gestures that are no actions of the window."""


class ShortcutSheet(QDialog):
    """A list of shortcuts that can be searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        rows = [*shortcut_rows(), *((_(place), _(what), _(keys)) for place, what, keys in IN_VIEWS)]
        self.search = QLineEdit(self, clearButtonEnabled=True, placeholderText=_("Search"))
        self.search.textChanged.connect(self._filter)
        self.table = QTableWidget(len(rows), 3, self)
        self.table.setHorizontalHeaderLabels([_("Where"), _("What"), _("Keys")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.table, buttons):
            layout.addWidget(widget)
        fit_to_screen(self, 640, 620)

    def _filter(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            texts = [item.text() for column in range(3) if (item := self.table.item(row, column))]
            self.table.setRowHidden(row, text.casefold() not in " ".join(texts).casefold())
