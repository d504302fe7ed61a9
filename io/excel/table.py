"""A sheet as a table: finds the header row, and knows which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
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
        numbers: Of the rows below the header that hold something in these columns.
        values: Column key to what these rows hold, None for nothing, of the columns that hold something.
    """

    sheet: str
    header: int
    columns: dict[str, int]
    headers: dict[int, str]
    unknown: list[str]
    numbers: list[int]
    values: dict[str, list[Any]]

    def column(self, key: str) -> list[Any]:
        """What the rows hold in a column, None for nothing."""
        return self.values.get(key) or [None] * len(self.numbers)

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row number and values by column key of each row."""
        for number, *values in zip(self.numbers, *self.values.values(), strict=True):
            held = zip(self.values, values, strict=True)
            yield number, {key: value for key, value in held if value is not None}

    def only(self, chosen: Sequence[bool]) -> Table:
        """The same with some of its rows."""
        if all(chosen):
            return self
        values = {key: [*compress(column, chosen)] for key, column in self.values.items()}
        return replace(self, numbers=[*compress(self.numbers, chosen)], values=values)

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
    header, row = 0, ()
    for number, cells in zip(sheet.numbers, sheet.rows(_HEADER_WITHIN), strict=False):
        found: dict[str, int] = {}
        for at, cell in enumerate(cells if number <= _HEADER_WITHIN else ()):
            if isinstance(cell, str) and cell.strip():
                key = next((one for one, names in titles.items() if normal(cell) in names and one not in found), None)
                if key:
                    found[key] = at
        if needed in found and len(found) > max(len(best), 1):
            best, header, row = found, number, cells
    if not best:
        return None
    headers = {at: str(cell).strip() for at, cell in enumerate(row) if cell is not None}
    unknown = [text for at, text in headers.items() if at not in best.values()]
    below = sheet.numbers.index(header) + 1
    values = {key: sheet.columns[at][below:] for key, at in sorted(best.items(), key=itemgetter(1))}
    table = Table(sheet.name, header, best, headers, unknown, sheet.numbers[below:], values)
    if any(None not in column for column in values.values()):
        return table
    return table.only([held.count(None) < len(held) for held in zip(*values.values(), strict=True)])


def hundreds(table: Table, key: str, above: float) -> bool:
    """Whether a column of percentages holds 50 rather than 0.5: where a number in it is greater than can be meant."""
    return any(isinstance(value, (int, float)) and value > above for value in table.values.get(key, ()))
