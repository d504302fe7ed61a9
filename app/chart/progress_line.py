"""The progress line: upright at the status date, with a peak at every task that is ahead of it or behind."""

from __future__ import annotations

from ..project.moments import Minute
from ..project.records import Task
from . import styles
from .collector import RowMarks
from .marks import Shape

UPRIGHT, SLOPE = 8, 9
"""Layers of the line, above the bars; slopes are smoothed, what is upright is not."""

DOT = 2.5


def is_on_line(task: Task, percent: int, start: Minute, status: Minute) -> bool:
    """Whether the line goes straight past a task: done, still to come, or not to be done at all.

    Where Microsoft Project draws peaks and where it does not.
    """
    to_come = not percent and start >= status
    return percent >= 100 or to_come or not task.active or task.external


def add_progress_line(marks: RowMarks, line: int, point: int | None, middle: int, height: int, uid: int) -> None:
    """The line in a row.

    Args:
        line: The pixel of the status date.
        point: The pixel up to which the row's task is done; None for one on the line.
        middle: Where the row's bar has its middle, in pixels from the top of the row.
        height: Of the row, in pixels.
    """
    if point is None or point == line:
        marks.line(styles.PROGRESS_LINE, (line, 0, line, height), UPRIGHT)
        return
    marks.line(styles.PROGRESS_LINE, (line, 0, point, middle), SLOPE)
    marks.line(styles.PROGRESS_LINE, (point, middle, line, height), SLOPE)
    marks.shape(styles.PROGRESS_POINT, Shape.DOT, (point, middle), uid, DOT)
