"""What the keys mean in the task table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from ...app.workspace import commands

if TYPE_CHECKING:
    from .task_table import TaskTable

Key, Modifier, Move, Standard = Qt.Key, Qt.KeyboardModifier, QAbstractItemView.CursorAction, QKeySequence.StandardKey
NONE, CTRL, SHIFT = Modifier.NoModifier, Modifier.ControlModifier, Modifier.ShiftModifier
ALT_SHIFT = Modifier.AltModifier | SHIFT
COMMANDING = CTRL | Modifier.AltModifier | Modifier.MetaModifier
_ENTERS = (Key.Key_Return, Key.Key_Enter)
_MOVES = {
    Key.Key_Up: Move.MoveUp,
    Key.Key_Down: Move.MoveDown,
    Key.Key_Left: Move.MoveLeft,
    Key.Key_Right: Move.MoveRight,
    Key.Key_Home: Move.MoveHome,
    Key.Key_End: Move.MoveEnd,
    Key.Key_PageUp: Move.MovePageUp,
    Key.Key_PageDown: Move.MovePageDown,
}
_ENDS = {
    Key.Key_Up: (False, None),
    Key.Key_Down: (True, None),
    Key.Key_Left: (None, False),
    Key.Key_Right: (None, True),
    Key.Key_Home: (False, False),
    Key.Key_End: (True, True),
}
"""With Ctrl: to the first (False) or last (True) row and column, or neither."""

_COMMANDS = {
    Key.Key_Right: commands.indent,
    Key.Key_Left: commands.outdent,
    Key.Key_Up: commands.move_up,
    Key.Key_Down: commands.move_down,
}
_FOLDS = {Key.Key_Plus: False, Key.Key_Equal: False, Key.Key_Minus: True, Key.Key_Underscore: True}


class TableKeys:
    """Does what keys ask of a table."""

    def __init__(self, table: TaskTable) -> None:
        self._table = table
        self._plain: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (Key.Key_Delete, NONE): table.edits.delete,
            (Key.Key_Delete, CTRL): table.edits.clear_cells,
            (Key.Key_Insert, NONE): table.edits.insert_task,
            (Key.Key_D, CTRL): table.edits.fill_down,
            (Key.Key_F2, SHIFT): lambda: True,  # Qt would edit the cell where there is no task to inform about
            (Key.Key_Space, SHIFT): table.cells.take_whole_rows,
            (Key.Key_Space, CTRL): table.cells.take_whole_columns,
            (Key.Key_Space, NONE): table.edits.toggle_flag,
        }
        self._standard: dict[QKeySequence.StandardKey, Callable[[], object]] = {
            Standard.Copy: table.edits.copy,
            Standard.Cut: table.edits.cut,
            Standard.Paste: table.edits.paste,
        }

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where Qt knows better."""
        table = self._table
        key, modifiers = Key(event.key()), event.modifiers() & ~Modifier.KeypadModifier
        known = self._plain.get((key, modifiers)) or next(
            (do for standard, do in self._standard.items() if event.matches(standard)), None
        )
        if known is not None:
            return known() is not False
        if modifiers == ALT_SHIFT and key in _COMMANDS:
            table.edits.run(_COMMANDS[key])
        elif modifiers == ALT_SHIFT and key in _FOLDS:
            table.fold_selected(_FOLDS[key])
        elif key in _ENDS and modifiers & CTRL and not modifiers & ~(CTRL | SHIFT):
            table.go_to_end(*_ENDS[key], extend=bool(modifiers & SHIFT))
        elif key in _MOVES and modifiers == SHIFT:
            table.cells.extend_to(table.moveCursor(_MOVES[key], modifiers))
        elif key in _ENTERS and modifiers == CTRL:
            table.edits.insert_below()
        elif key in _ENTERS and not modifiers & COMMANDING:
            table.step(-1 if modifiers & SHIFT else 1, 0)
        elif key == Key.Key_Escape:
            return table.cancel_gesture()
        else:
            return False
        return True


def opens_list(event: QKeyEvent) -> bool:
    """Whether a key asks an editor for what can be chosen: Alt+Down."""
    return event.key() == Key.Key_Down and event.modifiers() & ~Modifier.KeypadModifier == Modifier.AltModifier
