"""Keeps what is not saved yet in a journal on the disk, so that no crash takes it away."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import BinaryIO, Final

from PySide6.QtCore import QLockFile, QObject, QTimer

from ...io.journal import Head, Stamp, begun, edited, head_of, headed, is_newer, stamp_of
from ...io.native import FORMAT as NATIVE
from ..project.patch import Patch
from ..project.project import Project
from ..project.steps import Told
from .document import Document

SUFFIX: Final = ".journal"
SLICE: Final = 0.004
"""Seconds of writing at a time: a frame goes beside it."""

PAUSE: Final = 2
"""Milliseconds between two pieces of writing."""

AFTER: Final = 60
"""Milliseconds after an edit until it is written: what it changes is painted first."""


class Journaling(QObject):
    """Writes the journal of a document while it is modified; there is none while it is as saved.

    Where the disk takes no more there is no journal until the plan was saved: no reason to stop anybody's work.

    Attributes:
        path: The journal; None where there is none.
        earlier: The journal of a crash from which the plan came back, removed once there is another.
    """

    def __init__(self, document: Document, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._project = document.project
        self._folder = folder
        self._edits = deque[Patch]()
        self._records: Iterator[bytes | Told | None] | None = None
        self._sink: BinaryIO | None = None
        self._lock: QLockFile | None = None
        self._failed = False
        self._stamp: Stamp | None = None
        self.path: Path | None = None
        self.earlier: Path | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        document.edited.connect(self._on_edited)
        document.state_changed.connect(self._on_state_changed)
        self._on_state_changed()

    @property
    def busy(self) -> bool:
        """Whether there is something left to write."""
        return self._timer.isActive()

    def drop(self) -> None:
        """Remove the journal: the plan was saved, or nobody wants it any more."""
        self._timer.stop()
        self._edits.clear()
        self._records, self._failed = None, False
        if self._sink is not None and self.path is not None:
            with suppress(OSError):
                self._sink.close()
            with suppress(OSError):
                self.path.unlink()
        if self._lock is not None:
            self._lock.unlock()
        self._sink = self._lock = self.path = None

    def _on_edited(self, patch: Patch) -> None:
        self._edits.append(patch)
        self._go_on()

    def _on_state_changed(self) -> None:
        before, self._project = self._project, self._document.project
        undone = bool(self._edits) and before is self._project and not self._failed
        if not (self._document.modified or undone):  # to remove a large file takes longer than to paint what is undone
            self._settle()
        elif self._sink is None and not self._edits:  # it came back from a crash
            self._stamp = None
            self._go_on()

    def _settle(self) -> None:
        """The plan is as its file has it, on which the first edits can stand then."""
        self.drop()
        path = self._document.path
        self._stamp = stamp_of(path) if path is not None and self._document.format_key == NATIVE.key else None

    def _go_on(self) -> None:
        if not self._failed and not self._timer.isActive():
            self._timer.start(AFTER)

    def _on_time(self) -> None:
        if not self._document.modified:
            self._settle()
            return
        try:
            self._write(self._sink or self._opened())
        except OSError:
            self.drop()
            self._failed = True

    def _write(self, sink: BinaryIO) -> None:
        until = perf_counter() + SLICE
        if self._records is None:
            self._records = self._written()
        for record in self._records:
            if isinstance(record, bytes):
                sink.write(record)
            if perf_counter() > until:
                self._timer.start(PAUSE)
                break
        else:
            self._records = None
        sink.flush()

    def _opened(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}{SUFFIX}"
        self._lock = locked(self.path)
        self._sink = self.path.open("xb")
        self._records = self._beginning()
        return self._sink

    def _beginning(self) -> Iterator[bytes | Told | None]:
        document = self._document
        path = str(document.path) if document.path else None
        yield headed(Head(title=document.title, path=path, format_key=document.format_key, stamp=self._stamp))
        for record in begun((yield from self._snapshot())):
            yield record
            yield from self._written()
        if self.earlier is not None:
            self.earlier.unlink(missing_ok=True)
            self.earlier = None
        yield from self._written()

    def _snapshot(self) -> Generator[bytes | Told | None, None, Project]:
        """The plan as it is, with all edits up to now; these are written first where its file has the rest."""
        document = self._document
        while True:
            if self._stamp is not None:
                yield from self._written()
            self._edits.clear()
            revision = document.revision
            project = yield from document.project.snapshot_in_steps()
            if document.revision == revision:
                return project

    def _written(self) -> Iterator[bytes]:
        while self._edits:
            yield from edited(self._edits.popleft())


def locked(path: Path) -> QLockFile | None:
    """The lock of a journal; None where a program that still runs has it."""
    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def left_behind(folder: Path) -> Iterator[tuple[Path, Head]]:
    """The journals of programs that came to a bad end, the oldest first; what has no plan in it is removed."""
    for path in sorted(folder.glob(f"*{SUFFIX}"), key=lambda one: one.stat().st_mtime):
        lock = locked(path)
        if lock is None:
            continue
        lock.unlock()
        head = head_of(path)
        if head is not None:
            yield path, head
        elif not is_newer(path):
            path.unlink(missing_ok=True)
