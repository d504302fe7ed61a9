"""A plan that another takes the place of is let go bit by bit."""

import gc
import sys
import weakref
from itertools import pairwise

import pytest

from gantline.app.edits import tasks
from gantline.app.project.steps import PART
from gantline.app.workspace.document import Document
from tests.benchmarks.generated import plan


def test_records_go_a_part_at_a_time_and_only_from_the_second_step_on():
    project = plan(3_000)
    records = [*project.tasks.values(), *project.dependencies.values(), *project.assignments.values()]
    before = [*map(sys.getrefcount, records)]

    def gone():
        return sum(now < then for now, then in zip(map(sys.getrefcount, records), before, strict=True))

    leaving = project.let_go()
    next(leaving)
    del project
    gc.collect()
    assert gone() == 0
    seen = [gone() for _step in leaving]
    assert max(after - before for before, after in pairwise(seen)) <= PART
    assert gone() == len(records)


def test_whoever_else_has_the_plan_keeps_it():
    project = plan(300)
    for _step in project.let_go():
        pass
    assert project == plan(300)


@pytest.mark.parametrize("steps_back", [0, 1, 3])
def test_a_document_that_nobody_has_any_more_goes_with_its_steps_to_undo(qapp, steps_back):
    document = Document(plan(5))
    uid = next(iter(document.project.tasks))
    for name in ("One", "Two", "Three"):
        document.push(tasks.rename(document.project, uid, name), "Rename")
    for _step in range(steps_back):
        document.undo_stack.undo()
    gone = weakref.ref(document)

    del document
    gc.collect()  # a crash where commands went before the stack that has them

    assert gone() is None
