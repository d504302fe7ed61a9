"""Small Microsoft Project XML plans for tests, and the ways in and out."""

from __future__ import annotations

from io import BytesIO

from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.schedule import Schedule, Span
from gantline.io.formats import ReadResult
from gantline.io.mspdi import FORMAT

NAMESPACE = "http://schemas.microsoft.com/project"
SUMMARY = "<Task><UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel></Task>"
CALENDAR = (
    "<Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar>"
    "<BaseCalendarUID>-1</BaseCalendarUID></Calendar>"
)


def task(uid: int, more: str = "", *, level: int = 1) -> str:
    """A task element with a name, a level and more."""
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>Task {uid}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>PT8H0M0S</Duration>{more}</Task>"
    )


def link(predecessor: int, more: str = "<Type>1</Type>") -> str:
    """A link from a predecessor, to be put into a task."""
    return f"<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID>{more}</PredecessorLink>"


def document(
    tasks: str = "", *, head: str = "", calendars: str = CALENDAR, resources: str = "", assignments: str = ""
) -> str:
    """A whole plan that starts on Monday, 2 March 2026."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Project xmlns="{NAMESPACE}"><StartDate>2026-03-02T08:00:00</StartDate>'
        f"<CalendarUID>1</CalendarUID>{head}<Calendars>{calendars}</Calendars><Tasks>{SUMMARY}{tasks}</Tasks>"
        f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>"
    )


def result_of(text: str | bytes) -> ReadResult:
    """What reading a document gives."""
    assert FORMAT.read is not None
    return FORMAT.read(BytesIO(text.encode() if isinstance(text, str) else text), Ticket())


def read(text: str | bytes) -> Project:
    """The plan of a document."""
    return result_of(text).project


def codes(text: str | bytes) -> list[str]:
    """The codes of the notes that reading a document gives."""
    return [note.code for note in result_of(text).notes]


def as_the_file_said(project: Project) -> Schedule:
    """The schedule made of the dates that the file gave."""
    schedule = Schedule([ROOT, *(uid for uid, one in project.tasks.items() if not one.blank)])
    start = to_minute(project.info.start)
    for uid, row in schedule.rows.items():
        stored = project.stored_dates.get(uid)
        for name in Schedule.COLUMNS:
            value = getattr(stored, name, None)
            if name.endswith(("start", "finish")):
                value = start if value is None else to_minute(value)
            getattr(schedule, name)[row] = int(value or 0)
    if ROOT not in project.stored_dates and len(schedule.uids) > 1:
        schedule.start[0], schedule.finish[0] = min(schedule.start[1:]), max(schedule.finish[1:])
    for uid, one in project.assignments.items():
        stored = project.stored_assignment_dates.get(uid)
        if stored is not None and stored.start is not None and stored.finish is not None:
            schedule.spans[uid] = Span(to_minute(stored.start), to_minute(stored.finish), one.work or 0)
    return schedule


def write(project: Project) -> str:
    """The document of a plan, with the dates its file gave."""
    assert FORMAT.write is not None
    stream = BytesIO()
    FORMAT.write(project, as_the_file_said(project), stream, Ticket())
    return stream.getvalue().decode("utf-8")
