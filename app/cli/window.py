"""Opening the window, and what to do where there is no display or a library is missing."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...resources import path as resource
from ..i18n import _
from .compiled_once import compiled_once
from .qt import check_libraries, has_display, libraries_for_window
from .quick_enums import quick_enums
from .terminal import BAD, DONE, complain, say

OUTPUT: Final = Path("out")
SAMPLE: Final = ("samples", "cloud-migration.gantline")


def run(files: Sequence[Path], sample: bool = False) -> int:
    """Open a window for each plan, or say why there is none and do the next best; gives the exit code.

    Args:
        sample: Open the sample plan.
    """
    if not has_display(sys.platform, os.environ):
        return _without_display(files)
    check_libraries(libraries_for_window(os.environ))
    gc.disable()  # until the window is there: nothing of what is made now is garbage
    load_qt()
    from ..gui import run as open_window

    try:
        return open_window(files, sample)
    finally:
        gc.enable()


def load_qt() -> None:
    """Import Qt, and leave importing and compiling as they were; enumerations are made quickly from now on.

    PySide6 puts a function of its own in place of Python's: it reads and keeps the source of every module that is
    imported from then on, to find out whether to offer Qt's names in another spelling. Nobody asks for that here, and
    it takes 50 ms at every start, and 11 MB for all these sources. It has modules of its own within its library, as
    source, too, that would be compiled anew at every start.
    """
    plain = builtins.__import__, builtins.compile
    builtins.compile = compiled_once
    quick_enums()
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__, builtins.compile = plain


def _without_display(files: Sequence[Path]) -> int:
    if files:
        complain(_("There is no display to open a window on. 'gantline print FILE -o OUT.pdf' writes a plan as PDF."))
        return BAD
    from .printing import print_file

    say(_("There is no display to open a window on. The sample plan is written to files instead:"))
    OUTPUT.mkdir(exist_ok=True)
    for suffix in (".pdf", ".png"):
        target = OUTPUT / Path(SAMPLE[-1]).with_suffix(suffix)
        print_file(resource(*SAMPLE), target)
        say(f"  {target}")
    return DONE
