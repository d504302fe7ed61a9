"""Lists the tasks whose dates differ from the file's, and lets the planner decide about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QElapsedTimer, QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.differences import Difference, in_order, search, with_followers
from ...app.edits.wording import Wording
from ...app.i18n import _, ngettext
from ...app.project.records import TaskUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .difference_table import REASON, SHIFT, TASK, DifferenceModel
from .look import fit_to_screen, list_style

_AT_ONCE: Final = 100
"""Milliseconds for which differences are looked for before the list is shown."""

_A_TURN: Final = 8
"""Milliseconds of a turn after that, so that the window stays quick."""

_STEPS: Final = 32
"""Steps of the search between two looks at the clock."""


class DifferencesDialog(QDialog):
    """A list beside the plan, which stays open while tasks are looked at; it closes when nothing differs any more.

    Signals:
        task_chosen: The user wants to see a task.
        keep_requested: The file's dates of these tasks are to be kept; of all where the list is empty.
        take_requested: Our dates of these tasks are to stand; of all where the list is empty.
    """

    task_chosen = Signal(int)
    keep_requested = Signal(list)
    take_requested = Signal(list)

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Dates That Differ from the File"))
        self.setSizeGripEnabled(True)
        self.finished.connect(self.deleteLater)  # a closed dialog must not go on listening to the plan
        self._document = document
        self._appearance = appearance
        self._found: list[Difference] = []
        self._pending: Iterator[Difference | None] = iter(())
        self._steps = 0
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(lambda: self._look(_A_TURN))
        self.model = DifferenceModel(document, appearance, Wording(document.project.info, style_of(QLocale())), self)
        self.table = QTableView(self)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.origins_only = QCheckBox(_("Only &where differences begin"), self)
        self.go_button = QPushButton(_("&Go to Task"), self)
        self.keep_button = QPushButton(self)
        self.take_button = QPushButton(self)
        self.close_button = QPushButton(_("Close"), self)
        self._build_table()
        self._arrange()
        self._connect()
        self._wear_theme()
        self.refresh()
        fit_to_screen(self, 980, 520)

    @property
    def chosen(self) -> list[TaskUid]:
        """The tasks of the selected rows."""
        return [self.model.shown[index.row()].task for index in self.table.selectionModel().selectedRows()]

    def refresh(self) -> None:
        """Find the differences anew; close where there are none left."""
        self._turns.stop()
        differing = self._document.differing
        if not differing:
            self.accept()
            return
        self._found, self._steps = [], 0
        self._pending = search(self._document.engine, differing)
        self.model.show([])
        self._look(_AT_ONCE)

    def _look(self, milliseconds: int) -> None:
        """Look for so long where the differences begin; a large plan takes several turns of that."""
        clock = QElapsedTimer()
        clock.start()
        for one in self._pending:
            self._steps += 1
            if one is not None:
                self._found.append(one)
            if self._steps % _STEPS == 0 and clock.elapsed() >= milliseconds:
                total = len(self._document.schedule.rows) + len(self._document.differing)
                text = _("Looking where the differences begin… {percent} %")
                self.hint.setText(text.format(percent=min(100 * self._steps // max(total, 1), 100)))
                self._turns.start()
                return
        self._turns.stop()
        self._found = in_order(self._found)
        self._tell()

    def _tell(self) -> None:
        """Say where the differences begin, and list them."""
        followers = sum(1 for one in self._found if not one.origin)
        begin = len(self._found) - followers
        text = ngettext(
            "The differences begin at {count} task, in bold, and {followers} more follow. "
            "Hold that one where the file had it, and the others come back too.",
            "The differences begin at {count} tasks, in bold, and {followers} more follow. "
            "Hold those where the file had them, and the others come back too.",
            begin,
        )
        alone = _(
            "The dates of these tasks are not those that the plan's own links, calendars and constraints lead to."
        )
        self.hint.setText(text.format(count=begin, followers=followers) if followers else alone)
        self.origins_only.setVisible(bool(followers and begin))
        self._show_found()

    def _show_found(self) -> None:
        only = self.origins_only.isChecked()
        self.model.show(one for one in self._found if one.origin or not only)
        self._show_choice()

    def _show_choice(self) -> None:
        count = len(self.chosen)
        keep = ngettext("&Keep the File's Dates of {count} Task", "&Keep the File's Dates of {count} Tasks", count)
        take = ngettext("Take &Ours for {count} Task", "Take &Ours for {count} Tasks", count)
        self.keep_button.setText(keep.format(count=count) if count else _("&Keep All the File's Dates"))
        self.take_button.setText(take.format(count=count) if count else _("Take &Ours for All"))
        self.go_button.setEnabled(count == 1)

    # -- putting it together

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 10)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        dates = self.fontMetrics().horizontalAdvance("Mon 0000-00-00 00:00") + 24
        for column, width in enumerate((210, dates, dates, 80)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(48)
        assert (TASK, SHIFT, REASON) == (0, 3, 4)

    def _arrange(self) -> None:
        for button in (self.go_button, self.keep_button, self.take_button, self.close_button):
            button.setAutoDefault(False)  # Return in the list goes to the task
        top = QHBoxLayout()
        top.addWidget(self.hint, 1)
        top.addWidget(self.origins_only, 0, Qt.AlignmentFlag.AlignBottom)
        bottom = QHBoxLayout()
        bottom.addWidget(self.go_button)
        bottom.addStretch(1)
        for button in (self.keep_button, self.take_button, self.close_button):
            bottom.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._show_choice())
        self.origins_only.toggled.connect(lambda _only: self._show_found())
        self.go_button.clicked.connect(lambda: self._on_activated(self.table.selectionModel().selectedRows()[0]))
        self.keep_button.clicked.connect(lambda: self.keep_requested.emit(self.chosen))
        self.take_button.clicked.connect(lambda: self.take_requested.emit(self._chosen_with_followers()))
        self.close_button.clicked.connect(self.reject)
        self._document.changed.connect(self._on_changed)
        self._appearance.changed.connect(self._wear_theme)

    def _on_changed(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()

    def _on_activated(self, index: QModelIndex) -> None:
        self.task_chosen.emit(self.model.shown[index.row()].task)

    def _chosen_with_followers(self) -> list[TaskUid]:
        """What our dates are taken for: where an origin is settled, so is all that follows from it."""
        return sorted(with_followers(self._found, self.chosen))

    def _wear_theme(self) -> None:
        self.setStyleSheet(list_style(self._appearance.theme))
