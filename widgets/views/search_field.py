"""The field that narrows the rows to those in which a typed text occurs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ...app.i18n import _
from ...app.workspace.row_set import RowSet
from ..appearance import Appearance
from ..icons import icon

MANY = 20_000
"""Above this number of tasks the rows follow a moment after the last key."""

_LETTERS = 24
_PAUSE = 120
"""Milliseconds."""


class SearchField(QLineEdit):
    """Shows, as one types, the tasks in whose name, notes, WBS code or resources every word occurs.

    Esc empties it; Enter and Down go to the first row.

    Signals:
        left: The user is done with typing and wants to go to the rows.
    """

    left = Signal()

    def __init__(self, rows: RowSet, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self._rows = rows
        self._appearance = appearance
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self.setPlaceholderText(_("Show tasks with…"))
        self.setAccessibleName(_("Show tasks with this text"))
        self.setToolTip(
            _("Type part of a name, a resource, a WBS code or notes: only the tasks that have it are shown")
        )
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._take)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        rows.state_changed.connect(self._follow)
        appearance.changed.connect(self._wear_theme)
        self._wear_theme()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _LETTERS, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._take()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self._take()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_edited(self, _text: str) -> None:
        self._later.start(_PAUSE if self._rows.total > MANY else 0)

    def _on_changed(self, text: str) -> None:
        if not text:  # the button that clears tells nothing else
            self._later.start(0)

    def _take(self) -> None:
        self._later.stop()
        if self._rows.arrangement.text != self.text():
            self._rows.change(text=self.text())

    def _follow(self) -> None:
        """Show what is looked for when somebody else changed it."""
        text = self._rows.arrangement.text
        if not self._later.isActive() and text != self.text():
            self.setText(text)

    def _wear_theme(self) -> None:
        self._sign.setIcon(icon("find", self._appearance.theme))
