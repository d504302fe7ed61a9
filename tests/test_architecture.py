"""Holds the import rule: a package imports itself and what stands below it, and Qt stays out of the core."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

ORDER = [  # lowest first
    "app.i18n",
    "app.project",
    "app.schedule",
    "app.analysis",
    "app.edits",
    "app.views",
    "app.chart",
    "io",
    "resources",
    "app.workspace",
    "widgets",
    "app.gui",
    "app.cli",
    "app.__main__",
]
SOURCES = sorted(
    path.relative_to(ROOT) for folder in ("app", "io", "widgets", "resources") for path in (ROOT / folder).rglob("*.py")
)
ONLY_IN = {"pyqtgraph": ("widgets/charts", "widgets/resource_view"), "openpyxl": ("io/excel",)}


def layer(module: str) -> int:
    return next((i for i, name in enumerate(ORDER) if f"{module}.".startswith(f"gantline.{name}.")), -1)


def module_of(path: Path) -> str:
    return ".".join(["gantline", *path.with_suffix("").parts]).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    package = ["gantline", *path.parent.parts]
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_imports_point_down(path: Path) -> None:
    here = layer(module_of(path))
    assert here >= 0 or path.as_posix() == "app/__init__.py", f"{path} has no place in the order"
    for target in imports(path):
        assert layer(target) <= here, f"{path}: {target} stands above"
        assert target.split(".")[0] not in {"app", "widgets", "resources"}, f"{path}: say gantline.{target}"
        if here < layer("gantline.app.workspace"):
            assert not target.startswith(("PySide6", "pyqtgraph")), f"{path}: no {target} in the core"
        for library, places in ONLY_IN.items():
            if target.split(".")[0] == library:
                assert path.as_posix().startswith(places), f"{path}: {library} belongs in {' or '.join(places)}"


def test_the_import_rule_sees_a_wrong_import() -> None:
    assert layer("gantline.app.project.records") < layer("gantline.app.schedule.engine") < layer("gantline.widgets.x")
    assert layer("gantline.app.chart.theme") < layer("gantline.io.formats") < layer("gantline.app.cli")


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_records_are_changed_by_what_knows_their_widths(path: Path) -> None:
    if path.name != "widths.py":  # msgspec's own has no room for what is rarely said
        assert not re.search(r"structs(\.| import .*\b)replace\b", path.read_text("utf-8")), path


def test_the_core_loads_no_qt() -> None:
    core = [module_of(path) for path in SOURCES if -1 < layer(module_of(path)) < layer("gantline.app.workspace")]
    code = f"import importlib, sys\nfor name in {core!r}: importlib.import_module(name)\n"
    code += "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'pyqtgraph'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_a_plan_loads_no_numpy() -> None:
    names = ("storage", "mspdi.reader", "native.reading")  # openpyxl takes it where it is there
    code = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(f'gantline.io.{{name}}')\n"
    task = "<Task><UID>1</UID><Work>PT8H0M0S</Work></Task>"
    code += (
        "from io import BytesIO\nfrom gantline.io.mspdi import FORMAT\nfrom gantline.app.project.ticket import Ticket\n"
    )
    code += f"FORMAT.read(BytesIO(b'<Project><Tasks>{task}</Tasks></Project>'), Ticket())\n"
    code += "print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False", "it takes longer than reading a small plan"
