"""Plans on paper and as pictures, from anywhere: the window, the command line, a helper process."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from ...app.chart.options import Options
from ...app.chart.print_setup import PrintSetup
from ...app.edits.wording import Style as WordingStyle
from ...app.i18n import _
from ...app.project.errors import Note, WriteError
from ...app.project.project import Project
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from ...app.views.listing import Listing
from .print_content import PrintContent
from .print_files import WRITERS
from .printout import Printout


def ensure_application() -> QGuiApplication:
    """The application that fonts and painting need; without a display, one that needs none."""
    found = QGuiApplication.instance()
    return found if isinstance(found, QGuiApplication) else _application()


@cache
def _application() -> QGuiApplication:
    """Made once and kept: Qt takes its fonts away with the last reference to it."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["gantline"])


def print_plan(
    project: Project,
    schedule: Schedule,
    path: Path,
    setup: PrintSetup | None = None,
    ticket: Ticket | None = None,
    *,
    rows: Listing | None = None,
    style: WordingStyle | None = None,
    look: Options | None = None,
) -> list[Note]:
    """Print a plan to a file; its ending says as what: ``.pdf``, ``.png`` or ``.svg``.

    Args:
        project: The plan.
        schedule: Its dates.
        path: The file; replaced as a whole, or left as it was.
        setup: How to print.
        ticket: Hears of the progress.
        rows: What is shown, if not the whole outline.
        style: How dates and numbers are written.
        look: What bars look like, as on the screen.

    Raises:
        WriteError: The file can't be written, or its ending is none of these.
        PrintError: The plan can't be printed so.
        Cancelled: The ticket said so.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise WriteError(_("{file} should end in .pdf, .png or .svg.").format(file=path))
    ensure_application()
    content = PrintContent(project, schedule, rows=rows, style=style, file=path.name, look=look)
    ticket = ticket or Ticket()
    return writer(Printout(content, setup or PrintSetup(), ticket), path, ticket)
