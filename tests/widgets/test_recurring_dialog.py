"""Recurring Task Information says how often it will happen, and makes or changes the task as one step."""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QDialog

from gantline.app.edits import recurring
from gantline.app.edits.outline import added_tasks
from gantline.app.project.kinds import Recurrence
from gantline.app.project.records import ExceptionPeriod, RecurringPattern, TaskUid
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.recurring_task import RecurringTaskDialog

from ..plan_maker import plan


@pytest.fixture
def document() -> Document:
    return Document(plan("Dig | 2d\nLay | 1d"))


@pytest.fixture
def dialog(qtbot, document) -> RecurringTaskDialog:
    dialog = RecurringTaskDialog(document, Appearance(), above=TaskUid(2))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_new_one_is_weekly_from_the_selected_task_on(dialog, document):
    dialog.name.setText("Jour fixe")
    dialog.count.setValue(3)
    assert "3" in dialog.told.text()
    dialog.accept()
    document.push(dialog.patch, "Insert")
    tasks = [document.project.tasks[uid].name for uid, _level in document.project.outline()]
    assert tasks == ["Dig", "Jour fixe", "Jour fixe 1", "Jour fixe 2", "Jour fixe 3", "Lay"]
    uid = added_tasks(dialog.patch)[1]
    assert document.schedule.start_of(uid) == datetime(2026, 1, 5, 8)
    document.undo_stack.undo()
    assert not document.undo_stack.canUndo()


def test_a_pattern_by_date_and_kind(dialog):
    dialog.kind.setCurrentIndex(dialog.kind.findData(Recurrence.DAILY.value))
    dialog.fields.every[0].setValue(2)
    dialog.skip.setChecked(True)
    dialog.start.setText("2026-01-05 14:30")
    dialog.duration.setText("90m")
    dialog.by_date.setChecked(True)
    dialog.finish.setText("2026-01-16")
    pattern = dialog.pattern()
    assert (pattern.time, pattern.duration, pattern.skip_days_off) == (870, 90, True)
    assert (pattern.when.recurrence, pattern.when.period) == (Recurrence.DAILY, 2)
    assert (pattern.when.occurrences, pattern.when.finish) == (None, date(2026, 1, 16))


@pytest.mark.parametrize("spoil", ["name", "start", "weekday", "order"])
def test_what_cannot_be_is_said_and_the_dialog_stays(dialog, spoil):
    dialog.name.setText("Jour fixe")
    if spoil == "name":
        dialog.name.setText("")
    elif spoil == "start":
        dialog.start.setText("rubbish")
    elif spoil == "weekday":
        for box in dialog.fields.weekdays:
            box.setChecked(False)
    else:
        dialog.by_date.setChecked(True)
        dialog.finish.setText("2025-01-16")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.told.text()
    assert not dialog.patch


def test_an_existing_one_is_shown_and_changed(qtbot, document):
    when = ExceptionPeriod(
        start=date(2026, 1, 5), finish=date(2026, 1, 5), recurrence=Recurrence.WEEKLY, weekdays=1, occurrences=3
    )
    patch = recurring.insert(document.engine, "Jour fixe", RecurringPattern(when=when))
    document.push(patch, "Insert")
    uid = added_tasks(patch)[0]
    dialog = RecurringTaskDialog(document, Appearance(), uid=uid)
    qtbot.addWidget(dialog)
    assert (dialog.name.text(), dialog.count.value()) == ("Jour fixe", 3)
    dialog.count.setValue(5)
    dialog.accept()
    document.push(dialog.patch, "Change")
    assert len(document.project.children[uid]) == 5


def test_the_actions_insert_and_change_one(window, monkeypatch):
    def fill(dialog: RecurringTaskDialog) -> int:
        dialog.name.setText("Jour fixe")
        dialog.count.setValue(4)
        dialog.accept()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(RecurringTaskDialog, "exec", fill)
    window.selection.set([window.rows.uids[1]])
    window.actions_made["insert_recurring"].trigger()
    uid = window.selection.current
    assert window.document.project.tasks[uid].recurring
    assert window.document.undo_stack.undoText() == "Insert recurring task Jour fixe"
    window.selection.set([window.document.project.children[uid][2]])
    window.actions_made["recurring_information"].trigger()
    assert len(window.document.project.children[uid]) == 4


def test_a_plain_task_has_no_recurrence_to_change(window, monkeypatch):
    monkeypatch.setattr(RecurringTaskDialog, "exec", lambda _dialog: pytest.fail("asked"))
    window.selection.set([window.rows.uids[1]])
    window.actions_made["recurring_information"].trigger()
    assert "recurring" in window.status.currentMessage()
