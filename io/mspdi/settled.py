"""A plan as it is saved: with nothing untrue in what it carries of another program's computed values."""

from __future__ import annotations

from ...app.project.project import Project
from ...app.project.records import ROOT, AssignmentUid, StoredAssignmentDates, StoredDates, TaskUid
from ...app.project.widths import replace
from ...app.schedule.schedule import Schedule
from ..ledger import Ledger
from .upkeep import Upkeep, says_finish


def settled(project: Project, schedule: Schedule, ledger: Ledger) -> Project:
    """The plan with nothing untrue in what it carries; the plan itself where nothing was touched."""
    upkeep = Upkeep(project, schedule, ledger)
    touched, edited = upkeep.touched, project.originals
    if not any((touched.tasks, touched.assignments, touched.resources, touched.calendars, edited)):
        return project
    made = project.snapshot()
    if not says_finish(project, schedule):
        made.plan["info"] = replace(made.info, finish=None)
    for uid in {uid for uid, facets in touched.tasks.items() if facets}.union(edited.get("stored_dates", ())):
        _settle_task(made, upkeep, uid)
    assignments = {uid for uid, facets in touched.assignments.items() if facets}
    for uid in assignments.union(edited.get("stored_assignment_dates", ())):
        _settle_assignment(made, upkeep, uid)
    for uid, facets in touched.resources.items():
        if facets and uid in made.resources:
            made.resources[uid] = replace(made.resources[uid], foreign=upkeep.resource(made.resources[uid]))
    for uid, facets in touched.calendars.items():
        if facets and uid in made.calendars:
            made.calendars[uid] = upkeep.calendar(made.calendars[uid])
    return made


def _settle_task(made: Project, upkeep: Upkeep, uid: TaskUid) -> None:
    if uid == ROOT:
        carried, computed = upkeep.summary()
        made.plan["info"] = replace(made.info, summary_foreign=carried)
    elif uid in made.tasks:
        carried, computed = upkeep.task(made.tasks[uid])
        amounts = upkeep.task_timephased(made.tasks[uid])
        made.tasks[uid] = replace(made.tasks[uid], foreign=carried, timephased=amounts, **upkeep.progress(uid))
    else:
        return
    told = made.stored_dates.get(uid, StoredDates())
    if told.foreign != computed:
        made.stored_dates[uid] = replace(told, foreign=computed)


def _settle_assignment(made: Project, upkeep: Upkeep, uid: AssignmentUid) -> None:
    one = made.assignments.get(uid)
    if one is None:
        return
    carried, computed = upkeep.assignment(one)
    made.assignments[uid] = replace(one, foreign=carried, timephased=upkeep.timephased(one))
    told = made.stored_assignment_dates.get(uid, StoredAssignmentDates())
    if told.foreign != computed:
        made.stored_assignment_dates[uid] = replace(told, foreign=computed)
