"""The Gantt chart as marks: ground, links, bars and texts of the rows and the time in view."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..project.moments import to_minute
from ..project.project import Project
from ..project.records import DependencyKey, TaskUid
from ..project.working_time import WorkingTimes
from ..schedule.schedule import Schedule
from . import styles
from .bars import BarMaker, Options
from .clearance import RowTexts
from .ground import date_line, grid, non_working, row_lines
from .link_table import Columns, LinkTable
from .links import Placed, routed
from .marks import NO_WIRES, Batch, Frame, Lines, Marks, Rects, Shape, Shapes, ints
from .styles import Sizes
from .time_scale import TimeScale


class GanttChart:
    """The chart of a plan's rows. Cheap to make; what does not change while scrolling is kept in it.

    Attributes:
        uids: The tasks shown, one a row.
        row_height: Pixels.
        options: What is shown.
    """

    def __init__(
        self,
        project: Project,
        schedule: Schedule,
        times: WorkingTimes,
        uids: Sequence[TaskUid],
        row_height: int,
        options: Options | None = None,
        links: LinkTable | None = None,
        columns: Columns | None = None,
    ) -> None:
        """Chart these rows.

        Args:
            links: The plan's links laid out for the same schedule and rows, if they are at hand.
            columns: Of the same schedule, if they are at hand.
        """
        self.uids = uids
        self.row_height = row_height
        self.options = options or Options()
        self._project = project
        self._schedule = schedule
        self._times = times
        self._links = links or (LinkTable(project, schedule, uids) if self.options.links else None)
        self._columns = columns or Columns.of(schedule)

    def marks(self, frame: Frame, scale: TimeScale, *, selected: Collection[TaskUid] = ()) -> Marks:
        """What is seen in a frame, whose time scale this is."""
        rows = frame.rows(self.row_height, len(self.uids))
        sizes = Sizes.of(self.row_height, self.options.baseline is not None)
        maker = BarMaker(self._project, self._schedule, self._times, self.options, frame, sizes)
        tasks = tuple(self.uids[rows.start : rows.stop])
        tops = range(rows.start * self.row_height - frame.top, frame.height + self.row_height, self.row_height)
        bars = [maker.add(uid, top) for uid, top in zip(tasks, tops, strict=False)]
        first = rows.start * self.row_height - frame.top + sizes.middle
        texts = RowTexts(maker.texts, first, self.row_height, scale.measure)
        links, wires = list[Batch](), NO_WIRES
        if self.options.links and self._links is not None and tasks:
            placed = Placed.of(frame, self.row_height, sizes, rows, bars)
            links, wires = routed(self._links, placed, self._schedule, self._columns, texts)
        return Marks(
            frame=frame,
            row_height=self.row_height,
            batches=(
                *self._ground(frame, scale, rows, tasks, selected),
                *links,
                *maker.collector.batches(),
                *texts.batches(),
            ),
            bars={bar.uid: bar for bar in bars if bar is not None},
            wires=wires,
            tasks=tasks,
        )

    def _ground(
        self, frame: Frame, scale: TimeScale, rows: range, tasks: tuple[TaskUid, ...], selected: Collection[TaskUid]
    ) -> list[Batch]:
        options, batches = self.options, list[Batch]()
        if options.non_working:
            batches.append(Rects(styles.NON_WORKING, non_working(frame, self._times.project, scale.lower.unit)))
        if options.row_lines:
            batches.append(row_lines(frame, self.row_height, len(self.uids)))
        if options.grid:
            batches += grid(frame, scale)
        if selected:
            chosen = [row for row, uid in zip(rows, tasks, strict=True) if uid in selected]
            boxes = [(0, row * self.row_height - frame.top, frame.width, self.row_height) for row in chosen]
            batches.append(Rects(styles.SELECTED, ints(boxes, 4)))
        status = self._project.info.status_date
        if options.status_date and status is not None:
            batches += date_line(frame, to_minute(status), styles.STATUS_DATE)
        return batches + date_line(frame, options.today, styles.TODAY)


def lit_link(marks: Marks, key: DependencyKey) -> list[Batch]:
    """A link and the bars at both its ends, made to stand out."""
    if key not in marks.wires.keys:
        return []
    ends = marks.wires.ends[marks.wires.owners == marks.wires.keys.index(key)]
    return [Lines(styles.LIT_LINK, ends), *(mark for uid in key for mark in lit_bar(marks, uid))]


def lit_bar(marks: Marks, uid: TaskUid) -> list[Batch]:
    """An outline around a task's bar."""
    bar = marks.bars.get(uid)
    if bar is None:
        return []
    box = (bar.left - 2, bar.top - 2, bar.right - bar.left + 4, bar.bottom - bar.top + 4)
    return [Rects(styles.LIT_BAR, ints([box], 4))]


def handles(marks: Marks, uid: TaskUid) -> list[Batch]:
    """The dots at both ends of a bar from which links are drawn."""
    bar = marks.bars.get(uid)
    if bar is None:
        return []
    zones = bar.zones()
    points = [((low + high) // 2, bar.middle) for _, low, high in (zones[0], zones[-1])]
    return [Shapes(styles.HANDLE, Shape.DOT, ints(points, 2), 3.5)]
