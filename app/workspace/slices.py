"""Work done bit by bit while the window has nothing else to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer

SLICE: Final = 0.008
"""Seconds of work at a time, so that no frame is late."""


class Slices(QObject):
    """Goes through steps of a few milliseconds each, a slice of them at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._then: Callable[[], object] = lambda: None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._work)

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return self._timer.isActive()

    def begin(self, steps: Iterator[object], then: Callable[[], object]) -> None:
        """Begin with the first slice at once, in place of what was under way; ``then`` comes after the last step."""
        self._steps, self._then = steps, then
        self._work()

    def stop(self) -> None:
        """Give up what is under way."""
        self._timer.stop()

    def _work(self) -> None:
        until = perf_counter() + SLICE
        for _step in self._steps:
            if perf_counter() > until:
                self._timer.start()
                return
        self._timer.stop()
        self._then()
