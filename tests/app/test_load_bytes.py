"""How many bytes the load of a resource takes: those of all are kept while a plan is open."""

from __future__ import annotations

import tracemalloc
from datetime import datetime
from itertools import pairwise

from gantline.app.analysis.loading import Loading
from gantline.app.analysis.resource_load import ResourceLoad
from gantline.app.project.project import Project
from gantline.app.project.records import (
    Assignment,
    AssignmentUid,
    Dependency,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.schedule.engine import Engine

SIZES = (500, 1_500)

AN_ASSIGNMENT = 200
"""At most so many bytes; with its events 230, with all that is summed up from one to the next, 330."""


def _bytes(tasks: int) -> int:
    """What the load of somebody takes who works on so many tasks in a row, once it is known to be too much."""
    uids = [TaskUid(1 + number) for number in range(tasks)]
    project = Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=uid) for uid in uids],
        dependencies=[Dependency(predecessor=one, successor=then) for one, then in pairwise(uids)],
        resources=[Resource(uid=ResourceUid(1))],
        assignments=[Assignment(uid=AssignmentUid(uid), task=uid, resource=ResourceUid(1), units=2) for uid in uids],
    )
    engine = Engine(project)
    assert _load(engine).overload_count == 1  # calendars and spans are known now
    tracemalloc.start()
    try:
        load = _load(engine)
        assert load.overload_count == 1
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def _load(engine: Engine) -> ResourceLoad:
    return Loading(engine).of(ResourceUid(1))


def test_a_load_takes_few_bytes_for_an_assignment() -> None:
    few, many = SIZES

    assert (_bytes(many) - _bytes(few)) / (many - few) < AN_ASSIGNMENT
