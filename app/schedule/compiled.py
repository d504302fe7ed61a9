"""A plan compiled for the passes: its network, its activities and what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import TaskUid
from ..project.working_time import WorkingTime, WorkingTimes
from .activity import Activity
from .compiling import compiled
from .network import Link, Network


class Compiled(msgspec.Struct, kw_only=True):
    """A plan as the passes see it.

    Attributes:
        activities: One for every row of the network but the plan's own, which has a stand-in.
        time: Working time of the project calendar.
        anchor: Project start, or the project finish of a plan scheduled from its finish.
        honour: Constraints win over links.
        several_paths: Every chain of tasks has a critical path of its own.
        late: There is or was a task to go on as late as possible.
        slack_limit: Greatest total slack of a critical task in minutes.
    """

    network: Network
    activities: list[Activity]
    time: WorkingTime
    anchor: Minute
    from_finish: bool
    honour: bool
    several_paths: bool
    late: bool
    slack_limit: int

    def lag(self, link: Link, duration: int) -> int:
        """The lag of a link in minutes; a percentage is one of the predecessor's duration."""
        return round(link.lag * duration / 100) if link.percent else link.lag

    def shifted(self, link: Link, minute: Minute, minutes: int) -> Minute:
        """A moment moved by a lag: by the clock, or in the successor's own calendar, else the project's."""
        if not minutes or link.elapsed:
            return minute + minutes
        activity = self.activities[link.successor]
        time = self.time if activity.elapsed else activity.yardstick
        offset = time.offset_of[minute] + minutes
        return time.finishing_at[offset] if minutes > 0 else time.starting_at[offset]

    def refresh(self, project: Project, times: WorkingTimes, uids: frozenset[TaskUid]) -> set[int]:
        """Compile these tasks anew; gives their rows."""
        rows = {self.network.rows[uid] for uid in uids if uid in self.network.rows}
        for row in rows:
            uid = self.network.uids[row]
            self.activities[row] = compiled(project, times, uid)
            self.network.names[row] = project.tasks[uid].name
            self.late = self.late or _is_late(self.activities[row])
        return rows | self._rolled_up(rows)

    def _rolled_up(self, rows: set[int]) -> set[int]:
        """Take over what progress on these rows makes of summaries; gives those that it changed something for."""
        found: set[int] = set()
        for row in rows:
            if self.network.children[row]:
                _roll_up(self.network, self.activities, row)
            while row:
                row = self.network.parent[row]
                if not _roll_up(self.network, self.activities, row):
                    break
                found.add(row)
        return found


def compile_plan(project: Project, times: WorkingTimes, kept: Mapping[TaskUid, Activity] | None = None) -> Compiled:
    """Compile a plan; activities that still hold can be handed over."""
    info = project.info
    network = Network(project)
    held = kept or {}
    activities = [Activity(time=times.project, yardstick=times.project, span=0, duration=0)]
    activities += [held.get(uid) or compiled(project, times, uid) for uid in network.uids[1:]]
    for row in reversed(range(len(activities))):
        if network.children[row]:
            _roll_up(network, activities, row)
    return Compiled(
        network=network,
        activities=activities,
        time=times.project,
        anchor=to_minute(info.finish if info.from_finish and info.finish else info.start),
        from_finish=info.from_finish,
        honour=info.honour_constraints,
        several_paths=info.multiple_critical_paths,
        late=any(map(_is_late, activities)),
        slack_limit=info.critical_slack_limit * info.minutes_per_day,
    )


def _roll_up(network: Network, activities: list[Activity], row: int) -> bool:
    """Make a summary under way or finished as its tasks are; whether that changed."""
    summary, below = activities[row], [activities[child] for child in network.children[row]]
    counting = [one for one in below if one.active]
    was = summary.started, summary.finished
    summary.started = any(one.started for one in counting)
    summary.finished = bool(counting) and all(one.finished for one in counting)
    return was != (summary.started, summary.finished)


def _is_late(activity: Activity) -> bool:
    return activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE
