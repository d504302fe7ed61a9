"""The rows of a sheet as programs write them, column by column; openpyxl, cell by cell, takes twenty times as long.

What a cell means is told by its attributes, which are mostly alike all down a column, so that its values are made at
once. Cells of a kind that only openpyxl knows are asked of it, and sheets that are more than rows of plain cells are
left to it as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from typing import IO, Any, Final, NamedTuple
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .opening import LONGEST_ROW, too_large

_CHUNK: Final = 1 << 18
_PLAIN_DAYS: Final = 60, 2_900_000
"""Excel has a 29th of February 1900; whoever counts days from there on need not mind."""

_MOST: Final = 100_000
"""So many cells, texts and dates are remembered."""

_BEGIN: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version="1\.0"(?:\s+encoding="(?i:utf-8)")?(?:\s+standalone="\w+")?\s*\?>\s*)?"""
    rb'<worksheet(?: [^<>]*)? xmlns="%s"[^<>]*>(?:[^<]|<(?!sheetData|!|\?))*+<sheetData>'
    % re.escape(SHEET_MAIN_NS.encode())
)
_EMPTY_ROWS: Final = rb"(?:\s*+<row [^<>]*/>)*+\s*+"
_ROW: Final = _EMPTY_ROWS + rb'<row r="([1-9]\d{0,6})"(?: [^<>]*[^<>/])?>'
_LOOK: Final = rb"[^<>/]*+"
_FORMULA: Final = rb"(?:<f[^<>]*/>|<f[^<>]*+>[^<]*+</f>)?+"
_INNER: Final = rb"<v>[^<]*+</v>|<is><t[^<>]*+>[^<]*+</t></is>"
_ONE_CELL: Final = rb'(?:<c r="%s\1"(' + _LOOK + rb")(?:/>|>" + _FORMULA + rb"(" + _INNER + rb")?+</c>))?+"
_MORE_CELLS: Final = rb'((?:<c r="[A-Z]{1,3}\1"' + _LOOK + rb"(?:/>|>" + _FORMULA + rb"(?:" + _INNER + rb")?+</c>))*+)"
_COLUMN: Final = re.compile(rb'<c r="([A-Z]{1,3})')
_KIND: Final = re.compile(rb'(?: s="(\d+)")?(?: t="(\w+)")?')
_BAD: Final = bytes(code for code in range(32) if code not in b"\t\n")
"""What XML does not hold, or reads as another character."""

_PLACE: Final = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']([^"'<>]*)["'][^<>]*>""")
_REAL_PLACE: Final = re.compile(rb"[A-Za-z]{1,3}[1-9]\d{0,6}")
_END_OF_ROW: Final = b"</row>"
_END: Final = re.compile(_EMPTY_ROWS + b"</sheetData>")

_Read = Callable[[list[bytes]], list[Any] | None]
"""Makes values of what is in cells; None where that is not what it should be."""


class NotPlainError(Exception):
    """The sheet is more than rows of plain cells."""


class Block(NamedTuple):
    """Some rows of a sheet.

    Attributes:
        numbers: Their numbers, as the user counts.
        columns: Values by row, None where there is none, of the columns that have one, which are counted from 0.
    """

    numbers: Sequence[int]
    columns: dict[int, list[Any]]


def blocks(sheet: Any, source: IO[bytes], most_columns: int) -> Iterator[Block]:
    """The rows of a sheet that are there.

    Args:
        sheet: The sheet, of a workbook opened for reading only.
        source: The same as XML.
        most_columns: So many are looked at.

    Raises:
        NotPlainError: Only openpyxl will do; what was given is void.
        ReadError: A row holds absurdly much.
        ValueError: A value is none, like what else openpyxl raises for it.
    """
    cells = _Cells(sheet)
    form = _Form(most_columns)
    last = 0
    for rows in _rows_of(source):
        number, *columns = form.columns(rows)
        numbers = [last, *map(int, number)]
        if any(after <= before for before, after in pairwise(numbers)):
            raise NotPlainError
        last = numbers[-1]
        values = (cells.values(looks, inner) for looks, inner in zip(columns[::2], columns[1::2], strict=True))
        yield Block(numbers[1:], {at: column for at, column in enumerate(values) if column})


def looks(source: IO[bytes], column: int) -> Iterator[tuple[int, int]]:
    """The numbers of the rows of a sheet, given as XML, that hold something in a column, and how that looks.

    Raises:
        NotPlainError: Only openpyxl will do; what was given is void.
    """
    form = _Form(column + 1)
    for rows in _rows_of(source):
        numbers, *columns = form.columns(rows)
        cells = columns[2 * column : 2 * column + 2]
        for number, look, inner in zip(numbers, *cells, strict=True) if cells else ():
            if inner not in (None, b"<v></v>"):
                match = _KIND.fullmatch(look)
                if match is None:
                    raise NotPlainError
                yield int(number), int(match[1] or 0)


class _Form:
    """What rows look like: cells of the columns met so far, in their order, any of them left out."""

    def __init__(self, most: int) -> None:
        self._letters = [get_column_letter(at + 1).encode() for at in range(most)]
        self._widen(0)

    def _widen(self, width: int) -> None:
        self._width = width
        cells = b"".join(_ONE_CELL % letter for letter in self._letters[:width])
        self._pattern = re.compile(_ROW + cells + _MORE_CELLS)

    def columns(self, rows: list[bytes]) -> list[tuple[Any, ...]]:
        """The numbers of rows, then of each column the attributes of its cells and what is in them.

        Raises:
            NotPlainError: A row is of another form.
        """
        matches = [*map(self._pattern.fullmatch, rows)]
        if None in matches:
            raise NotPlainError
        *columns, more = zip(*(match.groups() for match in matches if match), strict=True)
        if not any(more):
            return columns
        beyond = set(_COLUMN.findall(b"".join(more)))
        known = [at for at, letter in enumerate(self._letters) if letter in beyond]
        if not known:
            return columns
        if known[0] < self._width:  # it stands twice in a row, or behind a later one
            raise NotPlainError
        self._widen(known[-1] + 1)
        return self.columns(rows)


def _rows_of(source: IO[bytes]) -> Iterator[list[bytes]]:
    """The rows, some at once, each without its end."""
    data = source.read(_CHUNK)
    begin = _BEGIN.match(data)
    if begin is None:
        raise NotPlainError
    data = data[begin.end() :]
    while True:
        *whole, data = data.split(_END_OF_ROW)
        if whole:
            yield whole
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


class _Cells:
    """What cells of a sheet hold."""

    def __init__(self, sheet: Any) -> None:
        book = sheet.parent
        self._parser = WorkSheetParser(
            BytesIO(),
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self._reads: dict[bytes, _Read] = {}
        self._known: dict[tuple[bytes, bytes], Any] = {}
        self._texts: dict[str, str] = {}
        self._dates: dict[bool, dict[str, Any]] = {False: {}, True: {}}

    def values(self, looks: Sequence[bytes | None], inner: Sequence[bytes | None]) -> list[Any]:
        """The values in a column; nothing where there are none.

        Args:
            looks: The attributes of each cell as XML, None where there is no cell.
            inner: What is in each, None where nothing is.
        """
        if inner.count(None) == len(inner):
            return []
        reads = {self._read_of(look) for look in set(looks) if look is not None}
        if len(reads) > 1 or _unread in reads:
            return self._mixed(looks, inner)
        filled = [one for one in inner if one is not None]
        look = next(look for look in looks if look is not None)
        values = self._alike(look, filled)
        if len(values) == len(inner):
            return values
        following = iter(values)
        return [None if one is None else next(following) for one in inner]

    def _mixed(self, looks: Sequence[bytes | None], inner: Sequence[bytes | None]) -> list[Any]:
        """The values in a column of cells of several kinds."""
        cells = defaultdict[bytes, list[bytes]](list)
        for look, one in zip(looks, inner, strict=True):
            if look is not None and one is not None:
                cells[look].append(one)
        following = {look: iter(self._alike(look, filled)) for look, filled in cells.items()}
        both = zip(looks, inner, strict=True)
        return [None if look is None or one is None else next(following[look]) for look, one in both]

    def _alike(self, look: bytes, cells: list[bytes]) -> list[Any]:
        """The values of cells of the same kind, of which these attributes are."""
        values = self._read_of(look)(cells)
        return [self._value(look, cell) for cell in cells] if values is None else values

    def _value(self, look: bytes, inner: bytes) -> Any:
        """The value of one cell; of equal ones the first is looked into."""
        cell = look, inner
        if cell not in self._known:
            values = self._read_of(look)([inner])
            value = self._parsed(look, inner) if values is None else values[0]
            if len(self._known) >= _MOST:
                return value
            self._known[cell] = value
        return self._known[cell]

    def _parsed(self, look: bytes, inner: bytes) -> Any:
        cell = b'<c xmlns="%s" r="A1"%s>%s</c>' % (SHEET_MAIN_NS.encode(), look, inner)
        return self._parser.parse_cell(fromstring(cell))["value"]

    def _read_of(self, look: bytes) -> _Read:
        """What reads cells with these attributes."""
        read = self._reads.get(look)
        if read is None:
            read = self._found(look)
            if len(self._reads) < _MOST:
                self._reads[look] = read
        return read

    def _found(self, look: bytes) -> _Read:
        match = _KIND.fullmatch(look)
        if match is None:
            return _unread
        format_number, kind = int(match[1] or 0), match[2]
        if kind in (None, b"n") and format_number in self._parser.date_formats:
            return self._spans if format_number in self._parser.timedelta_formats else self._moments
        reads = {None: _numbers, b"n": _numbers, b"s": self._shared, b"str": self._results, b"inlineStr": self._inline}
        return reads.get(kind, _unread)

    def _inline(self, cells: list[bytes]) -> list[Any] | None:
        return self._once(_between(cells, b"<is><t>", b"</t></is>"))

    def _results(self, cells: list[bytes]) -> list[Any] | None:
        return self._once(_within(cells))

    def _once(self, texts: list[str] | None) -> list[Any] | None:
        """The same texts, each kept once."""
        if texts is None:
            return None
        if len(self._texts) > _MOST:
            self._texts.clear()
        return [*map(self._texts.setdefault, texts, texts)]

    def _shared(self, cells: list[bytes]) -> list[Any] | None:
        numbers = _within(cells)
        return None if numbers is None else [*map(self._parser.shared_strings.__getitem__, map(int, numbers))]

    def _moments(self, cells: list[bytes]) -> list[Any] | None:
        return self._times(cells, spans=False)

    def _spans(self, cells: list[bytes]) -> list[Any] | None:
        return self._times(cells, spans=True)

    def _times(self, cells: list[bytes], *, spans: bool) -> list[Any] | None:
        numbers = _within(cells)
        if numbers is None:
            return None
        known = self._dates[spans]
        if len(known) > _MOST:
            known.clear()
        for number in set(numbers).difference(known):
            try:
                known[number] = _time(_number(number), self._parser.epoch, span=spans)
            except (OverflowError, ValueError):
                return None  # openpyxl has a word for that
        return [*map(known.__getitem__, numbers)]


def _unread(_cells: list[bytes]) -> None:
    """Only openpyxl knows."""


def _numbers(cells: list[bytes]) -> list[Any] | None:
    texts = _within(cells)
    if texts is None:
        return None
    try:
        return [*map(int, texts)]
    except ValueError:
        return [*map(_number, texts)]


def _number(text: str) -> float:
    """A number as openpyxl understands it: with a point or an exponent it is none that is whole."""
    return float(text) if "." in text or "e" in text or "E" in text else int(text)


def _time(days: float, epoch: datetime, *, span: bool) -> Any:
    """The moment, time of day or span of time that a number of days stands for, as openpyxl has it."""
    if span or not _PLAIN_DAYS[0] <= days < _PLAIN_DAYS[1]:
        return from_excel(days, epoch, timedelta=span)
    day = int(days)
    return epoch + timedelta(day, milliseconds=round((days - day) * 86_400 * 1000))


def _within(cells: list[bytes]) -> list[str] | None:
    """The texts of values; None where one has another form, or is empty and so no value."""
    texts = _between(cells, b"<v>", b"</v>")
    return None if texts is None or "" in texts else texts


def _between(cells: list[bytes], begin: bytes, end: bytes) -> list[str] | None:
    """What stands in cells between the same marks; None where it does not."""
    whole = b"".join(cells).replace(b'<t xml:space="preserve">', b"<t>")
    apart = end + begin
    if not whole.startswith(begin) or whole.count(b"<") != len(cells) * apart.count(b"<"):
        return None
    if len(whole.translate(None, _BAD)) < len(whole):
        return None
    texts = whole[len(begin) : -len(end)].decode().split(apart.decode())
    if len(texts) != len(cells):
        return None
    if b"&" in whole:
        texts = [fromstring(f"<t>{text}</t>").text or "" if "&" in text else text for text in texts]
    return texts
