"""The words other programs and planners put above columns, and which field of tasks they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .field import Field

LEVEL = "outline_level"
"""Says how deep a task stands, from 1."""

CODE = "outline_number"
"""Says where a task stands by a code such as ``1.2.3``."""

NUMBER = "row"
"""Says how the other rows of a list call this one, such as predecessors do."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("ID", "Nr.", "No.", "#", "Task number", "Row"),
    LEVEL: ("Level", "Outline Level", "Gliederungsebene", "Ebene"),
    CODE: ("WBS", "WBS Code", "Outline Number", "PSP-Code", "PSP", "Gliederungsnummer"),
    "active": ("Aktiv",),
    "mode": ("Mode", "Vorgangsmodus"),
    "name": ("Name", "Task", "Activity", "Activity Name", "Title", "Summary", "Vorgang", "Vorgangsname", "Aufgabe"),
    "duration": ("Dauer",),
    "start": ("Start Date", "Begin date", "Begin", "From", "Anfang", "Beginn", "Von"),
    "finish": ("Finish Date", "End", "End date", "Due Date", "Due", "To", "Until", "Ende", "Bis", "Fällig"),
    "percent_complete": ("Completion", "Progress", "Complete", "% done", "% Abgeschlossen", "Fortschritt"),
    "predecessors": ("Predecessor", "Depends on", "Dependencies", "Vorgänger"),
    "successors": ("Successor", "Nachfolger"),
    "resources": (
        "Resources", "Resource", "Assigned To", "Assignee", "Assignees", "Owner", "Responsible", "Who",
        "Ressourcennamen", "Ressourcen", "Verantwortlich", "Wer",
    ),
    "work": ("Scheduled Work", "Effort", "Arbeit", "Aufwand"),
    "constraint": ("Constraint", "Einschränkungsart"),
    "constraint_date": ("Einschränkungstermin",),
    "deadline": ("Stichtag",),
    "calendar": ("Calendar", "Kalender", "Vorgangskalender"),
    "task_type": ("Type", "Vorgangsart", "Art"),
    "effort_driven": ("Leistungsgesteuert",),
    "priority": ("Priorität",),
    "milestone": ("Meilenstein",),
    "fixed_cost": ("Feste Kosten",),
    "actual_start": ("Ist-Anfang", "Tatsächlicher Anfang"),
    "actual_finish": ("Ist-Ende", "Tatsächliches Ende"),
    "notes": ("Note", "Comment", "Comments", "Remarks", "Description", "Notizen", "Bemerkung", "Beschreibung"),
}  # fmt: skip
"""Field to the headings that mean it besides its own titles, in English and German."""


@lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """A heading without what differs between programs: case, blanks, signs, a leading ``Task``."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", heading.replace("%", "percent")).casefold())
    return re.sub(r"^(task|vorgangs)(?=name|mode|notes)", "", letters)


def meanings(fields: Mapping[str, Field]) -> dict[str, str]:
    """Normal heading to field: aliases first, then the fields' own titles, which win."""
    found = {normal(alias): key for key, aliases in ALIASES.items() for alias in aliases}
    for key, field in fields.items():
        if field.edit is not None and key != "wbs":
            found |= {normal(title): key for title in (field.title, field.caption) if normal(title)}
    return found
