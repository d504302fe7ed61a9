"""Writes a plan as a workbook: tasks, resources and assignments, and a hidden sheet with what these do not show."""

from __future__ import annotations

from contextlib import ExitStack
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ...app.i18n import _
from ...app.project.errors import Note
from ...app.project.project import Project
from ...app.project.ticket import Ticket
from ...app.schedule.schedule import Schedule
from . import words
from .columns import ASSIGNMENT_COLUMNS, ASSIGNMENTS, HIDDEN_SHEET, RESOURCE_COLUMNS, RESOURCES, TASK_COLUMNS, TASKS
from .hidden import rows_of
from .losses import losses
from .rows import PlanRows
from .sheets import SheetWriter, fill


def write(project: Project, schedule: Schedule, sink: BinaryIO, ticket: Ticket) -> list[Note]:
    """Write a plan; gives notes on what a workbook does not hold."""
    book = Workbook(write_only=True)
    book.properties.title = _printable(project.info.title or project.info.name)
    book.properties.creator = _printable(project.info.author) or "Gantline"
    plan = PlanRows(project, schedule, ticket)
    with ExitStack() as held:
        sheets = SheetWriter(book, held, times=plan.shows_times(), digits=project.info.currency_digits)
        sheets.sheet(_(TASKS), TASK_COLUMNS, plan.task_rows(), len(plan.numbers), "name", words.choices())
        sheets.sheet(_(RESOURCES), RESOURCE_COLUMNS, plan.resource_rows(), len(project.resources), "name")
        sheets.sheet(_(ASSIGNMENTS), ASSIGNMENT_COLUMNS, plan.assignment_rows(), len(project.assignments), "resource")
        _write_hidden(book, project, sheets.midnights)
        sheets.save(sink)
    return losses(project, sheets.cut)


def _write_hidden(book: Workbook, project: Project, midnights: bool) -> None:
    sheet = book.create_sheet(HIDDEN_SHEET)
    sheet.sheet_state = "hidden"
    for name, *values in rows_of(project, midnights):
        cells = [WriteOnlyCell(sheet) for _value in values]
        for cell, value in zip(cells, values, strict=True):
            fill(cell, value)
        sheet.append([name, *cells])


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
