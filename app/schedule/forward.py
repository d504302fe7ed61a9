"""The forward pass: the earliest dates that links, constraints and calendars allow, and what set them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Final

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from .activity import Activity
from .compiled import Compiled
from .front import Front
from .hold import Hold
from .schedule import Driver, DriverKind, Schedule, Values

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
        renoted: A repair changed the notes.
    """

    def __init__(self, plan: Compiled, schedule: Schedule, start: Minute) -> None:
        """Prepare a pass that begins at the project start."""
        self._plan = plan
        self._schedule = schedule
        self._project_start = start
        self._holds: dict[int, Hold] = {}
        self.wanted: dict[int, Minute] = {}
        self.notes: dict[int, Note] = {}
        self.renoted = False

    def run(self, late: dict[int, Dates]) -> None:
        """Set the dates of every row; those in ``late`` are scheduled then, unless that is before their early dates."""
        children, schedule = self._plan.network.children, self._schedule
        starts, finishes = schedule.start, schedule.finish
        early_starts, early_finishes = schedule.early_start, schedule.early_finish
        for step in self._plan.network.order:
            if step < 0:
                self._close(~step)
            elif not step or children[step]:
                self._open(step)
            else:
                early = early_starts[step], early_finishes[step] = self._place(step)
                if step in late and late[step] > early:
                    early = late[step]
                starts[step], finishes[step] = early

    def beside(self, told: Mapping[int, Dates]) -> Iterator[tuple[int, Dates]]:
        """Place one task after another as if all others were where they are told to be; gives rows and dates.

        The schedule has the dates told, and what would have set those given.
        """
        children, schedule = self._plan.network.children, self._schedule
        for step in self._plan.network.order:
            if step < 0:
                self._close(~step)
            elif not step or children[step]:
                self._open(step)
            else:
                placed = self._place(step)
                yield step, placed
                dates = told.get(step, placed)
                schedule.start[step], schedule.finish[step] = dates
                schedule.early_start[step], schedule.early_finish[step] = dates

    def repair(self, rows: Iterable[int], before: dict[int, Values], limit: int = 1 << 60) -> set[int]:
        """Make the schedule true again after these rows' activities or links changed; gives the rows placed anew.

        Tasks that are scheduled at their late dates can't be repaired.

        Args:
            before: Takes what the rows were before they were placed anew.
            limit: Of the rows placed; what hangs on the last of them is left as it was.
        """
        network, schedule = self._plan.network, self._schedule
        front, placed = Front(network.rank), set[int]()
        for row in rows:
            front.add((row, ~row) if network.is_summary(row) else (row,))
        while front and len(placed) < limit:
            step = front.next()
            row = step if step >= 0 else ~step
            placed.add(row)
            if row not in before:
                before[row] = schedule.values(row)
            if step >= 0 and network.is_summary(row):
                if self._reopened(row):
                    front.add(network.after(step))
            else:
                was = self._dated(row)
                self._replace(step)
                now = self._dated(row)
                if was != now:
                    front.add([one for one in network.after(step) if one >= 0 or self._matters(~one, was, now)])
        return placed

    def _reopened(self, row: int) -> bool:
        """Hand down anew what holds the tasks of a summary back; whether it changed."""
        held = self._holds[row]
        self._open(row)
        return held.limits() != self._holds[row].limits()

    def _replace(self, step: int) -> None:
        """Date a task or, at its second step, a summary anew."""
        if step < 0:
            self._close(~step)
            return
        schedule = self._schedule
        note = self.notes.pop(step, None)
        self.wanted.pop(step, None)
        early = schedule.early_start[step], schedule.early_finish[step] = self._place(step)
        schedule.start[step], schedule.finish[step] = early
        self.renoted = self.renoted or note != self.notes.get(step)

    def _matters(self, summary: int, was: tuple[int, ...], now: tuple[int, ...]) -> bool:
        """Whether a summary can change when the dates of a task in it do; a wide one is not looked through in vain."""
        schedule = self._schedule
        return (
            min(was[0], now[0]) <= schedule.start[summary]
            or max(was[1], now[1]) >= schedule.finish[summary]
            or min(was[2], now[2]) <= schedule.early_start[summary]
            or max(was[3], now[3]) >= schedule.early_finish[summary]
        )

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
            if activity.resumed is not None:  # it is worked on for its whole duration, whatever finish was typed
                early = (early[0], max(early[1], activity.time.add(early[0], activity.duration)))
            schedule.driver[row] = EXTERNAL if activity.external else MANUAL
        elif rows:
            of_rows = itemgetter(*rows, rows[0])  # one more, because a single one gives no tuple
            starts: tuple[Minute, ...] = of_rows(schedule.start)
            dates = (min(starts), max(of_rows(schedule.finish)))
            early = (min(of_rows(schedule.early_start)), max(of_rows(schedule.early_finish)))
            first = rows[starts.index(dates[0])]
            schedule.driver[row] = Driver(DriverKind.CHILDREN, plan.network.uids[first])
        else:
            dates = early = (self._project_start, self._project_start)
        if not row:
            dates = (dates[0], max(dates[1], early[1]))
        schedule.start[row], schedule.finish[row] = dates
        schedule.early_start[row], schedule.early_finish[row] = early
        schedule.duration[row] = activity.yardstick.between(*dates)

    # -- tasks

    def _place(self, row: int) -> Dates:
        """The early dates of a task."""
        activity, schedule = self._plan.activities[row], self._schedule
        schedule.duration[row] = activity.duration
        if activity.plain and (dates := self._placed_plainly(row, activity)):
            return dates
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
            dates = self._honoured(row, activity, dates)
        if activity.workers:  # each in hours of their own: how long that is depends on when
            schedule.duration[row] = activity.time.between(*dates)
        return dates

    def _placed_plainly(self, row: int, activity: Activity) -> Dates | None:
        """What ``_place`` comes to for most tasks, without its detours; None where something sets the finish."""
        plan, schedule = self._plan, self._schedule
        above = self._holds[plan.network.parent[row]]
        if above.finish is not None:
            return None
        start, driver = above.start, above.driver
        starts, finishes = schedule.start, schedule.finish
        for link in plan.network.incoming[row]:
            if link.to_finish:
                return None
            before = link.predecessor
            moment = finishes[before] if link.from_finish else starts[before]
            if link.lag:
                moment = plan.shifted(link, moment, plan.lag(link, schedule.duration[before]))
            if start is None or moment > start:
                start, driver = moment, link.driver
        if start is None:
            start = self._project_start
            if above.summary is not None and above.summary > start:
                start, driver = above.summary, above.summary_driver
        schedule.driver[row] = driver
        if not activity.span:
            return start, start
        time = activity.time
        offset = time.offset_of[start]
        return time.starting_at[offset], time.finishing_at[offset + activity.span]

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
