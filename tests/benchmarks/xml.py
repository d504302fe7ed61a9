"""Figures of MS Project XML: reading and writing in fresh processes, beside MPXJ where it is installed.

A read is the whole process, from the start of the interpreter (and of MPXJ's virtual machine) to its end. A write is
the time of the writing alone, in a process that has the plan in memory and has written nothing before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import write_path

from .generated import plan
from .measure import Run, process

_CLOCKS = "from time import perf_counter as wall, process_time as cpu; began = wall(), cpu(); "
_STOP = "; print(wall() - began[0], cpu() - began[1])"

READ = (
    "import sys; from pathlib import Path; from gantline.io.storage import read_path; "
    "print(len(read_path(Path(sys.argv[1]))[0].project.tasks))"
)
WRITE = (
    "import sys; from pathlib import Path; from gantline.io.storage import read_path, write_path; "
    "from gantline.io.registry import for_key; from gantline.app.schedule.engine import Engine; "
    "project = read_path(Path(sys.argv[1]))[0].project; schedule = Engine(project).schedule; "
    f"{_CLOCKS}write_path(project, schedule, Path(sys.argv[2]), for_key('mspdi')){_STOP}"
)
_MPXJ = (
    "import sys, jpype, mpxj; jpype.startJVM('-Xmx6g'); from org.mpxj.reader import UniversalProjectReader; "
    "project = UniversalProjectReader().read(sys.argv[1]); "
)
MPXJ_READ = f"{_MPXJ}print(project.getTasks().size())"
MPXJ_WRITE = f"{_MPXJ}from org.mpxj.mspdi import MSPDIWriter; {_CLOCKS}MSPDIWriter().write(project, sys.argv[2]){_STOP}"


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield from _beside(size, Path(folder))


def _beside(size: int, folder: Path) -> Iterator[tuple[str, str]]:
    project = plan(size)
    schedule = Engine(project).schedule
    native, xml, out = folder / "plan.gantline", folder / "plan.xml", str(folder / "out.xml")
    write_path(project, schedule, native, for_key("gantline"))
    write_path(project, schedule, xml, for_key("mspdi"))
    runs = 3 if size <= 10_000 else 1
    what = f"{size:,} tasks: MS Project XML ({xml.stat().st_size / 1e6:.0f} MB)"
    ours = process(READ, str(xml), runs=runs)
    yield f"{what} read, whole process", _whole(ours)
    written = process(WRITE, str(native), out, runs=runs)
    yield f"{what} written", _inside(written)
    if find_spec("mpxj") is None:
        return
    theirs = process(MPXJ_READ, str(xml), runs=runs)
    ratios = f"{theirs.seconds / ours.seconds:.1f} times ours, CPU {theirs.cpu / ours.cpu:.1f} times"
    yield f"{what} read by MPXJ", f"{_whole(theirs)}: {ratios}, memory {theirs.peak / ours.peak:.1f} times"
    theirs = process(MPXJ_WRITE, str(xml), out, runs=runs)
    wall, cpu = (their / our for their, our in zip(_clocks(theirs), _clocks(written), strict=True))
    ratios = f"{wall:.1f} times ours, CPU {cpu:.1f} times, memory {theirs.peak / written.peak:.1f} times"
    yield f"{what} written by MPXJ", f"{_inside(theirs)}: {ratios}"


def _whole(run: Run) -> str:
    return f"{run.seconds:.2f} s, CPU {run.cpu:.2f} s, peak {run.peak:.0f} MB"


def _inside(run: Run) -> str:
    wall, cpu = _clocks(run)
    return f"{wall:.2f} s, CPU {cpu:.2f} s, peak of the process {run.peak:.0f} MB"


def _clocks(run: Run) -> tuple[float, float]:
    """What the process measured itself: seconds by the wall, and of CPU."""
    wall, cpu = map(float, run.output.split())
    return wall, cpu
