"""A table whose first columns stay in sight while the others are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ..scroll_bars import changing
from ..viewports import make_viewport
from .frozen_header import FrozenHeader

_ENSURE_VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible


class FrozenTableView(QTableView):
    """Answers where cells are, as Qt asks for it, the way its header has them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_viewport(self)

    def _frozen_header(self) -> FrozenHeader | None:
        """The header; None while the table is being made, when Qt asks already."""
        header = self.horizontalHeader()
        return header if isinstance(header, FrozenHeader) else None

    def room_behind(self) -> int:
        """Pixels behind the last column to which one can scroll."""
        return 0

    def left_of(self, section: int) -> int:
        """Where a column begins in the viewport."""
        return self.horizontalHeader().sectionViewportPosition(section)

    def indexAt(self, position: QPoint) -> QModelIndex:
        header = self._frozen_header()
        shift = 0 if header is None else header.shift_at(position.x())
        return super().indexAt(position - QPoint(shift, 0))

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        rect, header = super().visualRect(index), self._frozen_header()
        if header is None or not header.frozen or not header.is_frozen(index.column()):
            return rect
        return rect.translated(header.drift, 0)

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex, hint: QAbstractItemView.ScrollHint = _ENSURE_VISIBLE
    ) -> None:
        bar, header = self.horizontalScrollBar(), self._frozen_header()
        before = bar.value()
        super().scrollTo(index, hint)
        if header is None or not header.frozen:
            return
        if header.is_frozen(index.column()):
            bar.setValue(before)
            return
        rect, (left, right) = self.visualRect(index), header.free
        hidden = rect.right() + 1 - right if header.isRightToLeft() else left - rect.left()
        bar.setValue(bar.value() - max(hidden, 0))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        header = self._frozen_header()
        if dx and header is not None and header.frozen:  # what was moved along must not have been
            self.viewport().update()
            header.viewport().update()

    def updateGeometries(self) -> None:
        bar = self.horizontalScrollBar()
        place = bar.value()
        with changing(bar):
            super().updateGeometries()
            header = self.horizontalHeader()
            bar.setMaximum(max(header.length() + self.room_behind() - self.viewport().width(), 0))
            bar.setValue(place)
