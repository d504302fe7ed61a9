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

_STUB_WRITERS: Final = {f"shibokensupport/signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig")}
"""Modules of PySide6 that write stubs for type checkers, and take 8 ms for that at every start. They are run when
something of them is asked for, which nobody does here.
"""

_WHEN_ASKED: Final = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(compile({source!r}, {name!r}, "exec"), globals())
    return globals()[name]
"""


def compiled_once(source: Any, name: str, mode: str, *more: Any, **options: Any) -> Any:
    """As ``compile``; the code of a module is kept beside that of our own, with the hash of its source."""
    if not isinstance(source, bytes) or mode != "exec" or more or options:
        return _compile(source, name, mode, *more, **options)
    if name in _STUB_WRITERS:
        source = _WHEN_ASKED.format(source=source, name=name).encode()
    kept = Path(cache_from_source(str(Path(__file__).with_name(name.replace("/", ".")))))
    known = source_hash(source)
    with suppress(OSError, EOFError, TypeError, ValueError):
        told = kept.read_bytes()
        if told.startswith(known):
            return marshal.loads(told[len(known) :])
    code = _compile(source, name, mode)
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
