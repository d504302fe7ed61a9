"""When Python looks everything through for garbage and gives memory back: while nobody waits for a frame."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache
from time import process_time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

_PAUSE: Final = 2_000
"""Milliseconds between two looks at whether there is nothing to do."""

_IDLE: Final = 0.02
"""Seconds of processor time in a pause, up to which nobody does anything: less than two frames."""

_DUE: Final = 10
"""Searches among things of middle age after which all are looked through: Python's own number."""

_SELDOM: Final = 200
"""The same while the window is never idle: after more than a million things were made."""

_WORKED: Final = 0.25
"""Seconds of processor time after which there may be something to give back."""


class Tidying(QObject):
    """Looks for garbage while the program is idle, and gives memory back that nothing stands in any more.

    All that the program made since it started takes as long as two frames to look through, and Python would do it
    whenever enough was made: in the midst of scrolling. Young things are looked through as ever, in no time.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        young, middle, _old = gc.get_threshold()
        gc.set_threshold(young, middle, _SELDOM)
        self._used = self._tidied = process_time()
        self._timer = QTimer(self, interval=_PAUSE, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._on_paused)
        self._timer.start()

    def _on_paused(self) -> None:
        used = process_time()
        if used - self._used < _IDLE:
            if gc.get_count()[2] >= _DUE:
                gc.collect()
            if used - self._tidied > _WORKED:
                _give_back()
                self._tidied = process_time()
            used = process_time()
        self._used = used


def _give_back() -> None:
    """Give the system the memory that nothing stands in, where the C library has to be asked for that."""
    trim = _trimming()
    if trim is not None:
        trim(0)


@cache
def _trimming() -> Callable[[int], int] | None:
    """What does it: that of glibc."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), "malloc_trim", None)
