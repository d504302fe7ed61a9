"""Several windows: each has a plan of its own, and a file is never in two of them."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from gantline.app.gui import make_windows
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.instance import Request
from gantline.app.workspace.settings import Settings
from gantline.io.registry import for_key
from gantline.io.storage import write_path
from tests.benchmarks.generated import plan


@pytest.fixture
def windows(qtbot, store):
    made = make_windows(Settings(QSettings(store, QSettings.Format.IniFormat)))
    yield made
    for window in list(made.every):
        window.document.undo_stack.setClean()
        window.close()
        window.deleteLater()


@pytest.fixture
def files(tmp_path):
    """Three small plans as files."""

    def written(name):
        project, path = plan(5), tmp_path / f"{name}.gantline"
        write_path(project, Engine(project).schedule, path, for_key("gantline"), Ticket())
        return path

    return [written(name) for name in ("one", "two", "three")]


def titles(windows):
    return [window.document.title for window in windows.every]


def test_each_file_gets_a_window_and_an_untouched_one_is_used(windows, files):
    windows.open()
    windows.open(files[:2])
    assert titles(windows) == ["one", "two"]
    assert all(window.isVisible() for window in windows.every)


def test_a_file_that_is_open_is_shown_where_it_is(windows, files):
    windows.open(files[:2])
    windows.open([files[0]])
    assert titles(windows) == ["one", "two"]

    windows.every[1].files.open_path(files[0])

    assert titles(windows) == ["one", "two"]


def test_the_same_file_by_another_name_is_known(windows, files, tmp_path):
    windows.open([files[0]])
    (tmp_path / "linked.gantline").symlink_to(files[0])
    windows.open([tmp_path / "linked.gantline"])
    assert titles(windows) == ["one"]


def test_edits_and_undo_stay_in_their_window(windows, files):
    windows.open(files[:2])
    first, second = windows.every
    first.selection.set(first.rows.uids[-1:])
    first.actions_made["percent_100"].trigger()
    assert first.document.modified
    assert not second.document.modified
    assert not second.document.undo_stack.canUndo()


def test_new_window_is_empty_and_closing_it_leaves_the_other(windows, files, qtbot):
    windows.open([files[0]])
    first = windows.every[0]
    first.actions_made["new_window"].trigger()
    second = windows.every[1]
    assert second.untouched

    second.actions_made["close_window"].trigger()

    assert windows.every == [first]
    assert first.isVisible()


def test_quit_asks_for_every_changed_plan_and_stays_when_told_to(windows, files, answers):
    windows.open(files[:2])
    for window in windows.every:
        window.selection.set(window.rows.uids[-1:])
        window.actions_made["percent_100"].trigger()
    answers.button = QMessageBox.StandardButton.Cancel

    windows.every[0].actions_made["quit"].trigger()

    assert answers
    assert len([window for window in windows.every if window.isVisible()]) == 2


def test_files_dropped_together_open_in_windows_of_their_own(windows, files):
    windows.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)

    windows.every[0].dropEvent(event)

    assert titles(windows) == ["one", "two", "three"]


def test_a_later_start_opens_its_files_here(windows, files):
    windows.open([files[0]])
    windows.answer(Request((str(files[1]),)))
    windows.answer(Request())
    assert titles(windows)[:2] == ["one", "two"]
    assert windows.every[2].untouched


def test_a_theme_chosen_in_one_window_is_worn_by_all(windows, files):
    windows.open(files[:2])
    windows.every[0].actions_made["theme_dark"].trigger()
    assert windows.every[1].appearance.theme.dark
    assert QApplication.palette().window().color().lightness() < 80


def test_a_pinned_plan_stays_in_the_list(windows, files, tmp_path):
    windows.open([files[0]])
    window = windows.every[0]
    recent = window.files.recent_files
    recent.pin(files[0], True)
    for number in range(15):
        recent.remember(tmp_path / f"{number}.gantline")

    window._recent.aboutToShow.emit()

    titles = [action.text() for action in window._recent.actions()]
    assert titles[0] == "&1 one.gantline"
    assert "&2 14.gantline (missing)" in titles
    pin = next(action for action in window._recent.actions() if action.text() == "&Pin This Plan")
    assert pin.isChecked()
    pin.trigger()
    assert recent.pinned == []


def test_recent_plans_of_one_name_are_told_apart_and_pinned_ones_that_are_gone_can_be_cleared(windows, tmp_path):
    window = windows.make()
    recent = window.files.recent_files
    for folder in ("bid", "contract"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.gantline").touch()
        recent.remember(tmp_path / folder / "plan.gantline")
    recent.pin(tmp_path / "gone.gantline", True)

    window._recent.aboutToShow.emit()

    actions = {action.text(): action for action in window._recent.actions()}
    assert f"&2 plan.gantline \N{EN DASH} {tmp_path / 'contract'}" in actions
    assert f"&3 plan.gantline \N{EN DASH} {tmp_path / 'bid'}" in actions
    assert not actions["&1 gone.gantline (missing)"].isEnabled()
    actions["&Clear List"].trigger()
    assert recent.pinned == recent.others == []


def test_a_window_tells_once_that_it_was_painted_even_where_nobody_sees_it(qtbot, windows) -> None:
    seen, hidden = windows.make(), windows.make()
    told: list[str] = []
    seen.painted.connect(lambda: told.append("seen"))
    hidden.painted.connect(lambda: told.append("hidden"))

    seen.show()
    hidden.showMinimized()
    qtbot.waitUntil(lambda: len(told) == 2)
    seen.hide()
    seen.show()
    seen.repaint()
    qtbot.wait(1)

    assert sorted(told) == ["hidden", "seen"]
