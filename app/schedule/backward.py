"""The backward pass: the latest dates that do not delay the project's finish, deadlines and constraints."""

from __future__ import annotations

from collections.abc import Iterable

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.steps import PART, Steps
from .activity import Activity
from .codes import EVER
from .compiled import Compiled
from .forward import ForwardPass
from .kernel.backward import backward, mark_late, spread_late
from .kernel.sweep import Sweep
from .schedule import Schedule


class BackwardPass:
    """Places every task as late as possible, against the order of the network.

    The walk does so for summaries and for tasks that only links drive; here are the rules of all others.
    """

    def __init__(self, plan: Compiled, schedule: Schedule, forward: ForwardPass) -> None:
        """Prepare a pass back from the project finish that the walk of the forward pass knows."""
        self._plan = plan
        self._schedule = schedule
        self._state, self._forward = forward.state, forward

    @property
    def _sweep(self) -> Sweep:
        return self._forward.sweep

    def run(self) -> Steps[None]:
        """Set the late dates of every row, back from the project finish as it is now."""
        order = self._plan.network.order
        for after in range(len(order), 0, -PART):
            place, end = after - 1, max(after - PART, 0)
            while (place := backward(self._sweep, place, end, False)) >= 0:
                self._place(order[place])
                place -= 1
            yield

    def repair(self, edited: Iterable[int]) -> None:
        """Make late dates true again after the forward pass was repaired, as long as the project finish has not moved.

        Args:
            edited: Rows of which activities or links changed.
        """
        network, sweep = self._plan.network, self._sweep
        mark_late(sweep)
        for row in edited:
            sweep.mark(network.parent[row])
        place = len(network.order) - 1
        while (place := backward(sweep, place, 0, True)) >= 0:
            self._place(network.order[place])
            spread_late(sweep, network.order[place])
            place -= 1

    def _place(self, row: int) -> None:
        """Set the late dates of a task with rules of its own, at which the walk has stopped."""
        activity, schedule, state = self._plan.activities[row], self._schedule, self._state
        state.due[row] = EVER
        start, finish = self._late(activity, self._sweep.limit_finish, self._sweep.limit_start)
        if activity.manual and finish < schedule.finish[row]:  # it can't be moved
            start, finish = schedule.start[row], schedule.finish[row]
        state.start_by[row], state.finish_by[row] = start, finish
        if activity.finished:
            start, finish = schedule.start[row], schedule.finish[row]
        elif activity.started:
            resumed = activity.going_on(schedule.finish[row])
            if activity.span and resumed is not None:  # what is done can't be moved, only what is left
                state.start_by[row] = resumed
            if not activity.manual:
                start = schedule.start[row]
                if finish < schedule.finish[row]:
                    state.due[row] = finish
                    finish = schedule.finish[row]
        schedule.late_start[row], schedule.late_finish[row] = start, finish

    def _late(self, activity: Activity, finish: Minute, start: Minute) -> tuple[Minute, Minute]:
        """The latest start and finish of a task within limits."""
        if activity.deadline is not None and activity.deadline < finish:
            finish = activity.deadline
        kind, date = activity.constraint, activity.date
        if kind is ConstraintKind.MUST_FINISH_ON:
            return activity.start_for(date), date
        if kind is ConstraintKind.MUST_START_ON:
            return date, activity.finish_from(date)
        if kind is ConstraintKind.FINISH_NO_LATER_THAN and date < finish:
            finish = date
        elif kind is ConstraintKind.START_NO_LATER_THAN and date < start:
            start = date
        latest, finish = activity.from_finish(finish)
        if start < latest:
            return activity.from_start(start)
        return latest, finish
