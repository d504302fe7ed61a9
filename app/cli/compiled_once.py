"""Compiles Python's source once for all starts, where no file of it lies on the disk that Python would do that for."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import Any, Final

_compile: Final = compile

_RARE: Final = {
    f"shibokensupport/signature/{name}.py" for name in ("layout", "parser", "lib/enum_sig", "lib/pyi_generator")
}
"""Modules of PySide6 that say how its functions are called, where one was called wrongly or somebody asks, and write
that down for type checkers: 12 ms at every start. They are run when something of them is asked for.
"""

_WHEN_ASKED: Final = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    from marshal import loads
    exec(loads({code!r}), globals())
    if name in globals():
        return globals()[name]
    raise AttributeError(name)
"""


def compiled_once(source: Any, name: str, mode: str, *more: Any, **options: Any) -> Any:
    """As ``compile``; the code of a module is kept beside that of our own, with the hash of its source."""
    if not isinstance(source, bytes) or mode != "exec" or more or options:
        return _compile(source, name, mode, *more, **options)
    kept = Path(cache_from_source(str(Path(__file__).with_name(name.replace("/", ".")))))
    rare = name in _RARE
    known = source_hash(_WHEN_ASKED.encode() + source if rare else source)
    with suppress(OSError, EOFError, TypeError, ValueError):
        told = kept.read_bytes()
        if told.startswith(known):
            return marshal.loads(told[len(known) :])
    code = _compile(source, name, mode)
    if rare:
        code = _compile(_WHEN_ASKED.format(code=marshal.dumps(code)), name, mode)
    if not sys.dont_write_bytecode:
        with suppress(OSError):  # a folder that is not ours to write to
            _keep(kept, known + marshal.dumps(code))
    return code


def _keep(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_bytes(content)
    new.replace(path)
