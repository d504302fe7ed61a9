"""Microsoft Project XML: real plans go in and out whole."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from gantline.app.project.patch import TABLES
from gantline.app.project.project import Project

from ..corpus import needs_corpus, plans
from .mspdi_plans import read, result_of, write

pytestmark = [pytest.mark.corpus, needs_corpus]

files = pytest.mark.parametrize("path", plans(), ids=lambda path: path.name)
native = pytest.mark.parametrize("path", plans("native"), ids=lambda path: path.name)

_COMPUTED = ("stored_dates", "stored_assignment_dates")


def differences(one: Project, other: Project) -> list[tuple[str, object]]:
    """The records, computed dates aside, in which two plans differ."""
    return [
        (table, key)
        for table in TABLES
        if table not in _COMPUTED
        for key in getattr(one, table).keys() | getattr(other, table).keys()
        if getattr(one, table).get(key) != getattr(other, table).get(key)
    ]


def forgotten(one: Project, other: Project) -> list[tuple[str, object]]:
    """The computed values of a plan that another one lacks or has otherwise."""
    return [
        (field, key)
        for table in _COMPUTED
        for key, said in getattr(one, table).items()
        for field in said.__struct_fields__
        if (value := getattr(said, field)) is not None and getattr(getattr(other, table).get(key), field, None) != value
    ]


@files
def test_a_real_plan_is_read_written_and_read_the_same(path: Path):
    plan = read(path.read_bytes())
    again = read(write(plan))
    assert differences(plan, again) == []
    assert forgotten(plan, again) == []


@files
def test_both_ways_of_reading_give_the_same_plan(path: Path):
    data = path.read_bytes()
    plain, conforming = result_of(data), result_of(data.replace(b"</Project>", b"<!-- so --></Project>"))
    assert plain.project == conforming.project
    assert plain.notes == conforming.notes


@native
def test_nothing_that_microsoft_project_said_is_lost(path: Path):
    data = path.read_bytes()
    before, after = leaves(data), leaves(write(read(data)).encode())
    lost = before - after
    assert lost.total() <= before.total() * 0.001, lost.most_common(5)


def leaves(data: bytes) -> Counter[tuple[str, str, str]]:
    """The texts of a document with their element and its parent, numbers and moments in one spelling."""
    found: Counter[tuple[str, str, str]] = Counter()
    for element in etree.fromstring(data).iter("*"):
        if not len(element):
            parent = element.getparent()
            text = re.sub(r"(?<=\d\.)(\d*?)0+$|(T\d\d:\d\d):\d\d$", r"\1\2", (element.text or "").strip())
            found[etree.QName(parent).localname, etree.QName(element).localname, text.rstrip(".")] += 1
    return found
