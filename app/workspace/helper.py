"""A helper process: starting it, talking to it, and what it does. It imports no Qt, so that it begins at once."""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Final

from ..i18n import _
from ..project.errors import GantlineError
from ..project.ticket import Cancelled, Ticket

_STOP: Final = "stop"
"""What is sent to a helper whose work is no longer wanted. One that has nothing to do takes no notice.

It goes through the same pipe as the work, so that it cannot reach the next piece; a lock that both sides share would be
held for ever by a helper that is killed with it.
"""

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
    while True:
        try:
            told = connection.recv()
        except (EOFError, OSError):
            return
        if told == _STOP:
            continue
        work, arguments = told
        try:
            answer = ("finished", work(_Ticket(connection), *arguments))
        except Cancelled:
            answer = ("cancelled", None)
        except GantlineError as error:
            answer = ("failed", str(error))
        except BaseException as error:  # noqa: BLE001 - the one place in the helper; the window says what it was
            answer = ("failed", _("Something went wrong that should not have: {error!r}").format(error=error))
        try:
            connection.send(answer)
        except OSError:
            return


class Helper:
    """A helper process, kept warm between jobs."""

    def __init__(self) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self.process: SpawnProcess = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        """Ask for the work to stop; one that is gone already needs no asking."""
        with suppress(OSError):
            self.connection.send(_STOP)

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()
