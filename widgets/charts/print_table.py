"""The printed table: columns as wide as their texts, outline indents, bold summary tasks, headings on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ...app.chart.bar_texts import figures_of
from ...app.chart.page_cuts import HEADING, ROW, Column
from ...app.chart.theme import Theme
from ...app.edits.field import Field, Kind
from ...app.edits.fields import fields_of
from ...app.edits.wording import Style, Wording
from ...app.i18n import _
from ...app.project.project import Project
from ...app.project.records import TaskUid
from ...app.project.ticket import Ticket
from ...app.project.working_time import WorkingTimes
from ...app.schedule.schedule import Schedule
from ...app.views.listing import Listing
from .print_font import PrintFont

PADDING: Final = 5.0
INDENT: Final = 11.0
TEXT: Final = 11
"""Size of the texts in units."""

_WIDEST: Final = 400.0
_NARROWEST: Final = 24.0


class PrintTable:
    """The table of some rows of a plan, in units."""

    def __init__(
        self,
        project: Project,
        schedule: Schedule,
        rows: Listing,
        keys: Sequence[str],
        style: Style,
        ticket: Ticket,
        widths: Mapping[str, float] | None = None,
    ) -> None:
        """Take the fields of these keys as columns; keys that the plan has no field for are left out.

        Args:
            widths: Of columns that are not as wide as their texts.

        Raises:
            Cancelled: The ticket said so.
        """
        self._project = project
        self._rows = rows
        self._uids = rows.uids
        self._figures = figures_of(project, schedule, WorkingTimes(project))
        self._wording = Wording(project.info, style)
        known = fields_of(project)
        self._fields = {
            key: known[key] for key in dict.fromkeys(keys) if key in known and known[key].kind is not Kind.INDICATORS
        }
        self._plain, self._bold = PrintFont(TEXT), PrintFont(TEXT, bold=True)
        self._cells: dict[tuple[TaskUid, str], str] = {}
        self._places: dict[tuple[int, str, float], tuple[str, float]] = {}
        self.columns = []
        for number, (key, field) in enumerate(self._fields.items()):
            width = (widths or {}).get(key) or self._width(field, _Share(ticket, number, len(self._fields)))
            self.columns.append(Column(key, _heading(field), width))

    def paint(self, painter: QPainter, columns: Sequence[Column], rows: tuple[int, int], theme: Theme) -> None:
        """Paint heading and rows of some columns, with the painter's origin at their top left."""
        self._paint_heading(painter, columns, theme)
        painter.setPen(QColor(theme.text))
        chosen = range(*rows)
        width = sum(column.width for column in columns)
        for row in chosen:
            heading = self._rows.headings.get(self._uids[row])
            if heading is not None and not heading.inner:
                painter.fillRect(QRectF(0, HEADING + (row - rows[0]) * ROW, width, ROW), QColor(theme.band))
        for font, bold in ((self._plain, False), (self._bold, True)):
            painter.setFont(font.font)
            for row in chosen:
                if self._is_bold(self._uids[row]) is bold:
                    self._paint_row(painter, columns, row, HEADING + (row - rows[0]) * ROW, font, theme)

    def _paint_heading(self, painter: QPainter, columns: Sequence[Column], theme: Theme) -> None:
        painter.fillRect(QRectF(0, 0, sum(column.width for column in columns), HEADING), QColor(theme.header))
        painter.setFont(self._bold.font)
        painter.setPen(QColor(theme.text))
        left = 0.0
        for column in columns:
            title = self._bold.elided(column.title, column.width - 2 * PADDING)
            room = column.width - 2 * PADDING - self._bold.advance(title)
            shift = room if self._fields[column.key].right else 0.0
            painter.drawText(QPointF(left + PADDING + shift, HEADING / 2 + self._bold.shift), title)
            left += column.width

    def _paint_row(
        self, painter: QPainter, columns: Sequence[Column], row: int, top: float, font: PrintFont, theme: Theme
    ) -> None:
        uid, left, base = self._uids[row], 0.0, top + ROW / 2 + font.shift
        active = uid in self._rows.headings or self._project.tasks[uid].active
        if not active:
            painter.setPen(QColor(theme.inactive))
        for column in columns:
            text, x = self._placed(row, column, font)
            if text:
                painter.drawText(QPointF(left + x, base), text)
                if not active and column.key == "name":
                    middle = top + ROW / 2
                    painter.drawLine(QPointF(left + x, middle), QPointF(left + x + font.advance(text), middle))
            left += column.width
        if not active:
            painter.setPen(QColor(theme.text))

    def _placed(self, row: int, column: Column, font: PrintFont) -> tuple[str, float]:
        """The text of a cell as far as it fits, and where in the column it begins; remembered for the next page."""
        key = (row, column.key, column.width)
        found = self._places.get(key)
        if found is None:
            indent = self._indent(row) if column.key == "name" else 0.0
            room = column.width - 2 * PADDING - indent
            text = font.elided(self._text(self._uids[row], column.key), room)
            shift = room - font.advance(text) if self._fields[column.key].right else 0.0
            found = self._places[key] = (text, PADDING + indent + shift)
        return found

    def _indent(self, row: int) -> float:
        return (self._rows.levels[row] - 1) * INDENT

    def _is_bold(self, uid: TaskUid) -> bool:
        return uid in self._rows.headings or self._project.is_summary(uid)

    def _text(self, uid: TaskUid, key: str) -> str:
        heading = self._rows.headings.get(uid)
        if heading is not None:
            return f"{heading.title} ({heading.tasks})" if key == "name" else heading.texts.get(key, "")
        found = self._cells.get((uid, key))
        if found is None:
            bare = self._project.tasks[uid].blank and key != "row"
            text = "" if bare else self._fields[key].text(self._figures, self._wording, uid)
            if key == "name" and uid in self._rows.paths:
                text = _("{name} ({path})").format(name=text, path=self._rows.paths[uid])
            found = self._cells[uid, key] = " ".join(text.split())
        return found

    def _width(self, field: Field, ticket: Ticket) -> float:
        """As wide as the widest text and the heading, within reason."""
        wanted = [self._bold.advance(_heading(field))]
        for row, uid in enumerate(self._uids):
            ticket.step(row, len(self._uids))
            font = self._bold if self._is_bold(uid) else self._plain
            indent = self._indent(row) if field.key == "name" else 0.0
            wanted.append(font.advance(self._text(uid, field.key)) + indent)
        return round(min(max(*wanted, _NARROWEST - 2 * PADDING), _WIDEST) + 2 * PADDING + 0.5)


class _Share(Ticket):
    """Tells of one of several equal parts of work."""

    def __init__(self, whole: Ticket, number: int, count: int) -> None:
        self._whole = whole
        self._number = number
        self._count = count

    def step(self, done: int, total: int, text: str = "") -> None:
        self._whole.step(self._number * total + done, self._count * total, text)


def paint_grid(
    painter: QPainter, columns: Sequence[Column], chart_width: float, height: float, theme: Theme, pen_width: float
) -> None:
    """Paint the lines of the table and the frame around table and chart."""
    table = sum(column.width for column in columns)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.row_line), pen_width))
    tops = range(HEADING + ROW, int(height), ROW)
    painter.drawLines([QLineF(0, top, table, top) for top in tops])
    painter.setPen(QPen(QColor(theme.border), pen_width))
    left, uprights = 0.0, []
    for column in columns:
        left += column.width
        uprights.append(QLineF(left, 0, left, height))
    painter.drawLines([*uprights, QLineF(0, HEADING, table, HEADING)])
    painter.setPen(QPen(QColor(theme.text_faint), pen_width * 1.5))
    painter.drawRect(QRectF(0, 0, table + chart_width, height))


def _heading(field: Field) -> str:
    return _(field.heading) if field.heading else field.caption
