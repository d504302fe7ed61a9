"""Random plans for properties: every kind of record, every field, and always sound: all references lead somewhere."""

from __future__ import annotations

import types
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from gantline.app.project.kinds import TimeUnit
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    CustomField,
    CustomValue,
    Dependency,
    ExceptionPeriod,
    Hours,
    Moment,
    ProjectInfo,
    Record,
    Resource,
    ResourceUid,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
    Week,
    WorkWeek,
)
from gantline.app.project.widths import widest

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
"""Any text a file may hold: all of Unicode, control characters too."""

names = st.text("abcdeXYZ äöß€-_", min_size=1, max_size=10).map(str.strip).filter(bool)
moments = st.integers(0, 60 * 24 * 366 * 12).map(lambda minutes: datetime(2020, 1, 1) + timedelta(minutes=minutes))
days = st.integers(0, 366 * 12).map(lambda number: date(2020, 1, 1) + timedelta(days=number))
minutes = st.integers(0, 60 * 24 * 400)
signed_minutes = st.integers(-60 * 24 * 40, 60 * 24 * 40)
money = st.decimals(-10_000, 1_000_000, places=2)
units = st.integers(0, 300).map(lambda percent: percent / 100)
duration_units = st.sampled_from([unit for unit in TimeUnit if not unit.percent])


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """Working periods of a day, in order and apart."""
    marks = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    return tuple((start * 15, finish * 15) for start, finish in zip(marks[::2], marks[1::2], strict=False))


weeks = st.tuples(*[st.none() | hours()] * 7)
periods = st.tuples(days, st.integers(0, 400)).map(lambda p: {"start": p[0], "finish": p[0] + timedelta(days=p[1])})

_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "duration_unit": duration_units,
    "levelling_delay_unit": duration_units,
    "work_unit": duration_units,
    "lag": signed_minutes,
    "percent_complete": st.integers(0, 100),
    "percent_work_complete": st.integers(0, 100),
    "physical_percent_complete": st.integers(0, 100),
    "priority": st.integers(0, 1000),
    "number": st.integers(0, 10),
    "earned_value_baseline": st.integers(0, 10),
    "table": st.integers(0, 4),
    "cost_rate_table": st.integers(0, 4),
    "month": st.integers(1, 12),
    "month_day": st.integers(1, 31),
    "position": st.integers(1, 5),
    "occurrences": st.none() | st.integers(1, 30),
    "period": st.integers(1, 5),
    "weekdays": st.integers(1, 127),
    "item": st.integers(0, 9),
    "week_start": st.integers(0, 6),
    "fiscal_year_month": st.integers(1, 12),
    "default_start_time": st.integers(0, 1439),
    "default_finish_time": st.integers(0, 1439),
    "minutes_per_day": st.integers(60, 1440),
    "minutes_per_week": st.integers(60, 7 * 1440),
    "days_per_month": st.integers(1, 31),
    "currency_digits": st.integers(0, 3),
    "currency_position": st.integers(0, 3),
}
_BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    int: minutes,
    float: units,
    Decimal: money,
    datetime: moments,
    Moment: moments,
    date: days,
    Hours: hours(),
    Week: weeks,
    dict[str, CustomValue]: st.dictionaries(names, st.builds(CustomValue, value=texts, foreign=texts), max_size=2),
}


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of(st.none() if one is type(None) else of_type(one) for one in get_args(kind))
    if get_origin(kind) is Annotated:
        return of_type(get_args(kind)[0])
    if get_origin(kind) is tuple:
        return st.lists(of_type(get_args(kind)[0]), max_size=2).map(tuple)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return records(kind)


@cache
def fields_of(record: type[Record]) -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for each field of a record, so that a new field is in the plans from the start."""
    hints = get_type_hints(widest(record), include_extras=True)
    names = [field.name for field in msgspec.structs.fields(widest(record))]
    return {name: _BY_NAME[name] if name in _BY_NAME else of_type(hints[name]) for name in names}


@st.composite
def records(draw: st.DrawFn, record: type[Any], **given: Any) -> Any:
    """Records with the given values, and some of the other fields set at random."""
    strategies = fields_of(record)
    needed = {field.name for field in msgspec.structs.fields(record) if field.required}
    others = sorted(strategies.keys() - needed - given.keys())
    chosen = draw(st.sets(st.sampled_from(others), max_size=8)) if others else set()
    drawn = {name: draw(strategies[name]) for name in sorted(needed.union(chosen) - given.keys())}
    return record(**drawn, **given)


@st.composite
def calendars(draw: st.DrawFn) -> list[Calendar]:
    """One to three calendars; a later one may derive from an earlier one."""
    made: list[Calendar] = []
    for uid in draw(st.lists(st.integers(1, 99), min_size=1, max_size=3, unique=True)):
        exceptions = [draw(records(ExceptionPeriod, **period)) for period in draw(st.lists(periods, max_size=2))]
        work_weeks = [draw(records(WorkWeek, **period)) for period in draw(st.lists(periods, max_size=1))]
        base = draw(st.none() | st.sampled_from(made)) if made else None
        made.append(
            draw(
                records(
                    Calendar,
                    uid=CalendarUid(uid),
                    base=base and base.uid,
                    exceptions=tuple(exceptions),
                    work_weeks=tuple(work_weeks),
                )
            )
        )
    return made


@st.composite
def outlines(draw: st.DrawFn, size: int) -> dict[TaskUid, tuple[TaskUid, ...]]:
    """Outlines of up to so many tasks with uids that are not in order."""
    uids = [TaskUid(uid) for uid in draw(st.lists(st.integers(1, 999), max_size=size, unique=True))]
    children: dict[TaskUid, list[TaskUid]] = {}
    for index, uid in enumerate(uids):
        parent = draw(st.sampled_from([ROOT, *uids[:index]]))
        children.setdefault(parent, []).append(uid)
    return {parent: tuple(kids) for parent, kids in children.items()}


def _line(uid: TaskUid, children: dict[TaskUid, tuple[TaskUid, ...]]) -> set[TaskUid]:
    """A task and the summary tasks above it: links between them make no sense."""
    above = next((parent for parent, kids in children.items() if uid in kids), ROOT)
    return {uid} if above == ROOT else {uid, *_line(above, children)}


@st.composite
def projects(draw: st.DrawFn, size: int = 6) -> Project:
    """Plans of up to so many tasks, with whatever a plan may hold."""
    days_off = draw(calendars())
    calendar = st.sampled_from([one.uid for one in days_off])
    children = draw(outlines(size))
    uids = [uid for kids in children.values() for uid in kids]
    staff = [ResourceUid(uid) for uid in draw(st.lists(st.integers(1, 99), max_size=3, unique=True))]
    lines = {uid: _line(uid, children) for uid in uids}
    pairs = [(a, b) for a in uids for b in uids if a not in lines[b] and b not in lines[a]]
    links = draw(st.lists(st.sampled_from(pairs), max_size=size, unique=True)) if pairs else []
    work = draw(st.lists(st.sampled_from(uids), max_size=size)) if uids else []
    resource = st.none() | st.sampled_from(staff) if staff else st.none()
    return Project(
        draw(records(ProjectInfo, calendar=draw(calendar))),
        tasks=[draw(records(Task, uid=uid, calendar=draw(st.none() | calendar))) for uid in uids],
        children=children,
        dependencies=[draw(records(Dependency, predecessor=a, successor=b)) for a, b in links],
        resources=[draw(records(Resource, uid=uid, calendar=draw(st.none() | calendar))) for uid in staff],
        assignments=[
            draw(records(Assignment, uid=AssignmentUid(index + 1), task=uid, resource=draw(resource)))
            for index, uid in enumerate(work)
        ],
        calendars=days_off,
        custom_fields=draw(st.lists(records(CustomField), max_size=2, unique_by=lambda field: field.key)),
        stored_dates={uid: draw(records(StoredDates)) for uid in draw(st.sets(st.sampled_from(uids)))} if uids else {},
        stored_assignment_dates={
            AssignmentUid(index + 1): draw(records(StoredAssignmentDates)) for index, _uid in enumerate(work[:2])
        },
        last_uids={"tasks": draw(st.integers(0, 2000))},
    )
