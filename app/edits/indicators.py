"""What is remarkable about a task, for the column of small symbols: done, late, constrained, manual, with notes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

import msgspec

from ..analysis.figures import Figures
from ..i18n import N_, _
from ..project.kinds import ConstraintKind
from ..project.moments import to_minute
from ..project.records import Task, TaskUid
from ..project.recurrence import recurs
from ..schedule.schedule import Schedule
from .wording import Wording


class Sign(StrEnum):
    """The symbols there are, the most important first."""

    LATE = "late"
    OVERLOADED = "overloaded"
    DONE = "done"
    CONSTRAINT = "constraint"
    MANUAL = "manual"
    INACTIVE = "inactive"
    CALENDAR = "calendar"
    RECURRING = "recurring"
    NOTES = "notes"
    HYPERLINK = "hyperlink"
    OTHER_PLAN = "other plan"


_CONSTRAINED = {
    ConstraintKind.MUST_START_ON: N_("Must start on {date}."),
    ConstraintKind.MUST_FINISH_ON: N_("Must finish on {date}."),
    ConstraintKind.START_NO_EARLIER_THAN: N_("Starts no earlier than {date}."),
    ConstraintKind.START_NO_LATER_THAN: N_("Starts no later than {date}."),
    ConstraintKind.FINISH_NO_EARLIER_THAN: N_("Finishes no earlier than {date}."),
    ConstraintKind.FINISH_NO_LATER_THAN: N_("Finishes no later than {date}."),
}


class Indicator(msgspec.Struct, frozen=True):
    """Something remarkable about a task.

    Attributes:
        sign: The symbol.
        template: A sentence, marked for translation, in which ``{date}`` and ``{words}`` may stand.
        date: The date in the sentence.
        words: Other words in the sentence.
    """

    sign: Sign
    template: str
    date: datetime | None = None
    words: str = ""

    def text(self, wording: Wording) -> str:
        """The sentence."""
        date = "" if self.date is None else wording.date_time(self.date)
        return _(self.template).format(date=date, words=self.words)


def indicators(figures: Figures, uid: TaskUid, overloaded: Collection[str] = ()) -> list[Indicator]:
    """What is remarkable about a task, the most important first; nothing for most.

    Args:
        figures: The plan.
        uid: The task.
        overloaded: Names of the resources of which it asks too much, where the caller knows them.
    """
    task = figures.project.tasks[uid]
    schedule = figures.schedule
    found: list[Indicator] = []
    if task.blank:
        return found
    if misses_deadline(schedule, task):
        found.append(Indicator(Sign.LATE, N_("Misses its deadline of {date}."), task.deadline))
    if overloaded:
        found.append(Indicator(Sign.OVERLOADED, N_("Asks too much of {words}."), words=", ".join(overloaded)))
    if task.actual_finish is not None or figures.percent_complete(uid) == 100:
        finish = task.actual_finish or schedule.finish_of(uid)
        found.append(Indicator(Sign.DONE, N_("Finished on {date}."), finish))
    if task.constraint in _CONSTRAINED and not task.manual:
        found.append(Indicator(Sign.CONSTRAINT, _CONSTRAINED[task.constraint], task.constraint_date))
    if task.manual:
        found.append(Indicator(Sign.MANUAL, N_("Scheduled manually.")))
    if not task.active:
        found.append(Indicator(Sign.INACTIVE, N_("Inactive: in the plan, but without effect.")))
    if task.calendar is not None and task.calendar in figures.project.calendars:
        name = figures.project.calendars[task.calendar].name
        found.append(Indicator(Sign.CALENDAR, N_("Goes by the calendar {words}."), words=name))
    if task.recurring and (recurs(figures.project, uid) or recurs(figures.project, figures.project.parent(uid))):
        found.append(Indicator(Sign.RECURRING, N_("Part of a recurring task.")))
    if task.notes:
        found.append(Indicator(Sign.NOTES, N_("Notes: {words}"), words=" ".join(task.notes.split())[:300]))
    if task.hyperlink is not None and task.hyperlink.address:
        found.append(Indicator(Sign.HYPERLINK, N_("Link: {words}"), words=task.hyperlink.address))
    if task.external:
        found.append(Indicator(Sign.OTHER_PLAN, N_("A task of another plan: {words}"), words=task.subproject))
    elif task.subproject:
        found.append(Indicator(Sign.OTHER_PLAN, N_("Stands for another plan: {words}"), words=task.subproject))
    if task.external_links:
        paths = ", ".join(link.path for link in task.external_links)
        found.append(Indicator(Sign.OTHER_PLAN, N_("Waits for tasks of other plans: {words}"), words=paths))
    return found


def misses_deadline(schedule: Schedule, task: Task) -> bool:
    """Whether a task is scheduled to finish after its deadline."""
    return task.deadline is not None and schedule.finish[schedule.rows[task.uid]] > to_minute(task.deadline)
