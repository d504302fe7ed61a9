"""The steps of a pass still to be taken when only a part of a schedule has to be made true again."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush


class Front:
    """Steps in the order of a network, or against it, each once however often it is asked for."""

    def __init__(self, rank: dict[int, int], *, backward: bool = False) -> None:
        """Take the place of every step in the order."""
        self._rank = rank
        self._sign = -1 if backward else 1
        self._heap: list[tuple[int, int]] = []
        self._waiting: set[int] = set()

    def add(self, steps: Iterable[int]) -> None:
        """Ask for steps to be taken."""
        for step in steps:
            if step not in self._waiting:
                self._waiting.add(step)
                heappush(self._heap, (self._sign * self._rank[step], step))

    def __bool__(self) -> bool:
        return bool(self._heap)

    def next(self) -> int:
        """The first step that waits."""
        step = heappop(self._heap)[1]
        self._waiting.remove(step)
        return step
