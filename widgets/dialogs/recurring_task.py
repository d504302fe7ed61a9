"""Recurring Task Information: what recurs, how long it takes, on which days and until when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...app.edits import recurring
from ...app.edits.wording import Wording
from ...app.i18n import _, ngettext
from ...app.project.durations import format_duration, parse_duration
from ...app.project.errors import EditError, quoted
from ...app.project.kinds import Recurrence
from ...app.project.moments import DAY, to_minute
from ...app.project.patch import Patch
from ...app.project.records import ExceptionPeriod, RecurringPattern, TaskUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .look import fit_to_screen
from .recurrence_fields import REPEATS, RecurrenceFields

_KINDS = [kind for kind in REPEATS if kind is not None]
_USUAL_COUNT = 10


class RecurringTaskDialog(QDialog):
    """Asks for a pattern; after it was accepted, ``patch`` makes or changes the recurring task."""

    def __init__(
        self,
        document: Document,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        uid: TaskUid | None = None,
        above: TaskUid | None = None,
    ) -> None:
        """Ask for a new recurring task above a task, or change one."""
        super().__init__(parent)
        self.setWindowTitle(_("Recurring Task Information"))
        self._document = document
        self._uid = uid
        self._above = above
        self._wording = Wording(document.project.info, style_of(QLocale()))
        self.patch = Patch()
        present = self._present()
        self.name = QLineEdit("" if uid is None else document.project.tasks[uid].name, self)
        info = document.project.info
        self.duration = QLineEdit(format_duration(present.duration, present.duration_unit, info), self)
        self.kind = QComboBox(self)
        for kind in _KINDS:
            self.kind.addItem(_(REPEATS[kind]), kind.value)
        self.fields = RecurrenceFields(present.when, self)
        self.skip = QCheckBox(_("Leave out days off"), self)
        self.skip.setChecked(present.skip_days_off)
        begin = datetime.combine(present.when.start, datetime.min.time())
        clock = self._wording.clock(present.time)
        self.start = QLineEdit(f"{self._wording.day(begin, begin.weekday())} {clock}", self)
        self.by_count, self.by_date = QRadioButton(_("End after"), self), QRadioButton(_("End by"), self)
        self.count = QSpinBox(self)
        self.count.setRange(1, recurring.MOST)
        self.count.setValue(present.when.occurrences or _USUAL_COUNT)
        self.finish = QLineEdit(self._wording.day(present.when.finish, present.when.finish.weekday()), self)
        (self.by_count if present.when.occurrences else self.by_date).setChecked(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self._theme = appearance.theme
        self._lay_out()
        self._connect(present.when.recurrence)
        fit_to_screen(self, 560, 330)
        self.name.setFocus()

    def _present(self) -> RecurringPattern:
        """The pattern of the task; for a new one, weekly from the plan's start or the selected task on."""
        document = self._document
        if self._uid is not None:
            return recurring.pattern_of(document.engine, self._uid)
        schedule, info = document.schedule, document.project.info
        known = self._above is not None and self._above in schedule
        start = schedule.start_of(self._above) if known and self._above is not None else info.start
        when = ExceptionPeriod(
            start=start.date(),
            finish=max(schedule.project_finish.date(), start.date()),
            recurrence=Recurrence.WEEKLY,
            weekdays=1 << start.weekday(),
            occurrences=_USUAL_COUNT,
        )
        return RecurringPattern(when=when, time=info.default_start_time)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&Name:"), self.name)
        form.addRow(_("&Duration:"), self.duration)
        form.addRow(_("&Repeats:"), self.kind)
        form.addRow("", self.fields)
        form.addRow("", self.skip)
        form.addRow(_("&Start:"), self.start)
        ends = QHBoxLayout()
        for widget in (self.by_count, self.count, QLabel(_("occurrences"), self), self.by_date, self.finish):
            ends.addWidget(widget)
        ends.addStretch()
        form.addRow("", ends)
        group = QButtonGroup(self)
        group.addButton(self.by_count)
        group.addButton(self.by_date)
        self.finish.setAccessibleName(_("End by"))
        self.count.setAccessibleName(_("Occurrences"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch()
        column.addWidget(self.told)
        column.addWidget(buttons)

    def _connect(self, recurrence: Recurrence | None) -> None:
        self.kind.setCurrentIndex(max(self.kind.findData((recurrence or Recurrence.WEEKLY).value), 0))
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self._on_kind_changed()
        self.by_count.toggled.connect(self._say)
        for spin in (self.count, *self.fields.every, *self.fields.days):
            spin.valueChanged.connect(self._say)
        for box in (*self.fields.weekdays, self.skip):
            box.toggled.connect(self._say)
        for choice in (*self.fields.months, *self.fields.positions, *self.fields.named):
            choice.currentIndexChanged.connect(self._say)
        for line in (self.start, self.finish, self.duration):
            line.editingFinished.connect(self._say)

    def _on_kind_changed(self) -> None:
        self.fields.show_for(Recurrence(self.kind.currentData()))
        self._say()

    def pattern(self) -> RecurringPattern:
        """The pattern as it is entered.

        Raises:
            EditError: A date, a time or the duration can't be read, or no weekday was chosen.
        """
        info = self._document.project.info
        kind = Recurrence(self.kind.currentData())
        begin = to_minute(self._wording.parse_moment(self.start.text(), info.default_start_time))
        typed = parse_duration(self.duration.text(), info)
        start = self._wording.parse_moment(self.start.text(), 0).date()
        finish = self._last() if self.by_date.isChecked() else start
        if finish < start:
            raise EditError(_("It ends before it starts."))
        fields: dict[str, Any] = self.fields.entered(kind)
        fields |= {"occurrences": self.count.value() if self.by_count.isChecked() else None}
        if kind is Recurrence.WEEKLY and not fields["weekdays"]:
            raise EditError(_("Choose a weekday."))
        if typed.minutes < 0 or typed.unit.percent:
            raise EditError(_("'{text}' is no duration.").format(text=quoted(self.duration.text())))
        return RecurringPattern(
            when=ExceptionPeriod(start=start, finish=finish, recurrence=kind, **fields),
            time=begin % DAY,
            duration=typed.minutes,
            duration_unit=typed.unit,
            skip_days_off=self.skip.isChecked(),
        )

    def _last(self) -> date:
        return self._wording.parse_moment(self.finish.text(), 0).date()

    def _say(self) -> None:
        """Say how often it will happen, or why it can't."""
        try:
            begins = recurring.occurrences(self._document.engine, self.pattern())
        except EditError as refusal:
            self._tell(str(refusal), self._theme.error)
            return
        count, last = len(begins), begins[-1]
        if self.by_count.isChecked():
            self.finish.setText(self._wording.day(last, last.weekday()))
        said = ngettext("One occurrence, on {last}", "{count} occurrences, the last on {last}", count)
        self._tell(said.format(count=count, last=self._wording.day(last, last.weekday())), self._theme.text_faint)

    def _tell(self, sentence: str, colour: str) -> None:
        self.told.setText(sentence)
        self.told.setStyleSheet(f"color: {colour};")

    def accept(self) -> None:
        """Close if a recurring task can be made of what was entered, else say why not."""
        engine = self._document.engine
        try:
            pattern = self.pattern()
            if self._uid is None:
                self.patch = recurring.insert(engine, self.name.text(), pattern, self._above)
            else:
                self.patch = recurring.set_pattern(engine, self._uid, self.name.text(), pattern)
        except EditError as refusal:
            self._tell(str(refusal), self._theme.error)
            return
        super().accept()
