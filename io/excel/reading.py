"""Reads a workbook as a new plan: one that Gantline wrote, or one that somebody made by hand or another program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import BinaryIO

from ...app.i18n import _
from ...app.project.errors import ReadError, Severity
from ...app.project.ticket import Ticket
from ..collector import without_collector
from ..formats import ReadResult
from .columns import ASSIGNMENT_COLUMNS, HIDDEN_SHEET, RESOURCE_COLUMNS, TASK_COLUMNS, Column, normal
from .hidden import read_rows
from .notes import Notes
from .plan import make_project
from .table import Table, find_table
from .workbook import Sheet, indents_of, sheets_of

_RESOURCE_SHEETS = ("resource", "ressource")
_ASSIGNMENT_SHEETS = ("assignment", "zuordnung")


def read(source: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a workbook as a new plan.

    Cells that cannot be understood become notes that name row and column; the plan does without them.

    Raises:
        ReadError: It is no workbook, or no sheet looks like a list of tasks.
    """
    with without_collector():
        return _read(source, ticket)


def _read(source: BinaryIO, ticket: Ticket) -> ReadResult:
    sheets = sheets_of(source, ticket)
    notes = Notes()
    hidden = next((read_rows(sheet.rows()) for sheet in sheets if sheet.name == HIDDEN_SHEET), None)
    shown = [sheet for sheet in sheets if sheet.name != HIDDEN_SHEET]
    tasks = _task_table(shown)
    if tasks is None:
        raise ReadError(
            _("No sheet of the workbook looks like a plan: one needs a column Name and another, such as Duration.")
        )
    for sheet in shown:
        if sheet.unread_from:
            text = _("After so many empty rows nothing was looked at from row {row} on.")
            notes.add(Severity.INFO, "excel.unread-rows", text.format(row=sheet.unread_from), place=sheet.name)
    resources = _table_named(shown, _RESOURCE_SHEETS, RESOURCE_COLUMNS, "name")
    assignments = _table_named(shown, _ASSIGNMENT_SHEETS, ASSIGNMENT_COLUMNS, "resource")
    for table in (tasks, resources, assignments):
        if table is not None and table.unknown:
            notes.add(
                Severity.INFO,
                "excel.unknown-column",
                _("Columns that Gantline does not know were left out: {names}.").format(names=", ".join(table.unknown)),
                place=table.sheet,
            )
    indents = partial(indents_of, source, tasks.sheet, tasks.columns["name"])
    project = make_project(tasks, resources, assignments, hidden, indents, notes)
    return ReadResult(project=project, notes=notes.all())


def _task_table(sheets: Sequence[Sheet]) -> Table | None:
    """The sheet of tasks: the one with most known columns that is not called after resources or assignments."""
    others = (*_RESOURCE_SHEETS, *_ASSIGNMENT_SHEETS)
    tables = [
        table
        for sheet in sheets
        if not normal(sheet.name).startswith(others) and (table := find_table(sheet, TASK_COLUMNS, "name"))
    ]
    return max(tables, key=lambda table: len(table.columns), default=None)


def _table_named(
    sheets: Sequence[Sheet], names: tuple[str, ...], columns: Sequence[Column], needed: str
) -> Table | None:
    found = (find_table(sheet, columns, needed) for sheet in sheets if normal(sheet.name).startswith(names))
    return next((table for table in found if table is not None), None)
