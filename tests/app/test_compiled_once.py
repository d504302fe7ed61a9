"""Source that is compiled for one start and not for the next."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from gantline.app.cli.compiled_once import compiled_once
from gantline.app.cli.window import load_qt

SOURCE = b"answer = 6 * 7\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which compiled code is kept."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def run(code: CodeType) -> object:
    names: dict[str, object] = {}
    exec(code, names)
    return names["answer"]


def files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


def test_a_module_is_compiled_for_the_first_of_two_starts(kept: Path) -> None:
    first = compiled_once(SOURCE, "some/module.py", "exec")
    (file,) = files(kept)
    written = file.stat().st_mtime_ns

    again = compiled_once(SOURCE, "some/module.py", "exec")

    assert (run(first), run(again)) == (42, 42)
    assert first == again
    assert (files(kept), file.stat().st_mtime_ns) == ([file], written)


def test_another_source_of_the_same_name_is_compiled_anew(kept: Path) -> None:
    compiled_once(SOURCE, "some/module.py", "exec")

    assert run(compiled_once(b"answer = 1\n", "some/module.py", "exec")) == 1
    assert len(files(kept)) == 1


def test_what_is_kept_may_be_damaged(kept: Path) -> None:
    compiled_once(SOURCE, "some/module.py", "exec")
    (file,) = files(kept)
    file.write_bytes(file.read_bytes()[:20])

    assert run(compiled_once(SOURCE, "some/module.py", "exec")) == 42


def test_nothing_is_kept_where_nothing_can_be_written(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept / "file").touch()
    monkeypatch.setattr(sys, "pycache_prefix", str(kept / "file"))

    assert run(compiled_once(SOURCE, "some/module.py", "exec")) == 42


def test_what_is_no_module_is_compiled_as_ever(kept: Path) -> None:
    assert eval(compiled_once("6 * 7", "<text>", "eval")) == 42
    assert files(kept) == []


def test_python_compiles_and_imports_as_ever_once_qt_is_loaded() -> None:
    before = builtins.compile, builtins.__import__

    load_qt()

    assert (builtins.compile, builtins.__import__) == before


def test_what_writes_stubs_is_run_when_something_of_it_is_asked_for(kept: Path) -> None:
    name = "shibokensupport/signature/lib/enum_sig.py"
    module = ModuleType("enum_sig")

    exec(compiled_once(b"seen = [6]\nanswer = seen[0] * 7\n", name, "exec"), vars(module))

    assert "answer" not in vars(module)
    assert (module.answer, module.seen) == (42, [6])
    assert not hasattr(module, "anything")


def test_it_lacks_what_is_not_in_it_even_when_that_is_asked_for_first(kept: Path) -> None:
    module = ModuleType("enum_sig")

    exec(compiled_once(b"answer = 42\n", "shibokensupport/signature/lib/enum_sig.py", "exec"), vars(module))

    assert not hasattr(module, "anything")
    assert vars(module)["answer"] == 42


def test_a_wrong_call_is_told_of_as_without() -> None:
    code = """
from PySide6.QtCore import QPoint, QTimer
for wrong in (lambda: QPoint("x"), lambda: QTimer.singleShot(1), lambda: QTimer(nothing=1)):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(error)
"""
    plain, ours = (
        subprocess.check_output([sys.executable, "-c", before + code], timeout=60)
        for before in ("", "from gantline.app.cli.window import load_qt\nload_qt()\n")
    )

    assert b"Supported signatures" in plain
    assert ours == plain
