"""Working time as a curve: how many working minutes a calendar has had up to a moment, for whole arrays of moments."""

from __future__ import annotations

from itertools import chain

import numpy as np
import numpy.typing as npt

from ..project.moments import Minute
from ..project.working_time import WorkingTime

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class WorkingCurve:
    """The working minutes of one calendar counted from the start of a stretch of time.

    Attributes:
        start: Where the stretch begins; ``finish`` where it ends. Outside it the curve is level.
    """

    __slots__ = ("_done", "_finishes", "_starts", "finish", "start")

    def __init__(self, working_time: WorkingTime, start: Minute, finish: Minute) -> None:
        self.start = start
        self.finish = finish
        periods = working_time.periods(start, finish) or [(start, start)]
        ends = np.fromiter(chain.from_iterable(periods), np.int64, 2 * len(periods))
        self._starts: Ints = ends[::2].copy()
        self._finishes: Ints = ends[1::2].copy()
        self._done: Ints = np.concatenate(([0], np.cumsum(self._finishes - self._starts)[:-1]))

    def at(self, moments: Ints) -> Ints:
        """The working minutes from the start of the stretch to each moment."""
        period = np.maximum(np.searchsorted(self._starts, moments, side="right") - 1, 0)
        within = np.clip(moments, self._starts[period], self._finishes[period]) - self._starts[period]
        return self._done[period] + within

    def between(self, start: Minute, finish: Minute) -> int:
        """The working minutes between two moments."""
        first, last = self.at(np.array((start, finish), dtype=np.int64))
        return int(last - first)

    def next_working(self, minute: Minute) -> Minute:
        """The first moment from this one on at which work is done; the moment itself where there is none."""
        period = int(np.searchsorted(self._finishes, minute, side="right"))
        return minute if period == len(self._finishes) else max(minute, int(self._starts[period]))

    def previous_working(self, minute: Minute) -> Minute:
        """The last moment up to this one until which work was done; the moment itself where there is none."""
        period = int(np.searchsorted(self._starts, minute, side="left")) - 1
        return minute if period < 0 else min(minute, int(self._finishes[period]))
