"""The columns of the sheets: what they are called here and elsewhere, and how their cells look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ...app.edits.headings import normal
from ...app.i18n import N_, _

HIDDEN_SHEET: Final = "_gantline"
"""Holds what the visible sheets do not show: the plan's own properties and its calendars."""

TASKS: Final = N_("Tasks")
RESOURCES: Final = N_("Resources")
ASSIGNMENTS: Final = N_("Assignments")


class Look(Enum):
    """How the cells of a column look, and what they hold."""

    TEXT = auto()
    NAME = auto()  # indented by outline level
    CODE = auto()  # text that looks like a number or formula and has to stay text
    WHOLE = auto()
    DATE = auto()
    PERCENT = auto()
    HOURS = auto()
    DAYS = auto()
    MONEY = auto()
    LONG = auto()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a sheet.

    Attributes:
        key: Stable name within the program.
        title: Header, marked for translation.
        look: How its cells look.
        names: Headers that mean the same in other files, English and German.
        computed: Gantline computes it; what an import finds in it does not count.
        hidden: Not shown.
    """

    key: str
    title: str
    look: Look = Look.TEXT
    names: Sequence[str] = ()
    computed: bool = False
    hidden: bool = False

    def titles(self) -> set[str]:
        """All headers that mean this column, as ``normal`` gives them."""
        return {normal(name) for name in (self.title, _(self.title), *self.names)}


UID: Final = Column(
    key="uid", title="GL_UID", look=Look.WHOLE, names=("Unique ID", "UID", "Einmalige Nr."), hidden=True
)
NOTES: Final = Column(
    key="notes", title=N_("Notes"), look=Look.LONG, names=("Notizen", "Comment", "Comments", "Bemerkung")
)

TASK_COLUMNS: Final = (
    UID,
    Column(key="id", title=N_("ID"), look=Look.WHOLE, names=("Nr.", "No.", "#", "Task number")),
    Column(
        key="wbs",
        title=N_("WBS"),
        look=Look.CODE,
        names=("PSP-Code", "WBS Code", "Outline Number", "GliederungsNr.", "Gliederungsnummer"),
    ),
    Column(key="level", title=N_("Outline Level"), look=Look.WHOLE, names=("Level", "Gliederungsebene", "Ebene")),
    Column(key="active", title=N_("Active"), names=("Aktiv",)),
    Column(key="mode", title=N_("Task Mode"), names=("Mode", "Vorgangsmodus")),
    Column(
        key="name",
        title=N_("Name"),
        look=Look.NAME,
        names=("Vorgang", "Task", "Activity", "Activity Name", "Title", "Summary", "Aufgabe"),
    ),
    Column(key="duration", title=N_("Duration"), look=Look.CODE, names=("Dauer",)),
    Column(
        key="start", title=N_("Start"), look=Look.DATE, names=("Start Date", "Begin date", "Begin", "Anfang", "Beginn")
    ),
    Column(
        key="finish", title=N_("Finish"), look=Look.DATE, names=("Finish Date", "End", "End date", "Due Date", "Ende")
    ),
    Column(
        key="percent",
        title=N_("% Complete"),
        look=Look.PERCENT,
        names=("Completion", "Progress", "Complete", "% Abgeschlossen", "Fortschritt"),
    ),
    Column(
        key="predecessors", title=N_("Predecessors"), look=Look.CODE, names=("Predecessor", "Depends on", "Vorgänger")
    ),
    Column(
        key="resources",
        title=N_("Resource Names"),
        look=Look.CODE,
        names=("Resources", "Resource", "Assigned To", "Assignee", "Owner", "Ressourcennamen", "Ressourcen"),
    ),
    Column(key="work", title=N_("Work"), look=Look.HOURS, names=("Scheduled Work", "Effort", "Arbeit", "Aufwand")),
    Column(key="constraint", title=N_("Constraint Type"), names=("Constraint", "Einschränkungsart")),
    Column(key="constraint_date", title=N_("Constraint Date"), look=Look.DATE, names=("Einschränkungstermin",)),
    Column(key="deadline", title=N_("Deadline"), look=Look.DATE, names=("Stichtag",)),
    Column(key="calendar", title=N_("Calendar"), names=("Task Calendar", "Kalender", "Vorgangskalender")),
    Column(key="type", title=N_("Type"), names=("Task Type", "Vorgangsart", "Art")),
    Column(key="effort", title=N_("Effort Driven"), names=("Leistungsgesteuert",)),
    Column(key="priority", title=N_("Priority"), look=Look.WHOLE, names=("Priorität",)),
    Column(key="milestone", title=N_("Milestone"), names=("Meilenstein",)),
    Column(key="fixed_cost", title=N_("Fixed Cost"), look=Look.MONEY, names=("Feste Kosten",)),
    Column(key="cost", title=N_("Cost"), look=Look.MONEY, names=("Kosten", "Total Cost"), computed=True),
    Column(key="actual_start", title=N_("Actual Start"), look=Look.DATE, names=("Ist-Anfang", "Tatsächlicher Anfang")),
    Column(key="actual_finish", title=N_("Actual Finish"), look=Look.DATE, names=("Ist-Ende", "Tatsächliches Ende")),
    Column(key="baseline_start", title=N_("Baseline Start"), look=Look.DATE, names=("Geplanter Anfang",)),
    Column(key="baseline_finish", title=N_("Baseline Finish"), look=Look.DATE, names=("Geplantes Ende",)),
    Column(key="slack", title=N_("Total Slack (days)"), look=Look.DAYS, names=("Total Slack",), computed=True),
    Column(key="critical", title=N_("Critical"), names=("Kritisch",), computed=True),
    NOTES,
)

RESOURCE_COLUMNS: Final = (
    UID,
    Column(key="id", title=N_("ID"), look=Look.WHOLE, names=("Nr.", "No."), computed=True),
    Column(key="name", title=N_("Name"), names=("Resource Name", "Ressourcenname")),
    Column(key="type", title=N_("Type"), names=("Art",)),
    Column(key="initials", title=N_("Initials"), names=("Kürzel",)),
    Column(key="group", title=N_("Group"), names=("Gruppe",)),
    Column(key="code", title=N_("Code"), look=Look.CODE),
    Column(key="email", title=N_("E-mail"), names=("Email Address", "E-Mail-Adresse")),
    Column(key="label", title=N_("Material Label"), names=("Material", "Materialbeschriftung")),
    Column(key="max_units", title=N_("Max Units"), look=Look.PERCENT, names=("Max. Einheiten", "Maximum Units")),
    Column(key="rate", title=N_("Standard Rate"), look=Look.CODE, names=("Std. Rate", "Rate", "Standardsatz")),
    Column(key="overtime_rate", title=N_("Overtime Rate"), look=Look.CODE, names=("Ovt. Rate", "Überstundensatz")),
    Column(key="use_cost", title=N_("Cost Per Use"), look=Look.MONEY, names=("Cost/Use", "Kosten/Einsatz")),
    Column(key="accrual", title=N_("Accrue At"), names=("Fällig am",)),
    Column(key="calendar", title=N_("Calendar"), names=("Base Calendar", "Basiskalender")),
    NOTES,
)

ASSIGNMENT_COLUMNS: Final = (
    UID,
    Column(key="task_id", title=N_("Task ID"), look=Look.WHOLE, names=("Vorgangsnr.",)),
    Column(key="task", title=N_("Task Name"), names=("Task", "Vorgangsname")),
    Column(key="resource_id", title=N_("Resource ID"), look=Look.WHOLE, names=("Ressourcennr.",)),
    Column(key="resource", title=N_("Resource Name"), names=("Resource", "Ressourcenname")),
    Column(key="amount", title=N_("Amount"), look=Look.HOURS, names=("Menge",)),
    Column(key="units", title=N_("Units"), look=Look.PERCENT, names=("Einheiten", "Assignment Units")),
    Column(key="work", title=N_("Work"), look=Look.HOURS, names=("Scheduled Work", "Arbeit")),
    Column(key="actual_work", title=N_("Actual Work"), look=Look.HOURS, names=("Ist-Arbeit", "Aktuelle Arbeit")),
    Column(key="percent", title=N_("% Work Complete"), look=Look.PERCENT, names=("% Arbeit abgeschlossen",)),
    Column(key="cost", title=N_("Cost"), look=Look.MONEY, names=("Kosten",)),
    Column(key="start", title=N_("Start"), look=Look.DATE, names=("Start Date", "Anfang"), computed=True),
    Column(key="finish", title=N_("Finish"), look=Look.DATE, names=("Finish Date", "Ende"), computed=True),
    NOTES,
)
