"""Microsoft Project XML as another program reads it: MPXJ finds in what we write what it found in the original.

Needs the extra ``mpp``; without it these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gantline.app.cli import main

from ..corpus import needs_corpus, plans
from .java import machine

pytestmark = [pytest.mark.corpus, needs_corpus]

Record = dict[str, Any]

_OURS = {
    "tasks": ("id", "outline_number", "start_slack", "finish_slack"),
    "resources": ("id",),
    "calendars": (),
    "assignments": (),
    "custom_fields": (),
}
"""Per list, what we number or compute anew where a file leaves it out."""

_ALWAYS = {
    *("application_version", "days_per_month", "minutes_per_month", "minutes_per_year"),
    *("start_date", "finish_date", "duration", "work"),
}
"""Properties that are told where a file leaves them out, or says nothing with a nought."""


@pytest.fixture(scope="module")
def java() -> Any:
    """MPXJ in a Java machine that lives as long as the tests."""
    return machine()


def told(java: Any, data: bytes) -> dict[str, Any]:
    """All that MPXJ says of a plan: every field of every record that has a value."""
    plan = java.JClass("org.mpxj.mspdi.MSPDIReader")().read(java.JClass("java.io.ByteArrayInputStream")(data))
    sink = java.JClass("java.io.ByteArrayOutputStream")()
    java.JClass("org.mpxj.json.JsonWriter")().write(plan, sink)
    return json.loads(bytes(sink.toByteArray()))


def records(plan: dict[str, Any], name: str) -> dict[Any, Record]:
    """The records of a list by their unique ids."""
    found = plan.get(name, [])
    return {one.get("unique_id", at): one for at, one in enumerate(found)}


def expected(original: dict[Any, Record], ours: dict[Any, Record], name: str) -> dict[Any, Record]:
    """What is to be found in our file: the original, and what Microsoft Project asks for beyond it."""
    wanted = {uid: dict(one) for uid, one in original.items()}
    busy = {one.get("task_unique_id") for one in original.values()}
    for uid, one in ours.items():
        there = wanted.get(uid)
        if name == "tasks" and there is not None and "parent_task_unique_id" not in there:
            there |= {key: 0 for key in ("parent_task_unique_id",) if one.get(key) == 0}
        if name == "tasks" and uid == 0:  # the project summary and its code
            wanted[0] = {**one, **(there or {})}
        if name == "calendars" and there is not None and "name" not in there and "name" in one:
            there["name"] = one["name"]
        if name == "assignments" and there is None and "resource_unique_id" not in one:
            assert one["task_unique_id"] not in busy
            wanted[uid] = one
    return wanted


@pytest.mark.parametrize("path", plans(), ids=lambda path: path.name)
def test_mpxj_reads_what_we_write_as_it_reads_the_original(java: Any, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xml"
    assert main(["convert", "--quiet", str(path), str(copy)]) == 0
    original, ours = told(java, path.read_bytes()), told(java, copy.read_bytes())

    assert original.keys() == ours.keys()
    properties = ours["property_values"]
    written_always = {key: value for key, value in properties.items() if key in _ALWAYS}
    assert properties == {**written_always, **original["property_values"]}
    for name, left_out in _OURS.items():
        found, wanted = records(ours, name), records(original, name)
        wanted = expected(wanted, found, name)
        for one in (*found.values(), *wanted.values()):
            for field in left_out:
                one.pop(field, None)
        assert found == wanted
