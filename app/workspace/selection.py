"""What is selected: tasks by uid, shared by the table and the chart."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ..project.records import TaskUid


class Selection(QObject):
    """The selected tasks and the current one among them.

    Signals:
        changed: Another selection or current task; carries who changed it, or None.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.uids: tuple[TaskUid, ...] = ()
        self.current: TaskUid | None = None
        self._members: frozenset[TaskUid] | None = None

    @property
    def members(self) -> frozenset[TaskUid]:
        """The selected tasks, for who asks whether one is among them."""
        if self._members is None:
            self._members = frozenset(self.uids)
        return self._members

    def set(self, uids: Iterable[TaskUid], current: TaskUid | None = None, origin: object | None = None) -> None:
        """Select these tasks; the current one is the last of them unless said."""
        chosen = tuple(uids)
        if current is None and chosen:
            current = chosen[-1]
        if (chosen, current) != (self.uids, self.current):
            self.uids, self.current, self._members = chosen, current, None
            self.changed.emit(origin)
