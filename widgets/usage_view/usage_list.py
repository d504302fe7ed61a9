"""The left side of a usage view: tasks or resources with their assignments, which amounts are shown, and totals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...app.i18n import _
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..metrics import ROW_HEIGHT
from ..side_list import SideList
from .nodes import Node, Nodes, Sort
from .source import UsageSource
from .words import SHORT, TITLES, amount_texts, node_name

NAME, AMOUNT, TOTAL = range(3)
_WIDTHS = {AMOUNT: 92, TOTAL: 88}
_INDENT, _SIGN = 16, 14

Index = QModelIndex | QPersistentModelIndex


class UsageModel(QAbstractTableModel):
    """The rows of a usage view for a table: name, the amounts shown, and their totals, one below the other."""

    def __init__(self, document: Document, nodes: Nodes, source: UsageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._nodes = nodes
        self._source = source

    def node(self, row: int) -> Node:
        """What stands in a row."""
        return self._nodes[row]

    def relist(self, change: Callable[[], object]) -> None:
        """Let the rows be others."""
        self.beginResetModel()
        change()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._nodes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            owner = _("Resource name") if self._nodes.by_resource else _("Task name")
            return (owner, _("Details"), _("Total"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == TOTAL else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._nodes[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(self.lines(node, index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == NAME:
                return node_name(self._document.project, node, self._nodes.by_resource)
            return "\n".join(_(TITLES[amount]) for amount in self._source.shown)
        return None

    def lines(self, node: Node, column: int) -> list[str]:
        """What is written in a column of a row, line by line."""
        if column == NAME:
            return [node_name(self._document.project, node, self._nodes.by_resource)]
        shown, wording = self._source.shown, self._source.wording
        if column == AMOUNT:
            return [_(SHORT[amount]) for amount in shown]
        return [amount_texts(amount, self._source.total(node, amount), wording)[0] for amount in shown]

    def foldable(self, node: Node) -> bool:
        """Whether a row has assignments to hide."""
        return node.sort is not Sort.ASSIGNMENT and bool(self._nodes.members(node.uid))

    def folded(self, node: Node) -> bool:
        """Whether a row's assignments are hidden."""
        return node.uid in self._nodes.folded


class UsageList(SideList):
    """The rows.

    Signals:
        fold_requested: The assignments of a row are to be hidden or shown.
    """

    fold_requested = Signal(int)

    def __init__(self, model: UsageModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(model, _WIDTHS, parent)
        self._rows = model
        self.setItemDelegate(_LineDelegate(model, appearance, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)

    def current_row(self) -> int:
        """The row that is chosen, negative for none."""
        return self.currentIndex().row()

    def set_lines(self, count: int) -> None:
        """Give every row so many lines."""
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT * count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        if row >= 0 and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            node = self._rows.node(row)
            if self._rows.foldable(node) and self._rows.folded(node) == (key == Qt.Key.Key_Right):
                self.fold_requested.emit(row)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        if row >= 0 and self.columnAt(at.x()) == NAME:
            node = self._rows.node(row)
            cell = QRect(self.columnViewportPosition(NAME), self.rowViewportPosition(row), 0, ROW_HEIGHT)
            cell.setWidth(self.columnWidth(NAME))
            sign = QRect(cell.left() + 4 + node.level * _INDENT, cell.top(), _SIGN + 4, ROW_HEIGHT)
            if self._rows.foldable(node) and QStyle.visualRect(self.layoutDirection(), cell, sign).contains(at):
                self.fold_requested.emit(row)
                return
        super().mousePressEvent(event)


class _LineDelegate(QStyledItemDelegate):
    """Draws the lines of a row, the fold sign and the indent."""

    def __init__(self, model: UsageModel, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, node = self._appearance.theme, self._model.node(index.row())
        rect = QRect(option.rect)
        chosen = bool(option.state & option.state.State_Selected)
        ground = theme.selection if chosen else theme.base if node.sort is Sort.ASSIGNMENT else theme.alternate
        painter.save()
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.grid))
        faint = index.column() == AMOUNT
        painter.setPen(QColor(theme.selection_text if chosen else theme.text_faint if faint else theme.text))
        room = rect.adjusted(6, 0, -6, 0)
        if index.column() == NAME:
            room.setLeft(rect.left() + 4 + node.level * _INDENT + _SIGN + 2)
            font = QFont(option.font)
            font.setBold(node.sort is not Sort.ASSIGNMENT)
            painter.setFont(font)
            if self._model.foldable(node):
                sign = QRect(room.left() - _SIGN - 2, rect.top(), _SIGN, ROW_HEIGHT)
                sign = QStyle.visualRect(option.direction, rect, sign)
                self._paint_sign(painter, sign.left(), sign.top(), folded=self._model.folded(node))
        side = Qt.AlignmentFlag.AlignRight if index.column() == TOTAL else Qt.AlignmentFlag.AlignLeft
        for place, text in enumerate(self._model.lines(node, index.column())):
            line = QRect(room.left(), rect.top() + place * ROW_HEIGHT, room.width(), ROW_HEIGHT)
            fitted = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            line = QStyle.visualRect(option.direction, rect, line)
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, fitted)
        painter.restore()

    def _paint_sign(self, painter: QPainter, left: int, top: int, *, folded: bool) -> None:
        """A triangle: to the right where folded, down where open."""
        x, y = left + _SIGN // 2, top + ROW_HEIGHT // 2
        ends = ((-2, -4), (2, 0), (-2, 4)) if folded else ((-4, -2), (0, 2), (4, -2))
        (x0, y0), (x1, y1), (x2, y2) = ends
        painter.drawLine(x + x0, y + y0, x + x1, y + y1)
        painter.drawLine(x + x1, y + y1, x + x2, y + y2)
