"""The task table: a spreadsheet of the plan with its outline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QToolTip, QWidget

from ...app.edits.field import Kind
from ...app.edits.wording import Style
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ...app.project.records import TaskUid
from ...app.workspace import commands
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from .cell_editor import CellDelegate, text_of
from .cell_selection import CellSelection
from .cells import FOLD, INDENT, CellPainter, Column, Window
from .column_set import ColumnSet
from .corner import Corner
from .locale_style import style_of
from .row_header import RowHeader
from .task_model import Index, TaskModel
from .title_header import PADDING, TitleHeader

Command = Callable[[Document, Selection, RowSet], object]

Key, Modifier, Move = Qt.Key, Qt.KeyboardModifier, QAbstractItemView.CursorAction
_ALT_SHIFT = Modifier.AltModifier | Modifier.ShiftModifier
_COMMANDING = Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier
_MOVES = {
    Key.Key_Up: Move.MoveUp,
    Key.Key_Down: Move.MoveDown,
    Key.Key_Left: Move.MoveLeft,
    Key.Key_Right: Move.MoveRight,
    Key.Key_Home: Move.MoveHome,
    Key.Key_End: Move.MoveEnd,
    Key.Key_PageUp: Move.MovePageUp,
    Key.Key_PageDown: Move.MovePageDown,
}
_COMMANDS: dict[Qt.Key, Command] = {
    Key.Key_Right: commands.indent,
    Key.Key_Left: commands.outdent,
    Key.Key_Up: commands.move_up,
    Key.Key_Down: commands.move_down,
}
_FOLDS = {Key.Key_Plus: False, Key.Key_Equal: False, Key.Key_Minus: True, Key.Key_Underscore: True}
_AROUND = 200
"""So many rows before and after those in sight count when a column is fitted."""

_REFUSAL_SHOWN = 8000
"""Milliseconds for which the sentence of a refusal stands beside the cell."""


class TaskTable(QTableView):
    """Shows and edits the tasks of a plan; row ``n`` stands at ``n * rows.row_height`` minus the vertical scroll bar.

    Attributes:
        tasks: The model: columns, texts, and what typing does.

    Signals:
        refused: An edit was refused; carries the sentence that says why.
    """

    refused = Signal(str)

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
        self._cells = CellSelection(self, self.tasks, document, rows, selection)
        self._painter = CellPainter(self.tasks, rows, self.font())
        self._delegate = CellDelegate(self.tasks, appearance, self)
        self._titles = TitleHeader(document, self.tasks, appearance, self)
        self._numbers = RowHeader(self.tasks, appearance, self)
        self._columns = ColumnSet(self.tasks, self._titles)
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
        self.tasks.rowsAboutToBeRemoved.connect(self._cells.hold)  # before Qt's own selection hears of it
        self.tasks.modelAboutToBeReset.connect(self._cells.hold)
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
        self._titles.columns_chosen.connect(self.show_columns)
        self._titles.sectionResized.connect(self._on_columns_changed)
        self._titles.sectionMoved.connect(self._on_columns_changed)
        self._numbers.rows_dropped.connect(self._on_rows_dropped)
        self._numbers.drop_place_changed.connect(self.viewport().update)
        self._selection.changed.connect(self._cells.follow)
        self._appearance.changed.connect(self._on_appearance_changed)
        self._document.changed.connect(self._on_document_changed)

    # -- columns

    def show_columns(self, keys: list[str]) -> None:
        """Show these fields, in this order; those already shown keep their widths."""
        self._columns.show(keys)

    def save_state(self) -> str:
        """The columns and their widths, to be given to ``restore_state``."""
        return self._columns.save()

    def restore_state(self, state: str) -> None:
        """Show the columns of a saved state; one that is not understood changes nothing."""
        self._columns.restore(state)

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
        try:
            command(self._document, self._selection, self._rows)
        except EditError as refusal:
            self._on_refused(str(refusal))

    def insert_task(self) -> None:
        """Add a task above the current one and open its name for typing."""
        self.run(commands.insert_task)
        self.edit_name()

    def edit_name(self) -> None:
        """Open the name of the current task for typing."""
        column = self.tasks.column_of("name")
        if column >= 0 and self.currentIndex().isValid():
            index = self.tasks.index(self.currentIndex().row(), column)
            self.setCurrentIndex(index)
            self.edit(index)

    def delete(self) -> None:
        """Delete the selected tasks where whole rows or names are selected, otherwise empty the cells."""
        name = self.tasks.column_of("name")
        names = bool(self._cells.ranges) and all(low == high == name for _f, _l, low, high in self._cells.ranges)
        if names or self._cells.has_whole_rows:
            self.run(commands.delete_tasks)
        else:
            self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells whose fields can be empty, in one step to undo."""
        key = f"clear {self._document.revision}"
        cells = [
            (row, column)
            for first, last, low, high in self._cells.ranges
            for row in range(first, last + 1)
            for column in range(low, high + 1)
        ]
        try:
            empty = [self.tasks.clear(row, column, key) for row, column in cells]
        except EditError as refusal:
            self._on_refused(str(refusal))
            return
        if cells and not any(empty):
            self._on_refused(_("That is never empty. Del on the name or the row number deletes the task."))

    def copy(self) -> None:
        """Put the selected cells on the clipboard as text with tabs."""
        order = [self._titles.logicalIndex(place) for place in range(self._titles.count())]
        order = [section for section in order if self.tasks.columns[section].kind is not Kind.INDICATORS]
        lines = [
            "\t".join(
                " ".join(str(self.tasks.index(row, section).data()).split())
                for section in order
                if low <= section <= high
            )
            for first, last, low, high in sorted(self._cells.ranges)
            for row in range(first, last + 1)
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _on_rows_dropped(self, row: int) -> None:
        before = self.tasks.uid(row)
        self.run(lambda document, selection, rows: commands.move_before(document, selection, rows, before))

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take_key(event):
            return
        index = self.currentIndex()
        typing = bool(event.text().strip()) and event.text().isprintable() and not event.modifiers() & _COMMANDING
        if typing and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            if index.row() < len(self._rows):
                self._on_refused(self.tasks.why_not(index.row(), index.column()))
                return
            # Whatever the column, a new task begins with its name.
            self.setCurrentIndex(self.tasks.index(index.row(), self._first_column()))
        super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where Qt knows better."""
        key, modifiers = Key(event.key()), event.modifiers() & ~Modifier.KeypadModifier
        shift = bool(modifiers & Modifier.ShiftModifier)
        if modifiers == _ALT_SHIFT and key in _COMMANDS:
            self.run(_COMMANDS[key])
        elif modifiers == _ALT_SHIFT and key in _FOLDS:
            chosen = (uid for first, last in self._cells.row_ranges() for uid in self._rows.uids[first : last + 1])
            self._rows.fold(chosen, _FOLDS[key])
        elif key in _MOVES and shift and not modifiers & ~(Modifier.ShiftModifier | Modifier.ControlModifier):
            self._cells.extend_to(self.moveCursor(_MOVES[key], modifiers))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Key.Key_Return, Key.Key_Enter) and not modifiers & _COMMANDING:
            self._step(-1 if shift else 1, 0)
        elif key == Key.Key_Delete and not modifiers:
            self.delete()
        elif key == Key.Key_Insert and not modifiers:
            self.insert_task()
        elif key == Key.Key_Space and modifiers == Modifier.ShiftModifier:
            self._cells.take_whole_rows()
        elif key == Key.Key_Escape:
            return self._numbers.cancel_drag()
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        # Delete means cells or rows here, whatever an action of the window with the same key would do.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = event.key() == Key.Key_Delete and not event.modifiers()
            event.setAccepted(mine)
            return mine or super().event(event)
        return super().event(event)

    def _step(self, down: int, right: int) -> None:
        """Go to another cell: over the end of a row to the next one."""
        index, count = self.currentIndex(), self._titles.count()
        if not index.isValid() or not count:
            return
        place = self._titles.visualIndex(index.column()) + right
        row = index.row() + down + place // count
        if 0 <= row < self.tasks.rowCount():
            self.setCurrentIndex(self.tasks.index(row, self._titles.logicalIndex(place % count)))

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        uid = self.summary_at(place)
        left = event.button() == Qt.MouseButton.LeftButton
        if uid is not None and left:
            self._rows.toggle(uid)
        elif left and event.modifiers() == Modifier.ShiftModifier:
            self._cells.extend_to(self.indexAt(place))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.summary_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def summary_at(self, position: QPoint) -> TaskUid | None:
        """The summary task or group whose triangle is at a place of the viewport."""
        row, column = self.rowAt(position.y()), self.columnAt(position.x())
        uid = self._rows.uids[row] if 0 <= row < len(self._rows) else None
        if uid is None or column < 0 or self.tasks.columns[column].key != "name":
            return None
        if not self._rows.is_foldable(row):
            return None
        left = self.columnViewportPosition(column) + PADDING // 2 + (self._rows.levels[row] - 1) * INDENT
        return uid if left <= position.x() < left + FOLD + PADDING else None

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def hint_at(self, position: QPoint) -> str:
        """What the tooltip says at a place of the viewport: symbols in words, and texts that are cut off."""
        row, section = self.rowAt(position.y()), self.columnAt(position.x())
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
        if text != self._delegate.present_text(index):
            try:
                self.tasks.enter(row, column, text)
            except EditError as refusal:
                self._delegate.mark(editor)
                self._on_refused(str(refusal))
                return
        self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        # A new task took the place of the row it was typed into, and Qt has followed that row down.
        self._cells.go_to(row, column)
        self._step(*step)

    def _on_refused(self, sentence: str) -> None:
        rect = self.visualRect(self.currentIndex())
        place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2))
        QToolTip.showText(place, sentence, self.viewport(), QRect(), _REFUSAL_SHOWN)
        self.refused.emit(sentence)

    # -- selection

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._cells.on_cells_changed()
        self._numbers.selected = self._cells.row_ranges()
        self._numbers.viewport().update()
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._cells.on_current_changed(current)
        self.viewport().update()

    def _first_column(self) -> int:
        return max(self.tasks.column_of("name"), 0)

    def _go_to_first_name(self) -> None:
        """Put the keyboard where the first thing is typed, without selecting anything."""
        self._cells.go_to(0, self._first_column())

    # -- following the plan

    def _on_document_changed(self, change: Change) -> None:
        if change.everything and change.outline:  # another plan, in which the same uids are other tasks
            self._selection.set(())
            self.clearSelection()
            self.scrollToTop()
            self._go_to_first_name()

    def _on_texts_changed(self) -> None:
        self._painter.forget()
        self._fit_rows()
        if not self.currentIndex().isValid() and self.tasks.columns:
            self._go_to_first_name()
        self._cells.settle()
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

    # -- painting

    def _column(self, section: int) -> Column:
        left, width = self.columnViewportPosition(section), self.columnWidth(section)
        return Column(section, left, width, self.tasks.columns[section])

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, height, offset = self._appearance.theme, self._rows.row_height, self._numbers.offset()
        rect, width = event.rect(), self.viewport().width()
        columns = [self._column(self._titles.logicalIndex(place)) for place in range(self._titles.count())]
        window = Window(
            first=max((offset + rect.top()) // height, 0),
            last=min((offset + rect.bottom()) // height, self.tasks.rowCount() - 1),
            height=height,
            offset=offset,
            columns=[one for one in columns if one.left < width and one.left + one.width > 0],
            ranges=self._cells.ranges,
            current=(self.currentIndex().row(), self.currentIndex().column()),
            focus=self.hasFocus() or self.state() == QAbstractItemView.State.EditingState,
        )
        painter = QPainter(self.viewport())
        painter.fillRect(rect, QColor(theme.base))
        if window.columns and window.first <= window.last:
            self._painter.paint(painter, window, theme)
        if not self._rows.uids:
            self._paint_invitation(painter)
        if self._numbers.drop_row is not None:
            painter.fillRect(0, self._numbers.drop_row * height - offset - 1, width, 2, QColor(theme.accent))
        painter.end()

    def _paint_invitation(self, painter: QPainter) -> None:
        """Say in an empty table what to do first."""
        text = _("Type the name of the first task and press Enter.\nIndent with Alt+Shift+Right, link with Ctrl+F2.")
        if self._rows.total:
            text = _("No task passes the filter.")
        painter.setPen(QColor(self._appearance.theme.text_faint))
        painter.setFont(self.font())
        below = self.viewport().rect().adjusted(16, 3 * self._rows.row_height, -16, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._rows.uids:
            self.viewport().update()
