"""A sheet as a table: finds the header row, knows which column is which, and gives rows by column key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from ...app.i18n import _
from .columns import Column, normal
from .workbook import Sheet

_HEADER_WITHIN: Final = 30
"""A header further down is not looked for."""


@dataclass(frozen=True)
class Table:
    """A sheet whose columns were recognised.

    Attributes:
        sheet: Name of the sheet.
        header: Number of the header row, from 1.
        columns: Column key to position, from 0.
        headers: Position to header as it stands there, of all columns.
        unknown: Headers that were not recognised.
    """

    sheet: str
    header: int
    columns: dict[str, int]
    headers: dict[int, str]
    unknown: list[str]
    rows: list[tuple[Any, ...]]

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row number and values by column key of each row that holds something."""
        columns = sorted(((at, key) for key, at in self.columns.items()), reverse=True)
        width = columns[0][0] + 1
        columns.reverse()
        keys, take = [key for _at, key in columns], itemgetter(*(at for at, _key in columns))
        for number, row in enumerate(self.rows[self.header :], self.header + 1):
            held = zip(keys, take(row if len(row) >= width else row + (None,) * (width - len(row))), strict=True)
            values = {key: value for key, value in held if value is not None and value != ""}
            if values:
                yield number, values

    def place(self, number: int, key: str = "") -> str:
        """A row, or a cell of it, in words."""
        if key not in self.columns:
            return _("{sheet}, row {row}").format(sheet=self.sheet, row=number)
        column = self.headers[self.columns[key]]
        return _("{sheet}, row {row}, column {column}").format(sheet=self.sheet, row=number, column=column)


def find_table(sheet: Sheet, columns: Sequence[Column], needed: str) -> Table | None:
    """The table in a sheet, by its header row: of the first rows the one with most known headers.

    None where no row has the needed column and another one. Of columns with the same meaning the first counts.
    """
    titles = {column.key: column.titles() for column in columns}
    best: dict[str, int] = {}
    header = 0
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN], 1):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            if isinstance(cell, str) and cell.strip():
                key = next((one for one, names in titles.items() if normal(cell) in names and one not in found), None)
                if key:
                    found[key] = at
        if needed in found and len(found) > max(len(best), 1):
            best, header = found, number
    if not best:
        return None
    row = sheet.rows[header - 1]
    headers = {at: str(cell).strip() for at, cell in enumerate(row) if cell not in (None, "")}
    unknown = [text for at, text in headers.items() if at not in best.values()]
    return Table(sheet.name, header, best, headers, unknown, sheet.rows)


def hundreds(table: Table, key: str, above: float) -> bool:
    """Whether a column of percentages holds 50 rather than 0.5: where a number in it is greater than can be meant."""
    values = [values[key] for _number, values in table.records() if key in values]
    return any(isinstance(value, (int, float)) and value > above for value in values)
