"""Finding looks only where a text can be, and finds what looking everywhere finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.figures import Figures
from gantline.app.edits.fields import FIELDS
from gantline.app.edits.find import Search, looker, searched
from gantline.app.edits.wording import Style, Wording
from gantline.app.schedule.engine import Engine
from tests.plan_maker import plan

ENGINE = Engine(
    plan(
        "Phase\n  Dig | 3d | by Ann, Bob 50%\n  Lay | 2ew | after Dig FS+1d | deadline 2026-02-21 17:00\n"
        "Test | 4h | after Lay SS+10%\nWait | 0d\nLate one | 1mo",
        changes={"Wait": {"manual": True, "start_text": "sometime", "finish_text": "", "duration_text": "quite long"}},
        currency_symbol="Kč",
    )
)
FIGURES = Figures(ENGINE)
STYLES = (Style(), Style(order="DMY", separator=".", decimal=",", weekday=False))
TEXTS = sorted(
    {
        field.text(FIGURES, Wording(ENGINE.project.info, style), uid)
        for field in FIELDS
        for style in STYLES
        for uid in ENGINE.project.tasks
    }
)


@st.composite
def needles(draw):
    text = draw(
        st.sampled_from([text for text in TEXTS if text] + ["zzz", "kč", "Mon", "d", "ss", "sometime", "QUITE"])
    )
    first = draw(st.integers(0, max(len(text) - 1, 0)))
    part = text[first : first + draw(st.integers(1, 4))]
    return draw(st.sampled_from([part, part.upper(), part.lower()]))


@given(needles(), st.booleans(), st.booleans(), st.sampled_from(STYLES))
def test_what_is_found_is_what_looking_everywhere_finds(text, case, whole, style):
    search, wording = Search(text=text, case=case, whole=whole), Wording(ENGINE.project.info, style)
    look, fits = looker(search, FIELDS, FIGURES, wording), search.fits()
    for uid in ENGINE.project.tasks:
        assert look(uid) == [
            place for place in searched(search, FIELDS) if fits(FIELDS[place].text(FIGURES, wording, uid))
        ]


@pytest.mark.parametrize(("text", "asked"), [("trench", False), ("2026", True), ("mon", True)])
def test_dates_are_written_only_where_the_text_may_stand_in_them(text, asked):
    project = plan("Dig\nLay")
    figures, written = Figures(Engine(project)), list[int]()
    start = next(field for field in FIELDS if field.key == "early_start")
    counted = type(start)(
        key="early_start",
        title="Start",
        kind=start.kind,
        get=start.get,
        text=lambda figures, wording, uid: written.append(uid) or start.text(figures, wording, uid),
    )
    look = looker(Search(text=text), [counted], figures, Wording(project.info, Style()))
    for uid in project.tasks:
        look(uid)
    assert bool(written) is asked
