"""The task table: a spreadsheet of the plan with its outline."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelection, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QMenu, QToolTip, QWidget

from ...app.edits.fields import fields_of
from ...app.edits.tables import Columns, plain, read_columns
from ...app.edits.wording import Style
from ...app.i18n import _
from ...app.project.patch import Patch
from ...app.project.records import TaskUid
from ...app.project.steps import Steps
from ...app.schedule.engine import Engine
from ...app.workspace import commands
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from ..painted_rows import PaintedRows
from .cell_editor import CellDelegate
from .cell_selection import CellSelection
from .column_set import ColumnSet
from .corner import Corner
from .editing import Editing
from .frozen_view import FrozenTableView
from .keys import COMMANDING, TableKeys
from .locale_style import style_of
from .mouse import TableMouse
from .picture import TablePicture
from .places import Places
from .ranges import MANY, SelectionOfCells
from .row_header import RowHeader
from .table_edits import TableEdits
from .task_model import Index, TaskModel
from .title_header import ADD, TitleHeader

if TYPE_CHECKING:
    from ...app.edits.find import Search
    from .column_chooser import ColumnChooser
    from .finding import Finding

_AROUND = 200
"""So many rows before and after those in sight count when a column is fitted."""


class TaskTable(FrozenTableView):
    """Shows and edits the tasks of a plan; row ``n`` stands at ``n * rows.row_height`` minus the vertical scroll bar.

    Attributes:
        tasks: The model: columns, texts, and what typing does.
        cells: The selected cells.
        editing: What becomes of typed texts; tells refusals.
        edits: The commands on what is selected.
        titles: The header.

    Signals:
        refused: An edit was refused; carries the sentence that says why.
        told: An edit became otherwise than typed; carries the sentence that says how.
        titles_menu: The menu of the titles opens, for others to add to.
        task_activated: The number of a task was double-clicked.
        dates_refitted: Columns of dates got room for times, or lost it; carries where columns ended before.
    """

    refused = Signal(str)
    told = Signal(str)
    titles_menu = Signal(QMenu)
    task_activated = Signal(int)
    dates_refitted = Signal(list)

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
        self._delegate = CellDelegate(self.tasks, appearance, self)
        self.titles = TitleHeader(document, self.tasks, appearance, self)
        self._numbers = RowHeader(self.tasks, appearance, self)
        self._columns = ColumnSet(self.tasks, self.titles)
        self._places = Places(self, self.tasks, self.titles, self._numbers, document, rows, selection)
        self._picture = TablePicture(
            self, self.tasks, self.titles, self._numbers, self._places, self.cells, rows, appearance
        )
        self.editing = Editing(self, self._delegate, appearance)
        self.edits = TableEdits(self, document, rows, selection, appearance)
        self._mouse = TableMouse(self, rows, self._places)
        self._finding: Finding | None = None
        self._painted = PaintedRows(
            self.viewport(), self._looks, lambda: (self._rows.row_height, self._numbers.offset()), self
        )
        self._keys = TableKeys(self)
        self._set_up()
        self._connect()
        self._fit_rows()
        self._columns.set_widths({})
        self._go_to_first_name()

    # -- putting it together

    def _set_up(self) -> None:
        self.setAccessibleName(_("Tasks"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalHeader(self.titles)
        self.setVerticalHeader(self._numbers)
        self.tasks.rowsAboutToBeRemoved.connect(self.cells.on_rows_going)  # before Qt's own selection hears of it
        self.tasks.rowsAboutToBeInserted.connect(self.cells.hold)
        self.tasks.modelAboutToBeReset.connect(self.cells.hold)
        self.setModel(self.tasks)
        self.setSelectionModel(SelectionOfCells(self.tasks, self))
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
        self.editing.refused.connect(self.refused)
        self.editing.told.connect(self.told)
        self.tasks.refused.connect(self.editing.refuse)
        self.tasks.telling.connect(self._painted.hold)
        self.tasks.telling.connect(self._numbers.painted.hold)
        self.tasks.texts_changed.connect(self._on_texts_changed)
        self.tasks.rows_changed.connect(self._on_tasks_changed)
        self.titles.columns_chosen.connect(self.show_columns)
        self.titles.sectionResized.connect(self._on_columns_changed)
        self.titles.sectionMoved.connect(self._on_columns_changed)
        self.titles.frozen_changed.connect(self._on_columns_changed)
        self.titles.column_wanted.connect(self.choose_column)
        self.titles.menu_wanted.connect(self.titles_menu)
        self._numbers.rows_dropped.connect(self._on_rows_dropped)
        self._numbers.sectionDoubleClicked.connect(self._on_number_double_clicked)
        self._numbers.drop_place_changed.connect(self.viewport().update)
        self._numbers.dragged_to.connect(self.creep)
        self._numbers.level_at = self._places.drop_level
        self._selection.changed.connect(self.cells.follow)
        self._appearance.changed.connect(self._on_appearance_changed)
        self._document.changed.connect(self._on_document_changed)
        self._document.preparations.append(self._prepared)

    @property
    def finding(self) -> Finding:
        """What is looked for."""
        if self._finding is None:
            from .finding import Finding

            self._finding = Finding(self, self._document, self._rows)
            self.titles.sectionMoved.connect(self._finding.again)
        return self._finding

    # -- columns

    def show_columns(self, keys: list[str]) -> None:
        """Show these fields, in this order; those already shown keep their widths."""
        self._columns.show(keys)

    @property
    def columns(self) -> Columns:
        """The columns shown, with their widths."""
        return self._columns.save()

    def edges(self) -> list[int]:
        """Where columns end, in pixels from where the first one begins, which is the first of them."""
        return self.titles.edges()

    @property
    def shown(self) -> ColumnSet:
        """The columns as they are seen."""
        return self._columns

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
            place = self.titles.visualIndex(max(self.currentIndex().column(), 0)) + 1
        if corner is None:
            rect = self.titles.title_rect(self.titles.logicalIndex(place - 1))
            corner = rect.bottomRight()
        shown = self.titles.shown_keys()
        fields = [field for key, field in fields_of(self._document.project).items() if key not in shown]
        from .column_chooser import ColumnChooser

        chooser = ColumnChooser(fields, self._appearance, self)
        chooser.chosen.connect(lambda key: self._add_column(key, place))
        chooser.show_at(corner)
        return chooser

    def _add_column(self, key: str, place: int) -> None:
        """Show one more column behind so many others and go there."""
        shown = self.titles.shown_keys()
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
            self._picture.cells.layout.needed_width(self._rows.uids[row], column, self._rows.levels[row])
            for row in near[: max(len(self._rows.uids) - near.start, 0)]
        )
        return max(found, default=0) + 1

    # -- typing and commands

    @property
    def unfinished(self) -> QWidget | None:
        """What the current cell is being edited with; it stays open as long as its text cannot be."""
        return self.indexWidget(self.currentIndex()) if self.state() == self.State.EditingState else None

    def finish_editing(self) -> None:
        """Take over what is being typed, as leaving the cell would; it stays open, and says why, where refused."""
        editor = self.unfinished
        if editor is not None:
            self.editing.finish(editor, (0, 0))

    def drop_editing(self) -> None:
        """Close a cell that is being edited without taking over what stands in it."""
        editor = self.unfinished
        if editor is not None:
            self.closeEditor(editor, CellDelegate.EndEditHint.RevertModelCache)

    def pending_patch(self, _editor: QWidget, text: str) -> Patch:
        """What a text would change if it were typed into the current cell.

        Raises:
            EditError: It cannot be.
        """
        index = self.currentIndex()
        return self.tasks.patch(index.row(), index.column(), text)

    def fold_selected(self, folded: bool) -> None:
        """Fold or open the selected rows."""
        self._rows.fold(self._rows.uids_in(self.cells.chosen.runs), folded)

    def _on_number_double_clicked(self, row: int) -> None:
        uid = self.tasks.uid(row)
        if uid is not None:
            self.task_activated.emit(uid)

    def _on_rows_dropped(self, row: int, level: int) -> None:
        before = self.tasks.uid(row)
        self.edits.run(lambda document, selection, rows: commands.move_before(document, selection, rows, before, level))

    # -- keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.take(event):
            return
        index = self.currentIndex()
        typing = bool(event.text().strip()) and event.text().isprintable() and not event.modifiers() & COMMANDING
        if typing and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            if index.row() < len(self._rows):
                self.editing.refuse(self.tasks.why_not(index.row(), index.column()))
                return
            # Whatever the column, a new task begins with its name.
            self.setCurrentIndex(self.tasks.index(index.row(), self._first_column()))
        if typing or event.key() == Qt.Key.Key_F2:
            self.scrollTo(self.currentIndex())  # somebody may have scrolled away, and would type unseen
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Delete means cells or rows here, whatever an action of the window with the same key would do.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = event.key() == Qt.Key.Key_Delete and not event.modifiers()
            event.setAccepted(mine)
            return mine or super().event(event)
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).bottomLeft())
            return True
        return super().event(event)

    def step(self, down: int, right: int) -> None:
        """Go to another cell: over the end of a row to the next one."""
        index, count = self.currentIndex(), self.titles.count()
        if not index.isValid() or not count:
            return
        place = self.titles.visualIndex(index.column()) + right
        row = index.row() + down + place // count
        if 0 <= row < self.tasks.rowCount():
            self.cells.go_and_select(row, self.titles.logicalIndex(place % count))

    def go_to_end(self, down: bool | None, right: bool | None, *, extend: bool) -> None:
        """Go to the first or last row and column; None stays. The last row is the one for a new task if both are."""
        index = self.currentIndex()
        last = self.tasks.rowCount() - (1 if right is not None and not extend else 2)
        row = index.row() if down is None else max(last, 0) if down else 0
        ends = self.titles.logicalIndex(self.titles.count() - 1), self.titles.logicalIndex(0)
        section = index.column() if right is None else ends[0] if right else ends[1]
        if extend:
            self.cells.extend_to(self.tasks.index(row, section))
        else:
            self.cells.go_and_select(row, section)

    def cancel_gesture(self) -> bool:
        """Give up what is being dragged; says whether something was."""
        filling = self._mouse.cancel()
        self.viewport().update()
        return self._numbers.cancel_drag() or filling

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._mouse.press(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._mouse.is_quick(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._mouse.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._mouse.release():
            super().mouseReleaseEvent(event)

    def creep(self, y: int) -> None:
        """Scroll on while something is dragged beyond the upper or lower edge."""
        bar, height = self.verticalScrollBar(), self._rows.row_height
        if not 0 <= y < self.viewport().height():
            bar.setValue(bar.value() + (height if y > 0 else -height))

    def summary_at(self, position: QPoint) -> TaskUid | None:
        """The summary task or group whose triangle is at a place of the viewport."""
        return self._places.summary_at(position)

    def hint_at(self, position: QPoint) -> str:
        """What the tooltip says at a place of the viewport: symbols in words, and texts that are cut off."""
        return self._places.hint_at(position, self._picture.cells.layout)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    # -- editing

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.editing.forget()

    # -- selection

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        if max(selected.count(), deselected.count()) <= MANY:  # Qt would put together from pieces what to paint
            super().selectionChanged(selected, deselected)
        self.cells.on_cells_changed()
        self._mouse.follow_cells()
        self._show_selected()

    def _show_selected(self) -> None:
        """Paint the rows that look otherwise now."""
        self._numbers.selected = self.cells.chosen
        self._numbers.painted.ask()
        self._painted.ask()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.cells.on_current_changed(current)
        self.editing.forget()
        self._painted.ask()

    def _first_column(self) -> int:
        return max(self.tasks.column_of("name"), 0)

    def _go_to_first_name(self) -> None:
        """Put the keyboard where the first thing is typed; the first task is selected, as its cell is."""
        self.cells.go_and_select(0, self._first_column())

    # -- following the plan

    def _prepared(self, engine: Engine) -> Steps[None]:
        """Find out what is linked with what before another plan comes, where that is painted."""
        linked = (self.tasks.column_of(key) for key in ("predecessors", "successors"))
        if any(column >= 0 and self.columnViewportPosition(column) < self.viewport().width() for column in linked):
            yield from engine.project.index_links()

    def _on_document_changed(self, change: Change) -> None:
        if change.another_plan:
            self._selection.set(())
            self.clearSelection()
            self.scrollToTop()
            self._go_to_first_name()

    def _on_texts_changed(self, uids: Collection[TaskUid] | None) -> None:
        self._numbers.live_again()
        for view, painted in ((self, self._painted), (self._numbers, self._numbers.painted)):
            view.executeDelayedItemsLayout()  # or Qt does it after the next frame, and everything is painted twice
            painted.let_go()
        self._picture.forget(uids)
        self._fit_rows()
        self._fit_dates()
        if not self.currentIndex().isValid() and self.tasks.columns:
            self._go_to_first_name()
        self.cells.settle()
        self._show_selected()

    def _on_tasks_changed(self, tasks: Collection[TaskUid]) -> None:
        """Paint the rows in sight of these tasks again."""
        self._picture.forget(tasks)
        height, offset, width = self._rows.row_height, self._numbers.offset(), self.viewport().width()
        first = offset // height
        for row, uid in enumerate(self._rows.uids[first : first + self.viewport().height() // height + 2], first):
            if uid in tasks:
                self.viewport().update(0, row * height - offset, width, height)

    def _fit_rows(self) -> None:
        if self._numbers.defaultSectionSize() != self._rows.row_height:
            self._numbers.setDefaultSectionSize(self._rows.row_height)
        before = self._numbers.width()
        self._numbers.fit()
        if self._numbers.width() != before:
            self.updateGeometries()  # or wider numbers would lie on the first column

    def _fit_dates(self) -> None:
        edges = self.titles.edges()
        if self._columns.follow_times():
            self.dates_refitted.emit(edges)

    def _on_columns_changed(self) -> None:
        self.viewport().update()

    def _on_appearance_changed(self) -> None:
        for part in (self.viewport(), self.titles.viewport(), self._numbers.viewport()):
            part.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_picture"):  # Qt calls while it is being made
            self._picture.set_font(self.font())
            self._columns.follow_writing()

    # -- painting

    def room_behind(self) -> int:
        return ADD

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for part in (parts := event.region()):  # type: ignore[attr-defined]
            if parts.rectCount() > 1:  # one after the other: Qt is slow at painting within several at once
                painter.setClipRect(part)
            self._painted.note(part)
            self._picture.paint(painter, part, self._search, focus=self._has_keyboard)
            self._mouse.paint(painter, self._appearance.theme)
        painter.end()

    @property
    def _search(self) -> Search | None:
        return self._finding.search if self._finding else None

    @property
    def _has_keyboard(self) -> bool:
        return self.hasFocus() or self.state() == QAbstractItemView.State.EditingState

    def _looks(self, first: int, last: int) -> list[object]:
        """What is seen of some rows, for ``PaintedRows``."""
        cells = self._picture.looks(first, last, self._search, focus=self._has_keyboard)
        return [*zip(cells, self._mouse.looks(first, last), strict=True)]

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.tasks.put_off()
        super().scrollContentsBy(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._rows.uids:
            self.viewport().update()
