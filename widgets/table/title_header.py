"""The titles of the columns of the task table."""

from __future__ import annotations

from collections.abc import Collection
from itertools import accumulate

from PySide6.QtCore import QEvent, QItemSelection, QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from ...app.edits.field import Field, Kind
from ...app.edits.fields import USUAL, fields_of
from ...app.i18n import N_, _
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..metrics import HEADER_HEIGHT
from .frozen_header import FrozenHeader
from .signs import SIZE, Signs
from .task_model import Index, TaskModel

_TEXTS, _DATES, _COSTS, _CHOICES, _OWN = (
    N_("Texts and numbers"),
    N_("Dates and durations"),
    N_("Work and cost"),
    N_("Choices"),
    N_("Own fields"),
)
_GROUPS = {
    Kind.TEXT: _TEXTS,
    Kind.NUMBER: _TEXTS,
    Kind.PERCENT: _TEXTS,
    Kind.INDICATORS: _TEXTS,
    Kind.PREDECESSORS: _TEXTS,
    Kind.SUCCESSORS: _TEXTS,
    Kind.RESOURCES: _TEXTS,
    Kind.DATE: _DATES,
    Kind.DURATION: _DATES,
    Kind.WORK: _COSTS,
    Kind.COST: _COSTS,
    Kind.FLAG: _CHOICES,
    Kind.CHOICE: _CHOICES,
}
"""The submenus in which columns are found."""

PADDING = 6
"""Between the edge of a cell and its text."""


ADD = 32
"""Width of the place behind the last column where one more is added."""

_ADDING = -2
"""Stands for that place where a section is expected."""

_MOVED, _RELEASED = QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease

BUTTON = 17
"""Width and height of the button in a title."""

_ARROW = ((-4, -2), (4, -2), (0, 3))
_FUNNEL = ((-5, -5), (5, -5), (1.5, 0), (1.5, 5), (-1.5, 3), (-1.5, 0))
_SORTED = {
    False: ((0, -5), (4.5, 0), (1, 0), (1, 5), (-1, 5), (-1, 0), (-4.5, 0)),
    True: ((0, 5), (4.5, 0), (1, 0), (1, -5), (-1, -5), (-1, 0), (-4.5, 0)),
}
"""Outlines around the middle of the button; of sorting, by whether the greatest comes first."""


class TitleHeader(FrozenHeader):
    """Titles of the columns, to be resized, moved and chosen; each has a button for filtering and sorting.

    Attributes:
        filtered: Keys of the fields by which rows are filtered.
        sorts: Keys of the fields by which they are sorted, to whether the greatest comes first.

    Signals:
        columns_chosen: The user wants to see these fields, in this order.
        filter_requested: The button of a title was pressed; carries the key of its field and its place on the screen.
        column_wanted: The user wants one more column; carries behind how many, and the place on the screen.
        menu_wanted: The menu of the titles opens, for others to add to.
    """

    columns_chosen = Signal(list)
    filter_requested = Signal(str, QRect)
    column_wanted = Signal(int, QPoint)
    menu_wanted = Signal(QMenu)

    def __init__(self, document: Document, model: TaskModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._model = model
        self._appearance = appearance
        self._signs = Signs()
        self.filtered: frozenset[str] = frozenset()
        self.sorts: dict[str, bool] = {}
        self._pointed = -1
        self._grabbed: QPointF | None = None  # where a title or its border was taken
        self.setMouseTracking(True)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(28)
        self.setHighlightSections(False)
        self.setAccessibleName(_("Column titles"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.header))
        left, right = event.rect().left(), event.rect().right()
        begin, end = self.free
        painter.setClipRect(begin, 0, end - begin, self.height())
        for place in (*range(self.frozen, self.count()), *range(self.frozen)):
            if not place:
                painter.setClipping(False)
            section = self.logicalIndex(place)
            x, width = self.sectionViewportPosition(section), self.sectionSize(section)
            if x + width < left or x > right:
                continue
            painter.setPen(QColor(theme.border))
            painter.drawLine(x + width - 1, 0, x + width - 1, self.height())
            painter.setPen(QColor(theme.text))
            self._paint_title(painter, section, QRect(x + PADDING, 2, width - 2 * PADDING, self.height() - 6))
            self._paint_button(painter, section)
        painter.setClipping(False)
        self._paint_add(painter)
        painter.setPen(QColor(theme.border))
        if self.border >= 0:
            painter.fillRect(self.border, 0, 1, self.height(), QColor(theme.text_faint))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _paint_title(self, painter: QPainter, section: int, rect: QRect) -> None:
        """A title on two lines where it has several words and does not fit on one."""
        field = self._model.columns[section]
        if field.kind is Kind.INDICATORS:
            picture = self._signs.picture(None, self._appearance.theme, self.devicePixelRatioF())
            painter.drawPixmap(rect.left(), rect.bottom() - SIZE, picture)
            return
        title = _(field.heading) if field.heading else field.caption
        side = Qt.AlignmentFlag.AlignRight if field.right else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignBottom)
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(title) > rect.width():
            first, _space, rest = title.partition(" ")
            width = rect.width()
            title = "\n".join(
                metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, rest) if line
            )
        painter.drawText(rect, flags, title)

    # -- one more column

    def add_rect(self) -> QRect:
        """Where the sign for one more column is in the viewport; empty where frozen columns cover it."""
        behind, (begin, end) = self.length() - self.offset(), self.free
        left = self.width() - behind - ADD if self.isRightToLeft() else behind
        inside = left + ADD <= end if self.isRightToLeft() else left >= begin
        return QRect(left, 0, ADD, self.height()) if inside else QRect()

    def _paint_add(self, painter: QPainter) -> None:
        rect, theme = self.add_rect(), self._appearance.theme
        if rect.isEmpty():
            return
        pointed = self._pointed == _ADDING
        middle = rect.center()
        if pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection))
            painter.drawRoundedRect(QRect(middle.x() - 9, middle.y() - 9, 19, 19), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = QColor(theme.selection_text if pointed else theme.text_faint)
        painter.fillRect(middle.x() - 5, middle.y(), 11, 1, colour)
        painter.fillRect(middle.x(), middle.y() - 5, 1, 11, colour)

    # -- the button of a title

    def mark(self, filtered: Collection[str], sorts: dict[str, bool]) -> None:
        """Show by which columns rows are filtered and sorted."""
        before, marked = (self.filtered, self.sorts), (frozenset(filtered), sorts)
        if before != marked:
            self.filtered, self.sorts = marked
            self.viewport().update()

    def selectionChanged(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        """Titles look the same whatever is selected; Qt would paint them again."""

    def currentChanged(self, _current: Index, _before: Index) -> None:
        """Nor do they show where the keyboard is."""

    def button_rect(self, section: int) -> QRect:
        """Where the button of a title is in the viewport; empty where a column has none."""
        field = self._model.columns[section]
        if field.kind is Kind.INDICATORS or self.sectionSize(section) < 2 * BUTTON:
            return QRect()
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return QRect(right - BUTTON - 3, 2, BUTTON, BUTTON)

    def title_rect(self, section: int) -> QRect:
        """Where a title is on the screen."""
        x, width = self.sectionViewportPosition(section), self.sectionSize(section)
        return QRect(
            self.viewport().mapToGlobal(QPoint(x, 0)), self.viewport().mapToGlobal(QPoint(x + width, self.height()))
        )

    def _paint_button(self, painter: QPainter, section: int) -> None:
        """The button where the pointer is, and a sign where a column filters or sorts."""
        key, rect, theme = self._model.columns[section].key, self.button_rect(section), self._appearance.theme
        pointed = section == self._pointed
        if rect.isEmpty() or not (pointed or key in self.filtered or key in self.sorts):
            return
        painter.setPen(QColor(theme.border if pointed else theme.header))
        painter.setBrush(QColor(theme.base if pointed else theme.header))
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 3, 3)
        active = QColor(theme.accent)
        middle = rect.center()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(active if key in self.filtered or key in self.sorts else QColor(theme.text_faint))
        shape = _FUNNEL if key in self.filtered else _ARROW if key not in self.sorts else _SORTED[self.sorts[key]]
        painter.drawPolygon(QPolygonF([QPointF(middle.x() + 0.5 + x, middle.y() + 0.5 + y) for x, y in shape]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and section < 0 and self.add_rect().contains(event.position().toPoint()):
            self.column_wanted.emit(self.count(), self.viewport().mapToGlobal(self.add_rect().bottomLeft()))
        elif left and section >= 0 and self.button_rect(section).contains(event.position().toPoint()):
            self.filter_requested.emit(self._model.columns[section].key, self.title_rect(section))
        else:
            super().mousePressEvent(event)
            self._grabbed = event.position() if left else None
            if left:
                QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]
        super().mouseReleaseEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up what is dragged, wherever the keyboard is: it is put back where it was taken."""
        asked = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._grabbed is not None
        if not asked or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress and self._grabbed is not None:
            at, held, none = self._grabbed, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
            there = QPointF(self.viewport().mapToGlobal(at))
            for kind, button, buttons in ((_MOVED, none, held), (_RELEASED, held, none)):
                back = QMouseEvent(kind, at, there, button, buttons, Qt.KeyboardModifier.NoModifier)
                QApplication.sendEvent(self.viewport(), back)
        event.accept()
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        self._point(_ADDING if self.add_rect().contains(place) else self.logicalIndexAt(place))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, section: int) -> None:
        if section != self._pointed:
            self._pointed = section
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            title = self._model.columns[section].caption if section >= 0 else ""
            QToolTip.showText(event.globalPos(), title or (_("Add a column") if self._pointed == _ADDING else ""), self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu_at(event.pos())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu_at(self, position: QPoint) -> QMenu:
        """The menu for a place in the header: hide the column there, choose columns by what they hold."""
        menu = QMenu(self)
        section = self.logicalIndexAt(position)
        shown = self.shown_keys()
        if 0 <= section < len(self._model.columns) and len(shown) > 1:
            hidden = self._model.columns[section]
            others = [key for key in shown if key != hidden.key]
            hide = menu.addAction(_("Hide {title}").format(title=hidden.caption))
            hide.triggered.connect(lambda: self.columns_chosen.emit(others))
            self._add_freezing(menu, section)
            menu.addSeparator()
        before = self.visualIndex(section) + 1 if section >= 0 else len(shown)
        groups = {title: menu.addMenu(_(title)) for title in (*dict.fromkeys(_GROUPS.values()), _OWN)}
        for field in sorted(fields_of(self._document.project).values(), key=lambda one: one.caption.casefold()):
            group = groups[_OWN if field.key.startswith("custom.") else _GROUPS[field.kind]]
            self._add_choice(group, field, shown, before)
        for group in groups.values():
            group.menuAction().setVisible(not group.isEmpty())
        menu.addSeparator()
        more = menu.addAction(_("Find a column to add…"))
        corner = self.viewport().mapToGlobal(QPoint(max(position.x(), 0), self.height()))
        more.triggered.connect(lambda: self.column_wanted.emit(before, corner))
        usual = menu.addAction(_("Usual columns"))
        usual.triggered.connect(lambda: self.columns_chosen.emit(list(USUAL)))
        self.menu_wanted.emit(menu)
        return menu

    def _add_freezing(self, menu: QMenu, section: int) -> None:
        """Let the columns up to one stay in sight, or none."""
        count = self.visualIndex(section) + 1
        if count < self.count() and count != self.frozen:
            title = self._model.columns[section].caption
            menu.addAction(_("Freeze up to {title}").format(title=title)).triggered.connect(lambda: self.freeze(count))
        if self.frozen:
            menu.addAction(_("Freeze no columns")).triggered.connect(lambda: self.freeze(0))

    def _add_choice(self, menu: QMenu, field: Field, shown: list[str], before: int) -> None:
        """Add a field to a menu, ticked where it is shown; choosing it shows or hides its column."""
        action = menu.addAction(field.caption)
        action.setCheckable(True)
        action.setChecked(field.key in shown)
        without = [key for key in shown if key != field.key]
        wanted = without if field.key in shown else [*shown[:before], field.key, *shown[before:]]
        action.triggered.connect(lambda: self.columns_chosen.emit(wanted))

    def edges(self) -> list[int]:
        """Where each column ends, in pixels from where the first one begins, which is the first of them."""
        sizes = (self.sectionSize(self.logicalIndex(place)) for place in range(self.count()))
        return list(accumulate(sizes, initial=0))

    def shown_keys(self) -> list[str]:
        """The fields shown, in the order in which they are seen."""
        return [self._model.columns[self.logicalIndex(place)].key for place in range(self.count())]
