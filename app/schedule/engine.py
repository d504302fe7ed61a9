"""Turns a plan into a schedule, and keeps the schedule true while the plan is edited."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Assignment, Task, TaskUid
from ..project.working_time import WorkingTimes
from .assignments import Spans, set_segments
from .backward import BackwardPass
from .compiled import Compiled, compile_plan
from .forward import ForwardPass
from .schedule import Schedule, Values
from .slack import set_slack
from .splits import ACTUAL, REMAINING
from .trial import Trial

_EARLIEST: Final = to_minute(datetime.min)
_LATEST: Final = to_minute(datetime.max)


class Engine:
    """The schedule of one plan.

    Attributes:
        project: The plan.
        schedule: Its dates, always those of the present records.
        working_times: The plan's working times, made anew only when calendars, the calendar or kind of resources, or
            properties of the plan that bear on dates change.
    """

    def __init__(self, project: Project) -> None:
        """Compile and schedule the plan."""
        self.project = project
        self._compile()
        self._schedule_all()

    @property
    def compiled(self) -> Compiled:
        """The plan as the passes see it, to explain what they did; read only."""
        return self._plan

    def update(self, patch: Patch) -> frozenset[TaskUid]:
        """Make the schedule true again after the plan was changed by the patch.

        Gives the tasks of which a date, the slack or a split changed; the plan itself among them as ``ROOT``.
        """
        touched = _touched(patch)
        if _retimed(patch):
            self._compile()
        elif _structural(patch) or (rows := self._relinked(patch)) is None:
            stale = touched | patch.touched("children")
            kept = {uid: self._plan.activities[row] for uid, row in self._plan.network.rows.items() if uid not in stale}
            self._plan = compile_plan(self.project, self.working_times, kept)
        elif touched or rows:
            rows |= self._plan.refresh(self.project, self.working_times, touched)
            if not (self._plan.from_finish or self._plan.late or self._out_of_range):
                return self._repair(rows, patch)
        else:
            return frozenset()
        before = self.schedule
        self._schedule_all()
        return self.schedule.differing(before)

    @contextmanager
    def trial(self, patch: Patch, limit: int = 1 << 60) -> Generator[Trial]:
        """The plan with a patch, for as long as the context lasts; afterwards plan and schedule are what they were.

        Nothing may be changed meanwhile. Only early dates are repaired, which takes a fraction of an update; where that
        cannot be, the plan with the patch is scheduled as a whole.

        Args:
            limit: Of the tasks dated anew; those beyond it keep their dates, as do all where the plan has more of them
                and had to be scheduled as a whole.
        """
        late, before, inverse = self._plan.late, dict[int, Values](), patch.inverted()
        self.project.apply(patch)
        dated = self._date(patch, before, limit)
        try:
            if dated:
                yield Trial.of(self.project, self.schedule, self.working_times, before, len(before) < limit)
            elif len(self.schedule.uids) > limit:
                yield Trial.of(self.project, self.schedule, self.working_times, {}, whole=False)
            else:
                yield Trial.compared(Engine(self.project), self.schedule)
        finally:
            self.project.apply(inverse)
            if dated is None:
                self._compile()
                self._schedule_all()
            else:
                self._date(inverse, {})
                self._plan.late = late

    def _date(self, patch: Patch, before: dict[int, Values], limit: int = 1 << 60) -> bool | None:
        """Repair the early dates that hang on a patch and nothing else; False where they cannot be repaired.

        None where a new link closed a circle: the network is of no use any more.
        """
        if _retimed(patch) or _structural(patch) or (self._plan.network.notes and "dependencies" in patch.changes):
            return False
        rows = self._relinked(patch)
        if rows is None:
            return None if "dependencies" in patch.changes else False
        schedule = self.schedule
        rows |= self._plan.refresh(self.project, self.working_times, _touched(patch))
        if self._plan.from_finish or self._plan.late or self._out_of_range:
            return False
        schedule.__dict__.pop("columns", None)
        placed = self._forward.repair(rows, before, limit)
        set_segments(self._plan, schedule, placed)
        assert isinstance(schedule.spans, Spans)
        schedule.spans.forget(placed, patch.touched("assignments"))
        return all(_in_range(schedule, row) for row in placed)

    def _compile(self) -> None:
        self.working_times = WorkingTimes(self.project)
        self._plan = compile_plan(self.project, self.working_times)

    def _relinked(self, patch: Patch) -> set[int] | None:
        """Take changed links over into the network; the rows at their ends, or None where it has to be made anew."""
        network = self._plan.network
        if network.notes:
            return None
        return network.relink(self.project, patch.changes.get("dependencies", {}))

    def _schedule_all(self) -> None:
        plan = self._plan
        schedule = self.schedule = Schedule(plan.network.uids)
        passes = _from_finish if plan.from_finish else _from_start
        self._forward, self._backward = passes(plan, schedule)
        schedule.spans = Spans(plan, schedule, self.project, self.working_times)
        self._settle()

    def _settle(self) -> None:
        """What follows from the dates of both passes: slack, segments and notes of the whole plan."""
        plan, schedule, rows = self._plan, self.schedule, range(len(self._plan.activities))
        self._out_of_range = _kept_in_range(schedule)
        set_slack(plan, schedule, self._forward.wanted, self._backward.due, rows)
        set_segments(plan, schedule, rows)
        self._collect_notes()

    # -- repair

    def _repair(self, rows: set[int], patch: Patch) -> frozenset[TaskUid]:
        """Make only that part of the schedule anew that hangs on these rows; gives the tasks that moved."""
        plan, schedule, before = self._plan, self.schedule, dict[int, Values]()
        schedule.__dict__.pop("columns", None)
        placed = self._forward.repair(rows, before)
        assert isinstance(schedule.spans, Spans)
        schedule.spans.forget(placed, patch.touched("assignments"))
        if schedule.finish[0] != self._backward.finish:  # all late dates hang on it
            old = schedule.twin(spans=False)
            old.take_back(before)
            self._backward.finish = schedule.finish[0]
            self._backward.run()
            self._settle()
            return schedule.differing(old)
        late = self._backward.repair(rows, placed, before)
        if not all(_in_range(schedule, row) for row in placed | late):
            old = schedule.twin(spans=False)
            old.take_back(before)
            self._settle()
            return schedule.differing(old)
        changed = placed | late | {link.predecessor for row in placed for link in plan.network.incoming[row]}
        for row in changed - before.keys():
            before[row] = schedule.values(row)
        set_slack(plan, schedule, self._forward.wanted, self._backward.due, changed)
        set_segments(plan, schedule, placed)
        if self._forward.renoted:
            self._collect_notes()
        return frozenset(schedule.uids[row] for row, values in before.items() if values != schedule.values(row))

    def _collect_notes(self) -> None:
        broken = [self._forward.notes[row] for row in sorted(self._forward.notes)]
        self._forward.renoted = False
        self.schedule.notes = [*self.working_times.notes, *self._plan.network.notes, *broken, *self._out_of_range]


def _from_start(plan: Compiled, schedule: Schedule) -> tuple[ForwardPass, BackwardPass]:
    """Both passes of a plan scheduled from its start."""
    forward = ForwardPass(plan, schedule, plan.anchor)
    forward.run({})
    backward = BackwardPass(plan, schedule, schedule.finish[0])
    backward.run()
    if late := _as_late_as_possible(plan, schedule):
        forward = ForwardPass(plan, schedule, plan.anchor)
        forward.run(late)
        backward = BackwardPass(plan, schedule, schedule.finish[0])
        backward.run()
    return forward, backward


def _from_finish(plan: Compiled, schedule: Schedule) -> tuple[ForwardPass, BackwardPass]:
    """Both passes of a plan scheduled from its finish."""
    backward = BackwardPass(plan, schedule, plan.anchor)
    backward.run()
    forward = ForwardPass(plan, schedule, min(schedule.late_start[1:], default=plan.anchor))
    forward.run(_as_late_as_possible(plan, schedule))
    return forward, backward


def _as_late_as_possible(plan: Compiled, schedule: Schedule) -> dict[int, tuple[Minute, Minute]]:
    """The late dates of the tasks that are to go on then."""
    return {
        row: (schedule.late_start[row], schedule.late_finish[row])
        for row, activity in enumerate(plan.activities)
        if activity.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE and activity.fixed is None
    }


_MOMENTS: Final = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")


def _in_range(schedule: Schedule, row: int) -> bool:
    return all(_EARLIEST <= getattr(schedule, name)[row] <= _LATEST for name in _MOMENTS)


def _kept_in_range(schedule: Schedule) -> list[Note]:
    """Hold every date within the years that dates can be written in; says so where that changed any."""
    changed = False
    for name in _MOMENTS:
        column: list[Minute] = getattr(schedule, name)
        if min(column) < _EARLIEST or max(column) > _LATEST:
            column[:] = [min(max(minute, _EARLIEST), _LATEST) for minute in column]
            changed = True
    if not changed:
        return []
    text = _("Some dates lie beyond the years 1 to 9999 and are held at their ends.")
    return [Note(severity=Severity.ERROR, code="schedule.out-of-range", text=text)]


_PROPERTIES: Final = (
    "start",
    "finish",
    "from_finish",
    "calendar",
    "minutes_per_day",
    "critical_slack_limit",
    "honour_constraints",
    "multiple_critical_paths",
)
"""What of the plan's own properties the schedule hangs on."""


def _retimed(patch: Patch) -> bool:
    """Whether working times can have changed, or what holds for the plan as a whole."""
    if "calendars" in patch.changes:
        return True
    for before, after in patch.changes.get("resources", {}).values():
        if before is not None and (after is None or (before.calendar, before.kind) != (after.calendar, after.kind)):
            return True
    before, after = patch.changes.get("plan", {}).get("info", (None, None))
    return before is not after and any(getattr(before, name) != getattr(after, name) for name in _PROPERTIES)


def _touched(patch: Patch) -> frozenset[TaskUid]:
    """The tasks on whose records or assignments dates hang that the patch changes, or the dates a file gave them."""
    tasks = (
        uid
        for uid, (before, after) in patch.changes.get("tasks", {}).items()
        if before is None or after is None or _of_task(before) != _of_task(after)
    )
    assignments = (
        one.task
        for before, after in patch.changes.get("assignments", {}).values()
        if before is None or after is None or _of_assignment(before) != _of_assignment(after)
        for one in (before, after)
        if one is not None
    )
    told = patch.touched("stored_dates") - {ROOT}  # what was said of the plan itself is its tasks' doing
    return told.union(tasks, assignments)


def _dated_by(record: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the fields of a record that dates can hang on; names stand in what is told of them."""
    return attrgetter(*(name for name in record.__struct_fields__ if name not in _WORDS))


_WORDS: Final = frozenset(
    ("guid", "wbs", "notes", "contact", "hyperlink", "created", "baselines", "custom", "foreign", "timephased")
)
"""What records say beside their dates; the work that is spread by hand is looked at apart."""

_of_task = _dated_by(Task)
_fields_of_assignment = _dated_by(Assignment)


def _of_assignment(one: Assignment) -> tuple[Any, ...]:
    spread = [piece for piece in one.timephased if piece.kind in (REMAINING, ACTUAL)] if one.timephased else []
    return (*_fields_of_assignment(one), spread)


def _structural(patch: Patch) -> bool:
    """Whether rows come, go or move, or links of whole tasks begin or cease to count."""
    return "children" in patch.changes or any(
        before is None or after is None or (before.active, before.blank) != (after.active, after.blank)
        for before, after in patch.changes.get("tasks", {}).values()
    )
