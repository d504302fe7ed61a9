"""Edits of the days on which a calendar differs from its week: exceptions and work weeks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from ..i18n import _
from ..project.errors import EditError
from ..project.kinds import Recurrence
from ..project.moments import day_number
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import CalendarUid, ExceptionPeriod, Hours, WorkWeek
from ..project.recurrence import days_of
from ..project.widths import replace
from .calendars import change
from .working_hours import check_hours


def add_exception(project: Project, uid: CalendarUid, exception: ExceptionPeriod) -> Patch:
    """Add days on which a calendar differs from its week.

    Raises:
        EditError: The exception says nothing that can be.
    """
    _check_exception(exception)
    return change(project, uid, exceptions=_inserted(project.calendars[uid].exceptions, exception))


def add_exceptions(project: Project, uid: CalendarUid, exceptions: Iterable[ExceptionPeriod]) -> Patch:
    """Add many exceptions but for those that are there already, whatever they are called.

    Raises:
        EditError: One of them says nothing that can be, or all are there.
    """
    present = project.calendars[uid].exceptions
    there = {replace(one, name="", foreign="") for one in present}
    for one in exceptions:
        alike = replace(one, name="", foreign="")
        if alike not in there:
            _check_exception(one)
            there.add(alike)
            present = _inserted(present, one)
    if present == project.calendars[uid].exceptions:
        raise EditError(_("All of these days are in the calendar already."))
    return change(project, uid, exceptions=present)


def set_exception(project: Project, uid: CalendarUid, place: int, exception: ExceptionPeriod) -> Patch:
    """Change the exception at a place of the list.

    Raises:
        EditError: The exception says nothing that can be.
    """
    _check_exception(exception)
    return change(project, uid, exceptions=_exchanged(project.calendars[uid].exceptions, place, exception))


def remove_exceptions(project: Project, uid: CalendarUid, places: Iterable[int]) -> Patch:
    """Remove the exceptions at places of the list."""
    return change(project, uid, exceptions=_without(project.calendars[uid].exceptions, places))


def set_days(project: Project, uid: CalendarUid, first: date, last: date, hours: Hours, name: str = "") -> Patch:
    """Give days other hours than their week, whatever single exceptions said of them before.

    Raises:
        EditError: The hours are not in order.
    """
    made = ExceptionPeriod(start=first, finish=last, name=name, hours=hours)
    _check_exception(made)
    kept = _cut(project.calendars[uid].exceptions, first, last)
    return change(project, uid, exceptions=_inserted(kept, made))


def clear_days(project: Project, uid: CalendarUid, first: date, last: date) -> Patch:
    """Let days have the hours of their week again: single exceptions end before them and begin again after them.

    Raises:
        EditError: A recurring exception falls on them, which holds for other days too.
    """
    present = project.calendars[uid].exceptions
    for one in present:
        if one.recurrence is not None and any(day >= day_number(first) for day in days_of(one, day_number(last))):
            raise EditError(
                _("{name} repeats. Change it in the list of exceptions.").format(name=one.name or _("The exception"))
            )
    return change(project, uid, exceptions=_cut(present, first, last))


def _cut(present: tuple[ExceptionPeriod, ...], first: date, last: date) -> tuple[ExceptionPeriod, ...]:
    """The exceptions without the single ones' days in a period."""
    kept: list[ExceptionPeriod] = []
    for one in present:
        if one.recurrence is not None or one.finish < first or one.start > last:
            kept.append(one)
            continue
        if one.start < first:
            kept.append(replace(one, finish=first - timedelta(days=1)))
        if one.finish > last:
            kept.append(replace(one, start=last + timedelta(days=1)))
    return tuple(kept)


def add_work_week(project: Project, uid: CalendarUid, week: WorkWeek) -> Patch:
    """Add a span of time with other weekly hours.

    Raises:
        EditError: It ends before it begins.
    """
    _check_work_week(week)
    return change(project, uid, work_weeks=_inserted(project.calendars[uid].work_weeks, week))


def set_work_week(project: Project, uid: CalendarUid, place: int, week: WorkWeek) -> Patch:
    """Change the work week at a place of the list.

    Raises:
        EditError: It ends before it begins.
    """
    _check_work_week(week)
    return change(project, uid, work_weeks=_exchanged(project.calendars[uid].work_weeks, place, week))


def remove_work_weeks(project: Project, uid: CalendarUid, places: Iterable[int]) -> Patch:
    """Remove the work weeks at places of the list."""
    return change(project, uid, work_weeks=_without(project.calendars[uid].work_weeks, places))


Dated = TypeVar("Dated", ExceptionPeriod, WorkWeek)


def _inserted(present: tuple[Dated, ...], one: Dated) -> tuple[Dated, ...]:
    """With one more before the first that starts later. The others keep their order: it decides where they overlap."""
    place = next((number for number, other in enumerate(present) if other.start > one.start), len(present))
    return (*present[:place], one, *present[place:])


def _exchanged(present: tuple[Dated, ...], place: int, one: Dated) -> tuple[Dated, ...]:
    if present[place].start == one.start:
        return (*present[:place], one, *present[place + 1 :])
    return _inserted((*present[:place], *present[place + 1 :]), one)


def _without(present: tuple[Dated, ...], places: Iterable[int]) -> tuple[Dated, ...]:
    gone = set(places)
    return tuple(one for place, one in enumerate(present) if place not in gone)


def _check_exception(one: ExceptionPeriod) -> None:
    check_hours(one.hours)
    if one.finish < one.start:
        raise EditError(_("An exception does not end before it begins."))
    if one.period < 1 or (one.occurrences is not None and one.occurrences < 1):
        raise EditError(_("A recurring exception happens at least once, and every one or more days, weeks or months."))
    if one.recurrence is Recurrence.WEEKLY and not one.weekdays & 127:
        raise EditError(_("Choose a weekday on which the exception falls."))
    if not (1 <= one.month <= 12 and 1 <= one.month_day <= 31 and 1 <= one.position <= 5):
        raise EditError(_("There is no such day of the year."))


def _check_work_week(one: WorkWeek) -> None:
    if one.finish < one.start:
        raise EditError(_("A work week does not end before it begins."))
    for hours in one.week:
        check_hours(hours or ())
