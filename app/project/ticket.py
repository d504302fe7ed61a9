"""How long work reports its progress and is told to stop."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user stopped the work; nothing was changed."""


class Ticket:
    """Handed to long work. This one reports to nobody and never cancels; jobs and the command line pass their own."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is; call it often, it is cheap.

        Args:
            done: Units of work done.
            total: Units of work in all, 0 where that is not known.
            text: What is being done, for the user; empty keeps what was said before.

        Raises:
            Cancelled: The user wants the work to stop.
        """


class Lasting(Ticket):
    """For work that has to come to its end, such as taking back what was done: tells another ticket, never cancels."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket

    def step(self, done: int, total: int, text: str = "") -> None:
        with suppress(Cancelled):
            self._ticket.step(done, total, text)


class Uncounted(Ticket):
    """For what comes before the work whose progress is shown: it can be cancelled, but counts for nothing."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket

    def step(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - counts for nothing
        self._ticket.step(0, 0, text)


def followed(things: Collection[T], ticket: Ticket | None) -> Iterator[T]:
    """Things in their order, telling a ticket at each of them how far that is.

    Raises:
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    for place, one in enumerate(things):
        ticket.step(place, len(things))
        yield one
