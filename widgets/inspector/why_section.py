"""What sets the dates of the selected task, in words, and the tasks on the chain behind it."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from ...app.analysis.why import chain, explain, is_explained
from ...app.edits.why_words import WhyWords
from ...app.i18n import N_, _
from ..appearance import Appearance
from .grid import Column, Grid
from .section import Section, Subject

_STEPS = 30
"""Steps of the chain that are listed here; the window of its own shows more."""


class WhySection(Section):
    """Explains the dates of a single task.

    Signals:
        more_requested: The user wants to see the whole chain and what would let the task start earlier.
    """

    more_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("why", N_("Why here?"), appearance, parent)
        self.start = QLabel(self.body)
        self.finish = QLabel(self.body)
        self.unkept = QLabel(self.body)
        for label in (self.start, self.finish, self.unkept):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        columns = (Column(title=N_("Task"), typed=False), Column(title=N_("Because"), typed=False))
        self.grid = Grid(_("The chain behind it"), columns, appearance, self.body)
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.grid.chosen.connect(lambda uid: self.task_chosen.emit(uid))
        self.more = QPushButton(_("What Would Bring It &Forward…"), self.body)
        self.more.clicked.connect(self.more_requested)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(8, 6, 8, 8)
        for widget in (self.start, self.finish, self.unkept, self.grid, self.more):
            layout.addWidget(widget)

    def fill(self, subject: Subject) -> None:
        engine, uid = subject.figures.engine, subject.only
        explained = uid is not None and is_explained(engine, uid)
        for widget in (self.finish, self.grid, self.more):
            widget.setVisible(explained)
        self.unkept.hide()
        if uid is None or not explained:
            several = _("Dates are explained for a single task.")
            self.start.setText(several if uid is None else _("Its dates follow from no rule."))
            return
        words = WhyWords(subject.project, subject.wording)
        explanation = explain(engine, uid)
        self.start.setText(words.sentence(explanation.start))
        self.finish.setText(words.sentence(explanation.finish))
        self.unkept.setText(words.unkept(explanation))
        self.unkept.setVisible(explanation.unkept is not None)
        steps = islice(chain(engine, uid), _STEPS)
        self.grid.fill([(step.uid, (words.name(step.uid), words.reason(step.cause))) for step in steps])
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Leave all the room to the reasons that the names don't need, half of it at least."""
        self.grid.resizeColumnToContents(0)
        header = self.grid.horizontalHeader()
        header.resizeSection(0, min(header.sectionSize(0), self.grid.viewport().width() // 2))
