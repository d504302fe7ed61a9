"""What was typed is quoted by a refusal only as far as a line can bear."""

from __future__ import annotations

from datetime import datetime

import pytest

from gantline.app.analysis.figures import Figures
from gantline.app.edits.fields import fields_of
from gantline.app.edits.wording import Wording
from gantline.app.edits.working_hours import parse_hours
from gantline.app.project.errors import EditError, quoted
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine
from tests.plan_maker import plan

ONES = "1" * 5000
LONG = "x y1:99/ [z" * 20_000
FIELDS = {key: field for key, field in fields_of(plan("Dig | 2d")).items() if field.edit is not None}


def test_a_quoted_text_has_no_more_than_sixty_characters():
    assert quoted("  Dig ") == "Dig"
    assert quoted("a" * 60) == "a" * 60
    assert quoted("a" * 61) == "a" * 59 + "…"
    assert quoted(datetime(2026, 1, 5)) == "2026-01-05 00:00:00"


def answer(key: str, text: str) -> str:
    """What is said to a text typed into a field; nothing where it is taken."""
    engine = Engine(plan("Dig | 2d\nLay | 1d"))
    edit = FIELDS[key].edit
    assert edit is not None
    try:
        edit(Figures(engine), Wording(engine.project.info), TaskUid(1), text)
    except EditError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("key", FIELDS)
@pytest.mark.parametrize("text", [LONG, "9" * 100_000, f"{ONES}FS+{ONES}d"], ids=["words", "nines", "link"])
def test_what_a_field_does_not_take_is_refused_in_a_line(key, text):
    said = answer(key, text)
    assert len(said) < 400
    assert "\n" not in said


def test_working_hours_are_refused_in_a_line():
    with pytest.raises(EditError) as refused:
        parse_hours(LONG)
    assert len(str(refused.value)) < 200
