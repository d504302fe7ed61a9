"""What is selected: tasks by uid, shared by the table and the chart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from ..project.records import TaskUid
from ..project.rows import Listed, RowOf

_MANY: Final = 2000
"""More selected tasks than this are looked up by an array: a set of them takes longer to make than it is asked."""


class Selection(QObject):
    """The selected tasks and the current one among them.

    Attributes:
        uids: The selected tasks, each once.
        current: The one among them with the keyboard.

    Signals:
        changed: Another selection or current task; carries who changed it, or None.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.uids: Sequence[TaskUid] = ()
        self.current: TaskUid | None = None
        self._members: Collection[TaskUid] | None = None

    @property
    def members(self) -> Collection[TaskUid]:
        """The selected tasks, for who asks whether one is among them."""
        if self._members is None:
            uids, many = self.uids, len(self.uids) > _MANY
            self._members = RowOf(uids.numbers) if many and isinstance(uids, Listed) else frozenset(uids)
        return self._members

    def set(self, uids: Iterable[TaskUid], current: TaskUid | None = None, origin: object | None = None) -> None:
        """Select these tasks; the current one is the last of them unless said."""
        chosen = uids if isinstance(uids, Listed) else tuple(uids)
        if current is None and chosen:
            current = chosen[-1]
        if current != self.current or chosen != self.uids:
            self.uids, self.current, self._members = chosen, current, None
            self.changed.emit(origin)
