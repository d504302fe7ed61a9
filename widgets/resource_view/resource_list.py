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
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF
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
_BESIDE, _BESIDE_MARK = 3, 23
"""Pixels between an edge of a cell and its text, without the mark and with it."""
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
        self._seen: dict[ResourceUid, tuple[float, bool]] = {}
        loads.found.connect(self._on_found)

    def forget(self) -> None:
        """Another plan has come, in which the same uids are other resources."""
        self._seen.clear()

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
        return self._figures(self.uids[row])[1]

    def _figures(self, uid: ResourceUid) -> tuple[float | None, bool]:
        """The peak of a resource and whether it has too much; what was found last while that is found anew."""
        load = self._loads.now(uid)
        if load is not None:
            self._seen[uid] = load.peak, is_overloaded(load)
        return self._seen.get(uid, (None, False))

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
            peak, _overloaded = self._figures(uid)
            return "" if peak is None else units_text(peak)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{name_of(self._document.project, uid)}: {summary_text(self._loads.loading.of(uid))}"
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
    """Paints cells: too much is red and bold, with a mark before the name; who works on the selected tasks is bold,
    with a stripe.
    """

    def __init__(self, model: ResourceModel, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def text(self, index: Index, direction: Qt.LayoutDirection) -> str:
        """What stands in a cell where one writes in a direction."""
        text = self._model.data(index)
        if index.column() != NAME and direction is Qt.LayoutDirection.RightToLeft:
            return f"{_LEFT_TO_RIGHT}{text}{_AS_AROUND}"  # a number stands before its unit
        return text

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell as the style does, which takes a multiple of the time under a style sheet."""
        rect, column, theme = QRect(option.rect), index.column(), self._appearance.theme
        overloaded = column != UNITS and self._model.overloaded_at(index.row())
        involved = column == NAME and self._model.uids[index.row()] in self._model.involved
        selected, hot = bool(option.state & QStyle.StateFlag.State_Selected), column == PEAK and overloaded
        if selected:
            painter.fillRect(rect, QColor(theme.selection))
        font = QFont(option.font)
        font.setBold(hot or involved)
        painter.setFont(font)
        painter.setPen(QColor(theme.error if hot else theme.selection_text if selected else theme.text))
        before = _BESIDE_MARK if column == NAME else _BESIDE
        room = QStyle.visualRect(option.direction, rect, rect.adjusted(before, 0, -_BESIDE, 0))
        text = painter.fontMetrics().elidedText(
            self.text(index, option.direction), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _alignment(column), text)
        if column == NAME:
            self._paint_marks(painter, rect, option.direction, involved=involved, overloaded=overloaded)

    def _paint_marks(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, *, involved: bool, overloaded: bool
    ) -> None:
        theme = self._appearance.theme
        if involved:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(QStyle.visualRect(direction, rect, bar), QColor(theme.accent))
        if overloaded:
            mark = QStyle.visualPos(direction, rect, QPoint(rect.left() + 13, rect.center().y()))
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
