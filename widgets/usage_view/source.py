"""What stands in the cells of a usage view: amounts of the rows in view, in periods of the chart's time scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLocale

from ...app.analysis.curves import Places
from ...app.analysis.loading import Loading
from ...app.analysis.usage import Amount, Usage
from ...app.analysis.working_curve import Bools, Floats, Ints
from ...app.chart.marks import Frame, IntArray
from ...app.chart.tier_labels import Labels
from ...app.chart.tiers import Tier
from ...app.chart.time_scale import Cell, TimeScale, roomy
from ...app.edits.wording import Wording
from ...app.project.moments import Minute
from ...app.project.records import AssignmentUid, ResourceUid, TaskUid
from ...app.project.working_axis import WorkingTime
from ...app.workspace.document import Change, Document
from ...app.workspace.time_axis import TimeAxis
from ..resource_view.ground import free_boxes
from ..table.locale_style import style_of
from .nodes import NOBODY, Node, Sort

LEAST_CELL = 32
"""Pixels that a column needs for its figures; below that the next coarser unit of time is taken."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The periods in view.

    Attributes:
        edges: Where they begin and the last ends; ``x`` the same in pixels of the view.
        cells: Their labels.
    """

    edges: Ints
    x: Ints
    cells: Sequence[Cell]

    def at(self, x: float) -> int:
        """The column at a pixel, held within those in view."""
        return min(max(int(np.searchsorted(self.x, x, side="right")) - 1, 0), len(self.edges) - 2)


class UsageSource:
    """Amounts of a document on a time axis.

    Attributes:
        usage: The amounts themselves.
        shown: Which amounts each row shows, in order.
    """

    def __init__(self, document: Document, axis: TimeAxis, labels: Labels, loading: Loading) -> None:
        self._document = document
        self._axis = axis
        self._labels = labels
        self._places: Places | None = None
        self._waiting: dict[TaskUid, Iterator[None]] = {}
        self.usage = Usage(document.engine, loading)
        self.shown: tuple[Amount, ...] = (Amount.WORK,)
        self.wording = self._wording()

    def _wording(self) -> Wording:
        return Wording(self._document.project.info, style_of(QLocale()))

    def forget(self, change: Change) -> None:
        """Drop what a change of the plan has made untrue; the loading has been told before."""
        self.wording = self._wording()
        self._places = None
        self._waiting.clear()
        if change.everything or change.calendars or change.outline:
            self.usage.forget_all(self._document.engine)
        else:
            self.usage.forget(change.touched, change.resources)

    # -- periods

    @property
    def tier(self) -> Tier:
        """The unit of time of the columns: the finest of the chart's whose cells have room for figures."""
        return roomy(self.scale, LEAST_CELL)

    @property
    def scale(self) -> TimeScale:
        """The time scale of the chart."""
        return self._axis.scale(self._labels, self._document.project.info)

    def columns(self, width: int) -> Columns:
        """The periods that are seen in a width."""
        scale, tier, left = self.scale, self.tier, self._axis.offset
        first, last = self._axis.minute(0), self._axis.minute(max(width, 1))
        edges: Ints = np.array(scale.ticks(tier, first, last + 1), dtype=np.int64)
        x = np.floor(edges / self._axis.minutes_per_pixel).astype(np.int64) - left
        return Columns(edges, x, scale.cells(tier, left, left + width))

    def period(self, minute: Minute, steps: int = 0) -> tuple[Minute, Minute]:
        """The period that holds a moment, or one so many periods later."""
        scale, tier = self.scale, self.tier
        while steps < 0:
            minute = scale.ticks(tier, minute, minute + 1)[0] - 1
            steps += 1
        while steps > 0:
            minute = scale.ticks(tier, minute, minute + 1)[1]
            steps -= 1
        start, finish = scale.ticks(tier, minute, minute + 1)[:2]
        return start, finish

    # -- amounts

    def values(self, node: Node, amount: Amount, edges: Ints) -> Floats | None:
        """The amounts of a row; None where they are still being added up."""
        places = self._on(edges)
        if node.sort is Sort.ASSIGNMENT:
            return self.usage.of_assignment(amount, AssignmentUid(node.uid), places)
        if node.sort is Sort.RESOURCE:
            return self.usage.of_resource(amount, ResourceUid(node.uid), places)
        uid = TaskUid(node.uid)
        if not self.usage.is_ready(uid):
            self._waiting.setdefault(uid, self.usage.prepare(uid))
            return None
        return self.usage.of_task(amount, uid, places)

    def total(self, node: Node, amount: Amount) -> float:
        """All of a row's amount; nothing as long as it is being added up."""
        if node.sort is Sort.TASK and not self.usage.is_ready(TaskUid(node.uid)):
            return 0.0
        return self.usage.total(amount, node.sort.value, node.uid)

    def overloaded(self, node: Node, edges: Ints) -> Bools:
        """In which periods the resource of a row has too much to do."""
        uid: ResourceUid | None = None
        if node.sort is Sort.RESOURCE and node.uid != NOBODY:
            uid = ResourceUid(node.uid)
        elif node.sort is Sort.ASSIGNMENT:
            uid = self._document.project.assignments[AssignmentUid(node.uid)].resource
        return self.usage.overloaded(uid, self._on(edges))

    def extent(self, node: Node) -> tuple[Minute, Minute]:
        """The first and last moment of a row: of an assignment, a task, or of all a resource works on."""
        project, schedule = self._document.project, self._document.schedule
        if node.sort is Sort.TASK:
            row = schedule.rows[TaskUid(node.uid)]
            return schedule.start[row], schedule.finish[row]
        if node.sort is Sort.ASSIGNMENT:
            spans = [schedule.spans[AssignmentUid(node.uid)]]
        else:
            spans = [schedule.spans[one.uid] for one in project.assignments_to(ResourceUid(node.uid))]
        if not spans:
            return schedule.start[0], schedule.finish[0]
        return min(span.start for span in spans), max(span.finish for span in spans)

    def free(self, node: Node, width: int, height: int) -> IntArray:
        """Boxes of the time in which nobody works on a row."""
        axis = self._axis
        frame = Frame(minutes_per_pixel=axis.minutes_per_pixel, left=axis.offset, top=0, width=width, height=height)
        return free_boxes(frame, self._time(node), self.scale, height)

    def add_up(self) -> bool:
        """Go on adding up what is waited for, a little; tells whether something was completed."""
        for uid, steps in list(self._waiting.items()):
            for _turn in range(4):
                if next(steps, self) is self:
                    del self._waiting[uid]
                    return True
            return False
        return False

    @property
    def waiting(self) -> bool:
        """Whether something is still to be added up."""
        return bool(self._waiting)

    def _on(self, edges: Ints) -> Places:
        if self._places is None or not np.array_equal(self._places.edges, edges):
            self._places = Places(edges)
        return self._places

    def _time(self, node: Node) -> WorkingTime:
        times, project = self._document.engine.working_times, self._document.project
        if node.sort is Sort.ASSIGNMENT:
            one = project.assignments[AssignmentUid(node.uid)]
            return times.assignment(one.task, one.resource)
        if node.sort is Sort.RESOURCE:
            return times.resource(ResourceUid(node.uid)) if node.uid != NOBODY else times.project
        return times.task(TaskUid(node.uid))
