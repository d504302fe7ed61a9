"""What the commands share: words to the terminal, and progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import Final

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.ledger import counted
from ..project.note_kinds import EFFECTS
from ..project.ticket import Ticket

DONE: Final = 0
NOTES: Final = 1
BAD: Final = 2

_REDRAW = 0.1
"""Seconds between two signs of progress."""


class TerminalTicket(Ticket):
    """Shows progress on one line of the terminal, on nothing else than a terminal."""

    def __init__(self) -> None:
        self._text = ""
        self._due = time.monotonic() + _REDRAW
        self._width = 0

    def step(self, done: int, total: int, text: str = "") -> None:
        """Show how far the work is, now and then."""
        self._text = text or self._text
        if sys.stderr.isatty() and time.monotonic() >= self._due:
            self._due = time.monotonic() + _REDRAW
            share = f" {100 * done // total} %" if total else ""
            self._show(f"{self._text}{share}")

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._show("")
            sys.stderr.write("\r")

    def _show(self, line: str) -> None:
        sys.stderr.write(f"\r{line:{self._width}}")
        sys.stderr.flush()
        self._width = len(line)


def plain(text: object) -> str:
    """The text on one line, without characters that would steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in str(text))


def say(text: str = "") -> None:
    """Write a line of the result."""
    print(plain(text))


def complain(text: str) -> None:
    """Write a line about what went wrong."""
    print(f"gantline: {plain(text)}", file=sys.stderr)


def describe(note: Note) -> str:
    """A note in one line."""
    names = {Severity.INFO: _("note"), Severity.WARNING: _("warning"), Severity.ERROR: _("error")}
    place = f"{note.place}: " if note.place else ""
    said = note.count < 2 or str(note.count) in note.text.replace(",", "")
    times = "" if said else " " + _("({count} times)").format(count=note.count)
    return f"{names[note.severity]}: {place}{note.text}{times} [{note.code}]"


def counts_of(notes: Iterable[Note]) -> str:
    """How many cases each effect has, in one line: ``3 changed, 1,204 kept as it came``."""
    return ", ".join(f"{count:,} {_(EFFECTS[effect]).lower()}" for effect, count in counted(notes).items())
