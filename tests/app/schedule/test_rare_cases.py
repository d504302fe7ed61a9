"""Cases that few real plans have, each as a small plan with the dates that it should have."""

from datetime import date, datetime

import pytest

from gantline.app.project.kinds import WorkContour
from gantline.app.project.project import Project
from gantline.app.project.records import INHERITED_WEEK, Calendar, CalendarUid, WorkWeek
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from tests.plan_maker import column, dates, plan

EIGHTEEN_TO_MIDNIGHT = Calendar(uid=CalendarUid(2), name="Late", week=(((1080, 1440),),) * 5 + ((), ()))  # type: ignore[arg-type]


def with_assignment(made: Project, **attributes: object) -> Project:
    """The plan with changed attributes on its first assignment."""
    first, *rest = made.assignments.values()
    return Project(
        made.info,
        tasks=made.tasks.values(),
        children=made.children,
        resources=made.resources.values(),
        assignments=[replace(first, **attributes), *rest],
        calendars=made.calendars.values(),
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("Dig FS+1ed", "12 08:00 - 12 17:00"),  # from Thursday to Friday, 17:00: work goes on on Monday
        ("Dig FS+12eh", "9 08:00 - 9 17:00"),
        ("Dig FS-1ed", "8 08:00 - 8 17:00"),
        ("Dig FS-50%", "7 08:00 - 7 17:00"),
        ("Dig SS+50%", "7 08:00 - 7 17:00"),
        ("Dig FF+1ed", "9 08:00 - 9 17:00"),
    ],
)
def test_lags_by_the_clock_and_in_percent_lead_and_trail(link: str, expected: str) -> None:
    found = dates(plan(f"Dig | 4d\nLay | 1d | after {link}"))["Lay"]
    assert found == expected


def test_a_clock_put_forward_or_back_changes_no_date() -> None:
    """Summer time began on 29 March 2026 and ended on 25 October: plans know local time only."""
    made = plan(
        "Cure | 2ed | after Pour\nPour | 0d | SNET 2026-03-28 12:00\n"
        "Rest | 2ed | after Stop\nStop | 0d | SNET 2026-10-24 12:00\nWork | 2d | after Pour"
    )
    found = dates(made)
    assert found["Cure"] == "3-28 12:00 - 3-30 12:00"
    assert found["Rest"] == "10-24 12:00 - 10-26 12:00"
    assert found["Work"] == "3-30 08:00 - 3-31 17:00"


def test_an_evening_shift_hands_over_to_the_day_shift_and_takes_over_again() -> None:
    made = plan(
        "Day | 1d\nEvening | 6h | after Day | calendar 2\n"
        "Next | 1d | after Evening\nLater | 3h | after Next SS | calendar 2",
        calendars=[EIGHTEEN_TO_MIDNIGHT],
    )
    assert dates(made) == {
        "Day": "5 08:00 - 5 17:00",
        "Evening": "5 18:00 - 6 00:00",
        "Next": "6 08:00 - 6 17:00",
        "Later": "6 18:00 - 6 21:00",
    }


def test_a_day_is_as_long_as_the_plan_says_whatever_its_calendar_has() -> None:
    """Plans whose days have 7.5 hours beside calendars that have 8 are common."""
    made = plan("Dig | 2d\nLay | 1w | after Dig", minutes_per_day=450, minutes_per_week=2250)
    assert dates(made) == {"Dig": "5 08:00 - 6 16:00", "Lay": "6 16:00 - 13 13:30"}
    assert column(made, "total_slack") == {"Dig": 0, "Lay": 0}


def test_a_work_week_shortens_the_days_of_a_task_in_it() -> None:
    summer = WorkWeek(
        start=date(2026, 1, 5), finish=date(2026, 1, 6), week=(((480, 720),), ((480, 720),), *INHERITED_WEEK[2:])
    )
    calendar = Calendar(
        uid=CalendarUid(3), name="Summer", base=CalendarUid(1), week=INHERITED_WEEK, work_weeks=(summer,)
    )
    assert dates(plan("Dig | 2d", calendars=[calendar], calendar=CalendarUid(3)))["Dig"] == "5 08:00 - 7 17:00"


@pytest.mark.parametrize("contour", [one for one in WorkContour if one is not WorkContour.CONTOURED])
def test_every_predefined_contour_keeps_duration_and_work(contour: WorkContour) -> None:
    engine = Engine(with_assignment(plan("Dig | 10d | by Ann"), contour=contour, work=2400))
    assert dates(engine)["Dig"] == "5 08:00 - 16 17:00" if contour is not WorkContour.FLAT else "5 08:00 - 9 17:00"
    (span,) = engine.schedule.spans.values()
    load = [units for _start, _finish, units in span.pieces]
    assert len(load) == (0 if contour is WorkContour.FLAT else 10)
    assert span.work == 2400


def test_a_levelling_delay_of_an_assignment_runs_by_the_clock() -> None:
    engine = Engine(with_assignment(plan("Dig | 2d | by Ann, Bob"), levelling_delay=2 * 1440))
    assert dates(engine)["Dig"] == "5 08:00 - 8 17:00"  # Ann begins two days later, and ends the task


def test_occurrences_of_a_recurring_task_stay_on_their_days() -> None:
    made = plan("""
        Meetings
          Meeting 1 | 1h | SNET 5 09:00
          Meeting 2 | 1h | SNET 12 09:00
          Meeting 3 | 1h | SNET 19 09:00
        Build | 8d
    """)
    assert dates(made)["Meetings"] == "5 09:00 - 19 10:00"
    assert dates(made)["Meeting 2"] == "12 09:00 - 12 10:00"
    assert column(made, "duration")["Meetings"] == 10 * 480 + 60


@pytest.mark.parametrize("status", [None, datetime(2026, 1, 20, 17)])
def test_a_status_date_alone_moves_nothing(status: datetime | None) -> None:
    made = plan("Dig | 4d | started 5 08:00 | done 1d\nLay | 1d | after Dig", status_date=status)
    assert dates(made) == {"Dig": "5 08:00 - 8 17:00", "Lay": "9 08:00 - 9 17:00"}


def test_a_plan_from_its_finish_keeps_links_lags_summaries_and_constraints() -> None:
    made = plan(
        """
        Phase
          A | 2d | ALAP
          B | 1d | after A FS+1d | ALAP
        C | 1d | after Phase | ALAP
        D | 1d | MFO 21 17:00
        E | 1d | ALAP | deadline 27 17:00
        """,
        from_finish=True,
        finish=datetime(2026, 1, 30, 17),
    )
    assert dates(made) == {
        "Phase": "26 08:00 - 29 17:00",
        "A": "26 08:00 - 27 17:00",
        "B": "29 08:00 - 29 17:00",
        "C": "30 08:00 - 30 17:00",
        "D": "21 08:00 - 21 17:00",
        "E": "27 08:00 - 27 17:00",
    }


def test_a_task_of_another_plan_drives_those_of_this_one_wherever_it_is() -> None:
    made = plan(
        "Theirs | 2d | manual 12 08:00 - 14 12:00\nOurs | 1d | after Theirs\nBefore | 1d",
        changes={"Theirs": {"external": True}},
    )
    assert dates(made) == {
        "Theirs": "12 08:00 - 14 12:00",
        "Ours": "14 13:00 - 15 12:00",
        "Before": "5 08:00 - 5 17:00",
    }
