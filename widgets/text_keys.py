"""Keys that a field in which text is typed keeps for itself, though they are actions of the window elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def deletes_word(event: QKeyEvent) -> bool:
    """Whether a key deletes the word behind the cursor: Ctrl+Del, which empties cells of the table."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() == Qt.Key.Key_Delete


def belongs_to(field: QWidget | None, event: QEvent) -> bool:
    """Whether the question who takes a key is answered: the field that has the keyboard."""
    typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and deletes_word(event)
    return typed and isinstance(field, (QLineEdit, QPlainTextEdit))
