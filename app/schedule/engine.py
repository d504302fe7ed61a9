"""Turns a plan into a schedule, and keeps the schedule true while the plan is edited."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Set
from contextlib import contextmanager
from functools import partial
from operator import attrgetter
from typing import Any, Final

import msgspec

from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Assignment, CalendarUid, Task, TaskUid
from ..project.steps import Steps, at_once
from ..project.ticket import Ticket
from ..project.widths import widest
from ..project.working_time import WorkingTimes
from .assignments import Kept, Spans
from .compiled import Compiled, compile_plan
from .moved import moved
from .passes import Passes, Repaired
from .reshaping import Reshaped, is_shown, reshape
from .splits import ACTUAL, REMAINING
from .trial import Trial


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What a patch did to the compiled plan.

    Attributes:
        rows: All rows that have to be dated anew.
        whole: The schedule has to be made anew as a whole.
    """

    reshaped: Reshaped
    rows: set[int] = set()
    whole: bool


class Engine:
    """The schedule of one plan.

    Attributes:
        project: The plan.
        schedule: Its dates, always those of the present records.
        working_times: The plan's working times, made anew only when calendars, or properties of the plan that bear on
            dates change.
    """

    def __init__(self, project: Project) -> None:
        """Compile and schedule the plan."""
        at_once(self._made(project))

    @classmethod
    def in_steps(cls, project: Project) -> Steps[Engine]:
        """The engine of a plan, made bit by bit; the plan must not change meanwhile."""
        engine = cls.__new__(cls)
        yield from engine._made(project)
        return engine

    def _made(self, project: Project) -> Steps[None]:
        self.project = project
        yield from self._compiling()
        yield from self._scheduling()
        self._tell_order()

    @property
    def compiled(self) -> Compiled:
        """The plan as the passes see it, to explain what they did; read only."""
        return self._plan

    def update(self, patch: Patch, ticket: Ticket | None = None) -> Set[TaskUid]:
        """Make the schedule true again after the plan was changed by the patch.

        Gives the tasks of which a date, the slack or a split changed, and those that came or went; the plan itself
        among them as ``ROOT``.

        Args:
            ticket: Hears of it from time to time where all has to be made anew; it must not cancel that.
        """
        found = self._updated(patch, ticket)
        self._tell_order()
        return found

    def _updated(self, patch: Patch, ticket: Ticket | None) -> Set[TaskUid]:
        touched, retimed, taken = _touched(self.project, patch, ticket), _retimed(patch), None
        if not ((touched or retimed) and self._mended):
            others = self._retime(patch) if retimed else frozenset[TaskUid]()
            taken = self._take(patch, touched, others, ticket)
        if taken is None:
            at_once(self._compiling(), ticket)
        elif not (taken.whole or _properties(patch)):
            return self._repair(taken, patch, ticket) if taken.rows or taken.reshaped.gone else frozenset()
        before = self.schedule
        at_once(self._scheduling(), ticket)
        return self.schedule.differing(before) | _came_or_went(patch)

    def schedule_anew(self) -> Steps[Set[TaskUid]]:
        """Run the passes over the whole plan as it is compiled; gives the tasks of which anything changed.

        None did, unless something went wrong before. The plan must not change meanwhile, or else the steps be closed;
        the schedule is what it was until they are over.
        """
        passes, before = self._passes, self.schedule
        yield from self._scheduling()
        found = self.schedule.differing(before)
        if not found:  # whoever holds the schedule there was goes on with it
            self._passes, self.schedule = passes, before
        return found

    @contextmanager
    def trial(self, patch: Patch, limit: int = 1 << 60, until: TaskUid | None = None) -> Generator[Trial]:
        """The plan with a patch, for as long as the context lasts; afterwards plan and schedule are what they were.

        Nothing may be changed meanwhile. Only early dates are repaired, which takes a fraction of an update; where that
        cannot be, the plan with the patch is scheduled as a whole.

        Args:
            limit: Of the tasks dated anew; those beyond it keep their dates, as do all where the plan has more of them
                and had to be scheduled as a whole.
            until: Only the dates of this task are asked for: what does not come before it in the order of the network
                may keep its dates, and ``moved`` does not tell of it.
        """
        network, inverse, mended = self._plan.network, patch.inverted(), len(self.working_times.notes)
        late, counting = self._plan.late, network.whole
        self.project.apply(patch)
        taken = self._tried(patch)
        dated = self._date(taken, patch, limit, until)
        try:
            if dated is not None:
                yield self._trial(taken, dated, limit)
            elif len(self.schedule.uids) > limit:
                yield self._trial()
            else:
                yield Trial.compared(Engine(self.project), self.schedule)
        finally:
            self.project.apply(inverse)
            back = taken and self._tried(inverse)
            undone = taken is None or (back is not None and (dated is None or self._date(back, inverse) is not None))
            if undone and network.intact and len(self.working_times.notes) == mended:
                self._plan.late, network.whole = late, counting
            else:
                at_once(self._compiling())
                at_once(self._scheduling())
            self._tell_order()

    def _trial(self, taken: Taken | None = None, dated: Repaired | None = None, limit: int = 0) -> Trial:
        """What was tried, as far as it was dated."""
        moved, whole = frozenset[TaskUid](), dated is not None and len(dated.dated) < limit
        if taken is not None and dated is not None:
            moved = frozenset(map(self.schedule.uids.__getitem__, dated.changed))
            moved |= frozenset(taken.reshaped.came if whole else ())
        return Trial(
            project=self.project,
            schedule=self.schedule,
            working_times=self.working_times,
            compiled=self._plan,
            moved=moved,
            whole=whole,
        )

    def repairs(self, patch: Patch) -> bool:
        """Whether a trial of a patch dates only what hangs on it, and not mostly the whole plan anew."""
        return self._passes.repairable and not _retimed(patch)

    def _tried(self, patch: Patch) -> Taken | None:
        """Take over a patch for a trial; None where the plan would have to be compiled anew."""
        touched = _touched(self.project, patch)
        return None if _retimed(patch) or self._are_many(touched) else self._take(patch, touched)

    def _date(
        self, taken: Taken | None, patch: Patch, limit: int = 1 << 60, until: TaskUid | None = None
    ) -> Repaired | None:
        """Repair the early dates that hang on a patch and nothing else; None where they cannot be repaired."""
        if taken is None or taken.whole:
            return None
        places = None if until is None else self._plan.network.places(until)
        repaired = self._passes.date(taken.rows, limit, None if places is None else places[1] + 1)
        for row in taken.reshaped.gone:
            self.schedule.segments.pop(self.schedule.uids[row], None)
        self._forget_spans(repaired.dated, patch)
        return repaired if self._passes.in_range(repaired.dated) else None

    # -- the compiled plan

    def _compiling(self) -> Steps[None]:
        self.working_times = WorkingTimes(self.project)
        self._plan = yield from compile_plan(self.project, self.working_times)

    @property
    def _mended(self) -> bool:
        """Whether there is anything to say of the plan's calendars or links that any edit can make untrue."""
        return bool(self.working_times.notes or self._plan.network.notes)

    def _are_many(self, touched: Set[TaskUid]) -> bool:
        """Whether it takes less time to compile all tasks than these one by one."""
        return len(touched) > max(_FEW, len(self.project.tasks) // 32)

    def _take(
        self,
        patch: Patch,
        touched: Set[TaskUid],
        timed: Set[TaskUid] | None = frozenset(),
        ticket: Ticket | None = None,
    ) -> Taken | None:
        """Take a patch over into the compiled plan; None where that has to be made anew.

        Args:
            touched: The tasks to compile.
            timed: More of them, whose working time may be another one; None for all.
        """
        reshaped = reshape(self._plan.network, self.project, patch, ticket)
        if reshaped is None:
            return None
        if timed is None or self._are_many(touched | timed):
            self._plan.rename(self.project, touched)
            known = _only_other_hours(patch) and not self._are_many(touched)
            changed = touched | reshaped.summaries if known else None
            self._plan = at_once(compile_plan(self.project, self.working_times, self._plan, changed), ticket)
            return Taken(reshaped=reshaped, whole=True)
        self._plan.reshape(reshaped)
        if reshaped.summaries:
            self._passes.reshape()
        anew = touched | timed | reshaped.summaries
        rows = self._plan.refresh(self.project, self.working_times, anew, ticket)
        return Taken(reshaped=reshaped, rows=rows | reshaped.rows, whole=not self._passes.repairable)

    def _retime(self, patch: Patch) -> Set[TaskUid] | None:
        """Follow calendars and properties of the plan that changed; gives the tasks they bear on, None for all."""
        times, info = self.working_times, self.project.info
        self._plan.take_properties(info)
        calendars = times.forget(patch.touched("calendars"))
        before, _after = patch.changes.get("plan", {}).get("info", (info, info))
        moved = before.start != info.start and times.combines
        if moved or before.calendar != info.calendar or info.calendar in calendars:
            self.working_times = WorkingTimes(self.project)
            return None
        self._plan.traits.forget_times(times.in_use())
        return _timed_by(self.project, calendars)

    # -- the schedule

    def _scheduling(self) -> Steps[None]:
        self._passes = yield from Passes.in_steps(self._plan)
        self.schedule = self._passes.schedule
        self.schedule.work_out_spans(partial(Spans, self._plan, self.project, self.working_times, Kept()))
        self._collect_notes()

    def _repair(self, taken: Taken, patch: Patch, ticket: Ticket | None) -> Set[TaskUid]:
        """Make only what hangs on a patch anew; gives the tasks that moved, came or went."""
        gone = taken.reshaped.gone
        self._passes.leave(gone)
        repaired = self._passes.repair(taken.rows, ticket)
        self._forget_spans(repaired.dated, patch)
        self._forget_spans(gone, patch)
        self._collect_notes()
        came = (self.schedule.rows[uid] for uid in taken.reshaped.came)
        return moved(self.schedule.uids, repaired.changed, [*repaired.split, *gone, *came])

    def _forget_spans(self, rows: Collection[int], patch: Patch) -> None:
        spans = self.schedule.spans
        assert isinstance(spans, Spans)
        spans.forget(rows, patch.touched("assignments"))

    def _tell_order(self) -> None:
        """Let edits of the plan as it is now know the order it was scheduled in, where that minds all its links."""
        network = self._plan.network
        self.project.ranks = network if network.whole and network.intact and not network.notes else None

    def _collect_notes(self) -> None:
        self.schedule.notes = [*self.working_times.notes, *self._plan.network.notes, *self._passes.notes]


_FEW: Final = 2000
"""So many tasks are always compiled one by one; of most of a plan that takes longer than to compile all of it."""

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
    return "calendars" in patch.changes or _properties(patch)


def _properties(patch: Patch) -> bool:
    """Whether properties of the plan changed that the schedule hangs on."""
    before, after = patch.changes.get("plan", {}).get("info", (None, None))
    return before is not after and any(getattr(before, name) != getattr(after, name) for name in _PROPERTIES)


def _only_other_hours(patch: Patch) -> bool:
    """Whether no more is said of calendars than what each of them says; the same tasks have the same ones."""
    before, after = patch.changes.get("plan", {}).get("info", (None, None))
    moved = before is not None and after is not None and before.calendar != after.calendar
    return not moved and all(before and after for before, after in patch.changes.get("calendars", {}).values())


def _timed_by(project: Project, calendars: frozenset[CalendarUid]) -> set[TaskUid]:
    """The tasks that go on in the working time of some calendars, or that somebody works on in it."""
    if not calendars:
        return set()
    found = set[TaskUid]()
    if not calendars.isdisjoint(map(attrgetter("calendar"), project.tasks.values())):  # as mostly
        found = {uid for uid, task in project.tasks.items() if task.calendar in calendars}
    people = (uid for uid, one in project.resources.items() if one.calendar in calendars)
    found.update(one.task for uid in people for one in project.assignments_to(uid))
    return found


def _touched(project: Project, patch: Patch, ticket: Ticket | None = None) -> frozenset[TaskUid]:
    """The tasks whose dates hang on records, assignments or people that the patch changes, or on a file's dates."""
    ticket = ticket or Ticket()
    tasks = (
        uid
        for uid, (before, after) in _told(patch, "tasks", ticket)
        if before is None or after is None or _of_task(before) != _of_task(after)
    )
    assignments = (
        one.task
        for _uid, (before, after) in _told(patch, "assignments", ticket)
        if before is None or after is None or _of_assignment(before) != _of_assignment(after)
        for one in (before, after)
        if one is not None
    )
    others = (
        one.task
        for uid, (before, after) in patch.changes.get("resources", {}).items()
        if before is None or after is None or (before.calendar, before.kind) != (after.calendar, after.kind)
        for one in project.assignments_to(uid)
    )
    told = patch.touched("stored_dates") - {ROOT}  # what was said of the plan itself is its tasks' doing
    return told.union(tasks, assignments, others)


def _told(patch: Patch, table: str, ticket: Ticket) -> Iterator[tuple[Any, tuple[Any, Any]]]:
    """What a patch changes in a table; tells a ticket meanwhile."""
    for one in patch.changes.get(table, {}).items():
        ticket.step(0, 0)
        yield one


def _dated_by(record: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the fields of a record that dates can hang on; names stand in what is told of them."""
    return attrgetter(*(name for name in widest(record).__struct_fields__ if name not in _WORDS))


_WORDS: Final = frozenset(
    ("guid", "wbs", "notes", "contact", "hyperlink", "created", "baselines", "custom", "foreign", "timephased")
)
"""What records say beside their dates; the work that is spread by hand is looked at apart."""

_of_task = _dated_by(Task)
_beside_name = attrgetter(*(name for name in widest(Task).__struct_fields__ if name not in _WORDS | {"name"}))
_fields_of_assignment = _dated_by(Assignment)


def _of_assignment(one: Assignment) -> tuple[Any, ...]:
    spread = [piece for piece in one.timephased if piece.kind in (REMAINING, ACTUAL)] if one.timephased else []
    return (*_fields_of_assignment(one), spread)


def worded(patch: Patch) -> frozenset[TaskUid]:
    """The tasks of which a patch changes nothing but words, on which neither dates nor work hang; of few tasks only."""
    tasks = patch.changes.get("tasks", {})
    return frozenset(
        uid
        for uid, (before, after) in (tasks.items() if len(tasks) <= _FEW else ())
        if before is not None and after is not None and _beside_name(before) == _beside_name(after)
    )


def _came_or_went(patch: Patch) -> frozenset[TaskUid]:
    """The tasks that have a row now and had none, or the other way round."""
    changes = patch.changes.get("tasks", {}).items()
    return frozenset(uid for uid, (before, after) in changes if is_shown(before) != is_shown(after))
