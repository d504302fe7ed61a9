"""The hours of the seven weekdays, typed like ``8:00-12:00, 13:00-17:00``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from ...app.edits.working_hours import format_hours, parse_hours, total_minutes
from ...app.i18n import _
from ...app.project.day_names import WEEKDAYS
from ...app.project.errors import EditError
from ...app.project.records import Hours
from ..appearance import Appearance


class WeekEditor(QWidget):
    """Seven fields.

    Signals:
        hours_entered: A weekday (0 for Monday) was given other hours; None to follow the base again.
        refused: What was typed holds no hours; the sentence that says why. Empty when it does again.
    """

    hours_entered = Signal(int, object)
    refused = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._week: Sequence[Hours | None] | None = None
        self.fields: list[QLineEdit] = []
        self._totals: list[QLabel] = []
        self._resets: list[QToolButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for weekday, name in enumerate(WEEKDAYS):
            self._add_row(grid, weekday, _(name))
        grid.setRowStretch(len(WEEKDAYS), 1)

    def show_week(
        self, week: Sequence[Hours | None], usual: Sequence[Hours] | None, follows: str, *, resets: bool = True
    ) -> None:
        """Show a week.

        Args:
            usual: What days left open come to; None where that differs.
            follows: Where these come from, in words.
            resets: Days can be left open again.
        """
        self._week = week
        for weekday, field in enumerate(self.fields):
            hours = week[weekday]
            self._mark(field, refused=False)
            field.setText("" if hours is None else format_hours(hours) or _("off"))
            open_hours = None if usual is None else usual[weekday]
            told = follows if open_hours is None else f"{format_hours(open_hours) or _('off')} ({follows})"
            field.setPlaceholderText(told)
            spoken = open_hours if hours is None else hours
            total = total_minutes(spoken or ())
            self._totals[weekday].setText("" if spoken is None else f"{total / 60:g} h" if total else "–")
            self._resets[weekday].setEnabled(hours is not None)
            self._resets[weekday].setVisible(resets)

    def is_valid(self) -> bool:
        """Whether every field holds hours."""
        return not any(field.property("refused") for field in self.fields)

    def _add_row(self, grid: QGridLayout, weekday: int, name: str) -> None:
        label = QLabel(name, self)
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setMinimumWidth(field.fontMetrics().horizontalAdvance("00:00-00:00, 00:00-00:00X"))
        label.setBuddy(field)
        field.editingFinished.connect(lambda: self._on_finished(weekday))
        total = QLabel(self)
        total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        total.setMinimumWidth(total.fontMetrics().horizontalAdvance("00.0 h"))
        reset = QToolButton(self)
        reset.setText("↺")
        reset.setAutoRaise(True)
        reset.setToolTip(_("Take the usual hours again"))
        reset.setAccessibleName(_("Take the usual hours on {day} again").format(day=name))
        reset.clicked.connect(lambda: self.hours_entered.emit(weekday, None))
        for column, widget in enumerate((label, field, total, reset)):
            grid.addWidget(widget, weekday, column)
        self.fields.append(field)
        self._totals.append(total)
        self._resets.append(reset)

    def _on_finished(self, weekday: int) -> None:
        """Announce what was typed; an empty field follows the base, a day off is ``off``."""
        field = self.fields[weekday]
        text = field.text().strip()
        try:
            hours = parse_hours(text) if text else None
        except EditError as error:
            self._mark(field, refused=True)
            self.refused.emit(str(error))
            return
        self._mark(field, refused=False)
        self.refused.emit("")
        if self._week is not None and hours != self._week[weekday]:
            self.hours_entered.emit(weekday, hours)

    def _mark(self, field: QLineEdit, *, refused: bool) -> None:
        field.setProperty("refused", refused)
        error = self._appearance.theme.error
        field.setStyleSheet(f"QLineEdit {{ border: 2px solid {error}; }}" if refused else "")
