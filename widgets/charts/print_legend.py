"""The legend of a print: the looks that its pages really show, each painted as in the chart, with its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from ...app.chart import styles
from ...app.chart.colouring import Category
from ...app.chart.marks import Batch, Brackets, Frame, Lines, Marks, Rects, Shape, Shapes, Style, ints
from ...app.chart.page_cuts import LEGEND_ENTRY, LEGEND_LINE, Rect
from ...app.i18n import N_, _
from ...app.project.project import Project
from ...app.project.records import TaskUid
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from .paint import Brushes, paint
from .print_font import PrintFont

_WIDTH: Final = 26  # units of a sample
_SCALE: Final = 0.75
_TEXT: Final = 7.0


@dataclass(frozen=True)
class Entry:
    """A look and its name, marked for translation; ``looks`` are the styles that stand for it."""

    title: str
    looks: tuple[Style, ...]
    sample: tuple[Batch, ...]


def _bar(style: Style, *more: Batch) -> tuple[Batch, ...]:
    return (Rects(style, ints([(0, -5, _WIDTH, 10)], 4)), *more)


def _line(style: Style) -> tuple[Batch, ...]:
    return (Lines(style, ints([(0, 0, _WIDTH, 0)], 4)),)


def _figure(style: Style, shape: Shape, size: float = 5.0) -> tuple[Batch, ...]:
    return (Shapes(style, shape, ints([(_WIDTH // 2, 0)], 2), size),)


def _link(style: Style) -> tuple[Batch, ...]:
    ends = ints([(2, -4, _WIDTH - 6, -4), (_WIDTH - 6, -4, _WIDTH - 6, 4)], 4)
    tip = Shapes(Style(fill=style.edge), Shape.DOWN, ints([(_WIDTH - 6, 5)], 2))
    return (Lines(style, ends), tip)


def _summary(style: Style) -> tuple[Batch, ...]:
    return (Brackets(style, ints([(0, -4, _WIDTH, 8)], 4)),)


def _upright(style: Style) -> tuple[Batch, ...]:
    return (Lines(style, ints([(_WIDTH // 2, -6, _WIDTH // 2, 6)], 4)),)


def _dashes(style: Style) -> tuple[Batch, ...]:
    x = _WIDTH // 2
    return (Lines(style, ints([(x, -6, x, -3), (x, 1, x, 4)], 4)),)


def _peak(style: Style) -> tuple[Batch, ...]:
    x = _WIDTH - 8
    return (Lines(style, ints([(x, -6, 6, 0), (6, 0, x, 6)], 4)),)


def _entry(title: str, sample: tuple[Batch, ...], *looks: Style) -> Entry:
    return Entry(title, looks or (sample[0].style,), sample)


_PROGRESS = Rects(styles.PROGRESS, ints([(2, -2, 15, 4)], 4))
_ENDS = Rects(styles.MANUAL_END, ints([(0, -6, 3, 12), (_WIDTH - 3, -6, 3, 12)], 4))
_SLACK = Lines(styles.SLACK, ints([(0, 0, _WIDTH, 0), (_WIDTH, -3, _WIDTH, 3)], 4))

ENTRIES: Final = (
    _entry(N_("Task"), _bar(styles.TASK)),
    _entry(N_("Critical task"), _bar(styles.CRITICAL)),
    _entry(
        N_("Progress"),
        _bar(styles.TASK, _PROGRESS),
        styles.PROGRESS,
        styles.CRITICAL_PROGRESS,
        styles.MANUAL_PROGRESS,
        styles.SUMMARY_PROGRESS,
    ),
    _entry(N_("Split"), _line(styles.JOINT), styles.JOINT, styles.CRITICAL_JOINT),
    _entry(N_("Manually scheduled task"), _bar(styles.MANUAL, _ENDS), styles.MANUAL, styles.MANUAL_END),
    _entry(N_("Critical manual task"), _bar(styles.CRITICAL_MANUAL)),
    _entry(N_("Inactive task"), _bar(styles.INACTIVE), styles.INACTIVE),
    _entry(N_("External task"), _bar(styles.EXTERNAL)),
    _entry(N_("Milestone"), _figure(styles.MILESTONE, Shape.DIAMOND)),
    _entry(N_("Critical milestone"), _figure(styles.CRITICAL_MILESTONE, Shape.DIAMOND)),
    _entry(N_("Manual milestone"), _figure(styles.MANUAL_MILESTONE, Shape.DIAMOND)),
    _entry(N_("Summary task"), _summary(styles.SUMMARY)),
    _entry(N_("Manual summary task"), _summary(styles.MANUAL_SUMMARY)),
    _entry(N_("Project summary"), _summary(styles.PROJECT_SUMMARY)),
    _entry(N_("Rolled-up task"), (Rects(styles.ROLLED, ints([(0, -2, _WIDTH, 5)], 4)),), styles.ROLLED),
    _entry(N_("Critical rolled-up task"), (Rects(styles.CRITICAL_ROLLED, ints([(0, -2, _WIDTH, 5)], 4)),)),
    _entry(N_("Behind the status date"), _bar(styles.TASK, Rects(styles.LATE, ints([(10, 4, 12, 3)], 4))), styles.LATE),
    _entry(N_("Baseline"), (Rects(styles.BASELINE, ints([(0, -2, _WIDTH, 4)], 4)),)),
    _entry(N_("Slack"), (_SLACK,)),
    _entry(N_("Deadline"), _figure(styles.DEADLINE, Shape.DEADLINE)),
    _entry(N_("Missed deadline"), _figure(styles.MISSED_DEADLINE, Shape.DEADLINE)),
    _entry(N_("Link"), _link(styles.LINK)),
    _entry(N_("Driving link"), _link(styles.DRIVING_LINK)),
    _entry(N_("Critical link"), _link(styles.CRITICAL_LINK)),
    _entry(N_("Status date"), _dashes(styles.STATUS_DATE)),
    _entry(N_("Progress line"), _peak(styles.PROGRESS_LINE)),
    _entry(N_("Today"), _upright(styles.TODAY)),
    _entry(N_("Non-working time"), (Rects(styles.NON_WORKING, ints([(0, -5, _WIDTH, 10)], 4)),)),
)
"""In the order in which they are printed."""


def entries(looks: Collection[Style]) -> list[Entry]:
    """The entries that explain these looks."""
    return [entry for entry in ENTRIES if any(style in looks for style in entry.looks)]


def colour_entries(colours: Sequence[Category]) -> list[Entry]:
    """The entries that say what the colours of bars mean; their titles are the plan's own words."""
    return [_entry(title, _bar(styles.tinted(styles.TASK, colour))) for colour, title in colours]


def link_looks(
    project: Project, schedule: Schedule, uids: Sequence[TaskUid], ticket: Ticket, *, critical: bool
) -> set[Style]:
    """The styles of the links between some tasks, without laying them out.

    Raises:
        Cancelled: The ticket said so.
    """
    shown, rows = set(uids), schedule.rows
    looks: set[Style] = set()
    for (before, after), link in project.dependencies.items():
        ticket.step(0, 0)
        if len(looks) == 2 + critical:
            break  # there are no more
        if before in shown and after in shown and before in rows and after in rows:
            driver = schedule.driver[rows[after]]
            if critical and schedule.critical[rows[before]] and schedule.critical[rows[after]]:
                looks.add(styles.CRITICAL_LINK)
            elif driver is not None and driver.dependency == link.key:
                looks.add(styles.DRIVING_LINK)
            else:
                looks.add(styles.LINK)
    return looks


def paint_legend(painter: QPainter, chosen: Sequence[Entry], place: Rect, brushes: Brushes) -> None:
    """Paint a legend in columns, with the painter in points."""
    painter.setPen(QPen(QColor(brushes.theme.border), 0.5))
    painter.drawLine(QPointF(place.x, place.y), QPointF(place.x + place.width, place.y))
    columns = max(int(place.width / LEGEND_ENTRY), 1)
    lines = -(-len(chosen) // columns)
    font = PrintFont(_TEXT * 10)
    for number, entry in enumerate(chosen):
        column, line = divmod(number, lines)
        x = place.x + column * (place.width / columns)
        middle = place.y + 4 + (line + 0.5) * LEGEND_LINE
        _paint_sample(painter, entry, x, middle, brushes)
        painter.save()
        painter.translate(x + _WIDTH * _SCALE + 6, middle)
        painter.scale(0.1, 0.1)
        painter.setFont(font.font)
        painter.setPen(QColor(brushes.theme.text))
        painter.drawText(QPointF(0, font.shift), _(entry.title))
        painter.restore()


def _paint_sample(painter: QPainter, entry: Entry, x: float, middle: float, brushes: Brushes) -> None:
    frame = Frame(minutes_per_pixel=1.0, left=0, top=0, width=_WIDTH, height=1)
    painter.save()
    painter.translate(x, middle)
    painter.scale(_SCALE, _SCALE)
    if styles.NON_WORKING in entry.looks:
        painter.setPen(QPen(QColor(brushes.theme.border), 0.5))
        painter.drawRect(QRectF(0, -5, _WIDTH, 10))
    paint(painter, Marks(frame=frame, row_height=1, batches=entry.sample), brushes)
    painter.restore()
