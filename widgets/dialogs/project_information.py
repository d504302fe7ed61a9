"""The properties of a plan as a whole, carried out together as one step to undo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.edits.baselines import NUMBERS
from ...app.edits.plan import set_info
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.workspace.document import Document
from ..table.locale_style import style_of
from .baselines import baseline_name
from .look import fit_to_screen

_DAYS = 7


class ProjectInformation(QDialog):
    """Shows and edits the plan's properties."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Project Information"))
        self._document = document
        self._wording = Wording(document.project.info, style_of(QLocale()))
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        tabs = QTabWidget(self)
        tabs.addTab(self._schedule_page(), _("Schedule"))
        tabs.addTab(self._texts_page(), _("Description"))
        tabs.addTab(self._units_page(), _("Units"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (tabs, self.message, buttons):
            layout.addWidget(widget)
        self._shown = self._values()  # only what differs from this is carried out
        fit_to_screen(self, 520, 420)

    def _schedule_page(self) -> QWidget:
        info, schedule = self._document.project.info, self._document.schedule
        page, form = _page()
        self.direction = QComboBox(page)
        self.direction.addItems([_("From the project start"), _("From the project finish")])
        self.direction.setCurrentIndex(int(info.from_finish))
        self.start = QLineEdit(self._wording.date_time(info.start), page)
        self.finish = QLineEdit(self._wording.date_time(info.finish or schedule.project_finish), page)
        self.status = QLineEdit(self._wording.date_time(info.status_date) if info.status_date else "", page)
        self.status.setPlaceholderText(_("none"))
        self.earned = QComboBox(page)
        self.earned.addItems([baseline_name(number) for number in NUMBERS])
        self.earned.setCurrentIndex(info.earned_value_baseline)
        self.earned.setToolTip(_("The baseline that earned value is measured by, up to the status date"))
        self.calendar = QComboBox(page)
        for calendar in self._document.project.calendars.values():
            if calendar.base is None:
                self.calendar.addItem(calendar.name, int(calendar.uid))
        self.calendar.setCurrentIndex(self.calendar.findData(int(info.calendar)))
        self.honour = QCheckBox(_("Constraints win over links"), page)
        self.honour.setChecked(info.honour_constraints)
        self.split = QCheckBox(_("Split in-progress tasks"), page)
        self.split.setChecked(info.split_in_progress_tasks)
        self.split.setToolTip(_("What is left of a task begun too early waits for its predecessors"))
        self.several_paths = QCheckBox(_("Calculate multiple critical paths"), page)
        self.several_paths.setChecked(info.multiple_critical_paths)
        self.several_paths.setToolTip(_("A path that ends early is critical too, up to where it ends"))
        self.limit = QSpinBox(page, minimum=-999, maximum=999, value=info.critical_slack_limit, suffix=_(" days"))
        self.limit.setMinimumHeight(self.start.sizeHint().height())
        self.direction.currentIndexChanged.connect(self._on_direction_changed)
        form.addRow(_("&Schedule:"), self.direction)
        form.addRow(_("Project s&tart:"), self.start)
        form.addRow(_("Project &finish:"), self.finish)
        form.addRow(_("Status &date:"), self.status)
        form.addRow(_("&Earned value by:"), self.earned)
        form.addRow(_("&Calendar:"), self.calendar)
        form.addRow(_("Critical up to a slac&k of:"), self.limit)
        form.addRow("", self.several_paths)
        form.addRow("", self.honour)
        form.addRow("", self.split)
        self._on_direction_changed(self.direction.currentIndex())
        return page

    def _texts_page(self) -> QWidget:
        info = self._document.project.info
        page, form = _page()
        self.texts = {
            key: QLineEdit(getattr(info, key), page) for key in ("title", "subject", "author", "manager", "company")
        }
        for (key, editor), title in zip(
            self.texts.items(),
            (_("&Title:"), _("&Subject:"), _("&Author:"), _("&Manager:"), _("&Company:")),
            strict=True,
        ):
            editor.setObjectName(key)
            form.addRow(title, editor)
        self.comments = QPlainTextEdit(info.comments, page)
        self.comments.setTabChangesFocus(True)
        form.addRow(_("C&omments:"), self.comments)
        return page

    def _units_page(self) -> QWidget:
        info = self._document.project.info
        page, form = _page()
        self.day_hours = _hours(info.minutes_per_day / 60, 24, page)
        self.week_hours = _hours(info.minutes_per_week / 60, 24 * _DAYS, page)
        self.month_days = QSpinBox(page, minimum=1, maximum=31, value=info.days_per_month, suffix=_(" days"))
        self.month_days.setMinimumHeight(self.day_hours.minimumHeight())
        self.symbol = QLineEdit(info.currency_symbol, page, maxLength=8)
        self.code = QLineEdit(info.currency_code, page, maxLength=3)
        self.week_start = QComboBox(page)
        for number in range(_DAYS):
            self.week_start.addItem(QLocale().standaloneDayName(number + 1, QLocale.FormatType.LongFormat))
        self.week_start.setCurrentIndex(info.week_start)
        self.fiscal = QComboBox(page)
        for month in range(1, 13):
            self.fiscal.addItem(QLocale().standaloneMonthName(month, QLocale.FormatType.LongFormat))
        self.fiscal.setCurrentIndex(info.fiscal_year_month - 1)
        form.addRow(_("Hours per &day:"), self.day_hours)
        form.addRow(_("Hours per &week:"), self.week_hours)
        form.addRow(_("Days per &month:"), self.month_days)
        form.addRow(_("Week &begins on:"), self.week_start)
        form.addRow(_("&Fiscal year begins in:"), self.fiscal)
        form.addRow(_("&Currency symbol:"), self.symbol)
        form.addRow(_("Currency c&ode:"), self.code)
        hint = QLabel(
            _("How much working time 1d, 1w and 1mo mean when they are typed; calendars stay as they are."), page
        )
        hint.setWordWrap(True)
        form.addRow(hint)
        return page

    def _on_direction_changed(self, index: int) -> None:
        self.start.setEnabled(index == 0)
        self.finish.setEnabled(index == 1)

    def accept(self) -> None:
        """Carry out what was changed, as one step; a refusal is told and changes nothing."""
        try:
            changed = {key: value for key, value in self._values().items() if value != self._shown[key]}
            text, project = _("Changing the project information…"), self._document.project
            patch = self._document.worked_out(text, lambda ticket: set_info(project, ticket, **changed))
        except EditError as refusal:
            self.message.setText(str(refusal))
            self.message.show()
            return
        self._document.push(patch, _("Change project information"))
        super().accept()

    def _values(self) -> dict[str, Any]:
        """What the fields hold now, named as in ``ProjectInfo``.

        Raises:
            EditError: A date can't be read.
        """
        info = self._document.project.info
        backwards = self.direction.currentIndex() == 1
        return {
            "from_finish": backwards,
            "start": info.start if backwards else self._moment(self.start, info.default_start_time),
            "finish": self._moment(self.finish, info.default_finish_time) if backwards else info.finish,
            "status_date": self._status(),
            "earned_value_baseline": self.earned.currentIndex(),
            "calendar": self.calendar.currentData(Qt.ItemDataRole.UserRole) or info.calendar,
            "honour_constraints": self.honour.isChecked(),
            "split_in_progress_tasks": self.split.isChecked(),
            "multiple_critical_paths": self.several_paths.isChecked(),
            "critical_slack_limit": self.limit.value(),
            "comments": self.comments.toPlainText(),
            "minutes_per_day": round(self.day_hours.value() * 60),
            "minutes_per_week": round(self.week_hours.value() * 60),
            "days_per_month": self.month_days.value(),
            "currency_symbol": self.symbol.text(),
            "currency_code": self.code.text().upper(),
            "week_start": self.week_start.currentIndex(),
            "fiscal_year_month": self.fiscal.currentIndex() + 1,
            **{key: editor.text().strip() for key, editor in self.texts.items()},
        }

    def _moment(self, editor: QLineEdit, clock: int) -> datetime:
        return self._wording.parse_moment(editor.text(), clock)

    def _status(self) -> datetime | None:
        info = self._document.project.info
        return self._moment(self.status, info.default_finish_time) if self.status.text().strip() else None


def _page() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = QFormLayout(page)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return page, form


def _hours(value: float, most: int, parent: QWidget) -> QDoubleSpinBox:
    editor = QDoubleSpinBox(parent, minimum=0.5, maximum=most, singleStep=0.5, decimals=2, value=value, suffix=_(" h"))
    editor.setMinimumHeight(QLineEdit().sizeHint().height())
    return editor
