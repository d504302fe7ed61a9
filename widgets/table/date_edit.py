"""A text field for dates with a calendar to pick from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, QEvent, QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QWidget

from ...app.analysis.figures import Figures
from ...app.edits.field import Field
from ...app.i18n import _
from ...app.project.records import TaskUid
from ..icons import coloured_icon
from .keys import opens_list

_LINES, _ROOM = 7, 7
"""Lines of a calendar below its month, and pixels more for each than Qt gives: who points at a day shall hit it."""


def day_near(field: Field, figures: Figures, uid: TaskUid | None) -> date:
    """Where the calendar of a field opens: at its value, else the finish of the task, else the start of the plan."""
    project, schedule = figures.project, figures.engine.schedule
    if uid is None or project.tasks[uid].blank:
        return project.info.start.date()
    value = field.get(figures, uid)
    if isinstance(value, datetime):
        return value.date()
    return (schedule.finish_of(uid) if uid in schedule else project.info.start).date()


def _frame(calendar: QCalendarWidget) -> None:
    """Draw a line round a calendar, which has none of its own: not every desktop casts a shadow."""
    palette = calendar.palette()
    palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Highlight))
    calendar.setPalette(palette)
    calendar.setContentsMargins(1, 1, 1, 1)


def _colour_arrows(calendar: QCalendarWidget) -> None:
    """Give the arrows beside the month the colour of its name; Qt's pictures of them are black on any ground."""
    back, on = ("next", "previous") if calendar.isRightToLeft() else ("previous", "next")
    for name, picture in (("qt_calendar_prevmonth", back), ("qt_calendar_nextmonth", on)):
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(coloured_icon(picture, calendar.palette().color(QPalette.ColorRole.HighlightedText)))


class DateEdit(QLineEdit):
    """Takes a date as text; a button, or Alt+Down, opens a calendar.

    Attributes:
        day: The day at which the calendar opens.

    Signals:
        picked: A day was chosen in the calendar; it stands in the field.
    """

    picked = Signal()

    def __init__(
        self, icon: QIcon, day: date, week_start: int, written: Callable[[date], str], parent: QWidget
    ) -> None:
        """Make a field whose calendar begins at a day; ``written`` gives the text of a picked one."""
        super().__init__(parent)
        self.day = day
        self._week_start = week_start
        self._written = written
        action = self.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(_("Pick a day"))
        action.triggered.connect(self.open_calendar)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and opens_list(event):
            if event.type() == QEvent.Type.KeyPress:
                self.open_calendar()
            event.accept()  # whatever an action of the window with the same key would do
            return True
        return super().event(event)

    def open_calendar(self) -> QCalendarWidget:
        """Show the calendar below the field, or where it is seen whole."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek(self._week_start + 1))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        quiet = QTextCharFormat()
        quiet.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, quiet)
        _frame(calendar)
        _colour_arrows(calendar)
        calendar.setSelectedDate(QDate(self.day.year, self.day.month, self.day.day))
        calendar.activated.connect(self._on_picked)
        calendar.clicked.connect(self._on_picked)
        calendar.resize(calendar.sizeHint().grownBy(QMargins(0, 0, 0, _LINES * _ROOM)))
        calendar.move(self._place(calendar.size()))
        calendar.show()
        calendar.move(self._place(calendar.size()))  # it knows how large it is only now
        calendar.setFocus()
        return calendar

    def _place(self, size: QSize) -> QPoint:
        """Where a window of a size stands below the field, above it where there is no room, and on the screen."""
        screen, place = self.screen().availableGeometry(), self.mapToGlobal(QPoint(0, self.height()))
        if place.y() + size.height() > screen.bottom():
            place.setY(place.y() - self.height() - size.height())
        right, bottom = screen.right() - size.width(), screen.bottom() - size.height()
        return QPoint(max(min(place.x(), right), screen.left()), max(min(place.y(), bottom), screen.top()))

    def _on_picked(self, day: QDate) -> None:
        calendar = self.sender()
        if isinstance(calendar, QCalendarWidget):
            calendar.close()
        self.setText(self._written(date(day.year(), day.month(), day.day())))
        self.picked.emit()
