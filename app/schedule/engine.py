"""Turns a plan into a schedule, and keeps the schedule true while the plan is edited."""

from __future__ import annotations

from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from .schedule import Schedule


class Engine:
    """The schedule of one plan.

    Attributes:
        project: The plan.
        schedule: Its dates, always those of the present records.
    """

    def __init__(self, project: Project) -> None:
        """Compile and schedule the plan."""
        self.project = project
        self.schedule = Schedule([ROOT, *project.tasks])

    def update(self, patch: Patch) -> frozenset[TaskUid]:
        """Make the schedule true again after the plan was changed by the patch; gives the tasks whose dates moved."""
        self.schedule = Schedule([ROOT, *self.project.tasks])
        return patch.touched("tasks")
