"""Edits of when a resource works: the calendar it follows and the one that is its own."""

from __future__ import annotations

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Calendar, CalendarUid, ResourceUid
from ..project.ticket import Ticket
from ..project.widths import replace
from .tree import forget_dates


def own_calendars(project: Project) -> dict[CalendarUid, ResourceUid]:
    """The calendars that are one resource's alone, with it: derived ones that nothing else uses."""
    users: dict[CalendarUid, list[ResourceUid]] = {}
    for one in project.resources.values():
        if one.calendar is not None:
            users.setdefault(one.calendar, []).append(one.uid)
    shared = {one.base for one in project.calendars.values()} | {task.calendar for task in project.tasks.values()}
    shared.add(project.info.calendar)
    return {
        uid: owners[0]
        for uid, owners in users.items()
        if len(owners) == 1
        and uid not in shared
        and uid in project.calendars
        and project.calendars[uid].base is not None
    }


def own_calendar(project: Project, uid: ResourceUid) -> CalendarUid | None:
    """The calendar that is a resource's alone; None where it has none."""
    found = project.resources[uid].calendar
    if found is None or found not in project.calendars or project.calendars[found].base is None:
        return None
    return found if own_calendars(project).get(found) == uid else None


def base_calendar(project: Project, uid: ResourceUid) -> CalendarUid:
    """The calendar a resource follows where its own says nothing."""
    resource = project.resources[uid]
    calendar = project.calendars.get(resource.calendar) if resource.calendar is not None else None
    if calendar is None:
        return project.info.calendar
    return calendar.uid if calendar.base is None else calendar.base


def give_own_calendar(project: Project, uid: ResourceUid) -> Patch:
    """Give a resource a calendar of its own, derived from the one it follows; nothing where it has one."""
    if own_calendar(project, uid) is not None:
        return Patch()
    draft, resource = Draft(project), project.resources[uid]
    made = CalendarUid(project.new_uid("calendars"))
    follows = resource.calendar if resource.calendar in project.calendars else project.info.calendar
    draft.calendars[made] = Calendar(uid=made, name=resource.name, base=follows)
    draft.resources[uid] = replace(resource, calendar=made)
    return draft.patch()


def set_base_calendar(project: Project, uid: ResourceUid, base: CalendarUid | None) -> Patch:
    """Let a resource follow another calendar, None for the project's; what its own one says stays."""
    if base is not None and base not in project.calendars:
        raise EditError(_("There is no such calendar."))
    own = own_calendar(project, uid)
    draft = Draft(project)
    forget_dates_of(draft, uid)
    if own is None:
        draft.resources[uid] = replace(project.resources[uid], calendar=base)
    else:
        follows = project.info.calendar if base is None else base
        draft.calendars[own] = replace(project.calendars[own], base=follows)
    return draft.patch()


def drop_own_calendar(project: Project, uid: ResourceUid) -> Patch:
    """Let a resource have nothing but the calendar it follows."""
    own = own_calendar(project, uid)
    if own is None:
        return Patch()
    draft, base = Draft(project), project.calendars[own].base
    forget_dates_of(draft, uid)
    follows = None if base == project.info.calendar else base
    draft.resources[uid] = replace(project.resources[uid], calendar=follows)
    del draft.calendars[own]
    return draft.patch()


def forget_dates_of(draft: Draft, uid: ResourceUid, ticket: Ticket | None = None) -> None:
    """Drop what a file said of the dates of a resource's tasks; a ticket hears of it, and can cancel it."""
    ticket = ticket or Ticket()
    for one in draft.project.assignments_to(uid):
        ticket.step(0, 0)
        forget_dates(draft, one.task)
