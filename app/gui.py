"""The one place that builds the windows."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ..widgets.appearance import Appearance
from ..widgets.icons import application_icon
from ..widgets.main_window import MainWindow
from ..widgets.windows import Windows
from .workspace.address import Request, address, is_taken
from .workspace.settings import STARTED, THEME, Settings

PROFILE = "GANTLINE_PROFILE"
"""Environment variable: an INI file to keep settings in instead of the user's own."""

ONE_THREAD = "QT_NO_GUI_THREADPOOL"
"""Environment variable of Qt: paint in the window's own thread. To hand parts of a scroll bar's shine to others and to
wait for them takes longer than to paint it, and is done a hundred times in a frame.
"""


def run(paths: Sequence[Path], sample: bool = False) -> int:
    """Open a window for each plan and stay until all are closed; an earlier start that still runs opens them instead.

    Args:
        paths: The plans to open.
        sample: Open the sample plan; done without being asked at the very first start.
    """
    application = QApplication(["gantline", "-style", "fusion"])
    application.setApplicationName("Gantline")
    application.setDesktopFileName("gantline")
    settings = _settings()
    name = address(settings.place)
    if is_taken(name) and _handed_over(name, Request(tuple(str(path.absolute()) for path in paths), sample)):
        return 0
    application.setWindowIcon(application_icon())
    windows = make_windows(settings)
    _tell_of_faults(windows)
    sample = sample or not (paths or settings.get(STARTED))
    settings.put(STARTED, True)
    windows.open()
    windows.every[0].painted.connect(lambda: _after_first_paint(windows, name, paths, sample))
    return application.exec()


def _handed_over(name: str, request: Request) -> bool:
    """Whether an earlier start does what this one was to do."""
    from .workspace.instance import hand_over

    return hand_over(name, request)


def _tell_of_faults(windows: Windows) -> None:
    """Let a dialog tell of faults in the program, once there is one."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from ..widgets.dialogs.bug_report import BugReport

        sys.excepthook = BugReport(windows)
        sys.excepthook(kind, error, trace)

    sys.excepthook = tell


def _after_first_paint(windows: Windows, name: str, paths: Sequence[Path], sample: bool) -> None:
    """Do what can wait until there is something to see."""
    from .workspace.instance import Instance
    from .workspace.tidying import Tidying

    gc.freeze()  # what the program consists of is never looked through for garbage
    gc.enable()
    Tidying(windows)
    Instance(name, windows).requested.connect(windows.answer)
    restored = windows.recover()
    paths = [path for path in paths if path.absolute() not in restored]
    if paths or (sample and not restored):
        windows.open(paths, sample=sample)


def build(settings: Settings) -> MainWindow:
    """A first window with an empty plan, wearing the remembered theme; not shown yet."""
    return make_windows(settings).make()


def make_windows(settings: Settings) -> Windows:
    """What opens windows, none of them yet, all wearing the remembered theme."""
    os.environ.setdefault(ONE_THREAD, "1")
    application = QApplication.instance()
    appearance = Appearance(application)
    appearance.choose(settings.get(THEME))
    return Windows(settings, appearance, application)


def _settings() -> Settings:
    profile = os.environ.get(PROFILE)
    if profile:
        return Settings(QSettings(profile, QSettings.Format.IniFormat))
    return Settings(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Gantline", "gantline"))
