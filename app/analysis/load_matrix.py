"""The loads of many resources in many buckets at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .resource_load import EPSILON, ResourceLoad
from .working_curve import Floats, Ints, WorkingCurve


def load_matrix(loads: Sequence[ResourceLoad], edges: Ints) -> Floats:
    """Minutes of work of resources (rows) between successive edges (columns), which must rise.

    With ``d`` the change of units at an event, ``W`` the working minutes done so far and ``R`` the units in force, the
    work of a bucket is ``R * (W(end) - W(begin))`` for what was in force when it began, and ``d * (W(end) - W(event))``
    for each event inside it. Both are taken over all events of all resources at once.
    """
    if not loads:
        return np.zeros((0, len(edges) - 1))
    marks = _marks(loads, edges)
    row: Ints = np.repeat(np.arange(len(loads)), np.array([len(load.starts) for load in loads]))
    row = np.concatenate((row, row))
    moments = np.concatenate([load.starts for load in loads] + [load.finishes for load in loads])
    done = np.concatenate([load.work_starts for load in loads] + [load.work_finishes for load in loads])
    units = np.concatenate([load.units for load in loads])
    if any(load.on_clock.any() for load in loads):
        units = np.where(np.concatenate([load.on_clock for load in loads]), 0.0, units)
    change = np.concatenate((units, -units))
    if moments.size and (moments.min() < edges[0] or moments.max() > edges[-1]):
        first, last = np.broadcast_to(marks[:, 0], len(loads)), np.broadcast_to(marks[:, -1], len(loads))
        done = np.clip(done, first[row], last[row])
    cell = row * len(edges) + _column(moments, edges)
    changes = _sums(cell, change, len(loads), len(edges))
    change *= done
    inside = _sums(cell, change, len(loads), len(edges))
    result = _put_together(changes, inside, marks)
    for line, load in enumerate(loads):
        if load.on_clock.any():
            result[line] += load.share_matrix(edges, load.on_clock).sum(axis=0)
    return result


def _sums(cell: Ints, weights: Floats, rows: int, columns: int) -> Floats:
    sums = np.bincount(cell, weights, rows * columns).astype(np.float64, copy=False)
    return sums.reshape(rows, columns)


def _put_together(changes: Floats, inside: Floats, marks: Floats) -> Floats:
    """``R * (W(end) - W(begin)) + sum of d * W(end) - sum of d * W(event)``, in place as far as it goes."""
    force = np.cumsum(changes, axis=1)
    force -= changes
    result = force[:, :-1]
    result *= np.diff(marks, axis=1)
    ended = changes[:, :-1]
    ended *= marks[:, 1:]
    result += ended
    result -= inside[:, :-1]
    result[np.abs(result) < EPSILON] = 0.0
    return result


def _marks(loads: Sequence[ResourceLoad], edges: Ints) -> Floats:
    """Working minutes done at the edges, a row a resource; a single row where all have the same working time."""
    known: dict[WorkingCurve, Floats] = {}
    for load in loads:
        if load.curve not in known:
            known[load.curve] = load.curve.at(edges).astype(np.float64)
    if len(known) == 1:
        return next(iter(known.values()))[None, :]
    return np.stack([known[load.curve] for load in loads])


def _column(moments: Ints, edges: Ints) -> Ints:
    """The bucket of each moment; what lies before counts to the first, what lies behind to one after the last."""
    steps = np.diff(edges)
    if (steps == steps[0]).all():
        return np.clip((moments - edges[0]) // steps[0], 0, len(steps))
    return np.maximum(np.searchsorted(edges, moments, side="right") - 1, 0)
