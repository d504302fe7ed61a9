"""The walk over a plan without compiled code, whatever lies beside its sources."""

from __future__ import annotations

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType


def run_sources(kernel: ModuleType) -> None:
    """Let the modules of this package, of which none has been imported, come from their sources."""
    folder = str(Path(str(kernel.__file__)).parent)
    kernel.COMPILED = False  # type: ignore[attr-defined]
    sys.path_importer_cache[folder] = FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES))
