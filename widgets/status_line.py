"""The status bar: the plan in figures, and what was done or refused last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QStyle, QStyleOption, QStylePainter, QToolButton, QWidget

from ..app.edits.wording import Wording
from ..app.i18n import _, ngettext
from ..app.project.ledger import worth_reading
from ..app.workspace.aftermath import Aftermath
from ..app.workspace.document import Change, Document
from ..app.workspace.loads import Loads
from ..app.workspace.row_set import RowSet
from .appearance import Appearance
from .icons import icon
from .table.locale_style import style_of

if TYPE_CHECKING:
    from ..app.analysis.ripple import Ripple

_MARGIN = 6
"""Pixels left free beside a message."""

_STAYS = 6000
"""Milliseconds a message stays; a refusal stays twice as long."""


class StatusLine(QStatusBar):
    """Figures at the right, messages at the left.

    Signals:
        notes_requested: The user wants to read the notes.
        differences_requested: The user wants to see which dates differ from the file's.
        overload_requested: The user wants to see who has too much to do.
    """

    notes_requested = Signal()
    differences_requested = Signal()
    overload_requested = Signal()

    def __init__(
        self, document: Document, rows: RowSet, loads: Loads, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._rows = rows
        self._loads = loads
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
        self._told_above = False
        self._pending = ""
        self._refused = ""
        self._counted = False
        self._differing = QToolButton(self, autoRaise=True)
        self._differing.setToolTip(_("Show the tasks that have other dates in the file"))
        self._differing.clicked.connect(self.differences_requested)
        for widget in (self._differing, self._notes, self._overload, self._critical, self._tasks, self._dates):
            self.addPermanentWidget(widget)
        for button in (self._overload, self._notes, self._differing):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # Figures follow edits when there is time: counting overloads must not hold up typing.
        self._later = QTimer(self, singleShot=True, interval=60)
        self._later.timeout.connect(self.refresh)
        self._done = self._earlier = self._moved = ""
        self._aftermath = Aftermath(document, loads, self)
        self._aftermath.found.connect(self._tell_aftermath)
        document.changed.connect(self._on_changed)
        loads.found.connect(self._show_overload)
        document.state_changed.connect(self._later.start)
        self.messageChanged.connect(self.setToolTip)  # what is too long for a narrow window is read there
        self.messageChanged.connect(self._make_room)
        rows.changed.connect(self._later.start)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def tell(self, sentence: str) -> None:
        """Say for a while what was done."""
        self._done = self._done or sentence
        self.showMessage(sentence, _STAYS)

    def refuse(self, sentence: str) -> None:
        """Say why something was not done, for a while or until the plan is edited after all."""
        self._refused = sentence
        self.showMessage(sentence, 2 * _STAYS)

    def withdraw(self) -> None:
        """Say no longer why something was not done: what was refused is there no more."""
        if self._refused and self.currentMessage() == self._refused:
            self.clearMessage()

    def tell_pending(self, line: str) -> None:
        """Say what an edit would do, as long as it is pending; nothing is pending when the line is empty."""
        if line:
            self._pending = line[:1].upper() + line[1:]
            self.showMessage(self._pending)
        elif self.currentMessage() == self._pending:
            self.clearMessage()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the message into the room that the figures leave; Qt would cut it off without a sign."""
        figures = [self._differing, self._notes, self._overload, self._critical, self._tasks, self._dates]
        shown = [one.geometry() for one in figures if one.isVisible()]
        room = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
        if self.isRightToLeft():
            room.setLeft(max((one.right() for one in shown), default=0) + _MARGIN)
        else:
            room.setRight(min((one.left() for one in shown), default=self.width()) - _MARGIN)
        painter, panel = QStylePainter(self), QStyleOption()
        panel.initFrom(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, panel)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text = painter.fontMetrics().elidedText(self.currentMessage(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _tell_aftermath(self, ripple: Ripple) -> None:
        """Say what the last edit moved, behind what was said of it; anything else that was said since stays."""
        from ..app.edits.ripple_words import ripple_line

        wording = Wording(self._document.project.info, style_of(QLocale()))
        line = ripple_line(ripple, self._document.project, wording, done=True)
        line = line[:1].upper() + line[1:]
        if self.currentMessage() in ("", self._earlier, self._done, self._moved):
            self._moved = f"{self._done.removesuffix('.')}. {line}" if self._done else line
            self.showMessage(self._moved, 2 * _STAYS)

    def leave_differences(self, told_above: bool) -> None:
        """Say nothing of dates that differ from the file's as long as a banner does."""
        self._told_above = told_above
        self._later.start()

    def refresh(self) -> None:
        """Count anew."""
        project, schedule = self._document.project, self._document.schedule
        wording = Wording(project.info, style_of(QLocale()))
        shown, total = self._rows.shown, self._rows.total
        count = len(schedule.rows) - 1  # all but the plan itself; empty rows have no dates
        tasks = ngettext("{count} task", "{count} tasks", count).format(count=count)
        told = self._rows.arrangement.filtering or self._rows.arrangement.groups  # above the plan
        if shown < total and not told:
            tasks = _("{shown} of {tasks} shown").format(shown=shown, tasks=tasks)
        self._tasks.setText(tasks)
        critical = sum(schedule.critical[1:])
        self._critical.setText(_("{count} critical").format(count=critical))
        self._counted = bool(count)
        if count:
            days = [wording.day(day, day.weekday()) for day in (schedule.project_start, schedule.project_finish)]
            self._dates.setText(_("{start} – {finish}").format(start=days[0], finish=days[1]))
        self._show_overload()
        self._show_notes()
        self._show_differing()
        self._make_room()

    def _make_room(self) -> None:
        """Let figures of the plan go for as long as a message is shown that has no room beside them."""
        figures = (self._dates, self._tasks, self._critical)
        buttons = [one for one in (self._differing, self._notes, self._overload) if one.isVisible()]
        needed = self.fontMetrics().horizontalAdvance(self.currentMessage()) + 2 * _MARGIN
        taken = sum(one.sizeHint().width() + _MARGIN for one in (*figures, *buttons))
        crowded = bool(self.currentMessage()) and needed + taken > self.width()
        for label in figures:
            label.setVisible(not crowded and (self._counted or label is self._tasks))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _on_changed(self, change: Change) -> None:
        if self.currentMessage() in (self._refused, self._moved):
            self.clearMessage()  # it was said of an edit that could not be, or of an earlier one
        self._done, self._earlier, self._moved = "", self.currentMessage(), ""
        if change.everything:
            self._overload.hide()
        self._later.start()

    def _show_overload(self) -> None:
        self._overload.setIcon(icon("person", self._appearance.theme))
        count = self._loads.overloaded()
        if count is not None:  # else what was known is shown until it is worked out anew
            self._overload.setVisible(bool(count))
            self._overload.setText(_("{count} over-allocated").format(count=count))

    def _show_notes(self) -> None:
        notes = [*self._document.notes, *self._document.schedule.notes, *self._document.written_notes]
        grave = worth_reading(notes)
        text = ngettext("{count} note", "{count} notes", len(grave)).format(count=len(grave))
        self._notes.setVisible(bool(notes))
        self._notes.setText(text if grave else _("Notes"))
        self._notes.setIcon(icon("warning" if grave else "notes", self._appearance.theme))

    def _show_differing(self) -> None:
        count = 0 if self._told_above else len(self._document.differing)
        self._differing.setVisible(bool(count))
        text = ngettext("{count} task differs from the file", "{count} tasks differ from the file", count)
        self._differing.setText(text.format(count=count))
        self._differing.setIcon(icon("today", self._appearance.theme))
