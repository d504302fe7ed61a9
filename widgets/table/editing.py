"""What becomes of a text when its editor is left: taken over, spread over rows, or refused and told why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ...app.edits.field_edits import otherwise
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.records import TaskUid
from ..appearance import Appearance
from .cell_editor import CellDelegate, text_of
from .refusal import Refusal

if TYPE_CHECKING:
    from .task_table import TaskTable


class Editing(QObject):
    """Takes over what is typed in one table.

    Signals:
        refused: Something was refused; carries the sentence that says why.
        withdrawn: What was refused is no longer said beside its cell.
        told: Something became otherwise than typed, or more came of it; carries the sentence that says so.
    """

    refused = Signal(str)
    withdrawn = Signal()
    told = Signal(str)

    def __init__(self, table: TaskTable, delegate: CellDelegate, appearance: Appearance) -> None:
        super().__init__(table)
        self._table = table
        self._delegate = delegate
        self._refusal = Refusal(appearance, table.viewport())
        self._refusal.gone.connect(self.withdrawn)
        delegate.refuses = self._refuses
        delegate.finished.connect(self.finish)
        delegate.spread.connect(self._spread)
        delegate.edited.connect(self.forget)

    def finish(self, editor: QWidget, step: tuple[int, int]) -> None:
        """Take over what was typed, close the editor and go on; leave it open where it is refused."""
        index = self._table.currentIndex()
        row, column, text = index.row(), index.column(), text_of(editor)
        uid = self._table.tasks.uid(row)
        changed = text != self._delegate.present_text(index)
        known = len(self._table.tasks.figures.project.resource_order)
        if changed and not self._taken(editor, lambda: self._table.tasks.enter(row, column, text)):
            return
        self._table.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        if changed:
            self._tell_otherwise(uid, column, text)
            self._tell_new(known)
        # A new task took the place of the row it was typed into, and Qt has followed that row down.
        self._table.cells.go_to(row, column)
        self._table.step(*step)

    def _refuses(self, editor: QWidget) -> bool:
        """Whether what stands in an editor that is about to be left cannot be; the editor says why."""
        table = self._table
        index, text = table.currentIndex(), text_of(editor)
        if table.indexWidget(index) is not editor or text == self._delegate.present_text(index):
            return False
        return not self._taken(editor, lambda: table.tasks.patch(index.row(), index.column(), text))

    def _tell_otherwise(self, uid: TaskUid | None, column: int, text: str) -> None:
        tasks = self._table.tasks
        if uid is not None and (
            sentence := otherwise(tasks.figures, tasks.wording, uid, tasks.columns[column].key, text)
        ):
            self.told.emit(sentence)

    def _tell_new(self, known: int) -> None:
        """Name the resources that came with what was typed: a name that is misspelt is one too."""
        project = self._table.tasks.figures.project
        names = [project.resources[uid].name for uid in project.resource_order[known:]]
        if names:
            self.told.emit(_("New resources: {names}").format(names=", ".join(names)))

    def _spread(self, editor: QWidget) -> None:
        """Take what was typed over into all selected rows and close the editor."""
        text, spread = text_of(editor), list[bool]()
        if not self._taken(editor, lambda: spread.append(self._table.edits.filling.everywhere(text))):
            return
        if spread == [True]:
            self._table.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        else:
            self.finish(editor, (0, 0))

    def _taken(self, editor: QWidget, do: Callable[[], object]) -> bool:
        """Whether what stands in an editor could be taken over; if not, the editor says why."""
        try:
            do()
        except EditError as refusal:
            self._delegate.mark(editor, str(refusal))
            self.refuse(str(refusal))
            return False
        return True

    def attempt(self, do: Callable[[], object]) -> None:
        """Do something; a refusal is told."""
        try:
            do()
        except EditError as refusal:
            self.refuse(str(refusal))

    def refuse(self, sentence: str) -> None:
        """Say beside the current cell why something cannot be."""
        table = self._table
        editing = table.state() == QAbstractItemView.State.EditingState
        self._refusal.tell(sentence, table.visualRect(table.currentIndex()), lasting=editing)
        self.refused.emit(sentence)

    def forget(self) -> None:
        """Take the sentence away."""
        self._refusal.hide()

    @property
    def sentence(self) -> str:
        """The sentence that stands beside a cell; empty where there is none."""
        return "" if self._refusal.isHidden() else self._refusal.text()
