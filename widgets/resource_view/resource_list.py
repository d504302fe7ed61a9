"""The list of people and machines at the left of the resource view: name, how much there is, how much is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...app.analysis.resource_load import ResourceLoad
from ...app.i18n import _
from ...app.project.records import ResourceUid
from ...app.workspace.document import Document
from ...app.workspace.loads import Loads
from ..appearance import Appearance
from ..metrics import ROW_HEIGHT
from ..side_list import SideList
from .words import name_of, summary_text, units_text

NAME, UNITS, PEAK = range(3)
_MARK = 14
_WIDTHS = {UNITS: 64, PEAK: 68}

_FEW = 8
"""So many rows are painted anew one by one."""

_ONLY_THIS_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

Index = QModelIndex | QPersistentModelIndex


class ResourceModel(QAbstractTableModel):
    """The loadable resources as rows."""

    def __init__(self, document: Document, loads: Loads, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._loads = loads
        self._appearance = appearance
        self.uids: list[ResourceUid] = loads.loading.resources()
        self.involved: frozenset[ResourceUid] = frozenset()
        loads.found.connect(self._on_found)

    def refresh(self, changed: Collection[ResourceUid] | None = None) -> None:
        """Show the plan as it is now; without ``changed`` something may be another of every resource."""
        uids = self._loads.loading.resources()
        if uids != self.uids:
            self.beginResetModel()
            self.uids = uids
            self.endResetModel()
        else:
            self._tell(uids if changed is None else changed)

    def _tell(self, changed: Collection[ResourceUid], last: int = PEAK) -> None:
        """Have the rows of some resources painted anew, up to a column."""
        rows = [row for row, uid in enumerate(self.uids) if uid in changed]
        for first, then in [(row, row) for row in rows] if len(rows) <= _FEW else [(rows[0], rows[-1])]:
            self.dataChanged.emit(self.index(first, NAME), self.index(then, last))

    def set_involved(self, uids: Iterable[ResourceUid]) -> None:
        """Mark the resources of the selected tasks."""
        before, self.involved = self.involved, frozenset(uids)
        self._tell(before ^ self.involved, NAME)

    def overloaded_at(self, row: int) -> bool:
        """Whether the resource in a row has too much to do at any time, as far as it is known by now."""
        return self._overloaded(self.uids[row])

    def _overloaded(self, uid: ResourceUid) -> bool:
        load = self._loads.now(uid)
        return load is not None and is_overloaded(load)

    def _on_found(self, found: dict[ResourceUid, bool]) -> None:
        self._tell(found)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.uids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Resource"), _("Max"), _("Peak"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (None, _("How much there is of it"), _("The most that is asked of it at any one time"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        uid = self.uids[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            if column == NAME:
                return name_of(self._document.project, uid)
            if column == UNITS:
                return units_text(self._document.project.resources[uid].max_units)
            load = self._loads.now(uid)
            return "" if load is None else units_text(load.peak)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{name_of(self._document.project, uid)}: {summary_text(self._loads.loading.of(uid))}"
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole) and column != UNITS:
            return self._look(uid, column, role)
        return None

    def _look(self, uid: ResourceUid, column: int, role: int) -> Any:
        """Too much is red and bold; who works on the selected tasks is bold."""
        over = column == PEAK and self._overloaded(uid)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(self._appearance.theme.error)) if over else None
        if over or (column == NAME and uid in self.involved):
            font = QFont()
            font.setBold(True)
            return font
        return None


_LEFT_TO_RIGHT, _AS_AROUND = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class ResourceList(SideList):
    """The rows; choosing one shows its histogram, choosing several compares them.

    Signals:
        chosen_changed: Other resources are chosen.
    """

    chosen_changed = Signal()

    def __init__(self, model: ResourceModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(model, _WIDTHS, parent)
        self._resources = model
        self.setItemDelegate(_MarkDelegate(model, appearance, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(_("Resources"))
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> list[ResourceUid]:
        """The chosen resources in the order of the rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._resources.uids[row] for row in rows if row < len(self._resources.uids)]

    def choose(self, uid: ResourceUid) -> None:
        """Choose one resource and bring it into view."""
        if uid in self._resources.uids:
            index = self._resources.index(self._resources.uids.index(uid), NAME)
            # Not setCurrentIndex: with Ctrl held down for a shortcut, that adds to what is chosen.
            self.selectionModel().setCurrentIndex(index, _ONLY_THIS_ROW)
            self.scrollTo(index)


class _MarkDelegate(QStyledItemDelegate):
    """Draws the overload mark before a name, and a stripe for who works on the selected tasks."""

    def __init__(self, model: ResourceModel, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.column() != NAME and option.direction is Qt.LayoutDirection.RightToLeft:
            option.text = f"{_LEFT_TO_RIGHT}{option.text}{_AS_AROUND}"  # a number stands before its unit
        if index.column() == PEAK and self._model.overloaded_at(index.row()):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self._appearance.theme.error))
        if index.column() == NAME:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(_MARK, _MARK)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != NAME:
            return
        rect, theme = QRect(option.rect), self._appearance.theme
        if self._model.uids[index.row()] in self._model.involved:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, rect, bar), QColor(theme.accent))
        if self._model.overloaded_at(index.row()):
            mark = QStyle.visualPos(option.direction, rect, QPoint(rect.left() + 13, rect.center().y()))
            paint_mark(painter, mark.toPointF() + QPointF(0, 0.5), theme.overload_edge, theme.base)


def is_overloaded(load: ResourceLoad) -> bool:
    """Whether there is too much at any time."""
    return load.overload_count > 0


def paint_mark(painter: QPainter, centre: QPointF, colour: str, ground: str) -> None:
    """A warning triangle with an exclamation mark, 12 pixels wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([QPointF(0, -5.5), QPointF(6, 5), QPointF(-6, 5)]))
    painter.setBrush(QColor(ground))
    painter.drawRect(-1, -2, 2, 4)
    painter.drawRect(-1, 3, 2, 1)
    painter.restore()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
