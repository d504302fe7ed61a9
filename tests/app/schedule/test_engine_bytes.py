"""How many bytes the engine takes for a task and for a link: of a large plan that is a good part of the memory."""

from __future__ import annotations

import tracemalloc
from datetime import datetime

import pytest

from gantline.app.project.project import Project
from gantline.app.project.records import Assignment, AssignmentUid, Dependency, ProjectInfo, Task, TaskUid
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.kernel import COMPILED

SIZES = (10_000, 20_000)

A_TASK, A_LINK, A_SPAN = 420, 30, 5
"""At most so many bytes; were all columns as wide as those of moments, 520 and 50, and spans kept, 170."""


def _bytes(tasks: int, links: int) -> int:
    """What the engine of a plan takes in which so many tasks follow the first one."""
    project = Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=TaskUid(uid)) for uid in range(1, tasks + 1)],
        dependencies=[Dependency(predecessor=TaskUid(1), successor=TaskUid(uid + 2)) for uid in range(links)],
    )
    tracemalloc.start()
    try:
        _engine = Engine(project)
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(not COMPILED, reason="as Python, columns are lists")
def test_the_engine_takes_few_bytes_for_a_task_and_a_link() -> None:
    few, many = SIZES

    a_task = (_bytes(many, 0) - _bytes(few, 0)) / (many - few)
    a_link = (_bytes(many, many - 1) - _bytes(many, few - 1)) / (many - few)

    assert a_task < A_TASK
    assert a_link < A_LINK


def test_spans_as_long_as_their_tasks_take_no_room_in_a_large_plan() -> None:
    count = 30_000
    engine = Engine(
        Project(
            ProjectInfo(start=datetime(2026, 1, 5, 8)),
            tasks=[Task(uid=TaskUid(uid)) for uid in range(1, count + 1)],
            assignments=[Assignment(uid=AssignmentUid(uid), task=TaskUid(uid)) for uid in range(1, count + 1)],
        )
    )
    tracemalloc.start()
    try:
        assert sum(span.work for span in engine.schedule.spans.values()) == 480 * count
        assert tracemalloc.get_traced_memory()[0] < A_SPAN * count
    finally:
        tracemalloc.stop()
