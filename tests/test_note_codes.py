"""Every code of a note is told of in the table of kinds and in docs/ledger.md, and none that is not used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from gantline.app.project.note_kinds import EFFECTS, KINDS

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "app" / "project" / "note_kinds.py"
_CODE = re.compile(r"[a-z]+\.[a-z]+(?:-[a-z]+)*")


def texts_in(path: Path) -> Iterator[str]:
    """The texts of a module that are nothing but a code, or a format for one."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def used() -> set[str]:
    """The codes in the program: texts of that form whose first word is that of a known code."""
    families = {code.partition(".")[0] for code in KINDS}
    folders = ("app", "io", "widgets")
    modules = (path for folder in folders for path in (ROOT / folder).rglob("*.py") if path != TABLE)
    return {
        text
        for path in modules
        for text in texts_in(path)
        if _CODE.fullmatch(text) and text.partition(".")[0] in families
    }


def put_together() -> list[str]:
    """Texts in the program that are put together of parts and begin as a code does, which nobody could look up."""
    begin = re.compile(rf"(?:{'|'.join({code.partition('.')[0] for code in KINDS})})\.[a-z-]*$")
    modules = (path for folder in ("app", "io", "widgets") for path in (ROOT / folder).rglob("*.py"))
    joined = (node for path in modules for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    begun = (node.values[0] for node in joined if isinstance(node, ast.JoinedStr) and node.values)
    return [str(one.value) for one in begun if isinstance(one, ast.Constant) and begin.match(str(one.value))]


def documented() -> dict[str, str]:
    """Codes and effects in the tables of the page."""
    rows = re.findall(r"^\| `([a-z.-]+)` \| (\w+) \|", (ROOT / "docs" / "ledger.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_every_code_in_the_program_is_known_and_every_known_one_is_used():
    assert used() == KINDS.keys()


def test_every_code_stands_in_the_program_as_it_is():
    assert not put_together()


def test_every_code_is_documented_with_what_becomes_of_the_thing():
    assert documented() == {code: kind.effect.value for code, kind in KINDS.items()}


def test_every_effect_is_explained():
    text = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    assert all(f"| `{effect.value}` |" in text for effect in EFFECTS)
