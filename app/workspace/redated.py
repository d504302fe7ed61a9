"""The tasks to which an edit gave other dates, with those they had."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

import msgspec
import numpy as np

from ..project.moments import Minute
from ..project.records import TaskUid
from ..schedule.schedule import Rows, Schedule

_FEW: Final = 500
"""So many tasks are looked at one by one."""


class Redated(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an edit did to dates.

    Attributes:
        rows: The rows in the schedule of what starts or finishes at another time; summaries and the plan too, but
            nothing that came or went.
        finishes: When they finished before.
        plan_finish: When the plan did.
    """

    rows: Rows
    finishes: Rows
    plan_finish: Minute


class Before:
    """The dates of a schedule as they are now, to be compared with those after an edit."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._start, self._finish = np.array(schedule.start), np.array(schedule.finish)
        self._count = len(schedule.uids)

    def redated(self, schedule: Schedule, moved: Set[TaskUid]) -> Redated:
        """What of them is otherwise in the schedule now, which may be the same one or one made anew.

        Args:
            moved: The tasks of which anything changed.
        """
        here: Rows | slice
        there: Rows | slice
        here = there = slice(self._count)  # the rows of tasks that came stand behind the others
        if schedule is not self._schedule:
            here, there = schedule.shared_rows(self._schedule)
        elif len(moved) < _FEW:
            found = [row for row in map(schedule.rows.get, moved) if row is not None and row < self._count]
            here = there = np.array(sorted(found), np.int64)
        start, finish = self._start[there], self._finish[there]
        unlike = (np.asarray(schedule.start)[here] != start) | (np.asarray(schedule.finish)[here] != finish)
        places = np.flatnonzero(unlike)
        rows = places if isinstance(here, slice) else here[places]
        return Redated(rows=rows, finishes=finish[places], plan_finish=int(self._finish[0]))
