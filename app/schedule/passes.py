"""Both passes over a compiled plan, the schedule they give, and its repair where a few rows have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

import msgspec
import numpy as np

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.steps import Steps, at_once, parts
from ..project.ticket import Ticket
from .assignments import set_segments
from .backward import BackwardPass
from .codes import CHANGED, MOVED
from .compiled import Compiled
from .forward import ForwardPass
from .kernel import COMPILED
from .kernel.columns import Column, Numbers
from .kernel.slack import slack_of, slack_of_all, slack_of_late, slack_of_looked_at
from .kernel.sweep import Sweep
from .schedule import Schedule
from .slack import usual_slack

_EARLIEST: Final = to_minute(datetime.min)
_LATEST: Final = to_minute(datetime.max)
_MOMENTS: Final = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")


class Repaired(msgspec.Struct, frozen=True):
    """What a repair did.

    Attributes:
        dated: The rows whose early dates were looked at.
        changed: The rows that are not what they were.
        split: More of them: those whose segments are others.
    """

    dated: Column
    changed: Numbers
    split: Collection[int] = ()


class Passes:
    """The forward and the backward pass over a plan.

    Attributes:
        schedule: What they give; its spans and the notes of other parts are for others to add.
        out_of_range: Says so where dates had to be held within the years that can be written.
    """

    def __init__(self, plan: Compiled) -> None:
        """Schedule the plan."""
        at_once(self._made(plan))

    @classmethod
    def in_steps(cls, plan: Compiled) -> Steps[Passes]:
        """The passes over a plan, made bit by bit."""
        passes = cls.__new__(cls)
        yield from passes._made(plan)
        return passes

    def _made(self, plan: Compiled) -> Steps[None]:
        self._plan = plan
        self.schedule = Schedule(plan.network.uids, plan.network.rows, plan.network.room)
        self._forward = ForwardPass(plan, self.schedule, plan.anchor)
        self._backward = BackwardPass(plan, self.schedule, self._forward)
        self.out_of_range: list[Note] = []
        yield
        yield from self._from_finish() if plan.from_finish else self._from_start()
        yield from self._settle()

    @property
    def _sweep(self) -> Sweep:
        return self._forward.sweep

    @property
    def repairable(self) -> bool:
        """Whether a part of the schedule can be made anew without the rest."""
        return not (self._plan.from_finish or self._plan.late or self.out_of_range)

    @property
    def notes(self) -> list[Note]:
        """What the forward pass could not do as asked."""
        found = self._forward.notes
        return [*(found[row] for row in sorted(found)), *self.out_of_range]

    # -- the whole plan

    def _from_start(self) -> Steps[None]:
        """Both passes of a plan scheduled from its start."""
        yield from self._forward.run({})
        yield from self._run_backward()
        if late := self._as_late_as_possible():
            yield from self._forward.run(late)
            yield from self._run_backward()

    def _run_backward(self) -> Steps[None]:
        self._sweep.project_finish = self._latest_finish()
        yield from self._backward.run()

    def _latest_finish(self) -> Minute:
        """What late dates hang on: the project finish, or the last finish that a constraint allows, if that is later.

        So says "Unexpected Late Finish, Slack, or Critical Path" (Microsoft Knowledge Base, 182899).
        """
        return max(self.schedule.finish[0], self._plan.traits.last_finish_allowed())

    def _from_finish(self) -> Steps[None]:
        """Both passes of a plan scheduled from its finish."""
        plan, sweep = self._plan, self._sweep
        sweep.project_finish = plan.anchor
        yield from self._backward.run()
        sweep.project_start = self.schedule.earliest_late_start(plan.anchor)
        yield from self._forward.run(self._as_late_as_possible())

    def _as_late_as_possible(self) -> dict[int, tuple[Minute, Minute]]:
        """The late dates of the tasks that are to go on then."""
        schedule = self.schedule
        if not self._plan.late:
            return {}
        return {
            row: (schedule.late_start[row], schedule.late_finish[row])
            for row, activity in enumerate(self._plan.activities)
            if activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE and activity.fixed is None
        }

    def _settle(self) -> Steps[None]:
        """What follows from the dates of both passes: slack and segments of the whole plan."""
        self.out_of_range = _kept_in_range(self.schedule)
        if COMPILED:
            slack_of_all(self._sweep)
        else:
            for part in parts((yield from usual_slack(self._plan, self.schedule))):
                slack_of(self._sweep, part)
                yield
        set_segments(self._plan, self.schedule, self._plan.traits.split)
        yield

    # -- repairs

    def reshape(self) -> None:
        """Take over the rows and the order there are in the network now."""
        self._forward.reshape()

    def leave(self, gone: Iterable[int]) -> None:
        """Leave rows to nobody: nothing is critical or split there, nor to be said of them."""
        for row in gone:
            self._forward.forget(row)
            self.schedule.critical[row] = 0
            self.schedule.segments.pop(self.schedule.uids[row], None)

    def date(self, rows: set[int], limit: int = 1 << 60, end: int | None = None) -> Repaired:
        """Make early dates true again after these rows' activities or links changed; gives those that moved.

        Late dates and slack stay behind, so this can only be followed by the same for the opposite change.

        Args:
            limit: Of the rows looked at; what hangs on the last of them stays as it was.
            end: The place of the order to end before; what comes later stays as it was, too.
        """
        due = {row: self._forward.state.due[row] for row in rows}
        self._forward.repair(rows, limit, end)
        for row, moment in due.items():  # that is of the late dates
            self._forward.state.due[row] = moment
        dated, moved = self._looked_at(), self._sweep.changed(MOVED)
        self._sweep.forget()
        self._split_anew(rows, dated)
        return Repaired(dated, moved)

    def in_range(self, rows: Iterable[int]) -> bool:
        """Whether all dates of rows can be written."""
        columns = [getattr(self.schedule, name) for name in _MOMENTS]
        return all(_EARLIEST <= column[row] <= _LATEST for row in rows for column in columns)

    def repair(self, rows: set[int], ticket: Ticket | None = None) -> Repaired:
        """Make the schedule true again after these rows' activities or links changed; gives all that changed.

        Args:
            ticket: Hears of it from time to time where much hangs on them; it must not cancel that.
        """
        sweep, ticket = self._sweep, ticket or Ticket()
        self._forward.repair(rows)
        ticket.step(0, 0)
        dated = self._looked_at()
        finish_moved = self._latest_finish() != sweep.project_finish
        if not finish_moved:
            self._backward.repair(rows)
        if finish_moved or not sweep.looked_at_within(_EARLIEST, _LATEST):
            self._set_late(finish_moved, len(dated), ticket)
        else:
            slack_of_looked_at(sweep, len(dated))
        ticket.step(0, 0)
        changed = sweep.changed(CHANGED)
        sweep.forget()
        return Repaired(dated, changed, self._split_anew(rows, dated))

    def _set_late(self, finish_moved: bool, dated: int, ticket: Ticket) -> None:
        """Set the late dates of all tasks where the finish they hang on has moved; slack follows what changed."""
        sweep, schedule = self._sweep, self.schedule
        was = schedule.late_start[:], schedule.late_finish[:], self._forward.state.due[:]
        if finish_moved:
            at_once(self._run_backward(), ticket)
        self.out_of_range = _kept_in_range(schedule)
        slack_of_looked_at(sweep, dated)
        ticket.step(0, 0)
        slack_of_late(sweep, *was)

    def _looked_at(self) -> Column:
        """The rows that a repair has looked at so far."""
        return self._forward.state.touched[: self._sweep.count]

    def _split_anew(self, rows: set[int], dated: Collection[int]) -> set[int]:
        """Set the segments of rows that changed or were dated anew; gives those that are split otherwise now."""
        split = self._plan.traits.split
        return set_segments(self._plan, self.schedule, rows.union(split.intersection(dated)) if split else rows)


def _kept_in_range(schedule: Schedule) -> list[Note]:
    """Hold every date within the years that dates can be written in; says so where that changed any."""
    changed = False
    for name in _MOMENTS:
        column = np.frombuffer(getattr(schedule, name), np.int64)
        if column.min() < _EARLIEST or column.max() > _LATEST:
            np.clip(column, _EARLIEST, _LATEST, out=column)
            changed = True
    if not changed:
        return []
    text = _("Some dates lie beyond the years 1 to 9999 and are held at their ends.")
    return [Note(severity=Severity.ERROR, code="schedule.out-of-range", text=text)]
