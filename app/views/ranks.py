"""Ranks of values: numbers that stand in the order in which the values are sorted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from ..project.rows import Ints
from ..project.steps import Steps, at_once, parts

Floats = npt.NDArray[np.float64]

_BETWEEN = "\0"
_TOGETHER = 4000
"""So many texts are put in order in a few milliseconds."""

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
        at_once(self._made(texts))

    @classmethod
    def in_steps(cls, texts: Sequence[str]) -> Steps[TextRanks]:
        """The ranks of texts, made bit by bit."""
        ranks = cls.__new__(cls)
        yield from ranks._made(texts)
        return ranks

    def _made(self, texts: Sequence[str]) -> Steps[None]:
        index = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        yield
        keys: list[str] = []
        for part in parts(index, _TOGETHER):
            keys += _keys(part)
            yield
        order = yield from _sorted(keys)
        empty = index.get("", -1)
        ranked = np.array([at for at in order if at != empty], np.int64)
        distinct = [*index]
        # the texts themselves, which others have too: what they are sorted by would take twice as much room again
        self._order: list[str] = [distinct[at] for at in order if at != empty]
        yield
        rank_of = np.full(len(keys), len(ranked), np.int64)
        rank_of[ranked] = np.arange(len(ranked))
        self.ranks: Ints = rank_of[np.fromiter(map(index.__getitem__, texts), np.int64, len(texts))]

    def put(self, place: int, text: str) -> None:
        """Another text stands at a place."""
        if not text:
            self.ranks[place] = len(self._order)
            return
        rank = bisect_left(self._order, _key(text), key=_key)
        if rank == len(self._order) or self._order[rank] != text:
            self._order.insert(rank, text)
            self.ranks += self.ranks >= rank
        self.ranks[place] = rank


def _sorted(keys: list[str]) -> Steps[list[int]]:
    """The places of texts in their order: each text is put to those between the same two of some, which are sorted."""
    between = sorted(keys[:: _TOGETHER // 2])
    groups: list[list[int]] = [[] for _ in range(len(between) + 1)]
    for part in parts(range(len(keys)), _TOGETHER):
        for at in part:
            groups[bisect_right(between, keys[at])].append(at)
        yield
    order: list[int] = []
    for group in groups:
        order += sorted(group, key=keys.__getitem__)
        yield
    return order


def _keys(texts: list[str]) -> list[str]:
    """What texts are sorted by: with numbers padded, and then as they are."""
    padded = as_one(lambda text: _DIGITS.sub(lambda match: match[0].zfill(9), text), texts)
    return [f"{key}\1{text}" for key, text in zip(padded, texts, strict=True)]


def _key(text: str) -> str:
    return _keys([text])[0]


def as_one(change: Callable[[str], str], texts: list[str]) -> list[str]:
    """Change texts as one, which is much quicker than one by one."""
    if not texts:
        return []
    changed = change(_BETWEEN.join(texts)).split(_BETWEEN)
    return changed if len(changed) == len(texts) else list(map(change, texts))
