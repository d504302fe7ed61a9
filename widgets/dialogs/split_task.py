"""Asks between which moments the work on a task shall be interrupted."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...app.edits.split import split
from ...app.edits.tree import titled
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.moments import to_datetime, to_minute
from ...app.project.records import TaskUid
from ...app.workspace.document import Document


class SplitTask(QDialog):
    """Two moments; what cannot be is said and the dialog stays."""

    def __init__(self, document: Document, uid: TaskUid, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._uid, self._wording = document, uid, wording
        self._task = document.project.tasks[uid]
        self.setWindowTitle(_("Split {name}").format(name=titled(self._task)))
        self.pause, self.resume = QLineEdit(self), QLineEdit(self)
        self.message = QLabel(" ", self)
        self.message.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(_("&Interrupted from:"), self.pause)
        form.addRow(_("&Goes on:"), self.resume)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.message)
        layout.addWidget(buttons)
        self.setMinimumWidth(380)
        self._propose()

    def accept(self) -> None:
        info = self._document.project.info
        try:
            moments = [
                to_minute(self._wording.parse_moment(line.text(), info.default_start_time))
                for line in (self.pause, self.resume)
            ]
            patch = split(self._document.engine, self._uid, *moments)
        except EditError as refusal:
            self.message.setText(str(refusal))
            return
        self._document.push(patch, _("Split {name}").format(name=titled(self._task)))
        super().accept()

    def _propose(self) -> None:
        """The middle of what is left of the task, for a working day."""
        schedule = self._document.schedule
        if self._uid not in schedule:
            return
        row, time = schedule.rows[self._uid], self._document.engine.working_times.task(self._uid)
        start = schedule.start[row] if self._task.resume is None else to_minute(self._task.resume)
        middle = time.next_working(time.add(start, time.between(start, schedule.finish[row]) // 2))
        later = time.next_working(time.add(middle, self._document.project.info.minutes_per_day))
        self.pause.setText(self._wording.date_time(to_datetime(middle)))
        self.resume.setText(self._wording.date_time(to_datetime(later)))
        self.pause.selectAll()
