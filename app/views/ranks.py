"""Ranks of values: numbers that stand in the order in which the values are sorted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from ..project.rows import Ints

Floats = npt.NDArray[np.float64]

_BETWEEN = "\0"
_DIGITS = re.compile(r"\d+")


def number_ranks(values: Floats) -> Ints:
    """Ranks of numbers, from 0 for the least; what is not a number has the highest."""
    _values, ranks = np.unique(values, return_inverse=True, equal_nan=True)
    return ranks.astype(np.int64)


class TextRanks:
    """Ranks of texts, numbers in them by their value: ``Task 9`` before ``Task 10``; empty ones last.

    Attributes:
        ranks: Equal for equal texts; there may be some between two of them that no text has.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        index = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        keys = _keys(list(index))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        empty = index.get("", -1)
        ranked = np.array([at for at in order if at != empty], np.int64)
        self._order: list[str] = [keys[at] for at in order if at != empty]
        rank_of = np.full(len(keys), len(ranked), np.int64)
        rank_of[ranked] = np.arange(len(ranked))
        self.ranks: Ints = rank_of[np.fromiter(map(index.__getitem__, texts), np.int64, len(texts))]

    def put(self, place: int, text: str) -> None:
        """Another text stands at a place."""
        if not text:
            self.ranks[place] = len(self._order)
            return
        key = _keys([text])[0]
        rank = bisect_left(self._order, key)
        if rank == len(self._order) or self._order[rank] != key:
            self._order.insert(rank, key)
            self.ranks += self.ranks >= rank
        self.ranks[place] = rank


def _keys(texts: list[str]) -> list[str]:
    """What texts are sorted by: with numbers padded, and then as they are."""
    padded = at_once(lambda text: _DIGITS.sub(lambda match: match[0].zfill(9), text), texts)
    return [f"{key}\1{text}" for key, text in zip(padded, texts, strict=True)]


def at_once(change: Callable[[str], str], texts: list[str]) -> list[str]:
    """Change texts as one, which is much quicker than one by one."""
    if not texts:
        return []
    changed = change(_BETWEEN.join(texts)).split(_BETWEEN)
    return changed if len(changed) == len(texts) else list(map(change, texts))
