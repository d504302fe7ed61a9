"""Figures of the core: saving, loading, MS Project XML, workbooks, loads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from gantline.app.analysis.loading import Loading
from gantline.app.project.moments import DAY
from gantline.app.project.project import Project
from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path

from .generated import plan
from .measure import Times, process, timed

READ = (
    "import sys; from pathlib import Path; from gantline.io.storage import read_path; "
    "print(len(read_path(Path(sys.argv[1]))[0].project.tasks))"
)
WRITE = (
    "import sys, time; from pathlib import Path; from gantline.io.storage import read_path, write_path; "
    "from gantline.io.registry import for_key; from gantline.app.schedule.engine import Engine; "
    "project = read_path(Path(sys.argv[1]))[0].project; schedule = Engine(project).schedule; "
    "began = time.perf_counter(); write_path(project, schedule, Path(sys.argv[2]), for_key('mspdi')); "
    "print(time.perf_counter() - began)"
)
MPXJ_READ = (
    "import sys, jpype, mpxj, time; jpype.startJVM(); from org.mpxj.reader import UniversalProjectReader; "
    "began = time.perf_counter(); project = UniversalProjectReader().read(sys.argv[1]); "
    "print(time.perf_counter() - began)"
)
MPXJ_WRITE = (
    "import sys, jpype, mpxj, time; jpype.startJVM(); from org.mpxj.reader import UniversalProjectReader; "
    "from org.mpxj.mspdi import MSPDIWriter; project = UniversalProjectReader().read(sys.argv[1]); "
    "began = time.perf_counter(); MSPDIWriter().write(project, sys.argv[2]); print(time.perf_counter() - began)"
)


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    for size in sizes:
        project = plan(size)
        yield from _files(size, project)
        yield from _loads(size, project)


def _files(size: int, project: Project) -> Iterator[tuple[str, str]]:
    schedule = Engine(project).schedule
    with tempfile.TemporaryDirectory() as folder:
        native, xml = Path(folder, "plan.gantline"), Path(folder, "plan.xml")
        saved = timed(lambda: write_path(project, schedule, native, for_key("gantline")))
        yield f"{size:,} tasks: saved crash-safe", f"{_ms(saved)} ({native.stat().st_size / 1e6:.1f} MB)"
        yield f"{size:,} tasks: loaded", _ms(timed(lambda: read_path(native)))
        write_path(project, schedule, xml, for_key("mspdi"))
        size_of = f"{xml.stat().st_size / 1e6:.0f} MB"
        ours = process(READ, str(xml))
        text = f"{ours.seconds:.2f} s, CPU {ours.cpu:.2f} s, peak {ours.peak:.0f} MB"
        yield f"{size:,} tasks: MS Project XML ({size_of}) read, whole process", text
        out = str(Path(folder, "out.xml"))
        written = float(process(WRITE, str(native), out).output)
        yield f"{size:,} tasks: MS Project XML written", f"{written:.2f} s"
        if find_spec("mpxj") is not None:
            yield from _beside_mpxj(size, str(xml), out, ours.seconds, written)
        if size <= 10_000:
            book = Path(folder, "plan.xlsx")
            exported = timed(lambda: write_path(project, schedule, book, for_key("excel")), runs=3)
            yield f"{size:,} tasks: workbook written", _ms(exported)


def _beside_mpxj(size: int, xml: str, out: str, ours: float, written: float) -> Iterator[tuple[str, str]]:
    read = process(MPXJ_READ, xml)
    text = f"{read.seconds:.2f} s, CPU {read.cpu:.2f} s, peak {read.peak:.0f} MB: {read.seconds / ours:.1f} times ours"
    yield f"{size:,} tasks: the same read by MPXJ, whole process", text
    seconds = float(process(MPXJ_WRITE, xml, out).output)
    yield f"{size:,} tasks: the same written by MPXJ", f"{seconds:.2f} s: {seconds / written:.1f} times ours"


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
