"""Stands in the table where no task passes the filter, and offers to show all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ...app.i18n import _
from ...app.workspace.row_set import RowSet
from ..appearance import Appearance


class NothingFound(QWidget):
    """A sentence and a button in the middle of a view."""

    def __init__(self, rows: RowSet, appearance: Appearance, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._rows = rows
        self._appearance = appearance
        self.label = QLabel(_("No task matches."), self, alignment=Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(_("Show All Tasks"), self)
        self.button.setToolTip(_("Take every filter back (F3)"))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        self.button.clicked.connect(lambda: rows.change(text="", filter=None, columns={}))
        rows.changed.connect(self._follow)
        appearance.changed.connect(self._wear_theme)
        viewport.installEventFilter(self)
        self._wear_theme()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        nothing = not self._rows.uids and self._rows.total > 0
        if nothing:
            self._place()
        self.setVisible(nothing)

    def _place(self) -> None:
        size, room = self.sizeHint(), self._viewport.size()
        self.setGeometry(max((room.width() - size.width()) // 2, 0), room.height() // 4, size.width(), size.height())

    def _wear_theme(self) -> None:
        self.label.setStyleSheet(f"color: {self._appearance.theme.text_faint};")
