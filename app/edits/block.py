"""A block of cells as spreadsheets put it on the clipboard: read, written, and its outline found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from ..i18n import _
from ..project.errors import EditError
from ..project.ticket import Ticket, followed
from .html_table import HtmlCell, read_table
from .sheet_ods import read_ods
from .sheet_xml import read_sheet_xml

_TAB = 8.0
"""Blanks that a tab stands for."""

_MOST_CELLS = 2_000_000
"""So many are read within seconds."""

_LONGEST_CELL = 1000
"""Bytes of XML a cell, on the average, beyond which it is not looked at."""

_MOST_COLUMNS = 256
"""More than there are fields, few enough to be shown."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Signs that no file format holds; some programs end lines within a cell with one of them."""


_Cell = TypeVar("_Cell")


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of texts.

    Attributes:
        rows: All of one length; texts without blanks at their ends.
        indents: How far each cell is set in, in any measure.
        numbers: The number behind each text, where the program it comes from tells it; nothing where it tells none.
        controls: How many control characters became blanks.
    """

    rows: Sequence[Sequence[str]]
    indents: Sequence[Sequence[float]]
    numbers: Sequence[Sequence[float | None]] = ()
    controls: int = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def column(self, place: int) -> list[str]:
        """The texts of a column."""
        return [row[place] for row in self.rows]

    def levels(self, place: int) -> list[int]:
        """The outline levels that the indents of a column say; all 1 for a flat list."""
        return levels_by_indent([row[place] for row in self.indents])

    def without_head(self) -> Block:
        """The block without its first row."""
        return Block(rows=self.rows[1:], indents=self.indents[1:], numbers=self.numbers[1:], controls=self.controls)

    def tiled(self, height: int, width: int) -> Block:
        """The block as often as it fills so many cells; once where it does not fill them evenly."""
        down = 1 if not self.rows or height % len(self.rows) else max(height // len(self.rows), 1)
        across = 1 if not self.width or width % self.width else max(width // self.width, 1)
        return Block(
            rows=_tiled(self.rows, down, across),
            indents=_tiled(self.indents, down, across),
            numbers=_tiled(self.numbers, down, across),
            controls=self.controls,
        )


def read_block(
    text: str,
    html: str = "",
    sheet: bytes = b"",
    ticket: Ticket | None = None,
    embedded: Callable[[], bytes] = bytes,
) -> Block:
    """The block that stands on the clipboard as text with tabs, and perhaps as HTML and as XML Spreadsheet.

    ``embedded`` gives the OpenDocument sheet of LibreOffice, which is long in the making: it is only asked for where
    nothing else says how far cells are set in.

    A cell in quotes may hold tabs and line ends. A list whose lines begin with tabs is one column with an outline, as
    text editors give it; otherwise the blanks before a text, or how far a spreadsheet sets its cell in, say where in
    the outline it stands. Where HTML or XML Spreadsheet tell which moment a cell means, its text is that, whatever the
    spreadsheet writes; line ends in a cell, which the text may lack, are taken from there too. Control characters
    become blanks, which the block counts.

    Raises:
        EditError: It has more rows and columns than can be pasted.
        Cancelled: The ticket said so.
    """
    text, controls = CONTROLS.subn(" ", text)
    text = text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    _limit(sum(map(text.rstrip().count, "\t\n")))
    raw = _cells(text, ticket)
    while raw and not any(cell.strip() for cell in raw[-1]):
        raw.pop()
    if not raw:
        return Block(rows=(), indents=())
    if _is_list(raw):
        return Block(
            rows=[[row[-1].strip()] for row in followed(raw, ticket)],
            indents=[[_TAB * (len(row) - 1) + _blanks(row[-1])] for row in followed(raw, ticket)],
            controls=controls,
        )
    width = max(map(len, raw))
    if width > _MOST_COLUMNS:
        raise EditError(
            _("The list has {count} columns; no more than {most} can be pasted.").format(
                count=width, most=_MOST_COLUMNS
            )
        )
    _limit(len(raw) * width)
    full = [[*row, *[""] * (width - len(row))] for row in followed(raw, ticket)]
    indents = [[_blanks(cell) for cell in row] for row in followed(full, ticket)]
    rows = [[cell.strip() for cell in row] for row in followed(full, ticket)]
    told = _of_sheet(sheet, len(full), width) if sheet else None
    if told is None and html:
        told = _formatted(CONTROLS.sub(" ", html), len(full), width)
    numbers: list[list[float | None]] = []
    if told is not None:
        rows = [[_exactly(*pair) for pair in zip(*both, strict=True)] for both in zip(rows, told, strict=True)]
        numbers = [[cell.number for cell in row] for row in told]
        if not any(map(any, indents)):
            indents = [[cell.indent for cell in row] for row in told]
    if not any(map(any, indents)) and (content := embedded()):
        indents = _set_in(content, full) or indents
    return Block(rows=rows, indents=indents, numbers=numbers, controls=controls)


def _tiled(rows: Sequence[Sequence[_Cell]], down: int, across: int) -> Sequence[Sequence[_Cell]]:
    return [[*row] * across for row in rows] * down if down > 1 or across > 1 else rows


def _limit(cells: int) -> None:
    if cells > _MOST_CELLS:
        raise EditError(
            _("The list has {count} cells; no more than {most} can be pasted at once.").format(
                count=cells, most=_MOST_CELLS
            )
        )


def levels_by_indent(indents: Sequence[float]) -> list[int]:
    """Outline levels from 1: a row that is set in further than the one above is one level below it."""
    levels: list[int] = []
    widths: list[float] = []
    for width in indents:
        while widths and width <= widths[-1]:
            widths.pop()
        widths.append(width)
        levels.append(len(widths))
    return levels


def levels_by_depth(depths: Sequence[int]) -> list[int]:
    """Outline levels from 1 where each row says how deep it stands: none is deeper than one below the one above."""
    least = min((depth for depth in depths if depth > 0), default=1)
    levels: list[int] = []
    for depth in depths:
        above = levels[-1] if levels else 0
        levels.append(min(max(depth - least + 1 if depth > 0 else above, 1), above + 1))
    return levels


def depth_of(text: str, *, code: bool) -> int:
    """The depth that a level such as ``2``, or a code such as ``1.2.3``, says; 0 where it says none."""
    text = text.strip()
    if code:
        return len([part for part in text.replace(",", ".").split(".") if part.strip()])
    return int(text[:9]) if text.isdecimal() else 0


def write_block(rows: Sequence[Sequence[str]], ticket: Ticket | None = None) -> str:
    """Rows as text with tabs, a line a row.

    Raises:
        Cancelled: The ticket said so.
    """
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in followed(rows, ticket))


def _cells(text: str, ticket: Ticket | None) -> list[list[str]]:
    """Lines and cells, with what is quoted taken as it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if '"' not in text:
        return [line.split("\t") for line in followed(text.split("\n"), ticket)]
    rows: list[list[str]] = [[]]
    at = 0
    ticket = ticket or Ticket()
    while at <= len(text):
        ticket.step(at, len(text))
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if at < len(text) and text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins here, and where it ends; a quote that does not end where a cell does is only a sign."""
    if text[at : at + 1] == '"':
        end = at + 1
        parts: list[str] = []
        while (close := text.find('"', end)) >= 0:
            parts.append(text[end:close])
            if text[close + 1 : close + 2] != '"':
                if text[close + 1 : close + 2] in ("", "\t", "\n"):
                    return "".join(parts), close + 1
                break
            parts.append('"')
            end = close + 2
    ends = [found for sign in "\t\n" if (found := text.find(sign, at)) >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Whether no line holds anything but one text, some behind tabs and the first behind none."""
    tidy = all(not any(cell.strip() for cell in row[:-1]) and (len(row) == 1 or row[-1].strip()) for row in rows)
    return tidy and len(rows[0]) == 1 and any(len(row) > 1 for row in rows)


def _blanks(cell: str) -> float:
    spread = cell.replace("\N{NO-BREAK SPACE}", " ").expandtabs(int(_TAB))
    return float(len(spread) - len(spread.lstrip()))


def _formatted(html: str, height: int, width: int) -> list[list[HtmlCell]] | None:
    """The cells as the HTML has them; None where it shows another table than the text."""
    found = read_table(html, 2 * height * width + 10_000)
    while len(found) > height and not any(cell.text for cell in found[-1]):
        found.pop()
    fits = len(found) == height and all(len(row) == width for row in found)
    return found if fits else None


def _of_sheet(xml: bytes, height: int, width: int) -> list[list[HtmlCell]] | None:
    """The cells as the XML Spreadsheet has them, which leaves empty ones out; None where it is another table."""
    cells = 2 * height * width + 10_000
    found = read_sheet_xml(xml, cells) if len(xml) <= _LONGEST_CELL * cells else []
    if not found or len(found) > height or max(map(len, found)) > width:
        return None
    found += [list[HtmlCell]() for _row in range(height - len(found))]
    return [[*row, *[HtmlCell()] * (width - len(row))] for row in found]


def _set_in(ods: bytes, texts: Sequence[Sequence[str]]) -> list[list[float]] | None:
    """How far an OpenDocument sheet sets these cells in; None where it shows others. It ends where they end."""
    height, width = len(texts), len(texts[0])
    cells = read_ods(ods, 2 * height * width + 10_000)
    filled = [(row, at) for row, line in enumerate(texts) for at, text in enumerate(line) if text.strip()]
    if not cells or not filled:
        return None
    down = max(row for row, _at in cells) - max(row for row, _at in filled)
    right = max(at for _row, at in cells) - max(at for _row, at in filled)
    same = all(
        (cell := cells.get((row + down, at + right))) is not None and cell.text.split() == texts[row][at].split()
        for row, at in filled
    )
    if not same:
        return None
    found = [[0.0] * width for _row in texts]
    for row, at in filled:
        found[row][at] = cells[row + down, at + right].indent
    return found


def _exactly(text: str, cell: HtmlCell) -> str:
    """What a cell says, given as text and as HTML."""
    date = cell.date()
    if date is not None:
        return f"{date:%Y-%m-%d %H:%M}" if date.hour or date.minute else f"{date:%Y-%m-%d}"
    return cell.text if "\n" in cell.text and cell.text.split() == text.split() else text
