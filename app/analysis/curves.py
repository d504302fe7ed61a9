"""Amounts over time as curves: how much there has been up to a moment, summed over many assignments at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..project.moments import Minute
from ..project.working_axis import WorkingTime
from .spread import DUST, Stretch
from .working_curve import Floats, Ints


class Places:
    """Edges in time on the axes of working times; each axis is asked once."""

    __slots__ = ("_known", "edges")

    def __init__(self, edges: Ints) -> None:
        """Take edges, which must rise."""
        self.edges = edges
        self._known: dict[WorkingTime, Floats] = {}

    def on(self, time: WorkingTime) -> Floats:
        """The edges as places on a working axis."""
        found = self._known.get(time)
        if found is None:
            offset_of = time.offset_of
            found = self._known[time] = np.array([offset_of[edge] for edge in self.edges.tolist()], dtype=np.float64)
        return found


class Curve:
    """A sum of stretches, each even in its own working time, and of amounts that fall due at a moment."""

    __slots__ = ("_moments", "_parts", "_reached")

    def __init__(
        self, stretches: Iterable[tuple[WorkingTime, Sequence[Stretch]]], steps: Iterable[tuple[Minute, float]] = ()
    ) -> None:
        by_axis: dict[WorkingTime, list[Stretch]] = {}
        due = [step for step in steps if step[1]]
        for time, pieces in stretches:
            mine = by_axis.setdefault(time, [])
            for piece in pieces:
                if piece[1] > piece[0]:
                    mine.append(piece)
                else:
                    due.append((time.starting(piece[0]), piece[2]))
        self._parts = [(time, *_cumulated(pieces)) for time, pieces in by_axis.items() if pieces]
        due.sort()
        self._moments: Ints = np.array([moment for moment, _amount in due], dtype=np.int64)
        self._reached: Floats = np.concatenate(([0.0], np.cumsum([amount for _moment, amount in due])))

    def between(self, places: Places) -> Floats:
        """What there is between successive edges; an amount due at an edge belongs to what comes after it."""
        upto = np.zeros(len(places.edges))
        for time, at, reached in self._parts:
            upto += np.interp(places.on(time), at, reached)
        if len(self._moments):
            upto += self._reached[np.searchsorted(self._moments, places.edges, side="left")]
        found = np.diff(upto)
        found[np.abs(found) < DUST] = 0.0
        return found

    @property
    def total(self) -> float:
        """All there is."""
        return float(sum(reached[-1] for _time, _at, reached in self._parts) + self._reached[-1])


def _cumulated(pieces: Sequence[Stretch]) -> tuple[Floats, Floats]:
    """The corners of a sum of stretches: places, and how much there has been up to each."""
    table: Floats = np.array(pieces, dtype=np.float64)
    slope = table[:, 2] / (table[:, 1] - table[:, 0])
    at, which = np.unique(np.concatenate((table[:, 0], table[:, 1])), return_inverse=True)
    change = np.bincount(which, np.concatenate((slope, -slope)), len(at))
    reached = np.concatenate(([0.0], np.cumsum(np.cumsum(change)[:-1] * np.diff(at))))
    return at, reached
