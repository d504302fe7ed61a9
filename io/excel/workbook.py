"""Takes the cells out of a workbook, with limits on what a file may claim to be."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from openpyxl.utils.exceptions import InvalidFileException

from ...app.i18n import _
from ...app.project.errors import ReadError, quoted
from ...app.project.ticket import Ticket
from . import quick_rows
from .opening import Reader, too_large

LARGEST: Final = 256 * 1024**2
"""Bytes of all parts of a workbook, unpacked, and characters of all texts in its cells, which may share them.

A plan of 10,000 tasks takes 14 million.
"""

_MOST_ROWS: Final = 1_048_576
"""As many as Excel has; a file may claim to have a row far below, with emptiness above it."""

_MOST_EMPTY: Final = 20_000
"""Nothing is expected below so many empty rows, as sheets have that were given a look down to the last row."""

_MOST_COLUMNS = 100
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
        rows: Values by row; rows may be of different length. Texts are as the user sees them.
        unread_from: The row, as the user counts, from which on nothing was looked at; 0 where all was.
    """

    name: str
    rows: list[tuple[Any, ...]]
    unread_from: int = 0


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
            sheet: Any = book[name]
            cells = sheet.iter_rows(min_col=column + 1, max_col=column + 1, max_row=_MOST_ROWS)
            filled = ((number, row[0]) for number, row in enumerate(cells, 1) if row and row[0].value is not None)
            return {number: reader.indents.get(cell._style_id, 0) for number, cell in filled}


def _sheets(source: BinaryIO, ticket: Ticket) -> list[Sheet]:
    texts = _Texts()
    with closing(Reader(source).wb) as book:
        return [Sheet(sheet.title, *_sound_rows(sheet, texts, ticket)) for sheet in book.worksheets]


def _sound_rows(sheet: Any, texts: _Texts, ticket: Ticket) -> tuple[list[tuple[Any, ...]], int]:
    """The rows of a sheet.

    Raises:
        ReadError: A cell does not say where it stands; names it and the sheet.
    """
    try:
        return _rows(sheet, texts, ticket)
    except _BROKEN as error:
        with sheet._get_source() as source:
            cell = quick_rows.misplaced(source)
        if cell is None:
            raise
        text = _("The workbook is damaged: in its sheet {sheet} a cell stands at '{cell}', which is no place.")
        raise ReadError(text.format(sheet=quoted(sheet.title), cell=quoted(cell))) from error


def _rows(sheet: Any, texts: _Texts, ticket: Ticket) -> tuple[list[tuple[Any, ...]], int]:
    """The rows of a sheet, and from which on nothing was looked at."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    try:
        with sheet._get_source() as source:
            return _gathered(quick_rows.rows(sheet, source, _MOST_COLUMNS), texts, ticket)
    except quick_rows.NotPlainError:
        values = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS, max_row=_MOST_ROWS)
        return _gathered(enumerate(values, 1), texts, ticket)


def _gathered(
    found: Iterable[tuple[int, Sequence[Any]]], texts: _Texts, ticket: Ticket
) -> tuple[list[tuple[Any, ...]], int]:
    """The rows from the first one to the last that holds something, and from which on nothing was looked at.

    Args:
        found: Rows with their numbers; those between them are empty.
        texts: Takes the texts.
        ticket: Hears of the progress.
    """
    rows: list[tuple[Any, ...]] = []
    filled = 0
    for number, values in found:
        if number > _MOST_ROWS:
            break
        if number - filled > _MOST_EMPTY + 1:
            return rows[:filled], filled + _MOST_EMPTY + 2
        rows += [()] * (number - 1 - len(rows))
        if values.count(None) < len(values):
            rows.append(texts.shown(values))
            filled = number
        else:
            rows.append(())
        if number - filled > _MOST_EMPTY:
            return rows[:filled], number + 1
        if number % 500 == 1:
            ticket.step(number, 0, _("Reading the workbook"))
    return rows[:filled], 0


class _Texts:
    """The texts of a workbook, as long as they are not too much for a plan."""

    def __init__(self) -> None:
        self._length = 0

    def shown(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """A row with its texts as the user sees them."""
        every = "".join([value for value in values if type(value) is str])
        self._length += len(every)
        if self._length > LARGEST:
            raise too_large()
        if "_x" not in every:
            return tuple(values)
        return tuple([_unescaped(value) if type(value) is str else value for value in values])


def _unescaped(text: str) -> str:
    """A text without the notation ``_xHHHH_``, which openpyxl leaves as it is."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of characters are none
