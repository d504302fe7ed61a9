"""The commands of the task table: insert, delete, copy, paste and fill what is selected in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...app.edits.field import Kind
from ...app.i18n import _
from ...app.workspace import commands
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ..appearance import Appearance

if TYPE_CHECKING:
    from .clipboard import TableClipboard
    from .filling import Filling
    from .task_table import TaskTable

Command = Callable[[Document, Selection, RowSet], object]


class TableEdits:
    """Edits what is selected in one table. Refusals are told by the table."""

    def __init__(
        self, table: TaskTable, document: Document, rows: RowSet, selection: Selection, appearance: Appearance
    ) -> None:
        self._table = table
        self._document = document
        self._rows = rows
        self._selection = selection
        self._appearance = appearance
        self._clipboard: TableClipboard | None = None
        self._filling: Filling | None = None

    # -- what is loaded when it is first needed

    @property
    def clipboard(self) -> TableClipboard:
        """What copies, cuts and pastes."""
        if self._clipboard is None:
            from .clipboard import TableClipboard

            table = self._table
            self._clipboard = TableClipboard(
                table,
                table.tasks,
                table.titles,
                table.cells,
                self._document,
                self._rows,
                self._selection,
                self._appearance,
            )
        return self._clipboard

    @property
    def filling(self) -> Filling:
        """What gives many cells the same text."""
        if self._filling is None:
            from .filling import Filling

            table = self._table
            self._filling = Filling(table, table.tasks, table.cells, self._document, self._rows)
        return self._filling

    # -- whole tasks

    def run(self, command: Command) -> None:
        """Carry out a command on the selection; a refusal is told, and so is a sentence that the command gives."""

        def carry_out() -> None:
            told = command(self._document, self._selection, self._rows)
            if isinstance(told, str) and told:
                self._table.told.emit(told)

        self._table.editing.attempt(carry_out)

    def insert_task(self) -> None:
        """Add a task above the current one and open its name for typing."""
        self.run(commands.insert_task)
        self.edit_name()

    def insert_below(self) -> None:
        """Add a task below the current one, at its level, and open its name for typing."""
        self.run(commands.insert_below)
        self.edit_name()

    def edit_name(self) -> None:
        """Open the name of the current task for typing."""
        table, column = self._table, self._table.tasks.column_of("name")
        if column >= 0 and table.currentIndex().isValid():
            table.cells.go_and_select(table.currentIndex().row(), column)
            table.edit(table.currentIndex())

    def delete(self) -> None:
        """Delete the selected tasks where whole rows or names are selected, otherwise empty the cells."""
        name, cells = self._table.tasks.column_of("name"), self._table.cells
        names = bool(cells.ranges) and all(low == high == name for _f, _l, low, high in cells.ranges)
        if names or cells.has_whole_rows:
            self.run(commands.delete_tasks)
        else:
            self.clear_cells()

    # -- cells

    def clear_cells(self) -> None:
        """Empty the selected cells whose fields can be empty, in one step to undo."""
        self._table.editing.attempt(self.clipboard.clear)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, for spreadsheets and for this program; whole rows as tasks."""
        self.clipboard.copy()

    def cut(self) -> None:
        """Copy the selected cells and empty them, or take the tasks of whole rows out of the plan."""
        self._table.editing.attempt(self.clipboard.cut)

    def paste(self) -> None:
        """Paste cells from the selected one on, or tasks above the selected ones."""
        self._table.editing.attempt(self.clipboard.paste)

    def fill_down(self) -> None:
        """Give the selected cells the texts of the first selected row, or of the row above a single one."""
        self._table.editing.attempt(self.filling.down)

    def toggle_flag(self) -> bool:
        """Turn yes into no and no into yes in the current cell; False where it is neither."""
        tasks, index = self._table.tasks, self._table.currentIndex()
        field, uid = tasks.columns[index.column()] if index.isValid() else None, tasks.uid(index.row())
        if field is None or uid is None or field.kind is not Kind.FLAG or field.edit is None:
            return False
        text = _("No") if field.get(tasks.figures, uid) else _("Yes")
        row, column = index.row(), index.column()
        self._table.editing.attempt(lambda: self.filling.everywhere(text) or tasks.enter(row, column, text))
        return True
