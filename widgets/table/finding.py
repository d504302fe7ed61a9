"""Going through what is found in the table, and replacing it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...app.analysis.figures import Figures
from ...app.edits.field import Field, Kind
from ...app.edits.find import Search, replacements
from ...app.edits.wording import Wording
from ...app.i18n import N_, _, ngettext
from ...app.project.records import ResourceUid
from ...app.project.ticket import followed
from ...app.workspace import cell_commands
from ...app.workspace.document import Document
from ...app.workspace.finder import Finder, Hit
from ...app.workspace.row_set import RowSet
from ..patience import Patience

NOTHING_CHANGED = N_("Cancelled; nothing was changed.")

if TYPE_CHECKING:
    from .task_table import TaskTable


class Finding(QObject):
    """What is looked for in one table.

    Signals:
        changed: Another count, or another cell is the current one.
    """

    changed = Signal()

    def __init__(self, table: TaskTable, document: Document, rows: RowSet) -> None:
        super().__init__(table)
        self._table = table
        self._document = document
        self._rows = rows
        self._finder = Finder(document, rows, self._shown, self)
        self._finder.progressed.connect(self._on_progressed)
        self._finder.arrived.connect(self._on_arrived)
        table.tasks.modelReset.connect(self._finder.again)

    @property
    def search(self) -> Search | None:
        """What is looked for; None while nothing is."""
        return self._finder.search

    @property
    def count(self) -> int:
        """How many cells were found so far."""
        return len(self._finder.hits)

    def fields(self) -> list[tuple[str, str]]:
        """Keys and titles of the fields that can be looked through, in the order seen."""
        return [(one.key, one.caption) for one in self._columns() if one.kind is not Kind.INDICATORS]

    def words(self) -> str:
        """How many cells were found, and which of them is the current one."""
        finder = self._finder
        if finder.search is None:
            return ""
        if not finder.hits:
            return _("Not found") if finder.done else _("Looking…")
        number = finder.number_of(self._here())
        more = "" if finder.done else "+"
        if number:
            return _("{number} of {count}").format(number=number, count=f"{len(finder.hits)}{more}")
        text = ngettext("{count} cell", "{count} cells", len(finder.hits))
        return text.format(count=f"{len(finder.hits)}{more}")

    def look_for(self, search: Search | None) -> None:
        """Look for something else, or for nothing any more."""
        if search != self._finder.search:
            self._finder.look_for(search)

    def again(self) -> None:
        """Find everything anew, because columns changed places."""
        self._finder.again()

    def step(self, *, back: bool) -> None:
        """Go to the next or the previous cell that was found."""
        if self._finder.search is not None:
            self._finder.go(self._here(), back=back)

    def replace_one(self, by: str) -> str:
        """Replace what is found in the current cell, and go on; gives what to say of it."""
        here = self._here()
        if not self._finder.number_of(here):
            self.step(back=False)
            return ""
        told = self._replace([here], by, _("Replace"))
        self._finder.go(here, back=False)
        return told

    def replace_all(self, by: str) -> str:
        """Replace everything that is found, in one step to undo; gives what to say of it."""
        with Patience(_("Looking…"), self._table.window()) as ticket:
            self._finder.finish(ticket)
        return _(NOTHING_CHANGED) if ticket.cancelled else self._replace(self._finder.hits, by, "")

    def _replace(self, hits: Sequence[Hit], by: str, step: str) -> str:
        search, model, columns = self._finder.search, self._table.tasks, self._columns()
        if search is None:
            return ""
        count = computed = 0
        known = set(self._document.project.resources)
        with Patience(_("Replacing…"), self._table.window()) as ticket:
            found = ((model.uid(row), columns[place]) for row, place in followed(hits, ticket))
            cells = [(uid, field) for uid, field in found if uid is not None]
            computed = sum(1 for _uid, field in followed(cells, ticket) if field.edit is None)
            wanted = replacements(search, by, model.figures, model.wording, cells, ticket)
            count = len(wanted)
            text = step or ngettext("Replace in {count} cell", "Replace in {count} cells", count).format(count=count)
            cell_commands.enter_cells(self._document, model.wording, wanted, text, ticket)
        if ticket.cancelled:
            return _(NOTHING_CHANGED)
        told = ngettext("{count} cell replaced.", "{count} cells replaced.", count).format(count=count)
        if computed:
            told += " " + ngettext(
                "{count} is worked out and stays.", "{count} are worked out and stay.", computed
            ).format(count=computed)
        return f"{told} {self._new_people(known)}".rstrip()

    def _new_people(self, known: Set[ResourceUid]) -> str:
        """Names the resources that were made because nobody has the new name."""
        new = [one.name for uid, one in self._document.project.resources.items() if uid not in known]
        text = ngettext("{names} is a new resource.", "{names} are new resources.", len(new))
        return text.format(names=", ".join(new)) if new else ""

    # -- where

    def _columns(self) -> list[Field]:
        """The fields in the order seen."""
        titles, columns = self._table.horizontalHeader(), self._table.tasks.columns
        return [columns[titles.logicalIndex(place)] for place in range(titles.count())]

    def _shown(self) -> tuple[Sequence[Field], Figures, Wording]:
        return self._columns(), self._table.tasks.figures, self._table.tasks.wording

    def _here(self) -> Hit:
        index = self._table.currentIndex()
        return (index.row(), self._table.horizontalHeader().visualIndex(index.column())) if index.isValid() else (0, -1)

    def _on_progressed(self) -> None:
        self._table.viewport().update()
        self.changed.emit()

    def _on_arrived(self, hit: Hit | None) -> None:
        if hit is not None:
            self._table.cells.go_and_select(hit[0], self._table.horizontalHeader().logicalIndex(hit[1]))
            self._table.scrollTo(self._table.currentIndex())
        self.changed.emit()
