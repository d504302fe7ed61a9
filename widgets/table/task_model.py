"""The tasks as an item model: a row a task and one to type a new one, a column a field."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ...app.analysis.figures import Figures
from ...app.edits.field import Field, Kind
from ...app.edits.fields import PLACED, SHARED, USUAL, fields_of
from ...app.edits.indicators import Indicator, indicators
from ...app.edits.spoken import spoken_row
from ...app.edits.wording import Style, Wording
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ...app.project.records import TaskUid
from ...app.project.rows import Listed, Splice
from ...app.workspace import commands
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from .overloads import Overloads

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = Qt.ItemDataRole.DisplayRole
_EDIT = Qt.ItemDataRole.EditRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable
_KEPT = 1000
"""So many rows of text are kept; a screen has about fifty."""
_FEW = 4000
"""What an edit made untrue of no more tasks is dropped task by task."""
_ALONE = 16
"""So many rows are painted alone."""


class TaskModel(QAbstractTableModel):
    """Rows of a ``RowSet``, columns of chosen fields.

    Signals:
        refused: What was typed cannot be; carries the sentence that says why.
        texts_changed: Texts changed; carries the rows' uids, or None for all.
        rows_changed: What is told in the rows of these tasks changed, and nothing else; carries the tasks.
        telling: Qt is about to be told of other rows or texts, and would paint everything; ``texts_changed`` follows.
    """

    refused = Signal(str)
    texts_changed = Signal(object)
    rows_changed = Signal(object)
    telling = Signal()

    def __init__(
        self, document: Document, rows: RowSet, selection: Selection, style: Style, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._rows = rows
        self._selection = selection
        self._style = style
        self._uids: Listed[TaskUid] = rows.uids
        self._texts: dict[TaskUid, list[str | None]] = {}
        self._revision = document.revision
        self._touched: Collection[TaskUid] | None = None  # whose texts the last edit changed; None for everybody's
        self._overloads = Overloads(document, self)
        self._overloads.changed.connect(self.rows_changed)
        self.columns: list[Field] = []
        self.figures = Figures(document.engine)
        self.wording = Wording(document.project.info, style)
        self.show_columns(USUAL)
        self._number_rows()
        rows.changed.connect(self._on_rows_changed)
        document.changed.connect(self._on_changed)

    # -- what is shown

    def uid(self, row: int) -> TaskUid | None:
        """The task of a row; None for the heading of a group, and for the row in which a new task is typed."""
        uid = self._uids[row] if 0 <= row < len(self._uids) else None
        return uid if uid is not None and uid > 0 else None

    def band(self, row: int) -> TaskUid | None:
        """The heading of a group in a row; None for all other rows."""
        uid = self._uids[row] if 0 <= row < len(self._uids) else None
        return uid if uid in self._rows.bands else None

    def number(self, row: int) -> str:
        """What stands before a row: its task's number in the plan, nothing before the heading of a group."""
        uid = self.uid(row)
        if uid is not None:
            return str(self.figures.row_number(uid))
        return "" if row < len(self._uids) else "+"

    def text(self, uid: TaskUid, column: int) -> str:
        """The text of a task's cell."""
        texts = self._texts.get(uid)
        if texts is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            texts = self._texts[uid] = [None] * len(self.columns)
        if self.columns[column].kind is Kind.INDICATORS and uid > 0:  # more of it may be known than a moment ago
            return "\n".join(one.text(self.wording) for one in self.indicators(uid))
        text = texts[column]
        if text is None:
            text = texts[column] = self._written(uid, column)
        return text

    def _written(self, uid: TaskUid, column: int) -> str:
        if uid < 0:
            return self._band_text(uid, column)
        blank = self._document.project.tasks[uid].blank
        return "" if blank else self.columns[column].text(self.figures, self.wording, uid)

    def _band_text(self, uid: TaskUid, column: int) -> str:
        """What the heading of a group says in a column; its title stands where the names of tasks do."""
        if uid not in self._rows.bands:  # the rows are being exchanged
            return ""
        key = self.columns[column].key
        return self._rows.band_title(uid) if key == "name" else self._rows.band_text(uid, key)

    def indicators(self, uid: TaskUid) -> list[Indicator]:
        """What is remarkable about a task."""
        return indicators(self.figures, uid, self._overloads.names(uid))

    def put_off(self) -> None:
        """Let what is worked out meanwhile wait: the window scrolls."""
        self._overloads.put_off()

    def described(self, row: int, column: int) -> str:
        """What a cell says to those who hear it: its column, and its row as table and chart show it."""
        title, uid = self.columns[column].caption, self.uid(row)
        if uid is None:
            band = self.band(row)
            return title if band is None else f"{title}. {self._rows.band_title(band)}"
        return f"{title}. {spoken_row(self.figures, self.wording, uid, self.indicators(uid))}"

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these fields, in this order; unknown ones are left out."""
        known = fields_of(self._document.project)
        self.beginResetModel()
        self.columns = [known[key] for key in dict.fromkeys(keys) if key in known]
        self._texts.clear()
        self.endResetModel()
        self.texts_changed.emit(None)

    def column_of(self, key: str) -> int:
        """The column of a field, -1 where it is not shown."""
        return next((place for place, field in enumerate(self.columns) if field.key == key), -1)

    def set_style(self, style: Style) -> None:
        """Write dates and numbers in another style."""
        self._style = style
        self._forget_everything()
        self.texts_changed.emit(None)

    # -- what is typed

    def enter(self, row: int, column: int, text: str, merge_key: str | None = None) -> None:
        """Carry out what was typed into a cell; the row for a new task takes its name.

        Entries with the same merge key, one right after the other, are one step to undo.

        Raises:
            EditError: It cannot be; nothing has changed.
        """
        uid, field = self.uid(row), self.columns[column]
        if uid is None and self.band(row) is None:
            if field.key == "name" and text.strip():
                commands.add_task(self._document, self._selection, self._rows, " ".join(text.split()))
            return
        patch = self.patch(row, column, text)
        assert uid is not None  # a heading was refused
        step = commands.changed_one(self._document.project, uid, field, text)
        self._document.push(patch, step, origin=self, merge_key=merge_key)

    def patch(self, row: int, column: int, text: str) -> Patch:
        """What a text typed into a cell of a task changes.

        Raises:
            EditError: It cannot be.
        """
        uid, field = self.uid(row), self.columns[column]
        if self.band(row) is not None or (uid is not None and field.edit is None):
            raise EditError(self.why_not(row, column))
        if uid is None or field.edit is None:
            return Patch()
        if self._document.project.tasks[uid].blank and field.key != "name":
            raise EditError(_("This row is empty; type a task name first."))
        return field.edit(self.figures, self.wording, uid, text)

    def clear(self, row: int, column: int, merge_key: str) -> bool:
        """Empty a cell and say whether it is empty now; one whose field always holds something stays as it is.

        Raises:
            EditError: It cannot be; nothing has changed.
        """
        field, uid = self.columns[column], self.uid(row)
        lasting = field.edit is None or field.kind is Kind.CHOICE or field.key in ("name", "duration")
        if uid is None or not self.text(uid, column):
            return True
        if not lasting:
            self.enter(row, column, "", merge_key)
        return not lasting

    def why_not(self, row: int, column: int) -> str:
        """Why nothing can be typed into a cell."""
        if self.band(row) is not None:
            return _("This is the heading of a group; type into the tasks below it.")
        return _("“{title}” is worked out and cannot be typed.").format(title=self.columns[column].caption)

    # -- Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._uids) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _EDIT, _ACCESSIBLE):
            row = index.row()
            text = self.text(self._uids[row], index.column()) if row < len(self._uids) else ""
            return text.replace("\n", " ") if role == _ACCESSIBLE else text
        if role == _DESCRIPTION:
            return self.described(index.row(), index.column())
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or not index.isValid():
            return False
        try:
            self.enter(index.row(), index.column(), str(value))
        except EditError as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        field = self.columns[index.column()]
        typed = field.edit is not None and (field.key == "name" or index.row() < len(self._uids))
        typed = typed and self.band(index.row()) is None
        return _TYPED if typed else _SHOWN

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section].caption if section < len(self.columns) else None
        uid = self.uid(section)
        return "" if uid is None else str(self.figures.row_number(uid))

    # -- following the plan

    def _on_rows_changed(self) -> None:
        self.put_off()
        self.telling.emit()
        edited = self._catch_up()
        before, after = self._uids.numbers, self._rows.uids.numbers
        first, last, end = splice = Splice.between(before, after)
        if splice.by and first < last:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            self._uids = Listed(np.delete(before, slice(first, last)))
            self.endRemoveRows()
        if splice.by and first < end:
            self.beginInsertRows(QModelIndex(), first, end - 1)
            self._uids = self._rows.uids
            self.endInsertRows()
        self._uids = self._rows.uids
        for uid in self._rows.bands:  # other tasks may be in the same group
            self._texts.pop(uid, None)
        self._tell(0, len(after), None if self._rows.bands else self._touched if edited else ())

    def _on_changed(self, change: Change) -> None:
        if change.everything:
            known = fields_of(self._document.project)
            if any(field.key not in known or field.key.startswith("custom.") for field in self.columns):
                self.show_columns([field.key for field in self.columns])
            self._forget_everything()
        self._catch_up()
        touched = self._touched
        if touched is None or self._rows.bands:
            self._tell(0, len(self._uids), None)
        elif not change.outline:  # else it was told with the rows
            rows = self._rows.rows_of(touched)
            if len(rows) > _ALONE:
                self._tell(int(rows[0]), int(rows[-1]), touched)
            elif self.columns:
                for row in rows.tolist():
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
                self.rows_changed.emit(touched)

    def _catch_up(self) -> bool:
        """Drop what the last edit made untrue, once, whoever hears of it first; says whether there was one."""
        change, project = self._document.change, self._document.project
        edits = self._document.revision - self._revision
        if not edits:
            return False
        touched = change.touched
        if edits > 1 or change.everything or len(touched) > _FEW:
            self._forget_everything()
            return True
        known = (uid for uid in touched if uid in project.tasks)
        self._touched = frozenset(touched).union(*map(project.ancestors, known))
        self._revision = self._document.revision
        self._forget(change, self._touched)
        if change.calendars or any(field.key in SHARED for field in self.columns):
            self._touched = None
        return True

    def _forget(self, change: Change, touched: Collection[TaskUid]) -> None:
        """Drop what an edit made untrue of some tasks, and of those that hang on them."""
        self.figures.forget(touched, outline=change.outline)
        if change.outline:
            self._number_rows()
        if change.calendars:
            self._texts.clear()
        for uid in (*touched, *self._rows.bands):
            self._texts.pop(uid, None)
        stale = SHARED | PLACED if change.outline else SHARED
        for column in (place for place, field in enumerate(self.columns) if field.key in stale):
            for texts in self._texts.values():
                texts[column] = None

    def _number_rows(self) -> None:
        """Spare the figures the counting."""
        outline = self._rows.outline
        self.figures.take_rows(outline.places, Listed(outline.numbers))

    def _forget_everything(self) -> None:
        self._revision, self._touched = self._document.revision, None
        if self.figures.engine is not self._document.engine:
            self.figures = Figures(self._document.engine)
        self.figures.forget_everything()
        self._number_rows()
        self.wording = Wording(self._document.project.info, self._style)
        self._texts.clear()

    def _tell(self, first: int, last: int, uids: Collection[TaskUid] | None) -> None:
        self.telling.emit()
        if self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.texts_changed.emit(uids)
