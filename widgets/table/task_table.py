"""The task table: a spreadsheet of the plan with its outline."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
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
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QFrame, QTableView, QToolTip, QWidget

from ...app.edits.field import Kind
from ...app.edits.wording import Style
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.records import TaskUid
from ...app.workspace import commands
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from .cell_editor import CellDelegate, text_of
from .cells import FOLD, INDENT, CellPainter, Column, Window
from .locale_style import style_of
from .row_header import RowHeader
from .task_model import Index, TaskModel
from .title_header import PADDING, TitleHeader

Command = Callable[[Document, Selection, RowSet], object]

_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_MOVES: dict[Qt.Key, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_COMMANDS: dict[Qt.Key, Command] = {
    Qt.Key.Key_Right: commands.indent,
    Qt.Key.Key_Left: commands.outdent,
    Qt.Key.Key_Up: commands.move_up,
    Qt.Key.Key_Down: commands.move_down,
}


class TaskTable(QTableView):
    """Shows and edits the tasks of a plan; row ``n`` stands at ``n * rows.row_height`` minus the vertical scroll bar.

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
        super().__init__(parent)
        self._document = document
        self._rows = rows
        self._selection = selection
        self._appearance = appearance
        self._following = False
        self._ranges: list[tuple[int, int, int, int]] = []
        self._span: tuple[int, int] | None = None
        self._anchor = QPersistentModelIndex()
        self._extending = False
        self.tasks = TaskModel(document, rows, selection, style or style_of(QLocale()), self)
        self._painter = CellPainter(self.tasks, rows, self.font())
        self._delegate = CellDelegate(self.tasks, appearance, self)
        self._set_up()
        self._connect()
        self._on_appearance_changed()
        self._fit_rows()
        self._show_widths()
        self._go_to_first_name()

    def _set_up(self) -> None:
        self.setAccessibleName(_("Tasks"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._titles = TitleHeader(self._document, self.tasks, self._appearance, self)
        self._numbers = RowHeader(self.tasks, self._appearance, self)
        self.setHorizontalHeader(self._titles)
        self.setVerticalHeader(self._numbers)
        self.tasks.rowsAboutToBeRemoved.connect(self._on_about_to_change)  # before Qt's own selection hears of it
        self.tasks.modelAboutToBeReset.connect(self._on_about_to_change)
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
        corner = self.findChild(QAbstractButton)
        assert corner is not None
        self._corner = corner
        self._corner.setToolTip(_("Select all"))
        self._corner.setAccessibleName(_("Select all"))
        self._corner.installEventFilter(self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)

    def _connect(self) -> None:
        self.tasks.refused.connect(self._on_refused)
        self.tasks.texts_changed.connect(self._on_texts_changed)
        self.tasks.modelReset.connect(self._show_widths)
        self._delegate.finished.connect(self._on_finished)
        self._titles.columns_chosen.connect(self.show_columns)
        self._titles.sectionResized.connect(self._on_columns_changed)
        self._titles.sectionMoved.connect(self._on_columns_changed)
        self._numbers.rows_dropped.connect(self._on_rows_dropped)
        self._numbers.drop_place_changed.connect(self.viewport().update)
        self._selection.changed.connect(self._on_selection_changed)
        self._appearance.changed.connect(self._on_appearance_changed)
        self._document.changed.connect(self._on_document_changed)

    def _go_to_first_name(self) -> None:
        """Put the keyboard where the first thing is typed, without selecting anything."""
        index = self.tasks.index(0, self._first_column())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    # -- columns

    def show_columns(self, keys: list[str]) -> None:
        """Show these fields, in this order; those already shown keep their widths."""
        widths = self._widths()
        self.tasks.show_columns(keys)
        self._show_widths(widths)

    def save_state(self) -> str:
        """The columns and their widths, to be given to ``restore_state``."""
        widths = self._widths()
        return json.dumps({"columns": [[key, widths[key]] for key in self._titles.shown_keys()]})

    def restore_state(self, state: str) -> None:
        """Show the columns of a saved state; one that is not understood changes nothing."""
        try:
            columns = [(str(key), int(width)) for key, width in json.loads(state)["columns"]]
        except (ValueError, TypeError, KeyError):
            return
        self.tasks.show_columns([key for key, _width in columns])
        self._show_widths(dict(columns))

    def set_style(self, style: Style) -> None:
        """Write and read dates and numbers in another style."""
        self.tasks.set_style(style)

    def _widths(self) -> dict[str, int]:
        return {field.key: self.columnWidth(place) for place, field in enumerate(self.tasks.columns)}

    def _show_widths(self, widths: dict[str, int] | None = None) -> None:
        for place, field in enumerate(self.tasks.columns):
            width = (widths or {}).get(field.key, field.width)
            self._titles.resizeSection(place, max(width, self._titles.minimumSectionSize()))

    # -- commands

    def run(self, command: Command) -> None:
        """Carry out a command on the selection; a refusal is told."""
        try:
            command(self._document, self._selection, self._rows)
        except EditError as refusal:
            self._on_refused(str(refusal))

    def _on_rows_dropped(self, row: int) -> None:
        before = self.tasks.uid(row)
        self.run(lambda document, selection, rows: commands.move_before(document, selection, rows, before))

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

    def clear_cells(self) -> None:
        """Empty the selected cells whose fields can be empty, in one step to undo."""
        key = f"clear {self._document.revision}"
        try:
            for first, last, low, high in self._ranges:
                for row in range(first, last + 1):
                    for column in range(low, high + 1):
                        self._clear(row, column, key)
        except EditError as refusal:
            self._on_refused(str(refusal))

    def _clear(self, row: int, column: int, key: str) -> None:
        field, uid = self.tasks.columns[column], self.tasks.uid(row)
        lasting = field.edit is None or field.kind is Kind.CHOICE or field.key in ("name", "duration")
        if uid is not None and not lasting and self.tasks.text(uid, column):
            self.tasks.enter(row, column, "", key)

    def delete(self) -> None:
        """Delete the selected tasks where whole rows are selected, otherwise empty the cells."""
        if self._has_whole_rows():
            self.run(commands.delete_tasks)
        else:
            self.clear_cells()

    def copy(self) -> None:
        """Put the selected cells on the clipboard as text with tabs."""
        lines = [
            "\t".join(
                str(self.tasks.index(row, self._titles.logicalIndex(place)).data())
                for place in range(self._titles.count())
                if low <= self._titles.logicalIndex(place) <= high
            )
            for first, last, low, high in sorted(self._ranges)
            for row in range(first, last + 1)
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    # -- keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take_key(event):
            return
        index = self.currentIndex()
        typing = event.text().strip().isprintable() and event.text().strip() and not event.modifiers() & _COMMANDING
        if typing and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            if self.tasks.uid(index.row()) is not None:
                self._on_refused(self.tasks.why_not(index.column()))
                return
            # Whatever the column, a new task begins with its name.
            self.setCurrentIndex(self.tasks.index(index.row(), self._first_column()))
        super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where Qt knows better."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == _ALT_SHIFT and key in _COMMANDS:
            self.run(_COMMANDS[key])
        elif modifiers == _ALT_SHIFT and key in (
            Qt.Key.Key_Plus,
            Qt.Key.Key_Equal,
            Qt.Key.Key_Minus,
            Qt.Key.Key_Underscore,
        ):
            self._rows.fold(self._selection.uids, key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore))
        elif key in _MOVES and modifiers & ~Qt.KeyboardModifier.ControlModifier == Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(self.moveCursor(_MOVES[key], modifiers))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            self._step(-1 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif key == Qt.Key.Key_Delete and not modifiers:
            self.delete()
        elif key == Qt.Key.Key_Insert and not modifiers:
            self.insert_task()
        elif key == Qt.Key.Key_Escape:
            return self._numbers.cancel_drag()
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        # Delete means cells or rows here, whatever an action of the window with the same key would do.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = event.key() == Qt.Key.Key_Delete and not event.modifiers()
            event.setAccepted(mine)
            return mine or super().event(event)
        return super().event(event)

    def _step(self, down: int, right: int) -> None:
        """Go to another cell: over the end of a row to the next one."""
        index = self.currentIndex()
        count = self._titles.count()
        if not index.isValid() or not count:
            return
        place = self._titles.visualIndex(index.column()) + right
        row = index.row() + down + place // count
        if 0 <= row < self.tasks.rowCount():
            self.setCurrentIndex(self.tasks.index(row, self._titles.logicalIndex(place % count)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        uid = self.summary_at(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if uid is not None and left:
            self._rows.toggle(uid)
        elif left and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(self.indexAt(event.position().toPoint()))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.summary_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def summary_at(self, position: QPoint) -> TaskUid | None:
        """The summary task whose triangle is at a place of the viewport."""
        row, column = self.rowAt(position.y()), self.columnAt(position.x())
        uid = self.tasks.uid(row) if row >= 0 else None
        if uid is None or column < 0 or self.tasks.columns[column].key != "name":
            return None
        if not self._document.project.is_summary(uid):
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
        uid = self.tasks.uid(row) if row >= 0 else None
        if uid is None or section < 0:
            return ""
        column = self._column(section)
        shown = column.field.kind is Kind.INDICATORS
        if shown or self._painter.is_elided(uid, column, self._rows.levels[row]):
            return self.tasks.text(uid, section)
        return ""

    # -- editing

    def _on_finished(self, editor: QWidget, step: tuple[int, int]) -> None:
        """Take over what was typed, close the editor and go on; leave it open where it is refused."""
        index = self.currentIndex()
        text = text_of(editor)
        if text != self._delegate.present_text(index):
            try:
                self.tasks.enter(index.row(), index.column(), text)
            except EditError as refusal:
                self._delegate.mark(editor)
                self._on_refused(str(refusal))
                return
        self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        self._step(*step)

    def _on_refused(self, sentence: str) -> None:
        rect = self.visualRect(self.currentIndex())
        place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2))
        QToolTip.showText(place, sentence, self.viewport(), QRect(), 8000)
        self.refused.emit(sentence)

    # -- selection

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        ranges: list[QItemSelectionRange] = self.selectionModel().selection().toList()
        self._ranges = [(one.top(), one.bottom(), one.left(), one.right()) for one in ranges]
        self._numbers.selected = [(first, last) for first, last, _low, _high in self._ranges]
        self._numbers.viewport().update()
        self.viewport().update()
        self._tell_selection()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self._tell_selection()

        if not self._extending:
            self._anchor = QPersistentModelIndex(current)

    def _extend_to(self, index: QModelIndex) -> None:
        """Select from where the selection began, whoever began it, to a cell; whole rows where such are selected.

        Qt keeps a beginning of its own, which selections that come from elsewhere leave stale.
        """
        if not index.isValid() or not self._anchor.isValid():
            return
        columns = sorted((self._anchor.column(), index.column()))
        if self._has_whole_rows():
            columns = [0, len(self.tasks.columns) - 1]
        rows = sorted((self._anchor.row(), index.row()))
        wanted = QItemSelection(self.tasks.index(rows[0], columns[0]), self.tasks.index(rows[1], columns[1]))
        self._extending = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(wanted, _SELECT)
        self._extending = False

    def _has_whole_rows(self) -> bool:
        return any(high - low + 1 >= len(self.tasks.columns) for _first, _last, low, high in self._ranges)

    def _tell_selection(self) -> None:
        if self._following:
            return
        if self._ranges:
            self._span = (min(low for *_rows, low, _high in self._ranges), max(one[3] for one in self._ranges))
        uids = self._rows.uids
        if len(self._ranges) == 1:
            chosen = uids[self._ranges[0][0] : self._ranges[0][1] + 1]
        else:
            rows = {row for first, last, *_columns in self._ranges for row in range(first, last + 1)}
            chosen = [uids[row] for row in sorted(rows) if row < len(uids)]
        row = self.currentIndex().row()
        among = any(first <= row <= last for first, last, *_columns in self._ranges)
        self._selection.set(chosen, self.tasks.uid(row) if among else None, self)

    def _on_selection_changed(self, origin: object) -> None:
        if origin is not self:
            self._follow_selection()

    def _follow_selection(self) -> None:
        """Select the rows of the shared selection, in the columns that were selected last."""
        rows = sorted(self._rows.row_of[uid] for uid in self._selection.uids if uid in self._rows.row_of)
        if not rows or not self.tasks.columns:
            gone = self._selection.uids and not self._document.project.tasks.keys() & set(self._selection.uids)
            if gone and self.currentIndex().isValid():
                self.selectionModel().select(self.currentIndex(), _SELECT)
            return
        column = max(self.currentIndex().column(), 0) if self.currentIndex().isValid() else self._first_column()
        low, high = self._span or (column, column)
        high = min(high, len(self.tasks.columns) - 1)
        current = self._rows.row_of.get(self._selection.current or TaskUid(0), rows[-1])
        wanted = QItemSelection()
        for first, last in _runs(rows):
            wanted.append(QItemSelectionRange(self.tasks.index(first, low), self.tasks.index(last, high)))
        self._following = True
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self.tasks.index(current, min(max(column, low), high)), flag)
        self.selectionModel().select(wanted, _SELECT)
        self._following = False
        self.scrollTo(self.currentIndex())

    def _first_column(self) -> int:
        return max(self.tasks.column_of("name"), 0)

    # -- following the plan

    def _on_document_changed(self, change: Change) -> None:
        if change.everything and change.outline:  # another plan, in which the same uids are other tasks
            self._selection.set(())
            self.clearSelection()
            self.scrollToTop()
            self._go_to_first_name()

    def _on_about_to_change(self) -> None:
        self._following = True

    def _on_texts_changed(self) -> None:
        structural, self._following = self._following, False
        self._painter.forget()
        self._fit_rows()
        if not self.currentIndex().isValid() and self.tasks.columns:
            self._go_to_first_name()
        if structural or any(uid not in self._rows.row_of for uid in self._selection.uids[:1]):
            self._follow_selection()
        self._numbers.viewport().update()
        self.viewport().update()

    def _fit_rows(self) -> None:
        if self._numbers.defaultSectionSize() != self._rows.row_height:
            self._numbers.setDefaultSectionSize(self._rows.row_height)
        self._numbers.fit()

    def _on_columns_changed(self) -> None:
        self.viewport().update()

    def _on_appearance_changed(self) -> None:
        self._painter.forget()
        for part in (self.viewport(), self._titles.viewport(), self._numbers.viewport()):
            part.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._painter.set_font(self.font())

    # -- painting

    def _column(self, section: int) -> Column:
        left, width = self.columnViewportPosition(section), self.columnWidth(section)
        return Column(section, left, width, self.tasks.columns[section])

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, height = self._appearance.theme, self._rows.row_height
        offset = self._numbers.offset()
        rect = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(rect, QColor(theme.base))
        columns = [self._column(self._titles.logicalIndex(place)) for place in range(self._titles.count())]
        window = Window(
            first=max((offset + rect.top()) // height, 0),
            last=min((offset + rect.bottom()) // height, self.tasks.rowCount() - 1),
            height=height,
            offset=offset,
            columns=[one for one in columns if one.left < self.viewport().width() and one.left + one.width > 0],
            ranges=self._ranges,
            current=(self.currentIndex().row(), self.currentIndex().column()),
            focus=self.hasFocus() or self.state() == QAbstractItemView.State.EditingState,
        )
        if window.columns and window.first <= window.last:
            self._painter.paint(painter, window, theme)
        if not self._rows.uids:
            self._paint_invitation(painter)
        if self._numbers.drop_row is not None:
            line = self._numbers.drop_row * height - offset - 1
            painter.fillRect(0, line, self.viewport().width(), 2, QColor(theme.accent))
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._corner and event.type() == QEvent.Type.Paint:
            self._paint_corner(self._corner.rect())
            return True
        return super().eventFilter(watched, event)

    def _paint_corner(self, rect: QRect) -> None:
        theme = self._appearance.theme
        painter = QPainter(self._corner)
        painter.fillRect(rect, QColor(theme.header))
        painter.setPen(QColor(theme.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._rows.uids:
            self.viewport().update()


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted rows as runs without gaps, first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
