"""Tables on the clipboard as HTML, as Excel and LibreOffice exchange them, with how far cells are set in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

_POINTS = 9
"""Points that Excel sets a cell in for one step."""

_STEPS = re.compile(r"mso-char-indent-count:\s*(\d+)")
_PADDING = re.compile(r"padding-left:\s*([\d.]+)\s*(pt|px|em)?")
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_UNITS = {"pt": 1.0, "px": 0.75, "em": 12.0, None: 0.75}


def write_table(rows: Sequence[Sequence[str]], indents: Sequence[int], column: int, heavy: Sequence[bool] = ()) -> str:
    """Rows as an HTML table; the cells of one column are set in by steps, heavy rows are bold."""
    lines = ["<html><head><meta charset='utf-8'></head><body><table>"]
    for place, row in enumerate(rows):
        before, after = ("<b>", "</b>") if place < len(heavy) and heavy[place] else ("", "")
        cells: list[str] = []
        for number, text in enumerate(row):
            steps = indents[place] if number == column else 0
            style = f"mso-char-indent-count:{steps};padding-left:{steps * _POINTS}pt" if steps else ""
            written = escape(text).replace("\n", "<br style='mso-data-placement:same-cell'>")
            cells.append(f"<td style='white-space:nowrap;{style}'>{before}{written}{after}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</table></body></html>")
    return "\n".join(lines)


def read_indents(html: str) -> list[list[float]]:
    """How far each cell of the first table is set in, in steps or points: only comparisons within a column count."""
    reader = _Reader(dict(_CLASS.findall(html)))
    reader.feed(html)
    reader.close()
    return reader.rows


class _Reader(HTMLParser):
    """Collects how far the cells of a table are set in."""

    def __init__(self, classes: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._classes = classes
        self._blank = False
        self._tables = 0
        self.rows: list[list[float]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._tables += 1
        elif self._tables == 1 and tag == "tr":
            self.rows.append([])
        elif self._tables == 1 and tag in ("td", "th") and self.rows:
            told = dict(attrs)
            style = (told.get("style") or "") + ";" + self._classes.get(told.get("class") or "", "")
            self.rows[-1].append(_indent(style))
            self._blank = True

    def handle_data(self, data: str) -> None:
        """Count blanks that hold their place at the beginning of a cell."""
        if self._blank and self._tables == 1 and self.rows and self.rows[-1]:
            text = data.lstrip(" \t\r\n")
            self.rows[-1][-1] += len(text) - len(text.lstrip("\N{NO-BREAK SPACE}"))
            self._blank = not text

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._blank = False


def _indent(style: str) -> float:
    """Steps where the style counts them, else points."""
    steps = _STEPS.search(style)
    if steps is not None:
        return float(steps[1])
    padding = _PADDING.search(style)
    return float(padding[1]) * _UNITS[padding[2]] if padding is not None else 0.0
