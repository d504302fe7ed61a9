"""Slack: how far tasks can slip, and which are critical."""

from __future__ import annotations

from collections.abc import Iterable

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from .compiled import Compiled
from .schedule import Schedule


def set_slack(
    plan: Compiled, schedule: Schedule, wanted: dict[int, Minute], due: dict[int, Minute], rows: Iterable[int]
) -> None:
    """Set slack and critical of rows from their early and late dates.

    Args:
        wanted: Row to the start its links ask for, where a constraint put the task earlier.
        due: Row to the finish that its links ask for, where it is under way and late.
    """
    for row in rows:
        activity = plan.activities[row]
        offset_of = activity.yardstick.offset_of
        start = wanted.get(row, schedule.early_start[row])
        if activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE:
            start = schedule.start[row]
        at_start = offset_of[schedule.late_start[row]] - offset_of[start]
        at_finish = offset_of[due.get(row, schedule.late_finish[row])] - offset_of[schedule.early_finish[row]]
        if activity.finished:
            at_start = at_finish = total = 0
        elif activity.started:
            at_start, total = 0, at_finish
        elif activity.manual and not plan.network.is_summary(row):
            at_start = total = at_finish
        else:
            total = min(at_start, at_finish)
        schedule.start_slack[row], schedule.finish_slack[row] = at_start, at_finish
        schedule.total_slack[row] = total
        schedule.critical[row] = int(total <= plan.slack_limit and not activity.finished and not activity.undecided)
        schedule.free_slack[row] = _free(plan, schedule, row)


def _free(plan: Compiled, schedule: Schedule, row: int) -> int:
    """Working minutes until the first successor would be delayed, by link or into its levelling delay."""
    activity = plan.activities[row]
    if activity.finished:
        return 0
    free = schedule.total_slack[row]
    for link in plan.network.outgoing[row]:
        after = plan.activities[link.successor]
        if after.finished or not after.active:
            continue
        if link.to_finish:
            moment = schedule.finish[link.successor]
        else:
            moment = schedule.start[link.successor] - (0 if after.started else after.delay)
        if link.lag:
            moment = plan.shifted(link, moment, -plan.lag(link, schedule.duration[link.predecessor]))
        here = schedule.early_finish[row] if link.from_finish else schedule.early_start[row]
        offset_of = after.yardstick.offset_of
        left = offset_of[moment] - offset_of[here]
        if left < free:
            free = left
    return free if free > 0 else 0
