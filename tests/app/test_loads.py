"""Loads of the open plan: right after every edit, and worked out bit by bit where there are many."""

from __future__ import annotations

import pytest

from gantline.app.analysis.loading import Loading
from gantline.app.edits.dates import set_duration
from gantline.app.project.durations import Duration
from gantline.app.project.kinds import TimeUnit
from gantline.app.workspace import loads as slices
from gantline.app.workspace.document import Document
from gantline.app.workspace.loads import Loads
from tests.benchmarks.generated import plan


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
