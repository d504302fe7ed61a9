"""Bars: what each row in view shows of its task, collected in batches of one style."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from ..project.day_names import short_date
from ..project.moments import Minute, to_datetime, to_minute
from ..project.project import Project
from ..project.records import Task, TaskUid
from ..project.resource_names import format_resource_names
from ..project.working_time import WorkingTimes
from ..schedule.schedule import Schedule
from . import styles
from .clearance import RowText
from .collector import Collector
from .marks import Bar, BarKind, Frame, Shape, Style
from .styles import Sizes

NARROWEST = 3
"""No bar is narrower than this many pixels."""

TEXT_GAP = 7
"""Pixels between a bar and the text beside it."""

TEXT_REACH = 600
"""Bars that end further than this many pixels left of the frame have no text in it."""

OPEN_REACH = 14
"""Pixels of the dotted line beyond an end that is not decided."""

BarText = Callable[[Project, TaskUid], str]


def resource_names(project: Project, uid: TaskUid) -> str:
    """The resources of a task as they stand beside its bar."""
    return format_resource_names(
        (project.resources.get(one.resource) if one.resource is not None else None, one)
        for one in project.assignments_of(uid)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a Gantt chart shows.

    Attributes:
        baseline: Number of the baseline whose bars are shown below the bars; None for none.
        slack: Lines from a task's finish to its late finish.
        text: What stands right of a bar; None for nothing.
        today: The moment of the machine's clock, None for no line.
    """

    links: bool = True
    critical: bool = True
    progress: bool = True
    deadlines: bool = True
    baseline: int | None = None
    slack: bool = False
    milestone_dates: bool = True
    text: BarText | None = resource_names
    non_working: bool = True
    row_lines: bool = True
    grid: bool = True
    status_date: bool = True
    today: Minute | None = None


class BarMaker:
    """Lays the bars of a frame; ``add`` one row after the other.

    Attributes:
        collector: What was laid.
        texts: What stands beside the bars, a row each.
    """

    def __init__(
        self, project: Project, schedule: Schedule, times: WorkingTimes, options: Options, frame: Frame, sizes: Sizes
    ) -> None:
        self.collector = Collector(frame.width)
        self.texts: list[RowText | None] = []
        self._project = project
        self._schedule = schedule
        self._times = times
        self._options = options
        self._frame = frame
        self._sizes = sizes

    def add(self, uid: TaskUid, top: int) -> Bar | None:
        """Lay the bar of the row whose top is here; None where the row has none."""
        self.texts.append(None)
        row = self._schedule.rows.get(uid)
        task = self._project.tasks[uid]
        if row is None or task.blank:
            return None
        start, finish = self._schedule.start[row], self._schedule.finish[row]
        x = self._frame.x
        left, right = x(start), x(finish)
        if self._options.baseline is not None:
            self._add_baseline(task, top)
        critical = bool(self._schedule.critical[row]) and self._options.critical and task.active
        if self._project.is_summary(uid):
            bar = self._summary(task, left, max(right, left + NARROWEST), top)
        elif task.milestone or start == finish:
            bar = self._milestone(task, right, top, critical)
        else:
            done = self._done(task, row, start, finish) if task.percent_complete else left
            bar = Bar(uid, BarKind.TASK, left, max(right, left + NARROWEST), *self._span(top), done)
            if bar.left < self._frame.width + OPEN_REACH and bar.right > -OPEN_REACH and not task.hide_bar:
                self._add_task(task, bar, critical)
        if task.hide_bar:
            return None
        if self._in_view(bar):
            self._add_beside(task, bar, row, top)
        return bar

    def _in_view(self, bar: Bar) -> bool:
        return bar.left < self._frame.width + 60 and bar.right > -TEXT_REACH

    def _span(self, top: int) -> tuple[int, int]:
        return top + self._sizes.bar[0], top + sum(self._sizes.bar)

    # -- one kind of bar each

    def _add_task(self, task: Task, bar: Bar, critical: bool) -> None:
        style, progress = _look(task, critical)
        open_ends = _open_ends(task)
        height = bar.bottom - bar.top
        pieces = self._pieces(bar)
        joint = styles.CRITICAL_JOINT if critical else styles.JOINT
        for (_, right), (left, _) in pairwise(pieces):
            if right > self._frame.width or left < 0:
                continue
            self.collector.line(joint, (right, bar.middle, left, bar.middle))
        inset = max(height // 3 - 1, 1)
        for at, (left, right) in enumerate(pieces):
            if left > self._frame.width or right < 0:
                continue
            ends = (open_ends & 1 if at == 0 else 0) | (open_ends & 2 if at == len(pieces) - 1 else 0)
            self.collector.box(style, (left, bar.top, right - left, height), bar.uid, ends)
            done = min(bar.done, right) - left
            if self._options.progress and done > 0 and left < self._frame.width and left + done > 0:
                box = (
                    left + 2,
                    bar.top + inset + 1,
                    max(done - 2 - 2 * (done >= right - left), 1),
                    height - 2 * inset - 2,
                )
                self.collector.box(progress, box, bar.uid)
        if open_ends & 1:
            self.collector.line(styles.OPEN_END, (bar.left - OPEN_REACH, bar.middle, bar.left - 1, bar.middle))
        if open_ends & 2:
            self.collector.line(styles.OPEN_END, (bar.right, bar.middle, bar.right + OPEN_REACH - 1, bar.middle))

    def _pieces(self, bar: Bar) -> list[tuple[int, int]]:
        """The bar from left to right, or its parts where the task is split."""
        segments = self._schedule.segments.get(bar.uid, ())
        if len(segments) < 2:
            return [(bar.left, bar.right)]
        x = self._frame.x
        return [(x(start), max(x(finish), x(start) + NARROWEST)) for start, finish in segments]

    def _summary(self, task: Task, left: int, right: int, top: int) -> Bar:
        begin, height = self._sizes.summary
        bar = Bar(task.uid, BarKind.SUMMARY, left, right, top + begin, top + begin + height, left)
        if left < self._frame.width and right > 0 and not task.hide_bar:
            style = styles.MANUAL_SUMMARY if task.manual else styles.SUMMARY
            style = style if task.active else styles.INACTIVE_SUMMARY
            self.collector.bracket(style, (left, bar.top, right - left, height), task.uid)
        return bar

    def _milestone(self, task: Task, x: int, top: int, critical: bool) -> Bar:
        half = self._sizes.diamond
        middle = top + self._sizes.middle
        bar = Bar(task.uid, BarKind.MILESTONE, x - half, x + half + 1, middle - half, middle + half, x)
        if self._in_view(bar) and not task.hide_bar:
            style = styles.CRITICAL_MILESTONE if critical else styles.MILESTONE
            if task.manual and not critical:
                style = styles.MANUAL_MILESTONE
            style = style if task.active else styles.INACTIVE_MILESTONE
            self.collector.shape(style, Shape.DIAMOND, (x, middle), task.uid, half)
        return bar

    def _add_baseline(self, task: Task, top: int) -> None:
        saved = next((one for one in task.baselines if one.number == self._options.baseline), None)
        if saved is None or saved.start is None or saved.finish is None:
            return
        left, right = self._frame.x(to_minute(saved.start)), self._frame.x(to_minute(saved.finish))
        if left < self._frame.width and right > 0:
            begin, height = self._sizes.baseline
            box = (left, top + begin, max(right - left, NARROWEST), height)
            self.collector.box(styles.BASELINE, box, task.uid)

    # -- what goes with a bar

    def _add_beside(self, task: Task, bar: Bar, row: int, top: int) -> None:
        end = bar.right + (OPEN_REACH if bar.kind is BarKind.TASK and _open_ends(task) & 2 else 0)
        if self._options.slack:
            end = max(end, self._add_slack(bar, row))
        middle = top + self._sizes.middle
        text = self._text(task, bar, row)
        if task.deadline is not None and self._options.deadlines:
            deadline = to_minute(task.deadline)
            x = self._frame.x(deadline)
            missed = self._schedule.finish[row] > deadline
            style = styles.MISSED_DEADLINE if missed else styles.DEADLINE
            self.collector.shape(style, Shape.DEADLINE, (x, middle), task.uid)
            if end - 6 <= x <= end + TEXT_GAP + 8 * len(text):
                end = x + 4
        if text:
            style = styles.INACTIVE_TEXT if not task.active else styles.BAR_TEXT
            self.texts[-1] = RowText(style, end + TEXT_GAP, middle, text, task.uid)

    def _add_slack(self, bar: Bar, row: int) -> int:
        late = self._frame.x(self._schedule.late_finish[row])
        if bar.kind is BarKind.SUMMARY or late <= bar.right + 1 or self._schedule.total_slack[row] <= 0:
            return bar.right
        if late < 0 or bar.right > self._frame.width:
            return late
        y = bar.bottom - 3
        self.collector.line(styles.SLACK, (bar.right, y, late, y))
        self.collector.line(styles.SLACK, (late, y - 3, late, y + 3))
        return late

    def _text(self, task: Task, bar: Bar, row: int) -> str:
        if bar.kind is BarKind.MILESTONE and self._options.milestone_dates:
            return short_date(to_datetime(self._schedule.finish[row]))
        return self._options.text(self._project, task.uid) if self._options.text else ""

    def _done(self, task: Task, row: int, start: Minute, finish: Minute) -> int:
        """The pixel up to which the task is done."""
        return self._frame.x(done_until(task, start, finish, self._schedule.duration[row], self._times))


def done_until(task: Task, start: Minute, finish: Minute, duration: int, times: WorkingTimes) -> Minute:
    """The moment up to which the task is done, counted in its working time."""
    if task.percent_complete >= 100:
        return finish
    if task.stop is not None and start < (stop := to_minute(task.stop)) < finish:
        return stop
    worked = duration * task.percent_complete // 100
    until = start + worked if task.duration_unit.elapsed else times.task(task.uid).add(start, worked)
    return min(max(until, start), finish)


def _look(task: Task, critical: bool) -> tuple[Style, Style]:
    """The styles of a task's bar and of the progress in it."""
    if not task.active:
        return styles.INACTIVE, styles.INACTIVE
    if task.external:
        return styles.EXTERNAL, styles.PROGRESS
    if task.manual:
        return (styles.CRITICAL_MANUAL if critical else styles.MANUAL), styles.MANUAL_PROGRESS
    return (styles.CRITICAL, styles.CRITICAL_PROGRESS) if critical else (styles.TASK, styles.PROGRESS)


def _open_ends(task: Task) -> int:
    """Which dates of a manual task are not decided: 1 the start, 2 the finish."""
    if not task.manual:
        return 0
    no_duration = task.manual_duration is None or task.duration_text is not None
    no_start = task.manual_start is None or task.start_text is not None
    no_finish = (task.manual_finish is None or task.finish_text is not None) and (no_duration or no_start)
    return no_start | no_finish << 1
