"""The ground of a chart: non-working time, grid, row lines, today and the status date; and the time scale above it."""

from __future__ import annotations

from ..project.moments import DAY, Minute
from ..project.working_time import WorkingTime
from . import styles
from .marks import Batch, Frame, IntArray, Lines, Marks, Rects, Shape, Shapes, Style, Texts, ints
from .tiers import Unit
from .time_scale import Cell, TimeScale

LEAST_DAY = 3
"""Days narrower than this many pixels show no non-working time."""

LEAST_FAINT_LINE = 20
"""Cells of the lower tier narrower than this have no lines of their own in the chart."""

HEADER = Style(fill="header")
HEADER_LINE = Style(edge="border")
HEADER_TEXT = Style(fill="text")
HEADER_FAINT_TEXT = Style(fill="text_faint")
TODAY_MARK = Style(fill="today")


def non_working(frame: Frame, times: WorkingTime, lower: Unit, top: int = 0, height: int | None = None) -> IntArray:
    """Boxes of the time in which nothing is worked: whole days, or hours where the scale shows hours.

    Over the whole height of the frame, unless said.
    """
    if DAY / frame.minutes_per_pixel < LEAST_DAY:
        return ints([], 4)
    start, finish = frame.minute(0) // DAY * DAY, (frame.minute(frame.width) // DAY + 1) * DAY
    periods = times.periods(start, finish)
    if lower is not Unit.HOUR:
        periods = _whole_days(periods)
    boxes: list[tuple[int, int, int, int]] = []
    free_from = start
    for begin, end in [*periods, (finish, finish)]:
        if begin > free_from:
            left, right = max(frame.x(free_from), 0), min(frame.x(begin), frame.width)
            boxes.append((left, top, right - left, frame.height if height is None else height))
        free_from = max(free_from, end)
    return ints([box for box in boxes if box[2] > 0], 4)


def _whole_days(periods: list[tuple[Minute, Minute]]) -> list[tuple[Minute, Minute]]:
    """The days on which something is worked, from midnight to midnight."""
    days = sorted({day for begin, end in periods for day in range(begin // DAY, (end - 1) // DAY + 1)})
    return [(day * DAY, (day + 1) * DAY) for day in days]


def grid(frame: Frame, scale: TimeScale) -> list[Batch]:
    """Upright lines where the cells of the time scale begin, stronger for the upper tier."""
    start, finish = frame.minute(0), frame.minute(frame.width)
    strong = {frame.x(tick) - 1 for tick in scale.ticks(scale.upper, start, finish)}
    batches: list[Batch] = []
    if scale.lower.shortest / scale.minutes_per_pixel >= LEAST_FAINT_LINE:
        faint = {frame.x(tick) - 1 for tick in scale.ticks(scale.lower, start, finish)} - strong
        batches.append(_uprights(styles.FAINT_GRID, faint, frame))
    batches.append(_uprights(styles.GRID, strong, frame))
    return batches


def _uprights(style: Style, places: set[int], frame: Frame) -> Lines:
    return Lines(style, ints([(x, 0, x, frame.height) for x in sorted(places) if 0 <= x < frame.width], 4))


def row_lines(frame: Frame, row_height: int, count: int) -> Lines:
    """A line below every row."""
    rows = frame.rows(row_height, count)
    heights = ((row + 1) * row_height - 1 - frame.top for row in rows)
    return Lines(styles.ROW_LINE, ints([(0, y, frame.width, y) for y in heights], 4))


def date_line(frame: Frame, moment: Minute | None, style: Style, *, dashed: bool = False) -> list[Batch]:
    """An upright line at a moment, if it is in view; its dashes stay where they are in the plan when it scrolls."""
    x = -1 if moment is None else frame.x(moment)
    if not 0 <= x < frame.width:
        return []
    if not dashed:
        return [Lines(style, ints([(x, 0, x, frame.height)], 4))]
    tops = range(-(frame.top % (DASH + GAP)), frame.height, DASH + GAP)
    return [Lines(style, ints([(x, top, x, top + DASH - 1) for top in tops], 4))]


DASH, GAP = 4, 3
"""Pixels of a dash of a line, and between two."""


def time_scale_marks(scale: TimeScale, left: int, width: int, height: int, *, today: Minute | None = None) -> Marks:
    """The heading above a chart: all tiers between two absolute plan pixels, a line below each.

    A page or a window that shows ``width`` pixels from ``left`` on puts these marks right above the chart's.
    """
    frame = Frame(minutes_per_pixel=scale.minutes_per_pixel, left=left, top=0, width=width, height=height)
    edges = [height * at // len(scale.tiers) for at in range(len(scale.tiers) + 1)]
    lines: list[tuple[int, int, int, int]] = []
    texts: list[Batch] = []
    for tier, top, bottom in zip(scale.tiers, edges, edges[1:], strict=False):
        cells = scale.cells(tier, left, left + width)
        lines.append((0, bottom - 1, width, bottom - 1))
        ends = (cell.right - left - 1 for cell in cells if 0 < cell.right - left <= width)
        lines += [(x, top, x, bottom - 1) for x in ends]
        style = HEADER_FAINT_TEXT if tier is scale.lower and len(scale.tiers) > 1 else HEADER_TEXT
        texts.append(_labels(style, cells, left, (top + bottom) // 2))
    batches = [Rects(HEADER, ints([(0, 0, width, height)], 4)), Lines(HEADER_LINE, ints(lines, 4)), *texts]
    if today is not None and -6 <= frame.x(today) < width + 6:
        batches.append(Shapes(TODAY_MARK, Shape.DOWN, ints([(frame.x(today), height - 1)], 2)))
    return Marks(frame=frame, row_height=height, batches=tuple(batches))


def _labels(style: Style, cells: list[Cell], left: int, middle: int) -> Texts:
    return Texts(style, tuple((cell.text_left - left, middle, cell.text) for cell in cells if cell.text))
