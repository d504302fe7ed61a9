"""All about one resource: who it is, its cost rate tables, when how much of it is there; one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.cost import rates_of
from ...app.edits import resources
from ...app.edits.custom_definitions import set_resource_value
from ...app.edits.custom_fields import typed_value, value_text
from ...app.edits.rates import format_rate, parse_rate
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.errors import EditError
from ...app.project.kinds import Accrual, Entity, ResourceKind
from ...app.project.lookup import codes_of
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import Availability, CostRates, Resource, ResourceUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .hyperlink import HyperlinkRow
from .line_table import LineTable
from .look import fit_to_screen, list_style
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


class ResourceInformation(QDialog):
    """Shows a resource on tabs and carries out what was changed."""

    def __init__(
        self, document: Document, uid: ResourceUid, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._uid = uid
        self._appearance = appearance
        self._wording = Wording(document.project.info, style_of(QLocale()))
        self.setWindowTitle(_("Resource Information – {name}").format(name=self._resource.name))
        self.setStyleSheet(list_style(appearance.theme))
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._general_page(), _("General"))
        self.rates: list[LineTable] = []
        if self._resource.kind is not ResourceKind.COST:
            self.tabs.addTab(self._costs_page(), _("Costs"))
        self.availability = LineTable([_("Available from"), _("Available to"), _("Units")], appearance.theme, self)
        self._periods_page = self._availability_page()
        if self._resource.kind is ResourceKind.WORK:
            self.tabs.addTab(self._periods_page, _("Availability"))
        else:
            self._periods_page.hide()
        self.custom: dict[str, QLineEdit | QComboBox] = {}
        if any(one.entity is Entity.RESOURCE for one in document.project.custom_fields.values()):
            self.tabs.addTab(self._custom_page(), _("Custom Fields"))
        self.notes = QPlainTextEdit(self._resource.notes, self)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(_("Notes"))
        self.tabs.addTab(self.notes, _("Notes"))
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet(f"color: {appearance.theme.error};")
        self.message.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.tabs, self.message, buttons):
            column.addWidget(widget)
        self._shown = self._told()
        fit_to_screen(self, 580, 430)

    @property
    def _resource(self) -> Resource:
        return self._document.project.resources[self._uid]

    # -- pages

    def _general_page(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.texts: dict[str, QLineEdit] = {}
        for key, title, _edit in _TEXTS:
            if key == "material_label" and self._resource.kind is not ResourceKind.MATERIAL:
                continue
            self.texts[key] = QLineEdit(getattr(self._resource, key), page)
            form.addRow(_(title), self.texts[key])
        self.accrual = QComboBox(page)
        for accrual, title in ACCRUALS.items():
            self.accrual.addItem(_(title), accrual.value)
        self.accrual.setCurrentIndex(list(ACCRUALS).index(self._resource.accrue_at))
        form.addRow(_("Cost &falls due:"), self.accrual)
        path = self._document.path
        self.hyperlink = HyperlinkRow(self._resource.hyperlink, path.parent if path else None, page)
        form.addRow(_("Hyperlink:"), self.hyperlink)
        return page

    def _costs_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        self.tables = QTabWidget(page)
        self.tables.setDocumentMode(True)
        titles = [_("Effective date"), _("Standard rate"), _("Overtime rate"), _("Per use cost")]
        for number, letter in enumerate(TABLES):
            table = LineTable(titles, self._appearance.theme, self.tables)
            lines = rates_of(self._resource, number) or (CostRates(table=number),)
            table.show_lines([self._rate_texts(line) for line in lines], first=_("from the beginning"))
            self.rates.append(table)
            self.tables.addTab(table, _("A (default)") if letter == "A" else letter)
        column.addWidget(self.tables)
        hint = QLabel(
            _("A line holds until the next begins. Assignments choose their cost rate table in task usage."), page
        )
        hint.setWordWrap(True)
        hint.setStyleSheet(f"color: {self._appearance.theme.text_faint};")
        column.addWidget(hint)
        return page

    def _availability_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        periods = self._resource.availability or (Availability(units=self._resource.max_units),)
        self.availability.show_lines([self._period_texts(period) for period in periods])
        column.addWidget(self.availability)
        hint = QLabel(
            _("Outside of all periods there is nothing of the resource. A date left empty means always."), page
        )
        hint.setWordWrap(True)
        hint.setStyleSheet(f"color: {self._appearance.theme.text_faint};")
        column.addWidget(hint)
        return page

    def _custom_page(self) -> QWidget:
        inner = QWidget(self)
        form = QFormLayout(inner)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
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

    def _told(self) -> dict[str, object]:
        """All that stands in the fields, to see what was changed."""
        return {
            **{key: editor.text() for key, editor in self.texts.items()},
            "accrual": self.accrual.currentData(),
            **{f"rates {number}": table.lines() for number, table in enumerate(self.rates)},
            "availability": self.availability.lines(),
            "notes": self.notes.toPlainText(),
            "hyperlink": self.hyperlink.link,
            **{f"custom {key}": text_of(editor) for key, editor in self.custom.items()},
        }

    # -- carrying out

    def accept(self) -> None:
        """Carry out what was changed, as one step; a refusal takes all of it back and is told."""
        document, now = self._document, self._told()
        changed = [key for key, value in now.items() if value != self._shown[key]]
        merge_key = f"resource information {document.revision}"
        said = _("Change resource {name}").format(name=self._resource.name)
        done = 0
        for key in changed:
            try:
                patch = self._patch(key)
            except EditError as refusal:
                if done:
                    document.withdraw()
                self.message.setText(str(refusal))
                self.message.show()
                return
            if patch:
                document.push(patch, said, merge_key=merge_key)
                done += 1
        super().accept()

    def _patch(self, key: str) -> Patch:
        project, uid = self._document.project, self._uid
        for name, _title, edit in _TEXTS:
            if key == name:
                return edit(project, uid, self.texts[key].text())
        if key == "accrual":
            return resources.set_accrual(project, uid, Accrual(self.accrual.currentData()))
        if key == "notes":
            return resources.set_notes(project, uid, self.notes.toPlainText())
        if key == "hyperlink":
            return resources.set_hyperlink(project, uid, self.hyperlink.link)
        if key == "availability":
            return resources.set_availability(project, uid, self._periods())
        name = key.split()[1]
        if key.startswith("custom"):
            value = typed_value(project.custom_fields[name], self._wording, text_of(self.custom[name]))
            return set_resource_value(project, uid, name, value)
        number = int(name)
        return resources.set_rates(project, uid, number, self._lines(self.rates[number]))

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
