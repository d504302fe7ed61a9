"""The resource view: who is loaded how much when, under the chart and on its time axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QFontMetricsF, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.loading import Loading
from ...app.analysis.resource_load import Overallocation, ResourceLoad
from ...app.analysis.working_curve import Ints
from ...app.chart.time_scale import Labels, Tier, TimeScale
from ...app.i18n import _, ngettext
from ...app.project.moments import Minute
from ...app.project.records import ResourceUid, TaskUid
from ...app.workspace.document import Change, Document
from ...app.workspace.selection import Selection
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..metrics import ROW_HEIGHT
from .ground import free_boxes, load_ground
from .heading import HEIGHT, LoadHeading
from .histogram import highest_value, histogram
from .overview import Overview, Strips
from .resource_list import ResourceList, ResourceModel
from .words import name_of, overallocation_text, summary_text, tooltip

if TYPE_CHECKING:
    from .load_plot import LoadPlot

_SHOWN_AT = 0.25
"""Where in the width an over-allocation comes to stand that was out of view."""


class ResourceView(QWidget):
    """A list of resources, and beside it the histogram of the chosen one or, for several, a strip each.

    Signals:
        left_width_changed: The user moved the border between list and plot; the new width of the list.
        overallocation_shown: The view went to this ``Overallocation``.
        resources_requested: The user wants to add people.
    """

    left_width_changed = Signal(int)
    overallocation_shown = Signal(object)
    resources_requested = Signal()

    def __init__(
        self,
        document: Document,
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
        self._labels = Labels(QFontMetricsF(self.font()).horizontalAdvance)
        self.loading = Loading(document.engine)
        self._stepped: Overallocation | None = None
        self._highest: tuple[ResourceLoad, Tier, bool, float] | None = None
        self._plot: LoadPlot | None = None
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
        self.splitter.setSizes([pixels, max(self.splitter.width() - pixels - self.splitter.handleWidth(), 1)])

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
        self.model = ResourceModel(self._document, self.loading, self._appearance, self)
        self.list = ResourceList(self.model, self._appearance, self)
        self.list.horizontalHeader().setFixedHeight(HEIGHT)
        self.heading = LoadHeading(self)
        self.overview = Overview(self._axis, self._appearance, self._strips, ROW_HEIGHT, self)
        self._empty = self._empty_state()
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._empty)
        self.pages.addWidget(self.overview)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.pages, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([320, 900])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _empty_state(self) -> QWidget:
        page = QWidget(self)
        text = QLabel(
            _("<b>No resources yet</b><br>Add people here, or type their names in the Resources column of a task."),
            page,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setWordWrap(True)
        button = QPushButton(_("Add people…"), page)
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
        self._axis.changed.connect(self._on_axis_changed)
        self._selection.changed.connect(self._on_selection_changed)
        self._appearance.changed.connect(self._wear_theme)
        self.list.chosen_changed.connect(self._on_chosen_changed)
        self.list.verticalScrollBar().valueChanged.connect(self.overview.update)
        self.overview.gestures.wheel_turned.connect(self._on_overview_wheel)
        self.overview.cell_clicked.connect(self._on_cell_clicked)
        self.overview.cell_hovered.connect(self._on_cell_hovered)
        self.heading.percent_chosen.connect(self._refresh)
        self.heading.compare_toggled.connect(self._on_compare_toggled)
        self.heading.next_requested.connect(self.next_overallocation)
        self.heading.previous_requested.connect(self.previous_overallocation)
        self.splitter.splitterMoved.connect(lambda pixels, _index: self.left_width_changed.emit(pixels))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"QHeaderView::section {{ background: {theme.header}; color: {theme.text_faint}; border: none;"
            f" border-bottom: 1px solid {theme.border}; padding: 0 6px; }}"
            f"LoadHeading {{ background: {theme.header}; border-bottom: 1px solid {theme.border}; }}"
            f"QTableView {{ background: {theme.base}; border: none;"
            f" selection-background-color: {theme.selection}; selection-color: {theme.selection_text}; }}"
            f"QToolButton:checked {{ background: {theme.selection}; color: {theme.selection_text};"
            f" border: 1px solid {theme.accent}; border-radius: 3px; }}"
        )
        if self._plot is not None:
            self._plot.set_theme(theme)
        self._refresh()

    # -- showing

    def _refresh(self) -> None:
        """Show what is chosen as it is now; a hidden view does so when it is shown."""
        if not self.isVisible():
            return
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
        self._last_single = uid
        plot = self._made_plot()
        self.pages.setCurrentWidget(plot)
        self.heading.compare.setChecked(False)
        self._draw()
        load = self.loading.of(uid)
        self.heading.show_text(name_of(self._document.project, uid), summary_text(load))

    def _draw(self) -> None:
        """Draw the chosen resource where the time axis stands."""
        if self._plot is None or len(self.chosen) != 1:
            return
        uid, scale = self.chosen[0], self._scale()
        edges = self._edges(scale)
        self.loading.cover(int(edges[0]), int(edges[-1]))
        load = self.loading.of(uid)
        highest = max(self._highest_of(load, scale), highest_value(load, edges, self.percent))
        self._plot.set_stepped_to(self._stepped_place(uid))
        times = self._document.engine.working_times.resource(uid)
        ground = load_ground(self._document.project, self._axis, scale, times, self.pages.width(), self.pages.height())
        self._plot.show_histogram(
            histogram(load, edges, ground, highest=highest, chosen=self._selection.uids, percent=self.percent)
        )

    def _show_several(self, uids: Sequence[ResourceUid]) -> None:
        self.pages.setCurrentWidget(self.overview)
        self.heading.compare.setChecked(len(uids) == len(self.model.uids))
        count = ngettext("{count} resource", "{count} resources", len(uids)).format(count=len(uids))
        self.heading.show_text(count, _("Click a cell to see who works on what."))
        self.overview.update()

    def _made_plot(self) -> LoadPlot:
        """The plot; pyqtgraph takes a third of a second to import, so only who looks at it waits for it."""
        if self._plot is None:
            from .load_plot import LoadPlot

            self._plot = LoadPlot(self._axis, self._appearance.theme, self)
            self._plot.bucket_clicked.connect(self._on_bucket_clicked)
            self._plot.bucket_hovered.connect(self._on_bucket_hovered)
            self.pages.addWidget(self._plot)
        return self._plot

    def _scale(self) -> TimeScale:
        return TimeScale(self._axis.minutes_per_pixel, self._labels, self._document.project.info.week_start)

    def _edges(self, scale: TimeScale) -> Ints:
        """The cells in view of the lower tier of the time scale."""
        first, last = self._axis.minute(0), self._axis.minute(max(self.pages.width(), 1))
        return np.array(scale.ticks(scale.lower, first, last + 1), dtype=np.int64)

    def _highest_of(self, load: ResourceLoad, scale: TimeScale) -> float:
        """The highest value of the whole plan in such buckets, kept until load or zoom change."""
        kept = self._highest
        if kept is None or kept[0] is not load or kept[1:3] != (scale.lower, self.percent):
            value = 0.0
            if len(load.starts):
                ticks = scale.ticks(scale.lower, int(load.starts.min()), int(load.finishes.max()))
                value = highest_value(load, np.array(ticks, dtype=np.int64), self.percent)
            self._highest = kept = (load, scale.lower, self.percent, value)
        return kept[3]

    def _strips(self) -> tuple[Strips, int]:
        """The strips of the rows in view, and the top of the first one."""
        scrolled = self.list.verticalScrollBar().value()
        first = scrolled // ROW_HEIGHT
        uids = self.model.uids[first : first + self.overview.height() // ROW_HEIGHT + 2]
        scale, chosen = self._scale(), set(self.chosen)
        edges = self._edges(scale)
        load = self.loading.matrix(uids, edges)
        buckets = [self.loading.of(uid).buckets(edges) for uid in uids]
        times = self._document.engine.working_times
        ground = load_ground(
            self._document.project, self._axis, scale, None, self.overview.width(), self.overview.height()
        )
        strips = Strips(
            uids=uids,
            edges=edges,
            x=np.floor(edges / self._axis.minutes_per_pixel).astype(np.int64) - self._axis.offset,
            load=load,
            capacity=np.stack([one.capacity for one in buckets]),
            over=np.stack([one.overloaded for one in buckets]),
            chosen=np.array([uid in chosen for uid in uids]),
            free=[free_boxes(ground.frame, times.resource(uid), scale, ROW_HEIGHT) for uid in uids],
            percent=self.percent,
            ground=ground,
        )
        return strips, first * ROW_HEIGHT - scrolled

    # -- what happens

    def _on_document_changed(self, change: Change) -> None:
        if change.everything or change.calendars:
            self.loading.forget_all(self._document.engine)
        else:
            self.loading.forget(change.tasks | change.moved, change.resources)
        if change.everything and change.outline:
            self._last_single = self._stepped = None
        chosen = self.chosen
        self.model.refresh()
        if chosen and chosen[0] in self.model.uids and not self.chosen:
            self.choose(chosen[0])
        self._mark_involved()
        self._refresh()

    def _on_axis_changed(self) -> None:
        if self.isVisible():
            QToolTip.hideText()
            self._draw()
            self.overview.update()

    def _on_selection_changed(self, origin: object) -> None:
        involved = self._mark_involved()
        if origin is not self and involved and len(self.chosen) == 1 and self.chosen[0] not in involved:
            self.choose(next(uid for uid in self.model.uids if uid in involved))
        self._draw()

    def _mark_involved(self) -> set[ResourceUid]:
        """Mark who works on the selected tasks."""
        project, known = self._document.project, set(self.model.uids)
        involved = {
            one.resource
            for task in self._selection.uids
            for one in project.assignments_of(task)
            if one.resource is not None and one.resource in known
        }
        self.model.set_involved(involved)
        return involved

    def _on_chosen_changed(self) -> None:
        if self.chosen:
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
        found = self.loading.overallocations()
        if not found:
            self._stepped = None
            self.heading.show_text(_("Nobody is over-allocated"), "")
            return
        here = (self._stepped.start, self._stepped.resource) if self._stepped else (self._axis.minute(0), -1)
        keys = [(one.start, one.resource) for one in found]
        if forward:
            at = next((number for number, key in enumerate(keys) if key > here), 0)
        else:
            at = next((number for number in reversed(range(len(keys))) if keys[number] < here), len(keys) - 1)
        self._go_to(found[at], at + 1, len(found))

    def _go_to(self, one: Overallocation, number: int, count: int) -> None:
        self._stepped = one
        self.choose(one.resource)
        self._selection.set(one.tasks, one.tasks[0], origin=self)
        left, right = self._axis.x(one.start), self._axis.x(one.finish)
        width = self.pages.width()
        if left < 0 or min(right, left + width // 2) > width:
            self._axis.scroll_to(self._axis.position(one.start) - round(width * _SHOWN_AT))
        self._draw()
        text = overallocation_text(self._document.project, one)
        self.heading.show_text(_("{number} of {count}").format(number=number, count=count), text)
        self.overallocation_shown.emit(one)

    def _stepped_place(self, uid: ResourceUid) -> tuple[int, int] | None:
        one = self._stepped
        if one is None or one.resource != uid:
            return None
        return int(one.start // self._axis.minutes_per_pixel), int(one.finish // self._axis.minutes_per_pixel)
