"""Cells as LibreOffice exchanges them with itself: as an OpenDocument sheet, which it takes without a question.

Of an HTML table it asks in which language that is to be read, breaks its texts into lines and sets nothing in. The
format is OpenDocument 1.3, part 3. Styles are called as LibreOffice calls its own: it (7.4) falls over others when it
saves a sheet that was embedded in a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from ..project.ticket import Ticket
from .block import CONTROLS
from .html_table import Written, moment_of

_PIXEL = 2.54 / 96
"""Centimetres."""

_STEP = 0.35
"""Centimetres that a cell is set in for one step, as LibreOffice does."""

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "style": "style",
        "table": "table",
        "text": "text",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
    }.items()
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)

_DAY = (
    '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>'
    '<number:text>-</number:text><number:day number:style="long"/>'
)
_CLOCK = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)
_FORMS = {
    "text": '<number:text-style style:name="N1"><number:text-content/></number:text-style>',
    "percent": (
        '<number:percentage-style style:name="N2"><number:number number:decimal-places="0"'
        ' number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    ),
    "day": f'<number:date-style style:name="N3">{_DAY}</number:date-style>',
    "moment": f'<number:date-style style:name="N4">{_DAY}{_CLOCK}</number:date-style>',
}
"""How the cells of a form are written; numbers are as LibreOffice writes them anyway."""

_BLANKS = re.compile(r"^ | {2,}|\t")


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How wide the columns and how high the rows are, in pixels: what other programs show of an embedded sheet."""

    widths: Sequence[int]
    height: int = 24

    def told(self, rows: int) -> tuple[int, int]:
        """Width and height of so many rows, in hundredths of a millimetre."""
        return round(sum(self.widths) * _PIXEL * 1000), round(rows * self.height * _PIXEL * 1000)


def write_ods(
    rows: Sequence[Sequence[Written]],
    indents: Sequence[int],
    column: int,
    heavy: Sequence[bool] = (),
    size: Size | None = None,
    ticket: Ticket | None = None,
) -> bytes:
    """Rows as a sheet; the cells of one column are set in by steps, texts of heavy rows are bold.

    Bold dates would be too wide for the columns of a new sheet, which are not made wider when cells are pasted.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    styles: dict[tuple[str, int, bool], str] = {}
    lines: list[str] = []
    for place, row in enumerate(rows):
        ticket.step(place, len(rows))
        bold = place < len(heavy) and heavy[place]
        cells = [_cell(cell, indents[place] if at == column else 0, styles, bold=bold) for at, cell in enumerate(row)]
        lines.append(f'<table:table-row table:style-name="ro1">{"".join(cells)}</table:table-row>')
    looks = "".join(_style(name, *look) for look, name in styles.items())
    size = size or Size(widths=[96] * max(map(len, rows), default=1))
    columns = "".join(f'<table:table-column table:style-name="co{at}"/>' for at in range(1, len(size.widths) + 1))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{''.join(_FORMS.values())}{_sizes(size)}{looks}"
        "</office:automatic-styles><office:body>"
        '<office:spreadsheet><table:table table:name="Plan" table:style-name="ta1">'
        f"{columns}{''.join(lines)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr("mimetype", _KIND)
        parts.writestr("content.xml", content, ZIP_DEFLATED, compresslevel=1)
        parts.writestr("META-INF/manifest.xml", _MANIFEST, ZIP_DEFLATED)
    return made.getvalue()


def _cell(cell: Written, steps: int, styles: dict[tuple[str, int, bool], str], *, bold: bool) -> str:
    if not cell.text:
        return "<table:table-cell/>"
    look = ("text", steps, bold) if cell.number is None else (cell.form, steps, False)
    style = styles.setdefault(look, f"ce{len(styles) + 1}")
    lines = escape(CONTROLS.sub(" ", cell.text)).split("\n")
    texts = "".join(f"<text:p>{_BLANKS.sub(_blanks, line)}</text:p>" for line in lines)
    return f'<table:table-cell table:style-name="{style}" {_value(cell)}>{texts}</table:table-cell>'


def _value(cell: Written) -> str:
    """What a cell holds."""
    if cell.number is None:
        return 'office:value-type="string"'
    if cell.form in ("day", "moment"):
        moment = moment_of(cell.number)
        told = f"{moment:%Y-%m-%d}" if cell.form == "day" else f"{moment:%Y-%m-%dT%H:%M:%S}"
        return f'office:value-type="date" office:date-value="{told}"'
    kind = "percentage" if cell.form == "percent" else "float"
    return f'office:value-type="{kind}" office:value="{cell.number:.15g}"'


def _blanks(found: re.Match[str]) -> str:
    """Blanks that would be taken for one, or for none."""
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def _sizes(size: Size) -> str:
    """The styles of columns and rows."""
    columns = (
        f'<style:style style:name="co{at}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{width * _PIXEL:.3f}cm"/></style:style>'
        for at, width in enumerate(size.widths, 1)
    )
    row = (
        '<style:style style:name="ro1" style:family="table-row"><style:table-row-properties'
        f' style:row-height="{size.height * _PIXEL:.3f}cm" style:use-optimal-row-height="false"/></style:style>'
    )
    table = '<style:style style:name="ta1" style:family="table"/>'
    return f"{''.join(columns)}{row}{table}"


def _style(name: str, form: str, steps: int, bold: bool) -> str:
    data = f' style:data-style-name="N{[*_FORMS].index(form) + 1}"' if form in _FORMS else ""
    parts = ""
    if steps:
        parts += (
            '<style:table-cell-properties style:text-align-source="fix"/>'
            f'<style:paragraph-properties fo:text-align="start" fo:margin-left="{steps * _STEP:.2f}cm"/>'
        )
    if bold:
        parts += '<style:text-properties fo:font-weight="bold"/>'
    told = f'style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}'
    return f"<style:style {told}>{parts}</style:style>"
