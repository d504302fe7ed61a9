"""Why a task's computed dates differ from the file's: codes that stay the same, and their words."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..i18n import N_, _
from ..project.moments import Minute, to_minute
from ..project.project import Project
from ..project.records import ROOT, StoredDates, Task, TaskUid
from ..schedule.engine import Engine
from ..schedule.schedule import Driver, DriverKind


class Cause(StrEnum):
    """Why a date differs; the values are the codes in docs/scheduling.md and never change."""

    FOLLOWS = "follows"
    CHILDREN = "children"
    LINK = "link-not-kept"
    CONSTRAINT = "constraint-not-kept"
    PROJECT_START = "project-start"
    LATER = "later-than-asked"
    NON_WORKING = "non-working"
    LEVELLING = "levelling"
    DURATION = "duration"
    RESOURCE_CALENDAR = "resource-calendar"
    SPREAD = "spread"
    PROGRESS = "progress"
    MANUAL = "manual"
    EXTERNAL = "external"
    SUMMARY = "summary"
    CYCLE = "cycle"
    LATE = "late"
    ROUNDING = "rounding"
    UNKNOWN = "unknown"


_WORDS: dict[Cause, str] = {
    Cause.FOLLOWS: N_("Follows from '{source}'."),
    Cause.CHILDREN: N_("Follows from '{source}' below it."),
    Cause.LINK: N_("The file has it earlier than the link from '{source}' allows: it was not recalculated."),
    Cause.CONSTRAINT: N_("The dates in the file do not keep its constraint: it was not recalculated."),
    Cause.PROJECT_START: N_("Only the project start drives it, and that is not where the file begins it."),
    Cause.LATER: N_("The file has it later than anything in the plan asks for: it was not recalculated."),
    Cause.NON_WORKING: N_("In the file it starts outside its working time."),
    Cause.LEVELLING: N_("Its levelling delay leads to another date than the file's."),
    Cause.DURATION: N_("Its duration is not the time between its dates in the file."),
    Cause.RESOURCE_CALENDAR: N_("Its resources have calendars of their own, which lead to another date."),
    Cause.SPREAD: N_("Its work is split or spread by hand, which leads to another date."),
    Cause.PROGRESS: N_("The progress reported on it leads to another date than the file's."),
    Cause.MANUAL: N_("It is scheduled by hand for other dates than the file computed."),
    Cause.EXTERNAL: N_("It lives in another plan, which gave other dates."),
    Cause.SUMMARY: N_("Its dates in the file are not those of its tasks."),
    Cause.CYCLE: N_("It waits for itself in a circle of links, one of which is left out."),
    Cause.LATE: N_("It goes on as late as possible, and the file's late dates are others."),
    Cause.ROUNDING: N_("The file counts parts of a minute, Gantline whole ones."),
    Cause.UNKNOWN: N_("The reason is not known."),
}


def reason(project: Project, cause: Cause, source: TaskUid | None) -> str:
    """The cause in a sentence."""
    words = _WORDS[cause]
    if cause is Cause.LATER and source is not None:
        words = N_("The file has it later than '{source}' asks for: it was not recalculated.")
    if cause is Cause.LINK and source is None:
        words = N_("The file has it earlier than its links allow: it was not recalculated.")
    name = name_of(project, source) if source is not None else ""
    return _(words).format(source=name)


def name_of(project: Project, uid: TaskUid) -> str:
    """What a task is called in a list; its number where it has no name."""
    if uid == ROOT:
        return project.info.summary_name or project.info.title or _("The plan")
    task = project.tasks.get(uid)
    return (task.name if task else "") or _("Task {uid}").format(uid=uid)


class Place(msgspec.Struct, frozen=True):
    """Where a task stands in the file, and where the rules put it beside the other tasks as the file has them.

    Attributes:
        told: The file's dates.
        start: By the rules; ``finish`` alike.
    """

    told: StoredDates
    start: Minute
    finish: Minute

    @property
    def late(self) -> int:
        """Minutes of the clock that the rules put the start after the file's; 0 where the file has none."""
        return 0 if self.told.start is None else self.start - to_minute(self.told.start)

    @property
    def longer(self) -> int:
        """The same of the finish."""
        return 0 if self.told.finish is None else self.finish - to_minute(self.told.finish)

    @property
    def agrees(self) -> bool:
        """Whether the rules come to the file's dates."""
        return not self.late and not self.longer


def cause_of(engine: Engine, uid: TaskUid, place: Place, driver: Driver | None) -> Cause:
    """Why the rules do not come to the file's dates, even beside the file's dates of all other tasks."""
    task = engine.project.tasks[uid]
    if task.external:
        return Cause.EXTERNAL
    if task.manual:
        return Cause.MANUAL
    if task.actual_start is not None or task.actual_finish is not None:
        return Cause.PROGRESS
    if abs(place.late) <= 1 and abs(place.longer) <= 1:
        return Cause.ROUNDING
    if not place.late:
        return _finish_cause(engine, task, place)
    return _start_cause(engine, task, place, driver)


_NOT_KEPT = {
    DriverKind.LINK: Cause.LINK,
    DriverKind.CONSTRAINT: Cause.CONSTRAINT,
    DriverKind.SUMMARY: Cause.CONSTRAINT,
    DriverKind.LEVELLING: Cause.LEVELLING,
}
"""What the file did not keep where it starts a task earlier than the rules do."""


def _start_cause(engine: Engine, task: Task, place: Place, driver: Driver | None) -> Cause:
    kind = DriverKind.PROJECT_START if driver is None else driver.kind
    if task.duration and not task.duration_unit.elapsed and place.told.start is not None and place.late > 0:
        told = to_minute(place.told.start)
        if engine.working_times.task(task.uid).next_working(told) == place.start:
            return Cause.NON_WORKING
    if kind is DriverKind.PROJECT_START:
        return Cause.PROJECT_START
    if kind is DriverKind.LEVELLING or task.levelling_delay:
        return Cause.LEVELLING
    if kind is DriverKind.CONSTRAINT:
        return Cause.CONSTRAINT
    return _NOT_KEPT.get(kind, Cause.UNKNOWN) if place.late > 0 else Cause.LATER


def _finish_cause(engine: Engine, task: Task, place: Place) -> Cause:
    """Why a task that starts where the file says ends elsewhere."""
    project = engine.project
    assignments = list(project.assignments_of(task.uid))
    if any(one.timephased or one.delay for one in assignments):
        return Cause.SPREAD
    told = place.told
    if told.start is None or told.finish is None:
        return Cause.UNKNOWN
    start, finish = to_minute(told.start), to_minute(told.finish)
    if task.duration_unit.elapsed:
        return Cause.DURATION if finish - start != task.duration else Cause.UNKNOWN
    times = engine.working_times
    resources = [project.resources.get(one.resource) for one in assignments if one.resource is not None]
    own_hours = any(one is not None and one.calendar is not None for one in resources)
    if own_hours and (len(resources) > 1 or times.yardstick(task.uid).between(start, finish) == task.duration):
        return Cause.RESOURCE_CALENDAR  # each at other hours, or the file took no notice of theirs
    return Cause.DURATION if times.task(task.uid).between(start, finish) != task.duration else Cause.UNKNOWN
