"""Microsoft Project XML after one edit of every kind: whatever the edit does not speak of is still in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from gantline.app.project.errors import EditError, Note
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import widest
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT, dependence, fields

from ..corpus import FOLDER, needs_corpus
from ..laws import TIMES
from ..public_edits import EDITS, Desk
from .mspdi_plans import result_of

_SCHEDULED = {
    *("Start", "Finish", "Duration", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "FreeSlack", "TotalSlack"),
    *("StartSlack", "FinishSlack", "Critical", "ID", "OutlineNumber", "OutlineLevel", "WBS"),
}
"""What the schedule and the outline say of tasks; it always has a value, maybe another one."""

_MORE = {
    "duration_unit": ("DurationFormat",),
    "estimated": ("DurationFormat",),
    "baselines": ("Baseline",),
    "summary_baselines": ("Baseline",),
    "timephased": ("TimephasedData",),
    "custom": ("ExtendedAttribute", "OutlineCode"),
    "hyperlink": ("Hyperlink", "HyperlinkAddress", "HyperlinkSubAddress"),
    "calendar": ("CalendarUID",),
    "work": ("Work", "RemainingWork"),
    "kind": ("Type", "IsCostResource", "MaxUnits", "MaterialLabel", "CalendarUID", "AvailabilityPeriods"),
    "max_units": ("MaxUnits", "AvailabilityPeriods"),
    "availability": ("AvailabilityPeriods", "MaxUnits", "AvailableFrom", "AvailableTo"),
    "rates": ("Rates",),
    "standard_rate": ("StandardRate", "StandardRateFormat", "Rates"),
    "overtime_rate": ("OvertimeRate", "OvertimeRateFormat", "Rates"),
    "cost_per_use": ("CostPerUse", "Rates"),
    "exceptions": ("Exceptions", "WeekDays"),
    "work_weeks": ("WorkWeeks",),
    "week": ("WeekDays",),
    "base": ("BaseCalendarUID", "IsBaseCalendar"),
    "resource": ("ResourceUID",),
    "task": ("TaskUID",),
    "summary_name": ("Name",),
}
"""Attributes to the elements that tell them, beside those in the tables of fields."""

_TABLES = {
    "Task": ("tasks", fields.TASK, {**dependence.OF_TASK, **dependence.OF_SUMMARY}),
    "Resource": ("resources", fields.RESOURCE, dependence.OF_RESOURCE),
    "Assignment": ("assignments", fields.ASSIGNMENT, dependence.OF_ASSIGNMENT),
    "Calendar": ("calendars", fields.CALENDAR, dependence.OF_CALENDAR),
}


_MOVING = (("Assignment/TimephasedData", 1), ("Task/TimephasedData", 11))


def written(project: Project, engine: Engine) -> tuple[etree._Element, list[Note]]:
    """What is written of a plan, without namespaces, and the notes."""
    stream = BytesIO()
    assert FORMAT.write is not None
    notes = FORMAT.write(project, engine.schedule, stream, Ticket())
    root = etree.fromstring(stream.getvalue())
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root, notes


def leaves(record: etree._Element) -> Counter[tuple[str, str]]:
    """The values of a record: the path of element names, and the text."""
    found: Counter[tuple[str, str]] = Counter()
    for child in record:
        if child.tag == "TimephasedData":  # a whole: what it says is said by all its parts
            found[f"{child.tag} {child.findtext('Type')}", " ".join(one.text or "" for one in child)] += 1
            continue
        for one in child.iter():
            if not len(one):
                names = [one.tag, *(above.tag for above in one.iterancestors() if above is not record)]
                below = names[: names.index(child.tag) + 1] if child.tag in names else names
                found["/".join(reversed(below)), one.text or ""] += 1
    return found


def lost(before: etree._Element, after: etree._Element, desk: Desk, patch: Patch, notes: list[Note]) -> Iterator[str]:
    """What the file said before the edit and does not say after it, though the edit does not speak of it."""
    told = {note.element for note in notes if note.code == "mspdi.outdated"}
    # Work that is left moves with its task, and so does what was done each day: other amounts do not.
    said = {note.element for note in notes}
    moved = {f"{element} {kind}" for element, kind in _MOVING if element in said}
    for record, (table, attributes, computed) in _TABLES.items():
        now = {one.findtext("UID"): one for one in after.iter(record)}
        for one in before.iter(record):
            uid = one.findtext("UID")
            if int(uid) in patch.touched(table) and patch.changes[table][int(uid)][1] is None:
                continue
            if uid not in now:
                if int(uid) in getattr(desk.p, table):
                    yield f"{record} {uid} is gone"
                continue
            edited = edited_elements(record, table, attributes, int(uid), patch)
            there = leaves(now[uid])
            names = {path.split("/")[0] for path, _text in there}
            for path, text in leaves(one) - there:
                element = path.split("/")[0]
                if element in edited or (element in _SCHEDULED and element in names):
                    continue
                if element.split()[0] in edited or f"{record}/{element}" in moved:
                    continue
                if element in computed and (element in names or f"{record}/{element}" in told):
                    continue
                yield f"{record} {uid} {path}: {text!r}"


def edited_elements(record: str, table: str, attributes, uid: int, patch: Patch) -> set[str]:
    """The elements of a record that tell what an edit changed of it."""
    known = {field.attribute: field.element for field in attributes}
    found: set[str] = set()
    if record == "Task" and any(successor == uid for _predecessor, successor in patch.touched("dependencies")):
        found.add("PredecessorLink")
    if record == "Task" and uid == ROOT and "info" in patch.touched("plan"):
        found.add("Name")
    for key, (old, new) in patch.changes.get(table, {}).items():
        if key == uid and old is not None and new is not None:
            for name in widest(type(old)).__struct_fields__:
                if getattr(old, name) != getattr(new, name):
                    found |= {known[name]} if name in known else set()
                    found |= set(_MORE.get(name, ()))
    return found


FILES = (
    *("mspdiassignmentfields", "mspdiresource-", "assignment-assignments-project2019", "mspdirelations"),
    *("baselines-", "mspdicostratetable", "calendar-recurring", "mspdiduration"),
)
"""Beginnings of names: small files with progress, rates, links, baselines, exceptions and custom fields."""

MORE_FILES = (
    *(
        "mspditimephaseds",
        "mspditimephased-",
        "task-baselines-project2010",
        "task-durations-project2019",
        "task-links-project2019",
    ),
    *("resource-text-project2019", "task-textvalues-project2019", "sample-"),
)
"""Larger ones, which are tried with all the others when laws are tried at length."""


def path_of(beginning: str) -> Path:
    """A file of Microsoft Project by the beginning of its name."""
    return next(path for path in sorted(FOLDER.joinpath("native").glob("*.xml")) if path.name.startswith(beginning))


@needs_corpus
@pytest.mark.parametrize(("at", "name"), list(enumerate(EDITS)), ids=list(EDITS))
def test_after_an_edit_everything_else_is_still_in_the_file(at, name):
    """On the first file that takes the edit, on all of them when laws are tried at length."""
    files = (*FILES, *MORE_FILES)
    first = at % len(FILES)
    taken = 0
    for beginning in (*files[first:], *files[:first]):
        found = faults(path_of(beginning).read_bytes(), name)
        if found is not None:
            assert not found
            taken += 1
            if not TIMES:
                break
    assert taken, "no file takes it"


@lru_cache(maxsize=len(FILES))
def unedited(data: bytes) -> etree._Element:
    """What is written of a file that nobody edited."""
    desk = Desk(result_of(data).project)
    return written(desk.p, desk.e)[0]


def faults(data: bytes, name: str) -> list[str] | None:
    """What an edit loses; None of one that the plan does not take."""
    desk = Desk(result_of(data).project)
    try:
        patch = EDITS[name](desk)
    except EditError:
        return None
    if not patch:
        return None
    desk.apply(patch)
    after, notes = written(desk.p, desk.e)
    return list(lost(unedited(data), after, desk, patch, notes))
