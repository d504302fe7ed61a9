"""Writes assignments, with the dates of a schedule; tasks that nobody works on get the one Microsoft Project needs."""

from __future__ import annotations

from collections.abc import Iterator

from ...app.project.project import Project
from ...app.project.records import Assignment, AssignmentUid, Task
from ...app.schedule.schedule import Schedule, Span
from . import codes, defaults, schema
from .composing import MOMENTS, Composer, Memo, Parts
from .fields import ASSIGNMENT
from .names import Names
from .spelling import write_duration
from .stand_in import stand_in
from .upkeep import Upkeep
from .values import CENTS, DATE, DURATION
from .work_totals import DERIVED, assigned_work, derived_work
from .write_parts import HYPERLINK, CustomWriter, hyperlink_pieces, write_baselines, write_timephased

_WORKS = ("Work", "RemainingWork", *DERIVED)


class AssignmentWriter:
    """Writes the assignment elements of a plan."""

    def __init__(
        self, project: Project, schedule: Schedule, names: Names, custom: CustomWriter, upkeep: Upkeep
    ) -> None:
        self._project = project
        self._schedule = schedule
        self._spans = schedule.spans
        self._names = names
        self._custom = custom
        self._upkeep = upkeep
        self._composer = composer = Composer(
            Assignment,
            ASSIGNMENT,
            schema.ASSIGNMENT,
            given=("Cost", *DERIVED, *HYPERLINK),
            kinds={"Start": DATE, "Finish": DATE, "Work": DURATION},
            owned=("UID", "TaskUID", "ResourceUID"),
            defaults=defaults.ASSIGNMENT,
            unsound=names.unsound,
        )
        self._uid, self._task, self._resource = map(composer.slot, ("UID", "TaskUID", "ResourceUID"))
        self._start, self._finish, self._cost = map(composer.slot, ("Start", "Finish", "Cost"))
        self._work_slots = [composer.slot(element) for element in _WORKS]
        self._work_texts = Memo(_works)

    def __iter__(self) -> Iterator[str]:
        """The elements."""
        assignments = self._project.assignments
        for one in assignments.values():
            yield self._assignment(one)
        busy = {one.task for one in assignments.values()}
        uid = self._names.last_assignment
        for number, _level in self._project.outline():  # not in the order of edits: what is saved is written the same
            if number not in busy and self._needs_one(task := self._project.tasks[number]):
                uid += 1
                yield self._unassigned(task, AssignmentUid(uid))

    def _assignment(self, one: Assignment) -> str:
        parts = self._composer.parts(one)
        names, resource = self._names, one.resource
        parts[self._uid] = f"<Assignment><UID>{names.assignment(one.uid)}</UID>"
        parts[self._task] = f"<TaskUID>{names.task(one.task)}</TaskUID>"
        worker = codes.UNASSIGNED if resource is None else names.resource(resource)
        parts[self._resource] = f"<ResourceUID>{worker}</ResourceUID>"
        span = self._spans.get(one.uid)
        self._dates(parts, one, span)
        total, left = assigned_work(one, span)
        work, remaining, regular, overtime = self._work_slots
        parts[work], parts[remaining], parts[regular], parts[overtime] = self._work_texts[
            total, left, *derived_work(total, one)
        ]
        self._rarer(parts, one)
        carried, computed = self._upkeep.assignment(one)
        if carried or computed:
            self._composer.carry(parts, one, carried, computed)
        if one.cost is not None:
            parts[self._cost] = self._entered_cost(parts[self._cost], one)
        parts.append("</Assignment>\n")
        return "".join(parts)

    def _dates(self, parts: Parts, one: Assignment, span: Span | None) -> None:
        """When the schedule has it worked; with the task where it has nothing of its own."""
        if span is not None:
            start, finish = span.start, span.finish
        elif one.task in self._schedule:
            row = self._schedule.rows[one.task]
            start, finish = self._schedule.start[row], self._schedule.finish[row]
        else:
            return
        parts[self._start] = f"<Start>{MOMENTS[start]}</Start>"
        parts[self._finish] = f"<Finish>{MOMENTS[finish]}</Finish>"

    def _rarer(self, parts: Parts, one: Assignment) -> None:
        """What few assignments have."""
        pieces: dict[str, str] = {}
        if one.hyperlink is not None:
            pieces |= hyperlink_pieces(one.hyperlink)
        if one.baselines:
            pieces["Baseline"] = write_baselines(one.baselines, with_duration=False)
        if one.custom:
            pieces |= self._custom.pieces(one.custom, "Assignment", one.uid, task=one.task)
        if one.timephased:
            amounts = self._upkeep.timephased(one)
            pieces["TimephasedData"] = write_timephased(amounts, self._names.assignment(one.uid))
        if pieces:
            self._composer.put(parts, pieces)

    def _entered_cost(self, carried: str, one: Assignment) -> str:
        """The cost that was entered; as the file spelled it where that means the same."""
        cost = f"<Cost>{CENTS.write(one.cost)}</Cost>" if one.cost is not None else ""
        if not carried:
            return cost
        return carried if CENTS.read(carried[6:-7])[0] == one.cost else cost

    def _needs_one(self, task: Task) -> bool:
        """Whether Microsoft Project would lose the task's duration or progress for want of an assignment."""
        return not task.blank and not task.external and not self._project.is_summary(task.uid)

    def _unassigned(self, task: Task, uid: AssignmentUid) -> str:
        row = self._schedule.rows.get(task.uid)
        duration = 0 if row is None else self._schedule.duration[row]
        return self._assignment(stand_in(task, uid, duration))


def _works(minutes: tuple[int, ...]) -> list[str]:
    return [f"<{name}>{write_duration(one)}</{name}>" for name, one in zip(_WORKS, minutes, strict=True)]
