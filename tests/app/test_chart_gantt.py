from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest

from gantline.app.chart import styles
from gantline.app.chart.ground import time_scale_marks
from gantline.app.chart.marks import BarKind, Brackets, Lines, Rects, Shape, Shapes, Texts, Zone
from gantline.app.chart.options import Options
from gantline.app.chart.time_scale import TimeScale
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.moments import to_minute
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Baseline,
    Resource,
    ResourceUid,
    TaskUid,
)
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.time_axis import CLOSEST

from .chart_plans import DAY, LABELS, ROW, frame, marks, of_style, project, task

ONE, TWO, THREE = TaskUid(1), TaskUid(2), TaskUid(3)


def x_of(day: int, hour: int = 0) -> int:
    """The pixel of an hour of January 2026 in the usual frame."""
    return frame().x(to_minute(datetime(2026, 1, day, hour)))


def test_a_task_at_a_date_gives_a_bar_at_that_pixel():
    found = marks(project(task(1, 3)))

    bar = found.bars[ONE]
    assert (bar.left, bar.right) == (x_of(5, 8), x_of(7, 17))
    assert 0 < bar.top < bar.bottom < ROW


def test_bars_keep_their_distance_while_scrolling():
    plan = Engine(project(task(1, 3), task(2, 5)))
    widths = {
        (found.bars[ONE].left - found.bars[TWO].right)
        for days in range(1, 40)
        for found in [marks(plan, seen=frame(17.3, days_before=days))]
    }

    assert len(widths) == 1


def test_only_rows_and_times_in_view_have_marks():
    plan = Engine(project(*(task(uid, 2) for uid in range(1, 200))))

    assert set(marks(plan, seen=frame(top=50 * ROW, height=5 * ROW)).bars) == set(range(51, 56))
    assert not of_style(marks(plan, seen=frame(days_before=-400)), styles.TASK)


def test_summaries_are_brackets_and_milestones_diamonds():
    plan = project(task(1), task(2, 2), task(3, 0), children={ROOT: (ONE,), ONE: (TWO, THREE)})
    found = marks(plan)

    assert [found.bars[uid].kind for uid in (ONE, TWO, THREE)] == [BarKind.SUMMARY, BarKind.TASK, BarKind.MILESTONE]
    (bracket,) = (batch for batch in found.batches if isinstance(batch, Brackets))
    assert bracket.uids == (1,)
    (diamond,) = (batch for batch in found.batches if isinstance(batch, Shapes) and batch.shape is Shape.DIAMOND)
    assert diamond.points[0][0] == x_of(5, 8)


def test_a_milestone_says_its_date_and_a_task_its_resources():
    plan = project(
        task(1, 0),
        task(2, 2),
        resources=[Resource(uid=ResourceUid(1), name="Ann")],
        assignments=[Assignment(uid=AssignmentUid(1), task=TWO, resource=ResourceUid(1), units=0.5)],
    )

    texts = [text for batch in marks(plan).batches if isinstance(batch, Texts) for _x, _y, text in batch.texts]

    assert texts == ["5 Jan", "Ann[50%]"]


def test_critical_bars_differ_by_outline_and_not_only_by_colour():
    found = marks(project(task(1, 5), task(2, 1)))

    (critical,), (plain,) = of_style(found, styles.CRITICAL), of_style(found, styles.TASK)
    assert (critical.uids, plain.uids) == ((1,), (2,))
    assert styles.CRITICAL.width > styles.TASK.width
    assert not of_style(marks(project(task(1, 5)), Options(critical=False)), styles.CRITICAL)


def test_progress_is_an_inner_bar_that_counts_working_time():
    found = marks(project(task(1, 10, percent_complete=50)))

    done = found.bars[ONE].done
    assert done == x_of(9, 17)  # Friday evening: five of ten days are done, the weekend does not count
    (inner,) = of_style(found, styles.CRITICAL_PROGRESS)
    x, _y, width, height = inner.boxes[0]
    assert x > found.bars[ONE].left
    assert x + width == done
    assert height < found.bars[ONE].bottom - found.bars[ONE].top


@pytest.mark.parametrize(
    ("fields", "style"),
    [
        ({"manual": True, "manual_start": datetime(2026, 1, 6, 8), "manual_duration": 480}, styles.MANUAL),
        ({"active": False}, styles.INACTIVE),
        ({"external": True}, styles.EXTERNAL),
    ],
)
def test_each_kind_of_task_has_its_look(fields, style):
    found = marks(project(task(1, 1, **fields), task(2, 20)))

    assert [batch.uids for batch in of_style(found, style)] == [(1,)]


def test_a_manual_task_without_finish_and_duration_is_open_at_its_end():
    start = datetime(2026, 1, 6, 8)
    found = marks(project(task(1, 1, manual=True, manual_start=start, duration_text="?", finish_text=""), task(2, 20)))

    (bar,) = of_style(found, styles.MANUAL)
    assert bar.open_ends == 2
    assert of_style(found, styles.OPEN_END)


def test_a_split_task_is_painted_in_pieces_with_a_dotted_joint():
    engine = Engine(project(task(1, 4)))
    monday, wednesday = to_minute(datetime(2026, 1, 5, 8)), to_minute(datetime(2026, 1, 7, 8))
    engine.schedule.segments[ONE] = ((monday, monday + 540), (wednesday, wednesday + 540))

    found = marks(engine)

    (pieces,) = of_style(found, styles.CRITICAL)
    assert pieces.boxes[:, 0].tolist() == [x_of(5, 8), x_of(7, 8)]
    (joint,) = of_style(found, styles.CRITICAL_JOINT)
    assert joint.ends[0].tolist()[::2] == [x_of(5, 17), x_of(7, 8)]


def test_a_baseline_lies_below_its_bar():
    saved = Baseline(number=0, start=datetime(2026, 1, 5, 8), finish=datetime(2026, 1, 6, 17))
    found = marks(project(task(1, 3, baselines=(saved,))), Options(baseline=0))

    (baseline,) = of_style(found, styles.BASELINE)
    x, y, width, height = baseline.boxes[0].tolist()
    assert (x, x + width) == (x_of(5, 8), x_of(6, 17))
    assert found.bars[ONE].bottom < y < y + height <= ROW


def test_slack_is_a_line_to_the_late_finish():
    found = marks(project(task(1, 5), task(2, 2)), Options(slack=True))

    (line,) = of_style(found, styles.SLACK)
    assert line.ends[0].tolist()[::2] == [x_of(6, 17), x_of(9, 17)]


@pytest.mark.parametrize(("day", "style"), [(20, styles.DEADLINE), (6, styles.MISSED_DEADLINE)])
def test_a_deadline_is_an_arrow_that_says_whether_it_is_met(day, style):
    found = marks(project(task(1, 5, deadline=datetime(2026, 1, day, 17))))

    (arrow,) = of_style(found, style)
    assert (arrow.shape, arrow.points[0][0]) == (Shape.DEADLINE, x_of(day, 17))


def test_weekends_are_shaded_as_single_boxes():
    (shade,) = of_style(marks(project(task(1))), styles.NON_WORKING)

    boxes = [(x, x + width) for x, _y, width, _height in shade.boxes.tolist()]
    assert boxes[:2] == [(0, x_of(5)), (x_of(10), x_of(12))]


def test_nights_are_shaded_where_the_scale_shows_hours():
    seen = frame(1440 / 4, days_before=0, width=360)

    (shade,) = of_style(marks(project(task(1)), seen=seen), styles.NON_WORKING)

    assert [(x, x + width) for x, _y, width, _height in shade.boxes.tolist()] == [(0, 120), (180, 195), (255, 360)]


def test_days_too_narrow_to_see_are_not_shaded():
    (shade,) = of_style(marks(project(task(1)), seen=frame(2)), styles.NON_WORKING)

    assert not len(shade.boxes)


def test_today_and_the_status_date_are_different_lines():
    today = to_minute(datetime(2026, 1, 8, 12))
    found = marks(project(task(1), status_date=datetime(2026, 1, 14, 17)), Options(today=today))

    (now,), (status,) = of_style(found, styles.TODAY), of_style(found, styles.STATUS_DATE)
    assert now.ends[0][0] == x_of(8, 12)
    assert status.ends[0][0] == x_of(14, 17)
    assert (len(now.ends), len(status.ends) > 10) == (1, True)  # drawn through, and dashed


def test_selected_rows_are_marked():
    (band,) = of_style(marks(project(task(1), task(2)), selected={TWO}), styles.SELECTED)

    assert band.boxes.tolist() == [[0, ROW, 800, ROW]]


def test_a_text_makes_way_for_a_link_that_turns_beside_its_bar():
    resources = [Resource(uid=ResourceUid(1), name="Ann")]
    assignments = [Assignment(uid=AssignmentUid(1), task=ONE, resource=ResourceUid(1))]
    free = marks(project(task(1, 2), task(2, 2.5), resources=resources, assignments=assignments))
    linked = marks(
        project(task(1, 2), task(2, 2.5), links=[(1, 2, "FF")], resources=resources, assignments=assignments)
    )

    (before,), (after,) = ([b for b in found.batches if isinstance(b, Texts)] for found in (free, linked))
    turn = linked.wires.ends[:, [0, 2]].max()
    assert before.texts[0][0] < turn < after.texts[0][0]


def test_links_break_where_they_would_cross_a_text():
    plan = project(
        task(1, 1),
        task(2, 1, constraint=ConstraintKind.START_NO_EARLIER_THAN, constraint_date=datetime(2026, 1, 20, 8)),
        links=[(1, 2, "FS")],
        resources=[Resource(uid=ResourceUid(1), name="Ann")],
        assignments=[Assignment(uid=AssignmentUid(1), task=ONE, resource=ResourceUid(1))],
    )
    found = marks(plan)

    ((left, _middle, text),) = next(batch for batch in found.batches if isinstance(batch, Texts)).texts
    right = left + LABELS.measure(text)
    painted = np.concatenate(
        [batch.ends for batch in found.batches if batch.style in _LINKS and isinstance(batch, Lines)]
    )
    row = painted[(painted[:, 1] == found.bars[ONE].middle) & (painted[:, 3] == found.bars[ONE].middle)]
    assert len(row) == 2
    assert all(max(x1, x2) < left or min(x1, x2) > right for x1, _y1, x2, _y2 in row.tolist())


_LINKS = (styles.LINK, styles.DRIVING_LINK, styles.CRITICAL_LINK, styles.CRITICAL_DRIVING_LINK)


@pytest.mark.parametrize("pixels_per_day", [0.5, 3, 24, 200, 1440])
@pytest.mark.parametrize("percent", [0, 30, 100])
def test_no_hot_zone_is_narrower_than_six_pixels_at_any_zoom(pixels_per_day, percent):
    found = marks(project(task(1, 3, percent_complete=percent), task(2, 0)), seen=frame(pixels_per_day, width=9000))

    for bar in found.bars.values():
        zones = bar.zones()
        assert all(high - low >= 6 for _zone, low, high in zones)
        assert all(one[2] == other[1] for one, other in pairwise(zones))
        kinds = {zone for zone, _low, _high in zones}
        assert kinds == (set(Zone) if bar.kind is BarKind.TASK else {Zone.BODY, Zone.LINK_START, Zone.LINK_FINISH})


def test_hits_name_the_bar_the_part_and_the_row():
    found = marks(project(task(1, 5), task(2, 5)))
    bar = found.bars[TWO]

    assert found.hit(bar.left + 60, bar.middle).zone is Zone.BODY
    assert found.hit(bar.right - 1, bar.middle).zone is Zone.FINISH
    assert found.hit(bar.left + 1, bar.middle).zone is Zone.PROGRESS
    assert found.hit(bar.right + 300, bar.middle).uid == TWO
    assert found.hit(bar.right + 300, bar.middle).zone is None
    assert found.hit(bar.left, 390).uid is None


def test_the_heading_covers_its_width_and_marks_today():
    seen = frame()
    scale = TimeScale(seen.minutes_per_pixel, LABELS)
    found = time_scale_marks(scale, seen.left, 500, 44, today=to_minute(datetime(2026, 1, 8)))

    assert next(batch for batch in found.batches if isinstance(batch, Rects)).boxes.tolist() == [[0, 0, 500, 44]]
    assert {text for batch in found.batches if isinstance(batch, Texts) for _x, _y, text in batch.texts} >= {"5", "6"}
    assert next(batch for batch in found.batches if isinstance(batch, Shapes)).points[0][0] == x_of(8)


def test_a_day_is_as_wide_everywhere():
    seen = frame(24)

    assert [seen.x(seen.minute(0) + day * DAY) for day in range(4)] == [0, 24, 48, 72]


def test_bars_are_cut_near_the_frame_however_long_they_are():
    plan = project(task(1, 500, percent_complete=50), task(2, 1))
    found = marks(plan, Options(slack=True), seen=frame(1440, days_before=-100))

    boxes = [box for batch in found.batches if isinstance(batch, Rects | Brackets) for box in batch.boxes.tolist()]
    assert found.bars[ONE].right - found.bars[ONE].left > 500_000
    assert all(-100 < x <= x + width < 900 for x, _y, width, _height in boxes)


@pytest.mark.parametrize(("day", "text"), [(5, "\N{BLACK DIAMOND} 5 Jan"), (25, "5 Jan")])
def test_the_date_of_a_milestone_is_marked_as_its_own_beyond_a_deadline(day, text):
    found = marks(project(task(1, 0, deadline=datetime(2026, 1, day, 17))))

    assert [one for batch in found.batches if isinstance(batch, Texts) for _x, _y, one in batch.texts] == [text]


@pytest.mark.parametrize("year", [1984, 9999])
def test_dates_ages_away_are_no_matter_at_the_closest_zoom(year):
    there = datetime(year, 1, 8, 17)
    saved = Baseline(number=0, start=there, finish=there)
    plan = project(
        task(1, 1, deadline=there, baselines=(saved,)),
        task(2, 0, deadline=there),
        task(3, 1, constraint=ConstraintKind.MUST_START_ON, constraint_date=there),
        links=[(1, 3, "FS")],
    )
    found = marks(plan, Options(slack=True, baseline=0), seen=frame(pixels_per_day=DAY / CLOSEST, days_before=0))

    assert found.bars[1].left < found.frame.width
    assert of_style(found, styles.DEADLINE) or of_style(found, styles.MISSED_DEADLINE)
