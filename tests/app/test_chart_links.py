from datetime import datetime

import pytest

from gantline.app.chart import styles
from gantline.app.chart.clearance import HALF
from gantline.app.chart.gantt import GanttChart, lit_link
from gantline.app.chart.link_table import PASSING, LinkTable
from gantline.app.chart.links import LANE
from gantline.app.chart.marks import Lines, Shape, Shapes, Texts
from gantline.app.chart.options import BarTexts, Options
from gantline.app.chart.styles import TEXT_LINE
from gantline.app.chart.time_scale import TimeScale
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.patch import Patch
from gantline.app.project.records import Assignment, AssignmentUid, Dependency, Resource, ResourceUid, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

from .chart_plans import LABELS, ROW, frame, marks, of_style, project, task

ONE, TWO = TaskUid(1), TaskUid(2)
LATER = {"constraint": ConstraintKind.START_NO_EARLIER_THAN, "constraint_date": datetime(2026, 1, 14, 8)}


def path(found, key=(1, 2)):
    """The corners of a link from its beginning to its end."""
    wires = found.wires
    ends = wires.ends[wires.owners == wires.keys.index(key)].tolist()
    return [tuple(ends[0][:2]), *((x, y) for _x1, _y1, x, y in ends)]


def heads(found):
    return [batch for batch in found.batches if isinstance(batch, Shapes) and batch.shape in _ARROWS]


_ARROWS = (Shape.DOWN, Shape.UP, Shape.LEFT, Shape.RIGHT)


def test_finish_to_start_comes_straight_down_on_its_successor_where_there_is_room():
    found = marks(project(task(1, 2), task(2, 2), links=[(1, 2, "FS")]))
    first, second = found.bars[ONE], found.bars[TWO]

    down = path(found)[-1][0]
    assert 0 <= down - second.left < LANE
    assert path(found) == [(first.right, first.middle), (down, first.middle), (down, second.top)]
    assert [head.shape for head in heads(found)] == [Shape.DOWN]


def test_finish_to_start_comes_up_on_a_successor_above():
    found = marks(project(task(1, 2), task(2, 2), links=[(2, 1, "FS")]))
    successor = found.bars[ONE]

    x, y = path(found, (2, 1))[-1]
    assert 0 <= x - successor.left < LANE
    assert y == successor.bottom
    assert [head.shape for head in heads(found)] == [Shape.UP]


def test_finish_to_start_goes_around_between_the_rows_where_there_is_no_room():
    plan = project(
        task(1, 5),
        task(2, 2, manual=True, manual_start=datetime(2026, 1, 5, 8), manual_duration=960),
        links=[(1, 2, "FS")],
    )
    found = marks(plan)
    first, second = found.bars[ONE], found.bars[TWO]

    corners = path(found)
    assert len(corners) == 6
    assert corners[0] == (first.right, first.middle)
    assert {y for _x, y in corners} == {first.middle, ROW, second.middle}
    assert corners[-1] == (second.left, second.middle)
    assert [head.shape for head in heads(found)] == [Shape.RIGHT]


def test_what_begins_at_a_milestone_stands_straight_below_it_however_far_the_chart_is_zoomed_out():
    plan = project(task(1, 4), task(2, 0), task(3, 1), links=[(1, 2, "FS"), (2, 3, "FS")])
    for pixels_per_day in (6, 2, 0.6):
        found = marks(plan, seen=frame(pixels_per_day))
        milestone, after = found.bars[TWO], found.bars[TaskUid(3)]
        corners = path(found, (2, 3))

        assert len({x for x, _y in corners}) == 1
        assert milestone.left < corners[0][0] < milestone.right
        assert milestone.middle < corners[0][1] <= milestone.bottom
        assert corners[-1][1] == after.top


def test_start_to_start_goes_around_the_left_side():
    found = marks(project(task(1, 2), task(2, 2), links=[(1, 2, "SS")]))
    first, second = found.bars[ONE], found.bars[TWO]

    corners = path(found)
    assert corners[0] == (first.left, first.middle)
    assert corners[1][0] < min(first.left, second.left)
    assert corners[-1] == (second.left, second.middle)
    assert [head.shape for head in heads(found)] == [Shape.RIGHT]


def test_finish_to_finish_goes_around_the_right_side():
    found = marks(project(task(1, 2), task(2, 2), links=[(1, 2, "FF")]))
    first, second = found.bars[ONE], found.bars[TWO]

    corners = path(found)
    assert corners[0] == (first.right, first.middle)
    assert corners[1][0] > max(first.right, second.right)
    assert corners[-1] == (second.right, second.middle)
    assert [head.shape for head in heads(found)] == [Shape.LEFT]


def test_start_to_finish_comes_down_on_the_finish():
    found = marks(project(task(1, 2, **LATER), task(2, 1), links=[(1, 2, "SF")]))
    first, second = found.bars[ONE], found.bars[TWO]

    corners = path(found)
    assert corners[0] == (first.left, first.middle)
    assert 0 <= second.right - corners[-1][0] < LANE
    assert corners[-1][1] == second.top


def test_links_to_tasks_that_begin_together_share_one_upright_however_long_the_tasks_are():
    found = marks(project(task(1, 2), task(2, 1), task(3, 9), links=[(1, 2, "FS"), (1, 3, "FS")]), seen=frame(4))

    assert path(found, (1, 2))[1] == path(found, (1, 3))[1]


@pytest.mark.parametrize("scrolled", [0, 1, 2, 3])
def test_uprights_coincide_or_are_a_lane_apart_wherever_the_chart_is_scrolled_to(scrolled):
    kinds = ("FS", "SS", "FF", "SF", "FS")
    plan = project(*(task(one, one) for one in range(1, 12)), links=[(1, one, kinds[one % 5]) for one in range(2, 12)])
    seen = frame(7)
    seen = replace(seen, left=seen.left + scrolled)

    uprights = {x1 + seen.left for x1, _y1, x2, _y2 in marks(plan, seen=seen).wires.ends.tolist() if x1 == x2}
    assert len(uprights) > 3
    assert {x % LANE for x in uprights} == {0}


def test_critical_and_driving_links_look_different():
    plan = project(task(1, 5), task(2, 5), task(3, 1), task(4, 1), links=[(1, 2, "FS"), (3, 4, "FS"), (3, 2, "FS")])
    found = marks(plan)

    assert len(of_style(found, styles.CRITICAL_DRIVING_LINK)) == 1
    assert len(of_style(found, styles.DRIVING_LINK)) == 1
    assert len(of_style(found, styles.LINK)) == 1
    assert styles.DRIVING_LINK.width == styles.CRITICAL_DRIVING_LINK.width == 2 * styles.LINK.width


def test_links_can_be_hidden():
    found = marks(project(task(1), task(2), links=[(1, 2, "FS")]), Options(links=False))

    assert not found.wires.keys
    assert not heads(found)


def test_a_link_with_a_hidden_end_is_not_painted():
    engine = Engine(project(task(1), task(2), links=[(1, 2, "FS")]))
    table = LinkTable(engine.project, engine.schedule, [ONE])

    assert not len(table.in_view(range(10)))


def test_links_of_a_task_whose_bar_is_hidden_are_not_painted():
    found = marks(project(task(1, 2), task(2, 2, hide_bar=True), task(3), links=[(1, 2, "FS"), (1, 3, "FS")]))

    assert [*found.wires.keys] == [(ONE, TaskUid(3))]


def test_driving_links_are_thick_only_where_a_day_has_room():
    plan = project(task(1, 2), task(2, 2, **LATER), links=[(1, 2, "FS")])
    near, far = (marks(plan, seen=frame(pixels, width=9000)) for pixels in (6, 5))
    driving = project(task(1, 2), task(2, 2), links=[(1, 2, "FS")])
    thick, thin = (marks(driving, seen=frame(pixels, width=9000)) for pixels in (6, 5))

    assert of_style(thick, styles.CRITICAL_DRIVING_LINK)
    assert not of_style(thin, styles.CRITICAL_DRIVING_LINK)
    assert of_style(thin, styles.CRITICAL_LINK)
    assert of_style(near, styles.LINK)
    assert of_style(far, styles.LINK)


def test_an_upright_link_leaves_the_texts_that_it_passes_free():
    """Between the rows of one and three, the link runs behind what stands right of the bar of two."""
    later = {**LATER, "constraint_date": datetime(2026, 1, 9, 8)}
    ann = Resource(uid=ResourceUid(1), name="Ann of the far away office")
    by_ann = Assignment(uid=AssignmentUid(1), task=TWO, resource=ann.uid)
    links = [(1, 3, "FS")]
    found = marks(project(task(1), task(2), task(3, **later), links=links, resources=[ann], assignments=[by_ann]))
    x = path(found, (1, 3))[-1][0]
    upright = [
        sorted((y1, y2))
        for batch in found.batches
        if isinstance(batch, Lines) and "link" in batch.style.edge
        for x1, y1, x2, y2 in batch.ends.tolist()
        if x1 == x2 == x
    ]

    middle = found.bars[TWO].middle
    assert sorted(upright) == [[found.bars[ONE].middle, middle - HALF], [middle + HALF, found.bars[TaskUid(3)].top]]


def test_only_links_that_cross_the_rows_in_view_are_taken_and_long_ones_passing_by_are_not():
    count = 3 * PASSING
    plan = Engine(
        project(*(task(uid) for uid in range(1, count + 1)), links=[(1, 20, "FS"), (30, 50, "FS"), (1, count, "FS")])
    )
    uids = [uid for uid, _level in plan.project.outline()]
    table = LinkTable(plan.project, plan.schedule, uids)

    assert table.keys[table.in_view(range(5, 12))].tolist() == [[1, 20]]
    assert table.keys[table.in_view(range(2))].tolist() == [[1, 20], [1, count]]
    assert table.keys[table.in_view(range(21, 25))].tolist() == []


def test_a_new_link_is_taken_in_without_reading_the_others():
    engine = Engine(project(task(1), task(2), task(3), links=[(1, 2, "FS")]))
    uids = [uid for uid, _level in engine.project.outline()]
    table = LinkTable(engine.project, engine.schedule, uids)
    link = Dependency(predecessor=TWO, successor=TaskUid(3))
    patch = Patch({"dependencies": {link.key: (None, link)}})
    engine.project.apply(patch)
    engine.update(patch)

    assert table.refresh(engine.project, frozenset(link.key))
    table.place(uids)
    assert sorted(table.keys[table.in_view(range(3))].tolist()) == [[1, 2], [2, 3]]
    assert not table.refresh(engine.project, frozenset(link.key))


@pytest.mark.parametrize("pixels_per_day", [3, 24, 200])
def test_a_link_is_hit_within_reach_at_any_zoom(pixels_per_day):
    found = marks(
        project(task(1, 2), task(2, 2, **LATER), links=[(1, 2, "FS")]), seen=frame(pixels_per_day, width=9000)
    )
    (_x1, _y1), (x2, y2), (_x3, y3) = path(found)

    y = (y2 + y3) // 2 - 2
    for away in (-3, 0, 3):
        assert found.wires.at(x2 + away, y) == (1, 2)
    assert found.wires.at(x2 + 6, y + 40) is None


def test_a_lit_link_lights_both_ends():
    found = marks(project(task(1, 2), task(2, 2), links=[(1, 2, "FS")]))

    lit = lit_link(found, (ONE, TWO))

    assert isinstance(lit[0], Lines)
    assert len(lit) == 3
    assert lit_link(found, (TWO, ONE)) == []


def test_a_lit_link_leaves_texts_free():
    plan = project(task(1, 2), task(2, 3), task(3, 2, **LATER), links=[(1, 3, "FS")])
    found = marks(plan, Options(task_texts=BarTexts(right="name", left="name")), seen=frame(40))
    wires = found.wires

    lit = lit_link(found, (ONE, TaskUid(3)))[0]

    assert lit.ends.tolist() == wires.painted[0].tolist() != wires.ends.tolist()


@pytest.mark.parametrize("kind", ["FS", "FF", "SS"])
def test_a_link_stays_where_it_is_when_the_bars_it_ties_leave_the_view(kind):
    plan = Engine(project(*(task(uid, 0.05) for uid in range(1, 61)), links=[(1, 30, kind)]))
    places = set()
    for top in (0, 5, 15, 25):
        ends = marks(plan, seen=frame(4, top=top * ROW, height=20 * ROW)).wires.ends.tolist()
        places.add(tuple(x1 for x1, y1, x2, y2 in ends if x1 == x2 and abs(y1 - y2) > ROW))

    assert len(places) == 1
    assert places != {()}


@pytest.mark.parametrize("place", ["above", "below"])
def test_an_upright_link_leaves_the_texts_above_and_below_bars_free(place):
    plan = project(task(1, 2), task(2, 9), task(3, 2), links=[(1, 3, "FS")])
    seen = frame(24)
    options = Options(task_texts=BarTexts(**{place: "days"}))
    engine = Engine(plan)
    chart = GanttChart(plan, engine.schedule, engine.working_times, [1, 2, 3], 24 + TEXT_LINE, options)
    found = chart.marks(seen, TimeScale(seen.minutes_per_pixel, LABELS))
    left, middle, text = [one for batch in found.batches if isinstance(batch, Texts) for one in batch.texts][1]

    x = path(found, (1, 3))[-1][0]
    assert left < x < left + 7 * len(text)
    painted = [(y1, y2) for x1, y1, x2, y2 in found.wires.painted[0].tolist() if x1 == x2 == x]
    assert not [ends for ends in painted if min(ends) < middle < max(ends)]
    assert len(painted) > 1
