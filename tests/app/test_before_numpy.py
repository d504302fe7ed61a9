"""What is left out of numpy at the start."""

from __future__ import annotations

import subprocess
import sys


def told(code: str) -> list[str]:
    """What a fresh interpreter prints."""
    return subprocess.check_output([sys.executable, "-c", code], text=True, timeout=60).split()


def test_numpy_comes_without_docstrings_and_is_whole_otherwise() -> None:
    code = """
import gantline.app.cli, numpy
print(numpy.array.__doc__)
import numpy.ma, numpy.random, numpy.testing, openpyxl, pyqtgraph
print(numpy.ma.masked_array([1, 2], [True, False]).sum(), numpy.percentile([1, 2, 3], 50))
"""

    assert told(code) == ["None", "2", "2.0"]


def test_the_docstrings_come_with_whatever_is_asked_of_their_module() -> None:
    code = """
import gantline.app.cli, numpy
from numpy._core._add_newdocs import add_newdoc
print(callable(add_newdoc), len(numpy.array.__doc__) > 1000, hasattr(numpy._core._add_newdocs_scalars, "__path__"))
"""

    assert told(code) == ["True", "True", "False"]


def test_nothing_is_changed_where_numpy_is_there_already() -> None:
    assert told("import numpy, gantline.app.cli; print(len(numpy.array.__doc__) > 1000)") == ["True"]


def test_the_command_line_itself_needs_no_numpy() -> None:
    assert told("import sys, gantline.app.cli; print('numpy' in sys.modules)") == ["False"]
