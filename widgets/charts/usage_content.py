"""Task usage and resource usage to be printed: rows with their figures, in periods of a time scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from ...app.analysis.curves import Places
from ...app.analysis.loading import Loading
from ...app.analysis.usage import Amount, Usage
from ...app.analysis.working_curve import Bools, Floats
from ...app.chart import styles
from ...app.chart.ground import grid, row_lines
from ...app.chart.marks import Batch, Frame, Marks, Rects, Style, Texts, ints
from ...app.chart.page_cuts import HEADING, ROW, Column, Extent
from ...app.chart.print_setup import PrintSetup
from ...app.chart.theme import Theme
from ...app.chart.tiers import LADDER
from ...app.chart.time_scale import TimeScale, roomy
from ...app.edits.wording import Style as WordingStyle
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.moments import DAY, day_number
from ...app.project.project import Project
from ...app.project.records import AssignmentUid, ResourceUid, TaskUid
from ...app.project.ticket import Ticket, followed
from ...app.project.widths import replace
from ...app.schedule.engine import Engine
from ..usage_view.nodes import NOBODY, Node, Sort
from ..usage_view.words import SHORT, amount_texts, node_name
from .print_content import Content, Survey
from .print_font import PrintFont
from .print_table import INDENT, PADDING, TEXT

LEAST_CELL: Final = 34
"""Units that a column needs for its figures; below that the next coarser unit of time is taken."""

_OWNER = Style(fill="band")
_WIDEST: Final = 260.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePick:
    """What of a usage view is printed.

    Attributes:
        nodes: Its rows.
        amounts: The figures every row shows.
        by_resource: Owners are resources rather than tasks.
    """

    nodes: Sequence[Node]
    amounts: tuple[Amount, ...]
    by_resource: bool


class UsageContent(Content):
    """A usage view to be printed: a line a figure of each row."""

    def __init__(
        self,
        engine: Engine,
        pick: UsagePick,
        *,
        style: WordingStyle | None = None,
        file: str = "",
        ticket: Ticket | None = None,
    ) -> None:
        """Take the rows of a usage view, and add up their totals.

        Raises:
            Cancelled: The ticket said so.
        """
        lines = len(pick.nodes) * len(pick.amounts)
        levels = [node.level + 1 for node in pick.nodes for _amount in pick.amounts]
        super().__init__(engine.project, engine.schedule, range(lines), levels, style=style, file=file)
        self.pick = pick
        self._table = UsageTable(engine, pick, Wording(engine.project.info, self.style), ticket)
        self._chart = UsageChart(self._table, self.font)

    def fitted(self, setup: PrintSetup) -> PrintSetup:
        return replace(setup, repeated=len(self._table.columns))

    def table(self, _setup: PrintSetup, /, ticket: Ticket | None = None) -> UsageTable:  # noqa: ARG002 - made already
        return self._table

    def chart(self, _setup: PrintSetup, /) -> UsageChart:
        return self._chart

    def survey(self, setup: PrintSetup, ticket: Ticket | None = None) -> Survey:  # noqa: ARG002 - takes no time
        schedule = self.schedule
        start, finish = schedule.start[0], schedule.finish[0]
        if setup.start is not None:
            start = day_number(setup.start) * DAY
        if setup.finish is not None:
            finish = max((day_number(setup.finish) + 1) * DAY, start)
        return Survey(Extent(start, [(finish, 0.0)]), frozenset())

    def scale(self, zoom: float, _setup: PrintSetup, /) -> TimeScale:
        info = self.project.info
        scale = TimeScale(zoom, self.labels, info.week_start)
        lower = roomy(scale, LEAST_CELL)
        scale.tiers = next((pair for pair in LADDER if pair[1] == lower), scale.tiers)
        return scale


class UsageTable:
    """Names, figures and totals of the lines of a usage view, in units."""

    def __init__(self, engine: Engine, pick: UsagePick, wording: Wording, ticket: Ticket | None = None) -> None:
        self._ticket = ticket or Ticket()
        self.pick = pick
        self.wording = wording
        self.usage = Usage(engine, Loading(engine))
        self._project: Project = engine.project
        self._plain, self._bold = PrintFont(TEXT), PrintFont(TEXT, bold=True)
        title = _("Resource") if pick.by_resource else _("Task")
        widths = [self._name_width(), self._width([_(SHORT[one]) for one in pick.amounts], _("Details"))]
        totals = [self._total(line) for line in followed(range(self._count), ticket)]
        widths.append(max(self._width(totals, _("Total")), 52.0))
        self._ticket = Ticket()
        keys = (("name", title), ("details", _("Details")), ("total", _("Total")))
        self.columns = [Column(key, title, width) for (key, title), width in zip(keys, widths, strict=True)]

    @property
    def _count(self) -> int:
        return len(self.pick.nodes) * len(self.pick.amounts)

    def line(self, number: int) -> tuple[Node, Amount]:
        """The row and the figure of a line."""
        row, which = divmod(number, len(self.pick.amounts))
        return self.pick.nodes[row], self.pick.amounts[which]

    def values(self, number: int, places: Places) -> Floats:
        """The amounts of a line between edges."""
        node, amount = self.line(number)
        match node.sort:
            case Sort.ASSIGNMENT:
                return self.usage.of_assignment(amount, AssignmentUid(node.uid), places)
            case Sort.RESOURCE:
                return self.usage.of_resource(amount, ResourceUid(node.uid), places)
        return self.usage.of_task(amount, self._ready(TaskUid(node.uid)), places)

    def _ready(self, uid: TaskUid) -> TaskUid:
        """A task whose amounts were added up."""
        if not self.usage.is_ready(uid):
            for _step in self.usage.prepare(uid):
                self._ticket.step(0, 0)
        return uid

    def overloaded(self, number: int, places: Places) -> Bools:
        """In which periods the resource of a line has too much to do; never where the line is money."""
        node, amount = self.line(number)
        uid: ResourceUid | None = None
        if node.sort is Sort.RESOURCE and node.uid != NOBODY:
            uid = ResourceUid(node.uid)
        elif node.sort is Sort.ASSIGNMENT:
            uid = self._project.assignments[AssignmentUid(node.uid)].resource
        return self.usage.overloaded(None if amount.money else uid, places)

    def paint(self, painter: QPainter, columns: Sequence[Column], rows: tuple[int, int], theme: Theme) -> None:
        """Paint heading and lines of some columns, with the painter's origin at their top left."""
        width = sum(column.width for column in columns)
        painter.fillRect(QRectF(0, 0, width, HEADING), QColor(theme.header))
        self._write(painter, columns, [column.title for column in columns], HEADING / 2, self._bold, theme)
        for place, number in enumerate(range(*rows)):
            node, amount = self.line(number)
            top = HEADING + place * ROW
            owner = node.sort is not Sort.ASSIGNMENT
            if owner:
                painter.fillRect(QRectF(0, top, width, ROW), QColor(theme.band))
            first = number % len(self.pick.amounts) == 0
            texts = {
                "name": self._name(node) if first or number == rows[0] else "",
                "details": _(SHORT[amount]),
                "total": self._total(number),
            }
            font = self._bold if owner else self._plain
            cells = [texts[column.key] for column in columns]
            self._write(painter, columns, cells, top + ROW / 2, font, theme, node.level * INDENT)

    def _write(
        self,
        painter: QPainter,
        columns: Sequence[Column],
        texts: Sequence[str],
        middle: float,
        font: PrintFont,
        theme: Theme,
        indent: float = 0.0,
    ) -> None:
        painter.setFont(font.font)
        painter.setPen(QColor(theme.text))
        left = 0.0
        for column, text in zip(columns, texts, strict=True):
            set_in = indent if column.key == "name" else 0.0
            room = column.width - 2 * PADDING - set_in
            shown = font.elided(text, room)
            shift = room - font.advance(shown) if column.key == "total" else 0.0
            painter.drawText(QPointF(left + PADDING + set_in + shift, middle + font.shift), shown)
            left += column.width

    def _name(self, node: Node) -> str:
        return node_name(self._project, node, self.pick.by_resource)

    def _total(self, number: int) -> str:
        node, amount = self.line(number)
        if node.sort is Sort.TASK:
            self._ready(TaskUid(node.uid))
        return amount_texts(amount, self.usage.total(amount, node.sort.value, node.uid), self.wording)[0]

    def _name_width(self) -> float:
        wanted = [60.0]
        for node in followed(self.pick.nodes, self._ticket):
            font = self._plain if node.sort is Sort.ASSIGNMENT else self._bold
            wanted.append(font.advance(self._name(node)) + node.level * INDENT)
        return round(min(max(wanted), _WIDEST) + 2 * PADDING + 0.5)

    def _width(self, texts: Sequence[str], title: str) -> float:
        return round(
            max(self._bold.advance(text) for text in followed([*texts, title], self._ticket)) + 2 * PADDING + 0.5
        )


class UsageChart:
    """The figures of the lines in view, each at the right end of its period."""

    def __init__(self, table: UsageTable, font: PrintFont) -> None:
        self._table = table
        self._font = font
        self._bold = PrintFont(font.font.pixelSize(), bold=True)

    def marks(self, frame: Frame, scale: TimeScale) -> Marks:
        """What stands in a part of the sheet."""
        lines = range(frame.top // ROW, (frame.top + frame.height) // ROW)
        edges = np.array(scale.ticks(scale.lower, frame.minute(0), frame.minute(frame.width)), dtype=np.int64)
        places = Places(edges)
        x = [floor(edge / frame.minutes_per_pixel) - frame.left for edge in edges.tolist()]
        owners: list[tuple[int, int, int, int]] = []
        written: dict[bool, list[tuple[int, int, str]]] = {False: [], True: []}
        for place, number in enumerate(lines):
            if self._table.line(number)[0].sort is not Sort.ASSIGNMENT:
                owners.append((0, place * ROW, frame.width, ROW))
            self._write_line(written, number, places, x, place * ROW + ROW // 2)
        batches: list[Batch] = [Rects(_OWNER, ints(owners, 4)), row_lines(frame, ROW, lines.stop), *grid(frame, scale)]
        batches += [
            Texts(styles.OVERLOADED_TEXT if red else styles.INSIDE_TEXT, tuple(texts)) for red, texts in written.items()
        ]
        return Marks(frame=frame, row_height=ROW, batches=tuple(batches))

    def _write_line(
        self, written: dict[bool, list[tuple[int, int, str]]], number: int, places: Places, x: list[int], middle: int
    ) -> None:
        """Put the figures of a line where they belong, in the longest form that fits."""
        values, over = self._table.values(number, places), self._table.overloaded(number, places)
        amount = self._table.line(number)[1]
        for at in np.flatnonzero(values).tolist():
            red = bool(over[at])
            advance = (self._bold if red else self._font).advance
            texts = amount_texts(amount, float(values[at]), self._table.wording)
            room = x[at + 1] - x[at] - 4
            text = next((one for one in texts if advance(one) <= room), "…" if texts[0] else "")
            if text:
                written[red].append((x[at + 1] - 3 - round(advance(text)), middle, text))
