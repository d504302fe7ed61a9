"""What reading, scheduling and writing a plan had to say; and before a file is written, what it cannot hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMessageBox, QVBoxLayout, QWidget

from ...app.i18n import _
from ...app.project.errors import Note, WriteError
from ...app.workspace.document import Document
from ...io.ledger_page import Section, ledger_page
from ...io.storage import replace_file
from ..appearance import Appearance
from .ledger_view import LedgerView
from .look import fit_to_screen
from .save_file import Kind, ask_where


class LedgerDialog(QDialog):
    """A ledger with a sentence above it, saved as a page where that is wanted.

    Signals:
        task_chosen: The user wants to see a task.
        resource_chosen: The user wants to see a resource.
        calendar_chosen: The user wants to see a calendar.
    """

    task_chosen = Signal(int)
    resource_chosen = Signal(int)
    calendar_chosen = Signal(int)

    def __init__(
        self,
        title: str,
        sections: Iterable[Section],
        document: Document,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)
        self._document = document
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.ledger = LedgerView(sections, appearance, self)
        self.ledger.task_chosen.connect(self._on_task)
        self.ledger.resource_chosen.connect(self._on_resource)
        self.ledger.calendar_chosen.connect(self._on_calendar)
        self.buttons = QDialogButtonBox(self)
        self.buttons.rejected.connect(self.reject)
        self.page_button = self.buttons.addButton(_("Save as &Page…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.page_button.clicked.connect(self._save_page)
        self.page_button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(self.ledger, 1)
        layout.addWidget(self.buttons)
        fit_to_screen(self, 860, 540)

    def _save_page(self) -> None:
        name = self._document.title or _("Plan")
        folder = str(self._document.path.parent) if self._document.path else ""
        proposed = _("Ledger of {name}").format(name=name)
        chosen = ask_where(self, _("Save the ledger"), folder, proposed, [Kind(_("HTML page"), (".html",))])
        if chosen is not None:
            self.save_page(chosen[0])

    def save_page(self, path: Path) -> None:
        """Write what is listed, as it is filtered, as a page."""
        made = _("Made by Gantline on {date}").format(date=f"{datetime.now():%Y-%m-%d %H:%M}")
        title = _("Ledger of {name}").format(name=self._document.title or _("Plan"))
        page = ledger_page(title, self.ledger.shown(), made).encode("utf-8", "replace")
        try:
            replace_file(path, lambda sink: sink.write(page))
        except WriteError as error:
            QMessageBox.warning(self, _("Gantline"), str(error))

    def _on_task(self, uid: int) -> None:
        if uid in self._document.project.tasks:
            self.task_chosen.emit(uid)
            self.accept()

    def _on_resource(self, uid: int) -> None:
        if uid in self._document.project.resources:
            self.accept()
            self.resource_chosen.emit(uid)

    def _on_calendar(self, uid: int) -> None:
        if uid in self._document.project.calendars:
            self.accept()
            self.calendar_chosen.emit(uid)


class NotesDialog(LedgerDialog):
    """The notes of a plan, and a way to the tasks whose dates differ from the file's.

    Signals:
        differences_requested: The user wants to see which dates differ.
    """

    differences_requested = Signal()

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        sections: list[Section] = [
            (_("Reading the file"), document.notes),
            (_("Scheduling"), document.schedule.notes),
            (_("The file written last"), document.written_notes),
        ]
        super().__init__(_("Notes on this Plan"), sections, document, appearance, parent)
        anything = any(notes for _heading, notes in sections)
        self.hint.setText(
            _("Double-click a note, or press Enter, to go to its task, resource or calendar.")
            if anything
            else _("Nothing to note: the file was read and the plan is scheduled without a question.")
        )
        self.ledger.setVisible(anything)
        self.page_button.setVisible(anything)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        if document.differing:
            role = QDialogButtonBox.ButtonRole.ActionRole
            button = self.buttons.addButton(_("Dates That Differ from the File…"), role)
            button.clicked.connect(self.accept)
            button.clicked.connect(self.differences_requested)
        if not anything:
            self.adjustSize()


class LossesDialog(LedgerDialog):
    """What a file that is about to be written cannot hold; nothing has been replaced yet.

    Attributes:
        wants_native: The user would rather save a Gantline plan.
    """

    def __init__(
        self,
        path: Path,
        title: str,
        notes: Sequence[Note],
        document: Document,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        export: bool,
    ) -> None:
        """Show the notes.

        Args:
            path: The file.
            title: What its format is called.
            notes: What writing it gave.
            document: The plan.
            appearance: The theme.
            parent: The window.
            export: A copy is written: the plan stays where it is, and saving it otherwise is no question.
        """
        super().__init__(_("Export") if export else _("Save"), [("", notes)], document, appearance, parent)
        self.wants_native = False
        text = _("{name} will not hold all of the plan: {title} has no place for what is listed here.")
        self.hint.setText(text.format(name=path.name, title=title))
        go_on = self.buttons.addButton(
            _("&Export") if export else _("&Keep the Format"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        go_on.clicked.connect(self.accept)
        if not export:
            native = self.buttons.addButton(_("Save as &Gantline Plan…"), QDialogButtonBox.ButtonRole.ActionRole)
            native.clicked.connect(self._on_native)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        go_on.setDefault(True)
        fit_to_screen(self, 720, 380)

    def _on_native(self) -> None:
        self.wants_native = True
        self.reject()

    def _on_task(self, uid: int) -> None:
        """A place is shown behind the question, which stays open."""
        if uid in self._document.project.tasks:
            self.task_chosen.emit(uid)

    def _on_resource(self, uid: int) -> None:
        """Resources have a dialog of their own, for which this is not the moment."""

    def _on_calendar(self, uid: int) -> None:
        """Nor is it for calendars."""
