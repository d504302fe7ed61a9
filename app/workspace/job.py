"""Long work in a helper process, with progress and cancel.

Python work in a thread beside a live window would take the interpreter from it for whole frames; a process does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ..i18n import _

if TYPE_CHECKING:
    from .helper import Helper

Work = Callable[..., Any]
"""``work(ticket, *arguments)``, a function at module level; arguments and result travel between processes."""

_POLL: Final = 20
"""Milliseconds between two looks at what the helper said."""

_PATIENCE: Final = 1500
"""Milliseconds a cancelled helper is given to stop by itself."""


class Job(QObject):
    """A piece of work under way.

    Signals:
        progressed: Units done, units in all (0 for unknown), and what is being done.
        finished: The work's result.
        failed: One sentence.
        cancelled: The work was stopped; nothing was changed.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, jobs: Jobs, helper: Helper) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._helper = helper
        self._waiting = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._poll)
        self._timer.start()

    def cancel(self) -> None:
        """Stop the work; ``cancelled`` follows, at the latest when the helper's patience is over."""
        if not self._waiting.isValid():
            self._waiting.start()
            self._helper.stop()

    def drop(self) -> None:
        """Stop listening: nothing is told any more."""
        self._timer.stop()

    def _poll(self) -> None:
        try:
            while self._timer.isActive() and self._helper.connection.poll():
                self._take(*self._helper.connection.recv())
        except (EOFError, OSError):
            self._end("failed", _("The helper process ended unexpectedly; nothing was changed."), healthy=False)
        if self._timer.isActive() and self._waiting.isValid() and self._waiting.elapsed() > _PATIENCE:
            self._end("cancelled", None, healthy=False)

    def _take(self, kind: str, told: Any) -> None:
        if kind == "progressed":
            self.progressed.emit(*told)
        elif self._waiting.isValid():  # what came too late to be wanted is not taken
            self._end("cancelled", None, healthy=True)
        else:
            self._end(kind, told, healthy=True)

    def _end(self, kind: str, told: Any, *, healthy: bool) -> None:
        self.drop()
        self._jobs._take_back(self._helper, healthy)
        if kind == "finished":
            self.finished.emit(told)
        elif kind == "failed":
            self.failed.emit(told)
        else:
            self.cancelled.emit()
        self.deleteLater()


class Jobs(QObject):
    """Runs work in helper processes and keeps one of them warm; ends them all with itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle: Helper | None = None
        self._busy: list[Helper] = []

    def start(self, work: Work, *arguments: Any) -> Job:
        """Begin a piece of work; connect to the job's signals at once."""
        from .helper import Helper  # what runs processes is loaded for the first job only

        helper, self._idle = self._idle or Helper(), None
        self._busy.append(helper)
        helper.connection.send((work, arguments))
        return Job(self, helper)

    def _take_back(self, helper: Helper, healthy: bool) -> None:
        self._busy.remove(helper)
        if healthy and self._idle is None:
            self._idle = helper
        else:
            helper.end()

    def shut_down(self) -> None:
        """End all helper processes; jobs still under way tell nothing any more."""
        for job in self.findChildren(Job):
            job.drop()
        for helper in [*self._busy, *filter(None, [self._idle])]:
            helper.end()
        self._busy, self._idle = [], None
