"""Edits of calendars: weeks, exceptions, work weeks, which one is based on which, and which is the plan's."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

from ..i18n import N_, _, ngettext
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import (
    STANDARD_WEEK,
    Calendar,
    CalendarUid,
    Hours,
    TaskUid,
    Week,
)
from ..project.widths import replace
from .plan import set_info
from .working_hours import check_hours

LONGEST_NAME: Final = 51
"""Microsoft Project takes no longer name of a calendar."""

_LATE: Hours = ((1380, 1440),)
_NIGHT: Hours = ((0, 180), (240, 480))
_FULL: Hours = (*_NIGHT, *_LATE)
_ALL_DAY: Hours = ((0, 1440),)

PRESETS: Final[dict[str, tuple[str, Week]]] = {
    "standard": (N_("Standard"), STANDARD_WEEK),
    "24 hours": (N_("24 hours"), (_ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY)),
    "night shift": (N_("Night shift"), (_LATE, _FULL, _FULL, _FULL, _FULL, _NIGHT, ())),
}
"""Weeks to begin with, as Microsoft Project has them: key to title and week."""

_NAMED = 3


def add(project: Project, name: str, week: Week = STANDARD_WEEK) -> Patch:
    """Add a base calendar with a week.

    Raises:
        EditError: The name is empty, taken or too long.
    """
    return _added(project, name, Calendar(uid=CalendarUid(0), week=week))


def copy(project: Project, uid: CalendarUid, name: str) -> Patch:
    """Add a calendar that says the same as another."""
    return _added(project, name, replace(project.calendars[uid], guid="", baseline=False, foreign=""))


def derive(project: Project, base: CalendarUid, name: str) -> Patch:
    """Add a calendar that follows another one, until it says something of its own."""
    return _added(project, name, Calendar(uid=CalendarUid(0), base=project.calendars[base].uid))


def free_name(project: Project, wanted: str) -> str:
    """The name, or where it is taken the name with the lowest number from 2 on that makes it free."""
    taken = {one.name.casefold() for one in project.calendars.values()}
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def rename(project: Project, uid: CalendarUid, name: str) -> Patch:
    """Give a calendar another name.

    Raises:
        EditError: The name is empty, taken or too long.
    """
    draft = Draft(project)
    draft.calendars[uid] = replace(project.calendars[uid], name=_name(project, name, uid))
    return draft.patch()


def delete(project: Project, uid: CalendarUid) -> Patch:
    """Delete a calendar.

    Raises:
        EditError: Something uses it; the sentence says what.
    """
    users = users_of(project, uid)
    if users:
        named = ", ".join(users[:_NAMED])
        if len(users) > _NAMED:
            rest = len(users) - _NAMED
            named = ngettext("{named} and one more", "{named} and {count} more", rest).format(named=named, count=rest)
        raise EditError(
            _("Calendar {name} is in use by {users}.").format(name=project.calendars[uid].name, users=named)
        )
    draft = Draft(project)
    del draft.calendars[uid]
    return draft.patch()


def users_of(project: Project, uid: CalendarUid) -> list[str]:
    """What uses a calendar, in words: the plan, resources, tasks and calendars based on it."""
    plan = [_("the plan")] if project.info.calendar == uid else []
    resources = [one.name for one in project.resources.values() if one.calendar == uid]
    tasks = [_("task {name}").format(name=task.name) for task in project.tasks.values() if task.calendar == uid]
    based = [_("calendar {name}").format(name=one.name) for one in project.calendars.values() if one.base == uid]
    return [*plan, *resources, *tasks, *based]


def set_hours(project: Project, uid: CalendarUid, weekday: int, hours: Hours | None) -> Patch:
    """Give a weekday (0 for Monday) other hours; None takes those of the base calendar, or the usual ones.

    Raises:
        EditError: The hours are not in order, or no day of the week would be left to work on.
    """
    if hours is not None:
        check_hours(hours)
    week = project.calendars[uid].week
    return set_week(project, uid, (*week[:weekday], hours, *week[weekday + 1 :]))  # type: ignore[arg-type]


def set_week(project: Project, uid: CalendarUid, week: Week) -> Patch:
    """Give a calendar another week.

    Raises:
        EditError: Nobody would ever work.
    """
    if not any(hours is None or hours for hours in week):
        raise EditError(_("A calendar needs a weekday on which work is done."))
    return change(project, uid, week=week)


def set_base(project: Project, uid: CalendarUid, base: CalendarUid | None) -> Patch:
    """Let a calendar follow another one; None makes it stand alone, with what it says and the usual week.

    Raises:
        EditError: The calendar would follow itself.
    """
    if base is not None and base in _followers(project, uid):
        raise EditError(_("Calendar {name} cannot follow itself.").format(name=project.calendars[uid].name))
    return change(project, uid, base=base)


def set_project_calendar(project: Project, uid: CalendarUid) -> Patch:
    """Let the plan follow a calendar."""
    return set_info(project, calendar=uid)


def change(project: Project, uid: CalendarUid, **fields: Any) -> Patch:
    """Change a calendar, and drop what a file said of the dates of all tasks that follow it."""
    draft = Draft(project)
    draft.calendars[uid] = replace(project.calendars[uid], **fields)
    if project.stored_dates or project.stored_assignment_dates:
        tasks, assignments = _tasks_following(project, uid), project.assignments
        draft.stored_dates.drop(task for task in project.stored_dates if task in tasks)
        draft.stored_assignment_dates.drop(
            one for one in project.stored_assignment_dates if one in assignments and assignments[one].task in tasks
        )
    return draft.patch()


# -- helpers


def _added(project: Project, name: str, like: Calendar) -> Patch:
    checked = _name(project, name)
    draft, uid = Draft(project), CalendarUid(project.new_uid("calendars"))
    draft.calendars[uid] = replace(like, uid=uid, name=checked)
    return draft.patch()


def _name(project: Project, text: str, uid: CalendarUid | None = None) -> str:
    name = " ".join(text.split())
    if not name:
        raise EditError(_("A calendar needs a name."))
    if len(name) > LONGEST_NAME:
        raise EditError(_("The name of a calendar has at most {count} characters.").format(count=LONGEST_NAME))
    if any(one.name.casefold() == name.casefold() for one in project.calendars.values() if one.uid != uid):
        raise EditError(_("There is a calendar named {name} already.").format(name=name))
    return name


def _tasks_following(project: Project, uid: CalendarUid) -> Container[TaskUid]:
    """The tasks whose dates a calendar has a say in: of their own, of their resources, or as the plan's."""
    followers = _followers(project, uid)
    if project.info.calendar in followers:
        return project.tasks
    found = dict.fromkeys(task.uid for task in project.tasks.values() if task.calendar in followers)
    for resource in project.resources.values():
        if resource.calendar in followers:
            found.update(dict.fromkeys(one.task for one in project.assignments_to(resource.uid)))
    return found


def _followers(project: Project, uid: CalendarUid) -> set[CalendarUid]:
    """A calendar and all that are based on it, at whatever remove."""
    found, size = {uid}, 0
    while len(found) != size:
        size = len(found)
        found.update(one.uid for one in project.calendars.values() if one.base in found)
    return found
