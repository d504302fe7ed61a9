"""What the last edit did beyond itself, worked out once it is made and nothing more urgent is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ..analysis.resource_load import ResourceLoad
from ..project.moments import to_minute
from ..project.records import ROOT, ResourceUid, TaskUid
from .document import Change, Document
from .loads import FEW, Loads

if TYPE_CHECKING:  # most edits move nothing but what they are about
    from ..analysis.ripple import Overload, Ripple

_PAUSE: Final = 40
"""Milliseconds after an edit: the plan is painted first."""


class Aftermath(QObject):
    """Tells what an edit moved, as a ``Ripple`` tells what one would move.

    Signals:
        found: An edit, or its undo, did more than change the tasks it was about; carries the ``Ripple``, without the
            dates. Sent again where loads of people that take longer are known.
    """

    found = Signal(object)

    def __init__(self, document: Document, loads: Loads, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._loads = loads
        self._change: Change | None = None
        self._known: dict[ResourceUid, ResourceLoad] = {}
        self._told: Ripple | None = None
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._look)
        document.edited.connect(self._keep)
        document.changed.connect(self._on_changed)
        loads.found.connect(self._on_found)  # slots of its own: document and loads outlive the window

    def _keep(self, _patch: object) -> None:
        """Hold on to what is known of the loads before the edit."""
        self._known = self._loads.loading.known()

    def _on_changed(self, change: Change) -> None:
        self._told = None
        self._change = change if change.redated is not None else None
        if self._change is not None:
            self._later.start()

    def _on_found(self, _found: object) -> None:
        if not self._later.isActive():
            self._look()

    def _look(self) -> None:
        change = self._change
        if change is None or change.redated is None:
            return
        from ..analysis.ripple import Ripple

        uids, finishes = self._redated(change)
        project, engine = self._document.project, self._document.engine
        moved = [uid for uid in uids if uid != ROOT and not project.is_summary(uid)]
        finish = engine.working_times.project.between(change.redated.plan_finish, engine.schedule.finish[0])
        overloads = self._overloads()
        if overloads is not None:
            self._change, self._known = None, {}  # nothing more is to be found
        found = Ripple(
            dates={}, moved=len(moved), finish=finish, missed=self._missed(uids, finishes), overloads=overloads or ()
        )
        beyond = finish or found.missed or found.overloads or any(uid not in change.tasks for uid in moved)
        if beyond and found != self._told:
            self._told = found
            self.found.emit(found)

    def _redated(self, change: Change) -> tuple[list[TaskUid], list[int]]:
        """The tasks that start or finish at another time, and when they finished before."""
        schedule, redated = self._document.schedule, change.redated
        assert redated is not None
        pairs = zip(map(schedule.uids.__getitem__, redated.rows.tolist()), redated.finishes.tolist(), strict=True)
        there = [(uid, finish) for uid, finish in pairs if uid in schedule.rows]
        return [uid for uid, _finish in there], [finish for _uid, finish in there]

    def _missed(self, uids: list[TaskUid], finishes: list[int]) -> tuple[TaskUid, ...]:
        """The tasks that keep their deadlines no more."""
        tasks, schedule = self._document.project.tasks, self._document.schedule
        missed = list[TaskUid]()
        for uid, before in zip(uids, finishes, strict=True):
            task = tasks.get(uid)
            if task is not None and task.deadline is not None:
                deadline = to_minute(task.deadline)
                if before <= deadline < schedule.finish[schedule.rows[uid]]:
                    missed.append(uid)
        return tuple(missed)

    def _overloads(self) -> tuple[Overload, ...] | None:
        """The worst new overload of each resource that is worse off; None until all loads are known."""
        from ..analysis.ripple import worst_new

        loading, resources = self._loads.loading, self._document.project.resources
        known = {uid: load for uid, load in self._known.items() if uid in resources}
        if sum(not loading.knows(uid) for uid in known) > FEW:
            self._loads.overloaded()  # wants them all, bit by bit
            return None
        found: list[Overload] = []
        for uid, before in known.items():
            load = self._loads.now(uid)
            if load is None:
                return None
            if load is not before and (worst := worst_new(before, load)) is not None:
                found.append(worst)
        return tuple(sorted(found, key=lambda one: (one.start, one.resource)))
