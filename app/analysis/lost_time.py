"""Working time that holidays, other hours and short days take from a stretch of the plan, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from ..project.kinds import ResourceKind
from ..project.moments import DAY, Minute, to_date
from ..project.project import Project
from ..project.records import Calendar, CalendarUid, ExceptionPeriod, Hours, ResourceUid, TaskUid, WorkWeek
from ..project.widths import replace
from ..project.working_time import WorkingTime, WorkingTimes
from .calendar_view import DayView, days_between, usual_week

_MOST_DAYS = 3660
"""Days looked at; who loses time for longer has more to ask than which days."""


class Whose(StrEnum):
    """Who has the hours that are missing."""

    PROJECT = "project"
    TASK = "task"
    RESOURCE = "resource"


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """Time in which a task could not go on.

    Attributes:
        minutes: Of working time as it usually is.
        first: Day number of the first such day; ``last`` of the last.
        name: Of the exception or work week; empty where it has none, or where the usual hours are to blame.
        whose: Whose hours they are; ``resource`` where it is one's.
        calendar: The calendar that says so.
        usual: The usual hours differ from the project's; no day was taken away.
        exception: What took the days away, where it was an exception.
    """

    minutes: int
    first: int
    last: int
    whose: Whose
    calendar: CalendarUid
    resource: ResourceUid | None = None
    name: str = ""
    usual: bool = False
    exception: ExceptionPeriod | None = None


class DayLength(msgspec.Struct, frozen=True, kw_only=True):
    """How long the days of a task are, where a day of duration counts otherwise.

    Attributes:
        minutes: Of work on a usual working day, the mean of the week.
        whose: Whose hours they are; ``resource`` where it is one's.
        calendar: The calendar that says so.
    """

    minutes: int
    whose: Whose
    calendar: CalendarUid
    resource: ResourceUid | None = None


_Cause = ExceptionPeriod | WorkWeek
_Key = tuple[CalendarUid, _Cause]


class LostTime:
    """Finds what kept a task from going on in a stretch of time."""

    def __init__(self, project: Project, times: WorkingTimes, uid: TaskUid, time: WorkingTime) -> None:
        """Take the plan, its working times, a task and the time it goes on in."""
        self._project = project
        self._times = times
        self._time = time
        self._calendars = dict(self._calendars_of(uid))

    def between(self, start: Minute, finish: Minute) -> tuple[Lost, ...]:
        """The days that exceptions and work weeks took away between two moments, in order."""
        finish = min(finish, start + _MOST_DAYS * DAY)
        if finish <= start:
            return ()
        found: dict[_Key, Lost] = {}
        for uid, (whose, resource) in self._calendars.items():
            usual = usual_week(self._project, uid)
            days = range(start // DAY, (finish - 1) // DAY + 1)
            views = days_between(
                self._project, uid, self._times.calendar(uid), to_date(days.start), to_date(days.stop - 1)
            )
            for day, view in zip(days, views, strict=True):
                cause = view.exception or view.work_week
                if cause is None:
                    continue
                minutes = self._missing(usual[(day + 3) % 7], day, start, finish)
                if minutes > 0:
                    self._add(found, (uid, whose, resource), view, cause, day, minutes)
        return tuple(sorted(found.values(), key=lambda one: (one.first, one.calendar, one.name)))

    def until(self, moment: Minute, start: Minute) -> tuple[Lost, ...]:
        """All that lies between the moment a task could have started at and its start."""
        lost = self.between(moment, start)
        rest = self._times.project.between(moment, start) - sum(one.minutes for one in lost)
        others = [(uid, who) for uid, who in self._calendars.items() if uid != self._project.info.calendar]
        if rest > 0 and others:
            uid, (whose, resource) = others[0]
            usual = Lost(
                minutes=rest,
                first=moment // DAY,
                last=start // DAY,
                whose=whose,
                calendar=uid,
                resource=resource if len(others) == 1 else None,
                usual=True,
            )
            return (*lost, usual)
        return lost

    def day_length(self, span: int) -> DayLength | None:
        """The days that a stretch of working time falls on, where they are longer or shorter than days of duration.

        None where that makes no difference to speak of: less than a tenth, or a stretch within one day; and where
        several calendars share in it.

        Args:
            span: Working minutes of the stretch.
        """
        if len(self._calendars) != 1:
            return None
        ((uid, (whose, resource)),) = self._calendars.items()
        lengths = [
            sum((last - first) % DAY or DAY for first, last in hours) for hours in usual_week(self._project, uid)
        ]
        worked = [length for length in lengths if length]
        told = self._project.info.minutes_per_day
        minutes = round(sum(worked) / len(worked)) if worked else told
        if abs(minutes - told) * 10 < told or span < min(told, minutes + 1):
            return None
        return DayLength(minutes=minutes, whose=whose, calendar=uid, resource=resource)

    def _missing(self, usual: Hours, day: int, start: Minute, finish: Minute) -> int:
        """Minutes of a day's usual hours within the stretch in which the task could not go on."""
        missing = 0
        for first, last in usual:
            until = last if last > first else last + DAY
            begin, end = max(day * DAY + first, start), min(day * DAY + until, finish)
            if begin < end:
                missing += end - begin - self._time.between(begin, end)
        return missing

    def _add(
        self,
        found: dict[_Key, Lost],
        who: tuple[CalendarUid, Whose, ResourceUid | None],
        view: DayView,
        cause: _Cause,
        day: int,
        minutes: int,
    ) -> None:
        uid, whose, resource = who
        source = self._source(uid, cause)
        if source in {one.uid for one in self._chain(self._project.info.calendar)}:
            whose, resource = Whose.PROJECT, None
        key = (source, cause)
        known = found.get(key)
        if known is None:
            found[key] = Lost(
                minutes=minutes,
                first=day,
                last=day,
                whose=whose,
                calendar=source,
                resource=resource,
                name=cause.name,
                exception=view.exception,
            )
        elif day > known.last:  # the same day of another resource that follows the same calendar is not lost twice
            found[key] = replace(known, minutes=known.minutes + minutes, last=day)

    def _source(self, uid: CalendarUid, cause: _Cause) -> CalendarUid:
        """The calendar, of this one and its bases, that an exception or work week is written in."""
        for calendar in self._chain(uid):
            if any(cause is one for one in (*calendar.exceptions, *calendar.work_weeks)):
                return calendar.uid
        return uid

    def _chain(self, uid: CalendarUid) -> list[Calendar]:
        chain: list[Calendar] = []
        calendar = self._project.calendars.get(uid)
        while calendar is not None and calendar not in chain:
            chain.append(calendar)
            calendar = self._project.calendars.get(calendar.base) if calendar.base is not None else None
        return chain

    def _calendars_of(self, uid: TaskUid) -> Iterator[tuple[CalendarUid, tuple[Whose, ResourceUid | None]]]:
        """The calendars that a task goes on in, with whose they are."""
        project, task = self._project, self._project.tasks[uid]
        own = task.calendar if task.calendar in project.calendars else None
        if own is not None:
            yield own, (Whose.TASK, None)
        known = False
        if own is None or not task.ignore_resource_calendar:
            for assignment in project.assignments_of(uid):
                resource = project.resources.get(assignment.resource) if assignment.resource is not None else None
                if resource is None or resource.kind is not ResourceKind.WORK:
                    continue
                known = True
                if resource.calendar is not None and resource.calendar in project.calendars:
                    yield resource.calendar, (Whose.RESOURCE, resource.uid)
                else:
                    yield project.info.calendar, (Whose.PROJECT, None)
        if own is None and not known:
            yield project.info.calendar, (Whose.PROJECT, None)
