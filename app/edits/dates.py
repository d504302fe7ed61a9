"""Edits of duration, start and finish, and of who sets the dates: the schedule or the planner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.durations import Duration
from ..project.errors import EditError
from ..project.kinds import ConstraintKind, TaskType
from ..project.moments import to_datetime, to_minute
from ..project.patch import Patch
from ..project.records import Task, TaskUid
from ..project.ticket import Ticket, followed
from ..project.widths import replace
from ..schedule.engine import Engine
from .effort import Effort
from .progress import done_of, later, resized, set_actual_finish, set_actual_start, set_percent_complete
from .spreading import last
from .tree import change, task_of, titled

_ROUNDS = 6
"""So many durations are tried at most for a task to last as long as was asked."""


def set_duration(engine: Engine, uid: TaskUid, duration: Duration | str) -> Patch:
    """Give a task another duration; free words where it is not decided yet and the task is scheduled manually.

    Work and units of its assignments follow as the task's type says. Where people keep different hours, they are given
    as much as they do in that time: the task lasts as long as was asked, or as near to that as can be.

    Raises:
        EditError: The duration of a summary task is computed; durations are not negative and no percentages.
    """
    if isinstance(duration, str) or duration.unit.elapsed or not _keep_different_hours(engine, uid):
        return _with_duration(engine, uid, duration)
    asked = duration.minutes
    if asked == engine.schedule.value("duration", uid):
        asked = engine.project.tasks[uid].duration
    found: list[tuple[int, int, Patch]] = []
    while len(found) < _ROUNDS and (not found or found[-1][0]):
        patch = _with_duration(engine, uid, Duration(asked, duration.unit, duration.estimated))
        more = _lasting(engine, uid, patch) - duration.minutes
        found.append((abs(more), -more, patch))
        asked = max(asked - more, 1)
    return min(found, key=lambda one: one[:2])[2]


def set_remaining_duration(engine: Engine, uid: TaskUid, remaining: Duration) -> Patch:
    """Say how long a task still takes: its duration becomes that and what is done. With nothing left it is complete.

    Raises:
        EditError: It is a summary task, the duration is none, or is told by the clock where that of the task is not.
    """
    task = task_of(engine.project, uid)
    if remaining.minutes < 0 or remaining.unit.percent or remaining.unit.elapsed != task.duration_unit.elapsed:
        raise EditError(_("What remains is a positive length of time in the manner of the duration, such as 3d."))
    done = done_of(task)
    if not remaining.minutes and not done and not engine.project.is_summary(uid):
        return set_percent_complete(engine, [uid], 100)
    return set_duration(engine, uid, Duration(done + remaining.minutes, task.duration_unit, task.estimated))


def _keep_different_hours(engine: Engine, uid: TaskUid) -> bool:
    """Whether a task takes as long as the people on it need who have calendars of their own."""
    project, task = engine.project, engine.project.tasks[uid]
    if task.manual or task.task_type is TaskType.FIXED_DURATION:
        return False
    people = [one.resource for one in project.assignments_of(uid) if one.resource is not None]
    return len({project.resources[resource].calendar for resource in people}) > 1


def _lasting(engine: Engine, uid: TaskUid, patch: Patch) -> int:
    """How long a task would last with a patch, in working minutes."""
    with engine.trial(patch, limit=1) as trial:
        return trial.schedule.value("duration", uid)


def _with_duration(engine: Engine, uid: TaskUid, duration: Duration | str) -> Patch:
    task = task_of(engine.project, uid)
    draft = Draft(engine.project)
    if isinstance(duration, str):
        _only_manual(task)
        change(draft, uid, duration_text=duration, manual_duration=None)
        return draft.patch()
    if duration.minutes < 0 or duration.unit.percent:
        raise EditError(_("A duration is a positive length of time, such as 3d."))
    if engine.project.is_summary(uid) and not task.manual:
        raise EditError(_("The duration of summary task {name} follows from its tasks.").format(name=titled(task)))
    fields = resized(task, duration.minutes, duration.unit, duration.estimated)
    if task.manual:
        fields |= _manual_fields(engine, task, duration=duration)
    if not engine.project.is_summary(uid):
        _fit_work(engine, draft, task, duration.minutes)
    if task.actual_finish is not None and fields.get("percent_complete", 100) < 100:
        _reopen(engine, draft, uid, fields["percent_complete"])
    change(draft, uid, dates=True, **fields)
    return draft.patch()


def _reopen(engine: Engine, draft: Draft, uid: TaskUid, percent: int) -> None:
    """Let people go on with a task that was done."""
    for one in engine.project.assignments_of(uid):
        now = draft.assignments[one.uid]
        draft.assignments[one.uid] = replace(now, actual_finish=None, percent_work_complete=percent)


def set_start(engine: Engine, uid: TaskUid, start: datetime | str | None) -> Patch:
    """Let a task start at a moment; free words where the task is scheduled manually.

    An automatic task is asked to start no earlier, or no later in a plan scheduled from its finish; one that has begun
    gets another actual start. None takes such a wish away.

    Raises:
        EditError: The start of a summary task is computed; only manual tasks take words.
    """
    task = task_of(engine.project, uid)
    if task.manual:
        return _set_manual_dates(engine, task, start=start)
    if isinstance(start, str):
        _only_manual(task)
    _refuse_summary(engine, task)
    if task.actual_start is not None and isinstance(start, datetime):
        return set_actual_start(engine, uid, start)
    from_finish = engine.project.info.from_finish
    kind = ConstraintKind.START_NO_LATER_THAN if from_finish else ConstraintKind.START_NO_EARLIER_THAN
    return _constrain(engine, uid, kind, start)


def set_finish(engine: Engine, uid: TaskUid, finish: datetime | str | None) -> Patch:
    """Let a task finish at a moment; free words where the task is scheduled manually.

    An automatic task is asked to finish no earlier, or no later in a plan scheduled from its finish; one that is done
    gets another actual finish. None takes such a wish away.

    Raises:
        EditError: The finish of a summary task is computed; only manual tasks take words.
    """
    task = task_of(engine.project, uid)
    if task.manual:
        return _set_manual_dates(engine, task, finish=finish)
    if isinstance(finish, str):
        _only_manual(task)
    _refuse_summary(engine, task)
    if task.actual_finish is not None and isinstance(finish, datetime):
        return set_actual_finish(engine, uid, finish)
    from_finish = engine.project.info.from_finish
    kind = ConstraintKind.FINISH_NO_LATER_THAN if from_finish else ConstraintKind.FINISH_NO_EARLIER_THAN
    return _constrain(engine, uid, kind, finish)


def set_manual(engine: Engine, uids: Iterable[TaskUid], manual: bool, ticket: Ticket | None = None) -> Patch:
    """Let the planner set the dates of tasks, beginning with those they have now, or let the schedule do it.

    Raises:
        EditError: One of them is a blank row.
        Cancelled: The ticket said so.
    """
    draft = Draft(engine.project)
    schedule = engine.schedule
    for uid in followed(list(uids), ticket):
        task = task_of(engine.project, uid)
        if task.manual == manual:
            continue
        fields: dict[str, Any] = {"start_text": None, "finish_text": None, "duration_text": None}
        if manual:
            length = schedule.duration[schedule.rows[uid]] if engine.project.is_summary(uid) else task.duration
            fields["manual_start"], fields["manual_finish"] = schedule.start_of(uid), schedule.finish_of(uid)
            fields["manual_duration"] = length
        else:
            fields |= {"manual_start": None, "manual_finish": None, "manual_duration": None}
        change(draft, uid, dates=True, manual=manual, **fields)
    return draft.patch(ticket)


def _constrain(engine: Engine, uid: TaskUid, kind: ConstraintKind, moment: datetime | str | None) -> Patch:
    """Give a task a constraint, or with None the one that asks nothing."""
    late = ConstraintKind.AS_LATE_AS_POSSIBLE if engine.project.info.from_finish else None
    free = late or ConstraintKind.AS_SOON_AS_POSSIBLE
    draft = Draft(engine.project)
    change(draft, uid, dates=True, constraint=free if moment is None else kind, constraint_date=moment)
    return draft.patch()


def _fit_work(engine: Engine, draft: Draft, task: Task, minutes: int) -> None:
    """Let the work on a task follow a new duration."""
    if minutes != task.duration and not last(engine, draft, task.uid, minutes):
        Effort(engine, draft, task.uid).last(minutes)


def _only_manual(task: Task) -> None:
    if not task.manual:
        raise EditError(
            _("Type a date or duration; only manually scheduled tasks take other words, and {name} is not one.").format(
                name=titled(task)
            )
        )


def _refuse_summary(engine: Engine, task: Task) -> None:
    if engine.project.is_summary(task.uid):
        raise EditError(
            _("The dates of summary task {name} follow from its tasks; move those, or schedule it manually.").format(
                name=titled(task)
            )
        )


_UNSAID: Any = object()


def _set_manual_dates(
    engine: Engine, task: Task, *, start: datetime | str | None = _UNSAID, finish: datetime | str | None = _UNSAID
) -> Patch:
    draft = Draft(engine.project)
    fields = _manual_fields(engine, task, start=start, finish=finish)
    length = fields.get("manual_duration")
    if length is not None and length != task.duration and not engine.project.is_summary(task.uid):
        fields |= resized(task, length, task.duration_unit, task.estimated)
        _fit_work(engine, draft, task, length)
    change(draft, task.uid, dates=True, **fields)
    return draft.patch()


def _manual_fields(
    engine: Engine,
    task: Task,
    *,
    start: datetime | str | None = _UNSAID,
    finish: datetime | str | None = _UNSAID,
    duration: Duration | None = None,
) -> dict[str, Any]:
    """The dates of a manual task after one was typed: a known duration is kept when the start changes, a known start
    when the finish or the duration does.

    Raises:
        EditError: The task would finish before its start.
    """
    fields: dict[str, Any] = {}
    for name, value in (("start", start), ("finish", finish)):
        if value is not _UNSAID:
            fields[f"manual_{name}"] = value if isinstance(value, datetime) else None
            fields[f"{name}_text"] = None if isinstance(value, datetime) else value or ""
    if duration is not None:
        fields |= {"manual_duration": duration.minutes, "duration_text": None}
    first, last, length = (
        fields.get(name, getattr(task, name)) for name in ("manual_start", "manual_finish", "manual_duration")
    )
    if length is None and task.duration_text is None:
        length = task.duration
    unit = duration.unit if duration is not None else task.duration_unit
    times = engine.working_times.task(task.uid)
    if isinstance(finish, datetime) and first is not None:
        length = (
            to_minute(finish) - to_minute(first) if unit.elapsed else times.between(*map(to_minute, (first, finish)))
        )
        if finish < first:
            raise EditError(_("{name} would finish before its start.").format(name=titled(task)))
        fields |= {"manual_duration": length, "duration_text": None}
    elif first is not None and length is not None and finish is _UNSAID:
        fields |= {"manual_finish": to_datetime(later(times, to_minute(first), length, unit)), "finish_text": None}
    elif last is not None and length is not None and start is _UNSAID:
        fields |= {"manual_start": to_datetime(later(times, to_minute(last), -length, unit)), "start_text": None}
    return fields
