"""Records of which little is said take less room, and are otherwise like all others."""

from __future__ import annotations

import pickle
import sys
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from gantline.app.project.kinds import TimeUnit
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
from gantline.app.project.steps import at_once
from gantline.app.project.widths import replace, widest
from gantline.io.native.reading import in_steps
from gantline.io.native.writing import copied

from ..laws import law
from ..strategies import records

A_TASK, AN_ASSIGNMENT, A_LINK = 192, 112, 48
"""At most so many bytes for an ordinary one; with room for everything, 480, 248 and 64."""

PLAIN = (
    Task(uid=TaskUid(1), name="Build"),
    Assignment(uid=AssignmentUid(1), task=TaskUid(1), resource=ResourceUid(1)),
    Dependency(predecessor=TaskUid(1), successor=TaskUid(2)),
)
KINDS = pytest.mark.parametrize("plain", PLAIN, ids=["task", "assignment", "link"])

tasks, assignments = (
    records(Task, uid=TaskUid(1), calendar=None),
    records(Assignment, uid=AssignmentUid(1), task=1, resource=None),
)
links = records(Dependency, predecessor=1, successor=2)
some = st.tuples(tasks, tasks) | st.tuples(assignments, assignments) | st.tuples(links, links)
"""Two records of the same kind."""


def said(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(widest(type(record)))}


def test_ordinary_records_take_few_bytes() -> None:
    assert [sys.getsizeof(one) for one in PLAIN] <= [A_TASK, AN_ASSIGNMENT, A_LINK]


@KINDS
def test_what_is_said_and_taken_back_leaves_no_trace(plain: Any) -> None:
    name = type(plain).__struct_fields__[0]

    noted = replace(plain, foreign="<A/>")
    back = replace(noted, foreign="")

    assert (noted.foreign, getattr(noted, name)) == ("<A/>", getattr(plain, name))
    assert back == plain != noted
    assert sys.getsizeof(back) == sys.getsizeof(plain) < sys.getsizeof(noted)


@KINDS
def test_an_attribute_that_no_record_has_is_refused(plain: Any) -> None:
    with pytest.raises(TypeError, match="nonsense"):
        replace(plain, nonsense=1)
    with pytest.raises(TypeError, match="nonsense"):
        type(plain)(nonsense=1, foreign="<A/>")
    with pytest.raises(TypeError):
        type(plain)(1, foreign="<A/>")
    with pytest.raises(AttributeError):
        plain.foreign = "<A/>"


@law(100)
@given(some)
def test_a_record_changed_into_another_one_is_that_one(pair: tuple[Any, Any]) -> None:
    one, other = pair

    changed = replace(one, **said(other))

    assert changed == other
    assert sys.getsizeof(changed) == sys.getsizeof(other)
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_file_that_says_what_is_usual_makes_no_record_wider() -> None:
    plan = Project(ProjectInfo(start=datetime(2026, 3, 2, 8)), tasks=[PLAIN[0]])
    told = b"".join(copied(plan)).replace(b'"name":"Build"', b'"name":"Build","priority":500,"notes":"","custom":{}')

    read = at_once(in_steps(told)).project

    assert read == plan
    assert sys.getsizeof(read.tasks[TaskUid(1)]) == sys.getsizeof(PLAIN[0])


def test_what_one_record_of_a_file_says_makes_no_other_wider() -> None:
    task, assignment, link = PLAIN
    plan = Project(
        ProjectInfo(start=datetime(2026, 3, 2, 8)),
        tasks=[task, replace(task, uid=TaskUid(2), guid="G")],
        assignments=[assignment, replace(assignment, uid=AssignmentUid(2), guid="G")],
        resources=[Resource(uid=ResourceUid(1))],
        dependencies=[link, replace(link, predecessor=TaskUid(2), successor=TaskUid(1), lag_unit=TimeUnit.WEEK)],
    )

    read = at_once(in_steps(b"".join(copied(plan)))).project

    assert read == plan
    for table in (read.tasks, read.assignments, read.dependencies):
        ordinary, wide = map(sys.getsizeof, table.values())
        assert ordinary < wide
