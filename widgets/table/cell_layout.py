"""How the rows of the task table are laid out: which part of each text fits into its cell, and where it begins."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec.structs import astuple
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from ...app.edits.field import Field, Kind
from ...app.edits.fields import PLACED
from ...app.edits.indicators import Sign, misses_deadline
from ...app.i18n import _
from ...app.project.records import TaskUid
from ...app.workspace.row_set import RowSet
from .boxes import has_box
from .signs import SIZE
from .task_model import TaskModel
from .title_header import PADDING

INDENT = 16
"""Pixels a level of the outline is set in."""

FOLD = 16
"""Width of the place of the triangle that folds a summary task."""

_LEAST_BESIDE = 30
"""Pixels below which nothing is written behind a name."""

_FEW = 1000
"""So many rows are kept as they were laid out."""

_MANY = 5000
"""So many texts are remembered with their widths."""

Placed = tuple[int, int, str]
"""A text that fits: its column, its distance from the left edge of that, and what is written."""


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


class LaidRow(msgspec.Struct, eq=False):
    """A row's texts as they fit, and how the row is written; each equals itself alone.

    Attributes:
        place: What the row hangs on of where the task stands.
        texts: What is written into the columns.
        beside: What is written faintly behind that: where a task belongs, how many a group has.
        bold: The texts are bold.
        struck: They are struck out.
        role: The colour of the theme they have.
        late: The finish is later than the deadline.
        ticks: The boxes that can be ticked and whether they are, by column.
        signs: The symbols of the task.
    """

    place: tuple[object, ...]
    texts: list[Placed]
    beside: list[Placed]
    bold: bool
    struck: bool = False
    role: str = "text"
    late: bool = False
    ticks: list[tuple[int, bool]] = []
    signs: list[Sign] = []


class CellLayout:
    """Lays rows out; keeps those it was asked for last. A row that comes out as it was is the same one."""

    def __init__(self, model: TaskModel, rows: RowSet, font: QFont) -> None:
        self._model = model
        self._rows = rows
        self._laid: dict[TaskUid, LaidRow] = {}
        self._doubted: dict[TaskUid, LaidRow] = {}
        self._columns: list[Column] = []
        self._hanging: list[int] = []
        self._widths: tuple[tuple[int, int], ...] = ()
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        self._fonts = {False: QFont(font), True: QFont(font)}
        self._fonts[True].setBold(True)
        self._metrics = {bold: QFontMetrics(one) for bold, one in self._fonts.items()}
        self._advances: dict[tuple[str, bool], int] = {}
        self._widest = self._metrics[True].maxWidth()
        self._laid.clear()
        self._doubted.clear()

    def forget(self, uids: Collection[TaskUid] | None = None) -> None:
        """Drop what was kept: texts or levels changed; those of these rows only, if they are given."""
        if uids is None:
            self._doubted |= self._laid
            self._laid.clear()
        else:
            for uid in self._laid.keys() & uids:
                self._doubted[uid] = self._laid.pop(uid)

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

    def font(self, *, bold: bool) -> QFont:
        """A copy of what texts are written in."""
        return QFont(self._fonts[bold])

    def base_line(self, height: int) -> int:
        """How far below the top of a row of some height its texts stand."""
        metrics = self._metrics[False]
        return (height + metrics.ascent() - metrics.descent()) // 2

    def show_columns(self, columns: list[Column]) -> None:
        """Lay rows out for these columns from now on."""
        widths = tuple((one.section, -one.width if one.mirrored else one.width) for one in columns)
        if widths != self._widths or len(self._laid) + len(self._doubted) > _FEW:
            self._laid.clear()
            self._doubted.clear()
        if len(self._advances) > _MANY:
            self._advances.clear()
        if widths != self._widths:
            self._hanging = [one.section for one in columns if one.field.key in PLACED]
        self._widths, self._columns = widths, columns

    def row(self, uid: TaskUid, level: int) -> LaidRow:
        """A task or the heading of a group at a level of the outline."""
        laid, place = self._laid.get(uid), self._place(uid, level)
        if laid is None or laid.place != place:
            laid, doubted = self._lay(uid, level, place), self._doubted.pop(uid, None)
            if doubted is not None and astuple(doubted) == astuple(laid):
                laid = doubted
            self._laid[uid] = laid
        return laid

    def invitation(self, name: Column) -> tuple[int, str]:
        """What the row for a new task says, and where in the column of names."""
        text = _("Type a task name")
        return name.place(self._shift(name.field, 1), self._advance(text, False)), text

    def _lay(self, uid: TaskUid, level: int, place: tuple[object, ...]) -> LaidRow:
        bold, columns = self._is_bold(uid), self._columns
        texts = [
            (at, one, self._model.text(uid, one.section))
            for at, one in enumerate(columns)
            if one.field.kind is not Kind.INDICATORS and not (has_box(one.field) and uid > 0)
        ]
        placed = [(at, *self._fit(text, one, level, bold)) for at, one, text in texts if text]
        beside = self._beside(uid, placed, bold)
        if columns and columns[0].mirrored:
            placed, beside = self._mirrored(placed, bold), self._mirrored(beside, False)
        if uid < 0:
            return LaidRow(place, placed, beside, bold)
        figures = self._model.figures
        task = figures.project.tasks[uid]
        return LaidRow(
            place,
            placed,
            beside,
            bold,
            struck=not task.active,
            role="text" if task.active and not task.external else "text_faint",
            late=task.deadline is not None and misses_deadline(figures.schedule, task),
            ticks=[] if task.blank else self._ticks(uid),
            signs=self._signs(uid),
        )

    def _place(self, uid: TaskUid, level: int) -> tuple[object, ...]:
        """What rows tell of where a task stands, which other tasks' edits change, too."""
        return (level, self._rows.beside(uid), *[self._model.text(uid, section) for section in self._hanging])

    def _ticks(self, uid: TaskUid) -> list[tuple[int, bool]]:
        figures = self._model.figures
        return [(at, bool(one.field.get(figures, uid))) for at, one in enumerate(self._columns) if has_box(one.field)]

    def _signs(self, uid: TaskUid) -> list[Sign]:
        if any(one.field.kind is Kind.INDICATORS for one in self._columns):
            return [found.sign for found in self._model.indicators(uid)]
        return []

    def _beside(self, uid: TaskUid, placed: list[Placed], bold: bool) -> list[Placed]:
        """What stands faintly behind the name, where there is room for some of it."""
        text = self._rows.beside(uid)
        if not text:
            return []
        for at, shift, name in placed:
            if self._columns[at].field.key == "name":
                left = shift + self._advance(name, bold) + 2 * PADDING
                room = self._columns[at].width - PADDING - left
                return [(at, left, self._elided(text, room))] if room > _LEAST_BESIDE else []
        return []

    def _mirrored(self, texts: list[Placed], bold: bool) -> list[Placed]:
        """Texts with their distances from the left edges of columns that begin at their right edges."""
        columns = self._columns
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
