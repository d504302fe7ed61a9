"""What a plan carries of a Microsoft Project XML file beyond what Gantline shows, as notes: element by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...app.i18n import _
from ...app.project.errors import Note, Severity
from ...app.project.project import Project
from ..ledger import record_name
from . import dependence, schema
from .fields import ASSIGNMENT, CALENDAR, CUSTOM_FIELD, PROJECT, RESOURCE, STORED, TASK, Field
from .xml_text import fragments

_COMPUTED = {
    "Task": dependence.OF_SUMMARY,
    "Resource": dependence.OF_RESOURCE,
    "Assignment": dependence.OF_ASSIGNMENT,
}
_KNOWN = {
    "Project": schema.PROJECT,
    "Task": schema.TASK,
    "Resource": schema.RESOURCE,
    "Assignment": schema.ASSIGNMENT,
    "Calendar": (*schema.CALENDAR, "WeekDay"),
    "ExtendedAttribute": schema.CUSTOM_FIELD,
}
_OWN = ("DefinedElsewhere", "DurationFormat", "Duration", "Start", "Finish", "Work")
"""Signs of the adapter's own, and spellings of what the schedule says."""


def kept(project: Project) -> list[Note]:
    """One note for each element that is kept and not shown, with how many records have it."""
    notes: list[Note] = []
    for record, fields, texts in _carried(project):
        shown = {field.element for field in fields}.union(_OWN)
        computed, known = _COMPUTED.get(record, {}), _KNOWN[record]
        for element, count in _elements(texts).items():
            if element in known and element not in shown:  # others were noted as unknown
                notes.append(_note(record, element, count, computed=element in computed))
    return notes


def _carried(project: Project) -> Iterator[tuple[str, tuple[Field, ...], Iterable[str]]]:
    """Kinds of records, the elements that Gantline shows of them, and what each record carries."""
    info = project.info
    yield "Project", PROJECT, [info.foreign]
    yield (
        "Task",
        (*TASK, *STORED),
        [
            info.summary_foreign,
            *(task.foreign for task in project.tasks.values()),
            *(told.foreign for told in project.stored_dates.values()),
        ],
    )
    yield "Resource", RESOURCE, [one.foreign for one in project.resources.values()]
    yield (
        "Assignment",
        ASSIGNMENT,
        [
            *(one.foreign for one in project.assignments.values()),
            *(told.foreign for told in project.stored_assignment_dates.values()),
        ],
    )
    yield "Calendar", CALENDAR, [calendar.foreign for calendar in project.calendars.values()]
    yield "ExtendedAttribute", CUSTOM_FIELD, [field.foreign for field in project.custom_fields.values()]


def _elements(texts: Iterable[str]) -> Counter[str]:
    """How often each element occurs; of texts that are alike, one is looked into."""
    found: Counter[str] = Counter()
    for text, count in Counter(filter(None, texts)).items():
        for name in dict.fromkeys(name for name, _piece in fragments(text)):
            found[name] += count
    return found


def _note(record: str, element: str, count: int, *, computed: bool) -> Note:
    if computed:
        text = _("{element} is written back as long as edits leave it true.")
    else:
        text = _("{element} is kept and written back.")
    return Note(
        severity=Severity.INFO,
        code="mspdi.kept-computed" if computed else "mspdi.kept",
        text=text.format(element=element),
        place=record_name(record),
        element=f"{record}/{element}",
        count=count,
    )
