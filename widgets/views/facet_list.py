"""The values of a column with check boxes and counts, however many there are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...app.i18n import _
from ...app.views.buckets import Facet

Index = QModelIndex | QPersistentModelIndex

_CHECK = Qt.ItemDataRole.CheckStateRole
_DISPLAY = Qt.ItemDataRole.DisplayRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
COUNT = int(Qt.ItemDataRole.UserRole)


class FacetModel(QAbstractListModel):
    """A line for all values, then one a value; only those with a typed text are listed.

    Signals:
        checked_changed: Other values are checked.
    """

    checked_changed = Signal()

    def __init__(self, facets: list[Facet], checked: set[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facets = facets
        self._listed = facets
        self.checked = checked

    def narrow(self, text: str) -> None:
        """List the values in which a text occurs."""
        self.beginResetModel()
        wanted = text.casefold()
        self._listed = [one for one in self._facets if wanted in one.text.casefold()]
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many values there are, listed or not."""
        return len(self._facets)

    def codes(self) -> tuple[str, ...]:
        """The checked values in their order."""
        return tuple(one.code for one in self._facets if one.code in self.checked)

    def listed_codes(self) -> set[str]:
        """The values that are listed."""
        return {one.code for one in self._listed}

    def toggle(self, row: int) -> None:
        """Check a line, or uncheck it; the first one stands for all that are listed."""
        codes = self.listed_codes() if row == 0 else {self._listed[row - 1].code}
        self.checked = self.checked - codes if codes <= self.checked else self.checked | codes
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
        self.checked_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._listed) + 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = index.row()
        if role == _DISPLAY:
            return _("(All)") if row == 0 else self._listed[row - 1].text
        if role == _CHECK:
            return self._state(row)
        if role == COUNT:
            return sum(one.tasks for one in self._listed) if row == 0 else self._listed[row - 1].tasks
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _state(self, row: int) -> Qt.CheckState:
        if row:
            return Qt.CheckState.Checked if self._listed[row - 1].code in self.checked else Qt.CheckState.Unchecked
        listed = self.listed_codes()
        some = listed & self.checked
        if not some:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if some == listed else Qt.CheckState.PartiallyChecked


class FacetList(QListView):
    """Shows the values; a click or Space checks one."""

    def __init__(self, model: FacetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Counted(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(_("Values"))
        self.setCurrentIndex(model.index(0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._model.toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._model.toggle(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Counted(QStyledItemDelegate):
    """Writes how many tasks have a value at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        count = str(index.data(COUNT))
        width = option.fontMetrics.horizontalAdvance(count) + 10  # type: ignore[attr-defined]
        rect = option.rect  # type: ignore[attr-defined]
        narrowed = QStyleOptionViewItem(option)
        narrowed.rect = rect.adjusted(0, 0, -width, 0)  # type: ignore[attr-defined]
        super().paint(painter, narrowed, index)
        painter.save()
        painter.setPen(option.palette.placeholderText().color())  # type: ignore[attr-defined]
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(0, 0, -5, 0), right, count)
        painter.restore()
