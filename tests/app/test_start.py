"""What is loaded before there is something to see, and what is not; each module of these would delay every start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LATER = {
    "gantline.app.analysis.differences",
    "gantline.app.analysis.ripple",
    "gantline.app.analysis.usage",
    "gantline.app.analysis.why",
    "gantline.app.cli.reading",
    "gantline.app.edits.baselines",
    "gantline.app.edits.completing",
    "gantline.app.edits.paste",
    "gantline.app.edits.sorting",
    "gantline.app.workspace.helper",
    "gantline.app.workspace.instance",
    "gantline.io.excel.workbook",
    "gantline.io.mspdi.reader",
    "gantline.io.mspdi.upkeep",
    "gantline.io.native.reading",
    "gantline.io.native.writing",
    "gantline.widgets.charts.printing",
    "gantline.widgets.dialogs.baselines",
    "gantline.widgets.dialogs.bug_report",
    "gantline.widgets.dialogs.differences",
    "gantline.widgets.dialogs.notes",
    "gantline.widgets.find_bar",
    "gantline.widgets.gantt.gestures",
    "gantline.widgets.gantt.popup",
    "gantline.widgets.inspector.inspector",
    "gantline.widgets.palette",
    "gantline.widgets.resource_view.resource_view",
    "gantline.widgets.table.clipboard",
    "gantline.widgets.table.column_chooser",
    "gantline.widgets.table.date_edit",
    "gantline.widgets.table.filling",
    "gantline.widgets.table.suggestions",
    "gantline.widgets.usage_view.usage_view",
    "gantline.widgets.views.filter_dialog",
    "gantline.widgets.views.prompt",
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "pyqtgraph",
    "openpyxl",
    "python_calamine",
    "xlsxwriter",
    "lxml",
    "jpype",
    "mpxj",
    "multiprocessing",
    "importlib.metadata",
    "hashlib",
    "calendar",
    "html.parser",
    "json",
    "logging",
    "argparse",
    "gettext",
    "dataclasses",
}
"""Needed by what the user may do, or shown once the window was painted."""

START = """
import os, sys
from gantline.app import cli
from gantline.app.cli.window import load_qt
load_qt()  # as the program does, before anything else that needs it
from gantline.app import gui
def look(*_told):
    print(*sys.modules, flush=True)
    os._exit(0)
gui._after_first_paint = look
sys.argv[1:] = []
cli.main()
"""


def loaded(code: str, folder: Path) -> set[str]:
    """The modules a fresh interpreter says it has."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GANTLINE_PROFILE": str(folder / "profile.ini")}
    return set(subprocess.check_output([sys.executable, "-c", code], env=environment, text=True, timeout=60).split())


def test_until_the_window_was_painted_nothing_is_loaded_that_can_wait(tmp_path: Path) -> None:
    modules = loaded(START, tmp_path)

    assert "gantline.widgets.main_window" in modules
    assert modules & LATER == set()


def test_importing_reads_no_sources(tmp_path: Path) -> None:
    """PySide6 would read those of all modules that are imported after it."""
    modules = loaded(START.replace("*sys.modules", "*sys.modules['linecache'].cache"), tmp_path)

    assert {Path(one).stem for one in modules} & {"main_window", "records", "_multiarray_umath", "numeric"} == set()


def test_icons_in_menus_are_not_read_before_a_menu_is_opened(tmp_path: Path) -> None:
    from gantline.widgets.actions import ACTIONS

    (read,) = loaded(
        START.replace("*sys.modules", "sys.modules['gantline.widgets.icons']._renderer.cache_info()[3]"), tmp_path
    )
    in_menus = {spec.icon for spec in ACTIONS if spec.icon and not spec.toolbar}

    assert 0 < int(read) < len(in_menus)


def test_a_helper_process_loads_no_qt(tmp_path: Path) -> None:
    code = "import sys, gantline.app.workspace.helper, gantline.app.workspace.work; print(*sys.modules)"

    assert not [one for one in loaded(code, tmp_path) if one.startswith("PySide6")]


def test_what_is_there_for_good_is_not_looked_through_for_garbage(tmp_path: Path) -> None:
    code = (
        START.replace(
            "    print(*sys.modules, flush=True)",
            "    after(*_told); print(gc.isenabled(), gc.get_freeze_count() > 10_000)",
        )
        .replace("import os, sys", "import gc, os, sys")
        .replace("def look", "after = gui._after_first_paint\ndef look")
    )
    code = code.replace("os._exit(0)", "sys.stdout.flush(); os._exit(0)")

    assert loaded(code, tmp_path) == {"True"}
