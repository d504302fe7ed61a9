"""Cells as LibreOffice puts them on the clipboard beside text and HTML: as an OpenDocument sheet.

It alone tells how far a cell is set in. The sheet is that of the document, with what was not copied left empty, so that
the copied cells stand in it where they stand in the document. The format is OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

import msgspec

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0 "

_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(in|cm|mm|pt|pc|px)")
_POINTS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "pc": 12.0, "px": 0.75}

_MOST_BYTES = 400_000_000
"""So much of a part is read: more than the rows of a sheet need."""


_DAMAGED = (BadZipFile, zlib.error, ExpatError, RuntimeError, ValueError, LookupError, EOFError, OSError)
"""What the readers of archives and of XML raise at damage, at encrypted parts and at encodings they don't know."""


class OdsCell(msgspec.Struct, frozen=True):
    """A cell of the sheet that is not empty.

    Attributes:
        text: What it shows, with its line ends.
        indent: How far it is set in, in points.
    """

    text: str
    indent: float


Places = Mapping[tuple[int, int], OdsCell]
"""Cells by their row and column in the sheet, from 0."""


def read_ods(content: bytes, most: int) -> Places:
    """The cells of the first sheet that are not empty.

    None of what is no such document, of one with more than ``most`` cells, and of one with a document type.
    """
    reader = _Reader(most)
    try:
        with ZipFile(BytesIO(content)) as parts:
            for name in ("styles.xml", "content.xml"):
                if name in parts.namelist():
                    reader.read(_part(parts, name))
    except (*_DAMAGED, _UnwantedError):
        return {}
    return reader.cells


def _part(parts: ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        found = part.read(_MOST_BYTES + 1)
    if len(found) > _MOST_BYTES:
        raise _UnwantedError
    return found


class _UnwantedError(Exception):
    """It is no sheet that a spreadsheet wrote, or one too large."""


class _Reader:
    """Collects styles and the cells of the first sheet.

    Raises:
        _UnwantedError: There are more of them than are wanted, or there is what no spreadsheet writes.
    """

    def __init__(self, most: int) -> None:
        self.cells: dict[tuple[int, int], OdsCell] = {}
        self._most = most
        self._margins: dict[str, float] = {}
        self._parents: dict[str, str] = {}
        self._style = ""
        self._columns: list[tuple[int, str]] = []
        self._sheets = self._row = self._column = 0
        self._rows = self._times = 1
        self._row_style = self._cell_style = ""
        self._line: list[tuple[int, int, OdsCell]] = []
        self._lines: list[list[str]] | None = None

    def read(self, xml: bytes) -> None:
        """Take a part of the document."""
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._hear, self._refuse
        parser.Parse(xml, True)

    def _refuse(self, *_told: object) -> None:
        """Refuse a document type: entities could be defined in it."""
        raise _UnwantedError

    def _begin(self, tag: str, told: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self._sheets += 1
        elif tag.startswith(_STYLE):
            self._begin_style(tag.removeprefix(_STYLE), told)
        elif self._sheets != 1:
            return
        elif tag.startswith(_TABLE):
            self._begin_cell(tag.removeprefix(_TABLE), told)
        elif self._lines is not None and tag.startswith(_TEXT):
            self._begin_text(tag.removeprefix(_TEXT), told, self._lines)

    def _begin_style(self, tag: str, told: dict[str, str]) -> None:
        if tag == "style":
            self._style = told.get(f"{_STYLE}name", "")
            self._parents[self._style] = told.get(f"{_STYLE}parent-style-name", "")
        elif tag == "paragraph-properties" and (length := _LENGTH.fullmatch(told.get(f"{_FO}margin-left", ""))):
            self._margins[self._style] = float(length[1]) * _POINTS[length[2]]

    def _begin_cell(self, tag: str, told: dict[str, str]) -> None:
        match tag:
            case "table-column":
                style = told.get(f"{_TABLE}default-cell-style-name", "")
                self._columns.append((_count(told.get(f"{_TABLE}number-columns-repeated")), style))
            case "table-row":
                self._rows, self._column = _count(told.get(f"{_TABLE}number-rows-repeated")), 0
                self._row_style, self._line = told.get(f"{_TABLE}default-cell-style-name", ""), []
            case "table-cell" | "covered-table-cell":
                self._times = _count(told.get(f"{_TABLE}number-columns-repeated"))
                self._cell_style = told.get(f"{_TABLE}style-name") or self._row_style or self._column_style()
                self._lines = []
            case _:
                pass

    def _begin_text(self, tag: str, told: dict[str, str], lines: list[list[str]]) -> None:
        if tag == "p":
            lines.append([])
        elif lines and tag in ("s", "tab", "line-break"):
            blanks = " " * min(_count(told.get(f"{_TEXT}c")), 100)
            lines[-1].append({"s": blanks, "tab": "\t"}.get(tag, "\n"))

    def _hear(self, text: str) -> None:
        if self._lines:
            self._lines[-1].append(text)

    def _end(self, tag: str) -> None:
        if self._sheets != 1 or not tag.startswith(_TABLE):
            return
        if tag.endswith("table-cell") and self._lines is not None:
            text = "\n".join(map("".join, self._lines)).strip()
            if text:
                self._line.append((self._column, self._times, OdsCell(text, self._margin(self._cell_style))))
            self._column += self._times
            self._lines = None
        elif tag == f"{_TABLE}table-row":
            self._end_row()

    def _end_row(self) -> None:
        """Put the cells of a row where they are, as often as they are repeated."""
        rows = range(self._row, self._row + self._rows)
        self._row += self._rows
        if len(self.cells) + sum(times for _at, times, _cell in self._line) * len(rows) > self._most:
            raise _UnwantedError
        for column, times, cell in self._line:
            self.cells |= {(row, place): cell for row in rows for place in range(column, column + times)}

    def _column_style(self) -> str:
        """What cells of the current column look like where they do not say it."""
        last = 0
        for times, style in self._columns:
            last += times
            if self._column < last:
                return style
        return ""

    def _margin(self, style: str) -> float:
        """How far a style sets in, or the one it goes on from."""
        for _step in range(20):
            if style in self._margins or not style:
                break
            style = self._parents.get(style, "")
        return self._margins.get(style, 0.0)


def _count(text: str | None) -> int:
    return max(int(text[:9]), 1) if text and text.isdecimal() else 1
