"""A plan compiled for the passes: its network, its activities and what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

import msgspec
import numpy as np

from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import ROOT, ProjectInfo, TaskUid
from ..project.steps import Steps, parts
from ..project.ticket import Ticket
from ..project.widths import replace
from ..project.working_time import WorkingTime, WorkingTimes
from .activity import Activity
from .codes import FINISHED, STARTED
from .compiling import compile_alike, compile_all, compiled
from .kernel.columns import Numbers
from .kernel.sweep import percent_of
from .network import Link, Network
from .reshaping import Reshaped
from .traits import Traits


class Compiled(msgspec.Struct, kw_only=True):
    """A plan as the passes see it.

    Attributes:
        activities: One for every row of the network but the plan's own, which has a stand-in; tasks alike share it.
        traits: What the activities say, in columns.
        time: Working time of the project calendar.
        anchor: Project start, or the project finish of a plan scheduled from its finish.
        honour: Constraints win over links.
        late: There is or was a task to go on as late as possible.
    """

    network: Network
    activities: list[Activity]
    traits: Traits
    time: WorkingTime
    anchor: Minute = 0
    from_finish: bool = False
    honour: bool = True
    late: bool

    def take_properties(self, info: ProjectInfo) -> None:
        """Take what the plan's own properties say, but for its calendar."""
        self.anchor = to_minute(info.finish if info.from_finish and info.finish else info.start)
        self.from_finish, self.honour = info.from_finish, info.honour_constraints
        self.traits.slack_limit = info.critical_slack_limit * info.minutes_per_day
        self.traits.several_paths = info.multiple_critical_paths

    def lag(self, link: Link, duration: int) -> int:
        """The lag of a link in minutes; a percentage is one of the predecessor's duration."""
        return percent_of(link.lag, duration) if link.percent else link.lag

    def shifted(self, link: Link, minute: Minute, minutes: int) -> Minute:
        """A moment moved by a lag: by the clock, or in the successor's own calendar, else the project's."""
        if not minutes or link.elapsed:
            return minute + minutes
        activity = self.activities[link.successor]
        time = self.time if activity.elapsed else activity.yardstick
        offset = time.offset_of[minute] + minutes
        return time.finishing_at[offset] if minutes > 0 else time.starting_at[offset]

    def reshape(self, reshaped: Reshaped) -> None:
        """Make room for the rows that came, and forget those that went."""
        nothing = _nothing(self.time)
        self.activities += [nothing] * (len(self.network.uids) - len(self.activities))
        for row in reshaped.gone:
            self.activities[row] = nothing
            self.traits.drop(row)

    def rename(self, project: Project, uids: Set[TaskUid]) -> None:
        """Take the names of tasks."""
        for uid in uids & self.network.rows.keys() - {ROOT}:
            self.network.names[self.network.rows[uid]] = project.tasks[uid].name

    def refresh(
        self, project: Project, times: WorkingTimes, uids: Set[TaskUid], ticket: Ticket | None = None
    ) -> set[int]:
        """Compile these tasks anew; gives their rows, and those of summaries that are under way or finished now.

        Args:
            ticket: Hears of it from time to time; it must not cancel that.
        """
        ticket = ticket or Ticket()
        rows = {self.network.rows[uid] for uid in uids if uid in self.network.rows}
        for row in rows - {0}:
            ticket.step(0, 0)
            uid = self.network.uids[row]
            activity = self.activities[row] = compiled(project, times, uid)
            self.traits.take_one(self.network, row, activity)
            if self.network.is_summary(row):
                self.tell_progress(row)
            self.network.names[row] = project.tasks[uid].name
            self.late = self.late or _is_late(activity)
        if 0 in rows and self.traits.roll_up(self.network, 0):
            self.tell_progress(0)
        below = {self.network.parent[row]: row for row in rows - {0}}  # one of each summary's rows tells of all
        for row in below.values():
            ticket.step(0, 0)
            rows.update(self._rolled_up(row))
        return rows

    def _rolled_up(self, row: int) -> Iterator[int]:
        """Take over what progress on a row makes of the summaries above; gives those that it changed something for."""
        while row and self.traits.roll_up(self.network, row := self.network.parent[row]):
            self.tell_progress(row)
            yield row

    def tell_progress(self, row: int) -> None:
        """Say in the activity of a summary that it is under way or finished as its tasks are; others may share it."""
        bits, activity = self.traits.bits[row], self.activities[row]
        told = {"started": bool(bits & STARTED), "finished": bool(bits & FINISHED)}
        if told != {"started": activity.started, "finished": activity.finished}:
            self.activities[row] = replace(activity, **told)


def compile_plan(
    project: Project, times: WorkingTimes, known: Compiled | None = None, changed: Set[TaskUid] | None = None
) -> Steps[Compiled]:
    """Compile a plan.

    Args:
        known: The plan as it was compiled before, if its network still holds.
        changed: Then the tasks that may not share an activity with others any more; None for all.
    """
    network = known.network if known is not None else (yield from Network.in_steps(project))
    shown, rows = [*network.rows][1:], [*network.rows.values()][1:]
    classes = None if known is None or changed is None else _classes(known, changed)[rows]
    if classes is None or len(np.unique(classes)) > max(_FEW, len(rows) // 32):
        found, which = yield from compile_all(project, times, shown)
    else:
        found, which = yield from compile_alike(project, times, shown, classes)
    found.append(_nothing(times.project))
    numbers = np.full(len(network.uids), len(found) - 1)
    numbers[rows] = which
    traits = Traits(times.project)
    yield from traits.take(network, found, numbers)
    for row in network.left.values():
        traits.drop(row)
    plan = Compiled(
        network=network,
        activities=list(map(found.__getitem__, numbers.tolist())),
        traits=traits,
        time=times.project,
        late=any(map(_is_late, found)),
    )
    plan.take_properties(project.info)
    for part in parts(network.summaries()):
        for row in part:
            plan.tell_progress(row)
        yield
    return plan


_FEW: Final = 500
"""So many activities are compiled one by one; with more of them, those alike are looked for anew."""


def _classes(known: Compiled, changed: Set[TaskUid]) -> Numbers:
    """A number for each row, the same for those that share an activity; those of changed tasks share none."""
    network = known.network
    classes = ~np.arange(len(network.uids))
    classes[: len(known.activities)] = [*map(id, known.activities)]
    for row in map(network.rows.__getitem__, changed & network.rows.keys()):
        classes[row] = ~row
    return classes


def _nothing(time: WorkingTime) -> Activity:
    """What stands for the plan itself, and for rows whose tasks went."""
    return Activity(time=time, yardstick=time, span=0, duration=0)


def _is_late(activity: Activity) -> bool:
    return activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE
