"""Working time as a curve: how many working minutes a calendar has had up to a moment, for whole arrays of moments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..project.moments import Minute
from ..project.working_axis import HORIZON, WEEK, Period, Week, begin_of, week_of
from ..project.working_time import WorkingTime

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_FEW_WEEKS = 50
"""The periods of fewer weeks are asked for as they are."""


class WorkingCurve:
    """The working minutes of one calendar counted from the start of a stretch of time.

    Attributes:
        start: Where the stretch begins; ``finish`` where it ends. Outside it the curve is level.
    """

    __slots__ = ("_done", "_finishes", "_starts", "finish", "start")

    def __init__(self, working_time: WorkingTime, start: Minute, finish: Minute) -> None:
        self.start = start
        self.finish = finish
        self._starts, self._finishes = _periods(working_time, start, finish)
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


def _periods(working_time: WorkingTime, start: Minute, finish: Minute) -> tuple[Ints, Ints]:
    """When the working periods between two moments begin and end; one without length where there are none.

    Whole weeks between them are put together from the few that differ, for a plan of centuries has thousands.
    """
    low, high = week_of(max(start, HORIZON[0])) + 1, week_of(min(finish, HORIZON[1]))
    if high - low < _FEW_WEEKS:
        return _ends(working_time.periods(start, finish) or [(start, start)])
    parts = [
        _ends(working_time.periods(start, begin_of(low))),
        _ends_of_weeks(working_time.weeks(low, high), low),
        _ends(working_time.periods(begin_of(high), finish)),
    ]
    starts, finishes = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    if not len(starts):
        return _ends([(start, start)])
    apart = starts[1:] != finishes[:-1]  # what goes on over the end of a week is one period
    return starts[np.concatenate(([True], apart))], finishes[np.concatenate((apart, [True]))]


def _ends(periods: Sequence[Period]) -> tuple[Ints, Ints]:
    ends = np.array(periods, np.int64).reshape(-1, 2)
    return ends[:, 0].copy(), ends[:, 1].copy()


def _ends_of_weeks(weeks: Sequence[Week], first: int) -> tuple[Ints, Ints]:
    """When the periods of weeks begin and end, the first of which has this number."""
    known = {week: _ends(week.periods) for week in dict.fromkeys(weeks)}
    begins = np.arange(first, first + len(weeks)) * WEEK + begin_of(0)
    begins = np.repeat(begins, [len(known[week][0]) for week in weeks])
    starts, finishes = (np.concatenate([known[week][side] for week in weeks]) for side in (0, 1))
    return starts + begins, finishes + begins
