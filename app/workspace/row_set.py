"""The rows shown: tasks after folding and filtering, in one order for the table and the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from ..project.project import Project
from ..project.records import ROOT, TaskUid
from .document import Change, Document


class RowSet(QObject):
    """A flat list of the task rows that are shown. Row ``n`` of every view is ``uids[n]``.

    Signals:
        changed: Rows came, went or moved, or the row height changed.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.uids: list[TaskUid] = []
        self.levels: list[int] = []
        self.row_of: dict[TaskUid, int] = {}
        self.row_height = 24
        self.collapsed: set[TaskUid] = set()
        self._filter: Callable[[TaskUid], bool] | None = None
        document.changed.connect(self._on_changed)
        self._rebuild()

    def __len__(self) -> int:
        return len(self.uids)

    @property
    def total(self) -> int:
        """How many rows the plan has, shown or not."""
        return len(self._document.project.tasks)

    def set_row_height(self, pixels: int) -> None:
        """Make all rows this high."""
        if pixels != self.row_height:
            self.row_height = pixels
            self.changed.emit()

    def set_filter(self, keep: Callable[[TaskUid], bool] | None) -> None:
        """Show only tasks that pass, and the summaries above them; None shows all."""
        self._filter = keep
        self.rebuild()

    def toggle(self, uid: TaskUid) -> None:
        """Fold a summary task, or open it."""
        self.fold([uid], uid not in self.collapsed)

    def fold(self, uids: Iterable[TaskUid], folded: bool) -> None:
        """Fold or open these summary tasks."""
        summaries = {uid for uid in uids if self._document.project.is_summary(uid)}
        self.collapsed = self.collapsed | summaries if folded else self.collapsed - summaries
        self.rebuild()

    def fold_to_level(self, level: int | None) -> None:
        """Show the outline down to a level; None opens everything."""
        project = self._document.project
        self.collapsed = (
            set()
            if level is None
            else {uid for uid, at in project.outline() if at >= level and project.is_summary(uid)}
        )
        self.rebuild()

    def reveal(self, uid: TaskUid) -> None:
        """Open every summary task above a task."""
        above = set(self._document.project.ancestors(uid)) & self.collapsed
        if above:
            self.fold(above, False)

    def rebuild(self) -> None:
        """List the rows anew."""
        self._rebuild()
        self.changed.emit()

    def _rebuild(self) -> None:
        project = self._document.project
        kept = None if self._filter is None else _with_summaries(project, self._filter)
        self.uids, self.levels = [], []
        stack = [(1, iter(project.children.get(ROOT, ())))]
        while stack:
            level, siblings = stack[-1]
            for uid in siblings:
                if kept is not None and uid not in kept:
                    continue
                self.uids.append(uid)
                self.levels.append(level)
                if uid in project.children and uid not in self.collapsed:
                    stack.append((level + 1, iter(project.children[uid])))
                    break
            else:
                stack.pop()
        self.row_of = {uid: row for row, uid in enumerate(self.uids)}

    def _on_changed(self, change: Change) -> None:
        if change.everything and change.outline:
            self.collapsed = set()
            self._filter = None
        if change.outline or self._filter is not None:
            self.rebuild()


def _with_summaries(project: Project, keep: Callable[[TaskUid], bool]) -> set[TaskUid]:
    kept: set[TaskUid] = set()
    for uid in project.tasks:
        if keep(uid):
            kept.add(uid)
            kept.update(project.ancestors(uid))
    return kept
