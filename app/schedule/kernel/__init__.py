"""The walk over a plan in columns: order, both passes and slack of everything but tasks with rules of their own.

It runs as it stands, and many times faster where Cython has compiled it; the ``.pxd`` beside a module has nothing but
the types. Compiled modules know how each other's objects lie in memory, so that all of them count or none. In a
checkout, they do not where a source is newer.

Columns have a place for every row. Where a moment may be missing, ``NEVER`` or ``EVER`` stands in its place, so that
comparisons need no question. A step is a row, or ``~row`` for a summary's second turn. Columns that belong to steps
hold them at that index: negative ones count from the end.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path

MODULES = ("axis", "backward", "forward", "slack", "sweep")
"""Those that are compiled."""

_HERE = Path(__file__).parent


def _is_compiled() -> bool:
    """Whether all modules are compiled, and in a checkout after their sources changed, as ``make`` has it too."""
    with os.scandir(_HERE) as entries:
        changed = {entry.name: entry.stat().st_mtime for entry in entries}
    compiled = [changed.get(f"{name}{suffix}") for name in MODULES for suffix in EXTENSION_SUFFIXES]
    times = [time for time in compiled if time is not None]
    if len(times) < len(MODULES):
        return False
    if not _HERE.parents[2].joinpath("setup.py").exists():
        return True  # installed for good: what was compiled and its source came together
    sources = (f"{name}{suffix}" for name in MODULES for suffix in (".py", ".pxd"))
    return max(changed[name] for name in sources) <= min(times)


COMPILED = _is_compiled()
"""Whether compiled code runs."""

if not COMPILED:  # whoever imports a module finds its source, even where a compiled one lies beside it
    sys.path_importer_cache[str(_HERE)] = FileFinder(str(_HERE), (SourceFileLoader, SOURCE_SUFFIXES))
