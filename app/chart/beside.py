"""What stands beside a bar: its texts, its slack and its deadline."""

from __future__ import annotations

from ..project.moments import to_minute
from ..project.records import Task
from . import styles
from .clearance import RowText
from .collector import RowMarks
from .drawing import OPEN_REACH, Drawing, open_ends
from .marks import Bar, BarKind, Shape
from .options import BarTexts

TEXT_GAP = 16
"""Pixels between a bar and the text beside it: beyond the dot that links are drawn from."""

LEAST_INSIDE = 13
"""Bars lower than this have no text in them."""

_OF_MILESTONE = "\N{BLACK DIAMOND} {text}"

TEXT_REACH = 600
"""Bars that end further than this many pixels outside the frame have no text in it."""


class Beside:
    """Lays what stands beside the bar of a row.

    Attributes:
        right: The text right of the bar; ``left`` likewise.
        other: The texts above, in and below it.
    """

    def __init__(self, drawing: Drawing, marks: RowMarks) -> None:
        """Lay it among the marks of the row."""
        self.right: RowText | None = None
        self.left: RowText | None = None
        self.other: list[RowText] = []
        self._marks = marks
        self._drawing = drawing
        self._schedule = drawing.figures.schedule
        self._options, self._frame, self._sizes = drawing.options, drawing.frame, drawing.sizes

    def add(self, task: Task, bar: Bar, row: int) -> None:
        """Lay what belongs to the bar, unless it is far away."""
        if bar.left >= self._frame.width + TEXT_REACH or bar.right <= -TEXT_REACH:
            return
        end = bar.right + (OPEN_REACH if bar.kind is BarKind.TASK and open_ends(task) & 2 else 0)
        if self._options.slack:
            end = max(end, self._add_slack(bar, row))
        middle = self._sizes.middle
        texts = self._texts(bar)
        right = self._drawing.texter.text(texts.right, task.uid) if texts.right else ""
        if task.deadline is not None and self._options.deadlines:
            deadline = to_minute(task.deadline)
            x = self._frame.x(deadline)
            missed = self._schedule.finish[row] > deadline
            style = styles.MISSED_DEADLINE if missed else styles.DEADLINE
            self._marks.shape(style, Shape.DEADLINE, (x, middle), task.uid)
            if end - 6 <= x <= end + TEXT_GAP + self._drawing.measure(right):
                end = x + 4
                if right and bar.kind is BarKind.MILESTONE:  # its date is not the deadline's
                    right = _OF_MILESTONE.format(text=right)
        if texts:
            self._add_texts(task, bar, (end, right), texts)

    def _texts(self, bar: Bar) -> BarTexts:
        if bar.kind is BarKind.MILESTONE:
            return self._options.milestone_texts
        return self._options.summary_texts if bar.kind is BarKind.SUMMARY else self._options.task_texts

    def _add_texts(self, task: Task, bar: Bar, beside: tuple[int, str], texts: BarTexts) -> None:
        style = styles.BAR_TEXT if task.active else styles.INACTIVE_TEXT
        sizes, text, measure = self._sizes, self._drawing.texter.text, self._drawing.measure
        end, right = beside
        middle = sizes.middle
        if right:
            self.right = RowText(style, end + TEXT_GAP, middle, right, task.uid)
        if texts.left and (left := text(texts.left, task.uid)):
            begin = bar.left - (OPEN_REACH if bar.kind is BarKind.TASK and open_ends(task) & 1 else 0)
            place = begin - TEXT_GAP - round(measure(left))
            self.left = RowText(style, place, middle, left, task.uid)
        low, high = max(bar.left, 0), min(bar.right, self._frame.width)
        if texts.inside and bar.kind is BarKind.TASK and bar.bottom - bar.top >= LEAST_INSIDE:
            inside = text(texts.inside, task.uid)
            if inside and measure(inside) + 8 <= high - low:
                height = middle - (2 if bar.done > bar.left else 0)
                self.other.append(RowText(styles.INSIDE_TEXT, low + 4, height, inside, task.uid))
        for key, height in ((texts.above, sizes.above), (texts.below, sizes.below)):
            if key and height is not None and high > low and (line := text(key, task.uid)):
                self.other.append(RowText(style, low, height, line, task.uid))

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
