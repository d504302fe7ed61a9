"""What the File menu does with plans: new, open, save, export, and the questions that go with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from ..app.i18n import _
from ..app.project.errors import GantlineError, Note
from ..app.project.ledger import worth_reading
from ..app.project.ticket import Ticket
from ..app.workspace.document import Document
from ..app.workspace.job import Job
from ..app.workspace.settings import Settings
from ..app.workspace.work import parcel, put_file, write_plan
from ..io.formats import Format
from ..io.registry import FORMATS, for_key
from ..io.storage import Prepared, prepare_path
from .appearance import Appearance
from .dialogs.save_file import Kind
from .difference_commands import DifferenceCommands
from .file_jobs import FileJobs
from .plan_loader import PlanLoader
from .recent_files import RecentFiles

LARGE_PLAN: Final = 4_000
"""A plan of more tasks is written in a helper process."""


class FileCommands(QObject):
    """Handles the actions on files. Whatever fails is told in one sentence, and the open plan stays as it is.

    Attributes:
        recent_files: The plans opened last.
        find_elsewhere: Shows a file in the window that has it already; False where none has.
        settled: Says whether nothing is being typed that would be lost with the plan.

    Signals:
        task_chosen: The user wants to see a task.
    """

    task_chosen = Signal(int)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        appearance: Appearance,
        differences: DifferenceCommands,
        files: FileJobs,
    ) -> None:
        super().__init__(files.window)
        self._document = document
        self._appearance = appearance
        self._differences = differences
        self._files = files
        self._loader = PlanLoader(document, files)
        self._loader.taken.connect(self._on_taken)
        self._loader.edited_meanwhile.connect(self.ask_to_save)
        self._accepted: set[tuple[str, str, str]] = set()
        self._writing: dict[Path, Job] = {}
        self.recent_files = RecentFiles(settings)
        self.find_elsewhere: Callable[[Path], bool] = lambda _path: False
        self.settled: Callable[[], bool] = lambda: True

    # -- opening

    @property
    def opening(self) -> Path | None:
        """The file that is being opened, where that takes a while."""
        return self._loader.opening

    def new(self) -> None:
        """Begin an empty plan."""
        self.ask_to_save(self._loader.new)

    def close_plan(self) -> None:
        """Close the plan; an empty one takes its place."""
        self.new()

    def open_sample(self) -> None:
        """Open the sample plan, as a plan without a file."""
        self.ask_to_save(self._loader.sample)

    def load_sample(self) -> None:
        """Take the sample plan without asking."""
        self._loader.sample()

    def open(self) -> None:
        """Ask for a file and open it."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._files.window, _("Open a plan"), self._files.folder(), ";;".join(_open_filters())
        )
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open a file after asking what becomes of unsaved changes; one that another window has is shown there."""
        if not self.find_elsewhere(path):
            self.ask_to_save(lambda: self._loader.load(path))

    def restore(self, journal: Path) -> None:
        """Open the plan that a journal kept through a crash; it is not saved yet."""
        self._loader.restore(journal)

    def _on_taken(self, path: Path | None) -> None:
        self._accepted.clear()
        if path is not None:
            self.recent_files.remember(path)

    # -- saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the plan's file; asks for one where there is none, and whether another program's format is meant."""
        path, key = self._document.path, self._document.format_key
        if path is None or key is None:
            self.save_as(then)
            return
        self._write(path, for_key(key), then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and save to it; the format the plan was opened from comes first: a colleague wants it back."""
        opened = self._document.format_key
        writable = sorted((one for one in FORMATS if one.write), key=lambda one: one.key != opened)
        formats = {_kind(one, opened): one for one in writable}
        chosen = self._files.ask_where(list(formats), _("Save the plan"))
        if chosen is not None:
            path, kind = chosen
            self._write(path, formats[kind], then)

    def export_mspdi(self) -> None:
        """Write a copy as Microsoft Project XML."""
        self._export("mspdi")

    def export_excel(self) -> None:
        """Write a copy as a workbook."""
        self._export("excel")

    def _export(self, key: str) -> None:
        found = for_key(key)
        chosen = self._files.ask_where([_kind(found)], _("Export the plan"))
        if chosen is not None:
            path = chosen[0]
            done = _("Exported to {path}.").format(path=path)
            self._written(path, found, lambda notes: self._files.tell_written(done, notes), export=True)

    def _write(self, path: Path, found: Format, then: Callable[[], None] | None) -> None:
        if not self._differences.settle():
            return
        revision = self._document.revision

        def saved(notes: list[Note]) -> None:
            self._document.mark_saved(path, found.key, revision)  # edits made meanwhile are not in the file
            self.recent_files.remember(path)
            self._files.tell_written(_("Saved {path}.").format(path=path), notes)
            if then is not None:
                then()

        self._written(path, found, saved, otherwise=lambda: self.save_as(then))

    def _written(
        self,
        path: Path,
        found: Format,
        then: Callable[[list[Note]], None],
        *,
        export: bool = False,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Write a file; one that cannot hold all of the plan only after asking, or save the plan otherwise."""
        project, schedule = self._document.project, self._document.schedule
        failure = _("The plan could not be saved.")

        def wanted(prepared: Prepared[list[Note]]) -> bool:
            agreed = self._agreed(path, found, prepared.written, export=export)
            if not agreed:
                prepared.discard()
                if agreed is None and otherwise is not None:
                    otherwise()
            return bool(agreed)

        def put(prepared: Prepared[list[Note]]) -> None:
            if wanted(prepared):
                job = self._files.jobs.start(put_file, prepared)
                job.finished.connect(then)
                job.failed.connect(lambda sentence: self._files.complain(failure, sentence))

        if len(project.tasks) <= LARGE_PLAN:
            try:
                prepared = prepare_path(project, schedule, path, found, Ticket())
                if wanted(prepared):
                    then(prepared.put())
            except GantlineError as error:
                self._files.complain(failure, str(error))
            return
        if path in self._writing:  # what was to be written there is outdated
            self._writing[path].cancel()
        job = self._writing[path] = self._files.jobs.start(write_plan, *parcel(project, found.key), path, found.key)
        for signal in (job.finished, job.failed, job.cancelled):
            signal.connect(lambda *_told: self._on_written(path, job))
        self._files.run(job, _("Writing {name}…").format(name=path.name), put, failure, edits=True)

    def _on_written(self, path: Path, job: Job) -> None:
        if self._writing.get(path) is job:
            del self._writing[path]

    # -- questions

    def ask_to_save(self, then: Callable[[], None]) -> None:
        """Ask what becomes of unsaved changes, then go on; or don't, if the user thinks better of it."""
        if not self.settled():
            return
        if not self._document.modified:
            then()
            return
        box = QMessageBox(self._files.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Unsaved Changes"))
        box.setText(_("Save the changes to {name}?").format(name=self._document.title or _("this plan")))
        box.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.button(buttons.Save).setText(_("&Save"))
        box.button(buttons.Discard).setText(_("&Discard"))
        box.setDefaultButton(buttons.Save)
        match box.exec():
            case buttons.Save:
                self.save(then)
            case buttons.Discard:
                then()

    def _agreed(self, path: Path, found: Format, notes: Sequence[Note], *, export: bool) -> bool | None:
        """Whether a file may be written that cannot hold all of the plan; None for a Gantline plan instead.

        Only what is lost or changed is a question, and each kind of it once for a plan and a format.
        """
        kinds = {(found.key, note.code, note.element) for note in worth_reading(notes)}
        if kinds <= self._accepted:
            return True
        from .dialogs.notes import LossesDialog

        dialog = LossesDialog(
            path, _(found.title), notes, self._document, self._appearance, self._files.window, export=export
        )
        dialog.task_chosen.connect(self.task_chosen)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        native = dialog.wants_native
        dialog.deleteLater()
        if agreed:
            self._accepted |= kinds
        return None if native else agreed


def _kind(one: Format, opened: str | None = None) -> Kind:
    """How file dialogs offer a format; to one that asks in which a plan is saved it says what speaks for each."""
    if opened is None or (opened == one.key and one is FORMATS[0]):
        return Kind(_(one.title), one.suffixes)
    title = _("{format} – as opened") if opened == one.key else "{format}"
    title = _("{format} – keeps everything") if one is FORMATS[0] else title
    return Kind(title.format(format=_(one.title)), one.suffixes)


def _open_filters() -> list[str]:
    readable = [one for one in FORMATS if one.read]
    every = " ".join(f"*{suffix}" for one in readable for suffix in one.suffixes)
    return [
        _("All plans ({suffixes})").format(suffixes=every),
        *(_kind(one).filter for one in readable),
        _("All files (*)"),
    ]
