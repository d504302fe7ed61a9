"""What the chart tells screen readers: it is a list, each row an entry that says in words what its bar shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from ...app.project.records import ROOT

if TYPE_CHECKING:
    from .gantt_view import GanttView

KEPT = 500
"""Rows that were asked for are kept, because Qt keeps no reference to them; no more than this many."""


class ChartAccessible(QAccessibleWidget):
    """The chart as a list of its rows."""

    def __init__(self, view: GanttView) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = view
        self._rows: dict[int, RowAccessible] = {}

    def childCount(self) -> int:
        return len(self._view.rows)

    def child(self, index: int) -> Any:
        if not 0 <= index < len(self._view.rows):
            return None
        found = self._rows.get(index)
        if found is None:
            if len(self._rows) >= KEPT:
                self._rows.clear()
            found = self._rows[index] = RowAccessible(self, self._view, index)
        return found

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.row if isinstance(child, RowAccessible) else -1

    def childAt(self, x: int, y: int) -> Any:
        at = self._view.viewport().mapFromGlobal(QPoint(x, y))
        return self.child((at.y() + self._view.verticalScrollBar().value()) // self._view.rows.row_height)

    def focusChild(self) -> Any:
        row = self._view.rows.row_of.get(self._view.selection.current or ROOT)
        return self if row is None else self.child(row)


class RowAccessible(QAccessibleInterface):
    """A row of the chart.

    Attributes:
        row: Its number, from 0.
    """

    def __init__(self, chart: ChartAccessible, view: GanttView, row: int) -> None:
        super().__init__()
        self.row = row
        self._chart = chart
        self._view = view

    def isValid(self) -> bool:
        return self.row < len(self._view.rows)

    def object(self) -> Any:
        return None

    def parent(self) -> QAccessibleInterface:
        return self._chart

    def child(self, _index: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, _x: int, _y: int) -> Any:
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        height, viewport = self._view.rows.row_height, self._view.viewport()
        top = self.row * height - self._view.verticalScrollBar().value()
        return QRect(viewport.mapToGlobal(QPoint(0, top)), QSize(viewport.width(), height))

    def state(self) -> QAccessible.State:
        view, state = self._view, QAccessible.State()
        uid = view.rows.uids[self.row] if self.isValid() else None
        flags: Any = state
        flags.selectable = flags.focusable = flags.readOnly = 1
        flags.selected = int(uid in view.selection.uids)
        flags.focused = int(uid is not None and uid == view.selection.current and view.hasFocus())
        flags.offscreen = int(not self.rect().intersects(_on_screen(view)))
        return state

    def text(self, which: QAccessible.Text) -> str:
        if which is QAccessible.Text.Name and self.isValid():
            return self._view.words_of_row(self.row)
        return ""

    def setText(self, which: QAccessible.Text, text: str) -> None:
        """Rows are named by their tasks."""


def _on_screen(view: GanttView) -> QRect:
    return QRect(view.viewport().mapToGlobal(QPoint(0, 0)), view.viewport().size())


def tell_current(view: GanttView) -> None:
    """Tell screen readers which row the keyboard is on."""
    row = view.rows.row_of.get(view.selection.current) if view.selection.current is not None else None
    if row is not None and view.hasFocus() and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(row)
        QAccessible.updateAccessibility(event)


def _factory(_kind: str, watched: QObject) -> QAccessibleInterface | None:
    made = getattr(watched, "make_accessible", None)
    return made() if made is not None else None


def install() -> None:
    """Let Qt ask for what charts tell; once a program."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_factory)


_installed: list[bool] = []
