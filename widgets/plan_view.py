"""The plan: table and chart side by side with one vertical scroll bar, the loading below on the same time axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from ..app.project.records import TaskUid
from ..app.workspace.document import Change, Document
from ..app.workspace.loads import Loads
from ..app.workspace.row_set import RowSet
from ..app.workspace.selection import Selection
from ..app.workspace.time_axis import TimeAxis
from .appearance import Appearance
from .divider import Divider
from .focus_mark import FocusMark
from .gantt.gantt_view import GanttView
from .gantt.typed import TypedPreview
from .lower_pane import LowerPane
from .table.task_table import TaskTable

if TYPE_CHECKING:
    from .find_bar import FindBar
    from .resource_view.resource_view import ResourceView

_LOADING_SHARE = 0.27


class PlanView(QWidget):
    """Arranges the views and keeps them aligned.

    Attributes:
        table: The task table.
        gantt: The chart; its vertical scroll bar is the one of both.
        lower: The pane below: loading or usage.
        settled: Says whether nothing that was typed has to be put right before anything else.
        beside: Gives the panes beside the plan that are shown, with what gives the keyboard to each.

    Signals:
        told: Something worth saying in the status bar.
    """

    lower: LowerPane
    told = Signal(str)

    def __init__(
        self,
        document: Document,
        loads: Loads,
        rows: RowSet,
        axis: TimeAxis,
        selection: Selection,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows, self._selection = rows, selection
        self._fit_wanted = True
        self._sizes_wanted = True
        self.settled: Callable[[], bool] = lambda: True
        self.beside: Callable[[], list[tuple[QWidget, Callable[[], None]]]] = list
        self.table = TaskTable(document, rows, selection, appearance, self)
        self.gantt = GanttView(document, rows, axis, selection, appearance, self)
        self.lower = LowerPane(document, loads, rows, axis, selection, appearance, self)  # pyright: ignore[reportIncompatibleMethodOverride]
        self._across = Divider(self.table, self.gantt, self)
        self._down = QSplitter(Qt.Orientation.Vertical, self)
        self._down.addWidget(self._across)
        self._down.addWidget(self.lower)
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(5)
        self._down.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._down)
        self._appearance = appearance
        self._find_bar: FindBar | None = None
        TypedPreview(self, self.gantt.pending, self)
        self._mark = FocusMark([self.table, self.gantt], appearance, self)
        self.lower.resources_made.connect(lambda: self._mark.add(self.lower.resources.list))
        self._connect(document)

    @property
    def find_bar(self) -> FindBar:
        """Finds and replaces in the table."""
        if self._find_bar is None:
            from .find_bar import FindBar

            bar = self._find_bar = FindBar(self.table.finding, self._appearance, self)
            bar.closed.connect(self.table.setFocus)
            bar.told.connect(self.told)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(bar)
        return self._find_bar

    @property
    def resources(self) -> ResourceView:
        """The loading in the lower pane."""
        return self.lower.resources

    def _connect(self, document: Document) -> None:
        bar, follower = self.gantt.verticalScrollBar(), self.table.verticalScrollBar()
        bar.valueChanged.connect(follower.setValue)
        follower.valueChanged.connect(bar.setValue)
        self._across.divided.connect(self.lower.set_left_width)
        self.lower.left_width_changed.connect(self._on_left_width_changed)
        document.changed.connect(self._on_changed)
        self.gantt.task_drawn.connect(self._on_task_drawn)

    def go_to(self, uid: TaskUid) -> None:
        """Select a task and bring it into view, in table and chart; something typed may have to be put right first."""
        if self.settled():
            self._rows.reveal(uid)
            self._selection.set([uid])
            self.gantt.scroll_to_task(uid)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._sizes_wanted:
            self._sizes_wanted = False
            self._share_out()
        if self._fit_wanted:
            self._fit_wanted = False
            self.table.horizontalScrollBar().setValue(0)
            self._align_loading()
            self.gantt.fit_project()

    def _share_out(self) -> None:
        """Share the size out between table, chart and loading."""
        loading = round(self.height() * _LOADING_SHARE)
        self._across.share_out(self.width())
        self._down.setSizes([self.height() - loading, loading])

    def settle_divider(self) -> None:
        """Put the end of the table where a column ends that is near."""
        self._across.settle()

    @property
    def _panes(self) -> list[QWidget]:
        return [self.table, self.gantt, self.lower.keyboard_widget]

    def next_pane(self) -> None:
        """Give the keyboard to the next of table, chart, loading and what stands beside the plan."""
        panes = [(pane, pane.setFocus) for pane in self._panes if pane.isVisible()] + self.beside()
        focus = QApplication.focusWidget()
        held = (at for at, (pane, _take) in enumerate(panes) if focus is not None and _holds(pane, focus))
        panes[(next(held, -1) + 1) % len(panes)][1]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the table the keys that mean nothing in the chart, but for what would be typed into a cell unseen.

        Esc that means nothing there either takes the find bar away.
        """
        typing = event.text().isprintable() and bool(event.text().strip())
        bar = self._find_bar
        if event.key() == Qt.Key.Key_Escape and bar is not None and bar.isVisible():
            bar.close_bar()
        elif self.gantt.hasFocus() and not typing and event.key() != Qt.Key.Key_Escape:
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def save_state(self) -> tuple[QByteArray, QByteArray]:
        """The positions of both splitters."""
        return self._across.saveState(), self._down.saveState()

    def restore_state(self, across: QByteArray, down: QByteArray) -> None:
        """Put both splitters where they were."""
        self._sizes_wanted = False
        self._across.restore(across)
        self._down.restoreState(down)

    def _align_loading(self) -> None:
        self.lower.set_left_width(self._across.sizes()[0])

    def _on_left_width_changed(self, pixels: int) -> None:
        if self._across.sizes()[0] != pixels:
            self._across.divide(pixels)
        if self._across.sizes()[0] != pixels:  # the table or the chart can't get narrower
            self._align_loading()

    def _on_task_drawn(self, _uid: int) -> None:
        self.table.setFocus()
        self.table.edits.edit_name()

    def _on_changed(self, change: Change) -> None:
        if change.another_plan:
            if self.isVisible():
                self.gantt.verticalScrollBar().setValue(0)
                self.gantt.fit_project()
            else:
                self._fit_wanted = True


def _holds(pane: QWidget, focus: QWidget) -> bool:
    """Whether the keyboard is in a pane."""
    return pane is focus or pane.isAncestorOf(focus)
