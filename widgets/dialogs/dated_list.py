"""Lists of the exceptions and the work weeks of a calendar, with forms to add and change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.edits import calendar_days
from ...app.edits.working_hours import format_hours
from ...app.i18n import N_, _
from ...app.project.day_names import full_date
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import CalendarUid, ExceptionPeriod, WorkWeek
from ..appearance import Appearance
from .exception_form import ExceptionForm, WorkWeekForm
from .recurrence_fields import recurrence_text

_WIDEST = 240
"""Pixels of the widest column: long names leave the dates in sight."""

Dated = TypeVar("Dated", ExceptionPeriod, WorkWeek)


@dataclass(frozen=True, kw_only=True)
class Sort(Generic[Dated]):
    """What a list is of: its columns, its form and its edits.

    Attributes:
        texts: What stands in the columns.
        fresh: A record to begin with, on a day.
        ask: Opens the form; gives None where the user changed their mind.
    """

    titles: tuple[str, ...]
    texts: Callable[[Dated], Sequence[str]]
    fresh: Callable[[date], Dated]
    ask: Callable[[Dated, Appearance, QWidget], Dated | None]
    add: Callable[[Project, CalendarUid, Dated], Patch]
    change: Callable[[Project, CalendarUid, int, Dated], Patch]
    remove: Callable[[Project, CalendarUid, Iterable[int]], Patch]
    captions: tuple[str, str, str]


def _ask_exception(before: ExceptionPeriod, appearance: Appearance, parent: QWidget) -> ExceptionPeriod | None:
    form = ExceptionForm(before, appearance, parent)
    accepted = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    return form.exception if accepted else None


def _ask_work_week(before: WorkWeek, appearance: Appearance, parent: QWidget) -> WorkWeek | None:
    form = WorkWeekForm(before, appearance, parent)
    accepted = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    return form.work_week if accepted else None


def _day_text(day: date) -> str:
    return full_date(datetime.combine(day, time()), with_time=False)


EXCEPTIONS: Sort[ExceptionPeriod] = Sort(
    titles=(N_("Name"), N_("From"), N_("To"), N_("Hours"), N_("Repeats")),
    texts=lambda one: (
        one.name,
        _day_text(one.start),
        _day_text(one.finish),
        format_hours(one.hours) or _("day off"),
        recurrence_text(one),
    ),
    fresh=lambda day: ExceptionPeriod(start=day, finish=day),
    ask=_ask_exception,
    add=calendar_days.add_exception,
    change=calendar_days.set_exception,
    remove=calendar_days.remove_exceptions,
    captions=(N_("Add exception"), N_("Change exception"), N_("Remove exceptions")),
)
WORK_WEEKS: Sort[WorkWeek] = Sort(
    titles=(N_("Name"), N_("From"), N_("To")),
    texts=lambda one: (one.name, _day_text(one.start), _day_text(one.finish)),
    fresh=lambda day: WorkWeek(start=day, finish=day),
    ask=_ask_work_week,
    add=calendar_days.add_work_week,
    change=calendar_days.set_work_week,
    remove=calendar_days.remove_work_weeks,
    captions=(N_("Add work week"), N_("Change work week"), N_("Remove work weeks")),
)


class DatedList(QWidget, Generic[Dated]):
    """A table of records with dates, and buttons.

    Attributes:
        buttons: Below the table; there is room behind them.

    Signals:
        edited: A change is wanted: the edit as a function of project and calendar, and what it is called.
    """

    edited = Signal(object, str)

    def __init__(
        self, sort: Sort[Dated], appearance: Appearance, day: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """Take what the list is of, and a function that gives the day on which new records begin."""
        super().__init__(parent)
        self._sort = sort
        self._appearance = appearance
        self._day = day
        self._records: tuple[Dated, ...] = ()
        self.table = _Table([_(title) for title in sort.titles], self)
        self.add = QPushButton(_("Add…"), self)
        self.change = QPushButton(_("Change…"), self)
        self.remove = QPushButton(_("Remove"), self)
        self.buttons = QHBoxLayout()
        for button in (self.add, self.change, self.remove):
            self.buttons.addWidget(button)
        self.buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(self.buttons)
        self.add.clicked.connect(self._on_add)
        self.change.clicked.connect(self._on_change)
        self.remove.clicked.connect(self._on_remove)
        self.table.activated_row.connect(self._on_change)
        self.table.removed.connect(self._on_remove)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self._on_selection_changed()

    def show_records(self, records: tuple[Dated, ...]) -> None:
        """Show these; the current row stays, as far as there is one."""
        self._records = records
        at = self.table.currentRow()
        self.table.setRowCount(len(records))
        for row, record in enumerate(records):
            for column, text in enumerate(self._sort.texts(record)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        if records and at >= 0:
            self.table.selectRow(min(at, len(records) - 1))
        self._on_selection_changed()

    def chosen_rows(self) -> list[int]:
        """The selected rows."""
        return sorted({index.row() for index in self.table.selectedIndexes()})

    def _on_add(self) -> None:
        made = self._sort.ask(self._sort.fresh(self._day()), self._appearance, self)
        if made is not None:
            edit = self._sort.add
            self.edited.emit(lambda project, uid: edit(project, uid, made), _(self._sort.captions[0]))

    def _on_change(self) -> None:
        rows = self.chosen_rows()
        if len(rows) != 1:
            return
        made = self._sort.ask(self._records[rows[0]], self._appearance, self)
        if made is not None:
            edit, place = self._sort.change, rows[0]
            self.edited.emit(lambda project, uid: edit(project, uid, place, made), _(self._sort.captions[1]))

    def _on_remove(self) -> None:
        rows = self.chosen_rows()
        if rows:
            edit = self._sort.remove
            self.edited.emit(lambda project, uid: edit(project, uid, rows), _(self._sort.captions[2]))

    def _on_selection_changed(self) -> None:
        rows = self.chosen_rows()
        self.change.setEnabled(len(rows) == 1)
        self.remove.setEnabled(bool(rows))


class _Table(QTableWidget):
    """Rows that are opened with Return or a double-click and removed with Delete."""

    activated_row = Signal()
    removed = Signal()

    def __init__(self, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(0, len(titles), parent)
        self.setHorizontalHeaderLabels(list(titles))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(64)
        columns.setMaximumSectionSize(_WIDEST)
        self.doubleClicked.connect(self.activated_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.activated_row.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
