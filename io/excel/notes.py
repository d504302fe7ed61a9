"""Collects what an import could not understand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from ...app.i18n import _
from ...app.project.errors import EditError, Note, Severity
from .table import Table

Value = TypeVar("Value")

_MOST: Final = 500
"""Nobody reads more; a column of nonsense in a long sheet would make tens of thousands."""


class Notes:
    """The notes of one import."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._unsaid = 0

    def add(self, severity: Severity, code: str, text: str, place: str = "", count: int = 1) -> None:
        """Note something."""
        if len(self._notes) < _MOST:
            note = Note(severity=severity, code=f"excel.{code}", text=text, place=place, count=count)
            self._notes.append(note)
        else:
            self._unsaid += 1

    def cell(self, table: Table, row: int, key: str, cause: str, code: str = "cell") -> None:
        """Note that a cell was not understood and left out."""
        self.add(Severity.WARNING, code, cause, table.place(row, key))

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
            self.cell(table, row, key, _("'{text}' cannot be understood.").format(text=values[key]))
        return default

    def all(self) -> list[Note]:
        """Everything noted, in order."""
        if not self._unsaid:
            return self._notes
        text = _("More cells were not understood: {count}.").format(count=self._unsaid)
        return [*self._notes, Note(severity=Severity.WARNING, code="excel.more", text=text, count=self._unsaid)]
