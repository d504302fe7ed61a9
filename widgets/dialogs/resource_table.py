"""The table in which resources are edited in place: its model, the editors on its cells, the keys that finish them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ...app.edits import resources
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.records import ResourceUid
from ...app.workspace.document import Change, Document
from ..appearance import Appearance
from .resource_columns import COLUMNS, Column

Index = QModelIndex | QPersistentModelIndex
NAME = 0
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class ResourceTableModel(QAbstractTableModel):
    """All resources, and a last row into which the name of a new one is typed. Every change is one step to undo.

    Signals:
        refused: What was typed was refused; the sentence that says why. Empty when the next thing was accepted.
    """

    refused = Signal(str)

    def __init__(self, document: Document, appearance: Appearance, wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._appearance = appearance
        self._wording = wording
        self.uids: list[ResourceUid] = list(document.project.resource_order)
        document.changed.connect(self._on_changed)

    def uid(self, row: int) -> ResourceUid | None:
        """The resource of a row; None for the row of new ones."""
        return self.uids[row] if 0 <= row < len(self.uids) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.uids) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip:
            return _(column.tip)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._has(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, uid = COLUMNS[index.column()], self.uid(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if uid is None:
            return self._invitation(index, role)
        if role == Qt.ItemDataRole.BackgroundRole and not self._has(index):
            return QBrush(QColor(self._appearance.theme.non_working))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) and self._has(index):
            project = self._document.project
            say = column.text if role == Qt.ItemDataRole.DisplayRole else column.as_typed
            return say(project, project.resources[uid], self._wording)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == (self.data(index, Qt.ItemDataRole.EditRole) or ""):
            return True
        project, column, uid = self._document.project, COLUMNS[index.column()], self.uid(index.row())
        try:
            if uid is None:
                self._document.push(resources.add(project, text), _("Add {name}").format(name=text), origin=self)
            else:
                patch = column.edit(project, uid, text, self._wording)
                name = project.resources[uid].name
                what = _("{column} of {name}").format(column=_(column.title), name=name)
                self._document.push(patch, what, origin=self)
        except EditError as error:
            self.refused.emit(str(error))
            return False
        self.refused.emit("")
        return True

    def choices(self, column: Column) -> list[str] | None:
        """What can be chosen in a column; None where text is typed."""
        return None if column.choices is None else list(column.choices(self._document.project))

    def _has(self, index: Index) -> bool:
        """Whether the resource of a row has what a column shows."""
        uid = self.uid(index.row())
        if uid is None:
            return index.column() == NAME
        resource = self._document.project.resources.get(uid)  # gone already while views are told so
        return resource is not None and resource.kind in COLUMNS[index.column()].kinds

    def _invitation(self, index: Index, role: int) -> Any:
        if index.column() != NAME:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Type a name to add…")
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(self._appearance.theme.text_faint))
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setItalic(True)
            return font
        return None

    def _on_changed(self, change: Change) -> None:
        uids = list(self._document.project.resource_order)
        if uids[:-1] == self.uids and len(uids) == len(self.uids) + 1:
            self.beginInsertRows(QModelIndex(), len(self.uids), len(self.uids))
            self.uids = uids
            self.endInsertRows()
        elif uids != self.uids:
            self.layoutAboutToBeChanged.emit()
            before, self.uids = self.uids, uids
            places = {uid: row for row, uid in enumerate(uids)}
            for old in self.persistentIndexList():
                uid = before[old.row()] if old.row() < len(before) else None
                row = len(uids) if uid is None else places.get(uid)
                new = QModelIndex() if row is None else self.index(row, old.column())
                self.changePersistentIndex(old, new)
            self.layoutChanged.emit()
        if change.resources or change.calendars or change.everything:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.uids), len(COLUMNS) - 1))


class ResourceTable(QTableView):
    """The table; usable by keyboard alone: F2 or typing edits, Return goes on below, Tab beside."""

    def __init__(self, model: ResourceTableModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resources = model
        self.setModel(model)
        delegate = _CellDelegate(model, appearance, self)
        delegate.finished.connect(self._on_finished)
        self.setItemDelegate(delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setHighlightSections(False)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, column.width)
        self.horizontalHeader().setStretchLastSection(True)
        self.setAccessibleName(_("Resources"))

    def chosen(self) -> list[ResourceUid]:
        """The resources with a selected cell, in the order of the rows."""
        # by ranges, for of the indexes in them each would be asked whether it can be chosen
        ranges: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]
        rows = {row for one in ranges for row in range(one.top(), one.bottom() + 1)}
        return [uid for row in sorted(rows) if (uid := self._resources.uid(row)) is not None]

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current and only selected one."""
        index = self._resources.index(
            min(max(row, 0), self._resources.rowCount() - 1), min(max(column, 0), self._resources.columnCount() - 1)
        )
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing never goes to another cell: what is typed on would be written there."""

    def _on_finished(self, editor: QWidget, down: int, right: int) -> None:
        """Take over what was typed; where it is refused, the field stays open."""
        index = self.currentIndex()
        if not self._resources.setData(index, text_of(editor)):
            editor.setProperty("refused", True)
            editor.style().polish(editor)
            editor.setFocus()
            return
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.go_to(index.row() + down, index.column() + right)


class _CellDelegate(QStyledItemDelegate):
    """Opens a text field or a list of choices on a cell.

    Signals:
        finished: The editor, and the step to the next cell: rows down and columns to the right.
    """

    finished = Signal(QWidget, int, int)

    def __init__(self, model: ResourceTableModel, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        choices = self._model.choices(column)
        if choices is not None:
            box = QComboBox(parent)
            box.addItems(choices)
            box.activated.connect(lambda: self.finished.emit(box, 0, 0))
            return box
        theme = self._appearance.theme
        field = QLineEdit(parent)
        field.setFrame(False)
        field.setPlaceholderText(column.hint)
        field.setAlignment(_alignment(column))
        field.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {theme.accent}; padding: 0 2px; background: {theme.base}; }}"
            f"QLineEdit[refused='true'] {{ border-color: {theme.error}; }}"
        )
        field.setAccessibleName(_(column.title))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(self._model.data(index, Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        self._model.setData(index, text_of(editor))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.finished.emit(editor, *step)
                return True
        return super().eventFilter(editor, event)


def text_of(editor: QWidget) -> str:
    """What stands in an editor."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    assert isinstance(editor, QLineEdit)
    return editor.text()


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
