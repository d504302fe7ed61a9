"""The rows of a sheet as programs write them, without a parser for each cell; openpyxl takes ten times as long.

What a cell means is openpyxl's to say, which is asked once for cells that are alike but for their place. Sheets that
are more than rows of plain cells are left to it as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from operator import itemgetter
from typing import IO, Any, Final
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .opening import LONGEST_ROW, too_large

_CHUNK: Final = 1 << 20
_MOST: Final = 100_000
"""So many cells are remembered."""

_MOST_LAYOUTS: Final = 1_000
"""So many ways in which rows leave cells out are remembered."""

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
_NUMBER: Final = re.compile(rb'(?: s="(\d+)")?(?: t="n")?><v>(-?\d{1,15}(\.\d{1,17})?)</v></c>')
_TEXT: Final = re.compile(rb' (?:s="\d+" )?t="inlineStr"><is><t>([^<&]+)</t></is></c>')
_BAD: Final = bytes(code for code in range(32) if code not in b"\t\n")
_PLACE: Final = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']([^"'<>]*)["'][^<>]*>""")
_REAL_PLACE: Final = re.compile(rb"[A-Za-z]{1,3}[1-9]\d{0,6}")
_END_OF_ROW: Final = b"</row>"
_END: Final = re.compile(_EMPTY_ROWS + b"</sheetData>")


class NotPlainError(Exception):
    """The sheet is more than rows of plain cells."""


def rows(sheet: Any, source: IO[bytes], most_columns: int) -> Iterator[tuple[int, Sequence[Any]]]:
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
    layouts: dict[tuple[bytes, ...], Callable[[Sequence[Any]], tuple[Any, ...]]] = {}
    last = 0
    for data in _rows_of(source):
        match = _ROW.fullmatch(data)
        if match is None or int(match[1]) <= last:
            raise NotPlainError
        last = int(match[1])
        cells = _CELL.findall(match[2])
        if not cells:
            yield last, ()
            continue
        columns, held = zip(*cells, strict=True)
        lay = layouts.get(columns)
        if lay is None:
            lay = _layout([places.get(column) for column in columns])
            if len(layouts) < _MOST_LAYOUTS:
                layouts[columns] = lay
        yield last, lay((*map(values.__getitem__, held), None))


def _layout(places: list[int | None]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Lays values, behind the last of which stands None, to these places, with None where there is none between."""
    at = {place: number for number, place in enumerate(places) if place is not None}
    if not at:
        return lambda _values: ()
    taken = [at.get(place, -1) for place in range(max(at) + 1)]
    take = itemgetter(*taken)
    return take if len(taken) > 1 else lambda values: (take(values),)


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


def misplaced(source: IO[bytes]) -> str | None:
    """The first place that a cell of a sheet claims to stand at and that there is not; None where there is none."""
    data = b""
    while more := source.read(_CHUNK):
        data += more
        for place in _PLACE.findall(data):
            if not _REAL_PLACE.fullmatch(place):
                return place.decode("utf-8", "replace")
        data = data[data.rfind(b"<") :]
    return None


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
        elif number := _NUMBER.fullmatch(cell):
            value = self._number(cell, float(number[2]) if number[3] else int(number[2]), int(number[1] or 0))
        else:
            value = self._parsed(cell)
        if len(self) < _MOST:
            self[cell] = value
        return value

    def _number(self, cell: bytes, number: float, look: int) -> Any:
        """A number, or the date that it stands for as its look says."""
        if look not in self._parser.date_formats:
            return number
        try:
            return from_excel(number, self._parser.epoch, timedelta=look in self._parser.timedelta_formats)
        except (OverflowError, ValueError):
            return self._parsed(cell)  # which has a word for that

    def _parsed(self, cell: bytes) -> Any:
        element = fromstring(b'<c xmlns="%s" r="A1"%s' % (SHEET_MAIN_NS.encode(), cell))
        return self._parser.parse_cell(element)["value"]
