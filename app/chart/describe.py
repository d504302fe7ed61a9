"""What a chart says in words when the pointer rests on it: a task's facts, why it starts then, what a link ties."""

from __future__ import annotations

from ..edits.choices import CONSTRAINTS, title_of
from ..edits.wording import Wording
from ..i18n import N_, _
from ..project.kinds import DependencyKind
from ..project.moments import to_datetime
from ..project.project import Project
from ..project.records import Dependency, DependencyKey, Task, TaskUid
from ..project.resource_names import format_resource_names
from ..schedule.engine import Engine
from ..schedule.schedule import Driver, DriverKind

Facts = list[tuple[str, str]]
"""Titles and values, in the order in which they are shown."""

KINDS = {
    DependencyKind.FINISH_START: N_("Finish-to-start"),
    DependencyKind.START_START: N_("Start-to-start"),
    DependencyKind.FINISH_FINISH: N_("Finish-to-finish"),
    DependencyKind.START_FINISH: N_("Start-to-finish"),
}

_LINK_REASONS = {
    DependencyKind.FINISH_START: N_("Follows {name}"),
    DependencyKind.START_START: N_("Starts with {name}"),
    DependencyKind.FINISH_FINISH: N_("Finishes with {name}"),
    DependencyKind.START_FINISH: N_("Finishes when {name} starts"),
}


def task_facts(engine: Engine, uid: TaskUid, wording: Wording) -> Facts:
    """Dates, duration, progress, slack and resources of a task, and why it starts when it does."""
    project, schedule, task = engine.project, engine.schedule, engine.project.tasks[uid]
    row = schedule.rows.get(uid)
    if row is None:
        return []
    start, finish = (wording.date_time(to_datetime(minute[row])) for minute in (schedule.start, schedule.finish))
    facts: Facts = [(_("Start"), start), (_("Finish"), finish)]
    if schedule.start[row] == schedule.finish[row]:
        facts = [(_("Milestone"), start)]
    else:
        length = wording.duration(schedule.duration[row], task.duration_unit, estimated=task.estimated)
        facts.append((_("Duration"), length))
    if not project.is_summary(uid):
        facts.append((_("Complete"), wording.percent(task.percent_complete)))
        slack = wording.slack(schedule.total_slack[row])
        critical = schedule.critical[row] and task.active
        facts.append((_("Slack"), _("{slack}, critical").format(slack=slack) if critical else slack))
    names = format_resource_names(
        (project.resources.get(one.resource) if one.resource is not None else None, one)
        for one in project.assignments_of(uid)
    )
    if names:
        facts.append((_("Resources"), names))
    if task.deadline is not None:
        late = schedule.finish[row] > 0 and to_datetime(schedule.finish[row]) > task.deadline
        text = wording.date_time(task.deadline)
        facts.append((_("Deadline"), _("{date}, missed").format(date=text) if late else text))
    facts.append((_("Why then"), why(engine, uid, wording)))
    return facts


def why(engine: Engine, uid: TaskUid, wording: Wording) -> str:
    """What sets the start of a task, in words."""
    driver = engine.schedule.driver[engine.schedule.rows[uid]]
    task = engine.project.tasks[uid]
    if driver is None:
        return _("Nothing holds it: it starts with the plan")
    if driver.kind is DriverKind.LINK and driver.dependency in engine.project.dependencies:
        return _link_reason(engine.project, uid, engine.project.dependencies[driver.dependency], wording)
    if driver.kind is DriverKind.CONSTRAINT and task.constraint_date is not None:
        return f"{title_of(CONSTRAINTS, task.constraint)} {wording.date_time(task.constraint_date)}"
    return _(_REASONS[driver.kind]).format(name=_name_of(engine.project, driver))


_REASONS = {
    DriverKind.PROJECT_START: N_("Nothing holds it: it starts with the plan"),
    DriverKind.PROJECT_FINISH: N_("Nothing holds it: it finishes with the plan"),
    DriverKind.LINK: N_("Follows {name}"),
    DriverKind.CONSTRAINT: N_("Its constraint"),
    DriverKind.MANUAL: N_("Its dates are set by hand"),
    DriverKind.ACTUAL: N_("It has begun"),
    DriverKind.SUMMARY: N_("Summary task {name} starts then"),
    DriverKind.LEVELLING: N_("Levelling delays it"),
    DriverKind.EXTERNAL: N_("Another file sets its dates"),
    DriverKind.CHILDREN: N_("Its first task is {name}"),
}


def _link_reason(project: Project, uid: TaskUid, link: Dependency, wording: Wording) -> str:
    text = _(_LINK_REASONS[link.kind]).format(name=project.tasks[link.predecessor].name)
    if link.lag:
        text = f"{text} {lag_words(link, wording)}"
    if link.successor != uid:
        text = _("{reason}, as all of {name} does").format(reason=text, name=project.tasks[link.successor].name)
    return text


def _name_of(project: Project, driver: Driver) -> str:
    task: Task | None = project.tasks.get(driver.task) if driver.task is not None else None
    return task.name if task else ""


def lag_words(link: Dependency, wording: Wording) -> str:
    """A lag with its sign: ``+2d``."""
    return f"{'+' if link.lag > 0 else '−'}{wording.duration(abs(link.lag), link.lag_unit)}"


def link_facts(project: Project, key: DependencyKey, wording: Wording) -> Facts:
    """The ends of a link, what it ties, and its lag."""
    link = project.dependencies[key]
    facts = [
        (_("From"), project.tasks[key[0]].name),
        (_("To"), project.tasks[key[1]].name),
        (_("Link"), _(KINDS[link.kind])),
    ]
    return [*facts, (_("Lag"), lag_words(link, wording))] if link.lag else facts
