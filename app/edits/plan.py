"""Edits of the plan as a whole: its properties."""

from __future__ import annotations

from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ProjectInfo
from ..project.ticket import Ticket
from ..project.widths import replace


def set_info(project: Project, ticket: Ticket | None = None, **fields: Any) -> Patch:
    """Give the plan other properties, named as in ``ProjectInfo``.

    Raises:
        Cancelled: The ticket said so.
        EditError: The lengths of day, week and month don't fit each other, or a needed date is missing.
    """
    draft = Draft(project)
    info = replace(project.info, **fields)
    _check(info, project)
    draft.info = info
    changed = {name for name, value in fields.items() if value != getattr(project.info, name)}
    if {"start", "finish", "from_finish", "calendar"} & changed:
        draft.stored_dates.drop(project.stored_dates)
        draft.stored_assignment_dates.drop(project.stored_assignment_dates)
    return draft.patch(ticket)


def _check(info: ProjectInfo, project: Project) -> None:
    if not 1 <= info.minutes_per_day <= 1440:
        raise EditError(_("A day has more than 0 and at most 24 hours."))
    if not info.minutes_per_day <= info.minutes_per_week <= 7 * 1440:
        raise EditError(_("A week is at least as long as a day and at most 168 hours."))
    if not 1 <= info.days_per_month <= 31:
        raise EditError(_("A month has 1 to 31 days."))
    if info.from_finish and info.finish is None:
        raise EditError(_("A plan scheduled from its finish needs a finish date."))
    if info.calendar not in project.calendars and project.calendars:
        raise EditError(_("There is no such calendar."))
