"""Links and assignments by what owns them: the same whether they were asked for before an edit or only after it."""

from __future__ import annotations

from datetime import datetime

import pytest

from gantline.app.project.patch import Patch
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
from gantline.app.project.widths import replace

FIRST, SECOND, THIRD = (TaskUid(uid) for uid in (1, 2, 3))
ANNA, BEN = ResourceUid(1), ResourceUid(2)
LINK = Dependency(predecessor=FIRST, successor=SECOND)
NEW = Dependency(predecessor=THIRD, successor=SECOND)
WORK = Assignment(uid=AssignmentUid(1), task=FIRST, resource=ANNA)
NOBODY = Assignment(uid=AssignmentUid(2), task=SECOND)

EDITS = {
    "a link comes": Patch({"dependencies": {NEW.key: (None, NEW)}}),
    "a link goes": Patch({"dependencies": {LINK.key: (LINK, None)}}),
    "a link gets a lag": Patch({"dependencies": {LINK.key: (LINK, replace(LINK, lag=60))}}),
    "somebody else works": Patch({"assignments": {WORK.uid: (WORK, replace(WORK, resource=BEN))}}),
    "nobody works any more": Patch({"assignments": {WORK.uid: (WORK, replace(WORK, resource=None))}}),
    "somebody works now": Patch({"assignments": {NOBODY.uid: (NOBODY, replace(NOBODY, resource=ANNA))}}),
    "another task is worked on": Patch({"assignments": {WORK.uid: (WORK, replace(WORK, task=THIRD))}}),
    "an assignment goes": Patch({"assignments": {NOBODY.uid: (NOBODY, None)}}),
}


def plan() -> Project:
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=uid, name=str(uid)) for uid in (FIRST, SECOND, THIRD)],
        dependencies=[LINK],
        resources=[Resource(uid=uid, name=str(uid)) for uid in (ANNA, BEN)],
        assignments=[WORK, NOBODY],
    )


def told(project: Project) -> list[object]:
    """Everything the plan says by owner."""
    tasks = [
        (list(project.predecessors(uid)), list(project.successors(uid)), list(project.assignments_of(uid)))
        for uid in project.tasks
    ]
    many = sorted(project.assignment_uids_of([*project.tasks]))
    assert many == sorted(uid for task in project.tasks for uid in project.assignment_uids(task))
    return [*tasks, *(list(project.assignments_to(uid)) for uid in project.resources)]


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_of_alike_whenever_it_is_asked_for(name: str) -> None:
    asked, silent = plan(), plan()
    before = told(asked)
    for project in (asked, silent):
        project.apply(EDITS[name])

    assert told(asked) == told(silent) == told(asked.snapshot())

    asked.apply(EDITS[name].inverted())
    assert sorted(map(str, told(asked))) == sorted(map(str, before))
