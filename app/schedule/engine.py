"""Turns a plan into a schedule, and keeps the schedule true while the plan is edited."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import TaskUid
from ..project.working_time import WorkingTimes
from .assignments import set_spans
from .backward import BackwardPass
from .compiled import Compiled, compile_plan
from .forward import ForwardPass
from .schedule import Schedule
from .slack import set_slack

_EARLIEST: Final = to_minute(datetime.min)
_LATEST: Final = to_minute(datetime.max)


class Engine:
    """The schedule of one plan.

    Attributes:
        project: The plan.
        schedule: Its dates, always those of the present records.
        working_times: The plan's working times, made anew only when calendars, resources or the plan's own properties
            change.
    """

    def __init__(self, project: Project) -> None:
        """Compile and schedule the plan."""
        self.project = project
        self.working_times = WorkingTimes(project)
        self._plan = compile_plan(project, self.working_times)
        self.schedule = self._scheduled()

    def update(self, patch: Patch) -> frozenset[TaskUid]:
        """Make the schedule true again after the plan was changed by the patch.

        Gives the tasks of which a date, the slack or a split changed; the plan itself among them as ``ROOT``.
        """
        self._recompile(patch)
        before, self.schedule = self.schedule, self._scheduled()
        return self.schedule.differing(before)

    def _recompile(self, patch: Patch) -> None:
        if patch.changes.keys() & {"calendars", "resources", "plan"}:
            self.working_times = WorkingTimes(self.project)
            self._plan = compile_plan(self.project, self.working_times)
        elif _structural(patch):
            self._plan = compile_plan(self.project, self.working_times)
        else:
            assignments = [one for pair in patch.changes.get("assignments", {}).values() for one in pair if one]
            touched = patch.touched("tasks").union(one.task for one in assignments)
            self._plan.refresh(self.project, self.working_times, touched)

    def _scheduled(self) -> Schedule:
        plan = self._plan
        schedule = Schedule(plan.network.uids)
        forward = _from_finish(plan, schedule) if plan.from_finish else _from_start(plan, schedule)
        notes = [*forward.notes, *_kept_in_range(schedule)]
        set_slack(plan, schedule, forward.wanted)
        set_spans(plan, schedule, self.project, self.working_times)
        schedule.notes = [*self.working_times.notes, *plan.network.notes, *notes]
        return schedule


def _from_start(plan: Compiled, schedule: Schedule) -> ForwardPass:
    """Both passes of a plan scheduled from its start."""
    forward = ForwardPass(plan, schedule, plan.anchor)
    forward.run({})
    BackwardPass(plan, schedule, schedule.finish[0]).run()
    if late := _as_late_as_possible(plan, schedule):
        forward = ForwardPass(plan, schedule, plan.anchor)
        forward.run(late)
        BackwardPass(plan, schedule, schedule.finish[0]).run()
    return forward


def _from_finish(plan: Compiled, schedule: Schedule) -> ForwardPass:
    """Both passes of a plan scheduled from its finish."""
    BackwardPass(plan, schedule, plan.anchor).run()
    forward = ForwardPass(plan, schedule, min(schedule.late_start[1:], default=plan.anchor))
    forward.run(_as_late_as_possible(plan, schedule))
    return forward


def _as_late_as_possible(plan: Compiled, schedule: Schedule) -> dict[int, tuple[Minute, Minute]]:
    """The late dates of the tasks that are to go on then."""
    return {
        row: (schedule.late_start[row], schedule.late_finish[row])
        for row, activity in enumerate(plan.activities)
        if activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE and activity.fixed is None
    }


def _kept_in_range(schedule: Schedule) -> list[Note]:
    """Hold every date within the years that dates can be written in; says so where that changed any."""
    changed = False
    for name in ("start", "finish", "early_start", "early_finish", "late_start", "late_finish"):
        column: list[Minute] = getattr(schedule, name)
        if min(column) < _EARLIEST or max(column) > _LATEST:
            column[:] = [min(max(minute, _EARLIEST), _LATEST) for minute in column]
            changed = True
    if not changed:
        return []
    text = _("Some dates lie beyond the years 1 to 9999 and are held at their ends.")
    return [Note(severity=Severity.ERROR, code="schedule.out-of-range", text=text)]


def _structural(patch: Patch) -> bool:
    """Whether rows or links come, go or change."""
    if patch.changes.keys() & {"children", "dependencies"}:
        return True
    return any(
        before is None
        or after is None
        or (before.active, before.blank, before.name) != (after.active, after.blank, after.name)
        for before, after in patch.changes.get("tasks", {}).values()
    )
