"""Paints the cells of the task table: texts, outline, symbols, selection; only what a paint event asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec
from PySide6.QtCore import QLine, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from ...app.chart.theme import Theme
from ...app.edits.field import Field, Kind
from ...app.edits.fields import PLACED
from ...app.edits.indicators import Sign, misses_deadline
from ...app.i18n import _
from ...app.project.records import TaskUid
from ...app.workspace.row_set import RowSet
from .boxes import Boxes, box_in, has_box
from .signs import SIZE, Signs
from .task_model import TaskModel
from .title_header import PADDING

INDENT = 16
"""Pixels a level of the outline is set in."""

FOLD = 16
"""Width of the place of the triangle that folds a summary task."""

_LEAST_BESIDE = 30
"""Pixels below which nothing is written behind a name."""

_FEW = 4000
_MANY = 20000


class Column(msgspec.Struct, frozen=True):
    """A column on the screen: its section in the model, left edge, width and field.

    Where one writes from right to left it is ``mirrored``: what begins at its left edge else begins at its right.
    """

    section: int
    left: int
    width: int
    field: Field
    mirrored: bool = False

    def place(self, start: int, width: int = 0) -> int:
        """The left edge of something of some width that begins so far behind where the column does."""
        return self.left + (self.width - start - width if self.mirrored else start)

    def cell(self, top: int, height: int) -> QRect:
        """The rectangle of a cell."""
        return QRect(self.left, top, self.width, height)


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


class _Laid(msgspec.Struct):
    """A row's texts as they fit: (column, distance from its left edge, text) and how the row is written.

    ``ticks`` are the boxes that can be ticked and whether they are, by column; ``beside`` are texts that are written
    faintly behind others: where a task belongs, how many a group has. ``place`` is what it hangs on where the task
    stands.
    """

    place: tuple[object, ...]
    texts: list[tuple[int, int, str]]
    ticks: list[tuple[int, bool]]
    beside: list[tuple[int, int, str]]
    bold: bool
    struck: bool
    role: str
    late: bool
    signs: list[Sign]


class CellPainter:
    """Paints rows; keeps for each what fits into the columns."""

    def __init__(self, model: TaskModel, rows: RowSet, font: QFont) -> None:
        self._model = model
        self._rows = rows
        self._signs = Signs()
        self._boxes = Boxes()
        self._laid: dict[TaskUid, _Laid] = {}
        self._widths: tuple[tuple[int, int], ...] = ()
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        self._plain = QFont(font)
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._bold)}
        self._advances: dict[tuple[str, bool], int] = {}
        self._widest = self._metrics[True].maxWidth()
        self._laid.clear()

    def forget(self, uids: Collection[TaskUid] | None = None) -> None:
        """Drop what was kept: texts or levels changed; those of these rows only, if they are given."""
        if uids is None:
            self._laid.clear()
        else:
            for uid in self._laid.keys() & uids:
                del self._laid[uid]

    def needed_width(self, uid: TaskUid, section: int, level: int) -> int:
        """How wide a column has to be to show a task's cell whole."""
        field = self._model.columns[section]
        if field.kind is Kind.INDICATORS:
            return 8 + len(self._model.indicators(uid)) * (SIZE + 2)
        text = self._model.text(uid, section).partition("\n")[0]
        return self._advance(text, self._is_bold(uid)) + self._shift(field, level) + PADDING

    def is_cut(self, uid: TaskUid, column: Column, level: int) -> bool:
        """Whether a cell does not show the whole of its text."""
        lines = "\n" in self._model.text(uid, column.section)
        return lines or self.needed_width(uid, column.section, level) > column.width

    def paint(self, painter: QPainter, window: Window, theme: Theme) -> None:
        """Paint the rows of a window: ground, texts, symbols, lines, and the frame of the current cell."""
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text as its own letters run
        self._see_widths(window.columns)
        self._paint_ground(painter, window, theme)
        self._paint_texts(painter, window, theme)
        self._paint_lines(painter, window, theme)
        self._paint_current(painter, window, theme)

    # -- laying out

    def _see_widths(self, columns: list[Column]) -> None:
        widths = tuple((one.section, -one.width if one.mirrored else one.width) for one in columns)
        if widths != self._widths:
            self._widths = widths
            self._laid.clear()
        if len(self._laid) > _FEW:
            self._laid.clear()
        if len(self._advances) > _MANY:
            self._advances.clear()

    def _lay(self, uid: TaskUid, level: int, columns: list[Column]) -> _Laid:
        laid, place = self._laid.get(uid), self._place(uid, level, columns)
        if laid is None or laid.place != place:
            bold = self._is_bold(uid)
            texts = [
                (at, one, self._model.text(uid, one.section))
                for at, one in enumerate(columns)
                if one.field.kind is not Kind.INDICATORS and not (has_box(one.field) and uid > 0)
            ]
            placed = [(at, *self._fit(text, one, level, bold)) for at, one, text in texts if text]
            beside = self._beside(uid, columns, placed, bold)
            if columns and columns[0].mirrored:
                placed = self._mirrored(placed, columns, bold)
                beside = self._mirrored(beside, columns, False)
            if uid < 0:
                laid = self._laid[uid] = _Laid(place, placed, [], beside, bold, False, "text", False, [])
                return laid
            task = self._model.figures.project.tasks[uid]
            signs: list[Sign] = []
            if any(one.field.kind is Kind.INDICATORS for one in columns):
                signs = [found.sign for found in self._model.indicators(uid)]
            role = "text" if task.active and not task.external else "text_faint"
            late = task.deadline is not None and misses_deadline(self._model.figures.schedule, task)
            laid = self._laid[uid] = _Laid(
                place, placed, self._ticks(uid, columns), beside, bold, not task.active, role, late, signs
            )
        return laid

    def _place(self, uid: TaskUid, level: int, columns: list[Column]) -> tuple[object, ...]:
        """What rows tell of where a task stands, which other tasks' edits change, too."""
        texts = (self._model.text(uid, one.section) for one in columns if one.field.key in PLACED)
        return (level, self._rows.beside(uid), *texts)

    def _ticks(self, uid: TaskUid, columns: list[Column]) -> list[tuple[int, bool]]:
        figures = self._model.figures
        if figures.project.tasks[uid].blank:
            return []
        return [(place, bool(one.field.get(figures, uid))) for place, one in enumerate(columns) if has_box(one.field)]

    def _beside(
        self, uid: TaskUid, columns: list[Column], placed: list[tuple[int, int, str]], bold: bool
    ) -> list[tuple[int, int, str]]:
        """What stands faintly behind the name, where there is room for some of it."""
        text = self._rows.beside(uid)
        if not text:
            return []
        for place, shift, name in placed:
            if columns[place].field.key == "name":
                left = shift + self._advance(name, bold) + 2 * PADDING
                room = columns[place].width - PADDING - left
                return [(place, left, self._elided(text, room))] if room > _LEAST_BESIDE else []
        return []

    def _mirrored(
        self, texts: list[tuple[int, int, str]], columns: list[Column], bold: bool
    ) -> list[tuple[int, int, str]]:
        """Texts with their distances from the left edges of columns that begin at their right edges."""
        return [(at, columns[at].width - shift - self._advance(text, bold), text) for at, shift, text in texts]

    def _elided(self, text: str, room: int) -> str:
        return self._metrics[False].elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _fit(self, text: str, column: Column, level: int, bold: bool) -> tuple[int, str]:
        """How far from the left edge a text begins, and the text, cut where it is too long."""
        shift = self._shift(column.field, level)
        room = column.width - PADDING - shift
        if "\n" in text:
            text = text.partition("\n")[0] + " …"
        if not column.field.right and len(text) * self._widest <= room:
            return shift, text
        advance = self._advance(text, bold)
        if advance > room:
            text = self._metrics[bold].elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
            advance = self._advance(text, bold)
        return (max(column.width - PADDING - advance, PADDING) if column.field.right else shift), text

    def _advance(self, text: str, bold: bool) -> int:
        key = (text, bold)
        advance = self._advances.get(key)
        if advance is None:
            advance = self._advances[key] = self._metrics[bold].horizontalAdvance(text)
        return advance

    def _is_bold(self, uid: TaskUid) -> bool:
        return uid < 0 or uid in self._model.figures.project.children

    @staticmethod
    def _shift(field: Field, level: int) -> int:
        return PADDING + (level - 1) * INDENT + FOLD if field.key == "name" else PADDING

    # -- painting

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
        metrics = self._metrics[False]
        base = (window.height + metrics.ascent() - metrics.descent()) // 2
        groups: dict[tuple[bool, bool, str], list[tuple[int, int, str]]] = {}
        uids, levels = self._rows.uids, self._rows.levels
        columns = window.columns
        lefts = [one.left for one in columns]
        name = next((one for one in columns if one.field.key == "name"), None)
        signs = next((one for one in columns if one.field.kind is Kind.INDICATORS), None)
        for row in range(window.first, min(window.last, len(uids) - 1) + 1):
            uid, level, top = uids[row], levels[row], row * window.height - window.offset
            laid = self._lay(uid, level, columns)
            texts = groups.setdefault((laid.bold, laid.struck, laid.role), [])
            y = top + base
            for place, shift, text in laid.texts:
                if laid.late and columns[place].field.key == "finish":
                    groups.setdefault((laid.bold, laid.struck, "error"), []).append((lefts[place] + shift, y, text))
                else:
                    texts.append((lefts[place] + shift, y, text))
            for place, ticked in laid.ticks:
                box = box_in(columns[place].cell(top, window.height))
                painter.drawPixmap(box.topLeft(), self._boxes.picture(theme, painter, ticked=ticked))
            if laid.beside:
                faint = groups.setdefault((False, False, "text_faint"), [])
                faint += [(lefts[place] + shift, y, text) for place, shift, text in laid.beside]
            if name is not None and laid.bold and self._rows.is_foldable(row):
                self._paint_triangle(painter, name, level, top, window.height, uid in self._rows.collapsed, theme)
            if signs is not None and laid.signs:
                self._paint_signs(painter, signs, laid.signs, top, window.height, theme)
        if name is not None and window.first <= len(uids) <= window.last:
            y = len(uids) * window.height - window.offset + base
            groups[(False, False, "text_faint")] = [
                *groups.get((False, False, "text_faint"), ()),
                self._invitation(name, y),
            ]
        for (bold, struck, role), texts in groups.items():
            font = self._bold if bold else self._plain
            font.setStrikeOut(struck)
            painter.setFont(font)
            painter.setPen(QColor(getattr(theme, role)))
            for x, y, text in texts:
                painter.drawText(x, y, text)
            font.setStrikeOut(False)

    def _invitation(self, name: Column, y: int) -> tuple[int, int, str]:
        """What the row for a new task says, and where."""
        text = _("Type a task name")
        return name.place(self._shift(name.field, 1), self._advance(text, False)), y, text

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
        left, right = window.left, window.right - 1
        top = window.first * window.height - window.offset
        bottom = (window.last + 1) * window.height - window.offset - 1
        painter.setPen(QColor(theme.row_line))
        painter.drawLines(
            [QLine(left, y, right, y) for y in range(top + window.height - 1, bottom + 1, window.height)]
            + [QLine(x, top, x, bottom) for x in (one.left + one.width - 1 for one in window.columns)]
        )

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


def _mixed(ground: str, over: str, share: float) -> QColor:
    one, other = QColor(ground), QColor(over)
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))
