"""Frames of the window while a helper process reads, writes or schedules a large plan, and when its result arrives."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gantline.app.gui import build
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.settings import Settings
from gantline.app.workspace.work import parcel, write_plan
from gantline.io.registry import for_key
from gantline.io.storage import Prepared, write_path
from gantline.widgets.main_window import MainWindow

from .generated import plan
from .measure import Times


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            window = build(Settings(QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)))
            window.resize(1600, 1000)
            window.document.replace(Engine(plan(1_000)))
            window.show()
            yield from _read_and_written(Frames(application, window), window, size, Path(folder))
            window.document.undo_stack.setClean()
            window.close()


def _read_and_written(frames: Frames, window: MainWindow, size: int, folder: Path) -> Iterator[tuple[str, str]]:
    engine, path = Engine(plan(size)), folder / f"{size}.xml"
    write_path(engine.project, engine.schedule, path, for_key("mspdi"))
    window.files.open_path(path)
    told = _told(frames.until(lambda: len(window.document.project.tasks) == size))
    yield f"{size:,} tasks: frames while XML is read", told
    began = time.process_time()
    handed = parcel(window.document.project, window.document.schedule, "mspdi")
    yield f"{size:,} tasks: handed over to be written", f"CPU {(time.process_time() - began) * 1000:.0f} ms"
    job = window.jobs.start(write_plan, handed, folder / "out.xml", "mspdi")
    written: list[Prepared[object]] = []
    job.finished.connect(written.append)
    yield f"{size:,} tasks: frames while it is scheduled and written", _told(frames.until(lambda: bool(written)))
    written[0].discard()


def _told(frames: list[Frame]) -> str:
    *beside, last = frames
    times, worst = Times([one.wall for one in beside]), max(beside, key=lambda one: one.cpu)
    return (
        f"{times.median:.1f} ms, p99 {times.p99:.1f}, at most {max(times.runs):.0f} (CPU {worst.cpu:.0f}); "
        f"when the result came {last.wall:.0f} ms (CPU {last.cpu:.0f})"
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

    def until(self, done: Callable[[], bool]) -> list[Frame]:
        """The frames until something is done; the last is the one in which it was."""
        found: list[Frame] = []
        while not done():
            began, cpu = time.perf_counter(), time.process_time()
            self._bar.setValue((self._bar.value() + self._step) % max(self._bar.maximum(), 1))
            self._application.processEvents()
            found.append(Frame((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000))
        return found
