"""A curve of working time knows the periods of its calendar, however long the stretch of time is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.working_curve import WorkingCurve
from gantline.app.project.moments import DAY
from gantline.app.project.working_axis import HORIZON

from ..laws import law
from .test_working_time import NIGHTS, OFF, OVER_MIDNIGHT, ROUND_THE_CLOCK, at, day_off, working

LONG = day_off("2026-01-01", "2027-12-31")
CALENDARS = [
    working(),
    working(week=NIGHTS, exceptions=(day_off("2026-05-01"),)),
    working(week=OVER_MIDNIGHT, exceptions=(LONG,)),
    working(week=ROUND_THE_CLOCK, exceptions=(day_off("2026-12-24", "2026-12-26"),)),
    working(week=ROUND_THE_CLOCK),
    working(week=OFF, exceptions=(day_off("2026-01-10"),)),
]


@law(100)
@given(
    calendar=st.sampled_from(CALENDARS),
    start=st.one_of(st.integers(at("05 00:00"), at("2030-01-05")), st.integers(HORIZON[0] - 9 * DAY, HORIZON[1])),
    length=st.one_of(st.integers(0, 60 * DAY), st.integers(300 * DAY, 6_000 * DAY)),
)
def test_its_periods_are_those_of_the_calendar(calendar, start, length):
    curve = WorkingCurve(calendar, start, start + length)

    periods = calendar.periods(start, start + length) or [(start, start)]
    assert list(zip(curve._starts.tolist(), curve._finishes.tolist(), strict=True)) == periods


@pytest.mark.parametrize("calendar", CALENDARS)
def test_it_counts_as_the_calendar_does_over_centuries(calendar):
    start, finish = at("2020-01-05"), HORIZON[1] + 50 * DAY
    curve = WorkingCurve(calendar, start, finish)
    for one, other in ((start, finish), (at("2026-12-01"), at("2150-01-01")), (HORIZON[1] - DAY, HORIZON[1] + DAY)):
        assert curve.between(one, other) == calendar.between(one, other)
