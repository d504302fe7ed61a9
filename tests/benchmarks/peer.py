"""Beside GNOME Planner in one run, each under its own X server: CPU time to open a plan, and of a turn of the wheel.

Needs ``planner``, ``Xvfb`` and ``xdotool``; where one is missing that is said and nothing is measured.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from gantline.app.project.moments import to_datetime
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, TaskUid
from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import write_path

from .generated import plan
from .measure import ROOT as CHECKOUT

NEEDED = ("planner", "Xvfb", "xdotool")
LARGEST = 10_000
"""Tasks of the largest plan that Planner is given; it takes seconds for these already."""

_CALENDARS = (
    '<calendars><day-types><day-type id="0" name="Working" description="day"/>'
    '<day-type id="1" name="Nonworking" description="off"/></day-types><calendar id="1" name="Default">'
    '<default-week mon="0" tue="0" wed="0" thu="0" fri="0" sat="1" sun="1"/><overridden-day-types>'
    '<overridden-day-type id="0"><interval start="0800" end="1200"/><interval start="1300" end="1700"/>'
    "</overridden-day-type></overridden-day-types><days/></calendar></calendars>"
)
_WHEEL = 40
_SCREEN = "1600x1000"
_PATIENCE = 120.0
_TICK = os.sysconf("SC_CLK_TCK")


def figures(sizes: list[int]) -> Iterator[tuple[str, str]]:
    """What was measured and what came out, for plans of these numbers of tasks."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        yield "beside GNOME Planner", f"not measured: no {', '.join(missing)} here"
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in [size for size in sizes if size <= LARGEST]:
            project = plan(size)
            engine = Engine(project)
            ours, theirs = Path(folder, f"{size}.gantline"), Path(folder, f"{size}.planner")
            write_path(project, engine.schedule, ours, for_key("gantline"))
            theirs.write_text(planner_xml(project, engine), "utf-8")
            profile = {"GANTLINE_PROFILE": str(Path(folder, "profile.ini"))}
            mine = measured([sys.executable, str(CHECKOUT / "main.py"), str(ours)], profile)
            other = measured(["planner", str(theirs)], {"HOME": folder, "GSETTINGS_BACKEND": "memory"})
            for place, what in enumerate(("opened, CPU s", "a turn of the wheel, CPU ms")):
                ratio = other[place] / mine[place]
                text = f"{mine[place]:.2f} here, {other[place]:.2f} in GNOME Planner: {ratio:.1f} times"
                yield f"{size:,} tasks: {what}", text


def measured(command: Sequence[str], extra: dict[str, str], runs: int = 3) -> tuple[float, float]:
    """Medians of several starts: CPU seconds until all stands still, and CPU milliseconds of a turn of the wheel."""
    found = [_measured(command, extra) for _ in range(runs)]
    return statistics.median(one[0] for one in found), statistics.median(one[1] for one in found)


def _measured(command: Sequence[str], extra: dict[str, str]) -> tuple[float, float]:
    number = next(n for n in range(90, 200) if not Path(f"/tmp/.X11-unix/X{n}").exists())
    server = subprocess.Popen(
        ["Xvfb", f":{number}", "-screen", "0", f"{_SCREEN}x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    inherited = {name: text for name, text in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment = {**inherited, "DISPLAY": f":{number}", "NO_AT_BRIDGE": "1", **extra}
    program = None
    try:
        while not Path(f"/tmp/.X11-unix/X{number}").exists():
            time.sleep(0.05)
        program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        opened = _at_rest(program.pid)
        for window in _xdotool(environment, "search", "--onlyvisible", "--name", ".").split():
            _xdotool(environment, "windowmove", window, "0", "0", "windowsize", window, "1600", "1000")
        _xdotool(environment, "mousemove", "300", "500")
        before = _at_rest(program.pid)
        for _ in range(_WHEEL):
            _xdotool(environment, "click", "5")
            time.sleep(0.02)
        return opened, (_at_rest(program.pid) - before) * 1000 / _WHEEL
    finally:
        for process in (program, server):
            if process is not None:
                process.kill()
                process.wait()


def _at_rest(pid: int) -> float:
    """The CPU seconds of a process once it has used hardly any for a second."""
    last, since, began = -1.0, time.monotonic(), time.monotonic()
    while time.monotonic() - since < 1.0:
        if time.monotonic() - began > _PATIENCE:
            raise TimeoutError(f"{pid} is still busy after {_PATIENCE:.0f} s")
        used = _cpu(pid)
        if used - last > 0.02:
            last, since = used, time.monotonic()
        time.sleep(0.05)
    return _cpu(pid)


def _cpu(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICK


def _xdotool(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(["xdotool", *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def planner_xml(project: Project, engine: Engine) -> str:
    """The plan in Planner's own format, as its files show it: outline, links, people and who works on what."""
    schedule = engine.schedule
    start = f'project-start="{_day(project.info.start)}" mrproject-version="2" calendar="1"'
    lines = [
        '<?xml version="1.0"?>',
        f'<project name="plan" company="" manager="" phase="" {start}>',
        "<properties/><phases/>",
        _CALENDARS,
        "<tasks>",
    ]

    def write(uid: TaskUid) -> None:
        task, row = project.tasks[uid], schedule.rows[uid]
        start, finish = (_day(to_datetime(column[row])) for column in (schedule.start, schedule.finish))
        kind = "milestone" if task.milestone else "normal"
        lines.append(
            f'<task id="{uid}" name={quoteattr(task.name)} note="" work="{task.duration * 60}" start="{start}" '
            f'end="{finish}" percent-complete="0" priority="0" type="{kind}" scheduling="fixed-work">'
        )
        ends = [one for one in project.predecessors(uid) if str(one.kind) != "SF"]
        if ends and uid not in project.children:
            lines.append("<predecessors>")
            lines.extend(
                f'<predecessor id="{place}" predecessor-id="{one.predecessor}" type="{one.kind}"/>'
                for place, one in enumerate(ends, 1)
            )
            lines.append("</predecessors>")
        for child in project.children.get(uid, ()):
            write(child)
        lines.append("</task>")

    for uid in project.children[ROOT]:
        write(uid)
    lines.append("</tasks><resource-groups/><resources>")
    lines.extend(
        f'<resource id="{uid}" name={quoteattr(one.name)} short-name="" type="1" units="0" email="" note="" '
        'std-rate="0"/>'
        for uid, one in project.resources.items()
    )
    lines.append("</resources><allocations>")
    lines.extend(
        f'<allocation task-id="{one.task}" resource-id="{one.resource}" units="{round(one.units * 100)}"/>'
        for one in project.assignments.values()
    )
    lines.append("</allocations></project>")
    return "\n".join(lines)


def _day(moment: object) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"
