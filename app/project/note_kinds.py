"""Every kind of note by its code, which stays the same: what it is called, and what became of what it is about.

docs/ledger.md lists them; a test holds the two and the program's notes against each other.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from ..i18n import N_


class Effect(StrEnum):
    """What became of what a note is about."""

    LOST = "lost"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    KEPT = "kept"
    SAID = "said"


EFFECTS: Final[dict[Effect, str]] = {
    Effect.LOST: N_("Left out"),
    Effect.CHANGED: N_("Changed"),
    Effect.UNKNOWN: N_("Not understood, kept"),
    Effect.KEPT: N_("Kept as it came"),
    Effect.SAID: N_("To know"),
}
"""What the effects are called, the gravest first."""


class NoteKind(NamedTuple):
    """A kind of note.

    Attributes:
        effect: What became of what it is about.
        title: What a group of such notes is called.
    """

    effect: Effect
    title: str


_LOST, _CHANGED, _UNKNOWN, _KEPT, _SAID = Effect.LOST, Effect.CHANGED, Effect.UNKNOWN, Effect.KEPT, Effect.SAID

KINDS: Final[dict[str, NoteKind]] = {
    # reading Microsoft Project XML
    "mspdi.unknown-element": NoteKind(_UNKNOWN, N_("Elements that are not in Microsoft's schema")),
    "mspdi.kept": NoteKind(_KEPT, N_("What Gantline does not show")),
    "mspdi.kept-computed": NoteKind(_KEPT, N_("What the other program computed")),
    "mspdi.unreadable-value": NoteKind(_LOST, N_("Values that cannot be read")),
    "mspdi.mended-value": NoteKind(_CHANGED, N_("Values that make no sense, taken as others")),
    "mspdi.unreadable-link": NoteKind(_LOST, N_("Links that cannot be read")),
    "mspdi.link-left-out": NoteKind(_LOST, N_("Links without sense")),
    "mspdi.uid-given": NoteKind(_CHANGED, N_("Records without a unique id of their own")),
    "mspdi.outline-jump": NoteKind(_CHANGED, N_("Outline levels that jump")),
    "mspdi.missing-calendar": NoteKind(_CHANGED, N_("Calendars that are missing")),
    "mspdi.calendar-base": NoteKind(_CHANGED, N_("Calendars based on nothing or on themselves")),
    "mspdi.project-calendar": NoteKind(_CHANGED, N_("A plan without a calendar")),
    "mspdi.constraint-without-date": NoteKind(_CHANGED, N_("Constraints without a date")),
    "mspdi.calendar-hours": NoteKind(_LOST, N_("Working times that make no sense")),
    "mspdi.assignment-left-out": NoteKind(_LOST, N_("Assignments of no task")),
    "mspdi.missing-resource": NoteKind(_CHANGED, N_("Assignments to nobody who is there")),
    "mspdi.no-start": NoteKind(_CHANGED, N_("A plan without a start")),
    "mspdi.forbidden-characters": NoteKind(_LOST, N_("Characters that XML forbids")),
    # writing it
    "mspdi.name-changed": NoteKind(_CHANGED, N_("Names that Microsoft Project refuses")),
    "mspdi.uid-changed": NoteKind(_CHANGED, N_("Unique ids that Microsoft Project refuses")),
    "mspdi.calendar-flattened": NoteKind(_CHANGED, N_("Calendars on more than two levels")),
    "mspdi.calendar-changed": NoteKind(_CHANGED, N_("Days of more than five working periods")),
    "mspdi.not-held": NoteKind(_LOST, N_("What Microsoft Project XML does not hold")),
    "mspdi.no-such-code": NoteKind(_LOST, N_("Codes that are not in the table of their field")),
    "mspdi.recurrence-pattern": NoteKind(_LOST, N_("Patterns of recurring tasks; their occurrences are written")),
    "mspdi.unsound-carried": NoteKind(_LOST, N_("Kept elements that would have spoiled the file")),
    "mspdi.recomputed": NoteKind(_CHANGED, N_("Computed values that edits made untrue, computed anew")),
    "mspdi.outdated": NoteKind(_LOST, N_("Computed values that edits made untrue")),
    # plans of other programs
    "mpxj.converted": NoteKind(_SAID, N_("Converted from another program's file")),
    "mpxj.several-projects": NoteKind(_LOST, N_("Other projects in the file")),
    "mpxj.left-out": NoteKind(_LOST, N_("What MPXJ could not understand")),
    # Gantline's own files
    "native.newer-version": NoteKind(_UNKNOWN, N_("What a newer version of Gantline wrote")),
    "native.unknown-keys": NoteKind(_UNKNOWN, N_("What a plan file holds that Gantline does not know")),
    "native.missing-dependencies": NoteKind(_LOST, N_("Links to tasks that are missing")),
    "native.missing-assignments": NoteKind(_LOST, N_("Assignments of what is missing")),
    "native.missing-calendar": NoteKind(_LOST, N_("References to calendars that are missing")),
    "native.calendar-hours": NoteKind(_LOST, N_("Working times that make no sense")),
    "native.calendar-base": NoteKind(_CHANGED, N_("Calendars based on nothing or on themselves")),
    # workbooks
    "excel.cell": NoteKind(_LOST, N_("Cells that cannot be understood")),
    "excel.row": NoteKind(_LOST, N_("Rows without a name")),
    "excel.unread-rows": NoteKind(_LOST, N_("Rows far below the others")),
    "excel.unknown-column": NoteKind(_LOST, N_("Columns that mean nothing here")),
    "excel.held-dates": NoteKind(_CHANGED, N_("Tasks held at their dates")),
    "excel.new-resources": NoteKind(_CHANGED, N_("Resources made from names")),
    "excel.no-start": NoteKind(_CHANGED, N_("A list without dates")),
    "excel.not-held": NoteKind(_LOST, N_("What a workbook does not hold")),
    "excel.custom-fields": NoteKind(_LOST, N_("Custom fields")),
    "excel.spread-work": NoteKind(_LOST, N_("How work is spread over time")),
    "excel.baselines": NoteKind(_LOST, N_("Baselines beside the first")),
    "excel.long-text": NoteKind(_CHANGED, N_("Texts too long for a cell")),
    # calendars and dates
    "calendar.no-working-time": NoteKind(_SAID, N_("Calendars without working days")),
    "calendar.nothing-in-common": NoteKind(_SAID, N_("Calendars with no working time in common")),
    "calendar.base-missing": NoteKind(_SAID, N_("Calendars whose base is missing")),
    "calendar.base-cycle": NoteKind(_SAID, N_("Calendars based on themselves")),
    "schedule.cycle": NoteKind(_SAID, N_("Tasks that wait for each other")),
    "schedule.constraint-conflict": NoteKind(_SAID, N_("Constraints that links contradict")),
    "schedule.link-not-kept": NoteKind(_SAID, N_("Links that are not kept")),
    "schedule.out-of-range": NoteKind(_SAID, N_("Dates beyond the calendar")),
    # printing
    "print.sheet-too-large": NoteKind(_CHANGED, N_("Sheets too large")),
    "print.does-not-fit": NoteKind(_CHANGED, N_("Pages that do not fit")),
    "print.no-logo": NoteKind(_LOST, N_("Pictures that cannot be read")),
    "print.small-text": NoteKind(_SAID, N_("Texts too small to read")),
    "print.picture-cut": NoteKind(_LOST, N_("Pictures cut off")),
}
