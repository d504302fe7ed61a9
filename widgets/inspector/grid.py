"""A small table of texts that are edited in place, and the line below it that adds a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ..appearance import Appearance
from ..dialogs.look import choices_style, list_style

_MOST_SHOWN = 8
"""Rows up to which a grid grows before it scrolls."""

_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
"""Keys that end what is typed into a cell."""

_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a grid.

    Attributes:
        title: To be translated.
        typed: Whether its texts are edited.
        choices: What can be chosen, where nothing is typed.
        tip: What it means, for the hint of its title.
    """

    title: str
    typed: bool = True
    choices: Sequence[str] = ()
    right: bool = False
    tip: str = ""


class Grid(QTableWidget):
    """Rows of texts, each with a key of its owner's.

    Attributes:
        patch_of: Gives what another text changes: from the row's key, the column and the text.

    Signals:
        typed: Another text was typed or chosen: the row's key, the column and the text.
        removal_requested: The selected rows are to go: their keys.
        chosen: The user wants to see what a row is about: its key.
        refused: What was typed cannot be; carries the sentence. The cell stays open.
    """

    refused = Signal(str)
    typed = Signal(object, int, str)
    removal_requested = Signal(list)
    chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], appearance: Appearance, parent: QWidget) -> None:
        super().__init__(0, len(columns), parent)
        self._columns = columns
        self.patch_of: Callable[[Any, int, str], Patch | None] = lambda _key, _column, _text: None
        self._appearance = appearance
        self.setAccessibleName(name)
        for place, column in enumerate(columns):
            title = QTableWidgetItem(_(column.title))
            self.setHorizontalHeaderItem(place, title)
            title.setToolTip(_(column.tip) if column.tip else "")
            if column.right:
                title.setTextAlignment(_RIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(_Delegate(self))
        self.cellDoubleClicked.connect(self._on_double_clicked)
        appearance.changed.connect(self._wear_theme)
        self._wear_theme()

    def fill(self, rows: Sequence[tuple[Any, Sequence[str]]]) -> None:
        """Show these rows: key and texts of each. What is being typed stays while its row does."""
        at = self.currentRow(), self.currentColumn()
        editor, edited = self.unfinished, self.key_of(at[0])
        typed = editor.text() if isinstance(editor, QLineEdit) else ""
        self.setRowCount(len(rows))
        for row, (key, texts) in enumerate(rows):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_KEY, key)
                item.setToolTip(text)
                flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._columns[place].typed else flags)
                if self._columns[place].right:
                    item.setTextAlignment(_RIGHT)
                self.setItem(row, place, item)
        if rows and at[0] >= 0:
            self.setCurrentCell(min(at[0], len(rows) - 1), max(at[1], 0))
        if self.key_of(at[0]) != edited:
            self.drop_editing()  # or it would be taken over for another row
        elif isinstance(editor, QLineEdit):
            editor.setText(typed)  # Qt has put there what stands in the row
        shown = min(len(rows), _MOST_SHOWN)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * 24 + 2)
        self.setVisible(bool(rows))

    def key_of(self, row: int) -> Any:
        """The key of a row."""
        item = self.item(row, 0)
        return None if item is None else item.data(_KEY)

    @property
    def unfinished(self) -> QWidget | None:
        """What the current cell is being edited with; it stays open as long as its text cannot be."""
        return self.indexWidget(self.currentIndex()) if self.state() == self.State.EditingState else None

    def finish_editing(self) -> None:
        """Take over what is being typed, and close the cell; it stays open where refused."""
        editor = self.unfinished
        if editor is not None and not self.refuses(editor):
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def drop_editing(self) -> None:
        """Close a cell that is being edited without taking over what stands in it."""
        editor = self.unfinished
        if editor is not None:
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def refuses(self, editor: QWidget) -> bool:
        """Whether what stands in an editor that is about to be left cannot be; why is told."""
        if not isinstance(editor, QLineEdit) or editor.text() == str(self.currentIndex().data()):
            return False
        try:
            self.pending_patch(editor, editor.text())
        except EditError as refusal:
            editor.setStyleSheet(f"border: 2px solid {self._appearance.theme.error};")
            editor.selectAll()
            self.refused.emit(str(refusal))
            return True
        return False

    def pending_patch(self, _editor: QWidget, text: str) -> Patch | None:
        """What a text would change if it were typed into the current cell.

        Raises:
            EditError: It cannot be.
        """
        return self.patch_of(self.key_of(self.currentRow()), self.currentColumn(), text)

    def choices_of(self, column: int) -> Sequence[str]:
        """What can be chosen in a column; nothing where texts are typed."""
        return [_(title) for title in self._columns[column].choices]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the editor's own Return comes by here
        if event.key() == Qt.Key.Key_Delete:
            rows = sorted({index.row() for index in self.selectedIndexes()})
            if rows:
                self.removal_requested.emit([self.key_of(row) for row in rows])
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(self.key_of(self.currentRow()))
            return
        super().keyPressEvent(event)

    def _on_double_clicked(self, row: int, column: int) -> None:
        if not self._columns[column].typed:
            self.chosen.emit(self.key_of(row))

    def _wear_theme(self) -> None:
        self.setStyleSheet(list_style(self._appearance.theme))


class _Delegate(QStyledItemDelegate):
    """Opens a line or a list on a cell, and tells the grid of the new text instead of writing it down itself."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        choices = self._grid.choices_of(index.column())
        if not choices:
            line = QLineEdit(parent)
            line.textEdited.connect(lambda: line.setStyleSheet(""))
            return line
        box = QComboBox(parent)
        box.addItems(list(choices))
        box.activated.connect(lambda: (self.commitData.emit(box), self.closeEditor.emit(box)))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data())
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        left = event.type() == QEvent.Type.FocusOut
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            left = event.key() in _LEAVING
        field = self._grid.unfinished if left else None
        if field is editor and field is not None and self._grid.refuses(field):
            return event.type() == QEvent.Type.KeyPress
        return super().eventFilter(editor, event)

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        if text != index.data():
            self._grid.typed.emit(index.data(_KEY), index.column(), text)


class AddLine(QLineEdit):
    """A line that completes names while they are typed.

    Signals:
        added: A name was typed or chosen. Whoever takes it clears the line; else it was refused.
    """

    added = Signal(str)

    def __init__(self, hint: str, find: Callable[[str], list[str]], appearance: Appearance, parent: QWidget) -> None:
        """Make a line; ``find`` gives what completes a typed text."""
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._find = find
        self._appearance = appearance
        self._found = QStringListModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        self._list = QListView(self)
        self._list.setAccessibleName(_("Choices"))
        completer.setPopup(self._list)
        self._refused = False
        self.textEdited.connect(self._offer)
        self.textChanged.connect(self._forgive)
        completer.activated[str].connect(  # type: ignore[index] - the stubs know no overloads of signals
            lambda text: QTimer.singleShot(0, self, lambda: self._add(text))
        )

    @property
    def unfinished(self) -> QWidget | None:
        """The line itself, while a name stands in it that was refused and not put right."""
        return self if self._refused else None

    def finish_editing(self) -> None:
        """Try a name again that was refused."""
        if self._refused:
            self._add(self.text())

    def _offer(self, text: str) -> None:
        self._list.setStyleSheet(choices_style(self._appearance.theme))
        self._found.setStringList(self._find(text))

    def _forgive(self, text: str) -> None:
        self.setStyleSheet("")
        self._refused = self._refused and bool(text.strip())

    def event(self, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        if key == Qt.Key.Key_Escape and event.type() == QEvent.Type.ShortcutOverride and self.text():
            event.accept()  # else the inspector is left
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(self.text())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _add(self, text: str) -> None:
        if text.strip():
            self._refused = True  # unless the line is cleared
            self.added.emit(text.strip())
            if self._refused:
                self.setStyleSheet(f"border: 2px solid {self._appearance.theme.error};")
                self.selectAll()
