"""Rows of cells as the XML of a sheet, put into a workbook of which openpyxl made everything else.

openpyxl takes some 15 microseconds for a cell, composing its text takes one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from shutil import copyfileobj
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.compat import safe_string
from openpyxl.utils.datetime import to_excel

LONGEST_TEXT: Final = 32_767
"""Excel cuts longer texts."""

_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What is written as ``_xHHHH_`` (ECMA-376, ST_Xstring): characters XML cannot hold, and that notation itself."""

_MOST: Final = 50_000
"""So many values are remembered, and none of more characters than ``_SHORT``."""
_SHORT: Final = 64
_END: Final = b"</sheetData>"
_RETURNS: Final = {"\r": "&#13;"}
"""XML reads a plain one as a line feed."""


class Contents(dict[Any, str]):
    """Texts, numbers and dates as what follows the place and the look of their cell; each is composed once.

    A text stays text even if it looks like a formula or an error.

    Attributes:
        cut: How many texts were too long for a cell.
        midnights: Some date is at midnight sharp, so that midnight cannot stand for "no time said".
    """

    __slots__ = ("cut", "midnights")

    def __init__(self) -> None:
        super().__init__()
        self.cut = 0
        self.midnights = False

    def __missing__(self, value: str | float | datetime) -> str:
        if isinstance(value, str):
            keep = "" if value == value.strip() else ' xml:space="preserve"'
            text = f' t="inlineStr"><is><t{keep}>{escape(self.fit(value), _RETURNS)}</t></is></c>'
            if len(value) > _SHORT:
                return text
        else:
            if isinstance(value, datetime):
                self.midnights = self.midnights or value.time() == time()
            text = f"><v>{safe_string(to_excel(value) if isinstance(value, datetime) else value)}</v></c>"
        if len(self) < _MOST:
            self[value] = text
        return text

    def fit(self, text: str) -> str:
        """The text as a workbook can hold it."""
        text = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        if len(text) > LONGEST_TEXT:
            self.cut += 1
            return text[:LONGEST_TEXT]
        return text


def row(number: int, outline: int, cells: str) -> str:
    """A row of cells, folded so deep."""
    folded = f' outlineLevel="{outline}"' if outline else ""
    return f'<row r="{number}"{folded}>{cells}</row>'


def put_together(book: BinaryIO, rows: Mapping[str, BinaryIO], sink: BinaryIO) -> None:
    """Write a workbook with more rows in its sheets.

    Args:
        book: The workbook.
        rows: Parts of it, such as ``xl/worksheets/sheet1.xml``, and what to add below the rows that are there.
        sink: Takes the whole.
    """
    with ZipFile(book) as parts, ZipFile(sink, "w", ZIP_DEFLATED) as whole:
        for part in parts.infolist():
            new = ZipInfo(part.filename, part.date_time)
            new.compress_type = ZIP_DEFLATED
            before, end, after = parts.read(part).partition(_END)
            with whole.open(new, "w") as target:
                target.write(before)
                if part.filename in rows:
                    rows[part.filename].seek(0)
                    copyfileobj(rows[part.filename], target, 1 << 20)
                target.write(end + after)
