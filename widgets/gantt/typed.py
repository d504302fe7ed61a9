"""While a value is being typed, in the table or the inspector, F9 shows what it would move, until the field is left."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ...app.project.patch import Patch
from .pending import Pending


@runtime_checkable
class Typing(Protocol):
    """What has editors in which values of tasks are typed."""

    def pending_patch(self, editor: QWidget, text: str) -> Patch | None:
        """What this text would change if it were typed in an editor; None where that is nothing of the plan.

        Raises:
            EditError: It cannot be.
        """
        ...


class TypedPreview(QObject):
    """Watches the editors of a window for F9."""

    def __init__(self, window: QWidget, pending: Pending, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._pending = pending
        self._editor: QLineEdit | QComboBox | None = None
        self._typing: Typing | None = None
        self._asked = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self._editor:
            if event.key() == Qt.Key.Key_F9:
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()  # F9 is Schedule Now elsewhere
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    self._asked = True
                    self._ask()
                    return True
            elif event.key() == Qt.Key.Key_Escape and event.type() == QEvent.Type.KeyPress:
                self._forget()  # some editors stay and show what was there before
        return False

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is self._editor:
            return
        self._leave()
        if isinstance(now, QLineEdit | QComboBox) and now.window() is self._window.window():
            self._typing = _typing(now)
            if self._typing is not None:
                self._editor = now
                now.installEventFilter(self)
                now.destroyed.connect(self._on_gone)
                _edits(now).connect(self._on_edited)

    def _on_edited(self, _text: str) -> None:
        if self._asked:
            self._ask()

    def _ask(self) -> None:
        editor, typing = self._editor, self._typing
        if editor is not None and typing is not None:
            text = editor.text() if isinstance(editor, QLineEdit) else editor.currentText()
            self._pending.consider(lambda: typing.pending_patch(editor, text))

    def _leave(self) -> None:
        if self._editor is not None:
            self._editor.removeEventFilter(self)
            self._editor.destroyed.disconnect(self._on_gone)
            _edits(self._editor).disconnect(self._on_edited)
        self._on_gone()

    def _on_gone(self, *_editor: object) -> None:
        self._editor = self._typing = None
        self._forget()

    def _forget(self) -> None:
        if self._asked:
            self._asked = False
            self._pending.drop()


def _edits(editor: QLineEdit | QComboBox) -> SignalInstance:
    """What tells that the text in an editor is another one."""
    return editor.textEdited if isinstance(editor, QLineEdit) else editor.currentTextChanged


def _typing(editor: QWidget) -> Typing | None:
    """What an editor belongs to."""
    above = editor.parentWidget()
    while above is not None and not isinstance(above, Typing):
        above = above.parentWidget()
    return above
