"""Figures of scheduling: whole plans, with and without compiled code and beside MPXJ, and single edits.

On both sides the plan is in memory and the process is warm. Ours compiles the records and runs both passes and the
slack; MPXJ's ``MicrosoftScheduler`` runs over the ``ProjectFile`` read from the same plan as MS Project XML. The whole
comparison of large plans, in one go of about five minutes: ``python -m tests.benchmarks scheduling 100000``. Run by
itself, ``python -m tests.benchmarks.scheduling plain SHAPE SIZE`` measures a plan without compiled code, ``mpxj FILE
SMALLER`` MPXJ, made warm by the smaller plan.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from random import Random
from shutil import which
from typing import Any

from gantline.app.project.project import Project
from gantline.app.project.steps import at_once

from ..plain_kernel import run_sources
from .generated import chain, plan
from .measure import Times, process, timed

SHAPES: dict[str, Callable[[int], Project]] = {
    "plan": plan,
    "plan with 5 calendars": partial(plan, calendars=5),
    "chain": chain,
}
WARM = 10_000
"""Tasks of the plan that MPXJ gets warm with: a larger one would take it minutes."""

_CHILD = "import runpy; runpy.run_module('tests.benchmarks.scheduling', run_name='__main__')"


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    for size in sizes:
        for shape, make in SHAPES.items():
            if shape == "plan" or size >= 100_000:
                yield from _whole(size, shape, make(size))
        yield from _edits(size)


def _whole(size: int, shape: str, project: Project) -> Iterator[tuple[str, str]]:
    from gantline.app.schedule.compiled import compile_plan
    from gantline.app.schedule.engine import Engine
    from gantline.app.schedule.kernel import COMPILED
    from gantline.app.schedule.passes import Passes

    what = f"{size:,} tasks, {shape}"
    ours = timed(lambda: Engine(project))
    compiled = at_once(compile_plan(project, Engine(project).working_times))
    passes = timed(lambda: Passes(compiled))
    how = "compiled code" if COMPILED else "no compiled code"
    yield (
        f"{what}: scheduled from its records, {how}",
        f"{ours.median:.1f} ms, of it both passes {passes.median:.1f} ms",
    )
    if COMPILED:
        output = process(_CHILD, "plain", shape, str(size), runs=1).output.split()
        yield f"{what}: the same without", f"{float(output[0]):.1f} ms, of it both passes {float(output[1]):.1f} ms"
    yield from _beside_mpxj(what, {"plan": project, "smaller": SHAPES[shape](min(size, WARM))}, ours.median)


def _beside_mpxj(what: str, projects: dict[str, Project], ours: float) -> Iterator[tuple[str, str]]:
    from gantline.app.schedule.engine import Engine
    from gantline.io.registry import for_key
    from gantline.io.storage import write_path

    if find_spec("mpxj") is None or which("java") is None:
        yield f"{what}: by MPXJ", "not measured: no Java, or mpxj is not installed"
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.xml") for name in projects]
        for path, project in zip(paths, projects.values(), strict=True):
            write_path(project, Engine(project).schedule, path, for_key("mspdi"))
        try:
            theirs = float(process(_CHILD, "mpxj", *map(str, paths), runs=1).output.split()[-1])
        except RuntimeError:
            yield f"{what}: by MPXJ", "it fails"
            return
    yield f"{what}: by MPXJ, warm", f"{theirs:.0f} ms: {theirs / ours:.1f} times ours"


def _edits(size: int, count: int = 400) -> Iterator[tuple[str, str]]:
    """Durations of random tasks changed and changed back; those that move the project's finish are among them."""
    from gantline.app.edits.dates import set_duration
    from gantline.app.project.durations import Duration
    from gantline.app.project.kinds import TimeUnit
    from gantline.app.schedule.engine import Engine

    project, random = plan(size), Random(1)
    engine = Engine(project)
    leaves = [uid for uid, task in project.tasks.items() if not project.is_summary(uid) and not task.percent_complete]
    runs: dict[str, list[float]] = {"an edited duration": [], "its undo": []}
    late = 0
    for _ in range(count):
        finish = engine.schedule.finish[0]
        patch = set_duration(engine, random.choice(leaves), Duration(480 * random.randint(1, 9), TimeUnit.DAY))
        for name, change in zip(runs, (patch, patch.inverted()), strict=True):
            project.apply(change)
            began = time.perf_counter()
            engine.update(change)
            runs[name].append((time.perf_counter() - began) * 1000)
            late += name != "its undo" and engine.schedule.finish[0] != finish
    for name, found in runs.items():
        times = Times(found)
        text = f"{times.median:.2f} ms, p95 {times.p95:.1f} ms, p99 {times.p99:.1f} ms"
        yield f"{size:,} tasks: {name}, dates and slack repaired", f"{text} ({late / count:.0%} move the finish)"


def _plain(shape: str, size: int) -> None:
    """Measure without compiled code."""
    from gantline.app.schedule import kernel

    run_sources(kernel)
    from gantline.app.schedule.compiled import compile_plan
    from gantline.app.schedule.engine import Engine
    from gantline.app.schedule.passes import Passes

    project = SHAPES[shape](size)
    compiled = at_once(compile_plan(project, Engine(project).working_times))
    print(timed(lambda: Engine(project)).median, timed(lambda: Passes(compiled)).median)


def _mpxj(path: str, smaller: str) -> None:
    """Measure MPXJ once it is warm: the median of three runs, or one where that takes more than ten seconds."""
    import jpype
    import mpxj  # pyright: ignore[reportUnusedImport]  # noqa: F401 (puts its jars on the class path)

    jpype.startJVM()
    from org.mpxj.cpm import MicrosoftScheduler  # pyright: ignore[reportMissingImports]
    from org.mpxj.reader import UniversalProjectReader  # pyright: ignore[reportMissingImports]

    def run(project: Any) -> float:
        began = time.perf_counter()
        MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
        return (time.perf_counter() - began) * 1000

    warm, project = UniversalProjectReader().read(smaller), UniversalProjectReader().read(path)
    for _ in range(3):
        run(warm)
    runs = [run(project)]
    while len(runs) < 3 and runs[0] < 10_000:
        runs.append(run(project))
    print(Times(runs).median)


if __name__ == "__main__":
    if sys.argv[1] == "plain":
        _plain(sys.argv[2], int(sys.argv[3]))
    else:
        _mpxj(sys.argv[2], sys.argv[3])
