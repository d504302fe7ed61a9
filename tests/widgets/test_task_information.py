"""The task dialog: what was changed becomes one step, a refusal leaves nothing behind."""

import pytest

from gantline.app.project.records import TaskUid
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.task_information import TaskInformation
from tests.benchmarks.generated import plan


@pytest.fixture
def document(qapp):
    return Document(plan(20, resources=3))


@pytest.fixture
def dialog(qtbot, document):
    uid = next(TaskUid(uid) for uid in document.project.tasks if not document.project.is_summary(uid))
    dialog = TaskInformation(document, uid, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_all_that_was_changed_is_one_step_to_undo(document, dialog):
    before = document.project.snapshot()
    dialog.editors["name"].setText("Pour concrete")
    dialog.editors["duration"].setText("3d")
    dialog.editors["notes"].setPlainText("Mind the frost.")

    dialog.accept()

    task = document.project.tasks[dialog._uid]
    assert (task.name, task.duration, task.notes) == ("Pour concrete", 1440, "Mind the frost.")
    assert document.undo_stack.undoText().startswith("Change task ")
    document.undo_stack.undo()
    assert document.project == before
    assert not document.undo_stack.canUndo()


def test_a_refusal_takes_all_of_it_back_and_shows_the_field(document, dialog):
    before = document.project.snapshot()
    dialog.editors["name"].setText("Pour concrete")
    dialog.editors["predecessors"].setText("no such task")

    dialog.accept()

    assert dialog.isVisible()
    assert dialog._message.text()
    assert dialog.tabs.currentWidget() is dialog.editors["predecessors"].parentWidget()
    assert document.project == before
    assert not document.undo_stack.canUndo()
    assert not document.undo_stack.canRedo()
    assert not document.modified


def test_nothing_changed_is_no_step(document, dialog):
    dialog.accept()
    assert not document.undo_stack.canUndo()
