"""What all work on files has in common: the question where, the progress, and what is told at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from ..app.i18n import _
from ..app.project.errors import Note
from ..app.project.ledger import worth_reading
from ..app.workspace.document import Document
from ..app.workspace.job import Job, Jobs
from ..app.workspace.settings import FOLDER, Settings
from .complaint import complain
from .dialogs.save_file import Kind, ask_where
from .job_progress import show_progress


class FileJobs(QObject):
    """Reads and writes files beside the living window of a plan.

    Attributes:
        jobs: Runs the work.
        window: What questions are shown over.

    Signals:
        told: Something was done that the status bar may tell.
    """

    told = Signal(str)

    def __init__(self, document: Document, settings: Settings, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self.jobs = jobs
        self.window = window

    def run(self, job: Job, text: str, done: Callable[[Any], None], failure: str, *, edits: bool = False) -> None:
        """Show a job's progress and let it be cancelled.

        Args:
            job: The work.
            text: What is shown while it lasts.
            done: Takes what it comes to.
            failure: What is said above the reason where it fails.
            edits: The window takes edits meanwhile.
        """
        show_progress(job, text, self.window, edits=edits)
        job.finished.connect(done)
        job.failed.connect(lambda sentence: self.complain(failure, sentence))
        job.cancelled.connect(lambda: self.told.emit(_("Cancelled; nothing was changed.")))

    def complain(self, title: str, sentence: str) -> None:
        """Say what could not be done, and in one sentence why."""
        complain(title, sentence, self.window)

    def tell_written(self, done: str, notes: list[Note]) -> None:
        """Say that a file was written, and quietly that it could not hold everything."""
        self._document.note_written(notes)
        lost = worth_reading(notes)
        self.told.emit(f"{done} {_('Not everything fits that format: see the notes.')}" if lost else done)

    def ask_where(self, kinds: Sequence[Kind], title: str) -> tuple[Path, Kind] | None:
        """Ask for a file to write, named after the plan."""
        name = self._document.path.stem if self._document.path else self._document.title or _("Plan")
        return ask_where(self.window, title, self.folder(), name, kinds)

    def folder(self) -> str:
        """Where files are looked for first."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wanted = self._settings.get(FOLDER), documents
        # The dialog would take the last part of a folder that is not there for the name of a file.
        return next((folder for folder in wanted if folder and Path(folder).is_dir()), str(Path.home()))
