"""What the fields of tasks show: values from records and dates, and how the special ones are written."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from ..analysis.figures import Figures
from ..i18n import _
from ..project.moments import to_datetime, to_minute
from ..project.predecessors import format_link
from ..project.records import Baseline, Task, TaskUid
from ..project.resource_names import format_resource_names
from .choices import CONSTRAINTS, EARNING, MODES, TASK_TYPES, title_of
from .field import Getter, Writer
from .indicators import indicators
from .wording import Wording


def of_record(name: str) -> Getter:
    return lambda figures, uid: getattr(figures.project.tasks[uid], name)


def scheduled(name: str) -> Getter:
    def get(figures: Figures, uid: TaskUid) -> int:
        schedule = figures.schedule
        return getattr(schedule, name)[schedule.rows[uid]]

    return get


def moment(name: str) -> Getter:
    column = scheduled(name)
    return lambda figures, uid: to_datetime(column(figures, uid))


def start(figures: Figures, uid: TaskUid) -> datetime | None:
    return None if _undecided(figures.project.tasks[uid], "start") else figures.schedule.start_of(uid)


def finish(figures: Figures, uid: TaskUid) -> datetime | None:
    return None if _undecided(figures.project.tasks[uid], "finish") else figures.schedule.finish_of(uid)


def _undecided(task: Task, name: str) -> bool:
    """Whether the planner left a date or duration of a manual task open, or wrote words in its place."""
    return task.manual and getattr(task, f"{name}_text") is not None and getattr(task, f"manual_{name}") is None


def start_text(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    task, schedule = figures.project.tasks[uid], figures.schedule
    if task.manual and _undecided(task, "start"):
        return task.start_text or ""
    return wording.moment(schedule.start[schedule.rows[uid]])


def finish_text(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    task, schedule = figures.project.tasks[uid], figures.schedule
    if task.manual and _undecided(task, "finish"):
        return task.finish_text or ""
    return wording.moment(schedule.finish[schedule.rows[uid]])


def duration(figures: Figures, uid: TaskUid) -> int | None:
    schedule, task = figures.schedule, figures.project.tasks[uid]
    return None if _undecided(task, "duration") else schedule.duration[schedule.rows[uid]]


def duration_text(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    schedule, task = figures.schedule, figures.project.tasks[uid]
    if task.manual and _undecided(task, "duration"):
        return task.duration_text or ""
    summary = figures.project.is_summary(uid)
    unit = wording.info.duration_unit if summary and not task.manual else task.duration_unit
    minutes = schedule.duration[schedule.rows[uid]]
    return wording.duration(minutes, unit, estimated=task.estimated and not summary)


def name(figures: Figures, uid: TaskUid) -> str:
    return figures.project.tasks[uid].name


def predecessors_text(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    found = figures.project.predecessors(uid)
    return ", ".join(format_link(one, figures.row_number(one.predecessor), wording.info) for one in found)


def successors_text(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    found = figures.project.successors(uid)
    return ", ".join(format_link(one, figures.row_number(one.successor), wording.info) for one in found)


def resources(figures: Figures, uid: TaskUid) -> str:
    project = figures.project
    return format_resource_names(
        (None if one.resource is None else project.resources.get(one.resource), one)
        for one in project.assignments_of(uid)
    )


def wbs(figures: Figures, uid: TaskUid) -> str:
    return figures.project.tasks[uid].wbs or figures.outline_number(uid)


def calendar_name(figures: Figures, uid: TaskUid) -> str:
    uid_of_calendar = figures.project.tasks[uid].calendar
    calendar = None if uid_of_calendar is None else figures.project.calendars.get(uid_of_calendar)
    return "" if calendar is None else calendar.name


def hyperlink(part: str) -> Getter:
    """A part of the link out of the plan, named as in ``Hyperlink``."""
    return lambda figures, uid: getattr(figures.project.tasks[uid].hyperlink, part, "")


def other_plans(figures: Figures, uid: TaskUid) -> str:
    """The files that a task comes from or waits for."""
    return ", ".join(figures.project.other_plans(uid))


def baseline(name: str, number: int = 0) -> Getter:
    def get(figures: Figures, uid: TaskUid) -> Any:
        found = baseline_of(figures.project.tasks[uid], number)
        return None if found is None else getattr(found, name)

    return get


def variance(name: str) -> Getter:
    """Working minutes from the baseline's start or finish to the scheduled one; negative where that is earlier."""

    def get(figures: Figures, uid: TaskUid) -> int | None:
        found = baseline_of(figures.project.tasks[uid])
        planned = None if found is None else getattr(found, name)
        if planned is None:
            return None
        schedule = figures.schedule
        now = getattr(schedule, name)[schedule.rows[uid]]
        return figures.engine.working_times.project.between(to_minute(planned), now)

    return get


def work_variance(figures: Figures, uid: TaskUid) -> int | None:
    """Minutes of work beyond those of the baseline; negative where there are fewer."""
    planned = baseline("work")(figures, uid)
    return None if planned is None else figures.work(uid) - planned


def cost_variance(figures: Figures, uid: TaskUid) -> Decimal | None:
    """Cost beyond that of the baseline; negative where there is less."""
    planned = baseline("cost")(figures, uid)
    return None if planned is None else figures.cost(uid) - planned


def remaining_cost(figures: Figures, uid: TaskUid) -> Decimal:
    """What is still to be spent."""
    return figures.cost(uid) - figures.spent(uid)


def earned(name: str) -> Getter:
    """A figure of the earned value at the status date, named as in ``EarnedValue``."""

    def get(figures: Figures, uid: TaskUid) -> Any:
        value = getattr(figures.earned(uid), name)
        return round(value, 2) if isinstance(value, float) else value

    return get


def index_text(name: str) -> Writer:
    """An index of earned value with two decimals, so that a column of them can be compared."""
    get = earned(name)

    def write(figures: Figures, wording: Wording, uid: TaskUid) -> str:
        value = get(figures, uid)
        return "" if value is None else f"{value:.2f}".replace(".", wording.style.decimal)

    return write


def earning_text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
    """Which per cent complete earns value."""
    return _(EARNING[figures.project.tasks[uid].earned_by_physical])


def duration_variance(figures: Figures, uid: TaskUid) -> int | None:
    """Minutes of duration beyond those of the baseline; negative where there are fewer."""
    planned = baseline("duration")(figures, uid)
    schedule = figures.schedule
    return None if planned is None else schedule.duration[schedule.rows[uid]] - planned


def remaining_duration(figures: Figures, uid: TaskUid) -> int | None:
    """Minutes left to do; all of them where nothing was reported."""
    task = figures.project.tasks[uid]
    if task.remaining_duration is not None or figures.project.is_summary(uid):
        return task.remaining_duration
    return task.duration * (100 - task.percent_complete) // 100


def levelling_delay(figures: Figures, uid: TaskUid) -> int | None:
    """Minutes of the clock added by levelling; None for none."""
    return figures.project.tasks[uid].levelling_delay or None


def levelling_delay_text(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    """The delay in its own unit."""
    task = figures.project.tasks[uid]
    return wording.duration(task.levelling_delay, task.levelling_delay_unit) if task.levelling_delay else ""


def baseline_of(task: Task, number: int = 0) -> Baseline | None:
    """A baseline of a task, None where it has none of that number."""
    return next((one for one in task.baselines if one.number == number), None)


def predecessor_rows(figures: Figures, uid: TaskUid) -> tuple[int, ...]:
    """Row numbers of the predecessors."""
    return tuple(figures.row_number(one.predecessor) for one in figures.project.predecessors(uid))


def successor_rows(figures: Figures, uid: TaskUid) -> tuple[int, ...]:
    """Row numbers of the successors."""
    return tuple(figures.row_number(one.successor) for one in figures.project.successors(uid))


def indicator_count(figures: Figures, uid: TaskUid) -> int:
    """How much is remarkable."""
    return len(indicators(figures, uid))


def indicator_texts(figures: Figures, wording: Wording, uid: TaskUid) -> str:
    """What is remarkable, a sentence a line."""
    return "\n".join(one.text(wording) for one in indicators(figures, uid))


def mode_text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
    """Who sets the dates."""
    return _(MODES[figures.project.tasks[uid].manual])


def constraint_text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
    """The constraint in words."""
    return title_of(CONSTRAINTS, figures.project.tasks[uid].constraint)


def task_type_text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
    """The task type in words."""
    return title_of(TASK_TYPES, figures.project.tasks[uid].task_type)


def critical(figures: Figures, uid: TaskUid) -> bool:
    """Whether the task is critical."""
    schedule = figures.schedule
    return bool(schedule.critical[schedule.rows[uid]])


def level(figures: Figures, uid: TaskUid) -> int:
    """The outline level, 1 at the top."""
    return figures.project.level(uid)
