"""Coverage-guided fuzzing: ``python -m tests.fuzz [--target NAME] [--seconds N]``, or ``make fuzz``.

What makes the program fail is kept in ``tests/fuzz/cases``, where a test tries it again ever after: mend the program,
and commit the case. Needs the extra ``fuzz``.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import atheris  # pyright: ignore[reportMissingImports]

CASES = Path(__file__).parent / "cases"

with atheris.instrument_imports(include=["gantline"]):
    from .mutations import MUTATIONS
    from .targets import LARGEST, TARGETS, seeds


def fuzz(name: str, options: Namespace) -> None:
    """Fuzz one target until something is found or the time is over; ends the process."""
    target, mutate = TARGETS[name], MUTATIONS.get(name)

    def custom(data: bytes, largest: int, seed: int) -> bytes:
        random = Random(seed)
        if mutate is None or random.random() < 0.2:
            return atheris.Mutate(data, largest)
        for _ in range(random.choice((1, 1, 2, 5))):
            data = mutate(data, random)
        return data[:largest]

    with TemporaryDirectory() as folder:
        for data in seeds(name):
            Path(folder, hashlib.sha1(data).hexdigest()).write_bytes(data)
        for case in CASES.glob(f"{name}-*"):
            Path(folder, case.name).write_bytes(case.read_bytes())
        arguments: list[Any] = [
            *("fuzz", folder, f"-max_total_time={options.seconds}", f"-max_len={LARGEST}", "-timeout=20"),
            *("-rss_limit_mb=1500", "-len_control=0", f"-artifact_prefix={CASES}/{name}-", "-print_final_stats=1"),
        ]
        atheris.Setup(arguments, target, custom_mutator=custom)
        atheris.Fuzz()


def main() -> int:
    """Fuzz the targets, each in a process of its own; 1 where something was found."""
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    options = parser.parse_args()
    CASES.mkdir(exist_ok=True)
    if options.target:
        fuzz(options.target, options)
        return 0
    worst = 0
    for name in TARGETS:
        done = subprocess.run([sys.executable, "-m", "tests.fuzz", "--target", name, "--seconds", str(options.seconds)])
        worst = max(worst, int(done.returncode != 0))
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
