"""The duration of people who keep different hours is as long as what was typed, though they work less in it."""

import pytest

from gantline.app.edits.dates import set_duration
from gantline.app.edits.progress import set_percent_complete
from gantline.app.project.durations import Duration
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.records import STANDARD_WEEK, Calendar, CalendarUid, TaskUid
from gantline.app.schedule.engine import Engine
from tests.plan_maker import plan

DIG, DAY = TaskUid(1), 480
FRIDAYS_OFF = Calendar(
    uid=CalendarUid(2), name="Fridays off", base=CalendarUid(1), week=(*STANDARD_WEEK[:4], (), *STANDARD_WEEK[5:])
)


@pytest.fixture
def engine():
    """Bob needs until Monday for the five days that Ann does in a week."""
    engine = Engine(plan("Dig | 5d | by Ann, Bob", calendars=[FRIDAYS_OFF], resource_calendars={"Bob": 2}))
    assert days(engine) == 6
    return engine


def days(engine):
    return engine.schedule.value("duration", DIG) / DAY


def last(engine, count):
    patch = set_duration(engine, DIG, Duration(round(count * DAY), TimeUnit.DAY))
    engine.project.apply(patch)
    engine.update(patch)


@pytest.mark.parametrize("count", [1, 3, 4, 6, 7, 8, 8.5])
def test_the_task_lasts_as_long_as_was_asked(engine, count):
    last(engine, count)

    assert days(engine) == count
    assert engine.schedule.values(1) == Engine(engine.project).schedule.values(1)


def test_typing_what_is_shown_changes_nothing(engine):
    before = engine.project.snapshot()

    last(engine, 6)

    assert engine.project == before


def test_where_nobody_could_end_then_it_lasts_nearly_as_long(engine):
    last(engine, 5)

    assert days(engine) == 6


@pytest.mark.parametrize("percent", [10, 60, 75, 90, 100])
def test_what_is_done_of_a_task_does_not_move_its_end(engine, percent):
    before = engine.schedule.finish_of(DIG)
    patch = set_percent_complete(engine, [DIG], percent)
    engine.project.apply(patch)
    engine.update(patch)

    assert engine.schedule.finish_of(DIG) == before


@pytest.mark.parametrize("count", [8, 13])
def test_a_task_that_was_done_goes_on_where_it_is_made_longer(engine, count):
    patch = set_percent_complete(engine, [DIG], 100)
    engine.project.apply(patch)
    engine.update(patch)
    before = engine.schedule.finish_of(DIG)

    last(engine, count)

    assert days(engine) == count
    assert engine.schedule.finish_of(DIG) > before
    assert {one.actual_finish for one in engine.project.assignments_of(DIG)} == {None}
