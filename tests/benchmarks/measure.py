"""Timing: medians of several runs, in milliseconds, and processes measured from outside."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Times:
    """Durations of one thing done several times, in milliseconds."""

    runs: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.runs)

    @property
    def p95(self) -> float:
        """The one that five in a hundred are longer than."""
        return self._longer_than(0.95)

    @property
    def p99(self) -> float:
        """The one that one in a hundred is longer than."""
        return self._longer_than(0.99)

    def _longer_than(self, share: float) -> float:
        return sorted(self.runs)[min(int(len(self.runs) * share), len(self.runs) - 1)]


def timed(work: Callable[[], object], runs: int = 5) -> Times:
    """How long it takes, after one run that does not count."""
    work()
    found = []
    for _ in range(runs):
        gc.collect()
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return Times(found)


@dataclass(frozen=True)
class Run:
    """A process as measured from outside, and what it printed.

    Attributes:
        began: The clock when it was started, as ``time.time`` counts.
        seconds: From start to end.
        cpu: Seconds.
        peak: MB.
        output: What it printed.
    """

    began: float
    seconds: float
    cpu: float
    peak: float
    output: str


def process(code: str, *arguments: str, runs: int = 3, environment: Mapping[str, str] | None = None) -> Run:
    """The median (by wall time) of several fresh interpreters that run the code, in an environment with more in it."""
    found = sorted((_process(code, arguments, environment or {}) for _ in range(runs)), key=lambda run: run.seconds)
    return found[len(found) // 2]


def _process(code: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Run:
    started, began = time.time(), time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ, **environment},
    )
    assert child.stdout is not None
    peak = _Peak(child.pid)
    output = child.stdout.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    if status:
        raise RuntimeError(f"the measured process ended with {status}")
    return Run(started, time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak.found(), output)


class _Peak:
    """Watches how much memory a process has had at most.

    What ``wait4`` tells of that counts the measuring process in, from which the other one was split off.
    """

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._most = 0.0
        self._watch = threading.Thread(target=self._run, daemon=True)
        self._watch.start()

    def _run(self) -> None:
        with suppress(OSError, StopIteration):  # it has ended
            while True:
                line = next(one for one in self._status.read_text().splitlines() if one.startswith("VmHWM"))
                self._most = int(line.split()[1]) / 1024
                time.sleep(0.003)

    def found(self) -> float:
        """MB, once the process has ended."""
        self._watch.join()
        return self._most
