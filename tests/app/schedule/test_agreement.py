"""How many dates, slacks and critical marks agree with those Microsoft Project stored in real plans."""

from collections import Counter
from pathlib import Path

import pytest

from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, StoredDates, TaskUid
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.io.mspdi.format import FORMAT
from tests.corpus import needs_corpus, plans


def judged(path: Path) -> Counter[tuple[str, bool]]:
    """How often each kind of value agrees (True) or differs in one plan."""
    assert FORMAT.read is not None
    with path.open("rb") as stream:
        project = FORMAT.read(stream, Ticket()).project
    schedule = Engine(project).schedule
    found: Counter[tuple[str, bool]] = Counter()
    for uid, told in project.stored_dates.items():
        if uid in schedule and told.start and told.finish and _comparable(project, uid):
            dates = (to_minute(told.start), to_minute(told.finish))
            right = dates == (schedule.value("start", uid), schedule.value("finish", uid))
            found["dates", right] += 1
            found["linked", right] += _linked(project, uid)
            _judge_slack(found, schedule, uid, told)
    return found


def _judge_slack(found: Counter[tuple[str, bool]], schedule: Schedule, uid: TaskUid, told: StoredDates) -> None:
    if told.total_slack is not None:
        found["slack", abs(told.total_slack - schedule.value("total_slack", uid)) <= 1] += 1
    if told.critical is not None:
        found["critical", told.critical == bool(schedule.value("critical", uid))] += 1


def _comparable(project: Project, uid: TaskUid) -> bool:
    """Whether the task's dates follow from the file: it is active, and the plan has tasks of its own only."""
    inside = not any(task.external or task.external_links or task.subproject for task in project.tasks.values())
    return inside and bool(project.tasks) and (uid == ROOT or project.tasks[uid].active)


def _linked(project: Project, uid: TaskUid) -> bool:
    """Whether links alone set the dates: of an automatic leaf task that has not started."""
    if uid == ROOT or project.is_summary(uid):
        return False
    task = project.tasks[uid]
    links = any(any(project.predecessors(owner)) for owner in (uid, *project.ancestors(uid)))
    return links and not task.manual and task.actual_start is None


@needs_corpus
@pytest.mark.corpus
def test_the_schedule_agrees_with_microsoft_project() -> None:
    found = sum((judged(path) for folder in ("plans", "native") for path in plans(folder)), Counter[tuple[str, bool]]())
    share = {name: found[name, True] / (found[name, True] + found[name, False]) for name, _right in found}
    assert found["dates", True] > 4000
    assert share["dates"] > 0.995
    assert share["linked"] > 0.995
    assert share["slack"] > 0.97
    assert share["critical"] > 0.995
