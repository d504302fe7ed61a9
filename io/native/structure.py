"""Checks that the lines of a native file fit together: outline, identities, references."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from operator import attrgetter, eq
from typing import Any

from ...app.i18n import _, ngettext
from ...app.project.errors import Note, ReadError, Severity
from ...app.project.moments import DAY
from ...app.project.parents import Parents
from ...app.project.records import ROOT, ZERO, Assignment, Calendar, Hours, ProjectInfo, Resource, Task, TaskUid, Week
from ...app.project.steps import PART, Steps, parts
from ...app.project.widths import replace
from ..calendar_bases import settle_bases

Fault = Callable[[int, str], ReadError]
"""Makes the error for a line of the section (counted from 0) and what is wrong with it."""

_GREATEST_UID = 2**31 - 1

_DIGITS, _SMALLEST = 30, 5000
"""An amount of money of more digits before the point, or of so many noughts after it, is damage: computing one may
never end."""


def outline(lines: list[tuple[int, Task]], fault: Fault) -> Steps[tuple[dict[TaskUid, tuple[TaskUid, ...]], Parents]]:
    """Parents with their children, and tasks with their parents, from the levels of tasks in order.

    Raises:
        ReadError: A task stands more than one level below the one above it, or its uid is out of range.
    """
    children: defaultdict[TaskUid, list[TaskUid]] = defaultdict(list)
    uids, parents = list[TaskUid](), list[TaskUid]()
    above: list[TaskUid] = []  # the summary tasks above the last line
    last, uid, parent, append = 0, ROOT, ROOT, list[TaskUid]().append
    alone = _("task {uid} has no summary task above it")
    if lines and lines[0][0] != 1:
        raise fault(0, alone.format(uid=lines[0][1].uid))
    for index, (level, task) in enumerate(lines):
        if level != last or not level:  # only the first line has none above it
            if not 1 <= level <= last + 1:
                raise fault(index, alone.format(uid=task.uid))
            above[last:] = [uid]
            parent, last = above[level - 1], level
            append = children[parent].append
        uid = task.uid
        if not 1 <= uid <= _GREATEST_UID:
            raise fault(index, _("{uid} cannot be the number of a task").format(uid=uid))
        uids.append(uid)
        parents.append(parent)
        append(uid)
        if not index % PART:
            yield
    return {parent: tuple(kids) for parent, kids in children.items()}, Parents(uids, parents)


def unreal_amount(rows: list[Any]) -> int | None:
    """The first line with money that nothing can be computed with, for which JSON has no rule; None as it should be."""
    return next((index for index in _with_amounts(rows) if not all(map(_is_amount, _amounts(rows[index])))), None)


def _with_amounts(rows: list[Any]) -> Iterable[int]:
    """The lines of a section that hold more money than none; of most tasks and assignments there is nothing to say."""
    match rows[0] if rows else None:
        case (_level, Task()):
            lines = enumerate(rows)
            return [index for index, (_, task) in lines if task.fixed_cost is not ZERO or task.baselines]
        case Assignment():
            return [index for index, one in enumerate(rows) if one.cost is not None or one.baselines]
        case Resource() | ProjectInfo():
            return range(len(rows))
        case _:
            return ()


def _is_amount(amount: Decimal | None) -> bool:
    return amount is None or amount is ZERO or (amount.is_finite() and -_SMALLEST < amount.adjusted() < _DIGITS)


def _amounts(row: Any) -> Iterator[Decimal | None]:
    """All the money of a line."""
    match row:
        case (_level, Task() as task):
            yield task.fixed_cost
            yield from (baseline.cost for baseline in task.baselines)
        case Assignment():
            yield row.cost
            yield from (baseline.cost for baseline in row.baselines)
        case Resource():
            yield from (row.standard_rate.amount, row.overtime_rate.amount, row.cost_per_use)
            yield from (baseline.cost for baseline in row.baselines)
            for rates in row.rates:
                yield from (rates.standard.amount, rates.overtime.amount, rates.cost_per_use)
        case ProjectInfo():
            yield from (row.default_standard_rate.amount, row.default_overtime_rate.amount)
            yield from (baseline.cost for baseline in row.summary_baselines)
        case _:
            pass


def twins(rows: list[Any], key: Callable[[Any], Hashable]) -> tuple[int, str]:
    """The first line of a section whose identity an earlier one has, as after a careless merge; and what to say."""
    seen: set[Hashable] = set()
    for index, row in enumerate(rows):
        if key(row) in seen:
            return index, _("{key} is given twice").format(key=key(row))
        seen.add(key(row))
    return 0, ""


def drop_dangling(lines: dict[str, list[Any]]) -> Steps[list[Note]]:
    """Remove what refers to records that are not there, and tell."""
    tasks = set[TaskUid]()
    for part in parts(lines["tasks"]):
        tasks.update(map(attrgetter("uid"), part))
        yield
    resources = {None, 0, *(resource.uid for resource in lines["resources"])}
    calendars = {None, *(calendar.uid for calendar in lines["calendars"])}
    lost: Counter[str] = Counter()

    def tie(links: list[Any]) -> bool:
        befores, afters = ([*map(attrgetter(end), links)] for end in ("predecessor", "successor"))
        return tasks.issuperset(befores) and tasks.issuperset(afters) and not any(map(eq, befores, afters))

    def work(assignments: list[Any]) -> bool:
        tied, manned = (map(attrgetter(end), assignments) for end in ("task", "resource"))
        return tasks.issuperset(tied) and resources.issuperset(manned)

    def keep(name: str, code: str, fit: Callable[[list[Any]], bool]) -> Steps[None]:
        kept = list[Any]()
        for part in parts(lines[name]):
            kept += part if fit(part) else [one for one in part if fit([one])]
            yield
        lost[code] += len(lines[name]) - len(kept)
        lines[name] = kept

    yield from keep("dependencies", "native.missing-dependencies", tie)
    yield from keep("assignments", "native.missing-assignments", work)
    for name, field in (("tasks", "calendar"), ("resources", "calendar"), ("calendars", "base")):
        missing = set[int]()
        for part in parts(lines[name]):
            if not calendars.issuperset(map(attrgetter(field), part)):
                missing |= {row.uid for row in part if getattr(row, field) not in calendars}
            yield
        if missing:
            lines[name] = [replace(row, **{field: None}) if row.uid in missing else row for row in lines[name]]
            lost["native.missing-calendar"] += len(missing)
    sound = list(map(with_sound_times, lines["calendars"]))
    pairs = zip(lines["calendars"], sound, strict=True)
    lost["native.calendar-hours"] = sum(1 for before, now in pairs if now is not before)
    lines["calendars"] = sound
    table = {calendar.uid: calendar for calendar in lines["calendars"]}
    if len(table) == len(lines["calendars"]):  # else the file is refused
        lost["native.calendar-base"] = len(settle_bases(table))
        lines["calendars"] = list(table.values())
    return _notes(lost)


def with_sound_times(calendar: Calendar) -> Calendar:
    """A calendar without periods that end before they begin, overlap an earlier one, or are none of a day."""
    found = replace(
        calendar,
        week=_sound_week(calendar.week),
        exceptions=tuple(
            replace(one, hours=_sound(one.hours)) for one in calendar.exceptions if one.start <= one.finish
        ),
        work_weeks=tuple(
            replace(one, week=_sound_week(one.week)) for one in calendar.work_weeks if one.start <= one.finish
        ),
    )
    return calendar if found == calendar else found


def _sound_week(week: Week) -> Week:
    first, second, third, fourth, fifth, sixth, seventh = (None if day is None else _sound(day) for day in week)
    return first, second, third, fourth, fifth, sixth, seventh


def _sound(hours: Hours) -> Hours:
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(hours):
        if (kept[-1][1] if kept else 0) <= begin < end <= DAY:
            kept.append((begin, end))
    return tuple(kept)


def _notes(lost: Counter[str]) -> list[Note]:
    texts = {
        "native.missing-dependencies": ngettext(
            "{count} link to a missing task, or of a task to itself, was left out.",
            "{count} links to missing tasks, or of tasks to themselves, were left out.",
            lost["native.missing-dependencies"],
        ),
        "native.missing-assignments": ngettext(
            "{count} assignment of a missing task or resource was left out.",
            "{count} assignments of missing tasks or resources were left out.",
            lost["native.missing-assignments"],
        ),
        "native.missing-calendar": ngettext(
            "{count} reference to a missing calendar was left out.",
            "{count} references to missing calendars were left out.",
            lost["native.missing-calendar"],
        ),
        "native.calendar-hours": ngettext(
            "{count} calendar had working times or dates that make no sense; they were left out.",
            "{count} calendars had working times or dates that make no sense; they were left out.",
            lost["native.calendar-hours"],
        ),
        "native.calendar-base": ngettext(
            "{count} calendar was based on itself, or on too many; it now stands alone.",
            "{count} calendars were based on themselves, or on too many; they now stand alone.",
            lost["native.calendar-base"],
        ),
    }
    return [
        Note(severity=Severity.WARNING, code=code, text=text.format(count=lost[code]), count=lost[code])
        for code, text in texts.items()
        if lost[code]
    ]
