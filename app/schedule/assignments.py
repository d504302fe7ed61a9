"""When each assignment is worked and how its load is spread; the segments of split tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, MutableMapping, Sequence
from itertools import chain, repeat
from typing import Any, Final

import msgspec
import numpy as np

from ..project.kinds import WorkContour
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import Assignment, AssignmentUid, TaskUid
from ..project.working_time import WorkingTime, WorkingTimes
from .activity import Activity
from .compiled import Compiled
from .schedule import Schedule, Span
from .splits import ACTUAL, REMAINING, Pieces, remaining, spread

_STEPS: Final[dict[WorkContour, tuple[int, ...]]] = {
    WorkContour.BACK_LOADED: (10, 15, 25, 50, 50, 75, 75, 100, 100, 100),
    WorkContour.FRONT_LOADED: (100, 100, 100, 75, 75, 50, 50, 25, 15, 10),
    WorkContour.DOUBLE_PEAK: (25, 50, 100, 50, 25, 25, 50, 100, 50, 25),
    WorkContour.EARLY_PEAK: (25, 50, 100, 100, 75, 50, 50, 25, 15, 10),
    WorkContour.LATE_PEAK: (10, 15, 25, 50, 50, 75, 100, 100, 50, 25),
    WorkContour.BELL: (10, 20, 40, 80, 100, 100, 80, 40, 20, 10),
    WorkContour.TURTLE: (25, 50, 75, 100, 100, 100, 100, 75, 50, 25),
}
"""Percent of the units worked in each tenth of an assignment: Microsoft Project's predefined contours."""


_FLAT: Final = WorkContour.FLAT
"""Asked for with every assignment, and an enumeration takes its time to look for its members."""


def average(contour: WorkContour) -> float:
    """What share of the units a contour takes on average, 1 where it is none of the predefined ones."""
    steps = _STEPS.get(contour)
    return sum(steps) / len(steps) / 100 if steps is not None else 1.0


def set_segments(plan: Compiled, schedule: Schedule, rows: Iterable[int]) -> set[int]:
    """Set the segments of rows, where they are split; gives those that are split otherwise now."""
    activities, uids, segments, changed = plan.activities, plan.network.uids, schedule.segments, set[int]()
    for row in rows:
        activity, uid = activities[row], uids[row]
        was = segments.pop(uid, None)
        pieces = activity.worked(schedule.start[row], schedule.finish[row])
        if pieces:
            offset = activity.time.offset(schedule.start[row])
            segments[uid] = tuple(_placed(pieces, activity.time, offset))
        if was != segments.get(uid):
            changed.add(row)
    return changed


_FEW: Final = 1000
"""The spans of so many tasks are dropped at once; of more, each when its task is next asked for."""

_MANY: Final = 20_000
"""In a plan of no more assignments each span is kept."""


class Kept(msgspec.Struct):
    """The spans that were worked out for a schedule.

    Attributes:
        stale: Not 0 for the rows whose spans are no longer true; empty where there are none.
    """

    spans: dict[AssignmentUid, Span] = {}
    stale: bytearray = msgspec.field(default_factory=bytearray)


class Spans(MutableMapping[AssignmentUid, Span]):
    """When each assignment is worked, worked out for those that are asked for.

    They are kept until their task moves; in a large plan only those that are not as long as it, or uneven. To work out
    the others takes a microsecond or two, and to keep them would take 170 bytes each.
    """

    def __init__(
        self,
        plan: Compiled,
        project: Project,
        times: WorkingTimes,
        kept: Kept,
        schedule: Schedule,
    ) -> None:
        """Take what keeps the spans that were worked out for this schedule."""
        self._plan = plan
        self._schedule = schedule
        self._project = project
        self._times = times
        self._kept = kept
        self._made = kept.spans

    def __getitem__(self, uid: AssignmentUid) -> Span:
        span = self._known(uid)
        return span if span is not None else self._make(self._project.assignments[uid])

    def get(self, uid: AssignmentUid, default: Any = None) -> Any:
        """The span of an assignment, or what is given where it has none; whole plans are gone through so."""
        span = self._known(uid)
        if span is None:
            assignment = self._project.assignments.get(uid)
            if assignment is None or assignment.task not in self._schedule.rows:
                return default
            return self._make(assignment)
        return span

    def _make(self, assignment: Assignment) -> Span:
        row = self._schedule.rows[assignment.task]
        dates = (self._schedule.start[row], self._schedule.finish[row])
        span = _span(assignment, self._plan.activities[row], dates, self._times)
        if span.pieces or len(self._project.assignments) <= _MANY or (span.start, span.finish) != dates:
            self._made[assignment.uid] = span
        return span

    def _known(self, uid: AssignmentUid) -> Span | None:
        """What was worked out, unless the task moved since."""
        stale = self._kept.stale
        if stale and (assignment := self._project.assignments.get(uid)) is not None:
            row = self._schedule.rows.get(assignment.task, 0)
            if row < len(stale) and stale[row]:
                stale[row] = 0
                self._drop([assignment.task], ())
        return self._made.get(uid)

    def __setitem__(self, uid: AssignmentUid, span: Span) -> None:
        self._known(uid)
        self._made[uid] = span

    def __delitem__(self, uid: AssignmentUid) -> None:
        """Work it out again when it is next asked for."""
        self._made.pop(uid, None)

    def __iter__(self) -> Iterator[AssignmentUid]:
        rows = self._schedule.rows
        return (uid for uid, one in self._project.assignments.items() if one.task in rows)

    def __len__(self) -> int:
        return sum(1 for _uid in self)

    def forget(self, rows: Collection[int], removed: Iterable[AssignmentUid]) -> None:
        """Work out the spans of these rows again when they are next asked for, and never those of these assignments."""
        kept, uids = self._kept, self._schedule.uids
        if len(rows) > len(self._made):
            self._made.clear()
            kept.stale = bytearray()
        elif len(rows) > _FEW:
            kept.stale += bytes(len(uids) - len(kept.stale))
            np.frombuffer(kept.stale, np.uint8)[np.asarray(rows)] = 1
            self._drop((), removed)
        elif self._made:
            self._drop(list(map(uids.__getitem__, rows)), removed)

    def _drop(self, tasks: Sequence[TaskUid], more: Iterable[AssignmentUid]) -> None:
        """Drop the spans of tasks, and some more."""
        gone = chain(self._project.assignment_uids_of(tasks), more)
        deque(map(self._made.pop, gone, repeat(None)), 0)


def _span(assignment: Assignment, activity: Activity, task: tuple[Minute, Minute], times: WorkingTimes) -> Span:
    """When an assignment is worked: within its task, after its delay, in the hours of its resource."""
    work = round(activity.duration * assignment.units) if assignment.work is None else assignment.work
    if assignment.actual_start is not None and assignment.actual_finish is not None:
        start = to_minute(assignment.actual_start)
        time = activity.time if activity.elapsed else times.assignment(assignment.task, assignment.resource)
        pieces = tuple(_loads(spread(assignment, time, ACTUAL), time, 0)) if len(assignment.timephased) > 1 else ()
        return Span(start, max(start, to_minute(assignment.actual_finish)), work, pieces if len(pieces) > 1 else ())
    simple = not (assignment.timephased or assignment.delay or assignment.levelling_delay or activity.workers)
    if simple and not _ends_before(assignment, work, activity.duration):
        loads = () if assignment.contour is _FLAT else _contour(assignment, activity.time, *task)
        if not loads and (activity.pieces or activity.pushable):
            loads = _paused(work, activity, task)
        return Span(*task, work, loads)
    time = activity.time if activity.elapsed else times.assignment(assignment.task, assignment.resource)
    if assignment.actual_start is not None:
        done, rest = spread(assignment, time, ACTUAL), spread(assignment, time, REMAINING)
        pieces = (*_loads(done, time, 0), *_loads(rest, time, activity.pushed_by(task[1])))
        return Span(*task, work, pieces if len(pieces) > 1 else ())
    start = time.add(task[0], assignment.delay) + assignment.levelling_delay
    start = min(max(task[0], time.next_working(start)), task[1])
    planned = remaining(assignment, time)
    if planned:
        finish = min(time.add(start, planned[-1][1] - planned[0][0]), task[1])
        shift = time.offset(start) - planned[0][0]
        pieces = tuple(_loads(spread(assignment, time, REMAINING), time, shift)) if work else ()
        return Span(start, max(start, finish), work, pieces if len(pieces) > 1 else ())
    finish = task[1]
    if work and assignment.units > 0 and assignment.contour is _FLAT:  # without work it lasts with its task
        finish = min(time.add(start, round(work / assignment.units)), finish)
    return Span(start, max(start, finish), work, _contour(assignment, time, start, finish))


def _paused(work: int, activity: Activity, task: tuple[Minute, Minute]) -> tuple[tuple[Minute, Minute, float], ...]:
    """Even work in the stretches of a split task of which nothing else says how it is spread; else nothing."""
    pieces = activity.pieces_until(task[1])
    length = sum(last - first for first, last in pieces)
    if len(pieces) < 2 or not length:
        return ()
    offset = activity.time.offset(task[0])
    return tuple((start, finish, work / length) for start, finish in _placed(pieces, activity.time, offset))


def _ends_before(assignment: Assignment, work: int, duration: int) -> bool:
    """Whether an even assignment is done before its task by more than rounding."""
    return work > 0 and work + 1 < (duration - 1) * assignment.units and assignment.contour is _FLAT


def _contour(
    assignment: Assignment, time: WorkingTime, start: Minute, finish: Minute
) -> tuple[tuple[Minute, Minute, float], ...]:
    """The load of a predefined contour over its time; empty for an even load."""
    steps = _STEPS.get(assignment.contour)
    if steps is None:
        return ()
    offset, length = time.offset(start), time.between(start, finish)
    edges = [offset + round(length * step / len(steps)) for step in range(len(steps) + 1)]
    return tuple(
        (time.starting(first), time.finishing(last), assignment.units * percent / 100)
        for first, last, percent in zip(edges, edges[1:], steps, strict=False)
        if first < last
    )


def _loads(
    amounts: Iterable[tuple[int, int, float]], time: WorkingTime, shift: int
) -> Iterable[tuple[Minute, Minute, float]]:
    """Spread amounts as loads, so many working minutes later."""
    for first, last, minutes in amounts:
        if last > first:
            yield time.starting(first + shift), time.finishing(last + shift), minutes / (last - first)


def _placed(pieces: Pieces, time: WorkingTime, offset: int) -> Iterable[tuple[Minute, Minute]]:
    for first, last in pieces:
        yield time.starting(offset + first), time.finishing(offset + last)
