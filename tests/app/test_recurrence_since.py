"""Days of recurring exceptions asked for from some day on are those of the whole that are not earlier."""

from datetime import date, timedelta
from itertools import dropwhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.kinds import Recurrence
from gantline.app.project.moments import day_number
from gantline.app.project.records import ExceptionPeriod
from gantline.app.project.recurrence import days_of
from gantline.app.project.widths import replace

BEGIN = date(2026, 1, 1)
small = st.integers(0, 400)


@given(
    recurrence=st.sampled_from([None, *Recurrence]),
    start=small,
    length=st.integers(0, 900),
    since=st.integers(-100, 1200),
    last=st.integers(0, 1200),
    period=st.integers(1, 5),
    weekdays=st.integers(0, 127),
    month_day=st.integers(1, 31),
    position=st.integers(1, 5),
    occurrences=st.none() | st.integers(0, 20),
)
def test_starting_later_gives_the_same_days(
    recurrence, start, length, since, last, period, weekdays, month_day, position, occurrences
):
    first = BEGIN + timedelta(days=start)
    exception = ExceptionPeriod(
        start=first,
        finish=first + timedelta(days=length),
        recurrence=recurrence,
        period=period,
        weekdays=weekdays,
        item=position,
        month=period,
        month_day=month_day,
        position=position,
        occurrences=occurrences,
    )
    low, high = day_number(BEGIN) + since, day_number(BEGIN) + last

    if recurrence is not None and occurrences is not None:
        endless = replace(exception, occurrences=None)
        assert list(days_of(exception, high)) == list(days_of(endless, high))[:occurrences]
    assert list(days_of(exception, high, low)) == list(dropwhile(lambda day: day < low, days_of(exception, high)))


@pytest.mark.parametrize("occurrences", [None, 10**9])
def test_an_exception_since_the_beginning_of_time_is_not_gone_through_from_there(occurrences):
    exception = ExceptionPeriod(
        start=date(1, 1, 1), finish=date(9999, 12, 31), recurrence=Recurrence.DAILY, occurrences=occurrences, period=1
    )
    day = day_number(BEGIN)
    assert list(days_of(exception, day + 2, day)) == [day, day + 1, day + 2]
