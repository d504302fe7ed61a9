"""Which element holds which attribute in which spelling: one table per kind of record, for reader and writer."""

from __future__ import annotations

from typing import Any, NamedTuple

from . import codes
from .values import (
    CENTS,
    DATE,
    DURATION,
    FLAG,
    FLOAT,
    INTEGER,
    NOT_FLAG,
    OPTIONAL_TEXT,
    PERCENT,
    PRIORITY,
    TENTHS,
    TEXT,
    TIME,
    UNITS,
    Kind,
)


class Field(NamedTuple):
    """An element that holds one attribute of a record.

    Attributes:
        element: Its name.
        attribute: The attribute of the record.
        kind: How the value is spelled.
        always: Written even where the record has the default; others are left out then.
    """

    element: str
    attribute: str
    kind: Kind[Any]
    always: bool = True


def _optional(element: str, attribute: str, kind: Kind[Any]) -> Field:
    return Field(element, attribute, kind, always=False)


PROJECT = (
    _optional("Name", "name", TEXT),
    _optional("GUID", "guid", TEXT),
    _optional("Title", "title", TEXT),
    _optional("Subject", "subject", TEXT),
    _optional("Category", "category", TEXT),
    _optional("Company", "company", TEXT),
    _optional("Manager", "manager", TEXT),
    _optional("Author", "author", TEXT),
    _optional("Keywords", "keywords", TEXT),
    _optional("Comments", "comments", TEXT),
    _optional("CreationDate", "created", DATE),
    _optional("Revision", "revision", INTEGER),
    _optional("LastSaved", "saved", DATE),
    Field("ScheduleFromStart", "from_finish", NOT_FLAG),
    Field("StartDate", "start", DATE),
    _optional("FinishDate", "finish", DATE),
    Field("FYStartDate", "fiscal_year_month", INTEGER),
    Field("CriticalSlackLimit", "critical_slack_limit", INTEGER),
    Field("CurrencyDigits", "currency_digits", INTEGER),
    Field("CurrencySymbol", "currency_symbol", TEXT),
    Field("CurrencyCode", "currency_code", TEXT),
    Field("CurrencySymbolPosition", "currency_position", INTEGER),
    Field("CalendarUID", "calendar", INTEGER),
    Field("DefaultStartTime", "default_start_time", TIME),
    Field("DefaultFinishTime", "default_finish_time", TIME),
    Field("MinutesPerDay", "minutes_per_day", INTEGER),
    Field("MinutesPerWeek", "minutes_per_week", INTEGER),
    Field("DaysPerMonth", "days_per_month", INTEGER),
    Field("DefaultTaskType", "default_task_type", codes.TASK_TYPE),
    Field("DefaultFixedCostAccrual", "default_fixed_cost_accrual", codes.ACCRUAL),
    Field("DurationFormat", "duration_unit", codes.DURATION_UNIT),
    Field("WorkFormat", "work_unit", codes.WORK_UNIT),
    Field("HonorConstraints", "honour_constraints", FLAG),
    Field("MultipleCriticalPaths", "multiple_critical_paths", FLAG),
    Field("NewTasksEffortDriven", "new_tasks_effort_driven", FLAG),
    Field("NewTasksEstimated", "new_tasks_estimated", FLAG),
    Field("SplitsInProgressTasks", "split_in_progress_tasks", FLAG),
    Field("WeekStartDay", "week_start", codes.WEEK_START),
    Field("BaselineForEarnedValue", "earned_value_baseline", codes.BASELINE_NUMBER),
    _optional("StatusDate", "status_date", DATE),
    Field("NewTasksAreManual", "new_tasks_manual", FLAG),
    Field("UpdateManuallyScheduledTasksWhenEditingLinks", "update_manual_tasks_on_link_edit", FLAG),
)

TASK = (
    _optional("GUID", "guid", TEXT),
    _optional("Name", "name", TEXT),
    Field("Active", "active", FLAG),
    Field("Manual", "manual", FLAG),
    Field("Type", "task_type", codes.TASK_TYPE),
    _optional("CreateDate", "created", DATE),
    _optional("Contact", "contact", TEXT),
    Field("Priority", "priority", PRIORITY),
    _optional("StartText", "start_text", OPTIONAL_TEXT),
    _optional("FinishText", "finish_text", OPTIONAL_TEXT),
    _optional("DurationText", "duration_text", OPTIONAL_TEXT),
    _optional("ManualStart", "manual_start", DATE),
    _optional("ManualFinish", "manual_finish", DATE),
    _optional("ManualDuration", "manual_duration", DURATION),
    _optional("Stop", "stop", DATE),
    _optional("Resume", "resume", DATE),
    Field("EffortDriven", "effort_driven", FLAG),
    Field("Recurring", "recurring", FLAG),
    Field("Estimated", "estimated", FLAG),
    Field("Milestone", "milestone", FLAG),
    _optional("SubprojectName", "subproject", TEXT),
    Field("ExternalTask", "external", FLAG),
    Field("FixedCost", "fixed_cost", CENTS),
    Field("FixedCostAccrual", "fixed_cost_accrual", codes.ACCRUAL),
    Field("PercentComplete", "percent_complete", PERCENT),
    Field("PercentWorkComplete", "percent_work_complete", PERCENT),
    _optional("ActualStart", "actual_start", DATE),
    _optional("ActualFinish", "actual_finish", DATE),
    _optional("ActualDuration", "actual_duration", DURATION),
    _optional("RemainingDuration", "remaining_duration", DURATION),
    Field("ConstraintType", "constraint", codes.CONSTRAINT),
    _optional("ConstraintDate", "constraint_date", DATE),
    _optional("Deadline", "deadline", DATE),
    Field("LevelAssignments", "level_assignments", FLAG),
    Field("LevelingCanSplit", "levelling_can_split", FLAG),
    Field("LevelingDelay", "levelling_delay", TENTHS),
    Field("LevelingDelayFormat", "levelling_delay_unit", codes.DURATION_UNIT),
    Field("IgnoreResourceCalendar", "ignore_resource_calendar", FLAG),
    _optional("Notes", "notes", TEXT),
    Field("HideBar", "hide_bar", FLAG),
    Field("Rollup", "roll_up", FLAG),
    Field("PhysicalPercentComplete", "physical_percent_complete", PERCENT),
    Field("EarnedValueMethod", "earned_by_physical", FLAG),
)

RESOURCE = (
    _optional("GUID", "guid", TEXT),
    _optional("Name", "name", TEXT),
    Field("IsNull", "blank", FLAG),
    _optional("Initials", "initials", TEXT),
    _optional("Phonetics", "phonetics", TEXT),
    _optional("NTAccount", "account", TEXT),
    _optional("MaterialLabel", "material_label", TEXT),
    _optional("Code", "code", TEXT),
    _optional("Group", "group", TEXT),
    _optional("EmailAddress", "email", TEXT),
    Field("MaxUnits", "max_units", UNITS),
    Field("CanLevel", "can_level", FLAG),
    Field("AccrueAt", "accrue_at", codes.ACCRUAL),
    _optional("Notes", "notes", TEXT),
    Field("IsGeneric", "generic", FLAG),
    Field("IsInactive", "inactive", FLAG),
    _optional("CreationDate", "created", DATE),
    Field("IsBudget", "budget", FLAG),
    Field("CostPerUse", "cost_per_use", CENTS),
)

ASSIGNMENT = (
    _optional("GUID", "guid", TEXT),
    Field("PercentWorkComplete", "percent_work_complete", PERCENT),
    _optional("ActualFinish", "actual_finish", DATE),
    Field("ActualOvertimeWork", "actual_overtime_work", DURATION),
    _optional("ActualStart", "actual_start", DATE),
    Field("ActualWork", "actual_work", DURATION),
    Field("CostRateTable", "cost_rate_table", INTEGER),
    Field("Delay", "delay", TENTHS),
    Field("FixedMaterial", "fixed_material", FLAG),
    Field("LevelingDelay", "levelling_delay", TENTHS),
    Field("LevelingDelayFormat", "levelling_delay_unit", codes.DURATION_UNIT),
    _optional("Notes", "notes", TEXT),
    Field("OvertimeWork", "overtime_work", DURATION),
    _optional("RemainingWork", "remaining_work", DURATION),
    _optional("Stop", "stop", DATE),
    _optional("Resume", "resume", DATE),
    Field("Units", "units", FLOAT),
    Field("WorkContour", "contour", codes.CONTOUR),
    _optional("CreationDate", "created", DATE),
)

STORED = (
    Field("Start", "start", DATE),
    Field("Finish", "finish", DATE),
    Field("Critical", "critical", FLAG),
    Field("EarlyStart", "early_start", DATE),
    Field("EarlyFinish", "early_finish", DATE),
    Field("LateStart", "late_start", DATE),
    Field("LateFinish", "late_finish", DATE),
    Field("FreeSlack", "free_slack", TENTHS),
    Field("TotalSlack", "total_slack", TENTHS),
    Field("StartSlack", "start_slack", TENTHS),
    Field("FinishSlack", "finish_slack", TENTHS),
)
"""What the schedule says of a task; its duration is read apart."""

BASELINE = (
    _optional("Start", "start", DATE),
    _optional("Finish", "finish", DATE),
    _optional("Duration", "duration", DURATION),
    _optional("EstimatedDuration", "estimated", FLAG),
    _optional("Work", "work", DURATION),
    _optional("Cost", "cost", CENTS),
)

CALENDAR = (
    _optional("GUID", "guid", TEXT),
    _optional("Name", "name", TEXT),
    _optional("IsBaselineCalendar", "baseline", FLAG),
)

CUSTOM_FIELD = (
    _optional("FieldID", "key", TEXT),
    _optional("FieldName", "name", TEXT),
    _optional("Alias", "alias", TEXT),
    _optional("Formula", "formula", TEXT),
)
