"""Bytes on their way from the window to a helper process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is not loaded before it is needed
    from multiprocessing.connection import Connection


class Stream:
    """An argument of work that is made and sent piece by piece, so that neither keeps a window from painting.

    The work is handed all of it, as bytes.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = pieces

    def __bytes__(self) -> bytes:
        return b"".join(self.pieces)

    def __reduce__(self) -> tuple[type[Arriving], tuple[()]]:
        return Arriving, ()


class Arriving:
    """In the helper: a stream of which the pieces follow, and then None."""

    def taken(self, connection: Connection) -> bytes:
        """All of it."""
        return b"".join(iter(connection.recv, None))
