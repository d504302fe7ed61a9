"""Dates that differ from the file's, in the whole window: the banner, the list, and what saving asks."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMessageBox

from gantline.app.edits.dates import set_start
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.stored import moved_tasks, stored
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from gantline.widgets.dialogs.differences import DifferencesDialog
from gantline.widgets.dialogs.notes import NotesDialog
from tests.app.test_differences import stale

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def file(tmp_path):
    """A plan whose file has the dates of a shorter digging: three tasks differ, one begins it."""
    project = stale()
    path = tmp_path / "stale.gantline"
    write_path(project, stored(project, Engine(project).schedule), path, for_key("gantline"))
    return path


@pytest.fixture
def opened(window, file):
    window.files.open_path(file)
    return window


@pytest.fixture
def dialog(qtbot, opened):
    qtbot.mouseClick(opened.banner.show_button, LEFT)
    found = opened.findChild(DifferencesDialog)
    qtbot.waitExposed(found)
    return found


@pytest.fixture
def decides(monkeypatch):
    """Answers the question before saving with one of its buttons, and notes what was asked."""
    asked = []

    def answer(words):
        def exec_(box):
            asked.append(box.text())
            button = next((one for one in box.buttons() if one.text() == words), None)
            monkeypatch.setattr(box, "clickedButton", lambda: button)
            return 0

        monkeypatch.setattr(QMessageBox, "exec", exec_)
        return asked

    return answer


def starts(window):
    schedule = window.document.schedule
    return [schedule.start_of(TaskUid(uid)).day for uid in (1, 2, 3)]


def stored_starts(path):
    return {uid: dates.start for uid, dates in read_path(path)[0].project.stored_dates.items() if uid}


def test_a_plan_that_agrees_with_its_file_shows_no_banner(window):
    assert window.banner.isHidden()


def test_the_banner_counts_the_tasks_that_differ_and_the_status_line_does_not_repeat_it(qtbot, opened):
    assert opened.banner.isVisible()
    assert opened.banner.label.text() == "3 of 3 tasks have other dates here than in the file."
    opened.status.refresh()
    assert not opened.status._differing.isVisible()


def test_a_closed_banner_leaves_its_words_to_the_status_line_and_decides_nothing(qtbot, opened, file):
    qtbot.mouseClick(opened.banner.close_button, LEFT)
    opened.status.refresh()

    assert opened.banner.isHidden()
    assert opened.status._differing.text() == "3 tasks differ from the file"
    assert not opened.document.modified
    assert opened.document.differing

    opened.files.open_path(file)
    assert opened.banner.isVisible()


def test_keeping_the_files_dates_is_one_step_that_can_be_undone(qtbot, opened):
    qtbot.mouseClick(opened.banner.keep_button, LEFT)

    assert starts(opened) == [5, 7, 9]
    assert opened.banner.isHidden()
    assert opened.status.currentMessage() == "1 task is now scheduled by hand with the file's dates."
    assert opened.document.undo_stack.count() == 1

    opened.document.undo_stack.undo()
    assert starts(opened) == [5, 8, 12]
    assert opened.banner.isVisible()


def test_taking_ours_moves_nothing_and_forgets_what_the_file_said(qtbot, opened):
    qtbot.mouseClick(opened.banner.take_button, LEFT)

    assert starts(opened) == [5, 8, 12]
    assert opened.banner.isHidden()
    assert opened.document.modified
    opened.document.undo_stack.undo()
    assert opened.banner.isVisible()


def test_an_edit_by_the_planner_is_no_difference_from_the_file(qtbot, opened):
    qtbot.mouseClick(opened.banner.take_button, LEFT)
    opened.document.push(set_start(opened.document.engine, TaskUid(1), datetime(2026, 1, 7, 8)), "Move")
    assert opened.banner.isHidden()


def test_the_list_shows_where_differences_begin_first_and_follows_the_plan(qtbot, opened, dialog):
    assert [one.task for one in dialog.model.shown] == [1, 2, 3]
    assert [one.origin for one in dialog.model.shown] == [True, False, False]

    qtbot.mouseClick(dialog.origins_only, LEFT, pos=QPoint(8, 8))
    assert [one.task for one in dialog.model.shown] == [1]

    qtbot.mouseClick(opened.banner.take_button, LEFT)
    assert not dialog.isVisible()


def test_a_double_click_in_the_list_goes_to_the_task_and_leaves_the_list_open(qtbot, opened, dialog):
    index = dialog.model.index(2, 0)
    center = dialog.table.visualRect(index).center()
    qtbot.mouseClick(dialog.table.viewport(), LEFT, pos=center)
    qtbot.mouseDClick(dialog.table.viewport(), LEFT, pos=center)

    assert list(opened.selection.uids) == [3]
    assert dialog.isVisible()


def test_only_the_selected_rows_are_kept(qtbot, opened, dialog):
    dialog.table.selectRow(2)
    assert dialog.keep_button.text() == "&Keep the File's Dates of 1 Task"
    qtbot.mouseClick(dialog.keep_button, LEFT)

    assert starts(opened) == [5, 8, 9]
    assert [one.task for one in dialog.model.shown] == [1, 2]
    assert dialog.isVisible()


def test_ours_are_taken_for_a_task_and_all_that_follow_from_it(qtbot, opened, dialog):
    dialog.table.selectRow(0)
    qtbot.mouseClick(dialog.take_button, LEFT)

    assert opened.document.differing == []
    assert not dialog.isVisible()


def test_the_notes_lead_to_the_list(qtbot, opened):
    dialog = NotesDialog(opened.document, opened.appearance, opened)
    assert dialog.ledger.texts() == []
    with qtbot.waitSignal(dialog.differences_requested):
        next(one for one in dialog.findChildren(type(opened.banner.show_button)) if "Differ" in one.text()).click()


def test_saving_asks_first_and_saves_ours_when_told_to(opened, file, decides):
    asked = decides("Save With Our Dates")
    opened.files.save()

    assert asked == ["3 tasks have other dates here than in the file."]
    assert not opened.document.modified
    assert stored_starts(file) == {}
    opened.files.save()
    assert len(asked) == 1


def test_saving_can_keep_the_files_dates(opened, file, decides):
    decides("Keep the File's Dates")
    opened.files.save()

    project = read_path(file)[0].project
    assert project.tasks[TaskUid(1)].manual
    assert moved_tasks(project, Engine(project).schedule) == []
    assert Engine(project).schedule.start_of(TaskUid(3)).day == 9


def test_a_save_given_up_writes_nothing(opened, file, decides):
    decides("Cancel")
    before = file.read_bytes()
    opened.files.save()

    assert file.read_bytes() == before
    assert len(opened.document.differing) == 3


def test_a_large_plan_is_kept_in_a_helper_process(qtbot, opened, monkeypatch):
    monkeypatch.setattr("gantline.widgets.difference_commands.LARGE_PLAN", 0)
    qtbot.mouseClick(opened.banner.keep_button, LEFT)

    assert starts(opened) == [5, 7, 9]
    assert opened.status.currentMessage() == "1 task is now scheduled by hand with the file's dates."
    opened.document.undo_stack.undo()
    assert starts(opened) == [5, 8, 12]


def test_a_large_plan_is_looked_through_in_turns(qtbot, opened, monkeypatch):
    monkeypatch.setattr("gantline.widgets.dialogs.differences._AT_ONCE", 0)
    monkeypatch.setattr("gantline.widgets.dialogs.differences._A_TURN", 0)
    monkeypatch.setattr("gantline.widgets.dialogs.differences._STEPS", 1)
    qtbot.mouseClick(opened.banner.show_button, LEFT)
    dialog = opened.findChild(DifferencesDialog)
    assert "Looking" in dialog.hint.text()
    assert not dialog.model.shown

    qtbot.waitUntil(lambda: len(dialog.model.shown) == 3)
    assert [one.origin for one in dialog.model.shown] == [True, False, False]
