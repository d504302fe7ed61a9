"""The field between row numbers and titles, which selects everything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractButton, QTableView

from ...app.i18n import _
from ..appearance import Appearance


class Corner(QObject):
    """Paints Qt's own corner button like the headings beside it."""

    def __init__(self, view: QTableView, appearance: Appearance) -> None:
        super().__init__(view)
        self._appearance = appearance
        button = view.findChild(QAbstractButton)
        assert button is not None
        self._button = button
        button.setToolTip(_("Select all"))
        button.setAccessibleName(_("Select all"))
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._button or event.type() != QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        theme, rect = self._appearance.theme, self._button.rect()
        painter = QPainter(self._button)
        painter.fillRect(rect, QColor(theme.header))
        painter.setPen(QColor(theme.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.end()
        return True
