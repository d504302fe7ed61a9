"""Faults a user can cause, in words a user can read, and notes about what happened on the way."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

_QUOTED: Final = 60
"""Characters: enough to know again what was typed, and what a line holds beside it."""


def quoted(text: object) -> str:
    """A text as sentences for the user quote it: without blanks at its ends, and no longer than a line can bear."""
    words = str(text).strip()
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"


class GantlineError(Exception):
    """A fault with one clear sentence for the user; anything else that is raised is a bug."""


class EditError(GantlineError):
    """An edit was refused; the plan is as it was."""


class ReadError(GantlineError):
    """A file can't be read; the sentence names the file, the place and the cause."""


class WriteError(GantlineError):
    """A file can't be written; what was there before is untouched."""


class Severity(StrEnum):
    """How much a note matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something worth telling about a file or a schedule.

    Attributes:
        severity: How much it matters.
        code: Stable name of the kind of note, such as ``mspdi.unknown-element``.
        text: One sentence in the user's language.
        place: Where in the file or plan, in words (``Task 12 'Dig'``, ``line 40``); empty for the whole.
        task: The task concerned, so that the window can jump to it.
        resource: The resource concerned, and ``calendar`` the calendar.
        element: What of it: the element, column or field, as the format calls it; empty where it is no single one.
        count: How many times it occurred, where alike notes were joined.
    """

    severity: Severity
    code: str
    text: str
    place: str = ""
    task: int | None = None
    resource: int | None = None
    calendar: int | None = None
    element: str = ""
    count: int = 1
