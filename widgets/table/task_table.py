"""The task table: a spreadsheet of the plan with its outline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QLocale, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QMenu, QTableView, QToolTip, QWidget

from ...app.edits.field import Kind
from ...app.edits.fields import fields_of
from ...app.edits.tables import Columns, plain, read_columns
from ...app.edits.wording import Style
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ...app.project.records import TaskUid
from ...app.workspace import cell_commands, commands
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from .boxes import box_in, has_box
from .cell_editor import CellDelegate, text_of
from .cell_selection import CellSelection
from .cells import FOLD, INDENT, CellPainter, Column, Window
from .clipboard import TableClipboard
from .column_chooser import ColumnChooser
from .column_set import ColumnSet
from .corner import Corner
from .fill_handle import FillHandle
from .filling import Filling
from .finding import Finding
from .keys import COMMANDING, TableKeys
from .locale_style import style_of
from .refusal import Refusal
from .row_header import RowHeader
from .task_model import Index, TaskModel
from .title_header import ADD, PADDING, TitleHeader

Command = Callable[[Document, Selection, RowSet], object]

Modifier = Qt.KeyboardModifier
_AROUND = 200
"""So many rows before and after those in sight count when a column is fitted."""


class TaskTable(QTableView):
    """Shows and edits the tasks of a plan; row ``n`` stands at ``n * rows.row_height`` minus the vertical scroll bar.

    Attributes:
        tasks: The model: columns, texts, and what typing does.
        cells: The selected cells.
        finding: What is looked for.

    Signals:
        refused: An edit was refused; carries the sentence that says why.
        titles_menu: The menu of the titles opens, for others to add to.
    """

    refused = Signal(str)
    titles_menu = Signal(QMenu)

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        selection: Selection,
        appearance: Appearance,
        parent: QWidget | None = None,
        style: Style | None = None,
    ) -> None:
        """Make a table; dates and numbers are in the style of the system's locale unless another is given."""
        super().__init__(parent)
        self._document = document
        self._rows = rows
        self._selection = selection
        self._appearance = appearance
        self.tasks = TaskModel(document, rows, selection, style or style_of(QLocale()), self)
        self.cells = CellSelection(self, self.tasks, document, rows, selection)
        self._painter = CellPainter(self.tasks, rows, self.font())
        self._frozen_painter = CellPainter(self.tasks, rows, self.font())
        self._delegate = CellDelegate(self.tasks, appearance, self)
        self._titles = TitleHeader(document, self.tasks, appearance, self)
        self._numbers = RowHeader(self.tasks, appearance, self)
        self._columns = ColumnSet(self.tasks, self._titles)
        self._clipboard = TableClipboard(
            self, self.tasks, self._titles, self.cells, document, rows, selection, appearance
        )
        self._filling = Filling(self, self.tasks, self.cells, document, rows)
        self._handle = FillHandle(self._rect_of, self._row_near)
        self._refusal = Refusal(appearance, self.viewport())
        self.finding = Finding(self, document, rows)
        self._keys = TableKeys(self)
        self._set_up()
        self._connect()
        self._fit_rows()
        self._columns.set_widths({})
        self._go_to_first_name()

    def _set_up(self) -> None:
        self.setAccessibleName(_("Tasks"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalHeader(self._titles)
        self.setVerticalHeader(self._numbers)
        self.tasks.rowsAboutToBeRemoved.connect(self.cells.hold)  # before Qt's own selection hears of it
        self.tasks.modelAboutToBeReset.connect(self.cells.hold)
        self.setModel(self.tasks)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._corner = Corner(self, self._appearance)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)

    def _connect(self) -> None:
        self.tasks.refused.connect(self._on_refused)
        self.tasks.texts_changed.connect(self._on_texts_changed)
        self._delegate.finished.connect(self._on_finished)
        self._delegate.spread.connect(self._on_spread)
        self._delegate.edited.connect(self._refusal.hide)
        self._titles.columns_chosen.connect(self.show_columns)
        self._titles.sectionResized.connect(self._on_columns_changed)
        self._titles.sectionMoved.connect(self._on_columns_changed)
        self._titles.frozen_changed.connect(self._on_columns_changed)
        self._titles.column_wanted.connect(self.choose_column)
        self._titles.menu_wanted.connect(self.titles_menu)
        self._numbers.rows_dropped.connect(self._on_rows_dropped)
        self._numbers.drop_place_changed.connect(self.viewport().update)
        self._numbers.dragged_to.connect(self._on_dragged_to)
        self._numbers.level_at = self._drop_level
        self._selection.changed.connect(self.cells.follow)
        self._appearance.changed.connect(self._on_appearance_changed)
        self._document.changed.connect(self._on_document_changed)

    # -- columns

    def show_columns(self, keys: list[str]) -> None:
        """Show these fields, in this order; those already shown keep their widths."""
        self._columns.show(keys)

    @property
    def columns(self) -> Columns:
        """The columns shown, with their widths."""
        return self._columns.save()

    def take_columns(self, columns: Columns) -> None:
        """Show these columns."""
        self._columns.restore(columns)

    def save_state(self) -> dict[str, Any]:
        """The columns, their widths and how many are frozen, as plain data, to be given to ``restore_state``."""
        return plain(self._columns.save())

    def restore_state(self, state: object) -> None:
        """Show the columns of a saved state; one that is not understood changes nothing."""
        columns = read_columns(state)
        if columns is not None:
            self._columns.restore(columns)

    def choose_column(self, place: int = -1, corner: QPoint | None = None) -> ColumnChooser:
        """Ask for a field whose column is put behind so many others; behind the current one unless said.

        Args:
            place: Behind how many columns.
            corner: Where on the screen the question appears; below the titles unless said.
        """
        if place < 0:
            place = self._titles.visualIndex(max(self.currentIndex().column(), 0)) + 1
        if corner is None:
            rect = self._titles.title_rect(self._titles.logicalIndex(place - 1))
            corner = rect.bottomRight()
        shown = self._titles.shown_keys()
        fields = [field for key, field in fields_of(self._document.project).items() if key not in shown]
        chooser = ColumnChooser(fields, self._appearance, self)
        chooser.chosen.connect(lambda key: self._add_column(key, place))
        chooser.show_at(corner)
        return chooser

    def _add_column(self, key: str, place: int) -> None:
        """Show one more column behind so many others and go there."""
        shown = self._titles.shown_keys()
        self.show_columns([*shown[:place], key, *shown[place:]])
        self.cells.go_and_select(max(self.currentIndex().row(), 0), self.tasks.column_of(key))
        self.scrollTo(self.currentIndex())

    def set_style(self, style: Style) -> None:
        """Write and read dates and numbers in another style."""
        self.tasks.set_style(style)

    def sizeHintForColumn(self, column: int) -> int:
        """The width that fits the rows in sight and some around; Qt asks when a border is double-clicked."""
        height = self._rows.row_height
        first = self._numbers.offset() // height
        near = range(max(first - _AROUND, 0), first + self.viewport().height() // height + _AROUND)
        found = (
            self._painter.needed_width(self._rows.uids[row], column, self._rows.levels[row])
            for row in near[: max(len(self._rows.uids) - near.start, 0)]
        )
        return max(found, default=0) + 1

    # -- commands

    def finish_editing(self) -> None:
        """Take over what is being typed, as leaving the cell would; it stays open, and says why, where refused."""
        editor = self.indexWidget(self.currentIndex()) if self.state() == self.State.EditingState else None
        if editor is not None:
            self._on_finished(editor, (0, 0))

    def pending_patch(self, text: str) -> Patch:
        """What a text would change if it were typed into the current cell.

        Raises:
            EditError: It cannot be.
        """
        index = self.currentIndex()
        return self.tasks.patch(index.row(), index.column(), text)

    def run(self, command: Command) -> None:
        """Carry out a command on the selection; a refusal is told."""
        self._try(lambda: command(self._document, self._selection, self._rows))

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
        column = self.tasks.column_of("name")
        if column >= 0 and self.currentIndex().isValid():
            self.cells.go_and_select(self.currentIndex().row(), column)
            self.edit(self.currentIndex())

    def delete(self) -> None:
        """Delete the selected tasks where whole rows or names are selected, otherwise empty the cells."""
        name = self.tasks.column_of("name")
        names = bool(self.cells.ranges) and all(low == high == name for _f, _l, low, high in self.cells.ranges)
        if names or self.cells.has_whole_rows:
            self.run(commands.delete_tasks)
        else:
            self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells whose fields can be empty, in one step to undo."""
        self._try(lambda: cell_commands.clear_cells(self._document, self.tasks.wording, self._clipboard.chosen_cells()))

    def copy(self) -> None:
        """Put the selected cells on the clipboard, for spreadsheets and for this program; whole rows as tasks."""
        self._clipboard.copy()

    def cut(self) -> None:
        """Copy the selected cells and empty them, or take the tasks of whole rows out of the plan."""
        self._try(self._clipboard.cut)

    def paste(self) -> None:
        """Paste cells from the selected one on, or tasks above the selected ones."""
        self._try(self._clipboard.paste)

    def fill_down(self) -> None:
        """Give the selected cells the texts of the first selected row, or of the row above a single one."""
        self._try(self._filling.down)

    def toggle_flag(self) -> bool:
        """Turn yes into no and no into yes in the current cell; False where it is neither."""
        index = self.currentIndex()
        field = self.tasks.columns[index.column()] if index.isValid() else None
        uid = self.tasks.uid(index.row())
        if field is None or uid is None or field.kind is not Kind.FLAG or field.edit is None:
            return False
        text = _("No") if field.get(self.tasks.figures, uid) else _("Yes")
        self._try(lambda: self._filling.everywhere(text) or self.tasks.enter(index.row(), index.column(), text))
        return True

    def fold_selected(self, folded: bool) -> None:
        """Fold or open the selected rows."""
        chosen = (uid for first, last in self.cells.row_ranges() for uid in self._rows.uids[first : last + 1])
        self._rows.fold(chosen, folded)

    def _try(self, do: Callable[[], object]) -> None:
        """Do something; a refusal is told."""
        try:
            do()
        except EditError as refusal:
            self._on_refused(str(refusal))

    def _on_rows_dropped(self, row: int, level: int) -> None:
        before = self.tasks.uid(row)
        self.run(lambda document, selection, rows: commands.move_before(document, selection, rows, before, level))

    def _drop_level(self, row: int, x: int) -> int:
        """The level that dragged rows take before a row, the pointer being over the names; 0 for that of the row."""
        name = self.tasks.column_of("name")
        if name < 0 or x < 0 or not self._rows.in_outline:
            return 0
        chosen = frozenset(self._selection.uids)
        low, high = commands.drop_levels(self._document.project, self._rows, row, chosen)
        return min(max((x - self.left_of(name) - PADDING) // INDENT + 1, low), high)

    def _on_dragged_to(self, y: int) -> None:
        """Scroll on while rows are dragged beyond an edge."""
        bar, height = self.verticalScrollBar(), self._rows.row_height
        if not 0 <= y < self.viewport().height():
            bar.setValue(bar.value() + (height if y > 0 else -height))

    def left_of(self, section: int) -> int:
        """Where a column begins in the viewport."""
        return self._titles.sectionViewportPosition(section)

    def _rect_of(self, first: int, last: int, low: int, high: int) -> QRect:
        """Where a range of cells is in the viewport."""
        height = self._rows.row_height
        places = [self._titles.visualIndex(section) for section in range(low, high + 1)]
        left = self.left_of(self._titles.logicalIndex(min(places)))
        right = self._titles.logicalIndex(max(places))
        top = first * height - self._numbers.offset()
        return QRect(left, top, self.left_of(right) + self.columnWidth(right) - left, (last - first + 1) * height)

    def _row_near(self, y: int) -> int:
        row = (y + self._numbers.offset()) // self._rows.row_height
        return min(max(row, 0), max(len(self._rows) - 1, 0))

    def _corner_source(self) -> tuple[int, int, int, int] | None:
        """The cells whose corner can be dragged: one range that is no whole rows and no row for a new task."""
        ranges = self.cells.ranges
        if len(ranges) != 1 or self.cells.has_whole_rows or ranges[0][1] >= len(self._rows):
            return None
        fields = self.tasks.columns[ranges[0][2] : ranges[0][3] + 1]
        return ranges[0] if any(field.edit is not None for field in fields) else None

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.take(event):
            return
        index = self.currentIndex()
        typing = bool(event.text().strip()) and event.text().isprintable() and not event.modifiers() & COMMANDING
        if typing and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            if index.row() < len(self._rows):
                self._on_refused(self.tasks.why_not(index.row(), index.column()))
                return
            # Whatever the column, a new task begins with its name.
            self.setCurrentIndex(self.tasks.index(index.row(), self._first_column()))
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Delete means cells or rows here, whatever an action of the window with the same key would do.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = event.key() == Qt.Key.Key_Delete and not event.modifiers()
            event.setAccepted(mine)
            return mine or super().event(event)
        return super().event(event)

    def step(self, down: int, right: int) -> None:
        """Go to another cell: over the end of a row to the next one."""
        index, count = self.currentIndex(), self._titles.count()
        if not index.isValid() or not count:
            return
        place = self._titles.visualIndex(index.column()) + right
        row = index.row() + down + place // count
        if 0 <= row < self.tasks.rowCount():
            self.cells.go_and_select(row, self._titles.logicalIndex(place % count))

    def go_to_end(self, down: bool | None, right: bool | None, *, extend: bool) -> None:
        """Go to the first or last row and column; None stays. The last row is the one for a new task if both are."""
        index = self.currentIndex()
        last = self.tasks.rowCount() - (1 if right is not None and not extend else 2)
        row = index.row() if down is None else max(last, 0) if down else 0
        ends = self._titles.logicalIndex(self._titles.count() - 1), self._titles.logicalIndex(0)
        section = index.column() if right is None else ends[0] if right else ends[1]
        if extend:
            self.cells.extend_to(self.tasks.index(row, section))
        else:
            self.cells.go_and_select(row, section)

    def cancel_gesture(self) -> bool:
        """Give up what is being dragged; says whether something was."""
        filling = self._handle.cancel()
        self.viewport().update()
        return self._numbers.cancel_drag() or filling

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        uid = self.summary_at(place)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._handle.press(place):
            return
        if left and not event.modifiers() and self._is_box(place):
            self.cells.go_and_select(self.rowAt(place.y()), self._titles.logicalIndexAt(place))
            self.toggle_flag()
            return
        if uid is not None and left:
            self._rows.toggle(uid)
        elif left and event.modifiers() == Modifier.ShiftModifier:
            self.cells.extend_to(self.indexAt(place))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self.summary_at(place) is None and not self._is_box(place):
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._handle.dragging:
            self._handle.move(place)
            self._on_dragged_to(place.y())
            self.viewport().update()
            return
        self.viewport().setCursor(
            Qt.CursorShape.CrossCursor if self._handle.holds(place) else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._handle.dragging:
            super().mouseReleaseEvent(event)
            return
        wanted = self._handle.release()
        self.viewport().update()
        if wanted is not None:
            self._try(lambda: self._filling.drag(*wanted[0], wanted[1]))

    def _is_box(self, position: QPoint) -> bool:
        """Whether a box to tick is at a place of the viewport, or nearly."""
        index = self.indexAt(position)
        if not index.isValid() or self.tasks.uid(index.row()) is None:
            return False
        around = box_in(self.visualRect(index)).adjusted(-4, -4, 4, 4)
        return has_box(self.tasks.columns[index.column()]) and around.contains(position)

    def summary_at(self, position: QPoint) -> TaskUid | None:
        """The summary task or group whose triangle is at a place of the viewport."""
        row, column = self.rowAt(position.y()), self._titles.logicalIndexAt(position)
        uid = self._rows.uids[row] if 0 <= row < len(self._rows) else None
        if uid is None or column < 0 or self.tasks.columns[column].key != "name":
            return None
        if not self._rows.is_foldable(row):
            return None
        left = self.left_of(column) + PADDING // 2 + (self._rows.levels[row] - 1) * INDENT
        return uid if left <= position.x() < left + FOLD + PADDING else None

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def hint_at(self, position: QPoint) -> str:
        """What the tooltip says at a place of the viewport: symbols in words, and texts that are cut off."""
        row, section = self.rowAt(position.y()), self._titles.logicalIndexAt(position)
        uid = self._rows.uids[row] if 0 <= row < len(self._rows) else None
        if uid is None or section < 0:
            return ""
        column = self._column(section)
        if uid in self._rows.bands:
            return self._rows.band_hint(uid, column.field.key)
        shown = column.field.kind is Kind.INDICATORS
        if shown or self._painter.is_cut(uid, column, self._rows.levels[row]):
            return self.tasks.text(uid, section)
        return ""

    # -- editing

    def _on_finished(self, editor: QWidget, step: tuple[int, int]) -> None:
        """Take over what was typed, close the editor and go on; leave it open where it is refused."""
        index = self.currentIndex()
        row, column = index.row(), index.column()
        text = text_of(editor)
        if text != self._delegate.present_text(index) and not self._taken(
            editor, lambda: self.tasks.enter(row, column, text)
        ):
            return
        self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        # A new task took the place of the row it was typed into, and Qt has followed that row down.
        self.cells.go_to(row, column)
        self.step(*step)

    def _on_spread(self, editor: QWidget) -> None:
        """Take what was typed over into all selected rows and close the editor."""
        text = text_of(editor)
        spread: list[bool] = []
        if not self._taken(editor, lambda: spread.append(self._filling.everywhere(text))):
            return
        if spread == [True]:
            self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        else:
            self._on_finished(editor, (0, 0))

    def _taken(self, editor: QWidget, do: Callable[[], object]) -> bool:
        """Whether what stands in an editor could be taken over; if not, the editor says why."""
        try:
            do()
        except EditError as refusal:
            self._delegate.mark(editor, str(refusal))
            self._on_refused(str(refusal))
            return False
        return True

    def _on_refused(self, sentence: str) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        self._refusal.tell(sentence, self.visualRect(self.currentIndex()), lasting=editing)
        self.refused.emit(sentence)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._refusal.hide()

    # -- selection

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.cells.on_cells_changed()
        self._handle.show_at(self._corner_source())
        self._numbers.selected = self.cells.row_ranges()
        self._numbers.viewport().update()
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.cells.on_current_changed(current)
        self._refusal.hide()
        self.viewport().update()

    def _first_column(self) -> int:
        return max(self.tasks.column_of("name"), 0)

    def _go_to_first_name(self) -> None:
        """Put the keyboard where the first thing is typed, without selecting anything."""
        self.cells.go_to(0, self._first_column())

    # -- following the plan

    def _on_document_changed(self, change: Change) -> None:
        if change.everything and change.outline:  # another plan, in which the same uids are other tasks
            self._selection.set(())
            self.clearSelection()
            self.scrollToTop()
            self._go_to_first_name()

    def _on_texts_changed(self) -> None:
        self._painter.forget()
        self._frozen_painter.forget()
        self._fit_rows()
        if not self.currentIndex().isValid() and self.tasks.columns:
            self._go_to_first_name()
        self.cells.settle()
        self._numbers.viewport().update()
        self.viewport().update()

    def _fit_rows(self) -> None:
        if self._numbers.defaultSectionSize() != self._rows.row_height:
            self._numbers.setDefaultSectionSize(self._rows.row_height)
        self._numbers.fit()

    def _on_columns_changed(self) -> None:
        self.viewport().update()

    def _on_appearance_changed(self) -> None:
        for part in (self.viewport(), self._titles.viewport(), self._numbers.viewport()):
            part.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):  # Qt calls while it is being made
            self._painter.set_font(self.font())
            self._frozen_painter.set_font(self.font())

    # -- where cells are, as Qt asks for it

    def indexAt(self, position: QPoint) -> QModelIndex:
        return super().indexAt(position - QPoint(self._titles.shift_at(position.x()), 0))

    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        frozen = self._titles.frozen and self._titles.is_frozen(index.column())
        return rect.translated(self._titles.offset(), 0) if frozen else rect

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        bar, edge = self.horizontalScrollBar(), self._titles.edge
        before = bar.value()
        super().scrollTo(index, hint)
        if edge and self._titles.is_frozen(index.column()):
            bar.setValue(before)
        elif edge and (hidden := edge - self.visualRect(index).left()) > 0:
            bar.setValue(bar.value() - hidden)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self._titles.frozen:  # what was moved along must not have been
            self.viewport().update()
            self._titles.viewport().update()

    def updateGeometries(self) -> None:
        """Leave room to scroll to the place behind the last column."""
        bar = self.horizontalScrollBar()
        place = bar.value()
        super().updateGeometries()
        bar.setMaximum(max(self._titles.length() + ADD - self.viewport().width(), 0))
        bar.setValue(place)

    # -- painting

    def _column(self, section: int) -> Column:
        return Column(section, self.left_of(section), self.columnWidth(section), self.tasks.columns[section])

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect, edge = self._appearance.theme, event.rect(), self._titles.edge
        painter = QPainter(self.viewport())
        painter.fillRect(rect, QColor(theme.base))
        sections = [self._titles.logicalIndex(place) for place in range(self._titles.count())]
        frozen = self._titles.frozen
        self._paint_cells(painter, rect, sections[frozen:], edge, self.viewport().width(), self._painter)
        if edge:
            self._paint_cells(painter, rect, sections[:frozen], 0, edge, self._frozen_painter)
            painter.fillRect(edge - 1, rect.top(), 1, rect.height(), QColor(theme.text_faint))
        if not self._rows.total:
            self._paint_invitation(painter)
        self._handle.show_at(self._corner_source())
        self._handle.paint(painter, theme)
        if self._numbers.drop_row is not None:
            self._paint_drop(painter, self._numbers.drop_row * self._rows.row_height - self._numbers.offset())
        painter.end()

    def _paint_cells(
        self, painter: QPainter, rect: QRect, sections: list[int], left: int, right: int, cells: CellPainter
    ) -> None:
        """Paint the cells of some columns between two places of the viewport."""
        height, offset = self._rows.row_height, self._numbers.offset()
        columns = [self._column(section) for section in sections]
        window = Window(
            first=max((offset + rect.top()) // height, 0),
            last=min((offset + rect.bottom()) // height, self.tasks.rowCount() - 1),
            height=height,
            offset=offset,
            columns=[one for one in columns if one.left < right and one.left + one.width > left],
            ranges=self.cells.ranges,
            current=(self.currentIndex().row(), self.currentIndex().column()),
            focus=self.hasFocus() or self.state() == QAbstractItemView.State.EditingState,
            found=None if self.finding.search is None else self.finding.search.fits(),
            found_in="" if self.finding.search is None else self.finding.search.field,
        )
        if window.columns and window.first <= window.last:
            if self._titles.frozen:
                painter.setClipRect(QRect(left, rect.top(), right - left, rect.height()))
            cells.paint(painter, window, self._appearance.theme)
            painter.setClipping(False)

    def _paint_drop(self, painter: QPainter, y: int) -> None:
        """Paint where dragged rows would be dropped: a line from where their names would begin."""
        name, level = self.tasks.column_of("name"), self._numbers.drop_level
        left = self.left_of(name) + PADDING + (level - 1) * INDENT + FOLD if level and name >= 0 else 0
        colour = QColor(self._appearance.theme.accent)
        painter.fillRect(left, y - 1, self.viewport().width() - left, 2, colour)
        if left:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, 2))
            painter.setBrush(QColor(self._appearance.theme.base))
            painter.drawEllipse(QPoint(left - 4, y), 3, 3)

    def _paint_invitation(self, painter: QPainter) -> None:
        """Say in an empty table what to do first."""
        text = _("Type the name of the first task and press Enter.\nIndent with Alt+Shift+Right, link with Ctrl+F2.")
        painter.setPen(QColor(self._appearance.theme.text_faint))
        painter.setFont(self.font())
        below = self.viewport().rect().adjusted(16, 3 * self._rows.row_height, -16, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._rows.uids:
            self.viewport().update()
