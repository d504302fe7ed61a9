"""Opens what MPXJ reads: MPXJ turns it into Microsoft Project XML, in a process that can be ended at any time.

The other process gets a private folder, in which everything it writes stays, and which is gone afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, BinaryIO, Final

from ...app.i18n import _, ngettext
from ...app.project.errors import Note, ReadError, Severity
from ...app.project.ticket import Ticket
from ..formats import ReadResult
from ..mspdi import FORMAT as MSPDI

LIMIT: Final = 600.0
"""Seconds a conversion may take."""

_POLL: Final = 0.05
"""Seconds between two looks at whether the user wants it to stop."""

_INSTALL: Final = "pip install 'gantline[mpp]'"
_SHARES: Final = {"started": 5, "read": 50, "written": 75}
"""Percent of the work that is done when the other process says so; the rest is reading what it wrote."""

_UNWANTED: Final = ("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
"""Environment variables that would change how the Java machine works."""


def read(stream: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a plan of another program.

    Raises:
        ReadError: MPXJ or Java is not installed, MPXJ can't read the file, or it takes too long.
        Cancelled: The user stopped it.
    """
    if not all(map(find_spec, ("jpype", "mpxj"))):
        raise ReadError(_not_installed())
    assert MSPDI.read is not None
    with _private_folder() as folder:
        with (folder / "plan").open("xb") as copy:
            shutil.copyfileobj(stream, copy)
        outcome = _convert(folder, ticket)
        with (folder / "plan.xml").open("rb") as source:
            result = MSPDI.read(source, _Part(ticket))
    return ReadResult(project=result.project, notes=[*_notes(outcome), *result.notes])


@contextmanager
def _private_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="gantline-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Part(Ticket):
    """Shows the reading of the converted plan as the last part of the work."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket

    def step(self, done: int, total: int, text: str = "") -> None:
        before = _SHARES["written"]
        self._ticket.step(before + (100 - before) * done // max(total, 1), 100, text)


def _convert(folder: Path, ticket: Ticket) -> dict[str, Any]:
    """Have the plan of a folder converted; gives what was told of it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "gantline.io.mpxj.child", str(folder)],
        stdin=subprocess.PIPE,  # which it reads to the end: so it hears of ours
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in _UNWANTED},
        text=True,
        start_new_session=True,  # Ctrl+C is for us to answer
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    told: SimpleQueue[str] = SimpleQueue()
    listener = threading.Thread(target=_listen, args=(child.stdout, told), daemon=True)
    listener.start()
    try:
        return _follow(told, ticket)
    finally:
        child.kill()
        child.wait()
        listener.join()
        child.stdin.close()
        child.stdout.close()


def _listen(stream: IO[str], told: SimpleQueue[str]) -> None:
    """Pass on line by line what is said; an empty line at the end."""
    for line in stream:
        told.put(line)
    told.put("")


def _follow(told: SimpleQueue[str], ticket: Ticket) -> dict[str, Any]:
    """Tell how far the conversion is until it is done.

    Raises:
        ReadError: It failed.
        Cancelled: The user stopped it.
    """
    done = 0
    deadline = time.monotonic() + LIMIT
    while True:
        ticket.step(done, 100, _("Converting…"))
        try:
            line = told.get(timeout=_POLL)
        except Empty:
            if time.monotonic() > deadline:
                raise ReadError(_("Converting it took too long and was given up.")) from None
            continue
        if not line:
            raise ReadError(_failure("died"))
        outcome = json.loads(line)
        if "failed" in outcome:
            raise ReadError(_failure(outcome["failed"]))
        done = _SHARES[outcome["stage"]]
        if outcome["stage"] == "written":
            return outcome


def _failure(cause: str) -> str:
    match cause:
        case "java":
            return _not_installed()
        case "password":
            return _("It is protected by a password; save it without one.")
        case "memory":
            return _("It is too large to be converted.")
        case "unknown":
            return _("It is damaged, or not what its name says.")
        case _:
            return _("It is damaged, or of a version that MPXJ cannot read.")


def _not_installed() -> str:
    return _("Opening it needs an add-on; install it with: {command}").format(command=_INSTALL)


def _notes(outcome: dict[str, Any]) -> Iterator[Note]:
    yield Note(
        severity=Severity.INFO,
        code="mpxj.converted",
        text=_("The plan was converted by MPXJ; what Microsoft Project XML has no place for is not in it."),
    )
    if (projects := outcome["projects"]) > 1:
        text = ngettext(
            "The file holds {count} project; the one with the most tasks was opened.",
            "The file holds {count} projects; the one with the most tasks was opened.",
            projects,
        )
        yield Note(severity=Severity.WARNING, code="mpxj.several-projects", text=text.format(count=projects))
    if (ignored := outcome["ignored"]) > 0:
        text = ngettext(
            "MPXJ could not understand {count} part of the file and left it out.",
            "MPXJ could not understand {count} parts of the file and left them out.",
            ignored,
        )
        yield Note(severity=Severity.WARNING, code="mpxj.left-out", text=text.format(count=ignored), count=ignored)
