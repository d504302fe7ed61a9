"""A plan laid out on sheets: one way of painting a page for PDF, printer, picture and preview."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ...app.chart import styles
from ...app.chart.ground import LEAST_DAY, time_scale_marks
from ...app.chart.marks import Batch, Frame, Marks, Rects, Style, Texts, ints
from ...app.chart.page_cuts import HEADING, ROW
from ...app.chart.pages import Pages, Sheet, paginate
from ...app.chart.print_setup import PrintSetup
from ...app.chart.print_theme import GREYS
from ...app.chart.theme import PAPER
from ...app.chart.time_scale import TimeScale
from ...app.i18n import _
from ...app.project.errors import Note, Severity
from ...app.project.moments import DAY, Minute
from ...app.project.ticket import Ticket
from ...app.project.widths import replace
from .paint import Brushes, paint
from .print_content import Content
from .print_legend import Entry, colour_entries, entries, paint_legend
from .print_table import paint_grid
from .print_words import PrintWords

SMALLEST_TEXT: Final = 5.0
"""Points; smaller texts are hard to read."""

_PEN: Final = 0.6  # of the width of lines on the screen
_THINNEST: Final = 0.2  # points of a line of width 1


class Printout:
    """Rows of a plan laid out on sheets.

    Attributes:
        content: What is printed.
        setup: How it is printed.
        extent: The time to cover.
        pages: The sheets.
        legend: What the legend explains.
    """

    def __init__(self, content: Content, setup: PrintSetup, ticket: Ticket | None = None) -> None:
        """Lay out the content.

        Raises:
            PrintError: It would take too many pages.
            Cancelled: The ticket said so.
        """
        self.content = content
        self.setup = setup
        self._words = PrintWords(content.project, content.schedule, setup, content.file, content.style)
        self._table = content.table(setup, ticket)
        self._chart = content.chart(setup)
        self.extent, looks, colours = content.survey(setup, ticket)
        self.legend: list[Entry] = [*entries(looks), *colour_entries(colours)]
        theme = GREYS if setup.greyscale else PAPER
        self._theme = theme if setup.critical else replace(theme, critical_link=theme.link)
        self._headings: dict[int, Marks] = {}
        (ticket or Ticket()).step(0, 0)
        self.pages = self._paginated()

    @property
    def notes(self) -> list[Note]:
        """What could not be done as asked, and what will be hard to read."""
        notes = list(self.pages.notes)
        if text := self._words.logo.fault:
            notes.append(Note(severity=Severity.WARNING, code="print.no-logo", text=text))
        size = self.pages.smallest_text
        if size < SMALLEST_TEXT:
            text = _("The smallest text is {size} pt high, which is hard to read. Use more pages or larger paper.")
            notes.append(Note(severity=Severity.WARNING, code="print.small-text", text=text.format(size=f"{size:.1f}")))
        return notes

    @property
    def title(self) -> str:
        """The plan's title."""
        return self._words.title

    @property
    def author(self) -> str:
        """Who made the plan."""
        info = self.content.project.info
        return info.author or info.manager

    def with_setup(self, setup: PrintSetup) -> Printout:
        """The same content printed in another way."""
        return Printout(self.content, setup)

    @property
    def table_width(self) -> float:
        """Units of all columns."""
        return sum(column.width for column in self._table.columns)

    # -- painting

    def paint_page(self, painter: QPainter, sheet: Sheet) -> None:
        """Paint a sheet with a painter whose unit is the point and whose origin is the sheet's top left corner."""
        scale, theme = self.pages.scale, self._theme
        brushes = Brushes(theme, max(_PEN, _THINNEST / scale), strokes=True)
        places = {"page": str(sheet.number), "pages": str(len(self.pages.sheets)), "sheet": sheet.label}
        self._words.paint_bands(painter, sheet.header, sheet.footer, places, theme)
        if sheet.title is not None:
            self._words.paint_title(painter, sheet.title, theme)
        painter.save()
        painter.translate(sheet.body.x, sheet.body.y)
        painter.scale(scale, scale)
        self._table.paint(painter, sheet.columns, sheet.rows, theme)
        if sheet.chart_width:
            self._paint_chart(painter, sheet, brushes)
        height = HEADING + (sheet.rows[1] - sheet.rows[0]) * ROW
        paint_grid(painter, sheet.columns, sheet.chart_width, height, theme, brushes.pen_scale)
        painter.restore()
        if sheet.legend is not None:
            paint_legend(painter, self.legend, sheet.legend, Brushes(theme, _PEN, strokes=True))

    def _paint_chart(self, painter: QPainter, sheet: Sheet, brushes: Brushes) -> None:
        zoom = sheet.minutes_per_unit
        scale = self._time_scale(zoom)
        left, width = round(sheet.start / zoom), round(sheet.chart_width)
        height = (sheet.rows[1] - sheet.rows[0]) * ROW
        frame = Frame(minutes_per_pixel=zoom, left=left, top=sheet.rows[0] * ROW, width=width, height=height)
        painter.save()
        painter.setFont(self.content.font.font)
        painter.translate(sheet.table_width, 0)
        painter.setClipRect(QRectF(0, 0, sheet.chart_width, HEADING + height))
        heading = self._headings.get(sheet.column)
        if heading is None:
            heading = self._headings[sheet.column] = time_scale_marks(scale, left, width, HEADING)
        paint(painter, heading, brushes)
        painter.setClipRect(QRectF(0, HEADING, sheet.chart_width, height))
        painter.translate(0, HEADING)
        if height:
            paint(painter, self._on_paper(self._chart.marks(frame, scale), sheet.column), brushes)
        painter.restore()

    def _on_paper(self, marks: Marks, column: int) -> Marks:
        """The marks with links interrupted behind texts, since nobody can point at them on paper to tell them apart.

        On the last page across, where they cannot go on, long texts end in dots; on the first those are left out that
        would begin before it.
        """
        ends, advance = column == self.pages.across - 1, self.content.font.advance
        batches: list[Batch] = []
        for batch in marks.batches:
            if isinstance(batch, Texts):
                texts = [self._fitted(text, marks.frame.width) for text in batch.texts] if ends else batch.texts
                texts = [one for one in texts if column or one[0] >= 0 or one[0] + advance(one[2]) <= 0]
                boxes = [(x - 1, middle - 6, ceil(advance(text)) + 3, 12) for x, middle, text in texts]
                if batch.style not in (styles.INSIDE_TEXT, styles.OVERLOADED_TEXT):
                    batches.append(Rects(Style(fill="base"), ints(boxes, 4)))
                batch = replace(batch, texts=tuple(texts))
            batches.append(batch)
        return replace(marks, batches=tuple(batches))

    def _fitted(self, placed: tuple[int, int, str], right: int) -> tuple[int, int, str]:
        x, middle, text = placed
        return x, middle, self.content.font.elided(text, right - x - 3)

    # -- laying out

    def _paginated(self) -> Pages:
        columns, levels = self._table.columns, self.content.levels
        pages = paginate(self.content.fitted(self.setup), columns, levels, self.extent, self._borders, len(self.legend))
        zooms = [sheet.minutes_per_unit for sheet in pages.sheets if sheet.chart_width]
        self._scale = self._scale_of(max(zooms))
        if min(zooms) * LEAST_DAY > DAY:
            self.legend = [entry for entry in self.legend if styles.NON_WORKING not in entry.looks]
        return pages

    def _borders(self, start: Minute, finish: Minute, zoom: float) -> list[Minute]:
        scale = self._scale_of(zoom)
        return scale.ticks(scale.lower, start, finish)

    def _scale_of(self, zoom: float) -> TimeScale:
        return self.content.scale(zoom, self.setup)

    def _time_scale(self, zoom: float) -> TimeScale:
        """The time scale of a sheet, with the tiers that all sheets have."""
        scale = self._scale_of(zoom)
        scale.tiers = self._scale.tiers
        return scale
