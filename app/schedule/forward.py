"""The forward pass: the earliest dates that links, constraints and calendars allow, and what set them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.steps import Steps
from .activity import Activity
from .codes import EVER, NEVER
from .compiled import Compiled
from .drivers import Driver, DriverKind
from .hold import Hold
from .kernel.forward import close, forward, measure, spread
from .kernel.sweep import Sweep
from .schedule import Schedule
from .traits import State

CONSTRAINT: Final = Driver(DriverKind.CONSTRAINT)
MANUAL: Final = Driver(DriverKind.MANUAL)
ACTUAL: Final = Driver(DriverKind.ACTUAL)
EXTERNAL: Final = Driver(DriverKind.EXTERNAL)

Dates = tuple[Minute, Minute]
"""Start and finish."""

_STEPS: Final = 1_000
"""So many steps of the order are taken before the pass gives way."""


class ForwardPass:
    """Places every task as early as possible, in the order of the network.

    The walk does so for tasks that only links drive; here are the rules of all others.

    Attributes:
        state: What both passes keep of rows; ``sweep`` is the walk they share.
        notes: Row to the links that its constraint or its fixed dates do not let count.
        renoted: A repair changed the notes.
    """

    def __init__(self, plan: Compiled, schedule: Schedule, start: Minute) -> None:
        """Prepare a pass that begins at the project start."""
        self._plan = plan
        self._schedule = schedule
        schedule.driver.network = plan.network
        self.state = State(plan.network.room)
        self.sweep = Sweep(plan.network.graph, plan.traits, schedule, self.state)
        self.sweep.project_start = start
        self._code = schedule.driver.code
        self._late: dict[int, Dates] = {}
        self.notes: dict[int, Note] = {}
        self.renoted = False

    def run(self, late: dict[int, Dates]) -> Steps[None]:
        """Set the dates of every row; those in ``late`` are scheduled then, unless that is before their early dates."""
        self.notes, self._late = {}, late
        order = self._plan.network.order
        for first in range(0, len(order), _STEPS):
            place, end = first, min(first + _STEPS, len(order))
            while (place := forward(self.sweep, place, end, 0)) >= 0:
                self._take(order[place])
                place += 1
            yield

    def beside(self, told: Mapping[int, Dates]) -> Iterator[tuple[int, Dates]]:
        """Place one task after another as if all others were where they are told to be; gives rows and dates.

        The schedule has the dates told, and what would have set those given.
        """
        network, schedule = self._plan.network, self._schedule
        for place, step in enumerate(network.order):
            if forward(self.sweep, place, place + 1, 0) >= 0:
                self._take(step)
            if step >= 0 and not network.is_summary(step):
                placed = (schedule.early_start[step], schedule.early_finish[step])
                yield step, placed
                dates = told.get(step, placed)
                schedule.start[step], schedule.finish[step] = dates
                schedule.early_start[step], schedule.early_finish[step] = dates

    def repair(self, rows: Iterable[int], limit: int = 1 << 60, end: int | None = None) -> None:
        """Make the schedule true again after these rows' activities or links changed; the walk notes what it touches.

        Tasks that are scheduled at their late dates can't be repaired.

        Args:
            limit: Of the rows placed; what hangs on the last of them is left as it was.
            end: The place of the order to end before.
        """
        order, sweep, place = self._plan.network.order, self.sweep, 0
        end = len(order) if end is None else end
        for row in rows:
            sweep.mark(row)
            self.forget(row)
        while (place := forward(sweep, place, end, limit)) >= 0:
            self._take(order[place])
            spread(sweep, order[place])
            place += 1
        if end < len(order):
            sweep.unmark(end)

    def reshape(self) -> None:
        """Walk over the rows and the order that the network has now."""
        was = self.sweep
        self.sweep = Sweep(self._plan.network.graph, self._plan.traits, self._schedule, self.state)
        self.sweep.project_start, self.sweep.project_finish = was.project_start, was.project_finish

    def forget(self, row: int) -> None:
        """What was said of a row with rules of its own need not hold any more."""
        self.state.wanted[row], self.state.due[row] = NEVER, EVER
        self.renoted = self.notes.pop(row, None) is not None or self.renoted

    def _take(self, step: int) -> None:
        """Take a step with rules of its own, at which the walk has stopped."""
        network, schedule = self._plan.network, self._schedule
        if step < 0:
            self._close(~step)
        elif network.is_summary(step):
            self._open(step)
        else:
            note = self.notes.pop(step, None)
            self.state.wanted[step] = NEVER
            early = schedule.early_start[step], schedule.early_finish[step] = self._place(step)
            schedule.start[step], schedule.finish[step] = max(early, self._late.get(step, early))
            self.renoted = self.renoted or note != self.notes.get(step)

    # -- what holds a row back

    def _constrain(self, hold: Hold, activity: Activity) -> None:
        """Add what the task's own constraint asks for, as far as it holds the task back."""
        kind, code = activity.constraint, self._code(CONSTRAINT)
        if kind is ConstraintKind.START_NO_EARLIER_THAN:
            hold.at_start(activity.date, code)
        elif kind is ConstraintKind.FINISH_NO_EARLIER_THAN:
            hold.at_finish(activity.date, code)
        elif not self._plan.honour and kind is ConstraintKind.MUST_START_ON:
            hold.at_start(activity.date, code)
        elif not self._plan.honour and kind is ConstraintKind.MUST_FINISH_ON:
            hold.at_finish(activity.date, code)

    # -- summaries

    def _open(self, row: int) -> None:
        """Hand down what holds the tasks of a summary back, its own start or constraint among it."""
        activity, uid, state = self._plan.activities[row], self._plan.network.uids[row], self.state
        hold = Hold(self.sweep)
        if activity.fixed is not None:
            hold.below(activity.fixed[0], self._code(Driver(DriverKind.SUMMARY, uid)))
        if activity.constraint is ConstraintKind.START_NO_EARLIER_THAN:
            hold.at_start(activity.date, self._code(Driver(DriverKind.CONSTRAINT, uid)))
        state.hold_start[row], state.start_code[row] = hold.start, hold.code
        state.link_start[row] = hold.links
        state.hold_finish[row], state.finish_code[row] = hold.finish, hold.finish_code
        state.hold_summary[row], state.summary_code[row] = hold.summary, hold.summary_code

    def _close(self, row: int) -> None:
        """Give a summary its dates; one scheduled by hand keeps its own."""
        activity, schedule = self._plan.activities[row], self._schedule
        if activity.fixed is None:
            close(self.sweep, row)
            return
        start, finish = early_start, early_finish = activity.fixed
        if activity.resumed is not None:  # it is worked on for its whole duration, whatever finish was typed
            early_finish = max(finish, activity.time.add(start, activity.duration))
        schedule.driver.codes[row] = self._code(EXTERNAL if activity.external else MANUAL)
        schedule.start[row], schedule.finish[row] = start, finish
        schedule.early_start[row], schedule.early_finish[row] = early_start, early_finish
        measure(self.sweep, row)

    # -- tasks

    def _place(self, row: int) -> Dates:
        """The early dates of a task."""
        activity, schedule = self._plan.activities[row], self._schedule
        schedule.duration[row] = activity.duration
        hold = Hold(self.sweep)
        if activity.fixed is not None:
            driver = EXTERNAL if activity.external else MANUAL if activity.manual else ACTUAL
            schedule.driver.codes[row] = self._code(driver)
            if hold.links > activity.fixed[0] and activity.active:
                self._note_unkept(row, hold.links, activity)
            if activity.pushable:  # only links push it on: what was begun heeds no constraint of a summary above
                return activity.fixed[0], activity.pushed(hold.links, hold.finish)
            return activity.fixed
        if activity.constraint is not ConstraintKind.AS_SOON_AS_POSSIBLE:
            self._constrain(hold, activity)
        if activity.constraint is not ConstraintKind.FINISH_NO_EARLIER_THAN:
            hold.fall_back(self.sweep.project_start)
        dates = self._dates(row, activity, hold)
        if self._plan.honour and activity.constraint in _HARD:
            dates = self._honoured(row, activity, dates)
        if activity.workers:  # each in hours of their own: how long that is depends on when
            schedule.duration[row] = activity.lasting(*dates)
        return dates

    def _dates(self, row: int, activity: Activity, hold: Hold) -> Dates:
        """When a task goes on that is held back so."""
        start, code, drivers = hold.start, hold.code, self._schedule.driver
        if start == NEVER:  # the earliest finish alone decides
            drivers.codes[row] = hold.finish_code
            finish = hold.finish if hold.finish > NEVER else self.sweep.project_start
            return activity.start_for(finish), finish
        if activity.delay:
            start = activity.time.next_working(start) + activity.delay
            code = drivers.code(Driver(DriverKind.LEVELLING, behind=drivers.of(code)))
        start, finish = activity.from_start(start)
        if hold.finish > finish:
            # the moment itself, even where it lies outside working hours or reads as the start of the next period
            finish, code = hold.finish, hold.finish_code
            start = activity.start_for(finish)
        drivers.codes[row] = code
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
        self._schedule.driver.codes[row] = self._code(CONSTRAINT)
        if put[0] < start:
            self.state.wanted[row] = start
            self._note_conflict(row)
        return put

    # -- what could not be done as asked

    def _note_conflict(self, row: int) -> None:
        network = self._plan.network
        if self.state.hold_start[network.parent[row]] == NEVER and network.first_in[row] < 0:
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
