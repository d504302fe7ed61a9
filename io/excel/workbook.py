"""Takes the cells out of a workbook, with limits on what a file may claim to be."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import compress, islice, zip_longest
from typing import Any, BinaryIO, Final

from openpyxl.utils.exceptions import InvalidFileException

from ...app.i18n import _
from ...app.project.errors import ReadError, quoted
from ...app.project.ticket import Ticket
from . import quick_rows
from .opening import Reader, too_large
from .quick_rows import Block

LARGEST: Final = 256 * 1024**2
"""Bytes of all parts of a workbook, unpacked, and characters of all texts in its cells, which may share them.

A plan of 10,000 tasks takes 14 million.
"""

_MOST_ROWS: Final = 1_048_576
"""As many as Excel has; a file may claim to have a row far below, with emptiness above it."""

_MOST_EMPTY: Final = 20_000
"""Nothing is expected below so many empty rows, as sheets have that were given a look down to the last row."""

_MOST_COLUMNS: Final = 100
_AT_ONCE: Final = 500
"""Rows that openpyxl reads are gathered so many at a time."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,  # what XML parsers raise
    EOFError,
    RuntimeError,  # parts that need a password, nested too deeply, or compressed in a way nobody uses
)
"""What openpyxl raises for files that are no sound workbooks."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet.

    Attributes:
        name: Its name.
        numbers: Of its rows that hold something, as the user counts.
        columns: What these hold, by columns that hold something, which are counted from 0; None for nothing. Texts are
            as the user sees them, and none is empty.
        unread_from: The row, as the user counts, from which on nothing was looked at; 0 where all was.
    """

    name: str
    numbers: list[int]
    columns: dict[int, list[Any]]
    unread_from: int = 0

    def rows(self, most: int | None = None) -> list[tuple[Any, ...]]:
        """Its rows that hold something, or the first of them, each up to the last column."""
        width = max(self.columns, default=-1) + 1
        nothing = [None] * len(self.numbers)
        return [*zip(*(self.columns.get(at, nothing)[:most] for at in range(width)), strict=True)]


def sheets_of(source: BinaryIO, ticket: Ticket) -> list[Sheet]:
    """All sheets, hidden ones too.

    Raises:
        ReadError: It is no workbook, is damaged, or claims to be absurdly large.
    """
    try:
        with zipfile.ZipFile(source) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise too_large()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of looks and extensions, which do not matter here
            return _sheets(source, ticket)
    except OSError as error:
        if error.errno is not None:  # the disk's fault, not the file's
            raise
        raise ReadError(_("It is no Excel workbook, or it is damaged.")) from error
    except _BROKEN as error:
        raise ReadError(_("It is no Excel workbook, or it is damaged.")) from error


def indents_of(source: BinaryIO, name: str, column: int) -> dict[int, int]:
    """How far Excel's indent button pushed in the texts of a column, counted from 0: row number to indent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = Reader(source)
        with closing(reader.wb) as book:
            if not any(reader.indents.values()):
                return {}
            return {number: reader.indents.get(look, 0) for number, look in _looks(book[name], column)}


def _looks(sheet: Any, column: int) -> list[tuple[int, int]]:
    """The numbers of the rows of a sheet that hold something in a column, and how that looks."""
    try:
        with sheet._get_source() as source:
            return list(quick_rows.looks(source, column))
    except quick_rows.NotPlainError:
        cells = sheet.iter_rows(min_col=column + 1, max_col=column + 1, max_row=_MOST_ROWS)
        return [(number, row[0]._style_id) for number, row in enumerate(cells, 1) if row and row[0].value is not None]


def _sheets(source: BinaryIO, ticket: Ticket) -> list[Sheet]:
    texts = _Texts()
    with closing(Reader(source).wb) as book:
        return [_sound_sheet(sheet, texts, ticket) for sheet in book.worksheets]


def _sound_sheet(sheet: Any, texts: _Texts, ticket: Ticket) -> Sheet:
    """The cells of a sheet.

    Raises:
        ReadError: A cell does not say where it stands; names it and the sheet.
    """
    try:
        return _sheet(sheet, texts, ticket)
    except _BROKEN as error:
        with sheet._get_source() as source:
            cell = quick_rows.misplaced(source)
        if cell is None:
            raise
        text = _("The workbook is damaged: in its sheet {sheet} a cell stands at '{cell}', which is no place.")
        raise ReadError(text.format(sheet=quoted(sheet.title), cell=quoted(cell))) from error


def _sheet(sheet: Any, texts: _Texts, ticket: Ticket) -> Sheet:
    try:
        with sheet._get_source() as source:
            return _gathered(sheet.title, quick_rows.blocks(sheet, source, _MOST_COLUMNS), texts, ticket)
    except quick_rows.NotPlainError:
        rows = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS, max_row=_MOST_ROWS)
        return _gathered(sheet.title, _blocks(rows), texts, ticket)


def _blocks(rows: Iterator[tuple[Any, ...]]) -> Iterator[Block]:
    """Rows, counted from 1, as blocks of them."""
    first = 1
    while some := list(islice(rows, _AT_ONCE)):
        columns = {at: [*values] for at, values in enumerate(zip_longest(*some)) if values.count(None) < len(values)}
        yield Block(range(first, first + len(some)), columns)
        first += len(some)


def _gathered(name: str, blocks: Iterable[Block], texts: _Texts, ticket: Ticket) -> Sheet:
    """A sheet of its rows; those between them are empty.

    Args:
        name: Its name.
        blocks: Its rows.
        texts: Takes the texts.
        ticket: Hears of the progress.
    """
    numbers: list[int] = []
    columns: defaultdict[int, list[Any]] = defaultdict(list)
    unread_from = 0
    for block in blocks:
        filled = _filled(block)
        last = numbers[-1] if numbers else 0
        whole = block.numbers[-1] - last == len(block.numbers) and block.numbers[-1] <= _MOST_ROWS and all(filled)
        if not whole:
            end, unread_from = _looked_at(block.numbers, filled, last)
            filled[end:] = [False] * (len(filled) - end)
        for at, values in block.columns.items():
            column = columns[at]
            column += [None] * (len(numbers) - len(column))
            column += texts.shown(values if whole else [*compress(values, filled)])
        numbers += compress(block.numbers, filled)
        if unread_from or block.numbers[-1] >= _MOST_ROWS:
            break
        ticket.step(block.numbers[-1], 0, _("Reading the workbook"))
    for column in columns.values():
        column += [None] * (len(numbers) - len(column))
    return Sheet(name, numbers, dict(columns), unread_from)


def _filled(block: Block) -> list[bool]:
    """Which rows of a block hold something."""
    if any(None not in values for values in block.columns.values()):
        return [True] * len(block.numbers)
    held = zip(*block.columns.values(), strict=True)
    return [values.count(None) < len(values) for values in held] or [False] * len(block.numbers)


def _looked_at(numbers: Sequence[int], filled: Sequence[bool], last: int) -> tuple[int, int]:
    """How many rows are looked at, below a last one that is filled, and from which on nothing was; 0 for all."""
    for at, (number, holds) in enumerate(zip(numbers, filled, strict=True)):
        if number > _MOST_ROWS:
            return at, 0
        if number > last + _MOST_EMPTY + holds:
            return at, last + _MOST_EMPTY + 2
        if holds:
            last = number
    return len(numbers), 0


class _Texts:
    """The texts of a workbook, as long as they are not too much for a plan."""

    def __init__(self) -> None:
        self._length = 0

    def shown(self, values: list[Any]) -> list[Any]:
        """The same values with texts as the user sees them, and None for empty ones."""
        held = [value for value in values if type(value) is str]
        every = "".join(held)
        self._length += len(every)
        if self._length > LARGEST:
            raise too_large()
        if "_x" not in every and "" not in held:
            return values
        return [(_unescaped(value) or None) if type(value) is str else value for value in values]


def _unescaped(text: str) -> str:
    """A text without the notation ``_xHHHH_``, which openpyxl leaves as it is."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of characters are none
