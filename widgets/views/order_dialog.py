"""Asks by which fields to group, or to sort."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ...app.edits.field import Kind
from ...app.i18n import N_, _
from ...app.views.buckets import DATE_INTERVALS, EACH, usual_interval
from ...app.views.columns import NUMERIC, Columns
from ...app.views.spec import MOST, GroupBy, SortBy
from .condition_edit import field_box

_TITLES = {
    True: (N_("Group by"), N_("then by"), N_("then by")),
    False: (N_("Sort by"), N_("then by"), N_("then by")),
}
_TEXT_INTERVALS = {"": N_("Each value"), "letter": N_("First letter")}


class OrderDialog(QDialog):
    """Up to three fields with their direction, and for groups how values are put together."""

    def __init__(
        self,
        columns: Columns,
        present: tuple[GroupBy, ...] | tuple[SortBy, ...],
        parent: QWidget | None = None,
        *,
        grouping: bool,
        outline: bool = True,
        hierarchy: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Group") if grouping else _("Sort"))
        self._columns = columns
        self._grouping = grouping
        self.renumber = False
        self.fields: list[QComboBox] = []
        self.intervals: list[QComboBox] = []
        self.directions: list[QComboBox] = []
        grid = QGridLayout()
        for place in range(MOST):
            self._add_line(grid, place, present[place] if place < len(present) else None)
        grid.setColumnStretch(1, 1)
        said = _("Keep the &outline: show summary tasks inside the groups")
        self.keep = QCheckBox(said if grouping else _("&Keep the outline: sort below each summary task"), self)
        self.keep.setChecked(hierarchy if grouping else outline)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        if not grouping:
            self.for_good = buttons.addButton(_("&Renumber for Good"), QDialogButtonBox.ButtonRole.ActionRole)
            self.for_good.setToolTip(_("Make this the order of the plan itself: an edit, which can be undone"))
            self.for_good.clicked.connect(self._on_for_good)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addWidget(self.keep)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)

    def _add_line(self, grid: QGridLayout, place: int, present: GroupBy | SortBy | None) -> None:
        field = field_box(self._columns, self, none=_("(nothing)"))
        interval, direction = QComboBox(self), QComboBox(self)
        direction.addItems([_("ascending"), _("descending")])
        direction.setAccessibleName(_("Direction"))
        interval.setAccessibleName(_("Interval"))
        interval.setVisible(self._grouping)
        self.fields.append(field)
        self.intervals.append(interval)
        self.directions.append(direction)
        field.currentIndexChanged.connect(lambda _place: self._on_field(place))
        grid.addWidget(QLabel(_(_TITLES[self._grouping][place]), self), place, 0)
        grid.addWidget(field, place, 1)
        grid.addWidget(interval, place, 2)
        grid.addWidget(direction, place, 3)
        if present is not None:
            field.setCurrentIndex(max(field.findData(present.field), 0))
            direction.setCurrentIndex(int(present.descending))
            if isinstance(present, GroupBy) and interval.findData(present.interval) >= 0:
                interval.setCurrentIndex(interval.findData(present.interval))
        self._on_field(place, keep=present is not None)

    def _on_field(self, place: int, *, keep: bool = False) -> None:
        key = self.fields[place].currentData()
        self.intervals[place].setEnabled(bool(key))
        self.directions[place].setEnabled(bool(key))
        if keep and self.intervals[place].count():
            return
        self.intervals[place].clear()
        if key:
            for code, title in intervals(self._columns, key).items():
                self.intervals[place].addItem(title, code)
            usual = usual_interval(self._columns.fields[key].kind)
            self.intervals[place].setCurrentIndex(max(self.intervals[place].findData(usual), 0))

    def _on_for_good(self) -> None:
        self.renumber = True
        self.accept()

    def groups(self) -> tuple[GroupBy, ...]:
        """What to group by."""
        return tuple(
            GroupBy(field=key, interval=self.intervals[place].currentData() or "", descending=self._descending(place))
            for place, key in self._chosen()
        )

    def sorts(self) -> tuple[SortBy, ...]:
        """What to sort by."""
        return tuple(SortBy(field=key, descending=self._descending(place)) for place, key in self._chosen())

    def _chosen(self) -> list[tuple[int, str]]:
        found: dict[str, int] = {}
        for place, box in enumerate(self.fields):
            if box.currentData():
                found.setdefault(box.currentData(), place)
        return [(place, key) for key, place in found.items()]

    def _descending(self, place: int) -> bool:
        return self.directions[place].currentIndex() == 1


def intervals(columns: Columns, key: str) -> dict[str, str]:
    """How the values of a field can be put together: code to title."""
    field, info = columns.fields[key], columns.facts.figures.project.info
    if field.kind is Kind.DATE:
        return {code: _(title) for code, title in DATE_INTERVALS.items()}
    if field.kind in (Kind.DURATION, Kind.WORK):
        day, week = info.minutes_per_day, info.minutes_per_week
        return {"": _("Each value"), str(day): _("By the day"), str(week): _("By the week")}
    if field.kind is Kind.PERCENT:
        return {"": _("Each value"), "10": _("By tens"), "25": _("By quarters"), "50": _("By halves")}
    if field.kind in (Kind.NUMBER, Kind.COST):
        return {
            "": _("Each value"),
            **{str(size): _("By {size}").format(size=size) for size in (10, 100, 1000, 10_000)},
        }
    if field.kind is Kind.RESOURCES:
        return {"": _("Those who work together"), EACH: _("Each by itself")}
    if field.kind in NUMERIC:
        return {"": _("Each value")}
    return {code: _(title) for code, title in _TEXT_INTERVALS.items()}
