"""The resource view: who is loaded how much when, under the chart and on its time axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from ...app.analysis.resource_load import Overallocation
from ...app.chart.tier_labels import Labels
from ...app.i18n import _, ngettext
from ...app.project.moments import Minute
from ...app.project.records import ResourceUid, TaskUid
from ...app.workspace.document import Change, Document
from ...app.workspace.loads import Loads
from ...app.workspace.selection import Selection
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..metrics import ROW_HEIGHT, text_widths
from ..side_list import SideSplitter
from .heading import HEIGHT, LoadHeading
from .load_source import LoadSource
from .overload_walk import OverloadWalk
from .overview import Overview, Strips
from .resource_list import ResourceList, ResourceModel
from .words import name_of, overallocation_text, summary_text, tooltip

if TYPE_CHECKING:
    from .load_plot import LoadPlot


_MANY = 1000
"""Of more tasks than this nobody asks who works on each."""

_LOOKED_UP = 2000
"""So many assignments of the selected tasks are looked up one by one, in two milliseconds."""

_CATCH_UP = QEvent.Type(QEvent.registerEventType())
"""Comes before the next frame is painted."""

_SHOWN_AT = 0.25
"""Where in the width an over-allocation comes to stand that was out of view."""


class ResourceView(QWidget):
    """A list of resources, and beside it the histogram of the chosen one or, for several, a strip each.

    Signals:
        left_width_changed: The user moved the border between list and plot; the new width of the list.
        overallocation_shown: The view went to this ``Overallocation``.
        resources_requested: The user wants to add people.
        resource_requested: The user wants to change a resource; carries its uid.
    """

    left_width_changed = Signal(int)
    overallocation_shown = Signal(object)
    resources_requested = Signal()
    resource_requested = Signal(int)

    def __init__(
        self,
        document: Document,
        loads: Loads,
        axis: TimeAxis,
        selection: Selection,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._axis = axis
        self._selection = selection
        self._appearance = appearance
        labels = Labels(text_widths(self.font()))
        self._source = LoadSource(document, loads.loading, axis, labels)
        self._loads = loads
        self.loading = loads.loading
        self._walk = OverloadWalk(self.loading)
        self._plot: LoadPlot | None = None
        self._painted = False
        self._due: Callable[[], None] | None = None
        self._last_single: ResourceUid | None = None
        self._build()
        self._connect()
        self._wear_theme()
        self._refresh()

    # -- what can be asked from outside

    @property
    def chosen(self) -> list[ResourceUid]:
        """The resources that are drawn."""
        return self.list.chosen

    @property
    def percent(self) -> bool:
        """Whether values are percent rather than hours."""
        return self.heading.percent.isChecked()

    def set_percent(self, percent: bool) -> None:
        """Show values in percent, or in hours."""
        (self.heading.percent if percent else self.heading.hours).setChecked(True)

    def choose(self, uid: ResourceUid) -> None:
        """Draw one resource."""
        self.list.choose(uid)

    def set_left_width(self, pixels: int) -> None:
        """Make the list so wide that the plot begins where the chart above does."""
        self.splitter.set_left_width(pixels)

    def next_overallocation(self) -> None:
        """Go to the next over-allocation of anybody, in order of time; after the last one, to the first."""
        self._step(forward=True)

    def previous_overallocation(self) -> None:
        """Go to the over-allocation before."""
        self._step(forward=False)

    @property
    def plot(self) -> LoadPlot | None:
        """The plot, made when a single resource is first shown."""
        return self._plot

    # -- putting it together

    def _build(self) -> None:
        self.model = ResourceModel(self._document, self._loads, self._appearance, self)
        self.list = ResourceList(self.model, self._appearance, self)
        self.list.horizontalHeader().setFixedHeight(HEIGHT)
        self.heading = LoadHeading(self)
        self.overview = Overview(self._axis, self._appearance, self._strips, ROW_HEIGHT, self)
        self._empty = self._empty_state()
        self.pages = QStackedWidget(self)
        blank = QWidget(self)
        blank.setObjectName("empty")
        blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pages.addWidget(blank)
        self.pages.addWidget(self._empty)
        self.pages.addWidget(self.overview)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.pages, 1)
        self.splitter = SideSplitter(self.list, right, self)
        self.splitter.setSizes([320, 900])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _empty_state(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("empty")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        text = QLabel(
            _("<b>No resources yet</b><br>Add people here, or type their names in the Resources column of a task."),
            page,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setWordWrap(True)
        button = QPushButton(_("Add People…"), page)
        button.clicked.connect(self.resources_requested)
        column = QVBoxLayout(page)
        column.addStretch()
        column.addWidget(text)
        column.addSpacing(6)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return page

    def _connect(self) -> None:
        self._document.changed.connect(self._on_document_changed)
        self._loads.found.connect(self._on_found)
        self._axis.changed.connect(self._on_axis_changed)
        self._selection.changed.connect(self._on_selection_changed)
        self._appearance.changed.connect(self._wear_theme)
        self.list.chosen_changed.connect(self._on_chosen_changed)
        self.list.activated.connect(lambda index: self.resource_requested.emit(self.model.uids[index.row()]))
        self.list.verticalScrollBar().valueChanged.connect(self.overview.update)
        self.overview.gestures.wheel_turned.connect(self._on_overview_wheel)
        self.overview.cell_clicked.connect(self._on_cell_clicked)
        self.overview.cell_hovered.connect(self._on_cell_hovered)
        self.heading.percent_chosen.connect(self._on_percent_chosen)
        self.heading.compare_toggled.connect(self._on_compare_toggled)
        self.heading.next_requested.connect(self.next_overallocation)
        self.heading.previous_requested.connect(self.previous_overallocation)
        self.splitter.splitterMoved.connect(lambda pixels, _index: self.left_width_changed.emit(pixels))

    def event(self, event: QEvent) -> bool:
        # Del and Ins would reach the actions of the window, which delete and add tasks: not from among the people.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        event.setAccepted(event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Insert))
        return event.isAccepted()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        self._refresh()
        self._made_plot()  # before somebody waits for it

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"QHeaderView::section {{ background: {theme.header}; color: {theme.text_faint}; border: none;"
            f" border-bottom: 1px solid {theme.border}; padding: 0 6px; }}"
            f"LoadHeading {{ background: {theme.header}; border-bottom: 1px solid {theme.border}; }}"
            f"#empty {{ background: {theme.base}; }}"
            f"QTableView {{ background: {theme.base}; border: none;"
            f" selection-background-color: {theme.selection}; selection-color: {theme.selection_text}; }}"
            f"QToolButton:checked {{ background: {theme.selection}; color: {theme.selection_text};"
            f" border: 1px solid {theme.accent}; border-radius: 3px; }}"
        )
        self.heading.wear(theme)
        if self._plot is not None:
            self._plot.set_theme(theme)
        self._refresh()

    # -- showing

    def _ask(self, what: Callable[[], None]) -> None:
        """Refresh or draw once before the next frame, however many changes of plan and selection make up an edit."""
        if self._due is None:
            QCoreApplication.postEvent(self, QEvent(_CATCH_UP))
        if self._due != self._refresh:  # which draws, too
            self._due = what

    def customEvent(self, event: QEvent) -> None:
        if event.type() == _CATCH_UP:
            self._catch_up()

    def _catch_up(self) -> None:
        while self._due is not None:  # to refresh may be to choose somebody, whom to show is due then
            due, self._due = self._due, None
            due()

    def _refresh(self) -> None:
        """Show what is chosen as it is now; a view not seen yet does so after the window was painted once.

        Importing pyqtgraph takes a third of a second, for which nobody should look at nothing.
        """
        if not self.isVisible() or not self._painted:
            return
        self.heading.setEnabled(bool(self.model.uids))
        if not self.model.uids:
            self.pages.setCurrentWidget(self._empty)
            self.heading.show_text("", "")
            return
        if not self.chosen:
            self._choose_single()
            return
        if len(self.chosen) == 1:
            self._show_one(self.chosen[0])
        else:
            self._show_several(self.chosen)

    def _show_one(self, uid: ResourceUid) -> None:
        plot = self._made_plot()
        self.pages.setCurrentWidget(plot)
        self.heading.compare.setChecked(False)
        if not self._loads.begun(uid):
            return  # it is shown once it was found
        self._draw()
        load = self.loading.of(uid)
        self.heading.show_text(name_of(self._document.project, uid), summary_text(load))

    def _draw(self) -> None:
        """Draw the chosen resource where the time axis stands."""
        if self._plot is None or len(self.chosen) != 1:
            return
        uid, room = self.chosen[0], self.pages
        if uid not in self._document.project.resources or not self._loads.begun(uid):
            return  # of another plan, to which the axis was fitted first, or shown once its load was found
        self._plot.set_stepped_to(self._stepped_place(uid))
        self._plot.show_histogram(self._source.histogram(uid, self._selection.members, room.width(), room.height()))

    def _show_several(self, uids: Sequence[ResourceUid]) -> None:
        self.pages.setCurrentWidget(self.overview)
        self.heading.compare.setChecked(len(uids) == len(self.model.uids))
        count = ngettext("{count} resource", "{count} resources", len(uids)).format(count=len(uids))
        self.heading.show_text(count, _("Click a cell to see who works on what."))
        self.overview.update()

    def _made_plot(self) -> LoadPlot:
        """The plot; pyqtgraph is imported only where the view is seen."""
        if self._plot is None:
            from .load_plot import LoadPlot

            self._plot = LoadPlot(self._axis, self._appearance.theme, self)
            self._plot.bucket_clicked.connect(self._on_bucket_clicked)
            self._plot.bucket_hovered.connect(self._on_bucket_hovered)
            self._plot.resized.connect(self._draw)
            self.pages.addWidget(self._plot)
        return self._plot

    def _strips(self) -> tuple[Strips, int]:
        """The strips of the rows in view, and the top of the first one."""
        scrolled = self.list.verticalScrollBar().value()
        first = scrolled // ROW_HEIGHT
        uids = self.model.uids[first : first + self.overview.height() // ROW_HEIGHT + 2]
        strips = self._source.strips(uids, set(self.chosen), self.overview.width(), self.overview.height(), ROW_HEIGHT)
        return strips, first * ROW_HEIGHT - scrolled

    # -- what happens

    def _on_document_changed(self, change: Change) -> None:
        if change.another_plan:
            self._last_single = self._walk.last = None
            self.model.forget()
        concerned = self._concerned(change)
        if concerned is not None and not concerned:
            return
        chosen = self.chosen
        self.model.refresh(concerned)
        if chosen and chosen[0] in self.model.uids and not self.chosen:
            self.choose(chosen[0])
        self._mark_involved()
        self._ask(self._refresh)

    def _on_found(self, found: dict[ResourceUid, bool]) -> None:
        """Show what had to wait for its load."""
        if len(self.chosen) == 1 and self.chosen[0] in found:
            self._ask(self._refresh)

    def _concerned(self, change: Change) -> Set[ResourceUid] | None:
        """Whose load may be another, or what stands behind it; None for all."""
        if change.everything or change.calendars or len(change.worked) > _MANY:
            return None
        assigned = (one.resource for uid in change.worked for one in self._document.project.assignments_of(uid))
        return change.resources.union(uid for uid in assigned if uid is not None)

    def _on_axis_changed(self) -> None:
        if self.isVisible():
            QToolTip.hideText()
            self._draw()
            self.overview.update()

    def _on_selection_changed(self, origin: object) -> None:
        involved = self._mark_involved()
        if origin is not self and involved and len(self.chosen) == 1 and self.chosen[0] not in involved:
            self.choose(next(uid for uid in self.model.uids if uid in involved))
        self._ask(self._draw)

    def _mark_involved(self) -> set[ResourceUid]:
        """Mark who works on the selected tasks."""
        project, chosen = self._document.project, self._selection
        theirs = project.assignment_uids_of(chosen.uids)
        people = {project.assignments[uid].resource for uid in islice(theirs, _LOOKED_UP)}
        involved = {uid for uid in self.model.uids if uid in people}
        if next(theirs, None) is not None:  # of who works on so much else, one of the first assignments mostly tells
            members, others = chosen.members, [uid for uid in self.model.uids if uid not in involved]
            involved.update(uid for uid in others if any(one.task in members for one in project.assignments_to(uid)))
        self.model.set_involved(involved)
        return involved

    def _on_chosen_changed(self) -> None:
        if len(self.chosen) == 1:
            self._last_single = self.chosen[0]
        if self.chosen:
            self._ask(self._refresh)

    def _on_percent_chosen(self, percent: bool) -> None:
        self._source.percent = percent
        self._refresh()

    def _on_compare_toggled(self, compare: bool) -> None:
        if compare:
            self.list.selectAll()
        else:
            self._choose_single()

    def _choose_single(self) -> None:
        """Draw the resource that was drawn last, else the first."""
        last, uids = self._last_single, self.model.uids
        self.choose(last if last is not None and last in uids else uids[0])

    def _on_overview_wheel(self, notches: float) -> None:
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() - round(notches * 3 * ROW_HEIGHT))

    def _on_bucket_clicked(self, start: Minute, finish: Minute) -> None:
        self._select_tasks(self.chosen[0], start, finish)

    def _on_cell_clicked(self, uid: ResourceUid, start: Minute, finish: Minute) -> None:
        self._select_tasks(uid, start, finish)

    def _select_tasks(self, uid: ResourceUid, start: Minute, finish: Minute) -> None:
        """Select the tasks behind a bucket: where there is too much, only those it is through."""
        load = self.loading.of(uid)
        hot = [one for one in load.overallocations if one.start < finish and one.finish > start]
        inside = [load.shares(max(one.start, start), min(one.finish, finish)) for one in hot] or [
            load.shares(start, finish)
        ]
        tasks: dict[TaskUid, None] = {task: None for shares in inside for task, _minutes in shares}
        if tasks:
            self._selection.set(tasks, next(iter(tasks)), origin=self)

    def _on_bucket_hovered(self, bucket: int | None) -> None:
        shown = self._plot.item.shown if self._plot else None
        if bucket is None or shown is None or len(self.chosen) != 1:
            QToolTip.hideText()
        else:
            self._explain(self.chosen[0], int(shown.edges[bucket]), int(shown.edges[bucket + 1]))

    def _on_cell_hovered(self, cell: tuple[ResourceUid, Minute, Minute] | None) -> None:
        if cell is None:
            QToolTip.hideText()
        else:
            self._explain(*cell)

    def _explain(self, uid: ResourceUid, start: Minute, finish: Minute) -> None:
        text = tooltip(self._document.project, self.loading.of(uid), start, finish, self._appearance.theme)
        QToolTip.showText(QCursor.pos() + QPoint(2, 6), text, self.pages)

    # -- from one over-allocation to the next

    def _step(self, *, forward: bool) -> None:
        stop, done = None, False
        with self._document.patience(_("Looking for over-allocations…"), True) as ticket:
            stop = self._walk.step(self._axis.minute(0), forward=forward, ticket=ticket)
            done = True
        if not done:
            return
        if stop is None:
            self.heading.show_text(_("Nobody is over-allocated"), "")
            return
        one = stop.overallocation
        self.choose(one.resource)
        self._selection.set(one.tasks, one.tasks[0], origin=self)
        self._bring_into_view(one)
        self._ask(self._draw)
        self._catch_up()  # before other words take the place of what is said of this person
        number = _("{number} of {count}").format(number=stop.number, count=stop.count)
        self.heading.show_text(number, overallocation_text(self._document.project, one))
        self.overallocation_shown.emit(one)

    def _bring_into_view(self, one: Overallocation) -> None:
        left, right, width = self._axis.x(one.start), self._axis.x(one.finish), self.pages.width()
        if left < 0 or min(right, left + width // 2) > width:
            self._axis.scroll_to(self._axis.position(one.start) - round(width * _SHOWN_AT))

    def _stepped_place(self, uid: ResourceUid) -> tuple[int, int] | None:
        one = self._walk.last
        if one is None or one.resource != uid:
            return None
        return int(one.start // self._axis.minutes_per_pixel), int(one.finish // self._axis.minutes_per_pixel)
