"""The records a plan is made of. Frozen: an edit makes new ones.

Moments are naive ``datetime`` to the minute. Durations, work, lags and delays are whole minutes: of working time, or
of the
clock where the unit kept beside them is an elapsed one. Units are fractions (1.0 is 100 %). Money is ``Decimal`` in the
plan's currency. Nothing that the schedule computes is kept here.

``foreign`` on a record is what the file it came from said of it beyond this model, as an XML fragment that only the
adapter
that wrote it understands; it goes back into the next file of that kind.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, NewType, NoReturn

import msgspec

from .kinds import (
    Accrual,
    ConstraintKind,
    DependencyKind,
    Entity,
    FieldKind,
    Recurrence,
    ResourceKind,
    TaskType,
    TimeUnit,
    WorkContour,
)
from .widths import rarely_said

Whole = Annotated[int, msgspec.Meta(ge=-(10**15), le=10**15)]
"""A whole number; a greater one in a file is damage, and more than computing can hold."""

Share = Annotated[float, msgspec.Meta(ge=-1e15, le=1e15)]
"""Units of a resource, 1.0 for all of one; a greater number in a file is damage."""

TaskUid = NewType("TaskUid", int)
ResourceUid = NewType("ResourceUid", int)
AssignmentUid = NewType("AssignmentUid", int)
CalendarUid = NewType("CalendarUid", int)
DependencyKey = tuple[TaskUid, TaskUid]

Moment = Annotated[datetime, msgspec.Meta(tz=False)]
"""A naive ``datetime`` to the minute; decoding refuses one with a time zone."""

ROOT = TaskUid(0)
"""Stands for the plan itself where a task is expected: the parent of the top level, and the project summary's dates."""

ZERO = Decimal(0)


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all records. ``replace(record, name=...)`` makes a changed one.

    Unknown fields are refused when decoding, so that the native format notices what a newer version added and keeps it.
    """


class CustomValue(Record, frozen=True, kw_only=True):
    """The value of a custom field on one record.

    Attributes:
        value: The value as text in the form MS Project XML uses: ISO dates and durations, decimal point, 0 or 1.
        foreign: What the file said of this value beyond that.
    """

    value: str
    foreign: str = ""


class _NoValues(dict[str, CustomValue]):
    """No values of custom fields, shared by all records that have none."""

    def __setitem__(self, key: str, value: CustomValue) -> NoReturn:
        raise TypeError(f"a record is frozen: {key} would be {value}")

    def __reduce__(self) -> str:
        return "NO_VALUES"  # the same in another process, too


NO_VALUES: Final[dict[str, CustomValue]] = _NoValues()
"""What the ``custom`` of a record is to be where it is empty: an empty dictionary for each of 100,000 tasks would take
6 MB, and be written as one."""


class LookupValue(Record, frozen=True, kw_only=True):
    """A line of a custom field's lookup table.

    Attributes:
        value: What is chosen; of an outline code the part at its level, the codes above come before it.
        level: 1 for the top; greater only in the tables of outline codes.
        line: Identity among all lookup tables of the plan, the ``ValueID`` of MS Project; 0 where it was given none.
    """

    value: str
    level: Whole = 1
    description: str = ""
    line: Whole = 0


class CustomField(Record, frozen=True, kw_only=True):
    """A field the planner defined.

    Attributes:
        key: Identity, used in the ``custom`` of records: the field number of MS Project (``188743731`` is Text1 of a
            task).
        entity: Which records have it.
        kind: What its values are.
        name: The trade's name of the slot, such as ``Text1``.
        alias: The planner's own name for it; empty for none.
        lookup: Values to choose from, in the order they are shown.
        restricted: Only those values are taken.
        formula: What another program works the values out by; they are not typed then.
    """

    key: str
    entity: Entity
    kind: FieldKind
    name: str
    alias: str = ""
    lookup: tuple[LookupValue, ...] = ()
    restricted: bool = False
    formula: str = ""
    foreign: str = ""


class Baseline(Record, frozen=True, kw_only=True):
    """What was planned at the time a baseline was saved, of a task, resource or assignment.

    Attributes:
        number: 0 to 10.
        duration: Minutes.
        duration_unit: The unit in which the duration is shown.
        work: Minutes.
    """

    number: Whole
    start: Moment | None = None
    finish: Moment | None = None
    duration: Whole | None = None
    duration_unit: TimeUnit = TimeUnit.DAY
    estimated: bool = False
    work: Whole | None = None
    cost: Decimal | None = None
    foreign: str = ""


class Timephased(Record, frozen=True, kw_only=True):
    """An amount spread over a period: a piece of work, actual work or cost of an assignment.

    Attributes:
        kind: The number MS Project XML uses for what it is (1 remaining work, 2 actual work, ...).
        start: Where the period begins, and ``finish`` where it ends: to the second, unlike other moments.
        unit: The number MS Project XML uses for the length of a period (1 hour, 2 day, ...).
        value: ISO duration for work, number for cost, in hundredths; None where the file gave none.
    """

    kind: Whole
    start: Moment
    finish: Moment
    unit: Whole = 2
    value: str | None = None


class Hyperlink(Record, frozen=True, kw_only=True):
    """A link out of the plan; shown, opened only when the user asks."""

    title: str = ""
    address: str = ""
    sub_address: str = ""


class ExternalLink(Record, frozen=True, kw_only=True):
    """A dependency on a task of another file; its dates are not known here.

    Attributes:
        path: The other file and the task in it, as the file said it.
    """

    path: str
    kind: DependencyKind = DependencyKind.FINISH_START
    lag: Whole = 0
    lag_unit: TimeUnit = TimeUnit.DAY
    foreign: str = ""


@rarely_said(
    "blank",
    "guid",
    "wbs",
    "notes",
    "priority",
    "active",
    "start_text",
    "finish_text",
    "duration_text",
    "deadline",
    "calendar",
    "ignore_resource_calendar",
    "levelling_delay",
    "levelling_delay_unit",
    "level_assignments",
    "levelling_can_split",
    "fixed_cost",
    "fixed_cost_accrual",
    "physical_percent_complete",
    "earned_by_physical",
    "stop",
    "resume",
    "recurring",
    "recurrence",
    "external",
    "subproject",
    "external_links",
    "hide_bar",
    "bar_colour",
    "roll_up",
    "contact",
    "hyperlink",
    "created",
    "baselines",
    "timephased",
    "custom",
    "foreign",
)
class Task(Record, frozen=True, kw_only=True):
    """A task, summary task, milestone or blank row of the plan. Its place in the outline is the project's.

    Attributes:
        uid: Identity, never reused; 1 or more.
        blank: A row without a task, kept for the look of the table.
        wbs: The planner's own code; empty means the outline number.
        duration: Minutes of working time, or of the clock where ``duration_unit`` is elapsed. Of a summary task only
            meaningful when ``manual``.
        estimated: The duration is a guess (shown with a question mark).
        milestone: Shown as a milestone whatever its duration.
        manual: The planner sets the dates by hand: ``manual_start``, ``manual_finish``, ``manual_duration``, or, where
            a date or duration is not decided, free words in ``start_text``, ``finish_text``, ``duration_text``; None
            is no text.
        active: An inactive task stays in the plan and drives nothing.
        calendar: The task's own calendar, None for none.
        ignore_resource_calendar: Only the task's calendar counts.
        levelling_delay: Minutes of the clock added by levelling.
        work: Minutes of work entered on the task itself; None where it follows from the assignments.
        percent_complete: Of the duration, 0 to 100; ``percent_work_complete`` and ``physical_percent_complete``
            likewise.
        earned_by_physical: Earned value counts the physical per cent complete, not that of the duration.
        actual_duration: Minutes done so far; ``remaining_duration`` what is left. None where nothing was reported.
        stop: Where reported progress ends; ``resume`` where the rest goes on. Both None for no split by progress.
        custom: Custom field key to value.
        bar_colour: Colour of its bar as ``#rrggbb``; empty for that of its kind.
        recurring: A summary task of which those below are the occurrences; ``recurrence`` says when they are, None
            where the file did not tell.
        external: The task lives in another file (``subproject`` names it); its dates are taken as they are.
    """

    uid: TaskUid
    name: str = ""
    blank: bool = False
    guid: str = ""
    wbs: str = ""
    notes: str = ""
    priority: Whole = 500
    duration: Whole = 480
    duration_unit: TimeUnit = TimeUnit.DAY
    estimated: bool = False
    milestone: bool = False
    task_type: TaskType = TaskType.FIXED_UNITS
    effort_driven: bool = False
    active: bool = True
    manual: bool = False
    manual_start: Moment | None = None
    manual_finish: Moment | None = None
    manual_duration: Whole | None = None
    start_text: str | None = None
    finish_text: str | None = None
    duration_text: str | None = None
    constraint: ConstraintKind = ConstraintKind.AS_SOON_AS_POSSIBLE
    constraint_date: Moment | None = None
    deadline: Moment | None = None
    calendar: CalendarUid | None = None
    ignore_resource_calendar: bool = False
    levelling_delay: Whole = 0
    levelling_delay_unit: TimeUnit = TimeUnit.ELAPSED_DAY
    level_assignments: bool = True
    levelling_can_split: bool = True
    work: Whole | None = None
    fixed_cost: Decimal = ZERO
    fixed_cost_accrual: Accrual = Accrual.PRORATED
    percent_complete: Whole = 0
    percent_work_complete: Whole = 0
    physical_percent_complete: Whole = 0
    earned_by_physical: bool = False
    actual_start: Moment | None = None
    actual_finish: Moment | None = None
    actual_duration: Whole | None = None
    remaining_duration: Whole | None = None
    stop: Moment | None = None
    resume: Moment | None = None
    recurring: bool = False
    recurrence: RecurringPattern | None = None
    external: bool = False
    subproject: str = ""
    external_links: tuple[ExternalLink, ...] = ()
    hide_bar: bool = False
    bar_colour: str = ""
    roll_up: bool = False
    contact: str = ""
    hyperlink: Hyperlink | None = None
    created: Moment | None = None
    baselines: tuple[Baseline, ...] = ()
    timephased: tuple[Timephased, ...] = ()
    custom: dict[str, CustomValue] = NO_VALUES
    foreign: str = ""


@rarely_said("lag_unit", "foreign")
class Dependency(Record, frozen=True, kw_only=True):
    """A link through which a predecessor drives a successor.

    Attributes:
        lag: Wait between the tied ends in minutes: of the successor's working time, of the clock where ``lag_unit`` is
            elapsed. Where ``lag_unit`` is a percentage, whole percent of the predecessor's duration. Negative is a
            lead.
    """

    predecessor: TaskUid
    successor: TaskUid
    kind: DependencyKind = DependencyKind.FINISH_START
    lag: Whole = 0
    lag_unit: TimeUnit = TimeUnit.DAY
    foreign: str = ""

    @property
    def key(self) -> DependencyKey:
        """Identity: two tasks have at most one link in a direction."""
        return (self.predecessor, self.successor)


class Rate(Record, frozen=True, kw_only=True):
    """Money per time, or per unit of material.

    Attributes:
        unit: Per what; None for material (per unit of it).
    """

    amount: Decimal = ZERO
    unit: TimeUnit | None = TimeUnit.HOUR


class CostRates(Record, frozen=True, kw_only=True):
    """What a resource costs in a period of one of its cost rate tables.

    Attributes:
        table: 0 to 4, shown as A to E.
        start: From when on; None for always.
        finish: Until when; None for ever.
    """

    table: Whole = 0
    start: Moment | None = None
    finish: Moment | None = None
    standard: Rate = Rate()
    overtime: Rate = Rate()
    cost_per_use: Decimal = ZERO


class Availability(Record, frozen=True, kw_only=True):
    """How much of a resource there is in a period; None is open-ended."""

    start: Moment | None = None
    finish: Moment | None = None
    units: Share = 1.0


class Resource(Record, frozen=True, kw_only=True):
    """Somebody or something that tasks need.

    Attributes:
        max_units: How much of it there is: 0.5 is half a person, 3.0 three machines.
        availability: Differing amounts by period; empty means ``max_units`` always.
        calendar: Its own calendar, None for the project's.
        rates: Rates by table and period, if more than the plain ones.
    """

    uid: ResourceUid
    name: str = ""
    guid: str = ""
    kind: ResourceKind = ResourceKind.WORK
    initials: str = ""
    group: str = ""
    code: str = ""
    email: str = ""
    phonetics: str = ""
    account: str = ""
    material_label: str = ""
    max_units: Share = 1.0
    availability: tuple[Availability, ...] = ()
    calendar: CalendarUid | None = None
    standard_rate: Rate = Rate()
    overtime_rate: Rate = Rate()
    cost_per_use: Decimal = ZERO
    rates: tuple[CostRates, ...] = ()
    accrue_at: Accrual = Accrual.PRORATED
    can_level: bool = True
    generic: bool = False
    inactive: bool = False
    budget: bool = False
    blank: bool = False
    notes: str = ""
    hyperlink: Hyperlink | None = None
    created: Moment | None = None
    baselines: tuple[Baseline, ...] = ()
    custom: dict[str, CustomValue] = NO_VALUES
    foreign: str = ""


@rarely_said(
    "guid",
    "overtime_work",
    "actual_overtime_work",
    "cost",
    "levelling_delay",
    "levelling_delay_unit",
    "cost_rate_table",
    "fixed_material",
    "stop",
    "resume",
    "notes",
    "hyperlink",
    "created",
    "baselines",
    "timephased",
    "custom",
    "foreign",
)
class Assignment(Record, frozen=True, kw_only=True):
    """A resource at work on a task.

    Attributes:
        resource: None for work that nobody was given yet.
        units: Fraction of the resource's time; for material, the amount used.
        work: Minutes of work; None where it follows from the task's duration and the units.
        actual_work: Minutes done.
        remaining_work: Minutes left; None where it follows from work and actual work.
        delay: Working minutes between the task's start and this assignment's.
        levelling_delay: Minutes of the clock added by levelling.
        cost: Of a cost resource, the amount on this task.
        cost_rate_table: 0 to 4, shown as A to E.
        stop: Where reported work ends; ``resume`` where the rest goes on.
        timephased: Work spread by hand or by reports.
    """

    uid: AssignmentUid
    task: TaskUid
    resource: ResourceUid | None = None
    guid: str = ""
    units: Share = 1.0
    work: Whole | None = None
    actual_work: Whole = 0
    remaining_work: Whole | None = None
    overtime_work: Whole = 0
    actual_overtime_work: Whole = 0
    percent_work_complete: Whole = 0
    cost: Decimal | None = None
    contour: WorkContour = WorkContour.FLAT
    delay: Whole = 0
    levelling_delay: Whole = 0
    levelling_delay_unit: TimeUnit = TimeUnit.ELAPSED_DAY
    cost_rate_table: Whole = 0
    fixed_material: bool = False
    actual_start: Moment | None = None
    actual_finish: Moment | None = None
    stop: Moment | None = None
    resume: Moment | None = None
    notes: str = ""
    hyperlink: Hyperlink | None = None
    created: Moment | None = None
    baselines: tuple[Baseline, ...] = ()
    timephased: tuple[Timephased, ...] = ()
    custom: dict[str, CustomValue] = NO_VALUES
    foreign: str = ""


Hours = tuple[tuple[int, int], ...]
"""Working periods of a day as minutes after midnight, from and to (to is 1440 at midnight), in order; empty is a day
off."""

Week = tuple[Hours | None, Hours | None, Hours | None, Hours | None, Hours | None, Hours | None, Hours | None]
"""Monday to Sunday; None takes the hours of the base calendar."""

INHERITED_WEEK: Week = (None, None, None, None, None, None, None)
STANDARD_HOURS: Hours = ((480, 720), (780, 1020))
STANDARD_WEEK: Week = (STANDARD_HOURS, STANDARD_HOURS, STANDARD_HOURS, STANDARD_HOURS, STANDARD_HOURS, (), ())


class ExceptionPeriod(Record, frozen=True, kw_only=True):
    """Days on which a calendar differs from its week.

    Attributes:
        start: First day.
        finish: Last day, inclusive; for a recurring exception the end of the recurrence.
        hours: Working periods of those days; empty for a day off.
        recurrence: How it repeats between start and finish; None for every day of the period, once.
        period: Every how many days, weeks or months.
        weekdays: For weekly: bit 0 Monday to bit 6 Sunday. For a position: the weekday's bit, or 0 where ``item`` says
            more.
        item: For monthly and yearly by position, what is counted, as the number MS Project XML uses for ``MonthItem``.
        month: 1 to 12, for yearly.
        month_day: 1 to 31, for monthly and yearly by day.
        position: 1 to 4, 5 for the last, for monthly and yearly by position.
        occurrences: How many times it happens; None where the finish alone decides.
    """

    start: date
    finish: date
    name: str = ""
    hours: Hours = ()
    recurrence: Recurrence | None = None
    period: Whole = 1
    weekdays: Whole = 0
    item: Whole = 0
    month: Whole = 1
    month_day: Whole = 1
    position: Whole = 1
    occurrences: Whole | None = None
    foreign: str = ""


class RecurringPattern(Record, frozen=True, kw_only=True):
    """When the occurrences of a recurring task are.

    Attributes:
        when: The days, from its start on until its finish, or so many of them as its ``occurrences`` say.
        time: Minutes after midnight at which each begins.
        duration: Minutes that each takes, shown in ``duration_unit``.
        skip_days_off: Days on which nothing is worked are left out; otherwise what falls on one is done after it.
    """

    when: ExceptionPeriod
    time: Whole = 480
    duration: Whole = 60
    duration_unit: TimeUnit = TimeUnit.HOUR
    skip_days_off: bool = False


class WorkWeek(Record, frozen=True, kw_only=True):
    """Other weekly hours for a span of time; first to last day, inclusive."""

    start: date
    finish: date
    name: str = ""
    week: Week = INHERITED_WEEK
    foreign: str = ""


class Calendar(Record, frozen=True, kw_only=True):
    """When work is done.

    Attributes:
        base: The calendar from which days left open are taken; None for a base calendar.
        week: Hours of each weekday. In a base calendar None is Microsoft Project's default: 8 to 12 and 13 to 17 from
            Monday to Friday.
        baseline: Marked as the calendar baselines were saved with.
    """

    uid: CalendarUid
    name: str = ""
    guid: str = ""
    base: CalendarUid | None = None
    week: Week = INHERITED_WEEK
    exceptions: tuple[ExceptionPeriod, ...] = ()
    work_weeks: tuple[WorkWeek, ...] = ()
    baseline: bool = False
    foreign: str = ""


class SavedView(Record, frozen=True, kw_only=True):
    """A view that is kept in the plan.

    Attributes:
        name: What it is called.
        state: What it shows, as JSON text that only the program's views read.
    """

    name: str
    state: str


class ProjectInfo(Record, frozen=True, kw_only=True):
    """What is true of the plan as a whole.

    Attributes:
        start: The project start, from which a plan scheduled from its start is computed.
        finish: The project finish, from which a plan scheduled from its finish is computed; else what the file said.
        from_finish: Schedule backwards from the finish.
        calendar: The project calendar.
        minutes_per_day: How many working minutes ``1d`` means when typed or shown; likewise per week, days per month.
        default_start_time: Minutes after midnight at which dates typed without a time begin; finish likewise.
        critical_slack_limit: Tasks are critical up to this total slack, in days.
        week_start: 0 for Monday to 6 for Sunday.
        fiscal_year_month: First month of the fiscal year, 1 to 12.
        earned_value_baseline: The number of the baseline that earned value is measured by.
        views: Views that go with the plan.
        summary_notes: Notes of the project summary task.
        summary_foreign: What the file said of the project summary task beyond this model.
    """

    start: Moment
    title: str = ""
    name: str = ""
    guid: str = ""
    subject: str = ""
    author: str = ""
    manager: str = ""
    company: str = ""
    category: str = ""
    keywords: str = ""
    comments: str = ""
    finish: Moment | None = None
    from_finish: bool = False
    calendar: CalendarUid = CalendarUid(1)
    status_date: Moment | None = None
    minutes_per_day: Annotated[int, msgspec.Meta(ge=1, le=1440)] = 480
    minutes_per_week: Annotated[int, msgspec.Meta(ge=1, le=10080)] = 2400
    days_per_month: Annotated[int, msgspec.Meta(ge=1, le=31)] = 20
    default_start_time: Whole = 480
    default_finish_time: Whole = 1020
    critical_slack_limit: Whole = 0
    honour_constraints: bool = True
    multiple_critical_paths: bool = False
    new_tasks_manual: bool = False
    new_tasks_effort_driven: bool = False
    new_tasks_estimated: bool = True
    default_task_type: TaskType = TaskType.FIXED_UNITS
    default_standard_rate: Rate = Rate()
    default_overtime_rate: Rate = Rate()
    default_fixed_cost_accrual: Accrual = Accrual.PRORATED
    duration_unit: TimeUnit = TimeUnit.DAY
    work_unit: TimeUnit = TimeUnit.HOUR
    split_in_progress_tasks: bool = True
    update_manual_tasks_on_link_edit: bool = True
    currency_symbol: str = "$"
    currency_code: str = "USD"
    currency_digits: Annotated[int, msgspec.Meta(ge=0, le=9)] = 2
    currency_position: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0
    week_start: Whole = 0
    fiscal_year_month: Annotated[int, msgspec.Meta(ge=1, le=12)] = 1
    earned_value_baseline: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0
    revision: Whole = 0
    created: Moment | None = None
    saved: Moment | None = None
    views: tuple[SavedView, ...] = ()
    summary_name: str = ""
    summary_notes: str = ""
    summary_guid: str = ""
    summary_custom: dict[str, CustomValue] = NO_VALUES
    summary_baselines: tuple[Baseline, ...] = ()
    summary_foreign: str = ""
    foreign: str = ""


class StoredDates(Record, frozen=True, kw_only=True):
    """What a file said about a task's computed values when it was read: kept to compare, and to write back untouched.

    Durations and slacks are minutes.
    """

    start: Moment | None = None
    finish: Moment | None = None
    duration: Whole | None = None
    early_start: Moment | None = None
    early_finish: Moment | None = None
    late_start: Moment | None = None
    late_finish: Moment | None = None
    total_slack: Whole | None = None
    free_slack: Whole | None = None
    start_slack: Whole | None = None
    finish_slack: Whole | None = None
    critical: bool | None = None
    foreign: str = ""


class StoredAssignmentDates(Record, frozen=True, kw_only=True):
    """What a file said about an assignment's computed dates when it was read."""

    start: Moment | None = None
    finish: Moment | None = None
    foreign: str = ""
