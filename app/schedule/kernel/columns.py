"""Columns of integers: arrays where the walk is compiled; as Python, lists, which answer three times as fast."""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence

import numpy as np
import numpy.typing as npt

from ..codes import MINUTES
from . import COMPILED

Column = MutableSequence[int]
Numbers = npt.NDArray[np.int64]


def column(values: Numbers, spare: int = 0, kind: str = MINUTES) -> Column:
    """A column with these values, and room for so many more.

    Args:
        kind: How wide it is.
    """
    values = np.pad(values, (0, spare))
    return array(kind, values.astype(kind).tobytes()) if COMPILED else values.tolist()


def zeros(count: int, kind: str = MINUTES) -> Column:
    """A column of so many zeros."""
    return alike(0, count, kind)


def alike(value: int, count: int, kind: str = MINUTES) -> Column:
    """A column of one value, so many times."""
    return array(kind, [value]) * count if COMPILED else [value] * count
