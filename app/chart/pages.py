"""A plan on sheets of paper: which rows, columns and stretch of time stand where on which page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.moments import Minute
from ..project.widths import replace
from .page_cuts import (
    HEADING,
    LEAST_PERCENT,
    LEGEND_GAP,
    ROW,
    UNIT,
    Borders,
    Column,
    Extent,
    Layout,
    Rect,
    Strip,
    strips,
)
from .print_setup import LegendPlace, PrintError, PrintSetup

SMALL_TEXT: Final = 10
"""Size of the smallest text of table and chart in units."""

MOST_SHEETS: Final = 20_000


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page. Places are in points from its top left corner.

    Attributes:
        number: Counted from 1, along the rows of sheets.
        row: Place from the top in the poster that all sheets make, from 0; ``column`` from the left.
        rows: First row of the plan on it, and the one after the last.
        columns: Columns of the table on it.
        start: First moment of its stretch of time; ``finish`` the one after the last.
        chart_width: Units of the chart, 0 on a sheet that holds nothing but columns.
        body: Where table and chart stand; as high as its rows.
        title: Where the title block stands, None on a sheet without it; ``legend``, ``header``, ``footer`` alike.
    """

    number: int
    row: int
    column: int
    rows: tuple[int, int]
    columns: tuple[Column, ...]
    start: Minute
    finish: Minute
    chart_width: float
    body: Rect
    title: Rect | None
    legend: Rect | None
    header: Rect | None
    footer: Rect | None

    @property
    def label(self) -> str:
        """Where it hangs in the poster: ``B3`` is the third sheet of the second row."""
        letters, row = "", self.row
        while row >= 0:
            letters, row = chr(ord("A") + row % 26) + letters, row // 26 - 1
        return f"{letters}{self.column + 1}"

    @property
    def table_width(self) -> float:
        """Units of the table."""
        return sum(column.width for column in self.columns)

    @property
    def minutes_per_unit(self) -> float:
        """The zoom of its chart, such that the stretch of time ends at the page's edge."""
        return (self.finish - self.start) / self.chart_width if self.chart_width else 1.0


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """A plan cut into sheets.

    Attributes:
        width: Of each sheet in points; ``height`` alike.
        sheets: In the order of printing.
        across: Sheets beside each other; ``down`` above each other.
        percent: Size of texts and rows.
        notes: What could not be done as asked.
    """

    width: float
    height: float
    sheets: tuple[Sheet, ...]
    across: int
    down: int
    percent: int
    notes: tuple[Note, ...] = ()

    @property
    def scale(self) -> float:
        """Points per unit."""
        return self.percent / 100 * UNIT

    @property
    def smallest_text(self) -> float:
        """Size in points of the smallest text in table and chart."""
        return SMALL_TEXT * self.scale


def paginate(
    setup: PrintSetup, columns: Sequence[Column], levels: Sequence[int], extent: Extent, borders: Borders, entries: int
) -> Pages:
    """Cut a plan into sheets.

    Args:
        setup: Paper, scale and what is repeated.
        columns: The columns of the table with their widths.
        levels: The outline level of each row, in order.
        extent: The time to cover; the setup's own dates go before it.
        borders: Where the time scale may be cut.
        entries: How many entries the legend has.

    Raises:
        PrintError: It would take more than ``MOST_SHEETS`` pages.
    """
    layout = Layout(setup, columns, levels, entries)
    percent = setup.percent or layout.largest_percent()
    rows, across = layout.rows(percent), strips(layout, percent, extent, borders)
    if len(rows) * len(across) > MOST_SHEETS:
        raise PrintError(
            _("This would take {count} pages. Choose a smaller scale, a coarser time scale or fewer days.").format(
                count=len(rows) * len(across)
            )
        )
    last = (len(rows) - 1, len(across) - 1)
    sheets = [
        _sheet(layout, percent, (row, column), rows[row], across[column], legend=(row, column) == last)
        for row in range(len(rows))
        for column in range(len(across))
    ]
    sheets = [replace(sheet, number=number) for number, sheet in enumerate(sheets, 1)]
    fits = setup.percent is not None or (
        len(across) <= (setup.across or len(across)) and len(rows) <= (setup.down or len(rows))
    )
    return Pages(
        width=layout.width,
        height=layout.height,
        sheets=tuple(sheets),
        across=len(across),
        down=len(rows),
        percent=percent,
        notes=tuple(_notes(setup, fits)),
    )


def _sheet(
    layout: Layout, percent: int, place: tuple[int, int], rows: tuple[int, int], strip: Strip, *, legend: bool
) -> Sheet:
    scale = percent / 100 * UNIT
    inner, below_title = layout.inner, layout.title_height * (place[0] == 0)
    width = (sum(column.width for column in strip.columns) + strip.chart_width) * scale
    legend_height = layout.legend_height * (legend or layout.setup.legend == LegendPlace.EVERY)
    legend_height = max(legend_height - LEGEND_GAP, 0.0)
    return Sheet(
        number=0,
        row=place[0],
        column=place[1],
        rows=rows,
        columns=strip.columns,
        start=strip.start,
        finish=strip.finish,
        chart_width=strip.chart_width,
        body=Rect(inner.x, inner.y + below_title, width, (HEADING + (rows[1] - rows[0]) * ROW) * scale),
        title=Rect(inner.x, inner.y, inner.width, below_title) if below_title and place[1] == 0 else None,
        legend=Rect(inner.x, inner.y + inner.height - legend_height, inner.width, legend_height)
        if legend_height
        else None,
        header=layout.header,
        footer=layout.footer,
    )


def _notes(setup: PrintSetup, fits: bool) -> list[Note]:
    notes: list[Note] = []
    if setup.cut_back:
        text = _("A page can't be longer than 5080 mm (200 inches); the sheet was made that long.")
        notes.append(Note(severity=Severity.WARNING, code="print.sheet-too-large", text=text))
    if not fits:
        text = _("The plan does not fit on so few pages, even at {percent} %.").format(percent=LEAST_PERCENT)
        notes.append(Note(severity=Severity.WARNING, code="print.does-not-fit", text=text))
    return notes
