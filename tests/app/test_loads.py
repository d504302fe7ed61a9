"""Loads of the open plan: right after every edit, and worked out bit by bit where there are many."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.loading import Loading
from gantline.app.edits.dates import set_duration
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import TimeUnit
from gantline.app.workspace import loads as slices
from gantline.app.workspace.document import Document
from gantline.app.workspace.loads import Loads
from tests.benchmarks.generated import plan
from tests.laws import law
from tests.plan_maker import plan as made
from tests.random_planner import PLAN, Planner


@pytest.fixture
def document(qapp) -> Document:
    return Document(plan(120, resources=9))


def overloaded(document: Document) -> int:
    return len({one.resource for one in Loading(document.engine).overallocations()})


def test_of_a_small_plan_all_loads_are_known_at_once(document: Document) -> None:
    loads = Loads.of(document)

    assert loads.overloaded() == overloaded(document) > 0
    assert all(loads.now(uid) is not None for uid in document.project.resources)


def test_of_a_large_plan_they_are_found_in_pieces_and_told(document: Document, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(slices, "SMALL", 0)
    monkeypatch.setattr(slices, "SLICE", 0.0)
    loads, told = Loads.of(document), []
    loads.found.connect(told.append)

    assert loads.overloaded() is None
    qtbot.waitUntil(lambda: loads.overloaded() is not None)

    assert loads.overloaded() == overloaded(document)
    assert len(told) > 1
    assert {uid for found in told for uid in found} == set(document.project.resources)
    assert sum(hot for found in told for hot in found.values()) == overloaded(document)


def test_after_an_edit_they_are_those_of_the_plan_as_it_is(document: Document, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(slices, "SMALL", 0)
    loads = Loads.of(document)
    loads.overloaded()
    qtbot.waitUntil(lambda: loads.overloaded() is not None)
    worked = next(one.task for one in document.project.assignments.values())

    document.push(set_duration(document.engine, worked, Duration(480 * 200, TimeUnit.DAY)), "Change")

    assert loads.overloaded() is None
    qtbot.waitUntil(lambda: loads.overloaded() is not None)
    assert loads.overloaded() == overloaded(document)


def test_another_plan_has_other_loads(document: Document) -> None:
    loads, other = Loads.of(document), Document(plan(60, resources=3, seed=2))
    loads.overloaded()

    document.replace(other.engine)

    assert loads.overloaded() == overloaded(other)


WORK = ("owners", "tasks", "starts", "finishes", "units", "on_clock", "agreed")
"""What the work of a resource consists of, in columns."""


@law(30)
@given(seed=st.integers(0, 10_000), few=st.sampled_from([1000, 2]))
def test_loads_kept_across_edits_are_those_found_anew(qapp, monkeypatch, seed, few):
    monkeypatch.setattr("gantline.app.analysis.loading._MANY", few)
    monkeypatch.setattr("gantline.app.workspace.change.MANY", few)
    document = Document(made(PLAN))
    kept, planner = Loads.of(document).loading, Planner(document, seed)
    undo, redo = document.undo_stack.undo, document.undo_stack.redo
    for _edit in range(12):
        with suppress(EditError):
            planner.random.choice([planner.edit, planner.edit, planner.edit, undo, redo])()
        anew = Loading(document.engine)
        for uid in anew.resources():
            load, other = kept.of(uid), anew.of(uid)
            for column in WORK:
                assert np.array_equal(getattr(load.work, column), getattr(other.work, column))
            assert load.overallocations == other.overallocations
            assert [(one.start, one.finish) for one in load.overallocations] == load.overloads_between(
                -(1 << 40), 1 << 40
            )
            assert load.overload_count == len(load.overallocations)
