"""Paints the cells of the task table: texts, outline, symbols, selection; only what a paint event asks for."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from ...app.chart.theme import Theme
from ...app.edits.field import Kind
from ...app.edits.indicators import Sign
from ...app.workspace.row_set import RowSet
from .boxes import Boxes, box_in
from .cell_layout import FOLD, INDENT, CellLayout, Column, LaidRow
from .signs import SIZE, Signs
from .task_model import TaskModel
from .title_header import PADDING


class Window(msgspec.Struct, frozen=True):
    """What is to be painted: rows first to last of some height, below the scroll offset, and what is selected.

    ``ranges`` are the selected cells as (first row, last row, first section, last section); ``current`` is the cell
    with the keyboard, as (row, section). ``found`` tells of texts whether they are looked for; ``found_in`` is the key
    of the field in which, empty for all.
    """

    first: int
    last: int
    height: int
    offset: int
    columns: list[Column]
    ranges: list[tuple[int, int, int, int]]
    current: tuple[int, int] | None
    focus: bool
    found: Callable[[str], bool] | None = None
    found_in: str = ""

    @property
    def left(self) -> int:
        """Where the columns begin on the screen."""
        return min((one.left for one in self.columns), default=0)

    @property
    def right(self) -> int:
        """Where the columns end on the screen."""
        return max((one.left + one.width for one in self.columns), default=0)


class CellPainter:
    """Paints rows.

    Attributes:
        layout: What fits into the cells.
    """

    def __init__(self, model: TaskModel, rows: RowSet, font: QFont) -> None:
        self.layout = CellLayout(model, rows, font)
        self._model = model
        self._rows = rows
        self._signs = Signs()
        self._boxes = Boxes()

    def paint(self, painter: QPainter, window: Window, theme: Theme) -> None:
        """Paint the rows of a window: ground, texts, symbols, lines, and the frame of the current cell."""
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text as its own letters run
        self.layout.show_columns(window.columns)
        self._paint_ground(painter, window, theme)
        self._paint_texts(painter, window, theme)
        self._paint_lines(painter, window, theme)
        self._paint_current(painter, window, theme)

    def looks(self, window: Window) -> list[tuple[object, ...]]:
        """What is seen of each row of a window: rows of equal looks look alike, wherever they stand."""
        self.layout.show_columns(window.columns)
        places = tuple((one.section, one.left, one.width) for one in window.columns)
        rows = slice(window.first, window.last + 1)
        uids, levels = self._rows.uids[rows], self._rows.levels[rows.start : rows.stop + 1]
        laid = map(self.layout.row, uids, levels)
        folded, marked, bands = self._rows.collapsed, self._rows.marked, self._rows.bands
        found: list[tuple[object, ...]] = [
            (places, one, below > level, uid in folded, uid in marked, uid in bands)
            for one, uid, level, below in zip(laid, uids, levels, [*levels[1:], 0], strict=False)
        ]
        found += [(places, None)] * (window.last + 1 - window.first - len(found))
        return [(*look, *_chosen(window, row)) for row, look in enumerate(found, window.first)]

    def _paint_ground(self, painter: QPainter, window: Window, theme: Theme) -> None:
        top = window.first * window.height - window.offset
        left, width = window.left, window.right
        painter.fillRect(left, top, width - left, (window.last - window.first + 1) * window.height, QColor(theme.base))
        self._paint_special(painter, window, theme)
        self._paint_found(painter, window, theme)
        band, full = _mixed(theme.base, theme.selection, 0.45), QColor(theme.selection)
        for first, last, low, high in window.ranges:
            first, last = max(first, window.first), min(last, window.last)
            if first > last:
                continue
            y, height = first * window.height - window.offset, (last - first + 1) * window.height
            painter.fillRect(left, y, width - left, height, band)
            for column in window.columns:
                if low <= column.section <= high:
                    painter.fillRect(column.left, y, column.width, height, full)

    def _paint_special(self, painter: QPainter, window: Window, theme: Theme) -> None:
        """The ground of headings of groups, and of tasks that a filter marks."""
        uids, bands, marked = self._rows.uids, self._rows.bands, self._rows.marked
        if not bands and not marked:
            return
        left, width = window.left, window.right - window.left
        for row in range(window.first, min(window.last, len(uids) - 1) + 1):
            band = bands.get(uids[row])
            grounded = band is not None and band.summary is None
            role = theme.band if grounded else theme.highlight if uids[row] in marked else ""
            if role:
                top = row * window.height - window.offset
                painter.fillRect(left, top, width, window.height, QColor(role))

    def _paint_found(self, painter: QPainter, window: Window, theme: Theme) -> None:
        """The ground of cells whose texts are looked for."""
        if window.found is None:
            return
        colour, uids = QColor(theme.highlight), self._rows.uids
        columns = [one for one in window.columns if window.found_in in ("", one.field.key)]
        for row in range(window.first, min(window.last, len(uids) - 1) + 1):
            for column in columns:
                seen = column.field.kind is not Kind.INDICATORS and uids[row] > 0
                if seen and window.found(self._model.text(uids[row], column.section)):
                    painter.fillRect(column.cell(row * window.height - window.offset, window.height), colour)

    def _paint_texts(self, painter: QPainter, window: Window, theme: Theme) -> None:
        """Write all texts, those of one font and colour together; triangles and symbols on the way."""
        writing = _Writing()
        base = self.layout.base_line(window.height)
        uids, levels = self._rows.uids, self._rows.levels
        lefts = [one.left for one in window.columns]
        name = next((one for one in window.columns if one.field.key == "name"), None)
        signs = next((one for one in window.columns if one.field.kind is Kind.INDICATORS), None)
        finish = next((at for at, one in enumerate(window.columns) if one.field.key == "finish"), -1)
        for row in range(window.first, min(window.last, len(uids) - 1) + 1):
            uid, level, top = uids[row], levels[row], row * window.height - window.offset
            laid = self.layout.row(uid, level)
            writing.add(laid, lefts, top + base, finish)
            for at, ticked in laid.ticks:
                box = box_in(window.columns[at].cell(top, window.height))
                painter.drawPixmap(box.topLeft(), self._boxes.picture(theme, painter, ticked=ticked))
            if name is not None and laid.bold and self._rows.is_foldable(row):
                self._paint_triangle(painter, name, level, top, window.height, uid in self._rows.collapsed, theme)
            if signs is not None and laid.signs:
                self._paint_signs(painter, signs, laid.signs, top, window.height, theme)
        if name is not None and window.first <= len(uids) <= window.last:
            left, text = self.layout.invitation(name)
            writing.faint.append((left, len(uids) * window.height - window.offset + base, text))
        writing.paint(painter, self.layout, theme)

    @staticmethod
    def _paint_triangle(
        painter: QPainter, column: Column, level: int, top: int, height: int, folded: bool, theme: Theme
    ) -> None:
        start = PADDING + (level - 1) * INDENT + FOLD // 2 - 2
        if start + 6 > column.width:
            return
        x, y, ahead = column.place(start), top + height // 2, -1 if column.mirrored else 1
        corners = [(-2 * ahead, -4), (2 * ahead, 0), (-2 * ahead, 4)] if folded else [(-4, -2), (4, -2), (0, 2)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.text_faint))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_signs(
        self, painter: QPainter, column: Column, signs: list[Sign], top: int, height: int, theme: Theme
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        room = max((column.width - 4) // (SIZE + 2), 1)
        for place, sign in enumerate(signs[:room]):
            picture = self._signs.picture(sign, theme, ratio)
            painter.drawPixmap(column.place(4 + place * (SIZE + 2), SIZE), top + (height - SIZE) // 2, picture)

    @staticmethod
    def _paint_lines(painter: QPainter, window: Window, theme: Theme) -> None:
        if not window.columns:
            return
        left, width, colour = window.left, window.right - window.left, QColor(theme.row_line)
        top = window.first * window.height - window.offset
        bottom = (window.last + 1) * window.height - window.offset
        for y in range(
            top + window.height - 1, bottom, window.height
        ):  # a stroke is half a pixel off at twice the size
            painter.fillRect(left, y, width, 1, colour)
        for column in window.columns:
            painter.fillRect(column.left + column.width - 1, top, 1, bottom - top, colour)

    @staticmethod
    def _paint_current(painter: QPainter, window: Window, theme: Theme) -> None:
        if window.current is None:
            return
        row, section = window.current
        column = next((one for one in window.columns if one.section == section), None)
        if column is None or not window.first <= row <= window.last:
            return
        top = row * window.height - window.offset
        painter.setPen(QPen(QColor(theme.accent if window.focus else theme.text_faint), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRect(column.left + 1, top + 1, column.width - 3, window.height - 3))


def _chosen(window: Window, row: int) -> tuple[object, ...]:
    """Which cells of a row are selected, and which has the keyboard."""
    cells = tuple((low, high) for first, last, low, high in window.ranges if first <= row <= last)
    current = (window.current[1], window.focus) if window.current is not None and window.current[0] == row else None
    return cells, current


class _Writing:
    """Texts by how they are written, for changing the font and the colour is what takes time."""

    def __init__(self) -> None:
        self._texts: dict[tuple[bool, bool, str], list[tuple[int, int, str]]] = {}

    @property
    def faint(self) -> list[tuple[int, int, str]]:
        """What is written faintly: left end, base line and text."""
        return self._of(False, False, "text_faint")

    def add(self, laid: LaidRow, lefts: list[int], y: int, finish: int) -> None:
        """Add the texts of a row.

        Args:
            laid: The row.
            lefts: Where the columns begin.
            y: The base line.
            finish: The column whose text says what is late.
        """
        texts = self._of(laid.bold, laid.struck, laid.role)
        late = self._of(laid.bold, laid.struck, "error") if laid.late else texts
        for at, shift, text in laid.texts:
            (late if at == finish else texts).append((lefts[at] + shift, y, text))
        if laid.beside:
            self.faint.extend((lefts[at] + shift, y, text) for at, shift, text in laid.beside)

    def paint(self, painter: QPainter, layout: CellLayout, theme: Theme) -> None:
        """Write all that was added."""
        for (bold, struck, role), texts in self._texts.items():
            font = layout.font(bold=bold)
            font.setStrikeOut(struck)
            painter.setFont(font)
            painter.setPen(QColor(getattr(theme, role)))
            for x, y, text in texts:
                painter.drawText(x, y, text)

    def _of(self, bold: bool, struck: bool, role: str) -> list[tuple[int, int, str]]:
        return self._texts.setdefault((bold, struck, role), [])


def _mixed(ground: str, over: str, share: float) -> QColor:
    one, other = QColor(ground), QColor(over)
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))
