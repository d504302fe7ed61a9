"""Keeps the order of a network true when a link is added, by moving no more steps than lie between its ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol


class Numbers(Protocol):
    """A number for each of some numbers."""

    def __getitem__(self, place: int, /) -> int: ...

    def __setitem__(self, place: int, number: int, /) -> None: ...


class Ordered(Protocol):
    """Steps in an order in which each comes after those it waits for."""

    @property
    def order(self) -> Numbers:
        """The step at each place."""
        ...

    @property
    def rank(self) -> Numbers:
        """The place of each step."""
        ...

    def after(self, step: int) -> Iterable[int]:
        """The steps that wait for one."""
        ...

    def before(self, step: int) -> Iterable[int]:
        """The steps that one waits for."""
        ...


def reorder(network: Ordered, first: int, then: int) -> bool:
    """Make the order true again now that one step waits for another; False where they wait for each other.

    What waits for the later step, and what the first waits for, trade the places they have (Pearce and Kelly 2006).
    """
    rank = network.rank
    low, high = rank[then], rank[first]
    if high < low:
        return True
    later = _reached(then, network.after, lambda step: rank[step] <= high)
    if first in later:
        return False
    earlier = _reached(first, network.before, lambda step: rank[step] >= low)
    steps = sorted(earlier, key=rank.__getitem__) + sorted(later, key=rank.__getitem__)
    for place, step in zip(sorted(rank[step] for step in steps), steps, strict=True):
        rank[step] = place
        network.order[place] = step
    return True


def _reached(begin: int, neighbours: Callable[[int], Iterable[int]], near: Callable[[int], bool]) -> set[int]:
    """The steps that can be reached from one without leaving those that are near."""
    found, waiting = {begin}, [begin]
    while waiting:
        for step in neighbours(waiting.pop()):
            if step not in found and near(step):
                found.add(step)
                waiting.append(step)
    return found
