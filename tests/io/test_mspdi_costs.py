"""Costs and earned value worked out here against those that Microsoft Project stored in real files."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from lxml import etree

from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, AssignmentUid, ResourceUid, TaskUid
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi.recomputed import Recomputed

from ..corpus import needs_corpus, plans
from .mspdi_plans import result_of

EARNED = ("BCWS", "BCWP", "ACWP", "CV", "SV", "VAC")
COSTS = ("Cost", "ActualCost", "RemainingCost", "OvertimeCost", "ActualOvertimeCost", "RemainingOvertimeCost")
NAMESPACE = "{http://schemas.microsoft.com/project}"


_COSTLY = re.compile(rb"<Cost>[1-9]")


def asked(now: Recomputed, project: Project, record: str, uid: int) -> Callable[[str], str | None]:
    """What works out the elements of a record."""
    if record == "Task":
        return partial(now.of_task, project.tasks[TaskUid(uid)]) if uid else now.of_summary
    if record == "Assignment":
        return partial(now.of_assignment, project.assignments[AssignmentUid(uid)])
    return partial(now.of_resource, project.resources[ResourceUid(uid)])


def compared(folder: str, *records: str) -> tuple[Counter[str], list[str]]:
    """How many values of each element there are, and those that differ by more than rounding work to minutes does."""
    seen: Counter[str] = Counter()
    others: list[str] = []
    for path in plans(folder):
        data = path.read_bytes()
        if not _COSTLY.search(data):
            continue
        project = result_of(data).project
        now = Recomputed(project, Engine(project).schedule)
        known = {"Task": {ROOT, *project.tasks}, "Assignment": project.assignments, "Resource": project.resources}
        for element in etree.fromstring(data).iter(*(f"{NAMESPACE}{record}" for record in records)):
            record, uid = etree.QName(element).localname, int(element.findtext(f"{NAMESPACE}UID"))
            if uid not in known[record] or element.findtext(f"{NAMESPACE}IsNull") == "1":
                continue
            ask = asked(now, project, record, uid)
            for name in (*EARNED, *COSTS):
                said = element.findtext(f"{NAMESPACE}{name}")
                if said is None or (found := ask(name)) is None:
                    continue
                seen[name] += 1
                if abs(Decimal(said) - Decimal(found)) > max(10, abs(Decimal(said)) / 10_000):
                    others.append(f"{path.stem} {record} {uid} {name}: {said}, here {found}")
    return seen, others


@needs_corpus
def test_all_costs_and_earned_values_in_files_of_microsoft_project_are_what_we_work_out():
    seen, others = compared("native", "Task", "Assignment", "Resource")
    assert not others
    assert min(seen[name] for name in ("BCWS", "ACWP", "CV", "Cost", "ActualCost")) > 100


@needs_corpus
def test_costs_in_converted_plans_are_what_we_work_out_but_for_few():
    """The others are costs that somebody typed, and tasks that were not recalculated."""
    seen, others = compared("plans", "Task", "Assignment")
    others = [one for one in others if one.split()[3].rstrip(":") in COSTS]
    assert len(others) <= sum(seen[name] for name in COSTS) / 500, others
