"""What links do to dates."""

from datetime import datetime

import pytest

from tests.plan_maker import column, dates, plan


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("Dig", "8 08:00 - 9 17:00"),
        ("Dig FS+1d", "9 08:00 - 12 17:00"),
        ("Dig FS-1d", "7 08:00 - 8 17:00"),
        ("Dig FS+2ed", "12 08:00 - 13 17:00"),  # the clock runs through Friday evening and the weekend
        ("Dig FS+50%", "9 13:00 - 13 12:00"),  # half of three days
        ("Dig SS", "5 08:00 - 6 17:00"),
        ("Dig SS+1d", "6 08:00 - 7 17:00"),
        ("Dig FF", "6 08:00 - 7 17:00"),
        ("Dig FF+1d", "7 08:00 - 8 17:00"),
        ("Dig SF+4d", "7 08:00 - 8 17:00"),
    ],
)
def test_a_link_places_its_successor(link: str, expected: str) -> None:
    assert dates(plan(f"Dig | 3d\nLay | 2d | after {link}"))["Lay"] == expected


def test_the_latest_of_several_predecessors_drives() -> None:
    made = plan("""
        Short | 1d
        Long  | 5d
        Next  | 1d | after Short, Long
    """)
    assert dates(made)["Next"] == "12 08:00 - 12 17:00"


def test_a_milestone_stands_where_its_predecessor_ends_and_hands_that_on() -> None:
    made = plan("""
        Dig  | 1d
        Done | 0d | after Dig
        Next | 1d | after Done
    """)
    assert dates(made) == {"Dig": "5 08:00 - 5 17:00", "Done": "5 17:00 - 5 17:00", "Next": "6 08:00 - 6 17:00"}


def test_a_milestone_without_driver_stays_at_the_project_start_even_on_a_sunday() -> None:
    made = plan("Kick-off | 0d\nDig | 1d", start=datetime(2026, 1, 4, 8))
    assert dates(made) == {"Kick-off": "4 08:00 - 4 08:00", "Dig": "5 08:00 - 5 17:00"}


def test_a_finish_set_by_a_start_is_that_very_moment() -> None:
    made = plan("""
        Shift | 1d | SNET 12 08:00
        Guard | 1d | after Shift SF
    """)
    assert dates(made)["Guard"] == "9 08:00 - 12 08:00"


def test_links_of_a_summary_hold_every_task_below_it() -> None:
    made = plan("""
        Dig | 1d
        Phase | after Dig
          Inner
            Lay | 1d
          Test | 2d
    """)
    assert dates(made) == {
        "Dig": "5 08:00 - 5 17:00",
        "Phase": "6 08:00 - 7 17:00",
        "Inner": "6 08:00 - 6 17:00",
        "Lay": "6 08:00 - 6 17:00",
        "Test": "6 08:00 - 7 17:00",
    }


def test_what_follows_a_summary_waits_for_its_last_task() -> None:
    made = plan("""
        Phase
          Lay  | 1d
          Test | 3d
        Next | 1d | after Phase
    """)
    assert dates(made)["Next"] == "8 08:00 - 8 17:00"


def test_an_inactive_task_drives_nothing_and_counts_for_no_summary() -> None:
    made = plan("""
        Phase
          Lay  | 1d
          Idea | 9d | inactive
        Next | 1d | after Idea
    """)
    found = dates(made)
    assert found["Phase"] == "5 08:00 - 5 17:00"
    assert found["Next"] == "5 08:00 - 5 17:00"


def test_an_elapsed_duration_runs_through_nights_and_weekends() -> None:
    assert dates(plan("Cure | 3ed | SNET 8 12:00"))["Cure"] == "8 12:00 - 11 12:00"


def test_the_driver_names_the_link_that_set_the_start() -> None:
    made = plan("""
        Short | 1d
        Long  | 5d
        Next  | 1d | after Short, Long
        Own   | 1d | SNET 9 08:00
        Free  | 1d
    """)
    drivers = column(made, "driver")
    assert (drivers["Next"].kind, drivers["Next"].task, drivers["Next"].dependency) == ("link", 2, (2, 3))
    assert drivers["Own"].kind == "constraint"
    assert drivers["Free"] is None
