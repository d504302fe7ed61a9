"""The slack of a whole plan where the walk is not compiled: that of usual tasks in columns, all at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from ..project.steps import Steps
from ..project.working_axis import WEEK
from .codes import ACTIVE, ELAPSED, FROM_FINISH, GONE, PERCENT, TO_FINISH
from .compiled import Compiled
from .kernel.axis import Axis
from .kernel.columns import Column, Numbers
from .schedule import Schedule

Flags = npt.NDArray[np.bool_]

_APART: Final = 40
"""Bits that no place needs: axes one behind the other lie so far apart."""


def usual_slack(plan: Compiled, schedule: Schedule) -> Steps[list[int]]:
    """Set slack and critical of all rows about which nothing is unusual, column by column; gives the others, in order.

    What the walk says of one row after the other is said of columns here, which takes a quarter of the time. Unusual
    are tasks with progress, dates set by hand or unkept constraints, those that such tasks or links with lags of a kind
    of their own come after, and all that lie beyond the tables of calendars; of them only the walk knows the rules.
    """
    traits, rows = plan.traits, len(plan.network.uids)
    bits = _numbers(traits.bits, rows)
    # those with rules of their own are not, so that neither the start they want nor the finish they are due matters
    usual = bits == ACTIVE
    places, yard = _Places(traits.axes), _numbers(traits.yard, rows)
    found = list[Numbers]()
    for column in (schedule.early_start, schedule.early_finish, schedule.late_start, schedule.late_finish):
        found.append(places.of(yard, _view(column, rows), usual))
        yield
    early_start, early_finish, late_start, late_finish = found
    at_start, at_finish = late_start - early_start, late_finish - early_finish
    total = np.minimum(at_start, at_finish)
    free = total.copy()
    yield from _free_up_to_successors(plan, schedule, places, free, usual, bits, yard)
    for column, found in (
        (schedule.start_slack, at_start),
        (schedule.finish_slack, at_finish),
        (schedule.total_slack, total),
        (schedule.free_slack, np.maximum(free, 0)),
        (schedule.critical, total <= traits.slack_limit),
    ):
        np.copyto(_view(column, rows), found, where=usual)
    return np.flatnonzero(~usual).tolist()


def _free_up_to_successors(
    plan: Compiled, schedule: Schedule, places: _Places, free: Numbers, usual: Flags, bits: Numbers, yard: Numbers
) -> Steps[None]:
    """Take from the free slack of rows what their links leave; rows with other kinds of links cease to be usual."""
    network, traits, rows = plan.network, plan.traits, len(free)
    before, after, kinds = _numbers(network.predecessor), _numbers(network.successor), _numbers(network.kinds)
    counting = np.flatnonzero((kinds & GONE == 0) & (after > 0) & (free[before] > 0))
    before, after, kinds, lag = before[counting], after[counting], kinds[counting], _numbers(network.lag)[counting]
    known = (bits[after] == ACTIVE) & ((lag == 0) | (kinds & (ELAPSED | PERCENT) == 0))
    to_finish, from_finish = kinds & TO_FINISH > 0, kinds & FROM_FINISH > 0
    left = np.where(to_finish, _view(schedule.finish, rows)[after], _view(schedule.start, rows)[after])
    held = np.where(from_finish, _view(schedule.early_finish, rows)[before], _view(schedule.early_start, rows)[before])
    yield
    lagging = np.flatnonzero(known & (lag != 0))
    sure = known[lagging]
    lag_time = _numbers(traits.lag_time, rows)[after[lagging]]
    left[lagging] = places.moved(lag_time, left[lagging], -lag[lagging], sure)
    known[lagging] = sure
    time = np.where(yard > 0, _numbers(traits.time, rows), 0)[before]
    yield
    gap = places.of(time, left, known)
    yield
    gap -= places.of(time, held, known)
    yield
    np.minimum.at(free, before[known], gap[known])
    other = before[~known]
    usual[other[free[other] > 0]] = False  # whoever has none left has none, whatever the others leave


class _Places:
    """The places of moments on several working axes, as far as their tables reach."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        """Put the tables of the axes one behind the other, each with a week more: that after its last."""
        self._begin, self._length, self._endless = (
            np.array([getattr(axis, name) for axis in axes], np.int64) for name in ("begin", "length", "endless")
        )
        weeks = [len(axis.places) for axis in axes]
        tables = [len(axis.before) for axis in axes]
        self._first = np.cumsum([0, *weeks[:-1]])
        self._places = np.concatenate([_numbers(axis.places) for axis in axes])
        self._apart = np.arange(len(axes)) << _APART
        self._marks = self._places + np.repeat(self._apart, weeks)
        behind = np.cumsum([0, *tables[:-1]])
        self._base = np.concatenate([_numbers([*axis.base, 0]) + at for axis, at in zip(axes, behind, strict=True)])
        self._before = np.concatenate([*(np.frombuffer(axis.before, np.int16) for axis in axes), np.zeros(1, np.int16)])
        self._minutes = np.concatenate([np.frombuffer(axis.minutes, np.int16) for axis in axes])

    def of(self, axis: Numbers, moments: Numbers, known: Flags) -> Numbers:
        """The place of each moment on its axis; those beyond the tables are marked as not known."""
        at, length = moments - self._begin[axis], self._length[axis]
        beyond = np.maximum(at - length, 0)
        known &= (at >= 0) & ((beyond == 0) | (self._endless[axis] > 0))
        at = np.maximum(at - beyond, 0)
        week = at // WEEK
        at -= week * WEEK
        week += self._first[axis]
        return self._places[week] + self._before[self._base[week] + at] + beyond

    def moved(self, axis: Numbers, moments: Numbers, by: Numbers, known: Flags) -> Numbers:
        """Each moment so much working time later, or earlier; those beyond the tables are marked as not known."""
        later = by > 0
        place = self.of(axis, moments, known) + by - later
        week = np.searchsorted(self._marks, place + self._apart[axis], "right") - 1
        at = (week - self._first[axis]) * WEEK
        within = at < self._length[axis]
        known &= (at >= 0) & (within | (self._endless[axis] > 0))
        into = place - self._places[week]
        minute = self._minutes[np.where(known & within, self._base[week] + into, 0)]
        return self._begin[axis] + at + np.where(within, minute, into) + later


def _numbers(column: Column, rows: int | None = None) -> Numbers:
    return np.array(column, np.int64)[:rows]


def _view(column: array[int], rows: int) -> Numbers:
    return np.asarray(column)[:rows]
