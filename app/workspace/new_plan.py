"""The empty plan that *New* begins with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ..i18n import _
from ..project.project import Project
from ..project.records import STANDARD_WEEK, Calendar, CalendarUid, ProjectInfo

_SATURDAY = 5


def new_plan(today: date | None = None) -> Project:
    """A plan without tasks that starts at the beginning of the next working day, with the standard calendar."""
    day = today or date.today()
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    calendar = Calendar(uid=CalendarUid(1), name=_("Standard"), week=STANDARD_WEEK)
    info = ProjectInfo(start=datetime.combine(day, time(8)), calendar=calendar.uid, new_tasks_estimated=False)
    return Project(info, calendars=[calendar])
