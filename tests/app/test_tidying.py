"""Python's search for garbage waits until nobody does anything."""

import gc
import platform
from itertools import count
from weakref import ref

import pytest
from shiboken6 import delete

from gantline.app.workspace import tidying
from gantline.app.workspace.tidying import Tidying


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def litter(monkeypatch):
    """Garbage among old things, and a search for it that is due."""
    monkeypatch.setattr(tidying, "_PAUSE", 5)
    threshold = gc.get_threshold()
    gc.disable()  # only what is tried here finds any
    knot = Knot()
    gc.collect()
    litter = ref(knot)
    del knot
    for _search in range(tidying._DUE):
        gc.collect(1)
    yield litter
    gc.enable()
    gc.set_threshold(*threshold)


def tidy_with(monkeypatch, clock):
    monkeypatch.setattr(tidying, "process_time", lambda: next(clock))
    return Tidying()


def test_garbage_is_looked_for_while_the_program_is_idle(qtbot, monkeypatch, litter):
    tidy = tidy_with(monkeypatch, count(step=0.001))
    assert litter() is not None
    qtbot.waitUntil(lambda: litter() is None)
    delete(tidy)


def test_garbage_waits_while_the_program_is_busy(qtbot, monkeypatch, litter):
    clock = count(step=0.1)
    tidy = tidy_with(monkeypatch, clock)
    qtbot.waitUntil(lambda: next(clock) > 1)
    assert litter() is not None
    delete(tidy)


def test_python_itself_hardly_ever_looks_everything_through(qapp, litter):
    young, middle, _old = gc.get_threshold()
    delete(Tidying())
    assert gc.get_threshold() == (young, middle, tidying._SELDOM)


def test_memory_is_given_back_once_when_the_program_rests_after_work(qtbot, monkeypatch):
    given, looks = [], count()
    monkeypatch.setattr(tidying, "_PAUSE", 5)
    monkeypatch.setattr(tidying, "_trimming", lambda: given.append)
    tidy = tidy_with(monkeypatch, (0 if look == 0 else 1 for look in looks))
    qtbot.waitUntil(lambda: bool(given))
    seen = next(looks)
    qtbot.waitUntil(lambda: next(looks) > seen + 20)
    assert len(given) == 1
    delete(tidy)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries give memory back by themselves")
def test_the_c_library_gives_memory_back_when_asked():
    trim = tidying._trimming()
    assert trim is not None
    assert trim(0) in (0, 1)
