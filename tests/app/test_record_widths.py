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

from gantline.app.project.project import Project
from gantline.app.project.records import Assignment, AssignmentUid, ProjectInfo, Resource, ResourceUid, Task, TaskUid
from gantline.app.project.steps import at_once
from gantline.app.project.widths import replace, widest
from gantline.io.native.reading import in_steps
from gantline.io.native.writing import copied

from ..laws import law
from ..strategies import records

A_TASK, AN_ASSIGNMENT = 240, 112
"""At most so many bytes for an ordinary one; with room for everything, 480 and 248."""

PLAIN = (Task(uid=TaskUid(1), name="Build"), Assignment(uid=AssignmentUid(1), task=TaskUid(1), resource=ResourceUid(1)))
KINDS = pytest.mark.parametrize("plain", PLAIN, ids=["task", "assignment"])

tasks, assignments = (
    records(Task, uid=TaskUid(1), calendar=None),
    records(Assignment, uid=AssignmentUid(1), task=1, resource=None),
)
some = st.tuples(tasks, tasks) | st.tuples(assignments, assignments)
"""Two records of the same kind."""


def said(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(widest(type(record)))}


def test_ordinary_records_take_few_bytes() -> None:
    assert [sys.getsizeof(one) for one in PLAIN] <= [A_TASK, AN_ASSIGNMENT]


@KINDS
def test_what_is_said_and_taken_back_leaves_no_trace(plain: Any) -> None:
    noted = replace(plain, guid="G", foreign="<A/>")
    back = replace(replace(noted, guid=""), foreign="")

    assert (noted.guid, noted.foreign, noted.uid) == ("G", "<A/>", plain.uid)
    assert back == plain
    assert sys.getsizeof(back) == sys.getsizeof(plain) < sys.getsizeof(noted)


@KINDS
def test_an_attribute_that_no_record_has_is_refused(plain: Any) -> None:
    with pytest.raises(TypeError, match="nonsense"):
        replace(plain, nonsense=1)
    with pytest.raises(TypeError, match="nonsense"):
        type(plain)(nonsense=1, guid="G")
    with pytest.raises(AttributeError):
        plain.guid = "G"


@law(100)
@given(some)
def test_a_record_changed_into_another_one_is_that_one(pair: tuple[Any, Any]) -> None:
    one, other = pair

    changed = replace(one, **said(other))

    assert changed == other
    assert sys.getsizeof(changed) == sys.getsizeof(other)
    assert pickle.loads(pickle.dumps(one)) == one


def test_what_one_record_of_a_file_says_makes_no_other_wider() -> None:
    noted = [replace(one, uid=2, guid="G") for one in PLAIN]
    plan = Project(
        ProjectInfo(start=datetime(2026, 3, 2, 8)),
        tasks=[PLAIN[0], noted[0]],
        assignments=[PLAIN[1], noted[1]],
        resources=[Resource(uid=ResourceUid(1))],
    )

    read = at_once(in_steps(b"".join(copied(plan)))).project

    assert read == plan
    for ordinary, wide in (read.tasks.values(), read.assignments.values()):
        assert sys.getsizeof(ordinary) < sys.getsizeof(wide)
