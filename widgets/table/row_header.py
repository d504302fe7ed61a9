"""The row numbers at the left of the task table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from ...app.i18n import _
from ..appearance import Appearance
from ..painted_rows import PaintedRows
from ..viewports import make_viewport
from .ranges import Ranges
from .task_model import Index, TaskModel
from .title_header import PADDING


class RowHeader(QHeaderView):
    """Row numbers; a click selects whole rows, selected ones can be dragged to another place.

    Signals:
        rows_dropped: The selected rows were dropped; carries the row before which they shall stand, and their level
            in the outline, 0 for that of this row.
        drop_place_changed: The rows would be dropped at another place now, or nowhere.
        dragged_to: Rows are being dragged and the pointer is at this height.

    Attributes:
        selected: The selected cells.
        level_at: Gives the level that rows dropped before a row take, the pointer being so far right of the header.
        drop_row: Before which row the rows would be dropped now; None for nowhere.
        drop_level: The level they would take then, 0 for that of the row.
        painted: Which numbers are on the screen.
    """

    rows_dropped = Signal(int, int)
    drop_place_changed = Signal()
    dragged_to = Signal(int)

    def __init__(self, model: TaskModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        make_viewport(self)
        self._model = model
        self._appearance = appearance
        self.level_at: Callable[[int, int], int] = lambda _row, _x: 0
        self.selected = Ranges()
        self.painted = PaintedRows(self.viewport(), self._looks, lambda: (self._height, self.offset()), self)
        self.drop_row: int | None = None
        self.drop_level = 0
        self._pressed: QPoint | None = None
        self._of, self._digits = model.figures.project, 3
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setAccessibleName(_("Row numbers"))

    def fit(self) -> None:
        """Be as wide as the greatest number of the plan needs, shown or not, or needed before: nothing shall move to
        and fro with the last of 1,000 tasks.
        """
        project = self._model.figures.project
        known = self._digits if self._of is project else 3
        self._of, digits = project, max(len(str(len(project.tasks))), known)
        self._digits = digits
        width = self.fontMetrics().horizontalAdvance("0" * digits) + 2 * PADDING + 2
        if width != self.width():
            self.setFixedWidth(width)

    def sizeHint(self) -> QSize:
        """As wide as it is; Qt would ask for the numbers of hundreds of rows each time that others are shown."""
        return QSize(self.width(), 0)

    @property
    def _height(self) -> int:
        return max(self.defaultSectionSize(), 1)

    def _looks(self, first: int, last: int) -> list[object]:
        """What is seen of some rows, for ``PaintedRows``."""
        near, count, width = self.selected.near(first, last), self.count(), self.width()
        return [
            (width, self._model.number(row), any(low <= row <= high for low, high, *_sections in near))
            if row < count
            else None
            for row in range(first, last + 1)
        ]

    def live_again(self) -> None:
        """Be enabled again before Qt does it, which disables headers where rows go, and paints all of them then."""
        for attribute in (Qt.WidgetAttribute.WA_ForceUpdatesDisabled, Qt.WidgetAttribute.WA_UpdatesDisabled):
            self.setAttribute(attribute, False)

    def selectionChanged(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        """The table tells what is ``selected``; Qt would paint more than the rows of that."""

    def currentChanged(self, _current: Index, _before: Index) -> None:
        """Numbers do not show where the keyboard is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for part in (parts := event.region()):  # type: ignore[attr-defined]
            if parts.rectCount() > 1:
                painter.setClipRect(part)
            self.painted.note(part)
            self._paint(painter, part)
        painter.end()

    def _paint(self, painter: QPainter, part: QRect) -> None:
        theme, height = self._appearance.theme, self._height
        painter.fillRect(part, QColor(theme.header))
        first = max((self.offset() + part.top()) // height, 0)
        last = min((self.offset() + part.bottom()) // height, self.count() - 1)
        width, right = self.width(), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        near, top = self.selected.near(first, last), first * height - self.offset()
        faint, chosen, border = QColor(theme.text_faint), QColor(theme.selection_text), QColor(theme.border)
        for row in range(first, last + 1):
            selected = any(low <= row <= high for low, high, *_sections in near)
            if selected:
                painter.fillRect(0, top, width, height - 1, QColor(theme.selection))
                painter.fillRect(width - 3, top, 2, height - 1, QColor(theme.accent))
            painter.fillRect(0, top + height - 1, width, 1, border)
            painter.setPen(chosen if selected else faint)
            painter.drawText(0, top, width - PADDING - 1, height, right, self._model.number(row))
            top += height
        painter.fillRect(width - 1, part.top(), 1, part.height(), border)
        if self.drop_row is not None:
            painter.fillRect(0, self.drop_row * height - self.offset() - 1, width, 2, QColor(theme.accent))

    # -- dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        alone = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if alone and self._model.uid(row) is not None and self.selected.holds(row):
            self._pressed = event.position().toPoint()  # a click or a drag: the release will tell
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        x, y = event.position().toPoint().x(), event.position().toPoint().y()
        if self.drop_row is not None or abs(y - self._pressed.y()) >= QApplication.startDragDistance():
            row = (self.offset() + y + self.defaultSectionSize() // 2) // self.defaultSectionSize()
            row = max(0, min(row, self.count() - 1))
            self._mark_drop(row, self.level_at(row, x - self.width()))
            self.dragged_to.emit(y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        row, level, pressed = self.drop_row, self.drop_level, self._pressed
        self.cancel_drag()
        if row is not None:
            self.rows_dropped.emit(row, level)
        else:
            self.sectionPressed.emit(self.logicalIndexAt(pressed))

    def cancel_drag(self) -> bool:
        """Leave the rows where they are; says whether some were being dragged."""
        dragging = self.drop_row is not None
        self._pressed = None
        self._mark_drop(None)
        return dragging

    def _mark_drop(self, row: int | None, level: int = 0) -> None:
        if (row, level) != (self.drop_row, self.drop_level):
            self.drop_row, self.drop_level = row, level
            self.setCursor(Qt.CursorShape.ArrowCursor if row is None else Qt.CursorShape.ClosedHandCursor)
            self.drop_place_changed.emit()
            self.viewport().update()
