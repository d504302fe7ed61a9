"""What the File menu does: new, open, save, export, print, and the questions that go with them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QLocale, QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from ..app.chart.options import Options
from ..app.chart.print_setup import PrintSetup
from ..app.edits.fields import USUAL, fields_of
from ..app.i18n import _
from ..app.project.errors import GantlineError, Note
from ..app.project.ledger import worth_reading
from ..app.project.steps import Steps
from ..app.project.ticket import Ticket
from ..app.schedule.engine import Engine
from ..app.views.listing import Listing
from ..app.workspace.document import Document
from ..app.workspace.job import Job, Jobs
from ..app.workspace.new_plan import new_plan
from ..app.workspace.row_set import RowSet
from ..app.workspace.settings import FOLDER, Settings
from ..app.workspace.slices import Slices
from ..app.workspace.work import pack, parcel, put_file, read_plan, unpacked, write_plan, write_rows
from ..io.collector import without_collector
from ..io.formats import Format
from ..io.registry import FORMATS, HEAD, for_key, sniff
from ..io.storage import Prepared, prepare_path, read_in_steps, read_path
from ..resources import path as resource
from .appearance import Appearance
from .dialogs.save_file import Kind, ask_where
from .difference_commands import DifferenceCommands
from .job_progress import show_progress
from .recent_files import RecentFiles
from .table.locale_style import style_of

if TYPE_CHECKING:
    from ..app.workspace.helper import Course
    from ..io.journal import Head
    from .charts.usage_content import UsagePick

LARGE_FILE: Final = 1_000_000
"""A file of more bytes is read while the window stays alive, and so is any file that another program reads for us. What
is not Gantline's own is read by a helper process, from which the plan comes back as the bytes of such a file."""

FEW_GROUPS: Final = 400
"""Up to so many groups their figures are at hand for every column that may be printed; beyond, for the usual ones."""

LARGE_PLAN: Final = 4_000
"""A plan of more tasks is written in a helper process."""

_PAINTED_BY: Final = 50
"""Milliseconds after which a plan just taken was painted: what is not seen waits so long."""

SAMPLE: Final = ("samples", "cloud-migration.gantline")
NATIVE: Final = FORMATS[0]


class Arrived(NamedTuple):
    """A plan that was read and scheduled and waits to be shown; the key of its format, and notes on the reading."""

    engine: Engine
    format_key: str | None
    notes: Sequence[Note]


class FileCommands(QObject):
    """Handles the actions on files. Whatever fails is told in one sentence, and the open plan stays as it is.

    Attributes:
        recent_files: The plans opened last.
        look: Gives what bars look like on the screen, and so in print.
        usage: Gives what of the usage of tasks, or with True of resources, can be printed.
        printed_first: Gives what print shows first: ``chart``, ``tasks`` or ``resources``.
        find_elsewhere: Shows a file in the window that has it already; False where none has.

    Signals:
        told: Something was done that the status bar may tell.
        task_chosen: The user wants to see a task.
    """

    told = Signal(str)
    task_chosen = Signal(int)

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        settings: Settings,
        jobs: Jobs,
        appearance: Appearance,
        differences: DifferenceCommands,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._rows = rows
        self._settings = settings
        self._jobs = jobs
        self._appearance = appearance
        self._differences = differences
        self._window = window
        self._indexing = Slices(self)
        self._accepted: set[tuple[str, str, str]] = set()
        self._opening: tuple[Job, Path] | None = None
        self._writing: dict[Path, Job] = {}
        self.recent_files = RecentFiles(settings)
        self.shown_keys: Callable[[], list[str]] = lambda: list(USUAL)
        self.look: Callable[[], Options] = Options
        self.usage: Callable[[bool, Ticket], UsagePick] | None = None
        self.printed_first: Callable[[], str] = lambda: "chart"
        self.find_elsewhere: Callable[[Path], bool] = lambda _path: False

    # -- opening

    def new(self) -> None:
        """Begin an empty plan."""
        self.ask_to_save(lambda: self._take(Engine(new_plan())))

    def close_plan(self) -> None:
        """Close the plan; an empty one takes its place."""
        self.new()

    def open_sample(self) -> None:
        """Open the sample plan, as a plan without a file."""
        self.ask_to_save(self.load_sample)

    def load_sample(self) -> None:
        """Take the sample plan without asking."""
        self._take(Engine(read_path(resource(*SAMPLE))[0].project))

    def open(self) -> None:
        """Ask for a file and open it."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._window, _("Open a plan"), self._folder(), ";;".join(_open_filters())
        )
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open a file after asking what becomes of unsaved changes; one that another window has is shown there."""
        if self.find_elsewhere(path):
            return
        self.ask_to_save(lambda: self._load(path))

    def _load(self, path: Path) -> None:
        try:
            found = _found(path)
            if not _takes_long(path, found):
                result, found = read_path(path)
                self._take(Engine(result.project), path, found.key, result.notes)
                return
        except (GantlineError, OSError) as error:
            self._complain(_("The plan could not be opened."), str(error))
            return
        self._stop_opening()
        revision = self._document.revision

        def take(arrived: Arrived) -> None:
            if self._document.revision == revision:
                self._take(arrived.engine, path, arrived.format_key, arrived.notes)
            else:  # the plan before was edited in the moment before the progress was shown
                self.ask_to_save(lambda: self._take(arrived.engine, path, arrived.format_key, arrived.notes))

        job = self._jobs.run(self._arrival(path, found))
        self._opening = job, path
        self._run(job, _("Reading {name}…").format(name=path.name), take, _("The plan could not be opened."))
        for signal in (job.finished, job.failed, job.cancelled):
            signal.connect(lambda *_told: self._on_opened(job))

    def _arrival(self, path: Path, found: Format | None) -> Course[Arrived]:
        """Read a plan and get everything ready for it, while the window shows the one before."""
        packed = None if found is NATIVE else (yield from self._jobs.helped(read_plan, path))
        with without_collector():
            if packed is None:
                result = yield from read_in_steps(path)
                project, notes, key = result.project, result.notes, NATIVE.key
            else:
                plan, (notes, key) = packed
                yield 0, 0, _("Opening the plan")
                project = yield from unpacked(plan)
                del plan, packed
            yield 0, 0, _("Opening the plan")
            engine = yield from Engine.in_steps(project)
            yield from self._document.prepared(engine)
            gc.freeze()  # none of it is garbage, and to look it all through would take a while
        return Arrived(engine, key, notes)

    def restore(self, journal: Path) -> None:
        """Open the plan that a journal kept through a crash; it is not saved yet."""
        self._stop_opening()

        def take(found: tuple[Head, Arrived]) -> None:
            head, arrived = found
            path = Path(head.path) if head.path else None
            self._take(arrived.engine, path, arrived.format_key, name=head.title)
            self._document.mark_unsaved()

        job = self._jobs.run(self._restoring(journal))
        self._opening = job, journal
        self._run(job, _("Restoring the plan…"), take, _("The plan could not be restored."))
        for signal in (job.finished, job.failed, job.cancelled):
            signal.connect(lambda *_told: self._on_opened(job))

    def _restoring(self, journal: Path) -> Course[tuple[Head, Arrived]]:
        from ..io.journal import kept

        with without_collector():
            found = yield from kept(journal)
            yield 0, 0, _("Opening the plan")
            engine = yield from Engine.in_steps(found.project)
            yield from self._document.prepared(engine)
            gc.freeze()
        return found.head, Arrived(engine, found.head.format_key, ())

    @property
    def opening(self) -> Path | None:
        """The file that is being opened, where that takes a while."""
        return self._opening[1] if self._opening else None

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
        self._accepted.clear()
        if path is not None:
            self.recent_files.remember(path)
        QTimer.singleShot(_PAINTED_BY, self, lambda: self._settle(leaving))

    def _settle(self, leaving: Steps[None]) -> None:
        """Drop the plan before, and get ready for edits.

        Nothing of a plan is ever looked through for garbage, which it never becomes: what belongs to it is let go with
        it, without the collector.
        """
        gc.freeze()
        steps = chain(leaving, self._document.project.index())
        self._indexing.begin(steps, lambda _none: None, waited_for=False)

    # -- saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the plan's file; asks for one where there is none, and whether another program's format is meant."""
        path, key = self._document.path, self._document.format_key
        if path is None or key is None:
            self.save_as(then)
            return
        self._write(path, for_key(key), then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and save to it."""
        formats = {_kind(one): one for one in FORMATS if one.write}
        chosen = self._ask_where(list(formats), _("Save the plan"))
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
        chosen = self._ask_where([_kind(found)], _("Export the plan"))
        if chosen is not None:
            path = chosen[0]
            done = _("Exported to {path}.").format(path=path)
            self._written(path, found, lambda notes: self._tell(done, notes), export=True)

    def _write(self, path: Path, found: Format, then: Callable[[], None] | None) -> None:
        if not self._differences.settle():
            return
        revision = self._document.revision

        def saved(notes: list[Note]) -> None:
            self._document.mark_saved(path, found.key, revision)  # edits made meanwhile are not in the file
            self.recent_files.remember(path)
            self._tell(_("Saved {path}.").format(path=path), notes)
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
                job = self._jobs.start(put_file, prepared)
                job.finished.connect(then)
                job.failed.connect(lambda sentence: self._complain(failure, sentence))

        if len(project.tasks) <= LARGE_PLAN:
            try:
                prepared = prepare_path(project, schedule, path, found, Ticket())
                if wanted(prepared):
                    then(prepared.put())
            except GantlineError as error:
                self._complain(failure, str(error))
            return
        if path in self._writing:  # what was to be written there is outdated
            self._writing[path].cancel()
        job = self._writing[path] = self._jobs.start(write_plan, *parcel(project, found.key), path, found.key)
        for signal in (job.finished, job.failed, job.cancelled):
            signal.connect(lambda *_told: self._on_written(path, job))
        self._run(job, _("Writing {name}…").format(name=path.name), put, failure, edits=True)

    def _on_written(self, path: Path, job: Job) -> None:
        if self._writing.get(path) is job:
            del self._writing[path]

    def _tell(self, done: str, notes: list[Note]) -> None:
        """Say that a file was written, and quietly that it could not hold everything."""
        self._document.note_written(notes)
        lost = worth_reading(notes)
        self.told.emit(f"{done} {_('Not everything fits that format: see the notes.')}" if lost else done)

    def export_rows(self) -> None:
        """Write the rows and columns as the window shows them as an Excel sheet."""
        chosen = self._ask_where([Kind(_("Excel workbook"), (".xlsx",))], _("Export the rows shown"))
        if chosen is None:
            return
        path, keys = chosen[0], self.shown_keys()
        plan = pack(self._document.project)
        self._run(
            self._jobs.start(write_rows, plan, path, self._rows.listing(keys), keys, style_of(QLocale())),
            _("Writing {name}…").format(name=path.name),
            lambda _nothing: self.told.emit(_("Exported to {path}.").format(path=path)),
            _("The plan could not be exported."),
            edits=True,
        )

    # -- printing

    def print_preview(self) -> None:
        """Show the pages."""
        from .dialogs.print_preview import PrintPreview
        from .patience import Patience

        few = len(self._rows.bands) <= FEW_GROUPS
        rows = self._rows.listing(fields_of(self._document.project) if few else PrintSetup().columns)
        preview: PrintPreview | None = None
        with Patience(_("Laying out the pages…"), self._window) as ticket:
            preview = PrintPreview(
                self._document,
                self._appearance,
                self._window,
                rows=rows,
                look=self.look(),
                usage=self.usage,
                begin=self.printed_first(),
                ticket=ticket,
            )
        if preview is not None:
            preview.exec()

    def export_pdf(self) -> None:
        """Write table and chart as PDF."""
        self._print_to(Kind(_("PDF"), (".pdf",)))

    def export_image(self) -> None:
        """Write table and chart as a picture."""
        self._print_to(Kind(_("PNG picture"), (".png",)), Kind(_("SVG drawing"), (".svg",)))

    def _print_to(self, *kinds: Kind) -> None:
        from .charts.print_job import print_to_file

        wanted, rows = self._ask_rows()
        chosen = self._ask_where(kinds, _("Export the plan")) if wanted else None
        if chosen is None:
            return
        path = chosen[0]
        plan = pack(self._document.project)
        self._run(
            self._jobs.start(print_to_file, plan, path, None, rows, self.look()),
            _("Writing {name}…").format(name=path.name),
            lambda notes: self._tell(_("Exported to {path}.").format(path=path), notes),
            _("The plan could not be exported."),
            edits=True,
        )

    def _ask_rows(self) -> tuple[bool, Listing | None]:
        """Whether to export, and the rows as the window shows them, or None for the whole plan.

        Asks where that is not the same.
        """
        if self._rows.natural:
            return True, None
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Export"))
        box.setText(_("Export the rows as the window shows them, or the whole plan?"))
        shown, total = self._rows.shown, self._rows.total
        box.setInformativeText(_("{shown} of {total} tasks are shown.").format(shown=shown, total=total))
        as_shown = box.addButton(_("As &Shown"), QMessageBox.ButtonRole.AcceptRole)
        whole = box.addButton(_("&Whole Plan"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(as_shown)
        box.exec()
        if box.clickedButton() is as_shown:
            return True, self._rows.listing(PrintSetup().columns)
        return box.clickedButton() is whole, None

    # -- questions

    def ask_to_save(self, then: Callable[[], None]) -> None:
        """Ask what becomes of unsaved changes, then go on; or don't, if the user thinks better of it."""
        if not self._document.modified:
            then()
            return
        box = QMessageBox(self._window)
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
            path, _(found.title), notes, self._document, self._appearance, self._window, export=export
        )
        dialog.task_chosen.connect(self.task_chosen)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        native = dialog.wants_native
        dialog.deleteLater()
        if agreed:
            self._accepted |= kinds
        return None if native else agreed

    def _ask_where(self, kinds: Sequence[Kind], title: str) -> tuple[Path, Kind] | None:
        """Ask for a file to write, named after the plan."""
        name = self._document.path.stem if self._document.path else self._document.title or _("Plan")
        return ask_where(self._window, title, self._folder(), name, kinds)

    def _complain(self, title: str, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, _("Gantline"), title, QMessageBox.StandardButton.Ok, self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(sentence)
        box.exec()

    # -- long work

    def _run(self, job: Job, text: str, done: Callable[[Any], None], failure: str, *, edits: bool = False) -> None:
        """Show a job's progress and let it be cancelled; the window takes edits meanwhile only where that is said."""
        show_progress(job, text, self._window, edits=edits)
        job.finished.connect(done)
        job.failed.connect(lambda sentence: self._complain(failure, sentence))
        job.cancelled.connect(lambda: self.told.emit(_("Cancelled; nothing was changed.")))

    def _folder(self) -> str:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wanted = self._settings.get(FOLDER), documents
        # The dialog would take the last part of a folder that is not there for the name of a file.
        return next((folder for folder in wanted if folder and Path(folder).is_dir()), str(Path.home()))


def _found(path: Path) -> Format | None:
    """What a file seems to be; what is wrong with one that is none is told by who tries to read it."""
    if not path.is_file():
        return None
    with path.open("rb") as source:
        return sniff(path, source.read(HEAD))


def _takes_long(path: Path, found: Format | None) -> bool:
    """Whether the window should stay alive while a file is read."""
    return path.is_file() and (path.stat().st_size > LARGE_FILE or (found is not None and found.outside))


def _kind(one: Format) -> Kind:
    return Kind(_(one.title), one.suffixes)


def _open_filters() -> list[str]:
    readable = [one for one in FORMATS if one.read]
    every = " ".join(f"*{suffix}" for one in readable for suffix in one.suffixes)
    return [
        _("All plans ({suffixes})").format(suffixes=every),
        *(_kind(one).filter for one in readable),
        _("All files (*)"),
    ]
