"""The panel of choices beside the print preview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...app.chart.print_setup import PAPERS, LegendPlace, Margins, PrintSetup, TimeDetail
from ...app.edits.field import Field, Kind
from ...app.i18n import N_, _
from ...app.project.widths import replace
from ...app.workspace.print_choice import Columns, PrintChoice, ShownColumns
from ..charts.print_logo import SUFFIXES
from ..charts.print_words import FIELDS
from ..table.locale_style import date_format, style_of

_OWN: Final = "own"
_DETAILS: Final = {
    TimeDetail.AUTOMATIC: N_("Automatic"),
    TimeDetail.HOURS: N_("Hours"),
    TimeDetail.DAYS: N_("Days"),
    TimeDetail.WEEKS: N_("Weeks"),
    TimeDetail.MONTHS: N_("Months"),
    TimeDetail.QUARTERS: N_("Quarters"),
}
_LEGENDS: Final = {
    LegendPlace.NONE: N_("None"),
    LegendPlace.LAST: N_("On the last page"),
    LegendPlace.EVERY: N_("On every page"),
}
_WHICH: Final = {
    Columns.SIGHT: N_("As seen in the table"),
    Columns.TABLE: N_("All of the table"),
    Columns.OWN: N_("Own choice"),
}
_SHOWN: Final = {
    "links": N_("Links"),
    "critical": N_("Critical path"),
    "baseline": N_("Baseline bars"),
    "labels": N_("Texts beside bars"),
    "non_working": N_("Non-working time"),
    "status_line": N_("Status date line"),
    "today_line": N_("Today line"),
}


class PrintOptions(QTabWidget):
    """Shows a setup and lets it be changed.

    Signals:
        edited: Something was changed; read ``setup``, which raises ``PrintError`` where it can't be printed.
    """

    edited = Signal()

    def __init__(
        self,
        choice: PrintChoice,
        shown: ShownColumns,
        fields: Sequence[Field],
        span: tuple[date, date],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._base = choice.setup
        self._table = shown
        self._fields = [field for field in fields if field.kind is not Kind.INDICATORS]
        self._make_page(span)
        self._make_content()
        self._make_texts()
        self.show_choice(choice)

    # -- the setup

    @property
    def setup(self) -> PrintSetup:
        """What was chosen, with the columns that come of it.

        Raises:
            PrintError: It can't be printed so.
        """
        return self.choice.setup_for(self._table)

    @property
    def choice(self) -> PrintChoice:
        """What was chosen.

        Raises:
            PrintError: It can't be printed so.
        """
        which = Columns(self.which.currentData())
        own = tuple(key for key, checked in self._listed() if checked)
        setup = replace(self._setup(), columns=own if which is Columns.OWN else self._base.columns)
        return PrintChoice(setup, which)

    def _setup(self) -> PrintSetup:
        """All but the columns."""
        own = self.paper.currentData() == _OWN
        margin = self.margin.value()
        fit = self.fit.isChecked()
        return replace(
            self._base,
            paper=self._base.paper if own else self.paper.currentData(),
            size=(self.own_width.value(), self.own_height.value()) if own else None,
            landscape=self.landscape.isChecked(),
            margins=Margins(margin, margin, margin, margin),
            percent=None if fit else self.percent.value(),
            across=self.across.value() or None,
            down=self.down.value() or None,
            detail=TimeDetail(self.detail.currentData()),
            start=self.start.date().toPython() if self.from_day.isChecked() else None,
            finish=self.finish.date().toPython() if self.to_day.isChecked() else None,
            repeated=None if self.repeated.value() < 0 else self.repeated.value(),
            title=self.title.text(),
            logo=self.logo.text().strip(),
            header=tuple(edit.text() for edit in self.header),
            footer=tuple(edit.text() for edit in self.footer),
            legend=LegendPlace(self.legend.currentData()),
            greyscale=self.grey.isChecked(),
            **{name: box.isChecked() for name, box in self.shown.items()},
        )

    def show_choice(self, choice: PrintChoice) -> None:
        """Show a choice without announcing it."""
        blocker = QSignalBlocker(self)
        setup = self._base = choice.setup
        self.which.setCurrentIndex(self.which.findData(choice.columns))
        self.paper.setCurrentIndex(self.paper.findData(_OWN if setup.size else setup.paper))
        width, height = setup.sheet_mm
        self.own_width.setValue(width)
        self.own_height.setValue(height)
        (self.landscape if setup.landscape else self.upright).setChecked(True)
        self.margin.setValue(setup.margins.left)
        (self.fit if setup.percent is None else self.by_percent).setChecked(True)
        self.percent.setValue(setup.percent or 100)
        self.across.setValue(setup.across or 0)
        self.down.setValue(setup.down or 0)
        self.detail.setCurrentIndex(self.detail.findData(setup.detail))
        self.from_day.setChecked(setup.start is not None)
        self.to_day.setChecked(setup.finish is not None)
        if setup.start is not None:
            self.start.setDate(_qdate(setup.start))
        if setup.finish is not None:
            self.finish.setDate(_qdate(setup.finish))
        self._list_columns(choice.setup_for(self._table).columns)
        self.repeated.setValue(-1 if setup.repeated is None else setup.repeated)
        self.title.setText(setup.title)
        self.logo.setText(setup.logo)
        for edits, texts in ((self.header, setup.header), (self.footer, setup.footer)):
            for edit, text in zip(edits, texts, strict=True):
                edit.setText(text)
        self.legend.setCurrentIndex(self.legend.findData(setup.legend))
        (self.grey if setup.greyscale else self.colour).setChecked(True)
        for name, box in self.shown.items():
            box.setChecked(getattr(setup, name))
        self._enable()
        blocker.unblock()

    def show_chart_only(self, on: bool) -> None:
        """Let what concerns table and chart of tasks be chosen, or not."""
        for widget in (self.which, self.columns, self.repeated, self.shown_rows, self.legend, *self.shown.values()):
            widget.setEnabled(on)

    def _on_edited(self) -> None:
        self._enable()
        self.edited.emit()

    def _enable(self) -> None:
        own, fit = self.paper.currentData() == _OWN, self.fit.isChecked()
        self.own.setVisible(own)
        for button in (self.landscape, self.upright):
            button.setEnabled(not own)
        for widget in (self.across, self.down):
            widget.setEnabled(fit)
        self.percent.setEnabled(not fit)
        self.detail.setEnabled(not fit or self.across.value() == 0)
        self.start.setEnabled(self.from_day.isChecked())
        self.finish.setEnabled(self.to_day.isChecked())

    # -- paper and scale

    def _make_page(self, span: tuple[date, date]) -> None:
        form = self._tab(_("Page"))
        self.paper = QComboBox(self)
        for name, (width, height) in PAPERS.items():
            self.paper.addItem(_("{paper}  ({width:g} × {height:g} mm)").format(paper=name, width=width, height=height))
            self.paper.setItemData(self.paper.count() - 1, name)
        self.paper.addItem(_("Own size"), _OWN)
        self.paper.currentIndexChanged.connect(self._on_edited)
        form.addRow(_("Paper"), self.paper)
        self.own_width, self.own_height = self._millimetres(60, 5080), self._millimetres(60, 5080)
        self.own = _row(self.own_width, QLabel("×", self), self.own_height)
        form.addRow("", self.own)
        self.landscape, self.upright = self._either(_("Landscape"), _("Portrait"))
        form.addRow(_("Orientation"), _row(self.landscape, self.upright))
        self.margin = self._millimetres(0, 100)
        form.addRow(_("Margins"), self.margin)
        self.colour, self.grey = self._either(_("Colour"), _("Greys"))
        form.addRow(_("Colours"), _row(self.colour, self.grey))
        self._heading(form, _("Scale"))
        self._make_scale(form)
        self._heading(form, _("Dates"))
        self.from_day, self.start = self._day(_("From"), span[0])
        self.to_day, self.finish = self._day(_("To"), span[1])
        form.addRow(self.from_day, self.start)
        form.addRow(self.to_day, self.finish)

    def _make_scale(self, form: QFormLayout) -> None:
        self.fit, self.by_percent = self._either(_("Fit to"), _("Size"))
        self.across, self.down = self._pages(_("Pages across")), self._pages(_("Pages down"))
        form.addRow(self.fit, _row(self.across, QLabel("×", self), self.down))
        self.one_page = QPushButton(_("Fit on One Page"), self)
        self.one_page.clicked.connect(self._on_one_page)
        form.addRow("", self.one_page)
        self.percent = QSpinBox(self, minimum=10, maximum=500, suffix=" %")
        self.percent.setSingleStep(5)
        self.percent.valueChanged.connect(self._on_edited)
        form.addRow(self.by_percent, self.percent)
        for button in (self.fit, self.by_percent):
            button.setMinimumHeight(self.percent.sizeHint().height())
        self.detail = self._choice(_DETAILS)
        self.detail.setToolTip(_("How wide time is drawn where the number of pages across is left open"))
        form.addRow(_("Time scale"), self.detail)

    def _on_one_page(self) -> None:
        self.fit.setChecked(True)
        self.across.setValue(1)
        self.down.setValue(1)

    # -- columns and what the chart shows

    def _make_content(self) -> None:
        form = self._tab(_("Content"))
        self._heading(form, _("Columns"))
        self.which = self._choice(_WHICH)
        self.which.setAccessibleName(_("Which columns"))
        self.which.activated.connect(self._on_which)
        form.addRow(self.which)
        self.columns = QListWidget(self)
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.columns.setToolTip(_("Drag to change the order"))
        self.columns.setAccessibleName(_("Columns"))
        self.columns.setMinimumHeight(180)
        self.columns.itemChanged.connect(self._on_own_columns)
        self.columns.model().rowsMoved.connect(self._on_own_columns)
        form.addRow(self.columns)
        self.repeated = QSpinBox(self, minimum=-1, maximum=9)
        self.repeated.setSpecialValueText(_("up to the name"))
        self.repeated.setToolTip(_("So many columns, from the first on, stand on every page across"))
        self.repeated.valueChanged.connect(self._on_edited)
        form.addRow(_("Repeat the first"), self.repeated)
        self.shown_rows = QCheckBox(_("Rows as the window shows them"), self)
        self.shown_rows.setChecked(True)
        self.shown_rows.toggled.connect(self._on_edited)
        form.addRow(self.shown_rows)
        self._heading(form, _("Chart"))
        self.shown = {name: QCheckBox(_(title), self) for name, title in _SHOWN.items()}
        for box in self.shown.values():
            box.toggled.connect(self._on_edited)
            form.addRow(box)

    def _on_which(self) -> None:
        """List the columns of the kind just chosen; the first choice of one's own begins with those listed before."""
        choice = PrintChoice(self._base, Columns(self.which.currentData()))
        if choice.columns is Columns.OWN and self._base.columns == PrintSetup().columns:
            self._on_own_columns()
        else:
            self._list_columns(choice.setup_for(self._table).columns)

    def _on_own_columns(self) -> None:
        """What is ticked or dragged is the user's own choice from then on."""
        with QSignalBlocker(self.which):
            self.which.setCurrentIndex(self.which.findData(Columns.OWN))
        own = tuple(key for key, checked in self._listed() if checked)
        self._base = replace(self._base, columns=own)
        self._on_edited()

    def _list_columns(self, keys: Sequence[str]) -> None:
        blocker = QSignalBlocker(self.columns)
        by_key = {field.key: field for field in self._fields}
        chosen = [by_key[key] for key in keys if key in by_key]
        self.columns.clear()
        for field in (*chosen, *(field for field in self._fields if field.key not in keys)):
            item = QListWidgetItem(field.caption)
            item.setData(Qt.ItemDataRole.UserRole, field.key)
            item.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if field.key in keys else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        blocker.unblock()

    def _listed(self) -> list[tuple[str, bool]]:
        items = [self.columns.item(row) for row in range(self.columns.count())]
        return [
            (item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked) for item in items if item
        ]

    # -- texts

    def _make_texts(self) -> None:
        form = self._tab(_("Texts"))
        self.title = self._line(_("Title"))
        form.addRow(_("Title"), self.title)
        self.logo = self._line(_("Logo"))
        self.logo.setPlaceholderText(_("A PNG, JPEG or SVG file"))
        self.logo.setClearButtonEnabled(True)
        self.logo.textChanged.connect(self._on_edited)
        self.choose_logo = QToolButton(self)
        self.choose_logo.setText("…")
        self.choose_logo.setToolTip(_("Choose a picture"))
        self.choose_logo.clicked.connect(self._on_choose_logo)
        row = _row(self.logo, self.choose_logo)
        form.addRow(_("Logo"), row)
        self.legend = self._choice(_LEGENDS)
        form.addRow(_("Legend"), self.legend)
        self.header, self.footer = self._band(form, _("Header")), self._band(form, _("Footer"))
        self._heading(form, _("Fields for title, header and footer"))
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(10)
        for line, (name, title) in enumerate(FIELDS.items()):
            field = QLabel(f"{{{name}}}", self)
            field.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(field, line, 0)
            meaning = QLabel(_(title), self)
            meaning.setWordWrap(True)
            grid.addWidget(meaning, line, 1)
        grid.setColumnStretch(1, 1)
        form.addRow(grid)

    def _on_choose_logo(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), self.logo.text(), _("Pictures ({suffixes})").format(suffixes=kinds)
        )
        if chosen:
            self.logo.setText(chosen)

    def _band(self, form: QFormLayout, title: str) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        self._heading(form, title)
        edits = (self._line(title), self._line(title), self._line(title))
        for name, edit in zip((_("Left"), _("Centre"), _("Right")), edits, strict=True):
            form.addRow(name, edit)
        return edits

    # -- making controls

    def _tab(self, title: str) -> QFormLayout:
        page = QWidget(self)
        column = QVBoxLayout(page)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(12)
        column.addLayout(form)
        column.addStretch(1)
        area = QScrollArea(self, widgetResizable=True)  # a small screen has no room for all of them
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        for ground in (page, area.viewport()):
            ground.setAutoFillBackground(False)
        self.addTab(area, title)
        return form

    def _heading(self, form: QFormLayout, title: str) -> None:
        label = QLabel(title, self)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, 8, 0, 0)
        form.addRow(label)

    def _either(self, one: str, other: str) -> tuple[QRadioButton, QRadioButton]:
        buttons = (QRadioButton(one, self), QRadioButton(other, self))
        group = QButtonGroup(self)
        for button in buttons:
            group.addButton(button)
        buttons[0].toggled.connect(self._on_edited)
        return buttons

    def _millimetres(self, least: float, most: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self, minimum=least, maximum=most, suffix=" mm", decimals=0)
        box.valueChanged.connect(self._on_edited)
        return box

    def _pages(self, name: str) -> QSpinBox:
        box = QSpinBox(self, minimum=0, maximum=99)
        box.setSpecialValueText(_("any"))
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.valueChanged.connect(self._on_edited)
        return box

    def _day(self, title: str, day: date) -> tuple[QCheckBox, QDateEdit]:
        box = QCheckBox(title, self)
        edit = QDateEdit(_qdate(day), self)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat(date_format(style_of(QLocale())))
        box.setMinimumHeight(edit.sizeHint().height())
        box.toggled.connect(self._on_edited)
        edit.dateChanged.connect(self._on_edited)
        return box, edit

    def _choice(self, titles: dict[LegendPlace, str] | dict[TimeDetail, str] | dict[Columns, str]) -> QComboBox:
        box = QComboBox(self)
        for value, title in titles.items():
            box.addItem(_(title), value)
        box.currentIndexChanged.connect(self._on_edited)
        return box

    def _line(self, name: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setAccessibleName(name)
        edit.textEdited.connect(self._on_edited)
        return edit


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget(widgets[0].parentWidget())
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget, 0 if isinstance(widget, QLabel | QToolButton) else 1)
    return row


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
