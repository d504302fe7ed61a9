"""A header whose first sections stay in sight while the others are scrolled sideways, from either side on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ..viewports import make_viewport


class FrozenHeader(QHeaderView):
    """A horizontal header of which some sections are frozen.

    Qt knows nothing of it: places are answered here as they are seen, and the mouse is told to Qt as if it were where
    the section would be without freezing.

    Attributes:
        frozen: So many sections, from the first seen on, stay.

    Signals:
        frozen_changed: Others stay now.
    """

    frozen_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        make_viewport(self)
        self.frozen = 0
        self._held: int | None = None

    def freeze(self, count: int) -> None:
        """Let the first sections stay; 0 for none."""
        count = min(max(count, 0), max(self.count() - 1, 0))
        if count != self.frozen:
            self.frozen = count
            self.frozen_changed.emit()
            self.viewport().update()

    @property
    def held(self) -> tuple[int, int]:
        """From where to where in the viewport the frozen sections stand: at the left, or at the right where columns
        run from right to left; nothing where there are none.
        """
        width, room = sum(self.sectionSize(self.logicalIndex(place)) for place in range(self.frozen)), self.width()
        return (room - width, room) if self.isRightToLeft() else (0, width)

    @property
    def free(self) -> tuple[int, int]:
        """From where to where in the viewport the other sections are seen."""
        left, right = self.held
        return (0, left) if self.isRightToLeft() else (right, self.width())

    @property
    def border(self) -> int:
        """Where the line between both is drawn; -1 where nothing is frozen."""
        left, right = self.held
        return -1 if left == right else left if self.isRightToLeft() else right - 1

    @property
    def drift(self) -> int:
        """How much further to the right frozen sections are than Qt believes."""
        return -self.offset() if self.isRightToLeft() else self.offset()

    def is_frozen(self, section: int) -> bool:
        """Whether a section stays."""
        return self.visualIndex(section) < self.frozen

    def shift_at(self, x: int) -> int:
        """How much further left Qt believes to be what is seen at a place of the viewport."""
        left, right = self.held
        return self.drift if left <= x < right else 0

    def sectionViewportPosition(self, section: int) -> int:
        place = super().sectionViewportPosition(section)
        return place + self.drift if self.frozen and self.is_frozen(section) else place

    def logicalIndexAt(self, position: QPoint | int) -> int:  # type: ignore[override]
        x = position.x() if isinstance(position, QPoint) else position
        return super().logicalIndexAt(x - self.shift_at(x))

    # -- the mouse, as Qt is told of it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        shift = self.shift_at(event.position().toPoint().x())
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        self._held = shift if resizing else None
        super().mousePressEvent(self._moved(event, shift))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._moved(event, self._shift(event)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._moved(event, self._shift(event)))
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._moved(event, self._shift(event)))

    def _shift(self, event: QMouseEvent) -> int:
        """The shift of a place; while a section is resized, the one it was begun with."""
        return self.shift_at(event.position().toPoint().x()) if self._held is None else self._held

    @staticmethod
    def _moved(event: QMouseEvent, shift: int) -> QMouseEvent:
        if not shift:
            return event
        place = event.position() - QPointF(shift, 0)
        return QMouseEvent(
            event.type(),
            place,
            event.scenePosition(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
