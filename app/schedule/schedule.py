"""The outcome of scheduling: dates, slack and drivers by task, spans by assignment."""

from __future__ import annotations

from array import array
from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from ..project.errors import Note
from ..project.moments import Minute, to_datetime
from ..project.records import ROOT, AssignmentUid, TaskUid
from .codes import BITS, MINUTES
from .drivers import Driver, DriverKind, Drivers

__all__ = ["Driver", "DriverKind", "Schedule", "Span", "Values"]


class Span(msgspec.Struct, frozen=True, gc=False):
    """When an assignment is worked and how much.

    Attributes:
        start: First moment of work.
        finish: Last moment of work.
        work: Minutes of work in all (of the resource, not of the clock).
        pieces: Where the load is not even: (from, to, units) in order; empty means even load at the assignment's units
            over the working time between start and finish.
    """

    start: Minute
    finish: Minute
    work: int
    pieces: tuple[tuple[Minute, Minute, float], ...] = ()


Rows = npt.NDArray[np.int64]

Values = tuple[Any, ...]
"""Of a row, the columns in their order and the segments at the end."""


class Schedule:
    """Dates and slack of every task, in columns of equal length; row ``rows[uid]`` belongs to a task.

    Read only for everybody but the engine, which changes it in place when the plan is edited; ``twin`` keeps one as it
    is. Blank rows have none; row 0 is ``ROOT``, the project summary. The others are in the order of the table until the
    outline is edited; columns can have rows that belong to no task.

    Attributes:
        rows: Task uid to row.
        uids: Row to task uid, also of tasks that went. It only grows at its end.
        start: Scheduled start, and ``finish`` the scheduled finish: ``Minute`` values.
        early_start: Earliest by the forward pass; ``early_finish`` alike.
        late_start: Latest by the backward pass; ``late_finish`` alike.
        duration: Minutes: of working time, of the clock for an elapsed duration. Of summaries, between start and
            finish.
        total_slack: Working minutes the task can slip before the finish does; negative where it is late already.
        free_slack: Working minutes it can slip before another task does.
        start_slack: Working minutes between early and late start; ``finish_slack`` alike.
        critical: 1 where the total slack is within the plan's limit.
        driver: What set the start; None where nothing but the project start did.
        segments: Of split tasks only, the pieces of work as (start, finish).
        notes: What could not be done as asked: cycles, impossible constraints.
    """

    COLUMNS = (
        "start",
        "finish",
        "early_start",
        "early_finish",
        "late_start",
        "late_finish",
        "duration",
        "total_slack",
        "free_slack",
        "start_slack",
        "finish_slack",
        "critical",
    )

    def __init__(self, uids: list[TaskUid], rows: dict[TaskUid, int] | None = None, room: int = 0) -> None:
        """Make an empty schedule for these tasks; the first must be ``ROOT``.

        Args:
            rows: Their rows, where there are others among the uids.
            room: For how many rows, where more are to come.
        """
        self.uids = uids
        self.rows = {uid: row for row, uid in enumerate(uids)} if rows is None else rows
        nothing = array(MINUTES, bytes(8 * max(room, len(uids))))
        self.start, self.finish, self.duration = nothing[:], nothing[:], nothing[:]
        self.early_start, self.early_finish = nothing[:], nothing[:]
        self.late_start, self.late_finish = nothing[:], nothing[:]
        self.total_slack, self.free_slack = nothing[:], nothing[:]
        self.start_slack, self.finish_slack = nothing[:], nothing
        self.critical = array(BITS, bytes(2 * len(nothing)))
        self.driver = Drivers(len(nothing))
        self.segments: dict[TaskUid, tuple[tuple[Minute, Minute], ...]] = {}
        self._spans: Callable[[Schedule], MutableMapping[AssignmentUid, Span]] | None = None
        self._kept_spans: dict[AssignmentUid, Span] = {}
        self.notes: list[Note] = []

    @property
    def spans(self) -> MutableMapping[AssignmentUid, Span]:
        """Assignment uid to when it is worked."""
        return self._kept_spans if self._spans is None else self._spans(self)

    def work_out_spans(self, made: Callable[[Schedule], MutableMapping[AssignmentUid, Span]]) -> None:
        """Have spans worked out by what is made for who asks: were it kept, the two would hold each other for ever."""
        self._spans = made

    def twin(self, *, spans: bool = True) -> Schedule:
        """An equal schedule that shares nothing that changes; without spans, which take time, where not asked for."""
        twin = Schedule.__new__(Schedule)
        twin.uids, twin.rows = self.uids[:], dict(self.rows)
        for name in self.COLUMNS:
            setattr(twin, name, getattr(self, name)[:])
        twin.driver = self.driver.copy()
        twin.segments, twin.notes = dict(self.segments), list(self.notes)
        twin._spans, twin._kept_spans = None, dict(self.spans) if spans else {}
        return twin

    def column_arrays(self) -> list[array[int]]:
        """The columns in their order."""
        return [getattr(self, name) for name in self.COLUMNS]

    def values(self, row: int) -> Values:
        """All that edits are told of: the columns of a row and the segments of its task."""
        return (
            self.start[row],
            self.finish[row],
            self.early_start[row],
            self.early_finish[row],
            self.late_start[row],
            self.late_finish[row],
            self.duration[row],
            self.total_slack[row],
            self.free_slack[row],
            self.start_slack[row],
            self.finish_slack[row],
            self.critical[row],
            self.segments.get(self.uids[row]),
        )

    def earliest_late_start(self, otherwise: Minute) -> Minute:
        """Where a plan scheduled from its finish begins: the first late start of all tasks; without any, otherwise."""
        rows = self.rows.values()
        return min((self.late_start[row] for row in rows if row), default=otherwise)

    def __contains__(self, uid: TaskUid) -> bool:
        return uid in self.rows

    def start_of(self, uid: TaskUid) -> datetime:
        """The scheduled start of a task."""
        return to_datetime(self.start[self.rows[uid]])

    def finish_of(self, uid: TaskUid) -> datetime:
        """The scheduled finish of a task."""
        return to_datetime(self.finish[self.rows[uid]])

    def value(self, column: str, uid: TaskUid) -> Any:
        """The value of a column for a task."""
        return getattr(self, column)[self.rows[uid]]

    @property
    def project_start(self) -> datetime:
        """Start of the first task."""
        return self.start_of(ROOT)

    @property
    def project_finish(self) -> datetime:
        """Finish of the last task."""
        return self.finish_of(ROOT)

    def differing(self, other: Schedule) -> frozenset[TaskUid]:
        """The tasks whose dates, slack or segments differ from another schedule's, or that are in one only."""
        here, there = self.shared_rows(other)
        unlike = np.zeros(1, np.bool_)
        for mine, others in zip(self.column_arrays(), other.column_arrays(), strict=True):
            unlike = unlike | (np.asarray(mine)[here] != np.asarray(others)[there])
        rows: list[int] = (np.flatnonzero(unlike) if isinstance(here, slice) else here[unlike]).tolist()
        found = frozenset(map(self.uids.__getitem__, rows))
        if not isinstance(here, slice):
            found |= self.rows.keys() ^ other.rows.keys()
        if self.segments == other.segments:
            return found
        keys = self.segments.keys() | other.segments.keys()
        return found.union(uid for uid in keys if self.segments.get(uid) != other.segments.get(uid))

    def shared_rows(self, other: Schedule) -> tuple[Rows | slice, Rows | slice]:
        """The rows here and there of the tasks that both schedules have; slices where they are the same first rows."""
        if len(self.rows) == len(other.rows) == len(self.uids) and self.uids == other.uids:
            return slice(len(self.uids)), slice(len(self.uids))
        here = np.fromiter(self.rows.values(), np.int64, len(self.rows))
        if self.rows is other.rows:
            return here, here
        there = np.fromiter((other.rows.get(uid, -1) for uid in self.rows), np.int64, len(self.rows))
        return here[there >= 0], there[there >= 0]
