"""The engine. In a checkout, a compiled walk that is older than its source does not count: the source runs instead."""

from __future__ import annotations

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

_HERE = Path(__file__).parent


def _outdated() -> bool:
    """Whether the walk was changed after it was compiled; the rule is that of ``make``, which compiles it anew."""
    if not _HERE.parents[1].joinpath("setup.py").exists():
        return False  # installed for good: what was compiled and its source came together
    found = (_HERE / f"kernel{suffix}" for suffix in EXTENSION_SUFFIXES)
    compiled = next((path.stat().st_mtime for path in found if path.exists()), None)
    sources = (_HERE / "kernel.py", _HERE / "kernel.pxd")
    return compiled is not None and any(path.stat().st_mtime > compiled for path in sources)


def _run_source() -> None:
    """Import the walk from its source, before anybody gets at the compiled one."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(f"{__name__}.kernel", _HERE / "kernel.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules[spec.name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)


if _outdated():
    _run_source()
