"""Paints the task table: the cells of moving and frozen columns, and what stands on top of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ...app.i18n import _
from ...app.project.records import TaskUid
from ...app.workspace.row_set import RowSet
from ..appearance import Appearance
from .cell_layout import FOLD, INDENT
from .cell_selection import CellSelection
from .cells import CellPainter, Window
from .frozen_view import FrozenTableView
from .places import Places
from .row_header import RowHeader
from .task_model import TaskModel
from .title_header import PADDING, TitleHeader

if TYPE_CHECKING:
    from ...app.edits.find import Search


class TablePicture:
    """The picture of one table.

    Attributes:
        cells: Paints the cells that are scrolled.
    """

    def __init__(
        self,
        view: FrozenTableView,
        model: TaskModel,
        titles: TitleHeader,
        numbers: RowHeader,
        places: Places,
        chosen: CellSelection,
        rows: RowSet,
        appearance: Appearance,
    ) -> None:
        self._view = view
        self._model = model
        self._titles = titles
        self._numbers = numbers
        self._places = places
        self._chosen = chosen
        self._rows = rows
        self._appearance = appearance
        self.cells = CellPainter(model, rows, view.font())
        self._frozen = CellPainter(model, rows, view.font())

    def forget(self, uids: Collection[TaskUid] | None = None) -> None:
        """Drop what was kept of texts and levels; of these rows only, if they are given."""
        self.cells.layout.forget(uids)
        self._frozen.layout.forget(uids)

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        self.cells.layout.set_font(font)
        self._frozen.layout.set_font(font)

    def paint(self, painter: QPainter, rect: QRect, search: Search | None, *, focus: bool) -> None:
        """Paint a part of the viewport.

        Args:
            painter: Of the viewport.
            rect: The part.
            search: What is looked for; the cells in which it stands are marked.
            focus: The table has the keyboard.
        """
        theme, border = self._appearance.theme, self._titles.border
        painter.fillRect(rect, QColor(theme.base))
        for part, window, cells in self._parts(rect, search, focus=focus):
            self._paint_part(painter, part, window, cells)
        if border >= 0:
            painter.fillRect(border, rect.top(), 1, rect.height(), QColor(theme.text_faint))
        if not self._rows.total:
            self._paint_invitation(painter)
        if self._numbers.drop_row is not None:
            self._paint_drop(painter, self._numbers.drop_row * self._rows.row_height - self._numbers.offset())

    def looks(self, first: int, last: int, search: Search | None, *, focus: bool) -> list[object]:
        """What is seen of some rows: those of equal looks look alike, wherever they stand."""
        height, dropped = self._rows.row_height, self._numbers.drop_row
        rect = QRect(0, first * height - self._numbers.offset(), 1, (last - first + 1) * height)
        parts = [cells.looks(window) for _part, window, cells in self._parts(rect, search, focus=focus)]
        looks: list[object] = [*zip(*parts, strict=True)]
        if dropped is not None or not self._rows.total:  # something stands on top of them
            looks = [(row, dropped, look) for row, look in enumerate(looks)]
        return looks + [None] * (last - first + 1 - len(looks))

    def _parts(
        self, rect: QRect, search: Search | None, *, focus: bool
    ) -> list[tuple[tuple[int, int], Window, CellPainter]]:
        """The moving and the frozen columns: where they stand, what of them is in a rectangle, and what paints them."""
        frozen, free, held = self._titles.frozen, self._titles.free, self._titles.held
        sections = [self._titles.logicalIndex(place) for place in range(self._titles.count())]
        parts = [(free, self._window(sections[frozen:], free, rect, search, focus), self.cells)]
        if self._titles.border >= 0:
            parts.append((held, self._window(sections[:frozen], held, rect, search, focus), self._frozen))
        return parts

    def _window(
        self, sections: list[int], part: tuple[int, int], rect: QRect, search: Search | None, focus: bool
    ) -> Window:
        """What is to be painted of some columns between two places of the viewport."""
        height, offset, current = self._rows.row_height, self._numbers.offset(), self._view.currentIndex()
        columns, (left, right) = [self._places.column(section) for section in sections], part
        first = max((offset + rect.top()) // height, 0)
        last = min((offset + rect.bottom()) // height, self._model.rowCount() - 1)
        return Window(
            first=first,
            last=last,
            height=height,
            offset=offset,
            columns=[one for one in columns if one.left < right and one.left + one.width > left],
            ranges=self._chosen.chosen.near(first, last),
            current=(current.row(), current.column()),
            focus=focus,
            found=None if search is None else search.fits(),
            found_in="" if search is None else search.field,
        )

    def _paint_part(self, painter: QPainter, part: tuple[int, int], window: Window, cells: CellPainter) -> None:
        if not window.columns or window.first > window.last:
            return
        if self._titles.frozen:
            painter.save()
            painter.setClipRect(
                QRect(part[0], 0, part[1] - part[0], self._view.viewport().height()), Qt.ClipOperation.IntersectClip
            )
        cells.paint(painter, window, self._appearance.theme)
        if self._titles.frozen:
            painter.restore()

    def _paint_drop(self, painter: QPainter, y: int) -> None:
        """Paint where dragged rows would be dropped: a line from where their names would begin."""
        name, level = self._model.column_of("name"), self._numbers.drop_level
        colour, width = QColor(self._appearance.theme.accent), self._view.viewport().width()
        if not level or name < 0:
            painter.fillRect(0, y - 1, width, 2, colour)
            return
        column = self._places.column(name)
        begin = column.place(PADDING + (level - 1) * INDENT + FOLD)
        painter.fillRect(
            QRect(0, y - 1, begin, 2) if column.mirrored else QRect(begin, y - 1, width - begin, 2), colour
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(QColor(self._appearance.theme.base))
        painter.drawEllipse(QPoint(begin + (4 if column.mirrored else -4), y), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_invitation(self, painter: QPainter) -> None:
        """Say in an empty table what to do first."""
        text = _(
            "Type the name of the first task and press Enter, or paste a list.\n"
            "Indent with Alt+Shift+Right, link with Ctrl+F2."
        )
        painter.setPen(QColor(self._appearance.theme.text_faint))
        painter.setFont(self._view.font())
        below = self._view.viewport().rect().adjusted(16, 3 * self._rows.row_height, -16, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text)
