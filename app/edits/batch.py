"""Several edits made one after the other and given as one patch; the plan itself stays as it was."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from ..analysis.figures import Figures
from ..project.patch import Changes, Patch
from ..project.records import TaskUid
from ..project.ticket import Lasting, Ticket, Uncounted
from ..schedule.engine import Engine

_CALENDARS = frozenset({"calendars", "plan", "resources"})
"""The tables of which working times are made."""


class Batch:
    """A plan while edits are tried on it one by one, each made for what the ones before left.

    Attributes:
        engine: The plan as it is so far. Its dates are computed when somebody asks for them, not after every edit.
        figures: What follows from that.
        settled_figures: What followed from the dates when they were computed last.
    """

    def __init__(self, engine: Engine, ticket: Ticket) -> None:
        self._real = engine
        self._lasting = Uncounted(Lasting(ticket))
        self._whole: Changes = {}
        self._dated: Changes = {}
        self._waiting: Changes = {}
        self._changed: set[TaskUid] = set()
        self.engine: Engine = _Late(self)
        self.figures = Figures(self.engine)
        self.settled_figures = Figures(engine)

    def apply(self, patch: Patch) -> None:
        """Make an edit."""
        if not patch:
            return
        self._real.project.apply(patch)
        _join(self._whole, patch)
        _join(self._waiting, patch)
        if "children" in patch.changes or "plan" in patch.changes:
            self.figures.forget_everything()
            self.settled_figures.forget_everything()
        touched = set(patch.touched("tasks"))
        for one in _records(patch, "assignments"):
            touched.add(one.task)
        self._changed |= touched
        self.figures.forget(touched, outline=False)

    @property
    def patch(self) -> Patch:
        """All edits so far as one."""
        return Patch(self._whole)

    def dated(self) -> Engine:
        """The engine with the dates of all edits so far."""
        if self._waiting:
            waiting, self._waiting = Patch(self._waiting), {}
            _join(self._dated, waiting)
            self._real.update(waiting, self._lasting)
            changed, self._changed = self._changed, set()
            self.settled_figures.forget(changed, outline=False)
        return self._real

    def take_back(self) -> None:
        """Make plan and dates what they were."""
        self._real.project.apply(self.patch.inverted(self._lasting), self._lasting)
        if self._dated:
            self._real.update(Patch(self._dated).inverted(self._lasting), self._lasting)

    def settled(self, uid: TaskUid) -> bool:
        """Whether no edit of another task since the last dating can have moved a task: nothing drives it."""
        project = self._real.project
        line = (uid, *project.ancestors(uid))
        return uid not in self._changed and not any(any(project.predecessors(one)) for one in line)

    def lasts(self, uid: TaskUid) -> bool:
        """Whether no edit of another task since the last dating can have changed how long a task takes, or its work.

        Those of summaries follow from their tasks, and who works at other hours than others takes as long as they let.
        """
        real = self._real
        if uid in self._changed or uid not in real.schedule or real.project.is_summary(uid):
            return False
        return not self.changes_working_times and not real.compiled.activities[real.schedule.rows[uid]].workers

    @property
    def changes_working_times(self) -> bool:
        """Whether an edit since the last dating changed calendars or what the plan says of them."""
        return not _CALENDARS.isdisjoint(self._waiting)

    @property
    def real(self) -> Engine:
        """The engine with dates that may be behind the edits."""
        return self._real


@contextmanager
def batch(engine: Engine, ticket: Ticket | None = None) -> Generator[Batch]:
    """A plan to try edits on for as long as the context lasts; afterwards plan and dates are what they were.

    Nobody else may look at the plan meanwhile.

    Args:
        ticket: Hears of it while they are made so.
    """
    made = Batch(engine, ticket or Ticket())
    try:
        yield made
    finally:
        made.take_back()


class _Late(Engine):
    """Stands for the engine in a batch and brings the dates up to date when they are read."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def __getattr__(self, name: str) -> Any:
        if name == "project":
            return self._batch.real.project
        if name == "working_times" and not self._batch.changes_working_times:
            return self._batch.real.working_times  # they hang on no dates
        return getattr(self._batch.dated(), name)


def _join(changes: Changes, patch: Patch) -> None:
    """Add a later patch to changes; unlike ``Patch.then`` this takes no longer the more there are already."""
    for table, rows in patch.changes.items():
        mine = changes.setdefault(table, {})
        for key, (before, after) in rows.items():
            mine[key] = (mine[key][0] if key in mine else before, after)


def _records(patch: Patch, table: str) -> Iterable[Any]:
    return (one for pair in patch.changes.get(table, {}).values() for one in pair if one is not None)
