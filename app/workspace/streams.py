"""Bytes on their way from the window to a helper process, which asks for each piece.

A pipe holds less than a piece. Whoever sends one unasked waits until the helper takes it, which may first have to load
what its work consists of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it is not loaded before it is needed
    from multiprocessing.connection import Connection


MORE: Final = ("more", None)
"""What the helper says when it takes the next piece."""

END: Final = b""
"""The piece after the last one."""


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
    """In the helper: a stream of which the pieces follow when they are asked for."""

    def taken(self, connection: Connection) -> bytes:
        """All of it."""

        def piece() -> bytes:
            connection.send(MORE)
            return connection.recv_bytes()

        return b"".join(iter(piece, END))
