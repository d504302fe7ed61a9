"""Rules that meet on one task, each as a small plan with the dates that it should have."""

from datetime import datetime
from typing import Any

import pytest

from gantline.app.project.records import Calendar, CalendarUid
from tests.plan_maker import column, dates, plan

CLOCK = Calendar(uid=CalendarUid(2), name="Around the clock", week=(((0, 1440),),) * 7)  # type: ignore[arg-type]
DAY = ((480, 720), (780, 1020))
NO_WEDNESDAYS = Calendar(uid=CalendarUid(3), name="No Wednesdays", week=(DAY, DAY, (), DAY, DAY, (), ()))
FINISH = {"from_finish": True, "finish": datetime(2026, 1, 30, 17)}

CASES: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "a task out of use hands nothing on, but is held back itself": (
        "A | 2d\nB | 3d | after A\nC | 1d | after B\nD | 1d | after C",
        {"changes": {"B": {"active": False}}},
        {"B": "7 08:00 - 9 17:00", "C": "5 08:00 - 5 17:00", "D": "6 08:00 - 6 17:00"},
    ),
    "work around the clock ends at midnight, and the next day shift takes over": (
        "A | 16h | calendar 2\nB | 1d | after A",
        {"calendars": [CLOCK]},
        {"A": "5 08:00 - 6 00:00", "B": "6 08:00 - 6 17:00"},
    ),
    "days without hours are no days of work or of lag": (
        "A | 3d | calendar 3\nB | 1d | after A FS+1d | calendar 3",
        {"calendars": [NO_WEDNESDAYS]},
        {"A": "5 08:00 - 8 17:00", "B": "12 08:00 - 12 17:00"},
    ),
    "a percentage of an elapsed duration counts as many working minutes": (
        "A | 2ed\nB | 1d | after A FS+50%\nC | 1d | after A SS+25%",
        {},
        {"B": "12 08:00 - 12 17:00", "C": "6 13:00 - 7 12:00"},
    ),
    "an elapsed task begins when a percentage of working time is over, be it in the evening": (
        "A | 2d\nB | 1ed | after A FS+50%",
        {},
        {"B": "7 17:00 - 8 17:00"},
    ),
    "a milestone with a duration is worked like any task": (
        "A | 1d\nM | 2d | after A\nB | 1d | after M",
        {"changes": {"M": {"milestone": True}}},
        {"M": "6 08:00 - 7 17:00", "B": "8 08:00 - 8 17:00"},
    ),
    "what follows a task before the project start may lie before it, too": (
        (
            "A | 1d | SNET 2026-01-01 08:00\nB | 1d | after A\nM | 1d | manual 2025-12-29 08:00 - 2025-12-29 17:00\n"
            "N | 1d | after M"
        ),
        {},
        {"A": "1 08:00 - 1 17:00", "B": "2 08:00 - 2 17:00", "N": "2025-12-30 08:00 - 2025-12-30 17:00"},
    ),
    "of tasks as late as possible in a plan from its start, each leaves the next its time": (
        "A | 2d | ALAP\nB | 1d | after A\nX | 8d",
        {},
        {"A": "12 08:00 - 13 17:00", "B": "14 08:00 - 14 17:00"},
    ),
    "a levelling delay comes on top of links, and moves what follows": (
        "A | 1d\nB | 1d | after A\nC | 1d | after B",
        {"changes": {"B": {"levelling_delay": 2 * 1440}}},
        {"B": "8 08:00 - 8 17:00", "C": "9 08:00 - 9 17:00"},
    ),
    "in a plan from its finish, dates set by hand and elapsed lag are kept": (
        (
            "A | 2d | manual 12 08:00 - 13 17:00\nB | 1d | after A FS+1ed | ALAP\nC | 3d | after B | ALAP\n"
            "D | 1d | ALAP | started 6 08:00"
        ),
        FINISH,
        {"A": "12 08:00 - 13 17:00", "B": "27 08:00 - 27 17:00", "C": "28 08:00 - 30 17:00", "D": "6 08:00 - 6 17:00"},
    ),
}


@pytest.mark.parametrize(("text", "told", "expected"), CASES.values(), ids=CASES)
def test_rules_that_meet_give_these_dates(text: str, told: dict[str, Any], expected: dict[str, str]) -> None:
    found = dates(plan(text, **told))
    assert {name: found[name] for name in expected} == expected


def test_a_summary_with_a_constraint_and_a_deadline_hands_both_down() -> None:
    made = plan("P | SNET 7 08:00 | deadline 8 17:00\n  A | 1d\n  B | 2d | after A\nC | 5d")
    assert dates(made) == {
        "P": "7 08:00 - 9 17:00",
        "A": "7 08:00 - 7 17:00",
        "B": "8 08:00 - 9 17:00",
        "C": "5 08:00 - 9 17:00",
    }
    assert column(made, "total_slack") == {"P": -480, "A": -480, "B": -480, "C": 0}
