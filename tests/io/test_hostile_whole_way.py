"""Every kind of hostile file goes the whole way through the program: refused in one sentence, or mended and said so.

The files are made and taken through in a process with little memory and time of its own; what breaks a limit ends it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .hostile_excel import excel_kinds
from .hostile_files import REFUSED, Hostile, kinds
from .hostile_native import native_kinds
from .mspdi_plans import document, task

pytest.importorskip("resource", reason="this system does not limit memory and time of a process")

ROOT = Path(__file__).resolve().parents[2]
KINDS = {f"{number:03} {kind.name}": kind for number, kind in enumerate((*kinds(), *native_kinds(), *excel_kinds()))}
FAMILIES = 4


def file_name(name: str) -> str:
    return re.sub(r"[^\w.]+", "-", name) + KINDS[name].suffix


def family(part: int) -> dict[str, Hostile]:
    """A part of the kinds, which share a process; the heavy ones are spread over all."""
    return dict(list(KINDS.items())[part::FAMILIES])


@pytest.fixture(scope="module", params=range(FAMILIES))
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the program said to each kind."""
    folder = tmp_path_factory.mktemp("hostile")
    files = {file_name(name): name for name in family(request.param)}
    for name, kind in family(request.param).items():
        (folder / file_name(name)).write_bytes(kind.make())
    (folder / "sound.xml").write_text(document(task(1)), "utf-8")
    command = [sys.executable, "-m", "tests.io.hostile_run", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{[line['name'] for line in lines][-1:]} was the last before: {done.stderr[-2000:]}"
    return {files[line["name"]]: line for line in lines if line["name"] in files}


def test_each_kind_is_refused_in_one_sentence_or_mended_and_said_so(told: dict[str, dict[str, Any]]) -> None:
    faults = {}
    for name, line in told.items():
        kind, codes = KINDS[name], line["codes"]
        if kind.outcome == REFUSED:
            sound = codes == {"check": 2} and line["complaint"].count("\n") == 1 and len(line["complaint"]) < 400
        else:
            sound = 2 not in codes.values() and len(codes) == 4 and (not kind.outcome or kind.outcome in line["notes"])
        if not sound or line["touched"]:
            faults[name] = line
    assert not faults
    assert told
