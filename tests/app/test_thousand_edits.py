"""A thousand edits as a planner makes them, at random, are taken back to the identical plan; each has a name."""

from gantline.app.project.errors import EditError
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.document import Document
from tests.plan_maker import plan
from tests.random_planner import PLAN, Planner


def test_a_thousand_edits_at_random_are_taken_back_and_done_again(qapp):
    document = Document(Engine(plan(PLAN)).project)
    planner = Planner(document, seed=5)
    before = document.project.snapshot()
    stack = document.undo_stack
    refusals: list[str] = []
    for _attempt in range(6000):
        if stack.count() == 1000:
            break
        try:
            planner.edit()
        except EditError as refusal:
            refusals.append(str(refusal))
    assert stack.count() == 1000
    assert refusals
    assert all(text and "{" not in text for text in refusals)
    names = [stack.text(place) for place in range(stack.count())]
    assert all(name and "{" not in name for name in names)
    assert len({name.split()[0] for name in names}) > 12, "all kinds of edits were made"

    after = document.project.snapshot()
    dates = document.schedule.twin()
    stack.setIndex(0)
    assert document.project == before
    stack.setIndex(stack.count())
    assert document.project == after
    assert not document.schedule.differing(dates)
    assert not Engine(document.project.snapshot()).schedule.differing(dates)
