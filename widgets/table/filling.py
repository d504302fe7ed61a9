"""The same text in many cells: fill down, fill by dragging, and what is typed into several rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QTableView

from ...app.edits.field import Field
from ...app.edits.paste import Cell, exact_text
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.records import TaskUid
from ...app.project.ticket import Ticket
from ...app.workspace import cell_commands
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ..patience import Patience
from .cell_selection import CellSelection
from .task_model import TaskModel


class Filling:
    """Fills the selected cells of one table. Raises ``EditError`` where that is refused."""

    def __init__(
        self, view: QTableView, model: TaskModel, cells: CellSelection, document: Document, rows: RowSet
    ) -> None:
        self._view = view
        self._model = model
        self._cells = cells
        self._document = document
        self._rows = rows

    def down(self) -> None:
        """Give the selected cells the texts of the first selected row; of the row above where only one is selected."""

        def wanted(ticket: Ticket) -> list[Cell]:
            found: list[Cell] = []
            for first, last, low, high in self._cells.ranges:
                source = first if last > first else first - 1
                targets = [uid for uid in self._rows.tasks(first, last) if uid != self._model.uid(source)]
                found += self._cells_of([source], targets, low, high, ticket)
            return found

        self._fill(wanted)

    def drag(self, first: int, last: int, low: int, high: int, to: int) -> None:
        """Give the rows from a range to another row the texts of the range, over and over."""
        sources = list(range(first, last + 1))
        if to > last:
            self._fill(partial(self._cells_of, sources, self._rows.tasks(last + 1, to), low, high))
        elif to < first:
            self._fill(partial(self._cells_of, sources[::-1], self._rows.tasks(to, first - 1)[::-1], low, high))

    def everywhere(self, text: str) -> bool:
        """Type a text into the current column of all selected rows; False where no more than one is selected."""
        field = self._model.columns[self._view.currentIndex().column()]
        uids = list(self._cells.tasks())
        if len(uids) < 2 or self._model.uid(self._view.currentIndex().row()) not in uids:
            return False
        cells = [(uid, field, text) for uid in uids]
        with Patience(_("Filling cells…"), self._view.window()) as ticket:
            cell_commands.enter_cells(self._document, self._model.wording, cells, ticket=ticket)
        return True

    def _cells_of(
        self, sources: Sequence[int], targets: Sequence[TaskUid], low: int, high: int, ticket: Ticket
    ) -> list[Cell]:
        """What goes into some tasks from source rows, the first again after the last."""
        model = self._model
        fields: list[Field] = [field for field in model.columns[low : high + 1] if field.edit is not None]
        found: list[Cell] = []
        rows = [uid for row in sources if (uid := model.uid(row)) is not None]
        texts = [[(field, exact_text(model.figures, model.wording, uid, field)) for field in fields] for uid in rows]
        for place, uid in enumerate(targets if texts else ()):
            ticket.step(0, 0)
            found += [(uid, field, text) for field, text in texts[place % len(texts)]]
        return found

    def _fill(self, wanted: Callable[[Ticket], list[Cell]]) -> None:
        with Patience(_("Filling cells…"), self._view.window()) as ticket:
            cells = wanted(ticket)
            if not cells:
                raise EditError(_("Select the cell to copy and the cells below it."))
            cell_commands.fill(self._document, self._model.wording, cells, ticket)
