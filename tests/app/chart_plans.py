"""Small plans and charts of them for the tests of the chart."""

from collections.abc import Iterable
from datetime import datetime

from gantline.app.chart.gantt import GanttChart
from gantline.app.chart.marks import Frame, Marks
from gantline.app.chart.options import Options
from gantline.app.chart.tier_labels import Labels
from gantline.app.chart.time_scale import TimeScale
from gantline.app.project.kinds import DependencyKind
from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_WEEK,
    Assignment,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    Resource,
    Task,
    TaskUid,
)
from gantline.app.schedule.engine import Engine

START = datetime(2026, 1, 5, 8)  # a Monday
ROW = 24
DAY = 1440
MIDNIGHT = to_minute(datetime(2026, 1, 5))
LABELS = Labels(lambda text: 7.0 * len(text))


def project(
    *tasks: Task,
    links: Iterable[tuple[int, int, str]] = (),
    children: dict[TaskUid, tuple[TaskUid, ...]] | None = None,
    resources: Iterable[Resource] = (),
    assignments: Iterable[Assignment] = (),
    status_date: datetime | None = None,
) -> Project:
    """A plan from Monday, 5 January 2026, 8:00; links as (predecessor, successor, kind)."""
    return Project(
        ProjectInfo(start=START, status_date=status_date),
        tasks=tasks,
        children=children,
        dependencies=[
            Dependency(predecessor=TaskUid(before), successor=TaskUid(after), kind=DependencyKind(kind))
            for before, after, kind in links
        ],
        resources=resources,
        assignments=assignments,
        calendars=[Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)],
    )


def task(uid: int, days: float = 1, **fields: object) -> Task:
    """A task named after its uid."""
    return Task(uid=TaskUid(uid), name=f"T{uid}", duration=round(days * 480), **fields)


def frame(
    pixels_per_day: float = 24, *, days_before: int = 2, width: int = 800, height: int = 400, top: int = 0
) -> Frame:
    """What is seen from so many days before the plan's first midnight on."""
    scale = DAY / pixels_per_day
    left = int(MIDNIGHT / scale) - round(days_before * pixels_per_day)
    return Frame(minutes_per_pixel=scale, left=left, top=top, width=width, height=height)


def marks(plan: Project | Engine, options: Options | None = None, *, seen: Frame | None = None, selected=()) -> Marks:
    """The chart of all rows of a plan."""
    engine = plan if isinstance(plan, Engine) else Engine(plan)
    uids = [uid for uid, _level in engine.project.outline()]
    chart = GanttChart(engine.project, engine.schedule, engine.working_times, uids, ROW, options)
    seen = seen or frame()
    return chart.marks(seen, TimeScale(seen.minutes_per_pixel, LABELS), selected=selected)


def of_style(found: Marks, style: object) -> list:
    """The batches painted in a style."""
    return [batch for batch in found.batches if batch.style == style]
