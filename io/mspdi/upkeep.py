"""Keeps what a plan carries of a file's computed values true: what edits made untrue is computed anew or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from ...app.analysis.spread import Stretch, does_work, spread_of, total
from ...app.edits.timephased import amounts_told
from ...app.i18n import N_, _
from ...app.project.errors import Severity
from ...app.project.moments import to_datetime, to_minute
from ...app.project.project import Project
from ...app.project.records import (
    ROOT,
    Assignment,
    Calendar,
    Resource,
    Task,
    TaskUid,
    Timephased,
)
from ...app.project.widths import replace
from ...app.project.working_time import WorkingTimes
from ...app.schedule.schedule import Schedule
from ...app.schedule.splits import REMAINING
from ..ledger import Ledger, place
from . import dependence
from .codes import PERCENT_DONE
from .dependence import Facets
from .exceptions import respelled
from .spelling import number
from .touched import Touched
from .work_totals import NO_TOTALS, NOTHING_BELOW, Below, Totals, progress_below, rolled_up, work_totals
from .xml_text import content, fragments

if TYPE_CHECKING:
    from .recomputed import Recomputed, Value

_PROGRESS = dependence.PROGRESS | dependence.LENGTH | dependence.START | dependence.OUTLINE
_DONE_OVER_TIME = dependence.PROGRESS | dependence.LENGTH | dependence.START | dependence.CALENDAR
_RECOMPUTED = N_("{element} was computed anew: edits had made the file's value untrue.")
_OUTDATED = N_("{element} was left out: edits made the file's value untrue.")


class Upkeep:
    """What records carry, as far as it is true of them now.

    Nothing is looked at that was not touched: of a plan that came from a file and was not edited, everything is as it
    came.
    """

    def __init__(self, project: Project, schedule: Schedule, ledger: Ledger) -> None:
        self._project = project
        self._schedule = schedule
        self._ledger = ledger
        self.touched = Touched(project, schedule)

    @cached_property
    def _recomputed(self) -> Recomputed:
        """What works values out; imported only where edits made some untrue, which takes longer than to find out."""
        from .recomputed import Recomputed

        return Recomputed(self._project, self._schedule)

    @cached_property
    def _times(self) -> WorkingTimes:
        return WorkingTimes(self._project)

    @cached_property
    def _below(self) -> dict[TaskUid, Below]:
        return progress_below(self._project, self._schedule)

    @cached_property
    def _totals(self) -> dict[TaskUid, Totals]:
        return work_totals(self._project, self._schedule.spans)

    def task(self, task: Task) -> tuple[str, str]:
        """What is carried of a task, and what the file had computed for it."""
        told = self.touched.told.get(task.uid)
        computed = "" if told is None else told.foreign
        facets = self.touched.tasks.get(task.uid, 0)
        if not facets:
            return task.foreign, computed
        value = partial(self._recomputed.of_task, task)
        keep = partial(self._kept, rules="Task", facets=facets, value=value, record="Task", of=task)
        return keep(task.foreign), keep(computed)

    def summary(self) -> tuple[str, str]:
        """The same of the project summary."""
        told = self.touched.told.get(ROOT)
        computed = "" if told is None else told.foreign
        carried = self._project.info.summary_foreign
        facets = self.touched.tasks.get(ROOT, 0)
        if not facets:
            return carried, computed
        keep = partial(
            self._kept,
            rules="Summary",
            facets=facets,
            value=self._recomputed.of_summary,
            record="Task",
            of=Task(uid=ROOT, name=self._project.info.summary_name),
        )
        return keep(carried), keep(computed)

    def assignment(self, one: Assignment) -> tuple[str, str]:
        """The same of an assignment."""
        told = self.touched.told_of_assignments.get(one.uid)
        computed = "" if told is None else told.foreign
        facets = self.touched.assignments.get(one.uid, 0)
        if not facets:
            return one.foreign, computed
        value = partial(self._recomputed.of_assignment, one)
        keep = partial(self._kept, rules="Assignment", facets=facets, value=value, record="Assignment", of=one)
        return keep(one.foreign), keep(computed)

    def task_timephased(self, task: Task) -> tuple[Timephased, ...]:
        """The amounts of a task over time: its per cent complete of each day, as far as it was reported."""
        facets = self.touched.tasks.get(task.uid, 0)
        if not task.timephased or not facets & _DONE_OVER_TIME:
            return task.timephased
        now = self._recomputed.done_over_time(task)
        done = tuple(piece for piece in task.timephased if piece.kind == PERCENT_DONE)
        if not done or now == done:
            return task.timephased
        if now is None:
            self._note("mspdi.outdated", _OUTDATED, "Task", "TimephasedData", task)
        else:
            self._note("mspdi.recomputed", _RECOMPUTED, "Task", "TimephasedData", task)
        return (*(now or ()), *(piece for piece in task.timephased if piece.kind != PERCENT_DONE))

    def timephased(self, one: Assignment) -> tuple[Timephased, ...]:
        """The amounts of an assignment over time; work to be done is where the schedule has it done now."""
        span = self._schedule.spans.get(one.uid)
        moved = self.touched.assignments.get(one.uid, 0) & (dependence.START | dependence.FINISH)
        if span is None or not moved:
            return one.timephased
        left = [piece for piece in one.timephased if piece.kind == REMAINING]
        if all(span.start <= to_minute(piece.start) and to_minute(piece.finish) <= span.finish + 1 for piece in left):
            return one.timephased
        self._note("mspdi.recomputed", _RECOMPUTED, "Assignment", "TimephasedData", one)
        return (*self._left_now(one), *(piece for piece in one.timephased if piece.kind != REMAINING))

    def _left_now(self, one: Assignment) -> Iterable[Timephased]:
        """The work to be done as the schedule has it; of stuff, which the spread counts in units, in minutes too."""
        spread = spread_of(self._project, self._schedule, self._times, one)
        if spread is None:
            return ()
        left: Sequence[Stretch] = spread.left
        if not does_work(self._project, one):
            minutes = one.remaining_work or 0
            whole = total(left)
            left = [(first, last, amount * minutes / whole) for first, last, amount in left if whole and minutes]
        return amounts_told(spread.time, left, REMAINING)

    def resource(self, resource: Resource) -> str:
        """What is carried of a resource, what the file had computed included."""
        facets = self.touched.resources.get(resource.uid, 0)
        if not facets:
            return resource.foreign
        value = partial(self._recomputed.of_resource, resource)
        return self._kept(resource.foreign, "Resource", facets, value=value, record="Resource", of=resource)

    def computes_progress(self, uid: TaskUid) -> bool:
        """Whether progress of a summary task is to be computed: the file said nothing of it, or it became untrue."""
        return self.touched.told.get(uid) is None or bool(self.touched.tasks.get(uid, 0) & _PROGRESS)

    def progress(self, uid: TaskUid) -> dict[str, Any]:
        """The fields of a summary task's record that tell its progress, as it is now; none where nothing touched it."""
        if not (self._project.is_summary(uid) and self.touched.tasks.get(uid, 0) & _PROGRESS):
            return {}
        row = self._schedule.rows[uid]
        now = rolled_up(
            self._below.get(uid, NOTHING_BELOW), self._totals.get(uid, NO_TOTALS), self._schedule.duration[row]
        )
        return {
            "percent_complete": now.percent,
            "percent_work_complete": now.work_percent,
            "actual_start": None if now.begun is None else to_datetime(now.begun),
            "actual_finish": None if now.ended is None else to_datetime(now.ended),
            "actual_duration": now.actual,
            "remaining_duration": now.remaining,
            "stop": None,
            "resume": None,
        }

    def calendar(self, calendar: Calendar) -> Calendar:
        """A calendar with what is true of what it and its exceptions carry."""
        facets = self.touched.calendars.get(calendar.uid, 0)
        if not facets:
            return calendar
        outdated = _outdated("Calendar", facets)
        carried = "".join(piece for name, piece in fragments(calendar.foreign) if name not in outdated)
        told = self.touched.told_of_calendars.get(calendar.uid)
        known = told.exceptions if told is not None else ()
        exceptions = tuple(respelled(one, known) for one in calendar.exceptions)
        return replace(calendar, foreign=carried, exceptions=exceptions)

    def _kept(
        self,
        text: str,
        rules: str,
        facets: int,
        *,
        value: Value,
        record: str,
        of: Task | Assignment | Resource,
    ) -> str:
        """A carried text with what is untrue of it computed anew, or left out."""
        outdated = _outdated(rules, facets)
        pieces: list[str] = []
        for name, piece in fragments(text):
            if name in outdated:
                now = value(name)
                if now is None:
                    self._note("mspdi.outdated", _OUTDATED, record, name, of)
                    continue
                if not _same(content(piece), now):
                    self._note("mspdi.recomputed", _RECOMPUTED, record, name, of)
                    piece = f"<{name}>{now}</{name}>"
            pieces.append(piece)
        return "".join(pieces)

    def _note(self, code: str, text: str, record: str, element: str, of: Task | Assignment | Resource) -> None:
        task = of.task if isinstance(of, Assignment) else of.uid if isinstance(of, Task) else None
        self._ledger.add(
            code,
            _(text).format(element=element),
            severity=Severity.INFO,
            place=place(record, of.uid, "" if isinstance(of, Assignment) else of.name),
            task=task,
            resource=of.uid if isinstance(of, Resource) else None,
            element=f"{record}/{element}",
        )


def says_finish(project: Project, schedule: Schedule) -> bool:
    """Whether the properties tell the finish: the plan is scheduled from there, or the schedule is still the file's."""
    info = project.info
    if info.finish is None or info.from_finish:
        return info.finish is not None
    told = project.stored_dates.values() if ROOT not in project.stored_dates else [project.stored_dates[ROOT]]
    said = max((one.finish for one in told if one.finish), default=None)
    return said is None or said == schedule.project_finish


_RULES: dict[str, Facets] = {
    "Task": dependence.OF_TASK,
    "Summary": dependence.OF_SUMMARY,
    "Assignment": dependence.OF_ASSIGNMENT,
    "Resource": dependence.OF_RESOURCE,
    "Calendar": dependence.OF_CALENDAR,
}


@lru_cache(maxsize=1 << 10)
def _outdated(rules: str, facets: int) -> frozenset[str]:
    """The elements that are untrue once these facets changed."""
    return frozenset(element for element, needed in _RULES[rules].items() if needed & facets)


def _same(said: str, now: str) -> bool:
    """Whether two spellings are the same text or the same number."""
    if said == now:
        return True
    try:
        return number(said) == number(now)
    except ValueError:
        return False
