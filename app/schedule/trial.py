"""A plan as it would be with a change that nobody has made yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from ..project.moments import Minute
from ..project.project import Project
from ..project.records import TaskUid
from ..project.working_time import WorkingTimes
from .compiled import Compiled
from .schedule import Schedule


class Scheduled(Protocol):
    """A plan with its schedule; the engine is one."""

    @property
    def project(self) -> Project:
        """The plan."""
        ...

    @property
    def schedule(self) -> Schedule:
        """Its dates."""
        ...

    @property
    def working_times(self) -> WorkingTimes:
        """Its calendars."""
        ...


class Traced(Scheduled, Protocol):
    """A plan of which it can be told why its dates are what they are."""

    @property
    def compiled(self) -> Compiled:
        """The plan as the passes see it."""
        ...


class Trial(msgspec.Struct, kw_only=True, frozen=True):
    """A plan as it would be; it holds only as long as it is tried.

    Attributes:
        schedule: The dates it would have; late dates and slack may still be those without the change.
        moved: The tasks whose start or finish would be others; the plan itself among them as ``ROOT``.
        whole: False where there were more tasks to date anew than asked for; the rest keeps its dates.
    """

    project: Project
    schedule: Schedule
    working_times: WorkingTimes
    compiled: Compiled
    moved: frozenset[TaskUid]
    whole: bool = True

    @classmethod
    def compared(cls, tried: Traced, known: Schedule, among: Iterable[TaskUid] | None = None) -> Trial:
        """A plan beside its known dates, of which some, or all unless said, may be others."""
        schedule = tried.schedule
        uids = schedule.rows if among is None else [uid for uid in among if uid in schedule.rows]
        moved = frozenset(uid for uid in uids if uid not in known.rows or _dates(schedule, uid) != _dates(known, uid))
        return cls(
            project=tried.project,
            schedule=schedule,
            working_times=tried.working_times,
            compiled=tried.compiled,
            moved=moved,
        )


def _dates(schedule: Schedule, uid: TaskUid) -> tuple[Minute, Minute]:
    row = schedule.rows[uid]
    return schedule.start[row], schedule.finish[row]
