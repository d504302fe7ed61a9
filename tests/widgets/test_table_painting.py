"""What of the task table is painted, and when."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from gantline.app.schedule.engine import Engine
from gantline.app.workspace import commands
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.widgets.appearance import Appearance
from gantline.widgets.table import overloads
from gantline.widgets.table.task_table import TaskTable
from tests.plan_maker import plan

PLAN = """
    Phase one
      Ground | 3d | by Ann
      Walls  | 5d | by Ann
      Roof   | 2d
    Phase two
      Paint  | 4d
"""


@pytest.fixture
def table(qtbot):
    document = Document(plan(PLAN))
    table = TaskTable(document, RowSet(document, document), Selection(document), Appearance(document))
    document.setParent(table)
    qtbot.addWidget(table)
    table.resize(900, 500)
    with qtbot.waitExposed(table):
        table.show()
    return table


class Watch(QObject):
    """The heights painted of a widget."""

    def __init__(self, widget):
        super().__init__(widget)
        self.painted = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted.append(event.rect().height())
        return False


@contextmanager
def watched(table):
    QApplication.processEvents()
    watch = Watch(table.viewport())
    yield watch
    table.viewport().removeEventFilter(watch)


@pytest.fixture
def unhurried(monkeypatch):
    """Nobody looks for overloads until a test asks for it."""
    monkeypatch.setattr(overloads, "PAUSE", 60_000)


def test_what_is_found_of_overloads_paints_only_the_rows_that_it_concerns(qtbot, unhurried, table):
    with watched(table) as watch:
        table.tasks._overloads._timer.start(0)
        qtbot.waitUntil(lambda: bool(watch.painted))

    assert "Ann" in table.tasks.text(table.tasks.uid(1), table.tasks.column_of("indicators"))
    assert max(watch.painted) == 2 * table._rows.row_height  # from one of the two tasks to the other


def test_folding_paints_the_table_once(table):
    table._rows.fold_to_level(1)
    with watched(table) as watch:
        table._rows.fold_to_level(None)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        QApplication.processEvents()

    assert len(watch.painted) == 1


def test_titles_are_not_painted_where_rows_come_or_others_are_selected(table):
    QApplication.processEvents()
    watch = Watch(table.titles.viewport())

    commands.insert_task(table._document, table._selection, table._rows)
    table.titles.mark([], {})
    table.selectAll()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert not watch.painted

    table.titles.mark(["name"], {})
    QApplication.processEvents()
    assert watch.painted


def test_row_numbers_of_a_larger_plan_leave_the_first_column_free(table):
    before = table.verticalHeader().width()
    table._document.replace(Engine(plan("\n".join(f"Task {number}" for number in range(12_000)))))

    assert table.verticalHeader().width() > before
    assert table.viewport().x() == table.verticalHeader().geometry().right() + 1


def test_row_numbers_keep_the_room_that_one_more_digit_took_until_another_plan_is_opened(qtbot):
    document = Document(plan("\n".join(f"Task {number} | 1d" for number in range(999))))
    rows, selection = RowSet(document, document), Selection(document)
    table = TaskTable(document, rows, selection, Appearance(document))
    document.setParent(table)
    qtbot.addWidget(table)
    numbers = table.verticalHeader()
    narrow = numbers.width()

    commands.insert_task(document, selection, rows)
    wide = numbers.width()
    document.undo_stack.undo()

    assert narrow < wide == numbers.width()
    document.replace(Engine(plan("Alone | 1d")))
    assert numbers.width() == narrow
