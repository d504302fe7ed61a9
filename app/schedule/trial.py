"""A plan as it would be with a change that nobody has made yet."""

from __future__ import annotations

from typing import Protocol

import msgspec

from ..project.project import Project
from ..project.records import TaskUid
from ..project.working_time import WorkingTimes
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
    moved: frozenset[TaskUid]
    whole: bool = True

    @classmethod
    def compared(cls, tried: Scheduled, known: Schedule) -> Trial:
        """A plan scheduled as a whole, beside its known dates."""
        schedule = tried.schedule
        moved = frozenset(
            uid
            for uid, row in schedule.rows.items()
            if uid not in known.rows
            or (schedule.start[row], schedule.finish[row])
            != (known.start[known.rows[uid]], known.finish[known.rows[uid]])
        )
        return cls(project=tried.project, schedule=schedule, working_times=tried.working_times, moved=moved)
