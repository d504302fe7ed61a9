"""A text field for dates with a calendar to pick from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from ...app.i18n import _


class DateEdit(QLineEdit):
    """Takes a date as text; a button, or Alt+Down, opens a calendar.

    Signals:
        picked: A day was chosen in the calendar; it stands in the field.
    """

    picked = Signal()

    def __init__(
        self, icon: QIcon, day: date, week_start: int, written: Callable[[date], str], parent: QWidget
    ) -> None:
        """Make a field whose calendar begins at a day; ``written`` gives the text of a picked one."""
        super().__init__(parent)
        self._day = day
        self._week_start = week_start
        self._written = written
        action = self.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(_("Pick a day"))
        action.setShortcut("Alt+Down")
        action.triggered.connect(self.open_calendar)

    def open_calendar(self) -> QCalendarWidget:
        """Show the calendar below the field."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek(self._week_start + 1))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        quiet = QTextCharFormat()
        quiet.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, quiet)
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        calendar.activated.connect(self._on_picked)
        calendar.clicked.connect(self._on_picked)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()
        return calendar

    def _on_picked(self, day: QDate) -> None:
        calendar = self.sender()
        if isinstance(calendar, QCalendarWidget):
            calendar.close()
        self.setText(self._written(date(day.year(), day.month(), day.day())))
        self.picked.emit()
