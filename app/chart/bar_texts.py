"""The texts at bars: any field of a task, and a few short forms made for the chart."""

from __future__ import annotations

from typing import Any, cast

from ..analysis.figures import Figures
from ..edits.fields import fields_of
from ..edits.wording import Wording
from ..i18n import N_
from ..project.day_names import short_date
from ..project.moments import to_datetime
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..project.resource_names import format_resource_names
from ..project.working_time import WorkingTimes
from ..schedule.schedule import Schedule

TEXTS = {
    "resources": N_("Resources"),
    "initials": N_("Initials"),
    "day": N_("Day it finishes"),
    "start_day": N_("Day it starts"),
    "days": N_("From day to day"),
}
"""Short texts that are not fields, marked for translation; the resources are short because units of 100 % are left
out."""


class Dated:
    """A plan with dates, which is all of an engine that reading figures needs."""

    def __init__(self, project: Project, schedule: Schedule, working_times: WorkingTimes) -> None:
        self.project = project
        self.schedule = schedule
        self.working_times = working_times


def figures_of(project: Project, schedule: Schedule, times: WorkingTimes) -> Figures:
    """The figures of a plan that has no engine."""
    return Figures(cast("Any", Dated(project, schedule, times)))


class Texter:
    """Writes the texts at bars."""

    def __init__(self, figures: Figures, wording: Wording | None = None) -> None:
        self.figures = figures
        self._wording = wording or Wording(figures.project.info)
        self._fields = fields_of(figures.project)

    def text(self, key: str, uid: TaskUid) -> str:
        """The text of a task; empty for what it does not have, and for keys that there are not."""
        if not key or uid == ROOT:
            return ""
        if key in _SHORT:
            return _SHORT[key](self.figures, uid)
        field = self._fields.get(key)
        return "" if field is None else " ".join(field.text(self.figures, self._wording, uid).split())


def resource_names(figures: Figures, uid: TaskUid) -> str:
    """The resources of a task as they stand beside its bar."""
    project = figures.project
    return format_resource_names(
        (project.resources.get(one.resource) if one.resource is not None else None, one)
        for one in project.assignments_of(uid)
    )


def _initials(figures: Figures, uid: TaskUid) -> str:
    resources = figures.project.resources
    known = (resources.get(one.resource) for one in figures.project.assignments_of(uid) if one.resource is not None)
    return ", ".join(one.initials or one.name[:1] for one in known if one is not None)


def _day(figures: Figures, uid: TaskUid) -> str:
    schedule = figures.schedule
    return short_date(to_datetime(schedule.finish[schedule.rows[uid]]))


def _start_day(figures: Figures, uid: TaskUid) -> str:
    schedule = figures.schedule
    return short_date(to_datetime(schedule.start[schedule.rows[uid]]))


def _days(figures: Figures, uid: TaskUid) -> str:
    first, last = _start_day(figures, uid), _day(figures, uid)
    return first if first == last else f"{first} – {last}"


_SHORT = {
    "resources": resource_names,
    "initials": _initials,
    "day": _day,
    "start_day": _start_day,
    "days": _days,
}
