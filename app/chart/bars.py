"""Bars: what each row shows of its task, laid out once for a zoom and a place in time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, pairwise

import msgspec

from ..project.moments import Minute, to_minute
from ..project.records import ROOT, Baseline, Task, TaskUid
from ..project.recurrence import recurs
from ..schedule.schedule import Schedule
from . import styles
from .beside import Beside
from .collector import BELOW, BEYOND, DONE, DONE_OF_SUMMARY, OVER, RowMarks
from .done import behind_until, done_until
from .drawing import NARROWEST, OPEN_REACH, Drawing, open_ends
from .marks import Bar, BarKind, Shape, Style
from .progress_line import add_progress_line, is_on_line
from .styles import tinted, tinted_progress

_PLAN = Task(uid=ROOT)

_LEAST_BRACKET = 11
"""Pixels of the shortest bracket: less would not look like one."""


class Row(msgspec.Struct, frozen=True):
    """What a row shows, counted from its top; ``bar`` is None where it has none."""

    bar: Bar | None
    marks: RowMarks
    beside: Beside


class BarMaker:
    """Lays the bars of a chart in one zoom and place in time, row by row."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._marks = RowMarks(drawing.frame.width)
        self._project = drawing.figures.project
        self._times = drawing.figures.engine.working_times
        self._options, self._frame, self._sizes = drawing.options, drawing.frame, drawing.sizes
        status = self._project.info.status_date
        self._status = None if status is None else to_minute(status)
        self._line = (self._options.today if status is None else self._status) if self._options.progress_line else None
        self._rows: dict[tuple[TaskUid, bool], Row] = {}

    def row(self, uid: TaskUid, *, folded: bool) -> Row:
        """What a row shows; kept, since it does while the plan is scrolled up and down."""
        found = self._rows.get((uid, folded))
        if found is None:
            if len(self._rows) >= KEPT:
                self._rows.clear()
            found = self._rows[uid, folded] = self._laid(uid, folded=folded)
        return found

    def forget(self, uids: Iterable[TaskUid]) -> None:
        """Lay the rows of some tasks anew when they are asked for again."""
        for uid in uids:
            for folded in (False, True):
                self._rows.pop((uid, folded), None)

    @property
    def _schedule(self) -> Schedule:
        return self._drawing.figures.schedule

    def _laid(self, uid: TaskUid, *, folded: bool) -> Row:
        self._marks = RowMarks(self._frame.width)
        beside = Beside(self._drawing, self._marks)
        bar = self._bar(uid, beside, folded=folded)
        if self._line is not None:
            self._add_progress_line(uid, bar, self._line, folded=folded)
        return Row(bar, self._marks, beside)

    def _add_progress_line(self, uid: TaskUid, bar: Bar | None, status: Minute, *, folded: bool) -> None:
        """The progress line in a row; an open summary leaves peaks to the tasks below it."""
        task, point, summary = self._project.tasks.get(uid), None, self._project.is_summary(uid)
        if bar is not None and task is not None and (folded or not summary):
            row, percent = self._schedule.rows[uid], task.percent_complete
            if summary:
                percent = self._drawing.figures.percent_complete(uid)
            if not is_on_line(task, percent, self._schedule.start[row], status):
                point = self._done(task, row, percent)
        height = self._drawing.row_height
        add_progress_line(self._marks, self._frame.x(status), point, self._sizes.middle, height, uid)

    def _bar(self, uid: TaskUid, beside: Beside, *, folded: bool) -> Bar | None:
        """Lay the bar of a row; None where the row has none. Folded summaries show what is below them."""
        row, task = self._schedule.rows.get(uid), _PLAN if uid == ROOT else self._project.tasks.get(uid)
        if row is None or task is None or task.blank:
            return None
        start, finish = self._schedule.start[row], self._schedule.finish[row]
        x = self._frame.x
        left, right = x(start), x(finish)
        reach = right
        if self._options.baseline is not None:
            self._add_baseline(task)
        critical = bool(self._schedule.critical[row]) and self._options.critical and task.active
        if self._project.is_summary(uid):
            bar = self._summary(task, row, left, max(right, left + NARROWEST))
            if folded or self._recurs(task):
                reach = self._roll_up(uid, all_of_them=self._recurs(task) or self._options.roll_up)
        elif task.milestone or start == finish:
            bar = self._milestone(task, right, critical)
        else:
            bar = Bar(uid, BarKind.TASK, left, max(right, left + NARROWEST), *self._span(), self._done(task, row))
            if bar.left < self._frame.width + OPEN_REACH and bar.right > -OPEN_REACH and not task.hide_bar:
                self._add_task(task, bar, critical)
        if task.hide_bar:
            return None
        beside.add(task, bar, row, reach)
        return bar

    def _span(self) -> tuple[int, int]:
        return self._sizes.bar[0], sum(self._sizes.bar)

    # -- one kind of bar each

    def _add_task(self, task: Task, bar: Bar, critical: bool) -> None:
        colour = "" if task.external or not task.active else self._drawing.colouring.colour(task.uid)
        style, progress, joint = _look(task, critical, colour)
        open_at = open_ends(task)
        height = bar.bottom - bar.top
        pieces = self._pieces(bar)
        for (_, right), (left, _) in pairwise(pieces):
            if self._drawing.seen(right, left):
                self._marks.line(joint, (right, bar.middle, left, bar.middle))
        for at, (left, right) in enumerate(pieces):
            if not self._drawing.seen(left, right):
                continue
            ends = (open_at & 1 if at == 0 else 0) | (open_at & 2 if at == len(pieces) - 1 else 0)
            self._marks.box(style, (left, bar.top, right - left, height), bar.uid, open_ends=ends)
            self._add_progress(progress, bar, left, right)
        if task.manual and task.active:
            self._add_ends(bar, open_at, tinted(styles.MANUAL_END, colour))
        self._add_late(task, bar)

    def _add_progress(self, style: Style, bar: Bar, left: int, right: int) -> None:
        """What is done of a piece of a bar: a bar in the bar, or a strip at its bottom where a text stands in it."""
        done = min(bar.done, right) - left
        if not self._options.progress or done <= 0 or left >= self._frame.width or left + done <= 0:
            return
        height = bar.bottom - bar.top
        inset = max(height // 3 - 1, 1)
        width = max(done - 2 - 2 * (done >= right - left), 1)
        if self._options.task_texts.inside:
            self._marks.box(style, (left + 2, bar.bottom - 4, width, 3), bar.uid, DONE)
        else:
            self._marks.box(style, (left + 2, bar.top + inset + 1, width, height - 2 * inset - 2), bar.uid, DONE)

    def _add_ends(self, bar: Bar, open_at: int, style: Style) -> None:
        """What tells a manual task: upright ends where it has dates, dotted lines beyond where it has none."""
        height = bar.bottom - bar.top
        if open_at & 1:
            self._marks.line(styles.OPEN_END, (bar.left - OPEN_REACH, bar.middle, bar.left - 1, bar.middle))
        else:
            self._marks.box(style, (bar.left, bar.top - 1, 3, height + 2), bar.uid, OVER)
        if open_at & 2:
            self._marks.line(styles.OPEN_END, (bar.right, bar.middle, bar.right + OPEN_REACH - 1, bar.middle))
        elif bar.right - bar.left > 2 * NARROWEST:
            self._marks.box(style, (bar.right - 3, bar.top - 1, 3, height + 2), bar.uid, OVER)

    def _add_late(self, task: Task, bar: Bar) -> None:
        """A strip below the part of a bar that should be done by the status date."""
        if self._status is None or not self._options.late:
            return
        finish = self._schedule.finish[self._schedule.rows[task.uid]]
        done = (
            self._frame.minute(bar.done)
            if task.percent_complete
            else self._schedule.start[self._schedule.rows[task.uid]]
        )
        until = behind_until(task, done, finish, self._status)
        if until is not None and self._drawing.seen(bar.done, x := self._frame.x(until)):
            self._marks.box(styles.LATE, (bar.done, bar.bottom - 1, max(x - bar.done, NARROWEST), 3), task.uid, OVER)

    def _pieces(self, bar: Bar) -> list[tuple[int, int]]:
        """The bar from left to right, or its parts where the task is split."""
        segments = self._schedule.segments.get(bar.uid, ())
        if len(segments) < 2:
            return [(bar.left, bar.right)]
        x = self._frame.x
        return [(x(start), max(x(finish), x(start) + NARROWEST)) for start, finish in segments]

    def _summary(self, task: Task, row: int, left: int, right: int) -> Bar:
        begin, height = self._sizes.summary
        percent = self._drawing.figures.percent_complete(task.uid) if self._options.progress else 0
        done = self._done(task, row, percent)
        bar = Bar(task.uid, BarKind.SUMMARY, left, right, begin, begin + height, done)
        if not self._drawing.seen(left, right) or task.hide_bar:
            return bar
        if self._recurs(task):
            return bar
        style = styles.MANUAL_SUMMARY if task.manual else styles.SUMMARY
        style = styles.PROJECT_SUMMARY if task.uid == ROOT else style
        style = tinted(style, self._drawing.colouring.colour(task.uid)) if task.active else styles.INACTIVE_SUMMARY
        aside = max(_LEAST_BRACKET - (right - left), 0) // 2
        self._marks.bracket(style, (left - aside, bar.top, right - left + 2 * aside, height), task.uid)
        beam = (height + 1) // 2
        if done > left and beam > 2:
            inside = (left + 1, bar.top + 1, done - left - 1, beam - 2)
            self._marks.box(styles.SUMMARY_PROGRESS, inside, task.uid, DONE_OF_SUMMARY)
        return bar

    def _recurs(self, task: Task) -> bool:
        """Whether a summary is shown as the occurrences right below it."""
        return not task.manual and recurs(self._project, task.uid)

    def _roll_up(self, summary: TaskUid, *, all_of_them: bool) -> int:
        """Show what is below a folded summary on its row: milestones as small diamonds, bars as thin ones.

        Returns:
            How far to the right that reaches, in pixels.
        """
        schedule, x = self._schedule, self._frame.x
        reach = -BEYOND
        begin, height = self._sizes.summary
        recurs = summary != ROOT and self._recurs(self._project.tasks[summary])
        for uid in self._rolled(summary, all_of_them=all_of_them):
            task, row = self._project.tasks[uid], schedule.rows.get(uid)
            if row is None or not task.active or self._project.is_summary(uid):
                continue
            left, right = x(schedule.start[row]), x(schedule.finish[row])
            point = task.milestone or left == right
            reach = max(reach, right + (self._sizes.diamond if point else 0))
            if not self._drawing.seen(left - 6, right + 6):
                continue
            critical = bool(schedule.critical[row]) and self._options.critical
            if point:
                style = styles.CRITICAL_MILESTONE if critical else styles.MILESTONE
                place = (right, begin + height // 2)
                self._marks.shape(style, Shape.DIAMOND, place, uid, max(self._sizes.diamond - 2, 3))
            else:
                colour = self._drawing.colouring.colour(uid)
                style = styles.CRITICAL_ROLLED if critical else tinted(styles.ROLLED, colour)
                top = begin + (height + 1) // 2 + 1
                if recurs:
                    style, top = tinted(styles.TASK, colour), begin
                self._marks.box(style, (left, top, max(right - left, NARROWEST), height // 2 + 1), uid)
        return reach

    def _rolled(self, summary: TaskUid, *, all_of_them: bool) -> list[TaskUid]:
        """What is shown of what stands below a summary, looked for among no more than can be told apart in a row."""
        tasks = self._project.tasks
        below = islice(self._project.outline(summary), MOST_ROLLED)
        return [uid for uid, _level in below if all_of_them or tasks[uid].roll_up]

    def _milestone(self, task: Task, x: int, critical: bool) -> Bar:
        half = self._sizes.diamond
        middle = self._sizes.middle
        bar = Bar(task.uid, BarKind.MILESTONE, x - half, x + half + 1, middle - half, middle + half, x)
        if self._drawing.seen(bar.left, bar.right) and not task.hide_bar:
            style = styles.CRITICAL_MILESTONE if critical else styles.MILESTONE
            if task.manual and not critical:
                style = styles.MANUAL_MILESTONE
            style = tinted(style, self._drawing.colouring.colour(task.uid))
            style = style if task.active else styles.INACTIVE_MILESTONE
            self._marks.shape(style, Shape.DIAMOND, (x, middle), task.uid, half)
        return bar

    def _add_baseline(self, task: Task) -> None:
        baselines = self._project.info.summary_baselines if task.uid == ROOT else task.baselines
        saved = next((one for one in baselines if one.number == self._options.baseline), None)
        dates = _dates(saved)
        if dates is None:
            return
        left, right = self._frame.x(dates[0]), self._frame.x(dates[1])
        if not self._drawing.seen(left - 4, right + 4):
            return
        begin, height = self._sizes.baseline
        if dates[0] == dates[1]:
            point = (left, begin + height // 2)
            self._marks.shape(styles.BASELINE, Shape.DIAMOND, point, task.uid, height)
        else:
            box = (left, begin, max(right - left, NARROWEST), height)
            self._marks.box(styles.BASELINE, box, task.uid, BELOW)

    def _done(self, task: Task, row: int, percent: int | None = None) -> int:
        """The pixel up to which the task is done."""
        schedule = self._schedule
        start, finish = schedule.start[row], schedule.finish[row]
        if not (task.percent_complete if percent is None else percent):
            return self._frame.x(start)
        if task.uid == ROOT or self._project.is_summary(task.uid):
            return self._frame.x(start + (finish - start) * (percent or 0) // 100)
        return self._frame.x(done_until(task, start, finish, schedule.duration[row], self._times))


KEPT = 2000
"""No more rows than this are kept; a screen has about fifty."""

MOST_ROLLED = 400
"""No more tasks than this are shown on the row of a folded summary."""


def _dates(saved: Baseline | None) -> tuple[Minute, Minute] | None:
    if saved is None or saved.start is None or saved.finish is None:
        return None
    return to_minute(saved.start), to_minute(saved.finish)


def _look(task: Task, critical: bool, colour: str) -> tuple[Style, Style, Style]:
    """The styles of a task's bar, of the progress in it and of the lines between its pieces."""
    joint = styles.CRITICAL_JOINT if critical else styles.JOINT
    if not task.active:
        return styles.INACTIVE, styles.INACTIVE, joint
    if task.external:
        return styles.EXTERNAL, styles.PROGRESS, joint
    if task.manual:
        style, progress = styles.CRITICAL_MANUAL if critical else styles.MANUAL, styles.MANUAL_PROGRESS
    elif critical:
        style, progress = styles.CRITICAL, styles.CRITICAL_PROGRESS
    else:
        style, progress = styles.TASK, styles.PROGRESS
    return tinted(style, colour), tinted_progress(progress, colour), joint
