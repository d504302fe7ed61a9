"""Long work beside a live window, with progress and cancel: in steps of the window's own, or in a helper process.

Python work in a thread beside a live window would take the interpreter from it for whole frames; a process does not.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ..i18n import _
from ..project.errors import GantlineError
from ..project.ticket import Cancelled

if TYPE_CHECKING:
    from ..project.steps import Told
    from .helper import Course, Helper, Work

SLICE: Final = 0.008
"""Seconds of work at a time, so that no frame is late."""


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

    def __init__(self, course: Course[Any], parent: QObject | None = None) -> None:
        """Begin as soon as the window has nothing more urgent to do; connect to the signals at once."""
        super().__init__(parent)
        self._course = course
        self._stopping = self._over = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(lambda: self._go_on(lambda: next(course)))
        self._timer.start()

    def cancel(self) -> None:
        """Stop the work; ``cancelled`` follows, at the latest when a helper's patience is over."""
        if not self._stopping and not self._over:
            self._stopping = True
            self._go_on(lambda: self._course.throw(Cancelled))

    def drop(self) -> None:
        """Stop it and listen no more: nothing is told any more."""
        self._over = True
        self._timer.stop()
        self._course.close()
        self.deleteLater()

    def _go_on(self, step: Callable[[], Told | int | None]) -> None:
        """Work for a slice of time, beginning with a step."""
        until = perf_counter() + SLICE
        try:
            while not self._over:
                told = step()
                if isinstance(told, tuple):
                    self.progressed.emit(*told)  # whoever hears of it may cancel
                elif told is not None or perf_counter() > until:
                    self._timer.start(told or 0)
                    return
                step = self._next
        except StopIteration as end:
            result = end.value
            self._end(lambda: self.finished.emit(result))
        except Cancelled:
            self._end(self.cancelled.emit)
        except GantlineError as error:
            sentence = str(error)
            self._end(lambda: self.failed.emit(sentence))
        except BaseException:
            self._end(self.cancelled.emit)
            raise

    def _next(self) -> Told | int | None:
        return next(self._course)

    def _end(self, tell: Callable[[], object]) -> None:
        if not self._over:
            self._over = True
            self._timer.stop()
            self.deleteLater()
            tell()


class Jobs(QObject):
    """Runs jobs, those in helper processes too; keeps one helper warm, and ends them all with itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle: Helper | None = None
        self._busy: list[Helper] = []
        self._leaving: list[Helper] = []

    def start(self, work: Work, *arguments: Any) -> Job:
        """Begin a piece of work in a helper process; connect to the job's signals at once."""
        return self.run(self.helped(work, *arguments))

    def run(self, course: Course[Any]) -> Job:
        """Begin a piece of work of which each step takes a few milliseconds; connect to the job's signals at once."""
        return Job(course, self)

    def helped(self, work: Work, *arguments: Any) -> Course[Any]:
        """Have a piece of work done by a helper process, as part of a larger one.

        Raises:
            GantlineError: It failed; one sentence.
        """
        from .helper import Helper  # what runs processes is loaded for the first job only

        helper, self._idle = self._idle or Helper(), None
        self._busy.append(helper)
        begun = healthy = False
        try:
            yield from helper.begin(work, arguments)
            begun = True
            kind, told = yield from helper.answer()
            healthy = True
        except Cancelled:
            healthy = begun and (yield from helper.stopped())
            raise
        except (EOFError, OSError) as error:
            raise GantlineError(_("The helper process ended unexpectedly; nothing was changed.")) from error
        finally:
            self._take_back(helper, healthy)
        if kind == "failed":
            raise GantlineError(told)
        if kind == "cancelled":
            raise Cancelled
        return told

    def _take_back(self, helper: Helper, healthy: bool) -> None:
        self._busy.remove(helper)
        if healthy and self._idle is None:
            self._idle = helper
        else:
            helper.end()
            self._leaving = [one for one in [*self._leaving, helper] if one.process.is_alive()]

    def shut_down(self) -> None:
        """End all jobs, which tell nothing any more, and all helper processes."""
        for job in self.findChildren(Job):
            job.drop()
        ended = [*self._busy, *filter(None, [self._idle])]
        for helper in ended:
            helper.end()
        for helper in [*ended, *self._leaving]:
            helper.left()
        self._busy, self._leaving, self._idle = [], [], None
