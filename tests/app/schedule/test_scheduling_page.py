"""Sentences of docs/scheduling.md that no other test is named after, each as a small plan with what it should give."""

from datetime import date, datetime
from typing import Any

import pytest

from gantline.app.project.records import STANDARD_HOURS, Calendar, CalendarUid, ExceptionPeriod, WorkWeek
from tests.plan_maker import column, dates, plan

WEEKDAYS = (STANDARD_HOURS,) * 5 + ((), ())
CLOCK = Calendar(uid=CalendarUid(2), name="Around the clock", week=(((0, 1440),),) * 7)  # type: ignore[arg-type]
NO_WEDNESDAYS = Calendar(
    uid=CalendarUid(3),
    name="No Wednesdays",
    week=(*WEEKDAYS[:2], (), *WEEKDAYS[3:]),  # type: ignore[arg-type]
)
BASE = Calendar(
    uid=CalendarUid(4),
    name="Base",
    week=WEEKDAYS,  # type: ignore[arg-type]
    exceptions=(ExceptionPeriod(start=date(2026, 1, 7), finish=date(2026, 1, 7)),),
)
DERIVED = Calendar(
    uid=CalendarUid(5),
    name="Derived",
    base=BASE.uid,
    week=WEEKDAYS,  # type: ignore[arg-type]
    work_weeks=(WorkWeek(start=date(2026, 1, 5), finish=date(2026, 1, 9), week=WEEKDAYS),),  # type: ignore[arg-type]
)
CALENDARS = {"calendars": [CLOCK, NO_WEDNESDAYS, BASE, DERIVED]}
FINISH = {"from_finish": True, "finish": datetime(2026, 1, 30, 17)}

CASES: dict[str, tuple[str, dict[str, Any], dict[str, dict[str, Any]]]] = {
    # -- working time
    "an exception of a base beats work weeks and week of the calendar": (
        "A | 3d | calendar 5",
        CALENDARS,
        {"dates": {"A": "5 08:00 - 8 17:00"}},
    ),
    # -- forward
    "no manual summary counts for a task that is to finish no earlier": (
        "P | manual 12 08:00 - 14 17:00\n  A | 1d | FNET 7 17:00\n  B | 1d",
        {},
        {"dates": {"A": "7 08:00 - 7 17:00", "B": "12 08:00 - 12 17:00"}},
    ),
    "a finish set by FNET or MFO is that very moment on a Saturday": (
        "A | 2d | FNET 10 12:00\nB | 2d | MFO 10 12:00",
        {},
        {"dates": {"A": "8 08:00 - 10 12:00", "B": "8 08:00 - 10 12:00"}},
    ),
    "a finish set by a finish is that very moment at night": (
        "A | 40h | calendar 2\nB | 1d | after A FF",
        CALENDARS,
        {"dates": {"A": "5 08:00 - 7 00:00", "B": "6 08:00 - 7 00:00"}},
    ),
    "lag counts in the successor's own calendar, not in the predecessor's": (
        "A | 2d\nB | 1d | after A FS+1d | calendar 3\nC | 2d | calendar 3\nD | 1d | after C FS+1d",
        CALENDARS,
        {"dates": {"B": "9 08:00 - 9 17:00", "D": "8 08:00 - 8 17:00"}},
    ),
    "start and finish links lead and trail by the clock and in percent": (
        (
            "A | 4d | SNET 12 08:00\nB | 1d | after A SS-1d\nC | 1d | after A SS+1ed\nD | 1d | after A SS-50%\n"
            "E | 1d | after A FF+50%\nF | 1d | after A SF+1ed\nG | 1d | after A SF+50%\nH | 1d | after A SF-1d"
        ),
        {},
        {
            "dates": {
                "B": "9 08:00 - 9 17:00",
                "C": "13 08:00 - 13 17:00",
                "D": "8 08:00 - 8 17:00",
                "E": "19 08:00 - 19 17:00",
                "F": "12 08:00 - 13 08:00",
                "G": "13 08:00 - 13 17:00",
                "H": "8 08:00 - 9 08:00",
            }
        },
    ),
    "a levelling delay runs from the next working moment, the weekend before it does not count": (
        "A | 5d\nB | 1d | after A | levelled 1ed",
        {},
        {"dates": {"B": "13 08:00 - 13 17:00"}},
    ),
    "a manual summary under way lasts at least its duration, and the plan with it": (
        "P | manual 5 08:00 - 6 17:00\n  A | 1d",
        {"changes": {"P": {"actual_start": datetime(2026, 1, 5, 8), "manual_duration": 5 * 480}}},
        {"dates": {"P": "5 08:00 - 6 17:00"}, "early_finish": {"P": "9 17:00"}},
    ),
    "inactive tasks count for no summary": (
        "P\n  A | 1d\n  B | 5d | inactive",
        {},
        {"dates": {"P": "5 08:00 - 5 17:00", "B": "5 08:00 - 9 17:00"}},
    ),
    # -- backward
    "links from the start hold back neither summaries nor manual tasks nor tasks under way": (
        (
            "Free | 2d\nP\n  A | 2d\nM | 2d | manual 5 08:00 - 6 17:00\nW | 2d | started 5 08:00\n"
            "B | 5d | after Free SS, P SS, M SS, W SS\nX | 10d"
        ),
        {},
        {"late_finish": {"Free": "13 17:00", "A": "16 17:00", "M": "16 17:00", "W": "16 17:00"}},
    ),
    "tasks that levelling holds back do not hold back what precedes their summary, but the summary before them": (
        (
            "Q\n  A | 1d\nS | after A, Q\n  L | 4d | levelled 1ed\n  F | 1d\n"
            "R | 1d\nT | after R\n  N | 4d | levelled 1ed\n  O | 1d\nX | 10d"
        ),
        {},
        {"late_finish": {"R": "15 17:00", "Q": "13 08:00"}},
    ),
    "a manual task is never late": (
        "M | 2d | manual 7 08:00 - 8 17:00\nD | 2d | after M | deadline 9 17:00",
        {},
        {
            "late_finish": {"M": "8 17:00", "D": "9 17:00"},
            "total_slack": {"M": 0, "D": -480},
        },
    ),
    "where a constraint put a task before what its links ask for, start slack counts from there": (
        "A | 3d\nB | 1d | after A | SNLT 6 08:00",
        {},
        {"start_slack": {"B": -2 * 480}, "finish_slack": {"B": 0}, "total_slack": {"B": -2 * 480}},
    ),
    "total slack is the finish slack of tasks under way, and none of finished ones": (
        "A | 3d | started 5 08:00 | done 1d\nB | 1d | finished 5 08:00 - 5 17:00\nX | 10d",
        {},
        {
            "start_slack": {"A": 0, "B": 0},
            "finish_slack": {"A": 7 * 480, "B": 0},
            "total_slack": {"A": 7 * 480, "B": 0},
            "critical": {"A": 0, "B": 0, "X": 1},
        },
    ),
    "free slack ends where the successor is scheduled, without its levelling delay": (
        "A | 1d\nB | 1d | after A | levelled 2ed\nC | 1d\nD | 1d | after C | SNET 8 08:00\nX | 10d",
        {},
        {"free_slack": {"A": 0, "C": 2 * 480}},
    ),
    "without a successor free slack is the total slack, which it never exceeds": (
        "A | 1d\nB | 1d | deadline 6 17:00\nC | 1d | after B | SNET 9 08:00\nX | 10d",
        {},
        {"free_slack": {"A": 9 * 480, "B": 480}, "total_slack": {"A": 9 * 480, "B": 480}},
    ),
    "in a plan from its finish a task that is to start no later keeps that": (
        "A | 2d | ALAP | after B\nB | 1d | SNLT 7 08:00\nC | 1d | ALAP",
        FINISH,
        {"dates": {"A": "29 08:00 - 30 17:00", "B": "7 08:00 - 7 17:00", "C": "30 08:00 - 30 17:00"}},
    ),
}


@pytest.mark.parametrize(("text", "told", "expected"), CASES.values(), ids=CASES)
def test_the_page_on_scheduling_says(text: str, told: dict[str, Any], expected: dict[str, dict[str, Any]]) -> None:
    made = plan(text, **told)
    for name, values in expected.items():
        found = dates(made) if name == "dates" else column(made, name)
        assert {task: found[task] for task in values} == values
