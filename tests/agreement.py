"""Where dates, slack and critical marks differ from those Microsoft Project stored in real plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, StoredDates, TaskUid
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.io.mspdi.format import FORMAT

DATES = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
SLACKS = ("total_slack", "free_slack")
COMPARED = (*DATES, "duration", *SLACKS, "critical")


class Judged(msgspec.Struct, frozen=True):
    """A value of a task, as a file has it and as it is computed.

    Attributes:
        linked: Links alone set the task's dates: it is an automatic leaf task that has not started.
        told: The file's: minutes, or 0 and 1. ``computed`` alike.
    """

    plan: str
    uid: TaskUid
    column: str
    linked: bool
    told: int
    computed: int

    @property
    def agrees(self) -> bool:
        """Whether they are the same; slack to the minute, because files count tenths of it."""
        return abs(self.told - self.computed) <= (1 if self.column in (*SLACKS, "duration") else 0)


def judged(path: Path) -> Iterator[Judged]:
    """Every value that a plan has for tasks whose dates follow from the file."""
    assert FORMAT.read is not None
    with path.open("rb") as stream:
        project = FORMAT.read(stream, Ticket()).project
    schedule = Engine(project).schedule
    for uid, told in project.stored_dates.items():
        if uid in schedule and told.start and told.finish and _comparable(project, uid):
            yield from _of_task(path.stem, project, schedule, uid, told)


def _of_task(plan: str, project: Project, schedule: Schedule, uid: TaskUid, told: StoredDates) -> Iterator[Judged]:
    linked = _linked(project, uid)
    for column in COMPARED:
        value = getattr(told, column)
        if value is not None:
            number = to_minute(value) if column in DATES else int(value)
            yield Judged(plan, uid, column, linked, number, int(schedule.value(column, uid)))


def shares(values: Sequence[Judged]) -> dict[str, float]:
    """Which share of the values agrees, by what they are; of dates, both start and finish have to."""
    right, total = Counter[str](), Counter[str]()
    dates: dict[tuple[str, TaskUid, bool], bool] = {}
    for one in values:
        right[one.column] += one.agrees
        total[one.column] += 1
        if one.column in ("start", "finish"):
            key = (one.plan, one.uid, one.linked)
            dates[key] = dates.get(key, True) and one.agrees
    linked = [good for (_plan, _uid, of_links), good in dates.items() if of_links]
    found = {column: right[column] / total[column] for column in total}
    return found | {"dates": sum(dates.values()) / len(dates), "linked": sum(linked) / len(linked), "tasks": len(dates)}


def _comparable(project: Project, uid: TaskUid) -> bool:
    """Whether the task's dates follow from the file: it is active, and the plan has tasks of its own only."""
    inside = not any(task.external or task.external_links or task.subproject for task in project.tasks.values())
    return inside and bool(project.tasks) and (uid == ROOT or project.tasks[uid].active)


def _linked(project: Project, uid: TaskUid) -> bool:
    """Whether links alone set the dates: of an automatic leaf task that has not started."""
    if uid == ROOT or project.is_summary(uid):
        return False
    task = project.tasks[uid]
    links = any(any(project.predecessors(owner)) for owner in (uid, *project.ancestors(uid)))
    return links and not task.manual and task.actual_start is None
