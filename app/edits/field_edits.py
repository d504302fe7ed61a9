"""What typing into the fields of tasks means: text in, patch out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ..analysis.figures import Figures
from ..i18n import _
from ..project.durations import Duration, parse_duration
from ..project.errors import EditError
from ..project.kinds import ConstraintKind, TaskType
from ..project.moments import to_datetime
from ..project.patch import Patch
from ..project.predecessors import parse_predecessors
from ..project.records import Hyperlink, TaskUid
from ..project.resource_names import parse_resource_names
from ..project.widths import replace
from . import assignments, dates, links, progress, tasks
from .choices import CONSTRAINTS, EARNING, MODES, TASK_TYPES, chosen
from .field import Editor
from .wording import Wording

Reader = Callable[[Figures, Wording, TaskUid, str], datetime]
"""Reads a typed date of a task."""


def _typed_moment(name: str, default: str) -> Reader:
    """Reads a typed date of a task: the time is the plan's for such dates, the year the nearest to the present date."""

    def read(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> datetime:
        def near() -> date:
            schedule = figures.schedule
            known = uid in schedule
            return (to_datetime(getattr(schedule, name)[schedule.rows[uid]]) if known else wording.info.start).date()

        return wording.parse_moment(text, getattr(wording.info, default), near)

    return read


start_moment = _typed_moment("start", "default_start_time")
finish_moment = _typed_moment("finish", "default_finish_time")


def edit_name(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return tasks.rename(figures.project, uid, text)


def edit_duration(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    task = figures.project.tasks[uid]
    typed: Duration | str
    try:
        typed = parse_duration(text, wording.info)
    except EditError:
        if not task.manual:
            raise
        typed = text.strip()
    return dates.set_duration(figures.engine, uid, typed)


def edit_remaining_duration(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    unit = figures.project.tasks[uid].duration_unit
    return dates.set_remaining_duration(figures.engine, uid, parse_duration(text, wording.info, unit))


def edit_actual_duration(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    unit = figures.project.tasks[uid].duration_unit
    typed = parse_duration(text or "0", wording.info, unit)
    if typed.minutes and (typed.unit.percent or typed.unit.elapsed != unit.elapsed):
        raise EditError(_("What is done is a length of time in the manner of the duration, such as 3d."))
    return progress.set_actual_duration(figures.engine, uid, typed.minutes)


def otherwise(figures: Figures, wording: Wording, uid: TaskUid, field: str, text: str) -> str:
    """How long a task takes whose people could not end it in the time typed, in words; empty where nothing differs.

    Args:
        field: The key of the field that the text was typed into, and taken over from.
    """
    if field != "duration" or uid not in figures.schedule:
        return ""
    row = figures.schedule.rows[uid]
    lasting = figures.schedule.duration[row]
    if not figures.engine.compiled.activities[row].workers or parse_duration(text, wording.info).minutes == lasting:
        return ""
    words = _("By the hours of its resources it takes {lasting}, not {asked}, and finishes {date}.")
    unit = figures.project.tasks[uid].duration_unit
    date = wording.date_time(to_datetime(figures.schedule.finish[row]))
    return words.format(lasting=wording.duration(lasting, unit), asked=text.strip(), date=date)


def dated(setter: Callable[..., Patch], read: Reader) -> Editor:
    """Edits a date that manual tasks can have in words."""

    def edit(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
        moment: datetime | str | None = None
        if text.strip():
            try:
                moment = read(figures, wording, uid, text)
            except EditError:
                if not figures.project.tasks[uid].manual:
                    raise
                moment = text.strip()
        return setter(figures.engine, uid, moment)

    return edit


def edit_deadline(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    moment = finish_moment(figures, wording, uid, text) if text.strip() else None
    return tasks.set_deadline(figures.project, [uid], moment)


def edit_actual(setter: Callable[..., Patch], read: Reader) -> Editor:
    def edit(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
        return setter(figures.engine, uid, read(figures, wording, uid, text) if text.strip() else None)

    return edit


def edit_predecessors(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    return links.set_predecessors(figures.project, uid, parse_predecessors(text, wording.info), figures.in_rows())


def edit_successors(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    return links.set_successors(figures.project, uid, parse_predecessors(text, wording.info), figures.in_rows())


def edit_resources(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return assignments.set_resources(figures.engine, uid, parse_resource_names(text))


def edit_hyperlink(part: str) -> Editor:
    """Edits a part of the link out of the plan, named as in ``Hyperlink``; a link of which nothing is left goes."""

    def edit(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
        present = figures.project.tasks[uid].hyperlink or Hyperlink()
        link = replace(present, **{part: text.strip()})
        return tasks.set_hyperlink(figures.project, uid, None if link == Hyperlink() else link)

    return edit


def edit_percent(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    return progress.set_percent_complete(figures.engine, [uid], wording.parse_percent(text or "0"))


def edit_physical_percent(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    return progress.set_physical_percent_complete(figures.project, [uid], wording.parse_percent(text or "0"))


def edit_earned_value_method(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return tasks.set_earned_by_physical(figures.project, [uid], bool(chosen(text, EARNING)))


def edit_work(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    typed = parse_duration(text or "0", wording.info, wording.info.work_unit)
    return assignments.set_work(figures.engine, uid, typed.minutes)


def edit_priority(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    return tasks.set_priority(figures.project, [uid], int(wording.parse_number(text or "500")))


def edit_fixed_cost(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    return tasks.set_fixed_cost(figures.project, [uid], wording.parse_money(text or "0"))


def edit_mode(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return dates.set_manual(figures.engine, [uid], chosen(text, MODES) == 1)


def edit_constraint(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    kind = list(ConstraintKind)[chosen(text or CONSTRAINTS[0], CONSTRAINTS, list(ConstraintKind))]
    start = kind in (
        ConstraintKind.MUST_START_ON,
        ConstraintKind.START_NO_EARLIER_THAN,
        ConstraintKind.START_NO_LATER_THAN,
    )
    when = figures.schedule.start_of(uid) if start else figures.schedule.finish_of(uid)
    known = figures.project.tasks[uid].constraint_date
    return tasks.set_constraint(figures.project, [uid], kind, known or when)


def edit_constraint_date(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
    task = figures.project.tasks[uid]
    if not text.strip():
        return tasks.set_constraint(figures.project, [uid], ConstraintKind.AS_SOON_AS_POSSIBLE)
    finish = task.constraint.value.startswith(("F", "MF"))
    moment = (finish_moment if finish else start_moment)(figures, wording, uid, text)
    kind = task.constraint if task.constraint.needs_date else ConstraintKind.START_NO_EARLIER_THAN
    return tasks.set_constraint(figures.project, [uid], kind, moment)


def edit_task_type(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return tasks.set_task_type(figures.project, [uid], list(TaskType)[chosen(text, TASK_TYPES)])


def edit_calendar(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    if not text.strip():
        return tasks.set_calendar(figures.project, [uid], None)
    base = [one for one in figures.project.calendars.values() if one.base is None]
    place = chosen(text, [one.name for one in base])
    return tasks.set_calendar(figures.project, [uid], base[place].uid)


def flagged(setter: Callable[..., Patch]) -> Editor:
    """Edits a flag through an edit that takes project, tasks and yes or no."""
    return lambda figures, wording, uid, text: setter(figures.project, [uid], wording.parse_flag(text))


def edit_notes(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return tasks.set_notes(figures.project, uid, text)


def edit_wbs(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    code = text.strip()
    return tasks.set_wbs(figures.project, uid, "" if code == figures.outline_number(uid) else code)
