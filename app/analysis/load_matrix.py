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
    units = np.concatenate([np.where(load.on_clock, 0.0, load.units) for load in loads])
    change = np.concatenate((units, -units))
    if moments.size and (moments.min() < edges[0] or moments.max() > edges[-1]):
        done = np.clip(done, marks[row, 0], marks[row, -1])
    cell = row * len(edges) + _column(moments, edges)
    changes: Floats = np.bincount(cell, change, marks.size).astype(np.float64, copy=False).reshape(marks.shape)
    inside: Floats = np.bincount(cell, change * done, marks.size).astype(np.float64, copy=False).reshape(marks.shape)
    result = _put_together(changes, inside, marks)
    for line, load in enumerate(loads):
        if load.on_clock.any():
            result[line] += load.share_matrix(edges, load.on_clock).sum(axis=0)
    return result


def _put_together(changes: Floats, inside: Floats, marks: Ints) -> Floats:
    """``R * (W(end) - W(begin)) + sum of d * W(end) - sum of d * W(event)``, in place as far as it goes."""
    result = np.cumsum(changes, axis=1)
    result -= changes
    result = result[:, :-1]
    result *= np.diff(marks, axis=1)
    result += changes[:, :-1] * marks[:, 1:]
    result -= inside[:, :-1]
    result[np.abs(result) < EPSILON] = 0.0
    return result


def _marks(loads: Sequence[ResourceLoad], edges: Ints) -> Ints:
    """Working minutes done at the edges, a row a resource."""
    known: dict[WorkingCurve, Ints] = {}
    for load in loads:
        if load.curve not in known:
            known[load.curve] = load.curve.at(edges)
    return np.stack([known[load.curve] for load in loads])


def _column(moments: Ints, edges: Ints) -> Ints:
    """The bucket of each moment; what lies before counts to the first, what lies behind to one after the last."""
    steps = np.diff(edges)
    if (steps == steps[0]).all():
        return np.clip((moments - edges[0]) // steps[0], 0, len(steps))
    return np.maximum(np.searchsorted(edges, moments, side="right") - 1, 0)
