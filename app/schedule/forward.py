"""The forward pass: the earliest dates that links, constraints and calendars allow, and what set them."""

from __future__ import annotations

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from .activity import Activity
from .compiled import Compiled
from .network import Link
from .schedule import Driver, DriverKind, Schedule

_CONSTRAINT = Driver(DriverKind.CONSTRAINT)
_MANUAL = Driver(DriverKind.MANUAL)
_ACTUAL = Driver(DriverKind.ACTUAL)
_EXTERNAL = Driver(DriverKind.EXTERNAL)
_LEVELLING = Driver(DriverKind.LEVELLING)
_PROJECT_FINISH = Driver(DriverKind.PROJECT_FINISH)


class Hold:
    """What keeps a task from starting or finishing earlier.

    Attributes:
        start: No earlier than this; None while nothing said so.
        finish: No earlier than this either.
        driver: What set ``start``; ``finish_driver`` what set ``finish``.
        summary: The start of the manual summary above, which counts where nothing else speaks for the task's start.
    """

    __slots__ = ("driver", "finish", "finish_driver", "start", "summary", "summary_driver")

    def __init__(self, above: Hold | None = None) -> None:
        self.summary = above.summary if above else None
        self.summary_driver = above.summary_driver if above else None
        self.start = above.start if above else None
        self.finish = above.finish if above else None
        self.driver = above.driver if above else None
        self.finish_driver = above.finish_driver if above else None

    def at_start(self, moment: Minute, driver: Driver | None) -> None:
        """Start no earlier than this."""
        if self.start is None or moment > self.start:
            self.start, self.driver = moment, driver

    def at_finish(self, moment: Minute, driver: Driver) -> None:
        """Finish no earlier than this."""
        if self.finish is None or moment > self.finish:
            self.finish, self.finish_driver = moment, driver


class ForwardPass:
    """Places every task as early as possible, in the order of the network.

    Attributes:
        wanted: Row to the start its links ask for, where a constraint put the task earlier.
    """

    def __init__(self, plan: Compiled, schedule: Schedule, start: Minute) -> None:
        self._plan = plan
        self._schedule = schedule
        self._project_start = start
        self._holds: dict[int, Hold] = {}
        self.wanted: dict[int, Minute] = {}

    def run(self, late: dict[int, tuple[Minute, Minute]]) -> None:
        """Set the dates of every row; those in ``late`` are scheduled then, whatever their early dates are."""
        network, schedule = self._plan.network, self._schedule
        for step in network.order:
            if step < 0:
                self._close(~step)
            elif network.is_summary(step):
                self._open(step)
            else:
                self._place(step)
                schedule.start[step], schedule.finish[step] = late.get(
                    step, (schedule.early_start[step], schedule.early_finish[step])
                )

    def _hold(self, row: int) -> Hold:
        """What its links and the summaries above ask of a row."""
        hold = Hold(self._holds[self._plan.network.parent[row]] if row else None)
        for link in self._plan.network.incoming[row]:
            self._follow(link, hold)
        return hold

    def _follow(self, link: Link, hold: Hold) -> None:
        schedule, before = self._schedule, link.predecessor
        moment = schedule.finish[before] if link.from_finish else schedule.start[before]
        if link.lag:
            moment = self._plan.shifted(link, moment, self._plan.lag(link, schedule.duration[before]))
        driver = Driver(DriverKind.LINK, link.key[0], link.key)
        if link.to_finish:
            hold.at_finish(moment, driver)
        else:
            hold.at_start(moment, driver)

    def _open(self, row: int) -> None:
        """Hand down what holds the tasks of a summary back."""
        self._holds[row] = hold = self._hold(row)
        activity, uid = self._plan.activities[row], self._plan.network.uids[row]
        if activity.fixed is not None and (hold.summary is None or activity.fixed[0] > hold.summary):
            hold.summary, hold.summary_driver = activity.fixed[0], Driver(DriverKind.SUMMARY, uid)
        if activity.constraint is ConstraintKind.START_NO_EARLIER_THAN:
            hold.at_start(activity.date, Driver(DriverKind.CONSTRAINT, uid))

    def _close(self, row: int) -> None:
        """Give a summary the dates of its tasks."""
        plan, schedule = self._plan, self._schedule
        activity = plan.activities[row]
        rows = [child for child in plan.network.children[row] if plan.activities[child].active]
        if activity.fixed is not None and row:
            start, finish = activity.fixed
            dates = (start, finish, start, max(finish, activity.time.add(start, activity.duration)))
            schedule.driver[row] = _EXTERNAL if activity.external else _MANUAL
        elif rows:
            first = min(rows, key=schedule.start.__getitem__)
            dates = (
                schedule.start[first],
                max(schedule.finish[child] for child in rows),
                min(schedule.early_start[child] for child in rows),
                max(schedule.early_finish[child] for child in rows),
            )
            schedule.driver[row] = Driver(DriverKind.CHILDREN, plan.network.uids[first])
        else:
            dates = (self._project_start,) * 4
        schedule.start[row], schedule.finish[row], schedule.early_start[row], schedule.early_finish[row] = dates
        schedule.duration[row] = activity.time.between(dates[0], dates[1])

    def _place(self, row: int) -> None:
        activity = self._plan.activities[row]
        self._schedule.duration[row] = activity.duration
        if activity.fixed is not None:
            start, finish = activity.fixed
            driver = _EXTERNAL if activity.external else _MANUAL if activity.manual else _ACTUAL
        else:
            start, finish, driver = self._earliest(row, activity)
        self._schedule.early_start[row], self._schedule.early_finish[row] = start, finish
        self._schedule.driver[row] = driver

    def _earliest(self, row: int, activity: Activity) -> tuple[Minute, Minute, Driver | None]:
        """The earliest dates of a task that nothing has settled yet."""
        hold = self._hold(row)
        plan, date = self._plan, activity.date
        match activity.constraint:
            case ConstraintKind.START_NO_EARLIER_THAN:
                hold.at_start(date, _CONSTRAINT)
            case ConstraintKind.FINISH_NO_EARLIER_THAN:
                hold.at_finish(date, _CONSTRAINT)
            case ConstraintKind.MUST_START_ON if not plan.honour:
                hold.at_start(date, _CONSTRAINT)
            case ConstraintKind.MUST_FINISH_ON if not plan.honour:
                hold.at_finish(date, _CONSTRAINT)
            case _:
                pass
        if hold.start is None and activity.constraint is not ConstraintKind.FINISH_NO_EARLIER_THAN:
            hold.start = self._project_start
            if hold.summary is not None:
                hold.at_start(hold.summary, hold.summary_driver)
        start, finish, driver = _dates(activity, hold)
        if plan.honour and (put := _constrained(activity, start, finish)) is not None:
            if put[0] < start:
                self.wanted[row] = start
            return *put, _CONSTRAINT
        return start, finish, driver


def _dates(activity: Activity, hold: Hold) -> tuple[Minute, Minute, Driver | None]:
    """When a task goes on that is held back so."""
    if hold.start is None:  # the earliest finish alone decides
        assert hold.finish is not None
        return activity.start_for(hold.finish), hold.finish, hold.finish_driver
    start, driver = hold.start, hold.driver
    if activity.delay:
        start, driver = activity.time.next_working(start) + activity.delay, _LEVELLING
    if (activity.span or activity.delay) and not activity.loose:
        start = activity.time.next_working(start)
    finish = activity.finish_from(start)
    if hold.finish is not None and hold.finish > finish:
        # the moment itself, even if it lies outside working hours or reads as the start of the next period
        finish, driver = hold.finish, hold.finish_driver
        start = activity.start_for(finish)
    return start, finish, driver


def _constrained(activity: Activity, start: Minute, finish: Minute) -> tuple[Minute, Minute] | None:
    """The dates a hard constraint insists on, None where those found agree with it."""
    date = activity.date
    match activity.constraint:
        case ConstraintKind.MUST_START_ON:
            found = activity.time.next_working(date) if activity.span else date
            return found, activity.finish_from(found)
        case ConstraintKind.MUST_FINISH_ON:
            return activity.start_for(date), date
        case ConstraintKind.START_NO_LATER_THAN if start > date:
            found = activity.time.next_working(date) if activity.span else date
            return (found, activity.finish_from(found)) if found < start else None
        case ConstraintKind.FINISH_NO_LATER_THAN if finish > date:
            return activity.start_for(date), date
        case _:
            return None
