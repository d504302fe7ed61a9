"""The pictures of actions and symbols."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gantline import widgets
from gantline.resources import path
from gantline.widgets.actions import ACTIONS

SOURCES = [one.read_text("utf-8") for one in Path(next(iter(widgets.__path__))).rglob("*.py")]

NAMED = {name for one in SOURCES for name in re.findall(r"\bicon\(\"([a-z-]+)\"", one)}
"""Those that are asked for by name somewhere."""


@pytest.mark.parametrize("name", sorted(NAMED.union(spec.icon for spec in ACTIONS if spec.icon)))
def test_every_icon_is_there(name: str) -> None:
    assert "currentColor" in path("icons", f"{name}.svg").read_text("utf-8")


def test_every_icon_is_used() -> None:
    words = {word for one in SOURCES for word in re.findall(r"\"([a-z-]+)\"", one)}

    assert {one.stem for one in path("icons").glob("*.svg")} <= words
