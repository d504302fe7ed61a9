"""All about one resource: who it is, its cost rate tables, when how much of it is there; one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from ...app.analysis.cost import rates_of
from ...app.edits import resources
from ...app.edits.custom_definitions import set_resource_value
from ...app.edits.custom_fields import typed_value, value_text
from ...app.edits.rates import format_rate, parse_rate
from ...app.i18n import N_, _
from ...app.project.errors import EditError
from ...app.project.kinds import Accrual, Entity, ResourceKind
from ...app.project.lookup import codes_of
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import Availability, CostRates, Resource, ResourceUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from .information import Information
from .line_table import LineTable
from .look import list_style
from .resource_columns import ACCRUALS
from .resource_table import text_of

TABLES = ("A", "B", "C", "D", "E")
_TEXTS: tuple[tuple[str, str, Callable[[Project, ResourceUid, str], Patch]], ...] = (
    ("name", N_("&Name:"), resources.rename),
    ("initials", N_("&Initials:"), resources.set_initials),
    ("group", N_("&Group:"), resources.set_group),
    ("code", N_("&Code:"), resources.set_code),
    ("email", N_("&E-mail:"), resources.set_email),
    ("material_label", N_("Material &label:"), resources.set_material_label),
)
_DAY_END = 1439


class ResourceInformation(Information):
    """Shows a resource."""

    def __init__(
        self, document: Document, uid: ResourceUid, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        name = document.project.resources[uid].name
        super().__init__(document, appearance, _("Change resource {name}").format(name=name), parent)
        self._uid = uid
        self._theme = appearance.theme
        self.setWindowTitle(_("Resource Information – {name}").format(name=name))
        self.setStyleSheet(list_style(self._theme))
        self.tabs.addTab(self._general_page(), _("General"))
        self.rates: list[LineTable] = []
        if self._resource.kind is not ResourceKind.COST:
            self.tabs.addTab(self._costs_page(), _("Costs"))
        if self._resource.kind is ResourceKind.WORK:
            self.tabs.addTab(self._availability_page(), _("Availability"))
        self.custom: dict[str, QLineEdit | QComboBox] = {}
        if any(one.entity is Entity.RESOURCE for one in document.project.custom_fields.values()):
            self.tabs.addTab(self._custom_page(), _("Custom Fields"))
        self._add_notes(self._resource.notes, lambda project, text: resources.set_notes(project, uid, text))
        self._fit(580, 430)

    @property
    def _resource(self) -> Resource:
        return self._document.project.resources[self._uid]

    # -- pages

    def _general_page(self) -> QWidget:
        (page, form), uid = self._page(), self._uid
        self.texts: dict[str, QLineEdit] = {}
        for key, title, edit in _TEXTS:
            if key == "material_label" and self._resource.kind is not ResourceKind.MATERIAL:
                continue
            self.texts[key] = line = QLineEdit(getattr(self._resource, key), page)
            form.addRow(_(title), line)
            self._watch(line.text, lambda project, line=line, edit=edit: edit(project, uid, line.text()))
        self.accrual = QComboBox(page)
        for accrual, title in ACCRUALS.items():
            self.accrual.addItem(_(title), accrual.value)
        self.accrual.setCurrentIndex(list(ACCRUALS).index(self._resource.accrue_at))
        form.addRow(_("Cost &falls due:"), self.accrual)
        self._watch(
            self.accrual.currentData,
            lambda project: resources.set_accrual(project, uid, Accrual(self.accrual.currentData())),
        )
        self._add_hyperlink(
            form, self._resource.hyperlink, lambda project, link: resources.set_hyperlink(project, uid, link)
        )
        return page

    def _costs_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        self.tables = QTabWidget(page)
        self.tables.setDocumentMode(True)
        titles = [_("Effective date"), _("Standard rate"), _("Overtime rate"), _("Per use cost")]
        for number, letter in enumerate(TABLES):
            table = LineTable(titles, self._theme, self.tables)
            lines = rates_of(self._resource, number) or (CostRates(table=number),)
            table.show_lines([self._rate_texts(line) for line in lines], first=_("from the beginning"))
            self.rates.append(table)
            self._watch(table.lines, lambda project, number=number, table=table: resources.set_rates(
                project, self._uid, number, self._lines(table)
            ))  # fmt: skip
            self.tables.addTab(table, _("A (default)") if letter == "A" else letter)
        column.addWidget(self.tables)
        hint = QLabel(
            _("A line holds until the next begins. Assignments choose their cost rate table in task usage."), page
        )
        hint.setWordWrap(True)
        hint.setStyleSheet(f"color: {self._theme.text_faint};")
        column.addWidget(hint)
        return page

    def _availability_page(self) -> QWidget:
        page = self._periods_page = QWidget(self)
        column = QVBoxLayout(page)
        self.availability = LineTable([_("Available from"), _("Available to"), _("Units")], self._theme, page)
        periods = self._resource.availability or (Availability(units=self._resource.max_units),)
        self.availability.show_lines([self._period_texts(period) for period in periods])
        self._watch(
            self.availability.lines, lambda project: resources.set_availability(project, self._uid, self._periods())
        )
        column.addWidget(self.availability)
        hint = QLabel(
            _("Outside of all periods there is nothing of the resource. A date left empty means always."), page
        )
        hint.setWordWrap(True)
        hint.setStyleSheet(f"color: {self._theme.text_faint};")
        column.addWidget(hint)
        return page

    def _custom_page(self) -> QWidget:
        inner, form = self._page()
        for key, field in self._document.project.custom_fields.items():
            if field.entity is not Entity.RESOURCE:
                continue
            editor: QLineEdit | QComboBox
            text = value_text(field, self._wording, self._resource.custom.get(key))
            if field.lookup:
                editor = QComboBox(inner)
                editor.addItems(["", *codes_of(field.lookup)])
                editor.setEditable(not field.restricted)
                editor.setCurrentText(text)
            else:
                editor = QLineEdit(text, inner)
            editor.setEnabled(not field.formula)
            self.custom[key] = editor
            self._watch(lambda editor=editor: text_of(editor), lambda project, key=key: self._own_value(project, key))
            form.addRow(f"{field.alias or field.name}:", editor)
        page = QScrollArea(self)
        page.setWidgetResizable(True)
        page.setFrameShape(QScrollArea.Shape.NoFrame)
        page.setWidget(inner)
        return page

    # -- texts

    def _rate_texts(self, line: CostRates) -> list[str]:
        wording = self._wording
        rates = format_rate(line.standard, wording), format_rate(line.overtime, wording)
        return [self._date_text(line.start), *rates, wording.money(line.cost_per_use)]

    def _period_texts(self, period: Availability) -> list[str]:
        return [self._date_text(period.start), self._date_text(period.finish), f"{period.units * 100:.6g} %"]

    def _date_text(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        midnight = moment.hour == moment.minute == 0 or moment.hour * 60 + moment.minute == _DAY_END
        return self._wording.day(moment, moment.weekday()) if midnight else self._wording.date_time(moment)

    # -- carrying out

    def _own_value(self, project: Project, key: str) -> Patch:
        value = typed_value(project.custom_fields[key], self._wording, text_of(self.custom[key]))
        return set_resource_value(project, self._uid, key, value)

    def _periods(self) -> list[Availability]:
        found: list[Availability] = []
        for row, (start, finish, units) in self.availability.lines():
            try:
                period = Availability(
                    start=self._moment(start, 0),
                    finish=self._moment(finish, _DAY_END),
                    units=float(self._wording.parse_number(units.removesuffix("%").strip() or "100")) / 100,
                )
            except EditError:
                self.tabs.setCurrentWidget(self._periods_page)
                self.availability.point_at(row)
                raise
            found.append(period)
        return found

    def _lines(self, table: LineTable) -> list[CostRates]:
        kind, wording, found = self._resource.kind, self._wording, []
        for row, (start, standard, overtime, per_use) in table.lines():
            try:
                line = CostRates(
                    start=self._moment(start, 0),
                    standard=parse_rate(standard, wording, kind),
                    overtime=parse_rate(overtime, wording, kind),
                    cost_per_use=wording.parse_money(per_use or "0"),
                )
                if row and line.start is None:
                    raise EditError(_("Type the date from which on this line holds."))
            except EditError:
                self.tables.setCurrentWidget(table)
                table.point_at(row)
                raise
            found.append(line)
        return found

    def _moment(self, text: str, clock: int) -> datetime | None:
        return self._wording.parse_moment(text, clock) if text else None
