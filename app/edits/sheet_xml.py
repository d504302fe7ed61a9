"""Cells as Excel for Windows puts them on the clipboard beside text and HTML: as XML Spreadsheet, with exact dates.

The format is described in Microsoft's XML Spreadsheet Reference (Office 2003).
"""

from __future__ import annotations

from datetime import datetime
from xml.parsers.expat import ExpatError, ParserCreate

from .html_table import HtmlCell, day_number

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet "


def read_sheet_xml(xml: bytes, most: int) -> list[list[HtmlCell]]:
    """The cells of the first sheet, each row as long as its last cell asks for.

    Nothing of what is no such sheet, of one with more than ``most`` cells, and of one with a document type.
    """
    reader = _Reader(most)
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.hear, reader.refuse
    try:
        parser.Parse(xml.rstrip(b"\0"), True)
    except (ExpatError, _UnwantedError):
        return []
    return reader.rows


class _UnwantedError(Exception):
    """It is no sheet that a spreadsheet wrote, or one too large."""


class _Reader:
    """Collects the cells of the first sheet.

    Raises:
        _UnwantedError: There are more of them than are wanted, or there is what no spreadsheet writes.
    """

    def __init__(self, most: int) -> None:
        self.rows: list[list[HtmlCell]] = []
        self._most = most
        self._count = self._sheets = 0
        self._style = ""
        self._indents: dict[str, int] = {}
        self._told: dict[str, str] = {}
        self._comment = False
        self._kind = ""
        self._text: list[str] = []

    def refuse(self, *_told: object) -> None:
        """Refuse a document type: entities could be defined in it."""
        raise _UnwantedError

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        told = {name.removeprefix(_SPACE): value for name, value in attributes.items()}
        match tag.removeprefix(_SPACE):
            case "Worksheet":
                self._sheets += 1
            case "Style":
                self._style = told.get("ID", "")
            case "Alignment":
                self._indents[self._style] = _whole(told.get("Indent"))
            case "Row" if self._sheets == 1:
                self.rows += [list[HtmlCell]() for _row in self._places(len(self.rows), told)]
            case "Cell" if self._sheets == 1 and self.rows:
                self._told, self._text = told, []
                self.rows[-1] += [HtmlCell() for _cell in self._places(len(self.rows[-1]), told)]
            case "Comment":
                self._comment = True
            case "Data" if not self._comment:
                self._kind = told.get("Type", "String")
            case _:
                pass

    def _places(self, taken: int, told: dict[str, str]) -> range:
        """The places up to that of a row or cell, which may say where it stands, and of what it is merged with."""
        count = max(_whole(told.get("Index")) - taken, 1) + _whole(told.get("MergeAcross"))
        self._count += count
        if self._count > self._most:
            raise _UnwantedError
        return range(count)

    def hear(self, text: str) -> None:
        """What stands between elements."""
        if self._kind:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == f"{_SPACE}Comment":
            self._comment = False
        elif tag == f"{_SPACE}Data" and self._kind and self._sheets == 1 and self.rows:
            indent = self._indents.get(self._told.get("StyleID", "Default"), 0)
            place = -1 - _whole(self._told.get("MergeAcross"))
            self.rows[-1][place] = _cell("".join(self._text), self._kind, indent)
            self._kind = ""


def _cell(text: str, kind: str, indent: int) -> HtmlCell:
    text = text.replace("\r\n", "\n").strip()
    return HtmlCell(text=text, indent=float(indent), number=_number(text, kind))


def _number(text: str, kind: str) -> float | None:
    """The number behind a cell; dates are days."""
    try:
        match kind:
            case "DateTime":
                return day_number(datetime.fromisoformat(text))
            case "Number":
                return float(text)
            case _:
                return None
    except ValueError:
        return None


def _whole(text: str | None) -> int:
    return int(text[:9]) if text and text.isdecimal() else 0
