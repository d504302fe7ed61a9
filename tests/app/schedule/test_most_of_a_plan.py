"""Edits that touch most of a plan make all of it anew, which comes to what following each of them comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import dates, progress, tasks
from gantline.app.project.records import ROOT
from gantline.app.schedule import engine
from gantline.app.schedule.engine import Engine
from tests.benchmarks.generated import plan
from tests.laws import law

EDITS = {
    "manual": lambda made, uids: dates.set_manual(made, uids, True),
    "half done": lambda made, uids: progress.set_percent_complete(made, uids, 50),
    "out of the schedule": lambda made, uids: tasks.set_active(made.project, uids, False),
    "of another priority": lambda made, uids: tasks.set_priority(made.project, uids, 700),
    "longer": lambda made, uids: tasks.set_fields(made.project, uids, dates=True, duration=7 * 480),
}


def dated(made):
    schedule = made.schedule
    return {
        uid: (schedule.start_of(uid), schedule.finish_of(uid), schedule.total_slack[row]) for uid, row in rows(made)
    }


def rows(made):
    return sorted(made.schedule.rows.items())


@law(30)
@given(st.sampled_from(sorted(EDITS)), st.sampled_from([1, 3]), st.integers(1, 4))
def test_the_dates_and_what_moved_are_those_of_an_engine_made_anew(edit, calendars, seed):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "_FEW", 0)
        made = Engine(plan(70, resources=4, seed=seed, calendars=calendars))
        leaves = [uid for uid in made.project.tasks if uid not in made.project.children]
        patch = EDITS[edit](made, leaves)
        before = dated(made)
        for one in (patch, patch.inverted()):
            known = dated(made)
            made.project.apply(one)
            moved = made.update(one)
            assert dated(made) == dated(Engine(made.project))
            assert moved >= {uid for uid, told in dated(made).items() if told != known[uid]}
        assert dated(made) == before
        assert ROOT in made.schedule.rows
