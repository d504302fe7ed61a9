"""What was not saved comes back after the program was killed."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from gantline.app.edits import tasks
from gantline.app.gui import make_windows
from gantline.app.project.steps import at_once
from gantline.app.schedule.engine import Engine
from gantline.app.workspace import journaling
from gantline.app.workspace.settings import Settings
from gantline.io.journal import head_of, kept
from gantline.io.registry import for_key
from gantline.io.storage import write_path
from tests.benchmarks.generated import plan

KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from gantline.app.edits import tasks
from gantline.app.gui import build
from gantline.app.workspace.settings import Settings

application = QApplication([])
window = build(Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
window.show()
window.files.open_path(Path(sys.argv[2]))
for name in ("One", "Two", "Three"):
    uid = next(iter(window.document.project.tasks))
    window.document.push(tasks.rename(window.document.project, uid, name), "Rename")
    application.processEvents()


def look():
    if any(b"Three" in one.read_bytes() for one in Path(sys.argv[1]).parent.glob("unsaved/*.journal")):
        os.kill(os.getpid(), signal.SIGKILL)


timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
application.exec()
"""


@pytest.fixture
def file(tmp_path):
    project = plan(300)
    path = tmp_path / "move.gantline"
    write_path(project, Engine(project).schedule, path, for_key("gantline"))
    return path


@pytest.fixture
def windows(qapp, qtbot, store):
    made = make_windows(Settings(QSettings(store, QSettings.Format.IniFormat)))
    yield made
    for window in [*made.every]:
        window.document.undo_stack.setClean()
        window.close()
    made.deleteLater()


@pytest.fixture
def says(monkeypatch):
    """Answers what is asked with the button of a name, and notes the questions."""

    class Says(list):
        button = "&Restore"

        def answer(self, box):
            self.append(box.text())
            next(one for one in box.findChildren(QAbstractButton) if one.text() == self.button).click()

    says = Says()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: says.answer(box))
    return says


def journals(tmp_path):
    return sorted((tmp_path / "unsaved").glob("*.journal"))


def kill_one_at_work(store, file):
    ended = subprocess.run([sys.executable, "-c", KILLED, store, str(file)], env=os.environ, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL


def first_name(window):
    return next((one.name for one in window.document.project.tasks.values()), "")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_what_was_typed_before_the_program_was_killed_is_offered_and_comes_back(
    qtbot, windows, store, file, says, tmp_path
):
    kill_one_at_work(store, file)
    (journal,) = journals(tmp_path)

    assert windows.recover() == [file]
    (window,) = windows.every
    qtbot.waitUntil(lambda: first_name(window) == "Three")

    assert says == ["Gantline ended unexpectedly. Restore the changes to move?"]
    assert window.document.path == file
    assert window.isWindowModified()
    qtbot.waitUntil(lambda: not journal.exists())
    assert len(journals(tmp_path)) == 1, "the plan is kept again, for it is not saved yet"
    window.files.save()
    assert not journals(tmp_path)


@pytest.fixture
def window(windows, file):
    windows.open([file])
    return windows.every[0]


def rename(window, name="Else"):
    uid = next(iter(window.document.project.tasks))
    window.document.push(tasks.rename(window.document.project, uid, name), "Rename")


def leave_one(qtbot, window, tmp_path):
    """A journal as a crash would leave it."""
    rename(window)
    qtbot.waitUntil(lambda: bool(journals(tmp_path)))
    keeper = window.findChild(journaling.Journaling)
    qtbot.waitUntil(lambda: not keeper.busy)
    left = tmp_path / "unsaved" / "left.journal"
    left.write_bytes(keeper.path.read_bytes())
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: journals(tmp_path) == [left])  # nothing is unsaved, so nothing is kept


@pytest.mark.parametrize(("button", "left"), [("&Discard", 0), ("Ask &Later", 1)])
def test_it_can_be_thrown_away_or_decided_later(qtbot, windows, window, says, tmp_path, button, left):
    leave_one(qtbot, window, tmp_path)
    says.button = button

    assert windows.recover() == []

    assert len(says) == 1
    assert len(journals(tmp_path)) == left
    assert len(windows.every) == 1


def test_the_journal_of_a_program_that_still_runs_is_nobody_elses(qtbot, windows, window, says, tmp_path):
    rename(window)
    qtbot.waitUntil(lambda: bool(journals(tmp_path)))

    assert windows.recover() == []

    assert not says
    assert len(journals(tmp_path)) == 1


def test_closing_without_saving_leaves_nothing(qtbot, windows, window, monkeypatch, tmp_path):
    rename(window)
    qtbot.waitUntil(lambda: bool(journals(tmp_path)))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Discard)

    window.close()

    assert not journals(tmp_path)


def test_a_plan_is_written_in_slices_while_it_is_edited(qtbot, windows, window, monkeypatch, tmp_path):
    monkeypatch.setattr(journaling, "SLICE", 0.0)
    rename(window, "First")
    qtbot.waitUntil(lambda: bool(journals(tmp_path)))
    keeper = window.findChild(journaling.Journaling)
    slices = []
    keeper._timer.timeout.connect(lambda: slices.append(keeper.path.stat().st_size))
    for number in range(4):
        rename(window, f"Name {number}")
        qtbot.waitUntil(lambda number=number: len(slices) > number)
    qtbot.waitUntil(lambda: not keeper.busy)

    assert len(slices) > 6
    assert at_once(kept(keeper.path)).project == window.document.project


def test_edits_of_a_saved_plan_are_on_the_disk_before_all_of_it_is(qtbot, windows, window, file, monkeypatch):
    monkeypatch.setattr(journaling, "SLICE", 0.0)
    monkeypatch.setattr(journaling, "PAUSE", 20)
    qtbot.waitUntil(lambda: window.findChild(journaling.Journaling) is not None)
    keeper = window.findChild(journaling.Journaling)

    for name in ("One", "Two", "Three"):
        rename(window, name)
        qtbot.waitUntil(lambda: keeper.path is not None and head_of(keeper.path) is not None)
        qtbot.waitUntil(lambda: at_once(kept(keeper.path)).project == window.document.project)
        assert keeper.path.stat().st_size < file.stat().st_size

    qtbot.waitUntil(lambda: not keeper.busy)
    file.unlink()
    assert at_once(kept(keeper.path)).project == window.document.project


def test_a_disk_that_takes_nothing_stops_nobody(qtbot, windows, window, tmp_path):
    (tmp_path / "unsaved").write_text("a file where the folder should be")
    rename(window)
    qtbot.waitUntil(lambda: window.findChild(journaling.Journaling) is not None)
    keeper = window.findChild(journaling.Journaling)
    qtbot.waitUntil(lambda: not keeper.busy)
    rename(window, "More")

    assert first_name(window) == "More"
    assert keeper.path is None
