"""How an assignment is spread over time: what is done and what is left, as stretches of working time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..project.kinds import ResourceKind
from ..project.moments import Minute
from ..project.project import Project
from ..project.records import Assignment, Task
from ..project.working_axis import WorkingTime
from ..project.working_time import WorkingTimes
from ..schedule import splits
from ..schedule.activity import CLOCK
from ..schedule.schedule import Schedule, Span

Stretch = tuple[int, int, float]
"""From and to on an axis of working minutes, and what is spread evenly between them."""

DUST = 1e-6
"""Amounts below this are what rounding leaves."""

_ROUNDED = 2.0
"""By so many minutes reports differ from their sum: files tell seconds, records minutes."""


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
    done, left = cut(whole, amount * share_done(task, one))
    return Spread(time, span.start, span.finish, done, left)


def does_work(project: Project, one: Assignment) -> bool:
    """Whether an assignment is work of people and machines, or of nobody yet; not stuff or money."""
    resource = None if one.resource is None else project.resources.get(one.resource)
    return resource is None or resource.kind is ResourceKind.WORK


def overtime_of(one: Assignment, spread: Spread) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """What of an assignment's work is overtime: of what is done, and of what is left.

    It is spread as it was reported, or else in proportion to all work.
    """
    done = min(float(one.actual_overtime_work), total(spread.done))
    left = min(max(float(one.overtime_work) - done, 0.0), total(spread.left))
    if done > DUST and one.timephased:
        reported = tuple(splits.spread(one, spread.time, splits.ACTUAL_OVERTIME))
        if abs(total(reported) - done) <= _ROUNDED:
            return reported, _scaled(spread.left, left)
    return _scaled(spread.done, done), _scaled(spread.left, left)


def _scaled(stretches: Sequence[Stretch], amount: float) -> tuple[Stretch, ...]:
    """Stretches that hold so much in all."""
    whole = total(stretches)
    if amount <= DUST or not whole:
        return ()
    return tuple((start, finish, size * amount / whole) for start, finish, size in stretches)


def share_done(task: Task, one: Assignment) -> float:
    """How much of an assignment of stuff or money is used up, 0 to 1.

    The exact share of its task where the whole per cent of the assignment means the same, or says nothing, as that of
    cost resources in MS Project XML.
    """
    length = (task.actual_duration or 0) + (task.remaining_duration or 0)
    share = (task.actual_duration or 0) / length if length else task.percent_complete / 100
    own = one.percent_work_complete
    return share if not own or abs(own - 100 * share) <= 1 else own / 100


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


def summed(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that overlap added up, so that they lie in order and apart."""
    pieces = [piece for piece in stretches if piece[1] > piece[0]]
    edges = sorted(
        change
        for first, last, size in pieces
        for change in ((first, 1, size / (last - first)), (last, -1, -size / (last - first)))
    )
    found: list[Stretch] = []
    at, together, slope = 0, 0, 0.0
    for place, begins, change in edges:
        if together and place > at:
            found.append((at, place, slope * (place - at)))
        at, together, slope = place, together + begins, slope + change
    return found


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
