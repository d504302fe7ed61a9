"""``gantline print``: a plan on paper or as a picture, without a window."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from ..i18n import N_, _
from ..project.errors import GantlineError
from .qt import LIBRARIES, check_libraries
from .terminal import DONE, TerminalTicket, dates_of, read

HELP = N_("write a plan as PDF, PNG or SVG")
DESCRIPTION = N_("Writes the table and chart of a plan as PDF (several pages), PNG or SVG (one picture).")

SUFFIXES: Final = (".pdf", ".png", ".svg")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a plan in any format"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=_("a .pdf, .png or .svg file"))


def run(options: Namespace) -> int:
    """Print the file."""
    print_file(options.file, options.output)
    return DONE


def print_file(source: Path, target: Path) -> None:
    """Read a plan and print it to a file; its ending says as what.

    Raises:
        GantlineError: It can't be read or written.
    """
    if target.suffix.lower() not in SUFFIXES:
        raise GantlineError(_("{file} should end in .pdf, .png or .svg.").format(file=target))
    project = read(source)[0].project
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    check_libraries(LIBRARIES)
    from PySide6.QtGui import QGuiApplication

    from ...widgets.charts.printing import print_plan

    application = QGuiApplication.instance() or QGuiApplication(["gantline"])
    ticket = TerminalTicket()
    try:
        print_plan(project, dates_of(project, reschedule=False), target, ticket=ticket)
    finally:
        ticket.clear()
        del application
