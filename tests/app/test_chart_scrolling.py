"""What is painted of a chart while it scrolls: strips of it, and rows laid out once."""

import pytest

from gantline.app.chart import styles
from gantline.app.chart.gantt import GanttChart
from gantline.app.chart.marks import Brackets, Lines, Rects, Shapes, Texts
from gantline.app.chart.options import BarTexts, Options
from gantline.app.chart.scrolling import same_when_scrolled, strip
from gantline.app.chart.time_scale import TimeScale
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine

from .chart_plans import LABELS, ROW, frame, project, task


@pytest.fixture
def plan():
    tasks = [task(uid, uid % 5, percent_complete=40 * (uid % 2), milestone=not uid % 5) for uid in range(1, 61)]
    links = [(uid, uid + step, "FS") for uid, step in zip(range(1, 50, 3), (1, 2, 7) * 9, strict=False)]
    inside = {TaskUid(0): tuple(map(TaskUid, (*range(1, 31), 40))), TaskUid(40): tuple(map(TaskUid, range(31, 40)))}
    inside[TaskUid(0)] += tuple(map(TaskUid, range(41, 61)))
    return Engine(project(*tasks, links=links, children=inside))


def chart(plan):
    uids = [uid for uid, _level in plan.project.outline()]
    texts = BarTexts(left="name", right="finish", below="duration")
    options = Options(slack=True, task_texts=texts, milestone_texts=texts)
    return GanttChart(plan.project, plan.schedule, plan.working_times, uids, 2 * ROW, options)


def seen(of, top):
    view = frame(top=top)
    return of.marks(view, TimeScale(view.minutes_per_pixel, LABELS))


def drawn(marks, low, high):
    """Everything that is painted between two heights, in order."""
    found = []
    for batch in marks.batches:
        if isinstance(batch, Rects | Brackets):
            found += [(batch.style, x, y, w, h) for x, y, w, h in batch.boxes.tolist() if y < high and y + h > low]
        elif isinstance(batch, Lines):
            found += [(batch.style, *ends) for ends in batch.ends.tolist() if ends[1] < high and ends[3] >= low]
        elif isinstance(batch, Shapes):
            reach = max(batch.size, 6)
            points = batch.points.tolist()
            found += [(batch.style, batch.shape, x, y) for x, y in points if low - reach < y < high + reach]
        elif isinstance(batch, Texts):
            found += [(batch.style, *one) for one in batch.texts if low - 8 < one[1] < high + 8]
    return found


@pytest.mark.parametrize(("low", "high"), [(0, 30), (100, 101), (370, 400), (390, 400)])
def test_a_strip_has_all_that_is_seen_in_it_in_the_same_order(plan, low, high):
    whole = seen(chart(plan), 7 * ROW)

    part = strip(whole, low, high)

    assert drawn(part, low, high) == drawn(whole, low, high)
    assert sum(len(drawn(strip(whole, at, at + 20), -1000, 1000)) for at in (0, 200)) < len(drawn(whole, 0, 400))


def test_rows_look_the_same_whatever_was_in_view_before(plan):
    scrolled = chart(plan)
    for top in (0, 100, 55, 900, 400):
        again, anew = seen(scrolled, top), seen(chart(plan), top)
        assert drawn(again, -100, 500) == drawn(anew, -100, 500)
        assert again.bars == anew.bars


def test_pixels_are_moved_only_where_links_and_texts_stay(plan):
    of = chart(plan)
    before = seen(of, 0)
    moved, away = seen(of, 2 * ROW), seen(of, 400)

    assert same_when_scrolled(before, before, 0)
    assert same_when_scrolled(before, moved, -2 * ROW)
    assert not same_when_scrolled(before, moved, -ROW)
    assert not same_when_scrolled(before, away, -400)


def test_progress_lies_on_the_bar_whatever_bars_come_before():
    colour = "#aa3377"
    done = {"percent_complete": 50, "bar_colour": colour}
    engine = Engine(project(task(1, 1, **done), task(2, 9, **done)))

    batches = seen(chart(engine), 0).batches

    order = [batch.style for batch in batches if isinstance(batch, Rects)]
    bars = [styles.tinted(one, colour) for one in (styles.TASK, styles.CRITICAL)]
    assert max(order.index(style) for style in bars) < order.index(styles.tinted_progress(styles.PROGRESS, colour))
