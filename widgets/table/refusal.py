"""The sentence beside a cell that says why something cannot be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QWidget

from ..appearance import Appearance

SHOWN = 8000
"""Milliseconds for which a sentence stands where nothing is being typed."""

_GAP = 3
_WIDEST = 420


class Refusal(QLabel):
    """Stands below a cell, or above it near the lower edge, until it is taken away.

    Signals:
        gone: It is no longer seen.
    """

    gone = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self.hide)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def tell(self, sentence: str, cell: QRect, *, lasting: bool) -> None:
        """Show a sentence at a cell, for as long as its editor is open or else for a while."""
        theme = self._appearance.theme
        self.setStyleSheet(
            f"QLabel {{ background: {theme.base}; color: {theme.text}; border: 1px solid {theme.error};"
            f" border-left: 4px solid {theme.error}; border-radius: 3px; padding: 4px 8px; }}"
        )
        self.setText(sentence)
        parent = self.parentWidget()
        assert parent is not None
        room = parent.rect()
        width = min(self.fontMetrics().horizontalAdvance(sentence) + 28, _WIDEST, room.width() - 2 * _GAP)
        self.setFixedSize(width, self.heightForWidth(width))
        below = cell.bottom() + _GAP
        top = below if below + self.height() <= room.height() else cell.top() - _GAP - self.height()
        self.move(QPoint(max(min(cell.left(), room.width() - width - _GAP), _GAP), max(top, 0)))
        self.show()
        self.raise_()
        self._timer.stop() if lasting else self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.gone.emit()
