"""A month of a calendar, day by day: working, free, and where it differs; days are chosen by mouse or keys."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygon, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...app.analysis.calendar_view import DayView
from ...app.chart.theme import Theme
from ...app.edits.working_hours import format_hours
from ...app.i18n import _
from ...app.project.day_names import MONTHS, SHORT_WEEKDAYS
from ..appearance import Appearance

_WEEKS = 6
_CAPTION = 24
_CORNER = 9
_FIRST, _LAST = date(1901, 1, 1), date(2199, 12, 31)

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthView(QWidget):
    """Six weeks with one month in them.

    Signals:
        month_changed: Another month is shown.
        days_chosen: Other days are chosen.
        activated: Return was pressed, or a day was double-clicked.
    """

    month_changed = Signal()
    days_chosen = Signal()
    activated = Signal()

    def __init__(
        self,
        days: Callable[[date, date], list[DayView]],
        appearance: Appearance,
        week_start: int,
        parent: QWidget | None = None,
    ) -> None:
        """Take a function that tells of days, and the weekday that stands first, 0 for Monday."""
        super().__init__(parent)
        self._days = days
        self._appearance = appearance
        self._week_start = week_start
        self._shown: list[DayView] = []
        self.current = date.today()
        self._anchor = self.current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Month"))
        appearance.changed.connect(self.update)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(392, _CAPTION + _WEEKS * 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, _CAPTION + _WEEKS * 30)

    @property
    def chosen(self) -> tuple[date, date]:
        """The first and last chosen day."""
        return min(self.current, self._anchor), max(self.current, self._anchor)

    @property
    def title(self) -> str:
        """The month in words."""
        return _("{month} {year}").format(month=_(MONTHS[self.current.month - 1]), year=self.current.year)

    def day_view(self, day: date) -> DayView | None:
        """What is known of a day in view."""
        place = (day - self._first).days
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def refresh(self) -> None:
        """Ask for the days anew."""
        self._shown = self._days(self._first, self._first + timedelta(days=7 * _WEEKS - 1))
        self.update()

    def choose(self, day: date, last: date | None = None) -> None:
        """Choose a day, or all up to a last one, and show the month."""
        before = (self.current.year, self.current.month)
        self._anchor = min(max(day, _FIRST), _LAST)
        self.current = min(max(last or day, _FIRST), _LAST)
        self._tell(before)

    def extend_to(self, day: date) -> None:
        """Choose the days from the one chosen first to this one."""
        before = (self.current.year, self.current.month)
        self.current = min(max(day, _FIRST), _LAST)
        self._tell(before)

    def add_months(self, count: int) -> None:
        """Go to the same day of another month."""
        month = self.current.year * 12 + self.current.month - 1 + count
        year, month = month // 12, month % 12 + 1
        if _FIRST.year <= year <= _LAST.year:
            self.choose(date(year, month, min(self.current.day, monthrange(year, month)[1])))

    def rect_of(self, day: date) -> QRect:
        """Where a day is painted."""
        place = (day - self._first).days
        row, column = divmod(place, 7)
        width, height = self.width() / 7, (self.height() - _CAPTION) / _WEEKS
        left, top = round(column * width), _CAPTION + round(row * height)
        return QRect(left, top, round((column + 1) * width) - left, _CAPTION + round((row + 1) * height) - top)

    def day_at(self, at: QPoint) -> date | None:
        """The day at a place."""
        for place in range(7 * _WEEKS):
            day = self._first + timedelta(days=place)
            if self.rect_of(day).contains(at):
                return day
        return None

    @property
    def _first(self) -> date:
        start = self.current.replace(day=1)
        return start - timedelta(days=(start.weekday() - self._week_start) % 7)

    def _tell(self, before: tuple[int, int]) -> None:
        if before != (self.current.year, self.current.month):
            self.refresh()
            self.month_changed.emit()
        self.update()
        self.days_chosen.emit()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEPS:
            go = self.extend_to if shift else self.choose
            go(self.current + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.add_months(_MONTHS[key])
        elif key == Qt.Key.Key_Home:
            self.choose(date.today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.extend_to if shift else self.choose)(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None and event.buttons() & Qt.MouseButton.LeftButton and day.month == self.current.month:
            self.extend_to(day)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.activated.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.add_months(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            told = self.day_view(day) if day else None
            if told is not None:
                QToolTip.showText(event.globalPos(), day_text(told), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._appearance.theme
        painter.fillRect(self.rect(), QColor(theme.base))
        painter.setPen(QColor(theme.text_faint))
        for column in range(7):
            left, right = round(column * self.width() / 7), round((column + 1) * self.width() / 7)
            name = _(SHORT_WEEKDAYS[(self._week_start + column) % 7])
            painter.drawText(QRect(left, 0, right - left, _CAPTION), Qt.AlignmentFlag.AlignCenter, name)
        first, last = self.chosen
        for place, told in enumerate(self._shown):
            day = self._first + timedelta(days=place)
            self._paint_day(painter, day, told, theme, first <= day <= last)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, told: DayView, theme: Theme, chosen: bool) -> None:
        room, inside = self.rect_of(day), day.month == self.current.month
        painter.setOpacity(1.0 if inside else 0.45)
        paint_ground(painter, room, told, theme)
        painter.setPen(QColor(theme.grid))
        painter.drawLine(room.topLeft(), room.topRight())
        painter.drawLine(room.topLeft(), room.bottomLeft())
        font = painter.font()
        font.setBold(day == date.today())
        painter.setFont(font)
        painter.setPen(QColor(theme.text if told.hours else theme.text_faint))
        painter.drawText(room.adjusted(6, 3, -4, -3), Qt.AlignmentFlag.AlignLeft, str(day.day))
        font.setBold(False)
        painter.setFont(font)
        if told.exception is not None and told.exception.name:
            self._paint_name(painter, room, told.exception.name, theme)
        if day == date.today():
            painter.fillRect(
                QRect(room.left() + 6, room.top() + 4 + painter.fontMetrics().height(), 14, 2), QColor(theme.today)
            )
        if chosen:
            self._paint_chosen(painter, room, theme)
        painter.setOpacity(1.0)

    def _paint_name(self, painter: QPainter, room: QRect, name: str, theme: Theme) -> None:
        font = painter.font()
        size = font.pixelSize() if font.pixelSize() > 0 else painter.fontMetrics().height()
        font.setPixelSize(max(round(size * 0.62), 9))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.text_faint))
        box = room.adjusted(5, 0, -3, -3)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        if room.height() >= 34:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
        painter.restore()

    def _paint_chosen(self, painter: QPainter, room: QRect, theme: Theme) -> None:
        veil = QColor(theme.accent)
        veil.setAlphaF(0.16)
        painter.fillRect(room, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), 2 if self.hasFocus() else 1))
        painter.drawRect(room.adjusted(1, 1, -1, -1))


def paint_ground(painter: QPainter, room: QRect, told: DayView, theme: Theme) -> None:
    """The ground of a day: free days are grey, days with other hours tinted; where an exception counts, a corner."""
    differs = told.exception is not None or told.work_week is not None
    painter.fillRect(room, QColor(theme.base if told.hours else theme.non_working))
    if differs:
        tint = QColor(theme.manual if told.hours else theme.overload)
        tint.setAlphaF(0.35 if told.hours else 0.28)
        painter.fillRect(room, tint)
    if told.exception is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.manual_edge if told.hours else theme.overload_edge))
        corner = room.topRight() + QPoint(1, 0)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER)]))


def day_text(told: DayView) -> str:
    """What is to be said of a day: hours and why."""
    hours = format_hours(told.hours) or _("day off")
    cause = told.exception or told.work_week
    if cause is None:
        return hours
    name = cause.name or _("exception")
    text = name if name.casefold() == hours.casefold() else f"{name}, {hours}"
    return text if told.own else _("{text}, as in the calendar it follows").format(text=text)
