"""The list below a cell's editor from which predecessors and resources are completed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ...app.edits.completing import Choice, is_marked, is_said, piece_at, replaced
from ...app.i18n import _
from ..appearance import Appearance
from ..dialogs.look import choices_style

_ROWS = 9
_WIDEST = 380

Source = Callable[[str, int], Sequence[Choice]]
"""Gives the choices for a text and the place of the cursor in it."""


class Suggestions(QListWidget):
    """Offers what may be meant while somebody types; the keyboard stays in the editor."""

    def __init__(self, edit: QLineEdit, source: Source, appearance: Appearance) -> None:
        """Stand below an editor."""
        super().__init__(edit.window())
        self._edit = edit
        self._source = source
        self._choices: Sequence[Choice] = ()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(edit)  # without one, a click would give the keyboard to the window and end the typing
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(_("Choices"))
        self.setStyleSheet(choices_style(appearance.theme))
        self.itemClicked.connect(self._on_clicked)
        edit.textEdited.connect(lambda: self.offer(everything=False))
        edit.installEventFilter(self)
        edit.destroyed.connect(self.deleteLater)
        self.hide()

    def offer(self, *, everything: bool) -> None:
        """Show what may be meant now; ``everything`` also where nothing was typed yet."""
        piece = piece_at(self._edit.text(), self._edit.cursorPosition())
        self._choices = self._source(self._edit.text(), self._edit.cursorPosition())
        if not self._choices or not (piece.text or everything) or is_said(self._choices, piece.text):
            self.hide()
            return
        self.clear()
        for choice in self._choices:
            self.addItem(QListWidgetItem(choice.shown))
        self.setCurrentRow(0 if is_marked(self._choices, piece.text) else -1)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Below the editor, or above it near the lower edge of the window."""
        height = self.sizeHintForRow(0) * min(len(self._choices), _ROWS) + 2
        width = min(max(self.sizeHintForColumn(0) + 28, self._edit.width()), _WIDEST)
        window = self.parentWidget()
        assert isinstance(window, QWidget)
        corner = self._edit.mapTo(window, QPoint(0, self._edit.height()))
        if corner.y() + height > window.height():
            corner = self._edit.mapTo(window, QPoint(0, -height))
        self.setFixedSize(QSize(width, height))
        self.move(min(corner.x(), window.width() - width), max(corner.y(), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and event.type() == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

    def take_key(self, key: Qt.Key) -> bool:
        """Do what a key means for the list while it is shown; False where it means something else."""
        if not self.isVisible():
            return False
        row = self.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow(min(max(row + step, 0), self.count() - 1))
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and row >= 0:
            self._take(row)
        else:
            return False
        return True

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._take(self.row(item))

    def _take(self, row: int) -> None:
        """Put a choice in the place of what was typed."""
        piece = piece_at(self._edit.text(), self._edit.cursorPosition())
        text, cursor = replaced(self._edit.text(), piece, self._choices[row].typed)
        self.hide()
        self._edit.setText(text)
        self._edit.setCursorPosition(cursor)
        self._edit.setFocus()
