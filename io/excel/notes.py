"""Collects what an import could not understand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ...app.i18n import _
from ...app.project.errors import EditError, Note, Severity, quoted
from ..ledger import Ledger
from .table import Table

Value = TypeVar("Value")


class Notes:
    """The notes of one import."""

    def __init__(self) -> None:
        self._ledger = Ledger()

    def add(self, severity: Severity, code: str, text: str, place: str = "", count: int = 1) -> None:
        """Note something."""
        self._ledger.add(code, text, severity=severity, place=place, count=count)

    def cell(self, table: Table, row: int, key: str, cause: str, code: str = "excel.cell") -> None:
        """Note that a cell was not understood and left out."""
        element = table.headers[table.columns[key]] if key in table.columns else ""
        self._ledger.add(code, cause, place=table.place(row, key), element=element)

    def take(
        self, table: Table, row: int, key: str, values: dict[str, Any], convert: Callable[[Any], Value], default: Value
    ) -> Value:
        """The value of a cell; the default where it is empty, or cannot be understood, which is noted."""
        if key not in values:
            return default
        try:
            return convert(values[key])
        except EditError as error:
            self.cell(table, row, key, str(error))
        except (ValueError, OverflowError):
            self.cell(table, row, key, _("'{text}' cannot be understood.").format(text=quoted(values[key])))
        return default

    def all(self) -> list[Note]:
        """Everything noted, in order."""
        return self._ledger.notes()
