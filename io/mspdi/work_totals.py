"""Work and progress of tasks, from their assignments and the tasks below them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from ...app.project.kinds import ResourceKind
from ...app.project.moments import Minute, to_minute
from ...app.project.project import Project
from ...app.project.records import ROOT, Assignment, AssignmentUid, TaskUid

if TYPE_CHECKING:  # it brings numpy, which reading does without
    from ...app.schedule.schedule import Schedule, Span

Spans: TypeAlias = "Mapping[AssignmentUid, Span]"
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

    @property
    def percent(self) -> int:
        """How much of the work is done."""
        return 100 * self.actual // self.work if self.work else 0

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


def assigned_work(one: Assignment, span: Span | None) -> tuple[int, int]:
    """Minutes of work of an assignment, in all and left; where none is entered, what duration and units make of it."""
    work = one.work
    if work is None:
        work = span.work if span is not None else 0
    remaining = one.remaining_work
    return work, max(work - one.actual_work, 0) if remaining is None else remaining


def assignment_totals(one: Assignment, span: Span | None) -> Totals:
    """The work of an assignment."""
    work, remaining = assigned_work(one, span)
    return Totals(work, one.overtime_work, one.actual_work, one.actual_overtime_work, remaining)


def work_totals(project: Project, spans: Spans) -> dict[TaskUid, Totals]:
    """The work of every task that has some, summary tasks and the plan itself included.

    Stuff and money are no work, and neither is what nobody was given; inactive tasks do not count in the tasks above
    them.
    """
    people = {uid for uid, resource in project.resources.items() if resource.kind is ResourceKind.WORK}
    own: dict[TaskUid, Totals] = {}
    for one in project.assignments.values():
        if one.resource in people:
            totals = assignment_totals(one, spans.get(one.uid) if one.work is None else None)
            if (mine := own.get(one.task)) is None:
                own[one.task] = totals
            else:
                mine.add(totals)
    for uid, task in project.tasks.items():
        if task.work and uid not in own:
            own[uid] = Totals(work=task.work, remaining=task.work)
    below: defaultdict[TaskUid, Totals] = defaultdict(Totals)  # one level down
    for uid, total in own.items():
        if project.tasks[uid].active:
            below[project.parent(uid)].add(total)
    for parent, total in below.items():
        for uid in (ROOT,) if parent == ROOT else (parent, *project.ancestors(parent), ROOT):
            own.setdefault(uid, Totals()).add(total)
    return own


class Below(msgspec.Struct, gc=False):
    """Progress of the tasks below a summary task.

    Attributes:
        done: Per cent of minutes done, and of ``whole`` minutes; a milestone counts as one minute.
        begun: When the first began; None if none has.
        ended: When the last one ended that has.
    """

    done: int = 0
    whole: int = 0
    begun: Minute | None = None
    ended: Minute | None = None

    @property
    def percent(self) -> int:
        """How much is done."""
        return self.done // self.whole if self.whole else 0


NOTHING_BELOW = Below()


class RolledUp(NamedTuple):
    """Progress of a summary task.

    Attributes:
        percent: Of its duration, and ``work_percent`` of the work below it.
        begun: When it began, and ``ended`` when it ended; None where it has not.
        actual: Minutes of its duration that are done, and ``remaining`` those left.
    """

    percent: int
    work_percent: int
    begun: Minute | None
    ended: Minute | None
    actual: int
    remaining: int


def rolled_up(below: Below, totals: Totals, duration: int) -> RolledUp:
    """The progress of a summary task of this duration, from that of the tasks below and their work."""
    percent = below.percent
    actual = duration * percent // 100
    ended = below.ended if percent == 100 else None
    return RolledUp(percent, totals.percent, below.begun, ended, actual, duration - actual)


def progress_below(project: Project, schedule: Schedule) -> dict[TaskUid, Below]:
    """The progress below every summary task, the plan itself among them; inactive tasks do not count."""
    found: dict[TaskUid, Below] = {}
    for uid in reversed([uid for uid, _level in project.outline()]):
        task = project.tasks[uid]
        if task.blank or not task.active:
            continue
        below = found.setdefault(project.parent(uid), Below())
        if uid in project.children:
            mine = found.get(uid, NOTHING_BELOW)
            below.done += mine.done
            below.whole += mine.whole
            begun, ended = mine.begun, mine.ended
        else:
            row, percent = schedule.rows[uid], task.percent_complete
            minutes = schedule.duration[row] or 1
            below.done += minutes * percent
            below.whole += minutes
            if not percent and task.actual_start is None:
                continue
            begun = schedule.start[row] if task.actual_start is None else to_minute(task.actual_start)
            ended = schedule.finish[row] if task.actual_finish is None else to_minute(task.actual_finish)
        if begun is not None and (below.begun is None or begun < below.begun):
            below.begun = begun
        if ended is not None and (below.ended is None or ended > below.ended):
            below.ended = ended
    return found
