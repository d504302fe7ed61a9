"""A plan that another takes the place of is let go bit by bit."""

import gc
import sys
from itertools import pairwise

from gantline.app.project.steps import PART
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
