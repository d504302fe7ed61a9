"""What bars look like beyond the usual: texts at five places, colours by rule, late work, roll-ups, tints."""

from datetime import datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.chart import styles
from gantline.app.chart.bar_texts import figures_of
from gantline.app.chart.colouring import STATUS, Colouring
from gantline.app.chart.gantt import GanttChart
from gantline.app.chart.marks import Brackets, Rects, Shape, Shapes, Texts
from gantline.app.chart.options import BarTexts, Options, Path, Shading
from gantline.app.chart.print_theme import GREYS
from gantline.app.chart.task_path import STYLES, task_path
from gantline.app.chart.theme import CONTRAST, DARK, LIGHT, PAPER
from gantline.app.chart.time_scale import TimeScale
from gantline.app.chart.tints import PALETTE, contrast, grey, luminance, mixed
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.records import ROOT, Assignment, AssignmentUid, Baseline, Resource, ResourceUid, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

from .chart_plans import LABELS, frame, marks, of_style, project, task

THEMES = (LIGHT, DARK, CONTRAST, PAPER)


def texts(found) -> dict[str, tuple[int, int]]:
    return {text: (x, y) for batch in found.batches if isinstance(batch, Texts) for x, y, text in batch.texts}


def chart_of(plan, options, uids, row_height=24, seen=None):
    engine = Engine(plan)
    chart = GanttChart(plan, engine.schedule, engine.working_times, uids, row_height, options)
    seen = seen or frame()
    return chart, chart.marks(seen, TimeScale(seen.minutes_per_pixel, LABELS))


def test_texts_stand_left_right_above_in_and_below_a_bar():
    options = Options(
        task_texts=BarTexts(left="name", right="duration", above="wbs", inside="percent_complete", below="days")
    )
    _chart, found = chart_of(project(task(1, 10, percent_complete=20)), options, [1], row_height=24 + 28)
    bar, at = found.bars[1], texts(found)

    assert at["T1"][0] + 7 * 2 < bar.left
    assert at["10d"][0] > bar.right
    assert bar.left < at["20%"][0] < bar.right
    assert at["1"][1] < bar.top < bar.bottom < at["5 Jan – 16 Jan"][1]
    assert at["1"][0] == at["5 Jan – 16 Jan"][0] == bar.left


def test_texts_above_and_below_are_left_out_of_rows_without_room_and_texts_inside_of_short_bars():
    options = Options(task_texts=BarTexts(above="name", inside="name"))
    _chart, found = chart_of(project(task(1, 1)), options, [1], row_height=24)

    assert "T1" not in texts(found)


def test_a_text_in_a_bar_stays_in_sight_while_the_bar_is_cut_at_the_left():
    options = Options(task_texts=BarTexts(inside="name"))
    seen = frame(days_before=-5)
    _chart, found = chart_of(project(task(1, 20)), options, [1], seen=seen)

    assert found.bars[1].left < 0 <= texts(found)["T1"][0]


def test_texts_of_inactive_tasks_are_struck():
    found = marks(project(task(1, 3, active=False)), Options(task_texts=BarTexts(right="name")))

    (batch,) = [batch for batch in found.batches if isinstance(batch, Texts)]
    assert batch.style.struck


def test_work_that_should_be_done_by_the_status_date_is_marked():
    status = datetime(2026, 1, 8, 17)
    plan = project(task(1, 10, percent_complete=10), task(2, 2, percent_complete=100), task(3, 10), status_date=status)
    found = marks(plan)

    (late,) = of_style(found, styles.LATE)
    assert set(late.uids) == {1, 3}
    boxes = dict(zip(late.uids, late.boxes.tolist(), strict=True))
    end = found.frame.x(Engine(plan).schedule.start[1] + 3 * 1440 + 9 * 60)
    assert boxes[3][0] == found.bars[3].left
    assert boxes[1][0] == found.bars[1].done
    assert boxes[3][0] + boxes[3][2] == end
    assert not of_style(marks(plan, Options(late=False)), styles.LATE)


def test_a_folded_summary_shows_the_bars_and_milestones_below_it():
    plan = project(task(1), task(2, 3), task(3, 0, roll_up=True), children={ROOT: (1,), 1: (2, 3)})

    _chart, marked = chart_of(plan, Options(critical=False), [1])
    _chart, everything = chart_of(plan, Options(critical=False, roll_up=True), [1])
    _chart, unfolded = chart_of(plan, Options(critical=False, roll_up=True), [1, 2, 3])

    assert [one.uids for one in marked.batches if isinstance(one, Shapes)] == [(3,)]
    assert not of_style(marked, styles.ROLLED)
    assert [one.uids for one in of_style(everything, styles.ROLLED)] == [(2,)]
    assert not of_style(unfolded, styles.ROLLED)


def test_a_recurring_task_is_shown_as_its_occurrences():
    days = [
        {"constraint_date": datetime(2026, 1, day), "constraint": ConstraintKind.START_NO_EARLIER_THAN}
        for day in (5, 12)
    ]
    kids = [task(uid, 1, **day) for uid, day in enumerate(days, 2)]
    plan = project(task(1, recurring=True), *kids, children={ROOT: (1,), 1: (2, 3)})
    _chart, found = chart_of(plan, Options(critical=False), [1])

    assert not [one for one in found.batches if isinstance(one, Brackets) and len(one.boxes)]
    assert [one.uids for one in of_style(found, styles.TASK)] == [(2, 3)]


def test_a_phase_that_a_file_calls_recurring_has_its_bracket():
    kids = (task(2, 1), task(3, 1))
    plan = project(task(1, recurring=True), *kids, links=[(2, 3, "FS")], children={ROOT: (1,), 1: (2, 3)})
    _chart, found = chart_of(plan, Options(critical=False), [1, 2, 3])

    (bracket,) = of_style(found, styles.SUMMARY)
    assert bracket.uids == (1,)


def test_the_plan_itself_has_a_bracket_of_its_own():
    _chart, found = chart_of(project(task(1, 3)), Options(), [ROOT, 1])

    (bracket,) = of_style(found, styles.PROJECT_SUMMARY)
    assert bracket.uids == (ROOT,)


def test_rows_that_are_no_tasks_stay_empty():
    _chart, found = chart_of(project(task(1, 3)), Options(), [TaskUid(-5), 1])

    assert set(found.bars) == {1}


def test_a_summary_shows_how_much_of_it_is_done():
    plan = project(task(1), task(2, 4, percent_complete=100), task(3, 4), children={ROOT: (1,), 1: (2, 3)})
    found = marks(plan)

    (progress,) = of_style(found, styles.SUMMARY_PROGRESS)
    left, _y, width, _height = progress.boxes[0].tolist()
    assert left + width == pytest.approx((found.bars[1].left + found.bars[1].right) / 2, abs=1)


def test_a_baseline_of_any_number_is_shown_and_that_of_a_milestone_is_a_point():
    day = datetime(2026, 1, 7, 8)
    saved = (Baseline(number=3, start=day, finish=datetime(2026, 1, 9, 17)),)
    point = (Baseline(number=3, start=day, finish=day),)
    found = marks(project(task(1, 3, baselines=saved), task(2, 0, baselines=point)), Options(baseline=3))

    shown = of_style(found, styles.BASELINE)
    assert {(type(one), one.uids) for one in shown} == {(Rects, (1,)), (Shapes, (2,))}


# -- colours


def people():
    resources = [Resource(uid=ResourceUid(uid), name=name) for uid, name in ((1, "Ann"), (2, "Bob"))]
    jobs = [
        Assignment(uid=AssignmentUid(uid), task=TaskUid(at), resource=ResourceUid(who))
        for uid, at, who in ((1, 1, 2), (2, 2, 1), (3, 3, 2))
    ]
    return project(task(1), task(2), task(3), task(4), resources=resources, assignments=jobs)


def colouring(plan, rule):
    engine = Engine(plan)
    return Colouring(figures_of(plan, engine.schedule, engine.working_times), rule)


def test_bars_take_the_colour_of_their_resource_and_the_legend_says_whose_it_is():
    found = colouring(people(), "resource")
    colours = [found.colour(TaskUid(uid)) for uid in (1, 2, 3, 4)]

    assert colours == [PALETTE[1], PALETTE[0], PALETTE[1], ""]
    assert found.legend() == [(PALETTE[0], "Ann"), (PALETTE[1], "Bob")]


def test_a_task_s_own_colour_comes_first_and_nonsense_is_no_colour():
    plan = project(task(1, bar_colour="#123456"), task(2, bar_colour="rot"))
    found = colouring(plan, "name")

    assert found.colour(TaskUid(1)) == "#123456"
    assert found.colour(TaskUid(2)) in PALETTE


def test_phases_have_colours_with_everything_below_them():
    plan = project(task(1), task(2), task(3), task(4), children={ROOT: (1, 4), 1: (2,), 2: (3,)})
    found = colouring(plan, "phase")

    assert [found.colour(TaskUid(uid)) for uid in (1, 2, 3, 4)] == [PALETTE[0]] * 3 + [""]


def test_status_tells_done_under_way_behind_and_to_come():
    plan = project(
        task(1, 1, percent_complete=100),
        task(2, 10, percent_complete=80),
        task(3, 10, percent_complete=10),
        task(4, 1, constraint_date=datetime(2026, 2, 2, 8), constraint=ConstraintKind.START_NO_EARLIER_THAN),
        status_date=datetime(2026, 1, 9, 17),
    )
    found = colouring(plan, "status")

    expected = [STATUS[key][0] for key in ("done", "going", "behind", "coming")]
    assert [found.colour(TaskUid(uid)) for uid in (1, 2, 3, 4)] == expected


def test_a_coloured_critical_bar_keeps_the_thick_outline_of_critical_ones():
    found = marks(people(), Options(colours="resource"))

    edges = {
        batch.style for batch in found.batches if isinstance(batch, Rects) and batch.style.fill.startswith("fill:")
    }
    assert edges
    assert all((style.edge, style.width) == ("critical_edge", 2) for style in edges)


@pytest.mark.parametrize("theme", THEMES, ids=lambda one: one.name)
@given(colour=st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_the_edge_of_any_tint_stands_out_from_the_ground(theme, colour):
    assert contrast(theme.colour(f"edge:{colour}"), theme.base) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda one: one.name)
def test_what_has_to_be_seen_stands_out_from_the_ground(theme):
    for role in (
        "task_edge", "critical_edge", "manual_edge", "external_edge", "summary", "manual_summary", "milestone",
        "critical_milestone", "deadline", "late", "link", "critical_link", "today", "status_date", "accent", "error",
        "capacity", "overload_edge", "slack", "baseline", "inactive", "minor_link",
    ):  # fmt: skip
        assert contrast(getattr(theme, role), theme.base) >= 3, role
    for role in ("text", "bar_text", "text_faint"):
        assert contrast(getattr(theme, role), theme.base) >= 4.5, role


def test_high_contrast_is_worth_its_name():
    for role in ("text", "bar_text", "text_faint", "task_edge", "critical_edge", "link", "capacity", "accent", "error"):
        assert contrast(getattr(CONTRAST, role), CONTRAST.base) >= 7, role


@pytest.mark.parametrize("theme", [*THEMES, GREYS], ids=lambda one: one.name)
def test_critical_and_progress_can_be_told_in_greys(theme):
    for one, other in (("task_edge", "critical_edge"), ("critical", "critical_progress"), ("task", "progress")):
        light = abs(luminance(grey(getattr(theme, one))) - luminance(grey(getattr(theme, other))))
        told = styles.CRITICAL.width != styles.TASK.width if one == "task_edge" else light > 0.05
        assert told, (one, other)


def test_the_colours_of_the_palette_differ_for_everybody():
    for one, other in combinations(PALETTE, 2):
        assert max(abs(a - b) for a, b in zip(seen(one), seen(other), strict=True)) > 18, (one, other)


def seen(colour: str) -> tuple[float, float, float]:
    """A colour as somebody sees it who lacks the cones for green, after Viénot, Brettel and Mollon (1999)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (0.29275 * red + 0.70725 * green, 0.29275 * red + 0.70725 * green, -0.02234 * red + 0.02234 * green + blue)


def test_mixing_is_between_both():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


# -- shading


def test_non_working_time_lies_behind_or_in_front_of_the_bars_or_nowhere():
    plan = project(task(1, 10))
    behind, front = marks(plan), marks(plan, Options(shading_in_front=True))

    order = [batch.style for batch in behind.batches]
    assert order.index(styles.NON_WORKING) < order.index(styles.CRITICAL)
    order = [batch.style for batch in front.batches]
    assert order.index(styles.NON_WORKING_IN_FRONT) > order.index(styles.CRITICAL)
    nothing = marks(plan, replace(Options(), shading=Shading.NONE))
    assert not of_style(nothing, styles.NON_WORKING)


def test_selected_rows_are_shaded_by_their_task_s_own_calendar():
    plan = project(task(1, 10), task(2, 10))
    found = marks(plan, Options(shading=Shading.SELECTED), selected=[TaskUid(2)])

    (shaded,) = of_style(found, styles.NON_WORKING_OF_TASK)
    assert {(y, height) for _x, y, _width, height in shaded.boxes.tolist()} == {(24, 24)}


# -- the path of tasks


def chain():
    return project(*(task(uid) for uid in range(1, 7)), links=[(1, 3, "FS"), (2, 3, "FS"), (3, 4, "FS"), (4, 5, "FS")])


def test_the_path_of_a_task_is_what_comes_before_and_after_it_and_what_of_it_drives():
    plan = project(
        task(1, 3),
        task(2, 1),
        task(3),
        task(4),
        task(5, 4),
        task(6),
        links=[(1, 3, "FS"), (2, 3, "FS"), (3, 4, "FS"), (5, 4, "FS"), (3, 6, "FS")],
    )
    schedule = Engine(plan).schedule
    every = task_path(plan, schedule, [TaskUid(3)], set(Path))

    assert every == {1: Path.DRIVING, 2: Path.PREDECESSORS, 4: Path.DRIVEN, 6: Path.DRIVEN}
    assert task_path(plan, schedule, [TaskUid(3)], {Path.PREDECESSORS}) == {1: Path.PREDECESSORS, 2: Path.PREDECESSORS}
    assert task_path(plan, schedule, [TaskUid(3)], ()) == {}


def test_a_path_is_told_by_lines_as_well_as_by_hue():
    looks = [(style.width, style.dash) for style in STYLES.values()]

    assert len(set(looks)) == len(looks)


def test_the_bars_on_a_path_are_outlined():
    engine = Engine(chain())
    uids = [uid for uid, _level in engine.project.outline()]
    chart = GanttChart(engine.project, engine.schedule, engine.working_times, uids, 24)
    path = task_path(engine.project, engine.schedule, [TaskUid(3)], {Path.PREDECESSORS, Path.DRIVEN})
    found = chart.marks(frame(), TimeScale(frame().minutes_per_pixel, LABELS), path=path)

    assert len(of_style(found, styles.PATH_BEFORE)[0].boxes) == 2
    assert len(of_style(found, styles.PATH_DRIVEN)[0].boxes) == 2


def test_the_text_left_of_a_bar_makes_way_for_a_deadline_that_was_missed():
    after = {"constraint": ConstraintKind.START_NO_EARLIER_THAN, "constraint_date": datetime(2026, 1, 14, 8)}
    late = task(1, 2, deadline=datetime(2026, 1, 12, 17), **after)
    options = Options(task_texts=BarTexts(left="name"))
    _chart, found = chart_of(project(late), options, [1], seen=frame(10, days_before=10))
    (mark,) = (batch for batch in found.batches if isinstance(batch, Shapes) and batch.shape is Shape.DEADLINE)

    assert texts(found)["T1"][0] + 7 * 2 < mark.points[0][0] < found.bars[1].left


def test_a_deadline_is_painted_over_the_milestone_that_is_due_then():
    plan = project(task(1, 4, deadline=datetime(2026, 1, 30, 17)), task(2, 0, deadline=datetime(2026, 1, 5, 8)))
    found = marks(plan)
    shapes = [batch.shape for batch in found.batches if isinstance(batch, Shapes)]

    assert shapes.index(Shape.DIAMOND) < shapes.index(Shape.DEADLINE)


def test_inactive_tasks_show_no_slack():
    plan = project(task(1, 9), task(2, 1, active=False))

    assert not of_style(marks(plan, Options(slack=True)), styles.SLACK)


def test_the_text_of_a_folded_summary_stands_beyond_what_is_rolled_up_on_its_row():
    manual = {"manual": True, "manual_start": datetime(2026, 1, 5, 8), "manual_duration": 960}
    plan = project(task(1, 2, **manual), task(2, 9), children={ROOT: (TaskUid(1),), TaskUid(1): (TaskUid(2),)})
    _chart, found = chart_of(plan, Options(roll_up=True, summary_texts=BarTexts(right="name")), [TaskUid(1)])
    (rolled,) = (box for batch in of_style(found, styles.CRITICAL_ROLLED) for box in batch.boxes.tolist())

    assert found.bars[1].right < rolled[0] + rolled[2] < texts(found)["T1"][0]


def test_the_bracket_of_a_phase_of_milestones_looks_like_one_around_their_moment():
    plan = project(task(1), task(2, 0), children={ROOT: (1,), 1: (2,)})
    found = marks(plan)
    (bracket,) = of_style(found, styles.SUMMARY)
    ((left, _top, width, height),) = bracket.boxes.tolist()

    assert left < found.bars[2].left + found.bars[2].right + 1 >> 1 < left + width
    assert width > height > 3


def test_texts_in_bars_stay_while_baselines_are_shown():
    options = Options(task_texts=BarTexts(inside="percent_complete"), baseline=0)
    _chart, found = chart_of(project(task(1, 10, percent_complete=20)), options, [1])

    assert found.bars[1].left < texts(found)["20%"][0] < found.bars[1].right
