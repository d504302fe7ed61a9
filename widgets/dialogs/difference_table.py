"""The table of tasks whose dates differ from the file's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from ...app.analysis.difference_causes import name_of, reason
from ...app.analysis.differences import Difference
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.moments import Minute, to_datetime
from ...app.workspace.document import Document
from ..appearance import Appearance

Index = QModelIndex | QPersistentModelIndex
TITLES = (N_("Task"), N_("In the file"), N_("Here"), N_("Shift"), N_("Reason"))
TASK, FILE, OURS, SHIFT, REASON = range(len(TITLES))


class DifferenceModel(QAbstractTableModel):
    """The differences, each with the file's start above its finish, and ours alike.

    Those that begin at their task are bold; those that follow are faint.
    """

    def __init__(self, document: Document, appearance: Appearance, wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._appearance = appearance
        self._wording = wording
        self.shown: list[Difference] = []

    def show(self, found: Iterable[Difference]) -> None:
        """Take these in place of what was there."""
        self.beginResetModel()
        self.shown = list(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one, column = self.shown[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(one, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and not one.origin:
            return QColor(self._appearance.theme.text_faint)
        if role == Qt.ItemDataRole.FontRole and one.origin and column == TASK:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, one: Difference, column: int) -> str:
        project = self._document.project
        match column:
            case 0:
                return name_of(project, one.task)
            case 1:
                return self._dates(one.file_start, one.file_finish)
            case 2:
                return self._dates(one.our_start, one.our_finish)
            case 3:
                return self._wording.shift(one.shift)
            case _:
                return reason(project, one.cause, one.source)

    def _dates(self, *ends: Minute | None) -> str:
        return "\n".join("–" if end is None else self._wording.date_time(to_datetime(end)) for end in ends)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == SHIFT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
