"""The load of one resource over time, exact to the minute: steps between events, summed into buckets when asked."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

import msgspec
import numpy as np

from ..project.moments import Minute, to_minute
from ..project.records import Resource, ResourceUid, TaskUid
from .pieces import Work
from .working_curve import Bools, Floats, Ints, WorkingCurve

EPSILON = 1e-6
"""Units closer than this are equal: sums of fractions leave dust."""

FOREVER: Minute = 1 << 60


class Buckets(msgspec.Struct, frozen=True):
    """A resource's load summed between edges; all arrays have one value a bucket, in minutes unless said.

    Attributes:
        load: Work to do.
        over: The part of it that is above capacity at its moment, even where the bucket's total would fit.
        capacity: What the resource can do.
        working: Working time of its calendar, and time off that tasks were let ignore: capacity without the units.
        peak: The greatest units at any moment of work.
    """

    edges: Ints
    load: Floats
    over: Floats
    capacity: Floats
    working: Ints
    peak: Floats

    @property
    def overloaded(self) -> Bools:
        """Which buckets hold a moment of over-allocation."""
        return self.over > EPSILON


class Overallocation(msgspec.Struct, frozen=True):
    """A stretch during which a resource has more to do than it can.

    Attributes:
        start: First overloaded moment of work; ``finish`` the last.
        units: The greatest load in it; ``capacity`` the units there were at that moment.
        excess: Minutes of work above capacity.
        tasks: Tasks behind it, in order of their start.
    """

    resource: ResourceUid
    start: Minute
    finish: Minute
    units: float
    capacity: float
    excess: float
    tasks: tuple[TaskUid, ...]


class _Events(msgspec.Struct, frozen=True):
    """When a resource's work or capacity changes, and the units of work in force from each event to the next.

    The last value, found at index -1 too, is that before the first event.

    Attributes:
        working: Of work in working time; ``clock`` of that spread over the clock; ``agreed`` of that in time off that
            tasks were let ignore.
    """

    times: Ints
    working: Floats
    clock: Floats
    agreed: Floats


class _Run(msgspec.Struct, frozen=True, gc=False):
    """An over-allocation from event to event, and what is said of it.

    Attributes:
        start: Where its first segment begins; ``start_until`` where that ends.
        finish: Where its last segment ends; ``finish_from`` where that begins.
    """

    start: Minute
    start_until: Minute
    finish_from: Minute
    finish: Minute
    units: float
    capacity: float
    excess: float


class ResourceLoad:
    """What one resource has to do, against what it can."""

    def __init__(self, resource: Resource, work: Work, curve: WorkingCurve) -> None:
        self.uid = resource.uid
        self.resource = resource
        self.curve = curve
        self.work = work
        self.tasks, self.starts, self.finishes = work.tasks, work.starts, work.finishes
        self.units, self.on_clock = work.units, work.on_clock
        self.work_starts: Ints = curve.at(self.starts)
        self.work_finishes: Ints = curve.at(self.finishes)
        self._capacity_times, self._capacity_units = capacity_steps(resource)

    @cached_property
    def _events(self) -> _Events:
        """The events, kept once somebody looks at the load: those of all would take a third of what loads take."""
        return self._found_events()

    @cached_property
    def peak(self) -> float:
        """The greatest units at any moment of work."""
        if not len(self.starts):
            return 0.0
        times = self._events.times
        return float(self.buckets_between(int(times[0]), int(times[-1])).peak[0])

    def buckets(self, edges: Ints) -> Buckets:
        """The load between successive edges, which must rise."""
        events = self._events
        inner = events.times[(events.times > edges[0]) & (events.times < edges[-1])]
        times = _merged(edges, inner)
        parts = self._segments(times, events)
        begins = np.searchsorted(times, edges[:-1])
        return Buckets(
            edges,
            load=np.add.reduceat(parts.load, begins),
            over=np.add.reduceat(parts.over, begins),
            capacity=np.add.reduceat(parts.capacity, begins),
            working=np.add.reduceat(parts.working, begins),
            peak=np.maximum.reduceat(parts.peak, begins),
        )

    def buckets_between(self, start: Minute, finish: Minute) -> Buckets:
        """The load between two moments, as a single bucket."""
        return self.buckets(np.array((start, finish), dtype=np.int64))

    def shares(self, start: Minute, finish: Minute) -> list[tuple[TaskUid, float]]:
        """The tasks worked on between two moments with the minutes of work on each, in order of their start."""
        concerned = np.flatnonzero((self.starts < finish) & (self.finishes > start))
        minutes = self.share_matrix(np.array((start, finish), dtype=np.int64), concerned)[:, 0]
        totals: dict[TaskUid, float] = {}
        for piece in np.lexsort((self.tasks[concerned], self.starts[concerned])):
            if minutes[piece] > EPSILON:
                task = TaskUid(int(self.tasks[concerned[piece]]))
                totals[task] = totals.get(task, 0.0) + float(minutes[piece])
        return list(totals.items())

    def share_matrix(self, edges: Ints, chosen: Ints | Bools) -> Floats:
        """Minutes of work of the chosen pieces (rows) between successive edges (columns)."""
        on_clock = self.on_clock[chosen, None]
        first = np.where(on_clock, self.starts[chosen, None], self.work_starts[chosen, None])
        last = np.where(on_clock, self.finishes[chosen, None], self.work_finishes[chosen, None])
        done = np.where(on_clock, edges[None, :], self.curve.at(edges)[None, :])
        return np.diff(np.clip(done, first, last), axis=1) * self.units[chosen, None]

    def _found_events(self) -> _Events:
        changes = self._capacity_times
        inside = changes[(changes > self.curve.start) & (changes < self.curve.finish)]
        times: Ints = np.unique(np.concatenate((self.starts, self.finishes, inside)))
        agreed = self.work.agreed
        return _Events(
            times,
            working=self._steps(times, ~self.on_clock),
            clock=self._steps(times, self.on_clock & ~agreed),
            agreed=self._steps(times, self.on_clock & agreed),
        )

    def _steps(self, times: Ints, chosen: Bools) -> Floats:
        """The units from each event to the next, of the chosen pieces; none before the first event."""
        size = len(times)
        if not chosen.any():
            return np.broadcast_to(np.zeros(1), size + 1)  # one nought for all, of which there may be many
        units = self.units[chosen]
        up = np.bincount(np.searchsorted(times, self.starts[chosen]), units, size)
        down = np.bincount(np.searchsorted(times, self.finishes[chosen]), units, size)
        steps: Floats = np.cumsum(up - down, dtype=np.float64)
        steps[np.abs(steps) < EPSILON] = 0.0
        return np.concatenate((steps, [0.0]))  # the last one is also found at index -1: before the first event

    def _segments(self, times: Ints, events: _Events) -> Buckets:
        """The load between successive times among which is every event, so that units are even in between."""
        event = np.searchsorted(events.times, times[:-1], side="right") - 1
        wanted, off, agreed = events.working[event], events.clock[event], events.agreed[event]
        available = self.capacity_at(times[:-1])
        working = np.diff(self.curve.at(times))
        idle = working == 0
        clock = np.where(idle, np.diff(times), 0)
        extra = np.where(agreed > 0, clock, 0)  # agreed time off counts as time to work in
        excess, agreed_excess = np.maximum(wanted - available, 0.0), np.maximum(agreed - available, 0.0)
        excess[excess < EPSILON] = 0.0
        agreed_excess[agreed_excess < EPSILON] = 0.0
        return Buckets(
            times,
            load=wanted * working + (off + agreed) * clock,
            over=excess * working + (off + agreed_excess) * clock,
            capacity=available * (working + extra),
            working=working + extra,
            peak=np.where(idle, off + agreed, wanted),
        )

    def capacity_at(self, moments: Ints) -> Floats:
        """How many units there are at moments."""
        return self._capacity_units[np.searchsorted(self._capacity_times, moments, side="right") - 1]

    @cached_property
    def overallocations(self) -> list[Overallocation]:
        """Where there is more work than capacity; free time does not part two of them, work within capacity does."""
        return [self._overallocation(run) for run in self._overloads]

    def overloading(self) -> list[TaskUid]:
        """The tasks that have a part in some over-allocation."""
        runs = np.array([(run.start, run.finish) for run in self._overloads], np.int64)
        if not len(runs):
            return []
        clock = _touched(self.starts, self.finishes, runs)
        work = _touched(self.work_starts, self.work_finishes, self.curve.at(runs))
        inside = np.where(self.on_clock, clock, work) & (self.units > EPSILON)
        return [TaskUid(uid) for uid in np.unique(self.tasks[inside]).tolist()]

    @property
    def overload_count(self) -> int:
        """How many over-allocations there are."""
        return len(self._overloads)

    @property
    def excess(self) -> float:
        """Minutes of work beyond capacity in all over-allocations."""
        return sum(run.excess for run in self._overloads)

    def overloads_between(self, start: Minute, finish: Minute) -> list[tuple[Minute, Minute]]:
        """From when to when there is an over-allocation that touches the time between two moments."""
        near = [run for run in self._overloads if run.start < finish and run.finish > start]
        found = [self._extent(run) for run in near]
        return [one for one in found if one[0] < finish and one[1] > start]

    @cached_property
    def _overloads(self) -> list[_Run]:
        """The runs of segments from event to event that are over-allocations."""
        events = self._found_events()
        if len(events.times) < 2:
            return []
        segments = self._segments(events.times, events)
        telling = np.flatnonzero(segments.overloaded | (segments.working > 0))
        hot = np.concatenate(([False], segments.overloaded[telling], [False]))
        turns: Ints = np.flatnonzero(hot[1:] != hot[:-1])
        return [self._run(segments, telling[begin:end]) for begin, end in turns.reshape(-1, 2)]

    def _run(self, segments: Buckets, run: Ints) -> _Run:
        """What is kept of a run of segments: the segments themselves would take half of what a load takes."""
        worst = run[np.argmax(segments.peak[run])]
        first, last = int(run[0]), int(run[-1])
        return _Run(
            *segments.edges[[first, first + 1, last, last + 1]].tolist(),
            units=float(segments.peak[worst]),
            capacity=float(self.capacity_at(segments.edges[worst])) if segments.working[worst] else 0.0,
            excess=float(segments.over[run].sum()),
        )

    def _extent(self, run: _Run) -> tuple[Minute, Minute]:
        """The first and the last moment of work in a run."""
        start, finish = run.start, run.finish
        if self.curve.between(start, run.start_until):
            start = self.curve.next_working(start)
        if self.curve.between(run.finish_from, finish):
            finish = self.curve.previous_working(finish)
        return start, finish

    def _overallocation(self, run: _Run) -> Overallocation:
        start, finish = self._extent(run)
        return Overallocation(
            self.uid,
            start,
            finish,
            units=run.units,
            capacity=run.capacity,
            excess=run.excess,
            tasks=tuple(task for task, _ in self.shares(start, finish)),
        )


def _touched(starts: Ints, finishes: Ints, runs: Ints) -> Bools:
    """Which pieces have time in one of some runs, which are in order and apart."""
    runs = runs[runs[:, 0] < runs[:, 1]]
    following = np.searchsorted(runs[:, 1], starts, side="right")  # the first one that ends after a piece begins
    begins = np.append(runs[:, 0], np.iinfo(np.int64).max)
    return begins[following] < finishes


def _merged(one: Ints, other: Ints) -> Ints:
    """The moments of two arrays in order, each once; both are in order, which NumPy's own union makes nothing of."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # merges what is in order
    return both[np.append(True, both[1:] != both[:-1])]


def capacity_steps(resource: Resource) -> tuple[Ints, Floats]:
    """How many units there are of a resource from which moment on; the first moment is the beginning of time.

    Outside of all its periods of availability there is nothing of it.
    """
    if not resource.availability:
        return np.array([-FOREVER], dtype=np.int64), np.array([resource.max_units])
    changes: dict[Minute, float] = {-FOREVER: 0.0}
    for period in sorted(resource.availability, key=lambda one: one.start or datetime.min):
        changes[-FOREVER if period.start is None else to_minute(period.start)] = period.units
        if period.finish is not None:
            finish = to_minute(period.finish)
            changes[finish + (finish % 1440 == 1439)] = 0.0  # 23:59 means the end of the day
    times = sorted(changes)
    return np.array(times, dtype=np.int64), np.array([changes[time] for time in times])
