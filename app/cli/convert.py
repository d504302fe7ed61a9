"""``gantline convert``: plans from one format to another, one or many at a time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ...io.formats import Format
from ...io.registry import FORMATS, for_key, for_path
from ...io.storage import write_path
from ..i18n import N_, _
from ..project.errors import GantlineError
from ..project.ledger import worth_reading
from .reading import dates_of, read
from .terminal import BAD, DONE, TerminalTicket, complain, counts_of, describe, plain

DESCRIPTION = N_(
    "Writes plans in another format:\n\n"
    "  gantline convert IN OUT\n"
    "  gantline convert --to FOLDER --format KEY IN...\n\n"
    "Dates are written as the file holds them, or computed anew with --reschedule."
)


class MisuseError(GantlineError):
    """The arguments make no sense together."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    keys = ", ".join(one.key for one in FORMATS if one.write)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("the plans; without --to: from and to"))
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("write all plans into this folder"))
    parser.add_argument(
        "--format", metavar="KEY", help=_("format to write ({keys}); else the name says it").format(keys=keys)
    )
    parser.add_argument("--reschedule", action="store_true", help=_("compute the dates anew"))
    parser.add_argument("--quiet", action="store_true", help=_("keep notes to yourself"))


def run(options: Namespace) -> int:
    """Convert; with several plans the failure of one does not stop the others, but the exit code tells."""
    code = DONE
    targets: set[Path] = set()
    for source, target, format_ in _pairs(options):
        try:
            if target in targets:
                raise MisuseError(
                    _("{file} was left out: another plan is {target} already.").format(file=source, target=target)
                )
            targets.add(target)
            _convert(source, target, format_, options)
        except GantlineError as error:
            complain(str(error))
            code = BAD
    return code


def _pairs(options: Namespace) -> list[tuple[Path, Path, Format]]:
    """What to read, what to write, and as what."""
    if options.to is None:
        if len(options.files) != 2:
            raise MisuseError(_("Name one plan to read and one to write, or several and a folder with --to."))
        source, target = options.files
        format_ = for_key(options.format) if options.format else for_path(target)
        if format_ is None:
            raise MisuseError(_("The name {file} does not tell the format; say it with --format.").format(file=target))
        return [(source, target, format_)]
    if not options.format:
        raise MisuseError(_("Say with --format what to write into the folder."))
    format_ = for_key(options.format)
    try:
        options.to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MisuseError(
            _("{folder} is no folder to write to: {cause}.").format(folder=options.to, cause=error.strerror)
        ) from error
    pairs = [(file, options.to / f"{file.stem}{format_.suffixes[0]}", format_) for file in options.files]
    if any(source.resolve() == target.resolve() for source, target, _format in pairs):
        raise MisuseError(_("The plans would be written over themselves; name another folder."))
    return pairs


def _convert(source: Path, target: Path, format_: Format, options: Namespace) -> None:
    result, _found = read(source)
    schedule = dates_of(result.project, reschedule=options.reschedule)
    ticket = TerminalTicket()
    try:
        notes = [*result.notes, *write_path(result.project, schedule, target, format_, ticket)]
    finally:
        ticket.clear()
    if not options.quiet:
        for note in worth_reading(notes):
            complain(f"{plain(source)}: {describe(note)}")
        if notes:
            complain(f"{plain(source)}: {counts_of(notes)}")
