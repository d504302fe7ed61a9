"""The numbers that stand for things in Microsoft Project XML.

From Microsoft's description of the schema (Project XML Data Interchange Schema Reference). Where the pages contradict
each other (``AccrueAt`` and ``FixedCostAccrual``), the order that the files themselves follow is taken.
"""

from __future__ import annotations

from ...app.project.kinds import (
    Accrual,
    ConstraintKind,
    DependencyKind,
    Recurrence,
    TaskType,
    TimeUnit,
    WorkContour,
)
from .values import Kind, code, lenient

TASK_TYPE = code(
    {0: TaskType.FIXED_UNITS, 1: TaskType.FIXED_DURATION, 2: TaskType.FIXED_WORK},
    TaskType.FIXED_UNITS,
)
CONSTRAINT = code(
    {
        0: ConstraintKind.AS_SOON_AS_POSSIBLE,
        1: ConstraintKind.AS_LATE_AS_POSSIBLE,
        2: ConstraintKind.MUST_START_ON,
        3: ConstraintKind.MUST_FINISH_ON,
        4: ConstraintKind.START_NO_EARLIER_THAN,
        5: ConstraintKind.START_NO_LATER_THAN,
        6: ConstraintKind.FINISH_NO_EARLIER_THAN,
        7: ConstraintKind.FINISH_NO_LATER_THAN,
    },
    ConstraintKind.AS_SOON_AS_POSSIBLE,
)
LINK_TYPE = code(
    {
        0: DependencyKind.FINISH_FINISH,
        1: DependencyKind.FINISH_START,
        2: DependencyKind.START_FINISH,
        3: DependencyKind.START_START,
    },
    DependencyKind.FINISH_START,
)
ACCRUAL = code({1: Accrual.START, 2: Accrual.END, 3: Accrual.PRORATED}, Accrual.PRORATED)
CONTOUR = code(dict(enumerate(WorkContour)), WorkContour.FLAT)
WEEK_START = code({0: 6, 1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5}, 0)
"""Microsoft Project counts from Sunday, the plan from Monday."""

BASELINE_NUMBER = code({number: number for number in range(11)}, 0)

UNITS = {
    3: TimeUnit.MINUTE,
    4: TimeUnit.ELAPSED_MINUTE,
    5: TimeUnit.HOUR,
    6: TimeUnit.ELAPSED_HOUR,
    7: TimeUnit.DAY,
    8: TimeUnit.ELAPSED_DAY,
    9: TimeUnit.WEEK,
    10: TimeUnit.ELAPSED_WEEK,
    11: TimeUnit.MONTH,
    12: TimeUnit.ELAPSED_MONTH,
    19: TimeUnit.PERCENT,
    20: TimeUnit.ELAPSED_PERCENT,
}
"""Formats of durations and lags."""

UNIT_NUMBERS = {unit: number for number, unit in UNITS.items()}

ESTIMATED = 32
"""Added to the number of a duration's format where the duration is a guess."""

DURATION_UNIT: Kind[TimeUnit] = code(
    {**UNITS, 21: TimeUnit.DAY, **{number + ESTIMATED: unit for number, unit in UNITS.items()}, 53: TimeUnit.DAY},
    TimeUnit.DAY,
)
"""Format of a duration, the guess left aside; 21 and 53 are 'none', shown in days."""

ANY_DURATION_UNIT = lenient(DURATION_UNIT, TimeUnit.DAY)

DURATION_FORMAT: Kind[int] = lenient(
    code({**{number: number for number in (*UNITS, *(number + ESTIMATED for number in UNITS))}, 21: 7, 53: 39}, 7), 7
)
"""Format of a duration as the number it is, 'none' and 'none, estimated' standing for days."""

ESTIMATED_FORMATS = frozenset(str(number + ESTIMATED) for number in (*UNITS, 21))

RATE_UNITS: dict[str, TimeUnit | None] = {
    "1": TimeUnit.MINUTE,
    "2": TimeUnit.HOUR,
    "3": TimeUnit.DAY,
    "4": TimeUnit.WEEK,
    "5": TimeUnit.MONTH,
    "7": TimeUnit.YEAR,
    "8": None,
}
"""What a rate is shown per; 8 is per unit of material."""

RATE_CODES = {unit: text for text, unit in RATE_UNITS.items()}
ANY_RATE_FORMAT = lenient(code({int(text): text for text in RATE_UNITS}, "2"), "2")
ANY_RESOURCE_TYPE = lenient(code({0: 0, 1: 1, 2: 2}, 1), 1)

WORK_UNIT = code(
    {
        1: TimeUnit.MINUTE,
        2: TimeUnit.HOUR,
        3: TimeUnit.DAY,
        4: TimeUnit.WEEK,
        5: TimeUnit.MONTH,
        7: TimeUnit.YEAR,
    },
    TimeUnit.HOUR,
)

RECURRENCES: dict[str, Recurrence | None] = {
    "1": None,
    "2": Recurrence.YEARLY_BY_DAY,
    "3": Recurrence.YEARLY_BY_POSITION,
    "4": Recurrence.MONTHLY_BY_DAY,
    "5": Recurrence.MONTHLY_BY_POSITION,
    "6": Recurrence.WEEKLY,
    "7": Recurrence.DAILY,
}
"""Type of a calendar exception; 1 is every day of its period."""

RECURRENCE_CODES = {recurrence: text for text, recurrence in RECURRENCES.items()}
ANY_RECURRENCE = lenient(code({int(text): text for text in RECURRENCES}, "1"), "1")

NO_UID = -1
"""Stands for no calendar."""

UNASSIGNED = -65535
"""The resource of work that nobody was given yet."""

GREATEST_UID = 0x1FFFFF
"""Microsoft Project refuses greater ones."""

PERCENT_DONE = 11
"""The kind of timephased data that says how much of a task was done in a period."""
