"""Takes files through the whole program in a process that may neither linger, swell nor touch anything else.

``python -m tests.io.hostile_run FOLDER`` does what the command line does with each file of a folder, within limits, and
tells as one JSON object a line what came of it. A file that breaks a limit ends the process.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml brings no types

from gantline.app.cli import main
from gantline.io.storage import read_path

MEMORY = 1_500_000_000
"""Bytes of address space, of which the interpreter and its libraries take a third."""

LARGE = 1_000_000
"""A file of more bytes may take four times as long."""

SECONDS = 5

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "ctypes.dlopen", "urllib.", "http.")


def run(folder: Path) -> None:
    """Take each file through the program."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as out:
        main(["convert", str(folder / "sound.xml"), str(Path(out, "sound.gantline"))])  # loads what is loaded late
        main(["convert", str(Path(out, "sound.gantline")), str(Path(out, "sound.xlsx"))])
        touched: set[str] = set()
        watch(touched, (str(folder), out, sys.prefix, sys.base_prefix, str(Path(__file__).parents[2])))
        for path in sorted(folder.iterdir()):
            touched.clear()
            told = through(path, Path(out))
            print(json.dumps({**told, "touched": sorted(touched)}), flush=True)


def watch(touched: set[str], allowed: tuple[str, ...]) -> None:
    """Note every file outside the allowed folders, every connection and every process."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str):
            if not arguments[0].startswith(allowed):
                touched.add(arguments[0])
        elif event.startswith(_FORBIDDEN):
            touched.add(event)

    sys.addaudithook(hook)


def through(path: Path, out: Path) -> dict[str, Any]:
    """What the commands said to a file, and with which exit codes."""
    limit = SECONDS * (4 if path.stat().st_size > LARGE else 1)
    native, back = out / "out.gantline", out / "out.xml"
    for one in (native, back):
        one.unlink(missing_ok=True)
    told: dict[str, Any] = {"name": path.name, "codes": {}, "notes": []}
    for name, arguments in {
        "check": ["check", str(path)],
        "native": ["convert", str(path), str(native)],
        "back": ["convert", "--reschedule", str(native), str(back)],
        "info": ["info", str(back)],
    }.items():
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime) + 1 + limit
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        code, said, complaint = command(arguments)
        told["codes"][name] = code
        told[name] = said
        if code == 2:
            told["complaint"] = complaint
            return told
    told["notes"] = sorted({note.code for note in read_path(path)[0].notes})
    for _event, element in etree.iterparse(str(back), huge_tree=True):  # no sound writer makes what this can't read
        element.clear()
    return told


def command(arguments: list[str]) -> tuple[int, str, str]:
    """The exit code of a command, and what it said."""
    said, complaint = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaint):
        code = main(arguments)
    return code, said.getvalue()[:4000], complaint.getvalue()[:4000]


if __name__ == "__main__":
    run(Path(sys.argv[1]))
