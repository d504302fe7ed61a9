"""``gantline print``: a plan on paper or as a picture, without a window."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import Final

from ..chart.print_setup import PAPERS, PrintSetup
from ..i18n import N_, _
from ..project.errors import GantlineError
from ..project.ledger import worth_reading
from .qt import LIBRARIES, check_libraries
from .reading import dates_of, read
from .terminal import DONE, TerminalTicket, complain, describe

DESCRIPTION = N_("Writes table and chart of a plan as PDF (vector, several pages), PNG or SVG (one picture).")

SUFFIXES: Final = (".pdf", ".png", ".svg")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a plan in any format"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=_("a .pdf, .png or .svg file"))
    parser.add_argument("--paper", choices=tuple(PAPERS), default="A4", metavar="SIZE", help=", ".join(PAPERS))
    parser.add_argument("--orientation", choices=("landscape", "portrait"), default="landscape")
    scale = parser.add_mutually_exclusive_group()
    scale.add_argument(
        "--fit", type=_pages, default=(1, None), metavar="WxH", help=_("pages wide and high: 1x (the default), 2x1, x1")
    )
    scale.add_argument("--percent", type=int, metavar="N", help=_("size of texts and rows, 10 to 500"))
    parser.add_argument("--from", dest="start", type=_day, metavar="DAY", help=_("first day shown, such as 2026-03-01"))
    parser.add_argument("--until", dest="finish", type=_day, metavar="DAY", help=_("last day shown"))
    parser.add_argument("--logo", default="", metavar="PICTURE", help=_("a PNG, JPEG or SVG beside the title"))
    parser.add_argument("--greyscale", action="store_true", help=_("print in greys"))
    parser.add_argument("--reschedule", action="store_true", help=_("compute the dates anew"))


def run(options: Namespace) -> int:
    """Print the file."""
    across, down = options.fit if options.percent is None else (None, None)
    setup = PrintSetup(
        paper=options.paper,
        landscape=options.orientation == "landscape",
        percent=options.percent,
        across=across,
        down=down,
        start=options.start,
        finish=options.finish,
        greyscale=options.greyscale,
        logo=options.logo,
    )
    print_file(options.file, options.output, setup, reschedule=options.reschedule)
    return DONE


def print_file(source: Path, target: Path, setup: PrintSetup | None = None, *, reschedule: bool = False) -> None:
    """Read a plan and print it to a file; its ending says as what.

    Raises:
        GantlineError: It can't be read or written.
    """
    if target.suffix.lower() not in SUFFIXES:
        raise GantlineError(_("{file} should end in .pdf, .png or .svg.").format(file=target))
    project = read(source)[0].project
    schedule = dates_of(project, reschedule=reschedule)
    check_libraries(LIBRARIES)
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a display would not help, and may be missing
    from ...widgets.charts.printing import ensure_application, print_plan

    application = ensure_application()
    ticket = TerminalTicket()
    try:
        notes = print_plan(project, schedule, target, setup, ticket)
    finally:
        ticket.clear()
        del application  # it had to live until here
    for note in worth_reading(notes):
        complain(describe(note))


def _pages(text: str) -> tuple[int | None, int | None]:
    """Pages across and down from ``2x1``; a side left out is as long as needed."""
    found = re.fullmatch(r"(\d{0,3})[x×](\d{0,3})", text.lower())
    if found is None:
        raise ArgumentTypeError(_("'{text}' is not like 2x1").format(text=text))
    return int(found[1]) if found[1] else None, int(found[2]) if found[2] else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("'{text}' is not a day like 2026-03-01").format(text=text)) from None
