"""Reads cells and collects what could not be understood in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
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
        except _REFUSALS as error:
            self.cell(table, row, key, _cause(error, values[key]))
        return default

    def all(self) -> list[Note]:
        """Everything noted, in order."""
        return self._ledger.notes()


class Cells:
    """The cells of a table, read column by column; what cannot be understood is noted row by row."""

    def __init__(self, table: Table, notes: Notes) -> None:
        self._table = table
        self._notes = notes
        self._faults: list[tuple[int, str, str]] = []

    def read(
        self, key: str, convert: Callable[[Any], Value], default: Value, only: Sequence[bool] | None = None
    ) -> list[Value]:
        """What the cells of a column say, the default where one is empty or cannot be understood.

        Args:
            key: The column.
            convert: Reads a value; asked once for all that are equal.
            default: What an empty cell says.
            only: The rows that count, if not all do; other cells are as if empty.
        """
        values = self._table.values.get(key)
        if values is None:
            return [default] * len(self._table.numbers)
        if only is not None:
            values = [value if counts else None for value, counts in zip(values, only, strict=True)]
        kinds = {*map(type, values)}
        mixed = bool in kinds and not kinds.isdisjoint((int, float))  # of which 1 and yes are equal
        cells: list[Any] = [*zip(map(type, values), values, strict=True)] if mixed else values
        told: dict[Any, Value] = {}
        refused: dict[Any, str] = {}
        for cell in set(cells):
            value = cell[1] if mixed else cell
            told[cell] = default
            try:
                if value is not None:
                    told[cell] = convert(value)
            except _REFUSALS as error:
                refused[cell] = _cause(error, value)
        if refused:
            for at, cell in enumerate(cells):
                if cell in refused:
                    self.fault(at, key, refused[cell])
        return [*map(told.__getitem__, cells)]

    def fault(self, at: int, key: str, cause: str) -> None:
        """Note later that the cell of a row, counted from 0, was not understood and left out."""
        self._faults.append((at, key, cause))

    def note(self) -> None:
        """Note what was found, row by row, and in each as it was read."""
        for at, key, cause in sorted(self._faults, key=itemgetter(0)):
            self._notes.cell(self._table, self._table.numbers[at], key, cause)
        self._faults.clear()


_REFUSALS = (EditError, ValueError, OverflowError)


def _cause(error: Exception, value: Any) -> str:
    if isinstance(error, EditError):
        return str(error)
    return _("'{text}' cannot be understood.").format(text=quoted(value))
