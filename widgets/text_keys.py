"""Keys and commands that a field in which text is typed keeps for itself; elsewhere they are actions of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

Field = QLineEdit | QPlainTextEdit

_COMMANDS: Final[dict[str, Callable[[Field], None]]] = {
    "cut": lambda field: field.cut(),
    "copy": lambda field: field.copy(),
    "paste": lambda field: field.paste(),
    "select_all": lambda field: field.selectAll(),
}
"""What a menu does to a field that has the keyboard, by the key of the action, as the shortcut would."""


def done_in_field(key: str) -> bool:
    """Whether the field that has the keyboard has carried out an action that is chosen in a menu."""
    field, command = QApplication.focusWidget(), _COMMANDS.get(key)
    if command is None or not isinstance(field, Field):
        return False
    command(field)
    return True


def deletes_word(event: QKeyEvent) -> bool:
    """Whether a key deletes the word behind the cursor: Ctrl+Del, which empties cells of the table."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() == Qt.Key.Key_Delete


def belongs_to(field: QWidget | None, event: QEvent) -> bool:
    """Whether the question who takes a key is answered: the field that has the keyboard."""
    typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and deletes_word(event)
    return typed and isinstance(field, Field)
