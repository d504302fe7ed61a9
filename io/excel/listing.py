"""Writes the rows of a view as one sheet: its columns, groups with their figures, values that Excel can reckon with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ...app.analysis.figures import Figures
from ...app.edits.field import Field, Kind
from ...app.edits.fields import fields_of
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.moments import to_datetime
from ...app.project.records import TaskUid
from ...app.project.ticket import Ticket
from ...app.views.listing import Heading, Listing
from .sheets import fill

_BOLD: Final = Font(bold=True)
_BAND: Final = PatternFill("solid", fgColor="E3E9F0")
_TITLE: Final = PatternFill("solid", fgColor="EEF1F5")
_NUMBERS: Final = {
    Kind.DURATION: '0.##"d"',
    Kind.WORK: '0.##"h"',
    Kind.PERCENT: "0%",
    Kind.COST: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
}
_DEEPEST: Final = 7
"""Excel folds no deeper."""

_STEP: Final = 500


def write(
    rows: Listing, keys: Sequence[str], figures: Figures, wording: Wording, sink: BinaryIO, ticket: Ticket
) -> None:
    """Write rows with the columns of these fields, and of the summary tasks where rows stand without them."""
    known = fields_of(figures.project)
    fields = [known[key] for key in keys if key in known and known[key].kind is not Kind.INDICATORS]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Tasks"))
    sheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.freeze_panes = "A2"
    titles = [*(field.caption for field in fields), *([_("Summary tasks")] if rows.paths else [])]
    for place, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(field.width / 6.5, 8)
    writer = _Writer(sheet, rows, fields, figures, wording)
    sheet.append([writer.styled(title, font=_BOLD, ground=_TITLE) for title in titles])
    for number, (uid, level) in enumerate(zip(rows.uids, rows.levels, strict=True), 2):
        sheet.row_dimensions[number].outlineLevel = min(level - 1, _DEEPEST)
        heading = rows.headings.get(uid)
        sheet.append(writer.heading(heading, level) if heading else writer.task(uid, level))
        if number % _STEP == 0:
            ticket.step(number, len(rows.uids), _("Writing the workbook"))
    book.save(sink)


class _Writer:
    """Makes the cells of one sheet."""

    def __init__(self, sheet: Any, rows: Listing, fields: list[Field], figures: Figures, wording: Wording) -> None:
        self._sheet = sheet
        self._rows = rows
        self._fields = fields
        self._figures = figures
        self._wording = wording
        self._per_day = figures.project.info.minutes_per_day

    def styled(self, value: object, *, font: Font | None = None, ground: PatternFill | None = None) -> Cell:
        """A cell with a text or a number, and a look."""
        cell = WriteOnlyCell(self._sheet)
        fill(cell, value)
        if font is not None:
            cell.font = font
        if ground is not None:
            cell.fill = ground
        return cell

    def heading(self, heading: Heading, level: int) -> list[Cell]:
        """The heading of a group."""
        cells: list[Cell] = []
        for field in self._fields:
            value = heading.values.get(field.key)
            shown: object = None if value is None else self._reckoned(field.kind, value)
            if field.key == "name":
                shown = f"{heading.title} ({heading.tasks})"
            cell = self._cell(field, shown, level)
            cell.font, cell.fill = _BOLD, _BAND
            cells.append(cell)
        return cells

    def task(self, uid: TaskUid, level: int) -> list[Cell]:
        """A task; empty rows stay empty."""
        if self._figures.project.tasks[uid].blank:
            return []
        bold = self._figures.project.is_summary(uid)
        cells = [self._cell(field, self._value(field, uid), level) for field in self._fields]
        if bold:
            for cell in cells:
                cell.font = _BOLD
        path = self._rows.paths.get(uid)
        return [*cells, self.styled(path)] if path else cells

    def _cell(self, field: Field, value: object, level: int) -> Cell:
        cell = WriteOnlyCell(self._sheet)
        fill(cell, value)
        if field.key == "name":
            cell.alignment = Alignment(indent=level - 1)
        if isinstance(value, float | datetime) and field.kind in _NUMBERS:
            times = field.kind is Kind.DATE and self._wording.times
            cell.number_format = "yyyy-mm-dd hh:mm" if times else _NUMBERS[field.kind]
        return cell

    def _value(self, field: Field, uid: TaskUid) -> object:
        """What Excel can reckon with, or the text where that would tell something else."""
        value = field.get(self._figures, uid)
        elapsed = field.kind is Kind.DURATION and self._figures.project.tasks[uid].duration_unit.elapsed
        if value is None or elapsed or field.kind not in (*_NUMBERS, Kind.NUMBER):
            return field.text(self._figures, self._wording, uid)
        return value if isinstance(value, datetime) else self._reckoned(field.kind, float(value))

    def _reckoned(self, kind: Kind, value: float) -> object:
        """A number of a field in Excel's units: days, hours, parts of one."""
        match kind:
            case Kind.DATE:
                return to_datetime(int(value))
            case Kind.DURATION:
                return value / self._per_day
            case Kind.WORK:
                return value / 60
            case Kind.PERCENT:
                return value / 100
            case _:
                return float(value)
