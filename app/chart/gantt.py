"""The Gantt chart as marks: ground, links, bars and texts of the rows and the time in view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from ..edits.fields import PLACED, SHARED
from ..project.moments import to_minute
from ..project.project import Project
from ..project.records import DependencyKey, TaskUid
from ..project.widths import replace
from ..project.working_time import WorkingTimes
from ..schedule.schedule import Schedule
from . import styles
from .bar_texts import Texter, figures_of
from .bars import BarMaker
from .bars import Row as LaidRow
from .clearance import RowTexts
from .collector import Collector
from .colouring import Colouring
from .drawing import Drawing
from .ground import date_line, grid, non_working, row_lines
from .headings import Extent, Row, grounds, seen, spans
from .link_table import Drivers, LinkTable
from .links import Placed, routed
from .marks import NO_WIRES, Bar, Batch, Frame, Lines, Marks, Rects, Shape, Shapes, Wires, ints
from .options import Options, Path, Shading
from .styles import Sizes
from .task_path import path_marks
from .tier_labels import Measure
from .time_scale import TimeScale

HANDLE_GAP = 4
"""Pixels of the dots that links are drawn from to the parts of the bar; texts begin beyond them."""


class _Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What is seen in a frame whatever is selected; kept, since only the selection may change next."""

    frame: Frame
    scale: TimeScale
    tasks: tuple[TaskUid, ...]
    places: Sequence[Row]
    bars: Sequence[Bar | None]
    wires: Wires
    bars_and_links: tuple[Batch, ...]
    texts: tuple[Batch, ...]


class GanttChart:
    """The chart of a plan's rows. Cheap to make; what does not change while scrolling is kept in it.

    Attributes:
        uids: The tasks shown, one a row.
        row_height: Pixels.
        options: What is shown.
        colouring: The colours of bars, and what they mean.
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
        texter: Texter | None = None,
        extent: Extent | None = None,
        inner: Collection[TaskUid] = (),
    ) -> None:
        """Chart these rows; a uid below 0 is the heading of a group.

        Args:
            links: The plan's links laid out for the same schedule and rows, if they are at hand.
            texter: Writes texts and has the figures of the same plan, if it is at hand.
            extent: Says when the tasks below a heading begin and end.
            inner: The headings that stand for summary tasks within groups.
        """
        self.uids = uids
        self.row_height = row_height
        self.options = options or Options()
        self._project = project
        self._schedule = schedule
        self._times = times
        self._links = (links or LinkTable(project, schedule, uids)) if self.options.links else None
        self._drivers = None if self._links is None else Drivers(self._links, schedule)
        self._texter = texter or Texter(figures_of(project, schedule, times))
        self.colouring = Colouring(self._texter.figures, self.options.colours)
        self._extent = extent
        self._inner = inner
        self._maker: BarMaker | None = None
        self._place: Any = None
        self._drawn: _Drawn | None = None

    def take_rows(self, before: GanttChart, but: Iterable[TaskUid]) -> None:
        """Take over what an earlier chart of the same plan found that rows show, but for tasks that changed since.

        Not where anything else is shown, or where what is shown of a task hangs on others.
        """
        same = (self.row_height, self._look) == (before.row_height, before._look)
        alone = not self.options.colours and not self.options.fields & (PLACED | SHARED)
        if same and alone and before._texter is self._texter and before._maker is not None:
            self.colouring, self._maker, self._place = before.colouring, before._maker, before._place
            self._maker.forget(but)

    @property
    def _look(self) -> Options:
        """What rows show of the options: today only for the progress line of a plan without a status date."""
        options, status = self.options, self._project.info.status_date
        return options if options.progress_line and status is None else replace(options, today=None)

    def marks(
        self,
        frame: Frame,
        scale: TimeScale,
        *,
        selected: Collection[TaskUid] = (),
        marked: Collection[TaskUid] = (),
        path: Mapping[TaskUid, Path] | None = None,
    ) -> Marks:
        """What is seen in a frame, whose time scale this is, with some rows selected and some marked.

        Args:
            path: The tasks around the selected ones that stand out.
        """
        if self._drawn is None or self._drawn.frame != frame or self._drawn.scale is not scale:
            self._drawn = self._draw(frame, scale)
        drawn = self._drawn
        ground, front = self._ground(frame, scale, drawn.places, selected, marked)
        return Marks(
            frame=frame,
            row_height=self.row_height,
            batches=(
                *ground,
                *drawn.bars_and_links,
                *(path_marks(drawn.bars, path) if path else ()),
                *drawn.texts,
                *front,
            ),
            bars={bar.uid: bar for bar in drawn.bars if bar is not None},
            wires=drawn.wires,
            tasks=drawn.tasks,
        )

    def _draw(self, frame: Frame, scale: TimeScale) -> _Drawn:
        rows = frame.rows(self.row_height, len(self.uids))
        sizes, height = self._sizes(), self.row_height
        tasks = tuple(self.uids[rows.start : rows.stop])
        places = seen(frame, height, rows, tasks)
        laid = self._laid(frame, scale, [*tasks, *self.uids[rows.stop : rows.stop + 1]], len(tasks))
        collector, first = Collector(), rows.start * height - frame.top
        for (top, _uid), row in zip(places, laid, strict=True):
            collector.take(row.marks, top)
        bars = [row.bar and row.bar.lower(top) for (top, _uid), row in zip(places, laid, strict=True)]
        texts = self._texts(laid, first, sizes, scale.measure)
        links, wires = list[Batch](), NO_WIRES
        if self._links is not None and self._drivers is not None and tasks:
            placed = Placed.of(frame, height, sizes, rows, bars)
            links, wires = routed(self._links, placed, self._drivers, texts, self._is_hidden)
        spanned = () if self._extent is None else spans(frame, sizes, places, self._extent)
        return _Drawn(
            frame=frame,
            scale=scale,
            tasks=tasks,
            places=places,
            bars=bars,
            wires=wires,
            bars_and_links=(*links, *spanned, *collector.batches()),
            texts=tuple(batch for some in texts for batch in some.batches()),
        )

    def _texts(self, laid: Sequence[LaidRow], first: int, sizes: Sizes, measure: Measure) -> list[RowTexts]:
        """The texts of rows, the first of which begins here; those in bars and left of them stay where they are."""
        beside = [row.beside for row in laid]
        right, left = [one.right for one in beside], [one.left for one in beside]
        found = [
            RowTexts(right, first, self.row_height, sizes.middle, measure, yields=True),
            RowTexts(left, first, self.row_height, sizes.middle, measure),
            RowTexts([one.inside for one in beside], first, self.row_height, sizes.middle, measure),
        ]
        if sizes.above is not None:
            above = [one.above for one in beside]
            found.append(RowTexts(above, first, self.row_height, sizes.above, measure, yields=True))
        if sizes.below is not None:
            below = [one.below for one in beside]
            found.append(RowTexts(below, first, self.row_height, sizes.below, measure, yields=True))
        return found

    def _laid(self, frame: Frame, scale: TimeScale, uids: Sequence[TaskUid], count: int) -> list[LaidRow]:
        """What the first of some rows show; the row after them tells whether the last one is folded."""
        place = (frame.minutes_per_pixel, frame.left, frame.width, scale.measure)
        if self._maker is None or self._place != place:
            figures, texter = self._texter.figures, self._texter
            level = replace(frame, top=0)
            self._place = place
            self._maker = BarMaker(
                Drawing(
                    figures,
                    self.options,
                    texter,
                    self.colouring,
                    level,
                    self.row_height,
                    self._sizes(),
                    scale.measure,
                )
            )
        below = [*uids[1:], None]
        return [
            self._maker.row(uid, folded=self._is_folded(uid, next_uid))
            for uid, next_uid in zip(uids[:count], below, strict=False)
        ]

    def text_beside(self, uid: TaskUid) -> str:
        """What stands right of the bar of a task."""
        task, row = self._project.tasks.get(uid), self._schedule.rows.get(uid)
        if task is None or row is None:
            return ""
        options = self.options
        if self._project.is_summary(uid):
            texts = options.summary_texts
        else:
            point = task.milestone or self._schedule.start[row] == self._schedule.finish[row]
            texts = options.milestone_texts if point else options.task_texts
        return self._texter.text(texts.right, uid)

    def _is_folded(self, uid: TaskUid, next_uid: TaskUid | None) -> bool:
        """Whether nothing of what stands below a summary is shown, judged by the row after it."""
        return next_uid is None or next_uid not in self._project.tasks or self._project.parent(next_uid) != uid

    def _is_hidden(self, uid: int) -> bool:
        """Whether a task has no bar because somebody wants it so."""
        task = self._project.tasks.get(TaskUid(uid))
        return task is not None and task.hide_bar

    def _sizes(self) -> Sizes:
        options = self.options
        return Sizes.of(self.row_height, options.baseline is not None, options.lines_above, options.lines_below)

    def _ground(
        self,
        frame: Frame,
        scale: TimeScale,
        rows: Sequence[Row],
        selected: Collection[TaskUid],
        marked: Collection[TaskUid],
    ) -> tuple[list[Batch], list[Batch]]:
        """What lies behind the bars and what before them."""
        options, behind = self.options, list[Batch]()
        chosen = [(uid, top) for top, uid in rows if uid in selected]
        shading = self._shading(frame, scale, chosen)
        if not options.shading_in_front:
            behind += shading[:1]
        if options.row_lines:
            behind.append(row_lines(frame, self.row_height, len(self.uids)))
        if options.grid:
            behind += grid(frame, scale)
        behind += grounds(frame, self.row_height, rows, marked, self._inner)
        if chosen:
            boxes = [(0, top, frame.width, self.row_height) for _uid, top in chosen]
            behind.append(Rects(styles.SELECTED, ints(boxes, 4)))
        if not options.shading_in_front:
            behind += shading[1:]
        status = self._project.info.status_date
        if options.status_date and status is not None:
            behind += date_line(frame, to_minute(status), styles.STATUS_DATE, dashed=True)
        behind += date_line(frame, options.today, styles.TODAY)
        return behind, [Rects(styles.NON_WORKING_IN_FRONT, one.boxes) for one in shading if options.shading_in_front]

    def _shading(self, frame: Frame, scale: TimeScale, chosen: Sequence[tuple[TaskUid, int]]) -> list[Rects]:
        """Non-working time: the project's, and of the chosen rows the tasks' own."""
        options, unit = self.options, scale.lower.unit
        if options.shading is Shading.NONE:
            return []
        found = [Rects(styles.NON_WORKING, non_working(frame, self._times.project, unit))]
        if options.shading is Shading.SELECTED:
            found += [
                Rects(styles.NON_WORKING_OF_TASK, rows)
                for uid, top in chosen
                if uid in self._project.tasks
                and len(rows := non_working(frame, self._times.task(uid), unit, top, self.row_height))
            ]
        return found


def lit_link(marks: Marks, key: DependencyKey) -> list[Batch]:
    """A link and the bars at both its ends, made to stand out."""
    if key not in marks.wires.keys:
        return []
    return [Lines(styles.LIT_LINK, marks.wires.painted_of(key)), *(mark for uid in key for mark in lit_bar(marks, uid))]


def lit_bar(marks: Marks, uid: TaskUid) -> list[Batch]:
    """An outline around a task's bar."""
    boxes = [
        (bar.left - 2, bar.top - 2, bar.right - bar.left + 4, bar.bottom - bar.top + 4) for bar in marks.bars_of(uid)
    ]
    return [Rects(styles.LIT_BAR, ints(boxes, 4))] if boxes else []


def handles(marks: Marks, uid: TaskUid) -> list[Batch]:
    """The dots at both ends of a bar from which links are drawn."""
    points = [
        (x, bar.middle)
        for bar in marks.bars_of(uid)
        for x in (bar.zones()[0][2] - HANDLE_GAP, bar.zones()[-1][1] + HANDLE_GAP)
    ]
    if not points:
        return []
    return [Shapes(styles.HANDLE, Shape.DOT, ints(points, 2), 3.5)]
