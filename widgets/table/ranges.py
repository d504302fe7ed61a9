"""Ranges of cells: which are selected, and where; quick however many there are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSignalBlocker

from ...app.project.rows import Ints

Range = tuple[int, int, int, int]
"""First row, last row, first section, last section."""

MANY = 500
"""More ranges than this are not compared one by one with those before."""

_Flag = QItemSelectionModel.SelectionFlag


class Ranges:
    """Some ranges of cells, from the top. Never changed.

    Attributes:
        every: The ranges.
        runs: The first and the last of each run of rows in them, in order, those that touch made one.
    """

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self.every: list[Range] = sorted(ranges)
        self._cells: Ints = np.array(self.every, np.int64).reshape(-1, 4)
        self.runs: Ints = _joined(self._cells[:, :2])

    def near(self, first: int, last: int) -> list[Range]:
        """The ranges that touch some rows."""
        cells = self._cells
        return [self.every[place] for place in np.flatnonzero((cells[:, 0] <= last) & (cells[:, 1] >= first)).tolist()]

    def holds(self, row: int) -> bool:
        """Whether cells of a row are among them."""
        return bool(self.near(row, row))

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last section among them; there has to be one."""
        return int(self._cells[:, 2].min()), int(self._cells[:, 3].max())

    @property
    def columns(self) -> Ints:
        """The first and the last of each run of sections among them."""
        found = self._cells[:, 2:]
        return _joined(found[np.argsort(found[:, 0], kind="stable")])


def _joined(runs: Ints) -> Ints:
    """Runs in the order of their firsts, those that touch or overlap made one."""
    if not len(runs):
        return runs
    reach = np.maximum.accumulate(runs[:, 1])
    begins = np.flatnonzero(np.append(True, runs[1:, 0] > reach[:-1] + 1))
    return np.column_stack((runs[begins, 0], np.append(reach[begins[1:] - 1], reach[-1])))


def runs_of(rows: Ints) -> Ints:
    """Sorted rows as runs without gaps, first and last."""
    ends = np.flatnonzero(np.diff(rows) > 1)
    return np.column_stack((rows[np.append(0, ends + 1)], rows[np.append(ends, len(rows) - 1)])) if len(rows) else rows


class SelectionOfCells(QItemSelectionModel):
    """Qt's own, but for that it does not look for what many ranges have in common with those before.

    That takes it seconds of ten thousand, and nobody asks: all of the table is painted anew.
    """

    def select(  # pyright: ignore[reportIncompatibleMethodOverride] - the stubs know one of two
        self, what: QItemSelection | QModelIndex, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        if command & _Flag.Clear and isinstance(what, QItemSelection) and self._are_many(what):
            with QSignalBlocker(self):
                super().select(QItemSelection(), _Flag.Clear)
        super().select(what, command)

    def _are_many(self, wanted: QItemSelection) -> bool:
        """Whether there is much to compare; with nothing there is not."""
        return not wanted.isEmpty() and max(wanted.count(), self.selection().count()) > MANY
