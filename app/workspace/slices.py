"""Work done bit by bit while the window has nothing else to do."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from time import perf_counter
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

SLICE: Final = 0.008
"""Seconds of work at a time, so that no frame is late."""

FIRST: Final = 0.03
"""Seconds of the first slice: what takes no more is done before anybody sees that it was not."""


def _with_rest(steps: Iterator[object]) -> Generator[object]:
    """Steps, with another one before their end if they are several, so that what follows has a slice of its own where
    theirs is used up.
    """
    several = False
    while True:
        try:
            next(steps)
        except StopIteration as end:
            if several:
                yield
            return end.value
        several = True
        yield


class Slices(QObject):
    """Goes through steps of a few milliseconds each, a slice of them at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._then: Callable[[Any], object] = lambda _result: None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(lambda: self._work(SLICE))

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return self._timer.isActive()

    def begin(self, steps: Iterator[object], then: Callable[[Any], object], *, waited_for: bool = True) -> None:
        """Begin with the first slice at once, in place of what was under way; ``then`` takes what the steps come to.

        Args:
            waited_for: Somebody wants to see it, so that the first slice is a longer one.
        """
        self._steps, self._then = _with_rest(steps), then
        self._work(FIRST if waited_for else SLICE)

    def stop(self) -> None:
        """Give up what is under way."""
        self._timer.stop()

    def _work(self, seconds: float) -> None:
        until, steps = perf_counter() + seconds, self._steps
        try:
            next(steps)
            while perf_counter() < until:
                next(steps)
        except StopIteration as end:
            self._timer.stop()
            result = end.value
        else:
            self._timer.start()
            return
        self._then(result)
