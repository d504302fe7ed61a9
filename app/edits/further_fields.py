"""Fields of tasks that are looked up more than planned with: work by its sort, identities, other baselines, flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from ..analysis.earned_value import status_moment
from ..analysis.figures import Figures
from ..i18n import N_, _
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Resource, TaskUid
from . import field_edits as typed
from . import field_values as of
from .choices import title_of
from .field import Editor, Field, Getter, Kind, field
from .status import status
from .tasks import set_fields
from .wording import Wording

ACCRUALS = (N_("Start"), N_("End"), N_("Prorated"))


def _status(figures: Figures, uid: TaskUid) -> str:
    return status(figures, uid, status_moment(figures.project.info, date.today()))


def _status_text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
    return _(_status(figures, uid))


def _people(figures: Figures, uid: TaskUid) -> Iterator[Resource]:
    project = figures.project
    for one in project.assignments_of(uid):
        if one.resource is not None and one.resource in project.resources:
            yield project.resources[one.resource]


def _of_people(name: str) -> Getter:
    """What the resources of a task have, each value once."""

    def get(figures: Figures, uid: TaskUid) -> str:
        found: list[str] = [getattr(one, name) for one in _people(figures, uid)]
        return ", ".join(text for text in dict.fromkeys(found) if text)

    return get


def _linked(ends: Callable[[Figures, TaskUid], list[TaskUid]], code: Callable[[Figures, TaskUid], object]) -> Getter:
    """The tasks at the other ends of a task's links, by a code of theirs."""
    return lambda figures, uid: ", ".join(str(code(figures, other)) for other in ends(figures, uid))


def _before(figures: Figures, uid: TaskUid) -> list[TaskUid]:
    return [one.predecessor for one in figures.project.predecessors(uid)]


def _after(figures: Figures, uid: TaskUid) -> list[TaskUid]:
    return [one.successor for one in figures.project.successors(uid)]


def _itself(_figures: Figures, uid: TaskUid) -> TaskUid:
    return uid


def _slack(end: str) -> Getter:
    """Working minutes that the start or the finish of a task can slip."""

    def get(figures: Figures, uid: TaskUid) -> int:
        schedule, row = figures.schedule, figures.schedule.rows[uid]
        early, late = getattr(schedule, f"early_{end}")[row], getattr(schedule, f"late_{end}")[row]
        return figures.engine.working_times.yardstick(uid).between(early, late)

    return get


def _summary_name(figures: Figures, uid: TaskUid) -> str:
    parent = figures.project.parent(uid)
    return "" if parent == ROOT else figures.project.tasks[parent].name


def _accrual_text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
    return title_of(ACCRUALS, figures.project.tasks[uid].fixed_cost_accrual)


def _worked(name: str) -> Getter:
    return lambda figures, uid: getattr(figures.worked(uid), name)


def _percent_work(figures: Figures, uid: TaskUid) -> int:
    worked = figures.worked(uid)
    return round(100 * worked.actual / worked.whole) if worked.whole else figures.percent_complete(uid)


def _switch(name: str, *, dates: bool = False) -> Editor:
    """Edits a flag of the record."""

    def switch(project: Project, uids: Iterable[TaskUid], on: bool) -> Patch:
        return set_fields(project, uids, dates=dates, **{name: on})

    return typed.flagged(switch)


def _record_flag(key: str, title: str, *, editable: bool = True, dates: bool = False) -> Field:
    return field(key, title, Kind.FLAG, of.of_record(key), _switch(key, dates=dates) if editable else None)


def _edit_contact(figures: Figures, _wording: Wording, uid: TaskUid, text: str) -> Patch:
    return set_fields(figures.project, [uid], contact=" ".join(text.split()))


def _day(name: str) -> Getter:
    def get(figures: Figures, uid: TaskUid) -> datetime | None:
        return getattr(figures.project.tasks[uid], name)

    return get


_BASELINES = (
    ("start", N_("Baseline {number} start"), Kind.DATE),
    ("finish", N_("Baseline {number} finish"), Kind.DATE),
    ("duration", N_("Baseline {number} duration"), Kind.DURATION),
    ("work", N_("Baseline {number} work"), Kind.WORK),
    ("cost", N_("Baseline {number} cost"), Kind.COST),
)


def _baseline(number: int, name: str, title: str, kind: Kind) -> Field:
    width = 126 if kind is Kind.DATE else 90
    return field(f"baseline{number}_{name}", title, kind, of.baseline(name, number), width=width, number=number)


FURTHER: tuple[Field, ...] = (
    field("status", N_("Status"), Kind.CHOICE, _status, text=_status_text, width=96),
    field("overallocated", N_("Over-allocated"), Kind.FLAG, lambda figures, uid: figures.overallocated(uid)),
    field("summary", N_("Summary"), Kind.FLAG, lambda figures, uid: figures.project.is_summary(uid)),
    field("summary_name", N_("Task summary name"), Kind.TEXT, _summary_name, width=160),
    field("resource_group", N_("Resource group"), Kind.TEXT, _of_people("group"), width=110),
    field("resource_initials", N_("Resource initials"), Kind.TEXT, _of_people("initials"), width=80),
    field("actual_work", N_("Actual work"), Kind.WORK, _worked("actual")),
    field("remaining_work", N_("Remaining work"), Kind.WORK, _worked("remaining")),
    field("regular_work", N_("Regular work"), Kind.WORK, _worked("regular")),
    field("overtime_work", N_("Overtime work"), Kind.WORK, _worked("overtime")),
    field("actual_overtime_work", N_("Actual overtime work"), Kind.WORK, _worked("actual_overtime")),
    field("remaining_overtime_work", N_("Remaining overtime work"), Kind.WORK, _worked("remaining_overtime")),
    field("percent_work_complete", N_("% work complete"), Kind.PERCENT, _percent_work),
    field("start_slack", N_("Start slack"), Kind.DURATION, _slack("start")),
    field("finish_slack", N_("Finish slack"), Kind.DURATION, _slack("finish")),
    field("stop", N_("Stop"), Kind.DATE, _day("stop"), width=126),
    field("resume", N_("Resume"), Kind.DATE, _day("resume"), width=126),
    field("created", N_("Created"), Kind.DATE, _day("created"), width=126),
    field("contact", N_("Contact"), Kind.TEXT, of.of_record("contact"), _edit_contact, width=130),
    field("unique_predecessors", N_("Unique ID predecessors"), Kind.TEXT, _linked(_before, _itself), width=100),
    field("unique_successors", N_("Unique ID successors"), Kind.TEXT, _linked(_after, _itself), width=100),
    field("wbs_predecessors", N_("WBS predecessors"), Kind.TEXT, _linked(_before, of.wbs), width=100),
    field("wbs_successors", N_("WBS successors"), Kind.TEXT, _linked(_after, of.wbs), width=100),
    _record_flag("estimated", N_("Estimated")),
    _record_flag("recurring", N_("Recurring"), editable=False),
    _record_flag("external", N_("External task"), editable=False),
    field("subproject", N_("Subproject file"), Kind.TEXT, of.of_record("subproject"), width=160),
    _record_flag("hide_bar", N_("Hide bar")),
    _record_flag("roll_up", N_("Rollup")),
    _record_flag("level_assignments", N_("Level assignments")),
    _record_flag("levelling_can_split", N_("Levelling can split")),
    _record_flag("ignore_resource_calendar", N_("Ignore resource calendar"), dates=True),
    field(
        "fixed_cost_accrual",
        N_("Fixed cost accrual"),
        Kind.CHOICE,
        of.of_record("fixed_cost_accrual"),
        text=_accrual_text,
    ),
    field("guid", N_("GUID"), Kind.TEXT, of.of_record("guid"), width=240),
    *(_baseline(number, *one) for number in range(1, 11) for one in _BASELINES),
)
"""Fields beside those that every plan begins with."""
