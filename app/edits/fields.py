"""The fields of tasks: one table that columns, exports, filters and labels read. A new column is one row of it."""

from __future__ import annotations

from ..i18n import N_
from ..project.kinds import Entity
from ..project.project import Project
from . import dates, progress, tasks
from . import field_edits as typed
from . import field_values as of
from .choices import CONSTRAINTS, EARNING, MODES, TASK_TYPES, calendar_names, titled_choices
from .custom_fields import custom_field
from .field import Field, Kind, field
from .further_fields import FURTHER


def _earned(key: str, title: str, name: str, heading: str) -> Field:
    """A figure of earned value, money or an index."""
    index = name.endswith("_performance")
    kind = Kind.NUMBER if index else Kind.COST
    text = of.index_text(name) if index else None
    return field(key, title, kind, of.earned(name), heading=heading, text=text, width=60 if index else 90)


_EARNED_VALUE = (
    ("planned_value", N_("Planned value (BCWS)"), "planned", N_("Planned value")),
    ("earned_value", N_("Earned value (BCWP)"), "earned", N_("Earned value")),
    ("cost_to_date", N_("Cost to date (ACWP)"), "spent", N_("Cost to date")),
    ("earned_schedule_variance", N_("Schedule variance (SV)"), "schedule_variance", "SV"),
    ("earned_cost_variance", N_("Earned value cost variance (CV)"), "cost_variance", "CV"),
    ("schedule_performance", N_("Schedule performance (SPI)"), "schedule_performance", "SPI"),
    ("cost_performance", N_("Cost performance (CPI)"), "cost_performance", "CPI"),
    ("budget", N_("Budget at completion (BAC)"), "budget", "BAC"),
    ("estimate", N_("Estimate at completion (EAC)"), "estimate", "EAC"),
    ("variance_at_completion", N_("Variance at completion (VAC)"), "variance_at_completion", "VAC"),
    ("to_complete_performance", N_("To-complete performance (TCPI)"), "to_complete_performance", "TCPI"),
)
"""Key, title, figure of ``EarnedValue`` and heading."""

FIELDS: tuple[Field, ...] = (
    field("row", N_("Row"), Kind.NUMBER, lambda figures, uid: figures.row_number(uid), width=44, heading="#"),
    field(
        "indicators",
        N_("Indicators"),
        Kind.INDICATORS,
        of.indicator_count,
        text=of.indicator_texts,
        width=52,
    ),
    field(
        "mode",
        N_("Task mode"),
        Kind.CHOICE,
        of.of_record("manual"),
        typed.edit_mode,
        text=of.mode_text,
        choices=titled_choices(MODES),
        heading=N_("Mode"),
    ),
    field("wbs", N_("WBS"), Kind.TEXT, of.wbs, typed.edit_wbs, width=64),
    field("name", N_("Task name"), Kind.TEXT, of.name, typed.edit_name, width=280),
    field("duration", N_("Duration"), Kind.DURATION, of.duration, typed.edit_duration, text=of.duration_text, width=76),
    field(
        "start",
        N_("Start"),
        Kind.DATE,
        of.start,
        typed.dated(dates.set_start, typed.start_moment),
        text=of.start_text,
        width=126,
    ),
    field(
        "finish",
        N_("Finish"),
        Kind.DATE,
        of.finish,
        typed.dated(dates.set_finish, typed.finish_moment),
        text=of.finish_text,
        width=126,
    ),
    field(
        "predecessors",
        N_("Predecessors"),
        Kind.PREDECESSORS,
        of.predecessor_rows,
        typed.edit_predecessors,
        text=of.predecessors_text,
        width=100,
    ),
    field(
        "successors",
        N_("Successors"),
        Kind.SUCCESSORS,
        of.successor_rows,
        typed.edit_successors,
        text=of.successors_text,
        width=100,
    ),
    field("resources", N_("Resource names"), Kind.RESOURCES, of.resources, typed.edit_resources, width=160),
    field(
        "percent_complete",
        N_("% complete"),
        Kind.PERCENT,
        lambda figures, uid: figures.percent_complete(uid),
        typed.edit_percent,
        width=82,
    ),
    field("work", N_("Work"), Kind.WORK, lambda figures, uid: figures.work(uid), typed.edit_work, width=76),
    field("cost", N_("Cost"), Kind.COST, lambda figures, uid: figures.cost(uid)),
    field("fixed_cost", N_("Fixed cost"), Kind.COST, of.of_record("fixed_cost"), typed.edit_fixed_cost),
    field("actual_cost", N_("Actual cost"), Kind.COST, lambda figures, uid: figures.spent(uid)),
    field("remaining_cost", N_("Remaining cost"), Kind.COST, of.remaining_cost),
    field("outline_level", N_("Outline level"), Kind.NUMBER, of.level),
    field("outline_number", N_("Outline number"), Kind.TEXT, lambda figures, uid: figures.outline_number(uid)),
    field("total_slack", N_("Total slack"), Kind.DURATION, of.scheduled("total_slack")),
    field("free_slack", N_("Free slack"), Kind.DURATION, of.scheduled("free_slack")),
    field("critical", N_("Critical"), Kind.FLAG, of.critical),
    field(
        "constraint",
        N_("Constraint type"),
        Kind.CHOICE,
        of.of_record("constraint"),
        typed.edit_constraint,
        text=of.constraint_text,
        choices=titled_choices(CONSTRAINTS),
        width=150,
    ),
    field(
        "constraint_date",
        N_("Constraint date"),
        Kind.DATE,
        of.of_record("constraint_date"),
        typed.edit_constraint_date,
        width=126,
    ),
    field("deadline", N_("Deadline"), Kind.DATE, of.of_record("deadline"), typed.edit_deadline, width=126),
    field("priority", N_("Priority"), Kind.NUMBER, of.of_record("priority"), typed.edit_priority, width=70),
    field(
        "actual_start",
        N_("Actual start"),
        Kind.DATE,
        of.of_record("actual_start"),
        typed.edit_actual(progress.set_actual_start, typed.start_moment),
        width=126,
    ),
    field(
        "actual_finish",
        N_("Actual finish"),
        Kind.DATE,
        of.of_record("actual_finish"),
        typed.edit_actual(progress.set_actual_finish, typed.finish_moment),
        width=126,
    ),
    field(
        "actual_duration",
        N_("Actual duration"),
        Kind.DURATION,
        of.of_record("actual_duration"),
        typed.edit_actual_duration,
    ),
    field(
        "remaining_duration",
        N_("Remaining duration"),
        Kind.DURATION,
        of.remaining_duration,
        typed.edit_remaining_duration,
    ),
    field("baseline_start", N_("Baseline start"), Kind.DATE, of.baseline("start"), width=126),
    field("baseline_finish", N_("Baseline finish"), Kind.DATE, of.baseline("finish"), width=126),
    field("baseline_duration", N_("Baseline duration"), Kind.DURATION, of.baseline("duration")),
    field("baseline_work", N_("Baseline work"), Kind.WORK, of.baseline("work")),
    field("baseline_cost", N_("Baseline cost"), Kind.COST, of.baseline("cost")),
    field("work_variance", N_("Work variance"), Kind.WORK, of.work_variance),
    field("cost_variance", N_("Cost variance"), Kind.COST, of.cost_variance),
    field("duration_variance", N_("Duration variance"), Kind.DURATION, of.duration_variance),
    field("start_variance", N_("Start variance"), Kind.DURATION, of.variance("start")),
    field("finish_variance", N_("Finish variance"), Kind.DURATION, of.variance("finish")),
    *(_earned(*one) for one in _EARNED_VALUE),
    field(
        "physical_percent_complete",
        N_("Physical % complete"),
        Kind.PERCENT,
        of.of_record("physical_percent_complete"),
        typed.edit_physical_percent,
        width=82,
    ),
    field(
        "earned_value_method",
        N_("Earned value method"),
        Kind.CHOICE,
        of.of_record("earned_by_physical"),
        typed.edit_earned_value_method,
        text=of.earning_text,
        choices=titled_choices(EARNING),
        width=130,
    ),
    field("early_start", N_("Early start"), Kind.DATE, of.moment("early_start"), width=126),
    field("early_finish", N_("Early finish"), Kind.DATE, of.moment("early_finish"), width=126),
    field("late_start", N_("Late start"), Kind.DATE, of.moment("late_start"), width=126),
    field("late_finish", N_("Late finish"), Kind.DATE, of.moment("late_finish"), width=126),
    field("milestone", N_("Milestone"), Kind.FLAG, of.of_record("milestone"), typed.flagged(tasks.set_milestone)),
    field("active", N_("Active"), Kind.FLAG, of.of_record("active"), typed.flagged(tasks.set_active)),
    field(
        "task_type",
        N_("Task type"),
        Kind.CHOICE,
        of.of_record("task_type"),
        typed.edit_task_type,
        text=of.task_type_text,
        choices=titled_choices(TASK_TYPES),
        width=110,
    ),
    field(
        "effort_driven",
        N_("Effort driven"),
        Kind.FLAG,
        of.of_record("effort_driven"),
        typed.flagged(tasks.set_effort_driven),
    ),
    field(
        "calendar",
        N_("Task calendar"),
        Kind.CHOICE,
        of.calendar_name,
        typed.edit_calendar,
        choices=calendar_names,
        width=130,
    ),
    field("levelling_delay", N_("Levelling delay"), Kind.DURATION, of.levelling_delay, text=of.levelling_delay_text),
    field("notes", N_("Notes"), Kind.TEXT, of.of_record("notes"), typed.edit_notes, width=200),
    field("hyperlink", N_("Hyperlink"), Kind.TEXT, of.hyperlink("title"), typed.edit_hyperlink("title"), width=140),
    field(
        "hyperlink_address",
        N_("Hyperlink address"),
        Kind.TEXT,
        of.hyperlink("address"),
        typed.edit_hyperlink("address"),
        width=180,
    ),
    field("other_plans", N_("Other plans"), Kind.TEXT, of.other_plans, width=160),
    field("uid", N_("Unique ID"), Kind.NUMBER, lambda _figures, uid: uid, width=70),
    *FURTHER,
)
"""Every field that all plans have."""

BY_KEY = {one.key: one for one in FIELDS}

PLACED = frozenset(("row", "wbs", "outline_number", "outline_level", "summary_name", "predecessors", "successors"))
"""Fields that tell where a task, or one that it hangs on, stands in the plan."""

SHARED = frozenset(("overallocated", "dates_differ", "summary_name"))
"""Fields whose values may change with an edit of another task."""

USUAL = ("indicators", "name", "duration", "start", "finish", "predecessors", "resources", "percent_complete")
"""The columns a new table shows."""


def fields_of(project: Project) -> dict[str, Field]:
    """Every field of a plan's tasks by its key, those its planner defined last."""
    own = (custom_field(one) for one in project.custom_fields.values() if one.entity is Entity.TASK)
    return {one.key: one for one in (*FIELDS, *own)}
