"""A main window of its own for each test, and what answers its questions instead of a user."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QMessageBox

from gantline.app.gui import build
from gantline.app.workspace.settings import Settings
from gantline.widgets import patience

THEME = os.environ.get("GANTLINE_TEST_THEME")
"""The theme that windows wear where a test asks for one by starting others (``test_workflows_scaled``)."""


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard(qapp):
    """Leaves nothing on the clipboard that Python made, which Qt would look at when Python is gone."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Lets no progress come in between on a busy machine; tests of progress ask for it."""
    monkeypatch.setattr(patience, "_DELAY", 600.0)


@pytest.fixture
def store(tmp_path):
    return str(tmp_path / "settings.ini")


def _let_go(window):
    """Let a window close without a question, whatever is typed in it or not saved."""
    window.files.settled = lambda: True
    window.document.undo_stack.setClean()


@pytest.fixture
def open_window(qtbot, store):
    def opened(*, shown=True):
        window = build(Settings(QSettings(store, QSettings.Format.IniFormat)))
        window.resize(1200, 800)
        qtbot.addWidget(window, before_close_func=_let_go)
        if shown:
            window.show()
            qtbot.waitExposed(window)
        return window

    return opened


@pytest.fixture
def window(open_window):
    window = open_window()
    if THEME:
        window.appearance.choose(THEME)
    window.files.load_sample()
    return window


@pytest.fixture
def answers(monkeypatch):
    """Answers message boxes instead of the user, and notes what they asked."""

    class Answers(list):
        button = QMessageBox.StandardButton.Ok

        def answer(self, box):
            self.append(f"{box.text()} {box.informativeText()}".strip())
            return self.button

    answers = Answers()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answers.answer(box))
    return answers


@pytest.fixture
def save_to(monkeypatch):
    """Answers save dialogs with a path."""

    def answer(path: Path):
        monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: True)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path)])

    return answer
