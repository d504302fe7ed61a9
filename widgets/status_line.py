"""The status bar: the plan in figures, and what was done or refused last."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from ..app.analysis.loading import Loading
from ..app.edits.wording import Wording
from ..app.i18n import _, ngettext
from ..app.project.errors import Severity
from ..app.schedule.stored import moved_tasks
from ..app.workspace.document import Document
from ..app.workspace.row_set import RowSet
from .appearance import Appearance
from .icons import icon
from .table.locale_style import style_of

_STAYS = 6000
"""Milliseconds a message stays; a refusal stays twice as long."""


class StatusLine(QStatusBar):
    """Figures at the right, messages at the left.

    Signals:
        notes_requested: The user wants to read the notes.
        overload_requested: The user wants to see who has too much to do.
    """

    notes_requested = Signal()
    overload_requested = Signal()

    def __init__(
        self, document: Document, rows: RowSet, loading: Loading, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._rows = rows
        self._loading = loading
        self._appearance = appearance
        self.setSizeGripEnabled(False)
        self._dates = QLabel(self)
        self._tasks = QLabel(self)
        self._critical = QLabel(self)
        self._overload = QToolButton(self, autoRaise=True)
        self._overload.setToolTip(_("Show where somebody is loaded beyond capacity"))
        self._overload.clicked.connect(self.overload_requested)
        self._notes = QToolButton(self, autoRaise=True)
        self._notes.setToolTip(_("Read what reading and scheduling the plan had to say"))
        self._notes.clicked.connect(self.notes_requested)
        for widget in (self._notes, self._overload, self._critical, self._tasks, self._dates):
            self.addPermanentWidget(widget)
        for button in (self._overload, self._notes):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # Figures follow edits when there is time: counting overloads must not hold up typing.
        self._later = QTimer(self, singleShot=True, interval=60)
        self._later.timeout.connect(self.refresh)
        document.changed.connect(lambda _change: self._later.start())
        document.state_changed.connect(self._later.start)
        rows.changed.connect(self._later.start)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def tell(self, sentence: str) -> None:
        """Say for a while what was done."""
        self.showMessage(sentence, _STAYS)

    def refuse(self, sentence: str) -> None:
        """Say for a while why something was not done."""
        self.showMessage(sentence, 2 * _STAYS)

    def refresh(self) -> None:
        """Count anew."""
        project, schedule = self._document.project, self._document.schedule
        wording = Wording(project.info, style_of(QLocale()))
        shown, total = len(self._rows), self._rows.total
        count = sum(1 for task in project.tasks.values() if not task.blank)
        tasks = ngettext("{count} task", "{count} tasks", count).format(count=count)
        self._tasks.setText(tasks if shown == total else _("{shown} of {tasks} shown").format(shown=shown, tasks=tasks))
        critical = sum(1 for uid in project.tasks if uid in schedule and schedule.value("critical", uid))
        self._critical.setText(_("{count} critical").format(count=critical))
        self._dates.setVisible(bool(count))
        self._critical.setVisible(bool(count))
        if count:
            days = [wording.day(day, day.weekday()) for day in (schedule.project_start, schedule.project_finish)]
            self._dates.setText(_("{start} – {finish}").format(start=days[0], finish=days[1]))
        self._show_overload()
        self._show_notes()

    def _show_overload(self) -> None:
        loaded = {one.resource for one in self._loading.overallocations()}
        self._overload.setVisible(bool(loaded))
        self._overload.setIcon(icon("person", self._appearance.theme))
        self._overload.setText(_("{count} over-allocated").format(count=len(loaded)))

    def _show_notes(self) -> None:
        project, schedule = self._document.project, self._document.schedule
        notes = [*self._document.notes, *schedule.notes, *self._document.written_notes]
        grave = [note for note in notes if note.severity is not Severity.INFO]
        moved = 0 if self._document.modified else len(moved_tasks(project, schedule))
        parts = []
        if moved:
            parts.append(
                _("{moved} of {tasks} dates differ from the file").format(moved=moved, tasks=len(project.stored_dates))
            )
        if notes:
            parts.append(ngettext("{count} note", "{count} notes", len(notes)).format(count=len(notes)))
        self._notes.setVisible(bool(parts))
        self._notes.setText(", ".join(parts))
        self._notes.setIcon(icon("warning" if grave or moved else "notes", self._appearance.theme))
