"""Working time: when work is done, counted and moved along, for calendars, resources and tasks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from ..i18n import _
from .errors import Note, Severity
from .kinds import Recurrence, ResourceKind
from .moments import DAY, Minute, day_number, to_minute, weekday
from .project import Project
from .records import STANDARD_WEEK, Calendar, CalendarUid, ExceptionPeriod, Hours, ResourceUid, TaskUid
from .recurrence import days_of

Period = tuple[Minute, Minute]
"""From and to."""

HORIZON: Final = (day_number(date(1900, 1, 1)) * DAY, day_number(date(2200, 1, 1)) * DAY)
"""Calendars say something within these moments; before and after, the clock is taken as working, so that every
question has an answer."""

_FAR: Final = 10**12
_DEFAULT: Final = tuple(hours or () for hours in STANDARD_WEEK)
_CENTRE: Final = day_number(date(2020, 1, 1)) * DAY
_CHUNK: Final = 366 * DAY
_REMEMBERED: Final = 200_000


class WorkingTime:
    """Working periods on the axis of minutes, and an axis of working minutes beside it.

    A moment between two periods is the same place on the working axis as the end of the one and the start of the
    other; ``starting`` and ``finishing`` are the two readings of such a place. Periods are worked out as far as they
    are asked for.
    """

    __slots__ = ("_ends", "_first", "_known", "_last", "_offsets", "_periods_in", "_starts")

    def __init__(self, periods_in: Callable[[Minute, Minute], Iterable[Period]]) -> None:
        """Take a function that gives the working periods between two midnights, in order and apart."""
        self._periods_in = periods_in
        self._first = self._last = _CENTRE
        self._starts: list[Minute] = []
        self._ends: list[Minute] = []
        self._offsets: list[int] = []  # working minutes at each start, counted from _CENTRE
        self._known: dict[Minute, int] = {}  # offsets asked for before: most moments are those of other tasks

    # -- the two axes

    def offset(self, minute: Minute) -> int:
        """The place of a moment on the working axis: working minutes since a fixed moment."""
        known = self._known.get(minute)
        if known is not None:
            return known
        self._reach(minute)
        row = bisect_right(self._starts, minute) - 1
        if row < 0:
            return self._offsets[0] if self._offsets else 0
        start, end = self._starts[row], self._ends[row]
        offset = self._offsets[row] + (minute if minute < end else end) - start
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[minute] = offset
        return offset

    def starting(self, offset: int) -> Minute:
        """The moment of a place on the working axis, read as the start of work: the later one."""
        row = bisect_right(self._offsets, offset) - 1
        if row < 0 or row == len(self._offsets) - 1:
            self._reach_offset(offset)
            row = bisect_right(self._offsets, offset) - 1
        return self._starts[row] + offset - self._offsets[row]

    def finishing(self, offset: int) -> Minute:
        """The moment of a place on the working axis, read as the end of work: the earlier one."""
        row = bisect_left(self._offsets, offset) - 1
        if row < 0 or row == len(self._offsets) - 1:
            self._reach_offset(offset)
            row = bisect_left(self._offsets, offset) - 1
        return self._starts[row] + offset - self._offsets[row]

    # -- moments

    def next_working(self, minute: Minute) -> Minute:
        """The moment itself where work can begin at it, else the next one at which it can."""
        return self.starting(self.offset(minute))

    def previous_working(self, minute: Minute) -> Minute:
        """The moment itself where work can end at it, else the last one at which it could."""
        return self.finishing(self.offset(minute))

    def add(self, minute: Minute, working_minutes: int) -> Minute:
        """The moment when so much working time has passed; going back, the moment from which on so much passes.

        Without working time to pass, the moment itself.
        """
        if working_minutes > 0:
            return self.finishing(self.offset(minute) + working_minutes)
        return self.starting(self.offset(minute) + working_minutes) if working_minutes else minute

    def from_start(self, minute: Minute, working_minutes: int) -> Period:
        """When work of so many minutes goes on that can begin at a moment."""
        offset = self.offset(minute)
        return self.starting(offset), self.finishing(offset + working_minutes)

    def from_finish(self, minute: Minute, working_minutes: int) -> Period:
        """When work of so many minutes goes on that has to end by a moment."""
        offset = self.offset(minute)
        return self.starting(offset - working_minutes), self.finishing(offset)

    def between(self, start: Minute, finish: Minute) -> int:
        """Working minutes from one moment to another; negative where the second is the earlier one."""
        return self.offset(finish) - self.offset(start)

    def periods(self, start: Minute, finish: Minute) -> list[Period]:
        """The working periods between two moments, cut off at them."""
        if finish <= start:
            return []
        self._reach(start)
        self._reach(finish)
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, finish)
        return [(max(self._starts[i], start), min(self._ends[i], finish)) for i in range(first, last)]

    # -- working out periods

    def _reach(self, minute: Minute) -> None:
        """Work out the periods up to a moment, and some more."""
        while minute >= self._last and self._last < _FAR:
            self._extend_right()
        while minute <= self._first and self._first > -_FAR:
            self._extend_left()

    def _reach_offset(self, offset: int) -> None:
        while not self._offsets or offset >= self._offsets[-1]:
            if self._last >= _FAR:
                break
            self._extend_right()
        while not self._offsets or offset <= self._offsets[0]:
            if self._first <= -_FAR:
                break
            self._extend_left()

    def _extend_right(self) -> None:
        """Double what is known after the centre; beyond the horizon one endless period."""
        first = self._last
        last = min(first + max(first - _CENTRE, _CHUNK), HORIZON[1]) if first < HORIZON[1] else _FAR
        found = self._periods_in(first, last) if first < HORIZON[1] else [(first, last)]
        offset = self._offsets[-1] + self._ends[-1] - self._starts[-1] if self._offsets else 0
        for start, end in found:
            if self._ends and start == self._ends[-1]:
                self._ends[-1] = end
            else:
                self._starts.append(start)
                self._ends.append(end)
                self._offsets.append(offset)
            offset += end - start
        self._last = last

    def _extend_left(self) -> None:
        """Double what is known before the centre; beyond the horizon one endless period."""
        last = self._first
        first = max(last - max(_CENTRE - last, _CHUNK), HORIZON[0]) if last > HORIZON[0] else -_FAR
        found = list(self._periods_in(first, last)) if last > HORIZON[0] else [(first, last)]
        offset = (self._offsets[0] if self._offsets else 0) - sum(end - start for start, end in found)
        starts: list[Minute] = []
        ends: list[Minute] = []
        offsets: list[int] = []
        for start, end in found:
            starts.append(start)
            ends.append(end)
            offsets.append(offset)
            offset += end - start
        if ends and self._starts and ends[-1] == self._starts[0]:
            ends.pop()
            del self._starts[0], self._offsets[0]
        self._starts, self._ends, self._offsets = starts + self._starts, ends + self._ends, offsets + self._offsets
        self._first = first


def always() -> WorkingTime:
    """The clock: every minute works."""
    return WorkingTime(lambda first, last: [(first, last)])


def either(times: Iterable[WorkingTime]) -> WorkingTime:
    """The time in which at least one of them works."""
    several = tuple(times)
    return WorkingTime(lambda first, last: _merged(sorted(p for one in several for p in one.periods(first, last))))


def both(one: WorkingTime, other: WorkingTime) -> WorkingTime:
    """The time in which both work."""
    return WorkingTime(lambda first, last: _common(one.periods(first, last), other.periods(first, last)))


def _common(one: list[Period], other: list[Period]) -> Iterator[Period]:
    left, right = 0, 0
    while left < len(one) and right < len(other):
        start, end = max(one[left][0], other[right][0]), min(one[left][1], other[right][1])
        if start < end:
            yield start, end
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1


def _merged(periods: Iterable[Period]) -> list[Period]:
    """Periods in order of their starts, joined where they touch or overlap."""
    joined: list[Period] = []
    for start, end in periods:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


# -- calendars

_RANK = {
    Recurrence.DAILY: 0,
    Recurrence.WEEKLY: 1,
    Recurrence.MONTHLY_BY_DAY: 2,
    Recurrence.MONTHLY_BY_POSITION: 2,
    Recurrence.YEARLY_BY_DAY: 3,
    Recurrence.YEARLY_BY_POSITION: 3,
    None: 4,
}
"""Which of two exceptions on a day wins: a single period over a recurring one, the rarer over the more frequent."""


class CalendarRules:
    """A calendar with the bases it takes open days from, nearest first; gives the hours of days.

    The first that speaks wins: an exception of any of them, then each one's work weeks and week in turn, at last
    Microsoft Project's default week.
    """

    def __init__(self, chain: list[Calendar]) -> None:
        self._chain = chain
        self.empty = not any(self._usual(day) for day in range(7)) and not any(
            any(week.week) for calendar in chain for week in calendar.work_weeks
        )
        ends = [day_number(e.finish) for calendar in chain for e in calendar.exceptions if e.hours]
        self._last_word = max(ends, default=-_FAR) if self.empty else _FAR
        steady = not self.empty and not any(calendar.work_weeks for calendar in chain)
        self._week = tuple(self._usual(day) for day in range(7)) if steady else ()

    def working_time(self) -> WorkingTime:
        """The calendar's working time."""
        return WorkingTime(self._periods_in)

    def _periods_in(self, first: Minute, last: Minute) -> list[Period]:
        days = range(first // DAY - 1, last // DAY)  # from the day before: a shift can reach over midnight
        exceptions = self._exceptions_in(days.start, days.stop)
        week = self._week
        periods: list[Period] = []
        for day in days:
            hours = exceptions.get(day)
            if hours is None:
                hours = week[(day + 3) % 7] if week else self._hours(day)
            midnight = day * DAY
            for start, end in hours:
                periods.append((midnight + start, midnight + (end if end > start else end + DAY)))
        periods.sort()
        return [(max(start, first), min(end, last)) for start, end in _merged(periods) if end > first and start < last]

    def _exceptions_in(self, first: int, last: int) -> dict[int, Hours]:
        found: dict[int, Hours] = {}
        for calendar in self._chain:
            for exception in sorted(calendar.exceptions, key=_rank, reverse=True):
                if day_number(exception.start) <= last and day_number(exception.finish) >= first:
                    for day in _days_from(exception, first, last):
                        found.setdefault(day, exception.hours)
        return found

    def _hours(self, day: int) -> Hours:
        """The hours of a day on which no exception falls."""
        column = weekday(day)
        if day > self._last_word:
            return _DEFAULT[column]
        for calendar in self._chain:
            for week in calendar.work_weeks:
                if (
                    day_number(week.start) <= day <= day_number(week.finish)
                    and (hours := week.week[column]) is not None
                ):
                    return hours
            if (hours := calendar.week[column]) is not None:
                return hours
        return _DEFAULT[column]

    def _usual(self, column: int) -> Hours:
        spoken = (hours for calendar in self._chain if (hours := calendar.week[column]) is not None)
        return next(spoken, _DEFAULT[column])


def _rank(exception: ExceptionPeriod) -> int:
    return _RANK[exception.recurrence]


def _days_from(exception: ExceptionPeriod, first: int, last: int) -> Iterator[int]:
    if exception.recurrence is None:
        return iter(range(max(first, day_number(exception.start)), min(last, day_number(exception.finish)) + 1))
    return (day for day in days_of(exception, last) if day >= first)


def _adds_nothing(calendar: Calendar) -> bool:
    """Whether a calendar says nothing that its base does not say."""
    return not (calendar.exceptions or calendar.work_weeks or any(hours is not None for hours in calendar.week))


class WorkingTimes:
    """The working times of a plan's calendars, resources and tasks, made when first asked for.

    Attributes:
        project: The project calendar's.
        notes: Calendars that had to be mended: bases that are missing or go round in circles, no working time at all.
    """

    def __init__(self, project: Project) -> None:
        self._plan = project
        self._calendars: dict[CalendarUid, WorkingTime] = {}
        self._combined: dict[tuple[object, ...], WorkingTime] = {}
        self.notes: list[Note] = []
        self.project = self.calendar(project.info.calendar)

    def calendar(self, uid: CalendarUid) -> WorkingTime:
        """The working time of a calendar; Microsoft Project's default week where there is no such calendar."""
        if uid not in self._calendars:
            calendar = self._plan.calendars.get(uid)
            if calendar is not None and _adds_nothing(calendar) and len(self._chain(uid)) > 1:
                assert calendar.base is not None
                self._calendars[uid] = self.calendar(calendar.base)
                return self._calendars[uid]
            rules = CalendarRules(self._chain(uid))
            if rules.empty:
                self._note(
                    "calendar.no-working-time",
                    uid,
                    _("Calendar '{name}' has no working days; the standard week stands in for it."),
                )
            self._calendars[uid] = rules.working_time()
        return self._calendars[uid]

    def resource(self, uid: ResourceUid) -> WorkingTime:
        """The working time of a resource: of its own calendar, else of the project's."""
        resource = self._plan.resources.get(uid)
        if resource is None or resource.calendar is None or resource.calendar not in self._plan.calendars:
            return self.project
        return self.calendar(resource.calendar)

    def task(self, uid: TaskUid) -> WorkingTime:
        """The working time in which a task goes on: its own calendar's, that of its resources, or what they share."""
        task = self._plan.tasks[uid]
        own = task.calendar if task.calendar in self._plan.calendars else None
        resources = () if own is not None and task.ignore_resource_calendar else self._calendars_of(uid)
        if own is None and not resources:
            return self.project
        key = (own, *resources)
        if key not in self._combined:
            self._combined[key] = self._combine(own, resources)
        return self._combined[key]

    def yardstick(self, uid: TaskUid) -> WorkingTime:
        """The working time in which slack of a task is counted: its own calendar's, else the project's."""
        own = self._plan.tasks[uid].calendar
        return self.calendar(own) if own is not None and own in self._plan.calendars else self.project

    def assignment(self, task: TaskUid, resource: ResourceUid | None) -> WorkingTime:
        """The working time in which a resource works on a task."""
        record = self._plan.tasks[task]
        own = record.calendar if record.calendar in self._plan.calendars else None
        worker = self._plan.resources.get(resource) if resource is not None else None
        if (
            worker is None
            or worker.kind is not ResourceKind.WORK
            or (own is not None and record.ignore_resource_calendar)
        ):
            return self.project if own is None else self.calendar(own)
        calendar = worker.calendar if worker.calendar in self._plan.calendars else None
        if own is None:
            return self.project if calendar is None else self.calendar(calendar)
        key = (own, calendar if calendar is not None else self._plan.info.calendar)
        if key not in self._combined:
            self._combined[key] = self._combine(own, key[1:])
        return self._combined[key]

    def _calendars_of(self, uid: TaskUid) -> tuple[CalendarUid, ...]:
        """The calendars of the people and machines on a task, each once."""
        found: dict[CalendarUid, None] = {}
        for assignment in self._plan.assignments_of(uid):
            resource = self._plan.resources.get(assignment.resource) if assignment.resource is not None else None
            if resource is not None and resource.kind is ResourceKind.WORK:
                known = resource.calendar if resource.calendar in self._plan.calendars else None
                found[self._plan.info.calendar if known is None else known] = None
        return tuple(sorted(found))

    def _combine(self, own: CalendarUid | None, resources: tuple[CalendarUid, ...]) -> WorkingTime:
        times = [self.calendar(calendar) for calendar in resources]
        together = times[0] if len(times) == 1 else either(times) if times else None
        if own is None or together is None:
            return together or self.calendar(own if own is not None else self._plan.info.calendar)
        if (own,) == resources:
            return together
        common = both(self.calendar(own), together)
        if common.next_working(to_minute(self._plan.info.start)) < HORIZON[1]:
            return common
        self._note(
            "calendar.nothing-in-common",
            own,
            _("Calendar '{name}' and those of the resources share no working time; only the first counts."),
        )
        return self.calendar(own)

    def _chain(self, uid: CalendarUid) -> list[Calendar]:
        """A calendar and its bases, nearest first; mended where the file's are broken."""
        chain: list[Calendar] = []
        wanted: CalendarUid | None = uid
        while wanted is not None:
            calendar = self._plan.calendars.get(wanted)
            if calendar is None:
                if chain:
                    self._note(
                        "calendar.base-missing",
                        uid,
                        _("The base calendar of '{name}' is missing; the standard week stands in for it."),
                    )
                break
            if calendar in chain:
                self._note(
                    "calendar.base-cycle",
                    uid,
                    _("Calendar '{name}' is based on itself; the standard week stands in for its base."),
                )
                break
            chain.append(calendar)
            wanted = calendar.base
        return chain

    def _note(self, code: str, uid: CalendarUid, text: str) -> None:
        name = self._plan.calendars[uid].name or str(uid)
        self.notes.append(Note(severity=Severity.WARNING, code=code, text=text.format(name=name)))
