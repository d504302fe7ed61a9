"""Recurring tasks: a summary task whose tasks are its occurrences, made and made anew from a pattern.

As Microsoft Project makes them: every occurrence starts no earlier than its day, is not levelled, and shows its bar on
the row of the summary, whose own bar is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice, pairwise
from typing import Any, Final

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ConstraintKind, Recurrence, TaskType
from ..project.moments import DAY, day_number, to_date, to_datetime
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import (
    Assignment,
    AssignmentUid,
    ExceptionPeriod,
    RecurringPattern,
    Task,
    TaskUid,
)
from ..project.recurrence import days_of, recurs
from ..project.widths import replace
from ..schedule.engine import Engine
from . import outline
from .tree import Links, Tree, change, forget_dates, titled

MOST: Final = 999
"""A recurring task has no more occurrences."""

_LAST = day_number(date(2149, 12, 31))
_OCCURRENCE: Final[dict[str, Any]] = {
    "priority": 1000,
    "level_assignments": False,
    "levelling_can_split": False,
    "roll_up": True,
    "estimated": False,
    "manual": False,
    "start_text": None,
    "finish_text": None,
    "duration_text": None,
    "task_type": TaskType.FIXED_UNITS,
    "constraint": ConstraintKind.START_NO_EARLIER_THAN,
}


def occurrences(engine: Engine, pattern: RecurringPattern) -> list[datetime]:
    """When the occurrences of a pattern begin, in order.

    Raises:
        EditError: There are none, or too many.
    """
    found = [to_datetime(day * DAY + pattern.time) for day in islice(_days(engine, pattern), MOST + 1)]
    if not found:
        raise EditError(_("There is no such day in that time."))
    if len(found) > MOST:
        raise EditError(_("That would be more than {count} occurrences.").format(count=MOST))
    return found


def insert(engine: Engine, name: str, pattern: RecurringPattern, above: TaskUid | None = None) -> Patch:
    """Add a recurring task above another one, or as the last row.

    Raises:
        EditError: It has no name, or there are no occurrences, or too many.
    """
    project = engine.project
    called = _named(name)
    summary = outline.new_task(project, called, **_summary_fields(pattern))
    made = [_occurrence(project, called, number, begin, pattern) for number, begin in _numbered(engine, pattern)]
    tasks, levels = [summary, *made], [1, *([2] * len(made))]
    if above is None:
        return outline.append_tree(project, tasks, levels)
    parent = project.parent(above)
    return outline.add_tree(project, tasks, levels, parent, project.children[parent].index(above))


def set_pattern(engine: Engine, uid: TaskUid, name: str, pattern: RecurringPattern) -> Patch:
    """Make the occurrences of a recurring task anew.

    One that begins where the pattern has one stays as it is but for its duration, and so does one on which something
    was done; new ones are worked on by the same people.

    Raises:
        EditError: It is no recurring task, or as in ``insert``.
    """
    project = engine.project
    task = project.tasks[uid]
    if not recurs(project, uid) or not project.is_summary(uid):
        raise EditError(_("{name} is no recurring task.").format(name=titled(task)))
    called = _named(name)
    kids = project.children[uid]
    present = {one.constraint_date: one for kid in kids if (one := project.tasks[kid]).constraint_date is not None}
    draft = Draft(project)
    kept = {begin: one for begin, one in present.items() if one.actual_start is not None}
    first = next((project.tasks[kid] for kid in kids), None)
    for number, begin in _numbered(engine, pattern):
        known = present.get(begin)
        kept[begin] = known or _occurrence(project, called, number, begin, pattern)
        if known is None:
            draft.tasks[kept[begin].uid] = kept[begin]
            _assign_alike(draft, first, kept[begin])
    _exchange(draft, uid, kept, pattern)
    change(draft, uid, dates=True, name=called, **_summary_fields(pattern))
    _number(draft, task.name, called, kept)
    return draft.patch()


def pattern_of(engine: Engine, uid: TaskUid) -> RecurringPattern:
    """The pattern of a recurring task; where a file did not tell, the one its occurrences look like."""
    project = engine.project
    known = project.tasks[uid].recurrence
    if known is not None:
        return known
    kids = [project.tasks[kid] for kid in project.children.get(uid, ())]
    begins = sorted(one.constraint_date or engine.schedule.start_of(one.uid) for one in kids if not one.blank)
    start = begins[0] if begins else engine.schedule.start_of(uid)
    when = _guess([begin.date() for begin in begins] or [start.date()])
    more: dict[str, Any] = {"duration": kids[0].duration, "duration_unit": kids[0].duration_unit} if kids else {}
    return RecurringPattern(when=when, time=start.hour * 60 + start.minute, **more)


# -- helpers


def _days(engine: Engine, pattern: RecurringPattern) -> Iterator[int]:
    """The days of a pattern in order."""
    when, wanted = pattern.when, pattern.when.occurrences
    endless = replace(when, occurrences=None, finish=when.finish if wanted is None else to_date(_LAST))
    times = engine.working_times.project
    days = (
        day for day in days_of(endless, _LAST) if not pattern.skip_days_off or times.between(day * DAY, (day + 1) * DAY)
    )
    return days if wanted is None else islice(days, wanted)


def _numbered(engine: Engine, pattern: RecurringPattern) -> list[tuple[int, datetime]]:
    return list(enumerate(occurrences(engine, pattern), 1))


def _named(name: str) -> str:
    called = " ".join(name.split())
    if not called:
        raise EditError(_("A recurring task needs a name."))
    return called


def _summary_fields(pattern: RecurringPattern) -> dict[str, Any]:
    return {
        "recurring": True,
        "recurrence": pattern,
        "hide_bar": True,
        "roll_up": True,
        "estimated": False,
        "manual": False,
        "start_text": None,
        "finish_text": None,
        "duration_text": None,
        "task_type": TaskType.FIXED_DURATION,
        "constraint": ConstraintKind.AS_SOON_AS_POSSIBLE,
    }


def _occurrence(project: Project, name: str, number: int, begin: datetime, pattern: RecurringPattern) -> Task:
    fields = {**_OCCURRENCE, "duration": pattern.duration, "duration_unit": pattern.duration_unit}
    return outline.new_task(project, f"{name} {number}", constraint_date=begin, **fields)


def _assign_alike(draft: Draft, pattern: Task | None, task: Task) -> None:
    """Let those who work on one occurrence work on another."""
    if pattern is None:
        return
    for one in draft.project.assignments_of(pattern.uid):
        uid = AssignmentUid(draft.project.new_uid("assignments"))
        draft.assignments[uid] = Assignment(
            uid=uid, task=task.uid, resource=one.resource, units=one.units, cost=one.cost, contour=one.contour
        )


def _exchange(draft: Draft, uid: TaskUid, kept: dict[datetime, Task], pattern: RecurringPattern) -> None:
    """Put these occurrences in the order of their dates in place of those there are; other tasks below come last."""
    project = draft.project
    others = [kid for kid in project.children[uid] if project.tasks[kid].constraint_date is None]
    staying = {*others, *(one.uid for one in kept.values())}
    tree = Tree(draft)
    links = Links(draft, tree)
    for kid in project.children[uid]:
        if kid in staying:
            continue
        for link in (*project.predecessors(kid), *project.successors(kid)):
            if link.key in draft.dependencies:
                links.remove(link.key)
        for one in project.assignments_of(kid):
            del draft.assignments[one.uid]
        forget_dates(draft, kid)
        del draft.tasks[kid]
    tree.set_children(uid, [*(kept[begin].uid for begin in sorted(kept)), *others])
    for one in kept.values():
        if one.actual_start is None and (one.duration, one.duration_unit) != (pattern.duration, pattern.duration_unit):
            change(draft, one.uid, dates=True, duration=pattern.duration, duration_unit=pattern.duration_unit)


def _number(draft: Draft, before: str, after: str, kept: dict[datetime, Task]) -> None:
    """Number the occurrences anew that still have a name with a number."""
    for number, begin in enumerate(sorted(kept), 1):
        task = draft.tasks[kept[begin].uid]
        plain = any(task.name.removeprefix(f"{name} ").isdecimal() for name in (before, after))
        if plain and task.name != f"{after} {number}":
            change(draft, task.uid, name=f"{after} {number}")


def _guess(days: list[date]) -> ExceptionPeriod:
    """The simplest recurrence that has these days."""
    start = days[0]
    how: dict[str, Any]
    gaps = {(later - earlier).days for earlier, later in pairwise(days)} or {7}
    if min(gaps) >= 365:
        how = {"recurrence": Recurrence.YEARLY_BY_DAY, "month": start.month, "month_day": start.day}
    elif min(gaps) >= 28 and len({day.day for day in days}) == 1:
        how = {"recurrence": Recurrence.MONTHLY_BY_DAY, "month_day": start.day}
    elif len(gaps) == 1 and 0 < min(gaps) < 7:
        how = {"recurrence": Recurrence.DAILY, "period": min(gaps)}
    else:
        bits = sum(1 << weekday for weekday in {day.weekday() for day in days})
        weeks = max(min(gaps) // 7, 1) if len(gaps) == 1 else 1
        how = {"recurrence": Recurrence.WEEKLY, "period": weeks, "weekdays": bits}
    return ExceptionPeriod(start=start, finish=days[-1], occurrences=len(days), **how)
