"""A list of fields, found by typing, from which a column is added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...app.edits.field import Field
from ...app.i18n import _
from ..appearance import Appearance

_WIDTH, _HEIGHT = 250, 320
_KEY = Qt.ItemDataRole.UserRole


class ColumnChooser(QFrame):
    """Stands below the titles until a field is chosen, or Esc or a click elsewhere closes it.

    Signals:
        chosen: The key of the field whose column is wanted.
    """

    chosen = Signal(str)

    def __init__(self, fields: Sequence[Field], appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("columnChooser")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Add a column"))
        self._fields = sorted(fields, key=lambda one: one.caption.casefold())
        self.search = QLineEdit(self, placeholderText=_("Type to find a field"), clearButtonEnabled=True)
        self.list = QListWidget(self)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Fields"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        theme = appearance.theme
        self.setStyleSheet(
            f"#columnChooser {{ background: {theme.base}; border: 1px solid {theme.border}; }}"
            f"QListWidget {{ background: {theme.base}; outline: 0; }}"
            f"QListWidget::item {{ padding: 3px 4px; color: {theme.text}; }}"
            f"QListWidget::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}"
        )
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def show_at(self, corner: QPoint) -> None:
        """Appear with the upper left corner at a place of the screen, as far as the screen allows."""
        room = self.screen().availableGeometry()
        left = max(min(corner.x(), room.right() - self.width()), room.left())
        self.move(left, max(min(corner.y(), room.bottom() - self.height()), room.top()))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, text: str) -> None:
        wanted = text.strip().casefold()
        fit = [one for one in self._fields if wanted in one.caption.casefold()]
        fit.sort(key=lambda one: not one.caption.casefold().startswith(wanted))
        self.list.clear()
        for field in fit:
            item = QListWidgetItem(field.caption)
            item.setData(_KEY, field.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._take(item)
                return True
        return super().eventFilter(watched, event)

    def _take(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        self.close()
        self.chosen.emit(key)
