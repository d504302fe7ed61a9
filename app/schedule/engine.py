"""Turns a plan into a schedule, and keeps the schedule true while the plan is edited."""

from __future__ import annotations

from ..project.kinds import DependencyKind
from ..project.moments import Minute, to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..project.working_time import WorkingTimes
from .schedule import Schedule, Span


class Engine:
    """The schedule of one plan.

    Attributes:
        project: The plan.
        schedule: Its dates, always those of the present records.
        working_times: The plan's working times, made anew only when calendars, resources or the plan's properties change.
    """

    def __init__(self, project: Project) -> None:
        """Compile and schedule the plan."""
        self.project = project
        self.working_times = WorkingTimes(project)
        self.schedule = self._scheduled()

    def update(self, patch: Patch) -> frozenset[TaskUid]:
        """Make the schedule true again after the plan was changed by the patch; gives the tasks whose dates moved."""
        if patch.changes.keys() & {"calendars", "resources", "plan"}:
            self.working_times = WorkingTimes(self.project)
        before, self.schedule = self.schedule, self._scheduled()
        return frozenset(uid for uid in self.schedule.uids if _row(before, uid) != _row(self.schedule, uid))

    def _scheduled(self) -> Schedule:
        project, schedule = self.project, Schedule([ROOT, *self.project.tasks])
        seen: set[TaskUid] = set()
        start_of_plan = to_minute(project.info.start)

        def place(uid: TaskUid) -> None:
            if uid in seen:
                return
            seen.add(uid)
            times, task = self.working_times.task(uid), project.tasks[uid]
            earliest: Minute = start_of_plan
            length = task.duration
            finish_at = 0
            for owner in (uid, *project.ancestors(uid)):
                for link in project.predecessors(owner):
                    if link.predecessor in project.tasks:
                        place(link.predecessor)
                        row = schedule.rows[link.predecessor]
                        from_finish = link.kind in (DependencyKind.FINISH_START, DependencyKind.FINISH_FINISH)
                        anchor = schedule.finish[row] if from_finish else schedule.start[row]
                        at = times.add(anchor, link.lag)
                        if link.kind in (DependencyKind.FINISH_START, DependencyKind.START_START):
                            earliest = max(earliest, at)
                        else:
                            finish_at = max(finish_at, at)
            if task.manual and task.manual_start:
                earliest = to_minute(task.manual_start)
            elif task.constraint_date and task.constraint.needs_date:
                earliest = max(earliest, to_minute(task.constraint_date))
            row = schedule.rows[uid]
            start = times.next_working(earliest) if length else earliest
            finish = max(times.add(start, length), finish_at)
            if project.is_summary(uid):
                for child in project.children[uid]:
                    place(child)
                start = min(schedule.start[schedule.rows[child]] for child in project.children[uid])
                finish = max(schedule.finish[schedule.rows[child]] for child in project.children[uid])
            schedule.start[row], schedule.finish[row] = start, finish
            schedule.early_start[row], schedule.early_finish[row] = start, finish
            schedule.late_start[row], schedule.late_finish[row] = start, finish
            schedule.duration[row] = times.between(start, finish)
            for assignment in project.assignments_of(uid):
                work = round(schedule.duration[row] * assignment.units) if assignment.work is None else assignment.work
                schedule.spans[assignment.uid] = Span(start, finish, work)

        for uid in project.tasks:
            place(uid)
        schedule.start[0] = min(schedule.start[1:], default=start_of_plan)
        schedule.finish[0] = max(schedule.finish[1:], default=start_of_plan)
        schedule.duration[0] = self.working_times.project.between(schedule.start[0], schedule.finish[0])
        return schedule


def _row(schedule: Schedule, uid: TaskUid) -> tuple[int, ...] | None:
    row = schedule.rows.get(uid)
    return None if row is None else tuple(getattr(schedule, column)[row] for column in Schedule.COLUMNS)
