"""The ground of a load chart: the same lines and free time at the same pixels as in the chart above."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QPainter

from ...app.chart import styles
from ...app.chart.ground import date_line, grid, non_working
from ...app.chart.marks import Frame, IntArray, Marks, Rects, ints
from ...app.chart.theme import Theme
from ...app.chart.time_scale import TimeScale
from ...app.project.moments import to_minute
from ...app.project.project import Project
from ...app.project.working_time import WorkingTime
from ...app.workspace.time_axis import TimeAxis
from ..charts.paint import Brushes, paint


def load_ground(
    project: Project, axis: TimeAxis, scale: TimeScale, times: WorkingTime | None, width: int, height: int
) -> Marks:
    """Grid, status date and today, in pixels from the left edge; and free time where a working time is given."""
    frame = Frame(minutes_per_pixel=axis.minutes_per_pixel, left=axis.offset, top=0, width=width, height=height)
    status = project.info.status_date
    return Marks(
        frame=frame,
        row_height=height,
        batches=(
            Rects(styles.NON_WORKING, ints([], 4) if times is None else free_boxes(frame, times, scale, height)),
            *grid(frame, scale),
            *date_line(frame, None if status is None else to_minute(status), styles.STATUS_DATE, dashed=True),
            *date_line(frame, to_minute(datetime.now()), styles.TODAY),
        ),
    )


def free_boxes(frame: Frame, times: WorkingTime, scale: TimeScale, height: int) -> IntArray:
    """Boxes of the time in which nothing is worked, from the top down to a height."""
    boxes = non_working(frame, times, scale.lower.unit)
    boxes[:, 3] = height
    return boxes


def paint_ground(painter: QPainter, marks: Marks, theme: Theme, left: int = 0) -> None:
    """Paint the ground, with its left edge at a pixel."""
    painter.save()
    painter.translate(left, 0)
    paint(painter, marks, Brushes(theme))
    painter.restore()
