"""The way from one over-allocation of the plan to the next, in order of time."""

from __future__ import annotations

from dataclasses import dataclass

from ...app.analysis.loading import Loading
from ...app.analysis.resource_load import Overallocation
from ...app.project.moments import Minute
from ...app.project.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on the way: the over-allocation, and that it is number so-and-so of so many."""

    overallocation: Overallocation
    number: int
    count: int


class OverloadWalk:
    """Remembers the last stop; after the last one comes the first."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading
        self.last: Overallocation | None = None

    def step(self, begin: Minute, *, forward: bool, ticket: Ticket | None = None) -> Stop | None:
        """The next stop, or the one before; None where nobody has too much.

        Args:
            begin: Where the way begins at the first step.

        Raises:
            Cancelled: The ticket said so.
        """
        found = self._loading.overallocations(ticket)
        if not found:
            self.last = None
            return None
        here = (self.last.start, self.last.resource) if self.last else (begin, -1)
        keys = [(one.start, one.resource) for one in found]
        if forward:
            at = next((number for number, key in enumerate(keys) if key > here), 0)
        else:
            at = next((number for number in reversed(range(len(keys))) if keys[number] < here), len(keys) - 1)
        self.last = found[at]
        return Stop(found[at], at + 1, len(found))
