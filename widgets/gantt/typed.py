"""While a value is being typed in the table, F9 shows what it would move, until the cell is left."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ...app.project.patch import Patch
from .pending import Pending


class Typing(Protocol):
    """A table with a cell that is being edited."""

    def viewport(self) -> QWidget:
        """What its editors stand on."""
        ...

    def pending_patch(self, text: str) -> Patch | None:
        """What this text would change in the current cell; None for nothing.

        Raises:
            EditError: It cannot be.
        """
        ...


class TypedPreview(QObject):
    """Watches the editors of a table for F9."""

    def __init__(self, table: Typing, pending: Pending, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._pending = pending
        self._editor: QWidget | None = None
        self._asked = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F9 and watched is self._editor:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # F9 is Schedule Now elsewhere
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._asked = True
                self._ask()
                return True
        return False

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is self._editor:
            return
        self._leave()
        if isinstance(now, QLineEdit | QComboBox) and now.parent() is self._table.viewport():
            self._editor = now
            now.installEventFilter(self)
            now.destroyed.connect(self._leave)
            (now.textEdited if isinstance(now, QLineEdit) else now.currentTextChanged).connect(self._on_edited)

    def _on_edited(self, _text: str) -> None:
        if self._asked:
            self._ask()

    def _ask(self) -> None:
        editor = self._editor
        text = editor.text() if isinstance(editor, QLineEdit) else ""
        text = editor.currentText() if isinstance(editor, QComboBox) else text
        self._pending.consider(lambda: self._table.pending_patch(text))

    def _leave(self, *_gone: object) -> None:
        self._editor = None
        if self._asked:
            self._asked = False
            self._pending.drop()
