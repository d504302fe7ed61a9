"""``gantline check``: what deserves attention in a plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..i18n import N_, _, ngettext
from ..project.errors import GantlineError
from ..schedule.engine import Engine
from ..schedule.stored import moved_tasks
from .terminal import BAD, DONE, NOTES, complain, describe, read, say, worth_reading

HELP = N_("say what deserves attention in a plan")
DESCRIPTION = N_(
    "Reads and schedules plans, and says what deserves attention: what was not understood, what\n"
    "could not be scheduled as asked, and how many tasks get other dates than the file says.\n"
    "The exit code is 1 where there is something worth reading."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("a plan in any format"))


def run(options: Namespace) -> int:
    """Check each file; the worst one decides the exit code."""
    return max(_check(path) for path in options.files)


def _check(path: Path) -> int:
    try:
        result, _format = read(path)
    except GantlineError as error:
        complain(str(error))
        return BAD
    schedule = Engine(result.project).schedule
    notes = [*result.notes, *schedule.notes]
    moved = moved_tasks(result.project, schedule)
    say(f"{path}:")
    for note in notes:
        say(f"  {describe(note)}")
    if result.project.stored_dates:
        text = ngettext(
            "{moved} of {tasks} task has other dates than the file says.",
            "{moved} of {tasks} tasks have other dates than the file says.",
            len(result.project.stored_dates),
        )
        say("  " + text.format(moved=len(moved), tasks=len(result.project.stored_dates)))
    if not notes and not moved:
        say("  " + _("Nothing to note."))
    return NOTES if worth_reading(notes) or moved else DONE
