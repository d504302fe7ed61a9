"""Plans of any size for measuring: the same for the same numbers, on every machine."""

from __future__ import annotations

from datetime import datetime
from random import Random

from gantline.app.project.kinds import DependencyKind
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_HOURS,
    STANDARD_WEEK,
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

PHASE, PACKAGE = 50, 10
"""Tasks below a summary of the first level, and of the second; the summaries count."""

_VERBS = ("Plan", "Design", "Build", "Migrate", "Review", "Test", "Document", "Roll out", "Secure", "Monitor")
_THINGS = ("network", "database", "mail", "identity", "backup", "billing", "portal", "warehouse", "gateway", "desktop")
_NAMES = ("Anna", "Ben", "Chen", "Dilek", "Emma", "Farid", "Greta", "Hugo", "Ines", "Jonas")
_KINDS = (DependencyKind.START_START, DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH)


def plan(tasks: int, links_per_task: float = 1.5, resources: int = 200, seed: int = 1, calendars: int = 1) -> Project:
    """A plan of three outline levels: phases of packages of tasks.

    One task in twenty is a milestone. Links run forwards, nine in ten to a task within the next thirty, nine in ten
    from finish to start. Every task that is no milestone has one assignment.

    Args:
        tasks: How many, summaries included.
        calendars: How many; with more than one, tasks take them by turns, each with other hours.
    """
    random = Random(seed)
    children: dict[TaskUid, tuple[TaskUid, ...]] = {ROOT: ()}
    records: list[Task] = []
    leaves: list[TaskUid] = []
    phase = package = ROOT
    for number in range(tasks):
        uid = TaskUid(number + 1)
        if number % PHASE == 0 and number + 2 < tasks:
            parent, phase = ROOT, uid
            name = f"Phase {number // PHASE + 1}"
        elif number % PHASE % PACKAGE == 1 and number + 1 < tasks:
            parent, package = phase, uid
            name = f"{random.choice(_THINGS).capitalize()} package"
        else:
            parent = package
            name = f"{random.choice(_VERBS)} {random.choice(_THINGS)} {number}"
            leaves.append(uid)
        children[parent] = (*children.get(parent, ()), uid)
        milestone = uid in leaves[-1:] and random.random() < 0.05
        days = 0 if milestone else random.randint(1, 12)
        done = random.choice((0, 0, 25, 50, 100)) if not milestone and number < tasks // 5 else 0
        records.append(
            Task(
                uid=uid,
                name=name,
                duration=days * 480,
                milestone=milestone,
                percent_complete=done if uid in leaves[-1:] else 0,
                calendar=CalendarUid(number % calendars + 1) if calendars > 1 else None,
            )
        )
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8), title=f"{tasks} tasks", status_date=datetime(2026, 6, 1, 17)),
        tasks=records,
        children=children,
        dependencies=_links(leaves, round(tasks * links_per_task), random),
        resources=_resources(resources),
        assignments=_assignments(records, set(leaves), resources, random),
        calendars=[_calendar(number) for number in range(calendars)],
    )


def chain(tasks: int) -> Project:
    """A plan in which every task but the first follows the one before it."""
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8), title=f"{tasks} tasks in a row"),
        tasks=[Task(uid=TaskUid(uid), name=f"Task {uid}") for uid in range(1, tasks + 1)],
        dependencies=[Dependency(predecessor=TaskUid(uid), successor=TaskUid(uid + 1)) for uid in range(1, tasks)],
        calendars=[_calendar(0)],
    )


def _calendar(number: int) -> Calendar:
    """The standard week, or one with as many hours at other times."""
    hours = tuple((start + 30 * number, finish + 30 * number) for start, finish in STANDARD_HOURS)
    week = STANDARD_WEEK if not number else tuple(hours if day else () for day in STANDARD_WEEK)
    return Calendar(uid=CalendarUid(number + 1), name=f"Calendar {number}" if number else "Standard", week=week)


def _links(leaves: list[TaskUid], count: int, random: Random) -> list[Dependency]:
    """Links between leaves, no two of them between the same tasks; fewer where the plan is too small for so many."""
    found: dict[tuple[TaskUid, TaskUid], Dependency] = {}
    for _ in range(20 * count):
        if len(found) == count or len(leaves) < 2:
            break
        at = random.randrange(len(leaves) - 1)
        reach = 30 if random.random() < 0.9 else 400
        before, after = leaves[at], leaves[min(at + random.randint(1, reach), len(leaves) - 1)]
        kind = DependencyKind.FINISH_START if random.random() < 0.9 else random.choice(_KINDS)
        lag = random.choice((0, 0, 0, 0, 480, -480))
        found.setdefault((before, after), Dependency(predecessor=before, successor=after, kind=kind, lag=lag))
    return list(found.values())


def _resources(count: int) -> list[Resource]:
    names = (f"{_NAMES[at % 10]} {at // 10 + 1}" for at in range(count))
    return [Resource(uid=ResourceUid(at + 1), name=name, group=_THINGS[at % 10]) for at, name in enumerate(names)]


def _assignments(tasks: list[Task], leaves: set[TaskUid], resources: int, random: Random) -> list[Assignment]:
    workers = [task.uid for task in tasks if task.uid in leaves and task.duration]
    return [
        Assignment(
            uid=AssignmentUid(at + 1),
            task=uid,
            resource=ResourceUid(random.randint(1, resources)),
            units=random.choice((1.0, 1.0, 0.5)),
        )
        for at, uid in enumerate(workers)
        if resources
    ]
