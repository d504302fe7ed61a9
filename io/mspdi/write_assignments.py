"""Writes assignments, with the dates of a schedule; tasks that nobody works on get the one Microsoft Project needs."""

from __future__ import annotations

from collections.abc import Iterator
from operator import getitem
from typing import Any

from ...app.project.project import Project
from ...app.project.records import Assignment, AssignmentUid, Task
from ...app.schedule.schedule import Schedule
from . import codes, defaults, schema
from .composing import Composer, Pieces, Spelled
from .fields import ASSIGNMENT
from .names import Names
from .stand_in import stand_in
from .values import CENTS, DATE, DURATION, MOMENT, Kind
from .work_totals import DERIVED, assignment_totals, derived_work
from .write_parts import CustomWriter, add_hyperlink, write_baselines, write_timephased

_WORK = ("Work", "RemainingWork", *DERIVED)


def _composer(more: dict[str, Kind[Any]]) -> Composer:
    return Composer(Assignment, ASSIGNMENT, schema.ASSIGNMENT, more=more, defaults=defaults.ASSIGNMENT)


class AssignmentWriter:
    """Writes the assignment elements of a plan."""

    def __init__(self, project: Project, schedule: Schedule, names: Names, custom: CustomWriter) -> None:
        self._project = project
        self._schedule = schedule
        self._names = names
        self._custom = custom
        more = {"Start": DATE, "Finish": DATE, "Work": DURATION}
        self._composer = _composer(more)
        self._starts, self._finishes = Spelled("Start", MOMENT), Spelled("Finish", MOMENT)
        self._spelled = [Spelled(element, DURATION) for element in _WORK]
        self._of_money = _composer({**more, "Cost": CENTS})

    def __iter__(self) -> Iterator[str]:
        """The elements."""
        for one in self._project.assignments.values():
            yield self._assignment(one)
        uid = max(self._project.assignments, default=0)
        for task in self._project.tasks.values():
            if self._needs_one(task):
                uid += 1
                yield self._unassigned(task, AssignmentUid(uid))

    def _assignment(self, one: Assignment) -> str:
        composer = self._composer if one.cost is None else self._of_money
        pieces = composer.pieces(one)
        pieces |= self._keys(one)
        pieces |= self._dates(one)
        totals = assignment_totals(one, self._schedule.spans)
        values = totals.work, totals.remaining, *derived_work(totals.work, one)
        pieces.update(zip(_WORK, map(getitem, self._spelled, values), strict=True))
        if one.cost is not None:
            pieces["Cost"] = f"<Cost>{CENTS.write(one.cost)}</Cost>"
        if one.hyperlink is not None:
            add_hyperlink(pieces, one.hyperlink)
        if one.baselines:
            pieces["Baseline"] = write_baselines(one.baselines, with_duration=False)
        if one.custom:
            self._custom.add(pieces, one.custom, "Assignment", one.uid)
        if one.timephased:
            pieces["TimephasedData"] = write_timephased(one.timephased, self._names.assignment(one.uid))
        stored = self._project.stored_assignment_dates.get(one.uid)
        computed = "" if stored is None else stored.foreign
        return f"<Assignment>{composer.join(pieces, one.foreign, computed)}</Assignment>"

    def _keys(self, one: Assignment) -> Pieces:
        resource = codes.UNASSIGNED if one.resource is None else self._names.resource(one.resource)
        return {
            "UID": f"<UID>{self._names.assignment(one.uid)}</UID>",
            "TaskUID": f"<TaskUID>{self._names.task(one.task)}</TaskUID>",
            "ResourceUID": f"<ResourceUID>{resource}</ResourceUID>",
        }

    def _dates(self, one: Assignment) -> Pieces:
        """When the schedule has it worked; with the task where it has nothing of its own."""
        span = self._schedule.spans.get(one.uid)
        if span is not None:
            start, finish = span.start, span.finish
        elif one.task in self._schedule:
            row = self._schedule.rows[one.task]
            start, finish = self._schedule.start[row], self._schedule.finish[row]
        else:
            return {}
        return {"Start": self._starts[start], "Finish": self._finishes[finish]}

    def _needs_one(self, task: Task) -> bool:
        """Whether Microsoft Project would lose the task's duration or progress for want of an assignment."""
        return (
            not task.blank
            and not task.external
            and not self._project.is_summary(task.uid)
            and next(self._project.assignments_of(task.uid), None) is None
        )

    def _unassigned(self, task: Task, uid: AssignmentUid) -> str:
        row = self._schedule.rows.get(task.uid)
        duration = 0 if row is None else self._schedule.duration[row]
        return self._assignment(stand_in(task, uid, duration))
