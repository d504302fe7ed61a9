"""The forward pass: the earliest dates that links, constraints and calendars allow, and what set them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from .activity import Activity
from .compiled import Compiled
from .front import Front
from .hold import Hold
from .schedule import Driver, DriverKind, Schedule

CONSTRAINT: Final = Driver(DriverKind.CONSTRAINT)
MANUAL: Final = Driver(DriverKind.MANUAL)
ACTUAL: Final = Driver(DriverKind.ACTUAL)
EXTERNAL: Final = Driver(DriverKind.EXTERNAL)

Dates = tuple[Minute, Minute]
"""Start and finish."""


class ForwardPass:
    """Places every task as early as possible, in the order of the network.

    Attributes:
        wanted: Row to the start its links ask for, where a constraint put the task earlier.
        notes: Row to the links that its constraint or its fixed dates do not let count.
    """

    def __init__(self, plan: Compiled, schedule: Schedule, start: Minute) -> None:
        """Prepare a pass that begins at the project start."""
        self._plan = plan
        self._schedule = schedule
        self._project_start = start
        self._holds: dict[int, Hold] = {}
        self.wanted: dict[int, Minute] = {}
        self.notes: dict[int, Note] = {}

    def run(self, late: dict[int, Dates]) -> None:
        """Set the dates of every row; those in ``late`` are scheduled then, unless that is before their early dates."""
        children, schedule = self._plan.network.children, self._schedule
        for step in self._plan.network.order:
            if step < 0:
                self._close(~step)
            elif not step or children[step]:
                self._open(step)
            else:
                early = schedule.early_start[step], schedule.early_finish[step] = self._place(step)
                wanted = late.get(step, early)
                schedule.start[step], schedule.finish[step] = wanted if wanted > early else early

    def repair(self, schedule: Schedule, rows: Iterable[int]) -> set[int]:
        """Make a schedule of which these rows' activities changed true again; gives the rows that were placed anew.

        Tasks that are scheduled at their late dates can't be repaired.
        """
        self._schedule = schedule
        network = self._plan.network
        front, placed = Front(network.rank), set[int]()
        for row in rows:
            front.add((row, ~row) if network.is_summary(row) else (row,))
        while front:
            step = front.next()
            placed.add(step if step >= 0 else ~step)
            if self._repaired(step):
                front.add(network.after(step))
        return placed

    def _repaired(self, step: int) -> bool:
        """Take a step again; whether it came to something else."""
        schedule = self._schedule
        if step >= 0 and self._plan.network.is_summary(step):
            held = self._holds[step]
            self._open(step)
            return held.limits() != self._holds[step].limits()
        row = step if step >= 0 else ~step
        before = self._dated(row)
        if step < 0:
            self._close(row)
        else:
            self.notes.pop(row, None)
            self.wanted.pop(row, None)
            schedule.early_start[row], schedule.early_finish[row] = self._place(row)
            schedule.start[row], schedule.finish[row] = schedule.early_start[row], schedule.early_finish[row]
        return before != self._dated(row)

    def _dated(self, row: int) -> tuple[int, ...]:
        """All that other rows take from one."""
        schedule = self._schedule
        early = (schedule.early_start[row], schedule.early_finish[row])
        return (schedule.start[row], schedule.finish[row], *early, schedule.duration[row])

    # -- what holds a row back

    def _hold(self, row: int) -> Hold:
        """What its links and the summaries above ask of a row."""
        plan, schedule = self._plan, self._schedule
        hold = Hold(self._holds[plan.network.parent[row]] if row else None)
        for link in plan.network.incoming[row]:
            before = link.predecessor
            moment = schedule.finish[before] if link.from_finish else schedule.start[before]
            if link.lag:
                moment = plan.shifted(link, moment, plan.lag(link, schedule.duration[before]))
            if link.to_finish:
                hold.at_finish(moment, link.driver)
            else:
                hold.at_start(moment, link.driver)
        return hold

    def _constrain(self, hold: Hold, activity: Activity) -> None:
        """Add what the task's own constraint asks for, as far as it holds the task back."""
        kind = activity.constraint
        if kind is ConstraintKind.START_NO_EARLIER_THAN:
            hold.at_start(activity.date, CONSTRAINT)
        elif kind is ConstraintKind.FINISH_NO_EARLIER_THAN:
            hold.at_finish(activity.date, CONSTRAINT)
        elif not self._plan.honour and kind is ConstraintKind.MUST_START_ON:
            hold.at_start(activity.date, CONSTRAINT)
        elif not self._plan.honour and kind is ConstraintKind.MUST_FINISH_ON:
            hold.at_finish(activity.date, CONSTRAINT)

    # -- summaries

    def _open(self, row: int) -> None:
        """Hand down what holds the tasks of a summary back."""
        self._holds[row] = hold = self._hold(row)
        activity, uid = self._plan.activities[row], self._plan.network.uids[row]
        if activity.fixed is not None:
            hold.below(activity.fixed[0], Driver(DriverKind.SUMMARY, uid))
        if activity.constraint is ConstraintKind.START_NO_EARLIER_THAN:
            hold.at_start(activity.date, Driver(DriverKind.CONSTRAINT, uid))

    def _close(self, row: int) -> None:
        """Give a summary the dates of its tasks; one scheduled by hand keeps its own."""
        plan, schedule, activity = self._plan, self._schedule, self._plan.activities[row]
        early: Dates
        dates: Dates
        rows = [child for child in plan.network.children[row] if plan.activities[child].active]
        if activity.fixed is not None:
            dates = early = activity.fixed
            if activity.started:  # it is worked on for its whole duration, whatever finish was typed
                early = (early[0], max(early[1], activity.time.add(early[0], activity.duration)))
            schedule.driver[row] = EXTERNAL if activity.external else MANUAL
        elif rows:
            first = min(rows, key=schedule.start.__getitem__)
            dates = (schedule.start[first], max([schedule.finish[child] for child in rows]))
            early = (
                min([schedule.early_start[child] for child in rows]),
                max([schedule.early_finish[child] for child in rows]),
            )
            schedule.driver[row] = Driver(DriverKind.CHILDREN, plan.network.uids[first])
        else:
            dates = early = (self._project_start, self._project_start)
        if not row:
            dates = (dates[0], max(dates[1], early[1]))
        schedule.start[row], schedule.finish[row] = dates
        schedule.early_start[row], schedule.early_finish[row] = early
        schedule.duration[row] = activity.time.between(*dates)

    # -- tasks

    def _place(self, row: int) -> Dates:
        """The early dates of a task."""
        activity, schedule = self._plan.activities[row], self._schedule
        schedule.duration[row] = activity.duration
        hold = self._hold(row)
        if activity.fixed is not None:
            schedule.driver[row] = EXTERNAL if activity.external else MANUAL if activity.manual else ACTUAL
            if hold.start is not None and hold.start > activity.fixed[0] and activity.active:
                self._note_unkept(row, hold.start, activity)
            return activity.fixed
        if activity.constraint is not ConstraintKind.AS_SOON_AS_POSSIBLE:
            self._constrain(hold, activity)
        if activity.constraint is not ConstraintKind.FINISH_NO_EARLIER_THAN:
            hold.fall_back(self._project_start)
        dates = self._dates(row, activity, hold)
        if self._plan.honour and activity.constraint in _HARD:
            return self._honoured(row, activity, dates)
        return dates

    def _dates(self, row: int, activity: Activity, hold: Hold) -> Dates:
        """When a task goes on that is held back so."""
        driver = hold.driver
        if hold.start is None:  # the earliest finish alone decides
            self._schedule.driver[row] = hold.finish_driver
            finish = hold.finish if hold.finish is not None else self._project_start
            return activity.start_for(finish), finish
        start = hold.start
        if activity.delay:
            start = activity.time.next_working(start) + activity.delay
            driver = Driver(DriverKind.LEVELLING, behind=driver)
        start, finish = activity.from_start(start)
        if hold.finish is not None and hold.finish > finish:
            # the moment itself, even where it lies outside working hours or reads as the start of the next period
            finish, driver = hold.finish, hold.finish_driver
            start = activity.start_for(finish)
        self._schedule.driver[row] = driver
        return start, finish

    def _honoured(self, row: int, activity: Activity, dates: Dates) -> Dates:
        """The dates a hard constraint insists on, whatever the links ask for."""
        date, (start, finish) = activity.date, dates
        kind = activity.constraint
        if kind is ConstraintKind.MUST_START_ON or (kind is ConstraintKind.START_NO_LATER_THAN and start > date):
            put = activity.from_start(date)
        elif kind is ConstraintKind.MUST_FINISH_ON or (kind is ConstraintKind.FINISH_NO_LATER_THAN and finish > date):
            put = (activity.start_for(date), date)
        else:
            return dates
        if kind is ConstraintKind.START_NO_LATER_THAN and put[0] >= start:
            return dates  # the task starts at the same working moment
        self._schedule.driver[row] = CONSTRAINT
        if put[0] < start:
            self.wanted[row] = start
            self._note_conflict(row)
        return put

    # -- what could not be done as asked

    def _note_conflict(self, row: int) -> None:
        if self._holds[self._plan.network.parent[row]].start is None and not self._plan.network.incoming[row]:
            return  # nothing but the project start asks for a later one
        text = _("The constraint of '{name}' lets it start before its predecessors allow.")
        self._note(Severity.WARNING, "schedule.constraint-conflict", row, text)

    def _note_unkept(self, row: int, start: Minute, activity: Activity) -> None:
        assert activity.fixed is not None
        if activity.external or (activity.span and activity.time.next_working(activity.fixed[0]) >= start):
            return
        if activity.manual:
            text = _("'{name}' is scheduled by hand to start before its predecessors allow.")
        else:
            text = _("'{name}' was started before its predecessors allowed.")
        self._note(Severity.INFO, "schedule.link-not-kept", row, text)

    def _note(self, severity: Severity, code: str, row: int, text: str) -> None:
        network = self._plan.network
        name = network.names[row] or str(network.uids[row])
        self.notes[row] = Note(severity=severity, code=code, text=text.format(name=name), task=network.uids[row])


_HARD: Final = frozenset(
    {
        ConstraintKind.MUST_START_ON,
        ConstraintKind.MUST_FINISH_ON,
        ConstraintKind.START_NO_LATER_THAN,
        ConstraintKind.FINISH_NO_LATER_THAN,
    }
)
