"""Edits of progress: per cent complete, actual start and finish, and how a new duration keeps what is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..analysis.spread import cut, spread_of
from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import TimeUnit
from ..project.moments import Minute, to_datetime, to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Assignment, Task, TaskUid, Timephased
from ..project.ticket import Ticket, followed
from ..project.widths import replace
from ..project.working_time import WorkingTime
from ..schedule.engine import Engine
from ..schedule.splits import ACTUAL, ACTUAL_OVERTIME, REMAINING, by_hand, fitted, paused
from .timephased import amounts_told
from .tree import NO_PROGRESS, change, task_of, titled

_REPORTED = (REMAINING, ACTUAL, ACTUAL_OVERTIME)
"""The kinds of timephased work that new progress makes untrue."""


def set_percent_complete(engine: Engine, uids: Iterable[TaskUid], percent: int, ticket: Ticket | None = None) -> Patch:
    """Say how much of the duration of tasks is done; of a summary task, of all its tasks.

    What has begun gets its scheduled start as the actual one unless one was reported, what is done its scheduled
    finish; actual and remaining duration, and the same of the assignments, follow.

    Raises:
        EditError: The percentage is not from 0 to 100, or a task is inactive.
        Cancelled: The ticket said so.
    """
    if not 0 <= percent <= 100:
        raise EditError(_("Per cent complete is a number from 0 to 100."))
    draft = Draft(engine.project)
    for uid in followed(_leaves(engine, uids, ticket or Ticket()), ticket):
        _refuse_inactive(engine.project.tasks[uid])
        _report(engine, draft, uid, percent)
    return draft.patch(ticket)


def set_physical_percent_complete(project: Project, uids: Iterable[TaskUid], percent: int) -> Patch:
    """Say how much of what tasks are to bring about is there, whatever their duration says; earned value may count it.

    Raises:
        EditError: The percentage is not from 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise EditError(_("Per cent complete is a number from 0 to 100."))
    draft = Draft(project)
    for uid in uids:
        task_of(project, uid)
        change(draft, uid, physical_percent_complete=percent)
    return draft.patch()


def set_actual_start(engine: Engine, uid: TaskUid, moment: datetime | None) -> Patch:
    """Say when a task began; None if it has not.

    Raises:
        EditError: It is a summary task, or finished before.
    """
    task = _leaf(engine, uid)
    if moment is None:
        return set_percent_complete(engine, [uid], 0)
    if task.actual_finish is not None and moment > task.actual_finish:
        raise EditError(_("{name} would start after its finish.").format(name=titled(task)))
    draft = Draft(engine.project)
    change(draft, uid, actual_start=moment)
    if task.actual_finish is not None:
        _fit_finished(engine, draft, uid)
    else:
        _report(engine, draft, uid, task.percent_complete, begun=True)
    return draft.patch()


def set_actual_finish(engine: Engine, uid: TaskUid, moment: datetime | None) -> Patch:
    """Say when a task was done; None if it is not.

    Raises:
        EditError: It is a summary task, or began later.
    """
    task = _leaf(engine, uid)
    draft = Draft(engine.project)
    if moment is None:
        _report(engine, draft, uid, min(task.percent_complete, 99))
        return draft.patch()
    if moment < (task.actual_start or min(engine.schedule.start_of(uid), moment)):
        raise EditError(_("{name} would finish before its start.").format(name=titled(task)))
    started = task.actual_start or min(engine.schedule.start_of(uid), moment)
    change(draft, uid, actual_start=started, actual_finish=moment)
    _fit_finished(engine, draft, uid)
    return draft.patch()


def set_actual_duration(engine: Engine, uid: TaskUid, minutes: int) -> Patch:
    """Say how many minutes of the duration of a task are done; per cent complete and what remains follow.

    Raises:
        EditError: It is a summary task or inactive, or takes less time than that.
    """
    task = _leaf(engine, uid)
    if not 0 <= minutes <= task.duration:
        raise EditError(
            _("What is done of {name} is between nothing and its duration; change the duration first.").format(
                name=titled(task)
            )
        )
    if minutes in (0, task.duration):
        return set_percent_complete(engine, [uid], 100 if minutes else 0)
    _refuse_inactive(task)
    draft = Draft(engine.project)
    _report(engine, draft, uid, min(minutes * 100 // task.duration, 99), begun=True, done=minutes)
    return draft.patch()


def move_finished(engine: Engine, uid: TaskUid, start: datetime, finish: datetime) -> Patch:
    """Say that a task that is done began and was done at other times."""
    draft = Draft(engine.project)
    change(draft, uid, actual_start=start, actual_finish=finish)
    _fit_finished(engine, draft, uid)
    return draft.patch()


def resized(task: Task, minutes: int, unit: TimeUnit, estimated: bool) -> dict[str, Any]:
    """The fields of a task with another duration: what is done stays done.

    Raises:
        EditError: More than the new duration is done already.
    """
    fields: dict[str, Any] = {"duration": minutes, "duration_unit": unit, "estimated": estimated}
    if (minutes == 0) != (task.duration == 0):
        fields["milestone"] = minutes == 0
    done = done_of(task)
    if not done and task.remaining_duration is not None:
        fields["remaining_duration"] = minutes
    if not done or minutes == task.duration:
        return fields
    if minutes < done:
        raise EditError(_("More of {name} is done already; reduce what is complete first.").format(name=titled(task)))
    percent = 100 if minutes == done else min(done * 100 // minutes, 99)
    fields |= {"actual_duration": done, "remaining_duration": minutes - done, "percent_complete": percent}
    fields["actual_finish"] = (task.actual_finish or task.stop) if percent == 100 else None
    return fields


def later(times: WorkingTime, moment: Minute, minutes: int, unit: TimeUnit) -> Minute:
    """The moment after a duration, counted by the clock where the unit is elapsed; negative goes back."""
    return moment + minutes if unit.elapsed else times.add(moment, minutes)


def done_of(task: Task) -> int:
    """Minutes of a task's duration that are done."""
    if task.actual_duration is not None:
        return task.actual_duration
    return task.duration * task.percent_complete // 100


def _leaf(engine: Engine, uid: TaskUid) -> Task:
    task = task_of(engine.project, uid)
    if engine.project.is_summary(uid):
        raise EditError(_("{name} is a summary task; its progress is that of its tasks.").format(name=titled(task)))
    return task


def _refuse_inactive(task: Task) -> None:
    if not task.active:
        raise EditError(_("{name} is inactive; nothing can be done on it.").format(name=titled(task)))


def _leaves(engine: Engine, uids: Iterable[TaskUid], ticket: Ticket) -> list[TaskUid]:
    """The tasks themselves, or those below where they are summary tasks; inactive ones below are left out.

    Raises:
        EditError: One of them is a blank row.
        Cancelled: The ticket said so.
    """
    project = engine.project
    found: dict[TaskUid, None] = {}
    seen: set[TaskUid] = set()  # summary tasks below others that were gone through
    for uid in uids:
        ticket.step(0, 0)
        if not project.is_summary(uid):
            task_of(project, uid)
            found[uid] = None
        elif uid not in seen:
            for below, _level in project.outline(uid):
                ticket.step(0, 0)
                task = project.tasks[below]
                if project.is_summary(below):
                    seen.add(below)
                elif task.active and not task.blank:
                    found[below] = None
    return list(found)


def _report(
    engine: Engine, draft: Draft, uid: TaskUid, percent: int, *, begun: bool = False, done: int | None = None
) -> None:
    """Write so much progress of a task and of its assignments, following from its duration and scheduled dates.

    Args:
        begun: The task has begun even where nothing is done.
        done: The minutes that are done; those of the percentage unless said.
    """
    task = draft.tasks[uid]
    if percent == 0 and not begun:
        change(draft, uid, dates=True, **NO_PROGRESS)
        _report_assignments(engine, draft, uid)
        return
    times = engine.working_times.task(uid)
    start = task.actual_start or engine.schedule.start_of(uid)
    if done is None:
        done = task.duration if percent == 100 else task.duration * percent // 100
    finished = percent == 100
    if finished:
        stop = to_minute(task.actual_finish or engine.schedule.finish_of(uid))
    else:
        stop = worked_until(engine, task, to_minute(start), done)
    resume = stop if finished or task.duration_unit.elapsed else times.next_working(stop)
    change(
        draft,
        uid,
        dates=True,
        percent_complete=percent,
        percent_work_complete=percent,
        actual_start=start,
        actual_finish=to_datetime(stop) if finished else None,
        actual_duration=done,
        remaining_duration=task.duration - done,
        stop=to_datetime(stop),
        resume=to_datetime(resume),
    )
    _report_assignments(engine, draft, uid)


def worked_until(engine: Engine, task: Task, start: Minute, done: int) -> Minute:
    """When so much of a task that begins at a moment is done, its pauses kept."""
    times, schedule = engine.working_times.task(task.uid), engine.schedule
    parts = schedule.segments.get(task.uid, ())
    if len(parts) < 2 or not done or start != schedule.start[schedule.rows[task.uid]]:
        return later(times, start, done, task.duration_unit)
    worked = fitted(tuple((times.offset(first), times.offset(last)) for first, last in parts), done)
    return times.finishing(worked[-1][1])


def _report_assignments(engine: Engine, draft: Draft, uid: TaskUid) -> None:
    """Give the assignments of a task the same progress as the task has in the draft."""
    task = draft.tasks[uid]
    for one in engine.project.assignments_of(uid):
        span = engine.schedule.spans.get(one.uid)
        work = one.work if one.work is not None else span.work if span is not None else 0
        done = work * task.percent_complete // 100
        stop, resume = _stop_of(engine, task, one)
        draft.assignments[one.uid] = replace(
            one,
            actual_work=done,
            actual_overtime_work=one.overtime_work * task.percent_complete // 100,
            remaining_work=None if one.remaining_work is None else max(work - done, 0),
            percent_work_complete=task.percent_complete,
            actual_start=task.actual_start,
            actual_finish=task.actual_finish,
            stop=stop,
            resume=resume,
            timephased=(
                *_respread(engine, one, done),
                *(piece for piece in one.timephased if piece.kind not in _REPORTED),
            ),
        )


def _stop_of(engine: Engine, task: Task, one: Assignment) -> tuple[datetime | None, datetime | None]:
    """Until when somebody has done their part of what is done of a task, and where they go on.

    Who keeps other hours than the task has done as much of theirs later: what is left ends when it did.
    """
    times, span = engine.working_times, engine.schedule.spans.get(one.uid)
    own = times.assignment(one.task, one.resource)
    under_way = task.stop is not None and task.actual_finish is None
    if not under_way or span is None or task.duration_unit.elapsed or own is times.task(one.task):
        return task.stop, task.resume
    minutes = own.between(span.start, span.finish)
    if not minutes:
        return task.stop, task.resume
    stop = own.finishing(own.offset(span.start) + minutes * task.percent_complete // 100)
    return to_datetime(stop), to_datetime(own.next_working(stop))


def _respread(engine: Engine, one: Assignment, done: int) -> Iterable[Timephased]:
    """A spread by hand, up to the work that is done told as actual; nothing where there is none."""
    time = engine.working_times.assignment(one.task, one.resource)
    if not by_hand(one, time) and not paused(one, time):
        return
    spread = spread_of(engine.project, engine.schedule, engine.working_times, one)
    if spread is not None:
        before, after = cut(spread.whole, float(done))
        yield from amounts_told(spread.time, after, REMAINING)
        yield from amounts_told(spread.time, before, ACTUAL)


def _fit_finished(engine: Engine, draft: Draft, uid: TaskUid) -> None:
    """Make the duration of a finished task that between its actual dates."""
    task = draft.tasks[uid]
    assert task.actual_start is not None
    assert task.actual_finish is not None
    start, finish = to_minute(task.actual_start), to_minute(task.actual_finish)
    minutes = finish - start if task.duration_unit.elapsed else engine.working_times.task(uid).between(start, finish)
    change(
        draft,
        uid,
        dates=True,
        duration=max(minutes, 0),
        percent_complete=100,
        percent_work_complete=100,
        actual_duration=max(minutes, 0),
        remaining_duration=0,
        stop=task.actual_finish,
        resume=task.actual_finish,
    )
    _report_assignments(engine, draft, uid)
