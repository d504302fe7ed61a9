"""The longest frames of the window while large plans are opened, saved, exported and scheduled anew, and after that."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gantline.app.edits.tasks import rename
from gantline.app.gui import build
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.journaling import Journaling
from gantline.app.workspace.settings import Settings
from gantline.app.workspace.tidying import Tidying
from gantline.io.registry import for_key
from gantline.io.storage import write_path
from gantline.widgets import file_jobs
from gantline.widgets.dialogs.save_file import Kind
from gantline.widgets.main_window import MainWindow

from .generated import plan
from .measure import Times

GOAL = 50
"""Milliseconds that no frame may take."""

AFTER = 60
"""Frames looked at after something is done: what was put off comes then."""


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    Tidying(application)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            window = build(Settings(QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)))
            window.resize(1600, 1000)
            window.document.replace(Engine(plan(1_000)))
            window.show()
            frames = Frames(application, window)
            for what, begin, done in _work(window, size, Path(folder)):
                yield f"{size:,} tasks: {what}", _told(frames.until(begin, done))
            window.document.undo_stack.setClean()
            window.close()


Work = tuple[str, Callable[[], object], Callable[[], bool]]
"""What is done, how to begin with it, and whether it is over."""


def _work(window: MainWindow, size: int, folder: Path) -> Iterator[Work]:
    engine, told = Engine(plan(size)), list[str]()
    own, xml = folder / f"{size}.gantline", folder / f"{size}.xml"
    for path, key in ((own, "gantline"), (xml, "mspdi")):
        write_path(engine.project, engine.schedule, path, for_key(key))
    del engine
    files, document = window.files, window.document
    window.file_jobs.told.connect(told.append)
    for path in (own, xml):
        document.replace(Engine(plan(1_000)))
        yield (
            f"{path.suffix} opened",
            lambda path=path: files.open_path(path),
            lambda path=path: document.path == path and len(document.project.tasks) == size,
        )
        if path is own:
            told.clear()
            yield f"{path.suffix} saved", files.save, lambda: bool(told)
    for key, suffix in (("excel", ".xlsx"), ("mspdi", ".xml")):
        told.clear()
        answer = folder / f"out{suffix}", Kind("", (suffix,))
        asked = patch.object(file_jobs, "ask_where", lambda *_asked, answer=answer: answer)
        with asked, patch.object(files, "_agreed", _yes):
            yield f"exported to {suffix}", getattr(files, f"export_{key}"), lambda: bool(told)
    yield "edited, and kept for the case of a crash", lambda: _rename(window), lambda: _is_kept(window)
    anew = window.actions_made["reschedule"]
    yield "scheduled anew", anew.trigger, lambda: window.status.currentMessage().startswith("Scheduled anew")


def _rename(window: MainWindow) -> None:
    project = window.document.project
    window.document.push(rename(project, next(iter(project.tasks)), "Another name"), "Rename")


def _is_kept(window: MainWindow) -> bool:
    journaling = window.findChild(Journaling)
    return journaling is not None and not journaling.busy


def _yes(*_asked: object, **_how: object) -> bool:
    """What a format loses is no matter here."""
    return True


def _told(frames: list[Frame]) -> str:
    times, worst = Times([one.wall for one in frames]), max(frames, key=lambda one: one.cpu)
    late = f" (**goal {GOAL} ms**)" if worst.cpu > GOAL else ""
    return (
        f"frames {times.median:.1f} ms, p99 {times.p99:.1f}, at most {max(times.runs):.0f}; CPU {worst.cpu:.0f}{late}"
    )


@dataclass(frozen=True)
class Frame:
    """How long it took until a scrolled window was painted, in milliseconds of the clock and of processor time."""

    wall: float
    cpu: float


class Frames:
    """Scrolls a window and takes the time of each frame."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self._application = application
        self._bar = window.plan.gantt.verticalScrollBar()
        self._step = 3 * window.rows.row_height
        while not window.plan.resources.isVisible() or window.plan.resources.plot is None:
            application.processEvents()

    def until(self, begin: Callable[[], object], done: Callable[[], bool]) -> list[Frame]:
        """The frames from the beginning of something until it is done, and some more."""
        found = [self._frame(begin)]
        while not done():
            found.append(self._frame(self._scroll))
        return found + [self._frame(self._scroll) for _ in range(AFTER)]

    def _frame(self, move: Callable[[], object]) -> Frame:
        began, cpu = time.perf_counter(), time.process_time()
        move()
        self._application.processEvents()
        return Frame((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000)

    def _scroll(self) -> None:
        self._bar.setValue((self._bar.value() + self._step) % max(self._bar.maximum(), 1))
