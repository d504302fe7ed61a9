"""The small square at the corner of the selected cells, which is dragged to fill the cells below or above."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ...app.chart.theme import Theme

_SIZE = 7
_REACH = 6
"""Pixels around the corner in which the pointer takes hold of it."""

Range = tuple[int, int, int, int]
"""First and last row, first and last section."""


class FillHandle:
    """A drag from the corner of one range of cells over further rows.

    Attributes:
        source: The cells at whose corner it stands.
        mirrored: It stands at their left corner, where one writes from right to left.
    """

    def __init__(self, rect_of: Callable[[int, int, int, int], QRect], row_at: Callable[[int], int]) -> None:
        """Take what tells where cells are.

        Args:
            rect_of: The rectangle of a range in the viewport.
            row_at: The row at a height in the viewport, the nearest where there is none.
        """
        self._rect_of = rect_of
        self._row_at = row_at
        self.source: Range | None = None
        self.mirrored = False
        self._to: int | None = None

    @property
    def dragging(self) -> bool:
        """Whether the corner is held."""
        return self._to is not None

    def show_at(self, source: Range | None) -> None:
        """Stand at the corner of these cells, or nowhere; not while the corner is held."""
        if not self.dragging:
            self.source = source

    def holds(self, position: QPoint) -> bool:
        """Whether a place of the viewport is at the corner."""
        corner = self._corner()
        return corner is not None and corner.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(position)

    def press(self, position: QPoint) -> bool:
        """Take hold of the corner; False where it is not there."""
        if self.source is None or not self.holds(position):
            return False
        self._to = self.source[1]
        return True

    def move(self, position: QPoint) -> None:
        """Drag the corner."""
        self._to = self._row_at(position.y())

    def release(self) -> tuple[Range, int] | None:
        """Let go: the range and the row to which it is to be filled; None where it was not dragged to others."""
        source, to, self._to = self.source, self._to, None
        if source is None or to is None or source[0] <= to <= source[1]:
            return None
        return source, to

    def cancel(self) -> bool:
        """Let go without filling; says whether the corner was held."""
        held, self._to = self.dragging, None
        return held

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the corner, and while it is dragged the frame of what would be filled."""
        corner = self._corner()
        if corner is None or self.source is None:
            return
        if self._to is not None:
            first, last, low, high = self.source
            painter.setPen(QPen(QColor(theme.accent), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._rect_of(min(first, self._to), max(last, self._to), low, high).adjusted(0, 0, -1, -1))
        painter.fillRect(corner.adjusted(-1, -1, 1, 1), QColor(theme.base))
        painter.fillRect(corner, QColor(theme.accent))

    def _corner(self) -> QRect | None:
        if self.source is None:
            return None
        rect = self._rect_of(*self.source)
        if rect.isEmpty():
            return None
        left = rect.left() - 2 if self.mirrored else rect.right() - _SIZE + 2
        return QRect(left, rect.bottom() - _SIZE + 2, _SIZE, _SIZE)
