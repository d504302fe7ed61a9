"""Printing to a file in a helper process."""

from __future__ import annotations

from pathlib import Path

from ...app.chart.options import Options
from ...app.chart.print_setup import PrintSetup
from ...app.project.errors import Note
from ...app.project.ticket import Ticket
from ...app.schedule.engine import Engine
from ...app.views.listing import Listing
from ...app.workspace.work import unpack
from .printing import ensure_application, print_plan


def print_to_file(
    ticket: Ticket,
    plan: bytes,
    path: Path,
    setup: PrintSetup | None = None,
    rows: Listing | None = None,
    look: Options | None = None,
) -> list[Note]:
    """Print a plan, given as the bytes of its native file, or some of its rows, to a PDF, PNG or SVG.

    ``look`` is what bars look like.
    """
    _application = ensure_application()  # kept alive while fonts and painters are used
    project = unpack(plan)
    return print_plan(project, Engine(project).schedule, path, setup, ticket, rows=rows, look=look)
