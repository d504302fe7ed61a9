"""Figures of the core: saving, loading, workbooks, loads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gantline.app.analysis.loading import Loading
from gantline.app.project.moments import DAY
from gantline.app.project.project import Project
from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path

from .generated import plan
from .measure import Times, timed


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    for size in sizes:
        project = plan(size)
        yield from _files(size, project)
        yield from _loads(size, project)


def _files(size: int, project: Project) -> Iterator[tuple[str, str]]:
    schedule = Engine(project).schedule
    with tempfile.TemporaryDirectory() as folder:
        native = Path(folder, "plan.gantline")
        saved = timed(lambda: write_path(project, schedule, native, for_key("gantline")))
        yield f"{size:,} tasks: saved crash-safe", f"{_ms(saved)} ({native.stat().st_size / 1e6:.1f} MB)"
        yield f"{size:,} tasks: loaded", _ms(timed(lambda: read_path(native)))
        book = Path(folder, "plan.xlsx")
        runs = 3 if size <= 10_000 else 1
        exported = timed(lambda: write_path(project, schedule, book, for_key("excel")), runs)
        yield f"{size:,} tasks: workbook written", f"{_ms(exported)} ({book.stat().st_size / 1e6:.1f} MB)"
        yield f"{size:,} tasks: workbook read", _ms(timed(lambda: read_path(book), runs))


def _loads(size: int, project: Project) -> Iterator[tuple[str, str]]:
    engine = Engine(project)
    start = engine.schedule.start[0] // DAY * DAY
    edges = np.arange(start, start + 2001 * DAY, DAY)
    resources = list(project.resources)

    def loads() -> None:
        loading = Loading(engine)
        for uid in resources:
            loading.of(uid)

    yield f"{size:,} tasks: loads of all {len(resources)} resources", _ms(timed(loads))
    loading = Loading(engine)
    yield f"{size:,} tasks: loading matrix of 2,000 days", _ms(timed(lambda: loading.matrix(resources, edges)))


def _ms(times: Times) -> str:
    return f"{times.median:.1f} ms" if times.median < 1000 else f"{times.median / 1000:.2f} s"
