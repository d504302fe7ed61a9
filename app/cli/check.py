"""``gantline check``: what deserves attention in a plan, as text or as a page."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from ...io.ledger_page import Section, ledger_page
from ...io.storage import replace_file
from ..analysis.difference_causes import name_of, reason
from ..analysis.differences import Difference, differences
from ..edits.wording import Wording
from ..i18n import N_, _, ngettext
from ..project.errors import GantlineError, Note
from ..project.ledger import effect_of, matching, worth_reading
from ..project.moments import Minute, to_datetime
from ..project.note_kinds import EFFECTS, Effect
from ..project.project import Project
from ..project.records import ROOT
from ..schedule.engine import Engine
from .reading import read
from .terminal import BAD, DONE, NOTES, complain, describe, say

DESCRIPTION = N_(
    "Reads and schedules plans, and says what deserves attention: what was not understood, what\n"
    "could not be scheduled as asked, and which tasks get other dates than the file says, and why.\n"
    "The exit code is 1 where there is something worth reading. Each line on a note ends with its\n"
    "code, which stays the same; --only keeps the lines that hold all of some words."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("a plan in any format"))
    parser.add_argument(
        "--all",
        action="store_true",
        help=_("name also what was kept as it came, and the tasks whose dates only follow from those of others"),
    )
    parser.add_argument("--only", metavar="WORDS", default="", help=_("only notes that hold all these words"))
    parser.add_argument(
        "--kind",
        metavar="KIND",
        action="append",
        choices=[effect.value for effect in EFFECTS],
        default=[],
        help=_("only notes on what was: {kinds}; may be given more than once").format(kinds=", ".join(EFFECTS)),
    )
    parser.add_argument("--html", type=Path, metavar="PAGE", help=_("write the notes as a page, too"))


def run(options: Namespace) -> int:
    """Check each file; the worst one decides the exit code."""
    effects = {Effect(kind) for kind in options.kind}
    sections: list[Section] = []
    code = DONE
    for path in options.files:
        code = max(code, _check(path, options, effects, sections))
    if options.html is not None:
        _write_page(options.html, sections)
    return code


def _check(path: Path, options: Namespace, effects: set[Effect], sections: list[Section]) -> int:
    try:
        result, _format = read(path)
    except GantlineError as error:
        complain(str(error))
        return BAD
    engine = Engine(result.project)
    notes = [*result.notes, *engine.schedule.notes]
    found = differences(engine)
    shown = matching(notes, options.only, effects)
    sections.append((path.name, shown))
    say(f"{path}:")
    _say_notes(shown, everything=bool(options.all or options.only or effects))
    if any(told.start is not None for told in result.project.stored_dates.values()) and not (options.only or effects):
        _say_differences(result.project, found, everything=options.all)
    if not shown and not found:
        say("  " + _("Nothing to note."))
    return NOTES if worth_reading(notes) or found else DONE


def _say_notes(notes: list[Note], *, everything: bool) -> None:
    """Say the notes; what was only kept is counted unless everything is asked for."""
    quiet = [] if everything else [note for note in notes if effect_of(note) is Effect.KEPT]
    for note in notes:
        if everything or effect_of(note) is not Effect.KEPT:
            say(f"  {describe(note)}")
    if quiet:
        count = sum(note.count for note in quiet)
        text = ngettext(
            "{count} value of another program is kept as it came; --all names it.",
            "{count} values of another program are kept as they came; --all names them.",
            count,
        )
        say("  " + text.format(count=f"{count:,}"))


def _write_page(path: Path, sections: list[Section]) -> None:
    made = _("Checked by Gantline on {date}").format(date=f"{datetime.now():%Y-%m-%d %H:%M}")
    title = _("Ledger of {name}").format(name=sections[0][0]) if len(sections) == 1 else _("Ledger")
    page = ledger_page(title, sections, made).encode("utf-8", "replace")
    replace_file(path, lambda sink: sink.write(page))


def _say_differences(project: Project, found: list[Difference], *, everything: bool) -> None:
    """Count the tasks that get other dates, and name those with which that begins, or all of them."""
    tasks = sum(1 for uid in project.stored_dates if uid != ROOT)
    moved = [one for one in found if one.task != ROOT]
    text = ngettext(
        "{moved} of {tasks} tasks has other dates than the file says.",
        "{moved} of {tasks} tasks have other dates than the file says.",
        len(moved),
    )
    if found and not moved:
        text = _("No task has other dates than the file says; the project as a whole has:")
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
