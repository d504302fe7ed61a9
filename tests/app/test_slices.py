"""Steps beside a live window: what they come to is taken over in a slice of its own where theirs is used up."""

from gantline.app.workspace import slices
from gantline.app.workspace.slices import Slices


def test_what_is_quick_is_taken_over_at_once(qapp):
    found = []
    work = Slices()
    work.begin(iter(()), found.append)
    assert found == [None]
    assert not work.busy


def test_what_uses_a_slice_up_is_taken_over_in_the_next_one(qapp, monkeypatch):
    monkeypatch.setattr(slices, "FIRST", 0)
    monkeypatch.setattr(slices, "SLICE", 0)
    found, done = [], []

    def steps():
        for step in range(2):
            done.append(step)
            yield
        done.append("last")
        return "result"

    work = Slices()
    work.begin(steps(), found.append)
    assert work.busy
    seen = dict[str, int]()
    for turn in range(10):
        qapp.processEvents()
        seen.setdefault("last" if "last" in done else "", turn)
        seen.setdefault("found" if found else "", turn)
    assert seen["last"] < seen["found"]
    assert found == ["result"]
    assert not work.busy


def test_what_is_stopped_before_it_is_taken_over_never_is(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(slices, "FIRST", 0)
    found, after = [], []
    work, later = Slices(), Slices()
    work.begin(iter([None]), found.append)
    work.stop()
    later.begin(iter([None]), after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert not found
