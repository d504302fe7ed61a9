"""Circles of links are found whatever way links come, and without following all of a plan for each of them."""

import contextlib
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import links, order, outline, tasks, tree
from gantline.app.edits.order import Order, kept_order
from gantline.app.project.errors import EditError
from gantline.app.project.patch import Patch
from gantline.app.project.records import ROOT, TaskUid
from gantline.app.schedule.engine import Engine
from tests.benchmarks.generated import chain, plan
from tests.laws import law


def circular(project) -> bool:
    """Whether the plan's links and outline leave some tasks waiting for each other: by taking away what waits not."""
    before = {uid: {f"f{link.predecessor}" for link in project.predecessors(uid)} for uid in project.tasks}
    waits: dict[str, set[str]] = {}
    for uid in project.tasks:
        parent = project.parent(uid)
        waits[f"s{uid}"] = before[uid] | ({f"s{parent}"} if parent != ROOT else set())
        waits[f"f{uid}"] = {f"s{uid}"} | {f"f{kid}" for kid in project.children.get(uid, ())}
    while ready := {step for step, others in waits.items() if not others}:
        waits = {step: others - ready for step, others in waits.items() if step not in ready}
    return bool(waits)


@given(st.lists(st.tuples(st.integers(1, 24), st.integers(1, 24)), max_size=30), st.integers(0, 3))
def test_a_link_is_refused_just_when_it_closes_a_circle(pairs, outline_edits):
    project = plan(24, links_per_task=0.5, resources=0)
    rough = random.Random(outline_edits)
    for number, pair in enumerate(pairs):
        if number % 7 == 6 and outline_edits:
            with contextlib.suppress(EditError):
                project.apply(outline.indent(project, [TaskUid(rough.randint(1, 24))]))
            assert not circular(project)
        try:
            patch = links.set_link(project, TaskUid(pair[0]), TaskUid(pair[1]))
        except EditError as refusal:
            if "circle" in str(refusal):
                twin = project.snapshot()
                made = links.Dependency(predecessor=TaskUid(pair[0]), successor=TaskUid(pair[1]))
                twin.dependencies[made.key] = made
                twin._index()
                assert circular(twin)
            continue
        project.apply(patch)
        assert not circular(project)


@law(150)
@given(st.data())
def test_the_order_of_the_schedule_refuses_what_following_all_links_refuses(data):
    project = plan(24, links_per_task=1.2, resources=0)
    if data.draw(st.booleans()):
        project.apply(tasks.set_active(project, [TaskUid(data.draw(st.integers(1, 24)))], active=False))
    engine = Engine(project)
    some = st.integers(1, 24).map(TaskUid)
    for edit in data.draw(st.lists(st.sampled_from(["indent", "outdent", "move", "link"]), min_size=1, max_size=8)):
        first, second, few = data.draw(some), data.draw(some), data.draw(st.lists(some, min_size=1, max_size=3))
        found = []
        for of in (project, project.snapshot()):
            try:
                found.append(
                    links.set_link(of, first, second)
                    if edit == "link"
                    else outline.move_to(of, few, first, 0)
                    if edit == "move"
                    else getattr(outline, edit)(of, few)
                )
            except EditError as refusal:
                found.append(str(refusal))
        assert found[0] == found[1]
        if isinstance(found[0], Patch):
            project.apply(found[0])
            assert project.ranks is None
            engine.update(found[0])
            assert not circular(project)
            assert project.ranks is not None or not all(one.active for one in project.tasks.values())


@pytest.mark.parametrize("undone", [False, True])
def test_the_order_is_kept_while_links_come_and_go(undone):
    project = chain(60)
    for before, after in [(1, 9), (2, 30), (5, 50), (9, 60)]:
        patch = links.set_link(project, TaskUid(before), TaskUid(after))
        project.apply(patch)
        if undone:
            project.apply(patch.inverted())
    assert isinstance(kept_order(project)._order, Order)
    for before, after in [(60, 1), (50, 4), (31, 30)]:
        with pytest.raises(EditError, match="circle"):
            links.set_link(project, TaskUid(before), TaskUid(after))
    for key in list(project.dependencies):
        if key[0] <= 30 < key[1]:
            project.apply(links.remove_link(project, key))
    project.apply(links.set_link(project, TaskUid(60), TaskUid(1)))
    assert not circular(project)


def test_an_edit_of_the_outline_drops_the_order():
    project = chain(12)
    for after in (5, 6, 7, 8):
        project.apply(links.set_link(project, TaskUid(1), TaskUid(after)))
    assert kept_order(project)._order is not None
    project.apply(links.unlink(project, [TaskUid(12)]))
    project.apply(outline.indent(project, [TaskUid(12)]))
    assert kept_order(project)._order is None


def test_many_indented_tasks_are_checked_at_once():
    project = plan(600, resources=0)
    before = project.snapshot()
    leaves = [uid for uid in project.tasks if uid not in project.children]
    project.apply(outline.indent(project, leaves[10:500]))
    assert project != before
    assert not circular(project)


@pytest.mark.parametrize("many", [True, False])
def test_the_first_of_many_new_links_that_closes_a_circle_is_named(monkeypatch, many):
    monkeypatch.setattr(tree, "_FEW_LINKS", 4 if many else 1000)
    project = plan(600, resources=0)
    leaves = [uid for uid in project.tasks if uid not in project.children]
    project.apply(links.unlink(project, leaves[:20]))

    patch = links.link(project, leaves[:300])
    assert patch.touched("dependencies") >= {*pairwise(leaves[:300])} - {*project.dependencies}
    project.apply(patch)
    assert not circular(project)

    first, last = (project.tasks[uid].name for uid in (leaves[159], leaves[5]))
    with pytest.raises(EditError, match=f"^{last} cannot follow {first}: that would be a circle"):
        links.link(project, [*leaves[100:160], *leaves[5:8], leaves[3], leaves[4]])


def test_linking_many_tasks_walks_through_the_plan_a_few_times_only(monkeypatch):
    made: list[int] = []
    begin = Order.__init__

    def count(order, shape, ticket=None):
        made.append(1)
        begin(order, shape, ticket)

    monkeypatch.setattr(Order, "__init__", count)
    monkeypatch.setattr(order, "reaches", lambda *_asked: pytest.fail("every link is followed for itself"))
    project = plan(600, resources=0)
    leaves = [uid for uid in project.tasks if uid not in project.children]
    links.link(project, leaves)
    assert len(made) == 2
