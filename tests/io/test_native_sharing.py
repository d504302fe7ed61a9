"""What many records of a file say is in memory once."""

from __future__ import annotations

import io
from datetime import datetime

from gantline.app.project.project import Project
from gantline.app.project.records import (
    Assignment,
    AssignmentUid,
    ProjectInfo,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.io.native import FORMAT

COUNT = 5_000
"""So many tasks that their lines are decoded in several pieces."""

UIDS = [TaskUid(1_000 + number) for number in range(COUNT)]


def _reopened() -> Project:
    """A plan of tasks alike, one assignment each, after it was written and read."""
    start, finish = datetime(2026, 1, 5, 8), datetime(2026, 1, 6, 17)
    project = Project(
        ProjectInfo(start=start),
        tasks=[Task(uid=uid, duration=960) for uid in UIDS],
        assignments=[Assignment(uid=AssignmentUid(uid), task=uid, units=float(uid % 2) + 1) for uid in UIDS],
        stored_dates={uid: StoredDates(start=start, finish=finish, early_start=start) for uid in UIDS},
    )
    sink = io.BytesIO()
    assert FORMAT.write is not None
    assert FORMAT.read is not None
    FORMAT.write(project, Engine(project).schedule, sink, Ticket())
    found = FORMAT.read(io.BytesIO(sink.getvalue()), Ticket()).project
    assert found == project
    return found


def test_equal_units_and_dates_of_a_file_are_one_object() -> None:
    project = _reopened()
    dates = project.stored_dates.values()

    assert len({id(one.units) for one in project.assignments.values()}) == 2
    assert len({id(moment) for one in dates for moment in (one.start, one.finish, one.early_start)}) == 2


def test_equal_numbers_of_two_kinds_stay_what_they_are() -> None:
    project = _reopened()

    assert {type(one.units) for one in project.assignments.values()} == {float}
    assert {type(task.duration) for task in project.tasks.values()} == {int}
