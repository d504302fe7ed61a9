"""``gantline why``: explanations in words and as data, and how tasks are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gantline.app.cli import main
from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import write_path
from tests.plan_maker import plan

NOTHING = "nothing holds it, so it starts with the plan"


@pytest.fixture
def file(tmp_path: Path) -> str:
    project = plan("Dig | 3d\nPhase\n  Lay pipes | 2d | after Dig FS+1d\n  Lay cables | 2d | after Dig")
    path = tmp_path / "plan.gantline"
    write_path(project, Engine(project).schedule, path, for_key("gantline"))
    return str(path)


@pytest.mark.parametrize("text", ["3", "#3", "lay pipes", "pipe"])
def test_why_explains_a_task_and_the_chain_behind_it(file: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", file, text]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Lay pipes",
        "  Starts Fri 2026-01-09 08:00: 1d after 'Dig' finishes",
        "  Finishes Mon 2026-01-12 17:00: 2d after its start",
        "  Behind that:",
        "    'Dig' starts Mon 2026-01-05 08:00, takes 3d: " + NOTHING,
        "  To start earlier:",
        "    Reduce the lag after 'Dig' by 1d: starts Thu 2026-01-08 08:00 instead of Fri 2026-01-09 08:00, 1d earlier",
        (
            "    Do not wait for 'Dig': starts Mon 2026-01-05 08:00 instead of Fri 2026-01-09 08:00, 4d earlier; "
            f"then {NOTHING}"
        ),
        "    Shorten 'Dig' by 2d: starts Wed 2026-01-07 08:00 instead of Fri 2026-01-09 08:00, 2d earlier",
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Lay", "'Lay' fits 2 tasks: 3 'Lay pipes', 4 'Lay cables'. Name one by its row."),
        ("99", "No task has the row, uid or name '99'."),
        ("", "No task has the row, uid or name ''."),
    ],
)
def test_a_task_that_is_not_found_is_a_complaint(
    file: str, text: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", file, text]) == 2
    assert capsys.readouterr().err == f"gantline: {complaint}\n"


def test_the_same_is_written_as_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", file, "3", "1", "--json"]) == 0
    pipes, dig = json.loads(capsys.readouterr().out)
    assert pipes["start"]["date"] == "2026-01-09T08:00"
    assert pipes["start"]["because_of"] == {"uid": 1, "name": "Dig"}
    assert [step["task"]["name"] for step in pipes["chain"]] == ["Lay pipes", "Dig"]
    assert pipes["alternatives"][0]["gain_minutes"] == 480
    assert dig["alternatives"] == []


def test_a_task_that_nothing_can_free_is_told_so(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", file, "Dig"]) == 0
    assert "No single change on this chain lets it start earlier." in capsys.readouterr().out
