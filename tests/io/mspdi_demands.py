"""What Microsoft Project demands of an XML file, as faults found in a document; from its schema reference and threads
of people whose files it refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from gantline.io.mspdi import fields, schema, values

ORDERS = {
    "Project": schema.PROJECT,
    "Task": schema.TASK,
    "Resource": schema.RESOURCE,
    "Assignment": schema.ASSIGNMENT,
    "Calendar": schema.CALENDAR,
    "Exception": schema.EXCEPTION,
    "Baseline": schema.BASELINE,
    "PredecessorLink": ("PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag", "LagFormat"),
    "TimephasedData": ("Type", "UID", "Start", "Finish", "Unit", "Value"),
    "AvailabilityPeriod": ("AvailableFrom", "AvailableTo", "AvailableUnits"),
    "TimePeriod": ("FromDate", "ToDate"),
    "WorkingTime": ("FromTime", "ToTime"),
}
TABLES = {
    "Project": fields.PROJECT,
    "Task": (*fields.TASK, *fields.STORED),
    "Resource": fields.RESOURCE,
    "Assignment": fields.ASSIGNMENT,
    "Baseline": fields.BASELINE,
}
SPELLINGS = {
    values.DATE: r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    values.DURATION: r"PT-?\d+H-?\d+M\d+S",
    values.FLAG: "[01]",
    values.NOT_FLAG: "[01]",
    values.PERCENT: r"\d{1,2}|100",
    values.INTEGER: r"-?\d+",
    values.TENTHS: r"-?\d+",
    values.CENTS: r"-?\d+(\.\d+)?",
    values.FLOAT: r"-?\d+(\.\d+)?",
    values.UNITS: r"-?\d+(\.\d+)?",
    values.TIME: r"\d\d:\d\d:00",
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def faults(root: etree._Element) -> list[str]:
    """What Microsoft Project would refuse or misread in a document without namespaces."""
    parts = (_order, _spellings, _tasks, _links, _work, _calendars, _texts)
    return [fault for part in parts for fault in part(root)]


def text(element: etree._Element, name: str) -> str:
    return element.findtext(name) or ""


def _order(root: etree._Element) -> Iterator[str]:
    for element in root.iter(*ORDERS):
        order = {name: rank for rank, name in enumerate(ORDERS[element.tag])}
        ranks = [order.get(child.tag, len(order)) for child in element]
        if ranks != sorted(ranks):
            yield f"{element.tag}: {[child.tag for child in element]}"


def _spellings(root: etree._Element) -> Iterator[str]:
    for record, table in TABLES.items():
        patterns = {one.element: SPELLINGS[one.kind] for one in table if one.kind in SPELLINGS}
        for element in root.iter(record):
            for child in element:
                if child.tag in patterns and not re.fullmatch(patterns[child.tag], child.text or ""):
                    yield f"{record}/{child.tag}: {child.text!r}"


def _tasks(root: etree._Element) -> Iterator[str]:
    tasks = list(root.iter("Task"))
    if [text(tasks[0], name) for name in ("UID", "ID", "OutlineLevel", "Summary")] != ["0", "0", "0", "1"]:
        yield "the first task is not the project summary"
    if [text(one, "ID") for one in tasks] != [str(number) for number in range(len(tasks))]:
        yield "ids are not the positions"
    full = [one for one in tasks if text(one, "IsNull") != "1"]
    levels = [int(text(one, "OutlineLevel")) for one in full]
    if any(level > before + 1 or level < 1 for before, level in pairwise(levels)):
        yield f"outline levels jump: {levels}"
    for one, level, following in zip(full, levels, [*levels[1:], 0], strict=True):
        if text(one, "Summary") != ("1" if following > level or level == 0 else "0"):
            yield f"task {text(one, 'UID')} is no summary, or is one"
        if len(text(one, "OutlineNumber").split(".")) != max(level, 1):
            yield f"task {text(one, 'UID')} has the outline number {text(one, 'OutlineNumber')}"
        done = int(text(one, "PercentComplete") or 0)
        if level and ((done and not text(one, "ActualStart")) or (done == 100 and not text(one, "ActualFinish"))):
            yield f"task {text(one, 'UID')} is {done} % done without a date"


def _links(root: etree._Element) -> Iterator[str]:
    uids = {text(one, "UID") for one in root.iter("Task")}
    for link in root.iter("PredecessorLink"):
        if text(link, "CrossProject") != "1" and text(link, "PredecessorUID") not in uids:
            yield f"a link from {text(link, 'PredecessorUID')}"
        if text(link, "Type") not in ("0", "1", "2", "3") or not text(link, "LagFormat"):
            yield "a link without type or format"
        if not re.fullmatch(r"-?\d+", text(link, "LinkLag")):
            yield f"a lag of {text(link, 'LinkLag')}"


def _work(root: etree._Element) -> Iterator[str]:
    tasks = {text(one, "UID"): one for one in root.iter("Task")}
    people = {text(one, "UID") for one in root.iter("Resource")} | {"-65535"}
    found = list(root.iter("Assignment"))
    for one in found:
        if text(one, "TaskUID") not in tasks or text(one, "ResourceUID") not in people:
            yield f"assignment {text(one, 'UID')} of nothing"
    worked = {text(one, "TaskUID") for one in found}
    for uid, one in tasks.items():
        leaf = text(one, "Summary") == "0" and text(one, "IsNull") == "0" and text(one, "ExternalTask") != "1"
        if leaf and uid not in worked:
            yield f"task {uid} has no assignment"
    for record in ("Task", "Resource", "Assignment", "Calendar"):
        uids = [int(text(one, "UID")) for one in root.iter(record)]
        if len(set(uids)) < len(uids) or any(not 0 <= uid <= 0x1FFFFF for uid in uids):
            yield f"uids of {record}: {uids}"


def _calendars(root: etree._Element) -> Iterator[str]:
    calendars = list(root.iter("Calendar"))
    bases = [text(one, "IsBaseCalendar") for one in calendars]
    if bases != sorted(bases, reverse=True):
        yield "base calendars do not come first"
    base_uids = {text(one, "UID") for one in calendars if text(one, "IsBaseCalendar") == "1"}
    if text(root, "CalendarUID") not in base_uids | {text(one, "UID") for one in calendars}:
        yield "the plan's calendar is missing"
    for one in calendars:
        base = text(one, "IsBaseCalendar") == "1"
        if text(one, "BaseCalendarUID") not in ({"-1", "0"} if base else base_uids):
            yield f"calendar {text(one, 'UID')} is based on {text(one, 'BaseCalendarUID')}"
        if (base and not text(one, "Name")) or len(text(one, "Name")) > 51:
            yield f"calendar {text(one, 'UID')} is called {text(one, 'Name')!r}"
        starts = [text(each, "TimePeriod/FromDate") for each in one.iter("Exception")]
        if starts != sorted(starts):
            yield f"exceptions are not sorted: {starts}"
        yield from _periods(one)


def _periods(calendar: etree._Element) -> Iterator[str]:
    for period in calendar.iter("TimePeriod"):
        if not text(period, "FromDate").endswith("T00:00:00") or not text(period, "ToDate").endswith("T23:59:00"):
            yield f"a period {text(period, 'FromDate')} to {text(period, 'ToDate')}"
    for times in calendar.iter("WorkingTimes"):
        hours = [(text(one, "FromTime"), text(one, "ToTime")) for one in times]
        if len(hours) > 5 or any(not re.fullmatch(r"\d\d:\d\d:00", moment) for pair in hours for moment in pair):
            yield f"working times {hours}"
        if any(end <= begin and end != "00:00:00" for begin, end in hours) or hours != sorted(hours):
            yield f"working times {hours}"
    new = {text(one, "TimePeriod/FromDate") for one in calendar.iter("Exception") if text(one, "Type") == "1"}
    old = {text(one, "TimePeriod/FromDate") for one in calendar.iter("WeekDay") if text(one, "DayType") == "0"}
    if not new <= old:
        yield f"exceptions that the old form lacks: {new - old}"


def _texts(root: etree._Element) -> Iterator[str]:
    for one in root.iter("Resource"):
        if re.search(r"[,\[\]]", text(one, "Name")) or len(text(one, "MaterialLabel")) > 32:
            yield f"a resource {text(one, 'Name')!r}"
    for one in root.iter("Name"):
        if len(one.text or "") > 512:
            yield "a name of more than 512 characters"
    for one in root.iter():
        if _FORBIDDEN.search(one.text or ""):
            yield f"a control character in {one.tag}"
