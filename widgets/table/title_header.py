"""The titles of the columns of the task table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QToolTip, QWidget

from ...app.edits.field import Field, Kind
from ...app.edits.fields import USUAL, fields_of
from ...app.i18n import N_, _
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..metrics import HEADER_HEIGHT
from .signs import SIZE, Signs
from .task_model import TaskModel

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


class TitleHeader(QHeaderView):
    """Titles of the columns, to be resized, moved and chosen.

    Signals:
        columns_chosen: The user wants to see these fields, in this order.
    """

    columns_chosen = Signal(list)

    def __init__(self, document: Document, model: TaskModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._document = document
        self._model = model
        self._appearance = appearance
        self._signs = Signs()
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
        for place in range(self.count()):
            section = self.logicalIndex(place)
            x, width = self.sectionViewportPosition(section), self.sectionSize(section)
            if self.isSectionHidden(section) or x + width < left or x > right:
                continue
            painter.setPen(QColor(theme.border))
            painter.drawLine(x + width - 1, 0, x + width - 1, self.height())
            painter.setPen(QColor(theme.text))
            self._paint_title(painter, section, QRect(x + PADDING, 2, width - 2 * PADDING, self.height() - 6))
        painter.setPen(QColor(theme.border))
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

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            QToolTip.showText(event.globalPos(), self._model.columns[section].caption if section >= 0 else "", self)
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
            menu.addSeparator()
        before = self.visualIndex(section) + 1 if section >= 0 else len(shown)
        groups = {title: menu.addMenu(_(title)) for title in (*dict.fromkeys(_GROUPS.values()), _OWN)}
        for field in sorted(fields_of(self._document.project).values(), key=lambda one: one.caption.casefold()):
            group = groups[_OWN if field.key.startswith("custom.") else _GROUPS[field.kind]]
            self._add_choice(group, field, shown, before)
        for group in groups.values():
            group.menuAction().setVisible(not group.isEmpty())
        menu.addSeparator()
        usual = menu.addAction(_("Usual columns"))
        usual.triggered.connect(lambda: self.columns_chosen.emit(list(USUAL)))
        return menu

    def _add_choice(self, menu: QMenu, field: Field, shown: list[str], before: int) -> None:
        """Add a field to a menu, ticked where it is shown; choosing it shows or hides its column."""
        action = menu.addAction(field.caption)
        action.setCheckable(True)
        action.setChecked(field.key in shown)
        without = [key for key in shown if key != field.key]
        wanted = without if field.key in shown else [*shown[:before], field.key, *shown[before:]]
        action.triggered.connect(lambda: self.columns_chosen.emit(wanted))

    def shown_keys(self) -> list[str]:
        """The fields shown, in the order in which they are seen."""
        return [self._model.columns[self.logicalIndex(place)].key for place in range(self.count())]
