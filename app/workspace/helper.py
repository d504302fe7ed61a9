"""A helper process: starting it, talking to it, and what it does. It imports no Qt, so that it begins at once."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator
from contextlib import suppress
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from time import perf_counter
from typing import Any, Final, TypeVar

from ..i18n import _
from ..project.errors import GantlineError
from ..project.steps import Told
from ..project.ticket import Cancelled, Ticket
from .streams import END, Arriving, Stream

T = TypeVar("T")

Course = Generator[Told | int | None, None, T]
"""Steps that may also ask to be left alone for so many milliseconds, while somebody else is at work."""

Work = Callable[..., Any]
"""``work(ticket, *arguments)``, a function at module level; arguments and result travel between processes.

An argument may be a ``Stream``. Work that yields bytes sends them ahead of what it returns: it comes to both.
"""

_STOP: Final = "stop"
"""What is sent to a helper whose work is no longer wanted. One that has nothing to do takes no notice.

It goes through the same pipe as the work, so that it cannot reach the next piece; a lock that both sides share would be
held for ever by a helper that is killed with it.
"""

_POLL: Final = 20
"""Milliseconds between two looks at what the helper said."""

_SOON: Final = 1
"""Milliseconds until the next part of an answer is looked for."""

_PATIENCE: Final = 1.5
"""Seconds a cancelled helper is given to stop by itself."""

_SPAWN = multiprocessing.get_context("spawn")


class _Ticket(Ticket):
    """In the helper: tells the window how far the work is, and hears from it that it should stop."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told: tuple[int, str] = (-1, "")

    def step(self, done: int, total: int, text: str = "") -> None:
        if self._connection.poll():  # while there is work, nothing else is sent
            self._connection.recv()
            raise Cancelled
        told = (done * 100 // total if total else done, text or self._told[1])
        if told != self._told:
            self._told = told
            self._connection.send(("progressed", (done, total, told[1])))


def _serve(connection: Connection) -> None:
    """In the helper: does one piece of work after another until the window goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the window to answer
    with suppress(EOFError, OSError):
        connection.send(("ready", None))
        while True:
            told = connection.recv()
            if told != _STOP:
                connection.send(_answer(connection, *told))


def _answer(connection: Connection, work: Work, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """Do a piece of work; what it yields is sent at once, piece by piece."""
    arguments = tuple(one.taken(connection) if isinstance(one, Arriving) else one for one in arguments)
    try:
        result = work(_Ticket(connection), *arguments)
        if isinstance(result, Generator):
            result = _sent(connection, result)
        return "finished", result
    except Cancelled:
        return "cancelled", None
    except GantlineError as error:
        return "failed", str(error)
    except BaseException as error:  # noqa: BLE001 - the one place in the helper; the window says what it was
        return "failed", _("Something went wrong that should not have: {error!r}").format(error=error)


def _sent(connection: Connection, pieces: Generator[bytes, None, T]) -> T:
    """Send what work yields; gives what it returns."""
    while True:
        try:
            connection.send(("part", next(pieces)))
        except StopIteration as end:
            return end.value


class Helper:
    """A helper process, kept warm between jobs."""

    def __init__(self) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self.process: SpawnProcess = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self._ready = False

    def begin(self, work: Work, arguments: tuple[Any, ...]) -> Course[None]:
        """Hand it a piece of work once it listens, and the streams as fast as they are made and it takes them."""
        if not self._ready:
            yield from self._said(_POLL)
            self._ready = True
        self._connection.send((work, arguments))
        for stream in arguments:
            if isinstance(stream, Stream):
                for piece in chain(filter(None, stream.pieces), [END]):
                    yield from self._said(_SOON)
                    self._connection.send_bytes(piece)
                    yield

    def _said(self, pause: int) -> Course[None]:
        """Wait until it says that it goes on; so many milliseconds between two looks."""
        while not self._connection.poll():
            yield pause
        self._connection.recv()

    def answer(self) -> Course[tuple[str, Any]]:
        """How the work ended and what it came to; with what was sent in parts before that, where anything was."""
        whole = bytearray()  # which grows where it lies: to join parts would take several frames of a large plan
        while True:
            if not self._connection.poll():
                yield _SOON if whole else _POLL
                continue
            kind, told = self._connection.recv()
            if kind == "part":
                whole += told
                yield
            elif kind == "progressed":
                yield told
            else:
                return kind, (whole, told) if whole else told

    def stopped(self) -> Course[bool]:
        """Ask for the work to stop and wait for it; False where it does not listen."""
        with suppress(OSError):  # one that is gone already needs no asking
            self._connection.send(_STOP)
        until, course = perf_counter() + _PATIENCE, self.answer()
        while perf_counter() < until:
            try:
                told = next(course)
            except StopIteration:
                return True
            yield told if isinstance(told, int) else None
        return False

    def end(self) -> None:
        """End it, whatever it does; how long it takes to leave is not waited for."""
        self.process.kill()
        self._connection.close()

    def left(self) -> None:
        """Wait until it is gone, after ``end``."""
        self.process.join()
