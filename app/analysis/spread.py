"""How an assignment is spread over time: what is done and what is left, as stretches of working time."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..project.kinds import ResourceKind
from ..project.moments import Minute
from ..project.project import Project
from ..project.records import Assignment, Task
from ..project.working_axis import WorkingTime
from ..project.working_time import WorkingTimes
from ..schedule.activity import CLOCK
from ..schedule.schedule import Schedule, Span

Stretch = tuple[int, int, float]
"""From and to on an axis of working minutes, and what is spread evenly between them."""

DUST = 1e-6
"""Amounts below this are what rounding leaves."""


class Spread(msgspec.Struct, frozen=True, gc=False):
    """An assignment over time, in order.

    Amounts are minutes of work, of material the units used, of cost resources money.

    Attributes:
        time: The working time that the stretches count; the clock where work falls into no working time.
        start: First moment, and ``finish`` the last.
        done: What was reported; ``left`` what is still to do.
    """

    time: WorkingTime
    start: Minute
    finish: Minute
    done: tuple[Stretch, ...]
    left: tuple[Stretch, ...]

    @property
    def whole(self) -> tuple[Stretch, ...]:
        """What is done and what is left."""
        return (*self.done, *self.left)


def spread_of(project: Project, schedule: Schedule, times: WorkingTimes, one: Assignment) -> Spread | None:
    """How an assignment is spread; None where its task has no dates."""
    if one.task not in schedule:
        return None
    span = schedule.spans[one.uid]
    task = project.tasks[one.task]
    resource = None if one.resource is None else project.resources.get(one.resource)
    time = _axis(task, one, span, times)
    if does_work(project, one):
        whole = _stretches(span, time)
        done, left = cut(whole, float(one.actual_work))
        return Spread(time, span.start, span.finish, done, left)
    money = resource is not None and resource.kind is ResourceKind.COST
    amount = float(one.cost or 0) if money else one.units
    whole = ((time.offset(span.start), time.offset(span.finish), amount),)
    done, left = cut(whole, amount * one.percent_work_complete / 100)
    return Spread(time, span.start, span.finish, done, left)


def does_work(project: Project, one: Assignment) -> bool:
    """Whether an assignment is work of people and machines, or of nobody yet; not stuff or money."""
    resource = None if one.resource is None else project.resources.get(one.resource)
    return resource is None or resource.kind is ResourceKind.WORK


def own_work(project: Project, schedule: Schedule, times: WorkingTimes, task: Task) -> Spread | None:
    """The work entered on a task that nobody is assigned to; None where there is none."""
    if not task.work or task.uid not in schedule or next(project.assignments_of(task.uid), None) is not None:
        return None
    row = schedule.rows[task.uid]
    start, finish = schedule.start[row], schedule.finish[row]
    time = CLOCK if task.duration_unit.elapsed else times.task(task.uid)
    whole = ((time.offset(start), time.offset(finish), float(task.work)),)
    done, left = cut(whole, task.work * task.percent_complete / 100)
    return Spread(time, start, finish, done, left)


def cut(stretches: Iterable[Stretch], amount: float) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """The stretches up to where so much has been done, and those after it."""
    before: list[Stretch] = []
    after: list[Stretch] = []
    for start, finish, size in stretches:
        if amount >= size - DUST:
            before.append((start, finish, size))
        elif amount <= DUST:
            after.append((start, finish, size))
        else:
            middle = start + round((finish - start) * amount / size)
            before.append((start, middle, amount))
            after.append((middle, finish, size - amount))
        amount -= size
    return tuple(before), tuple(after)


def total(stretches: Iterable[Stretch]) -> float:
    """What all of them hold."""
    return sum(size for _start, _finish, size in stretches)


def _axis(task: Task, one: Assignment, span: Span, times: WorkingTimes) -> WorkingTime:
    if task.duration_unit.elapsed:
        return CLOCK
    time = times.assignment(one.task, one.resource)
    return time if time.between(span.start, span.finish) else CLOCK


def _stretches(span: Span, time: WorkingTime) -> tuple[Stretch, ...]:
    """The even stretches of a span; work that its pieces do not speak of follows after the last."""
    if not span.pieces:
        return ((time.offset(span.start), time.offset(span.finish), float(span.work)),) if span.work else ()
    found: list[Stretch] = []
    for start, finish, units in span.pieces:
        first, last = time.offset(start), time.offset(finish)
        if last > first and units > 0:
            found.append((first, last, units * (last - first)))
    rest = span.work - total(found)
    first, last = found[-1][1] if found else time.offset(span.start), time.offset(span.finish)
    if rest > 1 and last > first:
        found.append((first, last, rest))
    return tuple(found)
