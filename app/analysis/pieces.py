"""Stretches of even work: what the spans of a resource's assignments come down to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from ..project.moments import Minute
from ..project.records import Assignment, AssignmentUid, Task, TaskUid
from ..project.working_time import WorkingTime, WorkingTimes
from ..schedule.schedule import Span
from .working_curve import Bools, Floats, Ints, WorkingCurve


class Piece(msgspec.Struct, frozen=True):
    """A stretch of even work on a task.

    Attributes:
        units: Of the resource's time.
        on_clock: The stretch holds no working time of the resource: the work is spread over the clock.
        agreed: The planner let the task ignore the resource's calendar, so that time off is no obstacle.
    """

    task: TaskUid
    start: Minute
    finish: Minute
    units: float
    on_clock: bool = False
    agreed: bool = False


class Work:
    """Stretches of even work in columns.

    Attributes:
        owners: The assignments they are of, ``tasks`` the tasks; the others are what a ``Piece`` says.
    """

    def __init__(self, found: Sequence[Piece], owners: Sequence[AssignmentUid]) -> None:
        self.owners: Ints = np.array(owners, np.int64)
        self.tasks: Ints = np.array([piece.task for piece in found], np.int64)
        self.starts: Ints = np.array([piece.start for piece in found], np.int64)
        self.finishes: Ints = np.array([piece.finish for piece in found], np.int64)
        self.units: Floats = np.array([piece.units for piece in found], np.float64)
        self.on_clock: Bools = np.array([piece.on_clock for piece in found], np.bool_)
        self.agreed: Bools = np.array([piece.agreed for piece in found], np.bool_)

    def with_anew(self, kept: Bools, anew: Work, order: Ints) -> Work:
        """Those of these that are kept and others, in the order of the assignments, which must be all there are."""
        made = Work.__new__(Work)
        owners = np.concatenate((self.owners[kept], anew.owners))
        by_uid = np.argsort(order)
        places = np.argsort(by_uid[np.searchsorted(order, owners, sorter=by_uid)], kind="stable")
        made.owners = owners[places]
        for name in ("tasks", "starts", "finishes", "units", "on_clock", "agreed"):
            setattr(made, name, np.concatenate((getattr(self, name)[kept], getattr(anew, name)))[places])
        return made


def pieces(
    worked: Sequence[tuple[Assignment, Span]],
    tasks: Mapping[TaskUid, Task],
    working_times: WorkingTimes,
    curve: WorkingCurve,
) -> Work:
    """The stretches of even work of one resource.

    Args:
        worked: Its assignments and when they are worked.
        curve: Its working time.
    """
    limits = np.array([(span.start, span.finish) for _, span in worked], dtype=np.int64).reshape(-1, 2)
    working: list[int] = (curve.at(limits[:, 1]) - curve.at(limits[:, 0])).tolist()
    found, owners = list[Piece](), list[AssignmentUid]()
    for (one, span), minutes in zip(worked, working, strict=True):
        if tasks[one.task].calendar is not None and one.resource is not None:
            own, theirs = working_times.assignment(one.task, one.resource), working_times.resource(one.resource)
            agreed = tasks[one.task].ignore_resource_calendar
            found.extend(_on_a_calendar(one, span, own, theirs, agreed=agreed))
        elif span.pieces:
            found.extend(_uneven(one, span, curve))
        else:
            found.append(_even(one, span, minutes))
        owners += [one.uid] * (len(found) - len(owners))
    return Work(found, owners)


def _even(one: Assignment, span: Span, working: int) -> Piece:
    """Even work over a span with so many working minutes."""
    if not working:
        return Piece(one.task, span.start, span.finish, span.work / (span.finish - span.start), on_clock=True)
    return Piece(one.task, span.start, span.finish, _units(one, span, working))


def _uneven(one: Assignment, span: Span, curve: WorkingCurve) -> Iterator[Piece]:
    """The pieces of a span; work that none of them speaks of is spread evenly over the time after the last."""
    left, at = float(span.work), span.start
    for start, finish, units in span.pieces:
        if finish > start and units > 0:
            working = curve.between(start, finish)
            yield Piece(one.task, start, finish, units, not working)
            left -= units * (working or finish - start)
            at = max(at, finish)
    working = curve.between(at, span.finish) if at < span.finish else 0
    if left > 1 and working:
        yield Piece(one.task, at, span.finish, left / working)


def _units(one: Assignment, span: Span, working: int) -> float:
    """The units at which a span's work is done.

    They are the assignment's where these give the work but for its rounding to the minute: computed back from rounded
    work, two halves would come out as more than a whole.
    """
    return one.units if abs(one.units * working - span.work) <= 1 else span.work / working


def _on_a_calendar(
    one: Assignment, span: Span, own: WorkingTime, theirs: WorkingTime, *, agreed: bool
) -> Iterator[Piece]:
    """Work on a task with a calendar of its own, which may ask for time that the resource has not."""
    working = own.between(span.start, span.finish)
    if not working:
        yield _even(one, span, 0)
        return
    for start, finish, units in span.pieces or ((span.start, span.finish, _units(one, span, working)),):
        for begin, end in own.periods(start, finish):
            at = begin
            for free_from, free_to in theirs.periods(begin, end):
                if at < free_from:
                    yield Piece(one.task, at, free_from, units, on_clock=True, agreed=agreed)
                yield Piece(one.task, free_from, free_to, units)
                at = free_to
            if at < end:
                yield Piece(one.task, at, end, units, on_clock=True, agreed=agreed)
