"""``gantline check``: what deserves attention in a plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..analysis.difference_causes import name_of, reason
from ..analysis.differences import Difference, differences
from ..edits.wording import Wording
from ..i18n import N_, _, ngettext
from ..project.errors import GantlineError
from ..project.moments import Minute, to_datetime
from ..project.project import Project
from ..project.records import ROOT
from ..schedule.engine import Engine
from .terminal import BAD, DONE, NOTES, complain, describe, read, say, worth_reading

HELP = N_("say what deserves attention in a plan")
DESCRIPTION = N_(
    "Reads and schedules plans, and says what deserves attention: what was not understood, what\n"
    "could not be scheduled as asked, and which tasks get other dates than the file says, and why.\n"
    "The exit code is 1 where there is something worth reading."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("a plan in any format"))
    parser.add_argument(
        "--all", action="store_true", help=_("name also the tasks whose dates only follow from those of others")
    )


def run(options: Namespace) -> int:
    """Check each file; the worst one decides the exit code."""
    return max(_check(path, everything=options.all) for path in options.files)


def _check(path: Path, *, everything: bool) -> int:
    try:
        result, _format = read(path)
    except GantlineError as error:
        complain(str(error))
        return BAD
    engine = Engine(result.project)
    notes = [*result.notes, *engine.schedule.notes]
    found = differences(engine)
    say(f"{path}:")
    for note in notes:
        say(f"  {describe(note)}")
    if result.project.stored_dates:
        _say_differences(result.project, found, everything=everything)
    if not notes and not found:
        say("  " + _("Nothing to note."))
    return NOTES if worth_reading(notes) or found else DONE


def _say_differences(project: Project, found: list[Difference], *, everything: bool) -> None:
    """Count the tasks that get other dates, and name those with which that begins, or all of them."""
    tasks = sum(1 for uid in project.stored_dates if uid != ROOT)
    moved = [one for one in found if one.task != ROOT]
    text = ngettext(
        "{moved} of {tasks} task has other dates than the file says.",
        "{moved} of {tasks} tasks have other dates than the file says.",
        tasks,
    )
    say("  " + text.format(moved=len(moved), tasks=tasks))
    wording = Wording(project.info)
    for one in found:
        if one.origin or everything:
            _say_difference(project, one, wording)
    followers = sum(1 for one in moved if not one.origin)
    if followers and not everything:
        text = ngettext(
            "{count} more task follows from these; --all names it.",
            "{count} more tasks follow from these; --all names them.",
            followers,
        )
        say("  " + text.format(count=followers))


def _say_difference(project: Project, one: Difference, wording: Wording) -> None:
    def dates(start: Minute | None, finish: Minute | None) -> str:
        return " - ".join("?" if end is None else wording.date_time(to_datetime(end)) for end in (start, finish))

    say(f"  {name_of(project, one.task)}")
    say("    " + _("in the file: {dates}").format(dates=dates(one.file_start, one.file_finish)))
    ours, shift = dates(one.our_start, one.our_finish), wording.shift(one.shift)
    say("    " + _("computed:    {dates} ({shift})").format(dates=ours, shift=shift))
    say(f"    {one.cause}: {reason(project, one.cause, one.source)}")
