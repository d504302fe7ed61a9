"""What constraints, deadlines and manual dates do to dates and slack."""

from datetime import datetime

import pytest

from gantline.app.schedule.engine import Engine
from tests.plan_maker import column, dates, plan


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("SNET 7 08:00", "7 08:00 - 8 17:00"),
        ("FNET 9 17:00", "8 08:00 - 9 17:00"),
        ("MSO 8 08:00", "8 08:00 - 9 17:00"),
        ("MFO 9 17:00", "8 08:00 - 9 17:00"),
        ("SNLT 9 08:00", "5 08:00 - 6 17:00"),
        ("FNLT 9 17:00", "5 08:00 - 6 17:00"),
        ("ALAP", "15 08:00 - 16 17:00"),
    ],
)
def test_a_constraint_places_a_free_task(constraint: str, expected: str) -> None:
    assert dates(plan(f"Long | 10d\nTask | 2d | {constraint}"))["Task"] == expected


@pytest.mark.parametrize("constraint", ["SNET 1 08:00", "FNET 2 17:00", "MSO 1 08:00"])
def test_a_constraint_can_put_a_task_before_the_project_start(constraint: str) -> None:
    found = dates(plan(f"Task | 2d | {constraint}"))["Task"]
    assert found == "1 08:00 - 2 17:00"


@pytest.mark.parametrize(
    ("constraint", "honoured", "otherwise"),
    [
        ("MSO 6 08:00", "6 08:00 - 6 17:00", "8 08:00 - 8 17:00"),
        ("MFO 6 17:00", "6 08:00 - 6 17:00", "8 08:00 - 8 17:00"),
        ("SNLT 6 08:00", "6 08:00 - 6 17:00", "8 08:00 - 8 17:00"),
        ("FNLT 6 17:00", "6 08:00 - 6 17:00", "8 08:00 - 8 17:00"),
    ],
)
def test_an_impossible_constraint_wins_or_loses_as_the_plan_says_and_is_named(
    constraint: str, honoured: str, otherwise: str
) -> None:
    text = f"Dig | 3d\nLay | 1d | after Dig | {constraint}"
    strict, loose = Engine(plan(text)), Engine(plan(text, honour_constraints=False))

    assert dates(strict)["Lay"] == honoured
    assert dates(loose)["Lay"] == otherwise
    assert [(note.code, note.task) for note in strict.schedule.notes] == [("schedule.constraint-conflict", 2)]
    assert "'Lay'" in strict.schedule.notes[0].text
    assert column(strict, "total_slack")["Lay"] == column(loose, "total_slack")["Lay"] == -2 * 480


def test_a_missed_deadline_leaves_negative_slack_and_moves_nothing() -> None:
    made = plan("""
        Dig | 3d
        Lay | 2d | after Dig | deadline 8 17:00
    """)
    assert dates(made)["Lay"] == "8 08:00 - 9 17:00"
    assert column(made, "total_slack") == {"Dig": -480, "Lay": -480}
    assert column(made, "critical") == {"Dig": 1, "Lay": 1}


def test_a_constraint_without_its_date_says_nothing() -> None:
    assert dates(plan("Task | 1d | MSO"))["Task"] == "5 08:00 - 5 17:00"


def test_a_manual_task_keeps_its_dates_and_drives_others() -> None:
    made = Engine(
        plan("""
        Dig | 3d
        Meet | 1d | after Dig | manual 6 10:00 - 6 12:00
        Next | 1d | after Meet
    """)
    )
    assert dates(made)["Meet"] == "6 10:00 - 6 12:00"
    assert dates(made)["Next"] == "6 13:00 - 7 12:00"
    assert [(note.code, note.task) for note in made.schedule.notes] == [("schedule.link-not-kept", 2)]


@pytest.mark.parametrize(
    ("manual", "expected"),
    [
        ("manual 7 08:00", "7 08:00 - 8 17:00"),
        ("manual  - 8 17:00", "7 08:00 - 8 17:00"),
        ("manual", "8 08:00 - 9 17:00"),
    ],
)
def test_what_a_manual_task_leaves_open_follows_from_duration_and_links(manual: str, expected: str) -> None:
    assert dates(plan(f"Dig | 3d\nMeet | 2d | after Dig | {manual}"))["Meet"] == expected


def test_a_manual_task_with_words_for_a_date_is_never_critical() -> None:
    made = plan(
        "Meet | 1d | manual 5 08:00 - 5 17:00\nTalk | 1d | manual 5 08:00 - 5 17:00",
        changes={"Talk": {"start_text": "soon"}},
    )
    assert column(made, "critical") == {"Meet": 1, "Talk": 0}


def test_tasks_below_a_manual_summary_start_no_earlier_than_it() -> None:
    made = plan("""
        Phase | manual 8 08:00 - 14 17:00
          Free   | 1d
          Pinned | 1d | SNET 6 08:00
    """)
    assert dates(made) == {
        "Phase": "8 08:00 - 14 17:00",
        "Free": "8 08:00 - 8 17:00",
        "Pinned": "6 08:00 - 6 17:00",
    }


def test_levelling_delays_by_the_clock_from_the_next_working_moment() -> None:
    made = plan("""
        Dig | 2d
        Lay | 1d | after Dig | levelled 2ed
        Set | 1d | after Lay
    """)
    # ready on Wednesday at 08:00, held until Friday at 08:00
    assert dates(made)["Lay"] == "9 08:00 - 9 17:00"
    assert column(made, "late_finish")["Dig"] == "6 17:00"


def test_a_task_of_another_file_is_taken_as_it_is() -> None:
    there = {"external": True, "manual_start": datetime(2026, 1, 3, 9), "manual_finish": datetime(2026, 1, 10, 9)}
    made = plan("There | 5d\nHere | 1d | after There", changes={"There": there})
    assert dates(made) == {"There": "3 09:00 - 10 09:00", "Here": "12 08:00 - 12 17:00"}
