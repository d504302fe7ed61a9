"""A task is gone to by its row or by words of its name."""

import pytest
from PySide6.QtCore import Qt

from gantline.widgets.dialogs.go_to import GoTo
from tests.plan_maker import plan

PLAN = "Phase\n  Dig trench | 3d\n  Lay pipe | 2d\nPipe test | 1d"


@pytest.fixture
def dialog(qtbot):
    dialog = GoTo(plan(PLAN))
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize(("typed", "uid"), [("3", 3), ("pipe", 4), ("lay", 3), ("trench dig", 2), ("3  Lay pipe", 3)])
def test_what_is_typed_leads_to_the_task_that_fits_best(qtbot, dialog, typed, uid):
    qtbot.keyClicks(dialog.line, typed.split("  ")[0])
    dialog.line.setText(typed)
    dialog.accept()
    assert dialog.found == uid
    assert dialog.result() == dialog.DialogCode.Accepted


def test_what_fits_nothing_is_told_and_asked_again(qtbot, dialog):
    qtbot.keyClicks(dialog.line, "bridge")
    dialog.accept()
    assert dialog.found is None
    assert dialog._message.text() == "No task has that row or name."
    qtbot.keyClicks(dialog.line, "s")
    assert dialog._message.text() == " "


@pytest.mark.parametrize("keys", [(), (Qt.Key.Key_Down,)])
def test_enter_in_the_list_of_what_may_be_meant_goes_there_at_once(qtbot, dialog, keys):
    dialog.show()
    dialog.line.setFocus()
    qtbot.keyClicks(dialog.line, "pi")
    popup = dialog.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    for key in (*keys, Qt.Key.Key_Return):
        qtbot.keyClick(popup, key)

    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.found in (3, 4)
