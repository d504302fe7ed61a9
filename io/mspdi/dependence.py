"""What the computed values of a file hang on: which elements are untrue once which attributes, dates or rates change.

A facet is a bit; what changed of a record is the facets joined. Elements that are not named here say something of
their own and stay whatever is edited, such as ``ActualWorkProtected``, which timesheets of a server report.
"""

from __future__ import annotations

from typing import Any, Final

START: Final = 1
"""When it starts."""
FINISH: Final = 1 << 1
LENGTH: Final = 1 << 2
"""The duration and its unit."""
WORK: Final = 1 << 3
"""How much is to be done and was done, by whom."""
PROGRESS: Final = 1 << 4
MONEY: Final = 1 << 5
"""Rates and amounts of money."""
BASELINE: Final = 1 << 6
CALENDAR: Final = 1 << 7
"""Working times."""
STATUS: Final = 1 << 8
"""The status date."""
LOAD: Final = 1 << 9
"""What else the same people do, and how much of them there is."""
OUTLINE: Final = 1 << 10
"""What stands below and above."""
LEVELLING: Final = 1 << 11
MILESTONE: Final = 1 << 12
OTHER_FILE: Final = 1 << 13
EXCEPTIONS: Final = 1 << 14
"""Of a calendar: its days off."""
BASE: Final = 1 << 15
"""Of a calendar: the one it is based on."""
BELOW: Final = 1 << 16
"""The baselines of assignments, and of the tasks below."""
EVERYTHING: Final = (1 << 17) - 1

UPWARDS: Final = WORK | PROGRESS | MONEY | LENGTH | START | FINISH | OUTLINE | CALENDAR
"""What changes in the tasks above too."""

Facets = dict[str, int]
"""Attributes or elements to facets."""

TASK: Final[Facets] = {
    **dict.fromkeys(("duration", "duration_unit", "duration_text"), LENGTH),
    "work": WORK,
    **dict.fromkeys(("fixed_cost", "fixed_cost_accrual"), MONEY),
    **dict.fromkeys(
        (
            *("percent_complete", "percent_work_complete", "physical_percent_complete", "earned_by_physical"),
            "actual_start",
            *("actual_finish", "actual_duration", "remaining_duration", "stop", "resume"),
        ),
        PROGRESS,
    ),
    "baselines": BASELINE,
    "calendar": CALENDAR,
    "ignore_resource_calendar": CALENDAR,
    **dict.fromkeys(("levelling_delay", "levelling_delay_unit"), LEVELLING),
    "milestone": MILESTONE,
    "wbs": OUTLINE,
    **dict.fromkeys(("subproject", "external"), OTHER_FILE),
    **dict.fromkeys(("blank", "active"), EVERYTHING),
}
ASSIGNMENT: Final[Facets] = {
    **dict.fromkeys(("task", "resource"), EVERYTHING),
    "units": WORK | MONEY | LOAD,
    **dict.fromkeys(
        ("work", "actual_work", "remaining_work", "overtime_work", "actual_overtime_work"), WORK | PROGRESS | LOAD
    ),
    **dict.fromkeys(("percent_work_complete", "actual_start", "actual_finish", "stop", "resume"), PROGRESS),
    **dict.fromkeys(("contour", "delay", "levelling_delay"), LOAD),
    "timephased": LOAD | BELOW,
    **dict.fromkeys(("cost", "cost_rate_table", "fixed_material"), MONEY),
    "baselines": BASELINE,
}
RESOURCE: Final[Facets] = {
    **dict.fromkeys(("standard_rate", "overtime_rate", "cost_per_use", "rates", "accrue_at"), MONEY),
    "kind": EVERYTHING,
    **dict.fromkeys(("max_units", "availability"), LOAD),
    "calendar": CALENDAR | LOAD,
    "baselines": BASELINE,
}
CALENDAR_RECORD: Final[Facets] = {
    **dict.fromkeys(("exceptions", "week", "work_weeks"), EXCEPTIONS),
    "base": BASE,
}
INFO: Final[Facets] = {
    "status_date": STATUS,
    **dict.fromkeys(("minutes_per_day", "minutes_per_week", "days_per_month"), MONEY),
    "calendar": CALENDAR | LOAD,
    "summary_baselines": BASELINE,
    "earned_value_baseline": STATUS,
}
"""Attributes to what changes with them."""

_EARNED = WORK | PROGRESS | MONEY | BASELINE | BELOW | STATUS | CALENDAR | START | FINISH
_PAID = MONEY | WORK | PROGRESS
_DONE = ("PercentComplete", "PercentWorkComplete", "PhysicalPercentComplete", "ActualStart", "ActualFinish", "Stop")
_WORKS = (
    *("Work", "OvertimeWork", "ActualWork", "ActualOvertimeWork", "RegularWork", "RemainingWork"),
    "RemainingOvertimeWork",
)
_COSTS = ("ActualCost", "RemainingCost", "OvertimeCost", "ActualOvertimeCost", "RemainingOvertimeCost")

OF_TASK: Final[Facets] = {
    "OverAllocated": LOAD,
    "StartVariance": START | BASELINE | CALENDAR,
    "FinishVariance": FINISH | BASELINE | CALENDAR,
    "WorkVariance": WORK | BASELINE | OUTLINE,
    "Cost": MONEY | WORK | OUTLINE,
    **dict.fromkeys(_COSTS, _PAID | OUTLINE),
    **dict.fromkeys(("ACWP", "CV", "BCWS", "BCWP"), _EARNED | OUTLINE),
    **dict.fromkeys(_WORKS, WORK | OUTLINE),
    **dict.fromkeys(("PreLeveledStart", "PreLeveledFinish"), LEVELLING),
    "ResumeValid": PROGRESS,
    "FreeformDurationFormat": LENGTH,
    **dict.fromkeys(("WBSLevel", "Summary"), OUTLINE),
    **dict.fromkeys(("IsSubproject", "IsSubprojectReadOnly", "ExternalTaskProject"), OTHER_FILE),
}
OF_SUMMARY: Final[Facets] = {
    **OF_TASK,
    **dict.fromkeys((*_DONE, "Resume", "ActualDuration", "RemainingDuration"), PROGRESS | LENGTH | START | OUTLINE),
    **dict.fromkeys(("ManualStart", "ManualFinish", "ManualDuration"), START | FINISH | LENGTH),
    "Milestone": MILESTONE | OUTLINE,
}
"""The same for the project summary, most of which is computed."""
OF_ASSIGNMENT: Final[Facets] = {
    "Overallocated": LOAD,
    "StartVariance": START | BASELINE | CALENDAR,
    "FinishVariance": FINISH | BASELINE | CALENDAR,
    "WorkVariance": WORK | BASELINE,
    "CostVariance": MONEY | WORK | BASELINE,
    "Cost": MONEY | WORK,
    **dict.fromkeys(_COSTS, _PAID),
    **dict.fromkeys(("ACWP", "CV", "BCWS", "BCWP", "SV", "VAC"), _EARNED),
    **dict.fromkeys(("RegularWork", "RemainingOvertimeWork"), WORK),
    "PeakUnits": LOAD | WORK,
    "Milestone": MILESTONE,
    "Summary": OUTLINE,
}
OF_RESOURCE: Final[Facets] = {
    **dict.fromkeys(_WORKS, WORK),
    "PercentWorkComplete": WORK | PROGRESS,
    "WorkVariance": WORK | BASELINE,
    "Cost": MONEY | WORK,
    "CostVariance": MONEY | WORK | BASELINE,
    **dict.fromkeys(_COSTS, _PAID),
    **dict.fromkeys(("ACWP", "CV", "BCWS", "BCWP", "SV"), _EARNED),
    "Start": START | WORK,
    "Finish": FINISH | WORK,
    "OverAllocated": LOAD | START | FINISH,
    "PeakUnits": LOAD | START | FINISH | WORK,
}
OF_CALENDAR: Final[Facets] = {
    "WeekDay": EXCEPTIONS,
    "IsBaseCalendar": BASE,
    "BaseCalendarUID": BASE,
}
"""Elements to what makes them untrue."""


def changed(before: Any, now: Any, facets: Facets) -> int:
    """What changed between two states of a record."""
    found = 0
    for attribute, facet in facets.items():
        if getattr(before, attribute) != getattr(now, attribute):
            found |= facet
    return found
