"""Work of tasks, from their assignments and the tasks below them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ...app.project.kinds import ResourceKind
from ...app.project.project import Project
from ...app.project.records import ROOT, Assignment, AssignmentUid, TaskUid
from ...app.schedule.schedule import Span

Spans = Mapping[AssignmentUid, Span]
"""When assignments are worked, as the schedule has it."""


class Totals(msgspec.Struct, gc=False):
    """Minutes of work of a task.

    Attributes:
        work: In all, and of it ``overtime``.
        actual: Done, and of it ``actual_overtime``.
        remaining: Left.
    """

    work: int = 0
    overtime: int = 0
    actual: int = 0
    actual_overtime: int = 0
    remaining: int = 0

    def add(self, other: Totals) -> None:
        """Add the work of a task below, or of an assignment."""
        self.work += other.work
        self.overtime += other.overtime
        self.actual += other.actual
        self.actual_overtime += other.actual_overtime
        self.remaining += other.remaining

    def values(self) -> tuple[int, ...]:
        """Minutes for each of ``TOTALS``."""
        return (
            self.work,
            self.overtime,
            self.actual,
            self.actual_overtime,
            self.work - self.overtime,
            self.remaining,
            self.overtime - self.actual_overtime,
        )


TOTALS: tuple[str, ...] = (
    *("Work", "OvertimeWork", "ActualWork", "ActualOvertimeWork", "RegularWork", "RemainingWork"),
    "RemainingOvertimeWork",
)
"""The elements of a task that follow from its assignments and the tasks below."""

NO_TOTALS = Totals()

DERIVED: tuple[str, ...] = ("RegularWork", "RemainingOvertimeWork")
"""Elements of an assignment that say nothing new."""


def derived_work(work: int, one: Assignment) -> tuple[int, int]:
    """Minutes for each of ``DERIVED``."""
    return work - one.overtime_work, one.overtime_work - one.actual_overtime_work


def assignment_totals(one: Assignment, spans: Spans) -> Totals:
    """The work of an assignment; where none is entered, what the schedule makes of duration and units."""
    span = spans.get(one.uid)
    work = one.work if one.work is not None else span.work if span is not None else 0
    return Totals(
        work=work,
        overtime=one.overtime_work,
        actual=one.actual_work,
        actual_overtime=one.actual_overtime_work,
        remaining=max(work - one.actual_work, 0) if one.remaining_work is None else one.remaining_work,
    )


def work_totals(project: Project, spans: Spans) -> dict[TaskUid, Totals]:
    """The work of every task that has some, summary tasks and the plan itself included.

    Stuff and money are no work, and neither is what nobody was given; inactive tasks do not count in the tasks above
    them.
    """
    own: dict[TaskUid, Totals] = {}
    for one in project.assignments.values():
        if one.resource is not None and project.resources[one.resource].kind is ResourceKind.WORK:
            own.setdefault(one.task, Totals()).add(assignment_totals(one, spans))
    for uid, task in project.tasks.items():
        if task.work and uid not in own:
            own[uid] = Totals(work=task.work, remaining=task.work)
    totals = {uid: msgspec.structs.replace(total) for uid, total in own.items()}
    for uid, total in own.items():
        if project.tasks[uid].active:
            for above in (*project.ancestors(uid), ROOT):
                totals.setdefault(above, Totals()).add(total)
    return totals
