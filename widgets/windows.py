"""The open windows of the program: a plan each, and never the same file in two of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from ..app.workspace.address import Request
from ..app.workspace.document import Document
from ..app.workspace.new_plan import new_plan
from ..app.workspace.settings import Settings
from .appearance import Appearance
from .main_window import MainWindow

if TYPE_CHECKING:
    from ..app.workspace.journaling import Journaling

JOURNALS = "unsaved"
"""The folder beside the settings for what is not saved yet."""

_STEP = 28
"""Pixels by which a window stands off the one before."""

_PAINTED = 300
"""Milliseconds after which a plan that was opened is painted."""


class Windows(QObject):
    """Opens windows and knows which file is in which.

    Attributes:
        every: The windows, oldest first.
    """

    def __init__(self, settings: Settings, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._appearance = appearance
        self._journals = Path(settings.place).with_name(JOURNALS)
        self._kept: dict[MainWindow, Journaling] = {}
        self.every: list[MainWindow] = []

    def make(self) -> MainWindow:
        """Another window with an empty plan, not shown yet."""
        document = Document(new_plan(), QApplication.instance())
        window = MainWindow(document, self._settings, self._appearance)
        if self.every:
            window.move(self.every[-1].pos() + QPoint(_STEP, _STEP))
        window.window_requested.connect(lambda paths: self.open([Path(one) for one in paths]))
        window.files.find_elsewhere = lambda path: self._raise_holder(path, besides=window)
        window.closed.connect(lambda: self._forget(window))
        document.state_changed.connect(lambda: self._keep_soon(window))
        self.every.append(window)
        return window

    def open(self, paths: Sequence[Path] = (), *, sample: bool = False) -> None:
        """Show each file in a window: the one that has it, an untouched empty one, or a new one.

        Without files a new window with an empty plan, or the sample, is shown.
        """
        for path in paths:
            if not self._raise_holder(path):
                window = self._untouched() or self.make()
                _show(window)
                window.files.open_path(path)
        if not paths:
            window = (self._untouched() if sample else None) or self.make()
            _show(window)
            if sample:
                window.files.load_sample()

    def answer(self, request: Request) -> None:
        """Do what a later start of the program was asked for."""
        self.open([Path(one) for one in request.paths], sample=request.sample)

    def recover(self) -> list[Path]:
        """Offer what a crash left of plans that were not saved; gives the files of those that are brought back."""
        if not self._journals.is_dir():
            return []
        from .recovery import Answer, ask, left_behind

        files = list[Path]()
        for journal, head in left_behind(self._journals):
            answer = ask(journal, head, QApplication.activeWindow())
            if answer is Answer.RESTORE:
                window = self._untouched() or self.make()
                _show(window)
                self._journaling(window).earlier = journal
                window.files.restore(journal)
                files += [Path(head.path)] if head.path else []
            elif answer is Answer.DISCARD:
                journal.unlink(missing_ok=True)
        return files

    def _keep_soon(self, window: MainWindow) -> None:
        """Keep what is not saved of a plan through a crash, from its first edit on.

        A plan in a file is looked at before that, when it is painted: its first edits stand on what the file has.
        """
        if window.document.modified:
            QTimer.singleShot(0, window, lambda: self._keep(window))
        elif window.document.path is not None and window not in self._kept:
            QTimer.singleShot(_PAINTED, window, lambda: self._keep(window))

    def _keep(self, window: MainWindow) -> None:
        if window in self.every and (window.document.modified or window.document.path is not None):
            self._journaling(window)

    def _journaling(self, window: MainWindow) -> Journaling:
        if window not in self._kept:
            from ..app.workspace.journaling import Journaling

            self._kept[window] = Journaling(window.document, self._journals, window)
        return self._kept[window]

    def _raise_holder(self, path: Path, besides: MainWindow | None = None) -> bool:
        """Bring the window that has a file to the front, if one has it."""
        wanted = _real(path)
        for window in self.every:
            held = window.files.opening or window.document.path
            if window is not besides and held is not None and _real(held) == wanted:
                _show(window)
                return True
        return False

    def _untouched(self) -> MainWindow | None:
        """A window that waits with an empty plan."""
        return next((one for one in self.every if one.isVisible() and one.untouched), None)

    def _forget(self, window: MainWindow) -> None:
        if window in self.every:
            self.every.remove(window)
        if window in self._kept:
            self._kept.pop(window).drop()
        if self.every:
            window.deleteLater()


def _show(window: MainWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except OSError:  # a loop of links
        return path.absolute()
