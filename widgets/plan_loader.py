"""Opening plans: from files, from the journal of a crash, the sample, a new one; large ones beside a living window."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ..app.i18n import _
from ..app.project.errors import GantlineError, Note
from ..app.project.project import Project
from ..app.project.steps import Steps
from ..app.schedule.engine import Engine
from ..app.workspace.document import Document
from ..app.workspace.job import Job
from ..app.workspace.new_plan import new_plan
from ..app.workspace.slices import Slices
from ..app.workspace.work import read_plan, unpacked
from ..io.collector import without_collector
from ..io.formats import Format
from ..io.registry import FORMATS, HEAD, for_key, sniff
from ..io.storage import read_in_steps, read_path
from ..resources import path as resource
from .file_jobs import FileJobs

if TYPE_CHECKING:
    from ..app.workspace.helper import Course
    from ..io.journal import Head

LARGE_FILE: Final = 1_000_000
"""A file of more bytes is read while the window stays alive, and so is any file that another program reads for us. What
is not Gantline's own is read by a helper process, from which the plan comes back as the bytes of such a file."""

_PAINTED_BY: Final = 50
"""Milliseconds after which a plan just taken was painted: what is not seen waits so long."""

SAMPLE: Final = ("samples", "cloud-migration.gantline")
_NATIVE: Final = FORMATS[0]


class Arrived(NamedTuple):
    """A plan that was read and scheduled and waits to be shown; the key of its format, and notes on the reading."""

    engine: Engine
    format_key: str | None
    notes: Sequence[Note]


class PlanLoader(QObject):
    """Puts plans into a document in place of the one it has; one that can't be read leaves that as it is.

    Signals:
        taken: Another plan is open; carries its file, or None.
        edited_meanwhile: A plan was read while the one before was edited; carries what takes it.
    """

    taken = Signal(object)
    edited_meanwhile = Signal(object)

    def __init__(self, document: Document, files: FileJobs) -> None:
        super().__init__(files.window)
        self._document = document
        self._files = files
        self._indexing = Slices(self)
        self._opening: tuple[Job, Path] | None = None

    @property
    def opening(self) -> Path | None:
        """The file that is being opened, where that takes a while."""
        return self._opening[1] if self._opening else None

    def new(self) -> None:
        """Begin an empty plan."""
        self._take(Engine(new_plan()))

    def sample(self) -> None:
        """Take the sample plan, as a plan without a file."""
        self._take(Engine(read_path(resource(*SAMPLE))[0].project))

    def load(self, path: Path) -> None:
        """Read a file: at once, or in a job where that takes long."""
        try:
            found = _found(path)
            if not _takes_long(path, found):
                result, found = read_path(path)
                self._take(Engine(result.project), path, found.key, result.notes)
                return
        except (GantlineError, OSError) as error:
            self._files.complain(_("The plan could not be opened."), str(error))
            return
        revision = self._document.revision

        def take(arrived: Arrived) -> None:
            def taken() -> None:
                self._take(arrived.engine, path, arrived.format_key, arrived.notes)

            if self._document.revision == revision:
                taken()
            else:  # the plan before was edited in the moment before the progress was shown
                self.edited_meanwhile.emit(taken)

        text = _("Reading {name}…").format(name=path.name)
        self._open(self._arrival(path, found), path, text, take, _("The plan could not be opened."))

    def restore(self, journal: Path) -> None:
        """Open the plan that a journal kept through a crash; it is not saved yet."""

        def take(found: tuple[Head, Arrived]) -> None:
            head, arrived = found
            path = Path(head.path) if head.path else None
            self._take(arrived.engine, path, arrived.format_key, name=head.title)
            self._document.mark_unsaved()

        failure = _("The plan could not be restored.")
        self._open(self._restoring(journal), journal, _("Restoring the plan…"), take, failure)

    def _open(self, course: Course[Any], path: Path, text: str, take: Callable[[Any], None], failure: str) -> None:
        """Get a plan ready in a job, in place of any other that is on its way."""
        self._stop_opening()
        job = self._files.jobs.run(course)
        self._opening = job, path
        self._files.run(job, text, take, failure)
        for signal in (job.finished, job.failed, job.cancelled):
            signal.connect(lambda *_told: self._on_opened(job))

    def _arrival(self, path: Path, found: Format | None) -> Course[Arrived]:
        """Read a plan and get everything ready for it, while the window shows the one before."""
        packed = None if found is _NATIVE else (yield from self._files.jobs.helped(read_plan, path))
        with without_collector():
            if packed is None:
                result = yield from read_in_steps(path)
                project, notes, key = result.project, result.notes, _NATIVE.key
            else:
                plan, (notes, key) = packed
                yield 0, 0, _("Opening the plan")
                project = yield from unpacked(plan)
                del plan, packed
            engine = yield from self._engine(project)
        return Arrived(engine, key, notes)

    def _restoring(self, journal: Path) -> Course[tuple[Head, Arrived]]:
        from ..io.journal import kept

        with without_collector():
            found = yield from kept(journal)
            engine = yield from self._engine(found.project)
        return found.head, Arrived(engine, found.head.format_key, ())

    def _engine(self, project: Project) -> Course[Engine]:
        """Schedule a plan that was read, and get the document ready for it."""
        yield 0, 0, _("Opening the plan")
        engine = yield from Engine.in_steps(project)
        yield from self._document.prepared(engine)
        gc.freeze()  # none of it is garbage, and to look it all through would take a while
        return engine

    def _stop_opening(self) -> None:
        """Give up a file that is being opened, for another plan is wanted."""
        if self._opening is not None:
            self._opening[0].cancel()

    def _on_opened(self, job: Job) -> None:
        if self._opening is not None and self._opening[0] is job:
            self._opening = None

    def _take(
        self,
        engine: Engine,
        path: Path | None = None,
        format_key: str | None = None,
        notes: Sequence[Note] = (),
        name: str = "",
    ) -> None:
        self._stop_opening()
        found = for_key(format_key) if format_key else None
        can_be_saved = found is not None and found.write is not None
        leaving = self._document.project.let_go()
        next(leaving, None)
        self._document.replace(
            engine,
            path=path if can_be_saved else None,
            format_key=format_key if can_be_saved else None,
            notes=notes,
            name=path.stem if path else name,
        )
        self.taken.emit(path)
        QTimer.singleShot(_PAINTED_BY, self, lambda: self._settle(leaving))

    def _settle(self, leaving: Steps[None]) -> None:
        """Drop the plan before, and get ready for edits.

        Nothing of a plan is ever looked through for garbage, which it never becomes: what belongs to it is let go with
        it, without the collector.
        """
        gc.freeze()
        steps = chain(leaving, self._document.project.index())
        self._indexing.begin(steps, lambda _none: None, waited_for=False)


def _found(path: Path) -> Format | None:
    """What a file seems to be; what is wrong with one that is none is told by who tries to read it."""
    if not path.is_file():
        return None
    with path.open("rb") as source:
        return sniff(path, source.read(HEAD))


def _takes_long(path: Path, found: Format | None) -> bool:
    """Whether the window should stay alive while a file is read."""
    return path.is_file() and (path.stat().st_size > LARGE_FILE or (found is not None and found.outside))
