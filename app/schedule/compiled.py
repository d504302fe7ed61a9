"""A plan compiled for the passes: its network, its activities and what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import TaskUid
from ..project.steps import Steps, parts
from ..project.ticket import Ticket
from ..project.working_time import WorkingTime, WorkingTimes
from .activity import Activity
from .codes import FINISHED, STARTED
from .compiling import compile_all, compiled
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
    anchor: Minute
    from_finish: bool
    honour: bool
    late: bool

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

    def refresh(
        self, project: Project, times: WorkingTimes, uids: frozenset[TaskUid], ticket: Ticket | None = None
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
            self.activities[row] = msgspec.structs.replace(activity, **told)


def compile_plan(project: Project, times: WorkingTimes) -> Steps[Compiled]:
    """Compile a plan."""
    info = project.info
    network = yield from Network.in_steps(project)
    slack_limit = info.critical_slack_limit * info.minutes_per_day
    found, which = yield from compile_all(project, times, network.uids[1:])
    found.append(_nothing(times.project))
    which.insert(0, len(found) - 1)
    traits = Traits(times.project, slack_limit, info.multiple_critical_paths)
    yield from traits.take(network, found, which)
    plan = Compiled(
        network=network,
        activities=[found[number] for number in which],
        traits=traits,
        time=times.project,
        anchor=to_minute(info.finish if info.from_finish and info.finish else info.start),
        from_finish=info.from_finish,
        honour=info.honour_constraints,
        late=any(map(_is_late, found)),
    )
    for part in parts(network.summaries()):
        for row in part:
            plan.tell_progress(row)
        yield
    return plan


def _nothing(time: WorkingTime) -> Activity:
    """What stands for the plan itself, and for rows whose tasks went."""
    return Activity(time=time, yardstick=time, span=0, duration=0)


def _is_late(activity: Activity) -> bool:
    return activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE
