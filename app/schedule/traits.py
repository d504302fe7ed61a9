"""What the activities of a plan say of their rows, and what the passes keep of them, in columns for the walks."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

import numpy as np

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.steps import Steps, parts
from ..project.working_time import WorkingTime
from .activity import CLOCK, Activity
from .codes import ACTIVE, BITS, DELAYED, EVER, FINISHED, LATE, MANUAL, MINUTES, NEVER, ODD, PLACES, STARTED, UNDECIDED
from .kernel.axis import Axis
from .kernel.columns import Numbers, alike, column, zeros
from .network import Network

_COLUMNS: Final = {
    "time": PLACES,
    "yard": PLACES,
    "lag_time": PLACES,
    "span": MINUTES,
    "delay": MINUTES,
    "bits": BITS,
    "deadline": MINUTES,
    "duration": MINUTES,
}
"""How wide they are."""

_BITS: Final = list(_COLUMNS).index("bits")
_DEADLINE: Final = list(_COLUMNS).index("deadline")


class Traits:
    """Columns of what activities say.

    Attributes:
        axes: The working times that occur, as the kernel takes them; the columns have their numbers.
        slack_limit: Working minutes of slack with which a task is still critical.
        several_paths: What nothing waits for ends a critical path of its own.
        time: The working time a row goes on in; ``yard`` the one slack is counted in, ``lag_time`` lags.
        span: Minutes from start to finish; ``delay`` of levelling.
        bits: What else is true of a row, as the kernel names it.
        deadline: The latest finish that deadline and, of a summary, its constraint allow; ``EVER`` for none.
        duration: Minutes worked.
        split: The rows of split tasks, and of those under way that links can split.
        no_later: The dates of tasks that are to finish no later, by row.
    """

    def __init__(self, project: WorkingTime) -> None:
        """Begin without rows; the first working time is the project's."""
        self.axes = [Axis(project)]
        self.slack_limit, self.several_paths = 0, False
        self.split: set[int] = set()
        self.no_later: dict[int, Minute] = {}
        self._number: dict[WorkingTime, int] = {project: 0}
        self._free: list[int] = []
        self.time = self.yard = self.lag_time = self.span = self.delay = self.bits = self.deadline = zeros(0)
        self.duration = zeros(0)

    def take(self, network: Network, activities: Sequence[Activity], which: Numbers) -> Steps[None]:
        """Take the activities of all rows: each by its place among those that differ."""
        values = list[tuple[int, ...]]()
        for part in parts(activities):
            values += map(self._told, part)
            yield
        told = np.array(values, np.int64)[which]
        order = np.array(network.order)
        summaries = ~order[order < 0]  # each after those below it
        _take_summaries(told, summaries, activities, which)
        spare = network.room - len(which)
        for place, (name, kind) in enumerate(_COLUMNS.items()):
            setattr(self, name, column(told[:, place], spare, kind))
        several = [number for number, one in enumerate(activities) if one.splits]
        self.split = set(_rows(which, several))
        bounded = [number for number, one in enumerate(activities) if _to_finish_no_later(one)]
        self.no_later = {row: activities[int(which[row])].date for row in _rows(which, bounded)}
        yield
        begun = yield from _with_all_above(network, np.flatnonzero(told[:, _BITS] & (STARTED | FINISHED)).tolist())
        for part in parts(summaries.tolist()):
            for row in filter(begun.__contains__, part):
                self.roll_up(network, row)
            yield

    def take_one(self, network: Network, row: int, activity: Activity) -> None:
        """Take the activity of a row anew."""
        for name, value in zip(_COLUMNS, self._told(activity), strict=True):
            getattr(self, name)[row] = value
        (self.split.add if activity.splits else self.split.discard)(row)
        self.no_later.pop(row, None)
        if _to_finish_no_later(activity):
            self.no_later[row] = activity.date
        if network.is_summary(row):
            self._take_summary(network, row, activity)

    def drop(self, row: int) -> None:
        """Forget a row whose task went; it is never critical."""
        self.bits[row] = FINISHED
        self.split.discard(row)
        self.no_later.pop(row, None)

    def last_finish_allowed(self) -> Minute:
        """The last moment at which a task that is to finish no later may do so; ``NEVER`` where there is none."""
        return max((date for row, date in self.no_later.items() if not self.bits[row] & FINISHED), default=NEVER)

    def roll_up(self, network: Network, row: int) -> bool:
        """Make a summary under way or finished as its tasks are; whether that changed."""
        was, started, left, child = self.bits[row], 0, FINISHED, network.first_child[row]
        finished = 0
        while child:
            if self.bits[child] & ACTIVE:
                started |= self.bits[child] & STARTED
                left &= self.bits[child]
                finished = FINISHED
            child = network.next_child[child]
        self.bits[row] = was & ~(STARTED | FINISHED) | started | (finished & left)
        return was != self.bits[row]

    def _told(self, activity: Activity) -> tuple[int, ...]:
        """The values of a row in the order of the columns, as if it were no summary."""
        return (
            self._axis(activity.time),
            self._axis(activity.yardstick),
            0 if activity.elapsed else self._axis(activity.yardstick),
            activity.span,
            activity.delay,
            (0 if activity.plain else ODD)
            | (ACTIVE if activity.active else 0)
            | (FINISHED if activity.finished else 0)
            | (STARTED if activity.started else 0)
            | (MANUAL if activity.manual else 0)
            | (UNDECIDED if activity.undecided else 0)
            | (DELAYED if activity.delay else 0)
            | (LATE if activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE else 0),
            EVER if activity.deadline is None else activity.deadline,
            activity.duration,
        )

    def _take_summary(self, network: Network, row: int, activity: Activity) -> None:
        if _has_no_rules(activity):
            self.bits[row] &= ~ODD
        if activity.constraint is ConstraintKind.FINISH_NO_LATER_THAN:
            self.deadline[row] = min(self.deadline[row], activity.date)
        self.roll_up(network, row)

    def forget_times(self, others: Set[WorkingTime]) -> None:
        """Forget all working times but some, the project's and the clock; those whose rows had them are taken anew."""
        gone = self._number.keys() - others - {CLOCK}
        self._free += [self._number.pop(time) for time in gone]

    def _axis(self, time: WorkingTime) -> int:
        number = self._number.get(time)
        if number is None:
            number = self._number[time] = self._free.pop() if self._free else len(self.axes)
            self.axes[number : number + 1] = [Axis(time)]
        return number


def _rows(which: Numbers, numbers: list[int]) -> list[int]:
    """The rows that have one of some numbers."""
    return np.flatnonzero(np.isin(which, numbers)).tolist() if numbers else []


def _to_finish_no_later(activity: Activity) -> bool:
    return activity.constraint is ConstraintKind.FINISH_NO_LATER_THAN and activity.active and not activity.manual


class State:
    """What the passes keep of rows beside the schedule.

    Attributes:
        hold_start: Of a summary, what holds its tasks back, and the code of what says so; the next five alike.
        link_start: Of a summary, the start that links alone ask of its tasks, whatever constraints do.
        start_by: What predecessors have to respect of a row, not always the late dates that are shown of it.
        below_start: What the automatic tasks of a summary have to respect; ``hand_start`` those scheduled by hand.
        within: The nearest summary scheduled by hand, that row or one above; 0 where there is none.
        waited: Of a summary, whether anything waits for it or one above.
        own_finish: The latest finish of a summary itself.
        wanted: The start that links ask for where a constraint put a task earlier, else ``NEVER``.
        due: The latest finish of a task under way that can't keep it any more, else ``EVER``.
    """

    def __init__(self, rows: int) -> None:
        self.hold_start, self.hold_finish, self.hold_summary = zeros(rows), zeros(rows), zeros(rows)
        self.start_code, self.finish_code, self.summary_code = (zeros(rows, PLACES) for _ in range(3))
        self.link_start = zeros(rows)
        self.start_by, self.finish_by, self.own_finish = zeros(rows), zeros(rows), zeros(rows)
        self.below_start, self.below_finish = zeros(rows), zeros(rows)
        self.hand_start, self.hand_finish = zeros(rows), zeros(rows)
        self.within, self.touched, self.waited = zeros(rows, PLACES), zeros(rows, PLACES), zeros(rows, BITS)
        self.wanted, self.due = alike(NEVER, rows), alike(EVER, rows)


def _has_no_rules(summary: Activity) -> bool:
    """Most summaries have no rules of their own, but their constraint counts for what is below them."""
    return summary.fixed is None and summary.constraint is not ConstraintKind.START_NO_EARLIER_THAN


def _take_summaries(told: Numbers, summaries: Numbers, activities: Sequence[Activity], which: Numbers) -> None:
    """Set in the columns of all rows what is different for summaries, whatever is under way below them."""
    numbers, at = np.unique(which[summaries], return_inverse=True)
    own: list[Activity] = [activities[number] for number in numbers.tolist()]
    free = np.array([_has_no_rules(one) for one in own], np.bool_)
    no_later = ConstraintKind.FINISH_NO_LATER_THAN
    latest = np.array([one.date if one.constraint is no_later else EVER for one in own], np.int64)
    told[summaries[free[at]], _BITS] &= ~ODD
    told[summaries, _DEADLINE] = np.minimum(told[summaries, _DEADLINE], latest[at])


def _with_all_above(network: Network, rows: list[int]) -> Steps[set[int]]:
    """Rows and the summaries above them."""
    found = set[int]()
    for part in parts(rows):
        for row in part:
            while row not in found:
                found.add(row)
                row = network.parent[row]
        yield
    return found
