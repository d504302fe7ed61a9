"""The order of elements in Microsoft Project XML.

The schema is a sequence and Microsoft Project writes it in this order; the lists join the published schema of 2007 with
what the versions since then write (``StartText`` after ``Priority``, ``Views`` before ``OutlineCodes`` ...). Reading
takes any order.
"""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PROJECT = _names("""
    SaveVersion BuildNumber UID Name GUID Title Subject Category Keywords Comments Company Manager Author CreationDate
    Revision LastSaved ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits
    CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay
    MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual DefaultStandardRate DefaultOvertimeRate
    DurationFormat WorkFormat EditableActualCosts HonorConstraints EarnedValueMethod InsertedProjectsLikeSummary
    MultipleCriticalPaths NewTasksEffortDriven NewTasksEstimated SplitsInProgressTasks SpreadActualCost
    SpreadPercentComplete TaskUpdatesResource FiscalYearStart WeekStartDay MoveCompletedEndsBack
    MoveRemainingStartsBack MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue
    AutoAddNewResourcesAndTasks StatusDate CurrentDate MicrosoftProjectServerURL Autolink NewTaskStartDate
    NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExtendedCreationDate ActualsInSync
    RemoveFileProperties AdminProject UpdateManuallyScheduledTasksWhenEditingLinks BaselineCalendar
    KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled AgileMode Views Filters Groups Tables Maps Reports Drawings
    DataLinks VBAProjects BoardColumns OutlineCodes WBSMasks ExtendedAttributes Calendars Tasks Resources Assignments
""")

TASK = _names("""
    UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority
    StartText FinishText DurationText Start Finish Duration ManualStart ManualFinish ManualDuration DurationFormat
    FreeformDurationFormat Work Stop Resume ResumeValid EffortDriven Recurring OverAllocated Estimated Milestone Summary
    DisplayAsSummary Critical IsSubproject IsSubprojectReadOnly SubprojectName ExternalTask ExternalTaskProject
    EarlyStart EarlyFinish LateStart LateFinish StartVariance FinishVariance WorkVariance FreeSlack TotalSlack
    StartSlack FinishSlack FixedCost FixedCostAccrual PercentComplete PercentWorkComplete Cost OvertimeCost OvertimeWork
    ActualStart ActualFinish ActualDuration ActualCost ActualOvertimeCost ActualWork ActualOvertimeWork RegularWork
    RemainingDuration RemainingCost RemainingWork RemainingOvertimeCost RemainingOvertimeWork ACWP CV ConstraintType
    CalendarUID ConstraintDate Deadline LevelAssignments LevelingCanSplit LevelingDelay LevelingDelayFormat
    PreLeveledStart PreLeveledFinish Hyperlink HyperlinkAddress HyperlinkSubAddress IgnoreResourceCalendar Notes HideBar
    Rollup BCWS BCWP PhysicalPercentComplete EarnedValueMethod PredecessorLink ActualWorkProtected
    ActualOvertimeWorkProtected IsPublished StatusManager CommitmentStart CommitmentFinish CommitmentType BoardStatus
    Baseline ExtendedAttribute OutlineCode TimephasedData
""")

TASK_COMPUTED = frozenset(
    _names("""
    OverAllocated StartVariance FinishVariance WorkVariance Cost OvertimeCost ActualCost ActualOvertimeCost
    RemainingCost RemainingOvertimeCost ACWP CV BCWS BCWP
""")
)
"""Of these, what the program that wrote the file had computed beyond what Gantline computes itself."""

RESOURCE = _names("""
    UID GUID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group WorkGroup EmailAddress Hyperlink
    HyperlinkAddress HyperlinkSubAddress MaxUnits PeakUnits OverAllocated AvailableFrom AvailableTo Start Finish
    CanLevel AccrueAt Work RegularWork OvertimeWork ActualWork RemainingWork ActualOvertimeWork RemainingOvertimeWork
    PercentWorkComplete StandardRate StandardRateFormat Cost OvertimeRate OvertimeRateFormat OvertimeCost CostPerUse
    ActualCost ActualOvertimeCost RemainingCost RemainingOvertimeCost WorkVariance CostVariance SV CV ACWP CalendarUID
    Notes BCWS BCWP IsGeneric IsInactive IsEnterprise BookingType ActualWorkProtected ActualOvertimeWorkProtected
    ActiveDirectoryGUID CreationDate CostCenter IsCostResource AssnOwner AssnOwnerGuid IsBudget ExtendedAttribute
    Baseline OutlineCode AvailabilityPeriods Rates TimephasedData
""")

ASSIGNMENT = _names("""
    UID GUID TaskUID ResourceUID PercentWorkComplete ActualCost ActualFinish ActualOvertimeCost ActualOvertimeWork
    ActualStart ActualWork ACWP Confirmed Cost CostRateTable RateScale CostVariance CV Delay Finish FinishVariance
    Hyperlink HyperlinkAddress HyperlinkSubAddress WorkVariance HasFixedRateUnits FixedMaterial LevelingDelay
    LevelingDelayFormat LinkedFields Milestone Notes Overallocated OvertimeCost OvertimeWork PeakUnits RegularWork
    RemainingCost RemainingOvertimeCost RemainingOvertimeWork RemainingWork ResponsePending Start Stop Resume
    StartVariance Summary SV Units UpdateNeeded VAC Work WorkContour BCWS BCWP BookingType ActualWorkProtected
    ActualOvertimeWorkProtected CreationDate AssnOwner AssnOwnerGuid BudgetCost BudgetWork ExtendedAttribute Baseline
    TimephasedData
""")

ASSIGNMENT_COMPUTED = frozenset(
    _names("""
    ActualCost ActualOvertimeCost ACWP CostVariance CV FinishVariance WorkVariance OvertimeCost Overallocated Milestone
    PeakUnits RemainingCost RemainingOvertimeCost StartVariance Summary SV VAC BCWS BCWP
""")
)

CALENDAR = _names("UID GUID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks")

EXCEPTION = _names("""
    EnteredByOccurrences TimePeriod Occurrences Name Type Period DaysOfWeek MonthItem MonthPosition Month MonthDay
    DayWorking WorkingTimes
""")

BASELINE = _names("""
    TimephasedData Number Interim Start Finish Duration DurationFormat EstimatedDuration Work Cost BCWS BCWP FixedCost
""")

CUSTOM_FIELD = _names("""
    FieldID FieldName CFType Guid ElemType MaxMultiValues UserDef Alias SecondaryPID AutoRollDown DefaultGuid Ltuid
    SecondaryGuid PhoneticAlias RollupType CalculationType Formula RestrictValues ValuelistSortOrder AppendNewValues
    Default ValueList
""")

CUSTOM_VALUE = _names("UID FieldID Value ValueID ValueGUID DurationFormat")
