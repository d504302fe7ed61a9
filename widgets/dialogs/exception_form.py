"""Forms for the days on which a calendar differs: an exception, once or recurring, and a work week."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...app.edits.working_hours import format_hours, parse_hours
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.kinds import Recurrence
from ...app.project.records import STANDARD_HOURS, ExceptionPeriod, Hours, WorkWeek
from ...app.project.widths import replace
from ..appearance import Appearance
from ..table.locale_style import date_format, style_of
from .recurrence_fields import REPEATS, RecurrenceFields
from .week_editor import WeekEditor


class ExceptionForm(QDialog):
    """Asks for an exception; after it was accepted, ``exception`` is what was entered."""

    def __init__(self, exception: ExceptionPeriod, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Exception"))
        self.exception = exception
        self.name = QLineEdit(exception.name, self)
        self.name.setPlaceholderText(_("Public holiday, leave, overtime…"))
        self.start, self.finish = _date_edit(exception.start, self), _date_edit(exception.finish, self)
        self.start.dateChanged.connect(self._on_start_changed)
        self.off = QRadioButton(_("Day off"), self)
        self.working = QRadioButton(_("Working hours"), self)
        self.hours = QLineEdit(format_hours(exception.hours or STANDARD_HOURS), self)
        self.repeats = QComboBox(self)
        for title in REPEATS.values():
            self.repeats.addItem(_(title))
        self.pattern = RecurrenceFields(exception, self)
        self.message = _message(appearance, self)
        self._lay_out()
        (self.working if exception.hours else self.off).setChecked(True)
        self._on_kind_changed()
        self.repeats.setCurrentIndex(list(REPEATS).index(exception.recurrence))
        self._on_repeats_changed()
        self.off.toggled.connect(self._on_kind_changed)
        self.repeats.currentIndexChanged.connect(self._on_repeats_changed)

    def accept(self) -> None:
        """Close if an exception can be made of what was entered, else say why not."""
        try:
            self.exception = self._entered()
        except EditError as error:
            self.message.setText(str(error))
            return
        super().accept()

    def _entered(self) -> ExceptionPeriod:
        start, finish = _day(self.start), _day(self.finish)
        if finish < start:
            raise EditError(_("The last day lies before the first."))
        hours: Hours = ()
        if self.working.isChecked():
            hours = parse_hours(self.hours.text())
            if not hours:
                raise EditError(_("Type the working hours, or choose a day off."))
        recurrence = self._recurrence()
        fields = self.pattern.entered(recurrence)
        if recurrence is Recurrence.WEEKLY and not fields["weekdays"]:
            raise EditError(_("Choose a weekday on which the exception falls."))
        return replace(
            self.exception,
            name=self.name.text().strip(),
            start=start,
            finish=finish,
            hours=hours,
            recurrence=recurrence,
            **fields,
        )

    def _lay_out(self) -> None:
        kinds = QButtonGroup(self)
        choice = QVBoxLayout()
        worked = QHBoxLayout()
        worked.addWidget(self.working)
        worked.addWidget(self.hours, 1)
        choice.addWidget(self.off)
        choice.addLayout(worked)
        for button in (self.off, self.working):
            kinds.addButton(button)
        form = QFormLayout()
        form.addRow(_("&Name"), self.name)
        form.addRow(_("&First day"), self.start)
        form.addRow(_("&Last day"), self.finish)
        form.addRow(_("Then"), choice)
        form.addRow(_("&Repeats"), self.repeats)
        form.addRow("", self.pattern)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addWidget(_buttons(self))

    def _on_start_changed(self, start: QDate) -> None:
        if self.finish.date() < start:
            self.finish.setDate(start)

    def _on_kind_changed(self) -> None:
        self.hours.setEnabled(self.working.isChecked())

    def _recurrence(self) -> Recurrence | None:
        return list(REPEATS)[self.repeats.currentIndex()]

    def _on_repeats_changed(self) -> None:
        self.pattern.show_for(self._recurrence())


class WorkWeekForm(QDialog):
    """Asks for a work week; after it was accepted, ``work_week`` is what was entered."""

    def __init__(self, work_week: WorkWeek, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Work Week"))
        self.work_week = work_week
        self.name = QLineEdit(work_week.name, self)
        self.name.setPlaceholderText(_("Summer hours, go-live weeks…"))
        self.start, self.finish = _date_edit(work_week.start, self), _date_edit(work_week.finish, self)
        self.week = WeekEditor(appearance, self)
        self.week.hours_entered.connect(self._on_hours_entered)
        self.message = _message(appearance, self)
        self.week.refused.connect(self.message.setText)
        form = QFormLayout()
        form.addRow(_("&Name"), self.name)
        form.addRow(_("&First day"), self.start)
        form.addRow(_("&Last day"), self.finish)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.week)
        column.addWidget(self.message)
        column.addWidget(_buttons(self))
        self._show()

    def accept(self) -> None:
        """Close if a work week can be made of what was entered, else say why not."""
        if _day(self.finish) < _day(self.start):
            self.message.setText(_("The last day lies before the first."))
            return
        if not self.week.is_valid():
            return
        self.work_week = replace(
            self.work_week, name=self.name.text().strip(), start=_day(self.start), finish=_day(self.finish)
        )
        super().accept()

    def _on_hours_entered(self, weekday: int, hours: Hours | None) -> None:
        week = list(self.work_week.week)
        week[weekday] = hours
        self.work_week = replace(self.work_week, week=tuple(week))
        self._show()

    def _show(self) -> None:
        self.week.show_week(self.work_week.week, None, _("as in the usual week"))


def _date_edit(day: date, parent: QWidget) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day), parent)
    field.setCalendarPopup(True)
    field.setDisplayFormat(date_format(style_of(QLocale())))
    return field


def _day(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())


def _message(appearance: Appearance, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setStyleSheet(f"color: {appearance.theme.error};")
    return label


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    kinds = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    buttons = QDialogButtonBox(kinds, Qt.Orientation.Horizontal, dialog)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
