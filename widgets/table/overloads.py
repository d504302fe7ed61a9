"""Which tasks ask too much of somebody, worked out bit by bit while the window has nothing else to do."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from ...app.analysis.loading import is_loadable
from ...app.project.records import ResourceUid, TaskUid
from ...app.workspace.document import Change, Document
from ...app.workspace.loads import Loads

SLICE = 0.004
"""Seconds of work at a time, and a pause between, so that no frame is late."""

PAUSE = 60
"""Milliseconds before work begins or goes on."""

_MANY = 1000
"""Where more tasks than this moved, nobody asks who works on each."""


class Overloads(QObject):
    """Knows of resources asked about which tasks overload them; what is not known yet is worked out soon.

    Signals:
        changed: More is known; carries the tasks of which something else is known now.
    """

    changed = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._loads = Loads.of(document)
        self._tasks: dict[ResourceUid, frozenset[TaskUid]] = {}
        self._fresh: set[ResourceUid] = set()
        self._wanted: dict[ResourceUid, None] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._work)
        document.changed.connect(self._on_changed)

    def names(self, task: TaskUid) -> list[str]:
        """The people and machines that a task has a part in overloading, as far as it is known by now."""
        project = self._document.project
        found: list[str] = []
        for one in project.assignments_of(task):
            resource = None if one.resource is None else project.resources.get(one.resource)
            if resource is None or not is_loadable(resource):
                continue
            if resource.uid not in self._fresh:
                self._wanted[resource.uid] = None
                if not self._timer.isActive():
                    self._timer.start()
            if task in self._tasks.get(resource.uid, ()):
                found.append(resource.name)
        return found

    def put_off(self) -> None:
        """Wait a little longer: the window is at something else."""
        if self._wanted:
            self._timer.start()

    def _work(self) -> None:
        until, news = perf_counter() + SLICE, set[TaskUid]()
        if self._wanted and not self._loads.begun(next(iter(self._wanted))):
            self._timer.start()
            return
        while self._wanted and perf_counter() < until:
            uid, _nothing = self._wanted.popitem()
            if uid in self._document.project.resources:
                tasks = frozenset(task for one in self._loads.loading.of(uid).overallocations for task in one.tasks)
                news |= tasks ^ self._tasks.get(uid, frozenset())
                self._tasks[uid] = tasks
                self._fresh.add(uid)
        if self._wanted:
            self._timer.start()
        if news:
            self.changed.emit(frozenset(news))

    def _on_changed(self, change: Change) -> None:
        """Doubt what the edit may have made untrue; what was known is shown until it is worked out anew."""
        touched = change.worked
        if change.everything or change.calendars or len(touched) > _MANY:
            self._fresh.clear()
            return
        assigned = (one.resource for uid in touched for one in self._document.project.assignments_of(uid))
        self._fresh.difference_update(change.resources, (uid for uid in assigned if uid is not None))
