"""Tables on the clipboard as HTML, as Excel and LibreOffice exchange them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from html.parser import HTMLParser

import msgspec

from ..project.ticket import Ticket

_POINTS = 9
"""Points that Excel sets a cell in for one step."""

_STEPS = re.compile(r"mso-char-indent-count:\s*(\d+)")
_PADDING = re.compile(r"padding-left:\s*(\d+(?:\.\d+)?|\.\d+)\s*(pt|px|em)?")
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_UNITS = {"pt": 1.0, "px": 0.75, "em": 12.0, None: 0.75}

_EPOCH = datetime(1899, 12, 30)
"""The day 0 of the numbers that spreadsheets keep dates as."""

_FIRST, _LAST = 18264, 109574
"""The numbers of days that are taken for dates: 1950 to 2199."""

_WIDEST = 256
"""Columns and rows that one merged cell may fill, at most."""

_MOST_TAGS = 20
"""Tags for each cell. Spreadsheets write two, and some more where a cell has looks of its own."""

_TEXT = r"mso-number-format:'\@'"
"""Excel takes what stands in the cell as text: no date from ``1-2``, no number from ``1.10``, no formula from ``=``."""

_CALC = {
    "text": "1033;0;@",
    "number": "1033;",
    "percent": "1033;0;0%",
    "day": "1033;0;YYYY-MM-DD",
    "moment": "1033;0;YYYY-MM-DD HH:MM:SS",
}
"""What LibreOffice is told of a cell. It understands of such formats those that it has itself."""


class HtmlCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of a table on the clipboard.

    Attributes:
        text: What it shows, with its line ends.
        indent: How far it is set in, in steps or points: only comparisons within a column count.
        number: The number behind the text, where the program tells it.
    """

    text: str = ""
    indent: float = 0.0
    number: float | None = None

    def date(self) -> datetime | None:
        """The moment the cell shows, to the minute, where its number is one.

        How a date is written does not tell whether ``1/5`` is in January or in May; the number does.
        """
        if self.number is None or not _FIRST <= self.number < _LAST:
            return None
        found = moment_of(self.number)
        seen = {int(digits) for digits in re.findall(r"\d+", self.text)}
        return found if found.day in seen and seen & {found.month, found.year, found.year % 100} else None


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A cell to be written.

    Attributes:
        text: What it shows.
        number: The number that the text stands for. Without one it is text, even where it looks like a number.
        form: How the number is shown: ``number``, ``percent``, ``day`` or ``moment``.
    """

    text: str
    number: float | None = None
    form: str = "number"


def day_number(moment: datetime) -> float:
    """The number that spreadsheets keep a moment as: days, and a fraction for the time."""
    return (moment - _EPOCH) / timedelta(days=1)


def moment_of(number: float) -> datetime:
    """The moment, to the minute, that spreadsheets keep as a number."""
    return _EPOCH + timedelta(minutes=round(number * 1440))


def write_table(
    rows: Sequence[Sequence[Written]],
    indents: Sequence[int],
    column: int,
    heavy: Sequence[bool] = (),
    ticket: Ticket | None = None,
) -> str:
    """Rows as an HTML table; the cells of one column are set in by steps, heavy rows are bold.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    lines = ["<html><head><meta charset='utf-8'></head><body><table>"]
    for place, row in enumerate(rows):
        ticket.step(place, len(rows))
        bold = place < len(heavy) and heavy[place]
        cells = (_cell(cell, indents[place] if number == column else 0, bold=bold) for number, cell in enumerate(row))
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</table></body></html>")
    return "\n".join(lines)


def _cell(cell: Written, steps: int, *, bold: bool) -> str:
    styles = ["white-space:nowrap"]
    told = ""
    if cell.number is not None:
        told = f' sdval="{cell.number:.15g}" sdnum="{_CALC[cell.form]}"'
    elif cell.text:
        styles.append(_TEXT)
        told = f' sdnum="{_CALC["text"]}"'
    if steps:
        styles.append(f"mso-char-indent-count:{steps};padding-left:{steps * _POINTS}pt")
    written = escape(cell.text).replace("\n", "<br style='mso-data-placement:same-cell'>")
    if bold:
        written = f"<b>{written}</b>"
    return f'<td style="{";".join(styles)}"{told}>{written}</td>'


def read_table(html: str, most: int) -> list[list[HtmlCell]]:
    """The cells of the first table; what merged cells cover is empty. Nothing of a table with more than ``most``, or
    with so much markup that it can't be one."""
    if html.count("<") > _MOST_TAGS * most:
        return []
    reader = _Reader(dict(_CLASS.findall(html)), most)
    try:
        reader.feed(f"{html}</table>")  # not closed: the parser would look at all that is left for each open comment
    except _TooLargeError:
        return []
    return reader.rows()


class _TooLargeError(Exception):
    """A table has more cells than are wanted."""


class _Reader(HTMLParser):
    """Collects the cells of a table.

    Raises:
        _TooLargeError: There are more of them than are wanted.
    """

    def __init__(self, classes: dict[str, str], most: int) -> None:
        super().__init__(convert_charrefs=True)
        self._classes = classes
        self._most = most
        self._tables = 0
        self._open = False
        self._text: list[str] = []
        self._cells: list[tuple[int, int, HtmlCell]] = []
        self._found: dict[tuple[int, int], HtmlCell] = {}
        self._row = -1
        self._at = 0
        self._attributes: dict[str, str | None] = {}

    def rows(self) -> list[list[HtmlCell]]:
        """What was read, row by row, each as long as its last cell asks for."""
        widths = [0] * (self._row + 1)
        for row, column in self._found:
            if row < len(widths):
                widths[row] = max(widths[row], column + 1)
        return [
            [self._found.get((row, column), HtmlCell()) for column in range(width)] for row, width in enumerate(widths)
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._tables += 1
        elif self._tables != 1:
            return
        elif tag == "tr":
            self._close()
            self._row, self._at = self._row + 1, 0
        elif tag in ("td", "th") and self._row >= 0:
            self._close()
            self._open, self._text, self._attributes = True, [], dict(attrs)
        elif tag == "br" and self._open:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def _close(self) -> None:
        """Take the cell that was read to its end, and the places it covers."""
        if not self._open:
            return
        self._open = False
        told = self._attributes
        style = (told.get("style") or "") + ";" + self._classes.get(told.get("class") or "", "")
        shown = "".join(self._text).lstrip(" ")
        blanks = len(shown) - len(shown.lstrip("\N{NO-BREAK SPACE}"))
        while (self._row, self._at) in self._found:
            self._at += 1
        cell = HtmlCell(
            text="\n".join(line.strip() for line in shown.split("\n")).strip(),
            indent=_indent(style) + blanks,
            number=_number(told.get("sdval") or told.get("x:num")),
        )
        across, down = _span(told.get("colspan")), _span(told.get("rowspan"))
        for row in range(self._row, self._row + down):
            for column in range(self._at, self._at + across):
                self._found[row, column] = HtmlCell()
        self._found[self._row, self._at] = cell
        self._at += across
        if len(self._found) > self._most:
            raise _TooLargeError


def _span(text: str | None) -> int:
    return min(max(int(text[:6]), 1), _WIDEST) if text and text.isdecimal() else 1


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _indent(style: str) -> float:
    """Steps where the style counts them, else points."""
    steps = _STEPS.search(style)
    if steps is not None:
        return float(steps[1])
    padding = _PADDING.search(style)
    return float(padding[1]) * _UNITS[padding[2]] if padding is not None else 0.0
