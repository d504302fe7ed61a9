"""A task is gone to by its row or by words of its name, and a day of the chart by its date."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from gantline.app.edits.wording import Wording
from gantline.app.project.moments import to_minute
from gantline.widgets.dialogs.go_to import GoTo
from tests.plan_maker import plan

PLAN = "Phase\n  Dig trench | 3d\n  Lay pipe | 2d\nPipe test | 1d"


@pytest.fixture
def dialog(qtbot):
    project = plan(PLAN)
    dialog = GoTo(project, Wording(project.info))
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
    assert dialog._message.text() == "No task has that row or name, and it is no date."
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


@pytest.mark.parametrize("typed", ["2026-07-15", "15.7.2026"])
def test_a_date_brings_its_day_into_view(qtbot, window, typed):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def answer():
        dialog = QApplication.activeModalWidget()
        qtbot.keyClicks(dialog.line, typed)
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    gantt = window.plan.gantt
    place = gantt.axis.x(to_minute(datetime(2026, 7, 15)))
    assert 0 <= place <= gantt.viewport().width()
