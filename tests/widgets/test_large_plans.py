"""Plans that take a while to come and to be written: the window lives on, and what it shows stays true."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QPushButton

from gantline.app.edits import tasks
from gantline.app.schedule.engine import Engine
from gantline.app.workspace import job
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from gantline.widgets import file_commands, job_progress, plan_loader
from tests.benchmarks.generated import plan

WAIT = 60_000


@pytest.fixture(autouse=True)
def _slowly(monkeypatch):
    """Every plan is large, every step a slice of its own, and progress is shown at once."""
    monkeypatch.setattr(plan_loader, "LARGE_FILE", 100)
    monkeypatch.setattr(file_commands, "LARGE_PLAN", 10)
    monkeypatch.setattr(job, "SLICE", 0)
    monkeypatch.setattr(job_progress, "_DELAY", 0)


@pytest.fixture
def file(tmp_path):
    project = plan(400, resources=5)
    path = tmp_path / "large.gantline"
    write_path(project, Engine(project).schedule, path, for_key("gantline"))
    return path


def begun(window, path):
    """Open a file until some steps were done."""
    window.files.open_path(path)
    for _turn in range(8):
        QCoreApplication.processEvents()
    assert window.files.opening == path


def rename(window, name):
    uid = window.rows.uids[1]
    window.document.push(tasks.rename(window.document.project, uid, name), "Rename task")
    return uid


def test_a_large_file_of_our_own_is_opened_step_by_step(qtbot, window, file):
    shown = window.document.project
    begun(window, file)
    assert window.document.project is shown

    qtbot.waitUntil(lambda: window.document.path == file, timeout=WAIT)

    project = read_path(file)[0].project
    assert window.document.project == project
    assert window.document.schedule.start == Engine(project).schedule.start
    assert window.rows.uids[-1] == list(project.outline())[-1][0]
    assert window.files.opening is None


def test_the_window_answers_keys_while_a_plan_comes(qtbot, window, file, monkeypatch):
    monkeypatch.setattr(job_progress, "_DELAY", 60_000)
    table = window.plan.table
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table.setFocus()
    begun(window, file)
    row = table.currentIndex().row()

    qtbot.keyClick(table, Qt.Key.Key_Down)

    assert window.files.opening == file
    assert table.currentIndex().row() == row + 1
    qtbot.waitUntil(lambda: window.document.path == file, timeout=WAIT)


@pytest.mark.parametrize("suffix", [".gantline", ".xml"])
def test_cancel_leaves_the_open_plan_as_it_was(qtbot, window, answers, tmp_path, suffix):
    answers.button = file_commands.QMessageBox.StandardButton.Discard
    project, path = plan(400, resources=5), tmp_path / f"large{suffix}"
    write_path(project, Engine(project).schedule, path, for_key("mspdi" if suffix == ".xml" else "gantline"))
    uid = rename(window, "Mine")
    before = window.document.project.snapshot()
    begun(window, path)
    qtbot.waitUntil(lambda: window.findChild(QProgressDialog) is not None)

    with qtbot.waitSignal(window.file_jobs.told, timeout=WAIT) as told:
        qtbot.mouseClick(window.findChild(QProgressDialog).findChild(QPushButton), Qt.MouseButton.LeftButton)

    assert told.args == ["Cancelled; nothing was changed."]
    assert window.files.opening is None
    assert window.document.project == before
    window.document.undo_stack.undo()
    assert window.document.project.tasks[uid].name != "Mine"


def test_edits_made_before_the_progress_shows_are_not_lost_without_a_word(qtbot, window, file, answers):
    begun(window, file)
    rename(window, "Typed meanwhile")
    answers.button = file_commands.QMessageBox.StandardButton.Cancel

    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)

    assert answers[0].startswith("Save the changes")
    assert "Typed meanwhile" in [task.name for task in window.document.project.tasks.values()]


def test_of_two_files_opened_one_after_the_other_the_second_is_shown(qtbot, window, file, tmp_path):
    other = tmp_path / "other.gantline"
    other.write_bytes(file.read_bytes())
    begun(window, file)

    window.files.open_path(other)
    qtbot.waitUntil(lambda: window.document.path == other, timeout=WAIT)

    assert window.files.opening is None
    assert not [one for one in window.findChildren(QProgressDialog) if one.isVisible()]


def test_a_damaged_large_file_is_told_and_the_open_plan_stays(qtbot, window, file, answers):
    lines = file.read_bytes().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if b'"tasks"' in line) + 20
    lines[at] = lines[at].replace(b'"uid":', b'"uid":x', 1)
    file.write_bytes(b"".join(lines))
    before = window.document.project

    window.files.open_path(file)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)

    assert f"line {at + 1}" in answers[0]
    assert window.document.project is before


def test_a_window_closed_while_a_plan_comes_is_gone_for_good(qtbot, open_window, file):
    window = open_window()
    begun(window, file)

    assert window.close()
    for _turn in range(20):
        QCoreApplication.processEvents()

    assert window.document.path is None


def test_a_plan_edited_while_it_is_saved_is_saved_as_it_was(qtbot, window, file):
    window.files.open_path(file)
    qtbot.waitUntil(lambda: window.document.path == file, timeout=WAIT)
    rename(window, "Saved")
    as_saved = window.document.project.snapshot()

    window.actions_made["save"].trigger()
    rename(window, "After that")
    with qtbot.waitSignal(window.file_jobs.told, timeout=WAIT):
        pass

    assert read_path(file)[0].project == as_saved
    assert window.document.modified
    window.document.undo_stack.undo()
    assert window.document.project == as_saved
    assert window.document.modified, "which step it was saved at is not known any more"


def test_of_two_savings_one_after_the_other_the_second_counts(qtbot, window, file):
    window.files.open_path(file)
    qtbot.waitUntil(lambda: window.document.path == file, timeout=WAIT)
    rename(window, "First")
    window.actions_made["save"].trigger()
    rename(window, "Second")

    window.actions_made["save"].trigger()
    qtbot.waitUntil(lambda: not window.document.modified, timeout=WAIT)

    assert read_path(file)[0].project == window.document.project


def test_the_plan_before_goes_without_being_looked_for(qtbot, window, file):
    gone = weakref.ref(window.document.project)
    gc.disable()
    try:
        window.files.open_path(file)
        qtbot.waitUntil(lambda: gone() is None, timeout=WAIT)
    finally:
        gc.enable()
    assert window.document.path == file
