"""The one place that builds the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ..widgets.appearance import Appearance
from ..widgets.dialogs.bug_report import BugReport
from ..widgets.icons import application_icon
from ..widgets.main_window import MainWindow
from .workspace.document import Document
from .workspace.new_plan import new_plan
from .workspace.settings import STARTED, THEME, Settings

PROFILE = "GANTLINE_PROFILE"
"""Environment variable: an INI file to keep settings in instead of the user's own."""


def run(paths: Sequence[Path], sample: bool = False) -> int:
    """Open the window and stay until it is closed.

    Args:
        paths: The plan to open; the first counts.
        sample: Open the sample plan; done without being asked at the very first start.
    """
    application = QApplication(["gantline"])
    application.setApplicationName("Gantline")
    application.setDesktopFileName("gantline")
    application.setStyle("Fusion")
    application.setWindowIcon(application_icon())
    window = build(_settings())
    sys.excepthook = BugReport(window)
    window.show()
    settings = window.settings
    if paths:
        window.files.open_path(paths[0])
    elif sample or not settings.get(STARTED):
        window.files.load_sample()
    settings.put(STARTED, True)
    return application.exec()


def build(settings: Settings) -> MainWindow:
    """The window with an empty plan, wearing the remembered theme."""
    appearance = Appearance(QApplication.instance())
    appearance.choose(settings.get(THEME))
    document = Document(new_plan(), QApplication.instance())
    return MainWindow(document, settings, appearance)


def _settings() -> Settings:
    profile = os.environ.get(PROFILE)
    if profile:
        return Settings(QSettings(profile, QSettings.Format.IniFormat))
    return Settings(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Gantline", "gantline"))
