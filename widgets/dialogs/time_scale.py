"""How time is divided above the chart: the tiers, their units and labels, the fiscal year, and non-working time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...app.chart.options import Options, Shading
from ...app.chart.tier_labels import is_form, label
from ...app.chart.tiers import USUAL, Align, TierFormat, TimeFormat, Unit
from ...app.i18n import N_, _
from ...app.project.moments import to_minute
from ...app.project.widths import replace
from .look import fit_to_screen

UNITS: Final = {
    Unit.YEAR: N_("Years"),
    Unit.HALF: N_("Half years"),
    Unit.QUARTER: N_("Quarters"),
    Unit.MONTH: N_("Months"),
    Unit.WEEK: N_("Weeks"),
    Unit.DAY: N_("Days"),
    Unit.HOUR: N_("Hours"),
}
TIERS: Final = (N_("Top"), N_("Middle"), N_("Bottom"))
ALIGNMENTS: Final = {
    Align.USUAL: N_("Aligned as usual"),
    Align.LEFT: N_("Left"),
    Align.CENTRE: N_("Centred"),
    Align.RIGHT: N_("Right"),
}
SHADINGS: Final = {
    Shading.NONE: N_("Not shaded"),
    Shading.PROJECT: N_("Of the project calendar"),
    Shading.SELECTED: N_("Of the project calendar, and of selected tasks their own"),
}
_SAMPLE: Final = to_minute(datetime(2026, 3, 2, 8))
_PLACEHOLDERS: Final = "{year} {yy} {half} {quarter} {month} {mon} {mm} {week} {weekday} {wday} {day} {hour}"


class _TierRow:
    """The choices for one tier."""

    def __init__(self, title: str, parent: QWidget) -> None:
        self.title = QLabel(title, parent)
        self.unit, self.form, self.align = QComboBox(parent), QComboBox(parent), QComboBox(parent)
        self.count = QSpinBox(parent, minimum=1, maximum=99)
        for unit, name in UNITS.items():
            self.unit.addItem(_(name), unit)
        for align, name in ALIGNMENTS.items():
            self.align.addItem(_(name), align)
        self.form.setEditable(True)
        self.form.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.form.setMinimumContentsLength(20)
        self.form.setToolTip(_("Choose a label, or write one with {names}").format(names=_PLACEHOLDERS))
        names = (_("Unit"), _("Count"), _("Label"), _("Alignment"))
        for box, name in zip((self.unit, self.count, self.form, self.align), names, strict=True):
            box.setAccessibleName(f"{title}, {name}")
        self.unit.currentIndexChanged.connect(self._offer_forms)
        self._offer_forms()

    def take(self, tier: TierFormat) -> None:
        self.unit.setCurrentIndex(self.unit.findData(tier.unit))
        self.count.setValue(tier.count)
        at = self.form.findData(tier.form)
        self.form.setCurrentIndex(at) if at >= 0 else self.form.setEditText(tier.form)
        self.align.setCurrentIndex(self.align.findData(tier.align))

    @property
    def tier(self) -> TierFormat:
        form = self.form.currentText()
        at = self.form.findText(form)
        pattern = self.form.itemData(at) if at >= 0 else form if is_form(form) else ""
        align = Align(self.align.currentData())
        return TierFormat(unit=Unit(self.unit.currentData()), count=self.count.value(), form=pattern, align=align)

    @property
    def unknown(self) -> str:
        """What was written as a label and is none; empty where all is well."""
        form = self.form.currentText()
        return "" if not form.strip() or self.form.findText(form) >= 0 or is_form(form) else form

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.title, self.unit, self.count, self.form, self.align)

    def _offer_forms(self) -> None:
        self.form.clear()
        self.form.addItem(_("As fits"), "")
        for form in USUAL[Unit(self.unit.currentData())]:
            self.form.addItem(label(form, _SAMPLE), form)


class TimeScaleDialog(QDialog):
    """Shows every choice in the chart at once; giving up takes all of them back."""

    def __init__(
        self, options: Options, show: Callable[[Options], None], parent: QWidget | None = None, fiscal_month: int = 1
    ) -> None:
        """Change options; ``show`` shows them in the chart, ``fiscal_month`` is when the plan's fiscal year begins."""
        super().__init__(parent)
        self.setWindowTitle(_("Timescale"))
        self._before, self._show = options, show
        self.number = QSpinBox(self, minimum=1, maximum=3)
        self.follow = QCheckBox(_("Units &follow the zoom"), self)
        self.fiscal = QCheckBox(_("Years, halves and quarters of the fisc&al year"), self)
        begins = _("It begins in {month}, as Project Information says.").format(
            month=QLocale().standaloneMonthName(fiscal_month, QLocale.FormatType.LongFormat)
        )
        self.fiscal_hint, self.told = _hint(begins, self), _hint("", self)
        self.shading, self.front = QComboBox(self), QCheckBox(_("In fr&ont of the bars"), self)
        self.rows = [_TierRow(_(title), self) for title in TIERS]
        for shading, title in SHADINGS.items():
            self.shading.addItem(_(title), shading)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._tiers_box())
        layout.addWidget(self._shading_box())
        layout.addStretch(1)
        layout.addWidget(buttons)
        self._take(options)
        self._connect()
        fit_to_screen(self, 620, 400)

    @property
    def options(self) -> Options:
        """What is chosen."""
        rows = [] if self.follow.isChecked() else self._used()
        time = TimeFormat(
            tiers=self.number.value(), fixed=tuple(row.tier for row in rows), fiscal=self.fiscal.isChecked()
        )
        return replace(
            self._before,
            time=time,
            shading=Shading(self.shading.currentData()),
            shading_in_front=self.front.isChecked(),
        )

    def reject(self) -> None:
        self._show(self._before)
        super().reject()

    def _used(self) -> list[_TierRow]:
        """The rows of the tiers that there are; the lowest are used first."""
        return self.rows[3 - self.number.value() :]

    def _tiers_box(self) -> QWidget:
        box = QGroupBox(_("Tiers"), self)
        form = QFormLayout(box)
        form.addRow(_("&Number:"), self.number)
        form.addRow("", self.follow)
        grid = QGridLayout()
        for at, row in enumerate(self.rows):
            for column, widget in enumerate(row.widgets()):
                grid.addWidget(widget, at, column)
        grid.setColumnStretch(3, 1)
        form.addRow(grid)
        form.addRow("", self.told)
        form.addRow("", self.fiscal)
        form.addRow("", self.fiscal_hint)
        return box

    def _shading_box(self) -> QWidget:
        box = QGroupBox(_("Non-working time"), self)
        form = QFormLayout(box)
        form.addRow(_("&Shaded:"), self.shading)
        form.addRow("", self.front)
        return box

    def _take(self, options: Options) -> None:
        time = options.time
        self.number.setValue(len(time.fixed) or time.tiers)
        self.follow.setChecked(not time.fixed)
        self.fiscal.setChecked(time.fiscal)
        self.shading.setCurrentIndex(self.shading.findData(options.shading))
        self.front.setChecked(options.shading_in_front)
        usual = (TierFormat(unit=Unit.QUARTER), TierFormat(unit=Unit.MONTH), TierFormat(unit=Unit.WEEK))
        for row, tier in zip(self.rows, usual, strict=True):
            row.take(tier)
        for row, tier in zip(self._used(), time.fixed, strict=False):
            row.take(tier)
        self._enable()

    def _connect(self) -> None:
        for row in self.rows:
            row.unit.currentIndexChanged.connect(self._on_changed)
            row.count.valueChanged.connect(self._on_changed)
            row.form.editTextChanged.connect(self._on_changed)
            row.align.currentIndexChanged.connect(self._on_changed)
        for box in (self.follow, self.fiscal, self.front):
            box.toggled.connect(self._on_changed)
        self.number.valueChanged.connect(self._on_changed)
        self.shading.currentIndexChanged.connect(self._on_changed)

    def _on_changed(self, *_what: object) -> None:
        self._enable()
        self._show(self.options)

    def _enable(self) -> None:
        for row in self.rows:
            for widget in row.widgets():
                widget.setEnabled(not self.follow.isChecked() and row in self._used())
        unknown = next((row.unknown for row in self._used() if row.unknown and not self.follow.isChecked()), "")
        text = _("{label} is no label; names that can stand in it are {names}.")
        self.told.setText(text.format(label=unknown, names=_PLACEHOLDERS) if unknown else "")
        self.told.setVisible(bool(unknown))
        self.fiscal_hint.setVisible(self.fiscal.isChecked())
        self.front.setEnabled(Shading(self.shading.currentData()) is not Shading.NONE)


def _hint(text: str, parent: QWidget) -> QLabel:
    """A line below a choice."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
