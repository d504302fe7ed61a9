"""Long edits show how far they are, can be cancelled, and let nobody see the plan in between."""

from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton

from gantline.app.edits import tasks
from gantline.app.project.errors import EditError
from gantline.app.project.patch import Patch
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.widgets import patience
from gantline.widgets.dialogs.print_preview import PrintPreview
from gantline.widgets.find_bar import FindBar
from tests.benchmarks.generated import plan
from tests.table_hands import CTRL, Key, go, press, shown


@pytest.fixture
def impatient(monkeypatch):
    """Shows progress from the first step on, and at every step."""
    monkeypatch.setattr(patience, "_DELAY", 0.0)
    monkeypatch.setattr(patience, "_POINTED", 0.0)
    monkeypatch.setattr(patience, "_SLICE", 0.0)


@pytest.fixture
def dialogs(monkeypatch, qtbot):
    """The progress dialogs that were shown; ``after`` says after how many looks Cancel is clicked, 0 for never."""

    class Watched(QProgressDialog):
        made: ClassVar[list[QProgressDialog]] = []
        seen: ClassVar[list[tuple[int, int]]] = []
        after = 0

        def __init__(self, *arguments) -> None:
            super().__init__(*arguments)
            self.made.append(self)

        def setValue(self, value: int) -> None:
            super().setValue(value)
            self.seen.append((value, self.maximum()))
            if len(self.seen) == self.after:
                button = self.findChild(QPushButton)
                assert button is not None
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    Watched.made.clear()
    Watched.seen.clear()
    monkeypatch.setattr(patience, "QProgressDialog", Watched)
    return Watched


@pytest.fixture
def table(qtbot):
    return shown(qtbot, project=plan(60, resources=3))


def offer(count: int) -> None:
    content = QMimeData()
    content.setText("\n".join(f"Name {number}\t5d" for number in range(count)))
    QGuiApplication.clipboard().setMimeData(content)


def test_a_long_paste_says_how_far_it_is(qtbot, table, impatient, dialogs):
    go(table, 60, "name")
    offer(40)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    assert len(dialogs.made) == 1
    assert dialogs.made[0].labelText() == "Pasting…"
    done = [value for value, _total in dialogs.seen]
    assert done == sorted(done)
    assert dialogs.seen[-1][0] <= dialogs.seen[-1][1] == 80
    assert len(table._document.project.tasks) == 100
    assert table.window().updatesEnabled()


def test_a_cancelled_paste_leaves_no_trace(qtbot, table, impatient, dialogs):
    before, dates = table._document.project.snapshot(), list(table._document.schedule.start)
    dialogs.after = 20
    go(table, 5, "name")
    offer(40)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    assert table._document.project == before
    assert list(table._document.schedule.start) == dates
    assert not table._document.undo_stack.count()
    assert table.window().updatesEnabled()


def test_nothing_else_looks_at_the_plan_meanwhile(qtbot, table, impatient, dialogs):
    names = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: names.append(next(iter(table._document.project.tasks.values())).name))
    timer.start()
    go(table, 0, "name")
    offer(30)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    assert set(names) <= {"Name 0"}, "the timer ran before the paste or after it, or not at all"
    qtbot.waitUntil(lambda: bool(names))
    timer.stop()


def test_filling_and_copying_can_be_cancelled(qtbot, table, impatient, dialogs):
    table.selectAll()
    dialogs.after = 10
    QGuiApplication.clipboard().setText("as it was")
    press(qtbot, table, Key.Key_C, modifiers=CTRL)
    assert QGuiApplication.clipboard().text() == "as it was"

    dialogs.seen.clear()
    before = table._document.project.snapshot()
    go(table, 3, "name")
    for _row in range(20):
        press(qtbot, table, Key.Key_Down, modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, table, Key.Key_D, modifiers=CTRL)
    assert table._document.project == before
    assert dialogs.made[-1].labelText() == "Filling cells…"


def test_deleting_many_tasks_can_be_cancelled_and_changes_nothing_then(window, impatient, dialogs):
    before = window.document.project.snapshot()
    window.plan.table.selectAll()
    dialogs.after = 5

    window.actions_made["delete_tasks"].trigger()

    assert dialogs.made[0].labelText() == "Deleting tasks…"
    assert window.document.project == before
    assert not window.document.modified
    assert window.updatesEnabled()


def test_while_dates_are_computed_for_an_edit_nothing_closes_the_progress(
    qtbot, window, impatient, dialogs, monkeypatch
):
    document = window.document
    day = replace(document.project.info, minutes_per_day=360)
    shown = []

    def pressed(dialog, value):
        QApplication.postEvent(
            dialog, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        )
        shown.append((dialog.isVisible(), dialog.labelText(), dialog.findChild(QPushButton)))
        QProgressDialog.setValue(dialog, value)

    monkeypatch.setattr(dialogs, "setValue", pressed)
    document.push(Patch({"plan": {"info": (document.project.info, day)}}), "Shorter days")

    assert len(shown) > 2
    assert set(shown) == {(True, "Computing the dates…", None)}
    assert document.schedule.start == Engine(document.project).schedule.start
    document.undo_stack.undo()
    assert document.schedule.start == Engine(document.project).schedule.start


def test_laying_out_the_pages_can_be_cancelled_and_shows_none_then(window, impatient, dialogs, monkeypatch):
    shown = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: shown.append(preview))
    dialogs.after = 12
    window.actions_made["print_preview"].trigger()
    assert dialogs.made[0].labelText() == "Laying out the pages…"
    assert not shown
    assert window.updatesEnabled()

    dialogs.after = 0
    window.actions_made["print_preview"].trigger()
    assert len(shown) == 1


def test_pages_whose_new_layout_is_cancelled_are_not_printed(window, impatient, dialogs, monkeypatch):
    shown = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: shown.append(preview))
    window.actions_made["print_preview"].trigger()
    (preview,) = shown
    before = preview.printout
    dialogs.after = len(dialogs.seen) + 3
    preview.options.columns.item(0).setCheckState(Qt.CheckState.Unchecked)
    preview.refresh()
    assert preview.printout is before
    assert preview.message.text() == "The pages were not laid out anew."
    assert not any(button.isEnabled() for button in preview.findChildren(QPushButton) if "PDF" in button.text())


@pytest.mark.parametrize("key", ["link", "unlink"])
def test_linking_many_tasks_can_be_cancelled(window, impatient, dialogs, key):
    before = window.document.project.snapshot()
    window.plan.table.selectAll()
    dialogs.after = 8
    window.actions_made[key].trigger()
    assert window.document.project == before
    assert not window.document.modified


def test_replacing_everything_can_be_cancelled_while_it_is_looked_for(window, impatient, dialogs):
    before = window.document.project.snapshot()
    window.actions_made["replace_text"].trigger()
    bar = window.findChild(FindBar)
    bar.field.setCurrentIndex(bar.field.findData("name"))
    bar.text.setText("e")
    bar.by.setText("x")
    dialogs.after = 1
    bar.replace_all()
    assert dialogs.made[0].labelText() == "Looking…"
    assert window.document.project == before

    dialogs.after = 0
    bar.replace_all()
    assert "Replacing…" in {one.labelText() for one in dialogs.made[1:]}
    names = {task.name for task in window.document.project.tasks.values()}
    assert names == {one.name.replace("e", "x").replace("E", "x") for one in before.tasks.values()}


def test_huge_steps_are_taken_back_and_done_again_under_progress(window, impatient, dialogs):
    document = window.document
    window.plan.table.selectAll()
    window.actions_made["delete_tasks"].trigger()
    for key in ("undo", "redo", "undo"):
        dialogs.made.clear()
        window.actions_made[key].trigger()
        assert [one.labelText() for one in dialogs.made] == ["Computing the dates…"]
    anew = Engine(document.project).schedule
    assert all(document.schedule.start_of(uid) == anew.start_of(uid) for uid in document.project.tasks)
    assert window.updatesEnabled()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("percent_50", "Changing tasks…"),
        ("toggle_manual", "Changing tasks…"),
        ("toggle_active", "Changing tasks…"),
        ("bar_colour_3", "Changing tasks…"),
        ("cut", "Copying…"),
        ("indent", "Indent…"),
    ],
)
def test_edits_of_many_tasks_can_be_cancelled(window, impatient, dialogs, key, told):
    before = window.document.project.snapshot()
    window.plan.table.selectAll()
    dialogs.after = 7
    window.actions_made[key].trigger()
    assert dialogs.made[0].labelText() == told
    assert window.document.project == before
    assert not window.document.modified


def test_pasting_tasks_can_be_cancelled(window, impatient, dialogs):
    window.plan.table.selectAll()
    window.actions_made["copy"].trigger()
    before = window.document.project.snapshot()
    dialogs.made.clear()
    dialogs.seen.clear()
    dialogs.after = 7
    window.actions_made["paste"].trigger()
    assert dialogs.made[0].labelText() == "Pasting…"
    assert window.document.project == before

    dialogs.after = 0
    window.actions_made["paste"].trigger()
    assert len(window.document.project.tasks) == 2 * len(before.tasks)


def test_a_text_typed_in_a_cell_is_taken_over_once_though_progress_is_shown_of_it(qtbot, window, impatient, dialogs):
    document, table = window.document, window.plan.table
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    go(table, 2, "duration")
    table.setFocus()

    QTest.keyClicks(table, "9")
    QTest.keyClicks(QApplication.focusWidget(), "d")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert dialogs.made
    assert document.undo_stack.count() == 1
    uid = window.rows.uids[2]
    assert document.project.tasks[uid].duration == 9 * 480
    assert list(document.schedule.start) == list(Engine(document.project).schedule.start)
    assert table.currentIndex().row() == 3


def test_a_text_typed_in_the_inspector_is_taken_over_once_though_progress_is_shown_of_it(
    qtbot, window, impatient, dialogs
):
    document = window.document
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    uid = window.rows.uids[2]
    window.selection.set([uid])
    window.docks.task_information()
    inspector = window.docks.inspector_dock.widget()
    inspector.refresh()
    field = inspector.sections["general"].editors["duration"].widget
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9d")
    QTest.keyClick(field, Key.Key_Return)

    assert dialogs.made
    assert document.undo_stack.count() == 1
    assert document.project.tasks[uid].duration == 9 * 480


def test_no_edit_is_made_in_the_midst_of_another(window, impatient, dialogs, monkeypatch):
    document = window.document
    uid, refused = window.rows.uids[2], []

    def edited(dialog, value):
        QProgressDialog.setValue(dialog, value)
        try:
            document.push(tasks.rename(document.project, uid, "Else"), "Rename")
        except EditError as error:
            refused.append(str(error))

    monkeypatch.setattr(dialogs, "setValue", edited)
    day = replace(document.project.info, minutes_per_day=360)
    document.push(Patch({"plan": {"info": (document.project.info, day)}}), "Shorter days")

    assert set(refused) == {"The plan is being changed just now; try again."}
    assert document.undo_stack.count() == 1
    assert document.project.tasks[uid].name != "Else"
