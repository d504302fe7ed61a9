"""What a chart says in words when the pointer rests on it: a task's facts, why it starts then, what a link ties."""

from __future__ import annotations

from ..analysis.why import explain
from ..edits.why_words import WhyWords
from ..edits.wording import Wording
from ..i18n import N_, _
from ..project.kinds import DependencyKind
from ..project.moments import to_datetime
from ..project.project import Project
from ..project.records import Dependency, DependencyKey, TaskUid
from ..project.resource_names import format_resource_names
from ..schedule.engine import Engine

Facts = list[tuple[str, str]]
"""Titles and values, in the order in which they are shown."""

KINDS = {
    DependencyKind.FINISH_START: N_("Finish-to-start"),
    DependencyKind.START_START: N_("Start-to-start"),
    DependencyKind.FINISH_FINISH: N_("Finish-to-finish"),
    DependencyKind.START_FINISH: N_("Start-to-finish"),
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
    if plans := project.other_plans(uid):
        facts.append((_("Other plan"), ", ".join(plans)))
    if task.hyperlink is not None and task.hyperlink.address:
        facts.append((_("Link"), task.hyperlink.address))
    facts.append((_("Why then"), why(engine, uid, wording)))
    return facts


def why(engine: Engine, uid: TaskUid, wording: Wording) -> str:
    """What places a task, in words."""
    return WhyWords(engine.project, wording).short(explain(engine, uid))


def lag_words(link: Dependency, wording: Wording) -> str:
    """A lag with its sign: ``+2d``."""
    return f"{'+' if link.lag > 0 else '-'}{wording.duration(abs(link.lag), link.lag_unit)}"


def link_facts(project: Project, key: DependencyKey, wording: Wording) -> Facts:
    """The ends of a link, what it ties, and its lag."""
    link = project.dependencies[key]
    facts = [
        (_("From"), project.tasks[key[0]].name),
        (_("To"), project.tasks[key[1]].name),
        (_("Link"), _(KINDS[link.kind])),
    ]
    return [*facts, (_("Lag"), lag_words(link, wording))] if link.lag else facts
