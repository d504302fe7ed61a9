"""The paths of the selected tasks in the chart, followed bit by bit."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from ...app.chart.options import Path
from ...app.chart.task_path import task_path_in_steps
from ...app.project.records import TaskUid
from ...app.project.steps import Steps
from ...app.workspace.document import Document
from ...app.workspace.selection import Selection
from ...app.workspace.slices import Slices


class TaskPaths(QObject):
    """The tasks around the selected ones that are made to stand out.

    Signals:
        found: Some were found, after a while.
    """

    found = Signal()

    def __init__(self, document: Document, selection: Selection, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._selection = selection
        self._known: dict[TaskUid, Path] | None = None
        self._following = Slices(self)

    def tasks(self, wanted: Collection[Path]) -> dict[TaskUid, Path]:
        """The tasks on these kinds of paths; none while many are still being followed."""
        if self._known is None:
            self._known = {}
            self._following.stop()
            if wanted:
                self._following.begin(self._steps(wanted), self._take)
        return self._known

    def forget(self, *, gone: bool = False) -> None:
        """Follow them anew when asked; at once no longer where tasks may be gone."""
        self._known = None
        if gone:
            self._following.stop()

    def _steps(self, wanted: Collection[Path]) -> Steps[dict[TaskUid, Path]]:
        project, schedule = self._document.project, self._document.schedule
        dated = [uid for uid in self._selection.uids if uid in schedule]
        yield from project.index_links()
        return (yield from task_path_in_steps(project, schedule, dated, wanted))

    def _take(self, tasks: dict[TaskUid, Path]) -> None:
        self._known = tasks
        if tasks:
            self.found.emit()
