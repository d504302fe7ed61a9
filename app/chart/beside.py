"""What stands beside a bar: its texts, its slack and its deadline."""

from __future__ import annotations

from ..project.moments import Minute, to_minute
from ..project.records import Task, TaskUid
from . import styles
from .clearance import RowText
from .collector import RowMarks
from .drawing import OPEN_REACH, Drawing, open_ends
from .marks import Bar, BarKind, Shape, Style
from .options import BarTexts

TEXT_GAP = 16
"""Pixels between a bar and the text beside it: beyond the dot that links are drawn from."""

LEAST_INSIDE = 13
"""Bars lower than this have no text in them."""

_POINT = 6
"""Pixels from the middle of the mark of a deadline to its sides."""

_OF_MILESTONE = "\N{BLACK DIAMOND} {text}"

TEXT_REACH = 600
"""Bars that end further than this many pixels outside the frame have no text in it."""


class Beside:
    """Lays what stands beside the bar of a row.

    Attributes:
        right: The text right of the bar; ``left``, ``above``, ``inside`` and ``below`` likewise.
    """

    def __init__(self, drawing: Drawing, marks: RowMarks) -> None:
        """Lay it among the marks of the row."""
        self.right: RowText | None = None
        self.left: RowText | None = None
        self.above: RowText | None = None
        self.inside: RowText | None = None
        self.below: RowText | None = None
        self._marks = marks
        self._drawing = drawing
        self._schedule = drawing.figures.schedule
        self._options, self._frame, self._sizes = drawing.options, drawing.frame, drawing.sizes

    def add(self, task: Task, bar: Bar, row: int, reach: int) -> None:
        """Lay what belongs to the bar, unless it is far away; something else in its row may reach further right."""
        if bar.left >= self._frame.width + TEXT_REACH or bar.right <= -TEXT_REACH:
            return
        opened = open_ends(task) if bar.kind is BarKind.TASK else 0
        begin, end = bar.left - OPEN_REACH * (opened & 1), max(bar.right + OPEN_REACH * (opened >> 1), reach)
        if self._options.slack and task.active:
            end = max(end, self._add_slack(bar, row))
        texts, measure = self._texts(bar), self._drawing.measure
        left, right = (self._drawing.texter.text(key, task.uid) if key else "" for key in (texts.left, texts.right))
        if task.deadline is not None and self._options.deadlines:
            x = self._add_deadline(task.uid, to_minute(task.deadline), row)
            if end - _POINT <= x <= end + TEXT_GAP + measure(right):
                end = x + 4
                if right and bar.kind is BarKind.MILESTONE:  # its date is not the deadline's
                    right = _OF_MILESTONE.format(text=right)
            if begin - TEXT_GAP - measure(left) - _POINT <= x <= begin + _POINT:
                begin = x - 4
        if right:
            self.right = RowText(self._style(task), end + TEXT_GAP, self._sizes.middle, right, task.uid)
        if left:
            place = begin - TEXT_GAP - round(measure(left))
            self.left = RowText(self._style(task), place, self._sizes.middle, left, task.uid)
        if texts:
            self._add_lines(task, bar, texts)

    def _add_deadline(self, uid: TaskUid, deadline: Minute, row: int) -> int:
        """Lay the mark of a deadline; where it is."""
        x = self._frame.x(deadline)
        missed = self._schedule.finish[row] > deadline
        style = styles.MISSED_DEADLINE if missed else styles.DEADLINE
        self._marks.shape(style, Shape.DEADLINE, (x, self._sizes.middle), uid)
        return x

    @staticmethod
    def _style(task: Task) -> Style:
        return styles.BAR_TEXT if task.active else styles.INACTIVE_TEXT

    def _texts(self, bar: Bar) -> BarTexts:
        if bar.kind is BarKind.MILESTONE:
            return self._options.milestone_texts
        return self._options.summary_texts if bar.kind is BarKind.SUMMARY else self._options.task_texts

    def _add_lines(self, task: Task, bar: Bar, texts: BarTexts) -> None:
        """Lay the texts above, in and below the bar."""
        style, sizes = self._style(task), self._sizes
        text, measure = self._drawing.texter.text, self._drawing.measure
        low, high = max(bar.left, 0), min(bar.right, self._frame.width)
        if texts.inside and bar.kind is BarKind.TASK and bar.bottom - bar.top >= LEAST_INSIDE:
            inside = text(texts.inside, task.uid)
            if inside and measure(inside) + 8 <= high - low:
                height = sizes.middle - ((bar.bottom - bar.top - 10) // 2 if bar.done > bar.left else 0)
                self.inside = RowText(styles.INSIDE_TEXT, low + 4, height, inside, task.uid)
        if high > low and sizes.above is not None and texts.above and (line := text(texts.above, task.uid)):
            self.above = RowText(style, low, sizes.above, line, task.uid)
        if high > low and sizes.below is not None and texts.below and (line := text(texts.below, task.uid)):
            self.below = RowText(style, low, sizes.below, line, task.uid)

    def _add_slack(self, bar: Bar, row: int) -> int:
        late = self._frame.x(self._schedule.late_finish[row])
        if bar.kind is BarKind.SUMMARY or late <= bar.right + 1 or self._schedule.total_slack[row] <= 0:
            return bar.right
        if late < 0 or bar.right > self._frame.width:
            return late
        y = bar.bottom - 3
        self._marks.line(styles.SLACK, (bar.right, y, late, y))
        self._marks.line(styles.SLACK, (late, y - 3, late, y + 3))
        return late
