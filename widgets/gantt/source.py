"""Keeps the chart of the open plan at hand: built anew only as far as a change asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ...app.analysis.figures import Figures
from ...app.chart.bar_texts import Texter
from ...app.chart.gantt import GanttChart
from ...app.chart.link_table import LinkTable
from ...app.chart.options import Options
from ...app.edits.fields import PLACED, SHARED
from ...app.edits.wording import Wording
from ...app.project.moments import Minute, to_minute
from ...app.project.records import TaskUid
from ...app.project.steps import Steps
from ...app.project.widths import replace
from ...app.schedule.engine import Engine
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet

MANY = 2000
"""Above this number of tasks with other links all links are taken anew."""


def now() -> Minute:
    """The moment of the machine's clock."""
    return to_minute(datetime.now())


class ChartSource(QObject):
    """The chart of a document's rows.

    Signals:
        changed: The chart is another one; carries the tasks of which alone the rows look otherwise, or None.
    """

    changed = Signal(object)

    def __init__(self, document: Document, rows: RowSet, wording: Callable[[], Wording], parent: QObject) -> None:
        super().__init__(parent)
        self._wording = wording
        self.options = Options()
        self._document = document
        self._rows = rows
        self._links: LinkTable | None = None
        self._tied = document.project
        self._placed = False
        self._chart: GanttChart | None = None
        self._before: GanttChart | None = None
        self._touched: set[TaskUid] = set()
        self._shown: Sequence[TaskUid] | None = None
        self._texter: Texter | None = None
        self._coming: tuple[Engine, LinkTable] | None = None
        document.preparations.append(self._prepare)
        document.catching_up.append(self._catch_up)
        document.changed.connect(self._on_document_changed)
        rows.changed.connect(self._on_rows_changed)

    def set_options(self, options: Options) -> None:
        """Show other things."""
        self.options = options
        self._forget()

    def chart(self) -> GanttChart:
        """The chart as it is now."""
        if self._chart is None or self._shown is not self._rows.uids:
            if self._shown is not self._rows.uids:  # asked for by who heard of other rows before this did
                self._shown, self._placed = self._rows.uids, False
            document, options, before = self._document, replace(self.options, today=now()), self._chart or self._before
            self._chart = GanttChart(
                document.project,
                document.schedule,
                document.engine.working_times,
                self._rows.uids,
                self._rows.row_height,
                options,
                self._table() if options.links else None,
                self._texts(),
                self._rows.band_extent if self._rows.bands else None,
                self._rows.inner,
            )
            if before is not None:
                self._chart.take_rows(before, self._touched)
            self._before, self._touched = None, set()
        return self._chart

    @property
    def is_up_to_date(self) -> bool:
        """Whether the chart that was asked for last is still that of the rows."""
        return self._chart is not None and self._shown is self._rows.uids

    @property
    def figures(self) -> Figures:
        """The figures of the plan's tasks."""
        return self._texts().figures

    def forget_texts(self) -> None:
        """Write all texts anew."""
        self._texter = None
        self._forget()

    def _texts(self) -> Texter:
        if self._texter is None:
            self._texter = Texter(Figures(self._document.engine), self._wording())
        return self._texter

    def _table(self) -> LinkTable:
        if self._links is None:
            self._links = LinkTable(self._document.project, self._document.schedule, self._rows.uids)
        elif not self._placed:
            self._links.place(self._rows.uids, self._rows.row_of)
        self._links.schedule, self._placed = self._document.schedule, True
        return self._links

    def _prepare(self, engine: Engine) -> Steps[None]:
        """Take the links of a plan that is about to come."""
        self._coming = engine, (yield from LinkTable.in_steps(engine.project, engine.schedule))

    def _catch_up(self, change: Change) -> Steps[None]:
        """Take the links anew where many changed."""
        if len(change.links) > MANY:
            yield from self._prepare(self._document.engine)

    def _arrived(self) -> LinkTable | None:
        """The links of the plan that has come, where they are known."""
        coming, self._coming, self._placed = self._coming, None, False
        return coming[1] if coming is not None and coming[0] is self._document.engine else None

    def _on_document_changed(self, change: Change) -> None:
        touched = change.touched
        if change.everything or change.calendars or len(touched) > MANY:
            self._texter = None
        elif self._texter is not None:
            self._texter.figures.forget(touched, outline=change.outline)
            known = (uid for uid in touched if uid in self._document.project.tasks)
            self._touched.update(touched, *map(self._document.project.ancestors, known))
        if (change.everything and self._tied is not self._document.project) or len(change.links) > MANY:
            self._links, self._tied = self._arrived(), self._document.project
        elif change.links and self._links is not None and self._links.refresh(self._document.project, change.links):
            self._placed = False
        self._forget(self._alone(change))

    def _alone(self, change: Change) -> frozenset[TaskUid] | None:
        """The tasks of which nothing but words changed where that is all; None where other rows can show it."""
        if change.outline or change.everything or change.calendars or not change.touched <= change.worded:
            return None
        shared = self.options.colours or self.options.fields & (PLACED | SHARED)
        return None if shared else change.worded

    def _on_rows_changed(self) -> None:
        self._placed = False
        self._forget()

    def _forget(self, alone: frozenset[TaskUid] | None = None) -> None:
        self._chart, self._before = None, self._chart or self._before
        self.changed.emit(alone)
