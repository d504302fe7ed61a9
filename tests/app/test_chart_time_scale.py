from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.chart.tier_labels import Labels, is_form, label
from gantline.app.chart.tiers import COARSER, LADDER, USUAL, Align, TierFormat, TimeFormat, Unit
from gantline.app.chart.time_scale import PADDING, TimeScale, snap_step
from gantline.app.project.moments import DAY, to_datetime, to_minute

from ..laws import law

LABELS = Labels(lambda text: 7.0 * len(text))
MONDAY = to_minute(datetime(2026, 11, 23))


@pytest.mark.parametrize(
    ("minutes_per_pixel", "upper", "lower", "count"),
    [
        (1, Unit.DAY, Unit.HOUR, 1),
        (4, Unit.DAY, Unit.HOUR, 2),
        (15, Unit.DAY, Unit.HOUR, 6),
        (60, Unit.WEEK, Unit.DAY, 1),
        (300, Unit.MONTH, Unit.WEEK, 1),
        (1000, Unit.QUARTER, Unit.MONTH, 1),
        (4320, Unit.YEAR, Unit.QUARTER, 1),
        (9000, Unit.YEAR, Unit.HALF, 1),
        (13000, Unit.YEAR, Unit.YEAR, 1),
    ],
)
def test_the_tiers_follow_the_zoom(minutes_per_pixel, upper, lower, count):
    scale = TimeScale(minutes_per_pixel, LABELS)

    assert (scale.upper.unit, scale.lower.unit, scale.lower.count) == (upper, lower, count)


@given(st.floats(0.5, 20000), st.integers(-3_000_000, 3_000_000), st.integers(50, 3000), st.integers(0, 6))
@law()
def test_no_label_leaves_its_cell_or_the_view(minutes_per_pixel, away, width, week_start):
    scale = TimeScale(minutes_per_pixel, LABELS, week_start)
    left = int((MONDAY + away) / minutes_per_pixel)

    for tier in (scale.upper, scale.lower):
        for cell in scale.cells(tier, left, left + width):
            if cell.text:
                assert max(cell.left, left) + PADDING <= cell.text_left
                assert cell.text_left + LABELS.measure(cell.text) <= min(cell.right, left + width) - PADDING + 1


@given(st.floats(0.5, 20000), st.integers(-3_000_000, 3_000_000), st.integers(50, 3000))
@law()
def test_cells_cover_the_view_without_gaps(minutes_per_pixel, away, width):
    scale = TimeScale(minutes_per_pixel, LABELS)
    left = int((MONDAY + away) / minutes_per_pixel)

    for tier in (scale.upper, scale.lower):
        cells = scale.cells(tier, left, left + width)
        assert cells[0].left <= left
        assert cells[-1].right >= left + width
        assert all(one.right == other.left for one, other in pairwise(cells))


@pytest.mark.parametrize("minutes_per_pixel", [1, 4, 15, 20, 60, 150, 300, 700, 1500, 3000, 8000])
def test_every_whole_cell_of_the_lower_tier_has_a_label(minutes_per_pixel):
    scale = TimeScale(minutes_per_pixel, LABELS)
    left = int(MONDAY / minutes_per_pixel)

    assert all(cell.text for cell in scale.cells(scale.lower, left, left + 900)[1:-1])


def test_labels_keep_their_form_while_scrolling():
    scale = TimeScale(60, LABELS)
    left = int(MONDAY / 60)

    forms = {
        len(cell.text.split())
        for at in range(0, 400, 37)
        for cell in scale.cells(scale.lower, left + at, left + at + 900)[1:-1]
    }

    assert len(forms) == 1


@pytest.mark.parametrize(("week_start", "weekday"), [(0, 0), (6, 6), (5, 5)])
def test_weeks_begin_on_the_day_the_plan_says(week_start, weekday):
    scale = TimeScale(60, LABELS, week_start)

    ticks = scale.ticks(scale.upper, MONDAY, MONDAY + 30 * DAY)

    assert {to_datetime(tick).weekday() for tick in ticks} == {weekday}


@pytest.mark.parametrize(
    ("day", "week"), [(datetime(2026, 12, 28), "53"), (datetime(2027, 1, 4), "1"), (datetime(2026, 12, 27), "53")]
)
def test_week_numbers_are_iso_even_where_weeks_begin_on_sunday(day, week):
    assert label("{week}", to_minute(day)) == week


def test_years_have_four_digits():
    forms = {form for pair in LADDER for tier in pair for form in tier.forms if "{year}" in form}

    assert forms
    assert all("2026" in label(form, MONDAY) for form in forms)


@pytest.mark.parametrize(("minutes_per_pixel", "step"), [(1, 15), (3, 15), (10, 60), (15, 60), (60, DAY), (1000, DAY)])
def test_dragging_snaps_to_the_working_unit_of_the_zoom(minutes_per_pixel, step):
    assert snap_step(minutes_per_pixel) == step


# -- tiers of the planner's own

tier_formats = st.builds(TierFormat, unit=st.sampled_from(Unit), count=st.integers(1, 4), align=st.sampled_from(Align))
formats = st.builds(
    TimeFormat,
    tiers=st.integers(1, 3),
    fixed=st.lists(tier_formats, max_size=3).map(tuple),
    fiscal=st.booleans(),
)


@given(st.floats(0.5, 20000), st.integers(-3_000_000, 3_000_000), st.integers(50, 3000), formats, st.integers(1, 12))
@law()
def test_whatever_tiers_are_wanted_no_label_leaves_its_cell_and_cells_have_no_gaps(zoom, away, width, wanted, month):
    scale = TimeScale(zoom, LABELS, 0, wanted, month)
    left = int((MONDAY + away) / zoom)

    assert len(scale.tiers) == (len(wanted.fixed) or wanted.tiers)
    for tier in scale.tiers:
        cells = scale.cells(tier, left, left + width)
        assert cells[0].left <= left
        assert cells[-1].right >= left + width
        assert all(one.right == other.left for one, other in pairwise(cells))
        for cell in cells:
            if cell.text:
                assert max(cell.left, left) + PADDING <= cell.text_left
                assert cell.text_left + LABELS.measure(cell.text) <= min(cell.right, left + width) - PADDING + 1


def texts(scale, at, start="2026-01-05", pixels=2000):
    left = int(to_minute(datetime.fromisoformat(start)) / scale.minutes_per_pixel)
    return [cell.text for cell in scale.cells(scale.tiers[at], left, left + pixels) if cell.text]


def test_three_tiers_follow_the_zoom():
    scale = TimeScale(60, LABELS, wanted=TimeFormat(tiers=3))

    assert [tier.unit for tier in scale.tiers] == [Unit.MONTH, Unit.WEEK, Unit.DAY]
    assert texts(scale, 0)[0] == "January 2026"


def test_fixed_tiers_stay_while_their_labels_fit_and_give_way_to_coarser_ones():
    wanted = TimeFormat(fixed=(TierFormat(unit=Unit.MONTH), TierFormat(unit=Unit.DAY)))

    near, far = TimeScale(20, LABELS, wanted=wanted), TimeScale(3000, LABELS, wanted=wanted)

    assert [tier.unit for tier in near.tiers] == [Unit.MONTH, Unit.DAY]
    assert far.lower.unit in (Unit.QUARTER, Unit.HALF, Unit.MONTH)
    assert all(texts(far, at) for at in range(2))


def test_a_tier_may_have_a_label_of_its_own():
    form = TierFormat(unit=Unit.WEEK, form="KW {week}")
    scale = TimeScale(100, LABELS, wanted=TimeFormat(fixed=(form,)))

    assert texts(scale, 0)[:2] == ["KW 2", "KW 3"]
    assert is_form("KW {week}")
    assert not is_form("{wek}")
    assert not is_form("{")
    assert not is_form("")


def test_fiscal_years_begin_in_their_month_and_are_named_after_the_year_they_end_in():
    fixed = tuple(TierFormat(unit=unit) for unit in (Unit.YEAR, Unit.QUARTER))
    scale = TimeScale(800, LABELS, wanted=TimeFormat(fixed=fixed, fiscal=True), fiscal_month=10)

    assert texts(scale, 0, "2026-08-01")[:2] == ["FY2026", "FY2027"]
    assert texts(scale, 1, "2026-10-02")[:2] == ["Quarter 1, FY2027", "Quarter 2, FY2027"]


def test_a_calendar_year_is_its_own_fiscal_year():
    scale = TimeScale(800, LABELS, wanted=TimeFormat(fixed=(TierFormat(unit=Unit.YEAR),), fiscal=True))

    assert texts(scale, 0, "2026-09-15")[0] == "2026"


def test_every_offered_label_is_a_pattern_and_every_unit_leads_up_to_years():
    assert all(is_form(form) for forms in USUAL.values() for form in forms)
    for unit in Unit:
        while unit is not Unit.YEAR:
            unit = COARSER[unit]


@pytest.mark.parametrize("week_start", [0, 6])
def test_several_weeks_are_the_same_ones_wherever_one_looks_from(week_start):
    scale = TimeScale(60, LABELS, week_start, TimeFormat(fixed=(TierFormat(unit=Unit.WEEK, count=3),)))
    first, last = to_minute(datetime(2026, 1, 1)), to_minute(datetime(2026, 12, 31))
    whole = scale.ticks(scale.lower, first, last)

    for day in range(1, 60):
        start = first + day * DAY
        assert scale.ticks(scale.lower, start, last) == [tick for tick in whole if tick > start - 21 * DAY]
    assert {to_datetime(tick).weekday() for tick in whole} == {week_start}


@given(zoom=st.floats(0.5, 20000), units=st.lists(st.sampled_from(Unit), min_size=2, max_size=3, unique=True))
@law(60)
def test_tiers_that_give_way_to_coarser_ones_never_repeat_what_stands_below(zoom, units):
    fixed = tuple(TierFormat(unit=unit) for unit in sorted(units, key=list(Unit).index))
    tiers = TimeScale(zoom, LABELS, wanted=TimeFormat(fixed=fixed)).tiers

    assert len(tiers) == len(fixed)
    assert all(upper.shortest > lower.shortest for upper, lower in pairwise(tiers))


@given(units=st.lists(st.sampled_from(Unit), min_size=1, max_size=3), form=st.sampled_from(["", "KW {week}", "{hour}"]))
@law(40)
def test_all_tiers_asked_for_are_seen_at_the_zoom_they_need(units, form):
    fixed = tuple(TierFormat(unit=unit, form=form) for unit in units)
    zoom = TimeScale(60, LABELS).legible_from(fixed)
    tiers = TimeScale(zoom, LABELS, wanted=TimeFormat(fixed=fixed)).tiers

    assert [tier.unit for tier in tiers] == units
    assert all(texts(TimeScale(zoom, LABELS, wanted=TimeFormat(fixed=fixed)), at) for at in range(len(units)))


@pytest.mark.parametrize(("align", "edge"), [(Align.LEFT, "left"), (Align.RIGHT, "right"), (Align.CENTRE, "middle")])
def test_labels_stand_in_their_cells_where_they_are_wanted(align, edge):
    fixed = (TierFormat(unit=Unit.MONTH, align=align), TierFormat(unit=Unit.WEEK, align=align))
    scale = TimeScale(60, LABELS, wanted=TimeFormat(fixed=fixed))
    left = int(to_minute(datetime(2026, 1, 1)) / 60)
    for tier in scale.tiers:
        for cell in scale.cells(tier, left, left + 5000)[1:-1]:
            end = cell.text_left + LABELS.measure(cell.text)
            places = {
                "left": (cell.text_left, cell.left + 4),
                "right": (end, cell.right - 4),
                "middle": (cell.text_left + end, cell.left + cell.right),
            }
            found, wanted = places[edge]
            assert abs(found - wanted) <= 1


def test_beside_labels_of_the_planner_s_own_no_others_stand_in_cells_that_are_cut():
    form = TierFormat(unit=Unit.WEEK, form="Sprint {week}", align=Align.LEFT)
    scale = TimeScale(100, LABELS, wanted=TimeFormat(fixed=(form,)))
    for hours in range(0, 7 * 24, 3):
        left = (MONDAY + hours * 60) // 100
        assert all(cell.text[:7] in ("", "Sprint ") for cell in scale.cells(scale.lower, left, left + 700))
