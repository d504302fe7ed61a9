"""The rows of a sheet as programs write them, without a parser for each cell; openpyxl takes ten times as long.

What a cell means is openpyxl's to say, which is asked once for cells that are alike but for their place. Sheets that
are more than rows of plain cells are left to it as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Final
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .opening import LONGEST_ROW, too_large

_CHUNK: Final = 1 << 20
_MOST: Final = 100_000
"""So many cells are remembered."""

_BEGIN: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version="1\.0"(?:\s+encoding="(?i:utf-8)")?(?:\s+standalone="\w+")?\s*\?>\s*)?"""
    rb'<worksheet(?: [^<>]*)? xmlns="%s"[^<>]*>(?:[^<]|<(?!sheetData|!|\?))*+<sheetData>'
    % re.escape(SHEET_MAIN_NS.encode())
)
_EMPTY_ROWS: Final = rb"(?:\s*+<row [^<>]*/>)*+\s*+"
_INNER: Final = rb"(?:/>|>(?:<f[^<>]*>[^<]*</f>|<f[^<>]*/>)?(?:<v>[^<]*</v>|<is><t[^<>]*>[^<]*</t></is>)?</c>)"
_ROW: Final = re.compile(
    _EMPTY_ROWS + rb'<row r="([1-9]\d{0,6})"(?: [^<>]*[^<>/])?>((?:<c r="[A-Z]{1,3}\1"[^<>/]*+' + _INNER + rb")*+)"
)
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})\d+"([^<>/]*+' + _INNER + rb")")
_WHOLE: Final = re.compile(rb'(?: s="(\d+)")?(?: t="n")?><v>(-?\d{1,15})</v></c>')
_TEXT: Final = re.compile(rb' (?:s="\d+" )?t="inlineStr"><is><t>([^<&]+)</t></is></c>')
_BAD: Final = bytes(code for code in range(32) if code not in b"\t\n")
_END_OF_ROW: Final = b"</row>"
_END: Final = re.compile(_EMPTY_ROWS + b"</sheetData>")


class NotPlainError(Exception):
    """The sheet is more than rows of plain cells."""


def rows(sheet: Any, source: IO[bytes], most_columns: int) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a sheet that are there: their number, and their values up to the last one.

    Args:
        sheet: The sheet, of a workbook opened for reading only.
        source: The same as XML.
        most_columns: So many are looked at.

    Raises:
        NotPlainError: Only openpyxl will do; what was given is void.
        ReadError: A row holds absurdly much.
        ValueError: A value is none, like what else openpyxl raises for it.
    """
    places = {get_column_letter(at + 1).encode(): at for at in range(most_columns)}
    values = _Values(sheet)
    last = 0
    for data in _rows_of(source):
        match = _ROW.fullmatch(data)
        if match is None or int(match[1]) <= last:
            raise NotPlainError
        last = int(match[1])
        row: list[Any] = []
        for column, cell in _CELL.findall(match[2]):
            place = places.get(column)
            if place is not None:
                row += [None] * (place + 1 - len(row))
                row[place] = values[cell]
        yield last, row


def _rows_of(source: IO[bytes]) -> Iterator[bytes]:
    """The rows, each without its end."""
    data = source.read(_CHUNK)
    begin = _BEGIN.match(data)
    if begin is None:
        raise NotPlainError
    data = data[begin.end() :]
    while True:
        if len(data.translate(None, _BAD)) < len(data) or b"<!" in data or b"<?" in data:
            raise NotPlainError
        *whole, data = data.split(_END_OF_ROW)
        yield from whole
        if len(data) > LONGEST_ROW:
            raise too_large()
        if _END.match(data):
            break
        more = source.read(_CHUNK)
        if not more:
            raise NotPlainError
        data += more
    while source.read(_CHUNK):  # to the end, where damage is noticed
        pass


class _Values(dict[bytes, Any]):
    """Cells as XML without their place, and what they hold; of equal ones the first is looked into."""

    def __init__(self, sheet: Any) -> None:
        super().__init__()
        book = sheet.parent
        self._parser = WorkSheetParser(
            BytesIO(),
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )

    def __missing__(self, cell: bytes) -> Any:
        if text := _TEXT.fullmatch(cell):
            value = text[1].decode()
        elif (number := _WHOLE.fullmatch(cell)) and int(number[1] or 0) not in self._parser.date_formats:
            value = int(number[2])
        else:
            element = fromstring(b'<c xmlns="%s" r="A1"%s' % (SHEET_MAIN_NS.encode(), cell))
            value = self._parser.parse_cell(element)["value"]
        if len(self) < _MOST:
            self[cell] = value
        return value
