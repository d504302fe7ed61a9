"""What reading, scheduling and writing a plan had to say, as a list from which tasks can be reached."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.errors import Note, Severity
from ...app.project.moments import to_datetime, to_minute
from ...app.project.records import TaskUid
from ...app.schedule.stored import moved_tasks
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..icons import icon
from ..table.locale_style import style_of
from .look import fit_to_screen

_ICONS = {Severity.INFO: "notes", Severity.WARNING: "warning", Severity.ERROR: "error"}
_MOST = 2000
"""So many differing dates are listed; a list of more is read by nobody."""


class NotesDialog(QDialog):
    """The notes of a plan, and the tasks whose dates differ from the file's.

    Signals:
        task_chosen: The user wants to see a task.
    """

    task_chosen = Signal(int)

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Notes on this plan"))
        self._document = document
        self._theme = appearance.theme
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.itemActivated.connect(self._on_activated)
        for note in [*document.notes, *document.schedule.notes]:
            self._add(note)
        if document.written_notes:
            self._add_heading(_("What the file written last does not hold"))
            for note in document.written_notes:
                self._add(note)
        self._add_differences()
        hint = QLabel(_("Double-click a note to go to its task."), self)
        if not self.list.count():
            hint.setText(_("Nothing to note: the file was read and the plan is scheduled without a question."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        fit_to_screen(self, 720, 480)

    def _add(self, note: Note) -> None:
        times = _(" ({count} times)").format(count=note.count) if note.count > 1 else ""
        place = f"{note.place}: " if note.place else ""
        item = QListWidgetItem(icon(_ICONS[note.severity], self._theme), f"{place}{note.text}{times}", self.list)
        item.setToolTip(note.code)
        item.setData(Qt.ItemDataRole.UserRole, note.task)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font()
        font.setBold(True)
        item.setFont(font)

    def _add_differences(self) -> None:
        if self._document.modified:
            return
        project, schedule = self._document.project, self._document.schedule
        wording = Wording(project.info, style_of(QLocale()))
        moved = moved_tasks(project, schedule)
        if moved:
            self._add_heading(_("Dates that differ from the file"))
        for uid in moved[:_MOST]:
            dates, row = project.stored_dates[uid], schedule.rows[uid]
            name = project.tasks[uid].name if uid in project.tasks else project.info.summary_name or _("The plan")
            ends = [
                _("{end} {ours} instead of {file}").format(
                    end=end, ours=wording.date_time(to_datetime(ours)), file=wording.date_time(file)
                )
                for end, file, ours in (
                    (_("start"), dates.start, schedule.start[row]),
                    (_("finish"), dates.finish, schedule.finish[row]),
                )
                if file is not None and to_minute(file) != ours
            ]
            text = _("{task}: {ends} in the file").format(task=name, ends=", ".join(ends))
            item = QListWidgetItem(icon("today", self._theme), text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, uid)
        if len(moved) > _MOST:
            self.list.addItem(_("… and {count} more.").format(count=len(moved) - _MOST))

    def _on_activated(self, item: QListWidgetItem) -> None:
        uid = item.data(Qt.ItemDataRole.UserRole)
        if uid is not None and TaskUid(uid) in self._document.project.tasks:
            self.task_chosen.emit(uid)
            self.accept()
