"""The month of a calendar with what goes with it: title, legend, the chosen days in words, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...app.analysis.calendar_view import DayView
from ...app.edits.working_hours import format_hours, parse_hours
from ...app.i18n import _
from ...app.project.day_names import full_date
from ...app.project.errors import EditError
from ...app.project.moments import DAY, day_number, to_datetime
from ...app.project.records import STANDARD_HOURS
from ..appearance import Appearance
from .month_legend import MonthLegend
from .month_view import MonthView, day_text


class MonthPane(QWidget):
    """Shows a month and asks for other hours on the chosen days.

    Signals:
        hours_given: The chosen days are to have these hours; none for a day off.
        usual_wanted: The chosen days are to be as the week says.
        refused: What was typed holds no hours; the sentence that says why.
    """

    hours_given = Signal(object)
    usual_wanted = Signal()
    refused = Signal(str)

    def __init__(
        self,
        days: Callable[[date, date], list[DayView]],
        appearance: Appearance,
        week_start: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.month = MonthView(days, appearance, week_start, self)
        self.title = QLabel(self)
        self.title.setStyleSheet("font-weight: bold;")
        self.day_text = QLabel(self)
        self.day_text.setWordWrap(True)
        self.day_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.today = QPushButton(_("Today"), self)
        self.off = QPushButton(_("Day Off"), self)
        self.other = QPushButton(_("Other Hours…"), self)
        self.usual = QPushButton(_("As Usual"), self)
        self._lay_out(appearance)
        self.today.clicked.connect(lambda: self.month.choose(date.today()))
        self.off.clicked.connect(lambda: self.hours_given.emit(()))
        self.other.clicked.connect(self._ask_hours)
        self.usual.clicked.connect(self.usual_wanted)
        self.month.activated.connect(self._ask_hours)
        self.month.days_chosen.connect(self._show_text)
        self._show_text()

    @property
    def chosen(self) -> tuple[date, date]:
        """The first and last chosen day."""
        return self.month.chosen

    def refresh(self) -> None:
        """Ask for the days anew."""
        self.month.refresh()
        self._show_text()

    def _lay_out(self, appearance: Appearance) -> None:
        title = QHBoxLayout()
        title.addWidget(self._arrow(Qt.ArrowType.LeftArrow, _("Previous month"), -1))
        title.addWidget(self.title)
        title.addWidget(self._arrow(Qt.ArrowType.RightArrow, _("Next month"), 1))
        title.addStretch()
        title.addWidget(self.today)
        actions = QHBoxLayout()
        for button in (self.off, self.other, self.usual):
            actions.addWidget(button)
        actions.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 0)
        column.addLayout(title)
        column.addWidget(self.month, 1)
        column.addWidget(MonthLegend(appearance, self))
        column.addWidget(self.day_text)
        column.addLayout(actions)

    def _arrow(self, arrow: Qt.ArrowType, tip: str, months: int) -> QToolButton:
        button = QToolButton(self)
        button.setArrowType(arrow)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.month.add_months(months))
        return button

    def _show_text(self) -> None:
        self.title.setText(self.month.title)
        first, last = self.month.chosen
        begin = full_date(to_datetime(day_number(first) * DAY), with_time=False)
        if first != last:
            end = full_date(to_datetime(day_number(last) * DAY), with_time=False)
            self.day_text.setText(_("{first} to {last}").format(first=begin, last=end))
            return
        told = self.month.day_view(first)
        self.day_text.setText(f"{begin}: {day_text(told)}" if told else begin)

    def _ask_hours(self) -> None:
        """Ask for the hours of the chosen days."""
        told = self.month.day_view(self.month.current)
        before = format_hours(told.hours if told and told.hours else STANDARD_HOURS)
        text, accepted = QInputDialog.getText(self, _("Other hours"), _("Working hours of these days:"), text=before)
        if accepted:
            try:
                hours = parse_hours(text)
            except EditError as error:
                self.refused.emit(str(error))
                return
            self.hours_given.emit(hours)
