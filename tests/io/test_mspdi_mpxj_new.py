"""Microsoft Project XML as MPXJ reads it: a plan made here says there what it says here.

Needs the PyPI package ``mpxj`` and a Java runtime; without them these tests are skipped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gantline.app.project.moments import to_datetime
from gantline.app.schedule.engine import Engine

from .java import machine
from .test_mspdi_demands import document_of, everything


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The plan with everything, as MPXJ reads it."""
    java = machine()
    path: Path = tmp_path_factory.mktemp("new") / "plan.xml"
    path.write_bytes(document_of(everything()))
    return java.JClass("org.mpxj.mspdi.MSPDIReader")().read(str(path))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(everything())


def tasks_of(found: Any) -> dict[int, Any]:
    return {int(str(one.getUniqueID())): one for one in found.getTasks()}


def test_dates_and_progress_are_the_same(found, engine):
    theirs = tasks_of(found)
    for uid, row in engine.schedule.rows.items():
        one = theirs[uid]
        start, finish = (to_datetime(column[row]) for column in (engine.schedule.start, engine.schedule.finish))
        assert (str(one.getStart())[:16], str(one.getFinish())[:16]) == (
            start.isoformat(timespec="minutes"),
            finish.isoformat(timespec="minutes"),
        )
        if uid and not engine.project.is_summary(uid):
            assert int(float(str(one.getPercentageComplete()))) == engine.project.tasks[uid].percent_complete


def test_links_are_the_same(found, engine):
    theirs = {
        (int(str(link.getPredecessorTask().getUniqueID())), uid, str(link.getType()))
        for uid, one in tasks_of(found).items()
        for link in one.getPredecessors()
    }
    assert theirs == {(*key, link.kind.value) for key, link in engine.project.dependencies.items()}


def test_assignments_work_and_resources_are_the_same(found, engine):
    project, spans = engine.project, engine.schedule.spans
    theirs = {
        (int(str(one.getTaskUniqueID())), int(str(one.getResourceUniqueID()))): float(str(one.getWork().getDuration()))
        for one in found.getResourceAssignments()
        if one.getResourceUniqueID() is not None and int(str(one.getResourceUniqueID())) > 0
    }
    ours = {(one.task, one.resource): spans[one.uid].work / 60 for one in project.assignments.values()}
    assert theirs.keys() == ours.keys()
    people = {key for key in ours if project.resources[key[1]].kind.value == "work"}
    assert {key: theirs[key] for key in people} == pytest.approx({key: ours[key] for key in people})
    names = {str(one.getName()) for one in found.getResources() if one.getName() is not None}
    assert {"Ann", "Sand", "Fees", "Bob   lead "} <= names


def test_calendars_baselines_and_custom_fields_are_the_same(found, engine):
    calendars = {int(str(one.getUniqueID())): one for one in found.getCalendars()}
    assert calendars.keys() == engine.project.calendars.keys()
    assert calendars[1].getParent() is None
    assert {int(str(calendars[uid].getParent().getUniqueID())) for uid in (2, 3)} == {1}
    theirs = tasks_of(found)
    for uid, task in engine.project.tasks.items():
        kept = {one.number: one for one in task.baselines}
        assert str(theirs[uid].getBaselineStart())[:16] == kept[0].start.isoformat(timespec="minutes")
        assert str(theirs[uid].getBaselineStart(10))[:16] == kept[10].start.isoformat(timespec="minutes")
    last = next(one for one in engine.project.tasks.values() if one.name == "Nothing")
    assert str(theirs[last.uid].getText(1)) == "x" * 600
    assert [str(one.getAlias()) for one in found.getCustomFields() if one.getAlias()] == ["Own & only"]
