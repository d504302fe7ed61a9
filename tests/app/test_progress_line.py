"""The progress line: where it stands, at which tasks it has peaks, and when it moves."""

from datetime import datetime

from gantline.app.chart import styles
from gantline.app.chart.bar_texts import Texter, figures_of
from gantline.app.chart.gantt import GanttChart
from gantline.app.chart.options import Options
from gantline.app.chart.time_scale import TimeScale
from gantline.app.project.moments import to_minute
from gantline.app.project.records import ROOT
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.time_axis import CLOSEST

from .chart_plans import DAY, LABELS, ROW, frame, marks, of_style, project, task

LINE = Options(progress_line=True)


def peaks(found, plan):
    """The tops and points of the progress line's peaks by task, and how many rows it goes straight through."""
    lines = of_style(found, styles.PROGRESS_LINE)
    slopes = [ends for batch in lines for ends in batch.ends.tolist() if ends[0] != ends[2]]
    straight = [ends for batch in lines for ends in batch.ends.tolist() if ends[0] == ends[2]]
    line = found.frame.x(to_minute(plan.info.status_date))
    assert all(ends[0] == line for ends in straight)
    rising, falling = slopes[::2], slopes[1::2]
    for begin, end in zip(rising, falling, strict=True):
        assert begin[0] == end[2] == line
        assert begin[2:] == end[:2]
        assert end[3] - begin[1] == ROW
    uids = [uid for batch in of_style(found, styles.PROGRESS_POINT) for uid in batch.uids]
    return {uid: ends[2] for uid, ends in zip(uids, rising, strict=True)}, len(straight)


def test_the_progress_line_has_peaks_to_how_far_tasks_are_done_that_are_ahead_or_behind():
    plan = project(
        task(1, 10, percent_complete=10),
        task(2, 2, percent_complete=100),
        task(3, 10),
        task(4, 10, percent_complete=80),
        task(5, 10, active=False),
        task(6, 2),
        links=[(3, 6, "FS")],
        status_date=datetime(2026, 1, 8, 17),
    )
    found = marks(plan, LINE)

    points, straight = peaks(found, plan)
    assert points == {1: found.bars[1].done, 3: found.bars[3].left, 4: found.bars[4].done}
    assert points[1] < found.frame.x(to_minute(plan.info.status_date)) < points[4]
    assert straight == 3  # done, inactive, still to come
    assert not of_style(marks(plan), styles.PROGRESS_LINE)


def test_the_progress_line_passes_open_summaries_and_peaks_at_folded_ones():
    below = {ROOT: (1,), 1: (2, 3)}
    tasks = task(1), task(2, 10, percent_complete=10), task(3, 10)
    plan = project(*tasks, children=below, status_date=datetime(2026, 1, 8, 17))
    engine, seen = Engine(plan), frame()
    chart = GanttChart(plan, engine.schedule, engine.working_times, [1], ROW, LINE)
    folded = chart.marks(seen, TimeScale(seen.minutes_per_pixel, LABELS))

    assert set(peaks(marks(plan, LINE), plan)[0]) == {2, 3}
    assert peaks(folded, plan)[0] == {1: folded.bars[1].done}


def test_the_progress_line_of_a_plan_without_a_status_date_stands_at_today():
    plan, today = project(task(1, 10)), to_minute(datetime(2026, 1, 8, 12))
    found = marks(plan, replace(LINE, today=today))

    (line,) = of_style(found, styles.PROGRESS_LINE)
    assert line.ends[0, 0] == found.frame.x(today)
    assert not of_style(marks(plan, LINE), styles.PROGRESS_LINE)


def test_rows_that_a_chart_takes_over_have_the_progress_line_of_today():
    plan, seen, now = project(task(1, 10)), frame(), to_minute(datetime(2026, 1, 8, 12))
    engine = Engine(plan)
    texter = Texter(figures_of(plan, engine.schedule, engine.working_times))
    scale = TimeScale(seen.minutes_per_pixel, LABELS)

    def chart(today):
        options = replace(LINE, today=today)
        return GanttChart(plan, engine.schedule, engine.working_times, [1], ROW, options, texter=texter)

    yesterday, today = chart(now), chart(now + DAY)
    yesterday.marks(seen, scale)
    today.take_rows(yesterday, ())

    (line,) = of_style(today.marks(seen, scale), styles.PROGRESS_LINE)
    assert line.ends[0, 0] == seen.x(now + DAY)


def test_a_status_date_ages_away_is_no_matter_at_the_closest_zoom():
    tasks = task(1, 10, percent_complete=10), task(2, 2, percent_complete=100)
    for year in (1984, 9999):
        plan = project(*tasks, status_date=datetime(year, 1, 8, 17))
        found = marks(plan, LINE, seen=frame(pixels_per_day=DAY / CLOSEST))

        ends = [x for batch in of_style(found, styles.PROGRESS_LINE) for line in batch.ends.tolist() for x in line[::2]]
        assert ends
        assert all(x < 0 or x > found.frame.width for x in ends if x != found.bars[1].done)
        assert sum(x == found.bars[1].done for x in ends) == 2
