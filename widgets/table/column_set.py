"""Which columns the table shows, how wide they are and how many stay in sight, to be changed, saved and restored."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from ...app.edits.field import Field, Kind
from ...app.edits.tables import Columns
from .task_model import TaskModel
from .title_header import TitleHeader

SAMPLE, SAMPLE_WIDTH = "Wed 2026-03-18", 100
"""A date, and the pixels it takes in the writing that the usual widths of fields are made for."""

_TIME_WIDTH = 42
"""What a time of day behind a date takes in that writing, in pixels."""


class ColumnSet:
    """The columns of one table."""

    def __init__(self, model: TaskModel, titles: TitleHeader) -> None:
        self._model = model
        self._titles = titles
        self._larger = self._writing()
        self._timed = model.wording.times

    def show(self, keys: list[str]) -> None:
        """Show these fields, in this order; those already shown keep their widths."""
        widths = self.widths()
        frozen = self._titles.shown_keys()[: self._titles.frozen]
        self._show_in_order(keys)
        self.set_widths(widths)
        still = 0
        while still < len(keys) and keys[still] in frozen:
            still += 1
        self._titles.freeze(still)

    def save(self) -> Columns:
        """The columns as they are now."""
        widths = self.widths()
        return Columns(columns=[(key, widths[key]) for key in self._titles.shown_keys()], frozen=self._titles.frozen)

    def restore(self, columns: Columns) -> None:
        """Show these columns; fields that the plan does not have are left out, and without any nothing changes."""
        if not columns.columns:
            return
        self._show_in_order(columns.keys)
        self.set_widths(dict(columns.columns))
        self._titles.freeze(columns.frozen)

    def _show_in_order(self, keys: list[str]) -> None:
        """Show fields in this order; Qt would still arrange them as titles were dragged before."""
        self._model.show_columns(keys)
        for place in range(self._titles.count()):
            self._titles.moveSection(self._titles.visualIndex(place), place)

    def widths(self) -> dict[str, int]:
        """Field to width in pixels."""
        return {field.key: self._titles.sectionSize(place) for place, field in enumerate(self._model.columns)}

    def in_sight(self) -> list[str]:
        """The fields from the first to the last that is seen whole."""
        edges = self._titles.edges()[1:]
        seen = sum(edge - self._titles.offset() <= self._titles.viewport().width() for edge in edges)
        return self._titles.shown_keys()[:seen]

    def own_widths(self) -> dict[str, float]:
        """How wide the columns are that somebody made wider or narrower, where a date takes ``SAMPLE_WIDTH``."""
        usual = {field.key: self._usual(field, timed=self._timed) for field in self._model.columns}
        return {key: width / self._larger for key, width in self.widths().items() if width != usual[key]}

    def set_widths(self, widths: dict[str, int]) -> None:
        """Make columns as wide as said, the others as wide as usual, which is more in larger writing."""
        for place, field in enumerate(self._model.columns):
            width, usual = widths.get(field.key), self._usual(field, timed=self._timed)
            if not width or width == self._usual(field, timed=not self._timed):  # as usual where it was set
                width = usual
            self._titles.resizeSection(place, max(width, self._titles.minimumSectionSize()))

    def follow_writing(self) -> None:
        """Make the columns wider or narrower as the writing is larger or smaller than it was."""
        before, self._larger = self._larger, self._writing()
        if before != self._larger:
            self.set_widths({key: round(width * self._larger / before) for key, width in self.widths().items()})

    def follow_times(self) -> bool:
        """Make room for times where the plan tells them behind its dates; whether anything is to be done."""
        before, self._timed = self._timed, self._model.wording.times
        if before != self._timed:
            self.set_widths(self.widths())
        return before != self._timed

    def _usual(self, field: Field, *, timed: bool) -> int:
        """How wide a column is that nobody has made wider or narrower, in pixels."""
        return round((field.width + (_TIME_WIDTH if timed and field.kind is Kind.DATE else 0)) * self._larger)

    def _writing(self) -> float:
        """How much larger the writing is than the one that the usual widths are made for; no less than 1."""
        return max(QFontMetrics(self._titles.font()).horizontalAdvance(SAMPLE) / SAMPLE_WIDTH, 1)
