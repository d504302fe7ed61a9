"""Ends the program when what it was started for is painted; loaded once Qt was, as the program does that.

It listens to nothing that the program does not listen to itself: a function of Python's that hears of every event makes
Python objects of the events and of all that they happen to, and takes a twentieth of the time to the first paint.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from gantline.app import gui
from gantline.app.workspace.address import address
from gantline.widgets.gantt.gantt_view import GanttView
from gantline.widgets.main_window import MainWindow


def watch(stay: float = 0) -> None:
    """End the program where it would go on after the first paint, or with the frame that shows the plan.

    Args:
        stay: Seconds after that frame until then, in which comes what is not seen at first.
    """
    if sys.argv[1:]:
        frame, paint = _Frame(stay), GanttView.paintEvent

        def paint_and_look(self: GanttView, event: QPaintEvent) -> None:
            paint(self, event)
            if _is_there():
                frame.begun.emit()

        GanttView.paintEvent = paint_and_look
    else:
        gui._after_first_paint = _end


class _Frame(QObject):
    """Ends the program behind the event with which a frame is painted, and before anything else, or some time later.

    Signals:
        begun: Part of the frame was painted.
    """

    begun = Signal()

    def __init__(self, stay: float) -> None:
        super().__init__()
        self._stay = round(1000 * stay)
        self.begun.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def _on_finished(self) -> None:
        if not self._stay:
            _end()
        QTimer.singleShot(self._stay, self, _end)


def _is_there() -> bool:
    """Whether a window has a plan with tasks."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return any(bool(one.document.project.tasks) for one in windows)


def _end(*_told: object) -> None:
    print(time.time(), flush=True)
    # or a later start with these settings would first try whether this one still listens
    Path(QDir.tempPath(), address(os.environ.get(gui.PROFILE, ""))).unlink(missing_ok=True)
    os._exit(0)
