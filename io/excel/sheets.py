"""Writes sheets: headers, looks, widths and safe texts. Knows nothing of plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO
from itertools import chain, islice
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.fonts import DEFAULT_FONT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ...app.i18n import _
from .columns import Column, Look
from .markup import Contents, put_together, row

_SAMPLE = 2000
"""Rows from which the width of columns is taken."""

_MOST_INDENT: Final = 15
_DEEPEST: Final = 7
"""Excel folds no deeper."""

_SPARE_ROWS = 200
"""Rows below the last one in which choices are offered too."""

_FACE: Final[dict[str, Any]] = {"name": DEFAULT_FONT.name, "sz": DEFAULT_FONT.sz, "family": DEFAULT_FONT.family}
"""A font without a name is drawn with serifs by some programs."""

_HEADER_FONT = Font(bold=True, color="FF1F2933", **_FACE)
_HEADER_FILL = PatternFill("solid", fgColor="FFE4E9F0")
_HEADER_BORDER = Border(bottom=Side("thin", color="FF9AA5B1"))
_COMPUTED = Font(color="FF7B8794", **_FACE)
_BOLD = Font(bold=True, **_FACE)

_LETTERS: Final = [get_column_letter(place) for place in range(1, 100)]

Row = tuple[dict[str, Any], int]
"""Values by column key, and the outline level: 0 for a plain list. A summary row has the key ``summary``."""


class SheetWriter:
    """Writes the sheets of one workbook.

    Their rows stay in files of their own until the workbook is saved.
    """

    def __init__(self, book: Workbook, held: ExitStack, *, times: bool, digits: int) -> None:
        """Begin.

        Args:
            book: A workbook opened for writing only.
            held: Closes the files.
            times: Dates are shown with their time of day.
            digits: Decimals of money.
        """
        self._book = book
        self._held = held
        self._rows: list[tuple[Any, BinaryIO]] = []
        self._contents = Contents()
        self._looks: defaultdict[tuple[str, bool, int], dict[int, str]] = defaultdict(dict)
        decimals = "." + "0" * digits if digits else ""
        self._formats = {
            Look.CODE: "@",
            Look.WHOLE: "0",
            Look.DATE: "yyyy-mm-dd hh:mm" if times else "yyyy-mm-dd",
            Look.PERCENT: "0%",
            Look.HOURS: "#,##0.##",
            Look.DAYS: "0.##",
            Look.MONEY: f"#,##0{decimals}",
        }

    @property
    def cut(self) -> int:
        """How many texts were too long for a cell."""
        return self._contents.cut

    @property
    def midnights(self) -> bool:
        """Whether some date is at midnight sharp, so that midnight cannot stand for "no time said"."""
        return self._contents.midnights

    def sheet(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Row],
        count: int,
        frozen: str,
        choices: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        """Write a sheet with a header that stays in view.

        Args:
            title: Its name.
            columns: Its columns in order.
            rows: Its rows.
            count: How many rows there are.
            frozen: Key of the last column that stays in view.
            choices: Column key to the texts offered in its cells.
        """
        sheet = self._book.create_sheet(title)
        remaining = iter(rows)
        sample = list(islice(remaining, _SAMPLE))
        for index, column in enumerate(columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(index)]
            dimension.width = self._width(column, sample)
            dimension.hidden = column.hidden
        last = get_column_letter(len(columns))
        keys = [column.key for column in columns]
        sheet.freeze_panes = f"{get_column_letter(keys.index(frozen) + 2)}2"
        sheet.auto_filter.ref = whole = f"A1:{last}{count + 1}"
        sheet.calculate_dimension = lambda: whole  # asked for what to say of the size, without which others count rows
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.sheet_properties.outlinePr.summaryBelow = False
        for key, texts in choices.items():
            letter = get_column_letter(keys.index(key) + 1)
            _offer(sheet, f"{letter}2:{letter}{count + _SPARE_ROWS}", texts)
        sheet.append([self._header(sheet, column) for column in columns])
        out = self._held.enter_context(TemporaryFile())  # noqa: SIM115 - it is one
        self._rows.append((sheet, out))
        for number, (values, level) in enumerate(chain(sample, remaining), 2):
            cells = self._cells(sheet, columns, values, level, number)
            out.write(row(number, min(max(level - 1, 0), _DEEPEST), cells).encode())

    def save(self, sink: BinaryIO) -> None:
        """Write the workbook with all its sheets; nothing can be added afterwards."""
        book = BytesIO()
        self._book.save(book)
        put_together(book, {sheet.path.lstrip("/"): rows for sheet, rows in self._rows}, sink)

    def _cells(self, sheet: Any, columns: Sequence[Column], values: dict[str, Any], level: int, number: int) -> str:
        """The cells of a row as XML."""
        looks = self._looks[sheet.title, bool(values.get("summary")), level]
        contents = self._contents
        cells: list[str] = []
        for place, column in enumerate(columns):
            value = values.get(column.key)
            if value is None or value == "":
                continue
            look = looks.get(place)
            if look is None:
                look = looks[place] = self._look(sheet, column, level, summary=bool(values.get("summary")))
            cells.append(f'<c r="{_LETTERS[place]}{number}"{look}{contents[value]}')
        return "".join(cells)

    def _look(self, sheet: Any, column: Column, level: int, *, summary: bool) -> str:
        """The look of a cell as the attribute that tells it."""
        cell = WriteOnlyCell(sheet)
        cell.number_format = self._formats.get(column.look, "General")
        if summary:
            cell.font = _BOLD
        elif column.computed:
            cell.font = _COMPUTED
        indent = min(max(level - 1, 0), _MOST_INDENT) if column.look is Look.NAME else 0
        if indent:
            cell.alignment = Alignment(horizontal="left", indent=indent)
        elif column.look in (Look.DATE, Look.CODE):
            cell.alignment = Alignment(horizontal="left")
        return f' s="{cell.style_id}"' if cell.has_style else ""

    def _header(self, sheet: Any, column: Column) -> Cell:
        cell = WriteOnlyCell(sheet)
        fill(cell, _(column.title))
        cell.font, cell.fill, cell.border = _HEADER_FONT, _HEADER_FILL, _HEADER_BORDER
        cell.alignment = Alignment(vertical="center")
        return cell

    def _width(self, column: Column, rows: Sequence[Row]) -> float:
        """Width in characters that fits header and content."""
        longest = max((self._length(column, values.get(column.key), level) for values, level in rows), default=0)
        return min(max(longest + 2, len(_(column.title)) + 4, 7), 60)

    def _length(self, column: Column, value: Any, level: int) -> int:
        match value:
            case None:
                return 0
            case datetime():
                return len(self._formats[Look.DATE])
            case float() if column.look is Look.PERCENT:
                return 5
            case str():
                return max(map(len, value.split("\n"))) + (2 * level if column.look is Look.NAME else 0)
            case _:
                return len(f"{value:,}")


def _offer(sheet: Any, cells: str, texts: Iterable[str]) -> None:
    """Offer texts to choose from in cells; others may be typed, since a warning would only stop people pasting."""
    offered = DataValidation(type="list", formula1=f'"{",".join(texts)}"', allow_blank=True, showErrorMessage=False)
    offered.add(cells)
    sheet.data_validations.append(offered)


def fill(cell: Cell, value: Any) -> None:
    """Put a value into a cell; a text stays text even if it looks like a formula or an error."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
