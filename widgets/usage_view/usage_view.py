"""The usage view: who works how much on what in which period, under the chart and on its time axis."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from ...app.analysis.loading import Loading
from ...app.analysis.usage import Amount
from ...app.chart.tier_labels import Labels
from ...app.edits.assignments import set_contour, set_cost_rate_table
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.kinds import WorkContour
from ...app.project.records import AssignmentUid, TaskUid
from ...app.project.steps import Steps
from ...app.schedule.engine import Engine
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..dialogs.assignment_information import AssignmentInformation
from ..metrics import ROW_HEIGHT, text_widths
from ..side_list import SideSplitter
from .assignment_menus import contour_menu, rate_menu
from .cell_edits import CellEdits
from .heading import HEADING, UsageHeading
from .nodes import Nodes, Sort
from .source import UsageSource
from .usage_grid import Period, UsageGrid
from .usage_list import UsageList, UsageModel
from .words import TITLES

_MANY = 1000
"""Where more tasks changed than this, nobody asks of each whether it has other assignments."""


class UsageView(QWidget):
    """A list of tasks or resources with their assignments, and beside it the figures of every period.

    Signals:
        left_width_changed: The user moved the border between list and figures; the new width of the list.
        refused: Something typed could not be taken; a sentence for the user.
        shown_changed: Other amounts are shown.
    """

    left_width_changed = Signal(int)
    refused = Signal(str)
    shown_changed = Signal()

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        axis: TimeAxis,
        selection: Selection,
        appearance: Appearance,
        loading: Loading,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._task_rows = rows
        self._axis = axis
        self._selection = selection
        self._appearance = appearance
        labels = Labels(text_widths(self.font()))
        self.nodes = Nodes(document, rows)
        self.source = UsageSource(document, axis, labels, loading)
        self._edits = CellEdits(document, self.nodes, self.source)
        self._stale = True
        self._listed = -1
        self._build()
        self._connect()
        self._wear_theme()

    @property
    def by_resource(self) -> bool:
        """Whether resources stand in front, and tasks below them."""
        return self.nodes.by_resource

    def show_by(self, *, resource: bool) -> None:
        """Put resources in front, or tasks."""
        if resource != self.nodes.by_resource:
            self.nodes.by_resource = resource
            self.nodes.folded = set()
            self._relist()

    def show_amounts(self, amounts: tuple[Amount, ...]) -> None:
        """Show these amounts in every row, at least one."""
        chosen = tuple(amount for amount in Amount if amount in amounts) or (Amount.WORK,)
        if chosen != self.source.shown:
            self.source.shown = chosen
            self.grid.forget_cursor()
            self.list.set_lines(len(chosen))
            self._repaint()
            self.shown_changed.emit()

    def set_left_width(self, pixels: int) -> None:
        """Make the list so wide that the figures begin where the chart above does."""
        self.splitter.set_left_width(pixels)

    def details_menu(self, parent: QWidget) -> QMenu:
        """A menu of the amounts, those that are shown ticked."""
        menu = QMenu(_("Details"), parent)
        for amount in Amount:
            action = menu.addAction(_(TITLES[amount]))
            action.setCheckable(True)
            action.setChecked(amount in self.source.shown)
            action.toggled.connect(lambda on, amount=amount: self._on_amount_toggled(amount, on=on))
        return menu

    # -- putting it together

    def _build(self) -> None:
        self.model = UsageModel(self._document, self.nodes, self.source, self)
        self.list = UsageList(self.model, self._appearance, self)
        self.list.set_lines(len(self.source.shown))
        self.list.horizontalHeader().setFixedHeight(HEADING)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.grid = UsageGrid(
            self.source, self.nodes, self._axis, self.bar, self._appearance, self.list.current_row, self
        )
        self._heading = UsageHeading(self.source, self._axis, self._appearance, self)
        self._empty = QLabel(self)
        self._empty.setObjectName("empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self._empty)
        right = QWidget(self)
        cells = QGridLayout(right)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(0)
        cells.addWidget(self._heading, 0, 0)
        cells.addWidget(self.pages, 1, 0)
        cells.addWidget(self.bar, 0, 1, 2, 1)
        self.splitter = SideSplitter(self.list, right, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self._adding = QTimer(self, interval=0)

    def _connect(self) -> None:
        follower = self.list.verticalScrollBar()
        follower.rangeChanged.connect(self._on_range_changed)
        follower.valueChanged.connect(self.bar.setValue)
        self.bar.valueChanged.connect(follower.setValue)
        self.bar.valueChanged.connect(self.grid.follow)
        self._document.changed.connect(self._on_document_changed)
        self._document.preparations.append(self._prepared)
        self._task_rows.changed.connect(self._on_rows_changed)
        self._axis.changed.connect(self._on_axis_changed)
        self._selection.changed.connect(self._on_selection_changed)
        self._appearance.changed.connect(self._wear_theme)
        self._adding.timeout.connect(self._add_up)
        self.list.fold_requested.connect(self._on_fold_requested)
        self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row_chosen(now.row()))
        self.list.activated.connect(lambda index: self._on_row_activated(index.row()))
        self.grid.moved.connect(self.list.selectRow)
        self.grid.takes = self._takes
        self.grid.cleared.connect(self._on_cleared)
        self.grid.copied.connect(self._on_copied)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.menu_requested.connect(self._show_menu)
        self.grid.unfinished.connect(self._adding.start)
        self.splitter.splitterMoved.connect(lambda pixels, _index: self.left_width_changed.emit(pixels))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._relist()

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"QHeaderView::section {{ background: {theme.header}; color: {theme.text_faint}; border: none;"
            f" border-bottom: 1px solid {theme.border}; padding: 0 6px; }}"
            f"#empty {{ background: {theme.base}; color: {theme.text_faint}; }}"
            f"QTableView {{ background: {theme.base}; border: none; }}"
        )
        self._repaint()

    def _relist(self) -> None:
        """List the rows as they are now."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._listed = self._document.revision
        self.grid.forget_cursor()
        self.model.relist(self.nodes.rebuild)
        self.pages.setCurrentIndex(0 if len(self.nodes) else 1)
        self._empty.setText(
            _("<b>No resources yet</b><br>Resources and their assignments are shown here.")
            if self.by_resource
            else _("<b>No tasks yet</b><br>Tasks and their assignments are shown here.")
        )
        self._show_selected()
        self._repaint()

    def _repaint(self) -> None:
        self.list.viewport().update()
        self._heading.update()
        self.grid.update()

    def _prepared(self, engine: Engine) -> Steps[None]:
        """Find out who works on what, which is painted, before another plan comes."""
        if self.isVisible():
            yield from engine.project.index_workers()

    # -- what happens

    def _on_document_changed(self, change: Change) -> None:
        self.source.forget(change)
        if change.another_plan and self.nodes.folded:
            self.nodes.folded = set()
            self._stale = True
        elif self._listed == self._document.revision:  # with the rows, which have heard of it before
            self._repaint()
            return
        owners = change.resources if self.by_resource else change.tasks
        anew = change.everything or self._stale or (self.by_resource and change.outline) or len(owners) > _MANY
        if anew or self.nodes.outdated(owners):
            self._relist()
        elif self.isVisible():
            self._repaint()

    def _on_rows_changed(self) -> None:
        if not self.by_resource:
            self._relist()

    def _on_axis_changed(self) -> None:
        if self.isVisible():
            self._heading.update()
            self.grid.follow()

    def _on_range_changed(self, low: int, high: int) -> None:
        self.bar.setRange(low, high)
        self.bar.setPageStep(self.list.verticalScrollBar().pageStep())
        self.bar.setSingleStep(ROW_HEIGHT)

    def _on_fold_requested(self, row: int) -> None:
        node = self.nodes[row]
        self.nodes.fold(node.uid, node.uid not in self.nodes.folded)
        self._relist()
        if (again := self.nodes.row_of_owner(node.uid)) is not None:
            self.list.selectRow(again)

    def _on_row_chosen(self, row: int) -> None:
        """The task of a chosen row is the selected one in table and chart."""
        if 0 <= row < len(self.nodes):
            node = self.nodes[row]
            if node.sort is Sort.TASK:
                self._selection.set([TaskUid(node.uid)], origin=self)
            elif node.sort is Sort.ASSIGNMENT:
                one = self._document.project.assignments[AssignmentUid(node.uid)]
                self._selection.set([one.task], origin=self)

    def _on_selection_changed(self, origin: object) -> None:
        if origin is not self and self.isVisible():
            self._show_selected()

    def _show_selected(self) -> None:
        """Bring the selected task into view."""
        uid = self._selection.current
        row = None if uid is None or self.by_resource else self.nodes.row_of_owner(uid)
        if row is not None and self.list.currentIndex().row() != row:
            self.list.selectionModel().blockSignals(True)
            self.list.selectRow(row)
            self.list.selectionModel().blockSignals(False)
            self.list.scrollTo(self.model.index(row, 0))
            self.list.viewport().update()

    def _on_amount_toggled(self, amount: Amount, *, on: bool) -> None:
        others = tuple(one for one in self.source.shown if one is not amount)
        self.show_amounts((*others, amount) if on else others)

    def _add_up(self) -> None:
        if not self.source.waiting:
            self._adding.stop()
        elif self.source.add_up():
            self.list.viewport().update()
            self.grid.update()

    # -- cells

    def _takes(self, line: int, period: Period, text: str) -> bool:
        return self._write([(line, *period, text)])

    def _on_cleared(self) -> None:
        lines, periods = self.grid.chosen()
        self._write([(line, start, finish, "") for line in lines for start, finish in self._filled(line, periods)])

    def _filled(self, line: int, periods: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The periods in which there is something to clear."""
        texts = self._edits.copied(range(line, line + 1), periods).split("\t")
        return [period for period, text in zip(periods, texts, strict=False) if text]

    def _on_copied(self) -> None:
        lines, periods = self.grid.chosen()
        if periods:
            QGuiApplication.clipboard().setText(self._edits.copied(lines, periods))

    def _on_pasted(self) -> None:
        lines, periods = self.grid.chosen()
        if not periods:
            return
        entries: list[tuple[int, int, int, str]] = []
        for down, row in enumerate(QGuiApplication.clipboard().text().splitlines()):
            start, finish = periods[0]
            for text in row.split("\t"):
                if lines[0] + down < self.grid.lines:
                    entries.append((lines[0] + down, start, finish, text))
                start, finish = self.source.period(finish)
        self._write(entries)

    def _write(self, entries: list[tuple[int, int, int, str]]) -> bool:
        """Whether texts could be written; if not, why is told."""
        try:
            self._edits.write(entries, self)
        except EditError as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(_("Copy"), self._on_copied)
        menu.addAction(_("Paste"), self._on_pasted)
        menu.addSeparator()
        menu.addMenu(self.details_menu(menu))
        node = None if self.grid.current is None else self.nodes[self.grid.current.line // len(self.source.shown)]
        if node is not None and node.sort is Sort.ASSIGNMENT:
            menu.addSeparator()
            menu.addAction(_("Assignment Information…"), lambda: self.open_information(AssignmentUid(node.uid)))
            one = self._document.project.assignments[AssignmentUid(node.uid)]
            menu.addMenu(contour_menu(menu, one, lambda contour: self.give_contour(one.uid, contour)))
            menu.addMenu(rate_menu(menu, one, lambda table: self.give_cost_rate_table(one.uid, table)))
        menu.exec(at)
        menu.deleteLater()

    def give_cost_rate_table(self, uid: AssignmentUid, table: int) -> None:
        """Let an assignment be paid by one of the cost rate tables, 0 for A."""
        patch = set_cost_rate_table(self._document.project, uid, table)
        self._document.push(patch, _("Change cost rate table"), origin=self)

    def open_information(self, uid: AssignmentUid) -> None:
        """Open all about an assignment."""
        dialog = AssignmentInformation(self._document, uid, self._appearance, self)
        dialog.exec()
        dialog.deleteLater()

    def _on_row_activated(self, row: int) -> None:
        if 0 <= row < len(self.nodes) and self.nodes[row].sort is Sort.ASSIGNMENT:
            self.open_information(AssignmentUid(self.nodes[row].uid))

    def give_contour(self, uid: AssignmentUid, contour: WorkContour) -> None:
        """Let the work of an assignment be spread by a predefined contour."""
        patch = set_contour(self._document.engine, [uid], contour)
        self._document.push(patch, _("Change work contour"), origin=self)
