"""Plans in a few lines of text, and their dates as text, for tests of what the schedule makes of them.

A line is a task: its name, its duration, and after further bars what else is true of it::

    Dig    | 3d
    Phase
      Lay  | 2d | after Dig FS+1d | by Ann, Bob 50%
      Test | 0d | after Lay       | SNET 2026-01-20 08:00 | deadline 2026-01-21 17:00

Indented lines stand below the line above. The plan starts on Monday, 5 January 2026, at 08:00.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gantline.app.project.durations import parse_duration
from gantline.app.project.kinds import ConstraintKind, DependencyKind, TimeUnit
from gantline.app.project.moments import Minute, to_datetime
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

MONDAY = datetime(2026, 1, 5, 8)
_LINK = re.compile(r"(.+?)(?: (FS|SS|FF|SF)?([+-].+)?)?")


def plan(
    text: str,
    *,
    calendars: Iterable[Calendar] = (),
    resource_calendars: dict[str, int] | None = None,
    changes: dict[str, dict[str, Any]] | None = None,
    **info: Any,
) -> Project:
    """Make a plan.

    Args:
        text: The tasks, as above; their uids count from 1.
        calendars: Calendars beside the standard one, which has uid 1.
        resource_calendars: Resource name to the uid of its calendar.
        changes: Task name to attributes that have no words of their own.
        info: Attributes of the plan.
    """
    maker = _Maker(ProjectInfo(**{"start": MONDAY, **info}), changes or {})
    for line in filter(str.strip, text.splitlines()):
        maker.add(line)
    maker.link()
    return Project(
        maker.info,
        tasks=maker.tasks.values(),
        children={uid: tuple(kids) for uid, kids in maker.children.items()},
        dependencies=maker.dependencies,
        resources=[
            Resource(uid=uid, name=name, calendar=CalendarUid(calendar) if calendar else None)
            for name, uid in maker.resources.items()
            for calendar in [(resource_calendars or {}).get(name)]
        ],
        assignments=maker.assignments,
        calendars=[Calendar(uid=CalendarUid(1), name="Standard"), *calendars],
    )


def dates(plan_or_engine: Project | Engine) -> dict[str, str]:
    """The dates of each task by name: ``5 08:00 - 7 17:00`` (days of January 2026, other months by number)."""
    engine = plan_or_engine if isinstance(plan_or_engine, Engine) else Engine(plan_or_engine)
    schedule = engine.schedule
    return {
        engine.project.tasks[uid].name: f"{shown(schedule.start[row])} - {shown(schedule.finish[row])}"
        for uid, row in schedule.rows.items()
        if uid != ROOT
    }


def column(plan_or_engine: Project | Engine, name: str) -> dict[str, Any]:
    """A column of the schedule by task name; dates as text."""
    engine = plan_or_engine if isinstance(plan_or_engine, Engine) else Engine(plan_or_engine)
    moments = name in ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
    values = {uid: engine.schedule.value(name, uid) for uid in engine.schedule.rows if uid != ROOT}
    return {engine.project.tasks[uid].name: shown(one) if moments else one for uid, one in values.items()}


def shown(minute: Minute) -> str:
    """A moment as the tests write it: ``5 08:00`` in January 2026, else ``2-05 08:00``, ``2027-02-05 08:00``."""
    moment = to_datetime(minute)
    if moment.year != 2026:
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment.day if moment.month == 1 else f'{moment.month}-{moment:%d}'} {moment:%H:%M}"


class _Maker:
    """Collects records while the lines are read."""

    def __init__(self, info: ProjectInfo, changes: dict[str, dict[str, Any]]) -> None:
        self.info = info
        self.changes = changes
        self.tasks: dict[str, Task] = {}
        self.children: dict[TaskUid, list[TaskUid]] = {}
        self.dependencies: list[Dependency] = []
        self.resources: dict[str, ResourceUid] = {}
        self.assignments: list[Assignment] = []
        self._above: list[tuple[int, TaskUid]] = []
        self._links: list[tuple[TaskUid, str]] = []

    def add(self, line: str) -> None:
        name, *parts = (part.strip() for part in line.split("|"))
        depth = len(line) - len(line.lstrip())
        uid = TaskUid(len(self.tasks) + 1)
        while self._above and self._above[-1][0] >= depth:
            self._above.pop()
        self.children.setdefault(self._above[-1][1] if self._above else ROOT, []).append(uid)
        self._above.append((depth, uid))
        task = Task(uid=uid, name=name)
        for part in parts:
            task = self._told(task, part)
        self.tasks[name] = replace(task, **self.changes.get(name, {}))

    def _told(self, task: Task, part: str) -> Task:
        word, _, rest = part.partition(" ")
        match word:
            case "after":
                self._links += [(task.uid, one.strip()) for one in rest.split(",")]
                return task
            case "by":
                self._assign(task, rest)
                return task
            case "manual":
                start, _, finish = rest.partition(" - ")
                return replace(task, manual=True, manual_start=_moment(start), manual_finish=_moment(finish))
            case "deadline":
                return replace(task, deadline=_moment(rest))
            case "calendar":
                return replace(task, calendar=CalendarUid(int(rest)))
            case "inactive":
                return replace(task, active=False)
            case "levelled":
                return replace(task, levelling_delay=parse_duration(rest, self.info).minutes)
            case "started":
                return replace(task, actual_start=_moment(rest))
            case "done":
                return replace(task, actual_duration=parse_duration(rest, self.info).minutes)
            case "finished":
                start, _, finish = rest.partition(" - ")
                return replace(task, actual_start=_moment(start), actual_finish=_moment(finish), percent_complete=100)
            case "ALAP" | "MSO" | "MFO" | "SNET" | "SNLT" | "FNET" | "FNLT":
                return replace(task, constraint=ConstraintKind(word), constraint_date=_moment(rest) if rest else None)
            case _:
                duration = parse_duration(part, self.info)
                return replace(
                    task, duration=duration.minutes, duration_unit=duration.unit, milestone=not duration.minutes
                )

    def _assign(self, task: Task, rest: str) -> None:
        for one in rest.split(","):
            name, _, percent = one.strip().partition(" ")
            resource = self.resources.setdefault(name, ResourceUid(len(self.resources) + 1))
            units = float(percent.rstrip("%")) / 100 if percent else 1.0
            self.assignments.append(
                Assignment(
                    uid=AssignmentUid(len(self.assignments) + 1),
                    task=task.uid,
                    resource=resource,
                    units=units,
                    work=round(task.duration * units),
                )
            )

    def link(self) -> None:
        """Make the links, now that every name is known."""
        for uid, text in self._links:
            match = _LINK.fullmatch(text)
            assert match is not None, text
            name, kind, lag = match.groups()
            found = parse_duration(lag, self.info) if lag else None
            self.dependencies.append(
                Dependency(
                    predecessor=self.tasks[name].uid,
                    successor=uid,
                    kind=DependencyKind(kind or "FS"),
                    lag=found.minutes if found else 0,
                    lag_unit=found.unit if found else TimeUnit.DAY,
                )
            )


def _moment(text: str) -> datetime | None:
    """A moment written as ``7 12:00``, a day of January 2026, or in full; None for nothing."""
    text = text.strip()
    if not text:
        return None
    if re.match(r"\d{1,2} ", text):
        day, _, clock = text.partition(" ")
        return datetime(2026, 1, int(day), *map(int, clock.split(":")))
    return datetime.fromisoformat(text)
