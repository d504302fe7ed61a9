"""Microsoft Project XML as another program reads it: MPXJ finds in what we write what it found in the original.

Needs the PyPI package ``mpxj`` and a Java runtime; without them these tests are skipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..corpus import needs_corpus, plans
from .mspdi_plans import read, write

pytestmark = [pytest.mark.corpus, needs_corpus]

_TASK = (
    *("getName", "getStart", "getFinish", "getDuration", "getWork", "getPercentageComplete", "getConstraintType"),
    *("getConstraintDate", "getMilestone", "getActive", "getTaskMode", "getPriority", "getDeadline", "getNotes"),
    *("getActualStart", "getActualFinish", "getRemainingDuration", "getTotalSlack", "getCritical", "getFixedCost"),
    *(
        "getOutlineLevel",
        "getCost",
        "getType",
        "getLevelingDelay",
        "getBaselineStart",
        "getBaselineWork",
    ),
    *("getWBS", "getID", "getGUID", "getEstimated", "getCalendarUniqueID", "getHyperlink"),
)
_RESOURCE = (
    *(
        "getName",
        "getType",
        "getInitials",
        "getGroup",
        "getCode",
        "getEmailAddress",
        "getStandardRate",
        "getOvertimeRate",
    ),
    *("getCostPerUse", "getMaterialLabel", "getNotes", "getCalendarUniqueID", "getWork", "getCost", "getGUID"),
)
_ASSIGNMENT = (
    *("getStart", "getFinish", "getWork", "getActualWork", "getRemainingWork", "getUnits", "getWorkContour"),
    *("getDelay", "getCost", "getOvertimeWork", "getCostRateTableIndex", "getActualStart", "getActualFinish"),
)


@pytest.fixture(scope="module")
def reader() -> Any:
    """MPXJ's reader of Microsoft Project XML, in a Java machine that lives as long as the tests."""
    if shutil.which("java") is None:
        pytest.skip("no Java runtime here")
    jpype = pytest.importorskip("jpype", reason="the packages mpxj and jpype are not installed")
    pytest.importorskip("mpxj", reason="the package mpxj is not installed")
    if not jpype.isJVMStarted():
        jpype.startJVM()
    return jpype.JClass("org.mpxj.mspdi.MSPDIReader")


def rows(plan: Any) -> Iterator[tuple[str, str]]:
    """What MPXJ says of a plan: a name of each thing, and its values."""
    for task in plan.getTasks():
        uid = task.getUniqueID()
        values = " ".join(str(getattr(task, name)()) for name in _TASK)
        links = sorted(
            f"{one.getPredecessorTask().getUniqueID()}{one.getType()}{one.getLag()}" for one in task.getPredecessors()
        )
        yield f"task {uid}", f"{values} {links}"
    for resource in plan.getResources():
        yield f"resource {resource.getUniqueID()}", " ".join(str(getattr(resource, name)()) for name in _RESOURCE)
    for one in plan.getResourceAssignments():
        yield (
            f"assignment {one.getTaskUniqueID()} {one.getResourceUniqueID()} {one.getStart()}",
            " ".join(str(getattr(one, name)()) for name in _ASSIGNMENT),
        )
    for calendar in plan.getCalendars():
        exceptions = [f"{one.getFromDate()} {one.getToDate()}" for one in calendar.getExpandedCalendarExceptions()]
        parent = calendar.getParent()
        yield f"calendar {calendar.getUniqueID()}", f"{parent and parent.getUniqueID()} {exceptions}"
    for field in plan.getCustomFields():
        yield f"field {field.getFieldType()}", str(field.getAlias())


@pytest.mark.parametrize("path", plans("native"), ids=lambda path: path.name)
def test_mpxj_reads_what_we_write_as_it_reads_the_original(reader: Any, path: Path, tmp_path: Path):
    copy = tmp_path / path.name
    copy.write_text(write(read(path.read_bytes())), encoding="utf-8")
    original, ours = dict(rows(reader().read(str(path)))), dict(rows(reader().read(str(copy))))
    assert original.keys() <= ours.keys()
    assert {name: values for name, values in ours.items() if name in original} == original
