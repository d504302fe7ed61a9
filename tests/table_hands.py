"""A task table on the screen, and the hands that type and press keys in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from gantline.app.edits.wording import Style
from gantline.app.project.project import Project
from gantline.app.project.records import ProjectInfo, Task, TaskUid
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.widgets.appearance import Appearance
from gantline.widgets.table.task_table import TaskTable

NO, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | SHIFT
Key = Qt.Key


def shown(qtbot, names: Sequence[str] = (), project: Project | None = None) -> TaskTable:
    """A table of a plan with these tasks, or of a given plan."""
    tasks = [Task(uid=TaskUid(uid), name=name) for uid, name in enumerate(names, 1)]
    document = Document(project or Project(ProjectInfo(start=datetime(2026, 1, 5, 8)), tasks=tasks))
    rows = RowSet(document, document)
    table = TaskTable(document, rows, Selection(document), Appearance(document), style=Style())
    document.setParent(table)
    qtbot.addWidget(table)
    table.resize(1200, 600)
    with qtbot.waitExposed(table):
        table.show()
    table.setFocus()
    return table


def press(qtbot, table: TaskTable, *keys: Key, modifiers=NO) -> None:
    for key in keys:
        target = editor(table) or table
        qtbot.keyClick(target, key, modifiers)


def editor(table: TaskTable) -> QLineEdit | QComboBox | None:
    for kind in (QLineEdit, QComboBox):
        for found in table.viewport().findChildren(kind, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if found.isVisible():
                return found
    return None


def type_text(qtbot, table: TaskTable, text: str) -> None:
    """Type as a user does: the first key opens the editor, the rest goes into it."""
    for letter in text:
        qtbot.keyClicks(editor(table) or table, letter)


def go(table: TaskTable, row: int, key: str) -> None:
    table.cells.go_and_select(row, table.tasks.column_of(key))


def names(table: TaskTable) -> list[tuple[int, str]]:
    project = table._document.project
    return [(level, project.tasks[uid].name) for uid, level in project.outline()]


def task(table: TaskTable, row: int) -> Task:
    return table._document.project.tasks[table.tasks.uid(row)]


def select(table: TaskTable, first: tuple[int, str], last: tuple[int, str]) -> None:
    """Select cells from one to another, each a row and a field."""
    go(table, *first)
    table.cells.extend_to(table.tasks.index(last[0], table.tasks.column_of(last[1])))


def texts(table: TaskTable, *keys: str) -> list[list[str]]:
    """What the table shows of some fields, row by row, without the row for a new task."""
    columns = [table.tasks.column_of(key) for key in keys]
    return [[table.tasks.index(row, column).data() for column in columns] for row in range(len(table._rows))]


def middle(table: TaskTable, row: int, key: str) -> QPoint:
    """The middle of a cell in the viewport."""
    return table.visualRect(table.tasks.index(row, table.tasks.column_of(key))).center()
