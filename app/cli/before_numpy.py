"""What has to be done before numpy is imported anywhere, for that to take less of every start."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

_DOCUMENTING: Final = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
"""Modules that give numpy's functions their docstrings, one by one."""


def prepare() -> None:
    """Have it start no threads for large matrices, which are not needed here, and do without docstrings."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in _DOCUMENTING:
        if name not in sys.modules:
            sys.modules[name] = _run_when_asked(name)


def _run_when_asked(name: str) -> ModuleType:
    """A module that is imported when something of it is asked for, whatever a later version has in it."""

    def found(attribute: str) -> Any:
        if attribute.startswith("__") or sys.modules.get(name) is not module:
            raise AttributeError(attribute)
        del sys.modules[name]
        return getattr(import_module(name), attribute)

    module = ModuleType(name)
    vars(module)["__getattr__"] = found
    return module
