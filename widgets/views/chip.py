"""A small labelled tile that says what is in force and takes it back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ...app.chart.theme import Theme
from ...app.i18n import _
from ..icons import icon

_WIDEST = 300
"""Pixels; longer words are cut off and stand in the tooltip."""


class Chip(QFrame):
    """Says one thing; a click on the words asks for more, the cross takes it back.

    Signals:
        opened: The words were clicked.
        closed: The cross was clicked.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, kind: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.kind = kind
        self.text = text
        whole = _("{kind}: {text}").format(kind=kind, text=text)
        self.words = QToolButton(self, autoRaise=True)
        metrics = QFontMetrics(self.words.font())
        self.words.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, _WIDEST).replace("&", "&&"))
        self.words.setToolTip(_("{words}\nClick to change it").format(words=whole))
        self.words.setAccessibleName(whole)
        self.cross = QToolButton(self, autoRaise=True)
        self.cross.setIcon(icon("close", theme))
        self.cross.setIconSize(QSize(12, 12))
        self.cross.setToolTip(_("Take back: {words}").format(words=whole))
        self.cross.setAccessibleName(self.cross.toolTip())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 0, 1, 0)
        layout.setSpacing(0)
        for button in (self.words, self.cross):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        self.words.clicked.connect(self.opened)
        self.cross.clicked.connect(self.closed)
