"""Hostile files opened in the window: refused in a box, or shown, and the window lives on."""

import pytest

from ..io.hostile_files import REFUSED, kinds

SHOWN = (
    *("entity bomb", "cut off in a task", "links in a circle", "no working time at all", "day off for ever"),
    *("outline of 3,000 levels", "megabyte name", "project start 9999", "project start 0001", "1000000000000 units"),
    *("constraint 3 at the ends of time", "manual task that ends before it begins", "senseless values of Duration"),
)
KINDS = {kind.name: kind for kind in kinds() if kind.name in SHOWN}


@pytest.mark.parametrize("name", SHOWN)
def test_a_hostile_file_is_refused_or_shown(qtbot, window, answers, tmp_path, name) -> None:
    kind, path, before = KINDS[name], tmp_path / "hostile.xml", window.document.project
    path.write_bytes(kind.make())

    window.files.open_path(path)
    qtbot.waitUntil(lambda: bool(answers) or window.document.project is not before, timeout=120_000)
    window.grab()

    assert (window.document.project is before) == (kind.outcome == REFUSED)
    assert len(answers) == (kind.outcome == REFUSED)
    assert all("\n" not in answer.strip() for answer in answers)
