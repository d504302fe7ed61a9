"""Splitting interrupts the work on a task, whoever does it, and leaves the amount of work as it is."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits.assignments import set_delay
from gantline.app.edits.progress import set_percent_complete
from gantline.app.edits.split import join, later_part, move_part, part_moved, split
from gantline.app.edits.usage import set_actual_work
from gantline.app.project.errors import EditError
from gantline.app.project.moments import to_minute
from gantline.app.project.records import STANDARD_HOURS, AssignmentUid, Calendar, CalendarUid, TaskUid
from gantline.app.schedule.engine import Engine

from ..laws import law
from ..plan_maker import dates, plan, shown

DIG = TaskUid(1)


def at(day: int, hour: int = 8):
    return to_minute(datetime(2026, 1, day, hour))


def after(text: str, pause, resume, **more):
    engine = Engine(plan(text, **more))
    patch = split(engine, DIG, pause, resume)
    engine.project.apply(patch)
    engine.update(patch)
    return engine


def pieces(engine, uid=DIG):
    return [f"{shown(start)} - {shown(finish)}" for start, finish in engine.schedule.segments.get(uid, ())]


@pytest.mark.parametrize("who", ["", " | by Ann", " | by Ann, Bob 50%"])
def test_a_task_is_interrupted_and_its_successors_wait(who):
    engine = after(f"Dig | 4d{who}\nBuild | 1d | after Dig", at(7), at(9))

    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 08:00 - 12 17:00"]
    assert dates(engine)["Build"] == "13 08:00 - 13 17:00"
    assert engine.project.tasks[DIG].duration == 4 * 480


def test_work_stays_and_is_spread_over_both_parts():
    engine = after("Dig | 4d | by Ann", at(7), at(9))
    (one,) = engine.project.assignments_of(DIG)

    assert one.work == 4 * 480
    assert engine.schedule.spans[one.uid].pieces


def test_a_split_task_can_be_split_again():
    engine = after("Dig | 4d | by Ann", at(7), at(9))
    patch = split(engine, DIG, at(12), at(14))
    engine.project.apply(patch)
    engine.update(patch)

    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 08:00 - 9 17:00", "14 08:00 - 14 17:00"]


@pytest.mark.parametrize(
    ("text", "pause", "resume"),
    [
        ("Dig | 4d", at(5), at(6)),  # at its start
        ("Dig | 4d", at(8, 17), at(12)),  # at its finish
        ("Dig | 4d", at(7), at(7)),  # for no time
        ("Dig | 4d", at(9, 17), at(10)),  # after it
        ("Dig | 0d", at(5), at(6)),
        ("Dig | 4ed", at(7), at(8)),
        ("Dig | 4d | manual 5 08:00 - 8 17:00", at(7), at(8)),
        ("Dig | 4d | inactive", at(7), at(8)),
        ("Dig | 4d | started 5 08:00", at(5), at(6)),  # at its start
        ("Dig\n  Sub | 4d", at(7), at(8)),
    ],
)
def test_what_cannot_be_split_is_refused(text, pause, resume):
    engine = Engine(plan(text))
    before = engine.project.snapshot()

    with pytest.raises(EditError):
        split(engine, DIG, pause, resume)
    assert engine.project == before


@law(40)
@given(st.integers(15, 4 * 480 - 15), st.integers(15, 10 * 480), st.sampled_from(["", " | by Ann", " | by Ann 50%"]))
def test_a_split_task_lasts_longer_by_the_interruption(worked, pause, who):
    engine = Engine(plan(f"Dig | 4d{who}"))
    time = engine.working_times.project
    begin = time.add(engine.schedule.start[1], worked)
    resume = time.add(begin, pause)
    before = engine.schedule.finish[1]
    patch = split(engine, DIG, begin, resume)
    engine.project.apply(patch)
    engine.update(patch)

    assert time.between(before, engine.schedule.finish[1]) == time.between(begin, resume)
    assert len(engine.schedule.segments[DIG]) == 2


@pytest.mark.parametrize("who", ["", " | by Ann", " | by Ann, Bob 50%"])
def test_what_is_left_of_a_begun_task_is_interrupted(who):
    begun = {"Dig": {"percent_complete": 25, "actual_start": datetime(2026, 1, 5, 8), "actual_duration": 480,
                     "remaining_duration": 1440}}  # fmt: skip
    text = f"Dig | 4d{who}\nBuild | 1d | after Dig"
    engine = Engine(plan(text, changes=begun))
    if who:
        for one in engine.project.assignments_of(DIG):
            patch = set_actual_work(engine, one.uid, round(480 * one.units))
            engine.project.apply(patch)
            engine.update(patch)
    assert dates(engine)["Dig"] == "5 08:00 - 8 17:00"
    before, start = engine.project.snapshot(), list(engine.schedule.start)
    patch = split(engine, DIG, at(7), at(9))
    assert engine.project == before
    assert list(engine.schedule.start) == start
    engine.project.apply(patch)
    engine.update(patch)

    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 08:00 - 12 17:00"]
    assert dates(engine)["Build"] == "13 08:00 - 13 17:00"
    task = engine.project.tasks[DIG]
    assert (task.percent_complete, task.actual_duration, task.remaining_duration) == (25, 480, 1440)
    engine.project.apply(patch.inverted())
    assert engine.project == before


def test_what_is_reported_cannot_be_interrupted():
    engine = Engine(plan("Dig | 4d | by Ann"))
    (one,) = engine.project.assignments_of(DIG)
    patch = set_actual_work(engine, one.uid, 2 * 480)
    engine.project.apply(patch)
    engine.update(patch)
    with pytest.raises(EditError, match="reported up to 2026-01-06 17:00"):
        split(engine, DIG, at(6), at(8))
    patch = set_actual_work(engine, one.uid, 4 * 480)
    engine.project.apply(patch)
    engine.update(patch)
    with pytest.raises(EditError, match="is done"):
        split(engine, DIG, at(7), at(8))


def made(engine, patch):
    engine.project.apply(patch)
    engine.update(patch)
    return engine


@pytest.mark.parametrize("who", ["", " | by Ann", " | by Ann, Bob 50%"])
def test_the_parts_of_a_split_task_are_joined(who):
    engine = after(f"Dig | 4d{who}", at(7), at(9))
    made(engine, split(engine, DIG, at(12), at(14)))
    assert len(pieces(engine)) == 3
    made(engine, join(engine, DIG))

    assert pieces(engine) == []
    assert dates(engine)["Dig"] == "5 08:00 - 8 17:00"
    with pytest.raises(EditError, match="is not split"):
        join(engine, DIG)


def test_what_is_left_of_a_begun_task_is_joined_to_what_is_done():
    engine = after("Dig | 4d | by Ann", at(7), at(9))
    (one,) = engine.project.assignments_of(DIG)
    made(engine, set_actual_work(engine, one.uid, 3 * 480))
    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 08:00 - 12 17:00"]
    made(engine, split(engine, DIG, at(12), at(14)))
    made(engine, join(engine, DIG))

    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 08:00 - 12 17:00"]


def test_a_part_moves_as_far_as_the_parts_beside_it_and_is_joined_to_them_there():
    engine = after("Dig | 4d | by Ann", at(7), at(9))
    made(engine, split(engine, DIG, at(12), at(14)))
    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 08:00 - 9 17:00", "14 08:00 - 14 17:00"]
    assert later_part(engine, DIG, at(9, 12)) == at(9)
    assert [later_part(engine, DIG, moment) for moment in (at(6, 12), at(12), at(20))] == [None] * 3

    made(engine, move_part(engine, DIG, at(9), 240))
    assert pieces(engine) == ["5 08:00 - 6 17:00", "9 13:00 - 12 12:00", "14 08:00 - 14 17:00"]
    assert [shown(one) for one, _end in part_moved(engine, DIG, at(9, 13), -9999)] == ["5 08:00", "14 08:00"]
    made(engine, move_part(engine, DIG, at(9, 13), 9999))
    assert pieces(engine) == ["5 08:00 - 6 17:00", "13 08:00 - 14 17:00"]
    made(engine, move_part(engine, DIG, at(13), 480))
    assert pieces(engine) == ["5 08:00 - 6 17:00", "14 08:00 - 15 17:00"]
    with pytest.raises(EditError, match="No later part of Dig begins there"):
        move_part(engine, DIG, at(5), 480)


def test_who_would_begin_within_the_pause_begins_after_it():
    fridays = Calendar(uid=CalendarUid(2), name="No Fridays", week=(*[STANDARD_HOURS] * 4, (), (), ()))
    text = "Dig | 4d | by Ann, Bob | SNET 9 08:00"  # a Friday
    engine = after(text, at(12), at(14), calendars=[fridays], resource_calendars={"Bob": 2})
    ann, bob = (engine.schedule.spans[one.uid] for one in engine.project.assignments_of(DIG))

    assert [shown(moment) for moment in (ann.start, ann.finish)] == ["9 08:00", "16 17:00"]
    assert [shown(moment) for moment in (bob.start, bob.finish)] == ["14 08:00", "20 17:00"]
    assert dates(engine)["Dig"] == "9 08:00 - 20 17:00"


def test_a_delay_that_reaches_into_the_pause_lasts_until_its_end():
    engine = Engine(plan("Dig | 4d | by Ann, Bob"))
    for patch in (
        lambda: set_delay(engine, AssignmentUid(2), 2 * 480),
        lambda: split(engine, DIG, at(6), at(8)),
    ):
        made = patch()
        engine.project.apply(made)
        engine.update(made)
    bob = engine.schedule.spans[AssignmentUid(2)]

    assert bob.start == at(9)


@pytest.mark.parametrize("who", ["", " | by Ann", " | by Ann, Bob 50%"])
@pytest.mark.parametrize("percents", [(40,), (75,), (40, 75), (100,), (100, 30), (60, 0)])
def test_a_task_pauses_as_before_however_much_of_it_is_said_to_be_done(who, percents):
    engine = after(f"Dig | 4d{who}", at(7), at(9))
    before = pieces(engine)
    for percent in percents:
        patch = set_percent_complete(engine, [DIG], percent)
        engine.project.apply(patch)
        engine.update(patch)

    assert pieces(engine) == before
    assert engine.schedule.value("duration", DIG) == 4 * 480
    assert dates(engine)["Dig"] == "5 08:00 - 12 17:00"
