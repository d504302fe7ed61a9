"""How an exception repeats: the fields that ask for it, and the words that say it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QStackedWidget, QWidget

from ...app.i18n import N_, _, ngettext
from ...app.project.day_names import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from ...app.project.kinds import Recurrence
from ...app.project.records import ExceptionPeriod

REPEATS: dict[Recurrence | None, str] = {
    None: N_("does not repeat"),
    Recurrence.DAILY: N_("every so many days"),
    Recurrence.WEEKLY: N_("on weekdays"),
    Recurrence.MONTHLY_BY_DAY: N_("on a day of the month"),
    Recurrence.MONTHLY_BY_POSITION: N_("on a weekday of the month"),
    Recurrence.YEARLY_BY_DAY: N_("on a day of the year"),
    Recurrence.YEARLY_BY_POSITION: N_("on a weekday of a month, yearly"),
}
_DAYS = (N_("day"), N_("working weekday"), N_("weekend day"))
_POSITIONS = (N_("first"), N_("second"), N_("third"), N_("fourth"), N_("last"))


class RecurrenceFields(QStackedWidget):
    """The fields that go with how an exception repeats."""

    def __init__(self, exception: ExceptionPeriod, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        start = exception.start
        fresh = exception.recurrence is None
        self.every = [_spin(1, 999, exception.period, self) for _use in range(4)]
        bits = 1 << start.weekday() if fresh else exception.weekdays
        self.weekdays = [QCheckBox(_(name), self) for name in SHORT_WEEKDAYS]
        for bit, box in enumerate(self.weekdays):
            box.setChecked(bool(bits >> bit & 1))
        self.days = [_spin(1, 31, start.day if fresh else exception.month_day, self) for _use in range(2)]
        self.months = [_names(MONTHS, (start.month if fresh else exception.month) - 1, self) for _use in range(2)]
        at = (start.day - 1) // 7 if fresh else exception.position - 1
        self.positions = [_names(_POSITIONS, at, self) for _use in range(2)]
        counted = _counted(exception, start.weekday())
        self.named = [_names((*WEEKDAYS, *_DAYS), counted, self) for _use in range(2)]
        self._before = exception
        every, days, months, positions, named = self.every, self.days, self.months, self.positions, self.named
        self._pages = {
            None: self._page(),
            Recurrence.DAILY: self._page(_("every"), every[0], _("days")),
            Recurrence.WEEKLY: self._page(_("every"), every[1], _("weeks on"), *self.weekdays),
            Recurrence.MONTHLY_BY_DAY: self._page(_("on day"), days[0], _("every"), every[2], _("months")),
            Recurrence.MONTHLY_BY_POSITION: self._page(
                _("on the"), positions[0], named[0], _("every"), every[3], _("months")
            ),
            Recurrence.YEARLY_BY_DAY: self._page(_("every year on"), days[1], months[0]),
            Recurrence.YEARLY_BY_POSITION: self._page(
                _("every year on the"), positions[1], named[1], _("of"), months[1]
            ),
        }

    def show_for(self, recurrence: Recurrence | None) -> None:
        """Show the fields of a kind of recurrence."""
        self.setCurrentWidget(self._pages[recurrence])

    def entered(self, recurrence: Recurrence | None) -> dict[str, Any]:
        """The fields of the exception that say how it repeats; a count of times goes when the kind changes."""
        fields = self._fields(recurrence)
        return fields if recurrence is self._before.recurrence else {**fields, "occurrences": None}

    def _fields(self, recurrence: Recurrence | None) -> dict[str, Any]:
        match recurrence:
            case None:
                return {}
            case Recurrence.DAILY:
                return {"period": self.every[0].value()}
            case Recurrence.WEEKLY:
                bits = sum(1 << bit for bit, box in enumerate(self.weekdays) if box.isChecked())
                return {"period": self.every[1].value(), "weekdays": bits}
            case Recurrence.MONTHLY_BY_DAY:
                return {"period": self.every[2].value(), "month_day": self.days[0].value()}
            case Recurrence.MONTHLY_BY_POSITION:
                return {"period": self.every[3].value(), **self._placed(0)}
            case Recurrence.YEARLY_BY_DAY:
                return {"month": self.months[0].currentIndex() + 1, "month_day": self.days[1].value()}
            case Recurrence.YEARLY_BY_POSITION:
                return {"month": self.months[1].currentIndex() + 1, **self._placed(1)}

    def _placed(self, use: int) -> dict[str, Any]:
        """Microsoft Project counts days 0, weekdays 1, weekend days 2, and from Sunday 3 to Saturday 9."""
        counted = self.named[use].currentIndex()
        weekday = counted < len(WEEKDAYS)
        return {
            "position": self.positions[use].currentIndex() + 1,
            "weekdays": 1 << counted if weekday else 0,
            "item": 3 + (counted + 1) % 7 if weekday else counted - len(WEEKDAYS),
        }

    def _page(self, *parts: str | QWidget) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            row.addWidget(QLabel(part, page) if isinstance(part, str) else part)
        row.addStretch()
        self.addWidget(page)
        return page


def recurrence_text(one: ExceptionPeriod) -> str:
    """How an exception repeats, in words; empty for once."""
    every = max(one.period, 1)
    match one.recurrence:
        case None:
            return ""
        case Recurrence.DAILY:
            return ngettext("every day", "every {count} days", every).format(count=every)
        case Recurrence.WEEKLY:
            days = ", ".join(_(name) for bit, name in enumerate(SHORT_WEEKDAYS) if one.weekdays >> bit & 1)
            weeks = ngettext("weekly on {days}", "every {count} weeks on {days}", every)
            return weeks.format(count=every, days=days)
        case Recurrence.MONTHLY_BY_DAY:
            months = ngettext("monthly on day {day}", "every {count} months on day {day}", every)
            return months.format(count=every, day=one.month_day)
        case Recurrence.MONTHLY_BY_POSITION:
            months = ngettext("monthly on the {which}", "every {count} months on the {which}", every)
            return months.format(count=every, which=_which(one))
        case Recurrence.YEARLY_BY_DAY:
            return _("yearly on {day} {month}").format(day=one.month_day, month=_(MONTHS[one.month - 1]))
        case Recurrence.YEARLY_BY_POSITION:
            return _("yearly on the {which} of {month}").format(which=_which(one), month=_(MONTHS[one.month - 1]))


def _which(one: ExceptionPeriod) -> str:
    return f"{_(_POSITIONS[min(max(one.position, 1), 5) - 1])} {_((*WEEKDAYS, *_DAYS)[_counted(one, 0)])}"


def _counted(one: ExceptionPeriod, otherwise: int) -> int:
    """What a recurrence by position counts: 0 to 6 the weekdays from Monday on, then as in ``_DAYS``."""
    if one.recurrence not in (Recurrence.MONTHLY_BY_POSITION, Recurrence.YEARLY_BY_POSITION):
        return otherwise
    if one.weekdays:
        return (one.weekdays & -one.weekdays).bit_length() - 1
    return (one.item + 3) % 7 if one.item >= 3 else len(WEEKDAYS) + max(one.item, 0)


def _spin(low: int, high: int, value: int, parent: QWidget) -> QSpinBox:
    field = QSpinBox(parent)
    field.setRange(low, high)
    field.setValue(value)
    return field


def _names(names: tuple[str, ...], at: int, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.addItems([_(name) for name in names])
    box.setCurrentIndex(at)
    return box
