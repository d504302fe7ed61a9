"""Tasks worked by resources: their hours, delays, contours and splits."""

from datetime import date, datetime
from typing import Any

import pytest

from gantline.app.edits.split import split
from gantline.app.project.kinds import TaskType, TimeUnit, WorkContour
from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    INHERITED_WEEK,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    TaskUid,
    Timephased,
    Week,
)
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Span
from tests.plan_maker import column, dates, plan, shown

DIG = TaskUid(1)
NIGHT: Week = (
    ((1380, 1440),),
    *[((0, 180), (240, 480), (1380, 1440))] * 4,
    ((0, 180), (240, 480)),
    (),
)  # type: ignore[assignment]
NIGHT_SHIFT = Calendar(uid=CalendarUid(2), name="Night shift", week=NIGHT)
HOLIDAY = Calendar(
    uid=CalendarUid(3),
    name="Ann",
    base=CalendarUid(1),
    week=INHERITED_WEEK,
    exceptions=(ExceptionPeriod(start=date(2026, 1, 6), finish=date(2026, 1, 8)),),
)
MORNINGS = Calendar(uid=CalendarUid(4), name="Mornings", week=(((480, 720),),) * 5 + ((), ()))  # type: ignore[arg-type]


def assigned(made: Project, **attributes: Any) -> Project:
    """The plan with changed attributes on its first assignment."""
    first, *rest = made.assignments.values()
    changed = replace(first, **attributes)
    return Project(
        made.info,
        tasks=made.tasks.values(),
        children=made.children,
        dependencies=made.dependencies.values(),
        resources=made.resources.values(),
        assignments=[changed, *rest],
        calendars=made.calendars.values(),
    )


def work(start: str, finish: str, amount: str | None, kind: int = 1) -> Timephased:
    day, clock = start.split()
    to, until = finish.split()
    return Timephased(
        kind=kind,
        start=datetime.fromisoformat(f"2026-01-{int(day):02} {clock}"),
        finish=datetime.fromisoformat(f"2026-01-{int(to):02} {until}"),
        value=amount,
    )


def span(made: Project) -> Span:
    return next(iter(Engine(made).schedule.spans.values()))


def test_a_task_is_worked_in_the_hours_of_its_resource() -> None:
    made = plan("Dig | 3d | by Ann", calendars=[HOLIDAY], resource_calendars={"Ann": 3})
    assert dates(made)["Dig"] == "5 08:00 - 12 17:00"  # three days of holiday in between, and the weekend


def test_day_shift_hands_over_to_night_shift_and_back() -> None:
    made = plan(
        "Dig | 1d\nGuard | 1d | after Dig | by Ben\nNext | 1d | after Guard",
        calendars=[NIGHT_SHIFT],
        resource_calendars={"Ben": 2},
    )
    assert dates(made) == {
        "Dig": "5 08:00 - 5 17:00",
        "Guard": "5 23:00 - 6 08:00",
        "Next": "6 08:00 - 6 17:00",
    }


def test_the_last_of_several_resources_ends_the_task() -> None:
    made = plan("Dig | 2d | by Ann, Bob", calendars=[HOLIDAY], resource_calendars={"Ann": 3})
    engine = Engine(made)
    assert dates(engine)["Dig"] == "5 08:00 - 9 17:00"
    assert [shown(one.finish) for one in engine.schedule.spans.values()] == ["9 17:00", "6 17:00"]


def test_the_duration_of_people_with_different_hours_is_the_time_in_which_any_of_them_works() -> None:
    made = plan("Dig | 1d | by Ann, Bob", calendars=[NIGHT_SHIFT], resource_calendars={"Bob": 2})
    assert dates(made)["Dig"] == "5 08:00 - 6 08:00"
    assert column(made, "duration")["Dig"] == 2 * 480
    alike = plan("Dig | 1d | by Ann, Bob", calendars=[NIGHT_SHIFT], resource_calendars={"Ann": 2, "Bob": 2})
    assert column(alike, "duration")["Dig"] == 480


def test_a_split_task_of_people_with_different_hours_pauses_while_all_of_them_do() -> None:
    evenings = Calendar(uid=CalendarUid(2), name="Evenings", week=(((1080, 1440),),) * 5 + ((), ()))  # type: ignore[arg-type]
    made = plan("Dig | 4d | by Ann, Bob", calendars=[evenings], resource_calendars={"Bob": 2})
    engine = Engine(made)
    assert not engine.schedule.segments
    assert (dates(engine)["Dig"], column(engine, "duration")["Dig"]) == ("5 08:00 - 12 20:00", 10 * 480)

    made.apply(split(engine, DIG, to_minute(datetime(2026, 1, 7, 8)), to_minute(datetime(2026, 1, 9, 8))))
    engine = Engine(made)
    assert dates(engine)["Dig"] == "5 08:00 - 14 20:00"
    assert [tuple(map(shown, one)) for one in engine.schedule.segments[DIG]] == [
        ("5 08:00", "7 00:00"),
        ("9 08:00", "14 20:00"),
    ]
    assert column(engine, "duration")["Dig"] == 10 * 480


def test_a_task_pauses_while_the_one_is_done_and_the_other_with_hours_of_their_own_has_not_begun() -> None:
    made = plan("Dig | 1d | by Ann, Bob", calendars=[HOLIDAY], resource_calendars={"Bob": 3})
    uid = next(uid for uid, one in made.assignments.items() if one.resource == 2)
    made.assignments[uid] = replace(made.assignments[uid], delay=2 * 480)
    engine = Engine(made)
    assert [tuple(map(shown, one)) for one in engine.schedule.segments[DIG]] == [
        ("5 08:00", "5 17:00"),
        ("12 08:00", "12 17:00"),
    ]


def test_a_task_calendar_and_a_resource_calendar_share_their_hours() -> None:
    made = plan("Dig | 1d | by Ann | calendar 4", calendars=[HOLIDAY, MORNINGS], resource_calendars={"Ann": 3})
    assert dates(made)["Dig"] == "5 08:00 - 9 12:00"


def test_a_task_calendar_alone_counts_where_resource_calendars_are_to_be_ignored() -> None:
    made = plan(
        "Dig | 1d | by Ann | calendar 4",
        calendars=[HOLIDAY, MORNINGS],
        resource_calendars={"Ann": 3},
        changes={"Dig": {"ignore_resource_calendar": True}},
    )
    assert dates(made)["Dig"] == "5 08:00 - 6 12:00"


def test_calendars_without_a_common_hour_leave_the_task_calendar_and_a_note() -> None:
    never = Calendar(uid=CalendarUid(2), name="Nights", week=(((0, 240),),) * 7)  # type: ignore[arg-type]
    engine = Engine(plan("Dig | 1d | by Ben | calendar 4", calendars=[never, MORNINGS], resource_calendars={"Ben": 2}))
    assert dates(engine)["Dig"] == "5 08:00 - 6 12:00"
    assert "calendar.nothing-in-common" in [note.code for note in engine.schedule.notes]


def test_a_gap_in_hand_spread_work_splits_the_task_and_moves_with_it() -> None:
    split = (
        work("5 08:00", "6 17:00", "PT16H0M0S"),
        work("7 08:00", "8 17:00", None),
        work("9 08:00", "9 17:00", "PT8H0M0S"),
    )
    made = assigned(plan("Dig | 3d | by Ann | SNET 6 08:00"), timephased=split, contour=WorkContour.CONTOURED)
    engine = Engine(made)
    assert dates(engine)["Dig"] == "6 08:00 - 12 17:00"
    assert [f"{shown(a)} - {shown(b)}" for a, b in engine.schedule.segments[TaskUid(1)]] == [
        "6 08:00 - 7 17:00",
        "12 08:00 - 12 17:00",
    ]
    assert [units for _from, _to, units in span(made).pieces] == [1.0, 1.0]


def test_hand_spread_work_that_is_not_the_assignments_any_more_is_passed_over() -> None:
    split = (work("5 08:00", "5 17:00", "PT8H0M0S"), work("9 08:00", "9 17:00", "PT8H0M0S"))
    made = assigned(plan("Dig | 3d | by Ann"), timephased=split)
    assert dates(made)["Dig"] == "5 08:00 - 7 17:00"


@pytest.mark.parametrize(("days", "finish"), [(3, "9 17:00"), (4, "12 17:00")])
def test_a_gap_in_what_nobody_was_given_splits_the_task_though_no_work_is_told(days: int, finish: str) -> None:
    split = (work("5 08:00", "6 17:00", "PT16H0M0S"), work("9 08:00", "9 17:00", "PT8H0M0S"))
    made = assigned(
        plan(f"Dig | {days}d | by Ann"),
        resource=None,
        work=0,
        remaining_work=0,
        timephased=split,
        contour=WorkContour.CONTOURED,
    )
    engine = Engine(made)
    assert dates(engine)["Dig"] == f"5 08:00 - {finish}"
    assert [f"{shown(a)} - {shown(b)}" for a, b in engine.schedule.segments[TaskUid(1)]] == [
        "5 08:00 - 6 17:00",
        f"9 08:00 - {finish}",
    ]
    assert span(made).pieces == ()


@pytest.mark.parametrize(("days", "finish"), [(3, "9 17:00"), (4, "12 17:00")])
def test_so_it_does_in_what_is_left_of_a_task_under_way(days: int, finish: str) -> None:
    split = (
        work("5 08:00", "5 17:00", "PT8H0M0S", kind=2),
        work("7 08:00", "7 17:00", "PT8H0M0S"),
        work("9 08:00", "9 17:00", "PT8H0M0S"),
    )
    resume = {"Dig": {"resume": datetime(2026, 1, 7, 8)}}
    made = plan(f"Dig | {days}d | by Ann | started 5 08:00 | done 1d", changes=resume)
    made = assigned(made, resource=None, work=0, remaining_work=0, timephased=split)
    assert dates(made)["Dig"] == f"5 08:00 - {finish}"


def test_an_assignment_begins_after_its_delay() -> None:
    made = assigned(plan("Dig | 4d | by Ann, Bob"), delay=960, work=960)
    engine = Engine(made)
    assert dates(engine)["Dig"] == "5 08:00 - 8 17:00"
    assert [f"{shown(one.start)} - {shown(one.finish)}" for one in engine.schedule.spans.values()] == [
        "7 08:00 - 8 17:00",
        "5 08:00 - 8 17:00",
    ]


def test_a_predefined_contour_spreads_the_load_over_the_duration_as_it_is() -> None:
    made = assigned(plan("Dig | 10d | by Ann"), contour=WorkContour.BACK_LOADED, work=2880)
    assert dates(made)["Dig"] == "5 08:00 - 16 17:00"
    pieces = span(made).pieces
    assert [round(units, 2) for _from, _to, units in pieces] == [0.1, 0.15, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1]
    assert sum(units * 480 for _from, _to, units in pieces) == pytest.approx(2880)


def test_a_task_begins_outside_working_hours_where_somebody_on_it_has_nothing_to_do() -> None:
    made = assigned(plan("Dig | 1d\nLay | 1d | after Dig | by Ann, Bob"), work=0)
    assert dates(made)["Lay"] == "5 17:00 - 6 17:00"


def test_an_elapsed_task_does_not_ask_for_its_resources_hours() -> None:
    made = plan("Cure | 3ed | by Ann", calendars=[HOLIDAY], resource_calendars={"Ann": 3})
    assert dates(made)["Cure"] == "5 08:00 - 8 08:00"


def test_slack_is_counted_in_the_project_calendar_whoever_works_on_the_task() -> None:
    made = plan("Dig | 1d | by Ann\nLong | 5d", calendars=[HOLIDAY], resource_calendars={"Ann": 3})
    engine = Engine(made)
    assert shown(engine.schedule.value("late_finish", TaskUid(1))) == "9 17:00"
    assert engine.schedule.value("total_slack", TaskUid(1)) == 4 * 480


def test_a_fixed_duration_is_kept_whatever_the_assignment_takes() -> None:
    made = assigned(
        plan("Dig | 2d | by Ann", changes={"Dig": {"task_type": TaskType.FIXED_DURATION}}),
        delay=60,
        units=1.0,
        work=900,
        timephased=(work("5 09:00", "6 17:00", "PT15H0M0S"), work("6 17:00", "6 17:00", None)),
    )
    assert dates(made)["Dig"] == "5 08:00 - 6 17:00"


def test_work_nobody_was_given_follows_the_project_calendar() -> None:
    made = assigned(plan("Dig | 1d | by Ann", changes={"Dig": {"duration_unit": TimeUnit.DAY}}), resource=None)
    assert dates(made)["Dig"] == "5 08:00 - 5 17:00"


def test_the_length_of_a_summary_is_counted_in_the_project_calendar_whoever_is_assigned_to_it() -> None:
    made = plan("Phase | 0d | by Ann\n  Dig | 5d", calendars=[HOLIDAY], resource_calendars={"Ann": 3})
    assert column(made, "duration")["Phase"] == 5 * 480


def test_time_of_a_manual_task_is_counted_in_the_project_calendar_whoever_works_on_it() -> None:
    made = plan("Dig | 2d | manual 5 08:00 | by Ann\nLong | 5d", calendars=[MORNINGS], resource_calendars={"Ann": 4})
    assert dates(made)["Dig"] == "5 08:00 - 6 17:00"
    assert column(made, "late_start")["Dig"] == "8 08:00"


def test_lag_is_counted_in_the_project_calendar_whoever_works_on_the_successor() -> None:
    made = plan("Dig | 1d\nLay | 1d | after Dig FS+1d | by Ann", calendars=[HOLIDAY], resource_calendars={"Ann": 3})
    assert dates(made)["Lay"] == "9 08:00 - 9 17:00"  # the lag is over on Tuesday, Ann is back on Friday
