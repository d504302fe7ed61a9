"""The slim row above the load plot: whose load it is, in which unit, and the way to the next over-allocation."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ...app.chart.theme import Theme
from ...app.i18n import _
from ..icons import icon

HEIGHT = 28

_LEAST = 5
"""Letters and dots: less of a text than this tells nothing."""

_SPACES = 60
"""Pixels between and beside the switches."""


class LoadHeading(QWidget):
    """Name and switches.

    Signals:
        percent_chosen: Hours or percent was chosen.
        compare_toggled: All resources are to be compared, or one shown again.
        next_requested: To the next over-allocation; ``previous_requested`` to the one before.
    """

    percent_chosen = Signal(bool)
    compare_toggled = Signal(bool)
    next_requested = Signal()
    previous_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = ElidedLabel(self)
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._detail = ElidedLabel(self)
        self._detail.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.previous = self._button("", _("Previous over-allocation"))
        self.previous.clicked.connect(self.previous_requested)
        self.next = self._button("", _("Next over-allocation"))
        self.next.clicked.connect(self.next_requested)
        self.compare = self._button(_("Everyone"), _("Compare all resources, a row each"))
        self.compare.setCheckable(True)
        self.compare.clicked.connect(self.compare_toggled)
        self.hours = self._button(_("Hours"), _("Show the load in hours"))
        self.percent = self._button("%", _("Show the load in percent of working time"))
        units = QButtonGroup(self)
        for button in (self.hours, self.percent):
            button.setCheckable(True)
            units.addButton(button)
        self.hours.setChecked(True)
        self.percent.toggled.connect(self.percent_chosen)
        self._lay_out()

    def show_text(self, name: str, detail: str) -> None:
        """Say whose load is shown, and something about it."""
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._detail.setText(detail)
        self._row.activate()  # or it is laid out once it was painted, and painted again

    def wear(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.previous.setIcon(icon("previous", theme))
        self.next.setIcon(icon("next", theme))

    @property
    def detail(self) -> str:
        """What is said besides the name."""
        return self._detail.text()

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedHeight(HEIGHT - 6)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = _SPACES + sum(one.sizeHint().width() for one in (self.hours, self.percent))
        for parts in ((self.compare,), (self.previous, self.next)):  # the menu has the steps too
            needed += sum(one.sizeHint().width() for one in parts)
            for one in parts:
                one.setVisible(event.size().width() >= needed)

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self._name)
        row.addSpacing(8)
        row.addWidget(self._detail, 1)
        for button in (self.previous, self.next):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.compare)
        row.addSpacing(8)
        row.addWidget(self.hours)
        row.addWidget(self.percent)


class ElidedLabel(QLabel):
    """A label that gives way and ends in dots where there is no room, or is left out; then its tooltip says it all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if text == self.text() else self.text())
        if text != self.text() and len(text) < _LEAST:
            text = ""
        self.style().drawItemText(
            painter, self.rect(), self.alignment(), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()
