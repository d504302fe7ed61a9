"""The walk through the outline that schedule and rows share: it is the outline, whatever was edited since the last."""

from __future__ import annotations

from datetime import datetime

from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, ProjectInfo, Task, TaskUid
from gantline.app.project.steps import PART, at_once

MANY = 3 * PART


def plan(count: int = 6) -> Project:
    """Tasks at the top level, but the third and the fourth stand below the second, and the fifth below the fourth."""
    uids = [TaskUid(uid) for uid in range(1, count + 1)]
    first, second, third, fourth, fifth, *others = uids
    children = {ROOT: (first, second, *others), second: (third, fourth), fourth: (fifth,)}
    info = ProjectInfo(start=datetime(2026, 1, 5, 8))
    return Project(info, tasks=[Task(uid=uid) for uid in uids], children=children)


def moved_to_the_top(project: Project) -> Patch:
    """The fifth task moves to the end of the top level."""
    top = project.children[ROOT]
    return Patch({"children": {TaskUid(4): ((TaskUid(5),), None), ROOT: (top, (*top, TaskUid(5)))}})


def assert_it_is_the_outline(project: Project) -> None:
    walk, told = at_once(project.walk()), [*project.outline()]
    assert walk.uids == [uid for uid, _level in told]
    above = [walk.uids[place] if place >= 0 else ROOT for place in walk.parents.tolist()]
    assert above == [project.parent(uid) for uid in walk.uids]


def test_a_walk_is_the_outline_before_and_after_an_edit_and_when_that_is_taken_back() -> None:
    project = plan()
    edit = moved_to_the_top(project)
    for patch in (Patch({}), edit, edit.inverted()):
        project.apply(patch)
        assert_it_is_the_outline(project)


def test_nothing_is_walked_through_twice_until_the_outline_changes() -> None:
    project, other = plan(), Task(uid=TaskUid(1), name="Another name")
    walk = at_once(project.walk())
    project.apply(Patch({"tasks": {other.uid: (project.tasks[other.uid], other)}}))
    assert at_once(project.walk()) is walk


def test_an_edit_in_the_midst_of_a_walk_counts() -> None:
    project = plan(MANY)
    steps = project.walk()
    next(steps)
    project.apply(moved_to_the_top(project))
    assert at_once(steps).uids[-1] == TaskUid(5)
    assert_it_is_the_outline(project)
