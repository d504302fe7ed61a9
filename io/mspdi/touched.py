"""What edits, and a schedule that moved, changed of what a file's computed values were computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ...app.project.moments import to_minute
from ...app.project.project import Project
from ...app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    ResourceUid,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
)
from ...app.schedule.schedule import Schedule
from . import dependence
from .dependence import (
    BASE,
    BASELINE,
    BELOW,
    CALENDAR,
    EXCEPTIONS,
    FINISH,
    LENGTH,
    LOAD,
    MONEY,
    OUTLINE,
    PROGRESS,
    START,
    UPWARDS,
    WORK,
    changed,
)

_GIVEN = WORK | MONEY | LOAD | START | FINISH
"""What is another where an assignment came, went or moved."""
_TO_PEOPLE = dependence.EVERYTHING & ~OUTLINE


class Touched:
    """Facets of the records that changed; those that did not are in no table.

    Attributes:
        tasks: Of tasks, the project summary among them.
        assignments: Of assignments.
        resources: Of resources.
        calendars: Of calendars.
        told: What the file said of tasks, whatever edits made of it; likewise of assignments and calendars.
    """

    def __init__(self, project: Project, schedule: Schedule) -> None:
        self._project = project
        self._schedule = schedule
        self._originals = project.originals
        self.told: Mapping[TaskUid, StoredDates | None] = self._as_told("stored_dates")
        self.told_of_assignments: Mapping[AssignmentUid, StoredAssignmentDates | None]
        self.told_of_assignments = self._as_told("stored_assignment_dates")
        self.told_of_calendars: Mapping[CalendarUid, Calendar | None] = self._as_told("calendars")
        self.tasks: defaultdict[TaskUid, int] = defaultdict(int)
        self.assignments: defaultdict[AssignmentUid, int] = defaultdict(int)
        self.resources: defaultdict[ResourceUid, int] = defaultdict(int)
        self.calendars: dict[CalendarUid, int] = {}
        self._busy: set[ResourceUid] = set()
        self._find_dates()
        if self._originals:
            self._find_edits()
        if self.tasks or self.assignments or self.resources:
            self._spread()

    def _as_told(self, table: str) -> Mapping[Any, Any]:
        """The records of a table as the file had them, whatever edits made of them; None for those that it had not."""
        now, journal = getattr(self._project, table), self._originals.get(table)
        return {**now, **journal} if journal else now

    def _edits(self, table: str) -> Iterator[tuple[Any, Any, Any]]:
        """The keys of a table's records that are others now: as they were, as they are."""
        records = getattr(self._project, table)
        for key, before in self._originals.get(table, {}).items():
            now = records.get(key)
            if before is not now and before != now:
                yield key, before, now

    # -- where it begins

    def _find_dates(self) -> None:
        schedule, rows, spans = self._schedule, self._schedule.rows, self._schedule.spans
        for uid, told in self.told.items():
            row = rows.get(uid)
            if told is not None and row is not None:
                facets = _moved(told.start, told.finish, schedule.start[row], schedule.finish[row])
                if told.duration is not None and told.duration != schedule.duration[row]:
                    facets |= LENGTH
                if facets:
                    self.tasks[uid] |= facets
        for uid, told in self.told_of_assignments.items():
            span = spans.get(uid)
            if told is not None and span is not None:
                facets = _moved(told.start, told.finish, span.start, span.finish)
                if facets:
                    self.assignments[uid] |= facets

    def _find_edits(self) -> None:
        for uid, before, now in self._edits("tasks"):
            if before is not None and now is not None:
                self.tasks[uid] |= changed(before, now, dependence.TASK)
        for uid, before, now in self._edits("resources"):
            if before is not None and now is not None:
                self.resources[uid] |= changed(before, now, dependence.RESOURCE)
        for uid, before, now in self._edits("assignments"):
            self._find_assignment(uid, before, now)
        for uid, before, now in self._edits("calendars"):
            both = before is not None and now is not None
            self.calendars[uid] = changed(before, now, dependence.CALENDAR_RECORD) if both else EXCEPTIONS | BASE
        for parent, _before, _now in self._edits("children"):
            self.tasks[parent] |= OUTLINE | WORK | MONEY | LENGTH
        general = CALENDAR | LOAD if self.calendars else 0
        for name, before, now in self._edits("plan"):
            if name == "info":
                general |= changed(before, now, dependence.INFO)
        if general:
            self._touch_all(general)

    def _find_assignment(self, uid: AssignmentUid, before: Assignment | None, now: Assignment | None) -> None:
        facets = _GIVEN
        if before is not None and now is not None:
            facets = changed(before, now, dependence.ASSIGNMENT)
            self.assignments[uid] |= facets
        for one in (before, now):
            if one is not None and facets:
                self.tasks[one.task] |= facets & (WORK | MONEY | PROGRESS | LOAD | BELOW)
                if facets & BASELINE:
                    self.tasks[one.task] |= BELOW
                if one.resource is not None:
                    self.resources[one.resource] |= facets
                    self._busy.add(one.resource)

    def _touch_all(self, facets: int) -> None:
        for uid in (ROOT, *self._project.tasks):
            self.tasks[uid] |= facets
        for uid in self._project.assignments:
            self.assignments[uid] |= facets
        for uid in self._project.resources:
            self.resources[uid] |= facets

    # -- how it spreads

    def _spread(self) -> None:
        """From resources to their assignments, from tasks to those and back, to the tasks above, to all who share."""
        for uid, facets in list(self.resources.items()):
            if facets & (MONEY | CALENDAR | LOAD):
                self._busy.add(uid)
                for one in self._project.assignments_to(uid):
                    self.assignments[one.uid] |= facets & (MONEY | CALENDAR | LOAD)
        for uid, facets in list(self.tasks.items()):
            for one in self._project.assignments_of(uid) if uid != ROOT else ():
                self.assignments[one.uid] |= facets & ~(WORK | MONEY)
        assignments = self._project.assignments
        for uid, facets in list(self.assignments.items()):
            one = assignments.get(uid)
            if one is not None:
                self.tasks[one.task] |= facets & (UPWARDS & ~OUTLINE | LOAD)
                if one.resource is not None:
                    self.resources[one.resource] |= facets & _TO_PEOPLE
                    if facets & (START | FINISH | WORK | LOAD | CALENDAR):
                        self._busy.add(one.resource)
        self._roll_up()
        self._share_load()

    def _roll_up(self) -> None:
        tasks: dict[TaskUid, Task] = self._project.tasks
        for uid, facets in list(self.tasks.items()):
            above = facets & UPWARDS
            if facets & (BASELINE | BELOW):
                above |= BELOW
            if above and uid in tasks:
                for parent in (*self._project.ancestors(uid), ROOT):
                    self.tasks[parent] |= above

    def _share_load(self) -> None:
        for uid in self._busy:
            self.resources[uid] |= LOAD
            for one in self._project.assignments_to(uid):
                self.assignments[one.uid] |= LOAD
                self.tasks[one.task] |= LOAD


def _moved(said_start: datetime | None, said_finish: datetime | None, start: int, finish: int) -> int:
    facets = 0
    if said_start is not None and to_minute(said_start) != start:
        facets |= START
    if said_finish is not None and to_minute(said_finish) != finish:
        facets |= FINISH
    return facets
