"""What the last edit did beyond itself, worked out once it is made and nothing more urgent is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ..analysis.resource_load import ResourceLoad
from ..project.moments import to_minute
from ..project.patch import Patch
from ..project.records import ROOT, ResourceUid, TaskUid
from ..project.steps import Steps, parts
from ..schedule.schedule import Schedule
from .document import Change, Document
from .loads import FEW, Loads
from .slices import Slices

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
        self._dated: Ripple | None = None
        self._known: dict[ResourceUid, ResourceLoad] = {}
        self._told: Ripple | None = None
        self._first = False
        self._more = False
        self._slices = Slices(self)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._look)
        document.edited.connect(self._keep)
        document.changed.connect(self._on_changed)
        loads.found.connect(self._on_found)  # slots of its own: document and loads outlive the window

    def _keep(self, patch: Patch) -> None:
        """Hold on to what is known of the loads before the edit, and whether there were tasks."""
        self._known = self._loads.loading.known()
        changed = patch.changes.get("tasks", {})
        came = len(changed) >= len(self._document.project.tasks)
        self._first = came and all(before is None for before, _after in changed.values())

    def _on_changed(self, change: Change) -> None:
        self._slices.stop()
        self._told = self._dated = None
        self._change = change if change.redated is not None else None
        if self._change is not None:
            self._later.start()

    def _on_found(self, _found: object) -> None:
        if self._change is None or self._later.isActive():
            return
        if self._slices.busy:
            self._more = True
        else:
            self._look()

    def _look(self) -> None:
        if self._change is not None:
            self._more = False
            self._slices.begin(self._looking(self._change), self._tell, waited_for=False)

    def _looking(self, change: Change) -> Steps[Ripple | None]:
        """What the edit did, as far as it is known now; None where that is no more than was asked for."""
        found = self._dated = self._dated or (yield from self._dates(change))
        overloads = yield from self._overloads()
        if overloads is not None:
            from dataclasses import replace  # loaded with the ripple

            self._change, self._known = None, {}  # nothing more is to be found
            found = replace(found, overloads=overloads)
        beyond = found.finish or found.missed or found.overloads or (yield from self._moves_others(change))
        return found if beyond else None

    def _tell(self, found: Ripple | None) -> None:
        if found is not None and found != self._told:
            self._told = found
            self.found.emit(found)
        if self._more:
            self._look()

    def _dates(self, change: Change) -> Steps[Ripple]:
        """What became of dates and deadlines; tasks that went count for nothing."""
        from ..analysis.ripple import Ripple

        project, engine, moved, missed = self._document.project, self._document.engine, 0, list[TaskUid]()
        for part in parts(_redated(change, engine.schedule)):
            moved += sum(1 for uid, _before in part if not project.is_summary(uid))
            missed += (uid for uid, before in part if self._misses(uid, before))
            yield
        assert change.redated is not None
        finish = engine.working_times.project.between(change.redated.plan_finish, engine.schedule.finish[0])
        if self._first or not project.tasks:
            finish = 0  # the plan had none before, or has none now
        return Ripple(dates={}, moved=moved, finish=finish, missed=tuple(missed))

    def _misses(self, uid: TaskUid, before: int) -> bool:
        """Whether a task keeps its deadline no more, which finished before so."""
        deadline, schedule = self._document.project.tasks[uid].deadline, self._document.schedule
        return deadline is not None and before <= to_minute(deadline) < schedule.finish[schedule.rows[uid]]

    def _moves_others(self, change: Change) -> Steps[bool]:
        """Whether a task moved that the edit was not about."""
        is_summary = self._document.project.is_summary
        for part in parts(_redated(change, self._document.schedule)):
            if any(uid not in change.tasks and not is_summary(uid) for uid, _before in part):
                return True
            yield
        return False

    def _overloads(self) -> Steps[tuple[Overload, ...] | None]:
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
            yield
        return tuple(sorted(found, key=lambda one: (one.start, one.resource)))


def _redated(change: Change, schedule: Schedule) -> Iterator[tuple[TaskUid, int]]:
    """The tasks that start or finish at another time, and when they finished before."""
    assert change.redated is not None
    uids = map(schedule.uids.__getitem__, change.redated.rows.tolist())
    pairs = zip(uids, change.redated.finishes.tolist(), strict=True)
    return ((uid, before) for uid, before in pairs if uid != ROOT and uid in schedule.rows)
