"""Figures of the window: cold start, frames while scrolling, jumping and zooming, memory."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from gantline.app.gui import build
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine
from gantline.app.views.spec import AS_PLANNED, Arrangement, GroupBy, SortBy
from gantline.app.workspace import commands
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.settings import STARTED, Settings
from gantline.app.workspace.tidying import Tidying
from gantline.io.registry import for_key
from gantline.io.storage import write_path
from gantline.widgets.main_window import MainWindow

from .generated import plan
from .measure import Run, Times, process

MOST = {"scroll by 3 rows": 1.5, "jump to another row": 2}
"""Such a frame takes no more times as long as with the smallest plan."""

STILL, NOTHING = 0.5, 0.004
"""Seconds for which a window uses no more than so many of the processor at a time before it is measured."""

EDITS: dict[str, Callable[[MainWindow], object]] = {
    "a row inserted": lambda window: commands.insert_task(window.document, window.selection, window.rows),
    "a row deleted": lambda window: commands.delete_tasks(window.document, window.selection, window.rows),
    "a row moved": lambda window: commands.move_down(window.document, window.selection, window.rows),
    "a row indented": lambda window: commands.indent(window.document, window.selection, window.rows),
    "a name typed": lambda window: _typed(window, "name", "Another name"),
    "a duration typed": lambda window: _typed(window, "duration", "3d"),
}
"""What is done to the current row, and taken back."""

MOVING = ("a row moved", "a row indented")
"""What cannot be done where rows are sorted or grouped."""

GROUPS = ((GroupBy(field="finish", interval="month"),), (GroupBy(field="critical"),))

FOR_A_MILLION = 100_000
"""Tasks of the largest plan asked for with which a plan of a million is measured, too."""

PAINTING = "from tests.benchmarks.window import main; main()"
COLD = "from tests.benchmarks.cold import main; main()"

STAY = 6
"""Seconds in which all comes that is not seen at first, the loading view above all."""

LATER = f"from tests.benchmarks.cold import main; main({STAY})"

SCREEN = {
    "name": "screen",
    "x": 0,
    "y": 0,
    "width": 1600,
    "height": 1048,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
"""As large as the window of the measurements and its frame."""


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder, "settings.ini"))
        surroundings = _surroundings(Path(folder), store)
        empty = process(COLD, environment=surroundings)
        yield (
            "cold start, empty window painted",
            _start(empty),
        )
        for size in sizes:
            path = Path(folder, "plan.gantline")
            project = plan(size)
            write_path(project, Engine(project).schedule, path, for_key("gantline"))
            run = process(COLD, str(path), environment=surroundings)
            yield f"{size:,} tasks: cold start, plan painted", _start(run)
            later = process(LATER, str(path), runs=1, environment=surroundings)
            yield f"{size:,} tasks: {STAY} s later, with the loading view", f"peak {later.peak:.0f} MB"
        yield from _frames(sizes, store)


def _surroundings(folder: Path, store: str) -> dict[str, str]:
    """The environment of a program that was started before, on a screen as large as the window."""
    Settings(QSettings(store, QSettings.Format.IniFormat)).put(STARTED, True)
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}))
    return {"GANTLINE_PROFILE": store, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}


def _start(run: Run) -> str:
    """From the start of the process to the first paint, which the process tells by the clock."""
    return f"{float(run.output) - run.began:.2f} s, CPU {run.cpu:.2f} s, peak {run.peak:.0f} MB"


def _frames(sizes: list[int], store: str) -> Iterator[tuple[str, str]]:
    smallest: dict[str, float] = {}
    for size in sizes:
        with shown(size, store) as window:
            for what, moves in {**painting(window), **_changes(window)}.items():
                times = _each(moves)
                first = smallest.setdefault(what, times.median)
                text = f"{times.median:.1f} ms, p99 {times.p99:.1f} ms"
                ratio = f", {times.median / first:.1f} times that of {sizes[0]:,}" if size != sizes[0] else ""
                most = MOST.get(what, 0)
                grows = f" (**goal {most} times**)" if most and times.median > most * first else ""
                yield f"{size:,} tasks: {what}", text + ratio + grows


def others(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What painting takes at twice the pixels, and in a plan of a million tasks; each in a process of its own."""
    for size in sizes:
        yield from _elsewhere(size, "two pixels for one", {"QT_SCALE_FACTOR": "2"})
    if max(sizes) >= FOR_A_MILLION:
        yield from _elsewhere(1_000_000, "", {})


def _elsewhere(size: int, how: str, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The figures of painting that another process measures."""
    run = process(PAINTING, str(size), runs=1, environment=environment)
    for what, found in (line.split("\t") for line in run.output.splitlines()):
        yield ", ".join(filter(None, (f"{size:,} tasks: {what}", how))), found


def main() -> None:
    """Print what painting takes, for the process that is measured elsewhere."""
    with tempfile.TemporaryDirectory() as folder, shown(int(sys.argv[1]), str(Path(folder, "settings.ini"))) as window:
        for what, moves in painting(window).items():
            times = _each(moves)
            print(f"{what}\t{times.median:.1f} ms, p99 {times.p99:.1f} ms", flush=True)


@contextmanager
def shown(size: int, store: str) -> Iterator[MainWindow]:
    """The window with a plan of so many tasks, at rest."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    Tidying(application)
    window = build(Settings(QSettings(store, QSettings.Format.IniFormat)))
    window.resize(1600, 1000)
    window.document.replace(Engine(plan(size)))
    _tidy()
    window.show()
    _settle(application)
    yield window
    window.document.undo_stack.setClean()
    window.close()
    window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def painting(window: MainWindow) -> dict[str, Iterator[Callable[[], object]]]:
    """Other rows, other times and another scale come into sight."""
    bar, axis = window.plan.gantt.verticalScrollBar(), window.axis
    random = Random(1)
    step = 3 * window.rows.row_height
    return {
        "scroll by 3 rows": (lambda: bar.setValue((bar.value() + step) % max(bar.maximum(), 1)) for _ in range(120)),
        "jump to another row": (lambda: bar.setValue(random.randrange(bar.maximum() + 1)) for _ in range(60)),
        "scroll in time": (lambda: axis.scroll_to(axis.offset + 60) for _ in range(60)),
        "zoom": (
            lambda at=at: axis.zoom(axis.minutes_per_pixel * (0.9 if at % 2 else 1 / 0.9), 300) for at in range(60)
        ),
    }


def _changes(window: MainWindow) -> dict[str, Iterator[Callable[[], object]]]:
    bar, rows, table = window.plan.gantt.verticalScrollBar(), window.rows, window.plan.table
    step = 3 * rows.row_height
    return {
        "select all, select nothing": (
            lambda at=at: table.selectAll() if at % 2 else table.clearSelection() for at in range(12)
        ),
        "fold all, open all": (lambda at=at: rows.fold_to_level(None if at % 2 else 1) for at in range(10)),
        **_edits(window, AS_PLANNED),
        "filter by text": (lambda at=at: rows.change(text=("data", "mail")[at % 2]) for at in range(10)),
        "show all again": (lambda at=at: rows.change(text="" if at % 2 else "data") for at in range(10)),
        "sort": (lambda at=at: rows.change(sorts=(SortBy(field=("start", "finish")[at % 2]),)) for at in range(10)),
        "group": (lambda at=at: rows.change(sorts=(), groups=GROUPS[at % 2]) for at in range(10)),
        "scroll through groups": (
            lambda: bar.setValue((bar.value() + step) % max(bar.maximum(), 1)) for _ in range(60)
        ),
        **_edits(window, Arrangement(text="a"), "filtered"),
        **_edits(window, Arrangement(sorts=(SortBy(field="name"),)), "sorted"),
        **_edits(window, Arrangement(groups=GROUPS[1]), "grouped"),
    }


def _edits(window: MainWindow, wanted: Arrangement, how: str = "") -> dict[str, Iterator[Callable[[], object]]]:
    """Edits of rows in the middle of the plan, and what takes each back."""
    found = {}
    for what, edit in EDITS.items():
        if how not in ("sorted", "grouped") or what not in MOVING:
            name = ", ".join(filter(None, (what, how)))
            found[name] = _edited(window, wanted, edit)
            found[f"{name}, taken back"] = _edited(window, wanted, edit, back=True)
    return found


def _edited(
    window: MainWindow, wanted: Arrangement, edit: Callable[[MainWindow], object], *, back: bool = False
) -> Iterator[Callable[[], object]]:
    """An edit of one row after the other, each taken back; what stands beside ``yield`` is not measured."""
    application, undo = QApplication.instance(), window.document.undo_stack.undo
    assert isinstance(application, QApplication)
    window.rows.arrange(wanted)
    _settle(application)
    for at in range(12):
        uid = _some_task(window.rows, at)
        window.selection.set([uid])
        window.plan.gantt.scroll_to_task(uid)
        application.processEvents()
        if back:
            edit(window)
            _settle(application)
            yield undo
        else:
            yield lambda: edit(window)
            _settle(application)
            undo()
        _settle(application)


def _some_task(rows: RowSet, number: int) -> TaskUid:
    """A task in the middle of the rows that can be moved and indented: it and the two above it stand side by side."""
    levels, uids = rows.levels, rows.uids
    row = len(rows) // 2 + 7 * number
    while uids[row] < 0 or len({*levels[row - 2 : row + 2]}) > 1 or rows.is_foldable(row):
        row += 1
    return uids[row]


def _typed(window: MainWindow, key: str, text: str) -> None:
    tasks, uid = window.plan.table.tasks, window.selection.current
    assert uid is not None
    tasks.enter(window.rows.row_of[uid], tasks.column_of(key), text)


def _each(moves: Iterator[Callable[[], object]]) -> Times:
    """How long each move takes until everything is painted."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    found = []
    for move in moves:
        began = time.perf_counter()
        move()
        application.sendPostedEvents()
        application.processEvents()
        found.append((time.perf_counter() - began) * 1000)
    return Times(found[2:])


def _tidy() -> None:
    """Spare the collector the plan, as the program does when it has opened one."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _settle(application: QApplication) -> None:
    """Let the window do what it does when nobody asks, until it has stood still for a while."""
    since, used = time.perf_counter(), time.process_time()
    while time.perf_counter() - since < STILL:
        application.processEvents()
        time.sleep(0.002)
        before, used = used, time.process_time()
        if used - before > NOTHING:
            since = time.perf_counter()
